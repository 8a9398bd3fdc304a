"""Indicators: each one's level, where it comes from, and what lifts it next."""

from functools import partial

import streamlit as st

from esa.judged import Judged
from esa.reading.office import Office
from esa.rules.vocabulary import READING_WORDS
from esa.screen import book, filters, frame, notes, numerals, printing
from esa.screen.drawings import drawn
from esa.screen.lines import PHONE, WIDE
from esa.telling import words
from esa.telling.texts import shorten
from pages.indicators import cells, charts, older, parts
from pages.indicators import on_paper as indicators_print
from pages.indicators import words as said


def by_levels(judged: Judged, head: frame.Head, edition: str, group: str) -> None:
    """Editions with quality levels: the ladder and the receipt of one indicator."""
    office, reading = judged.office, filters.reading()
    standards = judged.edition(edition)
    levels = parts.shown_levels(standards, group)
    blocks = parts.ladder_blocks(office, edition, levels, reading, group)
    order = [row.code for _, rows in blocks for row in rows]
    with head.filters:
        chosen = parts.choose_indicator(levels, order[0] if order else None)
    finding = said.finding(levels, reading)
    with head.context:
        notes.context(office, "indicators", title_of(office, edition), reading=reading)
    with head.finding:
        notes.finding(finding)
    if not levels:
        notes.nothing("เลือกกลุ่มอื่น หรือกรอกแท็บ ตัวบ่งชี้ และ ประเด็นการพิจารณา ในสมุดงานของสำนักงาน")
    alternative = parts.alternative(finding, levels, reading)
    left, right = st.columns([53, 47], gap="medium")
    with left:
        some = parts.cut(blocks)
        drawings = [
            drawn(charts.ladder, some, chosen, reading, size, numerals.digits)
            for size in (WIDE, PHONE)
        ]
        number = order.index(chosen) if chosen in order else -1
        parts.clickable(drawings, "indicator", chosen, number, alternative)
        parts.overview(standards, reading, "wide")
    with right, st.container(key="panel"):
        for level in levels:
            if level["indicator"] == chosen:
                parts.receipt(office, standards, level, reading)
                parts.next_step(office, standards, level, reading)
    parts.overview(standards, reading, "phone")
    parts.table(office, levels, alternative)
    notes.examples(office, office.indicators["remark"])
    made = partial(indicators_print.by_levels, office, standards, levels, chosen, reading)
    about = (*filtered(office, edition, group), READING_WORDS[reading])
    printing.offer(office, "indicators", finding, about, made)
    notes.source(office, "indicators", "criteria", "rubric", "progress", "evidence")
    left_out(office, "progress", "evidence", "rubric", "criteria", "indicators")


def by_conditions(judged: Judged, head: frame.Head, edition: str, group: str) -> None:
    """Older editions: desired conditions met of those stated, against the target."""
    office, found = judged.office, judged.edition(edition)
    results = older.shown_results(found, group)
    blocks = cells.condition_blocks(results, older.titles(office, edition))
    order = [row["criterion"] for _, rows in blocks for row in rows]
    with head.filters:
        chosen = older.choose_criterion(results, order[0] if order else None)
    finding = said.targets_finding(results)
    with head.context:
        notes.context(office, "indicators", title_of(office, edition))
    with head.finding:
        notes.finding(finding)
    if not results:
        notes.nothing("เลือกกลุ่มอื่น หรือกรอกแท็บ ประเด็นการพิจารณา ในสมุดงานของสำนักงาน")
    left, right = st.columns([53, 47], gap="medium")
    with left:
        some = parts.cut(blocks)
        drawings = [
            drawn(cells.conditions, some, chosen, size, numerals.digits) for size in (WIDE, PHONE)
        ]
        number = order.index(chosen) if chosen in order else -1
        parts.clickable(drawings, "criterion", chosen, number, finding)
    with right, st.container(key="panel"):
        for row in results:
            if row["criterion"] == chosen:
                older.criterion(office, found, row)
    older.table(office, results, finding)
    made = partial(indicators_print.by_conditions, office, found, results, chosen)
    printing.offer(office, "indicators", finding, filtered(office, edition, group), made)
    notes.source(office, "criteria", "conditions", "progress")
    left_out(office, "progress", "conditions", "criteria")


def filtered(office: Office, edition: str, group: str) -> tuple[str, str]:
    """The filters in words, for paper."""
    return title_of(office, edition), words.group_name(office, group) if group else ""


def title_of(office: Office, edition: str) -> str:
    titles = dict(zip(office.editions["edition"], office.editions["title"], strict=True))
    return shorten(titles.get(edition) or edition, 80)


def left_out(office: Office, *tabs: str) -> None:
    keys = {"progress": ("criterion", "carried_out"), "evidence": ("criterion", "title", "link")}
    for tab in tabs:
        rows = office.left_out(tab, *keys.get(tab, ()))
        if rows:
            with frame.quiet(f"left_{tab}"):
                notes.say(f":gray[{words.tab_title(tab)}] {notes.left_out_text(rows, tab)}")


judged = book.current()


office = judged.office
head = frame.head()
with head.filters:
    group = filters.group(office)
    edition = filters.edition(office)
show = by_conditions if judged.edition(edition).by_conditions else by_levels
show(judged, head, edition, group)
