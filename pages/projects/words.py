"""What only this page says: its finding, of dates and states of projects, of sets of figures.

What isn't filled in is said as such: an unknown end is never "on time".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from esa.rules.figures import CheckedSet
from esa.rules.kpis import Round, count_states
from esa.rules.projects import Project, other_year
from esa.rules.spending import Line, Money
from esa.rules.vocabulary import KPI_STATE_WORDS, ON_THE_WAY, PROJECT_STATE_WORDS
from esa.telling.money import NOTHING, baht, type_word
from esa.telling.texts import NBSP, listed, one_line, short_date, shorten
from esa.telling.topic import act, quiet, strong, together

NO_STRATEGY = "ไม่ระบุกลยุทธ์"
NO_DATES = "ไม่ทราบวันที่"


class Standing(NamedTuple):
    """Projects of this year: all, late, and those of which lateness can't be told."""

    total: int
    late: int
    unsure: int


# --- finding --------------------------------------------------------------------------------------


def standing(projects: Iterable[Project]) -> Standing:
    """Counts of this year; unsure: no status, or on the way without a last day."""
    mine = [row for row in projects if row.this_year]
    unsure = sum(
        row.state == "unknown" or (row.state in ON_THE_WAY and row.ends is None) for row in mine
    )
    return Standing(len(mine), sum(row.state == "late" for row in mine), unsure)


def finding(
    money: Money, found: Standing, name: str = "", lost_money: str = "", lost_projects: str = ""
) -> str:
    """The sentence over the page. name: of the group on view, "" for the office. lost: see
    set_aside, of both tabs."""
    who = f"{shorten(name, 60)}: " if name else ""
    return f"{who}{_spent(money, lost_money)} · {_late(found, lost_projects)}"


def _spent(money: Money, lost: str) -> str:
    if not money.rows:
        return f"การเบิกจ่าย {lost}" if lost else NOTHING
    day = f"ณ {short_date(money.as_of)}"
    if money.percent_spent is None:
        return f"เบิกจ่ายแล้ว {strong(baht(money.spent))} บาท {day} แต่ไม่มียอดจัดสรรให้เทียบ"
    percent = strong(f"{money.percent_spent}{NBSP}%")
    return f"เบิกจ่ายแล้ว {percent} ของ {baht(money.allocated)}{NBSP}บาท {day}"


def _late(found: Standing, lost: str) -> str:
    if not found.total:
        return f"โครงการ {lost}" if lost else "ยังไม่มีโครงการในชีต"
    if found.unsure == found.total:
        return f"โครงการ {found.total:,} ยังบอกไม่ได้ว่าล่าช้าหรือไม่"
    late = act(f"{found.late:,}") if found.late else strong(0)
    unsure = f" ไม่ทราบวันสิ้นสุดหรือสถานะ{NBSP}{strong(f'{found.unsure:,}')}" if found.unsure else ""
    return f"โครงการล่าช้า {late} จาก{NBSP}{found.total:,}{unsure}"


# --- money ----------------------------------------------------------------------------------------


def pace_note(target_from: str) -> str:
    """What the second line of the chart is, and why, where no target was filled in."""
    return {
        "stated": "เส้นทึบมีสี = เบิกจ่ายแล้ว · เส้นเทา = เป้าหมายที่กรอกไว้",
        "even_pace": "เส้นประ = เฉลี่ยตามวัน (วันที่ผ่านไป ÷ วันทั้งปี) เพราะยังไม่ได้กรอกเป้าหมายเบิกจ่ายในชีต",
        "mixed": "เส้นประ = เป้าหมายที่กรอกไว้ ส่วนแถวที่ยังไม่กรอกใช้เฉลี่ยตามวัน",
    }.get(target_from, "")


def of_line(row: Line) -> str:
    """Which money a row of spending is: รายการที่ 1 งบดำเนินงาน · โครงการ P1 · ณ 23 ก.ย. 2557."""
    number = "–" if row.line is None else row.line
    return together(
        (
            f"รายการที่{NBSP}{number} {type_word(row.expenditure_type)}",
            f"โครงการ{NBSP}{shorten(row.project, 30)}" if row.project else "",
            shorten(row.source_of_money, 60),
            NO_DATES if row.as_of is None else f"ณ {short_date(row.as_of)}",
        )
    )


def left_heading(odd: int, same: int, blank: int) -> str:
    """คงเหลือที่กรอกไว้: ไม่ตรงหรืออ่านไม่ได้ 1 · ตรงกับส่วนต่าง 2 · ยังไม่กรอก 3."""
    parts = (
        f"ไม่ตรงหรืออ่านไม่ได้ {act(f'{odd:,}')}" if odd else "",
        f"ตรงกับจัดสรร − เบิกจ่าย {strong(f'{same:,}')}" if same else "",
        f"ยังไม่กรอก {blank:,}" if blank else "",
    )
    return f"คงเหลือที่กรอกไว้: {together(parts)}"


def left(amount: Decimal | None, stated: Decimal | None, difference: Decimal | None) -> str:
    """The rest that was filled in beside allocated − spent, and by how much they differ."""
    if amount is None:
        return f"กรอกไว้ {baht(stated)} แต่ยังคิดส่วนต่างไม่ได้"
    said = f"จัดสรร − เบิกจ่าย = {strong(baht(amount))}"
    if stated is None:
        return f"{said} · ที่กรอกไว้ยังอ่านไม่ได้"
    way = "มากไป" if difference > 0 else "น้อยไป"
    return f"{said} · กรอกไว้ {baht(stated)} {way} {act(baht(abs(difference)))}"


# --- projects -------------------------------------------------------------------------------------


def projects_heading(projects: Iterable[Project], lost: str = "") -> str:
    """โครงการ 9: ล่าช้า 1 · กำลังดำเนินการ 5 · เสร็จสิ้น 3. lost: see set_aside."""
    counts = Counter(row.state for row in projects if row.this_year)
    if not counts:
        return f"โครงการ: {lost}" if lost else "โครงการในปีนี้ยังไม่มีในชีต"
    return f"โครงการ {strong(f'{counts.total():,}')}: {by_state(counts)}"


def by_state(counts: Mapping[str, int]) -> str:
    """Counts by state in the order of the rules, zeros left out."""
    found = [(word, counts.get(state, 0)) for state, word in PROJECT_STATE_WORDS.items()]
    return together(f"{word}{NBSP}{count:,}" for word, count in found if count)


def strategy(name: str | None) -> str:
    """กลยุทธ์ที่ 1, the name where a name is filled in, ไม่ระบุกลยุทธ์ for blank."""
    said = one_line(name)
    return f"กลยุทธ์ที่ {said}" if said.replace(".", "").isdigit() else said or NO_STRATEGY


def apart(projects: Sequence[Project]) -> list[tuple[str, str]]:
    """Projects the calendar can't draw, by reason, with their names."""
    undrawn = [row for row in projects if row.this_year and row.bar_from is None]
    lines = []
    for head, rows in (
        ("วันสิ้นสุดอยู่ก่อนวันเริ่ม", [row for row in undrawn if row.dates_wrong]),
        ("ไม่ทราบวันเริ่มหรือวันสิ้นสุด", [row for row in undrawn if not row.dates_wrong]),
    ):
        if rows:
            names = listed([shorten(row.title, 70) for row in rows], most=8)
            lines.append((f"{strong(f'{head} {len(rows):,}')} โครงการ", names))
    if elsewhere := other_year(projects):
        lines.append((f"{strong(f'นอกปีงบประมาณ {elsewhere:,}')} โครงการ", "ไม่นับในหน้านี้"))
    return lines


def dates(starts: date | None, ends: date | None) -> str:
    """13–15 ส.ค. 2557; the side that is missing is said."""
    if starts is None and ends is None:
        return NO_DATES
    if starts is None:
        return f"ถึง {short_date(ends)} (ไม่ทราบวันเริ่ม)"
    if ends is None:
        return f"ตั้งแต่ {short_date(starts)} (ไม่ทราบวันสิ้นสุด)"
    if starts == ends:
        return short_date(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{short_date(ends)}"
    return f"{short_date(starts)} – {short_date(ends)}"


def state(row: Project) -> str:
    """ล่าช้า 116 วัน, else the word of the state."""
    word = PROJECT_STATE_WORDS[row.state]
    return f"{word} {row.days_late:,}{NBSP}วัน" if row.state == "late" else word


def report(due: date | None, days_left: int | None) -> str:
    """When the report of a project is due; "" where no day is known."""
    if due is None:
        return ""
    if days_left < 0:
        return f"รายงานครบกำหนด {short_date(due)}"
    when = "วันนี้" if not days_left else f"อีก {days_left:,}{NBSP}วัน"
    return f"ส่งรายงานภายใน {short_date(due)} ({when})"


def edges(row: Project) -> str:
    """Whether a project reaches over an edge of the fiscal year."""
    parts = (
        "เริ่มก่อนปีงบประมาณ" if row.begins_before else "",
        "ต่อถึงปีงบประมาณหน้า" if row.ends_after else "",
    )
    return together(parts, " ")


# --- performance agreement, figures in reports ----------------------------------------------------


def kpi_heading(latest: Sequence[Round], current: int | None, lost: str = "") -> str:
    """ตัวชี้วัดตามคำรับรอง: บรรลุเป้าหมาย 1 จาก 9 ตามผลล่าสุด; latest: of kpis.latest."""
    if not latest:
        return f"ตัวชี้วัดตามคำรับรอง: {lost}" if lost else "ตัวชี้วัดตามคำรับรองยังไม่มีในชีต"
    counts, missing = count_states(latest), sum(row.missing for row in latest)
    reached = strong(f"{counts['reached']:,}")
    odd = counts["unusable"]
    parts = (
        f"ตัวชี้วัดตามคำรับรอง: บรรลุเป้าหมาย {reached} จาก {len(latest):,} ตามผลล่าสุด",
        f"ยังไม่รายงาน {act(f'{missing:,}')} ช่อง" if missing else "",
        f"{KPI_STATE_WORDS['unusable']} {act(f'{odd:,}')}" if odd else "",
        quiet(f"รอบปัจจุบัน {current} เดือน" if current else "ยังไม่ครบรอบแรก"),
    )
    return together(parts, " ")


SET_WORDS = {
    "wrong": "ต้องแก้",
    "doubt": "ยังตรวจไม่ได้ครบ",
    "unknown": "ยังตรวจไม่ได้",
    "right": "ตรงกัน",
}


def of_set(row: CheckedSet) -> str:
    """Where a set stands: wrong, doubt, unknown (nothing to compare with) or right."""
    stands = {"error": "wrong", "warning": "doubt"}
    return stands.get(row.severity) or ("unknown" if row.total is None else "right")


def figures_heading(sets: Iterable[CheckedSet], lost: str = "") -> str:
    """ตัวเลขในรายงาน 18 ชุด: ต้องแก้ 1 · ตรงกัน 4 · ยังตรวจไม่ได้ 13."""
    counts = Counter(map(of_set, sets))
    if not counts:
        return f"ตัวเลขในรายงาน: {lost}" if lost else "ตัวเลขในรายงานยังไม่มีในชีต"
    said = (
        f"{word} {(act if name == 'wrong' else strong)(f'{counts[name]:,}')}"
        for name, word in SET_WORDS.items()
        if counts[name]
    )
    return f"ตัวเลขในรายงาน {counts.total():,} ชุด: {together(said)}"


def whole(row: CheckedSet) -> str:
    """What a set is compared with: ยอดรวมที่แจ้ง 117, or that there is none."""
    if row.total is None:
        return "ไม่มียอดรวม" if row.added is None else f"รวมได้ {row.added:,} ไม่มียอดรวมที่แจ้ง"
    word = "ยอดรวมที่แจ้ง" if row.total_from == "stated" else "ยอดรวมจากจำนวน"
    return f"{word} {row.total:,}"
