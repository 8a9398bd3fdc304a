"""Lines and rows of a report → its standards, its indicators with their cells, and the rest.

A form goes on over many pages: its head is repeated, its heading may be, and a cell may end on the
next page. Here the pieces of one indicator, or of one criterion of the older form, come together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from esa.imports import forms
from esa.imports.forms import Heading, Level
from esa.imports.lines import Cell, Doubt, Line, Row

_RANKS = ("standard", "indicator", "criterion", "category")


@dataclass
class Ladder:
    """One indicator of the form of four columns. code: "" where its heading is lost."""

    code: str
    standard: str
    title: list[Line]
    headings: list[Line]
    beside: list[Line] = field(default_factory=list)  # between heading and table
    levels: list[tuple[Level, Cell, Cell]] = field(default_factory=list)  # with cell and wording
    narrative: list[Line] = field(default_factory=list)
    evidence: list[Line] = field(default_factory=list)


@dataclass
class Criterion:
    """One criterion of the older form, or a category of it, with its rows of six cells."""

    code: str
    indicator: str
    standard: str
    title: list[Line]
    category: str
    headings: list[Line]
    beside: list[Line] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


@dataclass
class PointTable:
    """Who is responsible for the points of one indicator with levels: a row of six cells each."""

    code: str
    standard: str
    title: list[Line]
    headings: list[Line]
    beside: list[Line] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


@dataclass
class Gathered:
    """Everything of a report, each line in one place. unplaced: line and why."""

    standards: dict[str, list[Line]] = field(default_factory=dict)
    indicators: dict[str, tuple[str, list[Line]]] = field(default_factory=dict)
    ladders: list[Ladder] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    point_tables: list[PointTable] = field(default_factory=list)
    front: list[Line] = field(default_factory=list)
    form_words: list[Line] = field(default_factory=list)
    unplaced: list[tuple[Line, str]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def gather(blocks: Iterable[Line | Row]) -> Gathered:
    """Sort the blocks of a report; what belongs to nothing that is known goes to unplaced."""
    walk = _Walk()
    for block in blocks:
        walk.row(block) if isinstance(block, Row) else walk.line(block)
    walk.alone("indicator")
    walk.found.front += walk.pending
    return walk.found


class _Walk:
    """Where in the report we are."""

    def __init__(self) -> None:
        self.found = Gathered()
        self.standard = self.indicator = self.criterion = self.category = ""
        self.headings: list[tuple[Line, str]] = []  # with no table yet
        self.titles: dict[str, list[Line]] = {}
        self.open_title: list[Line] | None = None
        self.last = -2  # number of the line before
        self.table: Ladder | Criterion | PointTable | None = None
        self.has_heading = False  # since the last ladder

    # --- lines ---

    def line(self, line: Line) -> None:
        if line.role == "margin" or forms.is_contents(line):
            reason = "margin" if line.role == "margin" else "contents"
            self.found.unplaced.append((line, reason))
            return
        heading = forms.heading(line)
        if heading:
            self._heading(line, heading)
        elif self.open_title is not None and self._goes_on(line):
            self.open_title.append(line)
        elif forms.is_own_mark(line):
            self.found.form_words.append(line)
        elif self.headings:
            self.open_title = None
            self._beside(line)
        else:
            self.found.front.append(line)
        self.last = line.number

    def _goes_on(self, line: Line) -> bool:
        """A heading that goes on on the very next line, and not what our report writes there."""
        own = line.role or line.text.startswith(
            ("ผลการประเมิน", "ประเมินตนเอง", "เงื่อนไขเพิ่มเติม", "ทำได้ ")
        )
        return line.number == self.last + 1 and not own

    def _beside(self, line: Line) -> None:
        if self.table is not None:
            self.table.beside.append(line)
        else:
            self.pending.append(line)

    @property
    def pending(self) -> list[Line]:
        return self.titles.setdefault("beside", [])

    def alone(self, kind: str) -> None:
        """Headings of this kind and below that no table followed, before another takes over."""
        below = _RANKS[_RANKS.index(kind) :]
        left = [(line, known) for line, known in self.headings if known in below]
        for line, known in left:
            if known in ("indicator", "criterion"):
                self.found.doubts.append(Doubt("import_heading_alone", line.number))
            self.found.unplaced += [(line, "heading_alone")]
            rest = [more for more in self.titles[known] if more.number != line.number]
            self.found.unplaced += [(more, "heading_alone") for more in rest]
        self.headings = [each for each in self.headings if each not in left]
        if left:
            self.found.unplaced += [(more, "heading_alone") for more in self.pending]
            self.titles["beside"] = []

    def _heading(self, line: Line, heading: Heading) -> None:
        title = [Line(line.number, heading.title)] if heading.title else []
        self.alone(heading.kind if heading.kind != "standard" else "indicator")
        self.table = None
        self.open_title = title
        if heading.kind == "standard":
            self.standard, self.indicator, self.criterion, self.category = heading.code, "", "", ""
            self._titled(self.found.standards, heading.code, title, line)
        elif heading.kind == "indicator":
            self.indicator, self.criterion, self.category = heading.code, "", ""
            self.titles["indicator"], self.has_heading = title, True
        elif heading.kind == "criterion":
            self.criterion, self.category = heading.code, ""
            self.titles["criterion"], self.titles["category"] = title, []
        else:
            self.category, self.titles["category"] = heading.code, title
        self.headings.append((line, heading.kind))

    def _titled(
        self, names: dict[str, list[Line]], code: str, title: list[Line], line: Line
    ) -> None:
        if code not in names:
            names[code] = title
            return
        self.open_title = None
        if _said(title) != _said(names[code][:1]):
            self.found.unplaced.append((line, "repeated"))

    # --- rows ---

    def row(self, row: Row) -> None:
        self.open_title = None
        if row.head:
            self.found.form_words += row.lines
        elif row.form == "levels":
            self._level_row(row)
        elif row.form == "older":
            self._older_row(row)
        else:
            self.found.unplaced += [(line, "no_form") for line in row.lines]
            if row.lines:
                self.found.doubts.append(Doubt("import_unknown_table", row.lines[0].number))
        self.found.unplaced += [(line, "broken_row") for cell in row.rest for line in cell]
        self.last = max((line.number for line in row.lines), default=self.last)

    def _level_row(self, row: Row) -> None:
        cells = (*row.cells, (), (), (), ())[:4]
        level = forms.level(cells[0])
        if level is None and not forms.is_level_lost(cells[0]):
            self._no_level(cells)
            return
        if level is None and (cells[0] or cells[1]):
            self._no_level(cells[:2])  # what was written belongs to the indicator all the same
        ladder = self._ladder(level, row)
        if level is not None:
            ladder.levels.append((level, cells[0], cells[1]))
        ladder.narrative += cells[2]
        ladder.evidence += cells[3]

    def _no_level(self, cells: tuple[Cell, ...]) -> None:
        lines = [line for cell in cells for line in cell]
        self.found.unplaced += [(line, "no_level") for line in lines]
        self.found.doubts.append(Doubt("import_level_missing_row", lines[0].number))

    def _ladder(self, level: Level | None, row: Row) -> Ladder:
        """The open ladder; a level that isn't below the last one begins another indicator."""
        if isinstance(self.table, Ladder) and not self._begins(self.table, level):
            return self.table
        self.alone("criterion")
        code = self._code(".") if self.has_heading else ""
        previous = next((each for each in self.found.ladders if each.code == code and code), None)
        if previous and not self._begins(previous, level):
            self.table = previous  # the heading was printed again on the next page
            self._again(self.titles.get("indicator", []), previous.title)
            self.has_heading = False
            self._take(previous)
            return previous
        if previous:
            code = ""
        if not code:
            self.found.doubts.append(Doubt("import_no_heading", row.lines[0].number))
        title = self.titles.get("indicator", []) if self.has_heading else []
        self.table = Ladder(code, self.standard, title, [])
        self._take(self.table)
        self.found.ladders.append(self.table)
        self.has_heading = False
        return self.table

    def _take(self, table: Ladder | Criterion | PointTable) -> None:
        """Headings and lines since the last table belong to this one."""
        table.headings += [line for line, _ in self.headings]
        table.beside += self.pending
        self.headings, self.titles["beside"] = [], []

    @staticmethod
    def _begins(ladder: Ladder, level: Level | None) -> bool:
        return bool(level and ladder.levels and level.number >= ladder.levels[-1][0].number)

    def _code(self, by: str) -> str:
        """The code of the indicator: as printed where it is whole, else with its standard."""
        parts = self.indicator.replace("-", ".").split(".") if self.indicator else []
        if len(parts) == 1 and self.standard:
            parts = [self.standard, *parts]
        return by.join(parts) if len(parts) > 1 else ""

    def _older_row(self, row: Row) -> None:
        cells = (*row.cells, (), (), (), (), (), ())[:6]
        table = self.table if isinstance(self.table, Criterion) else None
        if not table and not self.criterion and forms.is_point_row(cells):
            table = self._point_table()
        table = table or self._criterion(row)
        if table is None:
            self.found.unplaced += [(line, "no_heading") for cell in cells for line in cell]
            return
        table.rows.append(cells)

    def _point_table(self) -> PointTable | None:
        """The points of the indicator whose heading was printed last; None without its code."""
        if isinstance(self.table, PointTable):
            return self.table
        code, title = self._code("."), self.titles.get("indicator", [])
        if not code:
            return None
        known = next((each for each in self.found.point_tables if each.code == code), None)
        if known is None:
            known = PointTable(code, self.standard, title, [])
            self.found.point_tables.append(known)
        self._again(title, known.title)
        self._take(known)
        self.table = known
        return known

    def _criterion(self, row: Row) -> Criterion | None:
        indicator = self._code("-")
        own = self.criterion.replace(".", "-").split("-") if self.criterion else []
        if not indicator or not own:
            self.found.doubts.append(Doubt("import_no_heading", row.lines[0].number))
            return None
        code = "-".join(own) if len(own) > 1 else f"{indicator}-{own[0]}"
        code += f"-{self.category}" if self.category else ""
        table = next((each for each in self.found.criteria if each.code == code), None)
        if table is None:
            category = " ".join(line.text for line in self.titles.get("category", []))
            named = f"หมวด {self.category} {category}".strip() if self.category else ""
            title = self.titles.get("criterion", [])
            table = Criterion(code, indicator, self.standard, title, named, [])
            self.found.criteria.append(table)
        else:
            self._again(self.titles.get("criterion", []), table.title)
            category = self.titles.get("category", [])
            if _said(category) not in "".join(table.category.split()):
                self.found.unplaced += [(line, "repeated") for line in category]
        self._indicator_of(indicator)
        self._take(table)
        self.table = table
        return table

    def _indicator_of(self, code: str) -> None:
        """The indicator of a criterion, with the first title that stands there."""
        title = self.titles.get("indicator", [])
        standard, known = self.found.indicators.setdefault(code, (self.standard, title))
        if not known:
            self.found.indicators[code] = (standard, title)
        elif known is not title:
            self._again(title, known)

    def _again(self, title: list[Line], known: list[Line]) -> None:
        """A title printed again: where it says something else it goes to unplaced."""
        if title is not known and title and _said(title) != _said(known):
            self.found.unplaced += [(line, "repeated") for line in title]


def _said(lines: Iterable[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)
