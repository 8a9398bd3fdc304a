"""Periods, days to come, due dates and rows of another year: the day before and the day after."""

from datetime import date

import pytest

from tests.unit.checking import TODAY, cells, found
from tests.unit.made import table


@pytest.mark.parametrize(
    ("tab", "first", "last"),
    [
        ("network_activities", "date", "ends"),
        ("projects", "starts", "ends"),
        ("evidence", "in_force_from", "in_force_to"),
    ],
)
def test_a_period_may_last_a_day_but_not_end_before_it_starts(tab, first, last):
    one_day = {first: date(2014, 5, 2), last: date(2014, 5, 2)}
    backwards = {first: date(2014, 5, 2), last: date(2014, 5, 1)}
    half = {first: date(2014, 5, 2)}
    (problem,) = found("end_before_start", **{tab: table(tab, one_day, backwards, half)})
    assert (problem.row, problem.field, problem.severity) == (3, last, "error")
    assert problem.facts == {"value": "1 พ.ค. 2557", "start": "2 พ.ค. 2557"}


def test_an_edition_may_not_end_before_its_first_year():
    years = {"edition": "2557", "from_fiscal_year": 2557, "to_fiscal_year": 2556}
    assert len(found("end_before_start", editions=table("editions", years))) == 1


@pytest.mark.parametrize(
    ("tab", "name"), [("evidence", "checked_on"), ("evidence", "dated"), ("progress", "updated_on")]
)
def test_today_is_no_day_to_come_but_tomorrow_is(tab, name):
    rows = table(tab, {name: TODAY}, {name: date(2014, 9, 24)}, {name: None})
    assert [p.row for p in found("date_in_future", **{tab: rows})] == [3]


def test_a_due_date_a_year_beyond_the_fiscal_year_is_far():
    days = (date(2015, 10, 1), date(2015, 10, 2), date(2012, 9, 30), date(2012, 9, 29), None)
    rows = table("follow_ups", *[{"due": day} for day in days])
    assert [p.row for p in found("due_far_from_year", follow_ups=rows)] == [3, 5]


def test_last_years_reports_are_told_and_reports_finished_after_the_year_are_not():
    days = (date(2013, 9, 30), date(2013, 10, 1), date(2014, 11, 1), None)
    rows = table("progress", *[{"updated_on": day} for day in days])
    assert [p.row for p in found("row_of_other_year", progress=rows)] == [2]


def test_an_activity_of_the_next_year_is_told_too():
    days = (date(2013, 9, 30), date(2013, 10, 1), date(2014, 9, 30), date(2014, 10, 1))
    rows = table("network_activities", *[{"date": day} for day in days])
    (before, after) = found("row_of_other_year", network_activities=rows)
    assert (before.cell, before.facts["value"]) == ("C2", 2556)
    assert (after.cell, after.facts["value"]) == ("C5", 2558)


def test_a_workbook_that_says_it_is_of_another_year_is_told_once_elsewhere():
    rows = table("progress", {"updated_on": date(2013, 5, 1)}, workbook="ชีตการเงินฯ")
    about = table("about", {"kind": "group", "fiscal_year": 2556}, workbook="ชีตการเงินฯ")
    assert cells("row_of_other_year", progress=rows, about=about) == []
    about = table("about", {"kind": "group", "fiscal_year": 2557}, workbook="ชีตการเงินฯ")
    assert len(cells("row_of_other_year", progress=rows, about=about)) == 1


def test_a_closed_follow_up_should_name_what_closed_it():
    rows = table(
        "follow_ups",
        {"status": "done"},
        {"status": "done", "closed_by": "บันทึก"},
        {"status": "open"},
    )
    assert [(p.row, p.severity) for p in found("closed_without_evidence", follow_ups=rows)] == [
        (2, "info")
    ]
