"""A verdict on a level in Thai, as it stands on the screen."""

from esa.rules.rubric import Span, Verdict
from esa.rules.vocabulary import (
    AT_LEAST,
    GAP,
    INCOMPLETE,
    LEVEL,
    LOCKED,
    NO_RUBRIC,
    NO_TOTAL,
    OVERLAP,
)


def sentence_th(verdict: Verdict) -> str:
    """The verdict as it stands on the screen."""
    of = f"{verdict.clear} จาก {verdict.total} ประเด็น"
    texts = {
        NO_RUBRIC: "ยังไม่ได้กรอกเกณฑ์: ยังสรุประดับไม่ได้",
        NO_TOTAL: "ยังไม่ได้กรอกจำนวนประเด็น: ยังสรุประดับไม่ได้",
        INCOMPLETE: f"มีข้อมูล {verdict.known} จาก {verdict.total} ประเด็น: ยังสรุประดับไม่ได้",
        GAP: f"ไม่มีเกณฑ์ระดับใดรองรับหลักฐานชัดเจน {of}: ยังสรุประดับไม่ได้ (ตรวจเกณฑ์ในชีต)",
        OVERLAP: f"เกณฑ์หลายระดับซ้อนกันที่ {of}: ยังสรุประดับไม่ได้ (ตรวจเกณฑ์ในชีต)",
    }
    if verdict.outcome == INCOMPLETE and verdict.reason in UNREAD_WORDS:
        return _unread_th(verdict)
    if verdict.outcome == LEVEL:
        return f"ระดับ {verdict.level}"
    if verdict.outcome == AT_LEAST:
        return f"อย่างน้อยระดับ {verdict.level} (ยังไม่ได้กรอกเกณฑ์ระดับ {verdict.level + 1} ในชีต)"
    return _locked_th(verdict) if verdict.outcome == LOCKED else texts[verdict.outcome]


UNREAD_WORDS = {
    "span": "",
    "statuses": "อ่านสถานะการดำเนินการไม่ได้ครบทุกประเด็น",
    "confirmation": "อ่านการยืนยันเงื่อนไขเพิ่มเติมไม่ได้",
}


def _unread_th(verdict: Verdict) -> str:
    if verdict.span:
        return span_th(verdict.span)
    return f"{UNREAD_WORDS[verdict.reason]}: ยังสรุประดับไม่ได้"


def span_th(span: Span) -> str:
    """ระดับ 4–5 (อ่านไม่ได้ 1 รายการ)."""
    return f"{levels_th(span)} (อ่านไม่ได้ {span.unread} รายการ)"


def levels_th(span: Span) -> str:
    """ระดับ 4–5, ระดับ 1 ถึงอย่างน้อย 4."""
    between = " ถึงอย่างน้อย " if span.at_least else "–"
    return f"ระดับ {span.lowest}{between}{span.highest}"


def _locked_th(verdict: Verdict) -> str:
    counts = (verdict.carried, verdict.total or 0, verdict.unsaid, verdict.statuses)
    done = carried_th(*counts)
    why = {
        "points": done,
        "condition": "ยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม",
        "points_and_condition": f"{done} และยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม",
    }[verdict.reason]
    level = f"{'อย่างน้อย' if verdict.provisional_at_least else ''}ระดับ {verdict.provisional}"
    level = span_th(verdict.span) if verdict.span else level
    return f"ยังให้ระดับไม่ได้: {why}" + (f" (เบื้องต้น {level})" if verdict.provisional else "")


def carried_th(
    carried: int, total: int, unsaid: int, unread: int = 0, word: str = "ดำเนินการแล้ว"
) -> str:
    """How many points are carried out, of how many nobody says it yet, and of how many it can't be
    read."""
    blank = f"ยังไม่กรอกสถานะ {unsaid} ประเด็น" if unsaid else ""
    lost = f" อ่านสถานะไม่ได้ {unread} ประเด็น" if unread else ""
    if blank and not carried and unsaid == total:
        return blank
    return f"{word} {carried} จาก {total} ประเด็น" + (f" {blank}" if blank else "") + lost


def claimed_th(levels_above: int | None) -> str:
    """The mark beside a claimed level; "" when it agrees with the evidence or nothing is known."""
    if not levels_above:
        return ""
    return f"{'สูง' if levels_above > 0 else 'ต่ำ'}กว่าหลักฐาน {abs(levels_above)} ระดับ"


def weak_th(points: int) -> str:
    """What stands beside a level that rests on documents worth a look; "" when none does."""
    return f"{points} ประเด็นมีแต่หลักฐานที่ควรตรวจทาน" if points else ""
