"""Tables as reading leaves them, made by hand for tests: dtypes, blanks and index of the schema."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from random import Random

import pandas as pd

from esa import plain
from esa.reading.frames import frame
from esa.reading.schema import Field, read_tabs


def column(field: Field, values: list) -> pd.Series:
    if field.type == "list":
        return pd.Series([tuple(value or ()) for value in values], dtype=object)
    if field.type == "number" and field.exact:
        exact = [None if value is None else Decimal(str(value)) for value in values]
        return pd.Series(exact, dtype=object)
    kinds = {"integer": "Int64", "year": "Int64", "number": "float64", "boolean": "boolean"}
    return pd.Series(
        values, dtype=kinds.get(field.type, "object" if field.type == "date" else "str")
    )


def table(name: str, *rows: dict, workbook: str = "office", first_row: int = 2) -> pd.DataFrame:
    """A tab with these rows, blank where a row names nothing; `at` gives (workbook, row)."""
    tab = read_tabs()[name]
    places = [row.get("at", (workbook, first_row + i)) for i, row in enumerate(rows)]
    columns = {f.name: column(f, [row.get(f.name) for row in rows]) for f in tab.fields}
    if tab.workbook == "group":
        columns["group"] = pd.Series([row.get("group") for row in rows], dtype="str")
    made = pd.DataFrame(columns)
    made.index = pd.MultiIndex.from_tuples(places or [("", 0)], names=["workbook", "row"])[
        : len(rows)
    ]
    return made


def sheet(name: str, *rows: Mapping, workbook: str = "office", first_row: int = 2) -> plain.Rows:
    """The rows of a tab as the rules take them, None or () where a row names nothing; numbers of
    exact fields become Decimals. `at` gives (workbook, row)."""
    tab = read_tabs()[name]
    fields = {field.name: field for field in tab.fields}
    if tab.workbook == "group":
        fields["group"] = None
    columns = {n: [_cell(field, row.get(n)) for row in rows] for n, field in fields.items()}
    places = [row.get("at", (workbook, first_row + n)) for n, row in enumerate(rows)]
    return plain.Rows(places, columns)


def _cell(field: Field | None, value: object) -> object:
    if field is not None and field.type == "list":
        return tuple(value or ())
    if value is None or field is None or not field.exact or field.type != "number":
        return value
    return Decimal(str(value))


def joined(*parts: plain.Rows) -> plain.Rows:
    """The rows of one tab of several workbooks, one after the other."""
    columns = {name: [*chain(*(part[name] for part in parts))] for name in parts[0].columns}
    return plain.Rows([*chain(*(part.index for part in parts))], columns)


def shuffled(rows: plain.Rows, random: Random) -> plain.Rows:
    """The same rows in another order."""
    order = random.sample(range(len(rows)), len(rows))
    columns = {name: [values[n] for n in order] for name, values in rows.columns.items()}
    return plain.Rows([rows.index[n] for n in order], columns)


def rows(tables: Mapping[str, pd.DataFrame]) -> dict[str, plain.Rows]:
    """Tables as links and checks see them."""
    return {name: plain.rows(made) for name, made in tables.items()}


def frames(tables: Mapping[str, plain.Rows]) -> dict[str, pd.DataFrame]:
    """What links leave, as tables again."""
    return {name: frame(read_tabs()[name], left) for name, left in tables.items()}


def letters(*names: str, workbooks: tuple[str, ...] = ("office",)) -> dict:
    """Columns as the templates lay them out, for each of these tabs in each workbook."""
    return {
        (workbook, name): {f.name: chr(65 + i) for i, f in enumerate(read_tabs()[name].fields)}
        for workbook in workbooks
        for name in names
    }
