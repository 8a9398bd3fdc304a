"""Charts of the page of school colours that go over years or places: slopes, movement, map.

Texts come in ready; show: gives text the digits that the visitor chose. Imports no Streamlit.
"""

from collections import Counter
from collections.abc import Sequence

import altair as alt
import pandas as pd

from esa.rules.bands import Band
from esa.rules.colours import Move, Pooled, SchoolColour
from esa.screen import marks
from esa.telling import schools_words
from pages.schools.charts import Show, numbered, tiles

TALL = 260  # px for 0–100 percent
MOST_NAMED = 200  # points of a map that carry their name
HEAD = 26  # px for the figure above the highest mark
BESIDE = 76  # px for the words of the bands
ARROW = {"better": marks.PETROL, "worse": marks.BROWN, "same": marks.RAIL}


def slope(
    years: Sequence[Pooled], name: str, bands: Sequence[Band], of: str, show: Show = str
) -> alt.LayerChart:
    """One school over the years: percent not passing, worst on top, with the bands' limits.

    bands: those of the chosen year, for the dotted limits; each
    mark has the colour that its own year gave it. A year without a percent stands below.
    """
    table = numbered(years, [name] * len(years), show)
    known = [year.percent is not None for year in years]
    table["x"] = range(len(table))
    table["y"] = [
        HEAD + TALL + 26 if year.percent is None else HEAD + (100 - year.percent) * TALL / 100
        for year in years
    ]
    below = 0 if all(known) else 40
    table["label"] = [
        show(schools_words.percent(year.hundredths)) or schools_words.stand(year.stand)
        for year in years
    ]
    height = HEAD + TALL + 46 + below
    x = marks.x_stretched(0, max(len(table) - 1, 1), BESIDE + 30, 40)
    y = marks.y_px(height)
    layers = _limits(bands, y)
    line = table.loc[known, ["x", "y"]]
    layers.append(alt.Chart(line).mark_line(color=marks.INK, strokeWidth=2).encode(x=x, y=y))
    layers += tiles(table, x, y, 900, schools_words.hover(of))
    text = marks.text(table[["x", "y", "label"]], align="center", dy=-27).encode(x=x, y=y)
    layers.append(marks.with_halo(text, 5))
    axis = pd.DataFrame({"x": table["x"], "label": [show(year.academic_year) for year in years]})
    under = marks.text(axis.assign(y=HEAD + TALL + 26 + below), colour=marks.SECOND, align="center")
    return marks.finish(alt.layer(*layers, under.encode(x=x, y=y)), height=height)


def _limits(bands: Sequence[Band], y: alt.Y) -> list[alt.Chart]:
    rows = [
        {
            "y": HEAD + (100 - float(band.from_percent)) * TALL / 100,
            "middle": HEAD + (100 - float(band.from_percent + band.to_percent) / 2) * TALL / 100,
            "label": schools_words.stand(band.colour),
        }
        for band in bands
    ]
    table = pd.DataFrame(rows, columns=["y", "middle", "label"])
    inside = table.loc[table["y"] < HEAD + TALL - 1, ["y"]]
    rule = alt.Chart(inside).mark_rule(stroke=marks.RAIL, strokeDash=[3, 3])
    words = marks.text(table[["middle", "label"]].set_axis(["y", "label"], axis=1))
    words.mark.color = marks.SECOND
    return [rule.encode(y=y), words.encode(x=alt.value(0), y=y)]


def movement(
    moves: Sequence[Move], bands: Sequence[Band], from_year: int, to_year: int, show: Show = str
) -> alt.LayerChart:
    """Schools of each colour in two years and how many went where: the thicker, the more.

    Schools that can't be compared are not drawn.
    """
    known = [move for move in moves if move.direction != "unknown"]
    ends_of = [{"from_colour": move.from_colour, "to_colour": move.to_colour} for move in known]
    order = [band.colour for band in reversed(bands)]
    for column in ("to_colour", "from_colour"):
        order += [c for c in dict.fromkeys(ends[column] for ends in ends_of) if c not in order]
    at = {colour: 52 + 42 * i for i, colour in enumerate(order)}
    height = 52 + 42 * max(len(order) - 1, 0) + 24
    x, y = marks.x_stretched(0, 1, 112, 112), marks.y_px(height)
    flows = Counter((move.direction, move.from_colour, move.to_colour) for move in known)
    most = max(flows.values(), default=1)
    layers = []
    for direction in ("same", "worse", "better"):
        lines = pd.DataFrame(
            [
                (0, 1, at[before], at[after], 1 + 13 * schools / most)
                for (way, before, after), schools in sorted(flows.items())
                if way == direction
            ],
            columns=["x", "x2", "y", "y2", "width"],
        )
        rule = alt.Chart(lines).mark_rule(color=ARROW[direction], opacity=0.85, strokeCap="round")
        width = alt.StrokeWidth("width:Q", scale=None)
        layers.append(rule.encode(x=x, x2="x2:Q", y=y, y2="y2:Q", strokeWidth=width))
    ends = [
        {
            "stand": colour,
            "number": show(sum(ends[column] == colour for ends in ends_of)),
            "x": place,
            "y": at[colour],
            "name": schools_words.stand(colour),
            "said": show(f"ปีการศึกษา {year}"),
        }
        for colour in order
        for place, (column, year) in enumerate((("from_colour", from_year), ("to_colour", to_year)))
    ]
    table = pd.DataFrame(ends, columns=["stand", "number", "x", "y", "name", "said"])
    layers += tiles(table.assign(small=False), x, y)
    words = table[["y", "name", "x"]].rename(columns={"name": "label"})
    for place, column, align in ((0, 0, "left"), (1, "width", "right")):
        side = marks.text(words.loc[words["x"] == place, ["y", "label"]], align=align)
        layers.append(side.encode(x=alt.value(column), y=y))
    heads = pd.DataFrame({"x": [0, 1], "y": 12, "label": [show(from_year), show(to_year)]})
    head = marks.text(heads, colour=marks.SECOND, align="center").encode(x=x, y=y)
    return marks.finish(alt.layer(*layers, head), height=height)


def places(
    schools: Sequence[SchoolColour],
    coordinates: Sequence[tuple[float, float]],
    of: str,
    show: Show = str,
) -> alt.Chart:
    """Schools where they are, as plain points in the shapes of their colours, without a map.

    coordinates: latitude and longitude of each.
    """
    names = len(schools) <= MOST_NAMED
    table = numbered(schools, [school.name for school in schools], show)
    table = table[["stand", *(["name", "said"] if names else [])]]
    table["stand"] = table["stand"].astype("category")
    for name, values in zip(("latitude", "longitude"), zip(*coordinates, strict=True), strict=True):
        table[name] = [float(value) for value in values]
    look = {c: (marks.QUALITY_SHAPES[c], *marks.QUALITY[c][:2]) for c in marks.QUALITY}
    look["not_tested"] = (marks.HATCH, marks.WHITE, marks.UNKNOWN)
    plain_look = (marks.SQUARE, marks.WHITE, marks.UNKNOWN)
    paths, fills, strokes = (
        {stand: look.get(stand, plain_look)[i] for stand in table["stand"].unique()}
        for i in range(3)
    )
    tips = [
        alt.Tooltip("name:N", title="โรงเรียน"),
        alt.Tooltip("said:N", title=schools_words.hover(of)),
    ]
    chart = (
        alt.Chart(table)
        .transform_calculate(
            path=f"{paths}[datum.stand]",
            fill=f"{fills}[datum.stand]",
            line=f"{strokes}[datum.stand]",
        )
        .mark_point(size=420 if names else 110, filled=True, opacity=1, strokeWidth=1)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            shape=alt.Shape("path:N", scale=None, legend=None),
            fill=marks.hex_fill("fill"),
            stroke=marks.hex_stroke("line"),
            **({"tooltip": tips} if names else {}),
        )
        .project("mercator")
    )
    return marks.finish(chart, height=460)
