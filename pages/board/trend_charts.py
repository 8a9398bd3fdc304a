"""Small multiples over meetings on one grid: levels, clear evidence, colours of schools.

One chart for all widths. A column is a meeting, so that all of them are read down the same line. A
level that moved is solid with its arrow, one that stayed is a ring; what isn't known is a dash,
never a zero.
"""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from esa.rules.vocabulary import CLEAR_WORDS
from esa.screen import marks
from esa.telling.moments import Moment
from esa.telling.texts import cut
from pages.board import trend_words

MOST_COLUMNS = 7  # that fit on a phone; all states are in the table
LEFT, RIGHT = 0.06, 0.93  # shares of the width where the first and the last column stand
MOST_ROWS = 20  # indicators drawn; all of them are in the table
PITCH, TOP, GAP, BARS = 42, 26, 22, 58
NAME_LETTERS = 40
UP, DOWN = "▲", "▼"


def chart(
    moments: Sequence[Moment], titles: dict, reading: str, digits: Callable[[str], str]
) -> alt.LayerChart:
    """One for all widths: each name above its row, columns in shares of the width. titles:
    indicator → its short name."""
    moments = moments[-MOST_COLUMNS:]
    grid = _Grid(len(moments))
    for n, label in enumerate(_labels(moments)):
        grid.text(n, 6.0, digits(label))
    _levels(grid, moments, titles, reading, digits)
    _clear(grid, moments, reading, digits)
    _colours(grid, moments, digits)
    return _drawn(grid)


def _labels(moments: Sequence[Moment]) -> list[str]:
    """Numbers without their year; it is said where the meetings are of several years."""
    years = {moment.meeting.partition("/")[2] for moment in moments if moment.meeting}
    short = [trend_words.label(moment).partition("/") for moment in moments]
    return [
        f"{number}/{year[-2:]}" if year and len(years) > 1 else number for number, _, year in short
    ]


class _Grid:
    """What is drawn, gathered row by row."""

    def __init__(self, columns: int) -> None:
        step = (RIGHT - LEFT) / max(columns - 1, 1)
        self.x = [LEFT + step * n for n in range(columns)]
        self.y = float(TOP)
        self.names: list[dict] = []
        self.texts: list[dict] = []
        self.rings: list[dict] = []
        self.solids: list[dict] = []
        self.bars: list[dict] = []
        self.shapes: list[dict] = []
        self.lines: list[dict] = []

    def name(self, label: str, tall: float = PITCH, hue: str = marks.INK) -> float:
        """Write a name and make room for its row; the middle of that row."""
        self.names.append({"x": 0.0, "y": self.y + 14, "label": label, "hex": hue})
        self.y += 28
        middle = self.y + tall / 2
        self.y += tall
        return middle

    def text(self, n: int, y: float, label: str, hue: str = marks.SECOND) -> None:
        self.texts.append({"x": self.x[n], "y": y, "label": label, "hex": hue})


def _levels(
    grid: _Grid, moments: Sequence[Moment], titles: dict, reading: str, digits: Callable
) -> None:
    for code in trend_words.with_levels(moments, reading)[:MOST_ROWS]:
        y = grid.name(digits(f"{code} {cut(titles.get(code, ''), NAME_LETTERS)}"))
        before = None
        for n, m in enumerate(moments):
            level = m.levels[reading].get(code)
            if level is None:
                grid.text(n, y, "–")
            else:
                moved = before is not None and before != level
                place = {"x": grid.x[n], "y": y, "label": digits(str(level))}
                (grid.solids if moved else grid.rings).append(place)
                if before is not None:
                    grid.lines.append({"x": grid.x[n - 1], "x2": grid.x[n], "y": y})
                if moved:
                    way, hue = (UP, marks.PETROL) if level > before else (DOWN, marks.BROWN)
                    at = (grid.x[n - 1] + grid.x[n]) / 2
                    grid.texts.append({"x": at, "y": y - 11, "label": way, "hex": hue})
            before = level
    grid.y += GAP


def _clear(grid: _Grid, moments: Sequence[Moment], reading: str, digits: Callable) -> None:
    most = max((m.points for m in moments), default=0)
    if not most:
        return
    grid.name(digits(f"{CLEAR_WORDS[reading]} (จาก {moments[-1].points} ประเด็น)"), BARS + 26)
    foot = grid.y
    for n, m in enumerate(moments):
        if m.unread:
            grid.text(n, foot - 14, "–")
            continue
        tall = max(BARS * m.clear[reading] / most, 1)
        grid.bars.append({"x": grid.x[n], "y": foot - tall, "y2": foot})
        grid.text(n, foot - tall - 14, digits(str(m.clear[reading])), marks.INK)
    grid.y += GAP


def _colours(grid: _Grid, moments: Sequence[Moment], digits: Callable) -> None:
    if not moments or not moments[-1].colours:
        return
    test = moments[-1].test
    for colour in moments[-1].colours:
        counts = [m.colours.get(colour) if m.test == test else None for m in moments]
        if counts == [None] * len(counts):
            continue
        name = cut(trend_words.colour_word(colour), NAME_LETTERS)
        y = grid.name(digits(f"{name} (โรงเรียน)"), 34)
        _counts(grid, y, moments[-1].looks.get(colour, colour), counts, digits)
    grid.names.append({"x": 0.0, "y": grid.y + 14, "label": digits(test), "hex": marks.SECOND})
    grid.y += 30


def _counts(
    grid: _Grid, y: float, look: str, counts: Sequence[int | None], digits: Callable
) -> None:
    """One mark for as long as a count stays as it is, where that ends, with a line up to it."""
    fill, line, _ = marks.QUALITY[look]
    for n, count in enumerate(counts):
        if count is None:
            grid.text(n, y, "–")
            continue
        if n and counts[n - 1] is not None:
            grid.lines.append({"x": grid.x[n - 1], "x2": grid.x[n], "y": y})
        if n == len(counts) - 1 or counts[n + 1] != count:
            mark = {"shape": marks.QUALITY_SHAPES[look], "fill": fill, "line": line}
            grid.shapes.append({"x": grid.x[n], "y": y, "label": digits(str(count)), **mark})


def _table(rows: list[dict], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*("x", "y"), *columns])


def _drawn(grid: _Grid) -> alt.LayerChart:
    x, y = marks.x_stretched(0, 1, 0, 0), marks.y_px(grid.y)
    lines = alt.Chart(_table(grid.lines, "x2")).mark_rule(color=marks.RAIL, strokeWidth=1.5)
    bars = alt.Chart(_table(grid.bars, "y2")).mark_rule(color=marks.PETROL_MID, strokeWidth=22)
    rings, solids = _table(grid.rings, "label"), _table(grid.solids, "label")
    ring = {"fill": marks.WHITE, "stroke": marks.PETROL, "strokeWidth": 2}
    layers = [
        lines.encode(x=x, x2="x2:Q", y=y),
        bars.encode(x=x, y=y, y2="y2:Q"),
        marks.shape(rings, marks.CIRCLE, 700, **ring).encode(x=x, y=y),
        marks.text(rings, align="center").encode(x=x, y=y),
        marks.shape(solids, marks.CIRCLE, 800, fill=marks.PETROL).encode(x=x, y=y),
        marks.text(solids, colour=marks.WHITE, bold=True, align="center").encode(x=x, y=y),
    ]
    counts = _table(grid.shapes, "label", "shape", "fill", "line")
    for colour in marks.QUALITY:
        own = counts[counts["shape"] == marks.QUALITY_SHAPES[colour]]
        if len(own):
            fill, line, ink = marks.QUALITY[colour]
            drawn = marks.shape(own, marks.QUALITY_SHAPES[colour], 850, fill=fill, stroke=line)
            layers.append(drawn.encode(x=x, y=y))
            layers.append(marks.text(own, colour=ink, align="center").encode(x=x, y=y))
    whole = {"limit": {"expr": "width"}}  # beyond it a name would make the columns narrow
    for rows, look in ((grid.names, {"align": "left", **whole}), (grid.texts, {"align": "center"})):
        drawn = marks.text(_table(rows, "label", "hex"), **look).encode(x=x, y=y)
        layers.append(drawn.encode(color=marks.hex_colour("hex")))
    return marks.finish(alt.layer(*layers), height=grid.y)
