"""Weighted overall: every weight, exactly 100 within 0.01, every level, half up."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies

from esa.rules.levels import levels as rubric_levels
from esa.rules.overall import Member, office_overall, overall, reason_th, standards_overall
from tests.unit.made import sheet


def members(*pairs):
    return [Member(None if weight is None else Decimal(weight), level) for weight, level in pairs]


@pytest.mark.parametrize(
    ("pairs", "value", "reason"),
    [
        ([("100", 3)], "3.00", ""),
        ([("60", 5), ("40", 2)], "3.80", ""),
        ([("99.99", 4)], "4.00", ""),
        ([("99.98", 4)], None, "weights_not_100"),
        ([("100.01", 4)], "4.00", ""),
        ([("100.02", 4)], None, "weights_not_100"),
        ([("33.5", 3), ("66.5", 4)], "3.67", ""),  # 3.665: a half goes up
        ([("33.51", 3), ("66.49", 4)], "3.66", ""),
        ([("50", 3), (None, 4)], None, "no_weight"),
        ([("50", 3), ("50", None)], None, "no_level"),
        ([("100", 3), ("0", None)], None, "no_level"),
        ([], None, "no_members"),
    ],
)
def test_overall_only_when_everything_is_known(pairs, value, reason):
    found = overall(members(*pairs))
    assert found == (None if value is None else Decimal(value), reason)
    assert bool(reason_th(found.reason)) is (value is None)


@given(
    strategies.lists(
        strategies.tuples(strategies.integers(0, 50), strategies.integers(1, 5)), min_size=1
    )
)
def test_an_overall_lies_between_its_levels_and_ignores_their_order(pairs):
    left = 100 - sum(weight for weight, _ in pairs)
    if left < 0:
        return
    pairs = [*pairs, (left, 3)]
    found = overall(members(*pairs))
    assert min(level for _, level in pairs) <= found.value <= max(level for _, level in pairs)
    assert found == overall(members(*reversed(pairs)))


INDICATORS = sheet("indicators", {"edition": "2557", "indicator": "1.1"})
(BLANK,) = rubric_levels(INDICATORS, (), sheet("rubric"))


def levels(*rows):
    """edition, standard, weight, outcome and level as reported"""
    return [
        BLANK._replace(
            edition=edition,
            standard=standard,
            weight=None if weight is None else Decimal(weight),
            reported=BLANK.reported._replace(outcome=outcome, level=level),
        )
        for edition, standard, weight, outcome, level in rows
    ]


STANDARDS = sheet(
    "standards",
    {"edition": "2557", "standard": "10", "weight": 70},
    {"edition": "2557", "standard": "2", "weight": 30},
)


def test_a_standard_over_its_indicators_and_the_office_over_its_standards():
    found = standards_overall(
        STANDARDS,
        levels(
            ("2557", "2", "50", "level", 5),
            ("2557", "2", "50", "level", 2),
            ("2557", "10", "100", "level", 4),
            ("2560", "2", "10", "level", 1),
        ),
        "reported",
    )
    assert [row.standard for row in found] == ["2", "10"]
    assert [row.overall for row in found] == [Decimal("3.50"), Decimal("4.00")]
    assert [(row.weights_sum, row.members) for row in found] == [(100, 2), (100, 1)]
    (office,) = office_overall(found)
    assert (office.overall, office.reason) == (Decimal("3.85"), "")


def test_at_least_and_provisional_levels_are_no_levels():
    at_least = levels(("2557", "2", "100", "at_least", 4), ("2557", "10", "100", "locked", None))
    found = standards_overall(STANDARDS, at_least, "reported")
    assert [(row.overall, row.with_level, row.reason) for row in found] == [
        (None, 0, "no_level")
    ] * 2
    assert [row.reason for row in office_overall(found)] == ["no_level"]


def test_a_standard_without_weights_or_indicators_says_so():
    found = standards_overall(STANDARDS, levels(("2557", "2", None, "level", 4)), "reported")
    assert [row.reason for row in found] == ["no_weight", "no_members"]
    assert found[0].weights_sum is None
    assert office_overall(standards_overall(sheet("standards"), levels(), "reported")) == ()


def test_weights_of_indicators_may_add_up_over_the_whole_office():
    given = levels(
        ("2557", "2", "10", "level", 5),
        ("2557", "2", "30", "level", 1),
        ("2557", "10", "60", "level", 4),
    )
    found = standards_overall(STANDARDS, given, "reported")
    assert [row.overall for row in found] == [Decimal("2.00"), Decimal("4.00")]
    assert [row.reason for row in found] == ["", ""]
    unweighed = [row._replace(weight=None) for row in found]
    (office,) = office_overall(unweighed)
    assert (office.overall, office.reason) == (Decimal("3.20"), "")  # 10×5 + 30×1 + 60×4


@pytest.mark.parametrize("last", ["59", "61", None])
def test_weights_that_add_up_nowhere_give_no_overall(last):
    given = levels(("2557", "2", "40", "level", 5), ("2557", "10", last, "level", 4))
    found = standards_overall(STANDARDS, given, "reported")
    assert [row.overall for row in found] == [None, None]
    (office,) = office_overall([row._replace(weight=None) for row in found])
    assert office.overall is None
