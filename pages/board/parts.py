"""The lists of the opening page: shortest paths, overdue follow-ups, what is due, quiet lines."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from esa.judged import Judged
from esa.plain import table
from esa.reading.office import Office
from esa.reading.problems import by_severity
from esa.rules.follow_ups import FollowUp
from esa.rules.vocabulary import CLOSED_FOLLOW_UPS, READING_WORDS
from esa.screen import columns, frame, menu, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import board_words as said
from esa.telling import words
from esa.telling.board_ladder import Row, ladder_alternative
from esa.telling.board_words import Path, Soon
from esa.telling.texts import NBSP, escape, short_date, shorten
from pages.board import charts as board_charts

MOST_PATHS, MOST_OVERDUE, MOST_SOON = 3, 5, 12
MOST_LINKS = 8
MOST_REST = 60  # more of what is due soon, folded
FIELDS = ("meeting_no", "item", "resolution", "groups", "due", "status")
COUNTED = {  # tabs behind the figures of the page, and the fields these can't do without
    "progress": ("criterion", "carried_out", "due"),
    "evidence": ("criterion", "title", "link"),
    "follow_ups": ("meeting_no", "item", "due", "status"),
    "kpis": ("target", "actual_6m", "actual_9m", "actual_12m"),
    "spending": ("allocated", "spent", "as_of"),
}


def ladder(rows: Sequence[Row], reading: str, meeting: str = "") -> None:
    """The ladder of all indicators; each row opens its indicator. meeting: compared with."""
    frame.two_sizes(
        drawn(board_charts.wide, rows, of_indicator, numerals.digits),
        drawn(board_charts.phone, rows, of_indicator, numerals.digits),
        "ladder",
        numerals.digits(ladder_alternative(rows)),
    )
    meant = [f"วงทึบ = ระดับ{READING_WORDS[reading]}"]
    if meeting and any(row.was for row in rows):
        meant.append(f"วงเล็กบนราง = ระดับเมื่อครั้งที่{NBSP}{meeting}")
    if any(row.claimed for row in rows):
        meant.append("◇ = ประเมินตนเอง")
    with frame.quiet("ladder_marks"):
        notes.say(f":gray[{' · '.join(meant)}]")


def of_indicator(code: str) -> str:
    return frame.address("indicators", indicator=code)


def standards(sums: pd.DataFrame, finding: str) -> None:
    """Conditions met by standard, for editions with that method. finding: Markdown."""
    frame.two_sizes(
        drawn(board_charts.standards, sums, numerals.digits),
        drawn(board_charts.standards, sums, numerals.digits, phone=True),
        "standards",
        numerals.digits(finding.replace("**", "")),
    )


def ladder_table(office: Office, rows: Sequence[Row], levels: pd.DataFrame, reading: str) -> None:
    """The table behind the ladder, and a link to each indicator for keyboards and phones."""
    with st.expander("ตารางและลิงก์ของแต่ละตัวบ่ง⁠ชี้", key="ladder_table"):
        st.caption("เปิดที่มาของระดับและช่องในชีตของแต่ละตัวบ่งชี้")
        with st.container(horizontal=True, gap="medium", key="links_ladder"):
            for row in rows[: board_charts.MOST_ROWS]:
                frame.open_page(
                    numerals.digits(row.indicator), "indicators", indicator=row.indicator
                )
        own = levels.assign(result=levels[f"sentence_{reading}"], clear=levels[f"clear_{reading}"])
        shown = own[["indicator", "title", "result", "clear", "total", "claimed_level"]].copy()
        shown["title"] = [columns.shorten(title) for title in shown["title"]]
        shown["target_level"] = levels["target_level"]
        shown["place"] = [words.place(office, "indicators", at, "indicator") for at in own.index]
        shown.columns = [
            "ตัวบ่งชี้", "ชื่อ", "ผลตามหลักฐาน", "หลักฐานชัดเจน (ประเด็น)", "จำนวนประเด็น",
            "ประเมินตนเอง", "เป้าหมาย", columns.PLACE,
        ]  # fmt: skip
        alternative = ladder_alternative(rows)
        columns.frame(shown, key="ladder", alternative=alternative, config={})


def stuck_links(counts: Mapping[str, int], name: Callable[[str], str]) -> None:
    """The list of each group with stuck points, in the same tab."""
    if not counts:
        return
    with st.container(key="group_links_stuck", horizontal=True, gap="small"):
        notes.say(":gray[เปิดรายการที่ค้างของ]")
        for code, count in list(counts.items())[:MOST_LINKS]:
            label = numerals.digits(f"{shorten(name(code), 22)} {count}")
            frame.open_page(label, "evidence", group=code, due="overdue")


def ways_on(standing: str, since: str, trial: bool) -> None:
    """Second text under the sentence (Markdown, may be empty), and the ways into the meeting.

    since: meeting to compare with, as in the address; trial: whether levels can be tried.
    """
    with st.container(key="ways_on", horizontal=True, vertical_alignment="center", gap="medium"):
        if standing:
            with frame.quiet("standing"):
                notes.say(standing)
        with st.container(key="way_meeting", width="content"):
            frame.open_page("เปิดโหมดประชุม", "meeting", since=since)
        if trial:
            with st.container(key="way_whatif", width="content"):
                frame.open_page("ลองเพิ่มหลักฐาน", "whatif")


def left_out(office: Office) -> None:
    """Rows that the figures of this page can't use, by tab, each with its reasons."""
    told = []
    for tab, fields in COUNTED.items():
        rows = office.left_out(tab, *fields)
        if rows:
            told.append(f"{escape(words.tab_title(tab))} {notes.left_out_text(rows, tab)}")
    if told:
        with frame.quiet("left_out"):
            notes.say(" · ".join(told))


def paths(office: Office, found: Sequence[Path]) -> None:
    """The shortest way to the next level, cheapest first."""
    with st.container(gap="xsmall", key="paths"):
        notes.panel("ขาดอีกเท่าใดจึงขึ้นระดับ", small=True)
        _paths(office, found)


def _paths(office: Office, found: Sequence[Path]) -> None:
    if not found:
        notes.say(":gray[ยังไม่มีตัวบ่งชี้ที่บอกขั้นต่อไปได้ (ต้องมีเกณฑ์ระดับและจำนวนประเด็น)]")
    with frame.rows("paths"):
        for path in found[:MOST_PATHS]:
            _path(office, path)
    if len(found) > MOST_PATHS:
        rest = ", ".join(path.indicator for path in found[MOST_PATHS : MOST_PATHS + 6])
        frame.open_page(
            numerals.digits(f"อีก {len(found) - MOST_PATHS} ตัวบ่งชี้ ({rest})"), "indicators"
        )


def _path(office: Office, path: Path) -> None:
    numeral, text = frame.numeral_row(f"path_{path.indicator.replace('.', '_')}")
    with numeral:
        st.title(numerals.digits(path.need), anchor=False)
    with text:
        title = numerals.digits(said.path_title(path))
        frame.open_page(title, "indicators", indicator=path.indicator)
        todo = said.path_text(path, lambda codes: words.groups_short(office, codes, most=2))
        notes.say(f":gray[{escape(todo)}]")


def overdue(office: Office, states: Sequence[FollowUp], since: str = "") -> None:
    """Resolutions past their due date, the longest first, and how many are open.

    since: what was closed and opened since the meeting, plain text.
    """
    late = [row for row in states if row.state == "overdue"]
    with st.container(gap="xsmall", key="overdue"):
        notes.panel("มติที่เกินกำหนด (วัน)" if late else "มติและข้อสั่งการ", small=True)
        _overdue(office, states, late)
        if since:
            with frame.quiet("follow_ups_since"):
                notes.say(escape(since))


def _overdue(office: Office, states: Sequence[FollowUp], late: Sequence[FollowUp]) -> None:
    if not states:
        notes.say(":gray[ยังไม่มีมติหรือข้อสั่งการในชีตสำนักงาน]")
        return
    if not late:
        notes.say(":gray[ไม่มีเรื่องเกินกำหนด]")
    with frame.rows("overdue"):
        shown = late[:MOST_OVERDUE]
        widest = 9 if numerals.thai_digits_wanted() else 99
        room = "long_" if any(row.overdue_days > widest for row in shown) else ""
        for number, row in enumerate(shown):
            days, text = frame.numeral_row(f"{room}late_{number}")
            with days:
                st.title(numerals.digits(f":orange[{row.overdue_days}]"), anchor=False)
            with text:
                notes.say(escape(row.resolution, 60) or ":gray[(ไม่ได้กรอกมติ)]")
                place = said.follow_up_place(row.meeting_no, row.item)
                who = words.groups_short(office, row.groups, most=2)
                notes.say(f":gray[{escape(f'{who} · {place}')}]")
    more = len(late) - MOST_OVERDUE
    where = f"อยู่ในรายการ “{said.OPEN_ROWS}” ข้างล่าง"
    first = f"เกินกำหนดอีก{NBSP}{more}{NBSP}เรื่อง{where} · " if more > 0 else ""
    with frame.quiet("open_follow_ups"):
        notes.say(f"{first}{said.open_text(states)}")


def follow_up_rows(office: Office, states: Sequence[FollowUp]) -> None:
    """All resolutions that are open, with the cell of each."""
    still = [row for row in states if row.state not in CLOSED_FOLLOW_UPS]
    label = f"{said.OPEN_ROWS} {len(still)} เรื่อง พร้อมช่องในชีต"
    with st.expander(numerals.digits(label), key="rows_follow"):
        columns.rows(
            office,
            table(FollowUp, still),
            "follow_ups",
            FIELDS,
            key="follow_ups",
            alternative=numerals.digits(said.open_text(states) or "ยังไม่มีมติในชีต"),
        )


def soon(office: Office, found: Sequence[Soon]) -> None:
    """What falls due in the next days: points by group, resolutions."""
    notes.panel(f"ครบกำหนดใน {said.NEXT_DAYS} วันข้างหน้า", small=True)
    if not found:
        notes.say(":gray[ไม่มีเรื่องครบกำหนดในช่วงนี้]")
    with frame.rows("soon"):
        _soon_rows(office, found[:MOST_SOON], 0)
    rest = found[MOST_SOON : MOST_SOON + MOST_REST]
    if rest:
        beyond = len(found) - MOST_SOON - len(rest)
        with st.expander(
            numerals.digits(f"และอีก {len(found) - MOST_SOON} รายการ"), key="rows_soon"
        ):
            with frame.rows("soon_rest"):
                _soon_rows(office, rest, MOST_SOON)
            if beyond:
                notes.say(f":gray[อีก {beyond} รายการอยู่ในหน้าหลักฐานและใน “{said.OPEN_ROWS}”]")
    frame.open_page("เปิดรายการหลักฐานที่ใกล้ครบกำหนด", "evidence", due="soon")


def _soon_rows(office: Office, found: Sequence[Soon], first: int) -> None:
    for number, item in enumerate(found, start=first):
        with frame.row(f"soon_{number}"):
            who = words.groups_short(office, item.groups, most=2)
            notes.say(f"**{short_date(item.due)}** · {escape(item.what)} · :gray[{escape(who)}]")


def quiet_lines(judged: Judged) -> None:
    """Problems in the sheets, the performance agreement and the money, a line each."""
    notes.panel("ข้อมูลในชีต", small=True)
    with frame.row("problems"):
        notes.say(said.problems_text(by_severity(judged.office.problems)))
        frame.open_page("เปิดรายการที่ต้องแก้ในชีต", "sheets", severity="error")
    notes.panel("ตัวชี้วัดและเงินงบประมาณ", small=True)
    with frame.row("kpis"):
        notes.say(said.kpi_text(judged.kpis))
    with frame.row("money"):
        notes.say(said.money_text(judged.money))
    if menu.entry_of("projects"):
        frame.open_page("เปิดโครงการและงบประมาณ", "projects")
