"""The calendar of the page เครือข่าย: activities of each month with the four sides beside.

Tables in, charts out, no Streamlit. Only the rows given are drawn: the page hands over as many
networks as fit (silent ones first), so that an office with 200 of them keeps its shape.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import altair as alt
import pandas as pd

from esa import thai
from esa.fiscal_year import first_day, fiscal_year_of
from esa.reading.schema import read_tabs
from esa.rules.networks import SIDES, UNDATED_POSITION, Coverage, Month, Silence
from esa.screen import marks
from esa.telling.networks_words import middle, run_words, width_of
from esa.telling.texts import thai_digits

WIDTH = 1184  # px the wide charts are designed for; they stretch in proportion
PITCH, FIRST, GAP = 36, 50, 14
NAMES, STEP = 190, 43  # room for names and a month, unless names need more
Digits = Callable[[object], str]


def digits_of(wanted: bool) -> Digits:
    """How numbers are written: in Thai or Arabic digits."""
    return lambda text: thai_digits(text, wanted)


def calendar_rows(
    months: Sequence[Month],
    silence: Sequence[Silence],
    codes: Sequence[str],
    fiscal_year: int,
    today: date,
) -> pd.DataFrame:
    """One row per network drawn, in the order of codes: network, name, state ("" for kinds that
    don't fall silent), total, first and last (positions 1–12 between which a run of silence is
    drawn; 0 = before October; last is missing where none is drawn), words, block (0 to look at,
    1 quiet, 2 active).
    """
    totals: Counter[str] = Counter()
    for month in months:
        totals[month.network] += month.activities + month.planned
    names = {month.network: month.network_name for month in months}
    states = {row.network: (row.state, row.last_ended, row.days) for row in silence}
    end = _position(today, fiscal_year)
    rows = []
    for code in codes:
        state, last, days = states.get(code, ("", None, None))
        drawn = state in ("silent", "never", "undated", "planned")
        rows.append(
            {
                "network": code,
                "name": middle(names.get(code) or "ไม่ระบุเครือข่าย"),
                "state": state,
                "total": totals[code],
                "first": _position(last, fiscal_year) if last else 0,
                "last": end if drawn else None,
                "words": run_words(state, days),
                "block": {"silent": 0, "never": 1, "undated": 1, "planned": 1}.get(state, 2),
            }
        )
    columns = ["network", "name", "state", "total", "first", "last", "words", "block"]
    return pd.DataFrame(rows, columns=columns)


def _position(day: date, fiscal_year: int) -> float:
    """Where a day stands among the months 1–12; 0 for earlier years, 12.4 for later ones."""
    year = fiscal_year_of(day)
    if year != fiscal_year:
        return 0.0 if year < fiscal_year else 12.4
    return (day.month - 10) % 12 + 1 + round((day.day - 1) / 31 * 0.8 - 0.4, 2)


def placed(rows: pd.DataFrame, pitch: float, first: float, gap: float) -> pd.DataFrame:
    """The rows with y, the middle of each, and a gap where a block of meaning ends."""
    steps = rows["block"].diff().fillna(0).ne(0).cumsum()
    return rows.assign(y=marks.rows_y(len(rows), pitch, first) + steps * gap)


def _dots(
    months: Sequence[Month], rows: pd.DataFrame, digits: Digits, area: int, most: int
) -> pd.DataFrame:
    """The dots: y, position, size (area in proportion to activities, up to `most`), label, form
    ("held", "undated", "planned")."""
    ys = dict(zip(rows["network"], rows["y"], strict=True))
    found = []
    for month in months:
        if month.network not in ys:
            continue
        undated = month.position == UNDATED_POSITION
        held = (month.activities, "undated" if undated else "held")
        for count, form in (held, (month.planned, "planned")):
            if count:
                label = digits(f"{count:,}") if count > 1 or undated else ""
                size = area * (2 if undated else min(count, most))
                found.append((ys[month.network], month.position, size, label, form))
    return pd.DataFrame(found, columns=["y", "position", "size", "label", "form"])


def calendar(
    months: Sequence[Month],
    rows: pd.DataFrame,
    coverage: Sequence[Coverage],
    heads: Mapping[str, tuple[int, int]],
    fiscal_year: int,
    thai_wanted: bool = False,
) -> alt.LayerChart:
    """Networks × months with the four sides on the same rows, for a wall or desk.

    rows: of calendar_rows; heads: side → (covered, of).
    """
    digits = digits_of(thai_wanted)
    rows = placed(rows, PITCH, FIRST, GAP)
    height = (rows["y"].max() if len(rows) else FIRST) + PITCH / 2
    y = marks.y_px(height)
    step = STEP - min(_room(rows) // 11, 6)
    october = 676 - 11 * step

    def at(position: float) -> float:
        return 748 if position == UNDATED_POSITION else october + (position - 1) * step

    x = marks.x_stretched(0, WIDTH, 0, 0)
    dots = _dots(months, rows, digits, 195, 6)
    dots["x"] = [at(position) for position in dots["position"]]
    layers = [
        *_heads(heads, at, digits, fiscal_year, x, y),
        *_rails(rows, at(1), at(12), x, y),
        *_runs(rows, at, x, y, digits),
        *_marked(dots, x, y),
        *_names(rows, october - 16, x, y, digits),
        *_sides(coverage, rows, x, y),
    ]
    return marks.finish(alt.layer(*layers), height=height)


def _room(rows: pd.DataFrame) -> float:
    """How many px more than NAMES the longest name needs."""
    seen = (width_of(name) for name in rows["name"])
    return max(max(seen, default=0) * 10 - NAMES, 0)


def _heads(
    heads: Mapping[str, tuple[int, int]],
    at: Callable[[float], float],
    digits: Digits,
    fiscal_year: int,
    x: alt.X,
    y: alt.Y,
) -> list[alt.Chart]:
    top, below = 6, 29
    months = [thai.SHORT_MONTHS[(first_day(fiscal_year).month - 1 + n) % 12] for n in range(12)]
    second = [(at(n + 1), below, name) for n, name in enumerate(months)]
    second += [(748, top, "ไม่ทราบ"), (748, below, "วันที่")]
    label = read_tabs()["network_activities"].field("side").label
    second += [(_side_x(n), below, label(side)) for n, side in enumerate(SIDES)]
    years = [
        (at(1) - 14, top, digits(fiscal_year - 1)),
        (at(4) - 14, top, digits(fiscal_year)),
    ]
    of = "/" if any(total >= 100 for _, total in heads.values()) else " จาก "
    bold = [
        (_side_x(n), top, digits(f"{heads[side][0]:,}{of}{heads[side][1]:,}"))
        for n, side in enumerate(SIDES)
        if heads[side][1] > 1
    ]
    columns = ["x", "y", "label"]
    grey = marks.text(
        pd.DataFrame(second, columns=columns),
        size=marks.SMALL,
        colour=marks.SECOND,
        align="center",
    )
    year = marks.text(
        pd.DataFrame(years, columns=columns), size=marks.SMALL, colour=marks.SECOND, bold=True
    )
    total = marks.text(
        pd.DataFrame([(807, below, "รวม")], columns=columns),
        size=marks.SMALL,
        colour=marks.SECOND,
        align="right",
    )
    ink = marks.text(
        pd.DataFrame(bold, columns=columns), size=marks.SMALL, bold=True, align="center"
    )
    return [part.encode(x=x, y=y) for part in (grey, year, total, ink)]


def _side_x(number: int) -> float:
    return 868 + 92 * number


def _rails(rows: pd.DataFrame, low: float, high: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    quiet = rows[rows["first"].gt(0) | rows["last"].isna()]
    table = pd.DataFrame({"y": quiet["y"], "x": float(low), "x2": float(high)})
    return [_line(table, marks.HAIRLINE, []).encode(x=x, x2="x2:Q", y=y)]


def _line(table: pd.DataFrame, colour: str, dash: list[int]) -> alt.Chart:
    width = 2 if dash else 1
    return alt.Chart(table).mark_rule(color=colour, strokeWidth=width, strokeDash=dash)


def _runs(
    rows: pd.DataFrame, at: Callable[[float], float], x: alt.X, y: alt.Y, digits: Digits
) -> list[alt.Chart]:
    """Silence: a dotted run from the last activity to today, ending in its words."""
    layers = []
    drawn = rows[rows["last"].notna()]
    for silent, colour in ((True, marks.BROWN), (False, marks.SECOND)):
        mine = drawn[(drawn["state"] == "silent") == silent]
        if mine.empty:
            continue
        low = [at(max(first, 0.7)) + (16 if first else 0) for first in mine["first"]]
        high = [
            max(at(max(last, 1)) + 4, start) for last, start in zip(mine["last"], low, strict=True)
        ]
        table = pd.DataFrame({"y": mine["y"], "x": low, "x2": high})
        table["label"] = [digits(words) for words in mine["words"]]
        layers.append(_line(table, colour, [2, 4]).encode(x=x, x2="x2:Q", y=y))
        # A run too short for its words lets them stand after it.
        room = [
            width_of(words) * 9 <= end - start
            for words, start, end in zip(mine["words"], low, high, strict=True)
        ]
        for fits, align, place in ((True, "right", "x2"), (False, "left", "x")):
            part = table[[fit == fits for fit in room]]
            if len(part):
                part = part.assign(x=part[place])
                text = marks.text(part, colour=colour, bold=500 if silent else False, align=align)
                layers.append(marks.with_halo(text.encode(x=x, y=y)))
    return layers


def _marked(dots: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    size = alt.Size("size:Q", scale=None, legend=None)
    layers = []
    for form, fill, stroke, dash in (
        ("held", marks.PETROL, marks.PETROL, []),
        ("planned", marks.WHITE, marks.PETROL, []),
        ("undated", marks.WHITE, marks.SECOND, [3, 2]),
    ):
        mine = dots[dots["form"] == form].drop(columns=["form", "position"])
        if mine.empty:
            continue
        width = 0 if form == "held" else 1.5
        points = alt.Chart(mine).mark_point(
            filled=True, fill=fill, stroke=stroke, strokeWidth=width, strokeDash=dash, opacity=1
        )
        layers.append(points.encode(x=x, y=y, size=size))
        ink = marks.WHITE if form == "held" else marks.SECOND
        said = mine[mine["label"] != ""]
        if len(said):
            text = marks.text(said, size=marks.SMALL, colour=ink, bold=form == "held")
            text.mark.align = "center"
            layers.append(text.encode(x=x, y=y))
    return layers


def _names(rows: pd.DataFrame, room: float, x: alt.X, y: alt.Y, digits: Digits) -> list[alt.Chart]:
    layers = []
    for look, bold in ((True, True), (False, False)):
        mine = rows[(rows["block"] == 0) == look]
        if len(mine):
            table = pd.DataFrame({"y": mine["y"], "label": mine["name"].map(digits), "x": 0.0})
            layers.append(marks.text(table, bold=bold, limit=room).encode(x=x, y=y))
    totals = pd.DataFrame(
        {"y": rows["y"], "label": [digits(f"{total:,}") for total in rows["total"]], "x": 807.0}
    )
    layers.append(marks.text(totals, align="right").encode(x=x, y=y))
    return layers


def _sides(coverage: Sequence[Coverage], rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    ys = dict(zip(rows["network"], rows["y"], strict=True))
    found = [
        (float(_side_x(SIDES.index(each.side))), ys[each.network], each.state)
        for each in coverage
        if each.network in ys
    ]
    return _side_marks(pd.DataFrame(found, columns=["x", "y", "state"]), x, y, 520)


def _side_marks(table: pd.DataFrame, x: alt.X, y: alt.Y, size: float) -> list[alt.Chart]:
    """Solid where covered, dashed for undated or planned, hollow where only declared, a speck."""
    looks = (
        (("covered",), {"fill": marks.PETROL, "stroke": marks.PETROL}, size),
        (
            ("undated", "planned"),
            {"fill": marks.WHITE, "stroke": marks.PETROL, "strokeDash": [3, 2]},
            size,
        ),
        (("declared",), {"fill": marks.WHITE, "stroke": marks.PETROL}, size),
    )
    layers = []
    for states, look, area in looks:
        mine = table[table["state"].isin(states)]
        if len(mine):
            shape = marks.shape(
                mine[["x", "y"]], marks.SQUARE, area, strokeWidth=1.8, opacity=1, **look
            )
            layers.append(shape.encode(x=x, y=y))
    specks = table[table["state"] == "not_declared"]
    if len(specks):
        speck = marks.shape(specks[["x", "y"]], marks.CIRCLE, 14, fill=marks.RAIL, opacity=1)
        layers.append(speck.encode(x=x, y=y))
    return layers


PHONE_PITCH = 108
PHONE_WORDS = {"never": "ยังไม่มีกิจกรรม", "undated": "ไม่ทราบวันที่"}


def calendar_phone(
    months: Sequence[Month],
    rows: pd.DataFrame,
    coverage: Sequence[Coverage],
    fiscal_year: int,
    thai_wanted: bool = False,
) -> alt.LayerChart:
    """The same for a phone: per network its name and words, its months, its four sides."""
    digits = digits_of(thai_wanted)
    rows = placed(rows, PHONE_PITCH, 30, GAP)
    height = (rows["y"].max() if len(rows) else 30) + PHONE_PITCH / 2
    y = marks.y_px(height)
    x = marks.x_stretched(1, 13.4, 10, 12)
    strip = rows.assign(y=rows["y"] + 2)
    dots = _dots(months, strip, digits, 160, 3)
    dots["x"] = dots["position"] + (dots["position"] == UNDATED_POSITION) * 0.4
    layers = [
        *_phone_heads(fiscal_year, x, y),
        *_rails(strip, 1, 12, x, y),
        *_phone_runs(strip, x, y),
        *_marked(dots, x, y),
        *_phone_names(rows, digits, y),
    ]
    # The words of the sides stand by px, the months stretch: two scales of x.
    both = alt.layer(alt.layer(*layers), alt.layer(*_phone_sides(coverage, rows, y)))
    return marks.finish(both.resolve_scale(x="independent"), height=height)


def _phone_heads(fiscal_year: int, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    names = thai.SHORT_MONTHS
    quarters = [(n + 1.0, 4.0, names[(9 + n) % 12]) for n in (0, 3, 6, 9)]
    table = pd.DataFrame(quarters, columns=["x", "y", "label"])
    heads = marks.text(table, size=marks.SMALL, colour=marks.SECOND, align="center", dx=4)
    last = pd.DataFrame([(4.0, "ไม่ทราบวัน")], columns=["y", "label"])
    unknown = marks.text(last, size=marks.SMALL, colour=marks.SECOND, align="right")
    return [heads.encode(x=x, y=y), unknown.encode(x=alt.value("width"), y=y)]


def _phone_runs(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for silent, colour in ((True, marks.BROWN), (False, marks.SECOND)):
        mine = rows[rows["last"].notna() & ((rows["state"] == "silent") == silent)]
        if len(mine):
            low = [first + 0.5 if first >= 1 else 1.0 for first in mine["first"]]
            high = [max(last, start) for last, start in zip(mine["last"], low, strict=True)]
            table = pd.DataFrame({"y": mine["y"], "x": low, "x2": high})
            layers.append(_line(table, colour, [2, 4]).encode(x=x, x2="x2:Q", y=y))
    return layers


def _phone_names(rows: pd.DataFrame, digits: Digits, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for silent in (True, False):
        mine = rows[(rows["state"] == "silent") == silent]
        if mine.empty:
            continue
        table = pd.DataFrame({"y": mine["y"] - 28, "label": mine["name"].map(digits)})
        counted = [f"{total:,} กิจกรรม" for total in mine["total"]]
        words = mine["state"].map(PHONE_WORDS).fillna(mine["words"])
        said = [digits(word or count) for word, count in zip(words, counted, strict=True)]
        colour = marks.BROWN if silent else marks.SECOND
        name = marks.text(table, bold=silent, limit=235)
        words = marks.text(table.assign(label=said), colour=colour, align="right")
        layers += [name.encode(x=alt.value(0), y=y), words.encode(x=alt.value("width"), y=y)]
    return layers


def _phone_sides(coverage: Sequence[Coverage], rows: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """Four marks with their words in one line."""
    ys = dict(zip(rows["network"], rows["y"], strict=True))
    starts = dict(zip(SIDES, (0.0, 76.0, 142.0, 244.0), strict=True))
    x = marks.x_stretched(0, 354, 0, 0)
    label = read_tabs()["network_activities"].field("side").label
    found = [
        (
            *(starts[each.side] + 9, ys[each.network] + 32),
            *(each.state, label(each.side), starts[each.side] + 21),
        )
        for each in coverage
        if each.network in ys
    ]
    table = pd.DataFrame(found, columns=["x", "y", "state", "label", "words"])
    layers = _side_marks(table[["x", "y", "state"]], x, y, 330)
    words = table[["words", "y", "label"]].rename(columns={"words": "x"})
    text = marks.text(words, size=marks.SMALL, colour=marks.SECOND)
    return [*layers, text.encode(x=x, y=y)]
