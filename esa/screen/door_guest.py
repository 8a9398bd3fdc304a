"""What somebody sees who came by a committee's link: that one page, whatever the address."""

import logging
from datetime import datetime

import streamlit as st

from esa.judged import Judged
from esa.reading.office import BANGKOK, Office
from esa.screen import book, committee, door, menu, past
from esa.share.committee_words import DAY
from esa.share.links import Link
from esa.share.redaction import Redacted, redacted
from esa.share.scope import Scope
from esa.telling.texts import clock, short_date

log = logging.getLogger("esa.door")
TITLE = "ภาพรวมสำหรับคณะกรรมการ"


def show(guest: door.Guest) -> None:
    """The committee's page, or that its link is over. No menu, no switches of the frame."""

    def drawn() -> None:
        if guest.verdict.link is None:
            _over()
        else:
            _page(guest.verdict.link)

    # Every name leads to the one page: an address from somewhere else is no dead end.
    pages = [
        st.Page(drawn, title=TITLE, url_path=entry.name, default=not number)
        for number, entry in enumerate(menu.listed())
    ]
    st.navigation(pages, position="hidden").run()


def _page(link: Link) -> None:
    scope = link.scope
    whole = book.whole(scope.meeting)
    if whole is None:
        log.warning("committee page without data: %s", link.id)
        door.bare()
        st.title(TITLE, anchor=False)
        st.markdown("ขณะนี้ยังเปิดข้อมูลไม่ได้ กรุณาลองใหม่ภายหลัง")
        return
    now = datetime.now(BANGKOK)
    door.registry().note_use(link.id, now)
    if st.session_state.get(door.LOGGED) != link.id:
        st.session_state[door.LOGGED] = link.id
        door.write("committee page", role="committee", link=link.id)
    smaller = whole.once(_redacted, scope)
    committee.page(
        smaller, scope, _stamp(scope, whole.office), datetime.fromtimestamp(link.until, BANGKOK)
    )


def _redacted(whole: Judged, scope: Scope) -> Redacted:
    return redacted(whole.office, scope)


def _stamp(scope: Scope, whole: Office) -> str:
    """What the page is as of."""
    if scope.meeting:
        found = past.meeting(scope.meeting)
        return f"การประชุมครั้งที่ {found.number} วันที่ {short_date(found.meeting_date)}"
    read_at = whole.read_at.astimezone(BANGKOK)
    if read_at.date() == whole.today:
        return f"{DAY} {clock(read_at)}"
    return f"อ่านจากชีตเมื่อ {clock(read_at)}"


def _over() -> None:
    door.bare()
    st.title("ลิงก์นี้ใช้ไม่ได้แล้ว", anchor=False)
    st.markdown(
        "ลิงก์หมดอายุหรือสำนักงานปิดลิงก์นี้แล้ว กรุณาขอลิงก์ใหม่จากสำนักงาน\n\n"
        ":gray[This link is over. Please ask the office for a new one.]"
    )
    st.link_button("เจ้าหน้าที่ของสำนักงาน: กลับไปหน้าปกติ", "c", type="tertiary")
