"""Units and years above the headings: applied and said, or held back; an honest line is quiet."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.reading.above import read_above, split_heading
from esa.reading.office import read_office
from esa.reading.schema import read_tabs
from esa.reading.tables import read_table
from esa.sources.workbook import RawTab
from tests.unit.drawn import table
from tests.unit.test_office import EVIDENCE, NOW, group_book, office_book

HEADS = ["รายการที่", "ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร", "เบิกจ่าย", "คงเหลือ"]
ROWS = [
    ["1", "31 ส.ค. 2557", "งบบุคลากร", "60.50", "45.25", "15.25"],
    ["2", "31 ส.ค. 2557", "งบดำเนินงาน", "12.10", "9.90", "2.20"],
    [None, None, "รวม", "72.60", "55.15", "17.45"],
]


def office_of(*above: list, heads=HEADS, rows=ROWS, title: str = "การเบิกจ่าย", year: str = "2557"):
    book = group_book("fin", "FIN", year=year)
    kept = tuple(tab for tab in book.tabs if tab.title != title)
    tab = RawTab(title, [*above, heads, *rows])
    return read_office([office_book(), replace(book, tabs=(*kept, tab))], NOW)


def told(office, tab: str = "spending") -> list[str]:
    return [p.code for p in office.problems if p.tab == tab and p.severity != "info"]


SCALES = {"ล้านบาท": 10**6, "พันบาท": 1000, "แสนบาท": 10**5, "หมื่นบาท": 10**4}
LINES = ("หน่วย : {}", "(หน่วย: {})", "หน่วย {}", "หน่วยนับ : {}", "({})", "ตารางที่ 1 หน่วย : {}")


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("unit", SCALES)
def test_a_unit_above_open_headings_is_applied_and_said(line, unit):
    above = (["รายงานผลการเบิกจ่าย ปีงบประมาณ 2557"], [None] * 5 + [line.format(unit)])
    office = office_of(*above)
    scale = SCALES[unit]
    assert sum(office.spending["allocated"]) == Decimal("72.60") * scale
    assert sum(office.spending["spent"]) == Decimal("55.15") * scale
    (problem,) = [p for p in office.problems if p.code == "unit_applied"]
    assert unit in problem.what_th and "ได้รับจัดสรร" in problem.what_th
    assert told(office) == ["unit_applied"]


@pytest.mark.parametrize("unit", SCALES)
def test_a_unit_in_the_headings_themselves_is_read_too(unit):
    heads = [*HEADS[:3], f"ได้รับจัดสรร ({unit})", f"เบิกจ่าย ({unit})", f"คงเหลือ\n({unit})"]
    office = office_of(heads=heads)
    assert sum(office.spending["allocated"]) == Decimal("72.60") * SCALES[unit]
    assert told(office) == ["unit_applied"]


@pytest.mark.parametrize("unit", ["ล้านบาท", "พันบาท", "ร้อยละ", "คน"])
def test_a_unit_that_contradicts_the_headings_holds_the_numbers_back(unit):
    heads = [*HEADS[:3], "ได้รับจัดสรร (บาท)", "เบิกจ่ายแล้ว (บาท)", "คงเหลือ (บาท)"]
    office = office_of([f"หน่วย : {unit}"], heads=heads)
    assert office.spending.empty and set(told(office)) == {"unit_contradicts"}
    health = next(t for t in office.workbook("fin").tabs if t.tab == "spending")
    assert (health.used, health.aside) == (0, 2)
    assert office.left_out("spending", "spent") == 2


@pytest.mark.parametrize("unit", ["ร้อยละ", "คน"])
def test_a_unit_that_money_can_not_have_holds_open_headings_back_too(unit):
    assert office_of([f"(หน่วย : {unit})"]).spending.empty


QUIET = (
    ["หน่วย : บาท"],
    ["รายงานผลการเบิกจ่าย ปีงบประมาณ 2557"],
    ["แผน 2556–2559"],
    ["เทียบปี 2556 กับ 2557"],
    ["ปีการศึกษา 2556"],
    ["หน่วยงาน : กลุ่มบริหารงานการเงินและสินทรัพย์"],
    ["หน่วย : กลุ่มนิเทศ"],
    ["ตามคำสั่งที่ 499/2556"],
)


@pytest.mark.parametrize("above", QUIET)
def test_an_honest_line_is_quiet_and_changes_nothing(above):
    office = office_of(above)
    assert sum(office.spending["spent"]) == Decimal("55.15") and told(office) == []


@pytest.mark.parametrize(
    "line", ["ปีงบประมาณ 2555", "รายงานประจำปี พ.ศ. ๒๕๕๕", "ประจำปีงบประมาณ พ.ศ. 2555"]
)
def test_rows_under_another_year_are_that_years_and_told(line):
    office = office_of([line])
    assert office.spending.empty and told(office) == ["tab_of_other_year"]
    assert office.left_out("spending", "spent") == 2


def test_documents_under_another_year_stay_and_are_of_that_year():
    rows = table(EVIDENCE)
    office = office_of(["ปีงบประมาณ 2555"], heads=rows[0], rows=rows[1:], title="หลักฐานอ้างอิง")
    assert office.evidence["fiscal_year"].tolist() == [2555]
    assert told(office, "evidence")[0] == "tab_of_other_year"


def test_a_line_of_a_year_is_right_in_a_workbook_of_that_year():
    assert "tab_of_other_year" not in told(office_of(["ปีงบประมาณ 2555"], year="2555"))


def test_percents_are_no_money():
    heads = [*HEADS, "เป้าหมายเบิกจ่าย (ร้อยละ)"]
    rows = [[*row, "95"] for row in ROWS[:2]]
    office = office_of(["หน่วย : ล้านบาท"], heads=heads, rows=rows)
    assert office.spending["target_percent"].tolist() == [Decimal(95)] * 2
    assert sum(office.spending["spent"]) == Decimal(55_150_000)


@pytest.mark.parametrize("heading", ["ได้รับจัดสรรงบ (ล้านบาท)", "จัดสรรทั้งหมด (ล้านบาท)"])
def test_a_heading_is_never_told_to_change_its_unit(heading):
    office = office_of(heads=[*HEADS[:3], heading, *HEADS[4:]])
    for problem in office.problems:
        if problem.code in ("unknown_column", "missing_column"):
            assert "บาท" not in problem.suggestion.replace("ล้านบาท", "")


@given(count=st.integers(1, 999))
@pytest.mark.parametrize(("tab", "name"), [("test_results", "tested"), ("figures", "count"),
                                           ("network_activities", "participants")])  # fmt: skip
def test_a_count_with_three_decimals_is_reported(tab, name, count):
    field = read_tabs()[tab].field(name)
    rows = [[f.title for f in read_tabs()[tab].fields]]
    rows.append([f"{count}.000" if f is field else f.example for f in read_tabs()[tab].fields])
    read = read_table(read_tabs()[tab], RawTab(tab, rows), "x")
    assert read.rows[name] == [None]
    (problem,) = [p for p in read.problems if p.field == name]
    assert (problem.code, problem.suggestion) == ("odd_separators", f"{count}000")


@given(st.text(max_size=60))
def test_any_text_above_is_harmless(text):
    read_above([[text], [None, 1, text]])
    assert split_heading(text)[0] is not None
