"""States of the sample office with a few cells changed, read and computed as any other office."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

from esa.changes.compare import Changes, changes
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.schema import read_tabs
from esa.sample.make import all_workbooks, typed
from esa.sample.rows import Row
from esa.sample.weeks import LAST_WEEK, Workbooks, fits, state_of_week
from esa.sources.workbook import RawTab, RawWorkbook

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
LAST_SCHOOL = "00570005"
Edit = Callable[[Workbooks], Workbooks]


def office(workbooks: Workbooks) -> Office:
    return read_office(raw(workbooks), NOW, is_sample=True)


def raw(workbooks: Workbooks) -> list[RawWorkbook]:
    """As a source would hand them on."""
    return [
        RawWorkbook(name, name, tuple(_tab(tab, rows) for tab, rows in tabs.items()), NOW)
        for name, tabs in workbooks.items()
    ]


def _tab(name: str, rows: list[Row]) -> RawTab:
    tab = read_tabs()[name]
    cells = [
        [typed(row.get(field.name, ""), field) or None for field in tab.fields] for row in rows
    ]
    return RawTab(tab.title, [[field.title for field in tab.fields], *cells])


@cache
def _last() -> Workbooks:
    """The sample of the last week, from which the others follow; never changed."""
    return all_workbooks()


@cache
def week(number: int) -> Judged:
    return Judged(office(state_of_week(_last(), number)))


def small(number: int = LAST_WEEK) -> Workbooks:
    """The sample of a week with the results of five schools only, read in a third of the time."""
    workbooks = state_of_week(_last(), number)
    tabs = workbooks["office"]
    few = [row for row in tabs["test_results"] if row["school_code"] <= LAST_SCHOOL]
    return workbooks | {"office": tabs | {"test_results": few}}


@cache
def base(number: int = LAST_WEEK) -> Judged:
    """The small sample of a week, unchanged."""
    return Judged(office(small(number)))


def after(*edits: Edit) -> Judged:
    """The small sample with these changes."""
    workbooks = small()
    for edit in edits:
        workbooks = edit(workbooks)
    return Judged(office(workbooks))


def both_ways(*edits: Edit) -> tuple[Changes, Changes]:
    """What these edits change, and what undoing them changes."""
    edited = after(*edits)
    return changes(base(), edited), changes(edited, base())


def rows_of(workbook: str, tab: str, change: Callable[[list[Row]], list[Row]]) -> Edit:
    """The edit that makes other rows of a tab."""

    def edit(workbooks: Workbooks) -> Workbooks:
        tabs = workbooks[workbook]
        return workbooks | {workbook: tabs | {tab: change(list(tabs.get(tab, [])))}}

    return edit


def cells(workbook: str, tab: str, key: Mapping[str, str], new: Mapping[str, str]) -> Edit:
    """Other cells in the rows that fit a key; LookupError where none does."""

    def change(rows: list[Row]) -> list[Row]:
        if not any(fits(row, key) for row in rows):
            raise LookupError(f"{workbook}/{tab}: {key}")
        return [row | new if fits(row, key) else row for row in rows]

    return rows_of(workbook, tab, change)


def without(workbook: str, tab: str, key: Mapping[str, str]) -> Edit:
    return rows_of(workbook, tab, lambda rows: [row for row in rows if not fits(row, key)])


def on_top(workbook: str, tab: str, *new: Row) -> Edit:
    """Rows inserted above all others."""
    return rows_of(workbook, tab, lambda rows: [*new, *rows])


def told(found: Changes, *subjects: str) -> list[tuple]:
    """(subject, kind, measure, key) of each change, of these subjects or of all."""
    return [
        (change.subject, change.kind, change.measure, change.key)
        for change in found.all
        if not subjects or change.subject in subjects
    ]
