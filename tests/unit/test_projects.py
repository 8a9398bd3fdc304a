"""Projects: late from the day after the end, reports, the calendar and the counts by strategy."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies

from esa.rules.projects import (
    by_strategy,
    of_year,
    other_year,
    state_of,
    with_states,
)
from tests.unit.made import sheet, shuffled

TODAY = date(2014, 9, 23)
FIRST, LAST = date(2013, 10, 1), date(2014, 9, 30)
GIVEN = ("project", "strategy", "starts", "ends", "status")


def projects_of(*rows):
    """rows: values of GIVEN."""
    return sheet("projects", *(dict(zip(GIVEN, row, strict=True)) for row in rows), workbook="NP")


def one(starts, ends, status):
    (project,) = with_states(projects_of(("1", "1", starts, ends, status)), 2557, TODAY)
    return project


@pytest.mark.parametrize(
    ("status", "days_past_its_end", "state"),
    [
        ("in_progress", 0, "in_progress"),
        ("in_progress", 1, "late"),
        ("not_started", 1, "late"),
        ("done", 1, "done"),
        ("cancelled", 1, "cancelled"),
        ("postponed", 1, "postponed"),
        (None, 1, "unknown"),
        ("in_progress", None, "in_progress"),
    ],
)
def test_late_begins_the_day_after_the_end(status, days_past_its_end, state):
    ends = None if days_past_its_end is None else TODAY - timedelta(days_past_its_end)
    assert state_of(status, None, ends, TODAY) == state


def test_a_start_that_has_passed_without_a_beginning_is_told():
    later = TODAY + timedelta(5)
    assert state_of("not_started", TODAY, later, TODAY) == "not_started"
    assert state_of("not_started", TODAY - timedelta(1), later, TODAY) == "not_begun"
    assert state_of("in_progress", TODAY - timedelta(1), later, TODAY) == "in_progress"


def test_a_report_is_due_seven_days_after_the_end():
    row = one(FIRST, date(2014, 9, 10), "done")
    assert row.report_due == date(2014, 9, 17) and row.report_days_left == -6
    assert one(FIRST, None, "done").report_due is None
    assert one(FIRST, date(2014, 9, 10), "cancelled").report_due is None


@pytest.mark.parametrize(
    ("starts", "ends", "mine"),
    [
        (FIRST, LAST, True),
        (None, FIRST - timedelta(1), False),
        (FIRST - timedelta(9), FIRST, True),
        (LAST, LAST + timedelta(9), True),
        (LAST + timedelta(1), None, False),
        (None, None, True),
    ],
)
def test_which_projects_belong_to_the_fiscal_year(starts, ends, mine):
    assert of_year(starts, ends, 2557) is mine


def test_bars_are_cut_at_the_edges_of_the_year():
    row = one(FIRST - timedelta(30), LAST + timedelta(30), "in_progress")
    assert (row.bar_from, row.bar_to) == (FIRST, LAST)
    assert row.begins_before and row.ends_after
    inside = one(FIRST, LAST, "in_progress")
    assert not inside.begins_before and not inside.ends_after


def test_without_two_sensible_dates_there_is_no_bar():
    assert one(FIRST, None, "done").bar_from is None
    turned = one(LAST, FIRST, "done")
    assert turned.dates_wrong and turned.bar_to is None and turned.report_due is None
    assert not one(FIRST, FIRST, "done").dates_wrong


def test_strategies_and_states_are_counted_and_other_years_apart():
    long_past = FIRST - timedelta(400)
    states = with_states(
        projects_of(
            ("1", "2", FIRST, TODAY - timedelta(1), "in_progress"),
            ("2", "10", FIRST, LAST, "in_progress"),
            ("3", None, None, None, None),
            ("4", "2", long_past, long_past, "in_progress"),
            ("5", "2", FIRST, TODAY - timedelta(9), "not_started"),
        ),
        2557,
        TODAY,
    )
    counts = by_strategy(states)
    assert list(dict.fromkeys(count.strategy for count in counts)) == ["2", "10", None]
    assert [tuple(count) for count in counts if count.projects] == [
        ("2", "late", 2),
        ("10", "in_progress", 1),
        (None, "unknown", 1),
    ]
    assert other_year(states) == 1


def test_no_projects_are_no_trouble():
    states = with_states(projects_of(), 2557, TODAY)
    assert states == () == by_strategy(states) and other_year(states) == 0


DAY = strategies.one_of(strategies.none(), strategies.dates(date(2013, 1, 1), date(2015, 1, 1)))
STATUS = strategies.sampled_from(["not_started", "in_progress", "done", "postponed", None])
ROWS = strategies.lists(
    strategies.tuples(strategies.sampled_from(["1", "2", None]), DAY, DAY, STATUS), max_size=8
)


@settings(max_examples=12)
@given(ROWS, strategies.randoms())
def test_counts_add_up_and_order_does_not_matter(rows, random):
    sheet = projects_of(*[(str(n), *row) for n, row in enumerate(rows)])
    states = with_states(sheet, 2557, TODAY)
    counts = by_strategy(states)
    assert sum(count.projects for count in counts) + other_year(states) == len(rows)
    mixed = with_states(shuffled(sheet, random), 2557, TODAY)
    assert sorted(mixed, key=lambda row: row.at) == list(states)
    assert by_strategy(mixed) == counts
