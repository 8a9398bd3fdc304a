"""Where something stands in for a setting, every page, paper and text says so; else none does."""

import csv
from pathlib import Path

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from esa.commands import cli
from esa.documents.line import line
from esa.judged import Judged
from esa.reading.office import read_office
from esa.sources.folder import read_folder
from esa.telling.agenda import topics
from esa.telling.standpoint import Standpoint
from tests.conftest import SAMPLE
from tests.pages.conftest import lines
from tests.unit.changed import NOW

SAID = {
    "วันอ้างอิง": ("23/9/57", "อ่านวันอ้างอิงไม่ได้ จึงใช้วันนี้"),
    "ปีงบประมาณ": ("ปีนี้", "ไม่ทราบปีงบประมาณที่ตั้งค่าไว้ จึงใช้"),
    "ฉบับมาตรฐานที่ใช้": ("", "ไม่ทราบฉบับมาตรฐานที่ตั้งค่าไว้ จึงใช้"),
}
PAGES = ("board", "indicators", "evidence", "projects", "networks", "schools")


def setting(office: Path, heading: str, value: str) -> None:
    path = office / "office" / "settings.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index(heading)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def flat(text: str) -> str:
    """Without the spaces and joiners by which lines are broken differently everywhere."""
    return "".join(text.replace("\u2060", "").split())


def papers(office: Path, out: Path) -> dict[str, str]:
    """The text of every file that the command line makes, and of LINE."""
    place = ["--place", str(out / "place")]
    assert cli.main(["pack", str(office), str(out / "pack"), "--digits", "arabic", *place]) == 0
    (pdf,), (tables,) = ((out / "pack").glob(f"*.{kind}") for kind in ("pdf", "xlsx"))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(str(pdf))]
    cover = load_workbook(tables).worksheets[0].iter_rows(values_only=True)
    report = ["report", str(office), str(out / "sar.docx"), "--indicator", "1.4", *place]
    assert cli.main(report) == 0
    word = docx.Document(str(out / "sar.docx"))
    texts = [part.text for part in [*word.paragraphs, *word.sections[0].header.paragraphs]]
    share = ["share", str(office), "--html", str(out / "page.html"), *place]
    assert cli.main([*share, "--show", "levels,completeness,networks"]) == 0
    judged = Judged(read_office(read_folder(office, NOW), NOW, is_sample=True))
    at = Standpoint(judged).of("SUP")
    return {
        "pdf": flat(pages[0]),
        "workbook": flat(" ".join(str(cell) for row in cover for cell in row)),
        "report": flat(" ".join(texts)),
        "committee": flat((out / "page.html").read_text(encoding="utf-8")),
        "line": flat(line(at, topics(at))),
    }


@pytest.mark.parametrize("heading", SAID)
def test_what_stands_in_is_said_on_every_page_and_paper(heading, own_office, open_page, tmp_path):
    value, said = SAID[heading]
    setting(own_office, heading, value)
    for page in PAGES:
        app = open_page(page, office=own_office)
        assert not app.exception
        assert flat(said) in flat(" ".join(lines(app))), page
    for name, text in papers(own_office, tmp_path).items():
        assert flat(said) in text, (name, text[:400])


def test_an_office_that_states_its_settings_is_told_of_none(open_page, tmp_path):
    told = [flat(" ".join(lines(open_page(page)))) for page in PAGES]
    for text in [*told, *papers(SAMPLE, tmp_path).values()]:
        assert "ตั้งค่าไว้จึงใช้" not in text and "จึงใช้วันนี้" not in text
