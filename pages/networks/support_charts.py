"""Charts of the page เครือข่าย: cash and other support of partners, schools reached.

Money in cash and everything else stand in two charts and are never added; a value that nobody
filled in is said in words. Tables in, charts out, no Streamlit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import altair as alt
import pandas as pd

from esa.rules.networks import Reached
from esa.rules.resources import Sum, Units
from esa.rules.vocabulary import REACHED_WORDS
from esa.screen import marks
from esa.telling.networks_words import NO_VALUE, money
from esa.telling.texts import plain
from pages.networks.charts import GAP, digits_of, placed

MOST_UNITS = 8  # unit squares in a row; more are only written


def cash_rows(
    cash: Mapping[str | None, Sum], names: Mapping[str, str], local: set[str]
) -> pd.DataFrame:
    """Rows of the cash bars, local government first: name, value (baht), words, block.

    cash: by partner; local: codes of local government.
    """
    rows = []
    for partner, given in cash.items():
        value, blanks = given.cash, given.no_value
        unknown = f"{'+ ' if value else ''}{NO_VALUE} {blanks:,}" if blanks else ""
        rows.append(
            {
                "name": plain(names.get(partner) or partner or "ไม่ทราบภาคี"),
                "value": float(value),
                "words": money(value) if value or not blanks else "",
                "unknown": unknown,
                "block": 0 if partner in local else 1,
            }
        )
    table = pd.DataFrame(rows, columns=["name", "value", "words", "unknown", "block"])
    return table.sort_values("block", kind="stable").reset_index(drop=True)


def cash_bars(rows: pd.DataFrame, thai_wanted: bool = False, room: int = 158) -> alt.LayerChart:
    """Cash of each partner: a bar with its figure; an amount that isn't filled in is said.

    rows: of cash_rows. room: px for the names.
    """
    digits = digits_of(thai_wanted)
    rows = placed(rows, 35, 0, GAP)
    height = (rows["y"].max() if len(rows) else 0) + 18
    top = max(rows["value"].max() if len(rows) else 0, 1)
    y = marks.y_px(height)
    late = rows[rows["unknown"].ne("") & rows["value"].gt(top / 2)]
    right = 290 if len(late) else 100  # what is unknown is said behind the figure
    x, zero = (marks.x_stretched(0, top, room, right, field) for field in ("value", "zero"))
    layers = []
    for block, colour in ((0, marks.PETROL), (1, marks.PETROL_MID)):
        bars = rows[(rows["block"] == block) & (rows["value"] > 0)][["y", "value"]]
        if len(bars):
            bar = alt.Chart(bars.assign(zero=0)).mark_bar(color=colour, height=15)
            layers.append(bar.encode(x=zero, x2="value:Q", y=y))
    names = rows.assign(label=rows["name"].map(digits))[["y", "label"]]
    layers.append(marks.text(names, limit=room - 10).encode(x=alt.value(0), y=y))
    said = [
        digits(f"{words}  {unknown}".strip())
        for words, unknown in zip(rows["words"], rows["unknown"], strict=True)
    ]
    figures = rows.assign(label=said)[["y", "value", "label"]]
    for known, colour in ((True, marks.INK), (False, marks.SECOND)):
        mine = figures[(rows["value"] > 0) == known]
        if len(mine):
            layers.append(marks.text(mine, dx=8, colour=colour).encode(x=x, y=y))
    return marks.finish(alt.layer(*layers), height=height)


def cash_phone(rows: pd.DataFrame, thai_wanted: bool = False) -> alt.LayerChart:
    """The same for a phone: name and figure in one line, the bar below."""
    digits = digits_of(thai_wanted)
    rows = placed(rows, 60, 0, GAP)
    height = (rows["y"].max() if len(rows) else 0) + 30
    y = marks.y_px(height)
    top = max(rows["value"].max() if len(rows) else 0, 1)
    x, zero = (marks.x_stretched(0, top, 0, 0, field) for field in ("value", "zero"))
    said = [
        digits(f"{words} {unknown}".strip())
        for words, unknown in zip(rows["words"], rows["unknown"], strict=True)
    ]
    lines = pd.DataFrame({"y": rows["y"] - 14, "label": rows["name"].map(digits), "said": said})
    layers = [
        marks.text(lines[["y", "label"]], limit=190).encode(x=alt.value(0), y=y),
        marks.text(lines[["y", "said"]], "said", align="right").encode(x=alt.value("width"), y=y),
    ]
    for block, colour in ((0, marks.PETROL), (1, marks.PETROL_MID)):
        mine = rows[(rows["block"] == block) & (rows["value"] > 0)]
        if len(mine):
            bars = pd.DataFrame({"y": mine["y"] + 10, "value": mine["value"], "zero": 0})
            bar = alt.Chart(bars).mark_bar(color=colour, height=13)
            layers.append(bar.encode(x=zero, x2="value:Q", y=y))
    return marks.finish(alt.layer(*layers), height=height)


def in_kind_rows(
    other: Mapping[str | None, Sum], units: Iterable[Units], names: Mapping[str, str]
) -> pd.DataFrame:
    """Rows of support other than cash: name, units (0 where no number is in the data), words.

    other: by partner.
    """
    things: dict[str | None, list[Units]] = {}
    for each in units:
        things.setdefault(each.partner, []).append(each)
    rows = []
    for partner, given in other.items():
        mine, blanks = things.get(partner, []), given.no_value
        parts = [f"{each.thing} {each.units:,} {each.unit}" for each in mine]
        if given.rows > blanks:
            parts.append(f"{money(given.other)} บาท")
        if blanks and not mine:
            parts.append(f"{NO_VALUE} {blanks:,} รายการ")
        number = sum(each.units for each in mine)
        rows.append(
            {
                "name": plain(names.get(partner) or partner or "ไม่ทราบภาคี"),
                "units": number,
                "words": " · ".join(parts),
            }
        )
    table = pd.DataFrame(rows, columns=["name", "units", "words"])
    return table.sort_values("units", ascending=False, kind="stable").reset_index(drop=True)


def in_kind(rows: pd.DataFrame, thai_wanted: bool = False, room: int = 180) -> alt.LayerChart:
    """Goods, services and people: a dashed square for each unit that the data name, then words."""
    digits = digits_of(thai_wanted)
    height = 35 * len(rows)
    rows = rows.assign(y=marks.rows_y(len(rows), 35), block=0)
    y = marks.y_px(height)
    x = alt.X("x:Q", scale=_plain(), axis=None)
    squares = [
        {"x": float(room + 9 + 27 * number), "y": row.y}
        for row in rows.itertuples()
        if row.units <= MOST_UNITS
        for number in range(row.units)
    ]
    layers = []
    if squares:
        box = marks.shape(
            pd.DataFrame(squares),
            marks.SQUARE,
            480,
            fill=marks.WHITE,
            stroke=marks.SECOND,
            strokeWidth=1.5,
            strokeDash=[3, 2],
        )
        layers.append(box.encode(x=x, y=y))
    drawn = rows["units"].where(rows["units"] <= MOST_UNITS, 0)
    words = rows.assign(x=room + 27.0 * drawn + (drawn > 0) * 6, label=rows["words"].map(digits))[
        ["x", "y", "label"]
    ]
    names = rows.assign(label=rows["name"].map(digits))[["y", "label"]]
    layers.append(marks.text(names, limit=room - 12).encode(x=alt.value(0), y=y))
    said = marks.text(words, colour=marks.SECOND)
    layers.append(said.encode(x=x, y=y))
    return marks.finish(alt.layer(*layers), height=height)


def _plain() -> alt.Scale:
    """One unit of data is one px, at any width."""
    return alt.Scale(domain=[0, 1000], range=[0, 1000], nice=False, zero=False)


def reached_bars(reached: Sequence[Reached], thai_wanted: bool = False) -> alt.LayerChart:
    """Schools by how activities reached them: three bars with their words and counts."""
    digits = digits_of(thai_wanted)
    found = Counter(row.how for row in reached)
    looks = {
        "named": (marks.PETROL, marks.PETROL),
        "by_network": (marks.PETROL_TINT, marks.PETROL_MID),
        "not_reached": (marks.WHITE, marks.BROWN),
    }
    rows = []
    for number, (how, words) in enumerate(REACHED_WORDS.items()):
        count = found[how]
        label = digits(f"{words} {count:,}")
        rows.append((number * 62 + 12.0, number * 62 + 38.0, count, label, *looks[how]))
    table = pd.DataFrame(rows, columns=["top", "y", "count", "label", "fill", "stroke"])
    height = 62 * 3 - 6
    x = marks.x_stretched(0, max(len(reached), 1), 1, 2, "count")
    y = marks.y_px(height)
    fill, stroke = marks.hex_fill("fill"), marks.hex_stroke("stroke")
    there = table[table["count"] > 0].assign(zero=0).drop(columns=["top", "label"])
    bars = alt.Chart(there).mark_bar(height=18, strokeWidth=1.5)
    bars = bars.encode(x=x, x2="zero:Q", y=y, fill=fill, stroke=stroke)
    words = marks.text(table[["top", "label"]]).encode(x=alt.value(0), y=marks.y_px(height, "top"))
    return marks.finish(alt.layer(bars, words), height=height)
