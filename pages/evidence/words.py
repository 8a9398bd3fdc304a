"""The sentences that only this page says: the finding, what each thing lifts, what is listed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from esa.rules.evidence import SharedDocument
from esa.rules.evidence_work import SOON, Count, Look, Work, due_kind
from esa.rules.vocabulary import (
    LOCKED,
    NO_NEXT_LEVEL_WORDS,
    SHARED_LINK,
    STATE_WORDS,
    UNKNOWN,
    VERIFIED,
)
from esa.telling.evidence import reason
from esa.telling.texts import NBSP, listed, one_line, short_date, shorten
from esa.telling.topic import act, done, quiet, strong, together

DUES = {
    "": "ทุกกำหนด",
    "overdue": "เกินกำหนดแล้ว",
    "soon": f"ภายใน {SOON} วัน",
    "none": "ยังไม่กำหนดวัน",
}
_ONLY_DUE = {
    "overdue": "ที่เกินกำหนด",
    "soon": f"ที่ครบกำหนดภายใน{NBSP}{SOON}{NBSP}วัน",
    "none": "ที่ยังไม่กำหนดวัน",
}
OFFICE = "ทั้งสำนักงาน"
ORDER = "เรียงข้อที่ทำแล้วขึ้นระดับได้เร็วที่สุดก่อน ข้อที่ยังไม่ผูกกับระดับอยู่ท้าย"
SHARED_WIDELY = "ควรตรวจทาน: ลิงก์เดียวใช้กับหลายตัวบ่งชี้ หรือเกิน 5 ประเด็น"
NO_TITLE = "(ยังไม่มีข้อความประเด็น)"


class Picked(NamedTuple):
    """What the filters leave in the list; "" leaves nothing out."""

    indicator: str = ""
    state: str = ""
    due: str = ""
    criterion: str = ""


EVERYTHING = Picked()


def finding(count: Count, name: str, reading: str, overdue: str = "") -> str:
    """What is missing. name: of the group, "" for the whole office; overdue: which groups the
    overdue points are with."""
    who, missing = shorten(name) or OFFICE, count.missing
    space = " " if name else ""
    if not count.points:
        none = f"{who} ยังไม่มีประเด็นที่รับผิดชอบหลัก"
        return none if name else "ยังไม่มีรายการประเด็นการพิจารณาในสมุดของสำนักงาน"
    if missing:
        lacks = "ขาดหลักฐานที่ตรวจแล้ว" if reading == VERIFIED else "ขาดหลักฐาน"
        late = f" เกินกำหนด{NBSP}{act(count.overdue)}" if count.overdue else ""
        late += f" ({overdue})" if late and overdue else ""
        lost = f" อ่านไม่ได้{NBSP}{count.unread}" if count.unread else ""
        return f"{who}{space}{lacks} {strong(missing)} จาก {count.points} ประเด็น{late}{lost}"
    if not count.clear:
        if count.unread:
            return f"{who}{space}{not_known(count)} จาก {count.points} ประเด็น"
        return f"{who}{space}ยังไม่มีข้อมูลหลักฐานทั้ง {count.points} ประเด็น"
    there = "ผ่านการตรวจแล้ว" if reading == VERIFIED else "มีหลักฐานแล้ว"
    if count.unknown:
        rest = not_known(count)
        return f"{who}{space}{there} {strong(count.clear)} จาก {count.points} ประเด็น {rest}"
    return f"{who}{space}{there}ครบทั้ง {done(count.points)} ประเด็น"


def not_known(count: Count) -> str:
    """อ่านไม่ได้ 1 · ยังไม่มีข้อมูล 3: what is written and can't be read is told apart."""
    silent = count.unknown - count.unread
    lost = f"อ่านไม่ได้{NBSP}{count.unread}" if count.unread else ""
    return together((lost, f"ยังไม่มีข้อมูล{NBSP}{silent}" if silent else ""))


def finding_of_point(row: Work, state: str, groups: str) -> str:
    """The finding where the page is about one point. row: first of its work; state: of the point,
    as its tile has it, which a nearer row of another state doesn't hide; groups: its leads."""
    days, lacks = row.overdue_days, reason(row) if row.state == state else STATE_WORDS[state]
    late = f" เกินกำหนด{NBSP}{act(days)}{NBSP}วัน" if days else ""
    return together((f"ประเด็น{NBSP}{strong(one_line(row.criterion))} {lacks}{late}", groups))


def rows_of_point(criterion: str, there: int, wanted: int) -> str:
    """Heading of the rows of a point in the tab of evidence. there: rows of it in all tabs; wanted:
    in that tab, a number that follows."""
    if there <= wanted:
        return f"หลักฐานที่กรอกไว้ของประเด็น {criterion}"
    return f"หลักฐานที่กรอกไว้ของประเด็น {criterion} {there:,} แถว อยู่ในแท็บ หลักฐานอ้างอิง"


def overdue_of(counts: Iterable[Count], short: Callable[[str], str]) -> str:
    """ "การเงิน 2, บุคคล 1": groups with overdue points, most first; "" where there is none."""
    late = sorted((row for row in counts if row.overdue), key=lambda row: -row.overdue)
    said = [f"{short(row.group)}{NBSP}{row.overdue}" for row in late[:3]]
    if len(late) > 3:
        said.append(f"อีก{NBSP}{len(late) - 3}{NBSP}กลุ่ม")
    return ", ".join(said)


def share(row: Count) -> str:
    """What stands at the end of a group's row of the matrix."""
    if not row.points:
        return "ไม่มีประเด็นหลัก"
    if row.missing:
        lost = f"อ่านไม่ได้ {row.unread}" if row.unread else ""
        return together((f"ขาด {row.missing} จาก {row.points}", lost))
    if row.unread:
        return not_known(row).replace(NBSP, " ")
    if row.unknown:
        return f"ยังไม่มีข้อมูล {row.unknown}"
    return f"ครบ {row.clear} จาก {row.points}"


def lift(row: Work) -> str:
    """Which level the row would lift, or why none hangs on it."""
    indicator = one_line(row.indicator)
    if not row.first:
        return "ประเด็นเดียวกัน"
    if not indicator:
        return "ยังไม่ผูกกับตัวบ่งชี้"
    if row.to_level is None:
        return f"{indicator} {NO_NEXT_LEVEL_WORDS.get(row.level_outcome, 'ยังสรุประดับไม่ได้')}"
    level = f"{indicator} ขึ้นเป็นระดับ{NBSP}{row.to_level}"
    if row.lifts_alone:
        return level
    others = f"เมื่อครบอีก{NBSP}{row.need}{NBSP}ประเด็น" if row.need > 1 else ""
    gate = "หลังผ่านเงื่อนไขก่อนให้ระดับ" if row.level_outcome == LOCKED else ""
    return together((level, others, gate), " ")


def todo_heading(shown: Iterable[Work]) -> str:
    """Heading of the working list: how many points, unknown ones apart."""
    kinds = {(row.edition, row.criterion): row.state == UNKNOWN for row in shown}
    unknown = sum(kinds.values())
    missing = len(kinds) - unknown
    if not kinds:
        return "ต้องทำ"
    if not missing:
        return f"ยังไม่มีข้อมูล {unknown} ประเด็น"
    return f"ต้องทำ {missing} ประเด็น" + (f" และยังไม่มีข้อมูล {unknown}" if unknown else "")


def only(picked: Picked) -> str:
    """What the filters leave in the list: "เฉพาะตัวบ่งชี้ 2.2 ที่เกินกำหนด"; "" without a filter."""
    said = together(
        (
            f"ประเด็น{NBSP}{one_line(picked.criterion)}" if picked.criterion else "",
            f"ตัวบ่งชี้{NBSP}{one_line(picked.indicator)}" if picked.indicator else "",
            f"สถานะ “{STATE_WORDS.get(picked.state, picked.state)}”" if picked.state else "",
            _ONLY_DUE.get(picked.due, ""),
        ),
        " ",
    )
    return f"เฉพาะ{said}" if said else ""


def due(row: Work, today: date) -> str:
    """The due date and, in a second line, what it means today."""
    kind = due_kind(row.due, row.overdue_days, today)
    if row.due is None:
        return quiet("ยังไม่กำหนดวัน")
    left = (row.due - today).days
    if kind == "overdue":
        note = act(f"เกินกำหนด{NBSP}{row.overdue_days}{NBSP}วัน")
    elif left < 0:
        note = ""
    else:
        note = quiet(f"อีก{NBSP}{left}{NBSP}วัน" if left else "วันนี้")
    return together((short_date(row.due), note), "\n")


def look(row: Look, fiscal_year: int) -> str:
    """Why a document that counts deserves a look, and that nothing changes by it."""
    if row.warning == SHARED_LINK:
        why = f"ลิงก์เดียวใช้กับ{NBSP}{row.points}{NBSP}ประเด็น"
    else:
        why = f"เป็นหลักฐานของปีอื่น ไม่ใช่ปีงบประมาณ{NBSP}{fiscal_year}"
    return f"{why} · ทั้งประเด็นมีแต่หลักฐานที่ควรตรวจทาน" if row.only else why


def shared(row: SharedDocument) -> str:
    """One document behind several points: how many points and indicators, which ones."""
    of = f"{row.points}{NBSP}ประเด็น"
    if len(row.indicators) > 1:
        of += f" ใน{NBSP}{len(row.indicators)}{NBSP}ตัวบ่งชี้"
    return f"{of}: {listed([one_line(code) for code in row.criteria], most=8)}"


def thanks(count: Count, reading: str) -> str:
    """The thank-you of a list that the work has emptied."""
    said = f"หลักฐานปรากฏชัดเจนครบ {count.points} จาก {count.points} ประเด็น"
    return f"{said} และผ่านการตรวจแล้วทุกประเด็น" if reading == VERIFIED else f"{said} ตามที่รายงาน"


def completeness(counts: Iterable[Count]) -> str:
    """The table of completeness in words."""
    full = sum(row.points > 0 and row.clear == row.points for row in counts)
    return f"ความครบถ้วนของหลักฐานแต่ละกลุ่ม ครบแล้ว {full} กลุ่ม"
