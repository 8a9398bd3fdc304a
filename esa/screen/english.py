"""The English of a message, behind a fold below the Thai one."""

from html import escape

import streamlit as st

FOLD = (
    '<details class="rest quiet"><summary lang="en">English</summary>'
    '<span lang="en">{}</span></details>'
)


def fold(text: str) -> None:
    """text: plain, escaped here."""
    st.html(FOLD.format(escape(text)))
