"""Registers that an office declares: read like the built-in tabs, and never in their way."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from esa.reading.declared import COLUMNS, REGISTERS
from esa.reading.schema import read_tabs
from tests.registered import (
    CAR,
    CAR_COLUMNS,
    CARS,
    cars,
    group_book,
    office_of,
)

ROW = ["กข 1", "500,000", "ใช้งานได้", "1 ต.ค. 2550", "วัดตะโหมด; บ้านท่าเชียด", "2.2.1"]


def told(office, *tabs):
    return [(p.code, p.workbook, p.cell) for p in office.problems if p.tab in (tabs or (CAR,))]


def test_a_register_is_read_from_every_keeper_with_the_types_of_its_columns():
    office = cars(am=[ROW], fin=[["กข 2", 350000.0, "ส่งซ่อม", "", "93020001", "2.2.2"]])
    rows = office.rows[CAR]
    assert rows.index == [("am", 2), ("fin", 2)]
    assert rows["ราคา"] == [Decimal(500000), Decimal(350000)]
    assert rows["ได้มาเมื่อ"] == [date(2007, 10, 1), None]
    assert rows["โรงเรียนที่ยืม"] == [("93020002", "93020001"), ("93020001",)]
    assert rows["ประเด็น"] == [("2.2.1",), ("2.2.2",)]
    assert rows["group"] == ["AM", "FIN"]
    (register,) = office.declared
    assert (register.code, register.keepers, register.row_word) == ("CAR", ("AM", "FIN"), "คัน")
    assert told(office) == []
    assert office.table(CAR)["ราคา"].sum() == 850000


def test_each_slip_is_told_in_its_own_cell_with_the_word_that_was_meant():
    slips = ["กข 3", "ห้าแสน", "ใช้งานไดั", "30 ก.พ. 2550", "วัดตะโหมท", "9.9.9"]
    office = cars(am=[ROW, slips, ["รวม", "500000"]])
    assert {(code, cell) for code, _, cell in told(office)} == {
        ("not_a_number", "B3"),
        ("unknown_choice", "C3"),
        ("no_such_day", "D3"),
        ("unknown_name", "E3"),
        ("unknown_code", "F3"),
    }
    health = next(h for book in office.workbooks for h in book.tabs if h.tab == CAR and h.used)
    assert (health.used, health.totals) == (2, 1)
    choice = next(p for p in office.problems if p.code == "unknown_choice")
    assert choice.suggestion == "ใช้งานได้"
    assert f"› {CAR} › แถว 3 ช่อง สภาพ (C3)" in choice.where


def test_personal_data_is_hidden_and_a_repeated_key_isnt_counted_twice():
    office = cars(am=[ROW, ["กข 1", "1"], ["นายสมชาย ใจดี 0812345678", "2"]])
    assert {code for code, *_ in told(office)} == {"duplicate_key", "personal_data"}
    assert "สมชาย" not in str(office.rows[CAR])
    assert len(office.rows[CAR]) == 1


def test_a_tab_with_another_title_is_known_by_its_headings_and_another_heading_is_read():
    heads = ["ป้าย", "ราคา", "สภาพ", "ได้มาเมื่อ", "โรงเรียนที่ยืม", "ประเด็น"]
    office = office_of(CARS, CAR_COLUMNS, group_book("AM", {"รถของเรา": [heads, ROW]}))
    assert office.rows[CAR]["เลขทะเบียน"] == ["กข 1"]
    assert [code for code, *_ in told(office)] == ["tab_by_headings"]


def test_a_keeper_without_the_tab_is_told_and_another_group_may_fill_it_in():
    heads = [row[2] for row in CAR_COLUMNS]
    keeper = [["CAR", CAR, "FIN", "คัน", ""]]
    books = group_book("AM", {CAR: [heads, ROW]}), group_book("FIN", {})
    office = office_of(keeper, CAR_COLUMNS, *books)
    assert told(office) == [("register_tab_missing", "fin", "")]
    assert office.rows[CAR]["group"] == ["AM"]


def test_a_tab_that_nobody_declared_stays_unknown():
    office = office_of([], [], group_book("AM", {CAR: [["เลขทะเบียน"], ["กข 1"]]}))
    assert [p.code for p in office.problems if p.tab == CAR] == ["unknown_tab"]
    assert CAR not in office.rows


def test_a_built_in_tab_may_have_more_columns():
    columns = [["การเบิกจ่าย", "1", "รหัสแผนงาน", "", "ข้อความ", "", "", "ใช่", "ใช่", ""]]
    heads = ["รายการที่", "ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร (บาท)", "เบิกจ่ายแล้ว (บาท)"]
    book = group_book(
        "FIN",
        {
            "การเบิกจ่าย": [
                [*heads, "รหัสแผนงาน"],
                ["1", "30/6/2557", "งบดำเนินงาน", 10, 5, "A-1"],
                ["2", "30/6/2557", "งบดำเนินงาน", 10, 5, ""],
            ]
        },
    )
    office = office_of([], columns, book)
    assert office.rows["spending"]["รหัสแผนงาน"] == ["A-1", None]  # it never costs a row
    assert not [p for p in office.problems if p.tab == "spending" and p.code != "empty_tab"]


def declaration_faults(registers, columns):
    office = office_of(registers, columns)
    return [(p.code, p.cell) for p in office.problems if p.tab in (REGISTERS, COLUMNS)]


def test_a_wrong_declaration_is_told_in_its_own_cell_and_the_rest_is_used():
    text = ["", "ข้อความ", "", "", "", "", ""]
    found = declaration_faults(
        [
            ["A", "รถ", "AM"],
            ["B", "รถ", "AM"],
            ["C", "โรงเรียน", "AM"],
            ["D", "ไม่มีผู้เก็บ", ""],
            ["A", "อื่น", "AM"],
            ["E", "ว่าง", "AM"],
            ["F", "ก/ข", "AM"],
            ["G", "ทะเบียนกลุ่มหาย", "ZZ"],
        ],
        [
            ["A", "1", "ชื่อ", *text],
            ["A", "2", "ชื่อ", *text],
            ["A", "3", "ชนิดผิด", "", "ตัวหนังสือใหญ่", "", "", "", "", ""],
            ["A", "4", "เลือก", "", "เลือกจากรายการ", "", "", "", "", ""],
            ["A", "5", "เลือกมาก", "", "เลือกจากรายการ", "", "; ".join(map(str, range(500)))],
            ["A", "6", "รวมข้อความ", "", "ข้อความ", "", "", "", "", "ใช่"],
            ["A", "7", "งบ", "", "จำนวนเงิน (บาท)", "ล้านบาท", "", "", "", "ใช่"],
            ["D", "1", "ชื่อ", *text],
            ["G", "1", "ชื่อ", *text],
            ["X", "1", "ชื่อ", *text],
            ["โรงเรียน", "1", "ชื่อโรงเรียน", *text],
            *(["B", "1", "ชื่อ", *text], ["F", "1", "ชื่อ", *text]),  # told at their registers
        ],
    )
    assert sorted(found) == sorted(
        [
            ("register_title_twice", "B3"),
            ("register_title_taken", "B4"),
            ("register_unkept", "C5"),
            ("register_twice", "A6"),
            ("register_title_unfit", "B8"),
            ("register_column_twice", "C3"),
            ("register_no_choices", "G5"),
            ("register_many_choices", "G6"),
            ("register_not_added", "J7"),
            ("register_unit_of_baht", "F8"),
            ("register_unknown", "A11"),
            ("register_column_there", "C12"),
            ("register_empty", "B7"),
            ("unknown_choice", "E4"),
            ("unknown_name", "C9"),
        ]
    )


def test_a_sum_of_money_is_told_in_baht_whatever_unit_is_declared_beside_it():
    columns = [["A", "1", "งบ", "", "จำนวนเงิน (บาท)", "ล้านบาท", "", "", "", "ใช่"]]
    office = office_of([["A", "งบ", "AM"]], columns, group_book("AM", {"งบ": [["งบ"], ["1.2"]]}))
    (column,) = office.declared[0].columns
    assert (column.unit_word, office.rows["งบ"]["งบ"]) == ("บาท", [Decimal("1.2")])


def test_a_heading_with_its_unit_and_a_group_by_its_short_name_are_read():
    columns = [
        ["A", "1", "เลขไมล์", "", "ตัวเลข", "กม.", "", "", "", ""],
        ["A", "2", "ผู้ใช้", "", "กลุ่ม", "", "", "", "", ""],
        ["A", "3", "ปีที่ซื้อ", "", "ปี (พ.ศ.)", "", "", "", "", ""],  # as docs/registers.md has it
    ]
    rows = [["เลขไมล์ (กม.)", "ผู้ใช้", "ปีที่ซื้อ"], ["๑,๒๐๐ กม.", "การเงิน; อำนวยการ", "2557"]]
    office = office_of([["A", "รถ", "AM"]], columns, group_book("AM", {"รถ": rows}))
    found = office.rows["รถ"]
    assert found["เลขไมล์"] == [1200] and found["ผู้ใช้"] == [("FIN", "AM")]
    assert found["ปีที่ซื้อ"] == [2557]
    assert {p.severity for p in office.problems if p.tab == "รถ"} <= {"info"}


WORDS = some.sampled_from(
    ["รถ", "ก", "โรงเรียน", "progress", "group", "remark", "หมายเหตุ", "problems", "name", "", "รวม"]
    + [
        "<b>x</b>",
        "=1+1",
        "a|b",
        "[x](javascript:1)",
        "ก" * 40,
        "\u202eกข",
        "_x",
        "คู่มือ",
        "{0}",
        "1",
    ]
    + ["'q'", "A:B", "นายสมชาย ใจดี", "rows", "index", "rows ", "at"]
)
TYPES = some.sampled_from([c.label for c in read_tabs()[COLUMNS].field("type").categories] + ["?"])
FLAG = some.sampled_from(["ใช่", "ไม่ใช่", "", "บางที"])
REGISTER_ROWS = some.lists(some.tuples(WORDS, WORDS, WORDS), max_size=6)
COLUMN_ROWS = some.lists(
    some.tuples(
        *(WORDS, some.sampled_from(["1", "2", "", "x"]), WORDS, WORDS, TYPES, WORDS),
        *(some.sampled_from(["", "ก; ข", "ก", ";;"]), FLAG, FLAG, FLAG),
    ),
    max_size=12,
)
CELLS = some.lists(some.lists(WORDS, max_size=8), max_size=5)


@settings(max_examples=60, deadline=None)
@given(REGISTER_ROWS, COLUMN_ROWS, CELLS)
def test_whatever_is_declared_and_filled_in_the_built_in_tabs_are_read_as_before(
    registers, columns, cells
):
    titles = {title for _, title, _ in registers if title} - {"คู่มือ"}
    heads = [heading for _, _, heading, *_ in columns]
    own = {title: [heads, *cells] for title in titles if title not in read_tabs()}
    own = {title: rows for title, rows in own.items() if title != "โรงเรียน"}
    office = office_of(registers, columns, group_book("AM", own))
    assert not [p for p in office.problems if p.code == "internal_check"]
    plain = office_of([], [], group_book("AM", {}))
    for name in read_tabs():
        if name not in (REGISTERS, COLUMNS):
            known = read_tabs()[name].by_name
            before, after = plain.rows[name], office.rows[name]
            assert len(after) == len(before), name
            assert all(after[column] == before[column] for column in known), name
    for register in office.declared:
        tab = office.tabs[register.title]
        assert len({field.name for field in tab.fields}) == len(tab.fields) > 1
        assert len(office.table(register.title)) == len(office.rows[register.title])
    for problem in office.problems:
        assert problem.what_th and problem.where


@pytest.mark.parametrize("same", [True, False])
def test_a_key_holds_over_the_workbooks_of_all_keepers(same):
    office = cars(
        am=[["กข 1", "1"], ["กค 1", "5"]], fin=[["กข 1", "1" if same else "2"], ["กค 2", "5"]]
    )
    counted = [("am", 2)] * same + [("am", 3), ("fin", 3)]
    assert office.rows[CAR].index == counted
    assert cars(am=[["", "1"]], fin=[["", "2"]]).rows[CAR].index == []
    named = {(p.workbook, p.cell): str(p.facts["other"]) for p in office.problems if p.tab == CAR}
    assert set(named) == {("fin", "A2")} | ({("am", "A2")} if not same else set())
    assert all("A2" in other and "กข 1" not in other for other in named.values())
