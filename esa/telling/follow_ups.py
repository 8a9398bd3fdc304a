"""What the board resolved: open and overdue, and what closed the rest."""

from functools import partial

from esa.changes.follow_ups import closing_state, known_documents
from esa.plain import Place
from esa.reading.schema import read_tabs
from esa.rules.follow_ups import COUNTED, FollowUp
from esa.rules.vocabulary import (
    ATTACHED,
    CHECKED,
    CLOSED_FOLLOW_UPS,
    DOCUMENT_WORDS,
    FOLLOW_UP_STATE_WORDS,
    NONE,
    PROMISED,
    SELF_CHECKED,
    UNKNOWN,
)
from esa.telling import changes_words
from esa.telling.left_out import set_aside
from esa.telling.standpoint import Standpoint
from esa.telling.texts import JOINER, NBSP, number, one_line, short_date, shorten
from esa.telling.topic import Cell, Column, Entry, Table, Topic, Value, act, together

LONGEST = 150  # letters of a resolution
COLUMNS = (Column("สถานะ", 27), Column("มติหรือข้อสั่งการ"), Column("ผู้รับผิดชอบ", 36))
COLUMNS += (Column("กำหนด", 34),)
CLOSED_COLUMNS = (Column("มติหรือข้อสั่งการ"), Column("หลักฐานที่ใช้ปิด", 38), Column("ตามที่เขียน", 44))
PROOF = {  # of the document that closes a resolution, the surest first
    CHECKED: DOCUMENT_WORDS[CHECKED],
    SELF_CHECKED: DOCUMENT_WORDS[SELF_CHECKED],
    ATTACHED: f"{DOCUMENT_WORDS[ATTACHED]} ยังไม่มีผู้ตรวจ",
    PROMISED: DOCUMENT_WORDS[PROMISED],
    NONE: "ยังไม่มีเอกสาร",
    UNKNOWN: "ไม่พบเอกสารนี้ในชีตหลักฐาน",
    "": "ยังไม่ระบุหลักฐานที่ใช้ปิด",
}
_RANK = list(PROOF)


def follow_ups(at: Standpoint) -> Topic:
    rows = at.judged.follow_ups
    since = _since(at)
    return Topic(
        "follow_ups",
        "มติและข้อสั่งการ",
        finding(at) or "ยังไม่มีมติหรือข้อสั่งการในชีตสำนักงาน",
        tuple(_entry(at, row) for row in rows if row.state not in CLOSED_FOLLOW_UPS),
        COLUMNS,
        notes=(since,) if since else (),
        left_out=at.left_out("follow_ups", *COUNTED),
        behind=partial(_table, at),
        parts=_closed(at),
        todo=True,
    )


def finding(at: Standpoint) -> str:
    """ยังไม่ปิด 12 จาก 19 เรื่อง: เกินกำหนด 4 · ยังไม่ถึงกำหนด 8; "" where there are none."""
    rows, lost = at.judged.follow_ups, set_aside(at.left_out("follow_ups", *COUNTED))
    if not rows:
        return lost
    still = [row for row in rows if row.state not in CLOSED_FOLLOW_UPS]
    if not still:
        return together((f"ปิด{'' if lost else 'ครบ'}แล้วทั้ง {len(rows)} เรื่อง", lost))
    late = sum(row.state == "overdue" for row in still)
    undated = sum(row.no_date for row in still)
    parts = (
        f"{FOLLOW_UP_STATE_WORDS['overdue']}{NBSP}{act(late)}" if late else "",
        f"ยังไม่ถึงกำหนด{NBSP}{rest}" if (rest := len(still) - late - undated) else "",
        f"ไม่กำหนดวัน{NBSP}{undated}" if undated else "",
    )
    return f"ยังไม่ปิด {len(still)} จาก {len(rows)} เรื่อง: {together(parts)}"


def late(at: Standpoint) -> str:
    """มติเกินกำหนด 2 เรื่อง; "" where no resolution is in the sheet."""
    rows, lost = at.judged.follow_ups, set_aside(at.left_out("follow_ups", *COUNTED))
    if not rows:
        return f"มติ{lost}" if lost else ""
    count = sum(row.state == "overdue" for row in rows)
    said = f"มติ{JOINER}เกิน{JOINER}กำหนด{NBSP}{act(count)}{NBSP}เรื่อง"
    return said if count else f"มติ{lost}" if lost else "ไม่มีมติเกินกำหนด"


def place(row: FollowUp) -> str:
    """ครั้งที่ 7/2557 ข้อ 1."""
    return f"ครั้งที่ {one_line(row.meeting_no) or '–'} ข้อ {'–' if row.item is None else row.item}"


def resolution(row: FollowUp, longest: int = LONGEST) -> str:
    return shorten(row.resolution, longest) or "(ไม่ได้กรอกมติ)"


def _entry(at: Standpoint, row: FollowUp) -> Entry:
    what, who = resolution(row), at.name(row.groups)
    due = short_date(row.due) or "ไม่กำหนดวัน"
    return Entry(
        _when(row),
        what,
        together((who, place(row), f"กำหนด {due}" if row.due else due)),
        urgent=bool(row.overdue_days),
        cell=Cell("follow_ups", row.at, "status"),
        values=(_when(row), f"{what}\n{place(row)}", at.name(row.groups, 3), due),
        groups=row.groups or (),
    )


def _when(row: FollowUp) -> str:
    if row.overdue_days:
        return f"เกิน{NBSP}{act(row.overdue_days)}{NBSP}วัน"
    if row.no_date:
        return "ไม่กำหนดวัน"
    return f"อีก{NBSP}{row.days_left}{NBSP}วัน" if row.days_left else "กำหนดวันนี้"


def _since(at: Standpoint) -> str:
    """ตั้งแต่ครั้งที่ 11/2557: ปิดแล้ว 2 เรื่อง (มีหลักฐานที่ตรวจแล้ว 1) เปิดใหม่ 3; "" for none."""
    if at.since is None:
        return ""
    found, parts = at.since.changes, []
    if found.closed:
        checked = len(found.closed_by_checked_evidence)
        proof = f"มีหลักฐานที่ตรวจแล้ว {checked}" if checked else "ยังไม่มีหลักฐานที่ตรวจแล้ว"
        parts.append(f"ปิดแล้ว {number(len(found.closed))} เรื่อง ({proof})")
    for kind, word in (("opened", "เปิดใหม่"), ("reopened", "เปิดอีกครั้ง")):
        if moved := found.of("follow_up", kind):
            parts.append(f"{word} {number(len(moved))} เรื่อง")
    return f"{changes_words.since(at.since.meeting.number)} {' '.join(parts)}" if parts else ""


# --- what closed them -----------------------------------------------------------------------------


def _closed(at: Standpoint) -> tuple[Topic, ...]:
    closing = at.judged.once(_closing)
    done = [row for row in at.judged.follow_ups if row.at in closing]
    if not done:
        return ()
    done.sort(key=lambda row: _RANK.index(closing[row.at]))
    checked = sum(state == "checked" for state in closing.values())
    entries = tuple(
        Entry(
            "",
            resolution(row),
            together((place(row), PROOF[closing[row.at]])),
            values=(
                f"{resolution(row)}\n{place(row)}",
                PROOF[closing[row.at]],
                shorten(row.closed_by, 90),
            ),
        )
        for row in done
    )
    said = f"ปิดแล้วทั้งหมด {len(done)} เรื่อง มีหลักฐานที่ตรวจแล้ว {checked}"
    return (Topic("closed", "", said, entries, CLOSED_COLUMNS, brief=True),)


def _closing(judged: object) -> dict[Place, str]:
    """Row of a closed resolution → state of the document that closes it."""
    done = [row for row in judged.follow_ups if row.state == "done"]
    documents = known_documents(judged) if done else []
    return {row.at: closing_state(row.closed_by, row.criterion, documents) for row in done}


# --- every row ------------------------------------------------------------------------------------


def _table(at: Standpoint) -> Table:
    heads = ("ครั้งที่", "ลำดับที่", "วันที่ประชุม", "มติหรือข้อสั่งการ", "ผู้รับผิดชอบ", "กำหนด", "สถานะ")
    heads += ("เกินกำหนด (วัน)", "หลักฐานที่ใช้ปิด", "สถานะของหลักฐานนั้น")
    rows = at.judged.follow_ups
    cells = tuple(Cell("follow_ups", row.at, "resolution") for row in rows)
    return Table("มติและข้อสั่งการ", heads, tuple(_row(at, row) for row in rows), cells)


def _row(at: Standpoint, row: FollowUp) -> tuple[Value, ...]:
    label = read_tabs()["follow_ups"].field("status").label
    closing = at.judged.once(_closing)
    return (
        *(row.meeting_no, row.item, row.meeting_date, row.resolution),
        *(at.name(row.groups, 3), row.due, label(row.status or "")),
        *(row.overdue_days or None, row.closed_by),
        PROOF[closing[row.at]] if row.at in closing else None,
    )
