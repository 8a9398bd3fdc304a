"""Subject by subject: a link to each, and schools × subjects."""

from typing import NamedTuple

from esa.plain import records
from esa.rules.open_schools import SchoolColour
from esa.telling.drawings import Grid, Tile, Tiles
from esa.telling.texts import one_line, shorten
from esa.telling.topic import Onward, Topic, quiet, together
from pages.schools import words as said
from pages.schools.schools import tile
from pages.schools.view import View

IN_GRID = 15  # schools, the worst
SUBJECTS, SUBJECTS_PHONE = 20, 8


class Result(NamedTuple):
    """A row of test results as its mark needs it."""

    stand: str
    shown: int | None
    small: bool
    hundredths: int | None
    not_passed: int | None
    tested: int | None
    measure: str
    look: str


def each_subject(view: View) -> Topic:
    """A link to each subject, the worst first, and back to all of them together."""
    named = [row.subject for row in view.found.subjects if row.subject]
    others = [name for name in named if name != view.choice.subject][:SUBJECTS]
    links = [Onward(view.door(subject=name), shorten(name, 40)) for name in others]
    if view.choice.subject:
        links.insert(0, Onward(view.door(subject=""), "รวมทุกวิชา"))
    links = links if len(named) > 1 else []
    how = (quiet("เลือกวิชา (ไม่ผ่านมากที่สุดก่อน)"),) if links else ()
    return Topic("each_subject", "", "", notes=how, onward=tuple(links))


def by_subject(view: View) -> Topic | None:
    """School × subject: the worst schools, or those of the chosen network; None for one subject."""
    schools = [row for row in view.listed if row.stand not in ("no_row", "not_tested")][:IN_GRID]
    subjects = [row.subject for row in view.found.subjects]
    if not schools or len(subjects) < 2:
        return None
    shown = subjects[:SUBJECTS]
    codes = {row.school_code for row in schools}
    rows = records(view.found.rows, "school_code", "subject", *Result._fields)
    found = {(code, subject): Result(*row) for _, code, subject, *row in rows if code in codes}
    tiles = tuple(
        Tiles(
            shorten(school.name, 30),
            tuple(_cell(view, school, subject, found) for subject in shown),
            door=view.door(school=school.school_code),
        )
        for school in schools
    )
    of = f"ใน{one_line(view.choice.subject)} " if view.choice.subject else ""
    few = len(schools) < len(view.listed)
    which = f"{len(schools)} โรงเรียนที่ไม่ผ่าน{of}มากที่สุด จาก {len(view.listed):,} โรงเรียน"
    hint = "เลือกเครือข่ายหรือโรงเรียนเพื่อดูโรงเรียนอื่น" if few else ""
    phone = f"จอเล็กแสดง {SUBJECTS_PHONE} วิชาที่ไม่ผ่านมากที่สุด" if len(shown) > SUBJECTS_PHONE else ""
    how = (which if few else "ทุกโรงเรียน", "วิชาที่ไม่ผ่านมากอยู่ทางซ้าย", hint, phone)
    heads = tuple(shorten(subject, 13) for subject in shown)
    drawing = Grid(heads, tiles, SUBJECTS_PHONE)
    return Topic("by_subject", "โรงเรียน × วิชา", quiet(together(how)), drawing=drawing)


def _cell(view: View, school: SchoolColour, subject: str, found: dict) -> Tile | None:
    row = found.get((school.school_code, subject))
    door = view.door(school=school.school_code, subject=subject)
    return row and tile(row, f"{shorten(school.name, 60)} · {subject}", said.PUPILS, door)
