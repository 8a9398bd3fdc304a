"""The calendar of the page เครือข่าย: activities of each month, one chart for all widths.

A network is its name and words over its months, so that both have the whole width; the four sides
stand in the list beside, which leads to the same networks. Rows in, chart out, no Streamlit.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import altair as alt

from esa import thai
from esa.fiscal_year import fiscal_year_of, months
from esa.rules.networks import UNDATED_POSITION, Month, Silence
from esa.screen import marks
from esa.telling.texts import middle
from pages.networks.words import run_words

Digits = Callable[[object], str]
PITCH, FIRST, GAP = 58, 48, 12  # px: of a row, of the first, where a block of meaning ends
UNDATED, LAST = 13.3, 13.6  # where undated activities stand, and the right edge
AREA, MANY = 150, 4  # of a dot, and how many of them are the largest
SHORT = {"never": "ยังไม่มีกิจกรรม", "undated": "ไม่ทราบวันที่"}  # beside a name on a phone
BLOCKS = {"silent": 0, "never": 1, "undated": 1, "planned": 1}


class Row(NamedTuple):
    """A network as it is drawn. first, last: positions 1–12 between which a run of silence is
    drawn, last is None where none is; words: at the end of its name; y: px."""

    network: str
    kind: str | None
    name: str
    state: str
    words: str
    first: float
    last: float | None
    y: float


def rows(
    named: Sequence[tuple[str, str, str | None, int]],
    silence: Mapping[str, Silence],
    fiscal_year: int,
    today: date,
) -> list[Row]:
    """A row for each network drawn, in their order. named: code, name, kind and how many
    activities."""
    end = position(today, fiscal_year)
    found: list[Row] = []
    y = FIRST + PITCH / 2
    for code, name, kind, total in named:
        row = silence.get(code)
        state = row.state if row else ""
        first = position(row.last_ended, fiscal_year) if row and row.last_ended else 0.0
        words = row and (SHORT.get(state) or run_words(state, row.days))
        if found:
            y += PITCH + GAP * (BLOCKS.get(state, 2) != BLOCKS.get(found[-1].state, 2))
        last = end if state in BLOCKS else None
        shown = middle(name) or "ไม่ระบุเครือข่าย"
        about = (state, words or f"{total:,} กิจกรรม")
        found.append(Row(code, kind, shown, *about, first, last, y))
    return found


def position(day: date, fiscal_year: int) -> float:
    """Where a day stands among the months 1–12; 0 for earlier years, 12.4 for later ones."""
    year = fiscal_year_of(day)
    if year != fiscal_year:
        return 0.0 if year < fiscal_year else 12.4
    return (day.month - 10) % 12 + 1 + round((day.day - 1) / 31 * 0.8 - 0.4, 2)


def chart(
    drawn: Sequence[Row], held: Sequence[Month], fiscal_year: int, digits: Digits = str
) -> alt.LayerChart:
    """Networks × months. drawn: of rows; held: what they did in each month."""
    height = (drawn[-1].y if drawn else FIRST) + PITCH / 2
    y, x = marks.y_px(height), marks.x_stretched(1, LAST, 14, 4)
    layers = [
        *_heads(fiscal_year, x, y, digits),
        *_rails(drawn, x, y),
        *_dots(_marks(drawn, held, digits), x, y),
        *marks.row_names(drawn, "silent", y, digits, 180),
    ]
    if drawn:
        layers.append(_opening(drawn, height))
    return marks.finish(alt.layer(*layers), height=height)


def _heads(fiscal_year: int, x: alt.X, y: alt.Y, digits: Digits) -> Iterator[alt.Chart]:
    names = (thai.SHORT_MONTHS[day.month - 1] for day in months(fiscal_year))
    yield from marks.month_heads(tuple(enumerate(names, start=1)), 29, x, y, "center")
    years = [
        {"x": 1, "y": 6, "label": digits(fiscal_year - 1)},
        {"x": 4, "y": 6, "label": digits(fiscal_year)},
    ]
    year = marks.text(years, size=marks.SMALL, colour=marks.SECOND, bold=True, dx=-14)
    yield year.encode(x=x, y=y)
    undated = [{"y": 6, "label": "ไม่ทราบ"}, {"y": 29, "label": "วันที่"}]
    last = marks.text(undated, size=marks.SMALL, colour=marks.SECOND, align="right")
    yield last.encode(x=alt.value("width"), y=y)


def _rails(drawn: Sequence[Row], x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """A line over the months; dotted from the last activity to today where there is silence."""
    lines: dict[tuple[str, bool], list[dict]] = {}
    for row in drawn:
        at, start = row.y + 11, max(row.first + 0.5, 1.0)
        if row.last is None or row.first:
            lines.setdefault((marks.HAIRLINE, False), []).append({"y": at, "x": 1, "x2": 12})
        if row.last is not None:
            colour = marks.BROWN if row.state == "silent" else marks.SECOND
            end = max(row.last, start)
            lines.setdefault((colour, True), []).append({"y": at, "x": start, "x2": end})
    for (colour, dotted), table in lines.items():
        dash = [2, 4] if dotted else []
        rule = alt.Chart(marks.data(table)).mark_rule(
            color=colour, strokeWidth=2 if dotted else 1, strokeDash=dash
        )
        yield rule.encode(x=x, x2="x2:Q", y=y)


def _marks(drawn: Sequence[Row], held: Sequence[Month], digits: Digits) -> dict[str, list[dict]]:
    """Dots by form ("held", "undated", "planned"): their area in proportion to activities."""
    ys = {row.network: row.y + 11 for row in drawn}
    found: dict[str, list[dict]] = {"held": [], "planned": [], "undated": []}
    for month in held:
        if month.network not in ys:
            continue
        undated = month.position == UNDATED_POSITION
        done = (month.activities, "undated" if undated else "held")
        for count, form in (done, (month.planned, "planned")):
            if count:
                found[form].append(
                    {
                        "x": UNDATED if undated else month.position,
                        "y": ys[month.network],
                        "size": AREA * (2 if undated else min(count, MANY)),
                        "label": digits(f"{count:,}") if count > 1 or undated else "",
                    }
                )
    return found


LOOKS = {  # of dots: fill, outline, dash
    "held": (marks.PETROL, marks.PETROL, []),
    "planned": (marks.WHITE, marks.PETROL, []),
    "undated": (marks.WHITE, marks.SECOND, [3, 2]),
}


def _dots(dots: Mapping[str, list[dict]], x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    size = alt.Size("size:Q", scale=None, legend=None)
    for form, table in dots.items():
        if not table:
            continue
        fill, stroke, dash = LOOKS[form]
        look = {"fill": fill, "stroke": stroke, "strokeWidth": 1.5, "strokeDash": dash}
        points = alt.Chart(marks.data(table)).mark_point(filled=True, opacity=1, **look)
        yield points.encode(x=x, y=y, size=size)
        if said := [each for each in table if each["label"]]:
            is_held = form == "held"
            ink = marks.WHITE if is_held else marks.SECOND
            text = marks.text(said, size=marks.SMALL, colour=ink, bold=is_held, align="center")
            yield text.encode(x=x, y=y)


def _opening(drawn: Sequence[Row], height: float) -> alt.Chart:
    """Each row leads to its network."""
    ends = [*(one.y + (two.y - one.y) / 2 for one, two in pairwise(drawn)), height]
    table, top = [], FIRST - 4.0
    for row, foot in zip(drawn, ends, strict=True):
        if row.network:
            about = {"network": row.network, "kind": row.kind or "", "name": row.name}
            table.append({**about, "top": top, "foot": foot})
        top = foot
    tip = alt.Tooltip("name:N", title="เปิด")
    return marks.opening(table, height, ("network", "kind"), tip)
