"""The chart of the page โครงการและงบประมาณ for KPIs: each against its target in three rounds.

Tables in, charts out, no Streamlit. Colour and shape only repeat the word below the number.
"""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from esa.rules.kpis import Round
from esa.rules.vocabulary import KPI_STATE_WORDS
from esa.screen import marks
from esa.telling import projects_kpi_words as said
from esa.telling.networks_words import middle
from pages.projects.charts import Digits, labels

LOOKS = {  # shape, fill, outline, dash
    "reached": (marks.CIRCLE, marks.PETROL, marks.PETROL, []),
    "not_yet": (marks.CIRCLE, marks.WHITE, marks.PETROL, []),
    "not_reached": (marks.DIAMOND, marks.BROWN, marks.BROWN, []),
    "not_reported": (marks.DIAMOND, marks.WHITE, marks.BROWN, [3, 2]),
    "no_target": (marks.SQUARE, marks.WHITE, marks.UNKNOWN, [3, 2]),
    "no_direction": (marks.SQUARE, marks.WHITE, marks.UNKNOWN, [3, 2]),
    "unusable": (marks.SQUARE, marks.WHITE, marks.BROWN, [3, 2]),
}


def kpis(
    rounds: Sequence[Round], codes: Sequence[str], current: int | None, digits: Digits = str
) -> alt.LayerChart:
    """Indicators × rounds: result, mark and word of each."""
    pitch, first = 58, 34
    height = first + pitch * len(codes)
    x, y = marks.x_stretched(0, 1184, 0, 0), marks.y_px(height)
    columns = {6: 690.0, 9: 865.0, 12: 1040.0}
    heads = [(at, 6.0, digits(f"รอบ {months_} เดือน")) for months_, at in columns.items()]
    layers = _kpi_heads(heads, columns.get(current), x, y)
    layers += labels([(400.0, 6.0, "เป้าหมาย")], x, y, size=marks.SMALL, colour=marks.SECOND)
    names, goals = [], []
    for line, about in _kpi_lines(rounds, codes, first, pitch):
        names.append((0.0, line, digits(middle(about.title or about.kpi, 38))))
        goals.append((400.0, line, digits(middle(said.target_text(about), 30))))
    layers += labels(names, x, y)
    layers += labels(goals, x, y, colour=marks.SECOND)
    layers += _kpi_cells(rounds, codes, columns, first, pitch, x, y, digits, 0)
    return marks.finish(alt.layer(*layers), height=height)


def kpis_phone(
    rounds: Sequence[Round], codes: Sequence[str], current: int | None, digits: Digits = str
) -> alt.LayerChart:
    """The same for a phone: name and target above, the three rounds below."""
    pitch, first = 126, 30
    height = first + pitch * len(codes)
    x, y = marks.x_stretched(0, 354, 8, 0), marks.y_px(height)
    columns = {6: 0.0, 9: 120.0, 12: 240.0}
    heads = [(at, 6.0, digits(f"{months_} เดือน")) for months_, at in columns.items()]
    layers = _kpi_heads(heads, columns.get(current), x, y)
    names, goals = [], []
    for line, about in _kpi_lines(rounds, codes, first, pitch):
        names.append((line - 44, digits(middle(about.title or about.kpi, 34))))
        goals.append((line - 18, digits(middle(f"เป้าหมาย {said.target_text(about)}", 40))))
    layers += labels(names, alt.value(0), y, bold=True)
    layers += labels(goals, alt.value(0), y, size=marks.SMALL, colour=marks.SECOND)
    layers += _kpi_cells(rounds, codes, columns, first, pitch, x, y, digits, 26)
    return marks.finish(alt.layer(*layers), height=height)


def _kpi_heads(heads: list[tuple], now: float | None, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    current = [head for head in heads if head[0] == now]
    rest = [head for head in heads if head[0] != now]
    return [
        *labels(current, x, y, size=marks.SMALL, bold=True),
        *labels(rest, x, y, size=marks.SMALL, colour=marks.SECOND),
    ]


def _kpi_lines(
    rounds: Sequence[Round], codes: Sequence[str], first: float, pitch: float
) -> list[tuple[float, Round]]:
    about = {row.kpi: row for row in rounds}
    return [(first + pitch * (n + 0.5), about[code]) for n, code in enumerate(codes)]


def _kpi_cells(
    rounds: Sequence[Round],
    codes: Sequence[str],
    columns: Mapping[int, float],
    first: float,
    pitch: float,
    x: alt.X,
    y: alt.Y,
    digits: Digits,
    below: float,
) -> list[alt.Chart]:
    lines = {code: first + pitch * (n + 0.5) + below for n, code in enumerate(codes)}
    cells: dict[str, list[tuple]] = {}
    values, words = [], []
    for row in rounds:
        if row.kpi not in lines:
            continue
        at, line = columns[row.round], lines[row.kpi]
        cells.setdefault(row.state, []).append((at, line - 10))
        number = "–" if row.actual is None else said.plain_number(row.actual)
        values.append((at, line - 10, digits(number)))
        words.append((at, line + 14, KPI_STATE_WORDS[row.state]))
    layers = []
    for state, places in cells.items():
        if state in LOOKS:
            path, fill, stroke, dash = LOOKS[state]
            table = pd.DataFrame(places, columns=["x", "y"])
            mark = marks.shape(
                table, path, 150, fill=fill, stroke=stroke, strokeWidth=1.8, strokeDash=dash
            )
            layers.append(mark.encode(x=x, y=y))
    layers += labels(values, x, y, bold=True, dx=16)
    layers += labels(words, x, y, size=marks.SMALL, colour=marks.SECOND, dx=16)
    return layers
