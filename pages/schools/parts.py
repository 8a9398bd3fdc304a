"""Blocks of the page of school colours: topics with their headings, charts, and tables behind."""

from dataclasses import replace

import streamlit as st

from esa.documents import school_sheets
from esa.documents.workbook import safe_name
from esa.judged import Judged
from esa.reading.office import Office
from esa.rules.open_schools import SchoolColour
from esa.rules.school_results import Choice, OneSchool, of_test
from esa.screen import columns, filters, frame, notes, numerals, past, show
from esa.screen.charts import chart
from esa.screen.drawings import drawn
from esa.telling import school_sheet, words
from esa.telling.texts import shorten
from esa.telling.topic import Topic, plain
from pages.schools import charts, one, places, schools, subjects
from pages.schools import words as said
from pages.schools.view import View

LISTED = 20  # schools in one page of the list
IN_TABLE = 60  # rows of the table of all schools; the download has them all


def sheets(judged: Judged, choice: Choice, network: str, school: str, name: str) -> None:
    """The button for ใบแจ้งสีของโรงเรียน: of the school or network that is chosen, else of all."""
    stamp = str(past.stamp())

    def made() -> bytes:
        told = school_sheet.sheets(judged, choice, network or None)
        if school:
            told = tuple(each for each in told if each.name == f"sheet_{school}")
        return school_sheets.pdf(judged, choice, name, told, stamp)

    whose = f" {shorten(name, 40)}" if name else " ทุกโรงเรียน"
    with st.container(key="downloads_sheets"):
        st.download_button(
            show.markdown(f"{school_sheet.TITLE}{whose} (PDF)"),
            made,
            file_name=f"{safe_name(f'{school_sheet.TITLE} {name}'.strip())}.pdf",
            mime="application/pdf",
            key="school_sheets",
            type="tertiary",
            icon=":material/school:",
            on_click="ignore",
        )


def block(judged: Judged, told: Topic | None, small: bool = False) -> None:
    """A topic under its heading."""
    if told is None:
        return
    if told.heading:
        show.panel(told.heading, small=small)
    if told.finding:
        show.say(told.finding)
    if told.entries or told.drawing or told.notes or told.left_out or told.empty:
        show.topic(judged, told, LISTED)


def without_results(office: Office) -> None:
    """The empty state: nothing was tested yet."""
    notes.nothing(
        f"กรอกแท็บ {words.tab_title('test_results')} ในสมุดของสำนักงาน แถวละโรงเรียน วิชา และปีการศึกษา "
        "(เข้าสอบกี่คน ไม่ผ่านขีดจำกัดล่างกี่คน) แล้วสีของทุกโรงเรียนจะแสดงที่นี่"
    )
    notes.source(office, "test_results", "colour_bands")


def each_subject(view: View) -> None:
    """The way to each subject, in sight at every width; nothing where there is only one."""
    told = view.told(subjects.each_subject)
    if told.onward:
        show.topic(view.judged, told)


def bands(view: View) -> None:
    """The thresholds, and what is wrong with them."""
    told = view.told(schools.bands)
    show.panel(told.heading, small=True)
    show.drawing(view.judged, told)
    for door, text in told.onward:
        frame.open_page(text, door.page, **dict(door.filters))


def colour(view: View) -> None:
    """That one colour alone is listed, and the way back to all."""
    if view.colour:
        with st.container(key="only_colour", horizontal=True, gap="small"):
            show.say(schools.only(view))
            frame.open_page("ดูทุกสี", "schools", **dict(view.door(colour="").filters))


def movement(view: View) -> None:
    """How many schools rose, stayed and fell since the year before, as slopes."""
    told = view.told(schools.movement)
    show.panel(told.heading, small=True)
    show.say(told.finding)
    if told.notes:
        years = (view.found.previous, view.choice.academic_year)
        shown = (numerals.digits, view.found.looks)
        drawing = drawn(charts.movement, view.moves, view.bands, *years, *shown)
        chart(drawing, plain(told.finding), key="movement")
        show.topic(view.judged, told)


def in_need(view: View) -> None:
    """Orange and red schools a page at a time, and every school as a table."""
    told = view.told(schools.in_need)
    show.panel(told.heading)
    start = filters.rows_from("แสดงโรงเรียนที่", len(told.entries), LISTED, "from") or 0
    page = replace(told, entries=told.entries[start : start + LISTED])
    show.topic(view.judged, page, LISTED)
    label = show.markdown(f"ตารางทุกโรงเรียน {len(view.listed):,} แถว")
    with frame.fold(label, "table_schools") as is_open:
        if is_open:
            alternative = "ทุกโรงเรียนของชุดที่เลือก เรียงจากร้อยละที่ไม่ผ่านมากไปน้อย"
            behind = {"key": "all_schools", "alternative": alternative, "longest": IN_TABLE}
            columns.behind(told.behind(), **behind)


def shares(view: View) -> None:
    """The shares of the networks, where they aren't drawn on top already."""
    if view.network or schools.is_many(view) or len(view.networks) < 2:
        return
    told = view.told(schools.shares)
    show.panel(told.heading)
    show.say(told.finding)
    show.drawing(view.judged, told)


def on_map(view: View) -> None:
    """Schools where they are, when coordinates are filled in; else one quiet sentence."""
    told = places.on_map(view)
    if told.drawing:
        show.panel(told.heading)
        show.say(told.finding)
    show.topic(view.judged, told)


def years(view: View, school: SchoolColour, results: OneSchool) -> None:
    """The slope over the years with the same years as a list, beside the subjects of each year."""
    told, sentence = one.years(view, school, results), said.of_school(school, view.choice)
    drawing = drawn(charts.slope, results.years, view.bands, view.unit, numerals.digits)

    def opens(mark: dict) -> None:
        frame.choose(dict(view.door(school=school.school_code, year=mark["opened"]).filters))

    left, right = st.columns([47, 53], gap="large")
    with left:
        show.panel(told.heading, small=True)
        show.say(told.finding)
        chart(drawing, plain(sentence), "slope", opens)
        show.topic(view.judged, told)
    with right:
        block(view.judged, one.grid(view, school, results), small=True)


def every_row(view: View, results: OneSchool, code: str) -> None:
    """All rows of the school in this test, every year, as they stand in the sheet."""
    table, results = one.every_row(view, results), view.office.test_results
    with st.expander(show.markdown(f"ทุกแถวของโรงเรียนนี้ในชีต {len(table.rows)} แถว")):
        alternative = "ผลการทดสอบทุกปีและทุกวิชาของโรงเรียนนี้"
        columns.behind(table, key="school_rows", alternative=alternative)
    mine = of_test(results[results["school_code"] == code], view.choice)
    notes.examples(view.office, mine["remark"])
