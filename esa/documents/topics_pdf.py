"""Topics as a PDF: A4 portrait, set by the print template of the board pack.

Drawings stand as tables, levels on their rail. All texts travel to the template as data.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from esa.documents.pdf import column, set_in_type
from esa.documents.tabled import Tabled, legend, of_drawing, tabled
from esa.documents.thai_lines import at_words
from esa.telling.line_breaks import unbroken
from esa.telling.topic import LeftOut, Rail, Topic, plain, together
from esa.telling.words import Told


@dataclass(frozen=True)
class Paper:
    """What stands around the topics. day: at the top of every page; stamp: at its foot; first: the
    sentences that are told before all topics."""

    office: str
    title: str
    day: str
    about: str
    stamp: str
    badge: str = ""
    first: tuple[str, ...] = ()


def pdf(
    paper: Paper,
    topics: Sequence[Topic],
    told: Callable[[Sequence[LeftOut]], Sequence[Told]],
    *,
    apart: bool = False,
) -> bytes:
    """The file; the same topics give the same bytes. told: what topics leave out, in words; apart:
    each topic begins a page."""
    head = {name: _put(text) for name, text in vars(paper).items() if name != "first"}
    head["first"] = list(map(_put, paper.first))
    topics_set = [_topic(topic, told) for topic in topics]
    return set_in_type({**head, "thai_digits": False, "topics": topics_set, "apart": apart})


def _topic(topic: Topic, told: Callable) -> dict:
    notes = [*topic.notes, *(each.text for each in told(topic.left_out))]
    return {
        "heading": _put(topic.heading),
        "finding": _put(topic.finding),
        "notes": [_put(note) for note in notes],
        "tables": [_table(heading, found) for heading, found in _tables(topic)],
    }


def _tables(topic: Topic, lead: str = "") -> Iterator[tuple[str, Tabled]]:
    """The tables of a topic's parts, each under its heading; lead: headings it stands below."""
    own = of_drawing(topic.drawing) if topic.drawing else _of_entries(topic)
    said = [topic.finding, *topic.notes, legend(topic.drawing)] if lead else []
    heading = together((lead, *said))
    if own:
        yield heading, own
        heading = lead  # said once
    for part in topic.parts:
        yield from _tables(part, " ".join(filter(None, (heading, part.heading))))
        heading = lead


def _of_entries(topic: Topic) -> Tabled | None:
    return tabled(topic, lambda cell: "", len(topic.entries), "")


def _table(heading: str, found: Tabled) -> dict:
    return {
        "heading": _put(heading),
        "columns": [column(each._replace(title=_put(each.title))) for each in found.columns],
        "rows": [[_cell(value) for value in row] for row in found.rows],
        "more": _put(found.more),
    }


def _cell(value: object) -> object:
    return value._asdict() | {"word": _put(value.word)} if isinstance(value, Rail) else _put(value)


def _put(text: object) -> str:
    """Text without marks; lone surrogates, which no file can hold, become a question mark."""
    written = plain("–" if text is None else str(text))
    return at_words(unbroken(written)).encode("utf-8", "replace").decode("utf-8")
