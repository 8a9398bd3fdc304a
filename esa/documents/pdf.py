"""Topics as a PDF: our own print template, set by Typst, whose wheel holds its compiler.

Typst breaks Thai lines at words, shapes Thai marks and runs wherever pip does, without any other
program. The template is pdf.typ beside this file; the fonts are Sarabun (OFL), those that the pages
show, joined of their Thai and Latin halves by make_fonts.py. The same topics give the same bytes.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import typst

from esa.documents.html import written
from esa.documents.readable import ALONE, readable
from esa.documents.tabled import Tabled, tabled
from esa.documents.thai_lines import at_words
from esa.rules.vocabulary import READING_WORDS
from esa.telling import words
from esa.telling.line_breaks import unbroken
from esa.telling.standpoint import Standpoint
from esa.telling.texts import clock, full_date, one_line
from esa.telling.texts import thai_digits as in_thai_digits
from esa.telling.topic import Column, Kept, Rail, Topic, plain

HERE = Path(__file__).parent
TEMPLATE = HERE / "pdf.typ"
FONTS = HERE / "fonts"
MOST_ROWS = 60  # of one table on paper; the workbook has them all
REST = "ในไฟล์ Excel ของเอกสารชุดนี้"
SHORT, LONG, LEAST = 178, 265, 34  # mm between the margins of an A4, and of a column at least


def pdf(at: Standpoint, topics: Sequence[Topic], thai_digits: bool = True) -> bytes:
    """A4 portrait. thai_digits: of all texts but places of cells and fingerprints."""
    setter = _Setter(at, thai_digits)
    told = [topic for topic in topics if topic.is_told]
    return set_in_type(
        {
            **setter.cover(),
            "thai_digits": thai_digits,
            "topics": [setter.topic(number, topic) for number, topic in enumerate(told, start=1)],
        }
    )


def set_in_type(data: dict) -> bytes:
    """The file of what the template asks for; see pdf.typ."""
    made = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,  # the same page on every machine
        sys_inputs={"pack": json.dumps({**data, "alone": ALONE}, ensure_ascii=True)},
    )
    return readable(made)


def columns(of: Sequence[Column], put: Callable[[str], str], landscape: bool = False) -> list[dict]:
    """Columns as the template wants them, never wider together than the paper: those with a width
    of their own become narrower where they leave less than LEAST to each of the others."""
    paper = LONG if landscape else SHORT
    room = max(paper - LEAST * sum(not each.wide for each in of), paper / 3)
    share = min(1, room / (sum(each.wide for each in of) or 1))
    sides = {"number": "right", "sign": "center"}
    return [
        {
            "title": put(each.title),
            "width": f"{each.wide * share:g}mm" if each.wide else "1fr",
            "align": sides.get(each.kind, "left"),
        }
        for each in of
    ]


def printable(value: object, thai_digits: bool) -> str:
    """A text as the template prints it. Lone surrogates, which no file can hold, become a question
    mark."""
    text = at_words(unbroken(plain(str(value))))
    if thai_digits and not isinstance(value, Kept):
        text = in_thai_digits(text)
    return text.encode("utf-8", "replace").decode("utf-8")


class _Setter:
    """Puts topics into what the template prints: plain texts in the digits that are wanted."""

    def __init__(self, at: Standpoint, thai_digits: bool) -> None:
        self.at, self.thai_digits = at, thai_digits

    def put(self, value: object) -> str:
        return printable(value, self.thai_digits)

    def cover(self) -> dict:
        at, office = self.at, self.at.office
        number = f"ครั้งที่ {at.shown.number} วันที่" if at.shown else "ข้อมูล ณ วันที่"
        about = (
            f"ปีงบประมาณ {office.fiscal_year} · ระดับ{READING_WORDS[at.reading]} · "
            f"อ่านชีตเมื่อ {clock(office.read_at)}"
        )
        return {
            "office": self.put(one_line(office.name) or "สำนักงานเขตพื้นที่การศึกษา"),
            "title": self.put(f"เอกสารประกอบการประชุม{words.board(office)}"),
            "day": self.put(f"{number} {full_date(at.day)}"),
            "about": self.put(" · ".join(filter(None, (about, words.stepped_in(office))))),
            "badge": words.SAMPLE if office.is_sample else "",
            "stamp": self.put(at.stamp),
        }

    def topic(self, number: int, topic: Topic) -> dict:
        tables = list(self.tables(topic))
        legends = dict.fromkeys(table.legend for _, table in tables if table.legend)
        lines = [part.finding for part in topic.parts if not (part.columns or part.parts)]
        left_out = [told.text for told in words.left_out(self.at.office, topic.left_out)]
        notes = (*topic.notes, *lines, *left_out, *legends)
        return {
            "heading": self.put(f"{number}. {topic.heading}"),
            "finding": self.put(topic.finding or topic.empty),
            "notes": [self.put(note) for note in notes if note],
            "tables": [self.table(heading, table) for heading, table in tables],
        }

    def tables(self, topic: Topic, heading: str = "") -> Iterator[tuple[str, Tabled]]:
        """(heading, table) of a topic and of those within it; topics in brief in one of their own,
        a line each."""
        table = tabled(topic, self.place, MOST_ROWS, REST) if topic.columns else None
        if table:
            yield heading, table
        for part in topic.parts:
            brief = tuple((inner.finding,) for inner in part.parts if inner.brief)
            if brief:
                yield "", Tabled((Column(part.heading),), brief)
            else:
                yield from self.tables(part, part.heading or part.finding)

    def place(self, cell: object) -> str:
        return words.place(self.at.office, *cell)

    def table(self, heading: str, table: Tabled) -> dict:
        kinds = [each.kind for each in table.columns]
        return {
            "heading": self.put(heading),
            "columns": columns(table.columns, self.put),
            "rows": [list(map(self.cell, row, kinds)) for row in table.rows],
            "more": self.put(table.more),
        }

    def cell(self, value: object, kind: str) -> object:
        if kind == "tick":
            return None
        if isinstance(value, Rail):
            return value._asdict() | {"word": self.put(value.word)}
        return self.put(written(value))
