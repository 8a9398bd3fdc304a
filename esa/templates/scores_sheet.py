"""`python -m esa scores FILE`: rows for the tabs ผลการทดสอบ and ขีดจำกัดล่าง from raw scores.

The scores of pupils stay in memory; what is printed are counts and means of schools and the limits
that were used. Source: docs/rules.md, "Lower limit".
"""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from esa import plain
from esa.reading.schema import read_tabs
from esa.rules.scores import Scores, limits_from_scores, results_from_scores
from esa.templates.workbooks import shown


def limits_of(
    lower_limits: pd.DataFrame, academic_year: int, test: str, grade: str, scope: str
) -> dict[str, Decimal]:
    """The limits that the office has filled in for one sitting, by subject; {} where none."""
    names = ("academic_year", "test", "grade", "scope", "subject", "limit")
    sitting = (academic_year, test, grade, scope)
    rows = plain.records(lower_limits, *names)
    return {subject: limit for _, *key, subject, limit in rows if tuple(key) == sitting}


def as_csv(tab: str, rows: pd.DataFrame) -> str:
    """Rows under the Thai headings of a tab, to paste into the sheet."""
    fields = [field for field in read_tabs()[tab].fields if field.name in rows]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.title for field in fields)
    for values in rows[[field.name for field in fields]].itertuples(index=False):
        writer.writerow(shown(field, value) for field, value in zip(fields, values, strict=True))
    return out.getvalue()


def results_csv(found: Scores, limits: Mapping[str, Decimal], sitting: Mapping) -> tuple[str, str]:
    """(test results, limits used), each as CSV. limits: {} takes the limits of these scores.

    sitting: academic_year, test, grade, scope.
    """
    used = dict(limits) or limits_from_scores(found.scores)
    results = results_from_scores(found.scores, used, **sitting)
    limit_rows = pd.DataFrame([{**sitting, "subject": s, "limit": used[s]} for s in sorted(used)])
    return as_csv("test_results", results), as_csv("lower_limits", limit_rows)
