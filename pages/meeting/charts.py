"""Charts of meeting mode: drawn for a page of 1280 × 720, letters from 24 px, nothing to hover.

Tables and plain values in, charts out; imports no Streamlit. All are WIDTH wide, so that a slide
can be enlarged as a whole.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import altair as alt
import pandas as pd

from esa.rules.bands import Band
from esa.rules.kpis import Round
from esa.rules.spending import Money
from esa.rules.vocabulary import KPI_STATE_WORDS, WITH_LEVEL
from esa.screen import marks
from esa.screen.lines import width, wrapped
from esa.telling import projects_kpi_words as kpi_words
from esa.telling import projects_words as money_words
from esa.telling import schools_words
from esa.telling.board_ladder import ACT, ROSE, Row
from esa.telling.networks_words import middle
from pages.projects.charts import labels
from pages.projects.kpi_charts import LOOKS

WIDTH = 1184
TEXT = 24  # px, the smallest letters of a slide
NAME = 26
MOST_ROWS = 9  # rows of a ladder or of KPIs
PITCH = 50
FIRST, LAST = 450.0, 720.0  # where levels 1 and 5 stand
STATUS = 775.0
MOST_TYPES = 4  # bars of money
COLOURS = 250  # px of the colours
Digits = Callable[[str], str]


def ladder(rows: Sequence[Row], digits: Digits) -> alt.LayerChart:
    """Indicators on their levels; a small ring and a bar where the level was another one before."""
    rows = rows[:MOST_ROWS]
    height = 34 + PITCH * len(rows)
    x, y = marks.x_px(WIDTH), marks.y_px(height)
    lines = marks.rows_y(len(rows), PITCH, 34)
    middles = {row.indicator: line for row, line in zip(rows, lines, strict=True)}
    ruled = [row for row in rows if row.kind in WITH_LEVEL]
    layers = _rails(ruled, middles, x, y)
    layers += _moves(ruled, middles, x, y)
    layers += _dots(rows, middles, x, y, digits)
    heads = [(_at(level), 4.0, digits(str(level))) for level in range(1, 6)] if ruled else []
    layers += labels(heads, x, y, size=TEXT, colour=marks.SECOND, align="center")
    tones: dict[tuple[str, int], list] = {}
    for row in rows:
        line = middles[row.indicator]
        known = row.kind != "none" or row.block == 0
        name = wrapped(f"{row.indicator} {row.name}", FIRST - 40, NAME, most=1)[0]
        hue = marks.INK if known else marks.SECOND
        tones.setdefault((hue, NAME), []).append((0.0, line, digits(name)))
        if row.words:
            room = (STATUS if row.status else WIDTH) - FIRST
            words = wrapped(row.words, room, TEXT, most=1)[0]
            tones.setdefault((marks.SECOND, TEXT), []).append((FIRST - 14, line, digits(words)))
        said, tone = _status(row)
        if said:
            words = wrapped(said, WIDTH - STATUS, TEXT, most=1)[0]
            tones.setdefault((tone, TEXT), []).append((STATUS, line, digits(words)))
    for (hue, size), texts in tones.items():
        layers += labels(texts, x, y, size=size, colour=hue)
    return marks.finish(alt.layer(*layers), height=height, width=WIDTH)


def _at(level: float) -> float:
    return FIRST + (level - 1) / 4 * (LAST - FIRST)


def _status(row: Row) -> tuple[str, str]:
    """One status for each row: how it moved and what asks to act, else what is to say."""
    hues = {ROSE: marks.PETROL, ACT: marks.BROWN}
    pressing = [(text, hues[tone]) for text, tone in row.status if tone in hues]
    if pressing:
        said, hue = pressing[0]
        for text, tone in pressing[1:]:
            if width(f"{said} · {text}", TEXT) <= WIDTH - STATUS:
                said, hue = f"{said} · {text}", tone
        return said, hue
    second = [text for text, _ in row.status]
    said = second[-1:] if row.kind == "locked" else second[:1]
    return "".join(said), marks.SECOND


def _rails(
    rows: Sequence[Row], middles: Mapping[str, float], x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    line = pd.DataFrame(
        [(_at(1), _at(5), middles[row.indicator]) for row in rows], columns=["x", "x2", "y"]
    )
    steps = pd.DataFrame(
        [(_at(level), middles[row.indicator]) for row in rows for level in range(1, 6)],
        columns=["x", "y"],
    )
    rail = alt.Chart(line).mark_rule(color=marks.RAIL, strokeWidth=2)
    ring = _ring(steps, 80, marks.RAIL)
    return [rail.encode(x=x, x2="x2:Q", y=y), ring.encode(x=x, y=y)]


def _ring(table: pd.DataFrame, size: float, hue: str, **mark: object) -> alt.Chart:
    look = {"fill": marks.WHITE, "stroke": hue, "strokeWidth": 2} | mark
    return marks.shape(table, marks.CIRCLE, size, **look)


def _moves(
    rows: Sequence[Row], middles: Mapping[str, float], x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """From where a level came: its ring of before, and a bar to the dot of now."""
    moved = [
        (_at(row.was), _at(row.level), middles[row.indicator])
        for row in rows
        if row.level and row.was and row.was != row.level
    ]
    table = pd.DataFrame(moved, columns=["x", "x2", "y"])
    bar = alt.Chart(table).mark_rule(color=marks.INK, strokeWidth=5)
    ring = _ring(table, 260, marks.INK, strokeWidth=3)
    return [bar.encode(x=x, x2="x2:Q", y=y), ring.encode(x=x, y=y)]


def _dots(
    rows: Sequence[Row],
    middles: Mapping[str, float],
    x: alt.X,
    y: alt.Y,
    digits: Digits,
) -> list[alt.Chart]:
    placed = [row for row in rows if row.level and row.kind != "none"]
    solid = [
        (_at(row.level), middles[row.indicator], digits(str(row.level)))
        for row in placed
        if row.kind != "locked"
    ]
    locked = [
        (_at(row.level), middles[row.indicator], digits(str(row.level)))
        for row in placed
        if row.kind == "locked"
    ]
    dot = marks.shape(_xy(solid), marks.CIRCLE, 1500, fill=marks.PETROL)
    ring = _ring(_xy(locked), 1400, marks.UNKNOWN, strokeDash=[5, 4])
    words = [(left + 30, line, "เบื้องต้น") for left, line, _ in locked]
    return [
        dot.encode(x=x, y=y),
        ring.encode(x=x, y=y),
        *labels(solid, x, y, size=NAME, colour=marks.WHITE, bold=True, align="center"),
        *labels(locked, x, y, size=TEXT, colour=marks.SECOND, align="center"),
        *labels(words, x, y, size=TEXT, colour=marks.SECOND),
    ]


def _xy(places: Sequence[tuple]) -> pd.DataFrame:
    return pd.DataFrame([place[:2] for place in places], columns=["x", "y"])


# --- quality colours ---------------------------------------------------------------------------


def colours(
    ordered: Sequence[Band], of: Mapping[str, int], without: int, digits: Digits
) -> alt.LayerChart:
    """How many schools have each colour: shape, number, word, range. ordered: bands, best first;
    without: schools that have no colour, whatever the reason."""
    height = COLOURS - marks.PAD
    x, y = marks.x_px(WIDTH), marks.y_px(height)
    columns = len(ordered) + bool(without)
    step = WIDTH / max(columns, 1)
    layers: list[alt.Chart] = []
    words, ranges = [], []
    for place, band in enumerate(ordered):
        left = (place + 0.5) * step
        fill, stroke, ink = marks.QUALITY[band.colour]
        table = pd.DataFrame([(left, 80.0)], columns=["x", "y"])
        size = 15000 * (0.8 if band.colour == "blue" else 1)
        look = {"fill": fill, "stroke": stroke, "strokeWidth": 2}
        shape = marks.shape(table, marks.QUALITY_SHAPES[band.colour], size, **look)
        layers.append(shape.encode(x=x, y=y))
        count = [(left, 80.0, digits(f"{of.get(band.colour, 0):,}"))]
        layers += labels(count, x, y, size=46, colour=ink, bold=True, align="center")
        words.append((left, 176.0, schools_words.stand(band.colour)))
        span = f"{band.from_percent:.2f}–{band.to_percent:.2f}"
        ranges.append((left, 212.0, digits(span)))
    if without:
        left = (len(ordered) + 0.5) * step
        table = pd.DataFrame([(left, 80.0)], columns=["x", "y"])
        look = {"fill": marks.WHITE, "stroke": marks.UNKNOWN, "strokeWidth": 2}
        box = marks.shape(table, marks.SQUARE, 13000, strokeDash=[6, 5], **look)
        layers.append(box.encode(x=x, y=y))
        count = [(left, 80.0, digits(f"{without:,}"))]
        layers += labels(count, x, y, size=46, colour=marks.SECOND, align="center")
        words.append((left, 176.0, "ยังไม่มีสี"))
    layers += labels(words, x, y, size=28, bold=500, align="center")
    layers += labels(ranges, x, y, size=TEXT, colour=marks.SECOND, align="center")
    return marks.finish(alt.layer(*layers), height=height, width=WIDTH)


# --- KPIs --------------------------------------------------------------------------------------

_LEGEND = ("reached", "not_yet", "not_reached", "not_reported", "unusable", "no_target")


def kpis(rounds: Iterable[Round], codes: Sequence[str], digits: Digits) -> alt.LayerChart:
    """Indicators × rounds of 6, 9 and 12 months: mark and result; the words of the marks below."""
    shown = [row for row in rounds if row.kpi in codes]
    pitch = min(PITCH, 400 / max(len(codes), 1))
    foot = 34 + pitch * len(codes)
    height = foot + 44
    x, y = marks.x_px(WIDTH), marks.y_px(height)
    columns = {6: 790.0, 9: 930.0, 12: 1070.0}
    heads = [(at - 14, 4.0, digits(f"{months} เดือน")) for months, at in columns.items()]
    layers = labels([*heads, (500.0, 4.0, "เป้าหมาย")], x, y, size=TEXT, colour=marks.SECOND)
    lines = dict(zip(codes, marks.rows_y(len(codes), pitch, 34), strict=True))
    layers += _kpi_names(shown, lines, x, y, digits)
    cells: dict[str, list[tuple[float, float]]] = {}
    values = []
    for row in shown:
        at, line = columns[row.round], lines[row.kpi]
        cells.setdefault(row.state, []).append((at, line))
        actual = "–" if row.actual is None else kpi_words.plain_number(row.actual)
        values.append((at + 18, line, digits(actual)))
    layers += labels(values, x, y, size=TEXT, bold=500)
    left = 10.0
    legend = []
    for state in (each for each in _LEGEND if cells.get(each)):
        cells[state].append((left, foot + 28))
        legend.append((left + 18, foot + 28, KPI_STATE_WORDS[state]))
        left += 190
    if cells.get("not_due"):
        legend.append((left, foot + 28, f"–  {KPI_STATE_WORDS['not_due']}"))
    layers += labels(legend, x, y, size=TEXT, colour=marks.SECOND)
    for state, places in cells.items():
        if state in LOOKS:
            path, fill, stroke, dash = LOOKS[state]
            look = {"fill": fill, "stroke": stroke, "strokeWidth": 2.4, "strokeDash": dash}
            layers.append(marks.shape(_xy(places), path, 300, **look).encode(x=x, y=y))
    return marks.finish(alt.layer(*layers), height=height, width=WIDTH)


def _kpi_names(
    shown: Iterable[Round], lines: Mapping[str, float], x: alt.X, y: alt.Y, digits: Digits
) -> list[alt.Chart]:
    names, goals = {}, {}
    for row in shown:
        code, goal = row.kpi, kpi_words.target_text(row)
        names[code] = (0.0, lines[code], digits(middle(row.title or code, 34)))
        goals[code] = (500.0, lines[code], digits(middle(goal, 22)))
    return [
        *labels(list(names.values()), x, y, size=NAME),
        *labels(list(goals.values()), x, y, size=TEXT, colour=marks.SECOND),
    ]


# --- money -------------------------------------------------------------------------------------


def money(by_type: Mapping[str | None, Money], word: str, digits: Digits) -> alt.LayerChart:
    """Percent spent by expenditure type, each against its target. word: what the target is
    called."""
    rows = list(by_type.items())[:MOST_TYPES]
    alone = len(rows) == 1
    pitch, thick = (200.0, 84) if alone else (96.0, 30)
    x, y = marks.x_px(WIDTH), marks.y_px(pitch * max(len(rows), 1))
    room = float(WIDTH - 190)
    frames, bars, ticks, goals, names, sums, shares = [], [], [], [], [], [], []
    for place, (kind, row) in enumerate(rows):
        line = place * pitch
        middle_ = line + 36 + thick / 2
        spent, got = money_words.baht(row.spent), money_words.baht(row.allocated)
        names.append((0.0, line + 12, digits(middle(money_words.type_word(kind), 26))))
        sums.append((room, line + 12, digits(f"{spent} จาก {got} บาท")))
        frames.append((0.0, room, middle_))
        percent, target = row.percent_spent, row.target_percent
        known = percent is not None
        shares.append((float(WIDTH), middle_, digits(f"{percent} %" if known else "ไม่ทราบ")))
        if known:
            bars.append((0.0, _share(percent, room), middle_))
        if target is not None:
            at = _share(target, room)
            ticks.append((at, middle_))
            goals.append(
                (min(at + 8, room), middle_ + thick / 2 + 30, digits(f"▲ {word} {target} %"))
            )
    columns = ["x", "x2", "y"]
    frame = alt.Chart(pd.DataFrame(frames, columns=columns)).mark_bar(
        height=thick, fill=marks.WHITE, stroke=marks.SECOND, strokeWidth=1.5
    )
    bar = alt.Chart(pd.DataFrame(bars, columns=columns)).mark_bar(height=thick, fill=marks.PETROL)
    tick = alt.Chart(_xy(ticks)).mark_tick(
        orient="vertical", size=thick + 18, thickness=5, color=marks.INK
    )
    return marks.finish(
        alt.layer(
            frame.encode(x=x, x2="x2:Q", y=y),
            bar.encode(x=x, x2="x2:Q", y=y),
            tick.encode(x=x, y=y),
            *labels(goals if alone else [], x, y, size=TEXT, colour=marks.INK, align="right"),
            *labels(names, x, y, size=NAME),
            *labels(sums, x, y, size=TEXT, colour=marks.SECOND, align="right"),
            *labels(shares, x, y, size=36 if alone else 28, bold=True, align="right"),
        ),
        height=pitch * max(len(rows), 1),
        width=WIDTH,
    )


def _share(percent: object, room: float) -> float:
    return room * min(max(float(percent), 0.0), 100.0) / 100


def standards(sums: pd.DataFrame, digits: Digits) -> alt.LayerChart:
    """Conditions met of those stated by standard. sums: see conditions.by_standard."""
    pitch, frames, bars, names = 92.0, [], [], []
    for place, row in enumerate(sums.head(5).to_dict("records")):
        line = place * pitch
        name = f"มาตรฐานที่ {row['standard']}" if row["standard"] else "ไม่ระบุมาตรฐาน"
        unknown = f" · ยังไม่มีข้อมูล {row['unknown']}" if row["unknown"] else ""
        label = f"{name}: ผ่าน {row['met']} จาก {row['stated']} ข้อ{unknown}"
        names.append((0.0, line + 14, digits(label)))
        frames.append((0.0, float(WIDTH), line + 52))
        share = row["met"] / row["stated"] if row["stated"] else 0
        bars.append((0.0, WIDTH * share, line + 52))
    height = max(pitch * len(names), pitch)
    x, y = marks.x_px(WIDTH), marks.y_px(height)
    columns = ["x", "x2", "y"]
    frame = alt.Chart(pd.DataFrame(frames, columns=columns)).mark_bar(
        height=22, fill=marks.HAIRLINE
    )
    bar = alt.Chart(pd.DataFrame(bars, columns=columns)).mark_bar(height=22, fill=marks.PETROL)
    return marks.finish(
        alt.layer(
            frame.encode(x=x, x2="x2:Q", y=y),
            bar.encode(x=x, x2="x2:Q", y=y),
            *labels(names, x, y, size=NAME),
        ),
        height=height,
        width=WIDTH,
    )
