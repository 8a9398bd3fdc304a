"""The page ทะเบียนข้อมูล: every register, one of them, its filters, and whatever is declared."""

import json
from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from esa.history.meetings import freeze
from esa.history.store import Store
from esa.judged import Judged
from pages.registers import parts
from pages.registers.view import view
from tests.pages.conftest import lines
from tests.registered import (
    CAR,
    CAR_COLUMNS,
    CARS,
    NOW,
    WORK,
    car_books,
    cars,
    group_book,
    office_book,
    write_folder,
)

ROWS = [
    ["กข 1", "500,000", "ใช้งานได้", "1 ต.ค. 2556", "วัดตะโหมด", "2.2.1"],
    ["กข 2", "250,000.50", "ส่งซ่อม", "5 ก.พ. 2557", "", ""],
    ["กข 3", "ห้าแสน", "", "9 ก.พ. 2557", "", ""],
]


def opens(app: AppTest) -> str:
    assert not app.exception, [each.value for each in app.exception]
    return "\n".join(lines(app))


def title(app: AppTest) -> str:
    return app.title[0].value.replace("\u00a0", " ").replace("\\", "").replace("\u2060", "")


@pytest.fixture
def office(tmp_path):
    return write_folder(tmp_path, office_book(CARS, CAR_COLUMNS, WORK), *car_books(am=ROWS)[1:])


def test_every_register_stands_with_its_rows_and_the_keepers_that_lack_any(open_page, office):
    app = open_page("registers", office)
    said = opens(app)
    assert title(app) == "ทะเบียน **1** เล่ม รวม **3** แถว"
    assert f"{CAR} 3 คัน" in said.replace("\u00a0", " ") and "ยังไม่กรอก" in said


def test_one_register_tells_its_sums_schools_and_what_isnt_counted(open_page, office):
    app = open_page("registers", office, register=CAR)
    said = opens(app).replace("\u00a0", " ")
    assert "**3** คัน" in title(app) and "ราคารวมอย่างน้อย **750,000.50** บาท" in title(app)
    assert "ถึง **1** จาก 2 โรงเรียน" in title(app)
    assert "ยังไม่นับ" not in said and "มีตัวเลข 2 แถว อ่านไม่ได้ 1 แถว" in said
    assert "ช่องที่อ่านไม่ได้" in said and "B4" in said
    assert "ก.พ. 2557" in said and "2 แถว" in said
    assert "บ้านท่าเชียด" in said  # the school that no row names
    assert app.dataframe[0].value["เลขทะเบียน"].tolist() == ["กข 1", "กข 2", "กข 3"]
    assert app.dataframe[0].value.iloc[0, -1].endswith(f"{CAR} › A2")


def test_numbers_and_days_of_the_table_are_never_cut(open_page, tmp_path):
    price = "12345678901.25"  # much longer than the others: the grid alone would cut it
    rows = [[f"กข {n}", "1", "", "", "", ""] for n in range(12)] + [["กข x", price, "", "", "", ""]]
    app = open_page("registers", write_folder(tmp_path, *car_books(am=rows)), register=CAR)
    looks = json.loads(app.dataframe[0].proto.columns)
    assert looks["ราคา (บาท)"]["width"] >= 8 * len("12,345,678,901.25")
    assert looks["ได้มาเมื่อ"]["width"] >= 8 * len("2557-06-21")


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"month": "2014-02"}, ["กข 2", "กข 3"]),
        ({"value": "ส่งซ่อม"}, ["กข 2"]),
        ({"school": "93020002"}, ["กข 1"]),
        ({"month": "2014-02", "value": "ใช้งานได้"}, None),
        ({"month": "x", "value": "<b>", "school": "?"}, ["กข 1", "กข 2", "กข 3"]),
    ],
)
def test_filters_stand_in_the_address(open_page, office, filters, left):
    app = open_page("registers", office, register=CAR, **filters)
    said = opens(app)
    if left is None:
        assert "ไม่มีแถวที่ตรงกับตัวกรอง" in said and not app.dataframe
    else:
        assert app.dataframe[0].value["เลขทะเบียน"].tolist() == left


def test_an_office_without_registers_is_told_how_to_begin(open_page, tmp_path):
    folder = write_folder(tmp_path, office_book([], []), group_book("AM", {}))
    app = open_page("registers", folder)
    assert "template --registers standard" in app.info[0].value
    assert "ยังไม่ได้กำหนดทะเบียน" in title(app)


def test_an_office_whose_registers_are_all_refused_is_told_where(open_page, tmp_path):
    folder = write_folder(tmp_path, office_book([["B", "โรงเรียน", "AM"]], []), group_book("AM", {}))
    app = open_page("registers", folder)
    assert title(app) == "ทะเบียนที่กำหนดไว้ยังอ่านไม่ได้" and not app.info
    assert "ต้องดู 1 จุดใน ทะเบียนของสำนักงาน" in opens(app).replace("\u00a0", " ")


TEXT = ["", "ข้อความ", "", ""]
MANY = "; ".join(f"สี {n}" for n in range(500))
BOAT = "ทะเบียนเรือ"
WRONG = {  # further rows of registers and of their columns → what is told, and at which cell
    "two registers of one title": (["B", CAR, "AM"], [], f"“{CAR}” ซ้ำกับทะเบียน CAR", "B3"),
    "a title of a built-in tab": (["B", "โรงเรียน", "AM"], [], "“โรงเรียน” เป็นชื่อของแท็บ", "B3"),
    "a column declared twice": ([], ["CAR", "7", "ราคา", *TEXT], "“ราคา” มีแล้วในทะเบียนนี้", "C8"),
    "an unknown type": ([], ["CAR", "7", "สี", "", "สีของรถ"], "“สีของรถ” ไม่อยู่ในคำที่กำหนด", "E8"),
    "500 choices": (
        *([], ["CAR", "7", "สี", "", "เลือกจากรายการ", "", MANY]),
        *("ช่อง “สี” มีตัวเลือก 500 คำ", "G8"),
    ),
    "a register that nobody keeps": (
        *(["B", BOAT, ""], ["B", "1", "ชื่อเรือ", *TEXT]),
        *(f"ยังไม่ได้บอกว่ากลุ่มใดเก็บทะเบียน “{BOAT}”", "C3"),
    ),
    "a kept tab that nobody declared": ([], [], f"ไม่รู้จักแท็บ “{BOAT}”", ""),
}


@pytest.mark.parametrize("case", list(WRONG))
def test_a_wrong_declaration_is_told_at_its_cell_and_takes_nothing_down(open_page, tmp_path, case):
    register, column, told, cell = WRONG[case]
    heads = [row[2] for row in CAR_COLUMNS]
    tabs = {CAR: [[*heads, "สี"], [*ROWS[0], "ขาว"]], BOAT: [["ชื่อเรือ"], ["ลำที่หนึ่ง"]]}
    office = office_book(
        [*CARS, *filter(None, [register])], [*CAR_COLUMNS, *filter(None, [column])]
    )
    folder = write_folder(tmp_path, office, group_book("AM", tabs), group_book("FIN", {}))
    plain = {ord(sign): None for sign in "\\\u2060\u200b"} | {0xA0: " "}
    sheets = opens(open_page("sheets", folder)).translate(plain)
    assert told in sheets and cell in sheets.split(told)[0][-120:]
    listed = opens(open_page("registers", folder)).translate(plain).replace("*", "")
    assert f"{CAR} 1 คัน" in listed and "ต้องดู 1 จุดใน" in listed  # a slip of its declaration
    rows = open_page("registers", folder, register=CAR).dataframe[0].value
    assert rows["เลขทะเบียน"].tolist() == ["กข 1"]
    if case == "a register that nobody keeps":
        assert "ลำที่หนึ่ง" in str(
            open_page("registers", folder, register="ทะเบียนเรือ").dataframe[0].value
        )


def test_rows_of_registers_are_found_by_any_word_of_them(open_page, office):
    for asked, found in (("กข 2", "กข 2"), ("ส่งซ่อม", "กข 2"), (f"{CAR} กข 1", "กข 1")):
        said = opens(open_page("search", office, q=asked)).replace("\u00a0", " ")
        assert "ทะเบียนข้อมูล" in said and CAR in said and found in said.replace("**", "")


@pytest.mark.parametrize(
    ("asked", "cells"), [("กข 9", ("A2", "A3")), ("ศึกษาธิการ", ("A2",)), ("สพม", ("A4",))]
)
def test_rows_that_are_held_back_are_found_with_their_cells_and_reasons(
    open_page, tmp_path, asked, cells
):
    columns = [*CAR_COLUMNS, ["CAR", "7", "ผู้ใช้", "", "ข้อความ", "", "", "", "", ""]]
    heads = [row[2] for row in columns]
    rows = [["กข 9", "1", *[""] * 4, "ศึกษาธิการ"], ["กข 9", "2"], ["", "5", *[""] * 4, "สพม."]]
    books = [group_book("AM", {CAR: [heads, *rows]}), group_book("FIN", {CAR: [heads]})]
    folder = write_folder(tmp_path, office_book(CARS, columns), *books)
    app = open_page("search", folder, q=asked)
    said = opens(app).replace("\u00a0", " ").replace("\u2060", "")
    assert "ไม่พบ" not in title(app) and f"{len(cells)}**] แถวที่ยังไม่นับ" in title(app)
    assert all(cell in said for cell in cells) and "ตรวจตัวสะกด" not in said
    assert ("ซ้ำ" in said) == (cells != ("A4",))


def test_the_workbook_holds_whose_it_is_the_sums_their_gaps_and_the_rows_held_back(tmp_path):
    rows = [*ROWS, ["กค 1", "5"], ["กค 1", "6"]]
    judged = Judged(cars(am=rows))
    frozen = freeze(Store(tmp_path), car_books(am=rows), "12/2557", NOW.date(), NOW)
    book = openpyxl.load_workbook(BytesIO(parts.workbook(view(judged, CAR, ()), frozen)))
    said = {
        sheet.title: "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
        for sheet in book
    }
    assert "สำนักงานทดสอบ" in said["เกี่ยวกับไฟล์นี้"] and "12/2557" in said["เกี่ยวกับไฟล์นี้"]
    assert "ราคารวมอย่างน้อย 750,000.50 บาท (ไม่รวม 3 แถว)" in said["สรุป"]
    assert "ยังไม่นับ 2 แถว" in said["สรุป"] and "ราคา B4" in said["ข้อมูล"]
    assert "2557-02-05" in said["ข้อมูล"]  # as in every file
    assert "A5" in said["แถวที่ยังไม่นับ"] and "A6" in said["แถวที่ยังไม่นับ"]


def test_what_is_said_of_a_sum_is_of_the_rows_that_are_chosen(open_page, office):
    app = open_page("registers", office, register=CAR, month="2014-02")
    said = opens(app).replace("\u00a0", " ")
    assert "ราคารวมอย่างน้อย **250,000.50** บาท (ไม่รวม 1 แถว)" in title(app)
    assert "มีตัวเลข 1 แถว อ่านไม่ได้ 1 แถว" in said and "ไม่ระบุโรงเรียน" not in said
