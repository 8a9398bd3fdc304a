"""The panel แนวโน้มตามครั้งประชุม of the board: small multiples, the pace, the table behind."""

from collections.abc import Sequence

from esa.screen import columns, frame, numerals, show
from esa.telling.moments import Moment
from esa.telling.standpoint import Standpoint
from esa.telling.texts import listed
from esa.telling.topic import Entry, Topic, quiet, strong
from esa.telling.words import short_title
from pages.board import trend_words

MOST_FORECASTS = 6


def panel(at: Standpoint, moments: Sequence[Moment]) -> None:
    """moments: oldest first, the state shown last."""
    finding = trend_words.finding(moments, at.reading)
    label = show.markdown(f"{strong('แนวโน้มตามครั้งประชุม')} {finding}")
    with frame.fold(label, "trend") as is_open:
        if is_open:
            _drawn(at, moments, finding)


def _drawn(at: Standpoint, moments: Sequence[Moment], finding: str) -> None:
    if len(moments) < 2:
        return
    # Altair takes a while to load: the opening page doesn't wait for what only this fold needs.
    from esa.screen import charts, drawings
    from pages.board import trend_charts

    reading = at.reading
    titles = {level.indicator: short_title(level.title) for level in at.standards.levels}
    chart = drawings.drawn(trend_charts.chart, moments, titles, reading, numerals.digits)
    charts.chart(chart, numerals.digits(finding), key="trend_chart")
    rest = trend_words.without_level(moments, reading)
    if rest:
        show.say(quiet(f"ไม่มีระดับในทุกครั้งที่แสดง: {listed(rest, most=12)}"))
    said = trend_words.forecasts(moments, reading)
    if said:
        entries = tuple(Entry("", text) for text in said)
        show.section(
            at.judged, Topic("forecast", "หากคืบหน้าในอัตรานี้", "", entries), most=MOST_FORECASTS
        )
    table = trend_words.table(moments, reading)
    columns.behind(table, key="trend", alternative=numerals.digits(finding))
