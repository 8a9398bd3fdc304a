"""หลักฐานที่ยังขาด: which points lack evidence, of which group, and which cell to fill in."""

from functools import partial

import streamlit as st

from esa.plain import table
from esa.rules import evidence_work
from esa.rules.evidence import shared_documents
from esa.rules.points import completeness_by_group
from esa.screen import asked, book, columns, filters, frame, notes, numerals
from esa.telling import evidence_words as said
from esa.telling import words
from pages.evidence import parts, tables

judged = book.current()

office = judged.office
head = frame.head()
reading = filters.reading()
with head.filters:
    group = filters.group(office)
    edition = filters.edition(office)
    rules = judged.edition(edition)
    picked = parts.list_filters(rules.levels)

groups = office.rows["groups"]
tiles = evidence_work.by_group(rules.points, groups, reading)
counts = said.items(evidence_work.counts(tiles, groups))
of_office = evidence_work.count_all(rules.points, reading)._asdict()
count = next(row for row in counts if row["group"] == group) if group else of_office
todo = said.items(rules.work(reading))
own = parts.chosen(todo, group, parts.NO_FILTER, office.today)
shown = parts.chosen(todo, group, picked, office.today)
name = words.group_name(office, group) if group else ""

with head.context:
    notes.context(office, "evidence", *parts.edition_named(office, edition), reading=reading)
with head.finding:
    late = "" if group else said.overdue_of(counts, lambda code: parts.group_label(office, code))
    only = next(iter(shown), None) if picked["criterion"] else None
    if only:
        notes.finding(said.finding_of_point(only, words.groups_short(office, only["lead_groups"])))
    else:
        notes.finding(said.finding(count, name, reading, late))

behind = tables.rows_of(rules.tables.evidence, group)
wanted = asked.of(behind, "criterion")
show_wanted = partial(
    asked.panel,
    *(office, wanted, "evidence", tables.FIELDS),
    f"หลักฐานที่กรอกไว้ของประเด็น {picked['criterion']}",
    "evidence",
    group=group,
    edition=edition,
)
if count["points"] or own:
    with st.container(key="in_order"):
        # What was asked for comes first; on a phone also the list of a chosen group.
        first = st.container(key="asked_list") if any(picked.values()) else None
        with st.container(key="later_matrix" if group else "matrix"):
            parts.matrix(office, table(evidence_work.Tile, tiles), counts, of_office, group)
            parts.group_links(office, counts, group)
        with first or st.container(key="work_list"):
            parts.not_counted(office, group)
            if shown or wanted.empty:
                parts.work_or_thanks(office, own, shown, count, group, reading, picked)
            show_wanted()
    looks = evidence_work.worth_a_look(rules.points, rules.evidence)
    parts.looks(office, said.items(looks), group)
    shared = shared_documents(rules.evidence, office.rows["criteria"])
    parts.shared(office, said.items(shared), group)
    if own:
        tables.take_along(office, todo, counts, group)
else:
    parts.no_points(office, group, counts)
    show_wanted()

notes.panel("ตารางข้อมูล")
with st.expander(numerals.digits(f"รายการที่ต้องทำ {len(shown)} แถว")):
    tables.todo_table(office, shown, group)
with st.expander(numerals.digits(f"หลักฐานทุกแถวที่กรอกไว้ {len(behind)} แถว")):
    tables.evidence_table(office, behind)
with st.expander("ความครบถ้วนของแต่ละกลุ่ม: ประเด็นที่มีหลักฐานชัดเจน ÷ ประเด็นที่รับผิดชอบหลัก"):
    shares = tables.completeness(office, completeness_by_group(rules.points, groups))
    columns.frame(shares, key="completeness", alternative=said.completeness(counts))
tables.paper(office, todo, counts, group, reading)
notes.source(office, "criteria", "evidence", "progress", "rubric")
