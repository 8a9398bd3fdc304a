"""Groups whose tabs were not read whole: a renamed heading gives "unknown", never a lower level."""

from datetime import datetime

import pytest

from esa.reading.office import BANGKOK, read_office
from esa.rules.unread import _Codes
from tests.unit.test_office import EVIDENCE, PROGRESS, group_book, office_book

NOW = datetime(2014, 9, 23, tzinfo=BANGKOK)


def named(written: str, *codes: str) -> tuple:
    """What a code names among points, each of the indicator that its beginning names."""
    points = [("2557", code, code.rpartition(".")[0]) for code in codes]
    found = _Codes(points).named(written)
    return {code for _, code in found.criteria}, found.indicator and found.indicator[1]


def test_the_readable_part_of_a_code_names_a_point_or_the_points_of_one_indicator():
    known = ("7.1.1", "7.1.2", "8.1.1", "8.2.1")
    assert named("7.1.2", *known) == ({"7.1.2"}, None)
    assert named("7.1.ก", *known) == ({"7.1.1", "7.1.2"}, "7.1")
    assert named("7", *known) == ({"7.1.1", "7.1.2"}, "7.1")  # only one begins so
    assert named("8", *known) == (set(), None)
    assert named("9.1", *known) == (set(), None)


def unread(tabs: dict | None = None) -> frozenset[str]:
    return read_office([office_book(), group_book("fin", "FIN", tabs)], NOW).unread


def test_a_workbook_read_whole_leaves_nothing_unknown():
    assert unread() == frozenset()


@pytest.mark.parametrize("heading", ["รหัสประเด็น", "ชื่อเอกสารหรือหลักฐาน", "ที่เก็บ (แฟ้ม/ตู้)"])
def test_a_renamed_heading_of_the_evidence_makes_the_group_unknown(heading):
    assert unread({"หลักฐานอ้างอิง": EVIDENCE.replace(heading, "หัวใหม่")}) == {"FIN"}


@pytest.mark.parametrize("heading", ["รหัสประเด็น", "สถานะการดำเนินการ"])
def test_a_renamed_heading_of_the_progress_makes_the_group_unknown(heading):
    assert unread({"การดำเนินงาน": PROGRESS.replace(heading, "หัวใหม่")}) == {"FIN"}


def test_the_column_that_may_have_been_renamed_is_told_with_its_cell():
    tabs = {"หลักฐานอ้างอิง": EVIDENCE.replace("ชื่อเอกสารหรือหลักฐาน", "หัวใหม่")}
    office = read_office([office_book(), group_book("fin", "FIN", tabs)], NOW)
    told = [p for p in office.problems if p.code == "maybe_renamed" and p.field == "title"]
    assert [(p.cell, p.facts["value"], p.group) for p in told] == [("C1", "หัวใหม่", "FIN")]


def test_a_column_that_is_not_there_and_none_that_is_unknown_loses_nothing():
    without_place = "| รหัสประเด็น | ลำดับที่ | ชื่อเอกสารหรือหลักฐาน |\n| 2.2.1 | 1 | แผน |"
    assert unread({"หลักฐานอ้างอิง": without_place}) == frozenset()


def test_a_column_of_the_group_s_own_beside_all_that_decides_loses_nothing():
    headings = "| รหัสประเด็น | สถานะการดำเนินการ | ของกลุ่ม |"
    assert unread({"การดำเนินงาน": f"{headings}\n| 2.2.1 | ดำเนินการแล้ว | x |"}) == frozenset()


def test_rows_that_were_all_set_aside_make_the_group_unknown():
    rows = EVIDENCE.replace("2.2.1", "9.9.9")
    assert unread({"หลักฐานอ้างอิง": rows}) == {"FIN"}


def test_a_workbook_without_the_tab_makes_the_group_unknown():
    book = group_book("fin", "FIN")
    tabs = tuple(tab for tab in book.tabs if tab.title != "หลักฐานอ้างอิง")
    raw = type(book)(book.name, book.address, tabs, book.read_at)
    assert read_office([office_book(), raw], NOW).unread == {"FIN"}


def test_rows_of_a_broken_tab_count_as_left_out_of_every_figure():
    tabs = {"หลักฐานอ้างอิง": EVIDENCE.replace("รหัสประเด็น", "หัวใหม่")}
    office = read_office([office_book(), group_book("fin", "FIN", tabs)], NOW)
    assert office.left_out("evidence", "criterion", "title") == 1
    assert office.left_out("progress", "criterion") == 0
