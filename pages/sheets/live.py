"""How fresh each workbook is: which aren't as the sheets are now, since when and why; and the two
acts of this page, reading again and confirming a reading that was held back."""

import streamlit as st

from esa.history import live as keeping
from esa.history.copies import Copy, State, held_back
from esa.reading.problems import Problem
from esa.screen import book, door, frame, live, notes
from esa.sources.google.budget import SHEETS_A_MINUTE
from esa.sources.workbook import Fault
from esa.telling.texts import clock, escape, number, shorten

TOLD = "told_of_reading"  # in the session: what is to be said about the button


def freshness() -> None:
    """One line on how fresh everything is; below it every workbook that isn't, with the reason."""
    place = live.place()
    holder = live.holder(place)
    shown = holder.shown
    if shown is None:
        return
    told = [_summary(shown)]
    if isinstance(holder.source, keeping.GoogleSource):
        told.append(_quota(holder.source))
    notes.say(f":gray[{' · '.join(told)}]")
    old = [copy for copy in shown.copies if live.is_old(copy)]
    if not old:
        return
    with frame.rows("old_copies"):
        for index, copy in enumerate(old):
            with frame.row(f"old_{index}"):
                _entry(place, copy, index)


def read_again() -> None:
    """Reads every workbook that changed anew, for somebody who has just mended a cell."""
    if st.button("อ่านข้อมูลใหม่", key="read_again"):
        with st.spinner("กำลังดูว่าสมุดงานใดเปลี่ยน…"):
            st.session_state[TOLD] = live.read_again(live.place())
        st.rerun()  # also while a reading goes on: the page then watches it
    if told := st.session_state.pop(TOLD, ""):
        st.toast(told)


def _summary(shown: State) -> str:
    moment = shown.looked_at or shown.read_at
    when = f" ตรวจล่าสุด {clock(moment)}" if moment else ""
    return f"{escape(shown.summary)}{when}"


def _quota(source: keeping.GoogleSource) -> str:
    """Requests of this minute against Google's allowance, and those since the start."""
    budget = source.budget
    total = budget.total("sheets") + budget.total("drive")
    return (
        f"ขออ่านจาก Google {number(budget.last_minute())} จาก {SHEETS_A_MINUTE} ครั้งในนาทีนี้ "
        f"(ตั้งแต่เปิดระบบ {number(total)} ครั้ง)"
    )


def _entry(place: live.Place, copy: Copy, index: int) -> None:
    left, right = st.columns([63, 37], gap="medium")
    said = [_reason(copy, fault) for fault in _why(copy)]
    left.markdown("\n\n".join([f"**{escape(copy.name, 80)}**", *said]))
    with right:
        st.markdown(f":orange[{escape(live.since([copy]))}]")
        if copy.held and door.may("confirm", _group_of(copy)):
            st.button(
                "ยืนยันให้ใช้ข้อมูลใหม่",
                key=f"confirm_{index}",
                help="ใช้เมื่อแถวที่หายไปถูกลบโดยตั้งใจ",
                on_click=_confirm,
                args=(place, copy.key, copy.name, _group_of(copy)),
            )


def _why(copy: Copy) -> list[Fault]:
    held = [held_back(copy.raw, copy.held, copy.read_at)] if copy.held else []
    return [*([copy.reason] if copy.reason else []), *held]


def _reason(copy: Copy, fault: Fault) -> str:
    problem = Problem(fault.code, copy.name, facts=fault.facts)
    return (
        f"{escape(problem.what_th)}\n\n:gray[วิธีแก้] {escape(problem.fix_th)}\n\n"
        f":gray[{escape(problem.what_en)}. {escape(problem.fix_en)}]"
    )


def _group_of(copy: Copy) -> str | None:
    """Code of the group whose workbook it is, None where that isn't known."""
    whole = book.whole("")
    found = whole.office.workbook(copy.name) if whole else None
    return (found and found.group) or None


def _confirm(place: live.Place, key: str, name: str, group: str | None) -> None:
    if door.act("confirm", group or "", group) and live.holder(place).confirm(key):
        st.toast(f"ใช้ข้อมูลใหม่ของ {escape(shorten(name, 60))} แล้ว")
