"""Which workbook and which tab is read: by what stands in it, never by the order of names."""

from dataclasses import replace
from itertools import permutations

import pytest

from esa.reading.office import read_office
from esa.sources.names import looks_like_copy
from esa.sources.workbook import RawTab
from tests.unit.drawn import table
from tests.unit.test_office import (
    EVIDENCE,
    NOW,
    OFFICE,
    PROGRESS,
    group_book,
    office_book,
    workbook,
)

MORE = EVIDENCE + "    | 2.2.2 | 1 | คำสั่ง | แฟ้ม 2 |\n"
EMPTY = "| รหัสประเด็น | ลำดับที่ | ชื่อเอกสารหรือหลักฐาน | ที่เก็บ (แฟ้ม/ตู้) |"


def evidence(book, drawing: str, title: str = "หลักฐานอ้างอิง"):
    """The workbook with that tab of evidence put first."""
    others = tuple(tab for tab in book.tabs if tab.title != title)
    return replace(book, tabs=(RawTab(title, table(drawing)), *others))


def titles(office) -> list[str]:
    return sorted(office.evidence["title"])


def codes(office) -> set[str]:
    return {p.code for p in office.problems}


def every_order(*books):
    """The offices that these workbooks give, in whatever order they come."""
    return [read_office(order, NOW) for order in permutations([office_book(), *books])]


# --- workbooks --------------------------------------------------------------------------------

COPIES = [
    "sup (1)", "สำเนาของ sup", "sup - Copy", "sup สำเนา", "sup-DESKTOP-ABC123", "sup (Autosaved)",
    "sup backup", "sup เก่า", "sup.final", "sup (conflicted copy 2014-09-01)", "sup_old",
]  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_the_workbook_without_a_mark_of_a_copy_is_read_whatever_comes_first(name):
    for office in every_order(group_book("sup", "FIN"), evidence(group_book(name, "FIN"), MORE)):
        assert titles(office) == ["แผนปฏิบัติการ"]
        assert [
            (p.workbook, p.facts["first"]) for p in office.problems if p.code == "workbook_twice"
        ] == [(name, "sup")]


@pytest.mark.parametrize(
    "name", ["กลุ่มนิเทศ 2557", "ศิษย์เก่า", "เก่า", "กลุ่มงาน (2557)", "งานสำเนาเอกสาร", "final"]
)
def test_a_year_or_a_word_of_a_name_is_no_mark_of_a_copy(name):
    assert not looks_like_copy(name)


@pytest.mark.parametrize("names", [("กลุ่มนิเทศ 2556", "กลุ่มนิเทศ 2557"), ("ก", "ข")])
def test_of_two_workbooks_that_of_the_year_is_read(names):
    last, this = names
    old = evidence(group_book(last, "FIN", year="2556"), MORE)
    for office in every_order(old, group_book(this, "FIN")):
        assert titles(office) == ["แผนปฏิบัติการ"] and not office.workbook(last).used


def test_a_year_in_the_name_tells_where_nobody_changed_the_tab_about():
    old = evidence(group_book("กลุ่มนิเทศ 2556", "FIN"), MORE)
    for office in every_order(old, group_book("กลุ่มนิเทศ 2557", "FIN")):
        assert titles(office) == ["แผนปฏิบัติการ"]


def test_a_filled_workbook_is_read_before_an_empty_one():
    tabs = {"การดำเนินงาน": "| รหัสประเด็น | สถานะการดำเนินการ |", "หลักฐานอ้างอิง": EMPTY}
    for office in every_order(group_book("a", "FIN", tabs), group_book("b", "FIN")):
        assert titles(office) == ["แผนปฏิบัติการ"] and office.unread == frozenset()


def test_of_two_equal_workbooks_the_one_that_was_in_use_stays():
    one, other = group_book("a", "FIN"), evidence(group_book("b", "FIN"), MORE)
    office = read_office([office_book(), one, other], NOW, in_use=[other.address])
    assert len(office.evidence) == 2 and office.workbook("b").used


def test_of_two_equal_workbooks_only_the_rows_of_both_count_and_the_rest_is_unknown():
    for office in every_order(group_book("a", "FIN"), evidence(group_book("b", "FIN"), MORE)):
        assert titles(office) == ["แผนปฏิบัติการ"]
        told = next(p for p in office.problems if p.code == "workbooks_differ")
        assert (told.tab, told.facts["count"], told.group) == ("evidence", 1, "FIN")
        assert office.unread == {"FIN"} and "workbooks_equal" in codes(office)


def test_two_workbooks_that_say_the_same_lose_nothing():
    for office in every_order(group_book("a", "FIN"), group_book("b", "FIN")):
        assert len(office.progress) == 2 and office.unread == frozenset()


@pytest.mark.parametrize("kind", ["สำนักงาน", "", "สมุดงาน"])
def test_one_wrong_kind_never_takes_the_office_away(kind):
    about = f"| ชนิดสมุด | กลุ่ม | ปีงบประมาณ |\n| {kind} | FIN | 2557 |"
    wrong = group_book("aaa", "FIN", {"เกี่ยวกับสมุดนี้": about})
    for office in every_order(wrong, group_book("hr", "HR")):
        assert office.name == "สำนักงานทดสอบ" and len(office.groups) == 2
        assert office.workbook("aaa").group == "FIN" and len(office.evidence) == 2
        told = [p for p in office.problems if (p.workbook, p.tab) == ("aaa", "about")]
        assert len(told) == 1 and "kind_by_tabs" in codes(office) or kind != "สำนักงาน"


def test_the_office_workbook_is_known_by_its_tabs_too():
    tabs = {**OFFICE, "เกี่ยวกับสมุดนี้": "| ชนิดสมุด | กลุ่ม | ปีงบประมาณ |\n| กลุ่ม | FIN | 2557 |"}
    office = read_office([group_book("fin", "FIN"), workbook("office", tabs)], NOW)
    assert office.name == "สำนักงานทดสอบ" and office.workbook("fin").used


# --- tabs -------------------------------------------------------------------------------------


def one_group(*tabs: tuple[str, str]):
    book = group_book("fin", "FIN")
    kept = tuple(tab for tab in book.tabs if tab.title != "หลักฐานอ้างอิง")
    made = tuple(RawTab(title, table(drawing)) for title, drawing in tabs)
    return [read_office([office_book(), replace(book, tabs=order)], NOW)
            for order in ((*made, *kept), (*kept, *made), (*kept, *made[::-1]))]  # fmt: skip


@pytest.mark.parametrize("empty", ["", EMPTY, "\n| รายงานหลักฐาน |\n" + EMPTY])
@pytest.mark.parametrize("title", ["หลักฐาน", "evidence"])
def test_an_empty_tab_beside_the_real_one_changes_nothing(title, empty):
    for office in one_group(("หลักฐานอ้างอิง", EVIDENCE), (title, empty)):
        assert titles(office) == ["แผนปฏิบัติการ"] and office.unread == frozenset()
        assert not codes(office) & {"duplicate_tab", "tabs_differ"}


@pytest.mark.parametrize("above", [0, 3, 11])
@pytest.mark.parametrize("title", ["งบปี57", "Sheet1", "หลักฐานของเรา"])
def test_a_renamed_tab_is_found_by_its_headings_and_read_whole(title, above):
    drawing = "| รายงานของกลุ่ม |\n" * above + EVIDENCE.strip("\n")
    for office in one_group((title, drawing)):
        assert titles(office) == ["แผนปฏิบัติการ"] and office.unread == frozenset()
        told = next(p for p in office.problems if p.code == "tab_by_headings")
        assert (told.facts["value"], told.facts["suggestion"]) == (title, "หลักฐานอ้างอิง")


def test_a_renamed_tab_beside_a_new_empty_one_of_its_title_is_read():
    for office in one_group(("หลักฐานเดิม", EVIDENCE), ("หลักฐานอ้างอิง", EMPTY)):
        assert titles(office) == ["แผนปฏิบัติการ"]


def test_of_two_filled_tabs_equal_rows_count_once_and_differing_ones_are_unknown():
    for office in one_group(("หลักฐาน", EVIDENCE), ("เอกสารหลักฐาน", MORE)):
        assert titles(office) == ["แผนปฏิบัติการ"] and office.unread == {"FIN"}
        assert next(p for p in office.problems if p.code == "tabs_differ").facts["count"] == 1


def test_of_two_renamed_tabs_that_of_the_year_is_read():
    for office in one_group(("แฟ้ม 2556", MORE), ("แฟ้ม 2557", EVIDENCE)):
        assert titles(office) == ["แผนปฏิบัติการ"] and office.unread == frozenset()


def test_a_tab_of_the_group_s_own_is_never_taken_for_one_of_ours():
    own = "| วันที่ | เรื่อง | หมายเหตุ |\n| 1 ม.ค. 2557 | ประชุม | |"
    for office in one_group(("หลักฐานอ้างอิง", EVIDENCE), ("บันทึก", own)):
        assert "tab_by_headings" not in codes(office) and len(office.evidence) == 1


def test_the_progress_is_read_in_every_case():
    for office in one_group(("หลักฐานอ้างอิง", EVIDENCE), ("ผลงาน", PROGRESS)):
        assert len(office.progress) == 2
