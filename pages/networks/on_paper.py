"""Networks on paper: the calendar with the four sides, who is silent, support, schools, orders."""

from collections.abc import Sequence

from esa import fiscal_year, thai
from esa.documents import paper
from esa.documents.paper import Markup
from esa.plain import dicts
from esa.rules.networks import SIDES, UNDATED_POSITION
from esa.rules.resources import Sum, Support, Total, support_by, support_total
from esa.rules.vocabulary import SUPPORT_LEFT_OUT_WORDS
from esa.screen import printing
from esa.screen.printing import cell, marked
from esa.telling import networks_words as said
from esa.telling import words
from esa.telling.texts import NBSP, short_date
from pages.networks.parts import APPOINTED, View

LEGEND = "ตัวเลข = กิจกรรมที่จัดแล้ว · (ตัวเลข) = แผน · ● มีกิจกรรมด้านนั้นแล้ว · ○ แจ้งไว้แต่ยังไม่มี"
LEGEND += " · ◌ ไม่ทราบวันที่หรือเป็นแผน"
COVERED = {"covered": "●", "declared": "○", "undated": "◌", "planned": "◌", "not_declared": ""}
SHORT_SIDES = {"general": "ทั่วไป", "budget": "งบฯ"}


def calendar(view: View, codes: Sequence[str]) -> list[Markup]:
    """Networks × months with the four sides on the same rows. codes: networks in order."""
    if not codes:
        return [paper.says("ยังไม่มีเครือข่ายในทะเบียน")]
    names, months, sides = {}, {}, {}
    for month in view.figures.months:
        names[month.network] = month.network_name
        months[month.network, month.position] = _count(month.activities, month.planned)
    for each in view.figures.coverage:
        sides[each.network, each.side] = COVERED[each.state]
    rows = [
        [
            cell(names.get(code), 60) or "ไม่ระบุเครือข่าย",
            *(months.get((code, n), "") for n in range(1, UNDATED_POSITION + 1)),
            *(sides.get((code, side), "") for side in SIDES),
        ]
        for code in codes
    ]
    heads = ["เครือข่าย"]
    heads += [thai.SHORT_MONTHS[m.month - 1] for m in fiscal_year.months(view.office.fiscal_year)]
    heads += ["ไม่มีวัน", *(SHORT_SIDES.get(side) or words.side(side) for side in SIDES)]
    widths = (None, *([11] * 12), 17, *([18] * 4))
    return [
        paper.heading(f"ปฏิทินกิจกรรม ปีงบประมาณ {view.office.fiscal_year} และด้านที่มีกิจกรรม"),
        paper.says(LEGEND),
        paper.table(heads, rows, widths, centred=range(1, 18)),
        paper.says(said.sides_sentence(said.covered(view.of(view.figures.coverage)))),
    ]


def _count(held: int, planned: int) -> str:
    parts = (f"{held:,}" if held else "", f"({planned:,})" if planned else "")
    return " ".join(part for part in parts if part)


def silent(view: View) -> list[Markup]:
    """Who has gone quiet, the longest first, and of whom nothing can be said."""
    rows = [
        [
            cell(row.network_name, 120),
            said.run_words(row.state, row.days),
            short_date(row.last_ended) or "–",
            short_date(row.next_planned) or "–",
        ]
        for row in view.of(view.figures.silence)
        if row.state != "active"
    ]
    if not rows:
        return []
    heads = ("เครือข่าย", "เงียบมานาน", "กิจกรรมล่าสุด", "แผนถัดไป")
    return [paper.heading("เครือข่ายที่เงียบ"), paper.table(heads, rows, (None, 62, 40, 40))]


def support(given: Sequence[Support]) -> list[Markup]:
    """Cash and everything else of each partner side by side, never added."""
    head = paper.heading("การสนับสนุนจากภาคี (เงินกับสิ่งของไม่รวมกัน)")
    total = support_total(given)
    if not total.rows:
        return [head, paper.says("ยังไม่มีข้อมูลการสนับสนุน")]
    names = {row.partner: row.partner_name for row in given}
    rows = [
        [cell(names.get(code), 120) or "ไม่ระบุภาคี", *_sums(row), len(row.activities)]
        for code, row in support_by(given, "partner").items()
    ]
    rows.append([paper.bold(word) for word in ("รวม", *_sums(total), total.activities)])
    heads = ("ภาคี", "เงิน (บาท)", "มูลค่าสิ่งของหรือบริการ (บาท)", "ยังไม่กรอกมูลค่า (แถว)", "กิจกรรม")
    left = total.left_out.items()
    return [
        head,
        paper.table(heads, rows, (None, 36, 52, 42, 24), numbers=(1, 2, 3, 4)),
        *(paper.says(f"ยังไม่นับ {n:,} แถว: {SUPPORT_LEFT_OUT_WORDS[why]}") for why, n in left),
    ]


def _sums(of: Sum | Total) -> tuple[object, ...]:
    cash, other = (said.money(amount) if amount else "–" for amount in (of.cash, of.other))
    return cash, other, of.no_value or "–"


def schools(view: View) -> list[Markup]:
    """Schools that no activity has reached, by name."""
    reached = view.reached
    head = paper.heading("โรงเรียนที่กิจกรรมถึง")
    if not reached or not view.has_activities:
        return [head, paper.says("ยังบอกไม่ได้ว่าถึงโรงเรียนใดแล้ว")]
    rows = [
        [
            cell(row.name, 100),
            cell(row.amphoe, 60) or "–",
            cell(view.name(row.network), 80) if row.network else "ยังไม่กรอก",
        ]
        for row in reached
        if row.how == "not_reached"
    ]
    heads = ("โรงเรียนที่ยังไม่ถึง", "อำเภอ", "เครือข่าย")
    shown = [paper.table(heads, rows, (None, 60, 80))] if rows else []
    return [head, paper.says(marked(said.reached_heading(reached))), *shown]


def activities(view: View) -> list[Markup]:
    """Who did what when, the newest first."""
    rows = [
        [
            said.when(row.date, row.ends),
            cell(row.title) or "–",
            cell(", ".join(view.name(code) for code in row.networks), 160) or "ไม่ระบุ",
            words.side(row.side) or "–",
            printing.known(row.participants),
        ]
        for row in view.activities[: paper.MOST_ROWS]
    ]
    if not rows:
        return []
    heads = ("วันที่", "กิจกรรม", "เครือข่าย", "ด้าน", "คน")
    return [
        paper.heading(f"กิจกรรม {len(view.activities):,} รายการ ใหม่สุดก่อน"),
        paper.table(heads, rows, (44, None, 66, 28, 16), numbers=(4,)),
    ]


def orders(view: View) -> list[Markup]:
    """Committees, bodies and teams with the orders that set them up."""
    register = view.office.networks.drop_duplicates("network")
    register = register[register["kind"].isin(APPOINTED)]
    rows = [
        [
            cell(row["name"], 120),
            words.label("networks", "kind", row["kind"]),
            cell(row["order_no"], 60) or "ยังไม่กรอก",
            short_date(row["order_date"]) or "–",
            printing.known(row["member_count"]),
        ]
        for row in dicts(register)
    ]
    if not rows:
        return []
    heads = ("คณะหรือทีมงาน", "ประเภท", "คำสั่งที่", "ลงวันที่", f"สมาชิก{NBSP}(คน)")
    return [
        paper.heading("คำสั่งแต่งตั้ง"),
        paper.says(marked(said.orders_heading(register))),
        paper.table(heads, rows, (None, 58, 42, 34, 24), numbers=(4,)),
    ]


def blocks(view: View, codes: Sequence[str]) -> list[Markup]:
    """All blocks of the view. codes: its networks, the quiet ones first."""
    return [
        *calendar(view, codes),
        *silent(view),
        *support(view.figures.support),
        *schools(view),
        *activities(view),
        *orders(view),
    ]
