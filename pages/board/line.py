"""ข้อความพร้อมส่ง LINE รายกลุ่ม on the board: one group at a time, copied with one click."""

from collections.abc import Mapping

import streamlit as st

from esa.judged import Judged
from esa.rules import evidence_work
from esa.rules.vocabulary import CLOSED_FOLLOW_UPS
from esa.screen import notes, numerals
from esa.telling import evidence_words, words
from esa.telling.board_words import by_group
from esa.telling.texts import shorten
from pages.board import line_words as said
from pages.board.changes import Told
from pages.evidence.parts import NO_FILTER, chosen, where

MOST_OF_TOPIC = 4


def panel(
    judged: Judged,
    told: Told | None,
    group: str,
    reading: str,
) -> None:
    """told: of the whole office; None without a meeting. group: chosen on the page, "" for none."""
    office = judged.office
    codes = [code for code in office.groups["group"].tolist() if isinstance(code, str)]
    if not codes:
        return
    with st.expander("ข้อความพร้อมส่ง LINE รายกลุ่ม", key="line_texts"):
        stuck = by_group(told.stuck) if told else {}
        first = group or next((code for code in stuck if code in codes), codes[0])
        code = st.selectbox(
            "กลุ่มที่จะส่งให้",
            codes,
            index=codes.index(first) if first in codes else 0,
            key=f"line_group_{first}",
            format_func=lambda each: shorten(words.group_name(office, each), 60),
            width=420,
        )
        st.code(text(judged, told, code, reading), language=None, wrap_lines=True)
        notes.say(":gray[กดรูปคัดลอกที่มุมขวาของกล่อง แล้ววางใน LINE]")


def text(judged: Judged, told: Told | None, code: str, reading: str) -> str:
    """The text of one group."""
    office, rules = judged.office, judged.standards
    name = words.group_name(office, code)
    todo = evidence_words.items(rules.work(reading))
    own = chosen(todo, code, NO_FILTER, office.today)
    missing = ""
    if own:
        groups = office.rows["groups"]
        tiles = evidence_work.by_group(rules.points, groups, reading)
        counts = evidence_words.items(evidence_work.counts(tiles, groups))
        count = next((row for row in counts if row["group"] == code), None)
        missing = evidence_words.line_message(
            name,
            own,
            office.today,
            lambda item: where(office, item, code),
            evidence_words.summary(count) if count else "",
            numerals.digits,
        )
    return said.message(
        name,
        told.meeting.number if told else "",
        changed(told, code) if told else [],
        missing,
        open_of(judged, code),
        office.today,
        lambda row: notes.where(office, "follow_ups", row["at"], "status"),
        numerals.digits,
    )


def open_of(judged: Judged, code: str) -> list[Mapping]:
    """Resolutions that a group still has to close."""
    return [
        row._asdict()
        for row in judged.follow_ups
        if row.state not in CLOSED_FOLLOW_UPS and {code, words.EVERYONE} & set(row.groups)
    ]


def changed(told: Told, code: str) -> list[str]:
    """The sentences of one group, most telling first."""
    lines = [
        line.text
        for line in (*told.fell, *told.unknown, *told.rose)
        if code in line.groups or words.EVERYONE in line.groups
    ]
    for topic in told.topics:
        own = [change for change in topic.changes if change.concerns(code)]
        lines += [topic.line(change).text for change in own[:MOST_OF_TOPIC]]
    return lines
