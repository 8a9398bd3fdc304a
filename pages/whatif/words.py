"""Words of the page ถ้ามีหลักฐานเพิ่ม, by rule: what a trial would change, and what it can't.

Pure: tables of rubric.levels before and after go in. Results are Markdown with cell text escaped,
unless the name says plain. A trial is always said to be one.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from esa.plain import records
from esa.rules.rubric import LEVELS
from esa.rules.what_if import Asked, Point, Way
from esa.telling.board_ladder import short_title
from esa.telling.texts import JOINER, NBSP, escape, listed, shorten

NOT_REAL = "ยังไม่ใช่ผลจริง เป็นการลองคิด"
NOTHING_KEPT = "ไม่บันทึกลงชีตหรือที่ใด คัดลอกที่อยู่ของหน้านี้ไปให้ผู้อื่นดูได้"
CARRIED = {True: "", False: "ยังดำเนินการไม่เสร็จ", None: "ยังไม่มีรายงาน"}
NAMES = ("outcome", "level", "provisional", "sentence")
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


def outcomes(before: pd.DataFrame, after: pd.DataFrame, reading: str) -> list[Outcome]:
    """Every indicator, those that the trial changes first. before, after: see rubric.levels."""
    names = ("indicator", "title", *NAMES)
    columns = ("indicator", "title", *(f"{name}_{reading}" for name in NAMES))
    then = [dict(zip(names, row[1:], strict=True)) for row in records(after, *columns)]
    now = {row[1]: dict(zip(names, row[1:], strict=True)) for row in records(before, *columns)}
    found = [_outcome(now[row["indicator"]], row) for row in then]
    places = {"level": 0, "at_least": 0, "locked": 1, "none": 2}
    return sorted(found, key=lambda each: (not each.changed, places[each.kind]))


def _outcome(now: Mapping, then: Mapping) -> Outcome:
    kinds = [_kind(row["outcome"]) for row in (now, then)]
    why = "" if kinds[1] == "level" else then["sentence"] or ""
    return Outcome(
        then["indicator"] or "",
        short_title(then["title"]),
        kinds[0],
        now["level"] or now["provisional"],
        kinds[1],
        then["level"] or then["provisional"],
        why,
        any(now[name] != then[name] for name in ("outcome", "level", "provisional")),
    )


def _kind(outcome: object) -> str:
    return str(outcome) if outcome in ("level", "at_least", "locked") else "none"


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
    if each.kind not in ("level", "at_least"):
        return ""
    least = "อย่างน้อย " if each.kind == "at_least" else ""
    if each.kind_before in ("level", "at_least"):
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


def point_label(point: Point, action: str, groups: str) -> str:
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
