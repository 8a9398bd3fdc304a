"""หลักฐานที่ยังขาด: which points lack evidence, of which group, and which cell to fill in."""

from functools import partial

import streamlit as st

from esa.rules import evidence_work
from esa.rules.evidence import EVIDENCE_TAB, shared_documents
from esa.screen import asked, book, filters, frame, notes, past, show
from esa.telling import evidence, words
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Topic
from esa.telling.unreadable import unreadable
from pages.evidence import matrix, parts, topics
from pages.evidence import words as said
from pages.evidence.words import EVERYTHING

judged = book.current()

office = judged.office
head = frame.head()
reading = filters.reading()
with head.filters:
    group = filters.group(office)
    edition = judged.edition(filters.edition(office))
    picked = parts.list_filters(edition.levels)

tiles = judged.once(evidence.tiles, edition.code, reading)
by_group = judged.once(evidence.counts, edition.code, reading)
counts = list(by_group.values())
of_office = evidence_work.count_all(edition.points, reading)
count = by_group[group] if group else of_office
todo = edition.work(reading)
own = evidence.of_group(todo, group)
shown = topics.chosen(todo, group, picked, office.today)

with head.context:
    notes.context(office, "evidence", *parts.edition_named(edition), reading=reading)
late = "" if group else said.overdue_of(counts, partial(matrix.label, edition))
name = words.group_name(office, group) if group else ""
finding = said.finding(count, name, reading, late)
with head.finding:
    if picked.criterion and shown:
        groups = words.groups_short(office, shown[0].lead_groups)
        state = next((t.state for t in tiles if t.criterion == picked.criterion), shown[0].state)
        show.finding(said.finding_of_point(shown[0], state, groups))
    else:
        show.finding(finding)

at = Standpoint(judged, reading, since=past.since(judged), group=group)
lost = at.tell(unreadable) if group else Topic("unreadable", "", "")
typed = [row for row in edition.evidence if row.cells == EVIDENCE_TAB]
behind = [row for row in typed if not group or row.group == group]
wanted = asked.among(behind, "criterion")
there = sum(row.criterion == picked.criterion for row in edition.evidence)
show_wanted = partial(
    asked.panel,
    *(office, wanted, "evidence", parts.FIELDS),
    said.rows_of_point(picked.criterion, there, len(wanted)),
    "evidence",
    group=group,
    edition=edition.code,
)
if count.points or own:
    with st.container(key="in_order"):
        # What was asked for comes first; on a phone also the list of a chosen group.
        first = st.container(key="asked_list") if picked != EVERYTHING else None
        with st.container(key="later_matrix" if group else "matrix"):
            show.drawing(judged, matrix.matrix(edition, tiles, counts, group))
            parts.group_links(office, counts, group)
        with first or st.container(key="work_list"):
            show.drawing(judged, topics.left_out(office, group))
            if shown or not wanted:
                parts.work_or_thanks(office, own, shown, count, group, reading, picked)
            parts.block(judged, lost)
            show_wanted()
    looks = evidence_work.worth_a_look(edition.points, edition.evidence)
    parts.block(judged, topics.looks(office, looks, group))
    shared = shared_documents(edition.evidence, office.rows["criteria"])
    parts.block(judged, topics.shared(office, shared, group))
    if own or lost.entries:
        parts.line_text(at, todo, count)
else:
    parts.no_points(office, group, counts)
    show_wanted()

parts.behind(edition, shown, behind, counts, group)
parts.paper(edition, finding, todo, counts, group, reading)
notes.source(office, "criteria", "evidence", "progress", "rubric")
