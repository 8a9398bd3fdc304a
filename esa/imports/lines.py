"""What both readers hand over: the lines of a report, in the cells they stood in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TypeVar

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

    @cached_property
    def spaced(self) -> str:
        """The same with single spaces."""
        return " ".join(self.arabic.split())


Said = TypeVar("Said")


def kept(of: Callable[[Line], Said]) -> Callable[[Line], Said]:
    """A function of a line alone whose answer stays with the line: several passes ask for it."""

    name = f"_{of.__name__}"

    @wraps(of)
    def answer(line: Line) -> Said:
        known = line.__dict__
        if name not in known:
            known[name] = of(line)
        return known[name]

    return answer


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


Chain = tuple[Said, "Chain[Said]"] | None  # the last of many, and those before it


def unchained(last: Chain[Said]) -> list[Said]:
    """A chain in its order: a way that grows by one is no copy of the whole way."""
    found: list[Said] = []
    while last:
        each, last = last
        found.append(each)
    return found[::-1]


class Unreadable(Exception):
    """A file that can't be read at all. code and facts as of a Problem."""

    def __init__(self, code: str, **facts: object):
        super().__init__(code)
        self.code = code
        self.facts = facts


def clean(text: str) -> str:
    """A line without what can't be seen, and no white space around it."""
    return visible(text).replace("\v", " ").replace("\f", " ").strip()
