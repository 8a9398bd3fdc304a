"""The stage of slides: one slide as large as the window, and the ways to go on.

A slide is laid out for 1280 × 720 and enlarged as a whole by the stylesheet, so that what fits once
fits on every projector. Keys, clickers and taps are Streamlit's own buttons with their shortcuts:
no script is put into the page, which the server's policy wouldn't allow either.
"""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from esa.documents.html import Ways
from esa.documents.slide import STYLE, slide
from esa.screen import frame, menu, notes, numerals
from esa.telling.topic import Topic

SLIDE = "slide"  # in the address: number of the slide, from 1
SHOWN = "slide_shown"  # the same in the session: right also for keys pressed before the page is
ON = ("Right", "PageDown", "Space", "Down")  # clickers send PageDown and PageUp
KEYS = "กด → หรือแตะเพื่อไปต่อ · F11 เต็มจอ · Esc กลับ"
BACK = ("Left", "PageUp", "Up", "Backspace")


class Leaving(NamedTuple):
    """Where the way back leads: what the link says, a page and its filters."""

    label: str
    page: str
    filters: Mapping[str, str] = {}


def is_asked() -> bool:
    """Whether the address names a slide, on a page that has slides beside."""
    return bool(st.query_params.get_all(SLIDE))  # taken out by an empty list, the name stays


def number(total: int) -> int:
    """The slide that the address names; the first where it names none, the last beyond the end."""
    written = st.query_params.get(SLIDE, "")
    at = min(max(int(written), 1), total) if written.isdecimal() and len(written) < 5 else 1
    st.session_state[SHOWN] = at
    return at


def show(ways: Ways, topic: Topic, place: int, total: int, leaving: Leaving) -> None:
    """One slide, the places to tap, the foot, and the keys."""
    st.html(STYLE)
    with st.container(key="stage", gap=None):
        with st.container(key=f"at_{place}_{total}", gap=None):
            st.html(slide(topic, ways, thai_digits=numerals.thai_digits_wanted()))
        st.button("ก่อนหน้า", key="tap_back", on_click=_step, args=(-1, total))
        st.button("ต่อไป", key="tap_on", on_click=_step, args=(1, total))
        _foot(place, total, leaving)
        _keys(total, leaving)


def _foot(at: int, total: int, leaving: Leaving) -> None:
    """The way back, and the number between the ways to go on."""
    with st.container(
        key="slide_foot", horizontal=True, wrap=False, vertical_alignment="center", gap="small"
    ):
        with st.container(key="meeting_leave"):
            frame.open_page(leaving.label, leaving.page, **leaving.filters)
        if at == 1:
            with st.container(key="keys_told", width="content"):  # only where there are keys
                notes.say(f":gray[{KEYS}]")
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


def _keys(total: int, leaving: Leaving) -> None:
    """Buttons that nobody sees, one for each key."""
    for key in ON:
        st.button("ต่อไป", key=f"key_{key}", shortcut=key, on_click=_step, args=(1, total))
    for key in BACK:
        st.button("ก่อนหน้า", key=f"key_{key}", shortcut=key, on_click=_step, args=(-1, total))
    st.button("แรก", key="key_Home", shortcut="Home", on_click=_go, args=(1,))
    st.button("สุดท้าย", key="key_End", shortcut="End", on_click=_go, args=(total,))
    if leaving.page == st.session_state.get(frame.HERE):
        st.button(
            "กลับ", key="key_Esc", shortcut="Esc", on_click=frame.choose, args=(leaving.filters,)
        )
    elif st.button("กลับ", key="key_Esc", shortcut="Esc"):
        # Without query_params Streamlit refuses to leave a page with switches in its address.
        st.switch_page(menu.path_of(leaving.page), query_params=leaving.filters)


def _step(by: int, total: int) -> None:
    """From the slide asked for last, which the browser may not show yet. Presses within the moment
    in which a slide is first worked out count once."""
    _go(min(max(st.session_state.get(SHOWN, 1) + by, 1), total))


def _go(slide: int) -> None:
    st.session_state[SHOWN] = slide
    st.query_params[SLIDE] = str(slide)
