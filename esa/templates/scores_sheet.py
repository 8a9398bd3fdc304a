"""`python -m esa scores FILE`: rows for the tabs ผลการทดสอบ and ขีดจำกัดล่าง from raw scores.

The scores of pupils stay in memory; what is printed are counts and means of schools and the limits
that were used. Source: docs/rules.md, "Lower limit".
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from esa.plain import Rows, records
from esa.reading.headings import folded
from esa.reading.schema import read_tabs
from esa.rules.scores import Result, Scores, limits_from_scores, results_from_scores
from esa.templates.sheets import Book, write_book
from esa.templates.workbooks import shown

SITTING = ("academic_year", "test", "grade", "scope")
LIMIT = ("academic_year", "test", "grade", "subject", "scope", "limit")


class Counted(NamedTuple):
    """results: rows for the tab of test results; limits: those that were used, by subject.
    computed: subjects whose limit is of these scores; without: those that have none."""

    results: tuple[Result, ...]
    limits: Mapping[str, Decimal]
    computed: tuple[str, ...]
    without: tuple[str, ...]


def limits_of(
    lower_limits: Rows, academic_year: int, test: str, grade: str, scope: str
) -> dict[str, Decimal]:
    """The limits that the office has filled in for one sitting, by subject; {} where none."""
    sitting = (academic_year, folded(test), folded(grade), scope)
    rows = records(lower_limits, *SITTING, "subject", "limit")
    return {
        subject: limit
        for _, year, named, of, at, subject, limit in rows
        if limit is not None and (year, folded(str(named)), folded(str(of)), at) == sitting
    }


def counted(found: Scores, limits: Mapping[str, Decimal], sitting: Mapping) -> Counted:
    """The counts of schools. limits: of the office; a subject without one gets that of these scores
    where they are compared within the area, never a national one. sitting: academic_year, test,
    grade, scope."""
    subjects = sorted({score.subject for score in found.scores})
    own = {subject: limits[subject] for subject in subjects if subject in limits}
    more = limits_from_scores(found.scores) if sitting["scope"] == "area" else {}
    used = {**{subject: more[subject] for subject in subjects if subject in more}, **own}
    computed = tuple(subject for subject in used if subject not in own)
    without = tuple(subject for subject in subjects if subject not in used)
    results = results_from_scores(found.scores, used, **sitting)
    return Counted(results, used, computed, without)


def as_csv(tab: str, names: Sequence[str], rows: Iterable[Sequence]) -> str:
    """Rows under the Thai headings of a tab, to paste into the sheet. names: of their cells."""
    fields = [read_tabs()[tab].field(name) for name in names]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.title for field in fields)
    for values in rows:
        writer.writerow(shown(field, value) for field, value in zip(fields, values, strict=True))
    return out.getvalue()


def limit_rows(found: Counted, sitting: Mapping) -> list[tuple]:
    year, test, grade, scope = (sitting[name] for name in SITTING)
    return [
        (year, test, grade, subject, scope, found.limits[subject])
        for subject in sorted(found.limits)
    ]


def results_csv(found: Counted, sitting: Mapping) -> tuple[str, str]:
    """(test results, limits used), each as CSV."""
    return (
        as_csv("test_results", Result._fields, found.results),
        as_csv("lower_limits", LIMIT, limit_rows(found, sitting)),
    )


def write_results(path: Path, found: Counted, sitting: Mapping) -> None:
    """Both tabs as an .xlsx file, codes as text. An existing file would be replaced. OSError."""
    rows = {
        "test_results": (Result._fields, found.results),
        "lower_limits": (LIMIT, limit_rows(found, sitting)),
    }
    tabs = tuple(read_tabs()[name] for name in rows)
    cells = {}
    for tab in tabs:
        names, lines = rows[tab.name]
        given = [dict(zip(names, values, strict=True)) for values in lines]
        cells[tab.name] = [
            [shown(field, row.get(field.name)) for field in tab.fields] for row in given
        ]
    write_book(path, Book("ผลการทดสอบ", "ผู้ดูแลผลการทดสอบ", tabs, cells, {}, {}))
