"""เริ่มต้นที่นี่: what an office that has only its templates fills in, in order, up to a first level.

Five tabs of the office's workbook. A step is done when every row of its tab has what is needed and,
for criteria and rubric, every indicator has some; else it names the next cell to fill in.
"""

from collections.abc import Iterator
from typing import NamedTuple

from esa.judged import Judged
from esa.reading.office import Office
from esa.telling import words
from esa.telling.texts import NBSP, blank
from esa.telling.topic import Cell, Door, Entry, Onward, Topic, done, quiet, strong

HEADING = "เริ่มต้นที่นี่"
NEXT = "ครบแล้ว ขั้นต่อไปให้แต่ละกลุ่มกรอกแท็บ การดำเนินงาน และ หลักฐานอ้างอิง ในสมุดของกลุ่ม"
HOW = "กรอก 5 แท็บนี้ในสมุดของสำนักงานตามลำดับ จากบนลงล่าง จึงจะเห็นระดับคุณภาพแรก ช่องที่ยังไม่ทราบให้เว้นว่าง"


class Step(NamedTuple):
    """One tab: what it gives, the fields that every row needs, and whether every indicator needs a
    row there."""

    tab: str
    gives: str
    needed: tuple[str, ...]
    of_each_indicator: bool = False


STEPS = (
    Step(
        "settings",
        "ระบุสำนักงาน ปีงบประมาณ และฉบับมาตรฐานที่ใช้",
        ("office_name", "fiscal_year", "edition"),
    ),
    Step("editions", "ระบุวิธีให้ระดับของฉบับมาตรฐาน", ("edition", "title", "method")),
    Step(
        "indicators",
        "รายชื่อตัวบ่งชี้ และจำนวนประเด็นของแต่ละตัว",
        ("edition", "indicator", "standard", "title", "points_total"),
    ),
    Step(
        "criteria",
        "ประเด็นของแต่ละตัวบ่งชี้ และกลุ่มที่รับผิดชอบ",
        ("edition", "criterion", "indicator", "title", "lead_groups"),
        of_each_indicator=True,
    ),
    Step(
        "rubric",
        "จำนวนหลักฐานชัดเจนที่ต้องมีของแต่ละระดับ",
        ("edition", "indicator", "level", "min_clear"),
        of_each_indicator=True,
    ),
)


def first_steps(judged: Judged) -> Topic | None:
    """The steps of an office in whose workbooks no group has reported anything; else None."""
    office = judged.office
    if office.is_sample or any(len(office.rows[tab].index) for tab in ("progress", "evidence")):
        return None
    found = [(step, missing(office, step)) for step in STEPS]
    ready = sum(cell is None for _, cell in found)
    entries = tuple(_entry(office, n, *each) for n, each in enumerate(found, start=1))
    said = f"กรอกแล้ว {strong(ready)} จาก {len(STEPS)} แท็บ"
    return Topic(
        "first_steps",
        HEADING,
        f"{said} {NEXT if ready == len(STEPS) else ''}".strip(),
        entries,
        notes=(HOW,) if ready < len(STEPS) else (),
        onward=(Onward(Door("sheets"), "ดูทุกช่องที่ต้องแก้"),),
    )


def missing(office: Office, step: Step) -> Cell | None:
    """The next cell to fill in; None where the tab is done."""
    return next(_missing(office, step), None)


def _missing(office: Office, step: Step) -> Iterator[Cell]:
    rows = office.rows[step.tab]
    places = list(rows.index)
    columns = {name: list(rows[name]) for name in step.needed}
    for n, at in enumerate(places):
        yield from (Cell(step.tab, at, name) for name in step.needed if blank(columns[name][n]))
    last = max((number for _, number in places), default=1)
    free = (_book(office), last + 1)
    if not places:
        yield Cell(step.tab, free, step.needed[0])
    elif step.of_each_indicator and set(office.rows["indicators"]["indicator"]) - set(
        columns["indicator"]
    ):
        yield Cell(step.tab, free, "indicator")


def _book(office: Office) -> str:
    return next((book.name for book in office.workbooks if book.kind == "office"), "")


def _entry(office: Office, number: int, step: Step, cell: Cell | None) -> Entry:
    title = strong(words.tab_title(step.tab))
    if cell is None:
        return Entry(f"{number}", f"{title} {done('กรอกแล้ว')}", step.gives)
    count = len(office.rows[step.tab].index)
    so_far = f" (มีแล้ว{NBSP}{count:,}{NBSP}แถว)" if count else ""
    return Entry(
        f"{number}",
        f"{title} {f'ยังไม่ครบ{quiet(so_far)}' if count else 'ยังไม่ได้กรอก'}",
        f"{step.gives} ช่องถัดไป: {words.heading(cell.tab, cell.field)}",
        urgent=True,
        cell=cell,
    )
