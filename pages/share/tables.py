"""Results of tests that the committee sees: what is out, what changed since, and the act itself."""

from datetime import datetime

import streamlit as st

from esa.judged import Judged
from esa.reading.office import BANGKOK
from esa.screen import door, frame, notes, past, show
from esa.share.offers import Offer, offers, summary, withdrawal
from esa.share.registry import slug
from esa.telling.texts import escape, short_date, unfolded

MOST_CHANGES = 12


def tables(judged: Judged) -> None:
    """Every table of results with its button; nothing goes out by itself."""
    show.panel("ผลการทดสอบที่กรรมการเห็น", small=True)
    notes.say(
        "ทุกลิงก์แสดงตารางที่เผยแพร่ไว้ ไม่เปลี่ยนตามชีตจนกว่าจะกดเผยแพร่ใหม่ "
        "โรงเรียนที่มีผู้เข้าสอบน้อยกว่า 10 คนนับรวมกันเสมอ"
    )
    if past.is_shown():
        notes.say(":gray[กำลังดูข้อมูลของครั้งประชุม กลับไปข้อมูลปัจจุบันเพื่อเผยแพร่]")
        return
    found = _offers(judged)
    if not found:
        notes.nothing("เมื่อกรอกแท็บ ผลการทดสอบ แล้ว จะเลือกเผยแพร่ได้ที่นี่", title="ยังไม่มีผลการทดสอบ")
    newest = max((offer.key[2] for offer in found), default=0)
    _rows("tables", [offer for offer in found if offer.key[2] == newest])
    if earlier := [offer for offer in found if offer.key[2] < newest]:
        label = f"ปีการศึกษาก่อน {newest}: {len(earlier)} ตาราง"
        with frame.fold(label, "earlier") as is_open:
            if is_open:
                _rows("earlier_tables", earlier)


def _rows(key: str, found: list[Offer]) -> None:
    with frame.rows(key):
        for offer in found:
            with frame.row(f"table_{slug(offer.key)}"):
                _offer(offer)


def _offers(judged: Judged) -> tuple[Offer, ...]:
    try:
        return offers(judged, door.registry())
    except OSError:
        st.error("อ่านรายการที่เผยแพร่ไม่ได้ โปรดตรวจที่เก็บประวัติข้อมูล")
        return ()


def _offer(offer: Offer) -> None:
    out, proposal = offer.out, offer.proposal
    since = f"เผยแพร่เมื่อ {short_date(out.at.date())}" if out else "ยังไม่เผยแพร่"
    notes.say(f"**{escape(offer.title)}** · {since}")
    if proposal.edition:
        notes.say(f":gray[{escape(summary(proposal.edition))}]")
    _listed("เปลี่ยนจากที่เผยแพร่", proposal.changes)
    _listed(":orange[เผยแพร่ไม่ได้ เพราะจะทำให้ทราบผลของกลุ่มเล็ก]", proposal.refused)
    if not door.may("publish"):
        return
    key = slug(offer.key)
    with st.container(horizontal=True, gap="large", key=f"group_table_{key}"):
        if offer.is_new:
            label = "เผยแพร่ฉบับแก้ไข" if out else "เผยแพร่"
            st.button(label, key=f"publish_{key}", on_click=_publish, args=(offer,))
        if out:
            with st.popover("ถอนตารางนี้", type="tertiary"):
                notes.say("กรรมการจะไม่เห็นตารางนี้อีก สำเนาที่บันทึกไว้แล้วยังคงอยู่กับผู้บันทึก")
                st.button("ยืนยันถอน", key=f"withdraw_{key}", on_click=_withdraw, args=(offer,))


def _listed(title: str, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    most = unfolded(len(lines), MOST_CHANGES)
    told = [f"- {escape(line)}" for line in lines[:most]]
    if len(lines) > most:
        told.append(f"- และอีก {len(lines) - most} รายการ")
    notes.say("\n".join([f"{title}\n", *told]))


def _publish(offer: Offer) -> None:
    _put_out(
        offer, "publish", offer.going_out(datetime.now(BANGKOK)), "เผยแพร่แล้ว กรรมการเห็นตารางใหม่ทันที"
    )


def _withdraw(offer: Offer) -> None:
    _put_out(offer, "withdraw", withdrawal(offer.out, datetime.now(BANGKOK)), "ถอนตารางแล้ว")


def _put_out(offer: Offer, what: str, edition: object, said: str) -> None:
    if not door.act("publish", f"{what} {slug(offer.key)} {edition.number}"):
        return
    try:
        door.registry().publish(edition)
    except OSError:
        st.toast("ทำรายการไม่สำเร็จ อาจมีผู้อื่นเผยแพร่ก่อน โปรดเปิดหน้านี้ใหม่")
        return
    st.toast(said)
