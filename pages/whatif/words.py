"""What the page ลองคำนวณระดับ says, by rule: what a trial would change, and what it can't.

A trial is always said to be one: what is real is solid, what is only tried is dashed and hatched.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from esa.reading.office import Office
from esa.rules.levels import Level, Result
from esa.rules.next_steps import NextStep
from esa.rules.vocabulary import (
    ACTION_WORDS,
    AT_LEAST,
    GATE,
    LEVEL,
    LOCKED,
    ON_THE_SCALE,
    STAGE_UNITS,
    WITH_LEVEL,
)
from esa.rules.what_if import Asked, Candidate, Way
from esa.telling.drawings import Ladder, Said, Step
from esa.telling.texts import JOINER, NBSP, listed, one_line, shorten
from esa.telling.topic import Column, Entry, Rail, Topic, quiet, strong, together
from esa.telling.words import NO_TITLE, groups_short, short_title

NOT_REAL = "ยังไม่ใช่ผลจริง เป็นการลองคำนวณระดับ"
NOTHING_KEPT = "ไม่บันทึกลงชีตหรือที่ใด คัดลอกที่อยู่ของหน้านี้ไปให้ผู้อื่นดูได้"
LEGEND = "วงทึบ = ระดับตามหลักฐานจริง · วงประลายขีด = ระดับที่ลองคำนวณ"
CARRIED = {True: "", False: "ยังดำเนินการไม่เสร็จ", None: "ยังไม่มีรายงาน"}
MOST_ROWS = 40  # indicators drawn
_INDICATORS = f"ตัว{JOINER}บ่ง{JOINER}ชี้"


class Outcome(NamedTuple):
    """One indicator before and after. at: its level, or the provisional one where locked; kind:
    "level", "at_least", "locked" or "none"; why: what keeps it without a (higher) level."""

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
    start = f"ถ้ามีหลักฐานครบ{NBSP}{strong(chosen)}{NBSP}ประเด็นที่เลือก"
    rose = [each for each in found if each.changed and gain(each)]
    if not rose:
        return f"{start} ระดับจะยังเท่าเดิมทุก{_INDICATORS}"
    said = listed([f"{each.indicator} {gain(each)}" for each in rose], 3)
    return f"{start} จะขึ้น{NBSP}{strong(len(rose))}{NBSP}{_INDICATORS} ({said})"


def gain(each: Outcome) -> str:
    """จากระดับ 1 เป็น 2, ได้ระดับ 5; "" where the level stays. A lock isn't a level."""
    if each.kind not in WITH_LEVEL:
        return ""
    least = "อย่างน้อย " if each.kind == AT_LEAST else ""
    if each.kind_before in WITH_LEVEL:
        higher = (each.after or 0) > (each.before or 0)
        return f"จากระดับ {each.before} เป็น {least}{each.after}" if higher else ""
    return f"ได้{least}ระดับ {each.after}"


def status(each: Outcome) -> str:
    """What stands beside the rail of an indicator."""
    return gain(each) or each.why or ("เท่าเดิม" if each.kind == each.kind_before else "")


def levels(found: Sequence[Outcome]) -> Topic:
    """Each indicator with its level as it is and as it would be."""
    left = len(found) - MOST_ROWS
    cut = (f"แสดง {MOST_ROWS} ตัวบ่งชี้แรก ยังมีอีก {left}",) if left > 0 else ()
    steps = tuple(_step(each) for each in found[:MOST_ROWS])
    drawing = Ladder(steps) if steps else None
    return Topic("tried", "ระดับจริงและระดับที่ลองคำนวณ", "", notes=cut, drawing=drawing)


def _step(each: Outcome) -> Step:
    said, rail = status(each), _rail(each)
    told = (Said(strong(said) if each.changed else said),) if said else ()
    return Step(each.indicator, each.name, rail if rail.is_drawn else None, said=told)


def _rail(each: Outcome) -> Rail:
    """Only what is tried where both stand on the same level."""
    moved = each.changed and each.after is not None
    before = None if moved and each.before == each.after else each.before
    locked, still = bool(before) and each.kind_before == LOCKED, each.kind == LOCKED
    then = f"ลองคำนวณได้ {_level(each.after, still)}" if moved else ""
    word = together((_level(before, locked), then))
    return Rail(before, locked, word=word, tried=Rail(each.after, still) if moved else None)


def _level(level: int | None, locked: bool) -> str:
    return f"{'เบื้องต้น ' if locked else ''}ระดับ {level}" if level else ""


# --- what to try ----------------------------------------------------------------------------------


def way_label(way: Way) -> str:
    """ทำตามทางที่สั้นที่สุดของ 2.2 (1 ประเด็น เป็นระดับ 2)."""
    return (
        f"ทำตามทางที่สั้นที่สุดของ{NBSP}{way.indicator} "
        f"({len(way.points)}{NBSP}ประเด็น เป็นระดับ{NBSP}{way.level})"
    )


def group_label(name: str, count: int) -> str:
    """ทุกประเด็นของการเงินฯ (4)."""
    return f"ทุกประเด็นของ{shorten(name, 40)} ({count})"


def point_label(point: Candidate, groups: str) -> str:
    """A point to tick: its code, title, what it lacks and who leads it."""
    lacks = together((CARRIED[point.carried], ACTION_WORDS.get(point.action, "")))
    title = shorten(point.title, 130) or quiet(NO_TITLE)
    return f"{strong(point.criterion)} {title} {quiet(f'{lacks} · {groups}')}"


def chosen(office: Office, order: Sequence[Candidate], have: Collection[str]) -> Topic:
    """The points that are assumed, for paper."""
    rows = [point for point in order if point.criterion in have]
    entries = tuple(
        Entry(
            values=(
                point.criterion,
                one_line(point.title) or NO_TITLE,
                ACTION_WORDS.get(point.action, ""),
                groups_short(office, point.groups, most=2),
            )
        )
        for point in rows
    )
    columns = (Column("ประเด็น", 18), Column("ข้อความ"), Column("ยังขาด", 50), Column("ผู้รับผิดชอบ", 32))
    return Topic("tried_points", "ประเด็นที่ลองให้มีหลักฐานชัดเจน", "", entries, columns)


def aims(steps: Iterable[NextStep]) -> dict[str | None, str]:
    """Indicator → what it takes: อีก 1 ประเด็นเป็นระดับ 2. steps: soonest first."""
    found: dict[str | None, str] = {}
    for step in steps:
        to = f"จึงเป็นระดับ {step.to_level}" if step.to_level else "จึงสรุประดับได้"
        gate = "เงื่อนไขก่อนให้ระดับอีก" if step.stage == GATE else "อีก"
        aim = one_line(f"{gate} {step.need} {STAGE_UNITS[step.stage]}{to}")
        found.setdefault(step.indicator, aim)
    return found


def told(found: Asked) -> str:
    """What of an address can't be assumed; "" for nothing."""
    unknown = listed([shorten(code, 20) for code in found.unknown], 6)
    settled = listed(found.settled, 6)
    parts = (
        f"ไม่พบรหัสประเด็น {unknown} ในฉบับที่ใช้อยู่ จึงไม่นำมาคำนวณ" if unknown else "",
        f"{settled} มีหลักฐานชัดเจนที่ตรวจแล้วอยู่แล้ว จึงไม่เปลี่ยนอะไร" if settled else "",
    )
    return together(parts, "\n")
