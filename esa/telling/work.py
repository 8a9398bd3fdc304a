"""What a group has still to bring, point by point, with the cell to fill in."""

from esa.reading.office import Office
from esa.rules import evidence_work
from esa.rules.evidence_work import Work, is_asked
from esa.telling import evidence_words, words
from esa.telling.standpoint import Standpoint
from esa.telling.texts import listed, one_line, shorten
from esa.telling.topic import Cell, Door, Entry, Topic, together

LONGEST = 60  # letters of a title


def work(at: Standpoint) -> Topic:
    """Of the group that is told; thanks where the list is empty."""
    heading, own = "หลักฐานที่ยังขาด", [row for row in _asked(at) if row.first]
    if not own:
        thanks = Entry("", "ไม่มีประเด็นที่ยังขาดหลักฐาน ขอบคุณ", groups=(at.group,))
        return Topic("work", heading, "", (thanks,))
    entries = tuple(_entry(at, row) for row in own)
    return Topic("work", f"{heading}: {_summary(at)}", "", entries, todo=True)


def _asked(at: Standpoint) -> list[Work]:
    rows = at.standards.work(at.reading)
    return [row for row in rows if is_asked(at.group, row.lead_groups, row.groups)]


def _entry(at: Standpoint, row: Work) -> Entry:
    item = row._asdict()
    name = shorten(evidence_words.subject(item), LONGEST)
    new = "" if row.at else f"กรอกที่: {new_row(at.office, row, at.group)}"
    lines = (
        f"ขาด: {evidence_words.reason(item)}",
        f"กำหนด: {evidence_words.due_plain(item, at.office.today)}",
        new,
    )
    return Entry(
        "",
        f"{one_line(row.criterion)} {name}",
        together(lines, "\n"),
        urgent=row.overdue_days > 0,
        cell=Cell(row.tab, row.at, row.field) if row.at else None,
        door=Door("evidence", (("criterion", row.criterion or ""),)),
        groups=(at.group,),
    )


def new_row(office: Office, row: Work, group: str) -> str:
    """Where and how to add a row: in the workbook of the group, else of those asked."""
    mine = group and is_asked(group, row.lead_groups, row.groups)
    wanted = [group] if mine else [code for code in row.groups if code != words.EVERYONE]
    books = [
        words.workbook(office, b.name) for b in office.workbooks if b.used and b.group in wanted
    ]
    if words.EVERYONE in row.groups and not group:
        books = ["สมุดของกลุ่มใดก็ได้"]
    where = listed(books) if books else "สมุดของกลุ่มที่รับผิดชอบ (ยังไม่มีสมุด)"
    tab, code = words.tab_title("evidence"), words.heading("evidence", "criterion")
    fill = f"กรอก {code} {one_line(row.criterion)} {words.heading('evidence', 'title')}"
    return f"{where} › {tab} › เพิ่มแถวใหม่ {fill} และ ลิงก์หรือที่เก็บ"


def _summary(at: Standpoint) -> str:
    """ขาด 3 จาก 3 ประเด็น เกินกำหนด 2."""
    groups = at.office.rows["groups"]
    tiles = evidence_work.by_group(at.standards.points, groups, at.reading)
    counts = evidence_work.counts(tiles, groups)
    own = next((count for count in counts if count.group == at.group), None)
    return evidence_words.summary(own._asdict()) if own else ""
