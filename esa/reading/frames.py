"""The rows of a tab as the DataFrame that the schema says: dtypes, and (workbook, row) as index.

Reading, references and checks work on plain rows; each tab becomes a table once, at the end,
because making one costs as much as reading hundreds of rows. Dtypes: sheets_schema/README.md.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd

from esa.plain import Place, Rows
from esa.reading.schema import Field, Tab

INDEX = ("workbook", "row")


def empty_rows(tab: Tab) -> Rows:
    """The rows of a tab nobody filled in: all its columns, each empty."""
    names = [field.name for field in tab.fields]
    return Rows((), {name: () for name in (*names, *(["group"] * (tab.workbook == "group")))})


def joined(tab: Tab, parts: Sequence[Rows]) -> Rows:
    """The rows of a tab of several workbooks, in their order. Columns that are one list in each of
    them, as blank ones are, are one list again."""
    if len(parts) < 2:
        return parts[0] if parts else empty_rows(tab)
    made: dict[tuple[int, ...], list[object]] = {}
    columns = {}
    for name in parts[0].columns:
        values = [part[name] for part in parts]
        key = tuple(map(id, values))
        if key not in made:
            made[key] = list(chain.from_iterable(values))
        columns[name] = made[key]
    return Rows(list(chain.from_iterable(part.index for part in parts)), columns)


def _dtype(field: Field) -> str | type:
    if field.type in ("integer", "year"):
        return "Int64"
    if field.type == "boolean":
        return "boolean"
    if field.type == "number" and not field.exact:
        return "float64"
    return "str" if field.type == "string" else object


def _array(values: Sequence[object], dtype: str | type) -> object:
    """One column; numpy's own ways are four times as fast as leaving it to pandas."""
    if dtype == "boolean":
        return pd.array(values, dtype="boolean")
    if dtype == "float64":
        return np.array(values, dtype="float64")
    cells = np.fromiter(values, dtype=object, count=len(values))  # tuples stay tuples
    if dtype is object:
        return cells
    blank = np.equal(cells, None).astype(bool)
    cells[blank] = 0
    return pd.arrays.IntegerArray(cells.astype("int64"), blank)


def _index(places: Sequence[Place]) -> pd.MultiIndex:
    books, rows = zip(*places, strict=True) if places else ((), ())
    names = sorted(set(books))
    codes = {name: code for code, name in enumerate(names)}
    numbers = np.array(rows, dtype="int64")
    return pd.MultiIndex(
        levels=[pd.Index(names, dtype="str"), pd.RangeIndex(1, numbers.max(initial=0) + 1)],
        codes=[list(map(codes.__getitem__, books)), numbers - 1],
        names=INDEX,
        verify_integrity=False,
    )


def frame(tab: Tab, rows: Rows) -> pd.DataFrame:
    """The table that these rows of a tab are: dtypes of its fields, index (workbook, row)."""
    index, height = _index(rows.index), len(rows)
    dtypes = {field.name: _dtype(field) for field in tab.fields}
    texts = [name for name in rows.columns if dtypes.get(name, "str") == "str"]
    # all columns of text at once: most of the time goes into making an array at all
    together = pd.array(list(chain.from_iterable(rows[name] for name in texts)), dtype="str")
    columns: dict[str, object] = {
        name: None if name in texts else _array(values, dtypes[name])
        for name, values in rows.columns.items()
    }
    for place, name in enumerate(texts):
        columns[name] = together[place * height : (place + 1) * height]
    return pd.DataFrame(columns, index=index, copy=False)
