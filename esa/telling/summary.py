"""The one sentence of the board, and the numbers in it."""

from esa.telling import changed, follow_ups, kpis, levels, money, stuck, words
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, listed
from esa.telling.topic import Column, Entry, Topic, together

BETWEEN = f"{NBSP}· "
COLUMNS = (Column("เรื่อง", 52), Column("ตอนนี้"))


def summary(at: Standpoint) -> Topic:
    """Since the meeting, and what is stuck; where there is none to compare with, or nobody has
    reported, where the office stands. The rest of it beside."""
    standing, waits, late = levels.finding(at), stuck.finding(at), follow_ups.late(at)
    since = changed.finding(at) if at.known else ""
    lost = levels.unread(at)
    first = (since, waits, lost) if since else (standing, waits, late, lost)
    beside = (standing, levels.clear(at), late) if since else (levels.clear(at),)
    return Topic(
        "summary",
        "สรุป",
        together(first, BETWEEN),
        notes=tuple(part for part in (*beside, unconnected(at)) if part),
        parts=(_numbers(at),),
    )


def unconnected(at: Standpoint) -> str:
    """Groups that never had a workbook: said here once, and at no figure; "" where nobody has."""
    missing = [p.group for p in at.office.problems if p.code == "group_without_workbook"]
    if not missing or not at.known:
        return ""
    names = listed([words.group_short(at.office, group) for group in missing], most=8)
    return f"ยังไม่มีสมุดงาน {len(missing)} กลุ่ม: {names}"


def _numbers(at: Standpoint) -> Topic:
    """For paper, where all of it stands on one page."""
    rows = (
        ("สภาพที่พึงประสงค์" if at.by_conditions else "ระดับคุณภาพ", levels.finding(at)),
        ("หลักฐาน", levels.clear(at)),
        ("ประเด็นค้าง", stuck.finding(at)),
        ("มติและข้อสั่งการ", follow_ups.finding(at) or "ยังไม่มีในชีต"),
        ("ตัวชี้วัดตามคำรับรอง", kpis.finding(at)),
        ("การเบิกจ่าย", money.finding(at)),
    )
    entries = tuple(Entry(values=row) for row in rows if row[1])
    return Topic("numbers", "", "", entries, COLUMNS)
