"""The calendar of projects on the days of the fiscal year, one chart for all widths.

A project is its name and words over its bar, which opens it in the list. Rows in, chart out, no
Streamlit. What both charts of the page share is here too: the months and the line of today.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import altair as alt

from esa import thai
from esa.fiscal_year import first_day, last_day, months
from esa.rules.projects import Project
from esa.screen import marks
from esa.telling.texts import middle, short_date
from pages.projects.words import state

Digits = Callable[[object], str]
PITCH, FIRST, GAP, FOOT = 58, 46, 12, 46  # px: of a row, of the first, after the late ones, below
SHORTEST_BAR = 7  # days; a shorter project is drawn as long, so that it can be seen
LOOKS = {  # fill, outline, dash
    "late": (marks.BROWN, marks.BROWN, []),
    "not_begun": (marks.BROWN_TINT, marks.BROWN, []),
    "not_started": (marks.WHITE, marks.PETROL, []),
    "in_progress": (marks.PETROL_TINT, marks.PETROL, []),
    "postponed": (marks.WHITE, marks.UNKNOWN, []),
    "done": (marks.PETROL, marks.PETROL, []),
    "cancelled": (marks.HAIRLINE, marks.UNKNOWN, []),
    "unknown": (marks.WHITE, marks.UNKNOWN, [3, 2]),
}


class Row(NamedTuple):
    """A project as it is drawn. low, high: days from 1 October; y: px, 0 until it is placed."""

    project: str | None
    name: str
    state: str
    words: str
    low: float
    high: float
    y: float = 0


def rows(projects: Iterable[Project]) -> list[Row]:
    """Dated projects of this year, late ones first, then by their first day."""
    dated = [row for row in projects if row.bar_from is not None and row.bar_to is not None]
    found = [(row.state != "late", -row.days_late, _row(row)) for row in dated]
    found.sort(key=lambda each: (*each[:2], each[2].low))
    return [row for *_, row in found]


def _row(of: Project) -> Row:
    first = date(of.bar_from.year - (of.bar_from.month < 10), 10, 1)
    days = max((of.bar_to - of.bar_from).days + 1, SHORTEST_BAR)
    start = max(min((of.bar_from - first).days, 365 - days), 0)
    name = middle(of.title or of.project, 28)
    return Row(of.project, name, of.state, state(of), float(start), float(start + days))


def chart(
    drawn: Sequence[Row], fiscal_year: int, today: date, digits: Digits = str
) -> alt.LayerChart:
    """Projects × the days of the year. drawn: of rows."""
    placed = _placed(drawn)
    foot = (placed[-1].y if placed else FIRST) + PITCH / 2
    height = foot + FOOT
    y = marks.y_px(height)
    x, low = (marks.x_stretched(0, 365, 0, 2, field) for field in ("x", "low"))
    layers = [
        *_heads(fiscal_year, x, y, digits),
        *_rails(fiscal_year, placed, x, y),
        *_bars(placed, low, y),
        *today_line(fiscal_year, today, bands(placed), foot + 24, x, y, digits),
        *marks.row_names(placed, "late", y, digits, 130),
    ]
    if opened := _opened(placed):
        tip = alt.Tooltip("name:N", title="เปิด")
        layers.append(marks.opening(opened, height, ("project",), tip))
    return marks.finish(alt.layer(*layers), height=height)


def _placed(drawn: Sequence[Row]) -> list[Row]:
    placed, y = [], FIRST + PITCH / 2
    for row in drawn:
        if placed:
            is_apart = (placed[-1].state == "late") != (row.state == "late")
            y += PITCH + GAP * is_apart
        placed.append(row._replace(y=y))
    return placed


def month_starts(fiscal_year: int) -> list[tuple[float, str]]:
    """Day and name of each month."""
    first = first_day(fiscal_year)
    return [
        (float((day - first).days), thai.SHORT_MONTHS[day.month - 1]) for day in months(fiscal_year)
    ]


def bands(placed: Sequence[Row]) -> list[tuple[float, float]]:
    """The places of the bars, from top to foot: lines across stand there and not in the names."""
    return [(row.y, row.y + 24) for row in placed]


def today_line(
    fiscal_year: int,
    today: date,
    parts: Sequence[tuple[float, float]],
    below: float,
    x: alt.X,
    y: alt.Y,
    digits: Digits,
) -> Iterator[alt.Chart]:
    """A line at today in these parts (px), its date below; nothing where today lies outside the
    fiscal year."""
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    if not first <= today <= last:
        return
    at = float((today - first).days)
    lines = [{"x": at, "y": top, "y2": foot} for top, foot in parts]
    rule = alt.Chart(marks.data(lines)).mark_rule(
        color=marks.INK, strokeWidth=1.5, strokeDash=[2, 3]
    )
    yield rule.encode(x=x, y=y, y2="y2:Q")
    label = [{"x": at, "y": below, "label": digits(f"วันนี้ {short_date(today)}")}]
    align = "right" if at > 180 else "left"
    yield marks.text(label, size=marks.SMALL, align=align).encode(x=x, y=y)


def _heads(fiscal_year: int, x: alt.X, y: alt.Y, digits: Digits) -> Iterator[alt.Chart]:
    yield from marks.month_heads(month_starts(fiscal_year), 28, x, y)
    years = [
        {"x": at, "y": 6, "label": digits(year)}
        for at, year in ((0.0, fiscal_year - 1), (92.0, fiscal_year))
    ]
    yield marks.text(years, size=marks.SMALL, colour=marks.SECOND, bold=True).encode(x=x, y=y)


def _rails(fiscal_year: int, placed: Sequence[Row], x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    starts = [at for at, _ in month_starts(fiscal_year)]
    lines = [{"x": at, "y": top, "y2": foot} for top, foot in bands(placed) for at in starts]
    rule = alt.Chart(marks.data(lines)).mark_rule(color=marks.HAIRLINE)
    yield rule.encode(x=x, y=y, y2="y2:Q")


def _bars(placed: Sequence[Row], low: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    for name, (fill, stroke, dash) in LOOKS.items():
        mine = [
            {"y": row.y + 12, "low": row.low, "high": row.high}
            for row in placed
            if row.state == name
        ]
        if mine:
            bar = alt.Chart(marks.data(mine)).mark_bar(
                height=16, fill=fill, stroke=stroke, strokeWidth=1.5, strokeDash=dash
            )
            yield bar.encode(x=low, x2="high:Q", y=y)


def _opened(placed: Sequence[Row]) -> list[dict]:
    """The ground of each project that has a code, which is looked for by it."""
    tops = [FIRST - 4.0, *((one.y + two.y) / 2 for one, two in pairwise(placed))]
    return [
        {"project": row.project, "name": row.name, "top": top, "foot": row.y + PITCH / 2}
        for row, top in zip(placed, tops, strict=False)
        if row.project
    ]
