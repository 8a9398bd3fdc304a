"""ถ้ามีหลักฐานเพิ่ม: tick points as if they had clear evidence and see the levels; writes nothing."""

import streamlit as st

from esa.plain import records
from esa.views import book, filters, frame, notes
from esa.views import whatif_parts as parts
from esa.views import whatif_words as said
from esa.what_if import asked, open_points, shortest_ways, what_if

office = book.current()
head = frame.head()
reading = filters.reading()
rules = book.standards(office, office.edition)
own = [table[table["edition"] == office.edition] for table in (office.indicators, office.rubric)]
wanted = asked(rules.points, parts.written())
order = open_points(rules.points, rules.steps[reading], rules.missing[reading], reading)
edition = office.editions[office.editions["edition"] == office.edition]
found = said.outcomes(rules.levels, what_if(rules.points, *own, wanted.have), reading)

with head.context:
    notes.context(office, "whatif", office.short_name or office.name, reading=reading)
    parts.banner()
if (edition["method"] == "conditions").any() or not len(rules.levels):
    with head.finding:
        notes.finding("ฉบับที่ใช้อยู่ไม่ได้ให้ระดับตามจำนวนหลักฐาน จึงลองคิดระดับไม่ได้")
    notes.nothing("เปิดหน้าตัวบ่งชี้เพื่อดูสภาพที่พึงประสงค์ที่ยังขาดของแต่ละประเด็น")
    frame.open_page("เปิดหน้าตัวบ่งชี้", "indicators")
    st.stop()

with head.finding:
    notes.finding(said.finding(found, len(wanted.have)))
with head.filters:
    group = filters.group(office)
    only = parts.indicator(office, order)
if told := said.told(wanted):
    notes.look_here(told, "บางรหัสในที่อยู่ไม่เปลี่ยนอะไร")

left, right = st.columns([52, 48], gap="large")
with left:
    parts.sets(office, shortest_ways(rules.points, *own, order, reading), order, wanted.have)
    names = ("indicator", "stage", "need", "to_level")
    aims = parts.aims(row[1:] for row in records(rules.steps[reading], *names))
    parts.points(office, order, wanted.have, aims, group, only)
with right:
    parts.before_and_after(found)
notes.source(office, "indicators", "criteria", "progress", "evidence", "rubric")
