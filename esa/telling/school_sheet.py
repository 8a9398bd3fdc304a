"""ใบแจ้งสีของโรงเรียน: what a school is told of its own colours, on one page of A4.

Its colour over all subjects, each subject with its lower limit and the fewest pupils to the next
colour, and its years. Small counts stand as they are: the sheet goes to the school itself.
"""

from collections.abc import Sequence
from decimal import Decimal

from esa.judged import Judged
from esa.rules.bands import MEAN
from esa.rules.colours import Pooled
from esa.rules.open_schools import SchoolColour
from esa.rules.school_results import Choice, OneSchool, Result, each_school
from esa.rules.vocabulary import COLOUR_SIGNS, WITHOUT_COLOUR
from esa.telling.schools import NO_NETWORK
from esa.telling.schools_words import AXES, SITTINGS, of_colour, stand, step, to_next
from esa.telling.texts import NBSP, number, one_line, shorten
from esa.telling.topic import Column, Entry, Topic, strong, together

TITLE = "ใบแจ้งสีของโรงเรียน"
MOST_YEARS = 5
SUBJECTS = (Column("วิชาหรือด้าน"), Column("สี", 26), Column("ไม่ผ่าน (คน)", 32))
SUBJECTS += (Column("ร้อยละ", 18, "number"), Column("ขีดจำกัดล่าง", 24, "number"))
SUBJECTS += (Column("ผ่านเพิ่มอีก", 34),)
YEARS = (Column("ปีการศึกษา"), Column("สี", 40), Column("ร้อยละที่ไม่ผ่าน", 40, "number"))


def sheets(judged: Judged, choice: Choice, network: str | None = None) -> tuple[Topic, ...]:
    """A topic for each school of a network ("" for those without any, None for all)."""
    schools = judged.schools(choice).schools
    mine = [row for row in schools if network is None or (row.network or "") == network]
    return of_schools(judged, choice, mine)


def of_schools(
    judged: Judged, choice: Choice, schools: Sequence[SchoolColour]
) -> tuple[Topic, ...]:
    """A sheet for each of these schools under a choice of test results."""
    office, codes = judged.office, [row.school_code for row in schools]
    read = (office.rows["lower_limits"], office.rows["colour_bands"])
    each = each_school(office.test_results, *read, choice, codes)
    return tuple(_sheet(judged, choice, row, each[row.school_code]) for row in schools)


def _sheet(judged: Judged, choice: Choice, school: SchoolColour, results: OneSchool) -> Topic:
    office, code = judged.office, school.school_code
    networks = office.rows["networks"]
    names = dict(zip(networks["network"], networks["name"], strict=True))
    network = one_line(names.get(school.network)) if school.network else NO_NETWORK
    amphoe = one_line(school.amphoe)
    about = together((network, f"อำเภอ{amphoe}" if amphoe else "", f"{choice.test} {choice.grade}"))
    return Topic(
        f"sheet_{code}",
        shorten(school.name, 80) or code,
        _finding(school, choice),
        notes=(about, f"สีจาก{AXES[school.measure]}"),
        parts=(_subjects(results, choice), _years(results)),
    )


def _finding(school: SchoolColour, choice: Choice) -> str:
    year = f"ปีการศึกษา{NBSP}{choice.academic_year}"
    word = stand(school.stand)
    if school.hundredths is None:
        return f"{year} {word}"
    said = word if school.stand in WITHOUT_COLOUR else of_colour(word)
    rest = to_next(school, SITTINGS)
    what = "คะแนนเฉลี่ย" if school.measure == MEAN else "ไม่ผ่านร้อยละ"
    value = f"{what} {_percent(school.hundredths)}"
    return together((f"{year} {strong(said)} {value}", rest))


def _percent(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{Decimal(hundredths).scaleb(-2):.2f}"


def _colour(row: Result | Pooled) -> str:
    return f"{COLOUR_SIGNS.get(row.look, '')} {stand(row.stand)}".strip()


def _subjects(results: OneSchool, choice: Choice) -> Topic:
    heading = f"รายวิชา ปีการศึกษา {choice.academic_year}"
    entries = tuple(
        Entry(
            values=(
                *(shorten(row.subject, 60), _colour(row)),
                f"{number(row.not_passed) or '–'} จาก {number(row.tested) or '–'}",
                *(_percent(row.hundredths) or None, row.limit, step(row)),
            )
        )
        for row in results.subjects
    )
    return Topic("subjects", heading, "", entries, SUBJECTS, empty="ไม่มีผลในปีนี้")


def _years(results: OneSchool) -> Topic:
    rows: Sequence[Pooled] = results.years[-MOST_YEARS:]
    entries = tuple(
        Entry(values=(str(row.academic_year), _colour(row), _percent(row.hundredths) or None))
        for row in rows
    )
    return Topic("years", "รวมทุกวิชา รายปี", "", entries, YEARS)
