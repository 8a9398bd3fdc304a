"""Resources: cash apart from value, blanks that are no zero, and each baht once."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from esa.rules.resources import (
    support_by,
    support_total,
    units_of_partners,
    units_said,
    with_standing,
)

JAN = date(2014, 1, 11)


def placed(table, workbook="PRO"):
    table.index = pd.MultiIndex.from_product(
        [[workbook], range(2, len(table) + 2)], names=["workbook", "row"]
    )
    return table


def activities_of(*rows, workbook="PRO"):
    """rows: (activity, title, date)."""
    table = pd.DataFrame(rows, columns=["activity", "title", "date"])
    table["date"] = pd.Series([row[2] for row in rows], dtype="object")
    return placed(table.assign(ends=None).astype({"activity": "str", "title": "str"}), workbook)


def resources_of(*rows, workbook="PRO"):
    """rows: (activity, line, partner, kind, value)."""
    table = pd.DataFrame(rows, columns=["activity", "line", "partner", "kind", "value"])
    values = [None if row[4] is None else Decimal(str(row[4])) for row in rows]
    table["value"] = pd.Series(values, dtype="object")
    types = {"activity": "str", "line": "Int64", "partner": "str", "kind": "str"}
    return placed(table.astype(types), workbook)


def networks_of(*rows):
    """rows: (network, name, partner_kind)."""
    table = pd.DataFrame(rows, columns=["network", "name", "partner_kind"])
    return placed(table.astype("str"), "office")


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
    assert (total["cash"], total["no_value"]) == (Decimal(1_189_260), 1)


def test_cash_and_the_value_of_the_rest_are_never_added():
    rows = standing_of(
        ("A1", 1, "P1", "cash", "45500.25"),
        ("A1", 2, "P1", "in_kind", 2000),
        ("A2", 1, "P3", "people", 500),
        ("A2", 2, "P1", "cash", "0.50"),
    )
    total = support_total(rows)
    assert (total["cash"], total["other"]) == (Decimal("45500.75"), Decimal(2500))
    assert (total["activities"], total["partners"], total["left_out"]) == (2, 2, {})
    local = support_total(rows, "local_government")
    assert (local["cash"], local["other"]) == (Decimal("45500.75"), Decimal(2000))


def test_a_blank_value_is_counted_and_is_no_zero():
    rows = standing_of(("A1", 1, "P1", "cash", None), ("A1", 2, "P1", "cash", 0))
    assert rows["standing"].tolist() == ["no_value", "counted"]
    total = support_total(rows)
    assert (total["cash"], total["rows"], total["no_value"]) == (Decimal(0), 2, 1)


def test_rows_that_no_sum_holds_are_counted_by_reason():
    rows = standing_of(
        ("A1", 1, "P1", "cash", 10),
        ("A1", 1, "P1", "cash", 10),
        ("A3", 1, "P1", "cash", 20),
        ("X9", 1, "P1", "cash", 40),
        ("A1", 2, "P1", "cash", -5),
    )
    total = support_total(rows)
    assert total["cash"] == 10
    reasons = {"negative": 1, "other_year": 1, "repeated": 1, "unknown_activity": 1}
    assert total["left_out"] == reasons


def test_an_activity_listed_in_two_workbooks_counts_once():
    both = pd.concat(
        [
            resources_of(("A1", 1, "P1", "cash", 10), workbook="SUP"),
            resources_of(("A1", 1, "P1", "cash", 10), workbook="AM"),
        ]
    )
    rows = with_standing(both, ACTIVITIES, NETWORKS, 2557)
    assert rows["standing"].to_dict() == {("SUP", 2): "repeated", ("AM", 2): "counted"}
    pd.testing.assert_index_equal(rows.index, both.index)


def test_the_edges_of_the_fiscal_year():
    days = [date(2013, 9, 30), date(2013, 10, 1), date(2014, 9, 30), date(2014, 10, 1), None]
    activities = activities_of(*[(f"A{n}", "t", day) for n, day in enumerate(days)])
    rows = standing_of(
        *[(f"A{n}", 1, "P1", "cash", 1) for n in range(5)],
        activities=activities,
    )
    assert rows["standing"].eq("counted").tolist() == [False, True, True, False, True]


def test_local_government_is_a_kind_of_partner_and_an_unknown_kind_stands_last():
    rows = standing_of(
        ("A1", 1, "P4", "cash", 4000), ("A1", 2, "P1", "cash", 10), ("A2", 1, "P3", "in_kind", None)
    )
    table = support_by(rows, "partner_kind")
    assert table["partner_kind"].astype("object").fillna("?").tolist() == [
        "local_government",
        "military",
        "?",
    ]
    assert table["no_value"].tolist() == [0, 1, 0]
    assert table["activities"].tolist() == [("A1",), ("A2",), ("A1",)]


def test_the_most_cash_comes_first_and_partners_have_names():
    rows = standing_of(("A1", 1, "P1", "cash", 10), ("A1", 2, "P2", "cash", 20))
    assert rows["partner_name"].tolist() == ["อบต.ควนขนุน", "ทต.สมหวัง"]
    assert support_by(rows, "partner")["partner"].tolist() == ["P2", "P1"]
    assert support_by(rows, "activity")["cash"].tolist() == [Decimal(30)]


def test_empty_tables_are_no_trouble():
    rows = with_standing(resources_of(), activities_of(), NETWORKS, 2557)
    assert support_by(rows, "partner").empty and support_total(rows)["cash"] == 0


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
    assert total["rows"] + sum(total["left_out"].values()) == len(rows)
    for by in ("partner", "partner_kind", "activity", "kind"):
        table = support_by(standing, by)
        assert sum(table["cash"]) == total["cash"] and sum(table["other"]) == total["other"]
        assert table["rows"].sum() == total["rows"] and table["no_value"].sum() == total["no_value"]
    mixed = resources_of(*rows).iloc[random.sample(range(len(rows)), len(rows))]
    again = with_standing(mixed, ACTIVITIES, NETWORKS, 2557)
    pd.testing.assert_frame_equal(again.sort_index(), standing)


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
        ("A1", 1, "P2", "in_kind", None),
        ("A1", 1, "P2", "in_kind", None),
        ("A1", 2, "P2", "materials", None),
        ("A1", 3, "P2", "cash", None),
    ).assign(remark="รถ 2 คัน")
    table = units_of_partners(with_standing(rows, ACTIVITIES, NETWORKS, 2557))
    assert table.to_dict("records") == [{"partner": "P2", "thing": "รถ", "units": 4, "unit": "คัน"}]
