"""Tables as plain Python values: rules meet None for a blank, never NaN, NaT or pd.NA."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from threading import Lock
from typing import Any, TypeVar

import pandas as pd

Row = TypeVar("Row", bound=tuple)
Place = tuple[str, int]  # (workbook, row of the sheet): the index of every table that was read


@dataclass(frozen=True)
class Rows:
    """A table while it is read and checked: the place of each row, and each column as a list.

    Values as in the DataFrame that it becomes, None where blank. Never changed: what links and
    leaves out rows makes new lists, and shares those it leaves alone.
    """

    index: Sequence[Place]
    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.index)

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __getitem__(self, name: str) -> Sequence[Any]:
        """One column in row order; KeyError without such a column."""
        return self.columns[name]

    def assign(self, name: str, values: Sequence[Any]) -> "Rows":
        """The same rows with other values in one column."""
        return Rows(self.index, {**self.columns, name: values})

    def at(self, positions: Sequence[int]) -> "Rows":
        """The rows at these positions, in their order."""
        columns = {name: [values[p] for p in positions] for name, values in self.columns.items()}
        return Rows([self.index[p] for p in positions], columns)

    def where(self, stay: Sequence[bool]) -> "Rows":
        """The rows that stay, in their order. Columns that were one list stay one list."""
        made = {id(values): values for values in self.columns.values()}
        kept = {key: list(compress(values, stay)) for key, values in made.items()}
        columns = {name: kept[id(values)] for name, values in self.columns.items()}
        return Rows(list(compress(self.index, stay)), columns)


_growing = Lock()


@lru_cache(maxsize=128)
def _places_of(workbook: str) -> list[Place]:
    """The places of its first rows, as far as somebody asked; the list only ever grows."""
    return []


def places(workbook: str, positions: Sequence[int]) -> list[Place]:
    """The places of these rows, counted from zero; those of one workbook are made once, for all
    its tabs have the same."""
    known, needed = _places_of(workbook), max(positions, default=-1) + 1
    if len(known) < needed:
        with _growing:
            known += [(workbook, row) for row in range(len(known) + 1, needed + 1)]
    return [known[position] for position in positions]


def rows(table: pd.DataFrame) -> Rows:
    """A DataFrame as plain columns."""
    names = [str(name) for name in table.columns]
    return Rows(table.index.tolist(), {name: column(table, name) for name in names})


def column(table: pd.DataFrame | Rows, name: str) -> Sequence[Any]:
    """The values of one column in row order; None where blank. KeyError without such a column."""
    values = table[name]
    if isinstance(table, Rows):
        return values
    blank = values.isna().tolist()
    return [None if empty else value for value, empty in zip(values.tolist(), blank, strict=True)]


def records(table: pd.DataFrame | Rows, *names: str) -> list[tuple[Any, ...]]:
    """One tuple per row: the index value, then the named columns; None where a cell is blank."""
    places = table.index if isinstance(table, Rows) else table.index.tolist()
    return list(zip(places, *(column(table, name) for name in names), strict=True))


def frozen(kind: type[Row], table: pd.DataFrame | Rows) -> list[Row]:
    """One frozen row of that kind (NamedTuple) per row, read by the names of its fields; the first
    of them, at, is the place. None where a cell is blank."""
    return [kind(*row) for row in records(table, *kind._fields[1:])]
