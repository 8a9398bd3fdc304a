"""Sentences of the page โครงการและงบประมาณ, made by rule from counts. Imports no Streamlit.

Cell text in a sentence is escaped here, because the result is Markdown. What isn't filled in is
said as such: an unknown end is never "on time", an empty target never "missed".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from esa.reading.schema import read_tabs
from esa.rules.projects import Count, Project, other_year
from esa.rules.spending import Money
from esa.rules.vocabulary import (
    ON_THE_WAY,
    PACE_WORDS,
    PROJECT_STATE_WORDS,
    SPENDING_STANDING_WORDS,
)
from esa.telling.texts import NBSP, blank, escape, listed, number, one_line, short_date

NO_STRATEGY = "ไม่ระบุกลยุทธ์"
NO_TYPE = "ไม่ระบุงบรายจ่าย"
NO_DATES = "ไม่ทราบวันที่"


class Standing(NamedTuple):
    """Projects of this year: all, late, and those of which lateness can't be told."""

    total: int
    late: int
    unsure: int


def type_word(kind: object) -> str:
    """งบดำเนินงาน …; ไม่ระบุงบรายจ่าย for blank."""
    if blank(kind):
        return NO_TYPE
    return read_tabs()["spending"].field("expenditure_type").label(kind)


def baht(value: Decimal | None) -> str:
    """80,445,965 or 1,301,746.18: satang only where there are any; "" for blank."""
    if blank(value):
        return ""
    return number(value, 0 if value == value.to_integral_value() else 2)


# --- finding and headings ------------------------------------------------------------------------


def standing(states: Iterable[Project]) -> Standing:
    """Counts of this year; unsure: no status, or on the way without a last day."""
    mine = [row for row in states if row.this_year]
    unsure = sum(
        row.state == "unknown" or (row.state in ON_THE_WAY and row.ends is None) for row in mine
    )
    return Standing(len(mine), sum(row.state == "late" for row in mine), unsure)


def finding(money: Money, found: Standing, name: str = "") -> str:
    """The sentence over the page. name: of the group on view, "" for the office."""
    who = f"{escape(name, 60)}: " if name else ""
    return f"{who}{_spent(money)} · {_late(found)}"


def _spent(money: Money) -> str:
    if not money.rows:
        return "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้"
    day = f"ณ {short_date(money.as_of)}"
    if money.percent_spent is None:
        return f"เบิกจ่ายแล้ว **{baht(money.spent)}** บาท {day} แต่ไม่มียอดจัดสรรให้เทียบ"
    return f"เบิกจ่ายแล้ว **{money.percent_spent}{NBSP}%** ของ {baht(money.allocated)}{NBSP}บาท {day}"


def _late(found: Standing) -> str:
    if not found.total:
        return "ยังไม่มีโครงการในชีต"
    if found.unsure == found.total:
        return f"โครงการ {found.total:,} ยังบอกไม่ได้ว่าล่าช้าหรือไม่"
    mark = f":orange[**{found.late:,}**]" if found.late else "**0**"
    unsure = f" ไม่ทราบวันสิ้นสุดหรือสถานะ{NBSP}**{found.unsure:,}**" if found.unsure else ""
    return f"โครงการล่าช้า {mark} จาก{NBSP}{found.total:,}{unsure}"


def money_heading(money: Money) -> str:
    """เบิกจ่าย 98.38 % เทียบเป้าหมาย 95.00 %; the even pace is named so."""
    if money.percent_spent is None:
        return "การเบิกจ่าย"
    start = f"เบิกจ่าย **{money.percent_spent}{NBSP}%**"
    if money.target_percent is None:
        return start
    apart = money.percent_spent - money.target_percent
    side = "สูงกว่า" if apart > 0 else "ต่ำกว่า"
    word = PACE_WORDS[money.target_from]
    if not apart:
        return f"{start} เท่ากับ{word}พอดี"
    said = f"**{abs(apart)}**"
    said = f":orange[{said}]" if apart < 0 and money.target_from == "stated" else said
    return f"{start} {side}{word} ({money.target_percent}{NBSP}%) {said} จุด"


def pace_note(target_from: str) -> str:
    """What the second line of the chart is, and why, where no target was filled in."""
    if target_from == "stated":
        return "เส้นทึบมีสี = เบิกจ่ายแล้ว · เส้นเทา = เป้าหมายที่กรอกไว้"
    if target_from == "even_pace":
        return "เส้นประ = เฉลี่ยตามวัน (วันที่ผ่านไป ÷ วันทั้งปี) เพราะยังไม่ได้กรอกเป้าหมายเบิกจ่ายในชีต"
    if target_from == "mixed":
        return "เส้นประ = เป้าหมายที่กรอกไว้ ส่วนแถวที่ยังไม่กรอกใช้เฉลี่ยตามวัน"
    return ""


def sums(money: Money, committed_known: bool) -> str:
    """The four sums in baht (Markdown); commitments that nobody filled in are said, not 0."""
    bound = f"**{baht(money.committed)}**" if committed_known else "ยังไม่กรอก"
    return (
        f"ได้รับจัดสรร **{baht(money.allocated)}** · ผูกพัน {bound} · "
        f"เบิกจ่ายแล้ว **{baht(money.spent)}** · คงเหลือ **{baht(money.left)}**{NBSP}บาท"
    )


def not_counted(reasons: Mapping[str, int]) -> list[str]:
    """ยังไม่นับ 2 แถว: วันที่ยังมาไม่ถึง, a line per reason. reasons: of spending.left_out."""
    return [f"ยังไม่นับ {rows:,} แถว: {SPENDING_STANDING_WORDS[why]}" for why, rows in reasons.items()]


def line_of(line: object, kind: object, project: object, source: object, day: object) -> str:
    """Which money a row of spending is: รายการที่ 1 งบดำเนินงาน โครงการ P1 ณ 23 ก.ย. 2557."""
    parts = [
        f"รายการที่{NBSP}{'–' if blank(line) else line} {type_word(kind)}",
        "" if blank(project) else f"โครงการ{NBSP}{escape(project, 30)}",
        "" if blank(source) else escape(source, 60),
        NO_DATES if blank(day) else f"ณ {short_date(day)}",
    ]
    return " · ".join(part for part in parts if part)


def left_heading(odd: int, same: int, blank_: int) -> str:
    """คงเหลือที่กรอกไว้: ไม่ตรงหรืออ่านไม่ได้ 1 · ตรงกับส่วนต่าง 2 · ยังไม่กรอก 3."""
    parts = (
        f"ไม่ตรงหรืออ่านไม่ได้ :orange[**{odd:,}**]" if odd else "",
        f"ตรงกับจัดสรร − เบิกจ่าย **{same:,}**" if same else "",
        f"ยังไม่กรอก {blank_:,}" if blank_ else "",
    )
    return f"คงเหลือที่กรอกไว้: {' · '.join(part for part in parts if part)}"


def left_text(left: Decimal | None, stated: Decimal | None, difference: Decimal | None) -> str:
    """The rest that was filled in beside allocated − spent, and by how much they differ."""
    if left is None:
        return f"กรอกไว้ {baht(stated)} แต่ยังคิดส่วนต่างไม่ได้"
    said = f"จัดสรร − เบิกจ่าย = **{baht(left)}**"
    if stated is None:
        return f"{said} · ที่กรอกไว้ยังอ่านไม่ได้"
    way = "มากไป" if difference > 0 else "น้อยไป"
    return f"{said} · กรอกไว้ {baht(stated)} {way} :orange[**{baht(abs(difference))}**]"


# --- projects ------------------------------------------------------------------------------------


def projects_heading(states: Iterable[Project]) -> str:
    """โครงการ 9: ล่าช้า 1 · กำลังดำเนินการ 5 · เสร็จสิ้น 3."""
    counts = Counter(row.state for row in states if row.this_year)
    if not counts:
        return "โครงการในปีนี้ยังไม่มีในชีต"
    return f"โครงการ **{counts.total():,}**: {counts_text(counts)}"


def counts_text(counts: Mapping[str, int]) -> str:
    """Counts by state in the order of the rules, zeros left out."""
    found = [(word, counts.get(state, 0)) for state, word in PROJECT_STATE_WORDS.items()]
    return " · ".join(f"{word}{NBSP}{count:,}" for word, count in found if count)


def strategy_word(strategy: object) -> str:
    """กลยุทธ์ที่ 1, the name where a name is filled in, ไม่ระบุกลยุทธ์ for blank. Plain."""
    if blank(strategy):
        return NO_STRATEGY
    said = one_line(strategy)
    return f"กลยุทธ์ที่ {said}" if said.replace(".", "").isdigit() else said


def by_strategy(counted: Iterable[Count]) -> dict[str | None, dict[str, int]]:
    """Strategy → state → projects."""
    found: dict[str | None, dict[str, int]] = {}
    for strategy, state, projects in counted:
        found.setdefault(strategy, {})[state] = projects
    return found


def strategies_text(counted: Iterable[Count]) -> str:
    """Projects by strategy and state in words."""
    found = by_strategy(counted).items()
    said = [f"{strategy_word(strategy)} {counts_text(counts)}" for strategy, counts in found]
    return listed(said, most=6)


def apart_lines(states: Sequence[Project]) -> list[str]:
    """Projects the calendar can't draw, by reason, with their names (Markdown)."""
    undrawn = [row for row in states if row.this_year and row.bar_from is None]
    lines = []
    for head, rows in (
        ("วันสิ้นสุดอยู่ก่อนวันเริ่ม", [row for row in undrawn if row.dates_wrong]),
        ("ไม่ทราบวันเริ่มหรือวันสิ้นสุด", [row for row in undrawn if not row.dates_wrong]),
    ):
        if rows:
            names = listed([escape(row.title, 70) for row in rows], most=8)
            lines.append(f"**{head} {len(rows):,}** โครงการ :gray[{names}]")
    elsewhere = other_year(states)
    if elsewhere:
        lines.append(f"**นอกปีงบประมาณ {elsewhere:,}** โครงการ :gray[ไม่นับในหน้านี้]")
    return lines


def dates(starts: date | None, ends: date | None) -> str:
    """13–15 ส.ค. 2557; the side that is missing is said."""
    if blank(starts) and blank(ends):
        return NO_DATES
    if blank(starts):
        return f"ถึง {short_date(ends)} (ไม่ทราบวันเริ่ม)"
    if blank(ends):
        return f"ตั้งแต่ {short_date(starts)} (ไม่ทราบวันสิ้นสุด)"
    if starts == ends:
        return short_date(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{short_date(ends)}"
    return f"{short_date(starts)} – {short_date(ends)}"


def state_text(state: str, days_late: int) -> str:
    """ล่าช้า 116 วัน, else the word of the state."""
    word = PROJECT_STATE_WORDS[state]
    return f"{word} {days_late:,}{NBSP}วัน" if state == "late" else word


def report_text(due: date | None, days_left: int | None) -> str:
    """When the report of a project is due; "" where no day is known."""
    if blank(due):
        return ""
    if days_left < 0:
        return f"รายงานครบกำหนด {short_date(due)}"
    when = "วันนี้" if not days_left else f"อีก {days_left:,}{NBSP}วัน"
    return f"ส่งรายงานภายใน {short_date(due)} ({when})"


def edge_text(begins_before: bool, ends_after: bool) -> str:
    """Whether a project reaches over an edge of the fiscal year."""
    parts = ("เริ่มก่อนปีงบประมาณ" if begins_before else "", "ต่อถึงปีงบประมาณหน้า" if ends_after else "")
    return " ".join(part for part in parts if part)
