"""The ladder of the opening page, for a wall and for a phone; conditions met where those count.

One layered chart on a pixel grid: name, rail, dot and status of an indicator share a baseline.
Across, everything is a share of the width, so that it fits a narrower window as well.
"""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from esa.rules.vocabulary import LEVELS, ON_THE_SCALE, WITH_LEVEL
from esa.screen import marks
from esa.screen.lines import wrapped
from esa.telling.board_ladder import ACT, ROSE, SECOND, Row, cut

TONES = {ACT: marks.BROWN, SECOND: marks.SECOND, ROSE: marks.PETROL}
TOP = 24  # room of the heads of the levels
PITCH, QUIET_PITCH, GAP, LINE = 40, 33, 9, 24
NAME_WIDTH = 240  # px, of a name beside its rail; two lines at most
NAME_LETTERS = 27  # of a name above its rail
MOST_ROWS = 40  # more stand in the table behind
RAIL_FROM, RAIL_TO, STATUS_AT = 0.375, 0.55, 0.592  # shares of the width
WORDS_ROOM = STATUS_AT - RAIL_FROM + 0.01  # of words in place of a rail, beside a status


def placed(rows: Sequence[Row]) -> tuple[list[float], float]:
    """Middle of each row and the height of all, in pixels; blocks stand apart."""
    middles, y, block = [], float(TOP), None
    for row in rows:
        if block is not None and row.block != block:
            y += GAP
        block = row.block
        lines = max(len(row.status), len(_name(row)), 1)
        quiet = row.kind == "none" and lines == 1
        tall = max(QUIET_PITCH if quiet else PITCH, lines * LINE + 4)
        middles.append(y + tall / 2)
        y += tall
    return middles, y


def _name(row: Row) -> list[str]:
    """Code and name in the lines that stand beside the rail."""
    return wrapped(f"{row.indicator} {row.name}", NAME_WIDTH, marks.NAME, most=2)


def wide(
    rows: Sequence[Row], address: Callable[[str], str], digits: Callable[[str], str]
) -> alt.Chart:
    """The ladder beside its status. address: of an indicator's page; digits: as chosen."""
    rows = rows[:MOST_ROWS]
    middles, height = placed(rows)
    layers = _rails(rows, middles, height, RAIL_FROM, RAIL_TO, digits)
    names, words, beside, status = [], [], [], []
    for row, y in zip(rows, middles, strict=True):
        about = {"y": y, "href": address(row.indicator)}
        known = row.kind in ON_THE_SCALE or row.block == 0
        hue = marks.INK if known else marks.SECOND
        lines = _name(row)
        for n, line in enumerate(lines):
            top = y + (n - (len(lines) - 1) / 2) * LINE
            names.append(about | {"x": 0.0, "y": top, "label": digits(line), "hex": hue})
        if row.words:
            place = beside if row.status else words
            place.append(about | {"x": RAIL_FROM - 0.02, "label": digits(row.words)})
        status += _status(row, about, y, digits)
    y = marks.y_px(height)
    x = _across()
    limit = {"expr": f"width*{RAIL_FROM - 0.04}"}
    layers += [
        _text(names, x, y, size=marks.NAME, limit=limit, coloured=True),
        _text(words, x, y, size=marks.TEXT, colour=marks.SECOND),
        _text(beside, x, y, size=marks.TEXT, colour=marks.SECOND,
              limit={"expr": f"width*{WORDS_ROOM}"}),
        _text(status, x, y, size=marks.TEXT, coloured=True, bold=500,
              limit={"expr": f"width*{1 - STATUS_AT}"}),
        _heads(rows, RAIL_FROM, RAIL_TO, height, digits),
    ]  # fmt: skip
    return marks.finish(alt.layer(*layers), height=height)


def _status(row: Row, about: dict, y: float, digits: Callable[[str], str]) -> list[dict]:
    top = y - (len(row.status) - 1) * LINE / 2
    return [
        about
        | {"x": STATUS_AT, "y": top + n * LINE, "label": digits(text),
           "hex": TONES[tone]}
        for n, (text, tone) in enumerate(row.status)
    ]  # fmt: skip


def phone(
    rows: Sequence[Row], address: Callable[[str], str], digits: Callable[[str], str]
) -> alt.Chart:
    """The ladder stacked: the name, its rail below, then what there is to say."""
    rows = rows[:MOST_ROWS]
    names, words, status, middles, y = [], [], [], [], float(TOP)
    for row in rows:
        about = {"x": 0.0, "href": address(row.indicator)}
        label = digits(f"{row.indicator} {cut(row.name, NAME_LETTERS)}")
        names.append(about | {"y": y + 16, "label": label, "hex": marks.INK})
        y += 32
        middles.append(y + 18)
        if row.words:
            words.append(about | {"y": y + 13, "label": digits(row.words)})
            y += 28
        else:
            y += 40
        for text, tone in row.status:
            status.append(about | {"y": y + 12, "label": digits(text), "hex": TONES[tone]})
            y += 26
        y += 18
    scale = marks.y_px(y)
    x = _across()
    limit = {"expr": "width"}
    layers = _rails(rows, middles, y, 0.05, 0.95, digits)
    layers += [
        _text(names, x, scale, size=marks.NAME, limit=limit, coloured=True),
        _text(words, x, scale, size=marks.TEXT, colour=marks.SECOND, limit=limit),
        _text(status, x, scale, size=marks.TEXT, coloured=True, bold=500, limit=limit),
        _heads(rows, 0.05, 0.95, y, digits),
    ]
    return marks.finish(alt.layer(*layers), height=y)


def _across(field: str = "x") -> alt.X:
    return marks.x_stretched(0, 1, 0, 0, field)


def _at(level: float, left: float, right: float) -> float:
    return left + (level - 1) / (len(LEVELS) - 1) * (right - left)


def _text(
    found: list[dict], x: alt.X, y: alt.Y, *, coloured: bool = False, **mark: object
) -> alt.Chart:
    table = pd.DataFrame(found, columns=["x", "y", "label", "href", "hex"])
    drawn = marks.text(table, **mark).encode(x=x, y=y, href="href:N")
    return drawn.encode(color=marks.hex_colour("hex")) if coloured else drawn


def _heads(
    rows: Sequence[Row], left: float, right: float, height: float, digits: Callable[[str], str]
) -> alt.LayerChart:
    """The numbers of the levels over the rails, where there is a rail."""
    shown = LEVELS if any(row.kind != "none" for row in rows) else ()
    heads = [{"x": _at(n, left, right), "y": 6.0, "label": digits(str(n))} for n in shown]
    table = pd.DataFrame(heads, columns=["x", "y", "label"])
    drawn = marks.text(table, align="center", colour=marks.SECOND)
    return alt.layer(drawn.encode(x=_across(), y=marks.y_px(height)))


def _rails(
    rows: Sequence[Row],
    middles: Sequence[float],
    height: float,
    left: float,
    right: float,
    digits: Callable[[str], str],
) -> list[alt.Chart]:
    """Rails, steps, claims and dots; a locked level is a dashed ring without a rail."""
    rails, steps, dots, runs, moves = [], [], [], [], []
    for row, y in zip(rows, middles, strict=True):
        if row.kind in WITH_LEVEL:  # a rail through a locked row would read as a level
            rails.append({"x": left, "x2": right, "y": y})
            steps += [{"x": _at(n, left, right), "y": y} for n in LEVELS]
        if row.claimed and row.level:
            claim = _at(row.claimed, left, right)
            runs.append({"x": _at(row.level, left, right), "x2": claim, "y": y})
        if row.was and row.level and row.kind != "none" and row.was != row.level:
            now, was = _at(row.level, left, right), _at(row.was, left, right)
            moves.append({"x": now, "x2": was, "y": y, "mid": (now + was) / 2,
                          "up": row.level > row.was})  # fmt: skip
        if row.kind != "none" and row.level:
            dots.append({"x": _at(row.level, left, right), "y": y, "label": digits(str(row.level)),
                         "locked": row.kind == "locked", "late": row.level > 3})  # fmt: skip
    line = pd.DataFrame(rails, columns=["x", "x2", "y"])
    run = pd.DataFrame(runs, columns=["x", "x2", "y"])
    step = pd.DataFrame(steps, columns=["x", "y"])
    dot = pd.DataFrame(dots, columns=["x", "y", "label", "locked", "late"])
    locked = dot["locked"].astype(bool)
    y, x = marks.y_px(height), _across()
    move = pd.DataFrame(moves, columns=["x", "x2", "y", "mid", "up"])
    dotted = alt.Chart(run).mark_rule(color=marks.BROWN, strokeWidth=2, strokeDash=[2, 4])
    return [
        alt.Chart(line).mark_rule(color=marks.RAIL, strokeWidth=1.5).encode(x=x, x2="x2:Q", y=y),
        _ring(step, marks.CIRCLE, 55, marks.RAIL, strokeWidth=1.5).encode(x=x, y=y),
        dotted.encode(x=x, x2="x2:Q", y=y),
        _ring(run, marks.DIAMOND, 130, marks.BROWN).encode(x=_across("x2"), y=y),
        *_moves(move, y),
        *_dots(dot[~locked], x, y),
        *_provisional(dot[locked], x, y),
    ]


def _moves(moves: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """Where a level stood at the meeting: a small ring, a bar and a triangle to the level now."""
    drawn = []
    for up, hue, path in (
        (True, marks.PETROL, marks.TRIANGLE_RIGHT),
        (False, marks.BROWN, marks.TRIANGLE_LEFT),
    ):
        own = moves[moves["up"].astype(bool) == up]
        bar = alt.Chart(own).mark_rule(color=hue, strokeWidth=4)
        drawn += [
            bar.encode(x=_across("x2"), x2="x:Q", y=y),
            _ring(own, marks.CIRCLE, 150, hue, strokeWidth=2.5).encode(x=_across("x2"), y=y),
            marks.shape(own, path, 130, fill=hue).encode(x=_across("mid"), y=y),
        ]
    return drawn


def _ring(table: pd.DataFrame, path: str, size: int, hue: str, **mark: object) -> alt.Chart:
    """Marks filled with white, so that a line below doesn't show through."""
    mark = {"opacity": 1, "fill": marks.WHITE, "stroke": hue, "strokeWidth": 2} | mark
    return marks.shape(table, path, size, **mark)


def _dots(dots: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    solid = marks.shape(dots, marks.CIRCLE, 1000, fill=marks.PETROL, opacity=1)
    number = marks.text(dots, size=20, colour=marks.WHITE, bold=True, align="center")
    return [solid.encode(x=x, y=y), number.encode(x=x, y=y)]


def _provisional(dots: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Dashed rings with their word, on the side where there is room."""
    ring = _ring(dots, marks.CIRCLE, 900, marks.UNKNOWN, strokeDash=[4, 3])
    number = marks.text(dots, colour=marks.SECOND, align="center")
    late = dots["late"].astype(bool)
    word = {"colour": marks.SECOND}
    after = marks.text(dots[~late], "word", dx=24, **word)
    before = marks.text(dots[late], "word", dx=-24, align="right", **word)
    drawn = [chart.transform_calculate(word="'เบื้องต้น'") for chart in (after, before)]
    return [chart.encode(x=x, y=y) for chart in (ring, number, *drawn)]


def standards(sums: pd.DataFrame, digits: Callable[[str], str], phone: bool = False) -> alt.Chart:
    """Conditions met of those stated, one bar for each standard, with its words.

    sums: see conditions.by_standard. phone: the words in two lines.
    """
    pitch, rows, more = (92, [], "\n") if phone else (62, [], " · ")
    for n, row in enumerate(sums.head(MOST_ROWS).to_dict("records")):
        share = row["met"] / row["stated"] if row["stated"] else 0
        unknown = f"{more}ยังไม่มีข้อมูล {row['unknown']}" if row["unknown"] else ""
        name = f"มาตรฐานที่ {row['standard']}" if row["standard"] else "ไม่ระบุมาตรฐาน"
        label = f"{name}: ผ่าน {row['met']} จาก {row['stated']} ข้อ{unknown}"
        rows.append({"y": n * pitch + 14, "bar": (n + 1) * pitch - 24, "zero": 0.0, "one": 1.0,
                     "x": share, "label": digits(label)})  # fmt: skip
    height = max(len(rows) * pitch, pitch)
    columns = ["y", "bar", "zero", "one", "x", "label"]
    table = pd.DataFrame(rows, columns=columns)
    start, at = _across("zero"), marks.y_px(height, "bar")
    bar = alt.Chart(table).mark_rule(strokeWidth=10)
    return marks.finish(
        alt.layer(
            bar.copy().encode(x=start, x2="one:Q", y=at, color=alt.value(marks.HAIRLINE)),
            bar.copy().encode(x=start, x2="x:Q", y=at, color=alt.value(marks.PETROL)),
            marks.text(table, size=marks.NAME, lineBreak="\n", lineHeight=28).encode(
                x=start, y=marks.y_px(height)
            ),
        ),
        height=height,
    )
