"""Points past their date without clear evidence: with whom, since when, and the cell to fill in."""

from functools import partial
from itertools import chain

from esa.changes.stuck import Stuck
from esa.rules.next_steps import NextStep
from esa.rules.points import Point
from esa.rules.vocabulary import ACTION_WORDS
from esa.telling import words
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, cut, listed, one_line, short_date, shorten
from esa.telling.topic import Cell, Column, Door, Entry, Onward, Table, Topic, Value, act, together

NOT_COUNTED = "ฉบับมาตรฐานนี้นับสภาพที่พึงประสงค์เป็นข้อ จึงไม่นับประเด็นที่ค้าง"
MOST_GROUPS = 3  # named in the sentence
MOST_OWN = 8  # groups with a way on of their own
LETTERS = 90  # of a title
COLUMNS = (Column("เกิน (วัน)", 15, "number"), Column("ประเด็น"))
COLUMNS += (Column("ผู้รับผิดชอบ และค้างตั้งแต่", 42), Column("ที่ต้องทำ", 28))


def stuck(at: Standpoint) -> Topic:
    if at.by_conditions:
        return Topic("stuck", "ประเด็นที่ค้าง", NOT_COUNTED, behind=partial(_table, at))
    held, todo = _held(at), _todo(at)
    return Topic(
        "stuck",
        "ประเด็นที่ค้าง",
        finding(at) or "ยังไม่มีข้อมูลจากกลุ่มใด จึงยังบอกไม่ได้ว่าประเด็นใดค้าง",
        tuple(
            _entry(at, point, held.get(point.criterion), todo.get(point.criterion))
            for point in at.overdue
        ),
        COLUMNS,
        notes=("ประเด็นที่ไม่ได้กรอกวันกำหนดในชีตไม่นับว่าค้าง",) if at.overdue else (),
        behind=partial(_table, at),
        parts=_still(at),
        onward=_onward(at) if at.overdue else (),
        todo=True,
    )


def finding(at: Standpoint) -> str:
    """ค้าง 3 ประเด็น (การเงิน 2, บุคคล 1); says so where no due date is filled in at all, and
    nothing where no group has reported, or nothing can be stuck."""
    if at.by_conditions or not at.known:
        return ""
    if not at.overdue:
        dated = any(point.due for point in at.standards.points)
        return "ไม่มีประเด็นค้าง" if dated else "ยังไม่มีประเด็นใดกำหนดวันแล้วเสร็จ"
    counts = by_group(at)
    named = [
        f"{words.whole(shorten(at.one(group), 22))}{NBSP}{count}"
        for group, count in list(counts.items())[:MOST_GROUPS]
    ]
    if len(counts) > MOST_GROUPS:
        named.append(f"อีก{NBSP}{len(counts) - MOST_GROUPS}{NBSP}กลุ่ม")
    comma = f",{NBSP}" if len(named) < MOST_GROUPS else ", "  # a short bracket stays in one line
    return f"ค้าง{NBSP}{act(len(at.overdue))}{NBSP}ประเด็น ({comma.join(named)})"


def by_group(at: Standpoint) -> dict[str, int]:
    """Stuck points of each group that leads them, most first; "" where nobody is named. A point
    that two groups lead counts for both."""
    counts: dict[str, int] = {}
    for group in chain.from_iterable(point.lead_groups or ("",) for point in at.overdue):
        counts[group] = counts.get(group, 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: -entry[1]))


def since(stuck: Stuck) -> str:
    """ค้างตั้งแต่ครั้งที่ 9/2557 (2 ก.ย. 2557); of the oldest state there is: อย่างน้อยตั้งแต่."""
    if not stuck.meeting:
        return "เพิ่งเลยกำหนดหลังการประชุมครั้งก่อน"
    first = "ค้างอย่างน้อยตั้งแต่" if stuck.is_oldest else "ค้างตั้งแต่"
    moved = " มีการแก้ไขแล้วแต่ยังไม่ครบ" if stuck.moved else ""
    return f"{first}ครั้งที่ {stuck.meeting} ({short_date(stuck.since)}){moved}"


def _held(at: Standpoint) -> dict[str, Stuck]:
    return {each.criterion: each for each in at.held}


def _todo(at: Standpoint) -> dict[str, NextStep]:
    """Criterion → what to do."""
    return {step.criterion: step for step in at.standards.missing(at.reading)}


def _entry(at: Standpoint, point: Point, held: Stuck | None, todo: NextStep | None) -> Entry:
    what = f"{point.criterion or ''} {cut(one_line(point.title), LETTERS)}".strip()
    who, when = at.name(point.lead_groups), since(held) if held else ""
    action = ACTION_WORDS.get(todo.action, todo.action) if todo else "–"
    new = f"เพิ่มแถวใหม่ในแท็บ {words.tab_title(todo.tab)}" if todo and not todo.at else ""
    return Entry(
        f"เกิน{NBSP}{act(point.overdue_days)}{NBSP}วัน",
        what,
        together((who, when, new)),
        urgent=True,
        cell=Cell(todo.tab, todo.at, todo.field) if todo and todo.at else None,
        door=_door(point.criterion),
        values=(
            point.overdue_days,
            what,
            together((who, when), "\n"),
            together((action, new), "\n"),
        ),
    )


def _door(criterion: str | None) -> Door:
    return Door("evidence", (("criterion", criterion),) if criterion else ())


def _onward(at: Standpoint) -> tuple[Onward, ...]:
    def door(group: str) -> Door:
        chosen = (("group", group),) if group else ()
        return Door("evidence", (*chosen, ("due", "overdue")))

    groups = [(code, count) for code, count in by_group(at).items() if code][:MOST_OWN]
    own = [Onward(door(code), f"{shorten(at.one(code), 22)} {count}") for code, count in groups]
    return (Onward(door(at.group), "เปิดรายการที่เกินกำหนด"), *(own if len(own) > 1 else ()))


# --- what stands still without being overdue ------------------------------------------------------


def _still(at: Standpoint) -> tuple[Topic, ...]:
    told = {point.criterion for point in at.overdue}
    found = [s for s in at.still if s.criterion not in told and at.concerns(s.groups)]
    if not found:
        return ()
    said = f"ไม่คืบหน้ามาแล้ว{NBSP}2{NBSP}ครั้งประชุมขึ้นไปอีก{NBSP}{len(found)}{NBSP}ประเด็น"
    entries = tuple(_of_still(at, each) for each in found)
    return (Topic("still", "", f"{said} (ยังไม่เกินกำหนดหรือไม่มีกำหนด)", entries, brief=True),)


def _of_still(at: Standpoint, stuck: Stuck) -> Entry:
    least = "อย่างน้อย" if stuck.is_oldest else ""
    who = listed([at.one(code) for code in stuck.groups], 2) or words.NOBODY
    workbook, tab, row, column = stuck.cell
    return Entry(
        "",
        together((stuck.criterion, cut(one_line(stuck.title), LETTERS)), " "),
        f"ไม่คืบหน้า{least}ตั้งแต่ครั้งที่ {stuck.meeting} · {who}",
        cell=Cell(tab, (workbook, row), column) if row else None,
        door=_door(stuck.criterion),
    )


# --- every row ------------------------------------------------------------------------------------


def _table(at: Standpoint) -> Table:
    heads = ("ตัวบ่งชี้", "ประเด็น", "ข้อความประเด็น", "ผู้รับผิดชอบ", "เกินกำหนด (วัน)")
    heads += ("ค้างตั้งแต่ครั้งที่", "วันที่ของครั้งนั้น", "ที่ต้องทำ")
    if at.by_conditions:
        return Table("ประเด็นค้าง", heads, ())
    held, todo = _held(at), _todo(at)
    rows, cells = [], []
    for point in at.overdue:
        step = todo.get(point.criterion)
        rows.append(_row(at, point, held.get(point.criterion), step))
        cells.append(Cell(step.tab, step.at or ("", 0), step.field) if step else None)
    return Table("ประเด็นค้าง", heads, tuple(rows), tuple(cells))


def _row(
    at: Standpoint, point: Point, held: Stuck | None, step: NextStep | None
) -> tuple[Value, ...]:
    return (
        *(point.indicator, point.criterion, point.title, at.name(point.lead_groups, 3)),
        *(point.overdue_days, held.meeting or None if held else None, held.since if held else None),
        ACTION_WORDS.get(step.action, step.action) if step else None,
    )
