"""What the report page says of the document: how much is written, and its lines before they are
printed. Lines of the document are Kept: they stand in its digits, not in those of the screen."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from esa.documents.report import counted
from esa.documents.report.contents import Line, Section, Sheet
from esa.documents.report.counted import Count
from esa.telling.line_breaks import unbroken
from esa.telling.texts import listed, shorten
from esa.telling.topic import Column, Entry, Kept, Table, Topic, act, quiet, strong
from esa.telling.words import NOBODY
from esa.thai import to_arabic_digits

Name = Callable[[str], str]  # code of a group → its short name

NOTHING = "ยังไม่มีตัวบ่งชี้ให้รายงานในฉบับนี้"
MOST_LINES = 80  # of one cell of the preview; everything on a page goes to the browser
FORMS = {
    "report": "ดาวน์โหลดรายงาน (.docx)",
    "responsibility": "ดาวน์โหลดตารางผู้รับผิดชอบ (.docx)",
}
NAMES = {"report": "รายงาน SAR", "responsibility": "ตารางผู้รับผิดชอบ"}
DIGITS = {"thai": "เลขไทย ๑๒๓", "arabic": "เลขอารบิก 123"}
WHOLE = "ทุกตัวบ่งชี้"
FIRST = "ตัวอย่างหน้าของตัวบ่งชี้แรก เลือกตัวบ่งชี้ข้างบนเพื่อดูตัวบ่งชี้อื่น เอกสารมีครบทุกตัวบ่งชี้"
ABOUT = (
    "เปิดด้วย Word แล้วตอบ ใช่ เพื่อปรับปรุงเขตข้อมูล เลขหน้าในสารบัญจึงจะแสดง "
    "ใน LibreOffice ใช้เมนู เครื่องมือ › ปรับปรุง › ดัชนีทั้งหมด"
)
_EMPHASIS = {"point": strong, "list": strong, "part": quiet, "writer": quiet, "mark": act}


def finding(found: Count, short: Name) -> str:
    """How many indicators are written, and how many parts aren't, by group."""
    if not found.indicators:
        return NOTHING
    done = f"เขียนครบ {strong(found.complete)} จาก {found.indicators} ตัวบ่งชี้"
    unread = f" · ยังอ่านไม่ได้ {found.unread} ส่วน" if found.unread else ""
    if not found.unwritten:
        rest = "ไม่มีส่วนที่ยังไม่ได้เขียน" if found.parts else "ยังไม่มีประเด็นให้เขียน"
        return f"{done} · {rest}{unread}"
    groups = [f"{short(code) if code else NOBODY} {count}" for code, count in found.by_group]
    return (
        f"{done} · ยังไม่ได้เขียน {act(found.unwritten)} จาก {found.parts} ส่วน "
        f"({listed(groups, 3, 'กลุ่ม')}){unread}"
    )


def of_conditions(reported: int, rows: int) -> str:
    """The same for an edition by desired conditions."""
    if not rows:
        return "ยังไม่มีเกณฑ์ให้รายงานในฉบับนี้"
    silent = rows - reported
    rest = f" ยังไม่รายงาน {act(silent)}" if silent else ""
    return f"รายงานแล้ว {strong(reported)} จาก {rows} ข้อ{rest}"


def file_name(form: str, short_name: str, year: int, edition: str, indicator: str) -> str:
    """What a file is named after, before it is made safe."""
    which = f"ตัวบ่งชี้ {indicator}" if indicator else ""
    parts: Sequence[str] = (NAMES[form], short_name, f"ปี {year}", f"ฉบับ {edition}", which)
    return " ".join(part for part in parts if part)


# --- the document before it is printed ------------------------------------------------------------


class Shown(NamedTuple):
    """A line of the document. link: http(s), "" for none."""

    text: Kept
    link: str = ""


class Cut(NamedTuple):
    """The lines of one cell, and how many of how many where some are cut; "" for all."""

    lines: tuple[Shown, ...]
    cut: str


def kept(text: str, longest: int = 400) -> Kept:
    """A text of the document in its own digits."""
    return Kept(unbroken(shorten(text, longest)))


def verdict(sheet: Sheet) -> str:
    said = [f"{strong('ผลการประเมิน')} {kept(sheet.verdict)}", *map(kept, sheet.remarks)]
    return Kept("\n".join(said))


def ladder(sheet: Sheet) -> Topic:
    """The five levels with their wordings, the reached one ticked."""
    rows = [
        Entry(
            Kept(f"{row.mark} {row.number if row.ticked else quiet(row.number)}"),
            Kept(act(kept(row.wording)) if row.missing else kept(row.wording)),
        )
        for row in sheet.levels
    ]
    return Topic("report_levels", "", "", tuple(rows))


def cell(lines: Sequence[Line]) -> Cut:
    """The lines of one cell of the form, cut where there are many."""
    there = len(lines)
    cut = f"แสดง {MOST_LINES} จาก {there} บรรทัด ในเอกสารมีครบ" if there > MOST_LINES else ""
    return Cut(tuple(_shown(line) for line in lines[:MOST_LINES]), cut)


def _shown(line: Line) -> Shown:
    said = _EMPHASIS.get(line.kind, str)(kept(line.text))
    return Shown(Kept(f"{said} {act(line.mark)}" if line.mark else said), line.link)


def written(sheets: Sequence[Sheet]) -> Table:
    """Every indicator with how much of it is written and what its level is."""
    columns = ("ตัวบ่งชี้", "เขียนแล้ว (ส่วน)", "จาก (ส่วน)", "ประเด็นที่ยังไม่มีในชีต", "ผลการประเมิน")
    rows = [
        (
            each.code,
            *counted.parts(each),
            each.lacking,
            shorten(to_arabic_digits(each.verdict), 200),
        )
        for each in sheets
    ]
    return Table("แต่ละตัวบ่งชี้", columns, tuple(rows))


def on_paper(told: Table) -> Topic:
    """A table as a topic. Numbers stand at the right, texts take what is left."""
    widths = {int: (26, "number"), str: (0, "text")}
    first = told.rows[0] if told.rows else ("",) * len(told.columns)
    columns = (
        Column(title, *(widths[type(value)] if at else (20, "text")))
        for at, (title, value) in enumerate(zip(told.columns, first, strict=True))
    )
    return Topic(
        "report", told.title, "", tuple(Entry(values=r) for r in told.rows), tuple(columns)
    )


def criteria(sections: Sequence[Section]) -> Table:
    """The tables of the older form, in short: criterion and what is met."""
    rows = [
        (
            section.code,
            shorten(table.heading, 160),
            len(table.rows),
            shorten(table.verdict, 160),
            shorten(" / ".join(dict.fromkeys(row.lead for row in table.rows)), 160),
        )
        for section in sections
        for table in section.tables
    ]
    return Table("แต่ละเกณฑ์", ("ตัวบ่งชี้", "เกณฑ์", "ข้อ", "ผล", "ผู้รับผิดชอบหลัก"), tuple(rows))
