"""Which meeting is compared with, which state is looked at, which group's changes are told."""

from collections.abc import Callable, Sequence

import streamlit as st

from esa.judged import Judged
from esa.screen import filters, notes, numerals, past, show
from esa.telling import words
from esa.telling.standpoint import Since
from esa.telling.texts import NBSP, escape, shorten


def unknown(judged: Judged, since: Since | None) -> None:
    """Says so where the address wants to compare with a meeting that there isn't."""
    number = past.unknown_since(judged)
    if number:
        notes.look_here(
            f"จึงเทียบกับ{f'ครั้งที่ {since.meeting.number}' if since else 'ครั้งใดไม่ได้'}",
            title=f"ไม่มีครั้งที่ {escape(number, 20)} ก่อนข้อมูลที่แสดง",
        )


def offer(judged: Judged, since: Since | None) -> str:
    """The three of them; code of the group."""
    office, at = judged.office, past.stamp_number()
    with st.container(key="past_controls", horizontal=True, gap="small", width="content"):
        earlier = [each.number for each in past.earlier(judged)][::-1]
        if since and earlier:
            number = since.meeting.number
            with st.popover(
                show.markdown(f"เทียบกับครั้งที่{NBSP}{number}"), key="pick_since", type="tertiary"
            ):
                _pick("เทียบกับครั้งที่", earlier, number, "choose_since", past.compare_with)
        known = [each.number for each in past.listed().meetings][::-1]
        if known:
            label = f"ข้อมูล ณ ครั้งที่{NBSP}{at}" if at else "ข้อมูล ณ ปัจจุบัน"
            with st.popover(show.markdown(label), key="pick_at", type="tertiary"):
                _pick("ข้อมูล ณ ครั้งที่", ["", *known], at, "choose_at", past.look_at)
        code = str(st.query_params.get("group", ""))
        named = code in office.rows["groups"]["group"]
        chosen = words.group_short(office, code) if named else words.EVERYONE_WORD
        label = show.markdown(f"กลุ่ม: {shorten(chosen, 24)}")
        with st.popover(label, key="pick_group", type="tertiary"):
            return filters.group(office)


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
        width=260,
    )
