"""Charts of the indicators page: the ladder of levels, the rubric strip, the conditions met.

Rows are laid out in pixels (see marks). Everything drawn comes from small tables made here, so
that a test can read them. `digits` puts the chosen digits on; cell text stays plain.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from esa.codes import code_key
from esa.rules.rubric import Rung
from esa.rules.vocabulary import (
    GAP,
    INCOMPLETE,
    LEVELS,
    LOCKED,
    NO_RUBRIC,
    NO_TOTAL,
    ON_THE_SCALE,
    OVERLAP,
    REPORTED,
)
from esa.screen import marks
from esa.screen.lines import WIDE, Layout, wrapped
from pages.indicators import words as said

Digits = Callable[[object], str]
Table = list[dict[str, object]]

PICK = "pick"  # name of the selection: a click on a row
LINE = 26  # px between lines of one row
_URGENCY = (LOCKED, GAP, OVERLAP, INCOMPLETE, NO_TOTAL, NO_RUBRIC)
DASH = [4, 4]
DOT, RING, NUMBER = 620, 560, 18


class LadderRow(NamedTuple):
    """A row of the ladder: one indicator as it is drawn. None: nothing to draw."""

    code: str
    title: str
    verified: int | None
    reported: int | None
    provisional: int | None
    locked: bool
    claimed: int | None  # only where it differs from the reading on view
    above: int | None
    target: int | None
    defined: frozenset[int]  # levels of the rubric that are filled in
    sentence: str  # grey words; "" where the marks say it all


def ladder_rows(
    levels: Sequence[Mapping], rungs: Mapping[tuple, Sequence[Rung]], reading: str
) -> list[LadderRow]:
    """The indicators as they are drawn, in the order of what matters.

    levels: rows of rubric.levels as dicts; rungs: of rubric.rungs_by_indicator.
    Order: claimed above the evidence, most first; then by the distance to the target; then locked,
    a rubric to mend, incomplete, no rubric; ties by code.
    """
    ordered = sorted(levels, key=lambda level: _urgency(level, reading))
    return [
        _ladder_row(level, rungs.get((level["edition"], level["indicator"]), ()), reading)
        for level in ordered
    ]


def _urgency(level: Mapping, reading: str) -> tuple:
    above, value = level[f"claimed_above_{reading}"] or 0, level[f"level_{reading}"]
    code = code_key(level["indicator"])
    if above > 0:
        return (0, -above, code)
    if value is not None:
        return (1, value - (level["target_level"] or value), code)
    return (2, _URGENCY.index(level[f"outcome_{reading}"]), code)


def _ladder_row(level: Mapping, rungs: Sequence[Rung], reading: str) -> LadderRow:
    outcome, above = level[f"outcome_{reading}"], level[f"claimed_above_{reading}"]
    sentence = "" if outcome == "level" else level[f"sentence_{reading}"]
    if outcome not in ON_THE_SCALE:
        sentence = sentence.partition(": ยังสรุป")[0]
    return LadderRow(
        code=level["indicator"],
        title=level["title"] or said.NO_TITLE,
        verified=level["level_verified"],
        reported=level["level_reported"],
        provisional=level[f"provisional_{reading}"],
        locked=outcome == "locked",
        claimed=level["claimed_level"] if above else None,
        above=above,
        target=level["target_level"],
        defined=frozenset(rung.level for rung in rungs),
        sentence=sentence,
    )


class _Drawing:
    """Tables of the marks, gathered row by row; y grows downwards."""

    def __init__(self, layout: Layout, digits: Digits) -> None:
        self.layout, self.digits, self.y = layout, digits, 0.0
        self.tables: dict[str, Table] = {}

    def add(self, kind: str, y: float, **values: object) -> None:
        self.tables.setdefault(kind, []).append({"y": y, **values})

    def lines(self, kind: str, y: float, text: str, width: int, **values: object) -> float:
        """Text in lines of that width; the y below the last one."""
        for line in wrapped(self.digits(text), width, most=5 if "word" in kind else 3):
            self.add(kind, y, label=line, **values)
            y += LINE
        return y


def ladder(
    blocks: Sequence[tuple[str, Sequence[LadderRow]]],
    chosen: str | None,
    reading: str,
    layout: Layout = WIDE,
    digits: Digits = str,
) -> alt.LayerChart:
    """The ladder 1–5, a block per standard: (heading, rows). chosen: the indicator on view."""
    drawing = _Drawing(layout, digits)
    _legend(drawing, [row for _, rows in blocks for row in rows])
    for heading, rows in blocks:
        drawing.y += 24
        drawing.y = drawing.lines("headings", drawing.y + 8, heading, layout.whole_width)
        if not rows:
            drawing.add("names", drawing.y + 4, label="ยังไม่มีตัวบ่งชี้ในชีต", hex=marks.SECOND)
            drawing.y += LINE
        for row in rows:
            _row(drawing, row, row.code == chosen, reading)
    return marks.finish(alt.layer(*_layers(drawing)), height=drawing.y)


def _legend(drawing: _Drawing, rows: Sequence[LadderRow]) -> None:
    """Words beside one mark of each kind that occurs, then the numbers of the levels."""
    kinds = {
        "ตรวจแล้ว": any(row.verified for row in rows),
        "ตามที่รายงาน": any(row.reported and row.reported != row.verified for row in rows),
        "ประเมินตนเอง": any(row.claimed for row in rows),
        "เป้าหมาย": any(row.target for row in rows),
    }
    names = [name for name, occurs in kinds.items() if occurs]
    x = 8.0
    for name in names:
        if x + 120 > drawing.layout.whole_width:
            x, drawing.y = 8.0, drawing.y + 30
        drawing.add(f"key_{list(kinds).index(name)}", drawing.y + 6, px=x)
        drawing.add("key_words", drawing.y + 6, px=x + 17, label=name)
        x += 46 + 9.2 * len(name)
    if any(_has_rail(row) for row in rows):
        drawing.y += 36 if names else 6
        drawing.add("axis_name", drawing.y, label="ระดับ")
        drawing.y += LINE - 2 if drawing.layout.stacked else 0
        for level in LEVELS:
            drawing.add("axis", drawing.y, x=level, label=drawing.digits(level))
    drawing.y += 8


def _has_rail(row: LadderRow) -> bool:
    return bool(row.verified or row.reported or row.locked)


def _row(drawing: _Drawing, row: LadderRow, chosen: bool, reading: str) -> None:
    top, layout = drawing.y, drawing.layout
    railed = _has_rail(row)
    first = top + (42 if railed and row.target and not layout.stacked else 22)
    faint = marks.INK if railed else marks.SECOND
    name = f"{row.code} {row.title}"
    named = drawing.lines(
        "names_bold" if chosen else "names", first, name, layout.name_width, hex=faint
    )
    if layout.stacked:
        first = named + (24 if railed and row.target else 4 if railed else 0)
    below = first
    if railed:
        _rail(drawing, row, first, reading)
        below = first + LINE + 4
    below = _words(drawing, row, below)
    drawing.y = max(below, named) - LINE + 24
    if chosen:
        for edge in (top + 1, drawing.y + 1):
            drawing.add("rules", edge)
    level = {"level": "–", "words": row.sentence}
    shown = {  # text in every row: a column of numbers and "–" can't be sent to the browser
        "verified": str(row.verified or "–"),
        "reported": str(row.reported or "–"),
        "target": str(row.target or "–"),
    }
    drawing.add("areas", top, y2=drawing.y, indicator=row.code, **level | shown)


def _rail(drawing: _Drawing, row: LadderRow, y: float, reading: str) -> None:
    end = max(row.provisional or 0, 1) if row.locked else LEVELS[-1]
    for level in range(1, end + 1):
        known = level in row.defined
        drawing.add("ticks" if known else "ticks_unknown", y, x=level)
        if level < end:
            next_known = known and level + 1 in row.defined
            drawing.add("rails" if next_known else "rails_unknown", y, x=level, x2=level + 1)
    base = row.reported if reading == REPORTED else row.verified
    if row.verified and row.reported and row.verified != row.reported:
        drawing.add("bars", y, x=row.verified, x2=row.reported)
    if row.claimed and base:
        hex_ = marks.BROWN if row.above > 0 else marks.SECOND
        covered = [level for level in (row.verified, row.reported) if level]
        start = max(covered) if row.above > 0 else min(covered)
        if (row.claimed - start) * row.above > 0:
            drawing.add("runs", y, x=start, x2=row.claimed, hex=hex_)
        meets = row.claimed in covered
        drawing.add("diamonds_large" if meets else "diamonds", y, x=row.claimed, hex=hex_)
    if row.reported and row.reported != row.verified:
        drawing.add("rings", y, x=row.reported, label=drawing.digits(row.reported))
    if row.verified:
        drawing.add("dots", y, x=row.verified, label=drawing.digits(row.verified))
    if row.locked and row.provisional:
        drawing.add("provisional", y, x=row.provisional, label=drawing.digits(row.provisional))
    if row.target:
        drawing.add("flags", y - (33 if row.target == row.claimed else 25), x=row.target + 0.03)


def _words(drawing: _Drawing, row: LadderRow, y: float) -> float:
    """What the marks can't say: claimed above the evidence, the gate, why there is no level."""
    layout = drawing.layout
    if row.claimed and row.above:
        text = f"{'สูง' if row.above > 0 else 'ต่ำ'}กว่าหลักฐาน {abs(row.above)} ระดับ"
        hex_ = marks.BROWN if row.above > 0 else marks.SECOND
        middle = min(max(row.claimed - row.above / 2, 2.2), 3.9)
        drawing.add("claims", y, x=middle, label=drawing.digits(text), hex=hex_)
        y += LINE
    if row.sentence:
        indent = 24 if row.locked else 0
        if row.locked:
            drawing.add("locks", y - 1)
        kind = "words_indented" if row.locked else "words"
        width = layout.words_width - indent
        y = drawing.lines(kind, y, row.sentence, width, hex=marks.SECOND)
    return y


def _layers(drawing: _Drawing) -> list[alt.Chart]:
    """The marks from the back to the front; a kind that doesn't occur has no layer."""
    layout, tables = drawing.layout, drawing.tables
    y = marks.y_px(drawing.y)
    x = marks.x_stretched(1, 5, layout.left, layout.right)
    found = []

    def layer(kind: str, make: Callable[[pd.DataFrame], alt.Chart], **encoding: object) -> None:
        if kind in tables:
            found.append(make(pd.DataFrame(tables[kind])).encode(y=y, **encoding))

    def line(hex_: str | None, width: float, dash: list[int] | None = None) -> Callable:
        extra = {"strokeDash": dash} if dash else {}
        extra |= {"color": hex_} if hex_ else {}
        return lambda table: alt.Chart(table).mark_rule(strokeWidth=width, **extra)

    def point(path: str, size: float, **look: object) -> Callable:
        return lambda table: marks.shape(table, path, size, **look)

    def text(**look: object) -> Callable:
        return lambda table: marks.text(table, **look)

    def both(kind: str, make: Callable, number: str) -> None:
        layer(kind, make, x=x)
        layer(kind, text(size=NUMBER, bold=True, colour=number, align="center"), x=x)

    start, words = alt.value(0), alt.value(layout.words_left)
    ring = {"fill": marks.WHITE, "stroke": marks.PETROL, "strokeWidth": 2.5}
    open_ = {"fill": marks.WHITE, "strokeWidth": 2.5}
    layer("rules", line(marks.INK, 1.5), x=start, x2=alt.value("width"))
    layer("rails", line(marks.RAIL, 1.5), x=x, x2="x2:Q")
    layer("rails_unknown", line(marks.UNKNOWN, 1.2, DASH), x=x, x2="x2:Q")
    tick = {"fill": marks.WHITE, "stroke": marks.RAIL, "strokeWidth": 1.5}
    layer("ticks", point(marks.CIRCLE, 50, **tick), x=x)
    dashed = {"fill": marks.WHITE, "stroke": marks.UNKNOWN, "strokeDash": [2, 2]}
    layer("ticks_unknown", point(marks.CIRCLE, 110, **dashed), x=x)
    layer("bars", line(marks.PETROL_MID, 7), x=x, x2="x2:Q")
    layer("runs", line(None, 2.5, [2, 3]), x=x, x2="x2:Q", color=marks.hex_colour("hex"))
    stroke = marks.hex_stroke("hex")
    layer("diamonds", point(marks.DIAMOND, 420, **open_), x=x, stroke=stroke)
    layer("diamonds_large", point(marks.DIAMOND, 1750, **open_), x=x, stroke=stroke)
    both("rings", point(marks.CIRCLE, RING, **ring), marks.PETROL)
    both("dots", point(marks.CIRCLE, DOT, fill=marks.PETROL), marks.WHITE)
    both("provisional", point(marks.CIRCLE, RING, **dashed, strokeWidth=2), marks.SECOND)
    layer("flags", point(marks.FLAG, 200, fill=marks.INK), x=x)
    layer("locks", point(marks.LOCK, 150, fill=marks.SECOND), x=alt.value(layout.words_left + 8))
    layer("headings", text(bold=True), x=start)
    for kind, weight in (("names", 400), ("names_bold", 700)):
        colour = marks.hex_colour("hex")
        layer(kind, text(bold=weight, limit=layout.name_width + 24), x=start, color=colour)
    layer("words", text(), x=words, color=marks.hex_colour("hex"))
    indented = alt.value(layout.words_left + 24)
    layer("words_indented", text(), x=indented, color=marks.hex_colour("hex"))
    layer("claims", text(align="center"), x=x, color=marks.hex_colour("hex"))
    layer("axis", text(align="center", colour=marks.SECOND), x=x)
    name_x = alt.value(0 if layout.stacked else layout.left - 22)
    align = "left" if layout.stacked else "right"
    layer("axis_name", text(align=align, colour=marks.SECOND), x=name_x)
    _legend_layers(layer, point, text, ring)
    layer("areas", _areas, x=start, x2=alt.value("width"), y2="y2:Q")
    return found


def _legend_layers(layer: Callable, point: Callable, text: Callable, ring: dict) -> None:
    at = alt.X("px:Q", scale=None, axis=None)
    diamond = {"fill": marks.WHITE, "stroke": marks.BROWN, "strokeWidth": 2.5}
    layer("key_0", point(marks.CIRCLE, 260, fill=marks.PETROL), x=at)
    layer("key_1", point(marks.CIRCLE, 220, **ring), x=at)
    layer("key_2", point(marks.DIAMOND, 260, **diamond), x=at)
    layer("key_3", point(marks.FLAG, 180, fill=marks.INK), x=at)
    layer("key_words", text(colour=marks.SECOND), x=at)


def _areas(table: pd.DataFrame) -> alt.Chart:
    """Each row as a place to click; seen by nobody."""
    pick = alt.selection_point(name=PICK, fields=["indicator"], on="click", empty=False)
    titles = {
        "indicator": "ตัวบ่งชี้",
        "verified": "ระดับตามที่ตรวจแล้ว",
        "reported": "ระดับตามที่รายงาน",
        "target": "ระดับเป้าหมาย",
    }
    tips = [alt.Tooltip(f"{name}:N", title=title) for name, title in titles.items()]
    area = alt.Chart(table).mark_rect(fillOpacity=0.001, fill=marks.WHITE, cursor="pointer")
    return area.encode(tooltip=tips).add_params(pick)
