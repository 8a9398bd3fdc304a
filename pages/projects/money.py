"""Money of the plan, told: by expenditure type, the rest that was filled in, what isn't counted."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from esa.plain import Place
from esa.reading.problems import Problem
from esa.rules import spending as rules
from esa.rules.spending import Line, Money
from esa.rules.vocabulary import PACE_WORDS, SPENDING_STANDING_WORDS
from esa.telling import money as told
from esa.telling.drawings import Gauge, Gauges
from esa.telling.money import against_target, baht, share, type_word, without_pace
from esa.telling.texts import short_date, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Onward,
    Table,
    Topic,
    act,
    quiet,
    strong,
    together,
)
from pages.projects import words as said
from pages.projects.view import View

FIELDS = ("line", "as_of", "allocated", "spent", "expenditure_type")
EVERY_TYPE = "รวมทุกงบรายจ่าย"


def money(view: View) -> Topic:
    """By expenditure type: a frame of what it got, filled with what is spent and committed; the
    tick is the target, or the even pace."""
    whole, by_type = view.money, rules.spending_by(view.spending, "expenditure_type")
    missing = view.left_out("spending", *FIELDS)
    if view.is_part:  # of a whole, which alone has a pace
        by_type = {kind: without_pace(of) for kind, of in by_type.items()}
    rows = [(type_word(kind), of) for kind, of in by_type.items()]
    top = max([of.allocated for of in by_type.values()], default=0)
    entries = [_entry(together((name, target(of)), "\n"), of) for name, of in rows]
    entries += [_entry("รวม", whole)] if rows else []
    gauges = tuple(
        _gauge(name, of, float(of.allocated / top) if top > 0 else 1) for name, of in rows
    )
    return Topic(
        "money",
        against_target(whole),
        told.sums(whole, _is_bound(view)) if whole.rows else "",
        tuple(entries),
        (
            Column("งบรายจ่าย"),
            Column("ได้รับจัดสรร", 48, "number"),
            Column("ผูกพัน", 32, "number"),
            Column("เบิกจ่ายแล้ว", 52, "number"),
            Column("คงเหลือ", 48, "number"),
            Column("ร้อยละ", 24, "number"),
        ),
        notes=tuple(_notes(view, by_type)),
        drawing=Gauges(gauges, _legend(whole)) if gauges else None,
        left_out=missing,
        empty="" if rows else "ยังไม่มียอดที่ใช้ได้",
    )


def _is_bound(view: View) -> bool:
    """Whether any commitment is filled in."""
    return any(row.committed is not None for row in view.spending)


def _entry(name: str, of: Money) -> Entry:
    amounts = (of.allocated, of.committed or None, of.spent, of.left)
    return Entry(values=(name, *map(baht, amounts), of.percent_spent))


def target(of: Money) -> str:
    """เฉลี่ยตามวัน 98.08 %; "" without one."""
    if of.target_percent is None:
        return ""
    return f"{PACE_WORDS[of.target_from]} {of.target_percent} %"


def _gauge(name: str, of: Money, wide: float) -> Gauge:
    """Amounts beyond the frame are drawn at its edge and written as they are."""
    done = share(of.percent_spent)
    bound = share(rules.percent_of(of.committed, of.allocated)) or 0
    note = f"เบิกจ่าย {baht(of.spent)} · เหลือ {baht(of.left)}"
    if of.committed:
        rest = baht(of.left_uncommitted)
        note += f" · ผูกพัน {baht(of.committed)} · หักผูกพันแล้วเหลือ {rest}"
    return Gauge(
        name,
        done,
        strong(f"{of.percent_spent} %") if of.percent_spent is not None else "–",
        share(of.target_percent),
        min(bound, 1 - (done or 0)),
        min(max(wide, 0.02), 1),
        note=note,
    )


def _legend(whole: Money) -> str:
    pale = " · แถบอ่อน = ผูกพัน" if whole.committed else ""
    tick = f" · ขีดดำ = {PACE_WORDS[whole.target_from]}" if whole.target_from else ""
    return f"พื้นเทา = ได้รับจัดสรร · แถบทึบ = เบิกจ่ายแล้ว{pale}{tick}"


def _notes(view: View, by_type: Mapping[str | None, Money]) -> list[str]:
    whole, found = view.money, []
    if rules.UNSPLIT in by_type:
        amount = baht(by_type[rules.UNSPLIT].allocated)
        found.append(f"เงิน {amount} บาทในชีตไม่ได้แยกงบรายจ่าย จึงบอกตามงบไม่ได้")
    if whole.above_allocated:
        found.append(act(f"เบิกจ่ายเกินจัดสรร {whole.above_allocated:,} รายการ"))
    units = told.in_other_units(view.office, view.group) if view.spending else ()
    return [*found, *units, *told.not_counted(view.spending)]


# --- the rest that was filled in ------------------------------------------------------------------


class Rests(NamedTuple):
    """Rows that count, by the rest that was filled in. problems: of those that can't be read."""

    odd: tuple[Line, ...]
    same: int
    blank: int
    problems: Mapping[Place, Problem]


def left(view: View) -> Topic:
    """The rest that was filled in beside allocated − spent, where they don't fit."""
    rests = _rests(view)
    onward = (Onward(Door("sheets", (("tab", "spending"),)), "ดูปัญหานี้ในหน้าตรวจข้อมูลในชีต"),)
    return Topic(
        "left",
        said.left_heading(len(rests.odd), rests.same, rests.blank),
        "",
        tuple(_left(row, rests.problems.get(row.at)) for row in rests.odd),
        onward=onward if rests.problems else (),
    )


def _rests(view: View) -> Rests:
    counted = [row for row in view.spending if row.standing == "counted"]
    places = {row.at for row in counted}
    problems = {
        (problem.workbook, row): problem
        for problem in view.office.problems
        for row in problem.all_rows
        if (problem.tab, problem.field) == ("spending", "left_stated")
        and (problem.workbook, row) in places
    }
    odd = tuple(row for row in counted if row.left_differs or row.at in problems)
    stated = sum(row.left_stated is not None for row in counted)
    same = stated - sum(row.left_differs for row in counted)
    return Rests(odd, same, len(counted) - same - len(odd), problems)


def _left(row: Line, problem: Problem | None) -> Entry:
    lines = [said.of_line(row)]
    if problem is not None and row.left_stated is None:
        lines.append(f"{shorten(problem.what_th)} {shorten(problem.fix_th)}")
    return Entry(
        "",
        said.left(row.left, row.left_stated, row.left_difference),
        "\n".join(lines),
        cell=Cell("spending", row.at, "left_stated"),
    )


# --- tables behind --------------------------------------------------------------------------------


def rows(view: View) -> Topic:
    """Every row of the sheets, and how they count."""
    counts = Counter(SPENDING_STANDING_WORDS[row.standing] for row in view.spending)
    told_ = " · ".join(f"{word} {rows:,} แถว" for word, rows in counts.most_common())
    heading = f"การเบิกจ่ายทุกแถว {len(view.spending):,} แถว พร้อมช่องในชีต"
    behind = (lambda: view.placed(told.table(view.office, view.spending))) if told_ else None
    return Topic("spending", heading, quiet(told_), behind=behind)


def kind_word(kind: str | None) -> str:
    """Of a state; "" is all of it."""
    return EVERY_TYPE if kind == "" else type_word(kind)


def days(view: View, kind: str = "") -> Topic:
    """The percent spent at each date that was reported; kind: of expenditure, "" for all."""
    own = [state for state in view.states if state.kind == kind]
    label = f" {quiet(type_word(kind))}" if kind else ""
    points = (
        f"{short_date(of.day)} {of.money.percent_spent} % {_goal(of.money)}" for of in own[-24:]
    )
    return Topic(
        "days",
        f"ร้อยละที่เบิกจ่ายตามวันที่ของข้อมูล{label}",
        f"ร้อยละที่เบิกจ่าย: {', '.join(point.strip() for point in points)}",
        notes=tuple(note for note in (said.pace_note(view.money.target_from),) if note),
        behind=lambda: _days(view),
    )


def _goal(of: Money) -> str:
    return f"({target(of)})" if target(of) else ""


def _days(view: View) -> Table:
    heads = ("ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร (บาท)", "ผูกพัน (บาท)", "เบิกจ่ายแล้ว (บาท)")
    heads += ("คงเหลือ (บาท)", "เบิกจ่าย (ร้อยละ)", "เทียบกับ (ร้อยละ)", "ชนิดของเป้าหมาย")
    told_ = tuple(
        (
            *(state.day, kind_word(state.kind), state.money.allocated, state.money.committed),
            *(state.money.spent, state.money.left, state.money.percent_spent),
            *(state.money.target_percent, PACE_WORDS[state.money.target_from]),
        )
        for state in view.states
    )
    return Table("การเบิกจ่ายตามวันที่", heads, told_)
