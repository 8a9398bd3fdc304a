"""Long lists a page at a time; the page is in the address."""

import streamlit as st

from esa.screen import show
from esa.telling.texts import number
from esa.telling.topic import quiet


def page_of(pages: int, scope: str, key: str = "page") -> int:
    """The page that the address names, within 1..pages; the first where it names none.

    scope: what is being paged, in a word; where a visitor changes that, paging starts anew.
    """
    if st.session_state.get(f"{key}_scope", scope) != scope:
        st.query_params.pop(key, None)
    st.session_state[f"{key}_scope"] = scope
    asked = st.query_params.get(key, "1")
    return min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1


def pager(page: int, pages: int, entries: int, unit: str, key: str = "page") -> None:
    """Buttons to the page before and after, with where one is; nothing where one page is all."""
    if pages <= 1:
        return

    def go(to: int) -> None:
        st.query_params[key] = str(to)

    with st.container(
        key=f"pager_{key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.button("ก่อนหน้า", key=f"{key}_back", disabled=page == 1, on_click=go, args=(page - 1,))
        where = quiet(f"({number(entries)} {unit})")
        show.say(f"หน้า {number(page)} จาก {number(pages)} {where}")
        st.button("ถัดไป", key=f"{key}_next", disabled=page == pages, on_click=go, args=(page + 1,))
