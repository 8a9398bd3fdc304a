"""Which schools have which quality colour, which need help, and what they lack to the next one."""

from functools import partial

import streamlit as st

from esa.rules.school_results import one_school
from esa.screen import book, filters, frame, notes, printing
from esa.telling import schools_words as said
from esa.telling import words
from pages.schools import on_paper as schools_print
from pages.schools import one as schools_one
from pages.schools import parts as schools_parts

judged = book.current()

office = judged.office
top = frame.head()
with top.filters:
    choice = schools_parts.choose(office)
    network = filters.network(office, kind="school_network", width=210)
    code = schools_parts.school(office, network)

if choice is None:
    with top.context:
        notes.context(office, "schools")
    with top.finding:
        notes.finding("ยังไม่มีผลการทดสอบให้แสดงสีของโรงเรียน")
    schools_parts.without_results(office)
    st.stop()

found = judged.schools(choice)
subjects = sum(row.rows > 0 for row in found.subjects)
scope = words.label("test_results", "scope", choice.scope)
about = said.about(choice, subjects, scope)
with top.context:
    notes.context(office, "schools", *about)
school = next((row for row in found.schools if code and row.school_code == code), None)

if school is not None:
    limits, bands = office.rows["lower_limits"], office.rows["colour_bands"]
    one = one_school(office.test_results, limits, bands, choice, code)
    sentence = said.school_finding(school, choice)
    with top.finding:
        notes.finding(sentence)
    schools_one.facts(office, school)
    schools_one.years(office, found, one, school)
    schools_one.receipt(office, found, one, school)
    schools_one.every_row(office, found, code)
    made, name = partial(schools_print.one, office, found, school, one), school.name
else:
    of = said.counts(schools_parts.stands(schools_parts.of_network(found, network)))
    names = schools_parts.network_names(office)
    sentence = said.finding(of, choice, names.get(network, ""))
    with top.finding:
        notes.finding(sentence)
    wide, side = st.columns([64, 36], gap="large")
    with wide:
        schools_parts.overview(office, found, network)
        schools_parts.not_counted(office, found.left_out)
    with side:
        schools_parts.bands(office, found, network)
        schools_parts.movement(office, found, network)
    schools_parts.in_need(office, found, network)
    schools_parts.by_subject(office, found, network)
    schools_parts.shares(office, found, network)
    schools_parts.map_of(office, found, network)
    made = partial(schools_print.every, office, found, network, names)
    name = names.get(network, "")

printing.offer(office, "schools", sentence, about, made, name)
notes.source(office, "test_results", "schools", "colour_bands", "lower_limits")
notes.left_out(office, "test_results", "tested", "not_passed")
