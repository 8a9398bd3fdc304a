"""The committee's page as a PDF: the same words on A4, set by the print template of the board pack.

Made of the redacted office only, so that it holds what the page holds. All texts travel to the
template as data. Imports no Streamlit.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from esa.documents.pdf import column, set_in_type
from esa.rules.vocabulary import STATE_WORDS
from esa.share import committee_html
from esa.share import committee_words as words
from esa.share.colour_tables import ColourTable, Shown
from esa.share.committee import Activity, Committee, Level, Point, Share
from esa.share.redaction import Redacted
from esa.share.suppression import TOTAL
from esa.telling.texts import unbroken
from esa.telling.topic import Column, Rail

Cell = str | Rail
Rows = Iterable[tuple[Cell, ...]]
NAME, SAID = Column("รายการ"), Column("ผล", 48)
LEVEL = Column("ระดับ", 40)
NOTE = Column("หมายเหตุ", 52)
STATE = Column("สถานะ", 34)


def pdf(office: Redacted, stamp: str, until: date | datetime | None = None) -> bytes:
    """A4 portrait, "ข้อมูล ณ …" on every page. stamp and until: as for the page."""
    told = words.stamp_line(stamp, office.today)
    about = (f"ปีงบประมาณ {office.fiscal_year}", words.until_line(until))
    return set_in_type(
        {
            "office": _put(words.name(office.name)),
            "title": _put(words.finding(office.committee)),
            "day": _put(told),
            "about": _put(" · ".join(filter(None, about))),
            "badge": "ข้อมูลตัวอย่าง" if office.is_sample else "",
            "stamp": _put(words.TITLE),
            "thai_digits": False,
            "topics": list(_topics(office.committee)),
        }
    )


def _topics(of: Committee) -> Iterator[dict]:
    if of.levels:
        levels = _table((NAME, LEVEL, NOTE), map(_level, of.levels))
        yield _topic("ระดับคุณภาพ", words.LEVELS_MEAN, [levels])
    if of.standards or of.groups:
        shares = [
            _table((NAME, SAID, NOTE), (_share(share, of) for share in each), heading)
            for each, heading in ((of.standards, "แยกตามมาตรฐาน"), (of.groups, "แยกตามกลุ่ม"))
            if each
        ]
        yield _topic("ความครบของหลักฐาน", words.COMPLETE_MEANS, shares)
    if of.networks:
        ordered = sorted(of.networks, key=lambda n: (n.kind != "school_network", n.kind))
        networks = [
            _table((NAME, SAID, NOTE), map(_activity, rows), words.kind(kind))
            for kind, rows in groupby(ordered, key=lambda n: n.kind)
        ]
        yield _topic("เครือข่าย", words.NETWORKS_MEAN, networks)
    if of.colours:
        colours = [table for each in of.colours for table in _colours(each, of)]
        bands = dict.fromkeys(words.band_said(b) for each in of.colours for b in each.bands)
        legend = f"ร้อยละที่ยังไม่ผ่าน: {' · '.join(bands)}" if bands else ""
        yield _topic("สีคุณภาพ", words.COLOURS_MEAN, colours, legend)
    if of.points:
        yield _topic("ประเด็นและหลักฐาน", words.POINTS_MEAN, _points(of.points))
    terms = _table((Column("คำ", 45), Column("ความหมาย")), words.GLOSSARY)
    yield _topic("ความหมายของคำ", words.left_out(of.left_out or {}, of.lost), [terms])


def _level(level: Level) -> tuple[Cell, ...]:
    name = f"{level.indicator} {words.name(level.title)}"
    low, to = (level.span.lowest, level.span.highest) if level.span else (None, None)
    given = level.level or low or level.provisional
    said = words.level_said(level)
    rail = Rail(given, not (level.level or low), word=said, to=to) if given else said
    return name, rail, words.level_note(level)


def _share(share: Share, of: Committee) -> tuple[Cell, ...]:
    name = committee_html.share_name(share, of)
    return name, words.share_said(share), words.share_note(share)


def _activity(network: Activity) -> tuple[Cell, ...]:
    said, note = words.activity_said(network), words.activity_note(network)
    return words.name(network.name), said, note


def _colours(table: ColourTable, of: Committee) -> Iterator[dict]:
    names = of.network_names or {}
    several = len(table.subjects) > 1
    columns = (NAME, Column("สี", 24), Column("จำนวน", 72))
    total = committee_html.networks_of(table)
    rows = [(words.network_name(names, row), shown, several) for row, shown in total]
    title = words.table_title(table)
    yield _table(
        columns, (_shown(*row) for row in rows), f"{title} {words.clashing(table)}".strip()
    )
    subjects = [
        (s, table.cells[TOTAL, s], False) for s in table.subjects if (TOTAL, s) in table.cells
    ]
    if several and subjects:
        yield _table(columns, (_shown(*row) for row in subjects), f"{title} แยกตามวิชา (ทั้งเขตพื้นที่)")
    tested = [school for school in table.schools if school.state != "not_tested"]
    if tested:
        yield _table(
            (NAME, Column("เครือข่าย", 60), Column("สี", 40)),
            (
                (words.name(school.name), words.network_name(names, school.network),
                 f"สี{words.colour(school.colour)}" if school.colour else "ไม่แสดง")
                for school in tested
            ),
            f"{title} รายชื่อโรงเรียนที่ทดสอบ",
        )  # fmt: skip


def _shown(name: str, shown: Shown, several: bool) -> tuple[Cell, ...]:
    colour = f"สี{words.colour(shown.colour)}" if shown.colour else "–"
    return words.name(name), colour, words.seen_said(shown, words.unit(several))


def _points(points: Sequence[Point]) -> list[dict]:
    def rows(of: Iterable[Point]) -> Iterator[tuple[Cell, ...]]:
        for point in of:
            name = f"{point.criterion} {words.name(point.title, 300)}"
            yield name, STATE_WORDS[point.state]
            for one in point.documents:
                yield f"– {words.name(one.title, 300)}", STATE_WORDS[one.state]

    return [
        _table((NAME, STATE), rows(of), f"ตัวบ่งชี้ {indicator}")
        for indicator, of in groupby(points, key=lambda point: point.indicator)
    ]


def _topic(heading: str, finding: str, tables: list[dict], note: str = "") -> dict:
    notes = [_put(note)] if note else []
    return {"heading": _put(heading), "finding": _put(finding), "notes": notes, "tables": tables}


def _table(columns: Sequence[Column], rows: Rows, heading: str = "") -> dict:
    return {
        "heading": _put(heading),
        "columns": [column(each) | {"title": _put(each.title)} for each in columns],
        "rows": [[_cell(value) for value in row] for row in rows],
        "more": "",
    }


def _cell(value: Cell) -> object:
    return value._asdict() | {"word": _put(value.word)} if isinstance(value, Rail) else _put(value)


def _put(text: object) -> str:
    """Lone surrogates, which no file can hold, become a question mark."""
    return unbroken(str(text)).encode("utf-8", "replace").decode("utf-8")
