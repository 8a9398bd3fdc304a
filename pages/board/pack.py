"""The board pack on screen: two buttons, a PDF to print and the tables behind it.

A file is made when its button is pressed, once for all visitors, and outside the visitor's session:
which meetings it is about is asked when the page is drawn, since whoever presses saw that state.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from esa.documents.workbook import pack_name
from esa.screen import numerals
from esa.telling.agenda import topics
from esa.telling.standpoint import Standpoint

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(at: Standpoint) -> None:
    """The buttons."""
    name, thai_digits = pack_name(at.office, at.shown), numerals.thai_digits_wanted()
    pdf, xlsx = partial(at.once, _pdf, thai_digits), partial(at.once, _xlsx)
    with st.container(key="downloads_pack", horizontal=True, gap="small"):
        _button("เอกสารประชุม (PDF)", pdf, f"{name}.pdf", PDF)
        _button("ตารางทั้งหมด (Excel)", xlsx, f"{name}.xlsx", XLSX)


def _button(label: str, make: Callable[[], bytes], name: str, mime: str) -> None:
    key = f"pack_{name.rpartition('.')[2]}"
    st.download_button(label, make, file_name=name, mime=mime, key=key, on_click="ignore")


def _pdf(at: Standpoint, thai_digits: bool) -> bytes:
    from esa.documents.pdf import pdf  # takes a while to load, and only this button needs it

    return pdf(at, topics(at), thai_digits)


def _xlsx(at: Standpoint) -> bytes:
    from esa.documents.workbook import book

    return book(at, topics(at))
