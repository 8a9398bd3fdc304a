"""The name of a cell in somebody's sheet, and a problem pinned to it."""

from collections.abc import Mapping

from esa.reading.elsewhere import CellAt
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs

Letters = Mapping[tuple[str, str], Mapping[str, str]]  # (workbook, tab) → field → column letter
Place = tuple[str, int]  # (workbook, row of the sheet): the index of every table that was read


def at(letters: Letters, workbook: str, tab: str, row: int, field: str) -> str:
    """Name of a cell, such as "C14"; the row "14:14" where the sheet lacks the column."""
    letter = letters.get((workbook, tab), {}).get(field)
    return f"{letter}{row}" if letter else f"{row}:{row}"


def problem_at(
    letters: Letters,
    tab: str,
    place: Place,
    field: str,
    code: str,
    facts: Mapping[str, object],
    aside: bool = False,
) -> Problem:
    """The problem of one cell of a table that was read."""
    workbook, row = place[0], int(place[1])
    cell = at(letters, workbook, tab, row, field)
    return Problem(code, workbook, tab, cell, facts, row=row, field=field, aside=aside)


def other_cell(letters: Letters, tab: str, place: Place, field: str, seen_from: Place) -> CellAt:
    """Another cell of the same tab, with its workbook where that differs."""
    known = read_tabs().get(tab)
    cell = at(letters, place[0], tab, place[1], field)
    return CellAt("" if place[0] == seen_from[0] else place[0], known.title if known else tab, cell)
