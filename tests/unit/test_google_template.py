"""The plan for a spreadsheet, carried out by the test server's rules: nothing filled changes."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esa.reading.headings import letter
from esa.reading.schema import read_tabs
from esa.sources.google.writing import Grid, Present
from esa.templates.google import is_blank_to_google, is_wanted, plan
from esa.templates.sheets import GUIDE, LISTS, help_note
from esa.templates.workbooks import book_of
from tests.loopback.spreadsheets import Tab
from tests.loopback.writing import DressedTab, apply
from tests.unit.test_templates import SMALL_OFFICE, made_office

TABS = read_tabs()
OFFICE_BOOK = book_of(None, None, 2557)
GROUP_BOOK = book_of("FIN", made_office(**SMALL_OFFICE), 2557)
EVIDENCE, ABOUT = TABS["evidence"], TABS["about"]


def present(*tabs: Tab) -> Present:
    """The tabs as the program looks at them."""

    def grid(tab: Tab) -> Grid:
        dressed = DressedTab.of(tab)
        rows, columns = dressed.size
        ruled = {c for c in range(columns) if any(dressed.check(r, c) for r in (0, 1, 9))}
        formatted = {c for c in range(columns) if any(dressed.number_format(r, c) for r in (1, 9))}
        ranges = [guard["range"] for guard in dressed.guards]
        return Grid(
            tab.title,
            tab.gid,
            rows,
            columns,
            dressed.frozen,
            tuple(tuple("" if cell is None else cell for cell in row) for row in tab.rows),
            tuple(tab.merges),
            tuple((area["startRowIndex"], area["endRowIndex"]) for area in ranges),
            frozenset(ruled),
            frozenset(formatted),
        )

    return Present(
        "สมุด",
        tuple(tab.title for tab in tabs),
        tuple(tab.gid for tab in tabs),
        tuple(grid(tab) for tab in tabs if tab.kind == "GRID" and is_wanted(tab.title)),
    )


def done(book, *tabs: Tab) -> dict[str, DressedTab]:
    """The tabs after the plan, by title."""
    return {tab.title: tab for tab in apply(list(tabs), list(plan(present(*tabs), book).requests))}


def filled(tab: Tab) -> Iterator[tuple[int, int, object]]:
    for row, line in enumerate(tab.rows):
        for column, cell in enumerate(line):
            if not is_blank_to_google(cell):
                yield row, column, cell


def told(book, *tabs: Tab) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(made.tab, made.what, made.names) for made in plan(present(*tabs), book).made]


def test_an_empty_spreadsheet_gets_every_tab_with_headings_notes_and_a_frozen_row():
    made = done(GROUP_BOOK, Tab("ชีต1"))
    titles = [tab.title for tab in GROUP_BOOK.tabs]
    assert list(made) == [GUIDE, "ชีต1", *titles, LISTS]
    for tab in GROUP_BOOK.tabs:
        new = made[tab.title]
        assert new.rows[0] == [field.title for field in tab.fields]
        assert [new.notes[0, c] for c in range(len(tab.fields))] == list(map(help_note, tab.fields))
        assert new.frozen == 1
        assert [(g["range"]["startRowIndex"], g["warningOnly"]) for g in new.guards] == [(0, True)]
    assert made["ชีต1"].rows == []


@pytest.mark.parametrize(
    ("tab", "field", "look"),
    [
        ("evidence", "criterion", {"type": "TEXT", "pattern": "@"}),
        ("evidence", "dated", {"type": "TEXT", "pattern": "@"}),
        ("figures", "percent", {"type": "NUMBER", "pattern": "0.00"}),
        ("figures", "count", {"type": "NUMBER", "pattern": "0"}),
        ("spending", "spent", {"type": "NUMBER", "pattern": "#,##0.00"}),
    ],
)
def test_codes_and_dates_are_text_and_percents_plain_numbers(tab, field, look):
    made = done(GROUP_BOOK)[TABS[tab].title]
    column = [f.name for f in TABS[tab].fields].index(field)
    assert made.number_format(1, column) == {"numberFormat": look}
    assert made.number_format(0, column) is None


def rule_of(made: dict[str, DressedTab], tab: str, field: str) -> dict:
    column = [f.name for f in TABS[tab].fields].index(field)
    return made[TABS[tab].title].check(1, column)


def test_drop_downs_take_words_of_the_field_another_tab_or_the_hidden_list():
    made = done(GROUP_BOOK)
    words = rule_of(made, "projects", "status")
    assert (words["condition"]["type"], words["strict"]) == ("ONE_OF_LIST", True)
    values = [value["userEnteredValue"] for value in words["condition"]["values"]]
    assert values == [category.label for category in TABS["projects"].field("status").categories]
    project = rule_of(made, "spending", "project")["condition"]
    assert project["type"] == "ONE_OF_RANGE"
    assert project["values"][0]["userEnteredValue"] == f"='{TABS['projects'].title}'!$A$2:$A"
    criterion = rule_of(made, "evidence", "criterion")["condition"]["values"][0]
    column = made[LISTS].rows[0].index(TABS["criteria"].title)
    assert criterion["userEnteredValue"] == f"='{LISTS}'!${letter(column)}$2:${letter(column)}"
    assert [row[column] for row in made[LISTS].rows[1:3]] == ["2.2.1", "2.2.2"]
    assert made[LISTS].hidden


def test_a_number_outside_its_range_is_only_asked_about():
    rule = rule_of(done(GROUP_BOOK), "figures", "percent")
    assert (rule["condition"]["type"], rule["strict"]) == ("NUMBER_BETWEEN", False)


def test_a_new_workbook_says_whose_it_is():
    about = done(GROUP_BOOK)[ABOUT.title]
    assert about.rows[1][:3] == ["กลุ่ม", "FIN", 2557]
    office = done(OFFICE_BOOK)
    assert office[ABOUT.title].rows[1][0] == "สำนักงาน"
    assert office[TABS["groups"].title].rows[1][0] == "AM"
    assert LISTS not in office


def test_a_second_time_there_is_nothing_to_do():
    for book in (GROUP_BOOK, OFFICE_BOOK):
        tabs = apply([Tab("ชีต1")], list(plan(present(Tab("ชีต1")), book).requests))
        again = plan(present(*tabs), book)
        assert (again.requests, again.made) == ((), ())


def test_missing_headings_come_after_the_last_column_in_use_and_others_stay():
    rows = [["ของเรา", EVIDENCE.field("title").title, "ประเด็น"], ["ก", "ข", "1.10", "", "นอกตาราง"]]
    made = done(GROUP_BOOK, Tab(EVIDENCE.title, rows, gid=5))[EVIDENCE.title]
    assert made.rows[0][:5] == [*rows[0], None, None]
    assert made.rows[1][:5] == rows[1]
    known = {"title", "criterion"}
    assert made.rows[0][5:] == [f.title for f in EVIDENCE.fields if f.name not in known]
    assert not any(row < 1 and column < 5 for row, column in made.written)
    assert made.check(1, 5) is not None or made.number_format(1, 5) is not None
    assert made.check(1, 2) is None and made.number_format(1, 2) is None


def test_an_empty_column_that_stood_there_gets_its_drop_down_and_one_in_use_does_not():
    status, starts = (TABS["projects"].field(name).title for name in ("status", "starts"))
    empty = done(GROUP_BOOK, Tab("โครงการ", [[status, starts]], gid=5))["โครงการ"]
    assert empty.check(1, 0) and empty.number_format(1, 1) and not empty.check(0, 0)
    used = done(GROUP_BOOK, Tab("โครงการ", [[status, starts], ["x", "y"]], gid=5))["โครงการ"]
    assert not used.check(1, 0) and not used.number_format(1, 1)


def test_headings_below_a_title_are_completed_in_their_row():
    rows = [["ทะเบียนหลักฐาน"], ["ประเด็น", EVIDENCE.field("title").title], ["1.10", "คำสั่ง"]]
    tab = Tab(EVIDENCE.title, rows, gid=5, merges=[(0, 0, 0, 7)])
    made = done(GROUP_BOOK, tab)[EVIDENCE.title]
    assert made.rows[0] == ["ทะเบียนหลักฐาน"]
    assert made.rows[1][8] in [field.title for field in EVIDENCE.fields]
    assert made.frozen == 2 and made.guards[0]["range"]["startRowIndex"] == 1


def test_a_tab_without_a_known_heading_or_with_a_chart_in_its_place_is_left_and_told():
    strange = Tab(EVIDENCE.title, [["สวัสดี"], [1]], gid=5)
    chart = Tab(TABS["projects"].title, kind="OBJECT", gid=6)
    made = done(GROUP_BOOK, strange, chart)
    assert made[EVIDENCE.title].rows == strange.rows and not made[EVIDENCE.title].guards
    assert {
        (EVIDENCE.title, "unknown", ()),
        (TABS["projects"].title, "taken", ()),
    } <= set(told(GROUP_BOOK, strange, chart))


def test_whose_workbook_it_is_is_only_written_where_nothing_stands_below():
    heads = [["ปีงบประมาณ", "กลุ่ม", "ชนิดสมุด", "หมายเหตุ"]]
    assert done(GROUP_BOOK, Tab(ABOUT.title, heads, gid=5))[ABOUT.title].rows[1] == [
        *(2557, "FIN", "กลุ่ม")
    ]
    for row in ([2556], ["", "", "", "x"]):
        assert done(GROUP_BOOK, Tab(ABOUT.title, [*heads, row], gid=5))[ABOUT.title].rows[1] == row


def test_lists_grow_below_their_last_word_and_beside_their_last_column():
    criteria, networks = TABS["criteria"].title, TABS["networks"].title
    rows = [["ของเรา", criteria], ["ก", "2.2.1"], ["ข"], ["ค"]]
    tab = Tab(LISTS, rows, gid=5, hidden=True, size=(4, 2))
    lists = done(GROUP_BOOK, tab)[LISTS]
    assert [row[1] if len(row) > 1 else None for row in lists.rows[:3]] == [
        *(criteria, "2.2.1", "2.2.2")
    ]
    assert [row[0] for row in lists.rows[:4]] == ["ของเรา", "ก", "ข", "ค"]
    assert networks in lists.rows[0][2:]


def test_a_protection_and_a_frozen_row_of_their_own_stay_as_they_are():
    tab = DressedTab.of(Tab(ABOUT.title, [["ชนิดสมุด"]], gid=5))
    tab.frozen, tab.guards = 3, [{"range": {"startRowIndex": 0, "endRowIndex": 2}}]
    made = done(GROUP_BOOK, tab)[ABOUT.title]
    assert (made.frozen, len(made.guards)) == (3, 1)


def test_the_last_column_of_a_full_grid_takes_new_columns_behind_it():
    tab = Tab(ABOUT.title, [["ชนิดสมุด", "ก", "ข"]], gid=5, size=(1, 3))
    made = done(GROUP_BOOK, tab)[ABOUT.title]
    assert made.rows[0] == ["ชนิดสมุด", "ก", "ข", "กลุ่ม", "ปีงบประมาณ", "หมายเหตุ"]
    assert made.rows[1][0] == "กลุ่ม"


def test_the_guide_is_made_once_and_names_every_tab():
    guide = done(GROUP_BOOK)[GUIDE]
    shown = " ".join(str(cell) for row in guide.rows for cell in row)
    assert all(tab.title in shown for tab in GROUP_BOOK.tabs)
    assert done(GROUP_BOOK, Tab(GUIDE, [["ของเรา"]], gid=5))[GUIDE].rows == [["ของเรา"]]


def test_a_group_that_no_office_lists_is_called_by_its_code():
    book = book_of("XY", made_office(groups=[]), 2557)
    assert (book.title, book.cells["about"][0][1]) == ("XY", "XY")


HEADINGS = [f.title for tab in (EVIDENCE, ABOUT, TABS["projects"]) for f in tab.fields]
CELLS = st.one_of(
    st.sampled_from(["", "", None, " ", "1.10", 0, False, 2557, "=A1", *HEADINGS]),
    st.text(max_size=3),
)
TITLES = [EVIDENCE.title, ABOUT.title, "ข้อมูลสมุด", "projects", LISTS, GUIDE, "อื่น ๆ", "criteria"]


@st.composite
def spreadsheets(draw) -> list[Tab]:
    """Tabs that look a little like ours, in grids that are sometimes full, with merged cells."""
    tabs = []
    for gid, title in enumerate(draw(st.lists(st.sampled_from(TITLES), unique=True, max_size=5))):
        rows = draw(st.lists(st.lists(CELLS, max_size=6), max_size=5))
        width = max([1, *map(len, rows)])
        size = (max(1, len(rows)) + draw(st.integers(0, 3)), width + draw(st.integers(0, 2)))
        merges = draw(st.sampled_from([[], [], [(0, 0, 0, size[1] - 1)], [(0, 0, size[0] - 1, 0)]]))
        kind = draw(st.sampled_from(["GRID", "GRID", "GRID", "OBJECT"]))
        tabs.append(Tab(title, rows, gid, kind=kind, merges=merges, size=size))
    return tabs


@settings(max_examples=80, deadline=None)
@given(spreadsheets(), st.sampled_from([GROUP_BOOK, OFFICE_BOOK]))
def test_no_filled_cell_is_ever_written_dressed_or_lost(tabs, book):
    made = {tab.gid: tab for tab in apply(tabs, list(plan(present(*tabs), book).requests))}
    for before in tabs:
        after = made[before.gid]
        assert (after.title, after.kind) == (before.title, before.kind)
        for row, column, cell in filled(before):
            assert after.cell(row, column) is cell
            assert (row, column) not in after.written
            assert (row, column) not in after.notes and (row, column) not in after.formats
            assert after.check(row, column) is None
            assert after.number_format(row, column) is None


@settings(max_examples=15, deadline=None)
@given(spreadsheets(), st.sampled_from([GROUP_BOOK, OFFICE_BOOK]))
def test_what_was_completed_needs_no_more(tabs, book):
    made = apply(tabs, list(plan(present(*tabs), book).requests))
    again = plan(present(*made), book)
    assert not any("insertDimension" in request for request in again.requests)
    assert not any("addSheet" in request for request in again.requests)
    assert not any("updateCells" in request for request in again.requests)
