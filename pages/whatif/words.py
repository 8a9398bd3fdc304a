"""Words of the page ถ้ามีหลักฐานเพิ่ม, by rule: what a trial would change, and what it can't.

Pure: the rows of rubric.levels before and after go in. Results are Markdown with cell text escaped,
unless the name says plain. A trial is always said to be one.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from esa.rules.rubric import Level, Result
from esa.rules.vocabulary import AT_LEAST, LEVEL, LEVELS, LOCKED, ON_THE_SCALE, WITH_LEVEL
from esa.rules.what_if import Asked, Candidate, Way
from esa.telling.board_ladder import short_title
from esa.telling.texts import JOINER, NBSP, escape, listed, shorten

NOT_REAL = "ยังไม่ใช่ผลจริง เป็นการลองคิด"
NOTHING_KEPT = "ไม่บันทึกลงชีตหรือที่ใด คัดลอกที่อยู่ของหน้านี้ไปให้ผู้อื่นดูได้"
CARRIED = {True: "", False: "ยังดำเนินการไม่เสร็จ", None: "ยังไม่มีรายงาน"}
_INDICATORS = f"ตัว{JOINER}บ่ง{JOINER}ชี้"


class Outcome(NamedTuple):
    """One indicator before and after. at: its level, or the provisional one where locked; kind:
    "level", "at_least", "locked" or "none"; why: plain, what keeps it without a (higher) level."""

    indicator: str
    name: str
    kind_before: str
    before: int | None
    kind: str
    after: int | None
    why: str
    changed: bool


def outcomes(before: Iterable[Level], after: Iterable[Level], reading: str) -> list[Outcome]:
    """Every indicator, those that the trial changes first."""
    now = {row.indicator: row.in_reading(reading) for row in before}
    found = [_outcome(row, now[row.indicator], row.in_reading(reading)) for row in after]
    places = {LEVEL: 0, AT_LEAST: 0, LOCKED: 1, "none": 2}
    return sorted(found, key=lambda each: (not each.changed, places[each.kind]))


def _outcome(about: Level, now: Result, then: Result) -> Outcome:
    kind = _kind(then.outcome)
    return Outcome(
        about.indicator or "",
        short_title(about.title),
        _kind(now.outcome),
        now.level or now.provisional,
        kind,
        then.level or then.provisional,
        "" if kind == LEVEL else then.sentence,
        now[:3] != then[:3],  # outcome, level, provisional
    )


def _kind(outcome: str) -> str:
    return outcome if outcome in ON_THE_SCALE else "none"


def finding(found: Sequence[Outcome], chosen: int) -> str:
    """ถ้ามีหลักฐานครบ 2 ประเด็น: ขึ้นระดับ 1 ตัวบ่งชี้ (2.2 จาก 1 เป็น 2), or what to do first."""
    if not chosen:
        return "เลือกประเด็นที่จะลองให้มีหลักฐานชัดเจน แล้วดูว่าระดับจะเป็นอย่างไร"
    start = f"ถ้ามีหลักฐานครบ{NBSP}**{chosen}**{NBSP}ประเด็นที่เลือก"
    rose = [each for each in found if each.changed and gain(each)]
    if not rose:
        return f"{start} ระดับจะยังเท่าเดิมทุก{_INDICATORS}"
    said = listed([f"{escape(each.indicator)} {gain(each)}" for each in rose], 3)
    return f"{start} จะขึ้น{NBSP}**{len(rose)}**{NBSP}{_INDICATORS} ({said})"


def gain(each: Outcome) -> str:
    """Plain: จากระดับ 1 เป็น 2, ได้ระดับ 5; "" where the level stays. A lock isn't a level."""
    if each.kind not in WITH_LEVEL:
        return ""
    least = "อย่างน้อย " if each.kind == AT_LEAST else ""
    if each.kind_before in WITH_LEVEL:
        higher = (each.after or 0) > (each.before or 0)
        return f"จากระดับ {each.before} เป็น {least}{each.after}" if higher else ""
    return f"ได้{least}ระดับ {each.after}"


def status(each: Outcome) -> str:
    """Plain: what stands beside the rail of an indicator."""
    return gain(each) or each.why or ("เท่าเดิม" if each.kind == each.kind_before else "")


def way_label(way: Way) -> str:
    """Plain: ทำตามทางที่สั้นที่สุดของ 2.2 (1 ประเด็น เป็นระดับ 2)."""
    return (
        f"ทำตามทางที่สั้นที่สุดของ{NBSP}{way.indicator} "
        f"({len(way.points)}{NBSP}ประเด็น เป็นระดับ{NBSP}{way.level})"
    )


def group_label(name: str, count: int) -> str:
    """Plain: ทุกประเด็นของการเงินฯ (4)."""
    return f"ทุกประเด็นของ{shorten(name, 40)} ({count})"


def point_label(point: Candidate, action: str, groups: str) -> str:
    """A point to tick: its code, title, what it lacks and who leads it."""
    lacks = " · ".join(part for part in (CARRIED[point.carried], action) if part)
    title = escape(shorten(point.title, 80)) or ":gray[(ยังไม่ได้กรอกชื่อ)]"
    return f"**{escape(point.criterion)}** {title} :gray[{escape(lacks)} · {escape(groups)}]"


def told(found: Asked) -> str:
    """What of an address can't be assumed; "" for nothing."""
    parts = []
    if found.unknown:
        codes = escape(listed([shorten(code, 20) for code in found.unknown], 6))
        parts.append(f"ไม่พบรหัสประเด็น {codes} ในฉบับที่ใช้อยู่ จึงไม่นับในการลองคิดนี้")
    if found.settled:
        codes = escape(listed(found.settled, 6))
        parts.append(f"{codes} มีหลักฐานชัดเจนที่ตรวจแล้วอยู่แล้ว จึงไม่เปลี่ยนอะไร")
    return "  \n".join(parts)


def alternative(found: Sequence[Outcome]) -> str:
    """The chart for those who can't see it. Plain."""
    said = [f"{each.indicator} {each.name}: {status(each)}" for each in found]
    return f"{NOT_REAL}: ระดับ 1 ถึง {LEVELS[-1]} รายตัวบ่งชี้ {'; '.join(said)}"
