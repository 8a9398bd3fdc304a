"""The matrix criteria × state by group: a tile per point, in the column of its state.

Column = state, so colour only repeats it. The wide drawing shows the code in each tile; the phone's
shows small tiles. Long cells wrap, very long ones end in "+n", so the size stays bounded.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

import altair as alt
import pandas as pd

from esa.rules.vocabulary import STATE_WORDS, STATES, UNKNOWN
from esa.screen import marks
from esa.telling.texts import plain, shorten

WIDTH = 1184
NAMES, SHARES, GAP = 180, 112, 20  # px: names on the left, words on the right, between columns
PITCH, TILE = 38, 30  # px: a line of tiles, the height of one
HEAD = 30
CODE = 9  # characters of a code in a tile
MOST = 24  # tiles of one cell; the rest becomes one tile "+n"
FEWER = (MOST, 12, 6, 3)  # of one cell, until the whole has at most MOST_TILES
MOST_TILES = 150
MOST_ROWS = 40
COLUMNS = (*STATES, UNKNOWN)


class Row(NamedTuple):
    """One row of the matrix: whose it is and what stands at its end."""

    group: str
    name: str
    share: str
    chosen: bool = False
    link: str = ""


class Layout(NamedTuple):
    """Columns of the wide drawing: state → (left edge in px, tiles in one line)."""

    columns: dict[str, tuple[float, int]]
    tile: float
    pitch: float


def cells(tiles: pd.DataFrame, rows: Sequence[Row]) -> dict[tuple[str, str], list[dict]]:
    """Tiles of these rows by (group, state); a cell that is cut ends in how many more there are."""
    shown = {row.group for row in rows}
    found: defaultdict[tuple[str, str], list[dict]] = defaultdict(list)
    names = ["group", "state", "criterion", "title", "overdue_days"]
    for values in tiles[names].itertuples(index=False):
        tile = dict(zip(names, values, strict=True))
        if tile["group"] in shown:
            found[tile["group"], tile["state"]].append(tile)
    fits = (n for n in FEWER if sum(min(len(cell), n) for cell in found.values()) <= MOST_TILES)
    most = next(fits, FEWER[-1])
    return {key: _cut(each, most) for key, each in found.items()}


def _cut(tiles: list[dict], most: int) -> list[dict]:
    if len(tiles) <= most:
        return tiles
    more = {"criterion": f"+{len(tiles) - most + 1}", "title": "ประเด็นอื่น", "overdue_days": 0}
    return [*tiles[: most - 1], tiles[0] | more]


def layout(found: Mapping[tuple[str, str], Sequence], longest: int) -> Layout:
    """Room for each state by its fullest cell; what doesn't fit in one line wraps.

    longest: characters of the longest code. States without a tile keep room for their heading;
    the column of unknown points only stands where there are some.
    """
    tile = max(50, 14 + 8 * min(longest, CODE))
    pitch = tile + 3
    shown = [s for s in COLUMNS if s != UNKNOWN or any(key[1] == s for key in found)]
    fullest = {
        s: max((len(c) for key, c in found.items() if key[1] == s), default=0) for s in shown
    }
    least = {s: ceil((130 if s == UNKNOWN else 104) / pitch) for s in shown}
    room = int((WIDTH - NAMES - SHARES - GAP * (len(shown) - 1)) / pitch)
    lines = {s: least[s] for s in shown}
    for _ in range(room - sum(lines.values())):
        tight = max(
            shown, key=lambda s: ceil(fullest[s] / lines[s]) if fullest[s] > lines[s] else 0
        )
        if fullest[tight] <= lines[tight]:
            break
        lines[tight] += 1
    left, columns = float(NAMES), {}
    spare = max(WIDTH - NAMES - SHARES - pitch * sum(lines.values()), 0) / max(len(shown), 1)
    for state in shown:
        columns[state] = (left, lines[state])
        left += lines[state] * pitch + min(spare, 56)
    return Layout(columns, tile, pitch)


def wide(
    tiles: pd.DataFrame, heads: Mapping[str, int], rows: Sequence[Row], digits: Callable
) -> alt.LayerChart:
    """For a wall and a desk. tiles: see evidence_work.by_group; heads: points by state."""
    rows = rows[:MOST_ROWS]
    found = cells(tiles, rows)
    longest = max((len(str(code)) for code in tiles["criterion"]), default=5)
    plan = layout(found, longest)
    lines, y = [], float(HEAD)
    drawn: list[dict] = []
    for row in rows:
        height = PITCH * max(
            [1]
            + [ceil(len(found.get((row.group, s), ())) / n) for s, (_, n) in plan.columns.items()]
        )
        lines.append({"row": row, "top": y, "middle": y + PITCH / 2})
        for state, (left, each) in plan.columns.items():
            for place, tile in enumerate(found.get((row.group, state), ())):
                x = left + (place % each) * plan.pitch
                at = y + (place // each) * PITCH + PITCH / 2
                drawn.append(_tile(tile, state, x, plan.tile, at, row, digits))
        y += height
    headings = [
        {"label": digits(f"{STATE_WORDS[s]} {heads.get(s, 0)}"), "x": left, "y": HEAD / 2 - 4}
        for s, (left, _) in plan.columns.items()
    ]
    return marks.finish(_wide_layers(lines, drawn, headings, y, digits), height=y + 2)


def _tile(tile: Mapping, state: str, x: float, size: float, y: float, row: Row, digits) -> dict:
    fill, stroke, ink = marks.STATES[state]
    late = f" · เกินกำหนด {tile['overdue_days']} วัน" if tile["overdue_days"] else ""
    title = shorten(tile["title"], 45) or "(ยังไม่มีข้อความประเด็น)"
    return {
        "x": x,
        "x2": x + size,
        "y": y - TILE / 2,
        "y2": y + TILE / 2,
        "middle": x + size / 2,
        "base": y + 1,
        "code": digits(shorten(tile["criterion"], CODE)),
        "fill": fill,
        "stroke": stroke,
        "ink": ink,
        "dashed": state == UNKNOWN,
        "tip": digits(f"{plain(tile['criterion'])} {title} · {STATE_WORDS[state]}{late}"),
        "href": row.link,
    }


_TILE_COLUMNS = ["x", "x2", "y", "y2", "middle", "base", "code", "fill", "stroke", "ink"]
_TILE_COLUMNS += ["dashed", "tip", "href"]


def _wide_layers(
    lines: list[dict], drawn: list[dict], headings: list[dict], size: float, digits: Callable
) -> alt.LayerChart:
    x, y = marks.x_stretched(0, WIDTH, 0, 0), marks.y_px(size)
    tips = alt.Tooltip("tip:N", title="ประเด็น")
    table = pd.DataFrame(drawn, columns=_TILE_COLUMNS)
    layers = [_rules(lines, size)]
    for dashed in (False, True):
        part = table[table["dashed"] == dashed].drop(columns="dashed")
        box = alt.Chart(part).mark_rect(
            cornerRadius=2, strokeWidth=1.5, strokeDash=[4, 3] if dashed else [1, 0]
        )
        layers.append(
            box.encode(
                x=x,
                x2="x2:Q",
                y=y,
                y2="y2:Q",
                fill=marks.hex_fill("fill"),
                stroke=marks.hex_stroke("stroke"),
                tooltip=tips,
                href="href:N",
            )
        )
        codes = marks.text(part, "code", size=marks.SMALL, align="center").encode(
            x=marks.x_stretched(0, WIDTH, 0, 0, "middle"),
            y=marks.y_px(size, "base"),
            color=marks.hex_colour("ink"),
            tooltip=tips,
            href="href:N",
        )
        layers.append(codes)
    layers.append(marks.text(pd.DataFrame(headings), colour=marks.SECOND).encode(x=x, y=y))
    for chosen in (True, False):
        layers += _names(lines, size, chosen, digits)
    return alt.layer(*layers)


def _rules(lines: list[dict], size: float) -> alt.Chart:
    """Hairlines between rows; two ink rules around the group on view, and one under the heads."""
    table = []
    for place, line in enumerate(lines):
        before = place and lines[place - 1]["row"].chosen
        strong = place == 0 or line["row"].chosen or before
        table.append({"y": line["top"], "colour": marks.INK if strong else marks.HAIRLINE})
    rules = alt.Chart(pd.DataFrame(table, columns=["y", "colour"])).mark_rule(strokeWidth=1.5)
    return rules.encode(
        x=alt.value(0),
        x2=alt.value("width"),
        y=marks.y_px(size),
        color=marks.hex_colour("colour"),
    )


def _names(lines: list[dict], size: float, chosen: bool, digits: Callable) -> list[alt.Chart]:
    table = pd.DataFrame(
        [
            {
                "y": line["middle"],
                "label": shorten(line["row"].name, 24),
                "share": digits(line["row"].share),
                "href": line["row"].link,
            }
            for line in lines
            if line["row"].chosen == chosen
        ],
        columns=["y", "label", "share", "href"],
    )
    y = marks.y_px(size)
    names = marks.text(table[["y", "label", "href"]], bold=chosen).encode(
        x=alt.value(0), y=y, href="href:N"
    )
    colour = marks.INK if chosen else marks.SECOND
    shares = marks.text(
        table[["y", "share"]], "share", bold=chosen, align="right", colour=colour
    ).encode(x=alt.value("width"), y=y)
    return [names, shares]


PHONE_TILE, PHONE_PITCH, PHONE_LINE = 13, 17, 26
PHONE_HEAD = 78


def phone(
    tiles: pd.DataFrame, heads: Mapping[str, int], rows: Sequence[Row], digits: Callable
) -> alt.LayerChart:
    """For a narrow screen: a name and small tiles below it, a column for each state."""
    rows = rows[:MOST_ROWS]
    found = cells(tiles, rows)
    shown = [s for s in COLUMNS if s != UNKNOWN or any(key[1] == s for key in found)]
    each = 4 if len(shown) < 5 else 3
    boxes, names, y = [], [], float(PHONE_HEAD)
    for row in rows:
        names.append({"y": y + 14, "label": shorten(row.name, 24), "share": digits(row.share)})
        names[-1]["bold"] = row.chosen
        y += 32
        deepest = 1
        for column, state in enumerate(shown):
            for place, _ in enumerate(found.get((row.group, state), ())):
                deepest = max(deepest, place // each + 1)
                boxes.append(_small(state, column, place % each, y + (place // each) * PHONE_LINE))
        y += deepest * PHONE_LINE + 8
    heading = [_small(state, column, 0, 2) for column, state in enumerate(shown)]
    words = [
        {"column": column, "y": y, "label": digits(label)}
        for column, state in enumerate(shown)
        for y, label in zip((36, 58), _narrow(state, heads.get(state, 0)), strict=True)
    ]
    return marks.finish(_phone_layers(boxes + heading, words, names, len(shown), y), height=y)


def _narrow(state: str, count: int) -> tuple[str, str]:
    """A state and its number in the two lines over a narrow column."""
    if state == UNKNOWN:  # ยังไม่มีข้อมูล is too long for one line
        return "ยังไม่มี", f"ข้อมูล {count}"
    return STATE_WORDS[state], str(count)


def _small(state: str, column: int, place: int, y: float) -> dict:
    fill, stroke, _ = marks.STATES[state]
    box = {"column": column, "place": place, "y": y, "y2": y + 20}
    return box | {"fill": fill, "stroke": stroke, "dashed": state == UNKNOWN}


_BOX_COLUMNS = ["column", "place", "y", "y2", "fill", "stroke", "dashed"]


def _phone_layers(
    boxes: list[dict], words: list[dict], names: list[dict], columns: int, size: float
) -> alt.LayerChart:
    y = marks.y_px(size)
    table = pd.DataFrame(boxes, columns=_BOX_COLUMNS)
    # a column takes its share of the width, a tile in it a fixed number of pixels
    scale = alt.Scale(domain=[0, columns], range=[{"expr": "1"}, {"expr": "width"}], nice=False)
    layers: list[alt.Chart] = []
    for place in sorted(set(table["place"])):
        for dashed in (False, True):
            part = table[(table["place"] == place) & (table["dashed"] == dashed)]
            if part.empty:
                continue
            offset = int(place) * PHONE_PITCH
            box = alt.Chart(part[["column", "y", "y2", "fill", "stroke"]]).mark_rect(
                cornerRadius=2,
                strokeWidth=1.5,
                strokeDash=[3, 2] if dashed else [1, 0],
                xOffset=offset,
                x2Offset=offset + PHONE_TILE,
            )
            layers.append(
                box.transform_calculate(column2="datum.column").encode(
                    x=alt.X("column:Q", scale=scale, axis=None),
                    x2="column2:Q",
                    y=y,
                    y2="y2:Q",
                    fill=marks.hex_fill("fill"),
                    stroke=marks.hex_stroke("stroke"),
                )
            )
    heads = marks.text(pd.DataFrame(words), size=marks.SMALL, colour=marks.SECOND)
    layers.append(heads.encode(x=alt.X("column:Q", scale=scale, axis=None), y=y))
    known = pd.DataFrame(names, columns=["y", "label", "share", "bold"])
    for bold in (True, False):
        part = known[known["bold"] == bold]
        layers.append(marks.text(part[["y", "label"]], bold=bold).encode(x=alt.value(0), y=y))
        shares = marks.text(
            part[["y", "share"]],
            "share",
            bold=bold,
            align="right",
            colour=marks.INK if bold else marks.SECOND,
        )
        layers.append(shares.encode(x=alt.value("width"), y=y))
    return alt.layer(*layers)
