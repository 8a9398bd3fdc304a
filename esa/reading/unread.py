"""Groups whose progress or evidence couldn't be read whole: what they did is unknown, not missing.

A heading that was renamed takes a whole column away, and with it documents that are there. The
points of that group then have no data, so that no level is given on half of the evidence.
Source: docs/rules.md, "Points".
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from esa.reading.problems import Problem
from esa.reading.schema import read_tabs

# The columns on which a point's state hangs.
DECIDING = {
    "progress": ("criterion", "carried_out"),
    "evidence": (
        *("criterion", "title", "link", "place"),
        *("checked_on", "checked_by_group", "checked_by_role"),
    ),
}
LOST = {"missing_tab", "no_header", "tab_unreadable", "tab_too_large"}
LOST |= {"tabs_differ", "workbooks_differ"}
# Columns with data that nobody knows.
MAYBE_RENAMED = {"unknown_column", "unknown_columns", "blank_header", "blank_headers"}


class Health(Protocol):
    tab: str
    used: int
    aside: int


class Book(Protocol):
    name: str
    group: str
    used: bool
    tabs: tuple[Health, ...]


def maybe_renamed(
    problems: Iterable[Problem],
    workbooks: Iterable[Book],
    letters: Mapping[tuple[str, str], Mapping[str, str]],
) -> list[Problem]:
    """The columns on which states hang that are absent while a column nobody knows holds data.

    A column that is simply not there, with no unknown one beside it, has lost nothing.
    """
    strange: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.code in MAYBE_RENAMED:
            strange.setdefault((problem.workbook, problem.tab), []).append(problem)
    found = []
    for book in workbooks:
        for tab in DECIDING if book.used and book.group else ():
            at = (book.name, tab)
            if at not in strange or at not in letters:
                continue
            told = strange[at]
            facts = {"value": ", ".join(str(p.facts.get("value", p.cell)) for p in told)}
            found += [
                Problem("maybe_renamed", *at, told[0].cell, facts, group=book.group, field=name)
                for name in DECIDING[tab]
                if name not in letters[at] and not read_tabs()[tab].field(name).required
            ]
    return found


def unread_groups(problems: Iterable[Problem], workbooks: Iterable[Book]) -> frozenset[str]:
    """Codes of the groups whose workbook is there but whose progress or evidence isn't whole.

    problems: with those of maybe_renamed.
    """
    broken = {(p.workbook, p.tab) for p in problems if _breaks(p)}
    found = set()
    for book in workbooks:
        health = {tab.tab: tab for tab in book.tabs}
        for tab in DECIDING if book.used and book.group else ():
            read = health.get(tab)
            nothing_left = read is None or (read.aside and not read.used)
            if nothing_left or (book.name, tab) in broken:
                found.add(book.group)
    return frozenset(found)


def _breaks(problem: Problem) -> bool:
    if problem.tab not in DECIDING:
        return False
    needed = {*read_tabs()[problem.tab].key, *DECIDING[problem.tab]}
    renamed = problem.code in ("missing_column", "maybe_renamed") and problem.field in needed
    return renamed or problem.code in LOST
