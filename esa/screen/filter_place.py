"""The place of a page's filters: a line of boxes on wide screens, one line of words on a phone.

On a phone the boxes would stand before what the page shows. There the line says in words what is
chosen, and a tap opens the boxes; which of both is seen is up to the stylesheet, so that the same
widgets in the same place serve every width and a copied address works everywhere.
"""

from contextvars import ContextVar
from types import TracebackType

import streamlit as st

from esa.telling.line_breaks import unbroken
from esa.telling.texts import NBSP, escape, shorten

FEWEST = 2  # boxes that are folded; one alone stands open
LONGEST = 40  # letters of one choice in the line
EVERYTHING = "ทั้งหมด"
# Opened and closed by the browser alone; the text never changes, so that it stays as it was left.
FOLD = '<details class="fold"><summary>ตัวกรอง</summary></details>'

# What was chosen inside the place that is being filled, None outside of one. Each run of a script
# is a thread with a context of its own.
_told: ContextVar[list[str] | None] = ContextVar("told", default=None)
_below: ContextVar[st.delta_generator.DeltaGenerator | None] = ContextVar("below", default=None)


def tell(choice: str) -> None:
    """Say a choice in the line of words; "" for one that leaves nothing out. Outside: nothing."""
    told = _told.get()
    if told is not None:
        told.append(choice)


def miss(text: str) -> None:
    """Say under the finding that an address asks for what there isn't. Plain text."""
    (_below.get() or st).markdown(f":orange[{escape(text, 200)}]")


def said(choices: list[str]) -> str:
    """The choices in one line of plain text; those that leave nothing out aren't said."""
    return f"{NBSP}· ".join(shorten(choice, LONGEST) for choice in choices if choice) or EVERYTHING


class FilterPlace:
    """`with place:` puts filters into it; may be entered more than once in a run."""

    def __init__(self) -> None:
        _below.set(st.container(key="filters_missed"))
        self._boxes = st.container(
            key="filters", horizontal=True, gap="medium", vertical_alignment="bottom"
        )
        self._choices: list[str] = []
        self._fold: st.delta_generator.DeltaGenerator | None = None
        self._words: st.delta_generator.DeltaGenerator | None = None

    def __enter__(self) -> "FilterPlace":
        self._boxes.__enter__()
        if self._fold is None:  # not before: a page without filters has an empty place
            self._fold = st.container(key="filters_fold", horizontal=True, gap="small")
        self._outside = _told.set(self._choices)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _told.reset(self._outside)
        self._boxes.__exit__(kind, error, trace)
        if kind is None and len(self._choices) >= FEWEST:
            self._write()

    def _write(self) -> None:
        if self._words is None:
            self._fold.html(FOLD, width="content")
            self._words = self._fold.empty()
        self._words.markdown(unbroken(escape(said(self._choices))))
