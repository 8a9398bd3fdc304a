"""The whole office from drawn workbooks: whose they are, what is left out, and that one broken
tab or workbook never takes the others down."""

from datetime import date, datetime

import pytest

from esa.reading.office import BANGKOK, read_office
from esa.reading.schema import read_tabs
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from tests.unit.drawn import table

NOW = datetime(2014, 9, 23, 9, 0, tzinfo=BANGKOK)

OFFICE = {
    "เกี่ยวกับสมุดนี้": """
        | ชนิดสมุด | กลุ่ม | ปีงบประมาณ |
        | สำนักงาน |      | 2557      |
    """,
    "ตั้งค่าสำนักงาน": """
        | ชื่อสำนักงาน | ชื่อย่อ | ปีงบประมาณ | ฉบับมาตรฐานที่ใช้ |
        | สำนักงานทดสอบ | สทส. | 2557 | 2557 |
    """,
    "ฉบับมาตรฐาน": """
        | ฉบับมาตรฐาน | ชื่อ | วิธีให้ระดับ |
        | 2557 | มาตรฐาน 2557 | rubric |
    """,
    "กลุ่มงาน": """
        | รหัสกลุ่ม | ชื่อกลุ่ม | ประเภท | ชื่อย่อหรือชื่ออื่น |
        | FIN | กลุ่มบริหารงานการเงินและสินทรัพย์ | กลุ่ม | บง.; การเงินฯ |
        | HR  | กลุ่มบริหารงานบุคคล | กลุ่ม | บุคคล |
    """,
    "มาตรฐาน": """
        | ฉบับมาตรฐาน | มาตรฐานที่ | ชื่อมาตรฐาน |
        | 2557 | 2 | มาตรฐานสอง |
    """,
    "ตัวบ่งชี้": """
        | ฉบับมาตรฐาน | รหัสตัวบ่งชี้ | มาตรฐานที่ | จำนวนประเด็น |
        | 2557 | 2.2 | 2 | 2 |
    """,
    "ประเด็นการพิจารณา": """
        | ฉบับมาตรฐาน | รหัสประเด็น | รหัสตัวบ่งชี้ | ผู้รับผิดชอบหลัก |
        | 2557 | 2.2.1 | 2.2 | FIN |
        | 2557 | 2.2.2 | 2.2 | บง. |
    """,
}
PROGRESS = """
    | รหัสประเด็น | สถานะการดำเนินการ |
    | 2.2.1 | ดำเนินการแล้ว |
    | 2.2.2 | ดำเนินการต่อเนื่องตามแผน |
"""
EVIDENCE = """
    | รหัสประเด็น | ลำดับที่ | ชื่อเอกสารหรือหลักฐาน | ที่เก็บ (แฟ้ม/ตู้) |
    | 2.2.1 | 1 | แผนปฏิบัติการ | แฟ้ม 1 |
"""


def workbook(name: str, tabs: dict[str, str], *faults: Fault) -> RawWorkbook:
    raw = tuple(RawTab(title, table(drawing)) for title, drawing in tabs.items())
    return RawWorkbook(name, f"/data/{name}", raw, NOW, faults)


# Tabs are named in dicts: as keyword arguments Python would break their ำ (NFKC).
def group_book(name: str, group: str, tabs: dict | None = None, year: str = "2557") -> RawWorkbook:
    about = f"""
        | ชนิดสมุด | กลุ่ม | ปีงบประมาณ |
        | กลุ่ม | {group} | {year} |
    """
    shown = {"การดำเนินงาน": PROGRESS, "หลักฐานอ้างอิง": EVIDENCE, **(tabs or {})}
    return workbook(name, {"เกี่ยวกับสมุดนี้": about, **shown})


def office_book(name: str = "office", tabs: dict | None = None) -> RawWorkbook:
    return workbook(name, {**OFFICE, **(tabs or {})})


def codes(office) -> list[str]:
    return [problem.code for problem in office.problems if problem.severity != "info"]


def test_an_office_is_put_together_from_its_workbooks():
    office = read_office([office_book(), group_book("fin", "บง.")], NOW)
    assert (office.name, office.short_name) == ("สำนักงานทดสอบ", "สทส.")
    assert (office.fiscal_year, office.edition, office.today) == (2557, "2557", date(2014, 9, 23))
    assert office.progress.index.tolist() == [("fin", 2), ("fin", 3)]
    assert office.progress["group"].tolist() == ["FIN", "FIN"]
    assert office.progress["edition"].tolist() == ["2557", "2557"]
    assert office.criteria["lead_groups"].tolist() == [("FIN",), ("FIN",)]
    assert office.cell("evidence", ("fin", 2), "place") == "D2"
    assert codes(office) == ["group_without_workbook"]


def test_every_tab_of_the_schema_is_a_table_of_the_office():
    office = read_office([], NOW)
    for name, tab in read_tabs().items():
        columns = set(office.table(name).columns)
        assert {field.name for field in tab.fields} <= columns
    with pytest.raises(KeyError):
        office.table("problems")


def test_the_order_of_workbooks_does_not_matter_but_the_office_may_come_last():
    books = [group_book("fin", "FIN"), group_book("hr", "บุคคล"), office_book()]
    one, other = read_office(books, NOW), read_office(books[::-1], NOW)
    assert set(codes(one)) == set(codes(other))
    assert sorted(one.progress.index) == sorted(other.progress.index)


def test_today_is_the_date_in_bangkok_unless_the_office_sets_one():
    late = datetime.fromisoformat("2014-09-22T23:30:00+00:00")
    assert read_office([office_book()], late).today == date(2014, 9, 23)
    drawing = """
        | ชื่อสำนักงาน | ปีงบประมาณ | ฉบับมาตรฐานที่ใช้ | วันอ้างอิง |
        | สำนักงานทดสอบ | 2557 | 2557 | 1 ก.ย. 2557 |
    """
    assert read_office([office_book(tabs={"ตั้งค่าสำนักงาน": drawing})], late).today == date(2014, 9, 1)


def test_the_second_workbook_of_a_group_is_not_read_and_is_told():
    books = [office_book(), group_book("fin", "FIN"), group_book("fin (1)", "การเงินฯ")]
    office = read_office(books, NOW)
    told = next(p for p in office.problems if p.code == "workbook_twice")
    assert (told.workbook, told.facts["first"], told.group) == ("fin (1)", "fin", "FIN")
    assert set(office.progress.index.get_level_values("workbook")) == {"fin"}
    assert not office.workbook("fin (1)").used


def test_a_second_office_workbook_is_not_read():
    office = read_office(
        [office_book(), office_book("สำเนาของ office"), group_book("fin", "FIN")], NOW
    )
    assert "workbook_twice" in codes(office)
    assert len(office.groups) == 2


def test_a_workbook_of_an_unknown_group_is_told_with_the_nearest_name():
    office = read_office([office_book(), group_book("x", "กลุ่มบริหารงานบุคล")], NOW)
    told = next(p for p in office.problems if p.code == "unknown_group")
    assert told.workbook == "x" and told.facts["suggestion"] == "กลุ่มบริหารงานบุคคล"
    assert office.progress.empty


def test_a_broken_header_in_one_workbook_leaves_the_other_groups():
    broken = PROGRESS.replace("รหัสประเด็น", "รหัสประเดน")
    books = [
        office_book(),
        group_book("fin", "FIN", {"การดำเนินงาน": broken}),
        group_book("hr", "HR"),
    ]
    office = read_office(books, NOW)
    told = next(p for p in office.problems if p.code == "missing_column")
    assert (told.workbook, told.tab, told.facts["suggestion"]) == ("fin", "progress", "รหัสประเดน")
    assert set(office.progress.index.get_level_values("workbook")) == {"hr"}
    assert set(office.evidence.index.get_level_values("workbook")) == {"fin", "hr"}
    health = {tab.tab: tab for tab in office.workbook("fin").tabs}
    assert (health["progress"].used, health["progress"].aside) == (0, 2)


def test_an_unreadable_workbook_stays_in_the_list_with_its_reason():
    broken = RawWorkbook("hr.xlsx", "/data/hr.xlsx", (), NOW, (Fault("workbook_unreadable"),))
    office = read_office([office_book(), group_book("fin", "FIN"), broken], NOW)
    assert [p.workbook for p in office.problems if p.code == "workbook_unreadable"] == ["hr.xlsx"]
    assert not office.workbook("hr.xlsx").used
    assert len(office.progress) == 2


def test_without_the_office_workbook_the_groups_are_still_read():
    office = read_office([group_book("fin", "FIN")], NOW)
    assert "no_office_workbook" in codes(office)
    assert len(office.progress) == 2 and office.fiscal_year == 2557


def test_no_workbook_at_all_is_an_office_with_one_problem():
    office = read_office([], NOW)
    assert codes(office) == ["no_office_workbook"]
    assert office.fiscal_year == 2557  # of the day: October starts the next one


def test_a_workbook_without_a_known_tab_and_one_that_does_not_say_whose_it_is():
    strange = workbook("notes.xlsx", {"Sheet1": "| ก | ข |\n| 1 | 2 |"})
    nobody = workbook("nobody", {"การดำเนินงาน": PROGRESS})
    office = read_office([office_book(), strange, nobody], NOW)
    places = {(p.code, p.workbook) for p in office.problems}
    assert ("unknown_workbook", "notes.xlsx") in places
    assert ("no_about", "nobody") in places
    assert office.progress.empty


def test_a_tab_of_the_wrong_kind_of_workbook_is_told_and_not_used():
    schools = "| รหัสโรงเรียน | ชื่อโรงเรียน |\n| 00000001 | บ้านทดสอบ |"
    office = read_office([office_book(), group_book("fin", "FIN", {"โรงเรียน": schools})], NOW)
    told = next(p for p in office.problems if p.code == "misplaced_tab")
    assert (told.workbook, told.tab) == ("fin", "schools") and office.schools.empty


def test_a_tab_found_twice_is_told_and_unknown_tabs_get_a_suggestion():
    tabs = {"ผลการดำเนินงาน": PROGRESS, "progress": PROGRESS, "หลักฐานอ้างอิงง": EVIDENCE}
    office = read_office([office_book(), group_book("fin", "FIN", tabs)], NOW)
    by_code = {p.code: p for p in office.problems}
    assert by_code["tabs_equal"].facts["value"] == "การดำเนินงาน, progress"
    assert by_code["duplicate_tab"].facts["value"] == "ผลการดำเนินงาน"  # an alias
    assert by_code["unknown_tab"].facts["suggestion"] == "หลักฐานอ้างอิง"


def test_a_workbook_of_last_year_is_told():
    office = read_office([office_book(), group_book("fin", "FIN", year="2556")], NOW)
    told = next(p for p in office.problems if p.code == "other_fiscal_year")
    assert (told.workbook, told.facts["value"], told.group) == ("fin", 2556, "FIN")


def test_rows_set_aside_by_the_checks_are_taken_off_the_rows_used():
    evidence = EVIDENCE + "    | 9.9.9 | 1 | เอกสาร | แฟ้ม |\n"
    office = read_office([office_book(), group_book("fin", "FIN", {"หลักฐานอ้างอิง": evidence})], NOW)
    health = next(tab for tab in office.workbook("fin").tabs if tab.tab == "evidence")
    assert (health.used, health.aside) == (1, 1)
    assert office.evidence.index.tolist() == [("fin", 2)]


def test_tabs_without_data_are_told_once_per_workbook():
    empty = "| รหัสโครงการ | ชื่อโครงการหรือกิจกรรม |"
    kpis = "| รหัสตัวชี้วัด | ชื่อตัวชี้วัด | หน่วยนับ | ทิศทาง |"
    tabs = {"โครงการ": empty, "ตัวชี้วัดตามคำรับรอง": kpis}
    books = [office_book(), group_book("fin", "FIN", tabs)]
    told = [p for p in read_office(books, NOW).problems if p.code.startswith("empty_tab")]
    assert [(p.code, p.facts["count"]) for p in told] == [("empty_tabs", 2)]


def test_the_same_reading_twice_gives_the_same_office():
    books = [office_book(), group_book("fin", "FIN"), group_book("hr", "HR")]
    one, other = read_office(books, NOW), read_office(books, NOW)
    assert one.problems == other.problems
    assert one.progress.equals(other.progress)
