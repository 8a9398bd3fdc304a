"""ลองคำนวณระดับ: tick points as if they had clear evidence and see the levels; writes nothing."""

import streamlit as st

from esa.rules.vocabulary import READING_WORDS
from esa.rules.what_if import asked, what_if
from esa.screen import book, filters, frame, notes, printing, show
from esa.telling.topic import quiet
from pages.whatif import parts
from pages.whatif import words as said

judged = book.current()

office = judged.office
head = frame.head()
reading = filters.reading()
rules = judged.standards
ground = judged.once(parts.ground, reading)
wanted = asked(rules.points, parts.written())
then = what_if(rules.points, ground.indicators, ground.rubric, wanted.have)
found = said.outcomes(rules.levels, then, reading)

with head.context:
    notes.context(office, "whatif", office.short_name or office.name, reading=reading)
    parts.banner()
if rules.by_conditions or not rules.levels:
    with head.finding:
        show.finding("ฉบับที่ใช้อยู่ไม่ได้ให้ระดับตามจำนวนหลักฐาน จึงลองคำนวณระดับไม่ได้")
    notes.nothing("เปิดหน้าตัวบ่งชี้เพื่อดูสภาพที่พึงประสงค์ที่ยังขาดของแต่ละประเด็น")
    frame.open_page("เปิดหน้าตัวบ่งชี้", "indicators")
    st.stop()

with head.finding:
    show.finding(said.finding(found, len(wanted.have)))
with head.filters:
    group = filters.group(office)
    only = parts.indicator(judged, ground.order)
if told := said.told(wanted):
    notes.look_here(show.markdown(told), "บางรหัสในที่อยู่ไม่เปลี่ยนอะไร")

left, right = st.columns([52, 48], gap="large")
with left:
    parts.sets(office, ground.ways, ground.order, wanted.have)
    parts.points(office, ground, wanted.have, group, only)
with right, st.container(key="tried_levels", gap="xsmall"):
    levels = said.levels(found)
    show.panel(levels.heading, small=True)
    show.say(quiet(said.LEGEND))
    show.drawing(judged, levels)
if wanted.have:
    tried = said.chosen(office, ground.order, wanted.have)
    about = (READING_WORDS[reading], said.NOT_REAL)
    finding = said.finding(found, len(wanted.have))
    printing.topics(judged, "whatif", finding, about, lambda: (levels, tried))
notes.source(office, "indicators", "criteria", "progress", "evidence", "rubric")
