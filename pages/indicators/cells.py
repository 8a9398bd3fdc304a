"""Charts made of cells: the rubric strip behind a level, and the conditions met of those stated."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import altair as alt
import pandas as pd

from esa.rules.vocabulary import NO_TARGET, NOT_REACHED, OPEN, REACHED, UNIT_WORDS
from esa.screen import marks
from esa.screen.lines import WIDE, Layout, wrapped
from pages.indicators import words as said
from pages.indicators.charts import PICK, Digits

MOST_CELLS = 11  # more counts than this share cells by level
MOST_SINGLE = 40  # more conditions than this are drawn as one cell of each kind
LABELS = 104  # px, the words left of the strip
LINE = 26
DASH = [4, 3]
FRAME = {"stroke": marks.PETROL, "strokeWidth": 3}  # of the reported count


class Cell(NamedTuple):
    """A cell of the strip: the counts it stands for and the level they give."""

    first: int
    last: int
    outcome: str
    level: int | None

    @property
    def counts(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def word(self) -> str:
        """Its level; ? where nobody typed one, ซ้อน where several levels hold it."""
        if self.outcome == "overlap":
            return "ซ้อน"
        return str(self.level) if self.outcome == "level" else "?"


def strip_cells(counts: Sequence[tuple[int, str, int | None]]) -> list[Cell]:
    """(clear, outcome, level) of rubric.strip as cells; many counts share one by level."""
    if len(counts) <= MOST_CELLS:
        return [Cell(clear, clear, outcome, level) for clear, outcome, level in counts]
    cells = []
    for (outcome, level), run in groupby(counts, key=lambda row: row[1:]):
        run = list(run)
        cells.append(Cell(run[0][0], run[-1][0], outcome, level if outcome == "level" else None))
    return cells


def strip(
    cells: Sequence[Cell], verified: int, reported: int, digits: Digits = str
) -> alt.LayerChart:
    """A cell per count of clear points: the verified count solid, the reported one thickly framed
    (as dot and ring of the ladder), both in one cell solid in a frame; an untyped level dashed."""
    rows = [
        {
            "y": 4,
            "y2": 42,
            "below": 60,
            "label_y": 23,
            "x": index + 0.04,
            "x2": index + 0.96,
            "mid": index + 0.5,
            "label": digits(cell.word),
            "counts": digits(cell.counts),
            "kind": _kind(cell, verified, reported),
        }
        for index, cell in enumerate(cells)
    ]
    x = marks.x_stretched(0, len(cells), LABELS, 2)
    middle = marks.x_stretched(0, len(cells), LABELS, 2, "mid")
    y = marks.y_px(74)
    looks = {
        "plain": {"fill": "#f4f6f7", "stroke": marks.RAIL},
        "unknown": {"fill": marks.WHITE, "stroke": marks.UNKNOWN, "strokeDash": DASH},
        "reported": {"fill": "#f4f6f7"} | FRAME,
        "verified": {"fill": marks.PETROL, "stroke": marks.PETROL},
        "both": {"fill": marks.WHITE} | FRAME,
    }
    layers = []
    for kind, look in looks.items():
        own = pd.DataFrame([row for row in rows if row["kind"] == kind])
        if not len(own):
            continue
        layers.append(alt.Chart(own).mark_rect(**look).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"))
        if kind == "both":
            inside = {"xOffset": 5, "x2Offset": -5, "yOffset": 5, "y2Offset": -5}
            solid = alt.Chart(own).mark_rect(fill=marks.PETROL, **inside)
            layers.append(solid.encode(x=x, x2="x2:Q", y=y, y2="y2:Q"))
        filled = kind in ("verified", "both")
        colour = marks.WHITE if filled else marks.INK
        text = marks.text(own, colour=colour, bold=filled, align="center")
        layers.append(text.encode(x=middle, y=marks.y_px(74, "label_y")))
    table = pd.DataFrame(rows)
    counts = marks.text(table, "counts", align="center", colour=marks.SECOND)
    layers.append(counts.encode(x=middle, y=marks.y_px(74, "below")))
    heads = pd.DataFrame([{"y": 23, "label": "ได้ระดับ"}, {"y": 60, "label": "ชัดเจน (ข้อ)"}])
    layers.append(marks.text(heads, colour=marks.SECOND).encode(x=alt.value(0), y=y))
    return marks.finish(alt.layer(*layers), height=74)


def _kind(cell: Cell, verified: int, reported: int) -> str:
    checked = cell.first <= verified <= cell.last
    if cell.first <= reported <= cell.last:
        return "both" if checked else "reported"
    if checked:
        return "verified"
    return "plain" if cell.outcome == "level" else "unknown"


_ORDER = (NOT_REACHED, OPEN, NO_TARGET, REACHED)
_CELLS = ("met", "unmet", "not_reported", "not_listed")


def condition_blocks(
    results: Sequence[Mapping], titles: Mapping[str, str | None]
) -> list[tuple[str, list[Mapping]]]:
    """Criteria by indicator: (heading, rows). Indicators with most missed targets first; in each,
    missed targets, then open ones, then those without a target, then reached ones."""
    grouped: dict[str, list[Mapping]] = {}
    for row in results:
        grouped.setdefault(row["indicator"] or "", []).append(row)
    blocks = []
    for code, rows in grouped.items():
        rows.sort(key=lambda row: _ORDER.index(row["outcome"]))
        title = titles.get(code) or said.NO_TITLE
        blocks.append((f"{code} {title}", rows))
    blocks.sort(key=lambda block: -sum(row["outcome"] == NOT_REACHED for row in block[1]))
    return blocks


def conditions(
    blocks: Sequence[tuple[str, Sequence[Mapping]]],
    chosen: str | None,
    layout: Layout = WIDE,
    digits: Digits = str,
) -> alt.LayerChart:
    """A row per criterion: a cell per condition stated: met, not met, not reported, not listed."""
    tables: dict[str, list[dict]] = {}
    most = max([12, *(row["stated"] for _, rows in blocks for row in rows)])
    y = _key(tables, layout)
    for heading, rows in blocks:
        y += 20
        tables.setdefault("headings", []).append({"y": y, "label": digits(heading)})
        y += LINE
        for row in rows:
            y = _criterion(tables, row, y, row["criterion"] == chosen, layout, digits)
    return marks.finish(alt.layer(*_condition_layers(tables, y, most, layout)), height=y)


def _key(tables: dict, layout: Layout) -> float:
    words = ("ทำได้", "ยังทำไม่ได้", "ยังไม่รายงาน", "ยังไม่มีในชีต")
    x, y = 2.0, 6.0
    for kind, word in zip(_CELLS, words, strict=True):
        if x + 130 > layout.whole_width:
            x, y = 2.0, y + 30
        tables.setdefault(f"key_{kind}", []).append(
            {"y": y - 8, "y2": y + 8, "px": x, "px2": x + 13}
        )
        tables.setdefault("key_words", []).append({"y": y, "px": x + 20, "label": word})
        x += 46 + 9 * len(word)
    return y + 14


def _criterion(
    tables: dict, row: Mapping, top: float, chosen: bool, layout: Layout, digits: Digits
) -> float:
    def add(kind: str, y: float, **values: object) -> None:
        tables.setdefault(kind, []).append({"y": y, **values})

    first = top + 22
    y = first
    for line in wrapped(digits(said.criterion_name(row)), layout.name_width):
        add("names_bold" if chosen else "names", y, label=line)
        y += LINE
    cells = y if layout.stacked else first
    start = 0
    size = 1 if row["stated"] <= MOST_SINGLE else None
    for kind in _CELLS:
        many = row[kind]
        for _ in range(many if size else min(many, 1)):
            wide = size or many
            add(kind, cells - 10, y2=cells + 10, x=start + 0.08, x2=start + wide - 0.08)
            start += wide
    below = cells + (LINE + 2 if start else 0)
    late = row["outcome"] == NOT_REACHED
    for text, hex_ in (
        (said.met(row), marks.SECOND),
        (said.target(row, UNIT_WORDS), marks.BROWN if late else marks.SECOND),
    ):
        for line in wrapped(digits(text), layout.words_width):
            add("words", below, label=line, hex=hex_)
            below += LINE
    end = max(y, below) - LINE + 22
    add("areas", top, y2=end, indicator=row["criterion"], shown=f"{said.met(row)}")
    if chosen:
        add("rules", top)
        add("rules", end)
    return end


_LOOKS = {
    "met": {"fill": marks.PETROL, "stroke": marks.PETROL},
    "unmet": {"fill": marks.WHITE, "stroke": marks.BROWN, "strokeWidth": 2},
    "not_reported": {"fill": marks.WHITE, "stroke": marks.UNKNOWN, "strokeDash": DASH},
    "not_listed": {"fill": marks.HAIRLINE, "stroke": marks.UNKNOWN, "strokeDash": [1, 3]},
}


def _condition_layers(tables: dict, height: float, most: int, layout: Layout) -> list[alt.Chart]:
    y = marks.y_px(height)
    x = marks.x_stretched(0, most, 0 if layout.stacked else layout.words_left, 6)
    at = alt.X("px:Q", scale=None, axis=None)
    start, words = alt.value(0), alt.value(layout.words_left)
    layers = []

    def layer(kind: str, make: Callable[[pd.DataFrame], alt.Chart], **encoding: object) -> None:
        if kind in tables:
            layers.append(make(pd.DataFrame(tables[kind])).encode(y=y, **encoding))

    for kind, look in _LOOKS.items():
        layer(kind, lambda t, k=look: alt.Chart(t).mark_rect(**k), x=x, x2="x2:Q", y2="y2:Q")
        layer(
            f"key_{kind}",
            lambda t, k=look: alt.Chart(t).mark_rect(**k),
            x=at,
            x2=alt.X2("px2:Q"),
            y2="y2:Q",
        )
    layer("key_words", lambda t: marks.text(t, colour=marks.SECOND), x=at)
    layer("rules", lambda t: alt.Chart(t).mark_rule(color=marks.INK, strokeWidth=1.5),
          x=start, x2=alt.value("width"))  # fmt: skip
    layer("headings", lambda t: marks.text(t, bold=True), x=start)
    layer("names", lambda t: marks.text(t, limit=layout.name_width + 10), x=start)
    layer("names_bold", lambda t: marks.text(t, bold=True, limit=layout.name_width + 10), x=start)
    layer("words", marks.text, x=words, color=marks.hex_colour("hex"))
    layer("areas", _areas, x=start, x2=alt.value("width"), y2="y2:Q")
    return layers


def _areas(table: pd.DataFrame) -> alt.Chart:
    pick = alt.selection_point(name=PICK, fields=["indicator"], on="click", empty=False)
    tips = [
        alt.Tooltip("indicator:N", title="ประเด็น"),
        alt.Tooltip("shown:N", title="สภาพที่พึงประสงค์"),
    ]
    area = alt.Chart(table).mark_rect(fillOpacity=0.001, fill=marks.WHITE, cursor="pointer")
    return area.encode(tooltip=tips).add_params(pick)
