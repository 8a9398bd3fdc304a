"""The conditions method: stated and listed apart, who leads, and the target in its unit."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from esa.rules import conditions
from esa.rules.conditions import Tally, kpi_target, outcome, stated_conditions
from tests.unit.made import table

GROUPS = table("groups", *({"group": group} for group in ("AM", "NP")))
EDITIONS = table(
    "editions", {"edition": "เดิม", "method": "conditions"}, {"edition": "2557", "method": "rubric"}
)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("11", "11"),
        ("๑๑ ข้อ", "11"),
        ("4 ด้าน", "4"),
        ("ร้อยละ 80", "80"),
        ("79.95 %", "79.95"),
        ("จำนวน.....", None),
        ("–", None),
        ("ครบทุกข้อ", None),
        ("๑.๓๐๑,๗๔๖.๑๘", None),
        (None, None),
    ],
)
def test_text_and_placeholders_are_no_target(text, target):
    assert kpi_target(text) == (None if target is None else Decimal(target))


def test_a_target_in_conditions_states_how_many_there_are():
    assert stated_conditions(9, Decimal(11), "conditions") == 11
    assert stated_conditions(9, Decimal(8), "conditions") == 9
    assert stated_conditions(3, Decimal(80), "percent") == 3
    assert stated_conditions(3, None, "conditions") == 3


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(11, 11, 11, 0), "reached"),
        (Tally(11, 11, 10, 1), "not_reached"),
        (Tally(11, 11, 10, 0), "open"),
        (Tally(11, 9, 9, 0), "open"),  # two are stated and not listed
        (Tally(12, 12, 11, 1), "reached"),
    ],
)
def test_conditions_met_against_the_target(tally, verdict):
    assert outcome(Decimal(11), "conditions", tally) == verdict


@pytest.mark.parametrize("unit", ["percent", "count", "sides"])
@pytest.mark.parametrize(
    ("actual", "verdict"), [("79.99", "not_reached"), ("80", "reached"), (None, "open")]
)
def test_percent_count_and_sides_go_by_the_actual_value(unit, actual, verdict):
    actual = None if actual is None else Decimal(actual)
    assert outcome(Decimal(80), unit, Tally(3, 3, 3, 0), actual) == verdict


def test_sides_without_an_actual_value_are_the_conditions_when_there_is_one_for_each():
    assert outcome(Decimal(4), "sides", Tally(4, 4, 4, 0)) == "reached"
    assert outcome(Decimal(4), "sides", Tally(4, 4, 3, 1)) == "not_reached"
    assert outcome(Decimal(4), "sides", Tally(3, 3, 3, 0)) == "open"


def test_without_a_target_or_its_unit_nothing_is_missed():
    assert outcome(None, "conditions", Tally(4, 4, 0, 4)) == "no_target"
    assert outcome(Decimal(4), None, Tally(4, 4, 0, 4)) == "no_target"


COUNTS = strategies.integers(0, 12)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_meeting_one_more_never_makes_it_worse(target, met, unmet, unknown):
    order = ["not_reached", "open", "reached"]
    stated = met + unmet + unknown
    before = outcome(Decimal(target), "conditions", Tally(stated, stated, met, unmet))
    if unknown:
        after = outcome(Decimal(target), "conditions", Tally(stated, stated, met + 1, unmet))
        assert order.index(after) >= order.index(before)
    if unmet:
        mended = outcome(Decimal(target), "conditions", Tally(stated, stated, met + 1, unmet - 1))
        assert order.index(mended) >= order.index(before)


CRITERIA = [
    {"criterion": "1-1-10", "lead_groups": ("AM",), "kpi_target": "3", "kpi_unit": "conditions"},
    {"criterion": "1-1-2", "lead_groups": ("NP",), "kpi_target": "80", "kpi_unit": "percent"},
    {"criterion": "1-1-3", "kpi_target": "จำนวน.....", "kpi_unit": "count"},
]
CONDITIONS = [
    {"criterion": "1-1-10", "condition": "1", "lead_groups": ("NP",)},
    {"criterion": "1-1-10", "condition": "2"},
    {"criterion": "1-1-2", "condition": "1"},
    {"criterion": "1-1-3", "condition": "1"},
]
PROGRESS = [
    {"criterion": "1-1-10", "condition": "1", "group": "NP", "carried_out": "ongoing"},
    {"criterion": "1-1-10", "condition": "2", "group": "NP", "carried_out": "done"},
    {"criterion": "1-1-2", "group": "NP", "carried_out": "done", "kpi_actual": 79.95},
    {"criterion": "1-1-3", "condition": "1", "group": "AM", "carried_out": "not_started"},
]


def old(rows):
    """Rows of the older edition, each at its own place."""
    return [{"edition": "เดิม", "at": ("AM", n)} | row for n, row in enumerate(rows, 2)]


def made(criteria=CRITERIA, progress=PROGRESS):
    reports = table("progress", *old(progress))
    rows = table(
        "criteria", *old(criteria), {"edition": "2557", "criterion": "2.2.1", "at": ("AM", 99)}
    )
    met = conditions.with_met(table("conditions", *old(CONDITIONS)), rows, reports, GROUPS)
    return met, conditions.results(rows, met, reports, EDITIONS)


def test_the_lead_of_a_condition_falls_back_to_the_criterions():
    met, _ = made()
    assert met["leads"].tolist() == [("NP",), ("AM",), ("NP",), ()]
    assert met["lead_from"].tolist() == ["condition", "criterion", "criterion", "nobody"]
    assert met["met"].tolist()[0] is True and met["met"].isna().tolist() == [
        False,
        True,
        True,
        False,
    ]
    assert met["missing_groups"].tolist() == [(), ("AM",), ("NP",), ()]
    assert met.index.tolist() == [("AM", row) for row in range(2, 6)]


def test_results_of_the_older_form_in_natural_order():
    _, found = made()
    assert found["criterion"].tolist() == ["1-1-2", "1-1-3", "1-1-10"]
    assert found["outcome"].tolist() == ["not_reached", "no_target", "open"]
    assert found["target"].tolist() == [80, None, 3]
    assert found["actual"].tolist() == [Decimal("79.95"), None, None]
    last = found.iloc[2]
    assert (last["stated"], last["listed"], last["met"], last["not_reported"]) == (3, 2, 1, 1)
    assert last["not_listed"] == 1 and last["share"] == pytest.approx(1 / 3)
    assert last["condition_rows"] == (("AM", 2), ("AM", 3))
    assert last["progress_rows"] == (("AM", 2), ("AM", 3))


def test_counts_add_up_to_what_is_stated():
    _, found = made()
    parts = found[["met", "unmet", "not_reported", "not_listed"]].sum(axis=1)
    assert parts.tolist() == found["stated"].tolist()


@settings(max_examples=12)
@given(strategies.randoms())
def test_the_order_of_rows_does_not_matter(random):
    reports = table("progress", *random.sample(old(PROGRESS), len(PROGRESS)))
    rows = table("criteria", *old(CRITERIA))
    given_rows = random.sample(old(CONDITIONS), len(CONDITIONS))
    met = conditions.with_met(table("conditions", *given_rows), rows, reports, GROUPS)
    pd.testing.assert_frame_equal(conditions.results(rows, met, reports, EDITIONS), made()[1])


def test_all_leads_must_reach_a_percent():
    criteria = [CRITERIA[1] | {"lead_groups": ("AM", "NP")}]
    np, am = PROGRESS[2] | {"kpi_actual": 95}, PROGRESS[2] | {"group": "AM", "kpi_actual": 80}
    assert made(criteria, [np])[1]["outcome"].tolist() == ["open"]
    assert made(criteria, [np, am])[1]["outcome"].tolist() == ["reached"]
    lower = am | {"kpi_actual": 79.9}
    assert made(criteria, [np, lower])[1]["outcome"].tolist() == ["not_reached"]


def test_a_criterion_without_conditions_has_no_share():
    _, found = made([{"criterion": "9-9-9"}])
    assert found["stated"].tolist() == [0] and found["share"].isna().all()
    empty = conditions.results(
        table("criteria"), made()[0].iloc[:0], table("progress"), table("editions")
    )
    assert empty.empty and "outcome" in empty.columns
