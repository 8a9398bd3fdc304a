"""The panel แนวโน้มตามครั้งประชุม of the board: small multiples, the pace, the table behind."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from esa.screen import columns, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling.moments import Moment
from esa.telling.texts import escape, listed
from pages.board import trend_charts, trend_words

MOST_FORECASTS = 6


def panel(moments: Sequence[Moment], titles: dict[str, str], reading: str) -> None:
    """moments: oldest first, the state shown last. titles: indicator → short name."""
    notes.panel("แนวโน้มตามครั้งประชุม")
    finding = trend_words.finding(moments, reading)
    notes.say(escape(finding))
    if len(moments) < 2:
        return
    frame.two_sizes(
        drawn(trend_charts.wide, moments, titles, reading, numerals.digits),
        drawn(trend_charts.phone, moments, titles, reading, numerals.digits),
        "trend",
        numerals.digits(finding),
    )
    rest = trend_words.without_level(moments, reading)
    if rest:
        with frame.quiet("trend_rest"):
            notes.say(f"ไม่มีระดับในทุกครั้งที่แสดง: {escape(listed(rest, most=12))}")
    _forecasts(moments, reading)
    with st.expander("ตารางแนวโน้มทุกครั้ง", key="trend_table"):
        table = pd.DataFrame(trend_words.table(moments, reading)).convert_dtypes()
        columns.frame(table, key="trend", alternative=numerals.digits(finding))


def _forecasts(moments: Sequence[Moment], reading: str) -> None:
    said = trend_words.forecasts(moments, reading)
    if not said:
        return
    notes.panel("ตามจังหวะนี้", small=True)
    with frame.rows("forecast"):
        for number, text in enumerate(said[:MOST_FORECASTS]):
            with frame.row(f"forecast_{number}"):
                notes.say(escape(text))
    if len(said) > MOST_FORECASTS:
        notes.say(f":gray[และอีก {len(said) - MOST_FORECASTS} ตัวบ่งชี้]")
