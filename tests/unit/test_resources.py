"""Resources: cash apart from value, blanks that are no zero, and each baht once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies

from esa.rules.resources import (
    support_by,
    support_total,
    units_of_partners,
    units_said,
    with_standing,
)
from tests.unit.made import joined, sheet, shuffled

JAN = date(2014, 1, 11)


def rows_of(tab, names, rows, workbook="PRO"):
    """rows: values of these columns, from the left."""
    return sheet(tab, *(dict(zip(names, row, strict=False)) for row in rows), workbook=workbook)


def activities_of(*rows):
    return rows_of("network_activities", ("activity", "title", "date"), rows)


def resources_of(*rows, workbook="PRO"):
    names = ("activity", "line", "partner", "kind", "value", "remark")
    return rows_of("resources", names, rows, workbook)


def networks_of(*rows):
    return rows_of("networks", ("network", "name", "partner_kind"), rows, "office")


NETWORKS = networks_of(
    ("P1", "อบต.ควนขนุน", "local_government"),
    ("P2", "ทต.สมหวัง", "local_government"),
    ("P3", "กองทัพเรือภาคที่ 2", "military"),
    ("P4", "คุรุสภา", None),
)
ACTIVITIES = activities_of(
    ("A1", "มหกรรมสุขภาพ", JAN),
    ("A2", "เปิดโลกการศึกษา", None),
    ("A3", "เกษตร", date(2013, 5, 1)),
)


def standing_of(*rows, activities=ACTIVITIES):
    return with_standing(resources_of(*rows), activities, NETWORKS, 2557)


def test_what_local_government_gave_in_2557_in_cash():
    stated = [45500, 23000, 30000, 180000, 50000, None, 14200, 36560, 610000, 50000, 50000, 100000]
    rows = [("A2", n, "P1", "cash", baht) for n, baht in enumerate(stated, start=1)]
    total = support_total(standing_of(*rows, ("A2", 99, "P3", "in_kind", None)), "local_government")
    assert (total.cash, total.no_value) == (Decimal(1_189_260), 1)


def test_cash_and_the_value_of_the_rest_are_never_added():
    rows = standing_of(
        ("A1", 1, "P1", "cash", "45500.25"),
        ("A1", 2, "P1", "in_kind", 2000),
        ("A2", 1, "P3", "people", 500),
        ("A2", 2, "P1", "cash", "0.50"),
    )
    total = support_total(rows)
    assert (total.cash, total.other) == (Decimal("45500.75"), Decimal(2500))
    assert (total.activities, total.partners, total.left_out) == (2, 2, {})
    local = support_total(rows, "local_government")
    assert (local.cash, local.other) == (Decimal("45500.75"), Decimal(2000))


def test_a_blank_value_is_counted_and_is_no_zero():
    rows = standing_of(("A1", 1, "P1", "cash", None), ("A1", 2, "P1", "cash", 0))
    assert [row.standing for row in rows] == ["no_value", "counted"]
    total = support_total(rows)
    assert (total.cash, total.rows, total.no_value) == (Decimal(0), 2, 1)


def test_rows_that_no_sum_holds_are_counted_by_reason():
    rows = standing_of(
        ("A1", 1, "P1", "cash", 10),
        ("A1", 1, "P1", "cash", 10),
        ("A3", 1, "P1", "cash", 20),
        ("X9", 1, "P1", "cash", 40),
        ("A1", 2, "P1", "cash", -5),
    )
    total = support_total(rows)
    assert total.cash == 10
    reasons = {"negative": 1, "other_year": 1, "repeated": 1, "unknown_activity": 1}
    assert total.left_out == reasons


def test_an_activity_listed_in_two_workbooks_counts_once():
    both = joined(
        resources_of(("A1", 1, "P1", "cash", 10), workbook="SUP"),
        resources_of(("A1", 1, "P1", "cash", 10), workbook="AM"),
    )
    rows = with_standing(both, ACTIVITIES, NETWORKS, 2557)
    assert [(row.at, row.standing) for row in rows] == [
        (("SUP", 2), "repeated"),
        (("AM", 2), "counted"),
    ]


def test_the_edges_of_the_fiscal_year():
    days = [date(2013, 9, 30), date(2013, 10, 1), date(2014, 9, 30), date(2014, 10, 1), None]
    activities = activities_of(*[(f"A{n}", "t", day) for n, day in enumerate(days)])
    rows = standing_of(
        *[(f"A{n}", 1, "P1", "cash", 1) for n in range(5)],
        activities=activities,
    )
    assert [row.standing == "counted" for row in rows] == [False, True, True, False, True]


def test_local_government_is_a_kind_of_partner_and_an_unknown_kind_stands_last():
    rows = standing_of(
        ("A1", 1, "P4", "cash", 4000), ("A1", 2, "P1", "cash", 10), ("A2", 1, "P3", "in_kind", None)
    )
    sums = support_by(rows, "partner_kind")
    assert list(sums) == ["local_government", "military", None]
    assert [of.no_value for of in sums.values()] == [0, 1, 0]
    assert [of.activities for of in sums.values()] == [("A1",), ("A2",), ("A1",)]


def test_the_most_cash_comes_first_and_partners_have_names():
    rows = standing_of(("A1", 1, "P1", "cash", 10), ("A1", 2, "P2", "cash", 20))
    assert [row.partner_name for row in rows] == ["อบต.ควนขนุน", "ทต.สมหวัง"]
    assert list(support_by(rows, "partner")) == ["P2", "P1"]
    assert [of.cash for of in support_by(rows, "activity").values()] == [30]


def test_empty_tabs_are_no_trouble():
    rows = with_standing(resources_of(), activities_of(), NETWORKS, 2557)
    assert rows == () and support_by(rows, "partner") == {} and support_total(rows).cash == 0


ROWS = strategies.lists(
    strategies.tuples(
        strategies.sampled_from(["A1", "A2", "A3", "X"]),
        strategies.integers(1, 3),
        strategies.sampled_from(["P1", "P2", "P3", "P4", None]),
        strategies.sampled_from(["cash", "in_kind", "people"]),
        strategies.one_of(strategies.none(), strategies.integers(0, 1000)),
    ),
    max_size=10,
)


@settings(max_examples=12)
@given(ROWS, strategies.randoms())
def test_every_breakdown_adds_up_to_the_total_and_order_does_not_matter(rows, random):
    standing = standing_of(*rows)
    total = support_total(standing)
    assert total.rows + sum(total.left_out.values()) == len(rows)
    for by in ("partner", "partner_kind", "activity", "kind"):
        parts = support_by(standing, by).values()
        for name in ("cash", "other", "rows", "no_value"):
            assert sum(getattr(part, name) for part in parts) == getattr(total, name)
    mixed = shuffled(resources_of(*rows), random)
    again = with_standing(mixed, ACTIVITIES, NETWORKS, 2557)
    assert sorted(again, key=lambda row: row.at) == list(standing)


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("รถ 2 คัน", ("รถ", 2, "คัน")),
        (" รถ๒คัน ", ("รถ", 2, "คัน")),
        ("รถ 0 คัน", None),
        ("รถ 2 คัน ไปกลับ 3 วัน", None),
        ("ประชุมครั้งที่ 2", None),
        ("2 คัน", None),
        ("ไม่ทราบจำนวนเงิน", None),
        (None, None),
    ],
)
def test_a_quantity_is_read_only_where_the_remark_says_nothing_else(remark, said):
    assert units_said(remark) == said


def test_units_are_counted_by_partner_without_cash_and_without_repeated_rows():
    rows = resources_of(
        ("A1", 1, "P2", "in_kind", None, "รถ 2 คัน"),
        ("A1", 1, "P2", "in_kind", None, "รถ 2 คัน"),
        ("A1", 2, "P2", "materials", None, "รถ 2 คัน"),
        ("A1", 3, "P2", "cash", None, "รถ 2 คัน"),
    )
    units = units_of_partners(with_standing(rows, ACTIVITIES, NETWORKS, 2557))
    assert units == (("P2", "รถ", 4, "คัน"),)
