"""One school: where its colour comes from, its years and its subjects."""

from collections.abc import Callable, Sequence
from functools import partial

from esa.rules.colours import Pooled
from esa.rules.open_schools import SchoolColour
from esa.rules.school_results import OneSchool, Result, band_of, sum_of
from esa.telling import words
from esa.telling.drawings import Grid, Tile, Tiles
from esa.telling.schools import NO_NETWORK
from esa.telling.schools_words import AXES, VALUES, network_name, stand, step, to_next
from esa.telling.tables import PLACE
from esa.telling.texts import NBSP, one_line, shorten
from esa.telling.topic import Cell, Column, Door, Entry, Mark, Table, Topic, quiet, together
from pages.schools import words as said
from pages.schools.schools import tile, without_cells
from pages.schools.subjects import SUBJECTS
from pages.schools.view import View

YEARS = 5  # in the grid
FIELDS = ("academic_year", "subject", "tested", "not_passed", "mean")


def facts(view: View, school: SchoolColour) -> Topic:
    """Network, amphoe and how many of its pupils were tested."""
    network = view.names.get(school.network or "")
    amphoe = one_line(school.amphoe)
    parts = (
        network_name(network) if network else NO_NETWORK,
        f"อำเภอ{amphoe}" if amphoe else "",
        said.tested_share(school),
    )
    return Topic("facts", "", quiet(together(parts)))


def pooled(view: View, school: SchoolColour, results: OneSchool) -> Topic | None:
    """How the colour over all subjects came about; None where one subject is chosen."""
    if view.choice.subject:
        return None
    tab = view.office.rows["colour_bands"]
    band = band_of(tab, view.choice, school.colour)
    told = said.how_pooled(sum_of(results.subjects), school, band)
    left_out = said.not_pooled(results.subjects)
    return Topic("pooled", "ที่มาของสีรวม", told, notes=(left_out,) if left_out else ())


def years(view: View, school: SchoolColour, results: OneSchool) -> Topic:
    """Its colour in each year, which opens that year; the slope beside is the page's."""
    return Topic(
        "years",
        "รายปี" if view.choice.subject else "รวมทุกวิชา รายปี",
        quiet(AXES[view.found.measure]),
        tuple(_year(view, school, row) for row in results.years),
        (Column("ปีการศึกษา"), Column("สี"), Column(VALUES[view.found.measure], 0, "number")),
    )


def _year(view: View, school: SchoolColour, row: Pooled) -> Entry:
    year, percent = str(row.academic_year or "–"), said.percent(row.hundredths)
    return Entry(
        year,
        percent or "ไม่มีร้อยละ",
        door=view.door(school=school.school_code, year=row.academic_year),
        values=(year, said.colour(row.stand, row.look), percent or None),
        mark=Mark(row.look, stand(row.stand)),
    )


def grid(view: View, school: SchoolColour, results: OneSchool) -> Topic:
    """Subject × year, the newest year's worst subject on top; a mark opens its own."""
    columns = sorted({row.academic_year for row in results.grid if row.academic_year})[-YEARS:]
    latest = sorted(results.grid, key=_newest_and_worst)
    subjects = list(dict.fromkeys(row.subject for row in latest))[:SUBJECTS]
    found = {(row.subject, row.academic_year): row for row in results.grid}
    opens = partial(view.door, school=school.school_code)
    rows = tuple(
        Tiles(
            shorten(subject, 30),
            tuple(_cell(found.get((subject, year)), opens) for year in columns),
        )
        for subject in subjects
    )
    how = quiet("ร้อยละที่ไม่ผ่าน ตัดทศนิยม วิชาที่ไม่ผ่านมากอยู่บน")
    drawing = Grid(tuple(map(str, columns)), rows) if rows else None
    return Topic("grid", "รายวิชา รายปี", how, drawing=drawing)


def _cell(row: Result | None, opens: Callable[..., Door]) -> Tile | None:
    if row is None:
        return None
    door = opens(year=row.academic_year, subject=row.subject or "")
    return tile(row, f"{row.subject} {row.academic_year}", said.PUPILS, door)


def _newest_and_worst(row: Result) -> tuple:
    year, percent = row.academic_year, row.hundredths
    return (year is None, -(year or 0), percent is None, -(percent or 0))


def subjects(view: View, results: OneSchool) -> Topic:
    """Each subject of the year with counts, mean, limit, next colour and cell."""
    year = view.choice.academic_year
    return Topic(
        "subjects",
        f"รายวิชา ปีการศึกษา{NBSP}{year}",
        "",
        tuple(map(_subject, results.subjects)),
        (
            *(Column("วิชา"), Column("สี", 25), Column(VALUES[view.found.measure], 25, "number")),
            *(Column("ไม่ผ่าน (คน)", 31), Column("ขีดจำกัดล่าง", 26, "number")),
            Column("ผ่านเพิ่ม (คน)", 32),
        ),
        empty=f"ไม่มีแถวผลของโรงเรียนนี้ในปีการศึกษา {year}",
    )


def _subject(row: Result) -> Entry:
    percent, name = said.percent(row.hundredths), shorten(row.subject, 80)
    small = f"น้อยกว่า{NBSP}10{NBSP}คน" if row.small else ""
    counted = together((said.counted(row, said.PUPILS), small), " ")
    told = (to_next(row, said.PUPILS), counted) if row.state == "tested" else ()
    mean = "" if row.mean is None else f"เฉลี่ย{NBSP}{row.mean:.2f}"
    passed = said.of_tested(row)
    return Entry(
        percent or "–",
        name,
        together((*told, mean, said.limit(row.limit))),
        cell=Cell("test_results", row.at, "not_passed"),
        values=(
            name,
            said.colour(row.stand, row.look),
            percent or None,
            passed,
            row.limit,
            step(row),
        ),
        mark=Mark(row.look, stand(row.stand)),
    )


def every_row(view: View, results: OneSchool) -> Table:
    """All rows of the school in this test, every year, as they stand in the sheet."""
    cells = tuple(Cell("test_results", row.at, FIELDS[0]) for row in results.grid)
    rows = tuple(
        (*(getattr(row, name) for name in FIELDS), words.place(view.office, *cell))
        for row, cell in zip(results.grid, cells, strict=True)
    )
    heads = tuple(words.heading("test_results", name) for name in FIELDS)
    return Table(words.tab_title("test_results"), (*heads, PLACE), rows, cells)


def on_paper(view: View, school: SchoolColour, results: OneSchool) -> Sequence[Topic]:
    """How its colour came about, each subject, and the years."""
    told = (facts(view, school), pooled(view, school, results))
    told += (without_cells(subjects(view, results)), years(view, school, results))
    return [topic for topic in told if topic]
