"""The board pack as a PDF: our own print template, set by Typst, whose wheel holds its compiler.

Typst breaks Thai lines at words, shapes Thai marks and runs wherever pip does, without any other
program. The template is board.typ beside this file; the fonts are Sarabun (OFL), those that the
pages show, joined of their Thai and Latin halves by make_fonts.py. The same pack gives the same
bytes.
"""

import json
import re
from pathlib import Path

import typst

from esa import thai
from esa.documents.pack.model import Pack, Rail, Table, Topic
from esa.documents.pack.readable import ALONE, readable
from esa.documents.paper import Kept
from esa.rules.vocabulary import READING_WORDS
from esa.telling.texts import JOINER, NBSP, clock, full_date, unbroken

HERE = Path(__file__).parent
TEMPLATE = HERE / "board.typ"
FONTS = HERE / "fonts"
MOST_ROWS = 60  # of one table on paper; the workbook has them all
SAMPLE = "ข้อมูลตัวอย่าง"
# a code such as K07 or D28 keeps its digits
_DIGITS = re.compile(r"([A-Za-z][A-Za-z0-9_.\-]*)|[0-9]+")
_HELD = re.compile(r"(?<=ครั้งที่) (?=\d)|(?<=ข้อ) (?=\d)|(?<=ระดับ) (?=\d)|(?<=ร้อยละ) (?=\d)")
_NEVER_FIRST = re.compile(r"(?<=\S)(?=[ฯๆ])")  # no line begins with these two


def pdf(pack: Pack, thai_digits: bool = True) -> bytes:
    """A4 portrait. thai_digits: of all texts but places of cells and fingerprints."""
    made = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,  # the same page on every machine
        sys_inputs={"pack": json.dumps(_data(pack, thai_digits), ensure_ascii=True)},
    )
    return readable(made)


def _data(pack: Pack, thai_digits: bool) -> dict:
    def put(text: object) -> str:
        return _put(text, thai_digits)

    number = f"ครั้งที่ {pack.meeting} " if pack.meeting else ""
    day = f"{'วันที่' if pack.meeting else 'ข้อมูล ณ วันที่'} {full_date(pack.day)}"
    level = f"ระดับ{READING_WORDS[pack.reading]}"
    about = f"ปีงบประมาณ {pack.fiscal_year} · {level} · อ่านชีตเมื่อ {clock(pack.read_at)}"
    return {
        "office": put(pack.office or "สำนักงานเขตพื้นที่การศึกษา"),
        "title": put(f"เอกสารประกอบการประชุม{pack.board}"),
        "day": put(f"{number}{day}"),
        "about": put(about),
        "badge": SAMPLE if pack.is_sample else "",
        "stamp": put(pack.stamp),
        "thai_digits": thai_digits,
        "alone": ALONE,
        "topics": [_topic(n, topic, thai_digits) for n, topic in enumerate(pack.topics, start=1)],
    }


def _topic(number: int, topic: Topic, thai_digits: bool) -> dict:
    return {
        "heading": _put(f"{number}. {topic.heading}", thai_digits),
        "finding": _put(topic.finding, thai_digits),
        "notes": [_put(note, thai_digits) for note in topic.notes],
        "tables": [_table(table, thai_digits) for table in topic.tables],
    }


def _table(table: Table, thai_digits: bool) -> dict:
    more = len(table.rows) - MOST_ROWS
    said = f"แสดง {MOST_ROWS} แถวแรก ยังมีอีก {more:,} แถวในไฟล์ Excel ของเอกสารชุดนี้" if more > 0 else ""
    return {
        "heading": _put(table.heading, thai_digits),
        "columns": [
            column._asdict() | {"title": _put(column.title, thai_digits)}
            for column in table.columns
        ],
        "rows": [[_cell(value, thai_digits) for value in row] for row in table.rows[:MOST_ROWS]],
        "more": _put(said, thai_digits),
    }


def _cell(value: object, thai_digits: bool) -> object:
    if isinstance(value, Rail):
        return value._asdict() | {"word": _put(value.word, thai_digits)}
    return _put(value, thai_digits)


def _put(value: object, thai_digits: bool) -> str:
    """Text for the template. Lone surrogates, which no file can hold, become a question mark."""
    text = unbroken(_HELD.sub(NBSP, str(value)))
    text = _NEVER_FIRST.sub(JOINER, text)
    if thai_digits and not isinstance(value, Kept):
        text = _DIGITS.sub(lambda found: found[1] or thai.to_thai_digits(found[0]), text)
    return text.encode("utf-8", "replace").decode("utf-8")
