"""Sending the office to the target of its province or the ministry, from a page."""

from datetime import datetime

import streamlit as st

from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.reading.office import BANGKOK
from esa.screen import door
from esa.sources.workbook import SourceError


def can_send() -> bool:
    """Whether a target and the office's code are set, and the visitor may publish."""
    held = door.secrets()
    if "rollup" not in held:
        return False
    from esa.rollup.many import settings  # pyarrow takes a while to load

    to = settings(held)
    return to is not None and bool(to.office) and door.may("publish")


def send(judged: Judged, meeting: Meeting | None = None) -> bool:
    """Publish the office; told where it can't be. meeting: that froze this state."""
    from esa.rollup.many import settings
    from esa.rollup.publishing import publish_office

    to = settings(door.secrets())
    about = f"rollup {meeting.number if meeting else 'now'}"
    if to is None or not door.act("publish", about):
        return False
    try:
        made = publish_office(to, judged, door.registry(), datetime.now(BANGKOK), meeting)
    except (OSError, ValueError, SourceError):
        st.toast("ส่งขึ้นภาพรวมไม่สำเร็จ โปรดตรวจรหัสสำนักงานและสิทธิ์เขียนของที่รวมข้อมูล")
        return False
    st.toast(f"ส่งแล้ว {made.rows:,} แถว")
    return True
