"""บันทึกครั้งประชุม: freeze what is shown under a number, and show what was frozen.

Whatever goes wrong is said in the words of the fault, and what was typed stays in its box.
"""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from esa import thai
from esa.history.meetings import Meeting, MeetingError, counted_th
from esa.reading.office import Office
from esa.screen import door, english, live, notes, numerals, past, rollup, show
from esa.telling.standpoint import FINGERPRINT
from esa.telling.texts import NBSP, escape, full_date, listed, shorten

FROZEN = "frozen_meeting"  # in the session: the number that was just frozen
DONE = "freeze_done"  # in the session: the menu over what is told of it is to be shut
NUMBER, DAY = "freeze_number", "freeze_day"
MOST_NAMED = 6
BAD_DAY = "อ่านวันที่ประชุมไม่ได้ พิมพ์ วัน เดือน ปี พ.ศ. เช่น 23 ก.ย. 2557"


def offer(office: Office) -> None:
    """The button; nothing where a frozen state is looked at, which can't change, while it is told
    what was just frozen, nor for those who may not freeze."""
    if past.is_shown() or FROZEN in st.session_state or not door.may("freeze"):
        return
    with st.container(key="freeze", gap="small"):
        show.panel("บันทึกครั้งประชุม", small=True)
        notes.say("เก็บข้อมูลขณะนี้ไว้ให้เปิดดูภายหลังได้เหมือนที่ที่ประชุมเห็น **แก้ไขหรือลบภายหลังไม่ได้**")
        _contents(office)
        _form(office)


def _contents(office: Office) -> None:
    """Which workbooks will be frozen, and which of them aren't as their sheets are now."""
    shown = past.to_freeze()
    if shown is None:
        return
    books = [copy for copy in shown.copies if copy.is_workbook]
    notes.say(f"จะบันทึก {len(books)} สมุดงาน: {shown.summary}")
    old = [copy for copy in books if live.is_old(copy) or not copy.fresh]
    if old:
        names = listed([shorten(copy.name, 40) for copy in old], most=MOST_NAMED)
        notes.look_here(
            f"{escape(names)} {escape(live.since(old))} ถ้าบันทึกขณะนี้ จะเก็บข้อมูลเก่าของสมุดเหล่านี้ไว้",
            title=f"{len(old)} สมุดงานยังไม่เป็นปัจจุบัน",
        )


def _form(office: Office) -> None:
    above = st.container()  # what went wrong is seen without scrolling
    with st.form("freeze_form", border=False, enter_to_submit=False):
        with st.container(horizontal=True, gap="small"):
            number = st.text_input(
                "ครั้งที่", value=past.suggested(office.today), key=NUMBER, width=160
            )
            day = st.text_input("วันที่ประชุม", value=thai.show_date(office.today), key=DAY, width=240)
        sent = rollup.can_send() and st.checkbox("ส่งขึ้นภาพรวมหลายสำนักงานด้วย", key="freeze_send")
        pressed = st.form_submit_button("ยืนยันบันทึก", type="primary")
    if not pressed:
        return
    read = thai.date(day)
    if not isinstance(read.value, date):
        above.error(BAD_DAY)
        return
    try:
        kept = past.keep(number, read.value, office.today)
    except MeetingError as error:
        _failed(above, error)
        return
    if sent:
        rollup.send(past.office(kept.number), kept)
    st.session_state[FROZEN] = kept.number
    st.session_state[DONE] = True
    for box in (NUMBER, DAY):  # the next number is suggested
        st.session_state.pop(box, None)
    st.rerun()


def _failed(above: DeltaGenerator, error: MeetingError) -> None:
    """What went wrong and what to do."""
    told = error.problem
    with above:
        st.error(f"{escape(told.what_th)} {escape(told.fix_th)}")
        english.fold(f"{told.what_en}. {told.fix_en}")


def just_frozen() -> None:
    """What was frozen in this session, at once seen: number, day, fingerprint, address."""
    number = st.session_state.get(FROZEN)
    if not number or past.is_shown():
        return
    found = next((each for each in past.listed().meetings if each.number == number), None)
    if found is None:
        return
    with st.container(key="just_frozen"):
        st.success(
            numerals.digits(receipt(found)),
            title=numerals.digits(f"บันทึกครั้งที่ {found.number} แล้ว"),
            icon=":material/check_circle:",
        )
        st.code(address(found.number, st.context.url), language=None, wrap_lines=True)
        st.button("ปิดข้อความนี้", key="close_frozen", type="tertiary", on_click=_close)


def _close() -> None:
    st.session_state.pop(FROZEN, None)


def receipt(found: Meeting) -> str:
    """Markdown: วันประชุม … รหัสยืนยันฉบับ …, and what was old or missing in it."""
    said = f"วันประชุม {full_date(found.meeting_date)} {FINGERPRINT}{NBSP}**{found.fingerprint}**"
    if found.stale:
        said += f" · ข้อมูลเก่าของ {escape(listed(found.stale, MOST_NAMED))}"
    if found.missing:
        said += f" · ไม่มีข้อมูลของ {escape(listed(found.missing, MOST_NAMED))}"
    if found.counted_at:
        said += f" · {counted_th(found)}"
    return f"{said} เปิดดูข้อมูลนี้ได้ที่"


def address(number: str, base: str | None) -> str:
    """The address of the board as that meeting saw it, to copy. base: of the page that is open."""
    return f"{(base or '').partition('?')[0]}?{past.AT}={past.name(number)}"


def damaged() -> None:
    """Meetings that can't be opened are told, with what to do; the others stay."""
    faults = past.listed().faults
    if not faults:
        return
    problems = [past.told(fault) for fault in faults]
    rows = "\n".join(f"- {escape(p.what_th)} {escape(p.fix_th)}" for p in problems[:MOST_NAMED])
    notes.look_here(rows, title=f"ประวัติการประชุมเปิดไม่ได้ {len(faults)} รายการ")
