"""One school on the page of school colours: years, subjects, where its colour comes from."""

import streamlit as st

from esa.reading.office import Office
from esa.rules.bands import bands_for
from esa.rules.colours import SchoolColour
from esa.rules.school_results import OneSchool, Result, SchoolColours, band_of, of_test, sum_of
from esa.screen import columns, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import schools_words as said
from esa.telling.texts import NBSP, blank, escape, one_line, plain
from pages.schools import charts as schools_charts
from pages.schools import parts as schools_parts
from pages.schools import years_charts as schools_years_charts


def facts(office: Office, school: SchoolColour) -> None:
    """Network, amphoe and how many of its pupils were tested; the way back."""
    parts = [schools_parts.network_names(office).get(school.network, "")]
    parts = [said.network_name(part) for part in parts if part] or ["ไม่มีเครือข่าย"]
    parts += [f"อำเภอ{one_line(school.amphoe)}"] if not blank(school.amphoe) else []
    parts += [said.tested_share(school)]
    notes.say(f":gray[{' · '.join(escape(part) for part in parts if part)}]")
    frame.open_page("ดูทุกโรงเรียน", "schools", **schools_parts.here())


def years(office: Office, found: SchoolColours, one: OneSchool, school: SchoolColour) -> None:
    """The slope over the years beside the marks of every subject and year."""
    of, year = said.unit(found.choice), found.choice.academic_year
    known = bands_for(office.rows["colour_bands"], year)
    left, right = st.columns([47, 53], gap="large")
    with left:
        notes.panel("รวมทุกวิชา รายปี" if not found.choice.subject else "รายปี", small=True)
        notes.say(f":gray[{said.AXIS}]")
        name = plain(school.name)
        drawing = drawn(schools_years_charts.slope, one.years, name, known, of, numerals.digits)
        frame.chart(
            drawing, said.school_finding(school, found.choice).replace("*", ""), key="slope"
        )
    with right:
        _grid(one, school)


def _grid(one: OneSchool, school: SchoolColour) -> None:
    years = sorted({row.academic_year for row in one.grid if row.academic_year is not None})[-5:]
    latest = sorted(one.grid, key=_newest_and_worst)
    subjects = list(dict.fromkeys(row.subject for row in latest))[: schools_parts.SUBJECTS_WIDE]
    notes.panel("รายวิชา รายปี", small=True)
    notes.say(":gray[ร้อยละที่ไม่ผ่าน ปัดทศนิยมทิ้ง วิชาที่ไม่ผ่านมากอยู่บน]")
    cells = [
        schools_charts.SubjectCell(
            *(row.subject, row.academic_year, plain(row.subject)),
            *(getattr(row, name) for name in schools_parts.CELL),
        )
        for row in one.grid
    ]
    names = [(subject, plain(subject)) for subject in subjects]
    drawing = drawn(schools_charts.by_subject, cells, names, years, numerals.digits, room=140)
    frame.chart(drawing, f"สีรายวิชารายปีของ{plain(school.name)}", key="grid")


def _newest_and_worst(row: Result) -> tuple:
    year, percent = row.academic_year, row.hundredths
    return (year is None, -(year or 0), percent is None, -(percent or 0))


def receipt(office: Office, found: SchoolColours, one: OneSchool, school: SchoolColour) -> None:
    """How the colour came about, then each subject with counts, mean, limit, next colour, cell."""
    choice = found.choice
    if not choice.subject:
        notes.panel("ที่มาของสีรวม")
        band = band_of(office.rows["colour_bands"], choice.academic_year, school.colour)
        notes.say(said.how_pooled(sum_of(one.subjects), school, band))
        left_out = said.not_pooled(one.subjects)
        if left_out:
            notes.say(f":gray[{left_out}]")
    notes.panel("รายวิชา", small=True)
    with frame.rows("subjects"):
        for row in one.subjects:
            _subject_row(office, row)
    if not one.subjects:
        notes.say(f":gray[ไม่มีแถวผลของโรงเรียนนี้ในปีการศึกษา {choice.academic_year}]")


def _subject_row(office: Office, row: Result) -> None:
    workbook, number = row.at
    with frame.row(f"w_{number}_{workbook}"):
        colour, name, result, more, cell = st.columns([1.2, 3.2, 2.9, 2.4, 1.2])
        tested = row.state == "tested"
        percent = said.percent(row.hundredths)
        colour.markdown(f"**{said.stand(row.stand)}**" if tested else ":gray[–]")
        mean = "" if row.mean is None else f"เฉลี่ย{NBSP}{row.mean:.2f} · "
        detail = escape(f"{mean}{said.limit(row.limit)}")
        name.markdown(numerals.digits(f"{escape(row.subject, 80)}  \n:gray[{detail}]"))
        if tested:
            counted = said.counted(row.not_passed, row.tested, said.PUPILS)
            small = f" น้อยกว่า{NBSP}10{NBSP}คน" if row.small else ""
            result.markdown(numerals.digits(f"**{percent}** :gray[{counted}{small}]"))
            step = said.to_next(row.more_to_pass, row.next_better, said.PUPILS)
            more.markdown(numerals.digits(step))
        else:
            result.markdown(f":gray[{said.stand(row.state)}]")
        with cell:
            notes.copy_cell(office, "test_results", row.at, "not_passed", f"subject_{number}")


def every_row(office: Office, found: SchoolColours, code: str) -> None:
    """All rows of the school in this test, every year, as they stand in the sheet."""
    mine = of_test(office.test_results[office.test_results["school_code"] == code], found.choice)
    fields = ["academic_year", "subject", "tested", "not_passed", "mean"]
    with st.expander(numerals.digits(f"ทุกแถวของโรงเรียนนี้ในชีต {len(mine)} แถว")):
        columns.rows(
            office,
            mine,
            "test_results",
            fields,
            key="school_rows",
            alternative="ผลการทดสอบทุกปีและทุกวิชาของโรงเรียนนี้",
        )
    notes.examples(office, mine["remark"])
