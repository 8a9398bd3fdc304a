"""Percent formats and links of .xlsx files: read as people see them, wherever they put them."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from esa.reading.office import Office, read_office
from esa.rules.evidence import has_locator
from esa.sources.csv_folder import records
from esa.sources.excel import read_excel
from esa.sources.workbook import RawTab
from tests.unit.test_office import NOW, group_book, office_book
from tests.unit.test_units import HEADINGS

LINK = "https://drive.google.com/file/d/abc/view"
EVIDENCE = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์", "ที่เก็บ (แฟ้ม/ตู้)"]
PERCENT_FORMATS = ("0%", "0.00%", "0.0%;[Red]-0.0%", "#,##0.0 %")
OTHER_FORMATS = ("General", "0.00", '0.0"%"', "0.0\\%", "@")


def office_of(path: Path, fill, tab: str, heads: list[str] = HEADINGS) -> Office:
    """The office with a group whose workbook holds that tab, written to an .xlsx file."""
    with xlsxwriter.Workbook(str(path / "fin.xlsx")) as made:
        sheet = made.add_worksheet(tab)
        sheet.write_row(0, 0, heads)
        fill(made, sheet)
    (tab,) = read_excel(path / "fin.xlsx", "fin", NOW).tabs
    return read_office([office_book(), with_tab(tab)], NOW)


def with_tab(tab: RawTab):
    book = group_book("fin", "FIN")
    kept = tuple(each for each in book.tabs if each.title != tab.title)
    return type(book)(book.name, book.address, (*kept, tab), NOW)


def kpi(path: Path, target, actual, form: str, unit: str = "ร้อยละ"):
    def fill(made, sheet):
        style = made.add_format({"num_format": form})
        sheet.write_row(1, 0, ["K1", "ผลสัมฤทธิ์", None, unit, "ยิ่งมากยิ่งดี"])
        sheet.write_number(1, 2, target, style)
        sheet.write_number(1, 5, actual, style)

    return office_of(path, fill, "ตัวชี้วัดตามคำรับรอง")


@pytest.mark.parametrize("form", PERCENT_FORMATS)
@pytest.mark.parametrize(("target", "actual"), [(0.95, 0.96), (1, 0.005), (0.5, 1.2)])
def test_a_number_shown_as_percent_is_its_hundredfold(tmp_path, form, target, actual):
    office = kpi(tmp_path, target, actual, form)
    row = office.kpis.iloc[0]
    assert float(row["target"]) == pytest.approx(100 * target)
    beyond = [p.code for p in office.problems if p.tab == "kpis"]
    assert beyond == (["percent_beyond"] if actual > 1 else [])
    if actual <= 1:
        assert float(row["actual_6m"]) == pytest.approx(100 * actual)


@pytest.mark.parametrize("form", OTHER_FORMATS)
def test_a_small_number_in_another_format_is_reported_and_the_format_named(tmp_path, form):
    office = kpi(tmp_path, 95, 0.96, form)
    told = [p for p in office.problems if p.tab == "kpis"]
    assert [p.code for p in told] == ["fraction_percent"] and "รูปแบบ" in told[0].fix_th
    assert office.kpis["actual_6m"].tolist() == [None]


@pytest.mark.parametrize("form", OTHER_FORMATS)
def test_usual_numbers_stay_as_they_are(tmp_path, form):
    row = kpi(tmp_path, 95, 87.5, form).kpis.iloc[0]
    assert (row["target"], row["actual_6m"]) == (Decimal(95), Decimal("87.5"))


WAYS = ("on title", "formula on title", "on words", "formula", "formula without result")


def linked(path: Path, way: str) -> Office:
    def fill(made, sheet):
        sheet.write_row(1, 0, ["2.2.1", "1", "แผนปฏิบัติการ"])
        formula = f'=HYPERLINK("{LINK}","เปิดดู")'
        if way == "on title":
            sheet.write_url(1, 2, LINK, string="แผนปฏิบัติการ")
        elif way == "formula on title":
            sheet.write_formula(1, 2, formula, None, "แผนปฏิบัติการ")
        elif way == "on words":
            sheet.write_url(1, 3, LINK, string="เปิดดู")
        elif way == "formula":
            sheet.write_formula(1, 3, formula, None, "เปิดดู")
        else:
            sheet.write_formula(1, 3, formula, None, "")

    return office_of(path, fill, "หลักฐานอ้างอิง", EVIDENCE)


@pytest.mark.parametrize("way", WAYS)
def test_a_link_is_read_where_people_put_it(tmp_path, way):
    row = linked(tmp_path, way).evidence.iloc[0]
    assert (row["title"], row["link"]) == ("แผนปฏิบัติการ", LINK)


def test_a_link_on_the_title_counts_without_a_column_of_links(tmp_path):
    def fill(made, sheet):
        sheet.write_row(1, 0, ["2.2.1", "1"])
        sheet.write_url(1, 2, LINK, string="แผน")
        sheet.write_row(2, 0, ["2.2.2", "1", "คำสั่ง"])

    office = office_of(tmp_path, fill, "หลักฐานอ้างอิง", EVIDENCE[:3])
    assert [has_locator(link, None) for link in office.evidence["link"].tolist()[:1]] == [True]
    assert office.evidence["link"].isna().tolist() == [False, True]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///c:/x", "http://localhost/x"])
def test_a_link_that_is_never_used_is_not_used_from_a_title_either(tmp_path, address):
    formula = f'=HYPERLINK("{address}";"แผน")'
    rows = [EVIDENCE, ["2.2.1", "1", formula, None, None]]
    office = read_office([office_book(), with_tab(RawTab("หลักฐานอ้างอิง", rows))], NOW)
    assert office.evidence["title"].tolist() == ["แผน"] and office.evidence["link"].isna().all()


def test_a_formula_in_a_csv_is_read_too():
    text = ",".join(EVIDENCE) + f'\n2.2.1,1,"=HYPERLINK(""{LINK}"",""แผน"")",,\n'
    tab = RawTab("หลักฐานอ้างอิง", records(text))
    office = read_office([office_book(), with_tab(tab)], NOW)
    assert office.evidence["link"].tolist() == [LINK]


def test_an_address_that_is_typed_wins_over_what_lies_under_it(tmp_path):
    def fill(made, sheet):
        sheet.write_row(1, 0, ["2.2.1", "1", "แผน"])
        sheet.write_url(1, 3, "https://old.example.org/x", string=LINK)

    office = office_of(tmp_path, fill, "หลักฐานอ้างอิง", EVIDENCE)
    assert office.evidence["link"].tolist() == [LINK]


@given(shares=st.lists(st.integers(1, 1000), min_size=1, max_size=5))
def test_percents_of_any_column_come_back_as_typed(tmp_path_factory, shares):
    folder = tmp_path_factory.mktemp("percents")

    def fill(made, sheet):
        style = made.add_format({"num_format": "0.0%"})
        for at, share in enumerate(shares, start=1):
            sheet.write_row(at, 0, [f"K{at}", "ผลสัมฤทธิ์", None, "ร้อยละ", "ยิ่งมากยิ่งดี"])
            sheet.write_number(at, 2, share / 1000, style)

    office = office_of(folder, fill, "ตัวชี้วัดตามคำรับรอง")
    assert office.kpis["target"].tolist() == [Decimal(share) / 10 for share in shares]
