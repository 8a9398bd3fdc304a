"""Charts of the page of school colours: slope and movement over years.

One drawing for all widths: across, places are shares of the width. Texts come in ready; show: gives
text the digits that the visitor chose. Imports no Streamlit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import altair as alt

from esa.rules.bands import Band
from esa.rules.colours import Pooled
from esa.rules.open_schools import Move
from esa.screen import marks
from esa.telling.schools_words import stand
from pages.schools import words as said

Show = Callable[[object], str]

TALL = 260  # px for 0–100 percent
HEAD = 26  # px for the figure above the highest mark
MARK = 1150  # size of a mark
ARROW = {"better": marks.PETROL, "worse": marks.BROWN, "same": marks.RAIL}


def _look(colour: str) -> dict[str, object]:
    """Shape and colours of a mark, and of the text on it."""
    if colour in marks.QUALITY:
        fill, line, ink = marks.QUALITY[colour]
        return {"path": marks.QUALITY_SHAPES[colour], "fill": fill, "line": line, "ink": ink}
    path = marks.HATCH if colour == "not_tested" else marks.SQUARE
    return {"path": path, "fill": marks.WHITE, "line": marks.UNKNOWN, "ink": marks.SECOND}


def _shapes(rows: list[dict], size: float, **more: object) -> alt.Chart:
    """A mark for each row in the look of its colour. rows: with path, fill and line."""
    return (
        alt.Chart(marks.data(rows))
        .mark_point(size=size, filled=True, opacity=1, strokeWidth=1, **more)
        .encode(
            shape=alt.Shape("path:N", scale=None, legend=None),
            fill=marks.hex_fill("fill"),
            stroke=marks.hex_stroke("line"),
        )
    )


def _numbers(rows: list[dict]) -> alt.Chart:
    """The text on each mark. rows: with number and ink."""
    text = marks.text(rows, "number", size=17, bold=500, align="center")
    return text.encode(color=marks.hex_colour("ink"))


def _opening(chart: alt.Chart, field: str) -> alt.Chart:
    """What a click on a mark hands on."""
    return chart.encode(detail=f"{field}:N").add_params(
        alt.selection_point(name=marks.OPENS, fields=[field])
    )


def slope(years: Sequence[Pooled], bands: Sequence[Band], of: str, show: Show = str) -> alt.Chart:
    """One school over the years: percent not passing, worst on top, with the bands' limits.

    bands: those of the chosen year, for the dotted limits; each mark has the colour that its own
    year gave it. A year without a percent stands below. A mark opens its year.
    """
    below = 0 if all(year.percent is not None for year in years) else 40
    rows = [_year(place, year, show) for place, year in enumerate(years)]
    known = [row for row, year in zip(rows, years, strict=True) if year.percent is not None]
    height = HEAD + TALL + 46 + below
    x = marks.x_shared(0, max(len(rows) - 1, 1), 0.28, 0.9)
    y = marks.y_px(height)
    line = alt.Chart(marks.data(known)).mark_line(color=marks.INK, strokeWidth=2)
    tips = [
        alt.Tooltip("year:N", title="ปีการศึกษา"),
        alt.Tooltip("said:N", title=said.what_of(years, of)),
    ]
    points = _opening(_shapes(rows, 900, cursor="pointer"), "opened")
    axis = [{"x": row["x"], "label": row["year"], "y": HEAD + TALL + 26 + below} for row in rows]
    above = marks.text(rows, align="center", dy=-27).encode(x=x, y=y)
    under = marks.text(axis, colour=marks.SECOND, align="center").encode(x=x, y=y)
    layers = [*_limits(bands, y), line.encode(x=x, y=y), points.encode(x=x, y=y, tooltip=tips)]
    layers += [_numbers(rows).encode(x=x, y=y, tooltip=tips), marks.with_halo(above, 5), under]
    return marks.finish(alt.layer(*layers), height=height)


def _year(place: int, year: Pooled, show: Show) -> dict:
    missing = year.percent is None
    return _look(year.look) | {
        "x": place,
        "y": HEAD + TALL + 26 if missing else HEAD + (100 - year.percent) * TALL / 100,
        "number": show(said.in_mark(year)),
        "label": show(said.percent(year.hundredths)) or stand(year.stand),
        "year": show(year.academic_year),
        "opened": str(year.academic_year),
        "said": show(said.sum_of(year)),
    }


def _limits(bands: Sequence[Band], y: alt.Y) -> list[alt.Chart]:
    def height(percent: object) -> float:
        return HEAD + (100 - float(percent)) * TALL / 100

    inside = [{"y": height(band.from_percent)} for band in bands if band.from_percent > 0]
    middle = [
        {"y": height((band.from_percent + band.to_percent) / 2), "label": stand(band.colour)}
        for band in bands
    ]
    rule = alt.Chart(marks.data(inside)).mark_rule(stroke=marks.RAIL, strokeDash=[3, 3])
    words = marks.text(middle, colour=marks.SECOND)
    return [rule.encode(y=y), words.encode(x=alt.value(0), y=y)]


def movement(
    moves: Sequence[Move],
    bands: Sequence[Band],
    from_year: int,
    to_year: int,
    show: Show = str,
    shapes: Mapping[str, str] = MappingProxyType({}),
) -> alt.LayerChart:
    """Schools of each colour in two years and how many went where: the thicker, the more.

    Schools that can't be compared are not drawn. shapes: of colours with names of the office's own.
    """
    known = [move for move in moves if move.direction != "unknown"]
    before, after = ([move[side] for move in known] for side in (1, 2))
    order = list(dict.fromkeys([*(band.colour for band in reversed(bands)), *after, *before]))
    at = {colour: 52 + 42 * i for i, colour in enumerate(order)}
    height = 52 + 42 * max(len(order) - 1, 0) + 24
    x, y = marks.x_shared(0, 1, 0.3, 0.7), marks.y_px(height)
    layers = _flows(known, at, x, y)
    sides = ((0, before, from_year), (1, after, to_year))
    ends = [
        _look(shapes.get(colour, colour))
        | {"x": place, "y": at[colour], "number": show(there.count(colour))}
        for colour in order
        for place, there, _ in sides
    ]
    layers += [_shapes(ends, MARK).encode(x=x, y=y), _numbers(ends).encode(x=x, y=y)]
    names = [{"y": at[colour], "label": stand(colour)} for colour in order]
    for column, align in ((0, "left"), ("width", "right")):
        layers.append(marks.text(names, align=align).encode(x=alt.value(column), y=y))
    heads = [{"x": place, "y": 12, "label": show(year)} for place, _, year in sides]
    head = marks.text(heads, colour=marks.SECOND, align="center").encode(x=x, y=y)
    return marks.finish(alt.layer(*layers, head), height=height)


def _flows(moves: Iterable[Move], at: Mapping[str, float], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A line for each way that schools went, what is better on top."""
    flows = Counter((move.direction, move.from_colour, move.to_colour) for move in moves)
    most = max(flows.values(), default=1)
    layers = []
    for direction in ("same", "worse", "better"):
        lines = [
            {"x": 0, "x2": 1, "y": at[old], "y2": at[new], "width": 1 + 13 * schools / most}
            for (way, old, new), schools in sorted(flows.items())
            if way == direction
        ]
        rule = alt.Chart(marks.data(lines)).mark_rule(
            color=ARROW[direction], opacity=0.85, strokeCap="round"
        )
        width = alt.StrokeWidth("width:Q", scale=None)
        layers.append(rule.encode(x=x, x2="x2:Q", y=y, y2="y2:Q", strokeWidth=width))
    return layers
