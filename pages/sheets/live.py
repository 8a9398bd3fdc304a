"""How each workbook stands: who lists it, when it was read, of which version, and why something
else than the workbook as it is now is shown; and the two acts of this page, reading again and
confirming a reading that waits, or that a workbook is gone."""

from collections.abc import Iterable
from datetime import datetime

import pandas as pd
import streamlit as st

from esa.history import live as keeping
from esa.history.copies import Copy, State
from esa.reading.office import BANGKOK, Office
from esa.reading.problems import Problem
from esa.screen import book, columns, door, english, frame, live, notes
from esa.sources.google.budget import SHEETS_A_MINUTE
from esa.sources.workbook import Fault
from esa.telling import words
from esa.telling.texts import clock, escape, number, shorten

TOLD = "told_of_reading"  # in the session: what is to be said about the button
STANDING = {
    "fresh": "เป็นปัจจุบัน",
    "kept": "ข้อมูลล่าสุดที่อ่านได้",
    "held": "รอยืนยัน",
    "gone": "ไม่อยู่ในรายชื่อแล้ว",
    "missing": "ยังไม่มีข้อมูล",
    "waiting": "รอคิวอ่าน",
}


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
    _reasons("", "", shown.faults)
    old = [copy for copy in shown.copies if live.is_old(copy) and copy.standing != "waiting"]
    if not old:
        return
    with frame.rows("old_copies"):
        for index, copy in enumerate(old):
            with frame.row(f"old_{index}"):
                _entry(place, copy, index)


def standings(office: Office) -> None:
    """Every workbook in a row: how it stands, who lists it, when it was read, of which version."""
    holder = live.holder(live.place())
    shown = holder.shown
    if shown is None:
        return
    notes.panel("ที่มาของแต่ละสมุด")
    budget = getattr(holder.source, "budget", None)
    rows = [_standing(office, copy, budget) for copy in shown.copies if copy.is_workbook]
    columns.frame(pd.DataFrame(rows), key="standings", alternative="สถานะการอ่านของทุกสมุดงาน")


def _standing(office: Office, copy: Copy, budget: object) -> dict[str, object]:
    told = (Problem(f.code, copy.name, facts=f.facts) for f in copy.told().faults)
    why = "; ".join(p.what_th for p in told if p.code != "stale_copy" and p.severity != "info")
    row = {
        "สมุดงาน": words.workbook(office, copy.public_name),
        "สถานะ": STANDING[copy.standing],
        "สาเหตุ": why or "–",
        "อยู่ในรายชื่อโดย": copy.listed_by or "–",
        "อ่านล่าสุด": _at(copy.full_at),
        "ตรงกับชีตเมื่อ": _at(copy.read_at),
    }
    if budget is None:
        return row
    version = copy.version.partition(" ")[0] or "–"
    return {**row, "รุ่นของชีต": version, "ขออ่าน (ครั้ง)": budget.total(copy.key)}


def _at(moment: datetime | None) -> str:
    return clock(moment.astimezone(BANGKOK)) if moment else "–"


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
    name = copy.public_name
    with left:
        _reasons(f"**{escape(name, 80)}**", name, copy.why)
    with right:
        st.markdown(f":orange[{escape(live.since([copy]))}]")
        if copy.is_open and door.may("confirm", _group_of(copy)):
            st.button(
                "ยืนยันให้ใช้ข้อมูลใหม่" if copy.held else "ยืนยันว่าเลิกใช้สมุดนี้",
                key=f"confirm_{index}",
                help="ใช้เมื่อสิ่งที่หายไปถูกเอาออกโดยตั้งใจ",
                on_click=_confirm,
                args=(place, copy.key, name, _group_of(copy)),
            )


def _reasons(head: str, name: str, faults: Iterable[Fault]) -> None:
    """What is wrong and how to mend it; in English behind a fold. head: Markdown above it."""
    told = [Problem(fault.code, name, facts=fault.facts) for fault in faults]
    said = [f"{escape(p.what_th)}\n\n:gray[วิธีแก้] {escape(p.fix_th)}" for p in told]
    if any((head, *said)):
        st.markdown("\n\n".join(filter(None, (head, *said))))
    if told:
        english.fold(" ".join(f"{p.what_en}. {p.fix_en}." for p in told))


def _group_of(copy: Copy) -> str | None:
    """Code of the group whose workbook it is, None where that isn't known."""
    whole = book.whole("")
    found = whole.office.workbook(copy.public_name) if whole else None
    return (found and found.group) or None


def _confirm(place: live.Place, key: str, name: str, group: str | None) -> None:
    if door.act("confirm", group or "", group) and live.holder(place).confirm(key):
        st.toast(f"บันทึกการยืนยันของ {escape(shorten(name, 60))} แล้ว")
