"""Repairs: equal problems are one, what keeps most rows out comes first, unknown is never zero."""

from dataclasses import replace
from datetime import datetime

import pytest

from esa.reading import repairs
from esa.reading.office import BANGKOK, read_office
from esa.reading.problems import Problem
from esa.sources.folder import read_folder

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)


def read(folder):
    return read_office(read_folder(folder, NOW), NOW)


@pytest.fixture(scope="module")
def found(sample):
    return repairs.health(sample)


def with_problems(sample, *problems):
    return repairs.health(replace(sample, problems=problems)).repairs


def cell(row, value="2.3.6", **more):
    facts = {"value": value, "target": "ก", "suggestion": "2.3.5"}
    known = {"group": "HR", "row": row, "field": "criterion", "aside": True, **more}
    return Problem("unknown_code", "hr", "evidence", f"B{row}", facts, **known)


def test_every_problem_of_the_office_is_in_one_repair(sample, found):
    assert sum(len(r.problems) for r in found.repairs) == len(sample.problems)


def test_the_ten_rows_of_one_unknown_code_are_one_repair_and_come_first(found):
    first = found.repairs[0]
    assert [p.cell for p in first.problems] == [f"B{row}" for row in range(10, 20)]
    assert first.left_out == 10 and first.severity == "error"


def test_another_value_column_or_workbook_is_another_repair(sample):
    other = replace(cell(3), workbook="am"), replace(cell(3), field="title")
    assert len(with_problems(sample, cell(2), cell(3, "2.3.7"), *other)) == 4


def test_the_two_rows_of_one_repeated_key_are_one_repair(sample):
    rows = [
        Problem(
            "duplicate_key", "hr", "kpis", f"A{a}", {"keys": "K1", "other": b}, row=a, field="kpi"
        )
        for a, b in ((3, 5), (5, 3))
    ]
    assert [len(r.problems) for r in with_problems(sample, *rows)] == [2]


def test_errors_come_before_warnings_however_many_rows_those_touch(sample):
    warnings = [
        Problem("bad_link", "hr", "evidence", f"K{r}", row=r, field="link") for r in range(2, 60)
    ]
    order = [r.severity for r in with_problems(sample, *warnings, cell(2))]
    assert order == ["error", "warning"]


def test_a_workbook_then_a_tab_then_rows_set_aside_then_the_rest(sample):
    rest = Problem("not_a_number", "hr", "kpis", "C2", {"value": "ก"}, row=2, field="target")
    tab = Problem("no_header", "hr", "projects")
    book = Problem("workbook_unreadable", "เสีย.xlsx")
    codes = [r.first.code for r in with_problems(sample, rest, cell(2), tab, book)]
    assert codes == ["workbook_unreadable", "no_header", "unknown_code", "not_a_number"]


def test_a_group_without_a_workbook_is_the_first_warning(sample):
    warning = Problem("bad_link", "hr", "evidence", "K2", row=2, field="link")
    missing = Problem("group_without_workbook", "", "groups", facts={"value": "ก"}, group="AUD")
    codes = [r.first.code for r in with_problems(sample, warning, missing)]
    assert codes == ["group_without_workbook", "bad_link"]


def test_a_column_that_keeps_all_rows_out_says_how_many(own_office):
    path = own_office / "hr" / "evidence.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("รหัสประเด็น", "ช่องของเรา", 1), encoding="utf-8")
    found = repairs.health(read(own_office))
    lost = next(r for r in found.repairs if r.first.code == "missing_column")
    assert lost.whole == "column" and lost.left_out == 18
    state = next(t for b in found.books if b.name == "hr" for t in b.tabs if t.tab == "evidence")
    assert (state.used, state.left_out) == (0, 18)


def test_rows_used_set_aside_and_counted_once_add_up_to_the_rows_that_were_read(sample, found):
    for book in found.books:
        for tab in book.tabs:
            rows = tab.health.used + tab.health.aside
            assert tab.used + tab.left_out + tab.repeated == rows
            assert tab.used == (sample.table(tab.tab).index.get_level_values(0) == book.name).sum()


def test_an_activity_that_two_groups_list_is_counted_once_and_not_called_left_out(found):
    shared = [t for b in found.books for t in b.tabs if t.tab == "network_activities"]
    assert sum(t.repeated for t in shared) == 1
    assert sum(t.left_out for t in shared) == 0


def test_the_tally_counts_problems_workbooks_and_rows_without_an_error(sample, found):
    sums = repairs.tally(found)
    errors = [p for p in sample.problems if p.severity == "error"]
    assert sums.errors == len(errors)
    assert sums.with_errors == len({p.workbook for p in errors})
    hurt = {(p.workbook, p.tab, p.row) for p in errors if not p.aside}
    assert sums.right == sums.used - len(hurt)


def test_a_part_of_the_office_counts_only_its_own(found):
    own = repairs.tally(found, group="HR")
    assert (own.errors, own.left_out) == (11, 11)
    assert repairs.tally(found, tab="evidence").left_out == 10
    assert repairs.tally(found, group="AUD").errors == 0
    assert repairs.of_scope(found.repairs, group="HR", severity="info") == []


def test_a_group_without_a_workbook_is_missing_and_an_unreadable_one_says_why(own_office):
    for path in (own_office / "aud").iterdir():
        path.unlink()
    (own_office / "aud").rmdir()
    (own_office / "เสีย.xlsx").write_bytes(b"PK broken")
    states = {b.name: b for b in repairs.health(read(own_office)).books}
    assert states["เสีย.xlsx" if "เสีย.xlsx" in states else "เสีย"].status == "unread"
    missing = [b for b in states.values() if b.status == "missing"]
    assert [b.group for b in missing] == ["AUD"]
    assert missing[0].workbook is None and missing[0].tabs == ()


def test_a_second_workbook_of_a_group_is_told_as_given_twice(own_office):
    second = own_office / "hr สำเนา"
    second.mkdir()
    (second / "about.csv").write_bytes((own_office / "hr" / "about.csv").read_bytes())
    states = [b.status for b in repairs.health(read(own_office)).books if b.group == "HR"]
    assert sorted(states) == ["twice", "used"]


def test_personal_data_in_a_heading_or_a_tab_is_not_repeated(sample):
    name = "นางสาวใจดี มีสุข"
    made = with_problems(
        sample,
        Problem("unknown_column", "hr", "evidence", "Q:Q", {"value": name, "suggestion": "ก"}),
        Problem("unknown_tab", "hr", name, facts={"value": name, "suggestion": "–"}),
    )
    assert not any("ใจดี" in text for r in made for text in (r.first.what_th, r.first.where))


def test_an_office_without_workbooks_has_no_health(sample):
    bare = repairs.health(replace(sample, problems=(), workbooks=()))
    assert bare.repairs == () and bare.books == ()
    assert repairs.tally(bare).used == 0
