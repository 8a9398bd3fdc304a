"""สรุปบอร์ดบริหาร, the opening page: where the office stands, what is stuck, what to decide on."""

from functools import partial

import streamlit as st

from esa.conditions import by_standard
from esa.views import asked, board_print, book, filters, frame, notes, printing, words
from esa.views import board_parts as parts
from esa.views import board_words as said
from esa.views.board_ladder import ladder
from esa.views.texts import short_date

office = book.current()
head = frame.head()
reading = filters.reading()
edition = office.editions[office.editions["edition"] == office.edition]
conditional = bool((edition["method"] == "conditions").any())
rules = book.standards(office, office.edition)
followed = book.followed(office)


def group(code: str) -> str:
    return words.group_short(office, code) if code else "ยังไม่ระบุกลุ่ม"


def late_evidence(code: str) -> str:
    return frame.address("evidence", group=code, due="overdue")


stuck = said.stuck_points(rules.points, reading)
late = int((followed.follow_ups["state"] == "overdue").sum())
if conditional:
    found = book.by_conditions(office, office.edition).results
    sums = by_standard(found, office.indicators)
    standing = said.conditions_part(int(sums["met"].sum()), int(sums["stated"].sum()))
else:
    reached = said.with_level(rules.levels, reading)
    known = bool(rules.points["known"].any())
    standing = said.levels_part(reached, len(rules.levels), reading, known)

with head.context:
    notes.context(
        office,
        "board",
        short_date(office.today),
        office.short_name or office.name,
        reading=reading,
    )
with head.finding:
    sentence = said.joined(
        standing,
        said.stuck_part(stuck, rules.points, group, late_evidence),
        said.follow_ups_part(late, len(followed.follow_ups)),
    )
    notes.finding(sentence, hero=True)

meeting = asked.of(followed.follow_ups, "meeting_no", "meeting")
heading = f"มติและข้อสั่งการ ครั้งที่ {st.query_params.get('meeting', '')}"
asked.panel(office, meeting, "follow_ups", parts.FIELDS, heading, "board")
left, right = st.columns([64, 36], gap="medium")
with left:
    if conditional and len(sums):
        parts.standards(sums, standing)
        frame.open_page("เปิดรายข้อของแต่ละประเด็น", "indicators")
    elif len(rules.levels):
        rows = ladder(rules.levels, stuck, reading, group)
        parts.ladder(rows)
    else:
        notes.nothing("กรอกแท็บ ตัวบ่งชี้ ในสมุดงานสำนักงาน แล้วบันไดระดับจะขึ้นตรงนี้")
    parts.left_out(office)
with right:
    if not conditional:
        parts.paths(office, said.paths(rules.steps[reading], rules.levels, reading))
    parts.overdue(office, followed.follow_ups)

below, beside = st.columns([64, 36], gap="medium")
with below:
    parts.soon(office, said.due_soon(rules.missing[reading], followed.follow_ups, office.today))
with beside:
    parts.quiet_lines(office, followed.kpis, followed.spending)
parts.follow_up_rows(office, followed.follow_ups)
if not conditional and len(rules.levels):
    parts.ladder_table(office, rows, rules.levels, reading)
counted = sums if conditional else None
made = partial(board_print.blocks, office, rules, followed, reading, counted)
printing.offer(office, "board", sentence, [words.READINGS[reading]], made)
notes.source(office, "indicators", "progress", "evidence", "rubric", "follow_ups")
