"""สรุปบอร์ดบริหาร, the opening page: what changed, where the office stands, what to decide on."""

import streamlit as st

from esa.rules.vocabulary import READING_WORDS
from esa.screen import book, filters, frame, live, notes, past, printing, show
from esa.telling import agenda
from esa.telling.summary import summary
from esa.telling.texts import short_date
from esa.telling.topic import together
from pages.board import controls, freeze, line, pack, parts, trend

judged = book.current()
office, head, reading = judged.office, frame.head(), filters.reading()
at = past.standpoint_of(judged, reading)
told = at.tell(summary)

with head.context:
    whose = office.short_name or office.name
    notes.context(office, "board", short_date(office.today), whose, reading=reading)
with head.finding:
    show.finding(told.finding, hero=True)
    with parts.ways_on(together(told.notes), past.compared_with()):
        controls.meeting(judged, at.since)

parts.asked_for(judged)
freeze.just_frozen()
freeze.damaged()
live.last_year(office)
controls.unknown(judged, at.since)
parts.begin(judged)

above = together((told.finding, *told.notes))
group = controls.group_named(office)
listed = agenda.topics(at.of(group))[1:]
parts.first(at.of(group), listed, above, trial=not at.by_conditions)
with st.container(key="rest_head", horizontal=True, vertical_alignment="center", gap="medium"):
    show.panel("เรื่องของการประชุม", small=True)
    controls.group(office, group)
with st.container(key="folds", gap=None):
    parts.rest(at.of(group), listed, above)
    trend.panel(at, [seen.moment for seen in past.states(judged)])
    line.panel(at, group)
    parts.tables(at, agenda.topics(at))
with st.container(key="papers", horizontal=True, vertical_alignment="center", gap="medium"):
    pack.offer(at)
    chosen = [READING_WORDS[reading]]
    own = {"make": lambda: agenda.topics(at)[1:], "as_pdf": False}  # the pack is its PDF
    printing.topics(judged, "board", told.finding, chosen, **own)
notes.source(office, "indicators", "progress", "evidence", "rubric", "follow_ups")
