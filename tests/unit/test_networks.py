"""Networks: months, sides, silence from both sides of ninety days, and the schools reached."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from esa.rules.networks import (
    activities_by_month,
    count_activities,
    coverage,
    kinds_of_networks,
    listed_activities,
    schools_reached,
    silence,
    timing,
    who_what_when,
    with_timing,
)

TODAY = date(2014, 9, 23)
COLUMNS = ["activity", "date", "ends", "networks", "side", "schools"]


def placed(table, workbook="AM"):
    table.index = pd.MultiIndex.from_product(
        [[workbook], range(2, len(table) + 2)], names=["workbook", "row"]
    )
    return table


def activities_of(*rows, workbook="AM"):
    """rows: (activity, date, ends, networks, side, schools), from the left."""
    rows = [(*row, *(None, None, (), None, ())[len(row) - 1 :]) for row in rows]
    table = pd.DataFrame(rows, columns=COLUMNS).assign(title="อบรม", participants=5)
    for name in ("date", "ends", "networks", "schools"):
        table[name] = pd.Series([row[COLUMNS.index(name)] for row in rows], dtype="object")
    types = {"activity": "str", "title": "str", "side": "str", "participants": "Int64"}
    return placed(table.astype(types), workbook)


def networks_of(*rows):
    """rows: (network, kind, sides, member_count)."""
    rows = [(*row, *("school_network", (), None)[len(row) - 1 :]) for row in rows]
    table = pd.DataFrame(rows, columns=["network", "kind", "sides", "member_count"])
    table["name"] = "เครือข่าย " + table["network"]
    types = {"network": "str", "kind": "str", "name": "str", "member_count": "Int64"}
    return placed(table.astype(types), "office")


def schools_of(*rows):
    """rows: (school_code, network, status)."""
    table = pd.DataFrame(rows, columns=["school_code", "network", "status"])
    table = table.assign(name="โรงเรียน", amphoe="กงหรา")
    return placed(table.astype({"network": "str", "status": "str"}), "office")


@pytest.mark.parametrize(
    ("starts", "ends", "when"),
    [
        (date(2013, 10, 1), None, "held"),
        (date(2013, 9, 30), None, "other_year"),
        (date(2013, 9, 30), date(2013, 10, 2), "other_year"),  # it belongs to its start
        (TODAY, None, "held"),
        (TODAY + timedelta(1), None, "planned"),
        (date(2014, 10, 1), None, "other_year"),
        (None, None, "undated"),
        (None, date(2014, 5, 1), "undated"),
        (None, date(2013, 5, 1), "other_year"),
    ],
)
def test_when_an_activity_is(starts, ends, when):
    assert timing(starts, ends, 2557, TODAY) == when


def test_an_activity_counts_once_however_many_networks_or_workbooks_name_it():
    shared = ("A1", date(2014, 5, 30), None, ("N1", "N2"))
    both = pd.concat([activities_of(shared, ("A2",)), activities_of(shared, workbook="SUP")])
    timed = with_timing(both, 2557, TODAY)
    assert timed.index.tolist() == [("AM", 2), ("AM", 3)]
    assert count_activities(timed) == (2, 1, 1, 0, 1, 0)
    months = activities_by_month(networks_of(("N1",), ("N2",)), timed, 2557)
    assert months.groupby("network")["activities"].sum().to_dict() == {"N1": 1, "N2": 1, "": 1}


def test_months_begin_with_october_and_undated_stands_apart():
    activities = activities_of(
        ("A1", date(2013, 10, 31), date(2013, 11, 2), ("N1",)),
        ("A2", date(2014, 9, 24), None, ("N1",)),
        ("A3", None, None, ("N1",)),
        ("A4", date(2013, 9, 30), None, ("N1",)),
    )
    table = activities_by_month(networks_of(("N1",)), with_timing(activities, 2557, TODAY), 2557)
    assert len(table) == 13 and table["activities"].sum() == 2
    assert table.set_index("position")["activities"].loc[[1, 13]].tolist() == [1, 1]
    assert table.set_index("position")["planned"].loc[12] == 1
    assert table["month"].iloc[0] == date(2013, 10, 1) and table["month"].iloc[-1] is None


def test_a_side_is_covered_by_one_activity_and_declared_sides_are_hollow():
    networks = networks_of(("N1", "club", ("academic", "budget")))
    activities = activities_of(
        ("A1", date(2014, 5, 1), None, ("N1",), "academic"),
        ("A2", None, None, ("N1",), "personnel"),
        ("A3", date(2014, 9, 30), None, ("N1",), "budget"),
        ("A4", date(2013, 5, 1), None, ("N1",), "general"),
        ("A5", date(2014, 5, 1), None, ("N1",), None),
    )
    table = coverage(networks, with_timing(activities, 2557, TODAY)).set_index("side")
    assert table["state"].to_dict() == {
        "academic": "covered",
        "personnel": "undated",
        "budget": "planned",
        "general": "not_declared",
    }
    assert table["declared"].tolist() == [True, False, True, False]
    hollow = coverage(networks, with_timing(activities_of(), 2557, TODAY)).set_index("side")
    assert hollow["state"].tolist() == ["declared", "not_declared", "declared", "not_declared"]


@pytest.mark.parametrize(("days", "state"), [(89, "active"), (90, "silent"), (0, "active")])
def test_both_sides_of_ninety_days(days, state):
    ended = TODAY - timedelta(days)
    activities = activities_of(("A1", ended - timedelta(200), ended, ("N1",)))
    row = silence(networks_of(("N1",)), activities, TODAY).iloc[0]
    assert (row["state"], row["days"], row["last_ended"]) == (state, days, ended)


def test_never_only_undated_and_only_planned_are_told_apart_from_silent():
    networks = networks_of(*[(f"N{n}",) for n in range(1, 6)], ("P", "partner"))
    long_ago, soon = TODAY - timedelta(100), TODAY + timedelta(3)
    activities = activities_of(
        ("A1", long_ago, None, ("N1",)),
        ("A2", soon, None, ("N1", "N4")),
        ("A3", None, None, ("N2",)),
        ("A4", TODAY - timedelta(1), TODAY + timedelta(9), ("N5",)),
    )
    table = silence(networks, activities, TODAY)
    assert dict(zip(table["network"], table["state"], strict=True)) == {
        "N1": "silent",  # a plan doesn't end a silence
        "N3": "never",
        "N2": "undated",
        "N4": "planned",
        "N5": "active",
    }
    assert table["network"].tolist() == ["N1", "N3", "N2", "N4", "N5"]
    assert table["next_planned"].tolist()[0] == soon
    assert table.index[0] == ("office", 2)
    assert table.set_index("network").loc["N5", "days"] == 0  # still going on


def test_a_school_is_reached_by_name_before_its_network_and_it_says_how():
    schools = schools_of(("1", "N1", "open"), ("2", "N1", None), ("3", None, "open"),
                         ("4", "N2", "open"), ("5", "N1", "closed"))  # fmt: skip
    activities = activities_of(
        ("A1", date(2014, 5, 1), None, ("N1",), None, ("1",)),
        ("A2", None, None, ("N1",)),
        ("A3", date(2014, 9, 30), None, ("N2",)),
        ("A4", date(2012, 5, 1), None, ("N2",), None, ("3",)),
    )
    table = schools_reached(schools, with_timing(activities, 2557, TODAY)).set_index("school_code")
    assert table["how"].to_dict() == {
        "1": "named",
        "2": "by_network",
        "3": "not_reached",
        "4": "not_reached",
    }
    assert table.loc["2", "activities"] == ("A1", "A2") and table.loc["4", "planned"] == 1


def test_kinds_are_counted_with_members_only_where_known():
    networks = networks_of(
        ("N1", "club", (), 5), ("N2", "club"), ("N3", "team", (), 18), ("N4", "body")
    )
    activities = activities_of(("A1", date(2014, 5, 1), None, ("N1", "N2")))
    table = kinds_of_networks(networks, with_timing(activities, 2557, TODAY)).set_index("kind")
    assert table.loc["club"].tolist() == [2, 2, 1, 5, 1]
    assert table.loc["team"].tolist() == [1, 0, 0, 18, 0]
    assert pd.isna(table.loc["body", "member_count"])


def test_who_what_when_has_a_row_for_each_network_and_keeps_the_cells():
    activities = activities_of(
        ("A1", None, None, ("N1",)), ("A2", date(2014, 5, 1), None, ("N1", "X"))
    )
    table = who_what_when(networks_of(("N1",)), with_timing(activities, 2557, TODAY))
    assert table["activity"].tolist() == ["A2", "A2", "A1"]
    assert table.index.tolist() == [("AM", 3), ("AM", 3), ("AM", 2)]
    assert table["network_name"].tolist() == ["เครือข่าย N1", "X", "เครือข่าย N1"]


def test_empty_tables_are_no_trouble():
    nothing, nobody = activities_of(), networks_of()
    timed = with_timing(nothing, 2557, TODAY)
    assert count_activities(timed).total == 0
    for table in (
        activities_by_month(nobody, timed, 2557),
        coverage(nobody, timed),
        silence(nobody, nothing, TODAY),
        schools_reached(schools_of(), timed),
        kinds_of_networks(nobody, timed),
        who_what_when(nobody, timed),
    ):
        assert table.empty


DAYS = strategies.one_of(strategies.none(), strategies.dates(date(2013, 6, 1), date(2014, 12, 31)))
EVENTS = strategies.lists(
    strategies.tuples(DAYS, DAYS, strategies.sets(strategies.sampled_from(["N1", "N2", "X"]))),
    max_size=8,
)


@settings(max_examples=12)
@given(EVENTS, strategies.randoms())
def test_months_add_up_to_the_shares_and_order_does_not_matter(events, random):
    rows = [(f"A{n}", a, b, tuple(sorted(c)), "budget") for n, (a, b, c) in enumerate(events)]
    networks = networks_of(("N1",), ("N2",))
    timed = with_timing(activities_of(*rows), 2557, TODAY)
    table = activities_by_month(networks, timed, 2557)
    mine = timed[timed["when"] != "other_year"]
    shares = sum(len(shared) or 1 for shared in mine["networks"])
    assert table[["activities", "planned"]].to_numpy().sum() == shares
    assert len(mine) + count_activities(timed).other_year == len(rows)
    activities = activities_of(*rows)
    mixed = activities.iloc[random.sample(range(len(rows)), len(rows))]
    pd.testing.assert_frame_equal(
        activities_by_month(networks, with_timing(mixed, 2557, TODAY), 2557), table
    )
    pd.testing.assert_frame_equal(
        silence(networks, mixed, TODAY), silence(networks, activities, TODAY)
    )


def test_listed_activities_come_newest_first_once_and_undated_last():
    activities = activities_of(
        ("A1", date(2014, 5, 1), None, ("N1", "N2"), "academic"),
        ("A2", None, None, ("N1",), "budget"),
        ("A3", date(2014, 6, 1), None, (), "academic"),
        ("A4", date(2013, 6, 1), None, ("N1",), "academic"),
        ("A0", date(2014, 5, 1), None, ("N2",), None),
    )
    timed = with_timing(activities, 2557, TODAY)
    assert listed_activities(timed)["activity"].tolist() == ["A3", "A0", "A1", "A2"]
    assert listed_activities(timed, ["N1"])["activity"].tolist() == ["A1", "A2"]
    assert listed_activities(timed, []).empty
    assert listed_activities(timed, ["N2"]).index.tolist() == [("AM", 6), ("AM", 2)]
