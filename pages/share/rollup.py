"""What the office has out at the target of its province or the ministry, and the act itself."""

import streamlit as st

from esa.judged import Judged
from esa.rollup.many import Settings, settings
from esa.rollup.publishing import out, withdraw_office
from esa.rollup.target import Published
from esa.screen import door, frame, notes, past, rollup
from esa.telling.texts import clock, escape, short_date, unfolded

MOST = 12  # states that are listed


def panel(judged: Judged) -> None:
    """Nothing where no target is set."""
    to = settings(door.secrets())
    if to is None:
        return
    st.subheader("ส่งขึ้นภาพรวมหลายสำนักงาน", anchor=False)
    notes.say("ส่งเฉพาะตัวเลขกับรหัส ไม่มีชื่อ ข้อความ หรือข้อมูลนักเรียน และไม่ส่งเองโดยอัตโนมัติ")
    if not to.office:
        notes.nothing(
            "ผู้ดูแลระบบกำหนดรหัสสำนักงาน (ตัวเลข) ที่ office ใน [rollup] ของ secrets.toml",
            title="ยังไม่ได้ตั้งรหัสสำนักงาน",
        )
        return
    try:
        states = out(to)
    except OSError:
        states = ()
        notes.look_here("โปรดตรวจว่ามีที่รวมข้อมูลนี้ และเครื่องนี้มีสิทธิ์อ่านและเขียน", title="อ่านที่รวมข้อมูลไม่ได้")
    most = unfolded(len(states), MOST)
    with frame.rows("rollup"):
        for each in states[:most]:
            with frame.row(f"rollup_{each.state.meeting.replace('.', '_')}"):
                _state(to, each)
    if len(states) > most:
        notes.say(f":gray[และที่เก่ากว่าอีก {len(states) - most} ครั้ง]")
    if door.may("publish") and not past.is_shown():
        st.button("ส่งข้อมูลวันนี้", key="rollup_send", on_click=rollup.send, args=(judged,))


def _state(to: Settings, each: Published) -> None:
    number = f"ครั้งที่ {each.state.number}" if each.state.number else "ไม่ใช่ครั้งประชุม"
    again = f" · ส่งแล้ว {each.times} ครั้ง" if each.times > 1 else ""
    notes.say(
        f"**ข้อมูล ณ {short_date(each.state.day)}** · {escape(number)} · "
        f"{each.rows:,} แถว · ส่งเมื่อ {clock(each.at)}{again}"
    )
    if not door.may("publish"):
        return
    with st.popover("ถอนข้อมูลนี้", type="tertiary"):
        notes.say("จังหวัดและกระทรวงจะไม่เห็นข้อมูลของครั้งนี้อีก")
        key = f"rollup_withdraw_{each.state.meeting}"
        st.button("ยืนยันถอน", key=key, on_click=_withdraw, args=(to, each))


def _withdraw(to: Settings, each: Published) -> None:
    if not door.act("publish", f"rollup withdraw {each.state.folder}"):
        return
    try:
        withdraw_office(to, each.state)
    except OSError:
        st.toast("ถอนไม่สำเร็จ โปรดตรวจสิทธิ์เขียนของที่รวมข้อมูล")
        return
    st.toast("ถอนแล้ว")
