"""One school on the page of school colours: years, subjects, where its colour comes from."""

import streamlit as st

from esa.reading.office import Office
from esa.rules.colours import bands_for
from esa.rules.school_results import OneSchool, SchoolColours, band_of, of_test, sum_of
from esa.screen import columns, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import schools_words as said
from esa.telling.texts import NBSP, blank, escape, one_line, plain
from pages.schools import charts as schools_charts
from pages.schools import parts as schools_parts
from pages.schools import years_charts as schools_years_charts


def facts(office: Office, school: dict) -> None:
    """Network, amphoe and how many of its pupils were tested; the way back."""
    parts = [schools_parts.network_names(office).get(school["network"], "")]
    parts = [said.network_name(part) for part in parts if part] or ["ไม่มีเครือข่าย"]
    parts += [f"อำเภอ{one_line(school['amphoe'])}"] if not blank(school["amphoe"]) else []
    parts += [said.tested_share(school)]
    notes.say(f":gray[{' · '.join(escape(part) for part in parts if part)}]")
    frame.open_page("ดูทุกโรงเรียน", "schools", **schools_parts.here())


def years(office: Office, found: SchoolColours, one: OneSchool, school: dict) -> None:
    """The slope over the years beside the marks of every subject and year."""
    of, known = said.unit(found.choice), bands_for(office.colour_bands, found.choice.academic_year)
    left, right = st.columns([47, 53], gap="large")
    with left:
        notes.panel("รวมทุกวิชา รายปี" if not found.choice.subject else "รายปี", small=True)
        notes.say(f":gray[{said.AXIS}]")
        name = plain(school["name"])
        drawing = drawn(schools_years_charts.slope, one.years, name, known, of, numerals.digits)
        frame.chart(
            drawing, said.school_finding(school, found.choice).replace("*", ""), key="slope"
        )
    with right:
        _grid(one, school)


def _grid(one: OneSchool, school: dict) -> None:
    years = sorted(int(year) for year in one.grid["academic_year"].dropna().unique())[-5:]
    latest = one.grid.sort_values(["academic_year", "percent"], ascending=False)
    subjects = latest["subject"].drop_duplicates().tolist()[: schools_parts.SUBJECTS_WIDE]
    notes.panel("รายวิชา รายปี", small=True)
    notes.say(":gray[ร้อยละที่ไม่ผ่าน ปัดทศนิยมทิ้ง วิชาที่ไม่ผ่านมากอยู่บน]")
    rows = one.grid.assign(
        row=one.grid["subject"], column=one.grid["academic_year"].astype("Int64")
    )
    rows = rows.assign(name=rows["subject"].map(plain), stand=schools_parts.stand_of(rows))
    rows = rows[rows["column"].isin(years)]
    names = [(subject, plain(subject)) for subject in subjects]
    drawing = drawn(schools_charts.by_subject, rows, names, years, numerals.digits, room=140)
    frame.chart(drawing, f"สีรายวิชารายปีของ{plain(school['name'])}", key="grid")


def receipt(office: Office, found: SchoolColours, one: OneSchool, school: dict) -> None:
    """How the colour came about, then each subject with counts, mean, limit, next colour, cell."""
    choice = found.choice
    if not choice.subject:
        notes.panel("ที่มาของสีรวม")
        band = band_of(office.colour_bands, choice.academic_year, str(school["colour"]))
        notes.say(said.how_pooled(sum_of(one.subjects), school, band))
        left_out = said.not_pooled(one.subjects)
        if left_out:
            notes.say(f":gray[{left_out}]")
    notes.panel("รายวิชา", small=True)
    with frame.rows("subjects"):
        for row, subject in zip(one.subjects.index, one.subjects.to_dict("records"), strict=True):
            _subject_row(office, row, subject)
    if one.subjects.empty:
        notes.say(f":gray[ไม่มีแถวผลของโรงเรียนนี้ในปีการศึกษา {choice.academic_year}]")


def _subject_row(office: Office, row: tuple[str, int], subject: dict) -> None:
    with frame.row(f"w_{row[1]}_{row[0]}"):
        colour, name, result, more, cell = st.columns([1.2, 3.2, 2.9, 2.4, 1.2])
        tested = subject["state"] == "tested"
        percent = said.percent(subject["hundredths"])
        stand = subject["colour"] if not blank(subject["colour"]) else "no_band"
        colour.markdown(f"**{said.stand(stand)}**" if tested else ":gray[–]")
        mean = "" if blank(subject["mean"]) else f"เฉลี่ย{NBSP}{subject['mean']:.2f} · "
        detail = escape(f"{mean}{said.limit(subject['limit'])}")
        name.markdown(numerals.digits(f"{escape(subject['subject'], 80)}  \n:gray[{detail}]"))
        if tested:
            counted = said.counted(subject["not_passed"], subject["tested"], said.PUPILS)
            small = f" น้อยกว่า{NBSP}10{NBSP}คน" if subject["small"] else ""
            result.markdown(numerals.digits(f"**{percent}** :gray[{counted}{small}]"))
            step = said.to_next(subject["more_to_pass"], subject["next_better"], said.PUPILS)
            more.markdown(numerals.digits(step))
        else:
            result.markdown(f":gray[{said.stand(subject['state'])}]")
        with cell:
            notes.copy_cell(office, "test_results", row, "not_passed", f"subject_{row[1]}")


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
