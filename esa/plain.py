"""Tables as plain Python values: rules meet None for a blank, never NaN, NaT or pd.NA."""

from typing import Any

import pandas as pd

Place = tuple[str, int]  # (workbook, row of the sheet): the index of every table that was read


def column(table: pd.DataFrame, name: str) -> list[Any]:
    """The values of one column in row order; None where blank. KeyError without such a column."""
    values = table[name]
    blank = values.isna().tolist()
    return [None if empty else value for value, empty in zip(values.tolist(), blank, strict=True)]


def records(table: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    """One tuple per row: the index value, then the named columns; None where a cell is blank."""
    columns = (column(table, name) for name in names)
    return list(zip(table.index.tolist(), *columns, strict=True))


def dicts(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Every row as a dict of its columns, None where a cell is blank; "at" is its index value."""
    names = [str(name) for name in table.columns]
    return [dict(zip(("at", *names), row, strict=True)) for row in records(table, *names)]


def frame(rows: list[dict[str, Any]], index: pd.Index, columns: dict[str, str]) -> pd.DataFrame:
    """A table of these rows with exactly these columns (name → dtype), also without any row."""
    made = {
        name: pd.Series([row[name] for row in rows], index=index, dtype=dtype)
        for name, dtype in columns.items()
    }
    return pd.DataFrame(made, index=index)
