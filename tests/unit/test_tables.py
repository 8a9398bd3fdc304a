"""One tab → one table: headings in every disguise, kinds of rows, keys, merged cells, dtypes."""

import datetime
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esa.reading.frames import frame, joined
from esa.reading.problems import catalogue
from esa.reading.schema import Tab, read_tabs, tab_from
from esa.reading.tables import NO_DATA, TableRead, find_tab, read_table
from esa.sources.workbook import RawTab
from tests.unit.drawn import tab as drawn_tab
from tests.unit.drawn import table

TABS = read_tabs()
EVIDENCE = """
    | รหัสประเด็น | ลำดับที่ | ชื่อเอกสารหรือหลักฐาน | ที่เก็บ (แฟ้ม/ตู้) |
    | 2.2.5     | 1      | แผนการตรวจสอบ       | ตู้ 1             |
    | 2.2.5     | 2      | รายงานผล            |                 |
"""


EVIDENCE_HEADS = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"]


def read(name: str, drawing: str, cells=None, group: str = "", **more) -> TableRead:
    return read_table(TABS[name], drawn_tab(TABS[name].title, drawing, cells, **more), "สมุด", group)


def told(result: TableRead) -> list[tuple[str, str]]:
    assert {problem.code for problem in result.problems} <= set(catalogue())
    return [(problem.code, problem.cell) for problem in result.problems]


def rows_of(result: TableRead) -> list[int]:
    return result.table.index.get_level_values("row").tolist()


# --- a whole table --------------------------------------------------------------------------


def test_a_total_on_the_second_line_of_a_cell_is_no_row_of_totals():
    cells = [["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"], ["2.2.5", 1, "แผน\nรวม"], ["รวม", "", ""]]
    result = read_table(TABS["evidence"], RawTab("หลักฐานอ้างอิง", cells), "สมุด")
    assert rows_of(result) == [2] and result.health.totals == 1


def test_a_clean_tab_becomes_a_table_by_sheet_rows():
    result = read("evidence", EVIDENCE, group="FIN")
    assert told(result) == []
    assert result.table.index.tolist() == [("สมุด", 2), ("สมุด", 3)]
    assert result.table.index.names == ["workbook", "row"]
    assert result.table["criterion"].tolist() == ["2.2.5", "2.2.5"]
    assert result.table["item"].tolist() == [1, 2]
    assert result.table["group"].tolist() == ["FIN", "FIN"]
    assert pd.isna(result.table["place"].iloc[1])
    assert result.letters == {"criterion": "A", "item": "B", "title": "C", "place": "D"}
    assert (result.health.used, result.health.aside) == (2, 0)


def test_a_bad_cell_is_reported_where_it_stands_and_the_rest_is_kept():
    result = read(
        "spending",
        """
        | รายการที่ | ข้อมูล ณ วันที่ | งบรายจ่าย   | ได้รับจัดสรร (บาท) | เบิกจ่ายแล้ว (บาท) |
        | 1       | 30 ก.ย. 2557 | งบดำเนินงาน | 4,000.50         | 100              |
        | 2       | 30 ก.ย. 2557 | งบลงทุน    | มาก             | 100              |
        """,
    )
    assert told(result) == [("not_a_number", "D3")]
    assert result.problems[0].row == 3 and result.problems[0].field == "allocated"
    assert not result.problems[0].aside
    assert result.table["allocated"].tolist() == [Decimal("4000.50"), None]
    assert result.table["expenditure_type"].tolist() == ["operations", "investment"]


def table_of(tab: Tab) -> pd.DataFrame:
    """The table of a tab that stands in no workbook."""
    return frame(tab, joined(tab, []))


def test_every_tab_has_an_empty_table_of_the_same_columns_and_dtypes():
    for tab in TABS.values():
        empty = table_of(tab)
        names = [field.name for field in tab.fields]
        expected = [*names, "group"] if tab.workbook == "group" else names
        assert list(empty.columns) == expected and len(empty) == 0
        headings = [field.title for field in tab.fields]
        group = "FIN" if tab.workbook == "group" else ""
        result = read_table(tab, RawTab(tab.title, [headings]), "สมุด", group)
        assert result.table.dtypes.to_dict() == empty.dtypes.to_dict()


def test_dtypes_are_the_ones_that_rules_rely_on():
    empty = table_of(TABS["spending"])
    assert empty["as_of"].dtype == object and empty["spent"].dtype == object
    assert str(empty["line"].dtype) == "Int64" and str(empty["expenditure_type"].dtype) == "str"
    assert str(table_of(TABS["figures"])["parts_of_whole"].dtype) == "boolean"
    assert str(table_of(TABS["schools"])["latitude"].dtype) == "float64"
    result = read(
        "network_activities",
        """
        | รหัสกิจกรรม | ชื่อกิจกรรม | วันที่จัด            | เครือข่ายที่ร่วม |
        | A1        | ประชุม    | 15-16 มกราคม 2557 | ก; ข          |
        | A2        | อบรม     |                   |              |
        """,
    )
    assert result.table["networks"].tolist() == [("ก", "ข"), ()]
    days = [datetime.date(2014, 1, 15), datetime.date(2014, 1, 16)]
    assert result.table[["date", "ends"]].iloc[0].tolist() == days
    assert result.table["date"].iloc[1] is None


def test_a_range_doesnt_overwrite_an_end_that_was_typed():
    drawing = """
        | รหัสกิจกรรม | ชื่อกิจกรรม | วันที่จัด            | ถึงวันที่       |
        | A1        | ประชุม    | 15-16 มกราคม 2557 | 16 ม.ค. 2557 |
        | A2        | ประชุม    | 15-16 มกราคม 2557 | 20 ม.ค. 2557 |
    """
    result = read("network_activities", drawing)
    assert told(result) == [("one_date_only", "C3")]
    assert result.table["date"].tolist() == [datetime.date(2014, 1, 15), None]
    assert result.table["ends"].iloc[1] == datetime.date(2014, 1, 20)


# --- headings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["รหัสประเด็น", "รหัส\nประเด็น", "  รหัสประเด็น ", "รหัส  ประเด็น", "criterion", "รหัส​ประเด็น"],
)
def test_a_heading_is_known_by_title_and_name_whatever_its_spaces(heading):
    rows = table(EVIDENCE)
    rows[0][0] = heading
    result = read_table(TABS["evidence"], RawTab("หลักฐานอ้างอิง", rows), "สมุด")
    assert told(result) == [] and len(result.table) == 2


def test_every_alias_is_known():
    for tab in TABS.values():
        for field in tab.fields:
            for alias in field.aliases:
                result = read_table(tab, RawTab(tab.title, [[alias], ["x"]]), "สมุด")
                assert field.name in result.letters, (tab.name, alias)


def test_a_title_above_moves_the_headings_and_is_told():
    title = "    | แบบรายงานหลักฐาน | | | |\n\n"
    result = read("evidence", title + EVIDENCE.lstrip("\n"))
    assert told(result) == [("header_moved", "3:3")]
    assert rows_of(result) == [4, 5]


def test_columns_may_be_reordered_and_inserted():
    result = read(
        "evidence",
        """
        | ลำดับที่ | ผู้บันทึก | ชื่อเอกสารหรือหลักฐาน | รหัสประเด็น |
        | 1      | งานแผน | แผน               | 2.2.5     |
        """,
    )
    assert told(result) == [("unknown_column", "B1")]
    assert result.letters == {"item": "A", "title": "C", "criterion": "D"}
    assert result.table["criterion"].tolist() == ["2.2.5"]


def test_a_renamed_key_column_leaves_the_table_empty_and_its_rows_counted():
    result = read("evidence", EVIDENCE.replace("รหัสประเด็น", "รหัสประเดน"))
    assert sorted(told(result)) == [("missing_column", "1:1"), ("unknown_column", "A1")]
    missing = next(p for p in result.problems if p.code == "missing_column")
    assert missing.facts["suggestion"] == "รหัสประเดน" and missing.field == "criterion"
    unknown = next(p for p in result.problems if p.code == "unknown_column")
    assert unknown.facts["suggestion"] == "รหัสประเด็น"
    assert len(result.table) == 0 and result.health.aside == 2


def test_a_missing_required_column_that_is_no_key_keeps_the_rows():
    result = read("progress", "| รหัสประเด็น |\n| 2.2.5 |")
    assert told(result) == [("missing_column", "1:1")]
    assert rows_of(result) == [2] and result.table["carried_out"].isna().all()


def test_a_missing_optional_column_is_no_problem():
    assert told(read("evidence", "| รหัสประเด็น | ลำดับที่ |\n| 2.2.5 | 1 |")) == []


def test_of_two_equal_headings_the_first_is_used():
    result = read(
        "evidence",
        """
        | รหัสประเด็น | ลำดับที่ | ลำดับ ที่ |
        | 2.2.5     | 1      | 9      |
        """,
    )
    assert told(result) == [("duplicate_column", "C1")]
    assert result.problems[0].facts["first"] == "B1"
    assert result.table["item"].tolist() == [1]


def test_a_column_without_heading_is_told_only_if_it_holds_data():
    with_data = "| รหัสประเด็น | ลำดับที่ | | |\n| 2.2.5 | 1 | | ก |"
    assert told(read("evidence", with_data)) == [("blank_header", "D:D")]


def test_a_tab_without_any_known_heading_says_so():
    result = read("evidence", "| ก | ข |\n| 2.2.5 | 1 |")
    assert told(result) == [("no_header", "1:1")]
    assert len(result.table) == 0 and result.health.aside == 2


@pytest.mark.parametrize("rows", [[], [[]], [[None, None]], [["", " "], ["​"]]])
def test_an_empty_tab_is_told_as_empty(rows):
    result = read_table(TABS["evidence"], RawTab("หลักฐานอ้างอิง", rows), "สมุด", "FIN")
    assert told(result) == [("empty_tab", "")]
    assert list(result.table.columns) == list(table_of(TABS["evidence"]).columns)


def test_headings_alone_are_an_empty_tab():
    result = read("evidence", "| รหัสประเด็น | ลำดับที่ |")
    assert told(result) == [("empty_tab", "")] and result.letters == {"criterion": "A", "item": "B"}


def test_a_hidden_tab_is_read_and_told():
    result = read("evidence", EVIDENCE, hidden=True)
    assert told(result) == [("hidden_tab", "")] and len(result.table) == 2 and result.health.hidden


# --- kinds of rows --------------------------------------------------------------------------


def test_ragged_rows_are_no_problem():
    rows = table(EVIDENCE)
    rows[1] = rows[1][:2]
    rows[2] = [*rows[2], None, None]
    result = read_table(TABS["evidence"], RawTab("หลักฐานอ้างอิง", rows), "สมุด")
    assert told(result) == [] and len(result.table) == 2


def test_blank_rows_in_between_and_a_thousand_below_are_just_blank():
    rows = table(EVIDENCE)
    rows = [rows[0], [" ", None], rows[1], [], rows[2], *[["", None, " ", "​"]] * 1000]
    result = read_table(TABS["evidence"], RawTab("หลักฐานอ้างอิง", rows), "สมุด")
    assert told(result) == [] and rows_of(result) == [3, 5]
    assert (result.health.used, result.health.blank) == (2, 1002)


@pytest.mark.parametrize(
    "word", ["รวม", "รวมทั้งสิ้น", "ยอดรวม", "รวม 2 รายการ", "เฉลี่ย", "ค่าเฉลี่ย", "Total", "รวม:", "รวม ๒"]
)
def test_rows_of_totals_are_no_data(word):
    result = read(
        "spending",
        f"""
        | รายการที่ | ข้อมูล ณ วันที่ | งบรายจ่าย   | ได้รับจัดสรร (บาท) | เบิกจ่ายแล้ว (บาท) |
        | 1       | 30 ก.ย. 2557 | งบดำเนินงาน | 400              | 100              |
        |         |              | {word}     | 400              | 100              |
        | {word}  | 30 ก.ย. 2557 |            | 400              | 100              |
        """,
    )
    assert told(result) == [] and rows_of(result) == [2]
    assert result.health.totals == 2


def test_a_name_that_starts_with_the_letters_of_a_total_is_data():
    result = read(
        "projects",
        """
        | รหัสโครงการ | ชื่อโครงการหรือกิจกรรม |
        | P1        | รวมพลังสร้างเด็กดี    |
        | รวมใจ     | รวม 4 ภาค           |
        """,
    )
    assert result.table["project"].tolist() == ["P1", "รวมใจ"] and result.health.totals == 0


def test_the_label_total_beside_a_key_is_data():
    result = read(
        "figures",
        """
        | ชุดตัวเลข | รายการ | จำนวน | รวมกันเป็นทั้งหมด |
        | IQA     | รวม   | 117  | ไม่ใช่           |
        """,
    )
    assert result.table["label"].tolist() == ["รวม"] and result.health.totals == 0


@pytest.mark.parametrize("note", ["หมายเหตุ ข้อมูลยังไม่ครบ", "* ประมาณการ", "ที่มา: กลุ่มนโยบาย", "ลงชื่อ"])
def test_notes_under_the_table_are_no_data(note):
    result = read("evidence", EVIDENCE + f"    | {note} |\n")
    assert told(result) == [] and result.health.notes == 1 and len(result.table) == 2


def test_another_lone_cell_under_the_table_is_a_note_and_is_told():
    result = read("evidence", EVIDENCE + "\n    | ข้อความอื่น |\n    | | | อีกข้อความ |\n")
    assert told(result) == [("note_row", "A5"), ("note_row", "C6")]
    assert result.health.notes == 2 and result.health.blank == 1


def test_a_lone_cell_between_data_is_data_that_lacks_its_key():
    rows = table(EVIDENCE)
    rows.insert(2, [None, None, "เอกสาร"])
    result = read_table(TABS["evidence"], RawTab("หลักฐานอ้างอิง", rows), "สมุด")
    assert told(result) == [("required_blank", "A3"), ("ordinal_blank", "B3")]
    assert [problem.aside for problem in result.problems] == [True, False]
    assert rows_of(result) == [2, 4] and result.health.aside == 1


def test_a_lone_code_under_the_table_is_data_where_it_is_the_whole_key():
    drawing = """
        | รหัสโครงการ | ชื่อโครงการหรือกิจกรรม |
        | P1        | ก                   |
        | P2        |                     |
    """
    result = read("projects", drawing)
    assert told(result) == [("required_blank", "B3")] and rows_of(result) == [2, 3]
    assert told(read("projects", drawing.replace("P2", "จบ รายงาน"))) == [("note_row", "A3")]


def test_headings_repeated_on_a_later_page_are_no_data():
    rows = table(EVIDENCE)
    rows.insert(2, rows[0])
    result = read_table(TABS["evidence"], RawTab("หลักฐานอ้างอิง", rows), "สมุด")
    assert told(result) == [] and rows_of(result) == [2, 4] and result.health.notes == 1


# --- keys -----------------------------------------------------------------------------------


def test_a_code_that_became_a_number_or_date_sets_its_row_aside():
    cells = {"<1.1>": 1.1, "<day>": datetime.date(2001, 1, 4)}
    result = read(
        "evidence",
        """
        | รหัสประเด็น | ลำดับที่ |
        | <1.1>     | 1      |
        | <day>     | 1      |
        | 1.10      | 1      |
        | 1.1       | 1      |
        """,
        cells,
    )
    assert told(result) == [("code_became_number", "A2"), ("code_became_date", "A3")]
    assert all(problem.aside for problem in result.problems)
    assert result.table["criterion"].tolist() == ["1.10", "1.1"]
    assert (result.health.used, result.health.aside) == (2, 2)


def test_a_blank_required_cell_that_is_no_key_keeps_its_row():
    drawing = "| รหัสประเด็น | สถานะการดำเนินการ |\n| 2.2.5 | |\n| 2.2.4 | ดำเนินการแล้ว |"
    result = read("progress", drawing)
    assert told(result) == [("required_blank", "B2")] and not result.problems[0].aside
    assert len(result.table) == 2 and pd.isna(result.table["carried_out"].iloc[0])


def test_equal_rows_count_once():
    result = read(
        "rubric",
        """
        | ฉบับมาตรฐาน | รหัสตัวบ่งชี้ | ระดับคุณภาพ | หลักฐานชัดเจนตั้งแต่ (ข้อ) | หมายเหตุ |
        | 2557     | 1.4       | 5        | 4                     |        |
        | ๒๕๕๗     | 1.4       | ๕        | 4                     | ซ้ำ     |
        """,
    )
    assert told(result) == [("duplicate_row", "C3")]
    assert result.problems[0].facts["other"] == 2
    assert rows_of(result) == [2] and result.health.aside == 1


def test_rows_of_one_key_that_differ_all_go_aside_and_name_each_other():
    result = read(
        "projects",
        """
        | รหัสโครงการ | ชื่อโครงการหรือกิจกรรม |
        | P1        | ก                   |
        | p 1       | ข                   |
        | P2        | ค                   |
        """,
    )
    assert told(result) == [("duplicate_key", "A2"), ("duplicate_key", "A3")]
    assert [problem.facts["other"] for problem in result.problems] == [3, 2]
    assert all(problem.aside for problem in result.problems)
    assert rows_of(result) == [4]


def test_repeated_items_are_kept_and_told():
    result = read("evidence", EVIDENCE.replace("| 2      |", "| 1      |"))
    assert told(result) == [("duplicate_item", "B3")] and len(result.table) == 2


def test_codes_that_differ_in_their_last_zero_are_two_keys():
    drawing = "| รหัสโครงการ | ชื่อโครงการหรือกิจกรรม |\n| 1.1 | ก |\n| 1.10 | ข |"
    assert told(read("projects", drawing)) == []


# --- merged cells ---------------------------------------------------------------------------


def test_a_merged_key_counts_for_its_rows_and_other_cells_are_told_and_never_filled():
    drawing = """
        | รหัสประเด็น | ลำดับที่ | ชื่อเอกสารหรือหลักฐาน | ที่เก็บ (แฟ้ม/ตู้) |
        | 2.2.5     | 1      | แผน               | ตู้ 1             |
        |           | 2      | รายงาน            |                 |
        | 2.2.4     | 1      | ทะเบียน            | ตู้ 2             |
    """
    merged = ((1, 0, 2, 0), (1, 3, 2, 3))
    result = read("evidence", drawing, merged=merged)
    assert told(result) == [("merged_key", "A2:A3"), ("merged_cell", "D3")]
    assert result.problems[1].facts["range"] == "D2:D3"
    assert rows_of(result) == [2, 3, 4]
    assert result.table["criterion"].tolist() == ["2.2.5", "2.2.5", "2.2.4"]
    assert result.table["place"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize("key", range(2))
@given(
    st.one_of(
        st.sampled_from(["x" * 5_000, "ก" * 50_000, "#REF!", "=A1", "-", "รอ", "1.4,1", "\u200b"]),
        st.sampled_from([True, 1.4, 36895, datetime.date(2014, 4, 1), datetime.time(3), 1e300]),
        st.text(max_size=30),
    )
)
def test_a_row_is_used_with_its_key_or_set_aside(key, cell):
    """Whatever stands in the cell: no row is counted that belongs nowhere."""
    cells = [["รหัสกิจกรรม", "ชื่อกิจกรรม"], ["A1", "นิเทศ"], ["A2", "ประชุม"]]
    name, heads = (("network_activities", cells[0]), ("evidence", EVIDENCE_HEADS))[key]
    rows = [cells[1], cells[2]] if not key else [["2.2.5", 1, "แผน"], ["2.2.5", 2, "ผล"]]
    rows[0][0] = cell
    result = read_table(TABS[name], RawTab(TABS[name].title, [list(heads), *rows]), "สมุด")
    first = TABS[name].key[0] if name == "network_activities" else "criterion"
    assert None not in result.table[first].tolist() and not result.table[first].isna().any()
    health = result.health
    assert health.used + health.aside + health.blank + health.totals + health.notes == 2


@pytest.mark.parametrize("drawing", [EVIDENCE, "\n    | หลักฐานของกลุ่ม |\n" + EVIDENCE.strip("\n")])
@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_cells_merged_anywhere_lose_no_row_without_a_word(drawing, top, left, height, width):
    raw = drawn_tab("หลักฐานอ้างอิง", drawing)
    bottom, right = min(top + height, len(raw.rows) - 1), left + width
    rows = [list(row) + [None] * (7 - len(row)) for row in raw.rows]
    for i in range(top, bottom + 1):  # a spreadsheet keeps the first cell alone
        for j in range(left, right + 1):
            rows[i][j] = rows[i][j] if (i, j) == (top, left) else None
    tab = RawTab(raw.title, rows, merged=((top, left, bottom, right),))
    result = read_table(TABS["evidence"], tab, "สมุด")
    codes = [problem.code for problem in result.problems]
    assert result.health.used == 2 or result.health.aside + result.health.blank == 0 or codes
    assert not set(result.table["criterion"]) - {"2.2.5", "หลักฐานของกลุ่ม"}, "a heading is no code"


def test_a_merged_title_and_a_merged_note_are_no_problem():
    title = "    | แบบรายงาน | | | |\n" + EVIDENCE.lstrip("\n") + "    | หมายเหตุ ก | | | |\n"
    result = read("evidence", title, merged=((0, 0, 0, 3), (4, 0, 4, 3)))
    assert told(result) == [("header_moved", "2:2")] and len(result.table) == 2


def test_a_merge_over_a_million_rows_costs_nothing():
    result = read("evidence", EVIDENCE, merged=((1, 5, 1_048_575, 16_383), (50, 0, 99, 0)))
    assert told(result) == []


# --- personal data --------------------------------------------------------------------------


def test_personal_data_is_masked_everywhere_and_never_quoted():
    result = read(
        "evidence",
        """
        | รหัสประเด็น | ลำดับที่ | ชื่อเอกสารหรือหลักฐาน    | ผู้ติดต่อ        | โทร 081-234-5678 |
        | 2.2.5     | 1      | ติดต่อ โทร 081-234-5678 | a@example.org | |
        """,
    )
    found = [(p.code, p.cell) for p in result.problems if p.code == "personal_data"]
    assert found == [("personal_data", "E1"), ("personal_data", "C2"), ("personal_data", "D2")]
    everything = repr(result)
    assert "234-5678" not in everything and "a@example" not in everything
    assert "234-5678" not in result.table.to_csv() and len(result.table) == 1


def test_a_citizen_number_stored_as_a_number_is_masked_too():
    result = read("evidence", EVIDENCE, {"แผนการตรวจสอบ": 1101700207030.0})
    assert told(result) == [("personal_data", "C2")]
    assert "1101700207030" not in result.table.to_csv()


# --- titles of tabs -------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["หลักฐานอ้างอิง", " หลักฐาน อ้างอิง ", "evidence", "Evidence"])
def test_a_tab_is_known_by_title_and_name(title):
    assert find_tab(TABS, title).name == "evidence"


@pytest.mark.parametrize("title", [*NO_DATA, "_รายการ", "_lines", "หลักฐาน2", "", "Sheet1"])
def test_other_tabs_are_not_known(title):
    assert find_tab(TABS, title) is None


def test_every_title_and_alias_of_a_tab_leads_to_it():
    for tab in TABS.values():
        for title in (tab.title, tab.name, *tab.aliases):
            assert find_tab(TABS, title) is tab


# --- properties -----------------------------------------------------------------------------

CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["รวม", "หมายเหตุ", "2.2.5", "รหัสประเด็น", "ลำดับที่", "#REF!", "=A1", "​", "-"]),
    st.integers(-5, 5),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2600, 1, 1)),
    st.times(),
)
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=14)


@settings(max_examples=100, deadline=None)
@given(ROWS, st.sampled_from(sorted(TABS)))
def test_no_sheet_makes_it_fail_and_no_row_is_lost(rows, name):
    tab = TABS[name]
    headings = [[field.title for field in tab.fields][:6]]
    result = read_table(tab, RawTab(tab.title, headings + rows), "สมุด")
    health = result.health
    counted = health.used + health.aside + health.blank + health.totals + health.notes
    # rows above the headings are not counted, where another row holds more of them
    if not any(p.code in ("header_moved", "empty_tab") for p in result.problems):
        assert counted == len(rows)
    assert len(result.table) == health.used
    for problem in result.problems:
        assert problem.what_th and problem.fix_en and problem.where


def test_a_descriptor_without_key_is_read_too():
    plain = {
        "name": "plain",
        "title": "ธรรมดา",
        "workbook": "office",
        "fields": [{"name": "a", "title": "ก", "type": "integer"}],
    }
    result = read_table(tab_from(plain), RawTab("ธรรมดา", [["ก"], ["1"], [None], ["2"]]), "สมุด")
    assert result.table["a"].tolist() == [1, 2] and result.health.blank == 1
