"""Topics as a PDF: A4, set by the print template of the board pack.

A page's sheet, the committee's page and the sheets of schools come from here. Levels stand on their
rail, other drawings as tables. All texts travel to the template as data.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from esa.documents import a4
from esa.documents.html import written
from esa.documents.pdf import columns, printable, set_in_type
from esa.documents.tabled import Tabled, legend, of_drawing, tabled
from esa.telling import words
from esa.telling.topic import Cell, LeftOut, Rail, Topic, together
from esa.telling.words import Told

REST = "ดูบนหน้าจอ"


@dataclass(frozen=True)
class Paper:
    """What stands around the topics. day: at the top of every page; stamp: at its foot; first: the
    sentences that are told before all topics; apart: each topic begins a page."""

    office: str
    title: str
    day: str
    about: str
    stamp: str
    badge: str = ""
    first: tuple[str, ...] = ()
    thai_digits: bool = False
    landscape: bool = False
    apart: bool = False


def pdf(
    paper: Paper,
    topics: Sequence[Topic],
    told: Callable[[Sequence[LeftOut]], Sequence[Told]],
    place: Callable[[Cell], str] = lambda cell: "",
) -> bytes:
    """The file; the same topics give the same bytes. told: what topics leave out, in words; place:
    of a cell in words."""
    setter = _Setter(paper, told, place)
    head = {name: setter.put(v) for name, v in vars(paper).items() if isinstance(v, str)}
    return set_in_type(
        {
            **head,
            "first": list(map(setter.put, paper.first)),
            "thai_digits": paper.thai_digits,
            "landscape": paper.landscape,
            "apart": paper.apart,
            "topics": list(map(setter.topic, topics)),
        }
    )


def sheet(
    head: a4.Head,
    page: str,
    finding: str,
    chosen: Sequence[str],
    topics: Sequence[Topic],
    stamp: str,
    *,
    landscape: bool = False,
    apart: bool = False,
) -> bytes:
    """What esa.documents.a4 makes of a page, as a PDF; see there."""
    paper = Paper(
        office=head.whose,
        title=page if apart else finding,
        day=head.day,
        about=together(("" if apart else page, *chosen)),
        stamp=stamp,
        badge=words.SAMPLE if head.is_sample else "",
        thai_digits=True,
        landscape=landscape,
        apart=apart,
    )
    topics = topics if apart else a4.said_once(topics, finding)
    return pdf(paper, [topic for topic in topics if topic.is_told], head.told, head.place)


def _nothing(topic: Topic) -> str:
    """What is said where there are no entries."""
    return "" if topic.entries else topic.empty


class _Setter:
    """Puts topics into what the template prints: plain texts in the digits that are wanted."""

    def __init__(self, paper: Paper, told: Callable, place: Callable[[Cell], str]) -> None:
        self.thai_digits, self.landscape = paper.thai_digits, paper.landscape
        self.told, self.place = told, place

    def put(self, value: object) -> str:
        return printable(value, self.thai_digits)

    def topic(self, topic: Topic) -> dict:
        own = replace(topic, heading="", finding="")
        return {
            "heading": self.put(topic.heading),
            "finding": self.put(topic.finding or _nothing(topic)),
            "notes": [],
            "tables": list(self.blocks(own)),
        }

    def blocks(self, topic: Topic) -> Iterator[dict]:
        """A topic and those within it, each with its heading, what is said and its table."""
        table = tabled(topic, self.place, a4.MOST_ROWS, REST)
        table = table or (of_drawing(topic.drawing) if topic.drawing else None)
        if topic.brief:
            said = " ".join(filter(None, (topic.heading, topic.finding or _nothing(topic))))
            yield self.block("", (said,), None)
            return
        signs = (table.legend if table else "") or legend(topic.drawing)
        left_out = (each.text for each in self.told(topic.left_out))
        empty = "" if topic.finding or not topic.heading else _nothing(topic)
        notes = [n for n in (topic.finding or empty, *topic.notes, *left_out, signs) if n]
        if topic.heading or notes or table:
            yield self.block(topic.heading, notes, table)
        for part in topic.parts:
            if part.is_told:
                yield from self.blocks(part)

    def block(self, heading: str, notes: Sequence[str], table: Tabled | None) -> dict:
        heads, rows = (table.columns, table.rows) if table else ((), ())
        return {
            "heading": self.put(heading),
            "notes": list(map(self.put, notes)),
            "columns": columns(heads, self.put, self.landscape),
            "rows": [[self.cell(v, c.kind) for v, c in zip(r, heads, strict=False)] for r in rows],
            "more": self.put(table.more) if table else "",
        }

    def cell(self, value: object, kind: str) -> object:
        if kind == "tick":
            return None
        if isinstance(value, Rail):
            return value._asdict() | {"word": self.put(value.word)}
        if kind == "sign" and not value:
            return ""
        return self.put(written(value))
