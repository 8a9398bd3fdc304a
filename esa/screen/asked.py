"""Rows that an address asks for, such as evidence?criterion=2.2.2: where a result of the search
opens. They are shown before everything else, with the way back to the whole page."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import streamlit as st

from esa.reading.office import Office
from esa.screen import columns, frame, notes, numerals
from esa.telling.texts import escape

WHOLE = "แสดงทั้งหมด"
Row = TypeVar("Row", bound=NamedTuple)


def among(rows: Iterable[Row], field: str, key: str = "") -> tuple[Row, ...]:
    """The rows whose field is what the address asks for; none where it asks nothing or nothing
    fits. key: name in the address where it isn't the field's."""
    asked = st.query_params.get(key or field, "")
    return tuple(row for row in rows if asked and getattr(row, field) == asked)


def panel(
    office: Office,
    rows: columns.Behind,
    tab: str,
    fields: Sequence[str],
    heading: str,
    page: str,
    **whole: object,
) -> None:
    """A table of the rows asked for; nothing where there are none.

    heading: plain text; page, whole: where the link to everything leads.
    """
    if not len(rows):
        return
    said = f"{heading} {len(rows):,} แถว"
    with st.container(key="asked"):
        notes.panel(escape(said))
        columns.rows(
            office, rows, tab, fields, key=f"asked_{tab}", alternative=numerals.digits(said)
        )
        frame.open_page(WHOLE, page, **whole)
