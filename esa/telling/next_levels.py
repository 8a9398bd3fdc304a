"""The least that lifts each indicator, cheapest first."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from esa.rules.next_steps import NextStep
from esa.rules.vocabulary import ACTION_WORDS, EVIDENCE, GATE, REPORT, STAGE_UNITS
from esa.telling.standpoint import CONDITIONAL, Standpoint
from esa.telling.texts import NBSP, listed, unfolded
from esa.telling.topic import Cell, Column, Door, Entry, Table, Topic, Value, strong, together

MOST_PARTS = 2  # actions named in one row
COLUMNS = (Column("ขาด", 35), Column("เพื่อ", 62), Column("สิ่งที่ต้องทำ"))


class Path(NamedTuple):
    """The least that lifts one indicator: how many actions, and the first of them.

    stage: evidence (to the next level), gate (to any level) or report (data first). parts:
    (criteria, action, groups) in order.
    """

    indicator: str
    stage: str
    need: int
    now: int | None
    to_level: int | None
    parts: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]


def next_levels(at: Standpoint) -> Topic:
    heading, behind = "ขาดอีกเท่าใดจึงขึ้นระดับ", partial(_table, at)
    if at.by_conditions:
        return Topic("next_levels", heading, CONDITIONAL, behind=behind)
    found = paths(at)
    if not found:
        none = "ยังไม่มีตัวบ่งชี้ที่บอกขั้นต่อไปได้ (ต้องมีเกณฑ์ระดับและจำนวนประเด็น)"
        return Topic("next_levels", heading, none, behind=behind)
    entries = tuple(_entry(at, path) for path in found)
    return Topic("next_levels", heading, finding(found), entries, COLUMNS, behind=behind)


def finding(found: Sequence[Path]) -> str:
    near = [path.indicator for path in found if path.need == 1 and path.stage == EVIDENCE]
    if near:
        of = f"{strong(len(near))}{NBSP}ตัวบ่งชี้: {listed(near, 6)}"
        return f"ขาดอีกเพียง{NBSP}{strong(1)} ประเด็นจึงขึ้นระดับ มี{NBSP}{of}"
    first, unit = found[0], STAGE_UNITS[found[0].stage]
    return (
        f"มี{NBSP}{strong(len(found))} ตัวบ่งชี้ที่ขึ้นระดับได้ "
        f"ใกล้ที่สุดต้องทำอีก{NBSP}{strong(first.need)} {unit}: {first.indicator}"
    )


def paths(at: Standpoint) -> list[Path]:
    """The first thing to do for each indicator that can rise, cheapest first, no data last."""
    now = {level.indicator: level.in_reading(at.reading).level for level in at.standards.levels}
    first: dict[str | None, list[NextStep]] = {}
    for step in at.standards.steps(at.reading):
        own = first.setdefault(step.indicator, [])
        if not own or own[0].stage == step.stage:
            own.append(step)
    found = []
    for indicator, own in first.items():
        step, need = own[0], own[0].need or len(own)
        about = (indicator or "", step.stage, need, now.get(indicator), step.to_level)
        found.append(Path(*about, _parts(own[:need])))
    return sorted(found, key=lambda path: (path.stage == REPORT, path.need))


def _parts(steps: Iterable[NextStep]) -> tuple:
    same: dict[tuple, list[str]] = {}
    for step in steps:
        codes = same.setdefault((step.action, step.groups), [])
        codes += [step.criterion] if step.criterion else []
    return tuple((tuple(codes), action, groups) for (action, groups), codes in same.items())


def _entry(at: Standpoint, path: Path) -> Entry:
    short, brings, todo = need(path), aim(path), to_do(at, path)
    door = Door("indicators", (("indicator", path.indicator),))
    return Entry(text=f"{short} {brings}", note=todo, door=door, values=(short, brings, todo))


def need(path: Path) -> str:
    """What is still to be done: อีก 1 ประเด็น."""
    return f"อีก{NBSP}{strong(path.need)}{NBSP}{STAGE_UNITS[path.stage]}"


def aim(path: Path) -> str:
    """What that brings: ตัวบ่งชี้ 2.4 ขึ้นเป็นระดับ 4."""
    brings = {
        EVIDENCE: f"ขึ้นเป็นระดับ{NBSP}{path.to_level}",
        GATE: "จึงให้ระดับได้",
        REPORT: "จึงสรุประดับได้",
    }[path.stage]
    if path.stage == GATE and path.to_level:
        brings += f" (เบื้องต้น ระดับ {path.to_level})"
    return f"ตัวบ่งชี้{NBSP}{path.indicator} {brings}"


def to_do(at: Standpoint, path: Path) -> str:
    """What to do and who: 2.4.4 เติมลิงก์หรือที่เก็บ · อำนวยการ."""
    said = [
        together(
            (
                f"{listed(codes, 3)} {ACTION_WORDS.get(action, action)}".strip(),
                at.name(groups) if groups else "",
            )
        )
        for codes, action, groups in path.parts[: unfolded(len(path.parts), MOST_PARTS)]
    ]
    more = len(path.parts) - len(said)
    return ", ".join(said) + (f" และอีก {more} อย่าง" if more > 0 else "")


def _table(at: Standpoint) -> Table:
    heads = ("ตัวบ่งชี้", "ประเด็น", "ที่ต้องทำ", "ขึ้นเป็นระดับ", "ต้องทำทั้งหมด (เรื่อง)", "กำหนด", "ผู้ทำ")
    steps = () if at.by_conditions else at.standards.steps(at.reading)
    cells = tuple(Cell(step.tab, step.at or ("", 0), step.field) for step in steps)
    return Table("ทำต่ออย่างไร", heads, tuple(_row(at, step) for step in steps), cells)


def _row(at: Standpoint, step: NextStep) -> tuple[Value, ...]:
    return (
        *(step.indicator, step.criterion, ACTION_WORDS.get(step.action, step.action)),
        *(step.to_level, step.need, step.due, at.name(step.groups, 3)),
    )
