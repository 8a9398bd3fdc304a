"""What is asked of Google, and the parts of its answers, each checked for being what it should be.

Anything else is SheetsDamaged, which says what came instead.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from esa.sources.google.errors import damaged
from esa.sources.google.secrets import DRIVE_ROOT, SHEETS_ROOT

FILES = f"{DRIVE_ROOT}/drive/v3/files"
SPREADSHEET = f"{SHEETS_ROOT}/v4/spreadsheets/%s"
BATCH = f"{SPREADSHEET}/values:batchGet"
LONGEST_QUERY = 6_000  # characters of ranges in one address; Google refuses much longer ones
MOST_KEPT = 50_000  # different cells of an answer that are kept once each
CELLS = (str, int, float, bool, type(None))


def object_in(value: Mapping, name: str) -> Mapping:
    """The object of that name; {} where it is absent."""
    found = value.get(name, {})
    if isinstance(found, dict):
        return found
    raise damaged(_told(name, found))


def objects_in(value: Mapping, name: str) -> list[dict]:
    """The list of objects of that name; [] where it is absent."""
    found = value.get(name, [])
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return found
    raise damaged(_told(name, found))


def number_in(value: Mapping, name: str) -> int:
    """The whole number of that name; 0 where it is absent."""
    found = value.get(name, 0)
    if type(found) is int:
        return found
    raise damaged(_told(name, found))


def text_in(value: Mapping, name: str) -> str:
    """The text of that name, "" where it is absent."""
    found = value.get(name, "")
    if isinstance(found, str):
        return found
    raise damaged(_told(name, found))


def rows_in(value: Mapping) -> list[list[object]]:
    """The cells of one range; equal ones are one object, for sheets repeat themselves."""
    rows = value.get("values", [])
    if not isinstance(rows, list):
        raise damaged(_told("values", rows))
    seen: dict[object, object] = {}
    return [_row(row, seen) for row in rows]


def _row(row: object, seen: dict[object, object]) -> list[object]:
    if not isinstance(row, list):
        raise damaged(f"values: [{type(row).__name__}]")
    for place, cell in enumerate(row):
        kind = type(cell)
        if kind is str or kind is int:
            if cell in seen:
                row[place] = seen[cell]
            elif len(seen) < MOST_KEPT:
                seen[cell] = cell
        elif kind not in CELLS:
            raise damaged(f"a cell that is no value ({kind.__name__})")
    return row[:]  # without the room that a growing list has


def quoted(title: str, cells: str = "") -> str:
    """The range of a tab, or of cells in it; its title in quotes: a tab called C is no column."""
    name = "'" + title.replace("'", "''") + "'"
    return f"{name}!{cells}" if cells else name


def corner(row: int, column: int) -> str:
    """Name of a cell, from zero: (0, 27) is "AB1"."""
    letters, column = "", column + 1
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{row + 1}"


def batches(ranges: Sequence[str]) -> Iterator[list[str]]:
    """All ranges in one batch, or in as many as the length of an address allows."""
    batch: list[str] = []
    length = 0
    for each in ranges:
        size = len(quote(each)) + len("&ranges=")
        if batch and length + size > LONGEST_QUERY:
            yield batch
            batch, length = [], 0
        batch.append(each)
        length += size
    if batch:
        yield batch


def _told(name: str, value: object) -> str:
    """What stands in the place of that name; of a text or a list only its kind."""
    plain = value is None or isinstance(value, bool | int | float)
    return f"{name}: {json.dumps(value) if plain else type(value).__name__}"
