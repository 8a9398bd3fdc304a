"""Charts of the page โครงการและงบประมาณ: money by expenditure type, and spent over time.

Tables in, charts out, no Streamlit. Amounts beyond their scale are drawn at its edge and written as
they are; commitments stand beside what is spent and are never taken off twice.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import altair as alt
import pandas as pd

from esa.fiscal_year import first_day, last_day
from esa.rules.spending import Money
from esa.screen import marks
from esa.telling import projects_words as said
from pages.projects.charts import Digits, labels, month_heads, today_line

APART = 45  # days between two labels of the line
TOP = 115.0  # percent the line of spending reaches on its scale


def types(by_type: Mapping[str | None, Money], digits: Digits = str) -> alt.LayerChart:
    """Each expenditure type: a frame of what it got, filled with what is spent and committed.

    The tick is the target (or the even pace, as the words say).
    """
    pitch = 118 if any(money.committed for money in by_type.values()) else 92
    height = pitch * max(len(by_type), 1)
    y = marks.y_px(height)
    top = max([float(money.allocated) for money in by_type.values()] + [1.0])
    bars, ticks, texts = [], [], {"name": [], "share": [], "spent": [], "left": [], "more": []}
    for place, (kind, money) in enumerate(by_type.items()):
        line = place * pitch + 14.0
        got, spent, bound = map(float, (money.allocated, money.spent, money.committed))
        at = line + 26
        full = min(max(spent, 0.0), top)
        bars.append((at, 0.0, full, marks.PETROL, marks.PETROL))
        if bound > 0:
            end = min(full + bound, top)
            bars.append((at, full, end, marks.PETROL_TINT, marks.PETROL_MID))
        bars.append((at, 0.0, max(got, 0.0), "transparent", marks.SECOND))
        if money.target_percent is not None:
            ticks.append((at, min(max(got * float(money.target_percent) / 100, 0.0), top)))
        texts["name"].append((line, digits(said.type_word(kind))))
        share = f"{money.percent_spent} %" if money.percent_spent is not None else "–"
        texts["share"].append((line, digits(share)))
        texts["spent"].append((line + 52, digits(f"เบิกจ่าย {said.baht(money.spent)}")))
        texts["left"].append((line + 52, digits(f"เหลือ {said.baht(money.left)}")))
        if money.committed:
            bound_text = f"ผูกพัน {said.baht(money.committed)}"
            rest = f"หักผูกพันแล้วเหลือ {said.baht(money.left_uncommitted)}"
            texts["more"].append((line + 76, digits(f"{bound_text} · {rest}")))
    x = marks.x_stretched(0, top, 0, 1, "low")
    drawn = pd.DataFrame(bars, columns=["y", "low", "high", "fill", "stroke"])
    bar = alt.Chart(drawn).mark_bar(height=18, strokeWidth=1.2)
    layers: list[alt.Chart] = [
        bar.encode(
            x=x, x2="high:Q", y=y, fill=marks.hex_fill("fill"), stroke=marks.hex_stroke("stroke")
        )
    ]
    if ticks:
        table = pd.DataFrame(ticks, columns=["y", "low"])
        tick = alt.Chart(table).mark_tick(orient="vertical", size=30, thickness=3, color=marks.INK)
        layers.append(tick.encode(x=x, y=y))
    left, right = alt.value(0), alt.value("width")
    layers += labels(texts["name"], left, y)
    layers += labels(texts["share"], right, y, bold=True, align="right")
    layers += labels(texts["spent"], left, y, size=marks.SMALL, colour=marks.SECOND)
    layers += labels(texts["left"], right, y, size=marks.SMALL, colour=marks.SECOND, align="right")
    layers += labels(texts["more"], left, y, size=marks.SMALL, colour=marks.SECOND)
    return marks.finish(alt.layer(*layers), height=height)


def over_time(
    days: Mapping[date, Money], fiscal_year: int, today: date, digits: Digits = str
) -> alt.LayerChart:
    """Percent spent at each date that was reported, against the target at that date.

    Target: solid where filled in, dashed for the even pace.
    """
    height, foot = 284.0, 210.0
    y = marks.y_px(height)
    first, whole = first_day(fiscal_year), (last_day(fiscal_year) - first_day(fiscal_year)).days
    x = marks.x_stretched(0, whole, 8, 34)

    def level(percent: object) -> float:
        return foot - (foot - 14) * min(max(float(percent), 0.0), TOP) / TOP

    points = [
        ((day - first).days, money.percent_spent, money.target_percent, money.target_from)
        for day, money in days.items()
        if money.percent_spent is not None
    ]
    layers = [*_grid(level, x, y, digits), *month_heads(fiscal_year, foot + 22, x, y)]
    # its date stands below the names of the months
    layers += today_line(fiscal_year, today, 0, foot, x, y, digits, below=54)
    targets = [(float(at), level(goal)) for at, _, goal, _ in points if goal is not None]
    stated = all(source == "stated" for *_, source in points)
    if targets:
        table = pd.DataFrame(targets, columns=["x", "y"])
        dash = [] if stated else [5, 4]
        line = alt.Chart(table).mark_line(color=marks.SECOND, strokeWidth=1.8, strokeDash=dash)
        dot = marks.shape(
            table, marks.DIAMOND, 60, fill=marks.WHITE, stroke=marks.SECOND, strokeWidth=1.5
        )
        layers += [part.encode(x=x, y=y) for part in (line, dot)]
    if points:
        table = pd.DataFrame([(float(p[0]), level(p[1])) for p in points], columns=["x", "y"])
        line = alt.Chart(table).mark_line(color=marks.PETROL, strokeWidth=3)
        dot = marks.shape(table, marks.CIRCLE, 90, fill=marks.PETROL)
        layers += [part.encode(x=x, y=y) for part in (line, dot)]
        layers += _line_labels(points, level, x, y, digits)
    return marks.finish(alt.layer(*layers), height=height)


def _line_labels(
    points: Sequence[tuple], level: Callable[[object], float], x: alt.X, y: alt.Y, digits: Digits
) -> list[alt.Chart]:
    """Percents beside the dots, on the side away from the target; the last one always."""
    kept: list[tuple] = []
    for point in reversed(points):
        if not kept or kept[-1][0] - point[0] >= APART:
            kept.append(point)
    actual: dict[str, list[tuple]] = {"right": [], "center": []}
    for number, (at, percent, target, _) in enumerate(kept):
        above = target is None or percent >= target
        align = "right" if number == 0 and at > 300 else "center"
        actual[align].append((float(at), level(percent) + (-20 if above else 22), f"{percent} %"))
    layers = []
    for align, rows in actual.items():
        shown = [(at, y_, digits(label)) for at, y_, label in rows]
        for part in labels(shown, x, y, bold=True, align=align):
            layers.append(marks.with_halo(part))
    return layers


def _grid(level: Callable[[object], float], x: alt.X, y: alt.Y, digits: Digits) -> list[alt.Chart]:
    rows = [(level(percent), digits(f"{percent} %")) for percent in (0, 50, 100)]
    table = pd.DataFrame([(row[0],) for row in rows], columns=["y"])
    rule = alt.Chart(table).mark_rule(color=marks.HAIRLINE).encode(y=y)
    return [
        rule,
        *labels([(y_ - 10, label) for y_, label in rows], alt.value(0), y, size=marks.SMALL,
                colour=marks.SECOND),
    ]  # fmt: skip
