"""The health of the sheets: what is broken, where, how to mend it, and what isn't known."""

from dataclasses import replace

import pytest

from esa.judged import Judged
from esa.reading.problems import Problem
from esa.reading.repairs import BookState, Health, Repair, Tally
from esa.reading.schema import read_tabs
from esa.telling import health, sheets_words
from esa.telling.health import Scope
from esa.telling.line_breaks import unbroken
from esa.telling.texts import JOINER, NBSP
from esa.telling.topic import Kept, act, plain, strong
from pages.sheets import words as page_words

EVIL = {"value": "<script>[x](javascript:1) $a$ :red[x]", "target": "ก", "suggestion": "ข"}


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
def judged(sample):
    return Judged(sample)


def with_health(judged, repairs=(), books=()):
    """The sample as if these were its repairs and workbooks."""
    made = Judged(judged.office)
    made.__dict__["health"] = Health(tuple(repairs), tuple(books))
    return made


def book(judged, name):
    return next(each for each in judged.health.books if each.name == name)


def test_the_finding_says_what_to_mend_and_what_is_right():
    said = health.finding(sums(errors=23, with_errors=6, used=5300, right=4812))
    assert plain(said) == "ต้องแก้ 23 จุด ใน 6 สมุดงาน ส่วนที่เหลือใช้ได้ทั้งหมด 4,812 แถว"
    assert act("23") in said and strong("4,812 แถว") in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"used": 5, "right": 5}, "ไม่มีจุดที่ต้องแก้ ใช้ได้ทั้งหมด 5 แถว"),
        ({"used": 5, "right": 5, "warnings": 2}, "ควรตรวจ 2 จุด"),
        ({}, "ยังไม่มีข้อมูลให้ตรวจ"),
        ({"missing": 1}, "ยังไม่มีสมุดงาน"),
        ({"errors": 3, "with_errors": 1}, "ยังไม่มีแถวที่ใช้ได้"),
        ({"errors": 3, "used": 2}, "ต้องแก้ 3 จุด ใช้ได้ 2 แถว แต่ทุกแถวมีช่องที่ต้องแก้"),
    ],
)
def test_the_finding_of_the_other_states(given, said):
    assert said in plain(health.finding(sums(**given)))


def test_a_group_without_a_workbook_is_unknown_in_words_and_never_zero():
    line = health.second_line(sums(missing=2))
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
        (["B2", "B4", "B6", "B8", "B10", "B11"], "B2, B4, B6, B8, B10–B11"),
        (["B2", "B4", "B6", "B8", "B10", "B12"], "B2, B4, B6, B8 และอีก 2 ช่อง"),
    ],
)
def test_cells_in_a_row_are_one_span(cells, said):
    assert sheets_words.spans(cells) == said


def test_cells_of_a_repair_one_many_or_none():
    assert sheets_words.cells_of(repair("B10")) == "ช่อง B10"
    assert sheets_words.cells_of(repair("B10", "B11")) == "2 แถว: B10–B11"
    assert sheets_words.cells_of(repair(whole="tab")) == "ทั้งแท็บ"


def test_the_place_is_the_one_to_copy(sample):
    assert (
        sheets_words.place(sample, repair("B14"))
        == "ชีตบุคคล › หลักฐานอ้างอิง › แถว 14 ช่อง รหัสประเด็น (B14)"
    )
    many = sheets_words.place(sample, repair("B14", "B15"))
    assert many == "ชีตบุคคล › หลักฐานอ้างอิง › 2 แถว: B14–B15 ช่อง รหัสประเด็น"


@pytest.mark.parametrize(("cell", "said"), [("1:1", "แถว 1"), ("Q:Q", "คอลัมน์ Q"), ("", "ทั้งคอลัมน์")])
def test_a_heading_is_named_by_its_row_or_column(cell, said, sample):
    problem = Problem("missing_column", "fin", "evidence", cell, field="criterion")
    heading = Repair((problem,), "error", "column", 3, 3)
    assert sheets_words.cells_of(heading) == said
    assert sheets_words.place(sample, heading) == f"ชีตการเงิน › หลักฐานอ้างอิง › {said} ช่อง รหัสประเด็น"
    assert sheets_words.effect(heading) == "ยังไม่นับ 3 แถว"


def test_a_missing_workbook_is_told_by_its_group(sample):
    facts = {"value": "กลุ่มใหม่"}
    problem = Problem("group_without_workbook", "", "groups", facts=facts, group="NEW")
    missing = Repair((problem,), "warning", "workbook")
    assert sheets_words.place(sample, missing) == "กลุ่มใหม่"
    assert sheets_words.effect(missing) == "ข้อมูลทั้งกลุ่มยังไม่ทราบ"


def test_a_suggestion_that_is_none_is_left_out_of_the_remedy():
    none = repair(facts={"value": "x", "suggestion": "–"}, code="unknown_tab").first
    assert "“–”" not in none.fix_th and "“–”" not in none.fix_en
    assert sheets_words.suggestion(none) == ""
    assert "2.3.5" in repair("B2").first.fix_th


def test_a_repair_is_told_in_thai_as_it_was_typed_with_the_remedy(judged):
    made = with_health(judged, [repair("B2", facts=EVIL)])
    entry = health.repairs(made).entries[0]
    where = unbroken("ชีตบุคคล › หลักฐานอ้างอิง › แถว 2 ช่อง รหัสประเด็น (B2)")
    assert (entry.lead, entry.urgent, entry.note) == ("ต้องแก้", True, where)
    told = plain(entry.values[2]).replace(JOINER, "")
    assert told.startswith(f"ต้องแก้ {entry.text}".replace(JOINER, "")) and EVIL["value"] in told
    assert told.index("ไม่พบรหัส") < told.index("\nแก้รหัส")
    assert "was not found" not in told  # paper is read in Thai
    assert all(isinstance(text, Kept) for text in (entry.text, entry.note, *entry.values[1:]))


def test_a_file_is_a_path_to_copy_and_a_workbook_on_the_web_opens_its_cells(judged):
    many = next(r for r in judged.health.repairs if r.first.cell == "B10")
    row = page_words.row(judged.office, health.repairs(judged).entries[0], many)
    assert row.cells == "10 แถว: B10–B19" and not row.links and row.left == 0
    assert row.paths.splitlines() == [f"hr › หลักฐานอ้างอิง!B{n}" for n in range(10, 20)]
    address = "https://docs.google.com/spreadsheets/d/x/edit"
    books = [replace(b, address=address) for b in judged.office.workbooks if b.name == "hr"]
    web = replace(judged.office, workbooks=tuple(books))
    row = page_words.row(web, row.entry, many)
    assert [link.label for link in row.links] == [f"เปิดช่อง{NBSP}B{n}" for n in range(10, 20)]
    assert row.links[0].url == f"{address}?gid=0#gid=0&range=B10"


def test_of_very_many_cells_some_are_shown_and_the_rest_is_counted(judged):
    many = repair(*(f"B{n}" for n in range(2, 2 + page_words.MOST_CELLS + 3)))
    row = page_words.row(judged.office, health.repairs(judged).entries[0], many)
    assert len(row.paths.splitlines()) == page_words.MOST_CELLS and row.left == 3


def test_what_is_of_no_workbook_has_no_cell_to_open(judged):
    problem = Problem("group_without_workbook", "", "groups", facts={"value": "ก"}, group="NEW")
    made = Repair((problem,), "warning", "workbook")
    row = page_words.row(judged.office, health.repairs(judged).entries[0], made)
    assert (row.cells, row.paths, row.links) == ("", "", ())


def test_the_message_names_the_worst_with_place_and_remedy_and_counts_the_rest(sample):
    said = page_words.message(sample, [repair(f"B{row}") for row in range(2, 15)], "กลุ่มบุคคล")
    assert said.startswith("เรียน กลุ่มบุคคล") and "13 จุด" in said
    assert said.count("→") == page_words.MOST_IN_MESSAGE and "และอีก 3 เรื่อง" in said


def column(table, name):
    return [row[table.columns.index(name)] for row in table.rows]


def test_the_repairs_of_a_part_keep_their_order_and_what_is_behind_is_every_problem(judged):
    whole, part = health.repairs(judged), health.repairs(judged, Scope(group="HR"))
    assert [e for e in whole.entries if e in part.entries] == list(part.entries)
    assert 0 < len(part.entries) < len(whole.entries) == len(judged.health.repairs)
    table = whole.behind()
    order = column(table, "เรื่องที่")
    assert len(table.rows) == len(judged.office.problems) and order == sorted(order)
    assert column(table, "ช่อง")[:2] == ["B10", "B11"]
    assert column(table, "ที่อยู่ของช่อง")[0] == "hr › หลักฐานอ้างอิง!B10"
    only = health.repairs(judged, Scope(severity="info"))
    assert {entry.lead for entry in only.entries} == {"เพื่อทราบ"}


def test_behind_very_many_problems_is_a_part_of_them_and_says_so(judged, monkeypatch):
    monkeypatch.setattr(health, "MOST_LISTED", 3)
    made = with_health(judged, [repair("B2", "B3"), repair("B4", "B5")])
    table = health.repairs(made).behind()
    assert len(table.rows) == 4 and column(table, "สิ่งที่พบ")[-1].startswith("ยังมีอีก 1 จุด")
    made = with_health(judged, [repair("B2", "B3", "B4")])
    assert len(health.repairs(made).behind().rows) == 3


def test_nothing_to_mend_says_so(judged):
    told = health.repairs(with_health(judged))
    assert (told.heading, told.entries) == ("รายการแก้ไข", ()) and told.empty


MISSING = BookState("กลุ่มใหม่", "NEW", "group", "missing", (), {"error": 0, "warning": 1, "info": 0})


def test_a_workbook_has_a_tile_for_each_tab_with_its_rows_and_what_to_mend(judged):
    told = health.workbooks(judged)
    rows = told.drawing.rows
    tabs = sum(tab.tab != "about" for each in judged.health.books for tab in each.tabs)
    assert sum(len(row.tiles) for row in rows) == tabs
    assert (rows[0].name, rows[-1].name) == ("บุคคล", "สมุดของสำนักงาน")
    tile = next(tile for tile in rows[0].tiles if tile.code == "หลักฐานอ้างอิง 8")
    assert (tile.state, tile.mark) == ("error", "แก้ 10")
    assert tile.title == "หลักฐานอ้างอิง 8 แก้ 10: ใช้ได้ 8 แถว · ยังไม่นับ 10 แถว · ต้องแก้ 10 · ควรตรวจ 1"
    assert dict(tile.door.filters) == {"workbook": "hr", "tab": "evidence"}


@pytest.mark.parametrize(
    ("used", "left_out", "errors", "warnings", "state", "mark"),
    [
        (5, 0, 0, 0, "right", ""),
        (5, 0, 0, 2, "right", "ตรวจ 2"),
        (5, 2, 1, 2, "error", "แก้ 1"),
        (0, 3, 0, 0, "right", ""),
        (0, 0, 0, 0, "empty", ""),
        (60_000, 0, 120_000, 0, "error", "แก้ 120,000"),
    ],
)
def test_the_state_of_a_tab_is_what_must_be_done_in_it(
    judged, used, left_out, errors, warnings, state, mark
):
    problems = {"error": errors, "warning": warnings, "info": 1}
    hr = book(judged, "hr")
    tab = replace(hr.tabs[1], used=used, left_out=left_out, problems=problems)
    made = with_health(judged, books=[replace(hr, tabs=(tab,))])
    tile = health.workbooks(made).drawing.rows[0].tiles[0]
    assert (tile.state, tile.mark) == (state, mark)
    assert tile.code.endswith("ว่าง") == (state == "empty")


def test_tabs_of_groups_stand_in_the_order_of_their_work(judged):
    titles = [read_tabs()[name].title for name in health.TABS]
    for row in health.workbooks(judged).drawing.rows[:-1]:
        found = [tile.code.rsplit(" ", 1)[0] for tile in row.tiles]
        # registers of the office's own stand behind them
        places = [titles.index(title) if title in titles else len(titles) for title in found]
        assert places == sorted(places)


def test_a_missing_workbook_is_unknown_in_words_and_never_zero(judged):
    made = with_health(judged, books=[book(judged, "hr"), MISSING])
    told = health.workbooks(made)
    row = told.drawing.rows[-1]
    assert (row.tiles, row.said.text, row.door) == ((), "ยังไม่มีสมุดงาน จึงไม่ทราบ", None)
    last = told.behind().rows[-1]
    assert last[2] == "ยังไม่มีสมุดงาน จึงไม่ทราบ" and set(last[3:]) == {None}


def test_a_workbook_that_cannot_be_used_asks_to_act(judged):
    made = with_health(judged, books=[replace(book(judged, "hr"), status="unread", tabs=())] * 2)
    told = health.workbooks(made)
    assert {row.said for row in told.drawing.rows} == {("อ่านไม่ได้", "act")}
    assert all(entry.urgent for entry in told.entries)


def test_two_hundred_workbooks_are_drawn_in_part_which_is_said_and_all_are_listed(judged):
    told = health.workbooks(with_health(judged, books=[book(judged, "hr")] * 200))
    assert len(told.drawing.rows) == health.MOST_BOOKS and len(told.entries) == 200
    assert told.drawing.words.endswith(f"อีก {200 - health.MOST_BOOKS} สมุดงานอยู่ในตารางด้านล่าง")


def test_one_workbook_without_tabs_is_not_drawn(judged):
    assert health.workbooks(with_health(judged, books=[MISSING])).drawing is None
    assert health.workbooks(with_health(judged)).empty == "ยังไม่มีสมุดงาน"


def test_what_is_not_known_is_told_of_the_whole_office_only(judged):
    office = replace(judged.office, unread=frozenset({"FIN", "HR"}))
    told = health.health(Judged(office))
    assert told.entries[0].urgent and "บุคคล" in told.entries[0].text
    assert "ไม่ใช่ศูนย์" in told.entries[0].text
    assert any("ยังสรุประดับไม่ได้" in entry.text for entry in told.entries)
    assert health.health(Judged(office), Scope(group="FIN")).entries == ()


def test_the_whole_of_it_has_its_finding_second_line_and_two_parts(judged):
    told = health.health(judged, Scope(group="HR", tab="evidence"))
    assert plain(told.finding).startswith("กลุ่มบริหารงานบุคคล แท็บ หลักฐานอ้างอิง ต้องแก้ 10 จุด")
    assert [part.name for part in told.parts] == ["workbooks", "repairs"]
    assert health.health(judged).notes == (health.second_line(health.tally(judged)),)
