"""What was spent of what was allocated, against its target."""

from functools import partial

from esa.rules.spending import Line, Money, left_out, spending_by
from esa.rules.vocabulary import PACE_WORDS, SPENDING_STANDING_WORDS
from esa.telling.drawings import Gauge, Gauges
from esa.telling.projects_words import baht, money_heading, not_counted, sums, type_word
from esa.telling.standpoint import Standpoint
from esa.telling.texts import short_date
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Onward,
    Table,
    Topic,
    Value,
    from_markdown,
    together,
)

NOTHING = "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้"
COLUMNS = (Column("งบรายจ่าย"), Column("ได้รับจัดสรร (บาท)", 33, "number"))
COLUMNS += (Column("เบิกจ่ายแล้ว (บาท)", 33, "number"), Column("คงเหลือ (บาท)", 30, "number"))
COLUMNS += (Column("ร้อยละ", 17, "number"), Column("เทียบ", 34, "number"))


def money(at: Standpoint) -> Topic:
    whole, lines = at.judged.money, at.judged.spending
    by_type = spending_by(lines, "expenditure_type")
    rows = [(type_word(kind), *_amounts(own)) for kind, own in by_type.items()]
    rows += [("รวม", *_amounts(whole))] if len(rows) > 1 else []
    gauges = tuple(_gauge(type_word(kind), own) for kind, own in by_type.items())
    told = (sums(whole, bool(whole.committed)),) if whole.rows else ()
    return Topic(
        "money",
        "การเบิกจ่าย",
        finding(at),
        tuple(Entry(values=row) for row in rows),
        COLUMNS,
        notes=tuple(map(from_markdown, (*told, *not_counted(left_out(lines))))),
        drawing=Gauges(gauges) if gauges else None,
        left_out=at.left_out("spending", "allocated", "spent", "as_of"),
        behind=partial(_table, at),
        onward=(Onward(Door("projects")),),
        brief=True,
    )


def finding(at: Standpoint) -> str:
    """เบิกจ่าย 98.38 % สูงกว่าเฉลี่ยตามวัน (98.08 %) 0.30 จุด ณ 23 ก.ย. 2557."""
    whole = at.judged.money
    if not whole.rows or whole.percent_spent is None:
        return NOTHING
    return f"{from_markdown(money_heading(whole))} ณ {short_date(whole.as_of)}"


def _gauge(name: str, of: Money) -> Gauge:
    spent = f"{of.percent_spent} %" if of.percent_spent is not None else "ไม่ทราบ"
    goal = (
        f"{PACE_WORDS[of.target_from]} {of.target_percent} %"
        if of.target_percent is not None
        else ""
    )
    share, aim = (
        None if percent is None else float(min(max(percent, 0), 100)) / 100
        for percent in (of.percent_spent, of.target_percent)
    )
    return Gauge(name, share, together((spent, goal)), aim)


def _amounts(of: Money) -> tuple[str, ...]:
    amounts = map(baht, (of.allocated, of.spent, of.left))
    goal = "" if of.target_percent is None else f"{PACE_WORDS[of.target_from]} {of.target_percent}"
    return (*amounts, "" if of.percent_spent is None else str(of.percent_spent), goal)


def _table(at: Standpoint) -> Table:
    heads = ("กลุ่ม", "ข้อมูล ณ", "โครงการ", "งบรายจ่าย", "แหล่งเงิน", "ได้รับจัดสรร (บาท)", "ผูกพัน (บาท)")
    heads += ("เบิกจ่ายแล้ว (บาท)", "คงเหลือ (บาท)", "คงเหลือที่กรอก (บาท)", "ต่างจากที่กรอก (บาท)")
    heads += ("ร้อยละที่เบิกจ่าย", "เป้าหมาย (ร้อยละ)", "การนับ")
    lines = at.judged.spending
    cells = tuple(Cell("spending", line.at, "spent") for line in lines)
    return Table("การเบิกจ่าย", heads, tuple(_row(at, line) for line in lines), cells)


def _row(at: Standpoint, line: Line) -> tuple[Value, ...]:
    return (
        *(at.one(line.group or ""), line.as_of, line.project, type_word(line.expenditure_type)),
        *(line.source_of_money, line.allocated, line.committed, line.spent, line.left),
        *(line.left_stated, line.left_difference, line.percent_spent, line.target),
        SPENDING_STANDING_WORDS[line.standing],
    )
