"""ใบแจ้งสีของโรงเรียน: a page for each school, with the figures of the page of schools."""

import re

import pypdfium2
import pytest

from esa.commands.cli import main
from esa.documents.school_sheets import pdf
from esa.history.of_sample import OFFICE
from esa.telling.school_sheet import of_schools, sheets
from esa.telling.schools_words import SITTINGS, to_next
from esa.telling.topic import plain
from tests.unit.standpoints import sample


@pytest.fixture(scope="module")
def judged():
    return sample()


def pages(data):
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def test_every_open_school_has_a_sheet_that_says_what_the_page_says(judged):
    choice = judged.choice
    schools = judged.schools(choice).schools
    told = sheets(judged, choice)
    assert [topic.name for topic in told] == [f"sheet_{row.school_code}" for row in schools]
    for row, topic in zip(schools, told, strict=True):
        subjects, years = topic.parts
        assert len(subjects.entries) >= (row.subjects or 0)  # untested ones too
        if row.hundredths is not None:
            assert f"{row.hundredths / 100:.2f}" in plain(topic.finding)
            assert years.entries[-1].values[2] == f"{row.hundredths / 100:.2f}"
        if row.more_to_pass:
            assert to_next(row, SITTINGS) and to_next(row, SITTINGS) in topic.finding


def test_the_sheets_of_a_network_are_those_of_its_schools(judged):
    choice = judged.choice
    schools = judged.schools(choice).schools
    codes = {row.network or "" for row in schools}
    assert sum(len(sheets(judged, choice, code)) for code in codes) == len(schools)


def test_a_network_is_one_file_with_a_page_for_each_school(judged):
    choice = judged.choice
    code = next(row.network for row in judged.schools(choice).schools if row.network)
    told = sheets(judged, choice, code)
    found = pages(pdf(judged, choice, "เครือข่าย", told, "ยังไม่บันทึก"))
    assert len(found) == len(told)
    for text, topic in zip(found, told, strict=True):
        assert re.sub(r"\W", "", topic.heading)[:8] in re.sub(r"\W", "", text)


def test_one_school_stands_on_one_page(judged):
    choice = judged.choice
    widest = max(judged.schools(choice).schools, key=lambda row: row.subjects or 0)
    told = of_schools(judged, choice, [widest])
    assert len(pages(pdf(judged, choice, widest.name, told, ""))) == 1


def test_the_command_writes_a_file_for_each_network_and_never_over_one(tmp_path, capsys):
    assert main(["school-sheets", str(OFFICE), str(tmp_path / "out")]) == 0
    files = sorted((tmp_path / "out").iterdir())
    schools = sample().schools(sample().choice).schools
    assert len(files) == len({row.network for row in schools})
    assert capsys.readouterr().out.count("โรงเรียน)") == len(files)
    assert main(["school-sheets", str(OFFICE), str(tmp_path / "out")]) == 2
