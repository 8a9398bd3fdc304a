"""Sentences about the sheets: what is broken, where, and how to mend it."""

from dataclasses import replace

import pytest

from esa.reading import repairs
from esa.reading.problems import Problem
from esa.reading.repairs import BookState, Repair, Tally
from esa.telling import sheets_words
from pages.sheets import charts as sheets_charts
from pages.sheets import repair_sheet


def sums(**more):
    empty = dict.fromkeys(Tally.__dataclass_fields__, 0)
    return Tally(**{**empty, **more})


def repair(*cells, code="unknown_code", whole="", **more):
    facts = more.pop("facts", {"value": "2.3.6", "target": "ก", "suggestion": "2.3.5"})
    problems = tuple(
        Problem(code, "hr", "evidence", c, facts, row=int(c[1:]), field="criterion") for c in cells
    ) or (Problem(code, "hr", "evidence", "", facts),)
    return Repair(problems, problems[0].severity, whole, **more)


@pytest.fixture(scope="module")
def found(sample):
    return repairs.health(sample)


def test_the_finding_says_what_to_mend_and_what_is_right():
    said = sheets_words.finding(sums(errors=23, with_errors=6, used=5300, right=4812))
    assert said == ("ต้องแก้ :orange[**23**] จุด ใน 6 สมุดงาน ส่วนที่เหลือใช้ได้ทั้งหมด **4,812 แถว**")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"used": 5, "right": 5}, "ไม่มีจุดที่ต้องแก้ ใช้ได้ทั้งหมด **5 แถว**"),
        ({"used": 5, "right": 5, "warnings": 2}, "ควรตรวจ **2** จุด"),
        ({}, "ยังไม่มีข้อมูลให้ตรวจ"),
        ({"missing": 1}, "ยังไม่มีสมุดงาน"),
        ({"errors": 3, "with_errors": 1}, "ยังไม่มีแถวที่ใช้ได้"),
    ],
)
def test_the_finding_of_the_other_states(given, said):
    assert said in sheets_words.finding(sums(**given))


def test_the_name_of_a_part_is_plain_text_in_the_finding():
    assert "\\*\\*" in sheets_words.finding(sums(used=1, right=1), "กลุ่ม **เอก**")


def test_a_group_without_a_workbook_is_unknown_in_words_and_never_zero():
    line = sheets_words.second_line(sums(missing=2))
    assert line == "ยังไม่มีสมุดงาน 2 กลุ่ม (ไม่ทราบ ไม่ใช่ศูนย์)"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((), ""),
        (["B2"], "B2"),
        (["B2", "B3"], "B2–B3"),
        (["B2", "B4"], "B2, B4"),
        (["B2", "C3"], "B2, C3"),
        (["B2", "B4", "B6", "B8"], "B2, B4, B6, B8"),
        (["B2", "B4", "B6", "B8", "B10", "B11"], "B2, B4, B6, B8 และอีก 2 ช่อง"),
    ],
)
def test_cells_in_a_row_are_one_span(cells, said):
    assert sheets_words.spans(cells) == said


def test_cells_of_a_repair_one_many_or_none():
    assert sheets_words.cells_of(repair("B10")) == "ช่อง B10"
    assert sheets_words.cells_of(repair("B10", "B11")) == "2 แถว: B10–B11"
    assert sheets_words.cells_of(repair(whole="tab")) == "ทั้งแท็บ"


def test_the_place_is_the_one_to_copy():
    assert sheets_words.place(repair("B14")) == "hr › หลักฐานอ้างอิง › แถว 14 ช่อง รหัสประเด็น (B14)"
    many = sheets_words.place(repair("B14", "B15"))
    assert many == "hr › หลักฐานอ้างอิง › 2 แถว: B14–B15 ช่อง รหัสประเด็น"


@pytest.mark.parametrize(("cell", "said"), [("1:1", "แถว 1"), ("Q:Q", "คอลัมน์ Q"), ("", "ทั้งคอลัมน์")])
def test_a_heading_is_named_by_its_row_or_column(cell, said):
    problem = Problem("missing_column", "fin", "evidence", cell, field="criterion")
    heading = Repair((problem,), "error", "column", 3, 3)
    assert sheets_words.cells_of(heading) == said
    assert sheets_words.place(heading) == f"fin › หลักฐานอ้างอิง › {said} ช่อง รหัสประเด็น"
    assert sheets_words.effect(heading) == "ยังไม่นับ 3 แถว"


def test_a_missing_workbook_is_told_by_its_group():
    facts = {"value": "กลุ่มใหม่"}
    problem = Problem("group_without_workbook", "", "groups", facts=facts, group="NEW")
    missing = Repair((problem,), "warning", "workbook")
    assert sheets_words.place(missing) == "กลุ่มใหม่"
    assert sheets_words.effect(missing) == "ข้อมูลทั้งกลุ่มยังไม่ทราบ"


def test_a_suggestion_that_is_none_is_left_out_of_the_remedy():
    none = repair(facts={"value": "x", "suggestion": "–"}, code="unknown_tab").first
    assert "«–»" not in none.fix_th and "“–”" not in none.fix_en
    assert sheets_words.suggestion(none) == ""
    assert "2.3.5" in repair("B2").first.fix_th


def test_a_hostile_value_is_shown_as_text():
    evil = {"value": "<script>[x](javascript:1) $a$ :red[x]", "target": "ก", "suggestion": "ข"}
    said = sheets_words.text(repair("B2", facts=evil))
    assert "\\<script\\>" in said and "\\[x\\]\\(javascript" in said
    assert "\\$a\\$" in said and ":red[" not in said


def test_the_remedy_stands_in_thai_and_then_in_english():
    said = sheets_words.text(repair("B2"))
    assert said.index("ไม่พบรหัส") < said.index("วิธีแก้") < said.index("was not found")


def test_a_workbook_on_the_web_is_linked_to_the_cell_and_a_file_is_a_path(sample):
    problem = next(p for p in sample.problems if p.workbook == "hr" and p.cell == "B10")
    assert sheets_words.target(sample, problem).endswith("hr › หลักฐานอ้างอิง!B10")
    assert sheets_words.opens(sample, problem) == ""


def test_the_message_names_the_worst_with_place_and_remedy_and_counts_the_rest():
    said = sheets_words.message([repair(f"B{row}") for row in range(2, 15)], "กลุ่มบุคคล")
    assert said.startswith("เรียน กลุ่มบุคคล") and "13 จุด" in said
    assert said.count("→") == sheets_words.MOST_IN_MESSAGE and "และอีก 3 เรื่อง" in said


def test_the_download_has_a_row_for_every_problem_in_the_same_order(sample, found):
    table = sheets_words.listing(sample, found.repairs)
    assert len(table) == len(sample.problems)
    assert table["เรื่องที่"].is_monotonic_increasing
    assert list(table["ช่อง"][:2]) == ["B10", "B11"]


def test_a_download_of_very_many_problems_is_cut_and_says_so(sample, monkeypatch):
    monkeypatch.setattr(sheets_words, "MOST_LISTED", 3)
    table = sheets_words.listing(sample, [repair("B2", "B3"), repair("B4", "B5")])
    assert len(table) == 4 and table["สิ่งที่พบ"].iloc[-1].startswith("ยังมีอีก 1 จุด")
    assert len(sheets_words.listing(sample, [repair("B2", "B3", "B4")])) == 3


def test_the_table_of_tabs_has_words_and_no_zero_for_a_missing_workbook(found):
    counts = {"error": 0, "warning": 1, "info": 0}
    missing = BookState("กลุ่มใหม่", "NEW", "group", "missing", (), counts)
    table = sheets_words.tabs_table([*found.books, missing], str)
    last = table.iloc[-1]
    assert last["แท็บ"] == "ยังไม่มีสมุดงาน จึงไม่ทราบ"
    assert last.drop(["สมุดงาน", "กลุ่ม", "แท็บ"]).isna().all()


def test_the_chart_has_a_tile_for_each_tab_with_its_rows_and_what_to_mend(found):
    books = sheets_charts.in_order(found.books)
    drawn = sheets_charts.tiles(books, [book.name for book in books])
    tabs = sum(tab.tab != "about" for book in books for tab in book.tabs)
    assert len(drawn["tiles"]) == tabs
    evidence = drawn["tiles"].query("book == 'hr' and tab == 'หลักฐานอ้างอิง'").iloc[0]
    assert (evidence["rows"], evidence["mark"], evidence["state"]) == ("8", "แก้ 10", "error")
    assert books[0].name == "hr" and books[-1].kind == "office"


def test_a_missing_group_has_words_and_no_tile():
    missing = BookState("กลุ่มใหม่", "NEW", "group", "missing", (), {"error": 0})
    drawn = sheets_charts.tiles([missing], ["กลุ่มใหม่"])
    assert len(drawn["tiles"]) == 0
    assert drawn["ends"]["label"].tolist() == ["ยังไม่มีสมุดงาน จึงไม่ทราบ"]
    sheets_charts.wide(drawn).to_dict()
    sheets_charts.phone(sheets_charts.small([missing], ["กลุ่มใหม่"])).to_dict()


def test_a_count_that_does_not_fit_its_tile_stands_alone(found):
    tab = found.books[1].tabs[1]
    crowded = replace(tab, used=60_000, problems={"error": 120_000, "warning": 0, "info": 0})
    book = replace(found.books[1], tabs=(crowded,))
    tile = sheets_charts.tiles([book], ["ก"])["tiles"].iloc[0]
    assert (tile["rows"], tile["mark"]) == ("", "แก้ 9,999+")
    fits = replace(crowded, problems={"error": 9, "warning": 0, "info": 0})
    tile = sheets_charts.tiles([replace(book, tabs=(fits,))], ["ก"])["tiles"].iloc[0]
    assert (tile["rows"], tile["mark"]) == ("60,000", "แก้ 9")


def test_two_hundred_workbooks_are_drawn_in_part(found):
    books = [found.books[1]] * 200
    assert len(sheets_charts.in_order(books)) == sheets_charts.MOST_BOOKS


def test_the_sheet_on_paper_escapes_cells_and_is_cut():
    evil = repair("B2", facts={"value": "<script>alert(1)</script>", "target": "ก"})
    rows = [(evil, "hr › B2", "แก้ <b>")] * (repair_sheet.LONGEST + 5)
    page = repair_sheet.as_html("รายการ <1>", "สพป.", rows)
    assert "<script>" not in page and "แก้ &lt;b&gt;" in page and "รายการ &lt;๑&gt;" in page
    assert page.count("<tr><td") == repair_sheet.LONGEST and "ยังมีอีก ๕ เรื่อง" in page
