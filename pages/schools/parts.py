"""Panels and lists of the page of school colours, over all schools or one network."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from esa.plain import Place, records
from esa.reading.office import Office
from esa.rules.bands import band_faults, bands_for, bands_since
from esa.rules.colours import SchoolColour
from esa.rules.school_results import (
    Choice,
    NetworkColours,
    SchoolColours,
    alarming,
    moved,
    of_subject,
    usual_test,
)
from esa.screen import columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import schools_words as said
from esa.telling import words
from esa.telling.texts import escape, linked, plain, shorten
from pages.schools import charts as schools_charts
from pages.schools import years_charts as schools_years_charts

MOST_MARKS = 200  # schools in one waffle; above that, shares of networks and the worst schools
IN_TABLE = 60  # rows of the table of all schools; the download has them all
TO_CHOOSE_FROM = 1200  # schools in one filter; above that, a network is chosen first
LISTED = 20  # schools in one page of the list
IN_HEAT_MAP = 15  # schools × all subjects, the worst
SUBJECTS_WIDE, SUBJECTS_PHONE = 20, 8
CELL = ("stand", "shown", "small", "hundredths", "not_passed", "tested")  # of one result
KEPT = ("test", "grade", "year", "scope", "subject", "network")


def choose(office: Office) -> Choice | None:
    """Test, grade, year, scope and subject from the address; None where nothing was tested."""
    results = office.test_results
    usual = usual_test(results) or (None, None)
    test = filters.test(results, default=usual[0])
    results = results[results["test"] == test]
    grade = filters.grade(results, default=usual[1])
    results = results[results["grade"] == grade]
    year = filters.academic_year(results)
    results = results[(results["academic_year"] == year).fillna(False).astype(bool)]
    scopes = sorted(results["scope"].dropna().unique())
    scope = filters.scope(results) if len(scopes) > 1 else "".join(scopes)
    if not (test and grade and year and scope):
        return None
    subject = filters.subject(results[results["scope"] == scope], width=200)
    return Choice(test, grade, int(year), scope, subject)


def school(office: Office, network: str) -> str:
    """Code of a school of the network chosen (of all of them, where they aren't too many)."""
    rows = office.schools
    if network:
        rows = rows[rows["network"] == network]
    elif len(rows) > TO_CHOOSE_FROM:
        rows = rows[rows["school_code"] == st.query_params.get("school", "")]
    return filters.school(office, codes=rows["school_code"], width=220)


def network_names(office: Office) -> dict[str, str]:
    rows = office.networks
    return dict(zip(rows["network"], rows["name"].map(plain), strict=True)) | {"": ""}


def without_results(office: Office) -> None:
    """The empty state: nothing was tested yet."""
    tab = words.tab_title("test_results")
    notes.nothing(
        f"กรอกแท็บ {tab} ในสมุดของสำนักงาน แถวละโรงเรียน วิชา และปีการศึกษา "
        "(เข้าสอบกี่คน ไม่ผ่านขีดจำกัดล่างกี่คน) แล้วสีของทุกโรงเรียนจะแสดงที่นี่"
    )
    notes.source(office, "test_results", "colour_bands")


def of_network(found: SchoolColours, network: str) -> tuple[SchoolColour, ...]:
    """The schools of one network; all of them for ""."""
    return tuple(row for row in found.schools if network in ("", row.network))


def networks_of(found: SchoolColours, network: str) -> tuple[NetworkColours, ...]:
    """The network chosen; all of them for ""."""
    return tuple(row for row in found.networks if network in ("", row.network))


def stands(schools: Iterable[SchoolColour]) -> list[str]:
    return [row.stand for row in schools]


def overview(office: Office, found: SchoolColours, network: str) -> None:
    """The waffle; with very many schools the shares of networks stand in its place."""
    schools, names = of_network(found, network), network_names(office)
    rows = networks_of(found, network)
    if sum(row.stand != "no_row" for row in schools) > MOST_MARKS:
        if not network:
            many = f"{len(schools):,} โรงเรียน มากเกินกว่าจะวาดทีละโรงเรียน เลือกเครือข่ายเพื่อดูทุกโรงเรียน"
            notes.say(f":gray[{said.AXIS} {many}{_cut(rows)}]")
            draw_shares(found, names, "top")
            return
        schools = schools[:MOST_MARKS]
    small = f" {said.SMALL_MARK}" if any(row.small for row in schools) else ""
    order = "" if network else " เรียงเครือข่ายที่มีแสดและแดงมากก่อน"
    of = said.unit(found.choice)
    count = f" · {said.HOW_TO_COUNT}" if of == said.SITTINGS else ""
    notes.say(f":gray[{said.AXIS} แต่ละรูปคือหนึ่งโรงเรียน{order}{small}{_cut(rows)}{count}]")
    wide, phone = (
        drawn(schools_charts.waffle, schools, rows, names, of, numerals.digits, narrow)
        for narrow in (False, True)
    )
    worst = [names.get(row.network, row.network) for row in rows[:1] if row.network]
    alternative = said.alternative(said.counts(stands(schools)), found.choice, worst)
    frame.two_sizes(wide, phone, "waffle", alternative)


def _cut(networks: Sequence[NetworkColours]) -> str:
    more = len(networks) - schools_charts.MOST_NETWORKS
    if more <= 0:
        return ""
    return f" แสดง {schools_charts.MOST_NETWORKS} เครือข่ายแรก อีก {more} เลือกจากตัวกรอง"


def bands(office: Office, found: SchoolColours, network: str) -> None:
    """The thresholds with the year they are from, and how many schools have each colour."""
    year = found.choice.academic_year
    known = bands_for(office.rows["colour_bands"], year)
    notes.panel(said.bands_title(bands_since(office.rows["colour_bands"], year)), small=True)
    of = said.counts(stands(of_network(found, network)))
    if known or of["schools"]:
        drawing = drawn(schools_charts.bands, known, of, numerals.digits)
        frame.chart(drawing, said.alternative(of, found.choice, []), key="bands")
    faulty = said.faulty_bands(band_faults(known)) if known else "ยังไม่ได้กรอกเกณฑ์สีของปีนี้"
    if faulty:
        notes.say(
            f":orange[{faulty}] {linked('ดูแท็บ', frame.address('sheets', tab='colour_bands'))}"
        )


def movement(office: Office, found: SchoolColours, network: str) -> None:
    """How many schools rose, stayed and fell since the year before, as slopes."""
    codes = {row.school_code for row in of_network(found, network)}
    moves = tuple(move for move in found.moves if move.school_code in codes)
    notes.panel("เปลี่ยนสีจากปีก่อน", small=True)
    sentence = said.moved(moved(moves), found.previous)
    notes.say(sentence)
    if found.previous is None or all(move.direction == "unknown" for move in moves):
        return
    year = found.choice.academic_year
    known = bands_for(office.rows["colour_bands"], year)
    drawing = drawn(
        schools_years_charts.movement, moves, known, found.previous, year, numerals.digits
    )
    frame.chart(drawing, sentence.replace("*", ""), key="movement")
    notes.say(f":gray[{said.HOW_TO_READ_MOVES}]")


def draw_shares(found: SchoolColours, names: dict[str, str], key: str) -> None:
    """Share of schools per colour of each network, honest about those without a colour."""
    wide, phone = (
        drawn(schools_charts.shares, found.networks, names, numerals.digits, narrow)
        for narrow in (False, True)
    )
    alternative = said.alternative(said.counts(stands(found.schools)), found.choice, [])
    frame.two_sizes(wide, phone, f"shares_{key}", f"สัดส่วนสีของแต่ละเครือข่าย {alternative}")


def shares(office: Office, found: SchoolColours, network: str) -> None:
    """The panel of shares, where it isn't the main chart already."""
    drawn = sum(row.stand != "no_row" for row in found.schools)
    if network or drawn > MOST_MARKS or len(found.networks) < 2:
        return
    notes.panel("สัดส่วนสีของแต่ละเครือข่าย")
    notes.say(
        ":gray[แถบยาวเท่ากันคือโรงเรียนทั้งหมดของเครือข่าย ตัวเลขคือจำนวนโรงเรียน "
        "ส่วนสีขาวคือยังไม่ได้ทดสอบหรือไม่มีแถวผล]"
    )
    draw_shares(found, network_names(office), "panel")


def in_need(office: Office, found: SchoolColours, network: str) -> None:
    """Orange and red schools, worst first, with the pupils to the next colour and the cell."""
    schools = alarming(of_network(found, network))
    names = network_names(office)
    notes.panel(f"ต้องช่วยก่อน: แดงและแสด {len(schools):,} โรงเรียน")
    if not schools:
        notes.say(":gray[ไม่มีโรงเรียนสีแดงหรือแสดในชุดที่เลือก]")
    start = filters.rows_from("แสดงโรงเรียนที่", len(schools), LISTED, "from") or 0
    cells = _cells(found)
    with frame.rows("in_need"):
        for school in schools[start : start + LISTED]:
            _school_row(office, found.choice, school, names, cells)
    _all_schools(office, found, of_network(found, network), cells)


def _school_row(
    office: Office,
    choice: Choice,
    school: SchoolColour,
    names: dict[str, str],
    cells: dict[str, list[tuple[str, int]]],
) -> None:
    code, of = school.school_code, said.unit(choice)
    with frame.row(f"w_{code}"):
        colour, name, network, result, more, cell = st.columns([0.7, 2.5, 1.9, 3.1, 2.5, 1.1])
        colour.markdown(f"**{said.stand(school.colour)}**")
        network.markdown(f":gray[{escape(names.get(school.network, 'ไม่มีเครือข่าย'), 40)}]")
        with name:
            frame.open_page(shorten(school.name, 60), "schools", **(here() | {"school": code}))
        counted = said.counted(school.not_passed, school.tested, of)
        small = " (กลุ่มเล็ก)" if school.small else ""
        percent = said.percent(school.hundredths)
        result.markdown(numerals.digits(f"**{percent}** :gray[{counted}{small}]"))
        step = said.to_next(school.more_to_pass, school.next_better, of)
        more.markdown(numerals.digits(step or ":gray[ไม่มีสีที่ดีกว่าให้ไปถึง]"))
        with cell:
            rows = cells.get(code, [])
            if choice.subject and rows:
                notes.copy_cell(office, "test_results", rows[0], "not_passed", f"need_{code}")
            else:
                link = here() | {"school": code}
                frame.open_page(numerals.digits(f"ดู {len(rows)} แถว"), "schools", **link)


def _cells(found: SchoolColours) -> dict[str, list[tuple[str, int]]]:
    """The rows of the sheet behind each school."""
    rows = of_subject(found.rows, found.choice.subject)
    return {code: list(mine) for code, mine in rows.groupby("school_code").groups.items()}


def here() -> dict[str, str]:
    """What the address says now, so that a link keeps the choice."""
    return {key: st.query_params[key] for key in KEPT if key in st.query_params}


def _all_schools(
    office: Office, found: SchoolColours, schools: Sequence[SchoolColour], cells: dict[str, list]
) -> None:
    """Every school of the choice as a sortable table, whole as a download."""
    name = f"ตารางทุกโรงเรียน {len(schools):,} แถว"
    with st.expander(numerals.digits(name)):
        columns.frame(
            _table(office, found, schools[:IN_TABLE], cells),
            key="all_schools",
            alternative="ทุกโรงเรียนของชุดที่เลือก เรียงจากร้อยละที่ไม่ผ่านมากไปน้อย",
            total=len(schools),
        )
        columns.downloads(
            "all_schools", lambda: _table(office, found, schools, cells), "สีคุณภาพโรงเรียน"
        )


def _table(
    office: Office, found: SchoolColours, schools: Sequence[SchoolColour], cells: dict[str, list]
) -> pd.DataFrame:
    names, of = network_names(office), said.unit(found.choice)

    def place(code: str) -> str:
        rows = cells.get(code)
        if not rows:
            return ""
        first = words.place(office, "test_results", rows[0], "not_passed")
        return first + (f" และอีก {len(rows) - 1} แถว" if len(rows) > 1 else "")

    def numbers(name: str) -> pd.Series:
        return pd.Series([getattr(row, name) for row in schools], dtype="float64")

    return pd.DataFrame(
        {
            "โรงเรียน": [shorten(row.name, 60) for row in schools],
            "เครือข่าย": [shorten(names.get(row.network or "", ""), 30) for row in schools],
            "สี": [said.stand(row.stand) for row in schools],
            "ร้อยละที่ไม่ผ่าน": numbers("percent"),
            f"ไม่ผ่าน ({of})": numbers("not_passed"),
            f"เข้าสอบ ({of})": numbers("tested"),
            f"อีกกี่{of}": numbers("more_to_pass"),
            "จะเป็นสี": [said.stand(row.next_better) if row.next_better else "" for row in schools],
            "เข้าสอบ (คน)": numbers("pupils"),
            "นักเรียนทั้งหมด": numbers("enrolled"),
            columns.PLACE: [place(row.school_code) for row in schools],
        }
    )


def by_subject(office: Office, found: SchoolColours, network: str) -> None:
    """School × subject: the worst schools, or those of the chosen network."""
    schools = of_network(found, network)
    shown = [row for row in schools if row.stand not in ("no_row", "not_tested")][:IN_HEAT_MAP]
    subjects = [row.subject for row in found.subjects]
    if not shown or len(subjects) < 2:
        return
    notes.panel("โรงเรียน × วิชา")
    few = len(shown) < len(schools)
    of = f"ใน{plain(found.choice.subject)} " if found.choice.subject else ""
    worst_of = f"{len(shown)} โรงเรียนที่ไม่ผ่าน{of}มากที่สุด จาก {len(schools):,}"
    which = escape(worst_of) if few else "ทุกโรงเรียน"
    hint = " เลือกเครือข่ายหรือโรงเรียนเพื่อดูโรงเรียนอื่น" if few else ""
    last = f" จอเล็กแสดง {SUBJECTS_PHONE} วิชาที่ไม่ผ่านมากที่สุด" if len(subjects) > SUBJECTS_PHONE else ""
    notes.say(f":gray[{which} วิชาที่ทั้งเขตไม่ผ่านมากอยู่ซ้าย{hint}{last}]")
    names = {row.school_code: plain(row.name) for row in shown}
    rows = found.rows[found.rows["school_code"].isin(list(names))]
    cells = [
        schools_charts.SubjectCell(code, subject, f"{names[code]} · {plain(subject)}", *about)
        for _, code, subject, *about in records(rows, "school_code", "subject", *CELL)
    ]
    given = (cells, list(names.items()))
    wide, phone = (
        drawn(schools_charts.by_subject, *given, subjects[:most], numerals.digits, narrow)
        for narrow, most in ((False, SUBJECTS_WIDE), (True, SUBJECTS_PHONE))
    )
    worst = plain(subjects[0])
    alternative = f"สีของ {len(shown)} โรงเรียนใน {len(subjects)} วิชา วิชาที่ไม่ผ่านมากที่สุดคือ{worst}"
    frame.two_sizes(wide, phone, "by_subject", alternative)


def map_of(office: Office, found: SchoolColours, network: str) -> None:
    """Schools where they are, when coordinates are filled in; else one quiet sentence."""
    where: dict[str, tuple] = {}
    names = ("school_code", "latitude", "longitude")
    for _, code, *at in records(office.rows["schools"], *names):
        where.setdefault(code, tuple(at))
    schools = of_network(found, network)
    placed = [row for row in schools if None not in where[row.school_code]]
    if not placed:
        with frame.quiet("no_map"):
            notes.say("ยังไม่มีแผนที่ เพราะยังไม่ได้กรอกละติจูดและลองจิจูดในแท็บ โรงเรียน")
        return
    notes.panel("แผนที่โรงเรียน")
    notes.say(f":gray[มีพิกัด {len(placed):,} จาก {len(schools):,} โรงเรียน เหนืออยู่บน]")
    coordinates = [where[row.school_code] for row in placed]
    of = said.unit(found.choice)
    drawing = drawn(schools_years_charts.places, placed, coordinates, of, numerals.digits)
    frame.chart(drawing, f"ตำแหน่งและสีของ {len(placed)} โรงเรียน", key="map")


def not_counted(office: Office, rows: Sequence[Place]) -> None:
    """Rows of the choice whose counts clash, with their cells, beside the figure they miss."""
    if not rows:
        return
    cells = [office.cell("test_results", row, "not_passed") for row in rows[:6]]
    more = f" และอีก {len(rows) - 6}" if len(rows) > 6 else ""
    reason = linked("ดูเหตุผล", frame.address("sheets", tab="test_results"))
    where = escape(f"{', '.join(cells)}{more}")
    with frame.quiet("not_counted"):
        notes.say(
            f"ยังไม่นับ {len(rows):,} แถวที่จำนวนขัดกัน (เช่น ไม่ผ่านมากกว่าเข้าสอบ) ช่อง {where} ({reason})"
        )
