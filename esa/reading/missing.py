"""What isn't there of a group's data, and why: whole workbooks, tabs, and rows that were set aside.

A total says what it doesn't hold from this. Whether a tab that is simply absent was ever there only
the last good copy can tell. Source: docs/rules.md, "Reading".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from esa.reading.opened import Workbook
from esa.reading.problems import Problem
from esa.reading.schema import Tab, read_tabs
from esa.reading.tables import TabHealth, find_tab
from esa.sources.names import without_ending

ASIDE = "rows_aside"  # some or all rows of a tab that was found can't be used
# Why nothing of a tab was used, the first that is told.
WHOLE_TAB = ("no_header", "missing_column", "unit_contradicts", "tab_of_other_year")
DIFFERING = ("tabs_differ", "workbooks_differ")
WHOLE_TAB += DIFFERING
OF_SOURCE = ("tab_unreadable", "tab_too_large", "too_large")
ABSENT = "missing_tab"


class Missing(NamedTuple):
    """workbook, tab: tab is "" where the whole workbook is meant. group: "" where nobody can tell
    whose it is. reason: a code of problems.toml, or rows_aside. rows: how many are known to be
    lost, None where that isn't known."""

    workbook: str
    tab: str
    group: str
    reason: str
    rows: int | None = None


def missing_parts(
    workbooks: Sequence[Workbook],
    problems: Iterable[Problem],
    group_of: Callable[[str], str],
    tabs: Mapping[str, Tab] | None = None,
) -> tuple[Missing, ...]:
    """Everything that isn't there, workbook by workbook. tabs: those that there are.

    group_of: code of the group that a name means, "" where it means none: a file that can't be
    opened says no more of itself than its name.
    """
    told: dict[str, list[Problem]] = {}
    for problem in problems:
        told.setdefault(problem.workbook, []).append(problem)
    have = {book.group for book in workbooks if book.used and book.group}
    found = []
    for book in workbooks:
        own = told.get(book.name, [])
        if book.used:
            found += _tabs(book, own, read_tabs() if tabs is None else tabs)
            continue
        group = book.group or group_of(without_ending(book.name))
        serious = [problem for problem in own if problem.severity == "error"]
        if serious and group not in have:
            found.append(Missing(book.name, "", group, serious[0].code))
    return tuple(found)


def _tabs(
    book: Workbook, problems: Sequence[Problem], tabs: Mapping[str, Tab]
) -> Iterator[Missing]:
    """Tabs of a workbook that is used."""
    for problem in problems:
        if problem.code in OF_SOURCE:
            title = str(problem.facts.get("value", ""))
            tab = find_tab(tabs, without_ending(title))
            if tab:
                yield Missing(book.name, tab.name, book.group, problem.code)
        elif problem.code == ABSENT:
            yield Missing(book.name, problem.tab, book.group, ABSENT)
    for health in book.tabs:
        own = [problem for problem in problems if problem.tab == health.tab]
        reason = next((code for code in WHOLE_TAB if code in {p.code for p in own}), ASIDE)
        lost = _lost(health, own)
        if lost:
            yield Missing(book.name, health.tab, book.group, reason, lost)


def _lost(health: TabHealth, problems: Sequence[Problem]) -> int:
    """Rows of a tab that hold something and are used nowhere; repeats count under another row."""
    differing = [p.facts["count"] for p in problems if p.code in DIFFERING]
    if differing:
        return max(differing)
    told = {row for problem in problems if problem.aside for row in problem.all_rows}
    return min(health.aside, len(told)) if health.used or told else health.aside
