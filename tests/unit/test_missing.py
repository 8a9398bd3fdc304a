"""What isn't there of a group's data is known with its group and its reason."""

from dataclasses import replace

import pytest

from esa.judged import Judged
from esa.reading.office import read_office
from esa.reading.problems import catalogue
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from esa.telling.standpoint import Standpoint
from esa.telling.summary import summary
from esa.telling.topic import plain
from tests.unit.drawn import table
from tests.unit.test_office import EVIDENCE, NOW, PROGRESS, group_book, office_book


def missing(*books: RawWorkbook):
    found = read_office([office_book(), *books], NOW).missing
    assert all(each.reason in catalogue() or each.reason == "rows_aside" for each in found)
    return [(each.tab, each.group, each.reason, each.rows) for each in found]


def evidence(drawing: str, *more: RawTab, faults=()):
    book = group_book("fin", "FIN", {"หลักฐานอ้างอิง": drawing})
    return RawWorkbook("fin", "/data/fin", (*book.tabs, *more), NOW, faults)


def test_nothing_is_missing_of_a_workbook_that_was_read_whole():
    assert missing(group_book("fin", "FIN")) == []


def test_a_group_that_never_had_a_workbook_is_not_missing():
    assert missing(group_book("fin", "FIN")) == []  # HR has none


@pytest.mark.parametrize("name", ["hr.xlsx", "HR.xlsx", "กลุ่มบริหารงานบุคคล.xlsx", "บุคคล"])
@pytest.mark.parametrize("code", ["workbook_unreadable", "google_forbidden", "workbook_encrypted"])
def test_a_workbook_that_cant_be_read_is_missing_with_its_reason_and_group(name, code):
    broken = RawWorkbook(name, name, (), NOW, (Fault(code),))
    assert missing(group_book("fin", "FIN"), broken) == [("", "HR", code, None)]


def test_a_workbook_that_cant_be_read_beside_one_that_is_used_is_no_loss():
    broken = RawWorkbook("fin.xlsx", "/x", (), NOW, (Fault("workbook_unreadable"),))
    assert missing(group_book("sup", "FIN"), broken) == []


def test_a_tab_without_headings_is_missing_with_its_rows():
    headless = EVIDENCE.replace("รหัสประเด็น", "x").replace("ลำดับที่", "y")
    assert missing(evidence(headless)) == [("evidence", "FIN", "missing_column", 1)]


def test_rows_set_aside_are_missing_and_repeats_are_not():
    rows = EVIDENCE + "    | 9.9.9 | 1 | เอกสาร | แฟ้ม |\n"
    assert missing(evidence(rows)) == [("evidence", "FIN", "rows_aside", 1)]
    progress = PROGRESS + "    | 2.2.1 | ดำเนินการแล้ว |\n"
    assert missing(group_book("fin", "FIN", {"การดำเนินงาน": progress})) == []


def test_rows_that_differ_between_two_copies_are_missing():
    more = EVIDENCE + "    | 2.2.2 | 1 | คำสั่ง | แฟ้ม 2 |\n"
    other = replace(evidence(more), name="b", address="/b")
    assert missing(evidence(EVIDENCE), other) == [("evidence", "FIN", "workbooks_differ", 1)]


def test_a_file_of_a_tab_that_cant_be_read_is_missing():
    fault = Fault("tab_unreadable", {"value": "spending.csv"})
    assert missing(evidence(EVIDENCE, faults=(fault,))) == [
        ("spending", "FIN", "tab_unreadable", None)
    ]


def test_an_absent_tab_is_told_as_such():
    book = group_book("fin", "FIN")
    tabs = tuple(tab for tab in book.tabs if tab.title != "หลักฐานอ้างอิง")
    assert missing(replace(book, tabs=tabs)) == [("evidence", "FIN", "missing_tab", None)]
    renamed = RawTab("หลักฐานปี57", table(EVIDENCE))
    assert missing(replace(book, tabs=(*tabs, renamed))) == []


def test_a_group_without_a_workbook_is_named_once_at_the_top_and_an_empty_office_names_none():
    told = {}
    for name, books in (("one", [group_book("fin", "FIN")]), ("none", [])):
        at = Standpoint(Judged(read_office([office_book(), *books], NOW)))
        told[name] = [plain(note) for note in summary(at).notes]
    assert [note for note in told["one"] if "ยังไม่มีสมุดงาน" in note] == ["ยังไม่มีสมุดงาน 1 กลุ่ม: บุคคล"]
    assert not any("ยังไม่มีสมุดงาน" in note for note in told["none"])
