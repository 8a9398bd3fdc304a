"""Sentences of the report page, made by rule. Plain values in, Thai out (Markdown where said)."""

from collections.abc import Callable, Sequence

from esa.documents.report.counted import Count
from esa.telling.texts import escape, listed

Name = Callable[[str], str]  # code of a group → its short name

NOBODY = "ยังไม่ระบุผู้รับผิดชอบ"
FORMS = {
    "report": "ดาวน์โหลดรายงาน (.docx)",
    "responsibility": "ดาวน์โหลดตารางผู้รับผิดชอบ (.docx)",
}
NAMES = {"report": "รายงาน SAR", "responsibility": "ตารางผู้รับผิดชอบ"}
DIGITS = {"thai": "เลขไทย ๑๒๓", "arabic": "เลขอารบิก 123"}
WHOLE = "ทุกตัวบ่งชี้"
FIRST = "ตัวอย่างหน้าของตัวบ่งชี้แรก เลือกตัวบ่งชี้ข้างบนเพื่อดูตัวอื่น เอกสารมีครบทุกตัว"
ABOUT = (
    "เปิดใน Word แล้วตอบให้ปรับสารบัญ เลขหน้าในสารบัญจะขึ้นเอง ใน LibreOffice เลือกเมนู เครื่องมือ แล้วปรับดัชนีทั้งหมด"
)


def finding(found: Count, short: Name) -> str:
    """How many indicators are written, and how many parts aren't, by group (Markdown)."""
    if not found.indicators:
        return "ยังไม่มีตัวบ่งชี้ให้รายงานในฉบับนี้"
    done = f"เขียนครบ **{found.complete}** จาก {found.indicators} ตัวบ่งชี้"
    if not found.unwritten:
        rest = "ไม่มีส่วนที่ยังไม่ได้เขียน" if found.parts else "ยังไม่มีประเด็นให้เขียน"
        return f"{done} · {rest}{_unread(found)}"
    groups = [
        f"{escape(short(code)) if code else NOBODY} {count}" for code, count in found.by_group
    ]
    return (
        f"{done} · ยังไม่ได้เขียน :orange[**{found.unwritten}**] จาก {found.parts} ส่วน "
        f"({listed(groups, most=3)}){_unread(found)}"
    )


def _unread(found: Count) -> str:
    return f" · ยังอ่านไม่ได้ {found.unread} ส่วน" if found.unread else ""


def of_conditions(reported: int, rows: int) -> str:
    """The same for an edition by desired conditions (Markdown)."""
    if not rows:
        return "ยังไม่มีเกณฑ์ให้รายงานในฉบับนี้"
    silent = rows - reported
    rest = f" ยังไม่รายงาน :orange[**{silent}**]" if silent else ""
    return f"รายงานแล้ว **{reported}** จาก {rows} ข้อ{rest}"


def file_name(form: str, short_name: str, year: int, edition: str, indicator: str) -> str:
    """What a file is named after, before it is made safe."""
    which = f"ตัวบ่งชี้ {indicator}" if indicator else ""
    parts: Sequence[str] = (NAMES[form], short_name, f"ปี {year}", f"ฉบับ {edition}", which)
    return " ".join(part for part in parts if part)
