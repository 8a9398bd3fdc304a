"""Which meeting is compared with, which state is looked at, which group's changes are told."""

from collections.abc import Callable, Sequence

import streamlit as st

from esa.judged import Judged
from esa.reading.office import Office
from esa.screen import filters, notes, numerals, past, show
from esa.telling import words
from esa.telling.standpoint import Since
from esa.telling.texts import escape, shorten
from pages.board import freeze

MENU = "meeting_menu"


def unknown(judged: Judged, since: Since | None) -> None:
    """Says so where the address wants to compare with a meeting that there isn't."""
    number = past.unknown_since(judged)
    if number:
        notes.look_here(
            f"จึงเทียบกับ{f'ครั้งที่ {since.meeting.number}' if since else 'ครั้งใดไม่ได้'}",
            title=f"ไม่มีครั้งที่ {escape(number, 20)} ก่อนข้อมูลที่แสดง",
        )


def meeting(judged: Judged, since: Since | None) -> None:
    """The menu of the meeting: what to compare with, which state to look at, keeping this one."""
    at = past.stamp_number()
    if st.session_state.pop(freeze.DONE, False):
        st.session_state[MENU] = False
    with st.popover("การประชุม", key=MENU, on_change="rerun"):
        earlier = [each.number for each in past.earlier(judged)][::-1]
        known = [each.number for each in past.listed().meetings][::-1]
        with st.container(key="past_controls", horizontal=True, gap="small"):
            if since and earlier:
                number = since.meeting.number
                _pick("เทียบกับครั้งที่", earlier, number, "choose_since", past.compare_with)
            if known:
                _pick("ข้อมูล ณ ครั้งที่", ["", *known], at, "choose_at", past.look_at)
        freeze.offer(judged.office)


def group_named(office: Office) -> str:
    """Code of the group that the address names, "" for none of the office."""
    code = str(st.query_params.get("group", ""))
    return code if code in office.rows["groups"]["group"] else ""


def group(office: Office, code: str) -> None:
    """Whose part of the topics is told."""
    chosen = words.group_short(office, code) if code else words.EVERYONE_WORD
    label = show.markdown(f"กลุ่ม: {shorten(chosen, 24)}")
    with st.popover(label, key="pick_group", type="tertiary"):
        filters.group(office)


def _pick(
    label: str, numbers: Sequence[str], now: str, key: str, choose: Callable[[str], None]
) -> None:
    st.session_state[key] = now
    labels = {number: numerals.digits(number or "ปัจจุบัน") for number in numbers}

    def chosen() -> None:
        choose(st.session_state[key])

    st.selectbox(
        label,
        numbers,
        key=key,
        format_func=labels.get,
        on_change=chosen,
        filter_mode="contains",
        width=200,
    )
