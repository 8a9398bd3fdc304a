"""Tables behind topics: rows as their tab has them, where each stands, and which are left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from esa.reading.office import Office
from esa.reading.schema import Field, read_tabs
from esa.telling import words
from esa.telling.texts import is_web, shorten
from esa.telling.topic import Cell, Table, Value

PLACE = "ที่อยู่ในชีต"


def of_tab(tab: str, fields: Sequence[str], rows: Iterable[NamedTuple]) -> Table:
    """Rows that know where they are (at) with the headings and words of their tab. fields: English
    names; the cell of a row is that of the first."""
    known, rows = [read_tabs()[tab].field(name) for name in fields], tuple(rows)
    told = tuple(tuple(_shown(field, getattr(row, field.name)) for field in known) for row in rows)
    cells = tuple(Cell(tab, row.at, fields[0]) for row in rows)
    return Table(read_tabs()[tab].title, tuple(field.title for field in known), told, cells)


def with_place(office: Office, table: Table) -> Table:
    """The table with the place of each row in its last column."""
    places = (words.place(office, *cell) if cell else None for cell in table.cells)
    rows = tuple((*row, place) for row, place in zip(table.rows, places, strict=True))
    return replace(table, columns=(*table.columns, PLACE), rows=rows)


def _shown(field: Field, value: object) -> Value:
    """A value as its column has it; None for blank and for links that lead nowhere safe."""
    if field.type == "list":
        return ", ".join(shorten(field.label(part)) for part in value) or None
    if value is None or (field.format == "uri" and not is_web(value)):
        return None
    if field.categories:
        return field.label(value)
    return shorten(value) if isinstance(value, str) else value
