"""Sending reports in, and what became of them at the server: who may, the form, how long it stays.

Streamlit's own way to upload is shut; the form goes to the route of esa.serving.import_route, which
keeps what it read in memory for the browser that sent it.
"""

import streamlit as st

from esa.reading.office import Office
from esa.screen import door, english, notes, show
from esa.screen.door import base
from esa.serving.import_route import IMPORT
from esa.serving.uploads import DESK, LARGEST, LASTS, SENT, Sent


def check() -> None:
    """Stops where reports can't be sent from: another machine, where nobody signs in."""
    here = door.visitor()
    if here.standing.kind == "open" and not door.is_here():
        notes.nothing(
            "ระบบนี้ยังไม่ได้ตั้งค่าการเข้าสู่ระบบ จึงนำเข้ารายงานได้เฉพาะที่เครื่องที่เปิดโปรแกรม",
            title="นำเข้าได้ที่เครื่องของสำนักงาน",
        )
        english.fold("Without sign-in, reports are imported at the program's own machine only.")
        st.stop()


def sent() -> Sent | None:
    """What this visitor's browser sent and is still there."""
    return DESK.of(_name(), door.visitor().standing.account) if door.may("import") else None


def form(office: Office) -> None:
    """The form itself, and what happens to what is sent."""
    notes.say(
        "ส่งรายงานการประเมินตนเองหลายฉบับพร้อมกันได้ แล้วตรวจก่อนว่าแต่ละบรรทัดจะลงช่องใด "
        "จากนั้นจึงดาวน์โหลดสมุดงานไปใช้ โปรแกรมไม่เขียนสิ่งใดลงสมุดของสำนักงาน"
    )
    facts = {"action": f"{base()}{IMPORT}", "most": LARGEST // 1_000_000, "minutes": LASTS // 60}
    show.html(office, "pages/import_report/form.html", **facts)


def kept(found: Sent) -> None:
    """How long it stays, and a way to end that now."""
    with st.container(key="quiet_import_kept", horizontal=True, vertical_alignment="center"):
        notes.say(
            f":gray[สิ่งที่ส่งมาอยู่ในหน่วยความจำเท่านั้น เหลืออีก {DESK.left(found)} นาที "
            "แล้วระบบจะลบ ยังไม่ได้เขียนสิ่งใดลงสมุด]"
        )
        st.button("ส่งฉบับอื่น", key="import_clear", type="tertiary", on_click=_clear)


def _clear() -> None:
    DESK.clear(_name())


def _name() -> str:
    found = st.context.cookies.get(SENT)
    return found if isinstance(found, str) else ""
