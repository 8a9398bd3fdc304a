"""ใบแจ้งสีของโรงเรียน as a PDF: a page for each school."""

from collections.abc import Sequence

from esa.documents import topics_pdf
from esa.judged import Judged
from esa.rules.school_results import Choice
from esa.telling import words
from esa.telling.school_sheet import TITLE
from esa.telling.texts import full_date, one_line
from esa.telling.topic import Topic


def pdf(judged: Judged, choice: Choice, whose: str, told: Sequence[Topic], stamp: str) -> bytes:
    """whose: name of the network or school, "" for all; told: of esa.telling.school_sheet."""
    office = judged.office
    paper = topics_pdf.Paper(
        office=one_line(office.name),
        title=" ".join(filter(None, (TITLE, one_line(whose)))),
        day=f"ข้อมูล ณ วันที่ {full_date(office.today)}",
        about=f"{choice.test} {choice.grade} ปีการศึกษา {choice.academic_year}",
        stamp=stamp,
        badge=words.SAMPLE if office.is_sample else "",
        apart=True,
    )
    return topics_pdf.pdf(paper, told, lambda lost: words.left_out(office, lost))
