"""The stage of meeting mode: one slide as large as the window, and the ways to go on.

A slide is laid out for 1280 × 720 and enlarged as a whole by the stylesheet, so that what fits once
fits on every projector. Keys, clickers and taps are Streamlit's own buttons with their shortcuts:
no script is put into the page, which the server's policy wouldn't allow either.
"""

import streamlit as st

from esa.documents.slide import slide
from esa.screen import frame, menu, notes, numerals
from esa.screen import show as show_
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Topic

SLIDE = "slide"  # in the address: number of the slide, from 1
SHOWN = "slide_shown"  # the same in the session: right also for keys pressed before the page is
ON = ("Right", "PageDown", "Space", "Down")  # clickers send PageDown and PageUp
BACK = ("Left", "PageUp", "Up", "Backspace")


def number(total: int) -> int:
    """The slide that the address names; the first where it names none, the last beyond the end."""
    written = st.query_params.get(SLIDE, "")
    at = min(max(int(written), 1), total) if written.isdecimal() and len(written) < 5 else 1
    st.session_state[SHOWN] = at
    return at


def show(at: Standpoint, topic: Topic, place: int, total: int) -> None:
    """One slide, the places to tap, the foot, and the keys."""
    with st.container(key="stage", gap=None):
        with st.container(key=f"at_{place}_{total}", gap=None):
            ways = show_.ways(at.office)
            st.html(slide(topic, ways, thai_digits=numerals.thai_digits_wanted()))
        st.button("ก่อนหน้า", key="tap_back", on_click=_step, args=(-1, total))
        st.button("ต่อไป", key="tap_on", on_click=_step, args=(1, total))
        _foot(place, total)
        _keys(total)


def _foot(at: int, total: int) -> None:
    """The way back to the board, and the number between the ways to go on."""
    with st.container(
        key="slide_foot", horizontal=True, wrap=False, vertical_alignment="center", gap="small"
    ):
        with st.container(key="meeting_leave"):
            frame.open_page("กลับหน้าสรุป", "board")
        st.button(
            "‹",
            key="slide_back",
            type="tertiary",
            disabled=at == 1,
            on_click=_step,
            args=(-1, total),
        )
        notes.say(f":gray[{at}/{total}]")
        st.button(
            "›",
            key="slide_on",
            type="tertiary",
            disabled=at == total,
            on_click=_step,
            args=(1, total),
        )


def _keys(total: int) -> None:
    """Buttons that nobody sees, one for each key."""
    for key in ON:
        st.button("ต่อไป", key=f"key_{key}", shortcut=key, on_click=_step, args=(1, total))
    for key in BACK:
        st.button("ก่อนหน้า", key=f"key_{key}", shortcut=key, on_click=_step, args=(-1, total))
    st.button("แรก", key="key_Home", shortcut="Home", on_click=_go, args=(1,))
    st.button("สุดท้าย", key="key_End", shortcut="End", on_click=_go, args=(total,))
    if st.button("กลับ", key="key_Esc", shortcut="Esc"):
        # Without query_params Streamlit refuses to leave a page with switches in its address.
        st.switch_page(menu.path_of(menu.home()), query_params={})


def _step(by: int, total: int) -> None:
    """From the slide asked for last, which the browser may not show yet. Presses within the moment
    in which a slide is first worked out count once."""
    _go(min(max(st.session_state.get(SHOWN, 1) + by, 1), total))


def _go(slide: int) -> None:
    st.session_state[SHOWN] = slide
    st.query_params[SLIDE] = str(slide)
