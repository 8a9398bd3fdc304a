"""สรุปบอร์ดบริหาร, the opening page: what changed, where the office stands, what to decide on."""

from functools import partial

import streamlit as st

from esa.rules.vocabulary import READING_WORDS
from esa.screen import asked, book, filters, frame, live, notes, past, printing
from esa.telling import board_words as said
from esa.telling import changes_words, words
from esa.telling.board_ladder import ladder, moved, short_title
from esa.telling.texts import NBSP, escape, short_date
from pages.board import changes as changes_parts
from pages.board import freeze as board_freeze
from pages.board import line as board_line
from pages.board import on_paper as board_print
from pages.board import pack as pack_parts
from pages.board import parts
from pages.board import trend as trend_parts

judged = book.current()

office = judged.office
head = frame.head()
reading = filters.reading()
rules = judged.standards.tables
conditional = judged.standards.by_conditions
since = past.since(judged)
changed = since.changes.of_edition(office.edition) if since else None


def group(code: str) -> str:
    return words.group_short(office, code) if code else "ยังไม่ระบุกลุ่ม"


stuck = said.stuck_points(rules.points, reading)
late = sum(row.state == "overdue" for row in judged.follow_ups)
known = bool(rules.points["known"].any())
if conditional:
    sums = rules.sums
    standing = said.conditions_part(int(sums["met"].sum()), int(sums["stated"].sum()))
else:
    reached = said.with_level(rules.levels, reading)
    standing = said.levels_part(reached, len(rules.levels), reading, known)
late_part = said.follow_ups_part(late, len(judged.follow_ups))
stuck_part = said.stuck_part(stuck, rules.points, group)

with head.context:
    notes.context(
        office,
        "board",
        short_date(office.today),
        office.short_name or office.name,
        reading=reading,
    )
with head.finding:
    if since and known:
        leveled = rules.levels.loc[rules.levels[f"level_{reading}"].notna(), "indicator"]
        indicator_of = dict(zip(rules.points["criterion"], rules.points["indicator"], strict=True))
        counted = changes_words.counts(changed, reading, indicator_of, leveled)
        opening = changes_words.hero(counted, since.meeting.number, reading, conditional)
        sentence = f"{NBSP}· ".join(part for part in (opening, stuck_part) if part)
        notes.finding(sentence, hero=True)
        told_of = said.clear_part(rules.points, reading) if not conditional else ""
        beside = [part for part in (standing, told_of, late_part) if part]
    else:
        sentence = said.joined(standing, stuck_part, late_part)
        notes.finding(sentence, hero=True)
        parts.stuck_links(said.by_group(stuck), group)
        beside = []
    parts.ways_on(" · ".join(beside), past.compared_with(), trial=not conditional)

meeting = asked.of(judged.tables.follow_ups, "meeting_no", "meeting")
heading = f"มติและข้อสั่งการ ครั้งที่ {st.query_params.get('meeting', '')}"
asked.panel(office, meeting, "follow_ups", parts.FIELDS, heading, "board")

board_freeze.just_frozen()
board_freeze.damaged()
live.last_year(office)
unknown = past.unknown_since(judged)
if unknown:
    notes.look_here(
        f"จึงเทียบกับ{f'ครั้งที่ {since.meeting.number}' if since else 'ครั้งใดไม่ได้'}",
        title=f"ไม่มีครั้งที่ {escape(unknown, 20)} ก่อนข้อมูลที่แสดง",
    )
with st.container(key="since_head", horizontal=True, vertical_alignment="center", gap="medium"):
    notes.panel(changes_parts.heading(since.meeting if since else None))
    chosen = changes_parts.controls(judged, since.meeting if since else None)
    board_freeze.offer(office)
whole = None
if since:
    of = (judged, since, changed, stuck, reading)
    whole = changes_parts.told(*of)
    changes_parts.panel(office, changes_parts.told(*of, chosen) if chosen else whole, chosen)
else:
    notes.say(
        ":gray[ยังไม่มีครั้งประชุมที่บันทึกไว้ก่อนข้อมูลนี้ จึงยังบอกไม่ได้ว่าอะไรเปลี่ยน กด “บันทึกครั้งประชุม” เมื่อประชุมเสร็จ]"
    )

marked = moved(changed.of("level", measure=reading)) if changed else None
left, right = st.columns([64, 36], gap="medium")
with left:
    if conditional and len(sums):
        notes.panel("สภาพที่พึงประสงค์ตามมาตรฐาน")
        parts.standards(sums, standing)
        frame.open_page("เปิดรายข้อของแต่ละประเด็น", "indicators")
    elif len(rules.levels):
        notes.panel("ระดับคุณภาพรายตัวบ่งชี้")
        rows = ladder(rules.levels, stuck, reading, group, marked)
        parts.ladder(rows, reading, since.meeting.number if since else "")
    else:
        notes.nothing("กรอกแท็บ ตัวบ่งชี้ ในสมุดงานสำนักงาน แล้วบันไดระดับจะขึ้นตรงนี้")
    parts.left_out(office)
with right:
    if not conditional:
        parts.paths(office, said.paths(rules.steps(reading), rules.levels, reading))
    closed = changes_words.follow_ups(changed, since.meeting.number) if since else ""
    parts.overdue(office, judged.follow_ups, closed)

below, beside = st.columns([64, 36], gap="medium")
with below:
    parts.soon(office, said.due_soon(rules.missing(reading), judged.follow_ups, office.today))
with beside:
    parts.quiet_lines(judged)
parts.follow_up_rows(office, judged.follow_ups)
if not conditional and len(rules.levels):
    parts.ladder_table(office, rows, rules.levels, reading)
board_line.panel(judged, whole, chosen, reading)
titles = {
    code: short_title(title)
    for code, title in zip(rules.levels["indicator"], rules.levels["title"], strict=True)
}
trend_parts.panel([seen.moment for seen in past.states(judged)], titles, reading)
made = partial(
    board_print.blocks,
    *(judged, reading, sums if conditional else None, whole, marked),
)
pack_parts.offer(judged, reading)
printing.offer(office, "board", sentence, [READING_WORDS[reading]], made)
notes.source(office, "indicators", "progress", "evidence", "rubric", "follow_ups")
