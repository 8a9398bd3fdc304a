"""What is left of the cells of one indicator → the narrative, and the lists of evidence.

Where the columns of the table are known they tell; a heading of a part or of a list always does.
A cell that holds nothing but a list goes where its numbers go on; one that goes on with neither,
or with both, belongs to two places and is told.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from esa.imports import words
from esa.imports.ladder import Rung
from esa.imports.sections import Cell, Report

Stream = Literal["narrative", "evidence", ""]
_LEADS_TO_LIST = re.compile(r"(?:ดัง(?:ต่อไป)?นี้|ได้แก่|ประกอบด้วย|คือ|เช่น|:)\s*$")
_COLUMNS = 4
BACK = 200  # lines in which a list is looked for that goes on


@dataclass
class Listed:
    """Lines of evidence on end. numbers: of the points it is headed with, () without a heading.

    after: lines of the narrative that stood before it; goes_on: it continues the list before.
    """

    numbers: tuple[str, ...] = ()
    heading: int | None = None
    places: list[int] = field(default_factory=list)
    after: int = 0
    row: tuple[int, int] | None = None
    goes_on: bool = False


@dataclass
class Streams:
    """narrative: places in their order; lists: of evidence; unsure: cells that fit both."""

    narrative: list[int] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)
    unsure: list[list[int]] = field(default_factory=list)
    rows: list[tuple[int, int] | None] = field(default_factory=list)  # of each narrative line
    opening: set[int] = field(default_factory=set)  # narrative lines that begin the row of a level

    @cached_property
    def first_of(self) -> dict[tuple[int, int] | None, int]:
        """Row → its first line of the narrative, once that is whole."""
        return {row: at for at, row in reversed(list(enumerate(self.rows)))}


def split(
    report: Report,
    cells: Sequence[Cell],
    rungs: Sequence[Rung],
    is_title: Callable[[int], bool],
) -> Streams:
    """is_title: whether a line is the title of a point for certain."""
    return _Split(report, cells, rungs, is_title).split()


class _Split:
    def __init__(
        self,
        report: Report,
        cells: Sequence[Cell],
        rungs: Sequence[Rung],
        is_title: Callable[[int], bool],
    ):
        self.report, self.is_title = report, is_title
        self.cells = _with_columns(cells, rungs)
        self.columns = self._columns()
        self.found = Streams()

    def split(self) -> Streams:
        for number, cell in enumerate(self.cells):
            if not cell.lines:
                continue
            hint = self.columns.get((cell.table, cell.column), "")
            if not hint and self._only_items(cell):
                hint = self._of_numbers(number)
                if not hint:
                    self.found.unsure.append(cell.lines)
                    continue
            self._cell(cell, hint)
        return self.found

    def _cell(self, cell: Cell, hint: Stream) -> None:
        """Line by line: headings say where they and what follows belong."""
        now: Stream = hint or "narrative"
        first = True
        for place, at in enumerate(cell.lines):
            line = self.report.lines[at]
            part = words.part(line)
            numbers = words.list_numbers(line)
            if numbers and not self._heads_point(cell.lines[place + 1 : place + 4]):
                now = "evidence"
                self._open(cell, numbers, at)
            elif part == words.EVIDENCE:
                now = "evidence"
                self._open(cell, (), at)
            elif part or (now == "evidence" and self.is_title(at)):
                now = "narrative"
                self._narrative(at, cell)
            elif now == "evidence":
                if first and not self._goes_on(at):
                    self._open(cell, (), None)
                self._lists(cell)[-1].places.append(at)
            else:
                self._narrative(at, cell)
            first = False

    def _heads_point(self, after: Sequence[int]) -> bool:
        """Whether "ประเด็นที่ 4" heads a point and no list: a title and its method follow."""
        for count, at in enumerate(after):
            line = self.report.lines[at]
            if part := words.part(line):
                return part == "method" and count > 0
            if words.numbered(line) or words.list_numbers(line) or line.role:
                return False
        return False

    def _narrative(self, at: int, cell: Cell) -> None:
        self.found.narrative.append(at)
        self.found.rows.append((cell.table, cell.row) if cell.row >= 0 else None)

    def _open(self, cell: Cell, numbers: tuple[str, ...], at: int | None) -> None:
        row = (cell.table, cell.row) if cell.row >= 0 else None
        self.found.lists.append(Listed(numbers, at, [], len(self.found.narrative), row))

    def _lists(self, cell: Cell) -> list[Listed]:
        if not self.found.lists:
            self._open(cell, (), None)
        return self.found.lists

    def _goes_on(self, at: int) -> bool:
        """Whether a line at the start of a cell goes on with the list before it."""
        item = words.numbered(self.report.lines[at])
        if not self.found.lists or not self.found.lists[-1].places:
            return bool(self.found.lists) and item is not None and item.number == 1
        return item is None or item.number == self._last_item() + 1

    def _last_item(self) -> int:
        for at in reversed(self.found.lists[-1].places[-BACK:] if self.found.lists else []):
            if item := words.numbered(self.report.lines[at]):
                return item.number
        return -1

    # --- cells of nothing but a list ---

    def _only_items(self, cell: Cell) -> bool:
        """Whether most lines begin with the next number of one list, in single numbers."""
        numbers = [words.numbered(self.report.lines[at]) for at in cell.lines]
        items = [item.number for item in numbers if item]
        counted = all(b == a + 1 for a, b in zip(items, items[1:], strict=False))
        return bool(numbers[0] and counted) and len(items) * 4 >= len(numbers) * 3

    def _of_numbers(self, number: int) -> Stream:
        """Where the numbers of such a cell go on."""
        first = words.numbered(self.report.lines[self.cells[number].lines[0]])
        with_list = bool(self.found.lists) and first.number == self._last_item() + 1 > 0
        with_text = self._goes_on_in_text(number)
        if first.number == 1:
            before = self.found.narrative[-1:] and self.report.lines[self.found.narrative[-1]]
            if not before or _LEADS_TO_LIST.search(before.text) or words.part(before):
                return "narrative"
            return "evidence" if self._is_foreign(number) else ""
        if with_list == with_text:
            return "" if with_list else "narrative"
        return "evidence" if with_list else "narrative"

    def _goes_on_in_text(self, number: int) -> bool:
        first = words.numbered(self.report.lines[self.cells[number].lines[0]])
        for at in reversed(self.found.narrative[-BACK:]):
            line = self.report.lines[at]
            item = words.numbered(line)
            if item and item.sign == first.sign:
                return item.number == first.number - 1
            if words.part(line) or self.is_title(at):
                return False
        return False

    def _is_foreign(self, number: int) -> bool:
        """Whether the text before a cell goes on with its numbers in the cell after it."""
        later = (self.cells[each].lines for each in range(number + 1, len(self.cells)))
        after = next(filter(None, later), None)
        if not after:
            return False
        before = [self.report.lines[at] for at in self.found.narrative[-60:]]
        now = self.report.lines[after[0]]
        dotted = words.dotted(now)
        last = next((d[0] for line in reversed(before) if (d := words.dotted(line))), None)
        if dotted and last:
            new = dotted[0]
            return (
                new[:-1] == last[: len(new) - 1]
                and len(new) <= len(last)
                and (new[-1] == last[len(new) - 1] + 1)
            )
        item = words.numbered(now)
        known = next((i for line in reversed(before) if (i := words.numbered(line))), None)
        return bool(item and known and item.number == known.number + 1 and item.number > 1)

    # --- columns ---

    def _columns(self) -> dict[tuple[int, int], Stream]:
        """(table, column) → what stands in it, by what is certain in its cells."""
        votes: dict[tuple[int, int], Counter[Stream]] = {}
        for cell in self.cells:
            if cell.column >= 0:
                votes.setdefault((cell.table, cell.column), Counter()).update(self._votes(cell))
        found: dict[tuple[int, int], Stream] = {
            place: count.most_common(1)[0][0] for place, count in votes.items() if count
        }
        for table in {table for table, _ in votes}:
            _completed(table, votes, found)
        return found

    def _votes(self, cell: Cell) -> Counter[Stream]:
        said: Counter[Stream] = Counter()
        for place, at in enumerate(cell.lines):
            line = self.report.lines[at]
            if words.list_numbers(line):
                heads = self._heads_point(cell.lines[place + 1 : place + 4])
                said["narrative" if heads else "evidence"] += 1
            elif words.part(line) not in (None, words.EVIDENCE) or self.is_title(at):
                said["narrative"] += 1
        return said


def _completed(
    table: int, votes: dict[tuple[int, int], Counter[Stream]], found: dict[tuple[int, int], Stream]
) -> None:
    """The column right of the narrative is that of the evidence, and the other way round."""
    columns = sorted(column for each, column in votes if each == table)
    named = {found[table, column]: column for column in columns if (table, column) in found}
    if len(columns) < 2:
        return
    if "narrative" in named and "evidence" not in named and named["narrative"] != columns[-1]:
        found[table, columns[columns.index(named["narrative"]) + 1]] = "evidence"
    if "evidence" in named and "narrative" not in named and named["evidence"] != columns[0]:
        found[table, columns[columns.index(named["evidence"]) - 1]] = "narrative"
    if not named and len(columns) == _COLUMNS:
        found[table, columns[2]], found[table, columns[3]] = "narrative", "evidence"


def _with_columns(cells: Sequence[Cell], rungs: Sequence[Rung]) -> list[Cell]:
    """In a text the cells of a row are known where just four stand between two levels."""
    if any(cell.column >= 0 for cell in cells):
        return list(cells)
    numbered = list(cells)
    starts = [rung.at for rung in rungs]
    for row, start in enumerate(starts):
        end = starts[row + 1] if row + 1 < len(starts) else len(cells)
        if end - start == _COLUMNS:
            for column in range(_COLUMNS):
                old = cells[start + column]
                numbered[start + column] = Cell(old.lines, -1, row, column)
    return numbered
