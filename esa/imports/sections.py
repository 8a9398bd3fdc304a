"""Lines of a report → its sections: what stands under the heading of an indicator or criterion.

A heading is one where something of the form follows: a line of a text that only looks like one
("มาตรฐานที่ 1 ด้านผู้เรียน" in a list) opens nothing. Headings printed again join their section.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from esa.imports import words
from esa.imports.known import Known
from esa.imports.ledger import Ledger
from esa.imports.lines import Line, Source
from esa.imports.pieces import pieces

AHEAD = 10  # lines in which something of the form must follow a heading
RANKS = ("standard", "indicator", "criterion", "category")
TITLE_LINES = 4  # lines that a heading may go on for
VERDICT = "ผลการประเมิน:"  # of our own report
OWN_VERDICTS = (VERDICT, "ประเมินตนเอง ระดับ", "เงื่อนไขเพิ่มเติม:", "ทำได้ ")


@dataclass
class Cell:
    """A cell by the places of its lines in the ledger. table: 0 outside of tables."""

    lines: list[int]
    table: int = 0
    row: int = -1
    column: int = -1


@dataclass
class Section:
    """What stands under one heading. older: of the form of six columns. code: of the indicator,
    "" where that isn't known; own: places of heading lines with what they say."""

    code: str = ""
    standard: str = ""
    criterion: str = ""
    category: str = ""
    criterion_title: str = ""  # that of its categories, printed above the first of them
    older: bool = False
    titles: dict[str, list[int]] = field(default_factory=dict)  # kind → places of its lines
    cells: list[Cell] = field(default_factory=list)


class Report:
    """A source cut into lines that hold one thing each."""

    def __init__(self, source: Source, known: Known):
        self.source = source
        self.cells: list[Cell] = []
        lines: list[Line] = []
        for cell in source.cells:
            own = [piece for line in cell.lines for piece in pieces(line, known)]
            places = list(range(len(lines), len(lines) + len(own)))
            self.cells.append(Cell(places, cell.table, cell.row, cell.column))
            lines += own
        self.ledger = Ledger(lines)
        self.cell_of = [number for number, cell in enumerate(self.cells) for _ in cell.lines]

    @property
    def lines(self) -> list[Line]:
        return self.ledger.lines

    def text(self, places: Iterable[int]) -> str:
        """The lines in one, Arabic digits, single spaces."""
        lines = self.ledger.lines
        return " ".join([lines[at].spaced for at in places])

    @cached_property
    def is_own(self) -> bool:
        """Whether our own report says what it computed."""
        return any(line.text.startswith(VERDICT) for line in self.lines)

    def is_first(self, at: int) -> bool:
        """Whether a line is the first of its cell."""
        return self.cells[self.cell_of[at]].lines[0] == at

    def in_table(self, at: int) -> bool:
        return self.cells[self.cell_of[at]].table > 0


def sections(report: Report, known: Known) -> tuple[list[Section], list[int]]:
    """The sections in their order, and the lines before the first of them."""
    return _Cut(report, known).cut()


class _Cut:
    """Walks over the cells and opens a section at each heading."""

    def __init__(self, report: Report, known: Known):
        self.report, self.known = report, known
        self.found: list[Section] = []
        self.front: list[int] = []
        self.now = Section()
        self.open_title: list[int] | None = None
        self.last = -1
        self.seen: set[tuple[str, str, str]] = set()

    def cut(self) -> tuple[list[Section], list[int]]:
        for cell in self.report.cells:
            own = Cell([], cell.table, cell.row, cell.column)
            for at in cell.lines:
                before = self.now
                if not self._taken(at):
                    own.lines.append(at)
                elif self.now is not before:
                    own = self._flushed(own, before)
            if own.lines or (not cell.lines and cell.table):
                self._add(own, self.now)
        self._close()
        return self.found, self.front

    def _taken(self, at: int) -> bool:
        """Whether a line is a heading, goes on with one, or stands around the text."""
        line = self.report.lines[at]
        if line.role == "margin" or words.is_contents(line):
            self.report.ledger.leave([at], "margin" if line.role == "margin" else "contents")
            return True
        if heading := self._heading(at):
            self._open(at, heading)
            return True
        if self.open_title is not None and self._goes_on(at):
            self.open_title.append(at)
            self.last = at
            return True
        self.open_title = None
        return False

    def _heading(self, at: int) -> words.Heading | None:
        found = words.heading(self.report.lines[at])
        if found is None:
            return None
        is_known = (found.kind, found.code, "".join(found.title.split())) in self.seen
        named = found.kind == "indicator" and self.known.indicator(found.title)
        alone = not self.report.in_table(at) and self._is_heading_next(at)
        return found if is_known or named or alone or self._leads(at) else None

    def _is_heading_next(self, at: int) -> bool:
        """Whether another heading, or nothing, is next."""
        after = at + 1
        return (
            after == len(self.report.lines) or words.heading(self.report.lines[after]) is not None
        )

    def _leads(self, at: int) -> bool:
        """Whether something of a form follows, after other headings and a few lines of title; to a
        line in a cell, in a cell of its own."""
        titles, in_cell = 0, self.report.in_table(at)
        for after in range(at + 1, min(at + 1 + AHEAD, len(self.report.lines))):
            if words.heading(self.report.lines[after]):
                continue
            begins = self.report.is_first(after) or not in_cell
            if begins and is_of_the_form(self.report, after, self.known):
                return True
            if begins and self.report.in_table(after):
                return not in_cell  # a table stands right below a heading
            titles += 1
            if titles > TITLE_LINES:
                return False
        return False

    def _goes_on(self, at: int) -> bool:
        """A heading that goes on on the very next line."""
        lines = self.report.lines
        near = lines[at].number == lines[self.last].number + 1 or not self.report.in_table(at)
        same = self.report.cell_of[at] == self.report.cell_of[self.last]
        together = same if self.report.source.unit == "บรรทัด" else not self.report.in_table(at)
        own = lines[at].role or lines[at].text.startswith(OWN_VERDICTS)
        more = len(self.open_title or ()) < TITLE_LINES and not words.is_own_mark(lines[at])
        return bool(
            near and together and more and not own
            and not is_of_the_form(self.report, at, self.known)
        )  # fmt: skip

    def _open(self, at: int, heading: words.Heading) -> None:
        self.seen.add((heading.kind, heading.code, "".join(heading.title.split())))
        if self.now.cells or any(_rank(kind) >= _rank(heading.kind) for kind in self.now.titles):
            self._close()
        self.now = _under(self.now, heading, self.known)
        self.open_title = self.now.titles[heading.kind] = [at]
        self.last = at

    def _flushed(self, cell: Cell, section: Section) -> Cell:
        """What stood in a cell before a heading belongs to the section before it."""
        if cell.lines:
            self._add(cell, section)
            if section.cells and not (self.found and self.found[-1] is section):
                self.found.append(section)
        return Cell([], cell.table, cell.row, cell.column)

    def _add(self, cell: Cell, section: Section) -> None:
        if not section.titles and not section.cells and not cell.table:
            self.front += cell.lines
            return
        head = words.head_place(self.report.text(cell.lines), words.OLDER_HEAD)
        section.older = section.older or head == 0
        section.cells.append(cell)

    def _close(self) -> None:
        if self.now.titles or self.now.cells:
            self.found.append(self.now)


def _under(before: Section, heading: words.Heading, known: Known) -> Section:
    """The section that a heading opens: what stands above it stays as it was."""
    kept = [] if before.cells else list(before.titles.items())
    above = RANKS[: _rank(heading.kind)]
    now = Section(
        titles={kind: places for kind, places in kept if kind in above},
        standard=before.standard if "standard" in above else heading.code,
        code=before.code if "indicator" in above else "",
        criterion=before.criterion if "criterion" in above else "",
        criterion_title=before.criterion_title if "criterion" in above else "",
    )
    if heading.kind == "indicator":
        now.code = whole_code(heading.code, now.standard) or known.indicator(heading.title)
    elif heading.kind == "criterion":
        now.criterion, now.criterion_title = heading.code, heading.title
    elif heading.kind == "category":
        now.category = heading.code
    return now


def _rank(kind: str) -> int:
    return RANKS.index(kind)


def whole_code(code: str, above: str) -> str:
    """The code of an indicator: as printed where it is whole, else with its standard; else ""."""
    parts = code.replace("-", ".").split(".")
    if len(parts) == 1 and above:
        parts = [above, *parts]
    return ".".join(parts) if len(parts) > 1 else ""


def is_of_the_form(report: Report, at: int, known: Known) -> bool:
    """Whether a line is something that only the forms have, and no heading."""
    line = report.lines[at]
    text = " ".join(line.arabic.split())
    whole = report.text(report.cells[report.cell_of[at]].lines) if report.is_first(at) else text
    if words.head_place(whole, words.LEVELS_HEAD) in (0, 1, 2) or text in words.LEVELS_HEAD[:2]:
        return True
    if words.head_place(whole, words.OLDER_HEAD) == 0:
        return True
    ladder = words.begins_wording(text) or ((found := words.level(whole)) and found.number == 5)
    if ladder or words.is_intro(text) or text.startswith(OWN_VERDICTS):
        return True
    if words.part(line) in ("method", "result") or line.role in ("point", "part"):
        return True
    follows = report.lines[at + 1] if at + 1 < len(report.lines) else None
    if words.numbered(line) and follows is not None and words.part(follows) == "method":
        return True
    return known.point(text) is not None


def headings(found: Iterable[Section]) -> Iterator[int]:
    """The places of all heading lines."""
    return (at for section in found for places in section.titles.values() for at in places)
