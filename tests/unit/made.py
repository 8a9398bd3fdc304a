"""Tables as reading leaves them, made by hand for tests: dtypes, blanks and index of the schema."""

from collections.abc import Mapping
from decimal import Decimal

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
