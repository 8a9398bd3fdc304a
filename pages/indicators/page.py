"""Indicators: each one's level, where it comes from, and what lifts it next; in editions that count
desired conditions, how many of each criterion are met."""

from dataclasses import replace

import streamlit as st

from esa.judged import Judged
from esa.rules.vocabulary import READING_WORDS
from esa.screen import book, columns, filters, frame, notes, printing, show
from esa.telling import words
from esa.telling.texts import shorten
from esa.telling.topic import Topic, first
from pages.indicators import conditions, levels
from pages.indicators.view import MOST_LISTED, title_of


def block(judged: Judged, told: Topic, small: bool = False) -> None:
    """A topic and those within it."""
    if told.heading:
        show.panel(told.heading, small=small)
    if told.finding:
        show.say(told.finding)
    if told.entries or told.empty:
        own = replace(told, parts=(), onward=())
        show.topic(judged, first(own, MOST_LISTED, "ที่เหลือดูในใบ A4"), MOST_LISTED)
    for part in told.parts:
        block(judged, part, small=True)
    for door, text in told.onward:
        frame.open_page(text, door.page, **dict(door.filters))


judged = book.current()

office = judged.office
head = frame.head()
with head.filters:
    group = filters.group(office)
    edition = judged.edition(filters.edition(office))
    method = conditions if edition.by_conditions else levels
    view = method.view(edition, group, filters.reading())
    chosen = filters.choose(
        view.label, list(view.names), view.kind, show=view.names.get, default=view.first, width=420
    )
with head.context:
    notes.context(office, "indicators", title_of(edition), reading=view.reading or None)
with head.finding:
    show.finding(view.finding)
if not chosen:
    notes.nothing(view.nothing)


drawn = view.drawn(chosen)
one = [view.one(chosen)] if chosen else []
left, right = st.columns([53, 47], gap="medium")
with left:
    show.drawing(judged, drawn)
    if view.overall:
        with st.container(key="later_overall"):
            block(judged, view.overall)
asked = st.query_params.get(view.kind) == chosen and chosen  # by a link: it comes first on a phone
with right, st.container(key="panel_asked" if asked else "panel"):
    for topic in one:
        block(judged, topic)
with frame.fold("ตารางของแผนภูมินี้", "table") as is_open:
    if is_open:
        columns.behind(view.table, key=drawn.name, alternative=shorten(view.alternative, 1200))
if view.reading:
    notes.examples(office, office.rows["indicators"]["remark"])
whose = words.group_name(office, group) if group else ""
about = (title_of(edition), whose, READING_WORDS.get(view.reading, ""))
printing.topics(judged, "indicators", view.finding, about, lambda: [drawn, *one])
notes.source(office, *view.tabs)
