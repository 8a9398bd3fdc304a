"""The chart of the page ถ้ามีหลักฐานเพิ่ม: levels before and after a trial.

What is real is solid as everywhere; what is only tried is dashed and hatched, so that a picture of
it is never taken for a result. Imports no Streamlit.
"""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from esa.screen import marks
from esa.screen.lines import wrapped
from pages.projects.charts import labels
from pages.whatif.words import Outcome, status

Digits = Callable[[str], str]
PITCH, QUIET, LINE, TOP = 100, 64, 22, 30
WORDS = 296  # px of a line of words: a phone's width within the frame of a trial
LEFT, RIGHT = 22, 22  # px from the edges to levels 1 and 5
MOST_ROWS = 40


def ladder(found: Sequence[Outcome], digits: Digits) -> alt.LayerChart:
    """Each indicator: its name, its rail, and in words what would come of it. Fits any width."""
    found = found[:MOST_ROWS]
    railed = [each.kind != "none" or each.kind_before != "none" for each in found]
    told = [wrapped(status(each), WORDS, marks.SMALL, most=4) for each in found]
    tops, height = [], float(TOP)
    for has_rail, lines in zip(railed, told, strict=True):
        tops.append(height)
        height += (PITCH if has_rail else QUIET) + LINE * (len(lines) - 1)
    height = max(height, float(PITCH))
    x, y = marks.x_stretched(1, 5, LEFT, RIGHT), marks.y_px(height)
    names, words, rails, steps = [], [], [], []
    dots: dict[str, list[tuple[float, float, str]]] = {"solid": [], "locked": [], "tried": []}
    runs = []
    for each, top, has_rail, lines in zip(found, tops, railed, told, strict=True):
        line = top + 42.0
        hue = marks.INK if each.changed else marks.SECOND
        name = wrapped(f"{each.indicator} {each.name}", WORDS, marks.TEXT, most=1)[0]
        names.append((top + 10.0, digits(name), hue))
        first = top + (74.0 if has_rail else 36.0)
        words += [(first + n * LINE, digits(said), hue) for n, said in enumerate(lines)]
        if not has_rail:
            continue
        rails.append((1.0, 5.0, line))
        steps += [(float(level), line) for level in range(1, 6)]
        _dots(each, line, dots, runs, digits)
    layers = _rails(rails, steps, x, y)
    run = alt.Chart(pd.DataFrame(runs, columns=["x", "x2", "y"]))
    dash = run.mark_rule(color=marks.PETROL, strokeWidth=3, strokeDash=[6, 5])
    layers += [dash.encode(x=x, x2="x2:Q", y=y), *_marks(dots, x, y)]
    for rows in (names, words):
        for hue in (marks.INK, marks.SECOND):
            own = [(at, text) for at, text, tone in rows if tone == hue]
            look = {"size": marks.TEXT if rows is names else marks.SMALL, "colour": hue}
            layers += labels(own, alt.value(0), y, bold=500 if rows is names else False, **look)
    heads = [(float(level), 4.0, digits(str(level))) for level in range(1, 6)] if rails else []
    layers += labels(heads, x, y, size=marks.SMALL, colour=marks.SECOND, align="center")
    return marks.finish(alt.layer(*layers), height=height)


def _dots(
    each: Outcome,
    line: float,
    dots: dict[str, list[tuple[float, float, str]]],
    runs: list[tuple[float, float, float]],
    digits: Digits,
) -> None:
    moved = each.changed and each.after is not None
    if each.before is not None and not (moved and each.before == each.after):
        kind = "locked" if each.kind_before == "locked" else "solid"
        dots[kind].append((float(each.before), line, digits(str(each.before))))
    if moved:
        kind = "locked" if each.kind == "locked" else "tried"
        dots[kind].append((float(each.after), line, digits(str(each.after))))
        if each.before is not None and each.before != each.after:
            runs.append((float(each.before), float(each.after), line))


def _rails(rails: list[tuple], steps: list[tuple], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    line = alt.Chart(pd.DataFrame(rails, columns=["x", "x2", "y"]))
    look = {"fill": marks.WHITE, "stroke": marks.RAIL, "strokeWidth": 1.5}
    step = marks.shape(pd.DataFrame(steps, columns=["x", "y"]), marks.CIRCLE, 55, **look)
    rail = line.mark_rule(color=marks.RAIL, strokeWidth=1.5)
    return [rail.encode(x=x, x2="x2:Q", y=y), step.encode(x=x, y=y)]


def _marks(dots: dict[str, list[tuple]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Solid: as it is; dashed grey ring: locked; dashed and hatched petrol: only tried."""
    looks = {
        "solid": {"fill": marks.PETROL, "stroke": marks.PETROL},
        "locked": {"fill": marks.WHITE, "stroke": marks.UNKNOWN, "strokeDash": [4, 3]},
        "tried": {"fill": marks.WHITE, "stroke": marks.PETROL, "strokeDash": [5, 3]},
    }
    inks = {"solid": marks.WHITE, "locked": marks.SECOND, "tried": marks.PETROL}
    layers = []
    for kind, places in dots.items():
        table = pd.DataFrame([place[:2] for place in places], columns=["x", "y"])
        mark = marks.shape(table, marks.CIRCLE, 1050, **{"strokeWidth": 2.5} | looks[kind])
        layers.append(mark.encode(x=x, y=y))
        if kind == "tried":
            hatch = {"filled": False, "stroke": marks.PETROL_MID, "strokeWidth": 1.4}
            layers.append(marks.shape(table, _HATCH, 620, **hatch).encode(x=x, y=y))
        for part in labels(places, x, y, size=marks.TEXT, colour=inks[kind], bold=True,
                           align="center"):  # fmt: skip
            layers.append(marks.with_halo(part, 6) if kind == "tried" else part)
    return layers


_HATCH = "M-.9,.1L.1,-.9M-.75,.75L.75,-.75M-.1,.9L.9,-.1"
