"""What both readers hand over: the lines of a report, in and out of the rows of its tables."""

import re
from dataclasses import dataclass, field

from esa import thai
from esa.documents.report.hand import visible

Cell = tuple["Line", ...]


@dataclass(frozen=True)
class Line:
    """A line that isn't blank. number: of the line in a text file, of the paragraph in a .docx.

    role: what our own template says it is ("point", "part", "list", "item", "writer", "mark",
    "contents", "margin"), else "". listed: Word numbers it, so that the number isn't in the text.
    """

    number: int
    text: str
    role: str = ""
    link: str = ""
    listed: bool = False

    @property
    def arabic(self) -> str:
        """The text with Arabic digits, letter by letter as long as the text."""
        return thai.to_arabic_digits(self.text)


@dataclass(frozen=True)
class Row:
    """A row of a table. form: "levels", "older" or "" (not known); head: the head of the form.

    rest: cells that belong to the row, and nobody can tell to which column.
    """

    cells: tuple[Cell, ...]
    form: str = ""
    head: bool = False
    rest: tuple[Cell, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for cell in (*self.cells, *self.rest) for line in cell)


@dataclass(frozen=True)
class Doubt:
    """Something uncertain, at a line. code: of problems.toml."""

    code: str
    line: int
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A report as it was read. unit: what its numbers count, in Thai and English."""

    name: str
    unit: tuple[str, str]
    blocks: tuple[Line | Row, ...]
    doubts: tuple[Doubt, ...] = ()


class Unreadable(Exception):
    """A file that can't be read at all. code and facts as of a Problem."""

    def __init__(self, code: str, **facts: object):
        super().__init__(code)
        self.code = code
        self.facts = facts


def clean(text: str) -> str:
    """A line without what can't be seen, and no white space around it."""
    return visible(text).replace("\v", " ").replace("\f", " ").strip()


def joined(lines: Cell, by: str = "\n") -> str:
    return by.join(line.text for line in lines)


def squeezed(cell: Cell) -> str:
    """The text of a cell in one line, Arabic digits, single spaces."""
    return re.sub(r"\s+", " ", " ".join(line.arabic for line in cell)).strip()
