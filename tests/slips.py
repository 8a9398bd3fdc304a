"""Honest slips of a clerk on an office, and what none of them may do to what is shown.

A slip makes something unreadable that was readable: a cell, a heading, the title of a tab, a whole
workbook; or changes what only its form is: the name of a file, an empty tab, cells that are merged,
a code stored as a number, lines above the headings, a copy beside the workbook. Blanking a cell, or
another valid value, is an edit and no slip. Oracles: violations, of_counts, of_cells, of_bounds,
of_totals, of_advice.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from esa import thai
from esa.changes.compare import changes
from esa.judged import Judged
from esa.reading.cells import as_typed, tidy_code
from esa.reading.office import read_office
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs
from esa.rules.levels import Result
from esa.rules.vocabulary import READINGS
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from esa.telling.left_out import missing
from tests.unit.changed import NOW

UNREADABLE = "#REF!"
# Nothing that somebody has to answer for may come of a slip.
ACCUSING = ("fell", "lost", "closed", "reopened", "no_longer", "no_longer_tested", "worse", "gone")
HIDING = ("cell", "cell", "cell", "cell", "heading", "title", "workbook")
OF_FORM = ("empty tab", "empty copy", "file", "title above", "merged", "as number", "copy")
KINDS = HIDING + OF_FORM
OF_WORKBOOK = ("workbook", "file", "copy", "empty tab")
IN_ONE_ROW = ("cell", "as number")
IN_CELLS = ("cell", "heading", "as number", "merged")
POINT = read_tabs()["evidence"].field("criterion").title
TITLES = {tab.title: tab for tab in read_tabs().values()}
NAMES = ("{} (1)", "{} สำเนา", "{}-DESKTOP-A1B2C3", "{} ฉบับแก้ 12 ก.ย.", "สมุดงาน {}")
CELL = re.compile(r"([A-Z]+)([0-9]+)")


class Slip(NamedTuple):
    """kind: of KINDS; the others as far as it has them. choice: which of several ways."""

    kind: str
    workbook: str
    tab: str = ""
    row: int = 0
    column: int = 0
    choice: int = 0


def slipped(books: Sequence[RawWorkbook], *slips: Slip) -> list[RawWorkbook]:
    """The workbooks with those slips, in cells first; a file is known by the name that it had."""
    done = [(book.name, book) for book in books]
    for slip in sorted(slips, key=lambda slip: slip.kind not in IN_CELLS):
        done = [(n, _of_book(b, slip) if n == slip.workbook else b) for n, b in done]
    copies = [
        replace(book, name=f"{book.name} สำเนา", address=f"{book.address} สำเนา")
        for slip in slips
        if slip.kind == "copy"
        for book in books
        if book.name == slip.workbook
    ]
    return [book for _, book in done] + list({book.name: book for book in copies}.values())


def _of_book(book: RawWorkbook, slip: Slip) -> RawWorkbook:
    if slip.kind == "workbook":
        return replace(book, tabs=(), faults=(*book.faults, Fault("workbook_unreadable")))
    if slip.kind == "file":
        name = NAMES[slip.choice % len(NAMES)].format(book.name)
        return replace(book, name=name, address=name)
    tabs = [_of_tab(tab, slip) if tab.title == slip.tab else tab for tab in book.tabs]
    if slip.kind == "empty tab":
        tabs.insert(0, RawTab("Sheet1", []))
    if slip.kind == "empty copy":
        tabs.insert(0, RawTab(slip.tab, []))
    return replace(book, tabs=tuple(tabs))


def _of_tab(tab: RawTab, slip: Slip) -> RawTab:
    if slip.kind == "title":
        return replace(tab, title="งานปี 57")
    rows = [list(row) for row in tab.rows]
    if slip.kind == "title above" and rows[1:2] != [[]]:
        return replace(tab, rows=[[f"{tab.title}ของกลุ่ม"], [], *rows])
    if slip.row >= len(rows) or slip.column >= len(rows[slip.row]):
        return tab
    if slip.kind == "merged":
        return _merged(tab, rows, slip)
    if slip.kind == "as number":
        old = str(rows[slip.row][slip.column] or "")
        if re.fullmatch(r"[1-9][0-9]*(\.[0-9]*[1-9])?", old):
            rows[slip.row][slip.column] = float(old) if "." in old else int(old)
        return replace(tab, rows=rows)
    if slip.kind not in ("cell", "heading"):
        return tab
    is_point = slip.kind == "cell" and rows[0][slip.column] == POINT
    old = str(rows[slip.row][slip.column] or "")
    rows[slip.row][slip.column] = f"{old[:-1]}?" if is_point else UNREADABLE
    return replace(tab, rows=rows)


def _merged(tab: RawTab, rows: list[list], slip: Slip) -> RawTab:
    """Equal cells under one another become one, which spreadsheets keep in the first row."""
    value, last = rows[slip.row][slip.column], slip.row
    while last + 1 < len(rows) and rows[last + 1][slip.column] == value:
        last += 1
        rows[last][slip.column] = None
    if slip.row == 0 or value is None or last == slip.row:
        return tab
    return replace(tab, rows=rows, merged=((slip.row, slip.column, last, slip.column),))


def slips(books: Sequence[RawWorkbook], seed: int) -> Iterator[Slip]:
    """Slips in the workbooks of groups, for ever; the same for one seed."""
    chance = random.Random(seed)
    groups = [book for book in books if book.name != "office"]
    while True:
        yield _slip(chance, chance.choice(groups), chance.choice(KINDS))


def several(books: Sequence[RawWorkbook], seed: int, most: int = 5) -> Iterator[tuple[Slip, ...]]:
    """One to five slips in one office, for ever; the same for one seed."""
    chance, each = random.Random(seed), slips(books, seed)
    while True:
        yield tuple(next(each) for _ in range(chance.randint(1, most)))


def _slip(chance: random.Random, book: RawWorkbook, kind: str) -> Slip:
    tabs = [tab for tab in book.tabs if TITLES[tab.title].name != "about" and len(tab.rows) > 1]
    tab = chance.choice(tabs)
    if kind == "heading":
        return Slip(kind, book.name, tab.title, 0, chance.randrange(len(tab.rows[0])))
    if kind in ("cell", "as number", "merged"):
        filled = [
            (i, j)
            for i, row in enumerate(tab.rows[1:], 1)
            for j, value in enumerate(row)
            if value is not None
        ]
        return Slip(kind, book.name, tab.title, *chance.choice(filled))
    return Slip(kind, book.name, tab.title, choice=chance.randrange(len(NAMES)))


def judged(books: Sequence[RawWorkbook]) -> Judged:
    return Judged(read_office(books, NOW, is_sample=True))


# --- oracles --------------------------------------------------------------------------------------


def violations(before: Judged, after: Judged) -> list[str]:
    """What a slip must not do, in words; [] where all is well."""
    found = [f"{c.subject} {c.kind} {c.key}" for c in changes(before, after).all
             if c.kind in ACCUSING and c.subject not in ("problem", "activity")]  # fmt: skip
    for was, now in zip(before.standards.levels, after.standards.levels, strict=True):
        for reading in READINGS:
            old, new = was.in_reading(reading), now.in_reading(reading)
            if not _holds(old, new):
                found.append(f"{was.indicator} {reading}: {old.sentence} → {new.sentence}")
    return found + of_totals(before, after)


def _holds(old: Result, new: Result) -> bool:
    """Whether the old level lies inside what is shown now, or no level is shown."""
    if old.least is None or new.least is None:
        return True
    return new.least <= old.least and old.most <= new.most


def of_itself(state: Judged) -> list[str]:
    """A state is no change of itself."""
    return [f"{c.subject} {c.kind} {c.key} of itself" for c in changes(state, state).all]


def of_totals(before: Judged, after: Judged) -> list[str]:
    """No total gets smaller without a word about the rows or groups that it lacks."""
    found = []
    for tab in read_tabs():
        was, now = (len(state.office.rows[tab]) for state in (before, after))
        if now >= was or tab == "about":
            continue
        lost = [state.office.left_out(tab) for state in (before, after)]
        if lost[1] > lost[0] or missing(after.office, tab, before.office):
            continue
        found.append(f"{tab}: {was} rows → {now}, and nothing is said to be left out")
    return found


def of_counts(state: Judged, books: Sequence[RawWorkbook]) -> list[str]:
    """Every row below the headings is used, set aside, blank, a total or a note."""
    raws = {book.name: book for book in books}
    found = []
    for book in state.office.workbooks:
        raw = raws.get(book.name)
        for health in book.tabs if raw and book.used else ():
            sizes = [len(tab.rows) for tab in raw.tabs if tab.title == health.title]
            told = health.used + health.aside + health.blank + health.totals + health.notes
            # above the first row of the table stand its headings and at most two lines
            if not any(size - 3 <= told <= size for size in sizes):
                found.append(f"{book.name} › {health.title}: {told} rows told of {sizes}")
    return found


# Problems that name their row by its code, whatever stands in the cell to mend, and one that
# counts.
BY_ROW = {
    *("criterion_without_lead", "same_title", "no_points_total", "kpi_without_target"),
    *("set_does_not_add_up", "set_does_not_add_up_mend", "set_count_missing", "set_totals_differ"),
    *("set_parts_mixed", "possible_duplicate"),
}
COUNTING = {"no_lower_limit"}


def of_cells(state: Judged, books: Sequence[RawWorkbook]) -> list[str]:
    """The cell of a problem exists, and holds what is quoted from it."""
    raws = {book.name: book for book in books}
    found = []
    for problem in state.office.problems:
        at, raw = CELL.fullmatch(problem.cell), raws.get(problem.workbook)
        if not at or raw is None:
            continue
        titles = {
            health.title
            for book in state.office.workbooks
            if book.name == problem.workbook
            for health in book.tabs
            if health.tab == problem.tab
        } or {problem.tab}
        tabs = [tab for tab in raw.tabs if tab.title in titles]
        if tabs and not any(_has(tab, *_place(at), problem) for tab in tabs):
            said = problem.facts.get("value", "")
            place = f"{problem.workbook} › {problem.tab} › {problem.cell}"
            found.append(f"{problem.code}: {place} «{said}»")
    return found


def _place(at: re.Match) -> tuple[int, int]:
    """Row and column from zero."""
    return int(at[2]) - 1, column_of(at[1])


def column_of(letters: str) -> int:
    """Position from zero: "A" → 0, "AA" → 26."""
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return column - 1


def _has(tab: RawTab, row: int, column: int, problem: Problem) -> bool:
    if not (0 <= row < len(tab.rows) and column < max(map(len, tab.rows))):
        return False
    quoted = thai.fold(str(problem.facts.get("value", "")))
    line = tab.rows[row]
    cells = line if problem.code in BY_ROW else line[column : column + 1]
    for top, left, bottom, right in tab.merged:  # what it shows stands in its first cell
        if top <= row <= bottom and left <= column <= right:
            cells = [*cells, tab.rows[top][left]]
    texts = [thai.fold(as_typed(cell)) for cell in cells if cell is not None]
    return not quoted or problem.code in COUNTING or any(quoted in text for text in texts)


def of_bounds(before: Judged, after: Judged, slips: Sequence[Slip], books: Sequence) -> list[str]:
    """What surely holds of indicators that no slip is about doesn't move."""
    touched = set().union(*(_touched(before, slip, books) for slip in slips))
    found = []
    for was, now in zip(before.standards.levels, after.standards.levels, strict=True):
        for reading in READINGS if was.indicator not in touched else ():
            least = [level.in_reading(reading).least for level in (was, now)]
            if least[0] != least[1]:
                found.append(f"{was.indicator} {reading}: at least {least[0]} → {least[1]}")
    return found


def _touched(before: Judged, slip: Slip, books: Sequence[RawWorkbook]) -> set[str]:
    """The indicators that the slip may be about: of its row, or of all rows that it spoils."""
    points = {p.criterion: p.indicator for e in before.by_levels for p in e.points}
    (book,) = (each for each in books if each.name == slip.workbook)
    found = set()
    for tab in book.tabs:
        of_all = slip.kind in OF_WORKBOOK
        if not (of_all or slip.tab == tab.title) or POINT not in tab.rows[0]:
            continue
        column = tab.rows[0].index(POINT)
        rows = tab.rows[slip.row : slip.row + 1] if slip.kind in IN_ONE_ROW else tab.rows
        codes = (tidy_code(str(row[column])) for row in rows)
        found |= {points[code] for code in codes if code in points}
        if slip.kind not in IN_ONE_ROW:  # nobody knows of which points it reported
            found |= _led_by(before, slip.workbook) & set(points.values())
    return found


def _led_by(before: Judged, workbook: str) -> set[str]:
    """Indicators with a point that the group of this workbook leads or co-leads."""
    group, rows = before.office.workbook(workbook).group, before.office.rows["criteria"]
    columns = (rows[name] for name in ("indicator", "lead_groups", "co_groups"))
    return {i for i, *of in zip(*columns, strict=True) if {group, "ALL"} & {*of[0], *of[1]}}


def of_advice(before: Judged, after: Judged, books: Sequence[RawWorkbook]) -> list[str]:
    """Doing exactly what a new message suggests for a cell removes it."""
    known = {_told(problem) for problem in before.office.problems}
    new = [p for p in after.office.problems if _told(p) not in known and _is_followed(p)]
    found = []
    for problem in new[:3]:
        mended = judged(_followed(books, problem))
        if _told(problem) in {_told(each) for each in mended.office.problems}:
            found.append(f"{problem.code} {problem.cell} stays after «{problem.suggestion}»")
    return found


def _told(problem: Problem) -> tuple:
    return (problem.code, problem.workbook, problem.tab, problem.cell)


def _is_followed(problem: Problem) -> bool:
    said = problem.suggestion
    return bool(CELL.fullmatch(problem.cell)) and said not in ("", "–", "?") and " หรือ " not in said


def _followed(books: Sequence[RawWorkbook], problem: Problem) -> list[RawWorkbook]:
    row, column = _place(CELL.fullmatch(problem.cell))
    done = []
    for book in books:
        tabs = []
        for tab in book.tabs if book.name == problem.workbook else ():
            rows = [list(each) for each in tab.rows]
            is_it = problem.tab in (tab.title, getattr(TITLES.get(tab.title), "name", ""))
            if is_it and row < len(rows) and column < len(rows[row]):
                rows[row][column] = problem.suggestion
            tabs.append(replace(tab, rows=rows))
        done.append(replace(book, tabs=tuple(tabs)) if tabs else book)
    return done


def broken(
    before: Judged, books: Sequence[RawWorkbook], slips: Sequence[Slip], follow: bool = False
) -> list[str]:
    """Every oracle on an office with these slips. follow: also do what new messages say."""
    changed = slipped(books, *slips)
    after = judged(changed)
    found = violations(before, after) + of_itself(after)
    found += of_counts(after, changed) + of_cells(after, changed)
    found += of_bounds(before, after, slips, books)
    return found + (of_advice(before, after, changed) if follow else [])
