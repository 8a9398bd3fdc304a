"""สรุปบอร์ดบริหาร, the opening page: what changed, where the office stands, what to decide on."""

import streamlit as st

from esa.rules.vocabulary import READING_WORDS
from esa.screen import book, filters, frame, live, notes, past, printing, show
from esa.telling import agenda
from esa.telling.changed import changed
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
    parts.ways_on(together(told.notes), past.compared_with(), trial=not at.by_conditions)

parts.asked_for(judged)
freeze.just_frozen()
freeze.damaged()
live.last_year(office)
controls.unknown(judged, at.since)
with st.container(key="since_head", horizontal=True, vertical_alignment="center", gap="medium"):
    show.panel(at.tell(changed).heading)
    group = controls.offer(judged, at.since)
    freeze.offer(office)

above = together((told.finding, *told.notes))
parts.topics(at.of(group), agenda.topics(at.of(group))[1:], above)
parts.tables(at, agenda.topics(at))
line.panel(at, group)
trend.panel(at, [seen.moment for seen in past.states(judged)])
pack.offer(at)
chosen = [READING_WORDS[reading]]
printing.topics(judged, "board", told.finding, chosen, lambda: agenda.topics(at)[1:])
notes.source(office, "indicators", "progress", "evidence", "rubric", "follow_ups")
