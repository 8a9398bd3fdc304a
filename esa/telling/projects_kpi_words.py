"""Words of the page โครงการและงบประมาณ for KPIs and figures in reports. Imports no Streamlit.

Cell text in a sentence is escaped here, because the result is Markdown; what is marked as plain is
for charts. What isn't filled in is said as such: an empty target is never missed.
"""

from collections.abc import Sequence
from decimal import Decimal

from esa.rules.figures import CheckedSet
from esa.rules.kpis import Round, count_states
from esa.rules.vocabulary import FIGURE_VERDICT_WORDS, KPI_STATE_WORDS, KPI_URGENCY
from esa.telling.texts import blank, escape, number, one_line

SET_WORDS = {
    "wrong": "ต้องแก้",
    "doubt": "ยังตรวจไม่ได้ครบ",
    "unknown": "ยังตรวจไม่ได้",
    "right": "ตรงกัน",
}


def kpi_heading(latest: Sequence[Round], current: int | None) -> str:
    """ตัวชี้วัดตามคำรับรอง: ถึงเป้า 1 จาก 9 ตามผลล่าสุด; latest: of kpis.latest."""
    if not latest:
        return "ตัวชี้วัดตามคำรับรองยังไม่มีในชีต"
    counts = count_states(latest)
    missing = sum(row.missing for row in latest)
    said = f"ตัวชี้วัดตามคำรับรอง: ถึงเป้า **{counts['reached']:,}** จาก {len(latest):,} ตามผลล่าสุด"
    now = f" :gray[รอบปัจจุบัน {current} เดือน]" if current else " :gray[ยังไม่ครบรอบแรก]"
    late = f" ยังไม่รายงาน :orange[**{missing:,}**] ช่อง" if missing else ""
    odd = counts["unusable"]
    odd = f" {KPI_STATE_WORDS['unusable']} :orange[**{odd:,}**]" if odd else ""
    return f"{said}{late}{odd}{now}"


def amount(value: Decimal | None, unit: object) -> str:
    """ร้อยละ 96.5 or 5.5 วัน; "" for blank. Plain."""
    if blank(value):
        return ""
    said, what = plain_number(value), one_line(unit)
    if not what:
        return said
    return f"{what} {said}" if what == "ร้อยละ" else f"{said} {what}"


def plain_number(value: Decimal) -> str:
    """A number with the decimals it has: 48.7, 100, 1,189,260.5."""
    plain = value.normalize()
    return number(value, min(max(0, -plain.as_tuple().exponent), 6))


def target_text(row: Round) -> str:
    """อย่างน้อย ร้อยละ 95, ไม่เกิน 5 วัน; ไม่มีเป้า for blank. Plain."""
    if row.target is None:
        return KPI_STATE_WORDS["unusable" if row.target_unusable else "no_target"]
    way = {"higher": "อย่างน้อย ", "lower": "ไม่เกิน "}.get(row.direction, "")
    return f"{way}{amount(row.target, row.unit)}"


def kpi_order(latest: Sequence[Round]) -> list[str]:
    """Codes of indicators: those that ask to act first, the farthest from target first."""

    def urgency(row: Round) -> tuple:
        share = float("inf") if row.percent_reached is None else row.percent_reached
        return (KPI_URGENCY.index(row.state), share)

    return [row.kpi for row in sorted(latest, key=urgency)]


def set_state(severity: str, total: int | None) -> str:
    """Where a set stands: wrong, doubt, unknown (nothing to compare with) or right."""
    if severity == "error":
        return "wrong"
    if severity == "warning":
        return "doubt"
    return "unknown" if total is None else "right"


def figures_heading(states: Sequence[str]) -> str:
    """ตัวเลขในรายงาน 18 ชุด: ต้องแก้ 1 · ตรงกัน 4 · ยังตรวจไม่ได้ 13."""
    if not states:
        return "ตัวเลขในรายงานยังไม่มีในชีต"
    said = []
    for state, word in SET_WORDS.items():
        count = states.count(state)
        if count:
            mark = f":orange[**{count:,}**]" if state == "wrong" else f"**{count:,}**"
            said.append(f"{word} {mark}")
    return f"ตัวเลขในรายงาน {len(states):,} ชุด: {' · '.join(said)}"


def whole_text(row: CheckedSet) -> str:
    """What a set is compared with: ยอดรวมที่แจ้ง 117, or that there is none."""
    if row.total is None:
        return "ไม่มียอดรวม" if row.added is None else f"รวมได้ {row.added:,} ไม่มียอดรวมที่แจ้ง"
    word = "ยอดรวมที่แจ้ง" if row.total_from == "stated" else "ยอดรวมจากจำนวน"
    return f"{word} {row.total:,}"


def check_text(verdict: str, sentence: str) -> str:
    """The check beside a figure (Markdown): what is wrong in brown, unknown in grey."""
    word = FIGURE_VERDICT_WORDS[verdict]
    if verdict in ("wrong", "above_total"):
        word = f":orange[**{word}**]"
    elif verdict in ("right", "fraction"):
        word = f":blue[**{word}**]"
    else:
        word = f":gray[{word}]"
    return f"{word}  \n{escape(sentence)}" if sentence else word
