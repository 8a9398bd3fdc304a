"""The workbook behind the pack, read back: numbers stay numbers, nothing becomes a formula."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from esa.documents.pack.contents import pack
from esa.documents.pack.model import Pack
from esa.documents.pack.xlsx import xlsx
from esa.documents.workbook import LONGEST, Sheet, cell
from tests.unit.packs import empty, of_sample

FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"),
    *("＝1+1", "＋1", "－1+2", "＠x", "\u200b=1", "\ufeff=1", '=HYPERLINK("http://x")'),
)


def read(made: Pack) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx(made)))


def with_sheet(*rows: tuple, columns: tuple[str, ...] = ("ก", "ข")) -> Pack:
    return replace(pack(empty()), sheets=(Sheet("ลอง", columns, rows),))


def test_every_table_has_its_tab_with_the_place_of_each_row() -> None:
    book = read(of_sample())
    assert book.sheetnames[:3] == ["เกี่ยวกับไฟล์นี้", "สรุป", "ที่เปลี่ยน"]
    assert {"ระดับ", "ประเด็น", "ประเด็นค้าง", "มติและข้อสั่งการ", "สีโรงเรียน", "การเบิกจ่าย"} < set(
        book.sheetnames
    )
    for title in ("ระดับ", "ประเด็นค้าง", "มติและข้อสั่งการ", "สีโรงเรียน", "ตัวชี้วัด", "ข้อที่ต้องดู"):
        heads = [head.value for head in book[title][1]]
        assert heads[-4:] == ["สมุดงาน", "แท็บ", "แถว", "ช่อง"]
    first = [value.value for value in book["ประเด็นค้าง"][2]]
    assert first[-4:] == ["fin", "หลักฐานอ้างอิง", 2, "D2"]


def test_all_rows_are_there_not_only_those_on_paper() -> None:
    made = of_sample()
    book = read(made)
    for sheet in made.sheets:
        assert book[sheet.title].max_row == len(sheet.rows) + 1


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_is_text_in_cells_and_headings(text: str) -> None:
    book = read(with_sheet((text, "ข"), columns=(text, "ข")))
    for found in (book["ลอง"]["A1"], book["ลอง"]["A2"]):
        assert found.data_type == "s"
        assert str(found.value).startswith("'")


def test_negative_numbers_stay_numbers() -> None:
    row = read(with_sheet((Decimal("-1301746.18"), -3)))["ลอง"][2]
    assert [value.value for value in row] == [-1301746.18, -3]
    assert all(value.data_type == "n" for value in row)


def test_a_negative_number_typed_as_text_needs_no_mark() -> None:
    assert cell("-5") == "-5"


def test_what_is_no_number_is_blank() -> None:
    assert cell(float("nan")) == "" and cell(float("inf")) == "" and cell(None) == ""
    assert cell(Decimal("Infinity")) == ""


def test_long_and_odd_text_is_kept_as_far_as_a_cell_can_hold_it() -> None:
    book = read(with_sheet(("ก" * 40_000, "ข\ud800\x00ค")))
    assert len(book["ลอง"]["A2"].value) == LONGEST
    assert book["ลอง"]["B2"].value.startswith("ข?")


def test_an_address_is_no_link() -> None:
    book = read(with_sheet(("https://example.org/ก", "javascript:alert(1)")))
    assert book["ลอง"]["A2"].hyperlink is None and book["ลอง"]["B2"].hyperlink is None


def test_dates_sort_as_text_in_the_buddhist_era() -> None:
    rows = read(of_sample())["มติและข้อสั่งการ"].iter_rows(min_row=2, values_only=True)
    assert next(rows)[2] == "2557-08-19"


def test_the_first_tab_says_whose_state_it_is() -> None:
    rows = dict(read(of_sample())["เกี่ยวกับไฟล์นี้"].iter_rows(max_col=2, values_only=True))
    assert rows["ข้อมูล"] == "ข้อมูลปัจจุบัน ยังไม่บันทึกเป็นครั้งประชุม"
    assert rows["ปีงบประมาณ"] == 2557


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert xlsx(of_sample()) == xlsx(of_sample())


def test_an_empty_office_has_all_tabs_with_their_headings() -> None:
    book = read(pack(empty()))
    assert book["ระดับ"].max_row == 1 and book["ระดับ"]["A1"].value == "รหัส"
