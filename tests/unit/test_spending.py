"""Spending: the latest rows, what is left, money split and unsplit, and the pace."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies

from esa.rules.spending import (
    even_pace,
    left_out,
    over_time,
    percent_of,
    spending_by,
    summary,
    with_standing,
)
from tests.unit.made import sheet, shuffled

JUNE, SEPTEMBER, TODAY = date(2014, 6, 30), date(2014, 9, 15), date(2014, 9, 23)
DEFAULTS = {"group": "FIN", "as_of": SEPTEMBER, "expenditure_type": "operations"}
DEFAULTS |= {"allocated": 100, "spent": 40}


def spending_of(*rows):
    full = [DEFAULTS | {"line": n} | row for n, row in enumerate(rows, start=1)]
    return sheet("spending", *full, workbook="FIN")


def standings(lines):
    return [line.standing for line in lines]


def standing_of(*rows):
    return with_standing(spending_of(*rows), 2557, TODAY)


def test_the_offices_budget_of_2557():
    table = standing_of(
        {"allocated": "80445965.00", "spent": "79144218.82", "left_stated": "1301746.18"}
    )
    money = summary(table)
    assert money.percent_spent == Decimal("98.38")
    assert money.left == Decimal("1301746.18") and money.left_differs == 0
    assert money.target_from == "even_pace" and money.as_of == SEPTEMBER


def test_percents_are_rounded_half_up_and_need_a_whole():
    assert percent_of(Decimal("1.005"), Decimal(100)) == Decimal("1.01")
    assert percent_of(Decimal("1.0049"), Decimal(100)) == Decimal("1.00")
    assert percent_of(Decimal(5), Decimal(0)) is None
    assert summary(standing_of()).percent_spent is None


def test_only_the_latest_state_of_the_same_money_counts():
    table = standing_of(
        {"as_of": JUNE, "spent": 10},
        {"as_of": SEPTEMBER, "spent": 40},
        {"as_of": JUNE, "spent": 7, "expenditure_type": "investment"},
        {"as_of": JUNE, "spent": 3, "project": "P1"},
        {"as_of": JUNE, "spent": 2, "source_of_money": "อบต."},
        {"as_of": JUNE, "spent": 1, "group": "NP"},
        {"as_of": SEPTEMBER, "spent": 5},
    )
    assert standings(table) == ["older"] + ["counted"] * 6
    assert summary(table).spent == 58
    assert left_out(table) == {}


@pytest.mark.parametrize(
    ("row", "standing"),
    [
        ({"as_of": date(2013, 9, 30)}, "other_year"),
        ({"as_of": date(2013, 10, 1)}, "counted"),
        ({"as_of": TODAY}, "counted"),
        ({"as_of": date(2014, 9, 24)}, "future"),
        ({"as_of": date(2014, 10, 1)}, "other_year"),
        ({"as_of": None}, "incomplete"),
        ({"allocated": None}, "incomplete"),
        ({"spent": None}, "incomplete"),
        ({"spent": 0}, "counted"),
    ],
)
def test_which_rows_can_be_used(row, standing):
    table = standing_of(row)
    assert standings(table) == [standing]
    assert left_out(table) == ({} if standing == "counted" else {standing: 1})


def test_a_newer_row_that_cannot_be_used_leaves_the_older_state_and_is_counted():
    table = standing_of({"as_of": JUNE, "spent": 10}, {"as_of": SEPTEMBER, "spent": None})
    assert summary(table).spent == 10 and summary(table).as_of == JUNE
    assert left_out(table) == {"incomplete": 1}


def test_unsplit_money_is_never_added_to_the_same_money_split():
    unsplit = {"expenditure_type": "unsplit", "allocated": 300, "spent": 200}
    same_day = standing_of({}, unsplit)
    assert standings(same_day) == ["counted", "unsplit_twice"]
    assert summary(same_day).allocated == 100 and left_out(same_day) == {"unsplit_twice": 1}
    split_newer = standing_of({}, unsplit | {"as_of": JUNE})
    assert standings(split_newer) == ["counted", "superseded"]
    unsplit_newer = standing_of({"as_of": JUNE}, unsplit)
    assert standings(unsplit_newer) == ["superseded", "counted"]
    other_money = standing_of({}, unsplit | {"project": "P1"})
    assert standings(other_money) == ["counted", "counted"]


def test_commitments_stand_apart_from_what_is_left():
    money = summary(standing_of({"committed": 25}, {"committed": None}))
    assert (money.left, money.left_uncommitted, money.committed) == (120, 95, 25)


def test_a_stated_remainder_is_compared_with_the_one_that_follows():
    table = standing_of({"left_stated": 60}, {"left_stated": "60.01"}, {"left_stated": None})
    assert [line.left_differs for line in table] == [False, True, False]
    assert [line.left_difference for line in table] == [0, Decimal("0.01"), None]


def test_more_spent_than_allocated_is_marked():
    table = standing_of({"spent": 100}, {"spent": "100.01"})
    assert [line.above_allocated for line in table] == [False, True]
    assert summary(table).above_allocated == 1


def test_the_even_pace_counts_the_days_of_the_fiscal_year():
    assert even_pace(date(2013, 9, 30), 2557) == 0
    assert even_pace(date(2013, 10, 1), 2557) == Decimal("0.27")
    assert even_pace(date(2014, 3, 31), 2557) == Decimal("49.86")
    assert even_pace(date(2014, 9, 29), 2557) == Decimal("99.73")
    assert even_pace(date(2014, 9, 30), 2557) == 100
    assert even_pace(date(2015, 1, 1), 2557) == 100
    assert even_pace(date(2015, 10, 1), 2559) == Decimal("0.27")  # a year of 366 days


def test_a_target_filled_in_goes_before_the_even_pace():
    stated = standing_of(
        {"target_percent": 80}, {"target_percent": 20, "allocated": 300, "spent": 0}
    )
    money = summary(stated)
    assert (money.target_percent, money.target_from) == (Decimal("35.00"), "stated")
    assert summary(standing_of({"target_percent": 80}, {})).target_from == "mixed"
    assert summary(standing_of({})).target_percent == even_pace(SEPTEMBER, 2557)


def test_by_type_and_over_time():
    rows = [
        {"as_of": JUNE, "spent": 10},
        {"as_of": SEPTEMBER, "spent": 40},
        {"as_of": JUNE, "spent": 7, "expenditure_type": "investment", "allocated": 900},
        {"spent": 1, "project": "P1"},
    ]
    lines = standing_of(*rows)
    by_type = spending_by(lines, "expenditure_type")
    assert list(by_type) == ["investment", "operations"]
    assert [money.spent for money in by_type.values()] == [7, 41]
    assert list(spending_by(lines, "project")) == ["P1", None]
    series = over_time(spending_of(*rows), 2557, TODAY)
    assert list(series) == [JUNE, SEPTEMBER]
    assert [money.spent for money in series.values()] == [17, 48]
    assert over_time(spending_of(), 2557, TODAY) == {}
    assert spending_by(standing_of(), "group") == {}


ROW = strategies.fixed_dictionaries(
    {
        "as_of": strategies.sampled_from([JUNE, SEPTEMBER, TODAY, None, date(2014, 9, 30)]),
        "expenditure_type": strategies.sampled_from(["operations", "unsplit", "personnel"]),
        "project": strategies.sampled_from([None, "P1"]),
        "allocated": strategies.one_of(strategies.none(), strategies.integers(0, 500)),
        "spent": strategies.integers(0, 500),
    }
)


@settings(max_examples=12)
@given(strategies.lists(ROW, max_size=8), strategies.randoms())
def test_types_add_up_to_the_total_and_order_does_not_matter(rows, random):
    lines = standing_of(*rows)
    money = summary(lines)
    for by in ("expenditure_type", "project", "group"):
        parts = spending_by(lines, by).values()
        assert sum(part.allocated for part in parts) == money.allocated
        assert sum(part.spent for part in parts) == money.spent
        assert sum(part.rows for part in parts) == money.rows
    again = with_standing(shuffled(spending_of(*rows), random), 2557, TODAY)
    assert sorted(again, key=lambda line: line.at) == list(lines)
    kinds: dict = {}
    for line in lines:
        if line.standing == "counted":
            kinds.setdefault(line.project, set()).add(line.expenditure_type)
    assert all(kind == {"unsplit"} or "unsplit" not in kind for kind in kinds.values())
