"""The base of every chart: palette, own shapes, the pixel grid and the finish.

Every row chart is one layered chart whose y is computed in pixels: names, marks and words share a
baseline and gaps may differ. Colours come from the data as hex (`scale=None`), never from a scale:
two colour scales on one field in layers merge silently. Imports no Streamlit.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import altair as alt
import pandas as pd

INK = "#1b2530"
SECOND = "#56626e"  # second text, 6:1 on white
UNKNOWN = "#87929d"  # dashed outline of what is not known
RAIL = "#c3cad1"
HAIRLINE = "#e6eaed"
WHITE = "#ffffff"
PETROL = "#0b5566"  # done, verified, link, rise
PETROL_MID = "#7fb0ba"
PETROL_TINT = "#b9d5da"
BROWN = "#8f4a00"  # act: stuck, overdue, claimed above evidence, silent
BROWN_TINT = "#f3dfc6"

# Quality colours, on the schools page only. Fill, outline, text on it.
QUALITY = {
    "blue": ("#2d3d89", "#2d3d89", WHITE),
    "green": ("#5cbf9f", "#2f8f70", INK),
    "yellow": ("#ffe81a", "#a08d00", INK),
    "orange": ("#e06a00", "#e06a00", INK),
    "red": ("#730012", "#730012", WHITE),
}
# Paths in -1..1 for mark_point(shape=...).
CIRCLE = "circle"
SQUARE = "M-.78,-.78L.78,-.78L.78,.78L-.78,.78Z"
OCTAGON = "M-.36,-.86L.36,-.86L.86,-.36L.86,.36L.36,.86L-.36,.86L-.86,.36L-.86,-.36Z"
DIAMOND = "M0,-1L1,0L0,1L-1,0Z"
SHIELD = "M-.8,-.85L.8,-.85L.8,.25L0,.95L-.8,.25Z"
HATCH = (
    "M-.78,-.78L.78,-.78L.78,.78L-.78,.78Z"
    "M-.78,-.1L-.1,-.78M-.78,.45L.45,-.78M-.45,.78L.78,-.45M.1,.78L.78,.1"
)
QUALITY_SHAPES = {
    "blue": CIRCLE,
    "green": OCTAGON,
    "yellow": SQUARE,
    "orange": DIAMOND,
    "red": SHIELD,
}

NARROW = "width < 560"  # of a chart, where not every month has room for its name
OPENS = "opens"  # the selection of a chart whose marks open something
PAD = 14  # head room: Thai vowels and tone marks are cut at the edge of the plot
TEXT = 18  # px, the smallest on a wall
SMALL = 16  # secondary labels, months and codes in tiles; not on the board
FONT = "Sarabun"


Table = pd.DataFrame | list[dict]


def data(table: Table) -> pd.DataFrame | alt.InlineData:
    """Rows as a chart takes them."""
    return alt.InlineData(values=table) if isinstance(table, list) else table


def px(size: float) -> alt.Scale:
    """A scale on which one unit of data is one pixel, with head room above."""
    return alt.Scale(domain=[-PAD, size], range=[0, size + PAD], nice=False, zero=False)


class Row(Protocol):
    """A row of a chart: its name, its words at the end, its state, and where it stands in px."""

    @property
    def name(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def y(self) -> float: ...


def y_px(size: float, field: str = "y") -> alt.Y:
    """Rows in pixels from the top; give the chart `height=size + PAD`."""
    return alt.Y(f"{field}:Q", scale=px(size), axis=None)


def x_stretched(low: float, high: float, left: float, right: float, field: str = "x") -> alt.X:
    """Values low..high between `left` px and `right` px from the edges, whatever the width."""
    scale = alt.Scale(
        domain=[low, high], range=[{"expr": str(left)}, {"expr": f"width-{right}"}], nice=False
    )
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def x_shared(low: float, high: float, left: float, right: float, field: str = "x") -> alt.X:
    """Values low..high between two shares of the width, 0 to 1."""
    ends = [{"expr": f"width*{left}"}, {"expr": f"width*{right}"}]
    return alt.X(
        f"{field}:Q", scale=alt.Scale(domain=[low, high], range=ends, nice=False), axis=None
    )


def text(
    table: Table,
    field: str = "label",
    *,
    size: int | alt.ExprRef = TEXT,
    colour: str = INK,
    bold: bool | int = False,
    align: str = "left",
    **mark: object,
) -> alt.Chart:
    """Text marks of a column, vertically centred; encode x and y on it."""
    weight = (
        bold if isinstance(bold, int) and not isinstance(bold, bool) else (700 if bold else 400)
    )
    return (
        alt.Chart(data(table))
        .mark_text(
            font=FONT,
            fontSize=size,
            fontWeight=weight,
            color=colour,
            align=align,
            baseline="middle",
            **mark,
        )
        .encode(text=alt.Text(f"{field}:N"))
    )


def month_heads(
    starts: Sequence[tuple[float, str]], line: float, x: alt.X, y: alt.Y, align: str = "left"
) -> Iterator[alt.Chart]:
    """The months of a year: every third one where there is no room for all. starts: place and name
    of each."""
    wide_only = alt.ExprRef(f"{NARROW} ? 0 : {SMALL}")
    for size, quarters in ((SMALL, True), (wide_only, False)):
        table = [
            {"x": at, "y": line, "label": name}
            for number, (at, name) in enumerate(starts)
            if (number % 3 == 0) == quarters
        ]
        yield text(table, size=size, colour=SECOND, align=align).encode(x=x, y=y)


def row_names(
    rows: Sequence[Row], urgent: str, y: alt.Y, digits: Callable[[object], str], room: int
) -> Iterator[alt.Chart]:
    """The name over each row at the left, and its words at the right.

    urgent: the state of those that stand out; room: px that names leave for the words.
    """
    for stands_out in (True, False):
        mine = [row for row in rows if (row.state == urgent) == stands_out]
        if not mine:
            continue
        names = [{"y": row.y - 12, "label": digits(row.name)} for row in mine]
        words = [{"y": row.y - 12, "label": digits(row.words)} for row in mine]
        colour = BROWN if stands_out else SECOND
        name = text(names, bold=stands_out, limit=alt.ExprRef(f"width - {room}"))
        said = text(words, colour=colour, align="right")
        yield name.encode(x=alt.value(0), y=y)
        yield said.encode(x=alt.value("width"), y=y)


def with_halo(chart: alt.Chart, width: int = 8, halo: str = WHITE) -> alt.LayerChart:
    """Text readable over a line: the same text twice, first as a thick white stroke."""
    below = chart.copy(deep=True)
    below.mark.stroke = halo
    below.mark.strokeWidth = width
    below.mark.strokeJoin = "round"
    return alt.layer(below, chart)


def shape(table: Table, path: str, size: float = 1050, **mark: object) -> alt.Chart:
    """Marks of one own shape; give fill= and stroke=, or encode them from columns of hex."""
    look = {"filled": True, "opacity": 1, **mark}  # points are see-through unless told
    return alt.Chart(data(table)).mark_point(shape=path, size=size, **look)


def opening(rows: list[dict], height: float, fields: Sequence[str], tip: alt.Tooltip) -> alt.Chart:
    """Rows of a chart that open something, wherever they are clicked; they lie over what is drawn.

    rows: top and foot (px) of each, what tip tells, and fields: what charts.chart hands on.
    """
    place = {"y": y_px(height, "top"), "y2": "foot:Q"}
    rects = alt.Chart(data(rows)).mark_rect(opacity=0, cursor="pointer")
    return rects.encode(
        x=alt.value(0),
        x2=alt.value("width"),
        **place,
        tooltip=tip,
        detail=[f"{name}:N" for name in fields],
    ).add_params(alt.selection_point(name=OPENS, fields=list(fields)))


def hex_colour(field: str) -> alt.Color:
    """Colour straight from a column of hex values."""
    return alt.Color(f"{field}:N", scale=None, legend=None)


def hex_fill(field: str) -> alt.Fill:
    return alt.Fill(f"{field}:N", scale=None, legend=None)


def hex_stroke(field: str) -> alt.Stroke:
    return alt.Stroke(f"{field}:N", scale=None, legend=None)


def finish(
    chart: alt.Chart | alt.LayerChart, *, height: float | None = None, width: float | None = None
) -> alt.Chart | alt.LayerChart:
    """The finish of every chart: Sarabun, no frame, no axes' lines, size that fits its place.

    height: of the rows in pixels; PAD is added. width: only for a fixed design; else it stretches.
    """
    sizes = {"height": height + PAD if height is not None else None, "width": width}
    sized = chart.properties(**{name: size for name, size in sizes.items() if size is not None})
    sized.config = alt.Config(  # at once: each configure_… would copy the chart anew
        font=FONT,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFont=FONT,
            titleFont=FONT,
            labelFontSize=TEXT,
            titleFontSize=TEXT,
            titleFontWeight=400,
            labelColor=SECOND,
            titleColor=SECOND,
            grid=False,
            domain=False,
            ticks=False,
        ),
        legend=alt.LegendConfig(disable=True),
    )
    return sized
