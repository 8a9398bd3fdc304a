"""Networks: months, sides, silence from both sides of ninety days, and the schools reached."""

from datetime import date, timedelta

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
from tests.unit.made import joined, sheet, shuffled

TODAY = date(2014, 9, 23)


def rows_of(tab, names, rows, more=None, workbook="office"):
    """rows: values of these columns, from the left."""
    full = [dict(zip(names, row, strict=False)) | (more or {}) for row in rows]
    return sheet(tab, *full, workbook=workbook)


def activities_of(*rows, workbook="AM"):
    names = ("activity", "date", "ends", "networks", "side", "schools")
    return rows_of("network_activities", names, rows, {"participants": 5}, workbook)


def timed_of(*rows):
    return with_timing(activities_of(*rows), 2557, TODAY)


def networks_of(*rows):
    names = ("network", "kind", "sides", "member_count")
    full = [
        {"kind": "school_network", "name": f"เครือข่าย {row[0]}"}
        | dict(zip(names, row, strict=False))
        for row in rows
    ]
    return sheet("networks", *full)


def schools_of(*rows):
    return rows_of("schools", ("school_code", "network", "status"), rows)


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
    both = joined(activities_of(shared, ("A2",)), activities_of(shared, workbook="SUP"))
    timed = with_timing(both, 2557, TODAY)
    assert [each.at for each in timed] == [("AM", 2), ("AM", 3)]
    assert count_activities(timed) == (2, 1, 1, 0, 1, 0)
    months = activities_by_month(networks_of(("N1",), ("N2",)), timed, 2557)
    counts = {month.network: 0 for month in months}
    for month in months:
        counts[month.network] += month.activities
    assert counts == {"N1": 1, "N2": 1, "": 1}


def test_months_begin_with_october_and_undated_stands_apart():
    timed = timed_of(
        ("A1", date(2013, 10, 31), date(2013, 11, 2), ("N1",)),
        ("A2", date(2014, 9, 24), None, ("N1",)),
        ("A3", None, None, ("N1",)),
        ("A4", date(2013, 9, 30), None, ("N1",)),
    )
    months = activities_by_month(networks_of(("N1",)), timed, 2557)
    assert [month.position for month in months] == list(range(1, 14))
    assert {month.position: month.activities for month in months if month.activities} == {
        1: 1,
        13: 1,
    }
    assert {month.position: month.planned for month in months if month.planned} == {12: 1}
    assert months[0].month == date(2013, 10, 1) and months[-1].month is None


def test_a_side_is_covered_by_one_activity_and_declared_sides_are_hollow():
    networks = networks_of(("N1", "club", ("academic", "budget")))
    timed = timed_of(
        ("A1", date(2014, 5, 1), None, ("N1",), "academic"),
        ("A2", None, None, ("N1",), "personnel"),
        ("A3", date(2014, 9, 30), None, ("N1",), "budget"),
        ("A4", date(2013, 5, 1), None, ("N1",), "general"),
        ("A5", date(2014, 5, 1), None, ("N1",), None),
    )
    sides = coverage(networks, timed)
    assert {side.side: side.state for side in sides} == {
        "academic": "covered",
        "personnel": "undated",
        "budget": "planned",
        "general": "not_declared",
    }
    assert [side.declared for side in sides] == [True, False, True, False]
    hollow = [side.state for side in coverage(networks, ())]
    assert hollow == ["declared", "not_declared", "declared", "not_declared"]


@pytest.mark.parametrize(("days", "state"), [(89, "active"), (90, "silent"), (0, "active")])
def test_both_sides_of_ninety_days(days, state):
    ended = TODAY - timedelta(days)
    timed = timed_of(("A1", ended - timedelta(200), ended, ("N1",)))
    (row,) = silence(networks_of(("N1",)), timed, TODAY)
    assert (row.state, row.days, row.last_ended) == (state, days, ended)


def test_never_only_undated_and_only_planned_are_told_apart_from_silent():
    networks = networks_of(*[(f"N{n}",) for n in range(1, 6)], ("P", "partner"))
    long_ago, soon = TODAY - timedelta(100), TODAY + timedelta(3)
    timed = timed_of(
        ("A1", long_ago, None, ("N1",)),
        ("A2", soon, None, ("N1", "N4")),
        ("A3", None, None, ("N2",)),
        ("A4", TODAY - timedelta(1), TODAY + timedelta(9), ("N5",)),
    )
    rows = silence(networks, timed, TODAY)
    assert [(row.network, row.state) for row in rows] == [
        ("N1", "silent"),  # a plan doesn't end a silence
        ("N3", "never"),
        ("N2", "undated"),
        ("N4", "planned"),
        ("N5", "active"),
    ]
    assert rows[0].next_planned == soon and rows[0].at == ("office", 2)
    assert rows[-1].days == 0  # still going on


def test_a_school_is_reached_by_name_before_its_network_and_it_says_how():
    schools = schools_of(("1", "N1", "open"), ("2", "N1", None), ("3", None, "open"),
                         ("4", "N2", "open"), ("5", "N1", "closed"))  # fmt: skip
    timed = timed_of(
        ("A1", date(2014, 5, 1), None, ("N1",), None, ("1",)),
        ("A2", None, None, ("N1",)),
        ("A3", date(2014, 9, 30), None, ("N2",)),
        ("A4", date(2012, 5, 1), None, ("N2",), None, ("3",)),
    )
    reached = {row.school_code: row for row in schools_reached(schools, timed)}
    assert {code: row.how for code, row in reached.items()} == {
        "1": "named",
        "2": "by_network",
        "3": "not_reached",
        "4": "not_reached",
    }
    assert reached["2"].activities == ("A1", "A2") and reached["4"].planned == 1


def test_kinds_are_counted_with_those_that_were_active_and_each_activity_once():
    networks = networks_of(
        ("N1", "club", (), 5), ("N2", "club"), ("N3", "team", (), 18), ("N4", "body")
    )
    timed = timed_of(("A1", date(2014, 5, 1), None, ("N1", "N2")))
    assert [tuple(kind) for kind in kinds_of_networks(networks, timed)] == [
        ("club", 2, 2, 1),
        ("team", 1, 0, 0),
        ("body", 1, 0, 0),
    ]


def test_who_what_when_has_a_row_for_each_network_and_keeps_the_cells():
    timed = timed_of(("A1", None, None, ("N1",)), ("A2", date(2014, 5, 1), None, ("N1", "X")))
    shared = who_what_when(networks_of(("N1",)), timed)
    assert [(each.activity, each.at) for each in shared] == [
        ("A2", ("AM", 3)),
        ("A2", ("AM", 3)),
        ("A1", ("AM", 2)),
    ]
    assert [each.network_name for each in shared] == ["เครือข่าย N1", "X", "เครือข่าย N1"]


def test_empty_tabs_are_no_trouble():
    nobody, timed = networks_of(), timed_of()
    assert count_activities(timed).total == 0
    for rows in (
        activities_by_month(nobody, timed, 2557),
        coverage(nobody, timed),
        silence(nobody, timed, TODAY),
        schools_reached(schools_of(), timed),
        kinds_of_networks(nobody, timed),
        who_what_when(nobody, timed),
    ):
        assert rows == ()


DAYS = strategies.one_of(strategies.none(), strategies.dates(date(2013, 6, 1), date(2014, 12, 31)))
EVENTS = strategies.lists(
    strategies.tuples(DAYS, DAYS, strategies.sets(strategies.sampled_from(["N1", "N2", "X"]))),
    max_size=8,
)


@settings(max_examples=12)
@given(EVENTS, strategies.randoms())
def test_months_add_up_to_the_shares_and_order_does_not_matter(events, random):
    rows = [(f"A{n}", a, b, tuple(sorted(c)), "budget") for n, (a, b, c) in enumerate(events)]
    networks, activities = networks_of(("N1",), ("N2",)), activities_of(*rows)
    timed = with_timing(activities, 2557, TODAY)
    months = activities_by_month(networks, timed, 2557)
    mine = [each for each in timed if each.when != "other_year"]
    shares = sum(len(each.networks) or 1 for each in mine)
    assert sum(month.activities + month.planned for month in months) == shares
    assert len(mine) + count_activities(timed).other_year == len(rows)
    again = with_timing(shuffled(activities, random), 2557, TODAY)
    assert activities_by_month(networks, again, 2557) == months
    assert silence(networks, again, TODAY) == silence(networks, timed, TODAY)


def test_listed_activities_come_newest_first_once_and_undated_last():
    timed = timed_of(
        ("A1", date(2014, 5, 1), None, ("N1", "N2"), "academic"),
        ("A2", None, None, ("N1",), "budget"),
        ("A3", date(2014, 6, 1), None, (), "academic"),
        ("A4", date(2013, 6, 1), None, ("N1",), "academic"),
        ("A0", date(2014, 5, 1), None, ("N2",), None),
    )

    def listed(*codes):
        return [each.activity for each in listed_activities(timed, *codes)]

    assert listed() == ["A3", "A0", "A1", "A2"]
    assert listed(["N1"]) == ["A1", "A2"] and listed([]) == []
    assert [each.at for each in listed_activities(timed, ["N2"])] == [("AM", 6), ("AM", 2)]
