"""Another cell that a problem speaks of: in English by the name of its workbook, in Thai as people
call it."""

import re
from collections.abc import Callable
from typing import NamedTuple

_WHOLE_ROW = re.compile(r"(\d+):\1")


class CellAt(NamedTuple):
    """workbook: "" for that of the problem; tab: its Thai title; cell: such as "C14", or "14:14"
    for a row whose column isn't there."""

    workbook: str
    tab: str
    cell: str


class Elsewhere(str):
    """Text with cells in it. As text it is that of English sentences ("hr › A3"); thai: the same in
    Thai ("ชีตบุคคล › ตัวชี้วัดตามคำรับรอง › A3")."""

    parts: tuple[str | CellAt, ...]
    thai: str

    def __new__(cls, *parts: str | CellAt, called: Callable[[str], str] = str) -> "Elsewhere":
        made = super().__new__(cls, "".join(map(_english, parts)))
        made.parts = parts
        made.thai = "".join(_thai(part, called) for part in parts)
        return made

    def named(self, called: Callable[[str], str]) -> "Elsewhere":
        """The same with workbooks as people call them."""
        return Elsewhere(*self.parts, called=called)

    def __reduce__(self) -> tuple:
        return _again, (self.parts, self.thai)


def _again(parts: tuple[str | CellAt, ...], thai: str) -> Elsewhere:
    made = Elsewhere(*parts)
    made.thai = thai
    return made


def _english(part: str | CellAt) -> str:
    if isinstance(part, CellAt):
        return f"{part.workbook} › {part.cell}" if part.workbook else part.cell
    return part


def _thai(part: str | CellAt, called: Callable[[str], str]) -> str:
    if not isinstance(part, CellAt):
        return part
    cell = row_or_cell(part.cell)
    if part.workbook:
        return f"{called(part.workbook)} › {part.tab} › {cell}"
    return cell if cell != part.cell else f"ช่อง {cell}"


def row_or_cell(cell: str) -> str:
    """A whole row, of which no column is meant, in words: "19:19" → "แถว 19"."""
    row = _WHOLE_ROW.fullmatch(cell)
    return f"แถว {row[1]}" if row else cell
