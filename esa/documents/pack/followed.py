"""Topics that the board follows up: resolutions, and what falls due in the next days."""

from esa.documents.pack.facts import Facts, text
from esa.documents.pack.model import Column, Table, Topic
from esa.rules.follow_ups import FollowUp
from esa.rules.vocabulary import CLOSED_FOLLOW_UPS
from esa.telling import board_words, changes_words
from esa.telling.texts import NBSP, full_date, short_date

PROOF = {
    "checked": "ตรวจแล้ว",
    "self_checked": "กลุ่มตรวจเอง",
    "attached": "แนบแล้ว ยังไม่มีผู้ตรวจ",
    "promised": "มีแต่ชื่อ",
    "none": "ยังไม่มีเอกสาร",
    "unknown": "ไม่พบเอกสารนี้ในชีตหลักฐาน",
    "": "ยังไม่ระบุหลักฐานที่ใช้ปิด",
}
_RANK = list(PROOF)


def follow_ups(facts: Facts) -> Topic:
    """Open and overdue resolutions; closed ones with the evidence that closes them."""
    heading, states = "มติและข้อสั่งการ", facts.now.follow_ups
    if not len(states):
        return Topic(heading, "ยังไม่มีมติหรือข้อสั่งการในชีตสำนักงาน")
    done = sum(row.state == "done" for row in states)
    checked = sum(state == "checked" for state in facts.closing.values())
    finding = board_words.open_text(states)
    if done:
        finding += f" · ปิดแล้ว {done} เรื่อง มีหลักฐานที่ตรวจแล้ว {checked}"
    since = ""
    if facts.changes is not None:
        since = changes_words.follow_ups(facts.changes, facts.since[0].number)
    tables = [table for table in (_open(facts), _closed(facts)) if table.rows]
    return Topic(heading, finding, (since,) if since else (), tuple(tables))


def _open(facts: Facts) -> Table:
    rows = [
        (_late(row), _what(row), facts.name(row.groups), short_date(row.due) or "ไม่กำหนดวัน")
        for row in facts.now.follow_ups
        if row.state not in CLOSED_FOLLOW_UPS
    ]
    columns = (
        *(Column("สถานะ", "30mm"), Column("มติหรือข้อสั่งการ")),
        *(Column("ผู้รับผิดชอบ", "36mm"), Column("กำหนด", "26mm")),
    )
    return Table(columns, tuple(rows), "ยังไม่ปิด เกินกำหนดนานที่สุดขึ้นก่อน")


def _closed(facts: Facts) -> Table:
    done = [row for row in facts.now.follow_ups if row.state == "done"]
    done.sort(key=lambda row: _RANK.index(facts.closing[row.at]))
    rows = [
        (_what(row), PROOF[facts.closing[row.at]], text(row.closed_by, 90) or "–") for row in done
    ]
    columns = (Column("มติหรือข้อสั่งการ"), Column("หลักฐานที่ใช้ปิด", "38mm"), Column("ตามที่เขียน", "52mm"))
    return Table(columns, tuple(rows), "ปิดแล้ว")


def _late(row: FollowUp) -> str:
    if row.overdue_days:
        return f"เกิน{NBSP}{row.overdue_days}{NBSP}วัน"
    if row.no_date:
        return "ไม่กำหนดวัน"
    return f"อีก{NBSP}{row.days_left}{NBSP}วัน"


def _what(row: FollowUp) -> str:
    place = board_words.follow_up_place(row.meeting_no, row.item)
    return f"{text(row.resolution, 150) or '(ไม่ได้กรอกมติ)'} ({place})"


def soon(facts: Facts) -> Topic:
    """What falls due in the next days."""
    heading = f"ครบกำหนดใน {board_words.NEXT_DAYS} วันข้างหน้า"
    found = board_words.due_soon(facts.missing, facts.now.follow_ups, facts.office.today)
    if not found:
        return Topic(heading, "ไม่มีเรื่องครบกำหนดในช่วงนี้")
    rows = [(full_date(each.due), text(each.what), facts.name(each.groups)) for each in found]
    columns = (Column("กำหนด", "38mm"), Column("เรื่อง"), Column("ผู้รับผิดชอบ", "40mm"))
    finding = f"ครบกำหนด {len(found)} รายการ เรื่องแรกวันที่ {full_date(found[0].due)}"
    return Topic(heading, finding, tables=(Table(columns, tuple(rows)),))
