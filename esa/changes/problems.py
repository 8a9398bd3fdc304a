"""Problems opened and closed: found again by what they say of which row, not by its number.

Source: docs/rules.md, "What changed".
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from esa.changes.record import Cell, Change, Side
from esa.changes.rows import Renames, key_columns, own_keys
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs

# Facts that say where something is, which a row inserted above changes.
PLACES = ("row", "header_row", "range", "other", "cells")
SUMMARIES = ("empty_tabs",)  # one problem for many tabs: its facts count them
_CELL = re.compile(r"(?<![A-Za-z])[A-Z]{1,3}\d+(?![\w])")


class Told(NamedTuple):
    """A problem and how it is found again: exactly, or with other facts in the same row."""

    problem: Problem
    exactly: tuple
    loosely: tuple | None


def problems(before: Office, after: Office, renames: Renames) -> list[Change]:
    """Changes of kind "opened" and "closed"; the value of a side is the Problem.

    Two problems are one if code, group, tab, column, the key of the row and what is said agree; of
    several alike only the surplus is new. In a row with a key, other facts (a sum that moved, days
    that passed) make no other problem; nor in the same cell of a row that has no key.
    """
    earlier, later = _told(before, renames), _told(after, Renames())
    for how in (lambda told: told.exactly, lambda told: told.loosely):
        earlier, later = _surplus(earlier, later, how)
    opened = [Change("problem", "opened", "", None, _side(told)) for told in later]
    return opened + [Change("problem", "closed", "", _side(told), None) for told in earlier]


def _surplus(
    before: Iterable[Told], after: Iterable[Told], how: Callable[[Told], tuple | None]
) -> tuple[list[Told], list[Told]]:
    """What has no partner on the other side; of several alike those in the same place pair."""
    families: dict[tuple | None, tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for side, tellings in enumerate((before, after)):
        for told in tellings:
            families[how(told)][side].append(told)
    left: tuple[list[Told], list[Told]] = ([], [])
    for same, (was, now) in families.items():
        if same is None:
            left[0].extend(was)
            left[1].extend(now)
            continue
        if len(was) == len(now):
            continue
        places = {_place(told) for told in was} & {_place(told) for told in now}
        few = min(len(was), len(now))
        for side, alike in enumerate((was, now)):
            alike.sort(key=lambda told: (_place(told) not in places, *_place(told)))
            left[side].extend(alike[few:])
    return left


def _place(told: Told) -> tuple:
    return (told.problem.workbook, told.problem.row or 0, told.problem.cell)


def _told(office: Office, renames: Renames) -> list[Told]:
    keys: dict[str, Mapping[tuple, tuple]] = {}
    offices_own = {book.name for book in office.workbooks if book.kind == "office" and book.used}
    return [_one(problem, office, renames, keys, offices_own) for problem in office.problems]


def _one(
    problem: Problem,
    office: Office,
    renames: Renames,
    keys: dict[str, Mapping[tuple, tuple]],
    offices_own: set[str],
) -> Told:
    whose = problem.group or ("" if problem.workbook in offices_own else problem.workbook)
    place = (problem.code, whose, problem.tab, problem.field or "")
    said = () if problem.code in SUMMARIES else _said(problem)
    if problem.row is None:
        return Told(problem, (*place, None, said), None)
    if problem.tab not in keys:
        keys[problem.tab] = _keys(office, renames, problem.tab)
    key = keys[problem.tab].get((problem.workbook, problem.row))
    if key is None:
        loosely = (*place, problem.workbook, problem.row)
        return Told(problem, (*place, None, said), loosely)
    return Told(problem, (*place, key, said), (*place, key))


def _keys(office: Office, renames: Renames, tab: str) -> Mapping[tuple, tuple]:
    """Place → key of each row of a tab that is in its table."""
    if tab not in office.rows:
        return {}
    rows = office.rows[tab]
    if tab not in read_tabs():
        return own_keys(rows, office.tabs[tab].key)
    if not key_columns(read_tabs()[tab]):  # about and settings: one row, which is that row
        return dict.fromkeys(rows.index, ())
    return dict(zip(rows.index, renames.keys(tab, rows.columns), strict=True))


def _said(problem: Problem) -> tuple:
    return tuple(
        sorted(
            (name, _CELL.sub("", str(value)))
            for name, value in problem.facts.items()
            if name not in PLACES
        )
    )


def _side(told: Told) -> Side:
    problem = told.problem
    cell = Cell(problem.workbook, problem.tab, problem.row, problem.field or "")
    groups = (problem.group,) if problem.group else ()
    key = (problem.code, problem.group, problem.tab, problem.field or "")
    return Side(problem, key, cell, groups, problem.what_th)
