"""Honest slips of a clerk on an office, and what none of them may do to what is shown.

A slip makes something unreadable that was readable: a cell, a heading, the title of a tab, a whole
workbook; or adds an empty tab. Blanking a cell, or another valid value, is an edit and no slip.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from esa.changes.compare import changes
from esa.judged import Judged
from esa.reading.office import read_office
from esa.reading.schema import read_tabs
from esa.rules.rubric import Result
from esa.rules.vocabulary import READINGS
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from tests.unit.changed import NOW

UNREADABLE = "#REF!"
# Nothing that somebody has to answer for may come of a slip.
ACCUSING = ("fell", "lost", "closed", "reopened", "no_longer", "no_longer_tested", "worse", "gone")
KINDS = ("cell", "cell", "cell", "cell", "heading", "title", "workbook", "empty tab", "empty copy")
POINT = read_tabs()["evidence"].field("criterion").title
TITLES = {tab.title: tab for tab in read_tabs().values()}


class Slip(NamedTuple):
    """kind: of KINDS; the others as far as it has them."""

    kind: str
    workbook: str
    tab: str = ""
    row: int = 0
    column: int = 0


def slipped(books: Sequence[RawWorkbook], slip: Slip) -> list[RawWorkbook]:
    """The workbooks with that slip."""
    return [_of_book(book, slip) if book.name == slip.workbook else book for book in books]


def _of_book(book: RawWorkbook, slip: Slip) -> RawWorkbook:
    if slip.kind == "workbook":
        return replace(book, tabs=(), faults=(*book.faults, Fault("workbook_unreadable")))
    tabs = [_of_tab(tab, slip) if tab.title == slip.tab else tab for tab in book.tabs]
    if slip.kind == "empty tab":
        tabs.insert(0, RawTab("Sheet1", []))
    if slip.kind == "empty copy":
        tabs.insert(0, RawTab(slip.tab, []))
    return replace(book, tabs=tuple(tabs))


def _of_tab(tab: RawTab, slip: Slip) -> RawTab:
    if slip.kind == "title":
        return replace(tab, title="งานปี 57")
    if slip.kind not in ("cell", "heading") or slip.row >= len(tab.rows):
        return tab
    rows = [list(row) for row in tab.rows]
    is_point = slip.kind == "cell" and rows[0][slip.column] == POINT
    old = str(rows[slip.row][slip.column] or "")
    rows[slip.row][slip.column] = f"{old[:-1]}?" if is_point else UNREADABLE
    return replace(tab, rows=rows)


def slips(books: Sequence[RawWorkbook], seed: int) -> Iterator[Slip]:
    """Slips in the workbooks of groups, for ever; the same for one seed."""
    chance = random.Random(seed)
    groups = [book for book in books if book.name != "office"]
    while True:
        kind, book = chance.choice(KINDS), chance.choice(groups)
        tab = chance.choice([tab for tab in book.tabs if TITLES[tab.title].name != "about"])
        if kind == "heading":
            yield Slip(kind, book.name, tab.title, 0, chance.randrange(len(tab.rows[0])))
        elif kind == "cell":
            filled = [
                (i, j)
                for i, row in enumerate(tab.rows[1:], 1)
                for j, value in enumerate(row)
                if value is not None
            ]
            if filled:
                yield Slip(kind, book.name, tab.title, *chance.choice(filled))
        else:
            yield Slip(kind, book.name, tab.title)


def judged(books: Sequence[RawWorkbook]) -> Judged:
    return Judged(read_office(books, NOW, is_sample=True))


def violations(before: Judged, after: Judged) -> list[str]:
    """What a slip must not do, in words; [] where all is well."""
    found = [f"{c.subject} {c.kind} {c.key}" for c in changes(before, after).all
             if c.kind in ACCUSING and c.subject not in ("problem", "activity")]  # fmt: skip
    for was, now in zip(before.standards.levels, after.standards.levels, strict=True):
        for reading in READINGS:
            old, new = was.in_reading(reading), now.in_reading(reading)
            if not _holds(old, new):
                found.append(f"{was.indicator} {reading}: {old.sentence} → {new.sentence}")
    return found


def _holds(old: Result, new: Result) -> bool:
    """Whether the old level lies inside what is shown now, or no level is shown."""
    if old.least is None or new.least is None:
        return True
    return new.least <= old.least and old.most <= new.most
