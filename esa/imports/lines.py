"""What both readers hand over: the lines of a report, in the cells they stood in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from esa import thai
from esa.documents.report.hand import visible


@dataclass(frozen=True)
class Line:
    """A line that isn't blank. number: of the line in a text file, of the paragraph in a .docx.

    role: what our own template says it is ("point", "part", "item", "writer", "mark", "contents"),
    "pasted" for a row of a table within a cell, "margin" for what stands around the text, else "".
    auto: the number that Word gives it, which isn't in the text; 0 for none.
    """

    number: int
    text: str
    role: str = ""
    link: str = ""
    auto: int = 0

    @cached_property
    def arabic(self) -> str:
        """The text with Arabic digits, letter by letter as long as the text."""
        return thai.to_arabic_digits(self.text)


@dataclass(frozen=True)
class Cell:
    """Lines of one cell; blank cells are kept. table: 0 for text outside of tables.

    row, column: from zero, -1 where the file doesn't say: in a text saved from Word a cell begins
    on a line that begins with a tab, and rows have no sign of their own.
    """

    lines: tuple[Line, ...]
    table: int = 0
    row: int = -1
    column: int = -1


@dataclass(frozen=True)
class Doubt:
    """Something uncertain, at a line (0: the whole file). code: of problems.toml."""

    code: str
    line: int
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A report as it was read. unit: what its numbers count, in Thai."""

    name: str
    unit: str
    cells: tuple[Cell, ...]
    doubts: tuple[Doubt, ...] = ()

    def lines(self) -> Iterator[Line]:
        return (line for cell in self.cells for line in cell.lines)


class Unreadable(Exception):
    """A file that can't be read at all. code and facts as of a Problem."""

    def __init__(self, code: str, **facts: object):
        super().__init__(code)
        self.code = code
        self.facts = facts


def clean(text: str) -> str:
    """A line without what can't be seen, and no white space around it."""
    return visible(text).replace("\v", " ").replace("\f", " ").strip()


def squeezed(lines: tuple[Line, ...] | list[Line]) -> str:
    """The lines as one, Arabic digits, single spaces."""
    return re.sub(r"\s+", " ", " ".join(line.arabic for line in lines)).strip()
