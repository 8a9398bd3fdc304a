"""The page as slides for a projector: the same topics, one after another."""

from collections.abc import Iterator
from dataclasses import replace

from esa.documents.html import Ways
from esa.screen import menu, show, stage
from esa.telling.drawings import Gauges
from esa.telling.texts import full_date
from esa.telling.topic import Entry, Topic, together
from pages.offices import topics
from pages.offices.seen import Seen


def show_one(at: Seen, chosen: dict[str, str], said: tuple[str, ...]) -> None:
    """The slide that the address names. chosen: filters to go back with; said: what is shown."""
    deck = tuple(_deck(at, said))
    number = stage.number(len(deck))
    leaving = stage.Leaving("กลับ", topics.PAGE, chosen)
    stage.show(Ways(show.opening()), deck[number - 1], number, len(deck), leaving)


def _deck(at: Seen, said: tuple[str, ...]) -> Iterator[Topic]:
    title = menu.title_of(topics.PAGE)
    notes = (together((f"ข้อมูลที่ส่งถึงวันที่ {full_date(at.today)}", *said)),)
    yield Topic("cover", title, topics.finding(at), notes=notes)
    for told in topics.topics(at):
        for part in told.parts or (told,):
            if part.entries or part.drawing or part.empty:
                finding, heading = part.finding, told.heading
                if not finding:
                    finding, heading = part.heading, told.heading if told.parts else title
                part = replace(part, heading=heading, finding=finding)
                yield replace(part, drawing=_in_one_line(part.drawing), entries=_entries(part))


def _entries(told: Topic) -> tuple[Entry, ...]:
    """What has columns is a table, more of which fits than of lines."""
    if not told.columns:
        return told.entries
    return tuple(replace(entry, text="") for entry in told.entries)


def _in_one_line(drawing: object) -> object:
    """With the second text of a row beside the first, so that more rows fit."""
    if not isinstance(drawing, Gauges):
        return drawing
    rows = (row._replace(said=together((row.said, row.note)), note="") for row in drawing.rows)
    return replace(drawing, rows=tuple(rows))
