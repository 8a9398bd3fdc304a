"""What a group has still to bring for clear evidence: which things to do are its own, and how each
is said, with its cell. The page หลักฐานที่ยังขาด, the board and the texts that are sent say it so.

Texts are plain and say what is so on the office's day; rows are those of evidence_work.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from esa.judged import Judged
from esa.reading.office import Office, Workbook
from esa.rules import evidence_work
from esa.rules.evidence_work import Count, Tile, Work, due_kind, is_asked
from esa.rules.vocabulary import (
    ADD_LOCATOR,
    GET_CHECKED,
    LACKS_WORDS,
    LOCATOR,
    MAKE_READABLE,
    NAME_LEAD,
    NONE,
    REPLACE_PLACEHOLDER,
    UNKNOWN,
    UNREAD,
)
from esa.telling import words
from esa.telling.texts import NBSP, listed, one_line, plain, short_date, shorten, unfolded
from esa.telling.topic import Cell, Door, Entry

LONGEST = 60  # characters of a title where a thing to do is one line
MOST = 25  # points in one text


# --- which ----------------------------------------------------------------------------------------


def tiles(judged: Judged, edition: str, reading: str) -> tuple[Tile, ...]:
    """Each point of an edition once for each group that leads it; for Judged.once."""
    groups = judged.office.rows["groups"]
    return evidence_work.by_group(judged.edition(edition).points, groups, reading)


def counts(judged: Judged, edition: str, reading: str) -> dict[str, Count]:
    """Points by outcome of each group in its order; "" for those that name no lead, if there are
    any. For Judged.once."""
    found = judged.once(tiles, edition, reading)
    return {row.group: row for row in evidence_work.counts(found, judged.office.rows["groups"])}


def of_group(work: Iterable[Work], group: str) -> tuple[Work, ...]:
    """The rows of the working list that are for a group, in their order; "" for all."""
    return tuple(row for row in work if not group or is_asked(group, row.lead_groups, row.groups))


# --- how it is said -------------------------------------------------------------------------------


def subject(row: Work) -> str:
    """What a row is about: the document, or the point where no document is named."""
    if row.document and row.state != NONE:
        return plain(row.document)
    return plain(row.title) or "(ยังไม่มีข้อความประเด็นในชีต)"


def reason(row: Work) -> str:
    """What is missing and why the document doesn't count yet."""
    if row.action == NAME_LEAD:
        return "ยังไม่มีข้อมูล และยังไม่ระบุผู้รับผิดชอบหลัก"
    if row.action == MAKE_READABLE:
        name = words.heading(row.tab, row.field)
        return f"กรอกช่อง {name} แล้ว แต่อ่านไม่ได้ จึงยังไม่ทราบ"
    if row.state == UNREAD:
        return "อ่านหลักฐานของกลุ่มไม่ได้ครบ จึงยังไม่ทราบ"
    if row.outcome == UNKNOWN:
        return "ยังไม่มีข้อมูล ยังไม่ได้กรอกทั้งการดำเนินงานและหลักฐาน"
    if row.action == GET_CHECKED:
        return _unchecked(row)
    if row.action == ADD_LOCATOR:
        if row.link:
            return "มีแต่ชื่อ ลิงก์ที่กรอกเปิดไม่ได้ (ต้องเป็น https:// หนึ่งลิงก์)"
        return LACKS_WORDS[LOCATOR]
    if row.action == REPLACE_PLACEHOLDER:
        return f"ยังไม่มีเอกสาร ({_placeholder(row.document)})"
    empty = "ช่องชื่อเอกสารว่าง" if row.at else "ยังไม่มีรายการของประเด็นนี้"
    return f"ยังไม่มีเอกสาร ({empty})"


def _placeholder(title: str | None) -> str:
    """Why a text is no title: dots, or words that stand for "to be filled in"."""
    text = plain(title)
    if "..." in text or "…" in text:
        return "ช่องมีแต่จุดไข่ปลา"
    return f"ช่องเขียนว่า “{shorten(text, 30)}” ยังไม่ใช่ชื่อเอกสาร"


def _unchecked(row: Work) -> str:
    if row.self_checked:
        return "แนบแล้ว แต่กลุ่มตรวจเอง ต้องให้กลุ่มอื่นตรวจ"
    missing = {"checked_by_group": "กลุ่มที่ตรวจ", "checked_by_role": "ตำแหน่งผู้ตรวจ"}
    if row.field in missing:
        return f"แนบแล้ว แต่การตรวจยังไม่ครบ ขาด{missing[row.field]}"
    return "แนบแล้ว ยังไม่มีกลุ่มอื่นตรวจ"


def due(day: date | None, overdue_days: int, today: date) -> str:
    """By when, and how long that is over: "31 ส.ค. 2557 (เกินกำหนด 23 วัน)"."""
    kind = due_kind(day, overdue_days, today)
    if kind == "none":
        return "ยังไม่กำหนดวัน"
    late = f" (เกินกำหนด{NBSP}{overdue_days}{NBSP}วัน)" if kind == "overdue" else ""
    return f"{short_date(day)}{late}"


def where(office: Office, row: Work, group: str = "") -> str:
    """The cell of a row in words, or where and how to add a new row. group: whose list it is."""
    if row.at:
        return words.where(office, row.tab, row.at, row.field)
    names = [words.workbook(office, book.name) for book in owners(office, row, group)]
    if words.EVERYONE in row.groups and not group:
        names = ["สมุดของกลุ่มใดก็ได้"]
    book = listed(names) if names else "สมุดของกลุ่มที่รับผิดชอบ (ยังไม่มีสมุด)"
    tab, code = words.tab_title("evidence"), words.heading("evidence", "criterion")
    return (
        f"{book} › {tab} › เพิ่มแถวใหม่ กรอก {code} {one_line(row.criterion)} "
        f"{words.heading('evidence', 'title')} และ ลิงก์หรือที่เก็บ"
    )


def owners(office: Office, row: Work, group: str) -> list[Workbook]:
    """The workbooks in which a new row may be added: of the chosen group, else of those asked."""
    mine = group and is_asked(group, row.lead_groups, row.groups)
    wanted = [group] if mine else [code for code in row.groups if code != words.EVERYONE]
    return [book for book in office.workbooks if book.used and book.group and book.group in wanted]


def entry(office: Office, row: Work) -> Entry:
    """A thing to do in one line: its point and document; below it what is missing, and by when.
    Without a cell where a row is to be added; see where."""
    return Entry(
        text=f"{one_line(row.criterion)} {shorten(subject(row), LONGEST)}",
        note=f"ขาด: {reason(row)}\nกำหนด: {due(row.due, row.overdue_days, office.today)}",
        urgent=row.overdue_days > 0,
        cell=Cell(row.tab, row.at, row.field) if row.at else None,
        door=Door("evidence", (("criterion", row.criterion or ""),)),
    )


def summary(count: Count) -> str:
    """ขาด 3 จาก 3 ประเด็น เกินกำหนด 2."""
    late = f" เกินกำหนด {count.overdue}" if count.overdue else ""
    lost = f" อ่านไม่ได้ {count.unread}" if count.unread else ""
    silent = count.unknown - count.unread
    unknown = f" ยังไม่มีข้อมูล {silent}" if silent else ""
    return f"ขาด {count.missing} จาก {count.points} ประเด็น{late}{lost}{unknown}"


def message(
    office: Office,
    group: str,
    work: Iterable[Work],
    count: Count | None,
    digits: Callable[[str], str] = str,
) -> str:
    """A text to paste into LINE: what a group misses, by when, which cell; once a point.

    work: of everybody; count: of the group; digits: as the visitor wants them (names of cells keep
    those that the sheet shows). "" where the group has nothing to do.
    """
    points = [row for row in of_group(work, group) if row.first]
    if not points:
        return ""
    said = [f"หลักฐานที่ยังขาด {words.group_name(office, group)}"]
    said += [f"{summary(count) if count else ''} (ข้อมูล ณ {short_date(office.today)})".lstrip()]
    lines = [digits(line) for line in said]
    most = unfolded(len(points), MOST)
    for number, row in enumerate(points[:most], start=1):
        lines += ["", *_numbered(office, row, group, number, digits)]
    if len(points) > most:
        more = f"และอีก {len(points) - most} ประเด็น ดูในหน้า หลักฐานที่ยังขาด"
        lines += ["", digits(more)]
    return "\n".join(lines).replace(NBSP, " ")


def _numbered(
    office: Office, row: Work, group: str, number: int, digits: Callable[[str], str]
) -> Iterator[str]:
    told = entry(office, row)
    yield digits(f"{number}) {told.text}")
    yield digits(told.note)
    yield f"กรอกที่: {where(office, row, group)}"
