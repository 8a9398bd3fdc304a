"""Codes that a spreadsheet stored as numbers or days: used where one can be meant, else told."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from esa.reading.cells import EPOCH
from esa.reading.office import read_office
from esa.reading.stored_codes import meant
from esa.sources.workbook import RawTab, RawWorkbook
from tests.unit.drawn import table
from tests.unit.test_office import NOW, OFFICE, group_book, office_book

SETTINGS = """
    | ชื่อสำนักงาน | ชื่อย่อ | ปีงบประมาณ | ฉบับมาตรฐานที่ใช้ | วันอ้างอิง |
    | สำนักงานทดสอบ | สทส. | 2557 | <edition> | <day> |
"""


def office_with(title: str, drawing: str, cells: dict, of: str = "office"):
    tabs = [RawTab(t, table(drawn)) for t, drawn in OFFICE.items() if t != title]
    if of == "office":
        office = RawWorkbook("office", "/o", (*tabs, RawTab(title, table(drawing, cells))), NOW)
        return read_office([office, group_book("fin", "FIN")], NOW)
    book = group_book("fin", "FIN")
    kept = tuple(tab for tab in book.tabs if tab.title != title)
    raw = RawWorkbook("fin", "/f", (*kept, RawTab(title, table(drawing, cells))), NOW)
    return read_office([office_book(tabs=CRITERIA), raw], NOW)


CRITERIA = {
    "ประเด็นการพิจารณา": """
        | ฉบับมาตรฐาน | รหัสประเด็น | รหัสตัวบ่งชี้ | ผู้รับผิดชอบหลัก |
        | 2557 | 1.1 | 2.2 | FIN |
        | 2557 | 1.10 | 2.2 | FIN |
        | 2557 | 2.2 | 2.2 | FIN |
        | 2557 | 1-1-4 | 2.2 | FIN |
        | 2557 | 007 | 2.2 | FIN |
    """
}


@pytest.mark.parametrize("edition", [2557, 2557.0])
def test_an_edition_stored_as_a_number_costs_nothing(edition):
    office = office_with("ตั้งค่าสำนักงาน", SETTINGS, {"<edition>": edition, "<day>": None})
    assert (office.name, office.edition, office.defaults) == ("สำนักงานทดสอบ", "2557", frozenset())
    assert "no_settings" not in {p.code for p in office.problems}
    told = next(p for p in office.problems if p.code == "code_from_number")
    assert (told.tab, told.severity) == ("settings", "warning") and "2557" in told.fix_th


@pytest.mark.parametrize("day", ["23/9/57", "ปลายเดือน", "31 ก.พ. 2557"])
def test_a_day_that_cant_be_read_keeps_the_row_and_says_what_stands_in(day):
    office = office_with("ตั้งค่าสำนักงาน", SETTINGS, {"<edition>": "2557", "<day>": day})
    assert (office.name, office.edition) == ("สำนักงานทดสอบ", "2557")
    assert office.today == date(2014, 9, 23) and office.defaults == {"as_of"}
    assert "23 ก.ย. 2557" in next(p for p in office.problems if p.code == "as_of_unread").what_th


@pytest.mark.parametrize("day", [None, "22 ก.ย. 2557", "-"])
def test_a_day_that_is_blank_or_right_is_no_default(day):
    office = office_with("ตั้งค่าสำนักงาน", SETTINGS, {"<edition>": "2557", "<day>": day})
    assert office.defaults == frozenset()


def test_a_register_of_editions_in_numbers_is_a_register():
    drawing = "| ฉบับมาตรฐาน | ชื่อ | วิธีให้ระดับ |\n| <e> | มาตรฐาน 2557 | rubric |"
    office = office_with("ฉบับมาตรฐาน", drawing, {"<e>": 2557})
    assert office.editions["edition"].tolist() == ["2557"] and office.edition == "2557"


CASES = [
    (2.2, "2.2"),
    (7, "007"),
    (date(2004, 1, 1), "1-1-4"),
    (date(2001, 1, 4), "1-1-4"),
    (37987, "1-1-4"),
]


@pytest.mark.parametrize(("raw", "code"), CASES)
def test_one_code_that_can_be_meant_is_used_with_a_warning(raw, code):
    drawing = "| รหัสประเด็น | สถานะการดำเนินการ |\n| <code> | ดำเนินการแล้ว |"
    office = office_with("การดำเนินงาน", drawing, {"<code>": raw}, of="fin")
    assert office.progress["criterion"].tolist() == [code]
    told = [p for p in office.problems if p.tab == "progress"]
    assert [(p.code, p.aside, p.facts["suggestion"]) for p in told] == [
        ("code_from_number", False, code)
    ]


@pytest.mark.parametrize(("raw", "named"), [(1.1, "1.1 หรือ 1.10"), (9.9, "–"), (True, "–")])
def test_of_several_or_none_nothing_is_used_and_only_known_codes_are_named(raw, named):
    drawing = "| รหัสประเด็น | สถานะการดำเนินการ |\n| <code> | ดำเนินการแล้ว |"
    office = office_with("การดำเนินงาน", drawing, {"<code>": raw}, of="fin")
    assert office.progress.empty
    told = next(p for p in office.problems if p.tab == "progress" and p.row == 2)
    assert (told.code, told.aside) == ("code_became_number", True)
    assert told.facts["suggestion"] == named and "“–”" not in told.fix_th


def test_a_number_and_its_text_are_not_one_key():
    drawing = """
        | รหัสประเด็น | สถานะการดำเนินการ |
        | 1.1 | ดำเนินการแล้ว |
        | <n> | ยังไม่ดำเนินการ |
    """
    office = office_with("การดำเนินงาน", drawing, {"<n>": 1.1}, of="fin")
    assert office.progress["criterion"].tolist() == ["1.1"]


CODES = st.one_of(
    st.from_regex(r"[1-9]\.[1-9][0-9]?", fullmatch=True),
    st.from_regex(r"0{0,3}[1-9][0-9]{0,5}", fullmatch=True),
)


@given(code=CODES, others=st.lists(CODES, max_size=6))
def test_what_a_sheet_makes_of_a_code_always_leads_back_to_it(code, others):
    raw = float(code) if "." in code else int(code)
    found = meant(raw, [*others, code])
    assert code in found and all(float(each) == float(code) for each in found)


@given(day=st.dates(date(2000, 1, 1), date(2030, 12, 31)), as_serial=st.booleans())
def test_a_day_leads_to_codes_of_its_own_numbers_only(day, as_serial):
    raw = (day - EPOCH) // timedelta(days=1) if as_serial else day
    two = day.year % 100
    right = f"{day.day}-{day.month}-{two}"
    wrong = f"{day.day % 28 + 1}-{day.month % 12 + 1}-{(two + 1) % 100}"
    assume(sorted(right.split("-")) != sorted(wrong.split("-")))
    assert meant(raw, [wrong, right]) == [right]
