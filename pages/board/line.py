"""ข้อความพร้อมส่ง LINE รายกลุ่ม: one group at a time, copied with one click."""

from collections.abc import Sequence

import streamlit as st

from esa.documents.line import line
from esa.screen import frame, numerals, show
from esa.telling import words
from esa.telling.agenda import sent
from esa.telling.standpoint import Standpoint
from esa.telling.stuck import by_group
from esa.telling.texts import shorten
from esa.telling.topic import quiet


def panel(at: Standpoint, group: str) -> None:
    """at: of the whole office; group: chosen on the page, "" for none, which takes the one with
    most that is stuck."""
    codes = [code for code in at.office.rows["groups"]["group"] if code]
    if not codes:
        return
    first = group or next((code for code in by_group(at) if code in codes), codes[0])
    # What shows a text to copy is 1.6 MB of script, which only an open fold asks for.
    with frame.fold("ข้อความพร้อมส่ง LINE รายกลุ่ม", "line_texts") as is_open:
        if is_open:
            _text(at, codes, first)


def _text(at: Standpoint, codes: Sequence[str], first: str) -> None:
    code = st.selectbox(
        "กลุ่มที่จะส่งให้",
        codes,
        index=codes.index(first) if first in codes else 0,
        key=f"line_group_{first}",
        format_func=lambda each: shorten(words.group_name(at.office, each), 60),
        width=420,
    )
    text = at.of(code).once(line_of, numerals.thai_digits_wanted())
    st.code(text, language=None, wrap_lines=True)
    show.say(quiet("กดรูปคัดลอกที่มุมขวาของกล่อง แล้ววางใน LINE"))


def line_of(at: Standpoint, in_thai_digits: bool) -> str:
    return line(at, sent(at), in_thai_digits)
