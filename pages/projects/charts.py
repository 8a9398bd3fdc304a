"""Charts of the page โครงการและงบประมาณ: projects by strategy and on the calendar of the year.

Tables in, charts out, no Streamlit. Every mark stands beside its word and number. What all charts
of the page share is here too: labels, months and the line of today.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import altair as alt
import pandas as pd

from esa import thai
from esa.fiscal_year import first_day, last_day, months
from esa.plain import records
from esa.rules.projects import Count, Project
from esa.rules.vocabulary import PROJECT_STATE_WORDS
from esa.screen import marks
from esa.telling import projects_words as said
from esa.telling.networks_words import middle
from esa.telling.texts import short_date

Digits = Callable[[object], str]
MOST_STRATEGIES = 12
SHORTEST_BAR = 7  # days; a shorter project is drawn as long, so that it can be seen
PROJECT_LOOKS = {  # fill, outline, dash
    "late": (marks.BROWN, marks.BROWN, []),
    "not_begun": (marks.BROWN_TINT, marks.BROWN, []),
    "not_started": (marks.WHITE, marks.PETROL, []),
    "in_progress": (marks.PETROL_TINT, marks.PETROL, []),
    "postponed": (marks.WHITE, marks.UNKNOWN, []),
    "done": (marks.PETROL, marks.PETROL, []),
    "cancelled": (marks.HAIRLINE, marks.UNKNOWN, []),
    "unknown": (marks.WHITE, marks.UNKNOWN, [3, 2]),
}


def labels(rows: list[tuple], x: alt.X | alt.XValue, y: alt.Y, **look: object) -> list[alt.Chart]:
    """Text marks from (x, y, label) or (y, label) where x is one value; [] without rows."""
    if not rows:
        return []
    names = ["x", "y", "label"] if len(rows[0]) == 3 else ["y", "label"]
    return [marks.text(pd.DataFrame(rows, columns=names), **look).encode(x=x, y=y)]


def month_heads(
    fiscal_year: int, line: float, x: alt.X, y: alt.Y, every: int = 3
) -> list[alt.Chart]:
    first = first_day(fiscal_year)
    rows = [
        (float((day - first).days), line, thai.SHORT_MONTHS[day.month - 1])
        for number, day in enumerate(months(fiscal_year))
        if number % every == 0
    ]
    return labels(rows, x, y, size=marks.SMALL, colour=marks.SECOND)


def today_line(
    fiscal_year: int,
    today: date,
    top: float,
    foot: float,
    x: alt.X,
    y: alt.Y,
    digits: Digits,
    below: float = 40,
) -> list[alt.Chart]:
    """A line at today, with its date that far below its foot; nothing where today lies outside the
    fiscal year."""
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    if not first <= today <= last:
        return []
    at = float((today - first).days)
    table = pd.DataFrame([(at, top, foot)], columns=["x", "y", "y2"])
    rule = alt.Chart(table).mark_rule(color=marks.INK, strokeWidth=1.5, strokeDash=[2, 3])
    label = digits(f"วันนี้ {short_date(today)}")
    align = "right" if at > 180 else "left"
    return [
        rule.encode(x=x, y=y, y2="y2:Q"),
        *labels([(at, foot + below, label)], x, y, size=marks.SMALL, align=align),
    ]


def strategies(counted: Sequence[Count], digits: Digits = str) -> alt.LayerChart:
    """Projects by strategy (rows) and state (columns)."""
    occur = {each.state for each in counted if each.projects}
    there = [state for state in PROJECT_STATE_WORDS if state in occur]
    rows = _of_strategies(counted)
    pitch, first, room, step = 40, 40, 330, 128
    height = first + pitch * len(rows)
    x, y = marks.x_stretched(0, 1184, 0, 0), marks.y_px(height)
    heads = [(room + step * n, 8.0, PROJECT_STATE_WORDS[state]) for n, state in enumerate(there)]
    names, squares, numbers = [], [], {marks.INK: [], marks.WHITE: []}
    for place, (strategy, counts) in enumerate(rows):
        line = first + pitch * (place + 0.5)
        names.append((line, digits(middle(strategy, 34))))
        for column, state in enumerate(there):
            count = counts.get(state, 0)
            at = room + step * column
            if count:
                fill, stroke, _ = PROJECT_LOOKS[state]
                squares.append((at, line, fill, stroke))
                dark = state in ("late", "done")
                numbers[marks.WHITE if dark else marks.INK].append((at, line, digits(f"{count:,}")))
    drawn = pd.DataFrame(squares, columns=["x", "y", "fill", "stroke"])
    tile = marks.shape(drawn, marks.SQUARE, 1500, strokeWidth=1.5)
    layers: list[alt.Chart] = [
        tile.encode(x=x, y=y, fill=marks.hex_fill("fill"), stroke=marks.hex_stroke("stroke"))
    ]
    layers += labels(heads, x, y, size=marks.SMALL, colour=marks.SECOND, align="center")
    layers += labels(names, alt.value(0), y)
    for colour, found in numbers.items():
        layers += labels(found, x, y, bold=True, colour=colour, align="center")
    return marks.finish(alt.layer(*layers), height=height)


def strategies_phone(counted: Sequence[Count], digits: Digits = str) -> alt.LayerChart:
    """The same for a phone: the strategy, and below it a bar per state with word and count."""
    y_now, names, bars, words = 12.0, [], [], []
    most = max([*(each.projects for each in counted), 1])
    for strategy, counts in _of_strategies(counted):
        names.append((y_now, digits(middle(strategy, 34))))
        for state in PROJECT_STATE_WORDS:
            count = counts.get(state, 0)
            if count:
                y_now += 30
                fill, stroke, _ = PROJECT_LOOKS[state]
                bars.append((y_now, 0.0, float(count), fill, stroke))
                words.append((y_now, digits(f"{PROJECT_STATE_WORDS[state]} {count:,}")))
        y_now += 40
    y = marks.y_px(y_now)
    x = marks.x_stretched(0, most, 160, 2, "low")
    drawn = pd.DataFrame(bars, columns=["y", "low", "high", "fill", "stroke"])
    bar = alt.Chart(drawn).mark_bar(height=16, strokeWidth=1.5)
    layers: list[alt.Chart] = [
        bar.encode(
            x=x, x2="high:Q", y=y, fill=marks.hex_fill("fill"), stroke=marks.hex_stroke("stroke")
        )
    ]
    layers += labels(names, alt.value(0), y, bold=True)
    layers += labels(words, alt.value(0), y, size=marks.SMALL)
    return marks.finish(alt.layer(*layers), height=y_now)


def _of_strategies(counted: Sequence[Count]) -> list[tuple[str, Mapping[str, int]]]:
    found = said.by_strategy(counted).items()
    return [(said.strategy_word(key), counts) for key, counts in found][:MOST_STRATEGIES]


def calendar_rows(states: Iterable[Project]) -> pd.DataFrame:
    """Dated projects of this year, late ones first, then by their first day; with y left out.

    Result: index of the projects; name, state, low and high (days from 1 October; a bar is drawn
    SHORTEST_BAR days long at least), words, more (second line), block (0 late, 1 the others).
    """
    rows, places = [], []
    for row in states:
        low, high, is_late = row.bar_from, row.bar_to, row.state == "late"
        if low is None or high is None:
            continue
        first = date(low.year - (low.month < 10), 10, 1)
        days = max((high - low).days + 1, SHORTEST_BAR)
        start = max(min((low - first).days, 365 - days), 0)
        report = said.report_text(row.report_due, row.report_days_left)
        more = (report, said.edge_text(row.begins_before, row.ends_after))
        places.append(row.at)
        rows.append(
            {
                "name": middle(row.title or row.project, 28),
                "state": row.state,
                "low": float(start),
                "high": float(start + days),
                "words": said.state_text(row.state, row.days_late),
                "more": " · ".join(part for part in more if part),
                "block": 0 if is_late else 1,
                "order": (not is_late, -row.days_late, start),
            }
        )
    columns = ["name", "state", "low", "high", "words", "more", "block", "order"]
    index = pd.MultiIndex.from_tuples(places, names=["workbook", "row"]) if places else None
    table = pd.DataFrame(rows, columns=columns, index=index)
    order = sorted(range(len(rows)), key=lambda n: rows[n]["order"])
    return table.iloc[order].drop(columns="order")


def calendar(
    rows: pd.DataFrame, fiscal_year: int, today: date, digits: Digits = str
) -> alt.LayerChart:
    """Projects × the days of the fiscal year, with the words of each at its end.

    rows: of calendar_rows.
    """
    pitch, first, gap = 54, 52, 14
    rows = _placed(rows, pitch, first, gap)
    height = (rows["y"].max() if len(rows) else first) + pitch / 2
    y = marks.y_px(height + 46)
    x, low = (marks.x_stretched(0, 365, 300, 320, field) for field in ("x", "low"))
    layers = [*_month_rails(fiscal_year, height, x, y, digits), *_bars(rows, 20, low, y)]
    layers += today_line(fiscal_year, today, 34, height, x, y, digits)
    layers += _names(rows, 0, alt.value(0), y, digits)
    late = [(365.0, row.y - 11, digits(row.words)) for row in rows.itertuples() if not row.block]
    rest = [(365.0, row.y - 11, digits(row.words)) for row in rows.itertuples() if row.block]
    layers += labels(late, x, y, bold=True, colour=marks.BROWN, dx=14)
    layers += labels(rest, x, y, dx=14)
    more = [(365.0, row.y + 12, digits(row.more)) for row in rows.itertuples() if row.more]
    layers += labels(more, x, y, size=marks.SMALL, colour=marks.SECOND, limit=306, dx=14)
    return marks.finish(alt.layer(*layers), height=height + 46)


def calendar_phone(
    rows: pd.DataFrame, fiscal_year: int, today: date, digits: Digits = str
) -> alt.LayerChart:
    """The same for a phone: name, bar, and the words below."""
    pitch, first, gap = 118, 40, 14
    rows = _placed(rows, pitch, first, gap)
    height = (rows["y"].max() if len(rows) else first) + pitch / 2
    y = marks.y_px(height + 46)
    x, low = (marks.x_stretched(0, 365, 0, 2, field) for field in ("x", "low"))
    layers = [*month_heads(fiscal_year, 8, x, y), *_bars(rows, 14, low, y)]
    layers += today_line(fiscal_year, today, 20, height, x, y, digits)
    for part in _names(rows, -28, alt.value(0), y, digits):
        layers.append(marks.with_halo(part))
    words = [(row.y + 28, digits(row.words), row.block) for row in rows.itertuples()]
    for block, colour in ((0, marks.BROWN), (1, marks.INK)):
        mine = [(y_, label) for y_, label, own in words if own == block]
        for part in labels(mine, alt.value(0), y, colour=colour, bold=not block, size=marks.SMALL):
            layers.append(marks.with_halo(part))
    more = [(row.y + 50, digits(row.more)) for row in rows.itertuples() if row.more]
    for part in labels(more, alt.value(0), y, size=marks.SMALL, colour=marks.SECOND):
        layers.append(marks.with_halo(part))
    return marks.finish(alt.layer(*layers), height=height + 46)


def _placed(rows: pd.DataFrame, pitch: float, first: float, gap: float) -> pd.DataFrame:
    steps = rows["block"].diff().fillna(0).ne(0).cumsum()
    return rows.assign(y=marks.rows_y(len(rows), pitch, first) + steps.to_numpy() * gap)


def _names(
    rows: pd.DataFrame, apart: float, x: alt.XValue, y: alt.Y, digits: Digits
) -> list[alt.Chart]:
    layers = []
    for block in (0, 1):
        own = rows[rows["block"] == block]
        mine = [(at + apart, digits(name)) for _, at, name in records(own, "y", "name")]
        layers += labels(mine, x, y, bold=not block)
    return layers


def _bars(rows: pd.DataFrame, height: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for state, (fill, stroke, dash) in PROJECT_LOOKS.items():
        mine = rows[rows["state"] == state][["y", "low", "high"]]
        if len(mine):
            bar = alt.Chart(mine.reset_index(drop=True)).mark_bar(
                height=height, fill=fill, stroke=stroke, strokeWidth=1.5, strokeDash=dash
            )
            layers.append(bar.encode(x=x, x2="high:Q", y=y))
    return layers


def _month_rails(
    fiscal_year: int, height: float, x: alt.X, y: alt.Y, digits: Digits
) -> list[alt.Chart]:
    first = first_day(fiscal_year)
    starts = pd.DataFrame(
        [(float((day - first).days), 44.0, height) for day in months(fiscal_year)],
        columns=["x", "y", "y2"],
    )
    rails = alt.Chart(starts).mark_rule(color=marks.HAIRLINE).encode(x=x, y=y, y2="y2:Q")
    years = [(0.0, 6.0, digits(fiscal_year - 1)), (92.0, 6.0, digits(fiscal_year))]
    return [
        rails,
        *month_heads(fiscal_year, 28, x, y, every=1),
        *labels(years, x, y, size=marks.SMALL, colour=marks.SECOND, bold=True),
    ]
