"""What was spent of what was allocated, against its target."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from esa.judged import Judged
from esa.reading.office import Office
from esa.rules.spending import Line, Money, Quarter, left_out, spending_by
from esa.rules.vocabulary import PACE_WORDS, SPENDING_STANDING_WORDS
from esa.telling import words
from esa.telling.drawings import Gauge, Gauges
from esa.telling.left_out import set_aside
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, number, short_date, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    LeftOut,
    Onward,
    Table,
    Topic,
    Value,
    act,
    strong,
    together,
)

NOTHING = "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้"
NO_TYPE = "ไม่ระบุงบรายจ่าย"
FIELDS = ("allocated", "spent", "as_of")  # without which a row is in no sum
COLUMNS = (Column("งบรายจ่าย"), Column("ได้รับจัดสรร (บาท)", 33, "number"))
COLUMNS += (Column("เบิกจ่ายแล้ว (บาท)", 33, "number"), Column("คงเหลือ (บาท)", 30, "number"))
COLUMNS += (Column("ร้อยละ", 17, "number"), Column("เทียบ", 34, "number"))


QUARTERS = (Column("ไตรมาส"), Column("เบิกจ่ายสะสม (ร้อยละ)", 34, "number"))
QUARTERS += (Column("สะสม (บาท)", 36, "number"), Column("เฉพาะไตรมาส (บาท)", 36, "number"))
QUARTERS += (Column("เป้าหมายถึงสิ้นไตรมาส", 36), Column("ข้อมูล", 44))
BLANK = "ไม่มียอดของไตรมาสนี้"


class Told(NamedTuple):
    """The sums, without a pace where they aren't whole, and what they don't hold."""

    whole: Money
    by_type: Mapping[str | None, Money]
    left_out: tuple[LeftOut, ...]


def sums_told(at: Standpoint) -> Told:
    whole, by_type = at.judged.money, spending_by(at.judged.spending, "expenditure_type")
    missing = at.left_out("spending", *FIELDS)
    if missing:  # part of a whole has no pace
        whole = without_pace(whole)
        by_type = {kind: without_pace(own) for kind, own in by_type.items()}
    return Told(whole, by_type, missing)


def without_pace(of: Money) -> Money:
    """The same sums, compared with nothing."""
    return of._replace(target_percent=None, target_from="")


def money(at: Standpoint) -> Topic:
    lines, (whole, by_type, missing) = at.judged.spending, sums_told(at)
    gauges = tuple(_gauge(type_word(kind), own) for kind, own in by_type.items())
    by_quarter = None if missing else quarters(at.judged)  # part of a whole has no target
    return Topic(
        "money",
        "การเบิกจ่าย",
        finding(at),
        entries(by_type, whole),
        COLUMNS,
        notes=(
            *((sums(whole, bool(whole.committed)),) if whole.rows else ()),
            *in_other_units(at.office),
            *not_counted(lines),
        ),
        drawing=Gauges(gauges) if gauges else None,
        left_out=missing,
        behind=partial(table, at.office, lines),
        onward=(Onward(Door("projects")),),
        brief=True,
        parts=(by_quarter,) if by_quarter else (),
    )


def quarters(judged: Judged) -> Topic | None:
    """Each quarter against its target; None where no register holds any."""
    found = judged.quarters
    if not any(each.target is not None for each in found):
        return None
    rows = [_quarter(each) for each in found]
    gauges = tuple(
        Gauge(
            row[0],
            share(each.money.percent_spent) if each.money else None,
            together((row[1] if each.money else BLANK, row[4])),
            share(each.target),
        )
        for each, row in zip(found, rows, strict=True)
    )
    return Topic(
        "quarters",
        "การเบิกจ่ายรายไตรมาสเทียบเป้าหมาย",
        quarters_finding(found),
        tuple(Entry(values=row) for row in rows),
        QUARTERS,
        drawing=Gauges(gauges, "แถบทึบ = เบิกจ่ายสะสม · ขีดดำ = เป้าหมายถึงสิ้นไตรมาส"),
    )


def quarters_finding(found: Sequence[Quarter]) -> str:
    """ไตรมาส 3 เบิกจ่าย 60.00 % ต่ำกว่าเป้าหมาย (77.00 %) 17.00 จุดร้อยละ: the latest with both."""
    both = [each for each in found if each.target is not None and each.money]
    both = [each for each in both if each.money.percent_spent is not None]
    if not both:
        return "ยังไม่มีไตรมาสที่มีทั้งยอดเบิกจ่ายและเป้าหมาย"
    last = both[-1]
    of = last.money._replace(target_percent=last.target, target_from="stated")
    so_far = " (ยังไม่สิ้นไตรมาส)" if last.is_open else ""
    return f"ไตรมาส{NBSP}{last.number}{so_far} {against_target(of)}"


def _quarter(of: Quarter) -> tuple[str, ...]:
    money = of.money
    state = "ยังไม่สิ้นไตรมาส" if of.is_open else ""
    if money is None:
        goal = f"เป้าหมาย {of.target} %" if of.target is not None else ""
        return (f"ไตรมาส{NBSP}{of.number}", "", "", "", goal, state or BLANK)
    percent = "" if money.percent_spent is None else f"{money.percent_spent} %"
    goal = f"เป้าหมาย {of.target} %" if of.target is not None else "ยังไม่กรอกเป้าหมาย"
    alone = baht(of.spent)
    day = f"ณ {short_date(money.as_of)}"
    return (
        *(f"ไตรมาส{NBSP}{of.number}", percent, baht(money.spent), alone, goal),
        together((day, state)),
    )


def in_other_units(office: Office, group: str = "") -> tuple[str, ...]:
    """Groups whose sheet is in millions or thousands, as a line above its headings says; group: of
    this one alone."""
    return tuple(
        f"ชีต{words.group_short(office, told.group)}มีหน่วยเป็น{told.facts['value']} แปลงเป็นบาทแล้ว"
        for told in office.problems
        if (told.code, told.tab) == ("unit_applied", "spending")
        and told.group
        and group in ("", told.group)
    )


def finding(at: Standpoint) -> str:
    """เบิกจ่าย 98.38 % สูงกว่าเฉลี่ยตามวัน (98.08 %) 0.30 จุดร้อยละ ณ 23 ก.ย. 2557."""
    whole, _, missing = sums_told(at)
    if not whole.rows or whole.percent_spent is None:
        return set_aside(missing) or NOTHING
    if missing:
        return f"{against_target(whole)} เฉพาะที่อ่านได้ ณ {short_date(whole.as_of)}"
    return f"{against_target(whole)} ณ {short_date(whole.as_of)}"


def against_target(of: Money) -> str:
    """เบิกจ่าย 98.38 % ต่ำกว่าเป้าหมาย (99.00 %) 0.62 จุดร้อยละ; the even pace is named so, and to stay
    behind it is no reproach."""
    if of.percent_spent is None:
        return "การเบิกจ่าย"
    start = f"เบิกจ่าย {strong(f'{of.percent_spent}{NBSP}%')}"
    if of.target_percent is None:
        return start
    apart, word = of.percent_spent - of.target_percent, PACE_WORDS[of.target_from]
    if not apart:
        return f"{start} เท่ากับ{word}พอดี"
    mark = act if apart < 0 and of.target_from == "stated" else strong
    side = "สูงกว่า" if apart > 0 else "ต่ำกว่า"
    return f"{start} {side}{word} ({of.target_percent}{NBSP}%) {mark(abs(apart))}{NBSP}จุดร้อยละ"


def sums(of: Money, committed_known: bool) -> str:
    """The four sums in baht; commitments that nobody filled in are said, not 0."""
    bound = strong(baht(of.committed)) if committed_known else "ยังไม่กรอก"
    return (
        f"ได้รับจัดสรร {strong(baht(of.allocated))} · ผูกพัน {bound} · "
        f"เบิกจ่ายแล้ว {strong(baht(of.spent))} · คงเหลือ {strong(baht(of.left))}{NBSP}บาท"
    )


def not_counted(lines: Sequence[Line]) -> list[str]:
    """ยังไม่นับ 2 แถว: วันที่ยังมาไม่ถึง, a line per reason."""
    reasons = left_out(lines).items()
    return [f"ยังไม่นับ {rows:,} แถว: {SPENDING_STANDING_WORDS[why]}" for why, rows in reasons]


def entries(by_type: Mapping[str | None, Money], whole: Money) -> tuple[Entry, ...]:
    """A row of the table for each expenditure type, and their sum."""
    rows = [(type_word(kind), *_amounts(own)) for kind, own in by_type.items()]
    rows += [("รวม", *_amounts(whole))] if len(rows) > 1 else []
    return tuple(Entry(values=row) for row in rows)


def _amounts(of: Money) -> tuple[str, ...]:
    amounts = map(baht, (of.allocated, of.spent, of.left))
    goal = "" if of.target_percent is None else f"{PACE_WORDS[of.target_from]} {of.target_percent}"
    return (*amounts, "" if of.percent_spent is None else str(of.percent_spent), goal)


def _gauge(name: str, of: Money) -> Gauge:
    spent = f"{of.percent_spent} %" if of.percent_spent is not None else "ไม่ทราบ"
    goal = (
        f"{PACE_WORDS[of.target_from]} {of.target_percent} %"
        if of.target_percent is not None
        else ""
    )
    return Gauge(name, share(of.percent_spent), together((spent, goal)), share(of.target_percent))


def share(percent: Decimal | None) -> float | None:
    """Of a whole, 0 to 1; what is spent beyond it fills it and no more."""
    return None if percent is None else float(min(max(percent, 0), 100)) / 100


def type_word(kind: str | None) -> str:
    """งบดำเนินงาน …; ไม่ระบุงบรายจ่าย for blank."""
    return words.label("spending", "expenditure_type", kind) or NO_TYPE


def baht(value: Decimal | None) -> str:
    """80,445,965 or 1,301,746.18: satang only where there are any; "" for blank."""
    return "" if value is None else number(value, 0 if value == value.to_integral_value() else 2)


def table(office: Office, lines: Sequence[Line]) -> Table:
    """Every row of the sheets and how it counts, with the cell of what was spent."""
    heads = ("กลุ่ม", "รายการที่", "ข้อมูล ณ", "โครงการ", "งบรายจ่าย", "แหล่งเงิน", "ได้รับจัดสรร (บาท)")
    heads += ("ผูกพัน (บาท)", "เบิกจ่ายแล้ว (บาท)", "คงเหลือ (บาท)", "คงเหลือที่กรอก (บาท)")
    heads += ("ต่างจากที่กรอก (บาท)", "ร้อยละที่เบิกจ่าย", "เป้าหมาย (ร้อยละ)", "การนับ")
    cells = tuple(Cell("spending", line.at, "spent") for line in lines)
    return Table("การเบิกจ่าย", heads, tuple(_row(office, line) for line in lines), cells)


def _row(office: Office, line: Line) -> tuple[Value, ...]:
    group = words.group_short(office, line.group) if line.group else "ยังไม่ระบุกลุ่ม"
    return (
        *(group, line.line, line.as_of, line.project, type_word(line.expenditure_type)),
        *(shorten(line.source_of_money), line.allocated, line.committed, line.spent, line.left),
        *(line.left_stated, line.left_difference, line.percent_spent, line.target),
        SPENDING_STANDING_WORDS[line.standing],
    )
