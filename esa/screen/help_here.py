"""Help on every page: what it answers, its terms, the keyboard's way, and the way to the search."""

import streamlit as st

from esa.screen import frame, menu
from esa.screen.numerals import digits
from esa.telling.line_breaks import unbroken
from esa.telling.texts import literal

SEARCH = "search"
KEYBOARD = (
    "ใช้แป้นพิมพ์: Tab ไปลิงก์หรือช่องถัดไป Shift+Tab กลับ Enter หรือเว้นวรรคเปิด Esc ปิด "
    "Alt+← กลับหน้าก่อน จุดในแผนภาพเปิดได้จากรายการข้างแผนภาพ"
)


def offer(page: str, search: bool) -> None:
    """Beside the switches. search: whether the visitor may open that page."""
    if search and page != SEARCH and menu.path_of(SEARCH):
        frame.open_page(menu.title_of(SEARCH), SEARCH)
    entry = menu.entry_of(page)
    if entry is None or not entry.answers:
        return
    with st.popover("?", key="help_here", type="tertiary", help="หน้านี้ตอบอะไร"):
        _say(f"**หน้านี้ตอบอะไร** {literal(entry.answers)}")
        _say("\n".join(f"- {literal(term)}" for term in entry.terms))
        _say(f":gray[{literal(KEYBOARD)}]")


def _say(markdown: str) -> None:
    st.markdown(digits(unbroken(markdown)))
