"""A topic as a slide of 1280 × 720 for a projector: in the largest letters in which all of it fits,
and what doesn't fit in the smallest is counted.

Widths are estimated on the safe side; the browser sets the slide (slide.html, slide.css) and the
stylesheet of the stage enlarges it as a whole, so that what fits once fits on every projector.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from esa.documents.html import HERE, Ways, render, written
from esa.telling.drawings import Bar, Bars, Gauge, Gauges, Ladder, Said, Shapes, Step
from esa.telling.texts import cut, width
from esa.telling.topic import Column, Entry, Rail, Topic, Value, plain, together

STYLE = HERE / "slide.css"
WIDTH, ROOM = 1184, 634  # px of a slide for its content
MOST = 10  # entries of a slide, if as many fit
SMALLEST = 24  # px, of letters


class Sizes(NamedTuple):
    """How large a slide is set, px of its letters: finding, text of an entry, and what is below;
    one_row: that stands behind the text instead."""

    finding: int
    text: int
    below: int
    one_row: bool = False


class Slide(NamedTuple):
    """A topic as it fits: with the entries, and the rows of its drawing or table, that stand on the
    slide; columns: of the table, as wide as the slide; more: how many don't; alone: in words, where
    it is one, since nothing is folded to say "and 1 more"."""

    topic: Topic
    sizes: Sizes
    columns: tuple[Column, ...] = ()
    table: tuple[tuple[Value, ...], ...] = ()
    more: int = 0
    alone: str = ""


LARGE, USUAL = Sizes(46, 38, 30), Sizes(42, 30, SMALLEST)
DENSE = Sizes(42, 26, 26, one_row=True)
HERO = Sizes(62, 42, 30)  # of a topic that is its finding alone
_LEADING, _ROW, _DENSE_ROW, _TOPIC, _NOTE, _GAP = 1.42, 17, 8, 36, 34, 28
# px: of its own, of each row; and of the second text below a row
_DRAWN = {Ladder: (38, 46), Bars: (52, 88), Gauges: (10, 82), Shapes: (230, 0)}
_SECOND = 36
_NAME, _STATUS = 28, 370  # letters before a level, px of what is said beside it
_ROWS = {Ladder: "steps", Bars: "rows", Gauges: "rows"}  # what of a drawing can be cut
_NARROW = 0.945  # of a column's width that words fill before they break
_LARGE = 0.25  # of the text: how much higher a line is whose lead holds a large figure
_ONE_LINE = 84  # letters of a note that stay in one line
_TABLE_ROW, _MM = 14, WIDTH / 180  # px: round a row of a table; of a millimetre on paper
_WIDER = _MM * 25.4 / 96  # of a column on paper, so that all of them fill the slide


def slide(topic: Topic, ways: Ways, *, thai_digits: bool = False) -> Markup:
    """The slide as HTML. A tap goes on to the next one: it opens nothing."""
    shut = replace(ways, address=lambda door: "")
    left_out = (told.text for told in ways.told(topic.left_out))
    topic = replace(topic, notes=(*topic.notes, *left_out), left_out=())
    return render("slide.html", shut, thai_digits=thai_digits, slide=laid_out(topic))


def laid_out(topic: Topic) -> Slide:
    """The topic in the letters, and with as much of it, as fit."""
    brief = [part.finding for part in topic.parts if part.brief and part.finding]
    topic = replace(topic, notes=(*topic.notes, *brief), parts=())
    listed = [entry for entry in topic.entries if entry.text]
    if listed and type(topic.drawing) not in _DRAWN:
        topic = replace(topic, drawing=None)  # a kind for pages that can be scrolled
    if not (listed or topic.drawing or topic.entries):
        return Slide(topic, HERO)
    if not listed and not topic.drawing:
        return _tabled(topic)
    topic, rest = _drawn(topic, bool(listed))
    more, left = len(rest), max(len(listed) - MOST, 0)
    topic = replace(topic, entries=tuple(listed[:MOST]))
    sizes = next((s for s in (LARGE, USUAL) if _height(topic, s, more + left) <= ROOM), DENSE)
    while topic.entries and _height(topic, sizes, more + left) > ROOM:
        topic, left = replace(topic, entries=topic.entries[:-1]), left + 1
    rest = (*rest, *listed[len(topic.entries) :])
    return Slide(topic, sizes, more=more + left, alone=_alone(rest))


def _alone(rest: Sequence[Step | Bar | Gauge | Entry]) -> str:
    """What doesn't fit, in one line, where it is only one."""
    if len(rest) != 1:
        return ""
    (it,) = rest
    if isinstance(it, Step):
        status = it.words or (it.rail.word if it.rail else "")
        said = together((f"{it.code} {it.name}".strip(), status, *(one.text for one in it.said)))
    elif isinstance(it, Bar):
        said = together((it.name, it.said.text))
    elif isinstance(it, Gauge):
        said = together((it.name, it.said))
    else:
        said = together((" ".join(filter(None, (it.lead, it.text))), it.note))
    return cut(" ".join(plain(said).split()), _ONE_LINE)


# --- what of it fits ------------------------------------------------------------------------------


def _drawn(topic: Topic, listed: bool) -> tuple[Topic, Sequence[Step | Bar | Gauge]]:
    """The topic with the rows of its drawing that fit, and those that don't."""
    kind = type(topic.drawing)
    if kind not in _ROWS:
        return topic, ()
    if isinstance(topic.drawing, Ladder):
        steps = tuple(_in_one_line(step) for step in topic.drawing.steps)
        topic = replace(topic, drawing=replace(topic.drawing, steps=steps))
    rows, bare = getattr(topic.drawing, _ROWS[kind]), replace(topic, entries=(), drawing=None)
    shown, most = topic.drawing, 0
    for most in range(len(rows), 0, -1):
        shown = replace(topic.drawing, **{_ROWS[kind]: rows[:most]})
        # The rows of a ladder are estimated with room for the line that counts those left out.
        left = 0 if kind is Ladder else len(rows) - most
        if _height(bare, USUAL, left) + _drawn_height(shown) + 40 * listed <= ROOM:
            break
    return replace(topic, drawing=shown), rows[most:]


def _in_one_line(step: Step) -> Step:
    name = cut(step.name, max(_NAME - len(step.code), 1))
    return replace(step, name=name, said=_status(step))


def _status(step: Step) -> tuple[Said, ...]:
    """In one line beside a level: what moved or asks to act, as much of it as fits; else why the
    level can't be given, or what is said first."""
    pressing = [each for each in step.said if each.tone]
    if not pressing:
        locked = bool(step.rail and step.rail.provisional)
        return step.said[-1:] if locked else step.said[:1]
    told = pressing[0]
    for each in pressing[1:]:
        longer = together((told.text, each.text))
        if width(longer, SMALLEST) <= _STATUS:
            told = Said(longer, each.tone)
    return (told,)


def _tabled(topic: Topic) -> Slide:
    """A topic of nothing but rows, as a table."""
    bare = _height(replace(topic, entries=()), USUAL, 1) + _row_height(
        topic.columns, [column.title for column in topic.columns]
    )
    rows: list[tuple[Value, ...]] = []
    for entry in topic.entries:
        bare += _row_height(topic.columns, entry.values)
        if bare > ROOM:
            break
        rows.append(entry.values)
    columns = tuple(column._replace(wide=column.wide * _WIDER) for column in topic.columns)
    rest = [entry.values for entry in topic.entries[len(rows) :]]
    alone = together(map(_said, rest[0])) if len(rest) == 1 else ""
    return Slide(topic, USUAL, columns, tuple(rows), len(rest), cut(plain(alone), _ONE_LINE))


def _row_height(columns: Sequence[Column], values: Sequence[Value]) -> float:
    given = sum(column.wide for column in columns) * _MM
    open_ = [column for column in columns if not column.wide]
    share = (WIDTH - given) / len(open_) if open_ else 0
    lines = (
        _lines(_said(value), SMALLEST, ((column.wide * _MM or share) - 24) * _NARROW)
        for column, value in zip(columns, values, strict=False)
    )
    return max(lines, default=1) * SMALLEST * _LEADING + _TABLE_ROW


def _said(value: Value) -> str:
    return value.word if isinstance(value, Rail) else str(written(value))


def _drawn_height(drawing: object) -> float:
    own, of_row = _DRAWN.get(type(drawing), (0, 0))
    rows = getattr(drawing, _ROWS.get(type(drawing), ""), ())
    second = sum(bool(row.note) for row in rows if isinstance(row, Gauge))
    return own + of_row * len(rows) + _SECOND * second


def _height(topic: Topic, sizes: Sizes, more: int) -> float:
    drawn = _drawn_height(topic.drawing)
    lead = max((width(plain(entry.lead), sizes.text) for entry in topic.entries), default=0)
    room = WIDTH - (lead * 1.3 + _GAP if lead else 0)
    entries = sum(_entry_height(entry, sizes, room) for entry in topic.entries)
    notes = sum(_lines(note, SMALLEST, WIDTH) for note in topic.notes) + bool(more)
    finding = _lines(topic.finding, sizes.finding, WIDTH) * sizes.finding * _LEADING + 20
    return _TOPIC + finding + drawn + entries + notes * _NOTE + 14 * bool(notes)


def _entry_height(entry: Entry, sizes: Sizes, wide: float) -> float:
    if sizes.one_row:
        both = f"{entry.text} · {entry.note}"
        return _lines(both, sizes.text, wide) * sizes.text * _LEADING + _DENSE_ROW
    below = _lines(entry.note, sizes.below, wide) * sizes.below * _LEADING if entry.note else 0
    large = _LARGE * sizes.text if plain(entry.lead) != entry.lead else 0
    return _lines(entry.text, sizes.text, wide) * sizes.text * _LEADING + large + below + _ROW


def _lines(text: str, size: int, wide: float) -> int:
    """As many lines as a text takes."""
    parts = plain(text).split("\n")
    return sum(max(ceil(width(part, size) / max(wide, size)), 1) for part in parts)
