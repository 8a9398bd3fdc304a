"""Groups whose progress or evidence couldn't be read whole: what they did is unknown, not missing.

A heading that was renamed takes a whole column away, and with it documents that are there; a cell
that can't be read may prove what it should. Source: docs/rules.md, "Unknown".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from esa.plain import Place
from esa.reading.missing import ASIDE, Missing
from esa.reading.problems import Problem, catalogue
from esa.reading.schema import Tab, read_tabs

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
# What is said of a cell that was read: it is blank, or nobody may open what it names.
READ_ALL_THE_SAME = {"required_blank", "unsafe_link", "local_link"}
Deciding = Mapping[str, Sequence[str]]  # tab → its columns on which states hang
NO_REGISTERS: Deciding = MappingProxyType({})
MAYBE_RENAMED = {"unknown_column", "unknown_columns", "blank_header", "blank_headers"}


Tabs = Mapping[str, Tab]


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
    tabs: Tabs,
    filed: Deciding = NO_REGISTERS,
) -> list[Problem]:
    """The columns on which states hang that are absent while a column nobody knows holds data.

    A column that is simply not there, with no unknown one beside it, has lost nothing. filed: the
    registers whose rows are documents, with the columns on which these hang.
    """
    deciding = {**DECIDING, **filed}
    strange: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.code in MAYBE_RENAMED:
            strange.setdefault((problem.workbook, problem.tab), []).append(problem)
    found = []
    for book in workbooks:
        for tab in deciding if book.used and book.group else ():
            at = (book.name, tab)
            if at not in strange or at not in letters:
                continue
            told = strange[at]
            facts = {"value": ", ".join(str(p.facts.get("value", p.cell)) for p in told)}
            found += [
                Problem("maybe_renamed", *at, told[0].cell, facts, group=book.group, field=name)
                for name in deciding[tab]
                if name not in letters[at] and not tabs[tab].field(name).required
            ]
    return found


def unread_tabs(
    problems: Iterable[Problem],
    workbooks: Iterable[Book],
    missing: Iterable[Missing] = (),
    filed: Deciding = NO_REGISTERS,
) -> frozenset[tuple[str, str]]:
    """(tab, code of the group) where progress, evidence or a register isn't whole.

    problems: with those of maybe_renamed. missing: whole workbooks that are there and can't be
    read, and their tabs; a group that never had one is none of them. A register that a group lacks
    is none either: whether it ever was there only the last good copy can tell.
    """
    missing = list(missing)
    broken = {(p.workbook, p.tab) for p in problems if _breaks(p, filed)}
    found = {
        (tab, part.group) for part in missing if part.group and not part.tab for tab in DECIDING
    }
    found |= {(part.tab, part.group) for part in missing if part.group and _lost(part, filed)}
    for book in workbooks:
        health = {tab.tab: tab for tab in book.tabs}
        for tab in DECIDING if book.used and book.group else ():
            read = health.get(tab)
            nothing_left = read is None or (read.aside and not read.used)
            if nothing_left or (book.name, tab) in broken:
                found.add((tab, book.group))
        for tab in filed.keys() & health.keys() if book.used and book.group else ():
            if (health[tab].aside and not health[tab].used) or (book.name, tab) in broken:
                found.add((tab, book.group))
    return frozenset(found)


def _lost(part: Missing, filed: Deciding) -> bool:
    return part.tab in filed and part.reason != ASIDE


DECLARING = ("registers", "register_columns")


def lost_registers(
    held: Iterable[tuple[str, str]],
    filed: Collection[str],
    problems: Iterable[Problem],
    workbooks: Iterable[Book],
) -> frozenset[tuple[str, str]]:
    """Of the (register, group) that held documents in the last good copy, those that can't be
    found: the tab isn't in the group's workbook, or is and nobody declares it any more.

    filed: registers whose rows are documents now. A register that was taken out on purpose, with
    its tabs, is no loss.
    """
    problems = list(problems)
    unsure = any(p.tab in DECLARING and hides(p) for p in problems)
    strange = {
        (p.workbook, word.strip())
        for p in problems
        if p.code in ("unknown_tab", "unknown_tabs")
        for word in str(p.facts.get("value", "")).split(",")
    }
    books = [book for book in workbooks if book.used]
    found = set()
    for title, group in held:
        own = [book for book in books if book.group == group]
        there = any(health.tab == title for book in own for health in book.tabs)
        kept = any({(book.name, title), (book.name, "…")} & strange for book in own)
        if own and (kept or (not there if title in filed else unsure)):
            found.add((title, group))
    return frozenset(found)


def doubtful_cells(
    problems: Iterable[Problem], tab: str, names: Sequence[str], rows: Iterable[Place] = ()
) -> frozenset[tuple[Place, str]]:
    """(row, field) of the cells that are filled in and can't be read, so that nobody knows what
    they say. rows: those of the tab, for columns that are missing altogether."""
    found, columns = set(), set()
    for problem in problems:
        if problem.tab != tab or problem.field not in names:
            continue
        if problem.code == "maybe_renamed":
            columns.add((problem.workbook, problem.field))
        elif hides(problem):
            found.update(((problem.workbook, row), problem.field) for row in problem.all_rows)
    if columns:
        found.update((at, name) for at in rows for name in names if (at[0], name) in columns)
    return frozenset(found)


def hides(problem: Problem) -> bool:
    """Whether nobody knows what the cell of a problem says."""
    return (
        problem.severity != "info"
        and problem.code not in READ_ALL_THE_SAME
        and not catalogue()[problem.code].get("used")
    )


def _breaks(problem: Problem, filed: Deciding) -> bool:
    if problem.tab in filed:
        needed = set(filed[problem.tab])
    elif problem.tab in DECIDING:
        needed = {*read_tabs()[problem.tab].key, *DECIDING[problem.tab]}
    else:
        return False
    renamed = problem.code in ("missing_column", "maybe_renamed") and problem.field in needed
    return renamed or problem.code in LOST
