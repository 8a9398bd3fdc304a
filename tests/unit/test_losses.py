"""What makes a reading wait, and what an honest clerk does that must not."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.history.losses import (
    DAYS,
    DECIDING,
    NEWEST,
    Expected,
    best_of,
    expected,
    fiscal_year,
    losses,
    marked,
    marks_note,
    marks_of,
    measured,
)
from esa.reading.office import BANGKOK
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs
from esa.sources.workbook import RawTab, RawWorkbook

NOW = datetime(2026, 11, 21, 9, 5, tzinfo=BANGKOK)
TODAY = NOW.date()
ABOUT = ["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"]
IDS = [f"1sheet-of-group-{n}-".ljust(44, "x") for n in range(9)]


def about(kind: str = "กลุ่ม", group: str = "FIN", year: object = 2557) -> RawTab:
    return RawTab("about", [ABOUT, [kind, group, year]])


def raw(*tabs: RawTab) -> RawWorkbook:
    return RawWorkbook("สมุด", "a", tabs, NOW)


def filled(name: str, rows: int, **cells: object) -> RawTab:
    """A tab of ours with so many rows that can be used."""
    tab = read_tabs()[name]

    def cell(field, n: int) -> object:
        if field.name in cells:
            return cells[field.name]
        if field.categories:
            return field.categories[0].label
        if field.type == "date":
            return date(2014, 9, 1)
        if field.type in ("integer", "number", "year"):
            return max(field.minimum or 0, 1) + (n if field.name in ("line", "item") else 0)
        if field.pattern:
            return f"{n:08d}"
        return f"{n}" if field.name in tab.key or field.code else "ก"

    fields = [field for field in tab.fields if field.required or field.name in tab.key or cells]
    table = [[cell(field, n) for field in fields] for n in range(1, rows + 1)]
    return RawTab(tab.title, [[field.title for field in fields], *table])


def lost(before: RawWorkbook, after: RawWorkbook, office: Expected | None = None) -> list[str]:
    found = losses(measured(before), measured(after), office or Expected())
    for fault in found:
        problem = Problem(fault.code, "", facts=fault.facts)
        assert "?" not in problem.what_th + problem.fix_th + problem.what_en + problem.fix_en
    return [fault.code for fault in found]


# --- rows -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DECIDING)
@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [(10, 6, False), (10, 5, True), (9, 5, False), (2, 1, False), (1, 0, True), (40, 21, False)],
)
def test_a_deciding_tab_waits_when_half_and_five_of_its_rows_are_gone_or_all(
    name, before, after, waits
):
    whole = raw(about(), filled(name, before))
    assert measured(whole).parts[name].rows == before
    assert lost(whole, raw(about(), filled(name, after))) == (["held_rows"] if waits else [])


def test_a_tab_that_is_gone_renamed_or_scrambled_lost_all_its_rows():
    whole = raw(about(), filled("evidence", 3))
    scrambled = filled("evidence", 3)
    scrambled.rows[0] = ["abc", "def", "ghi"]
    renamed = RawTab("งานของเรา", filled("evidence", 3).rows)
    errors = RawTab("evidence", [["#REF!"]])
    loading = RawTab("evidence", [["Loading..."]])
    for tabs in ((), (scrambled,), (renamed,), (errors,), (loading,), (RawTab("evidence", []),)):
        assert lost(whole, raw(about(), *tabs)) == ["held_rows"]


def test_rows_that_can_not_be_used_are_lost():
    spoilt = filled("evidence", 9)
    for row in spoilt.rows[1:]:
        row[0] = "#REF!"
    assert lost(raw(about(), filled("evidence", 9)), raw(about(), spoilt)) == ["held_rows"]


def test_other_tabs_may_lose_what_they_like():
    for name in set(read_tabs()) - {*DECIDING, "about"}:
        assert lost(raw(about(), filled(name, 9)), raw(about())) == []


@given(
    st.dictionaries(st.sampled_from(DECIDING), st.integers(0, 20), max_size=4),
    st.dictionaries(st.sampled_from(DECIDING), st.integers(0, 20), max_size=4),
)
def test_a_reading_that_has_no_less_of_anything_never_waits(before, more):
    after = {name: before.get(name, 0) + more.get(name, 0) for name in {*before, *more}}
    whole, grown = (
        raw(about(), *(filled(name, rows) for name, rows in each.items()))
        for each in (before, after)
    )
    assert lost(whole, grown) == [] and lost(whole, whole) == []


# --- headings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DECIDING)
def test_a_heading_that_vanishes_with_its_column_or_is_renamed_waits(name):
    tab = read_tabs()[name]
    for place, field in enumerate(tab.fields):
        whole = filled(name, 3, remark="ข้อมูลตัวอย่าง")
        renamed = RawTab(whole.title, [list(row) for row in whole.rows])
        renamed.rows[0][place] = "หัวใหม่ของเรา"
        waits = field.name in measured(raw(whole)).parts[name].columns
        found = losses(measured(raw(whole)), measured(raw(renamed)), Expected())
        assert bool(found) is waits, field.name
        if waits and found[0].code == "held_columns":
            assert found[0].facts["value"] == field.title
            assert "หัวใหม่ของเรา" in found[0].facts["found"]


def test_a_column_that_held_nothing_or_only_remarks_may_go():
    whole = filled("progress", 3, remark="ข้อมูลตัวอย่าง", comments=None)
    names = [field.title for field in read_tabs()["progress"].fields]
    for title in ("หมายเหตุ", "ความเห็นและข้อเสนอแนะ"):
        place = names.index(title)
        fewer = RawTab(whole.title, [[*row[:place], *row[place + 1 :]] for row in whole.rows])
        assert lost(raw(whole), raw(fewer)) == []


# --- newer rows -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field", "old", "new"),
    [
        ("spending", "as_of", date(2014, 8, 31), date(2014, 9, 30)),
        ("test_results", "academic_year", 2556, 2557),
    ],
)
def test_rows_that_come_with_a_newer_date_or_school_year_replace_earlier_ones(
    name, field, old, new
):
    assert NEWEST[name] == field
    whole = raw(about(), filled(name, 40, **{field: old}))
    fewer = raw(about(), filled(name, 3, **{field: new}))
    assert lost(whole, fewer) == []
    assert lost(whole, raw(about(), filled(name, 3, **{field: old}))) == ["held_rows"]
    marks = marked(marked((), measured(whole), TODAY), measured(fewer), TODAY)
    assert losses(best_of(marks, TODAY), measured(fewer), Expected()) == ()


# --- whose it is ------------------------------------------------------------------------------


def office_of(*groups: str, year: object = 2557, links: int = 0) -> RawWorkbook:
    rows = [
        [group, f"กลุ่ม{group}", "กลุ่ม", f"ชื่อย่อ{group}", IDS[n] if n < links else ""]
        for n, group in enumerate(groups)
    ]
    heads = ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท", "ชื่อย่อ", "ลิงก์ชีตของกลุ่ม"]
    settings = [["ชื่อสำนักงาน", "ปีงบประมาณ", "ฉบับมาตรฐานที่ใช้"], ["สพป.", year, str(year)]]
    tabs = (
        about("สำนักงาน", "", year),
        RawTab("settings", settings),
        RawTab("groups", [heads, *rows]),
    )
    return raw(*tabs)


GROUPS = ["FIN", "HR", "NP", "AM", "SUP", "ICT"]


def test_a_workbook_that_turns_into_another_group_s_waits():
    office = expected(office_of(*GROUPS))
    fin = raw(about(), filled("evidence", 3))
    assert lost(fin, raw(about(group="HR"), filled("evidence", 30)), office) == ["held_group"]
    assert "held_group" in lost(fin, raw(filled("evidence", 3)), office)
    assert "held_group" in lost(fin, office_of(*GROUPS), office)


def test_another_spelling_of_the_same_group_is_no_other_group():
    office = expected(office_of(*GROUPS))
    fin = raw(about(group="FIN"))
    for written in ("fin", " FIN", "กลุ่มFIN", "ชื่อย่อFIN"):
        assert lost(fin, raw(about(group=written)), office) == []
    assert lost(raw(about("กลุ่ม", "การเงิน")), raw(about("กลุ่ม", "การเงิน ")), Expected()) == []


# --- a new year -------------------------------------------------------------------------------


def test_with_a_new_year_rows_may_go():
    whole, empty = filled("evidence", 40), filled("evidence", 0)
    assert lost(raw(about(), whole), raw(about(year=2558), empty)) == []
    assert lost(raw(about(), whole), raw(about(year="๒๕๕๘"), empty)) == []
    assert lost(raw(about(), whole), raw(about(year=2556), empty)) == ["held_rows"]
    assert lost(raw(about(), whole), raw(about(year=None), empty)) == ["held_rows"]
    moved = expected(office_of(*GROUPS, year=2558))
    assert lost(raw(about(), whole), raw(about(), empty), moved) == []
    assert lost(office_of(*GROUPS, links=6), office_of(*GROUPS, year=2558)) == []
    assert fiscal_year(raw(about(year="๒๕๕๘"))) == 2558 and fiscal_year(raw()) is None


def test_marks_of_an_earlier_year_say_nothing_any_more():
    old, new = raw(about(), filled("evidence", 40)), raw(about(year=2558), filled("evidence", 2))
    marks = marked(marked((), measured(old), TODAY), measured(new), TODAY + timedelta(days=1))
    assert [mark.best.year for mark in marks] == [2558]


# --- the list ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [(6, 5, False), (6, 4, True), (6, 0, True), (3, 2, False), (3, 1, True), (1, 0, False)],
)
def test_the_list_of_groups_waits_when_a_third_of_its_workbooks_and_two_are_gone(
    before, after, waits
):
    one, other = (office_of(*GROUPS, links=links) for links in (before, after))
    if after:
        assert lost(one, other) == (["held_list"] if waits else [])
    else:  # the whole column is empty now
        assert ("held_list" in lost(one, other)) is waits


def test_links_to_other_workbooks_are_no_loss_and_one_link_many_times_is():
    before, after = office_of(*GROUPS, links=6), office_of(*GROUPS, links=6)
    for row in after.tabs[2].rows[1:]:
        row[4] = row[4].replace("1sheet", "1other")
    assert lost(before, after) == []
    for row in after.tabs[2].rows[1:]:
        row[4] = IDS[0]
    assert lost(before, after) == ["held_list"]


# --- seven days -------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60)), min_size=1, max_size=20))
def test_the_best_of_seven_days_is_the_best_of_seven_days(steps):
    marks, day, held = (), TODAY, []
    for days, rows in steps:
        day += timedelta(days=days)
        held.append((day, rows))
        marks = marked(marks, measured(raw(about(), filled("evidence", rows))), day)
    recent = [rows for at, rows in held if at > day - timedelta(days=DAYS)]
    assert best_of(marks, day).parts["evidence"].rows == max(recent)
    assert len(marks) <= DAYS


def test_marks_come_back_as_they_were_but_for_what_only_a_reading_says():
    whole = raw(about(), filled("evidence", 3), filled("spending", 2))
    [mark] = marks_of(marks_note(marked((), measured(whole), TODAY)))
    now = measured(whole)
    assert (mark.day, mark.best.parts, mark.best.group) == (TODAY, now.parts, now.group)
    for broken in ([1], [[1, 2]], [[TODAY, [1]]], "x"):
        with pytest.raises((ValueError, TypeError)):
            marks_of(broken)
