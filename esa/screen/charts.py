"""Charts on a page: Altair takes a while to load, so only pages that draw one know this room."""

from collections.abc import Callable, Mapping
from functools import partial

import altair as alt
import streamlit as st

from esa.screen import drawings, marks


def chart(
    drawing: drawings.Drawing | alt.TopLevelMixin,
    alternative: str,
    key: str | None = None,
    opens: Callable[[Mapping[str, str]], None] | None = None,
) -> None:
    """One chart for all widths; alternative: the finding in words for those who can't see it.

    drawing: from drawings.drawn, which is kept; a chart as such is finished each time. opens: what
    a click on a mark of marks.opening does with its fields; the keyboard doesn't reach marks, so a
    list beside the chart leads to the same.
    """
    done = drawing if isinstance(drawing, drawings.Drawing) else drawings.finished(drawing)
    acting = {}
    if opens:
        times = st.session_state.get(f"{key}_clicked", 0)  # anew each time: nothing stays chosen
        acting = {"selection_mode": marks.OPENS, "on_select": partial(_clicked, key, times, opens)}
        key = f"{key}_{times}"
    st.vega_lite_chart(
        spec=done.spec(), theme=None, width="stretch", key=key, alt=alternative, **acting
    )


def _clicked(key: str, times: int, opens: Callable[[Mapping[str, str]], None]) -> None:
    chosen = st.session_state[f"{key}_{times}"].selection.get(marks.OPENS)
    if chosen:
        st.session_state[f"{key}_clicked"] = times + 1
        opens(chosen[0])
