"""ภาพรวมหลายสำนักงาน: where all offices of a province or the country stand, as they published."""

import streamlit as st

from esa.rules.vocabulary import READING_WORDS
from esa.screen import door, filters, frame, menu, notes, show
from esa.telling.texts import escape, short_date
from pages.offices import field, look, topics

door.check()
of = look.wanted()
found = look.there(of)
head, reading = frame.head(), filters.reading()
at = look.seen(of, found, reading, head.filters)
office = st.query_params.get("office", "")

with head.context:
    sample = f"  {notes.SAMPLE_BADGE}" if any(r.get("sample") for r in at.sums.values()) else ""
    said = [menu.title_of(topics.PAGE), short_date(at.today), READING_WORDS[reading]]
    notes.say(f":gray[{' · '.join(map(escape, said))}]{sample}")
with head.finding:
    show.finding(topics.finding(at))
if office:
    look.one(topics.one(at, office))
if at.cells:
    show.panel("ตัวบ่งชี้ของทุกสำนักงาน", small=True)
    blocks = field.blocks(at)
    look.html("pages/offices/field.html", blocks=blocks, codes=at.indicators, legend=field.LEGEND)
for topic in topics.topics(at):
    look.section(topic)
chosen = (st.query_params.get("region", ""), st.query_params.get("province", ""))
look.files(at, topics.finding(at), (*chosen, READING_WORDS[reading]), lambda: topics.topics(at))
