"""Which schools have which quality colour, which need help, and what they lack to the next one."""

from functools import partial

import streamlit as st

from esa.screen import book, filters, frame, notes, printing, show
from esa.telling import schools_words
from esa.telling.schools import NO_RESULTS
from pages.schools import chosen, one, parts, schools, subjects
from pages.schools import view as views
from pages.schools import words as said

judged = book.current()

office = judged.office
head = frame.head()
with head.filters:
    choice = chosen.choice(judged)
    network = filters.network(office, kind="school_network", width=210)
    code = chosen.school(judged, network)

if choice is None:
    with head.context:
        notes.context(office, "schools")
    with head.finding:
        show.finding(NO_RESULTS)
    parts.without_results(office)
    st.stop()

view = views.view(judged, choice, network, chosen.kept(), chosen.colour())
school = view.school(code)
if school:
    results, name = view.one(code), school.name
    finding = said.of_school(school, choice)
    on_paper = partial(one.on_paper, view, school, results)
else:
    name = view.names.get(network, "")
    finding = schools_words.finding(view.of, choice, name, view.alarms)
    on_paper = partial(schools.on_paper, view)

with head.context:
    notes.context(office, "schools", *view.about)
with head.finding:
    show.finding(finding)
    if not school:
        parts.each_subject(view)

if school:
    parts.block(judged, one.facts(view, school))
    frame.open_page("ดูทุกโรงเรียน", "schools", **dict(view.kept))
    parts.years(view, school, results)
    parts.block(judged, one.pooled(view, school, results))
    parts.block(judged, one.subjects(view, results), small=True)
    parts.every_row(view, results, code)
    notes.left_out(office, "test_results", "tested", "not_passed")
else:
    parts.colour(view)
    wide, side = st.columns([67, 33], gap="large")
    with wide, st.container(key="marks_of_schools"):  # on a phone what explains them comes after
        parts.block(judged, view.told(schools.marks))
    with side:
        parts.bands(view)
        parts.movement(view)
    parts.in_need(view)
    parts.block(judged, view.told(subjects.by_subject))
    parts.shares(view)
    parts.on_map(view)

parts.sheets(judged, choice, network, code if school else "", name)
printing.topics(judged, "schools", finding, view.about, on_paper, name)
notes.source(office, "test_results", "schools", "colour_bands", "lower_limits")
