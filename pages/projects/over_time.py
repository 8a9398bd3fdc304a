"""The percent spent at each date that was reported, against the target at that date."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import altair as alt

from esa.fiscal_year import first_day, last_day
from esa.rules.spending import Money
from esa.screen import marks
from pages.projects.calendar import Digits, month_starts, today_line

APART = 45  # days between two labels of the line
TOP = 115.0  # percent the line of spending reaches on its scale
HEIGHT, FOOT = 284.0, 210.0  # px
Level = Callable[[Decimal], float]


class Point(NamedTuple):
    """at: days from 1 October; percents 0-100."""

    at: float
    spent: Decimal
    target: Decimal | None
    target_from: str


def chart(
    days: Mapping[date, Money], fiscal_year: int, today: date, digits: Digits = str
) -> alt.LayerChart:
    """Target: solid where filled in, dashed for the even pace."""
    first, whole = first_day(fiscal_year), (last_day(fiscal_year) - first_day(fiscal_year)).days
    x, y = marks.x_stretched(0, whole, 8, 34), marks.y_px(HEIGHT)
    points = [
        Point(float((day - first).days), of.percent_spent, of.target_percent, of.target_from)
        for day, of in days.items()
        if of.percent_spent is not None
    ]
    layers = [*_grid(y, digits), *marks.month_heads(month_starts(fiscal_year), FOOT + 22, x, y)]
    # its date stands below the names of the months
    layers += today_line(fiscal_year, today, [(0, FOOT)], FOOT + 54, x, y, digits)
    if targets := [_at(point.at, point.target) for point in points if point.target is not None]:
        dash = [] if all(point.target_from == "stated" for point in points) else [5, 4]
        line = {"color": marks.SECOND, "strokeWidth": 1.8, "strokeDash": dash}
        dot = {"fill": marks.WHITE, "stroke": marks.SECOND, "strokeWidth": 1.5}
        layers += _line(targets, line, marks.shape(targets, marks.DIAMOND, 60, **dot), x, y)
    if spent := [_at(point.at, point.spent) for point in points]:
        line = {"color": marks.PETROL, "strokeWidth": 3}
        dots = marks.shape(spent, marks.CIRCLE, 90, fill=marks.PETROL)
        layers += [*_line(spent, line, dots, x, y), *_labels(points, x, y, digits)]
    return marks.finish(alt.layer(*layers), height=HEIGHT)


def _at(at: float, percent: Decimal) -> dict:
    return {"x": at, "y": level(percent)}


def level(percent: Decimal | float) -> float:
    """Px from the top; what lies beyond the scale is drawn at its edge."""
    return FOOT - (FOOT - 14) * min(max(float(percent), 0.0), TOP) / TOP


def _line(
    table: list[dict], look: Mapping, dots: alt.Chart, x: alt.X, y: alt.Y
) -> Iterator[alt.Chart]:
    yield alt.Chart(marks.data(table)).mark_line(**look).encode(x=x, y=y)
    yield dots.encode(x=x, y=y)


def _labels(
    points: Sequence[Point], x: alt.X, y: alt.Y, digits: Digits
) -> Iterator[alt.LayerChart]:
    """Percents beside the dots, on the side away from the target; the last one always."""
    kept: list[Point] = []
    for point in reversed(points):
        if not kept or kept[-1].at - point.at >= APART:
            kept.append(point)
    sides: dict[str, list[dict]] = {"right": [], "center": []}
    for number, point in enumerate(kept):
        above = point.target is None or point.spent >= point.target
        align = "right" if number == 0 and point.at > 300 else "center"
        place = level(point.spent) + (-20 if above else 22)
        sides[align].append({"x": point.at, "y": place, "label": digits(f"{point.spent} %")})
    for align, table in sides.items():
        if table:
            yield marks.with_halo(marks.text(table, bold=True, align=align).encode(x=x, y=y))


def _grid(y: alt.Y, digits: Digits) -> Iterator[alt.Chart]:
    heights = [(level(percent), digits(f"{percent} %")) for percent in (0, 50, 100)]
    lines = [{"y": height} for height, _ in heights]
    yield alt.Chart(marks.data(lines)).mark_rule(color=marks.HAIRLINE).encode(y=y)
    texts = [{"y": height - 10, "label": label} for height, label in heights]
    label = marks.text(texts, size=marks.SMALL, colour=marks.SECOND)
    yield label.encode(x=alt.value(0), y=y)
