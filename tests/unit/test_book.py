"""The workbook behind topics, read back: numbers stay numbers, nothing becomes a formula."""

import io
from decimal import Decimal

import openpyxl
import pytest

from esa.documents.workbook import LONGEST, PLACES, behind, book, cell
from esa.telling.agenda import topics
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Cell, LeftOut, Rail, Table, Topic, strong
from tests.unit.standpoints import empty, of_sample

FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"),
    *("＝1+1", "＋1", "－1+2", "＠x", "\u200b=1", "\ufeff=1", '=HYPERLINK("http://x")'),
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def made(at: Standpoint) -> bytes:
    return book(at, topics(at))


def with_rows(*rows: tuple, columns: tuple[str, ...] = ("ก", "ข"), **more: object) -> object:
    """The tab of one table."""
    table = Table("ลอง", columns, rows, **more)
    topic = Topic("x", "เรื่อง", "พบ", behind=lambda: table)
    return opened(book(of_sample(), (topic,)))["ลอง"]


def test_every_table_has_its_tab_with_the_place_of_each_row() -> None:
    book = opened(made(of_sample()))
    assert book.sheetnames[:3] == ["เกี่ยวกับไฟล์นี้", "สรุป", "ที่เปลี่ยน"]
    assert {"ระดับ", "ประเด็น", "ประเด็นค้าง", "มติและข้อสั่งการ", "สีโรงเรียน", "การเบิกจ่าย"} < set(
        book.sheetnames
    )
    mend = [head.value for head in book["รายการแก้ไขข้อมูลในชีต"][1]]
    assert {"สมุดงาน", "แท็บ", "แถว", "ช่อง"} < set(mend)
    for title in ("ระดับ", "ประเด็นค้าง", "มติและข้อสั่งการ", "สีโรงเรียน", "ตัวชี้วัด"):
        heads = [head.value for head in book[title][1]]
        assert heads[-4:] == ["สมุดงาน", "แท็บ", "แถว", "ช่อง"]
    first = [value.value for value in book["ประเด็นค้าง"][2]]
    assert first[-4:] == ["fin", "หลักฐานอ้างอิง", 2, "D2"]


def test_the_summary_says_of_each_topic_what_its_finding_does_not_hold() -> None:
    topic = Topic("x", "เรื่อง", "พบ", notes=("รู้ไว้",), left_out=(LeftOut("", "kpis", 7),))
    rows = opened(book(of_sample(), (topic,)))["สรุป"].iter_rows(min_row=2, values_only=True)
    assert [row[2] for row in rows][:2] == ["พบ", "รู้ไว้"]
    assert "ยังไม่นับ 7 แถว" in [*opened(book(of_sample(), (topic,)))["สรุป"]][3][2].value


def test_all_rows_are_there_not_only_those_on_paper() -> None:
    book = opened(made(of_sample()))
    for table in behind(topics(of_sample())):
        assert book[table.title].max_row == len(table.rows) + 1


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_is_text_in_cells_and_headings(text: str) -> None:
    tab = with_rows((text, "ข"), columns=(text, "ข"))
    for found in (tab["A1"], tab["A2"]):
        assert found.data_type == "s"
        assert str(found.value).startswith("'")


def test_negative_numbers_stay_numbers() -> None:
    row = with_rows((Decimal("-1301746.18"), -3))[2]
    assert [value.value for value in row] == [-1301746.18, -3]
    assert all(value.data_type == "n" for value in row)


def test_a_negative_number_typed_as_text_needs_no_mark() -> None:
    assert cell("-5") == "-5"


def test_what_is_no_number_is_blank() -> None:
    assert cell(float("nan")) == "" and cell(float("inf")) == "" and cell(None) == ""
    assert cell(Decimal("Infinity")) == ""


def test_long_and_odd_text_is_kept_as_far_as_a_cell_can_hold_it() -> None:
    tab = with_rows(("ก" * 40_000, "ข\ud800\x00ค"))
    assert len(tab["A2"].value) == LONGEST
    assert tab["B2"].value.startswith("ข?")


def test_an_address_is_no_link() -> None:
    tab = with_rows(("https://example.org/ก", "javascript:alert(1)"))
    assert tab["A2"].hyperlink is None and tab["B2"].hyperlink is None


def test_dates_sort_as_text_in_the_buddhist_era() -> None:
    rows = opened(made(of_sample()))["มติและข้อสั่งการ"].iter_rows(min_row=2, values_only=True)
    assert next(rows)[2] == "2557-08-19"


def test_the_first_tab_says_whose_state_it_is() -> None:
    rows = dict(opened(made(of_sample()))["เกี่ยวกับไฟล์นี้"].iter_rows(max_col=2, values_only=True))
    assert rows["ข้อมูล"] == "ข้อมูลปัจจุบัน ยังไม่บันทึกเป็นครั้งประชุม"
    assert rows["ปีงบประมาณ"] == 2557


def test_the_same_topics_give_the_same_bytes() -> None:
    assert made(of_sample()) == made(of_sample())


def test_an_empty_office_has_all_tabs_with_their_headings() -> None:
    book = opened(made(Standpoint(empty())))
    assert book["ระดับ"].max_row == 1 and book["ระดับ"]["A1"].value == "รหัส"


def test_a_row_has_its_place_in_four_columns_and_one_to_be_added_says_so() -> None:
    cells = (
        Cell("evidence", ("fin", 2), "title"),
        Cell("evidence", ("", 0), "title"),
        Cell("evidence", ("fin", 3)),
        Cell("evidence", ("fin", 0)),
        None,
    )
    tab = with_rows(*(("ก", n) for n in range(5)), cells=cells)
    assert [head.value for head in tab[1]][2:] == [*PLACES]
    places = [[found.value for found in row][2:] for row in tab.iter_rows(min_row=2)]
    assert places == [
        ["fin", "หลักฐานอ้างอิง", 2, "D2"],
        [None, "หลักฐานอ้างอิง", None, "แถวใหม่"],
        ["fin", "หลักฐานอ้างอิง", 3, None],
        ["fin", "หลักฐานอ้างอิง", None, None],
        [None] * 4,
    ]


def test_emphasis_falls_away_a_level_is_its_number_and_yes_is_a_word() -> None:
    row = with_rows((strong("สาม"), Rail(3)), (True, False))
    assert [[found.value for found in cells] for cells in row.iter_rows(min_row=2)] == [
        ["สาม", 3],
        ["ใช่", "ไม่ใช่"],
    ]
