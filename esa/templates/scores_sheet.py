"""`python -m esa scores FILE`: rows for the tabs ผลการทดสอบ and ขีดจำกัดล่าง from raw scores.

The scores of pupils stay in memory; what is printed are counts and means of schools and the limits
that were used. Source: docs/rules.md, "Lower limit".
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from esa.plain import Rows, records
from esa.reading.schema import read_tabs
from esa.rules.scores import Result, Scores, limits_from_scores, results_from_scores
from esa.templates.workbooks import shown

SITTING = ("academic_year", "test", "grade", "scope")


def limits_of(
    lower_limits: Rows, academic_year: int, test: str, grade: str, scope: str
) -> dict[str, Decimal]:
    """The limits that the office has filled in for one sitting, by subject; {} where none."""
    sitting = (academic_year, test, grade, scope)
    rows = records(lower_limits, *SITTING, "subject", "limit")
    return {subject: limit for _, *key, subject, limit in rows if tuple(key) == sitting}


def as_csv(tab: str, names: Sequence[str], rows: Iterable[Sequence]) -> str:
    """Rows under the Thai headings of a tab, to paste into the sheet. names: of their cells."""
    fields = [read_tabs()[tab].field(name) for name in names]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.title for field in fields)
    for values in rows:
        writer.writerow(shown(field, value) for field, value in zip(fields, values, strict=True))
    return out.getvalue()


def results_csv(found: Scores, limits: Mapping[str, Decimal], sitting: Mapping) -> tuple[str, str]:
    """(test results, limits used), each as CSV. limits: {} takes the limits of these scores.

    sitting: academic_year, test, grade, scope.
    """
    used = dict(limits) or limits_from_scores(found.scores)
    results = results_from_scores(found.scores, used, **sitting)
    year, test, grade, scope = (sitting[name] for name in SITTING)
    limit_rows = [(year, test, grade, subject, scope, used[subject]) for subject in sorted(used)]
    names = ("academic_year", "test", "grade", "subject", "scope", "limit")
    return (
        as_csv("test_results", Result._fields, results),
        as_csv("lower_limits", names, limit_rows),
    )
