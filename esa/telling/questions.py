"""Open questions for the board to decide on, by rule, the most pressing first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from esa.rules.follow_ups import FollowUp
from esa.rules.networks import SILENT_AFTER_DAYS
from esa.rules.points import Point
from esa.rules.vocabulary import CLOSED_FOLLOW_UPS, LOCKED, NO_RUBRIC, NO_TOTAL
from esa.telling.follow_ups import place
from esa.telling.networks import parted
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, cut, listed, one_line
from esa.telling.topic import Column, Entry, Topic, act, strong

MOST_CODES, MOST_ASKED = 6, 2
COLUMNS = (Column("", 10, "number"), Column("เรื่อง"), Column("ขอมติ", 66))
Question = tuple[str, str]  # what, and what is asked


def questions(at: Standpoint) -> Topic:
    found = [*_stuck(at), *_resolutions(at), *_levels(at), *_unled(at), *_networks(at)]
    entries = tuple(
        Entry(strong(number), what, f"{ask}?", values=(number, what, f"{ask}?"))
        for number, (what, ask) in enumerate(found, start=1)
    )
    said = f"มี{NBSP}{strong(len(found))} เรื่องให้ที่ประชุมพิจารณา"
    none = "ไม่มีเรื่องที่ต้องตัดสินใจจากข้อมูลที่มี"
    return Topic("questions", "ขอมติวันนี้", said if found else none, entries, COLUMNS, brief=True)


def asked(at: Standpoint, topic: Topic) -> Topic:
    """The topic with what the board is asked to decide about it, where there is something."""
    own = {"stuck": _stuck, "levels": _levels, "follow_ups": _resolutions, "networks": _networks}
    asks = list(dict.fromkeys(ask for _, ask in own.get(topic.name, lambda at: ())(at)))
    if not asks:
        return topic
    said = " · ".join(f"{ask}?" for ask in asks[:MOST_ASKED])
    return replace(topic, notes=(f"{strong('ขอมติ')} {said}", *topic.notes))


def _stuck(at: Standpoint) -> Iterator[Question]:
    groups: dict[tuple[str, ...], list[Point]] = {}
    for point in at.overdue:
        groups.setdefault(point.lead_groups, []).append(point)
    for codes, own in groups.items():
        days = max(point.overdue_days for point in own)
        what = f"{strong(at.name(codes))} ค้าง {_codes(point.criterion or '' for point in own)}"
        late = f"เกินกำหนด{NBSP}{act(days)}{NBSP}วัน"
        yield f"{what} {late}", "ขยายวันถึงเมื่อใด หรือมอบใครช่วย"


def _resolutions(at: Standpoint) -> Iterator[Question]:
    still = [row for row in at.judged.follow_ups if row.state not in CLOSED_FOLLOW_UPS]
    late = [row for row in still if row.state == "overdue"]
    if late:
        longest = max(row.overdue_days for row in late)
        text = f"มติเกินกำหนด{NBSP}{strong(len(late))} เรื่อง ({_places(late)})"
        yield f"{text} นานสุด{NBSP}{longest}{NBSP}วัน", "เร่งรัด ขยายวัน หรือยกเลิกมติ"
    nobody = [row for row in still if not row.groups]
    if nobody:
        yield f"มติยังไม่มีผู้รับผิดชอบ ({_places(nobody)})", "มอบกลุ่มใด"
    undated = [row for row in still if row.no_date]
    if undated:
        yield f"มติยังไม่มีกำหนดวัน ({_places(undated)})", "ให้แล้วเสร็จเมื่อใด"


def _places(rows: Iterable[FollowUp]) -> str:
    return listed([place(row).removeprefix("ครั้งที่ ") for row in rows], 3)


def _levels(at: Standpoint) -> Iterator[Question]:
    if at.by_conditions:
        return
    told = [
        (level.indicator or "", level, level.in_reading(at.reading))
        for level in at.standards.levels
    ]
    open_ = [code for code, level, r in told if r.outcome == LOCKED and level.condition_open]
    above = [code for code, _, result in told if (result.claimed_above or 0) > 0]
    unruled = [code for code, _, result in told if result.outcome in (NO_RUBRIC, NO_TOTAL)]
    if open_:
        what = f"{_codes(open_)} รอยืนยันเงื่อนไขเพิ่มเติม จึงยังให้ระดับไม่ได้"
        yield what, "ผ่านเงื่อนไขหรือไม่ ใครยืนยัน"
    if above:
        yield f"{_codes(above)} ประเมินตนเองสูงกว่าหลักฐาน", "หาหลักฐานเพิ่ม หรือปรับระดับที่ประเมิน"
    if unruled:
        yield f"{_codes(unruled)} ยังไม่ได้กรอกเกณฑ์หรือจำนวนประเด็น", "ใครกรอก ภายในวันใด"


def _unled(at: Standpoint) -> Iterator[Question]:
    points = at.standards.points
    codes = [point.criterion for point in points if point.criterion and not point.lead_groups]
    if codes:
        yield f"{_codes(codes)} ยังไม่มีผู้รับผิดชอบหลัก", "มอบกลุ่มใด"


def _networks(at: Standpoint) -> Iterator[Question]:
    told, _ = parted(at.judged.networks().silence)
    names = [cut(one_line(row.network_name), 22) for row in told if row.state == "silent"]
    if names:
        days = f"ไม่มีกิจกรรมตั้งแต่{NBSP}{SILENT_AFTER_DAYS}{NBSP}วันขึ้นไป"
        yield f"{listed(names, 2)} {days}", "ให้ใครนัดหมายเครือข่าย และเมื่อใด"


def _codes(codes: Iterable[str]) -> str:
    return strong(listed(codes, MOST_CODES))
