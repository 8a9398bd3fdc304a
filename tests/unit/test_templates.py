"""Templates: opened again with another library, they hold what a clerk needs and nothing else."""

from datetime import UTC, date, datetime

import openpyxl
import pytest

from esa import plain
from esa.reading.office import Office
from esa.reading.schema import read_tabs
from esa.templates.sheets import (
    GUIDE,
    LISTS,
    ROWS,
    Book,
    help_note,
    number_format,
    validation,
    write_book,
)
from esa.templates.workbooks import TemplateExists, safe_name, shown, write_templates
from tests.unit.made import table

TABS = read_tabs()
FIN = "กลุ่มบริหารงานการเงินและสินทรัพย์"
OFFICE_TABS = [tab for tab in TABS.values() if tab.workbook in ("office", "every")]
GROUP_TABS = [tab for tab in TABS.values() if tab.workbook in ("group", "every")]


def made_office(**rows: list[dict]) -> Office:
    """An office of the fiscal year 2557 with these rows in its tabs."""
    return Office(
        name="สำนักงานตัวอย่าง",
        short_name="สนง.",
        fiscal_year=2557,
        edition="2557",
        today=date(2014, 9, 23),
        read_at=datetime(2014, 9, 23, tzinfo=UTC),
        is_sample=True,
        unread=frozenset(),
        problems=(),
        workbooks=(),
        letters={},
        rows={name: plain.rows(table(name, *rows.get(name, []))) for name in TABS},
    )


SMALL_OFFICE = {
    "settings": [{"office_name": "สำนักงานตัวอย่าง", "fiscal_year": 2557, "edition": "2557"}],
    "editions": [{"edition": "2557", "title": "ฉบับ 2557", "method": "rubric"}],
    "groups": [
        {"group": "FIN", "name": FIN, "kind": "group", "aliases": ["บง.", "การเงินฯ"]},
        {"group": "AUD", "name": "หน่วย/ตรวจสอบ: ภายใน", "kind": "unit"},
    ],
    "indicators": [
        {"edition": "2557", "indicator": "2.2", "standard": "2", "extra_condition_met": True}
    ],
    "criteria": [
        {"edition": "2557", "criterion": "2.2.1", "indicator": "2.2", "lead_groups": ["FIN"]},
        {"edition": "2557", "criterion": "2.2.2", "indicator": "2.2", "lead_groups": ["ALL"]},
        {"edition": "เดิม", "criterion": "2.2.1", "indicator": "2.2", "title": "=1+1"},
    ],
    "colour_bands": [
        {"from_academic_year": 2556, "colour": "orange", "order": 4, "from_percent": "56.00"}
    ],
    "networks": [
        {
            "network": "N01",
            "name": "เครือข่ายหนึ่ง",
            "kind": "club",
            "sides": ["academic", "general"],
            "order_date": date(2014, 8, 22),
        }
    ],
    "schools": [{"school_code": "00000001", "name": "บ้านตัวอย่าง", "network": "N01"}],
    "follow_ups": [
        {"meeting_no": "1/2557", "item": 1, "status": "done"},
        {"meeting_no": "2/2557", "item": 1, "status": "open"},
    ],
}


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    paths = write_templates(tmp_path_factory.mktemp("starter") / "new", None)
    return {path.stem: openpyxl.load_workbook(path) for path in paths}


@pytest.fixture(scope="module")
def carried(tmp_path_factory):
    paths = write_templates(tmp_path_factory.mktemp("carried"), made_office(**SMALL_OFFICE))
    return {path.stem: openpyxl.load_workbook(path) for path in paths}


def column(sheet, title: str) -> int:
    """Number of the column with that heading, from 1."""
    return [cell.value for cell in sheet[1]].index(title) + 1


def cells(sheet, title: str) -> list:
    """Filled cells under a heading."""
    number = column(sheet, title)
    found = [sheet.cell(row, number).value for row in range(2, sheet.max_row + 1)]
    return [value for value in found if value is not None]


def rule(sheet, title: str):
    """The validation of the column with that heading; None where there is none."""
    cell = sheet.cell(2, column(sheet, title)).coordinate
    return next((r for r in sheet.data_validations.dataValidation if cell in r.sqref), None)


def column_format(sheet, title: str) -> str:
    """The number format of a whole column; equal neighbours are stored as one span."""
    number = column(sheet, title)
    spans = sheet.column_dimensions.values()
    return next(span.number_format for span in spans if span.min <= number <= span.max)


def words(book, formula: str) -> list:
    """The words a drop-down offers."""
    title, cells_range = formula.lstrip("=").rsplit("!", 1)
    return [row[0].value for row in book[title.strip("'")][cells_range.replace("$", "")]]


def test_without_an_office_there_are_workbooks_for_the_usual_seven_groups(starter):
    assert len(starter) == 8
    assert list(starter)[0] == "สมุดสำนักงาน"
    assert cells(starter["สมุดสำนักงาน"]["กลุ่มงาน"], "รหัสกลุ่ม") == [
        "AM",
        "NP",
        "FIN",
        "HR",
        "PRO",
        "SUP",
        "AUD",
    ]
    assert cells(starter["สมุดสำนักงาน"]["กลุ่มงาน"], "ประเภท")[-1] == "หน่วย"


def test_each_workbook_has_its_tabs_a_guide_first_and_hidden_lists_last(starter):
    for stem, tabs in (("สมุดสำนักงาน", OFFICE_TABS), (FIN, GROUP_TABS)):
        titles = starter[stem].sheetnames
        assert (titles[0], titles[-1]) == (GUIDE, LISTS)
        assert set(titles[1:-1]) == {tab.title for tab in tabs}
        hidden = [s.title for s in starter[stem].worksheets if s.sheet_state != "visible"]
        assert hidden == [LISTS]


def test_every_heading_has_its_help_as_a_note(starter):
    for stem, tabs in (("สมุดสำนักงาน", OFFICE_TABS), (FIN, GROUP_TABS)):
        for tab in tabs:
            header = starter[stem][tab.title][1]
            assert [cell.value for cell in header] == [field.title for field in tab.fields]
            notes = [cell.comment.text for cell in header]
            assert notes == [help_note(field) for field in tab.fields]
            assert all(cell.font.b for cell in header)


def test_a_note_says_what_to_type_whether_it_is_needed_and_an_example():
    note = help_note(TABS["evidence"].field("item"))
    assert "จำนวนเต็ม 1 ขึ้นไป" in note and "ต้องกรอก" in note and "ตัวอย่าง: 1" in note
    assert "เว้นว่างได้" in help_note(TABS["evidence"].field("title"))
    assert "คำที่ใช้ได้: สำนักงาน · กลุ่ม" in help_note(TABS["about"].field("kind"))


def test_only_the_heading_row_is_locked(starter):
    for sheet in starter["สมุดสำนักงาน"].worksheets[1:-1]:
        assert sheet.freeze_panes == "A2"
        assert sheet.protection.sheet and not sheet.protection.password
        assert all(cell.protection.locked for cell in sheet[1])
        allowed = sheet.protection  # False means: not forbidden
        assert not allowed.sort and not allowed.autoFilter and not allowed.insertRows
        assert not allowed.deleteRows and not allowed.formatColumns
        assert sheet.auto_filter.ref.startswith("A1:")
        widths = sheet.column_dimensions.values()
        assert all(not dimension.protection.locked for dimension in widths)
        assert max(dimension.max for dimension in widths) == 16384


def test_an_empty_tab_has_no_cells_below_its_headings(starter):
    assert starter[FIN]["หลักฐานอ้างอิง"].max_row == 1


def test_codes_and_dates_are_text_and_percents_plain_numbers(starter):
    expected = {"รหัสประเด็น": "@", "ลงวันที่": "@", "ลำดับที่": "0", "ลิงก์": "@"}
    sheet = starter[FIN]["หลักฐานอ้างอิง"]
    formats = {title: column_format(sheet, title) for title in expected}
    assert formats == expected
    assert number_format(TABS["figures"].field("percent")) == "0.00"
    assert number_format(TABS["spending"].field("spent")) == "#,##0.00"
    assert number_format(TABS["kpis"].field("target")) == "General"
    assert number_format(TABS["schools"].field("school_code")) == "@"
    assert number_format(TABS["indicators"].field("extra_condition_met")) == "@"


def test_categories_and_yes_or_no_are_drop_downs_that_stop_other_words(starter):
    book = starter[FIN]
    carried_out = rule(book["การดำเนินงาน"], "สถานะการดำเนินการ")
    assert (carried_out.type, carried_out.errorStyle or "stop") == ("list", "stop")
    assert carried_out.showErrorMessage
    assert words(book, carried_out.formula1)[0] == "ดำเนินการแล้ว"
    whole = rule(book["ตัวเลขในรายงาน"], "รวมกันเป็นทั้งหมด")
    assert words(book, whole.formula1) == ["ใช่", "ไม่ใช่"]


def test_drop_downs_reach_down_the_prepared_rows(starter):
    found = rule(starter[FIN]["การดำเนินงาน"], "สถานะการดำเนินการ")
    assert str(found.sqref) == f"D2:D{ROWS + 1}"


def test_every_category_label_is_offered_in_every_workbook(starter):
    for stem, tabs in (("สมุดสำนักงาน", OFFICE_TABS), (FIN, GROUP_TABS)):
        for tab in tabs:
            for field in (field for field in tab.fields if field.categories):
                found = rule(starter[stem][tab.title], field.title)
                if field.type == "list":
                    assert found.type is None and found.showInputMessage
                else:
                    labels = [category.label for category in field.categories]
                    assert words(starter[stem], found.formula1) == labels


def test_a_number_outside_its_range_is_asked_about_because_thai_digits_are_text(starter):
    found = rule(starter["สมุดสำนักงาน"]["มาตรฐาน"], "น้ำหนัก (ร้อยละ)")
    assert (found.type, found.formula1, found.formula2) == ("decimal", "0", "100")
    assert found.errorStyle == "warning"
    level = rule(starter["สมุดสำนักงาน"]["เกณฑ์ระดับคุณภาพ"], "ระดับคุณภาพ")
    assert (level.type, level.formula1, level.formula2) == ("whole", "1", "5")


def test_every_validation_fits_the_limits_of_a_spreadsheet():
    for field in (field for tab in TABS.values() for field in tab.fields):
        found = validation(field, None) or {}
        assert len(found.get("input_title", found.get("error_title", ""))) <= 32
        assert len(found.get("input_message", found.get("error_message", ""))) <= 255


def test_about_says_whose_workbook_it_is(carried):
    about = carried[FIN]["เกี่ยวกับสมุดนี้"]
    assert [cell.value for cell in about[2]][:3] == ["กลุ่ม", "FIN", 2557]
    about = carried["สมุดสำนักงาน"]["เกี่ยวกับสมุดนี้"]
    assert [cell.value for cell in about[2]][:3] == ["สำนักงาน", None, 2557]


def test_the_fiscal_year_can_be_another_than_the_offices(tmp_path):
    paths = write_templates(tmp_path, made_office(**SMALL_OFFICE), 2558)
    books = [openpyxl.load_workbook(path) for path in paths]
    years = [cells(book["เกี่ยวกับสมุดนี้"], "ปีงบประมาณ") for book in books]
    assert years == [[2558]] * 3
    assert cells(books[0]["ตั้งค่าสำนักงาน"], "ปีงบประมาณ") == [2558]
    assert cells(books[0]["ตั้งค่าสำนักงาน"], "ชื่อสำนักงาน") == ["สำนักงานตัวอย่าง"]


def test_without_an_office_the_fiscal_year_is_left_to_be_typed_unless_given(starter, tmp_path):
    assert cells(starter[FIN]["เกี่ยวกับสมุดนี้"], "ปีงบประมาณ") == []
    given = openpyxl.load_workbook(write_templates(tmp_path, None, 2569)[0])
    assert cells(given["เกี่ยวกับสมุดนี้"], "ปีงบประมาณ") == [2569]
    # a lone year would be read as a note, so that tab starts empty
    assert given["ตั้งค่าสำนักงาน"].max_row == 1


def test_an_office_carries_its_framework_over_in_the_words_of_the_sheet(carried):
    book = carried["สมุดสำนักงาน"]
    assert cells(book["ฉบับมาตรฐาน"], "วิธีให้ระดับ") == ["ระดับคุณภาพตามจำนวนหลักฐาน"]
    assert cells(book["ประเด็นการพิจารณา"], "ผู้รับผิดชอบหลัก") == ["FIN", "ทุกกลุ่ม"]
    assert cells(book["กลุ่มงาน"], "ชื่อย่อหรือชื่ออื่น") == ["บง.; การเงินฯ"]
    assert cells(book["ทะเบียนเครือข่าย"], "ด้านที่ดำเนินงาน") == ["วิชาการ; บริหารทั่วไป"]
    assert cells(book["ทะเบียนเครือข่าย"], "ลงวันที่") == ["22/8/2557"]
    assert cells(book["ตัวบ่งชี้"], "ผ่านเงื่อนไขเพิ่มเติม") == ["ใช่"]
    assert cells(book["เกณฑ์สีคุณภาพ"], "สีคุณภาพ") == ["แสด"]
    assert cells(book["เกณฑ์สีคุณภาพ"], "ร้อยละที่ไม่ผ่านตั้งแต่") == [56]
    assert cells(book["โรงเรียน"], "รหัสโรงเรียน") == ["00000001"]


def test_a_resolution_that_is_closed_is_left_behind(carried):
    assert cells(carried["สมุดสำนักงาน"]["มติและข้อสั่งการ"], "ครั้งที่") == ["2/2557"]


def test_a_text_that_looks_like_a_formula_stays_text(carried):
    cell = carried["สมุดสำนักงาน"]["ประเด็นการพิจารณา"]["D4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_prefilled_codes_are_text_cells(carried):
    cell = carried["สมุดสำนักงาน"]["ตัวบ่งชี้"]["B2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("2.2", "s", "@")


def test_group_workbooks_offer_the_codes_of_their_office(carried):
    book = carried[FIN]
    criterion = rule(book["หลักฐานอ้างอิง"], "รหัสประเด็น")
    assert words(book, criterion.formula1) == ["2.2.1", "2.2.2"]
    assert criterion.showErrorMessage
    checker = rule(book["หลักฐานอ้างอิง"], "กลุ่มที่ตรวจ")
    assert words(book, checker.formula1)[:3] == ["FIN", "AUD", FIN]
    partner = rule(book["การสนับสนุน"], "ผู้สนับสนุน")
    assert words(book, partner.formula1) == ["N01", "เครือข่ายหนึ่ง"]


def test_codes_that_may_stand_in_another_groups_workbook_are_not_refused(carried):
    project = rule(carried[FIN]["การเบิกจ่าย"], "รหัสโครงการ")
    assert project.formula1 == f"'โครงการ'!$A$2:$A${ROWS + 1}"
    assert not project.showErrorMessage


def test_the_office_workbook_offers_what_is_typed_into_its_own_tabs(carried):
    indicator = rule(carried["สมุดสำนักงาน"]["ประเด็นการพิจารณา"], "รหัสตัวบ่งชี้")
    assert indicator.formula1 == f"'ตัวบ่งชี้'!$B$2:$B${ROWS + 1}"
    assert indicator.showErrorMessage


def test_without_codes_to_offer_nothing_is_refused(starter):
    found = rule(starter[FIN]["หลักฐานอ้างอิง"], "รหัสประเด็น")
    assert found.type is None and found.showInputMessage


def test_the_guide_names_each_tab_its_keeper_and_the_codes(carried):
    rows = [[cell.value for cell in row[:3]] for row in carried[FIN][GUIDE].iter_rows()]
    for tab in GROUP_TABS:
        assert [tab.title, tab.description, FIN] in rows
    assert ["N01", "เครือข่ายหนึ่ง", None] in rows
    assert ["2.2.2", "(ยังไม่มีข้อความ)", None] in rows
    office = [[c.value for c in row[:3]] for row in carried["สมุดสำนักงาน"][GUIDE].iter_rows()]
    schools = TABS["schools"]
    assert [schools.title, schools.description, schools.keeper] in office


def test_file_names_are_safe_and_never_the_same(tmp_path):
    groups = [{"group": code, "name": "../งาน: ก?", "kind": "group"} for code in ("A", "B")]
    office = made_office(groups=[*groups, {"group": "C", "name": "สมุดสำนักงาน", "kind": "unit"}])
    names = [path.name for path in write_templates(tmp_path, office)]
    assert names == ["สมุดสำนักงาน.xlsx", "งาน ก.xlsx", "งาน ก 2.xlsx", "สมุดสำนักงาน 2.xlsx"]
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "safe"),
    [("กลุ่ม/หน่วย", "กลุ่ม หน่วย"), ("...", "กลุ่ม"), ("~$ก", "ก"), ("ก" * 200, "ก" * 60)],
)
def test_a_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


def test_an_existing_file_is_never_overwritten_and_nothing_else_is_written(tmp_path):
    taken = tmp_path / f"{FIN}.xlsx"
    taken.write_text("ของเดิม", encoding="utf-8")
    with pytest.raises(TemplateExists) as caught:
        write_templates(tmp_path, None)
    assert caught.value.paths == (taken,)
    assert "มีไฟล์ชื่อนี้อยู่แล้ว" in str(caught.value) and "exist already" in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == [taken.name]
    assert taken.read_text(encoding="utf-8") == "ของเดิม"


def test_more_rows_than_prepared_still_have_their_drop_downs(tmp_path):
    tab = TABS["groups"]
    rows = [[f"G{n}", f"กลุ่ม {n}", "กลุ่ม", None, None, None] for n in range(ROWS + 5)]
    path = tmp_path / "book.xlsx"
    write_book(path, Book("สมุด", "ผู้ดูแล", (tab,), {"groups": rows}, {}, {}))
    sheet = openpyxl.load_workbook(path)[tab.title]
    assert str(rule(sheet, "ประเภท").sqref) == f"C2:C{ROWS + 6}"


def test_values_are_shown_as_they_are_typed():
    assert shown(TABS["evidence"].field("dated"), date(2014, 5, 30)) == "30/5/2557"
    assert shown(TABS["evidence"].field("dated"), None) is None
    assert shown(TABS["figures"].field("parts_of_whole"), False) == "ไม่ใช่"
    assert shown(TABS["criteria"].field("lead_groups"), ()) is None
    assert shown(TABS["criteria"].field("title"), float("nan")) is None
