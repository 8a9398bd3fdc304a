"""ภาพรวมหลายสำนักงาน: where all offices of a province or the country stand, as they published."""

from contextlib import nullcontext

import streamlit as st

from esa.rules.vocabulary import READING_WORDS
from esa.screen import door, filters, frame, menu, notes, show, stage
from esa.telling.texts import escape, one_line, short_date
from pages.offices import field, look, slides, topics

door.check()
of = look.wanted()
found = look.there(of)
with st.container(key="meeting_told") if stage.is_asked() else nullcontext():  # covered by a slide
    head, reading = frame.head(), filters.reading()
    at = look.seen(of, found, reading, head.filters)
office = st.query_params.get("office", "")
chosen = {name: st.query_params[name] for name in look.FILTERS if name in st.query_params}
shown = (*map(one_line, chosen.values()), READING_WORDS[reading])
if stage.is_asked():
    slides.show_one(at, chosen, shown)
    st.stop()

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
look.files(at, topics.finding(at), shown, lambda: topics.topics(at))
frame.open_page("สไลด์", topics.PAGE, **chosen, slide=1)
