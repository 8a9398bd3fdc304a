"""Indicators of the performance agreement: target, direction, rounds, and what is unknown."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from esa.rules.kpis import (
    count_states,
    current_round,
    is_reached,
    latest,
    percent_reached,
    rounds,
    state_of,
)
from esa.rules.vocabulary import KPI_STATE_WORDS
from tests.unit.made import sheet

TODAY = date(2014, 9, 23)
GIVEN = ("kpi", "target", "direction", "actual_6m", "actual_9m", "actual_12m")


def kpis_of(*rows):
    """rows: values of GIVEN."""
    about = {"title": "ร้อยละ", "unit": "ร้อยละ", "group": "NP"}
    full = [dict(zip(GIVEN, row, strict=True)) | about for row in rows]
    return sheet("kpis", *full, workbook="NP")


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2014, 3, 31), None),
        (date(2014, 4, 1), 6),
        (date(2014, 6, 30), 6),
        (date(2014, 7, 1), 9),
        (date(2014, 9, 30), 9),
        (date(2014, 10, 1), 12),
    ],
)
def test_a_round_is_current_from_the_day_after_it_ends(day, months):
    assert current_round(day, 2557) == months


@pytest.mark.parametrize(
    ("actual", "direction", "reached"),
    [
        ("80", "higher", True),
        ("79.99", "higher", False),
        ("80", "lower", True),
        ("80.01", "lower", False),
        (None, "higher", None),
        ("80", None, None),
    ],
)
def test_a_target_is_met_in_its_direction(actual, direction, reached):
    actual = None if actual is None else Decimal(actual)
    assert is_reached(actual, Decimal(80), direction) is reached
    assert is_reached(actual, None, direction) is None


def test_a_percent_of_the_target_only_where_it_says_something():
    assert percent_reached(Decimal("40.002"), Decimal(80), "higher") == Decimal("50.00")
    assert percent_reached(Decimal(1), Decimal(800), "higher") == Decimal("0.13")  # 0.125
    assert percent_reached(Decimal(90), Decimal(80), "higher") == Decimal("112.50")
    assert percent_reached(Decimal(90), Decimal(80), "lower") is None
    assert percent_reached(Decimal(90), Decimal(0), "higher") is None
    assert percent_reached(Decimal(-1), Decimal(80), "higher") is None
    assert percent_reached(None, Decimal(80), "higher") is None


@pytest.mark.parametrize(
    ("actual", "target", "months", "due", "state"),
    [
        (None, 80, 6, True, "not_reported"),
        (None, 80, 12, False, "not_due"),
        (None, None, 6, True, "not_reported"),
        (90, None, 6, True, "no_target"),
        (80, 80, 6, True, "reached"),
        (79, 80, 6, True, "not_yet"),
        (79, 80, 9, True, "not_yet"),
        (79, 80, 12, True, "not_reached"),
    ],
)
def test_what_is_unknown_is_never_not_reached(actual, target, months, due, state):
    assert state_of(actual, target, "higher", months, due) == state


def test_a_result_without_a_direction_is_not_judged():
    assert state_of(Decimal(5), Decimal(5), None, 12, True) == "no_direction"


def test_each_indicator_has_three_rounds_in_order_of_code():
    rows = rounds(
        kpis_of(("10", 80, "higher", 40, None, None), ("2", 5, "lower", 9, 5, None)), 2557, TODAY
    )
    assert [row.kpi for row in rows] == ["2"] * 3 + ["10"] * 3
    assert [row.state for row in rows] == [
        "not_yet", "reached", "not_due", "not_yet", "not_reported", "not_due"]  # fmt: skip
    assert [row.current for row in rows] == [False, True, False] * 2
    assert [row.at for row in rows] == [("NP", 3)] * 3 + [("NP", 2)] * 3


def test_the_newest_result_stands_and_rounds_without_one_are_counted():
    newest = latest(
        rounds(
            kpis_of(
                ("1", 80, "higher", 40, None, None),
                ("2", 80, "higher", None, None, None),
                ("3", 80, "higher", 10, 20, 90),
            ),
            2557,
            TODAY,
        )
    )
    assert [(row.kpi, row.round, row.missing) for row in newest] == [
        ("1", 6, 1),
        ("2", 9, 2),
        ("3", 12, 0),
    ]
    counts = count_states(newest)
    assert list(counts) == list(KPI_STATE_WORDS) and sum(counts.values()) == 3
    assert (counts["not_yet"], counts["not_reported"], counts["reached"]) == (1, 1, 1)


def test_before_the_first_round_the_first_one_stands():
    (row,) = latest(rounds(kpis_of(("1", 80, "higher", None, None, None)), 2557, date(2014, 1, 5)))
    assert (row.round, row.missing) == (6, 0)


def test_no_indicators_are_no_trouble():
    assert rounds(kpis_of(), 2557, TODAY) == () == latest(())
    assert sum(count_states(()).values()) == 0


@given(
    strategies.integers(-100, 100),
    strategies.integers(-100, 100),
    strategies.integers(0, 50),
    strategies.sampled_from(["higher", "lower"]),
)
def test_a_better_result_never_loses_a_target_that_was_met(actual, target, better, direction):
    improved = actual + better if direction == "higher" else actual - better
    if is_reached(Decimal(actual), Decimal(target), direction):
        assert is_reached(Decimal(improved), Decimal(target), direction)
