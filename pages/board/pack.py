"""The board pack on screen: two buttons, a PDF to print and the tables behind it.

A file is made when its button is pressed, once for all visitors, and outside the visitor's session:
which meetings it is about is asked when the page is drawn, since whoever presses saw that state.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from esa.changes.stuck import Stuck
from esa.documents.pack.contents import pack
from esa.documents.pack.model import Pack
from esa.documents.pack.names import file_name
from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.rules.vocabulary import REPORTED
from esa.screen import numerals, past
from esa.screen.past import Since

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(judged: Judged, reading: str = REPORTED) -> None:
    """The buttons. judged: the state shown; reading: reported or verified."""
    number = past.stamp_number()
    shown = past.meeting(number) if number else None
    since = past.since(judged)
    told = (judged, shown, since, past.stuck(judged) if since else ())
    name, thai_digits = file_name(judged.office, shown), numerals.thai_digits_wanted()
    files = (
        ("เอกสารประชุม (PDF)", "pdf", PDF, partial(_pdf, *told, reading, thai_digits)),
        ("ตารางทั้งหมด (Excel)", "xlsx", XLSX, partial(_xlsx, *told, reading)),
    )
    with st.container(key="downloads_pack", horizontal=True, gap="small"):
        for label, ending, mime, make in files:
            _button(label, make, f"{name}.{ending}", mime)


def _button(label: str, make: Callable[[], bytes], name: str, mime: str) -> None:
    st.download_button(
        label,
        make,
        file_name=name,
        mime=mime,
        key=f"pack_{name.rpartition('.')[2]}",
        on_click="ignore",
    )


def _pdf(
    judged: Judged,
    shown: Meeting | None,
    since: Since | None,
    held: tuple[Stuck, ...],
    reading: str,
    thai_digits: bool,
) -> bytes:
    from esa.documents.pack.pdf import pdf

    made = _contents(judged, shown, since, held, reading)
    return _kept(_key(judged, shown, since, reading), f"pdf {thai_digits}", pdf, made, thai_digits)


def _xlsx(
    judged: Judged,
    shown: Meeting | None,
    since: Since | None,
    held: tuple[Stuck, ...],
    reading: str,
) -> bytes:
    from esa.documents.pack.xlsx import xlsx

    made = _contents(judged, shown, since, held, reading)
    return _kept(_key(judged, shown, since, reading), "xlsx", xlsx, made)


def _contents(
    judged: Judged,
    shown: Meeting | None,
    since: Since | None,
    held: tuple[Stuck, ...],
    reading: str,
) -> Pack:
    return _pack(_key(judged, shown, since, reading), judged, shown, since, held, reading)


def _key(judged: Judged, shown: Meeting | None, since: Since | None, reading: str) -> str:
    meetings = [each.fingerprint for each in (shown, since and since.meeting) if each]
    return " ".join([judged.office.identity, bool(shown) * "frozen", *meetings, reading])


@st.cache_resource(max_entries=4, show_spinner=False)
def _pack(
    key: str,
    _judged: Judged,
    _shown: Meeting | None,
    _since: Since | None,
    _held: tuple[Stuck, ...],
    _reading: str,
) -> Pack:
    return pack(_judged, _since, _shown, _held, _reading)


@st.cache_resource(max_entries=8, show_spinner=False)
def _kept(key: str, what: str, _make: Callable[..., bytes], *_of: object) -> bytes:
    return _make(*_of)
