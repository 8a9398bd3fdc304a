"""Tables on screen and as downloads: headings and formats from the schema, cells as plain values.

Long tables are cut, because everything in a table goes to the browser; the whole of it is a
download beside. Sortable tables keep Arabic digits, and dates stand as year-month-day B.E., so
that they sort. Downloads neutralise what a spreadsheet would run as a formula.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd
import streamlit as st

from esa.documents.workbook import Sheet, as_csv, of, safe_name, shown_date, xlsx
from esa.reading.office import Office
from esa.reading.schema import Field, read_tabs
from esa.telling import words
from esa.telling.tables import PLACE
from esa.telling.texts import blank, is_web, shorten
from esa.telling.topic import Table

MOST_ROWS = 200
Behind = pd.DataFrame | Sequence[NamedTuple]  # rows behind a figure
SORTS = "ตารางนี้เรียงได้ ตัวเลขจึงเป็นเลขอารบิก และวันที่เป็น ปี-เดือน-วัน (พ.ศ.)"


def shown_value(field: Field, value: object) -> object:
    """A value of a table as its column shows it; None for blank and for unsafe links."""
    if blank(value):
        return None
    if field.format == "uri":
        return str(value) if is_web(value) else None
    if field.categories and field.type != "list":
        return field.label(value)
    if field.type == "list":
        return ", ".join(shorten(field.label(part)) for part in value)
    if field.type == "date" or isinstance(value, date):
        return shown_date(value)
    if isinstance(value, Decimal):
        return float(value)
    if field.type == "boolean":
        return "ใช่" if value else "ไม่ใช่"
    return shorten(value) if isinstance(value, str) else value


def for_screen(office: Office, table: Behind, tab: str, fields: Sequence[str]) -> pd.DataFrame:
    """Rows of a tab with Thai headings, plain values and the place of each row in its workbook.

    table: frozen rows, or a table indexed by (workbook, row), with these fields. The order stays.
    """
    known = read_tabs()[tab]
    is_table = isinstance(table, pd.DataFrame)
    places = table.index if is_table else [row.at for row in table]
    columns: dict[str, list] = {}
    for name in fields:
        field = known.field(name)
        values = table[name] if is_table else [getattr(row, name) for row in table]
        columns[field.title] = [shown_value(field, value) for value in values]
    columns[PLACE] = [words.place(office, tab, row, fields[0]) for row in places]
    return pd.DataFrame(columns)


def from_schema(tab: str, fields: Iterable[str] = ()) -> dict[str, object]:
    """column_config by Thai heading: links only for http(s), numbers with thousands, texts wrapped
    by width. fields: those shown; all of the tab unless given."""
    known = read_tabs()[tab]
    names = list(fields) or [field.name for field in known.fields]
    return {known.field(name).title: _column(known.field(name)) for name in names}


def _column(field: Field) -> object:
    help_line = field.description or None
    if field.format == "uri":
        return st.column_config.LinkColumn(
            help=help_line, display_text="เปิด", validate=r"^https?://", width="small"
        )
    if field.type in ("integer", "number"):
        return st.column_config.NumberColumn(help=help_line, format="localized", width="small")
    if field.type == "year":
        return st.column_config.NumberColumn(help=help_line, format="%d", width="small")
    wide = field.name in ("title", "text", "resolution", "method", "result", "comments", "wording")
    return st.column_config.TextColumn(help=help_line, width="large" if wide else None)


def rows(
    office: Office,
    table: Behind,
    tab: str,
    fields: Sequence[str],
    *,
    key: str,
    alternative: str,
    longest: int = MOST_ROWS,
) -> None:
    """The rows behind a figure: a sortable table, cut at `longest`, with downloads of all of it.

    alternative: what the table shows, in words. key: unique on the page.
    """
    frame(
        for_screen(office, table[:longest], tab, fields),
        key=key,
        alternative=alternative,
        config=from_schema(tab, fields),
        total=len(table),
    )
    downloads(key, lambda: for_screen(office, table, tab, fields), name=read_tabs()[tab].title)


def frame(
    table: pd.DataFrame,
    *,
    key: str,
    alternative: str,
    config: dict[str, object] | None = None,
    total: int | None = None,
) -> None:
    """A table that was already put into words; total: rows there are when only some are given."""
    shown = table.head(MOST_ROWS) if total is None else table
    st.dataframe(
        shown,
        hide_index=True,
        column_config=config or {},
        key=key,
        placeholder="–",
        alt=alternative,
    )
    there = len(table) if total is None else total
    cut = f"แสดง {len(shown):,} จาก {there:,} แถว ดาวน์โหลดได้ทั้งหมด " if there > len(shown) else ""
    with st.container(key=f"quiet_{key}"):
        st.markdown(f":gray[{cut}{SORTS}]")


def downloads(key: str, whole: object, name: str, book: Callable[[], bytes] | None = None) -> None:
    """Buttons for all rows as XLSX and CSV; whole: a function that gives the table when asked;
    book: one that gives the workbook where it holds more."""
    with st.container(key=f"downloads_{key}", horizontal=True, gap="small"):
        st.download_button(
            "ดาวน์โหลด Excel",
            book or (lambda: xlsx([sheet(whole())])),
            file_name=f"{safe_name(name)}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx_{key}",
            on_click="ignore",
        )
        st.download_button(
            "ดาวน์โหลด CSV",
            lambda: as_csv(sheet(whole())),
            file_name=f"{safe_name(name)}.csv",
            mime="text/csv",
            key=f"csv_{key}",
            on_click="ignore",
        )


def behind(
    table: Table, *, key: str, alternative: str, name: str = "", longest: int = MOST_ROWS
) -> None:
    """The table behind a topic, cut at `longest`, with downloads of all of it. name: of the files,
    the table's title unless given."""
    rows = whole(table)
    frame(
        rows.head(longest),
        key=key,
        alternative=alternative,
        config=_looks(table),
        total=len(rows),
    )
    downloads(key, lambda: rows, name or table.title)


def whole(table: Table) -> pd.DataFrame:
    """Values as plain ones; a column of whole numbers stays one where some are blank."""
    rows = of(table).rows
    columns = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    return pd.DataFrame(
        {name: _column_of(values) for name, values in zip(table.columns, columns, strict=True)}
    )


def _looks(table: Table) -> dict[str, object]:
    """Web addresses as links, exact numbers with their thousands set apart."""
    found: dict[str, object] = {}
    for name, *values in zip(table.columns, *table.rows, strict=True):
        there = [value for value in values if value is not None]
        if there and all(isinstance(value, Decimal) for value in there):
            found[name] = st.column_config.NumberColumn(format="localized", width="small")
        elif there and all(isinstance(value, str) and is_web(value) for value in there):
            found[name] = st.column_config.LinkColumn(display_text="เปิด", validate=r"^https?://")
    return found


def _column_of(values: Sequence[object]) -> object:
    kinds = {type(value) for value in values} - {type(None)}
    return pd.array(values, dtype="Int64") if kinds == {int} else [*map(_plain, values)]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return shown_date(value) if isinstance(value, date) else value


def sheet(table: pd.DataFrame) -> Sheet:
    """A table as the one tab of a file."""
    return Sheet("ข้อมูล", [*map(str, table.columns)], [*table.itertuples(index=False)])
