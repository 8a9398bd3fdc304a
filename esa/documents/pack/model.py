"""What the board pack holds before it becomes a PDF or a workbook: plain values, nothing drawn.

Texts are plain, in Arabic digits; whoever prints them chooses the digits. What is Kept (places of
cells, fingerprints) stays as it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from esa.documents.paper import Kept
from esa.documents.workbook import Sheet

Value = str | int | float | Decimal | date | bool | None
REST = "1fr"  # width of a column that takes what is left


class Column(NamedTuple):
    """width: such as "20mm", or REST. align: left, right or center."""

    title: str
    width: str = REST
    align: str = "left"


class Rail(NamedTuple):
    """A level on its five steps. level: None where there is none; provisional: drawn hollow;
    claimed: framed, None where it doesn't differ; word: beside the steps."""

    level: int | None
    provisional: bool = False
    claimed: int | None = None
    word: str = ""


Cell = str | Kept | Rail


@dataclass(frozen=True)
class Table:
    """What is printed. rows: all of them; the printer cuts and says how many are left."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: str = ""


@dataclass(frozen=True)
class Topic:
    """One topic of the agenda. finding: one sentence; notes: what must be known to read the tables,
    above all what isn't known."""

    heading: str
    finding: str
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Pack:
    """The whole pack. meeting: number, "" for the present state; stamp: the line on every page."""

    office: str
    board: str
    meeting: str
    day: date
    read_at: datetime
    fiscal_year: int
    edition: str
    reading: str
    is_sample: bool
    stamp: Kept
    topics: tuple[Topic, ...]
    sheets: tuple[Sheet, ...]
