"""The conditions method: stated and listed apart, who leads, and the target in its unit."""

from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies

from esa.rules import conditions
from esa.rules.conditions import Tally, kpi_target, outcome, stated_conditions
from tests.unit.made import sheet

GROUPS = sheet("groups", *({"group": group} for group in ("AM", "NP")))
EDITIONS = sheet(
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
    reports = sheet("progress", *old(progress))
    rows = sheet(
        "criteria", *old(criteria), {"edition": "2557", "criterion": "2.2.1", "at": ("AM", 99)}
    )
    met = conditions.with_met(sheet("conditions", *old(CONDITIONS)), rows, reports, GROUPS)
    return met, conditions.results(rows, met, reports, EDITIONS)


def test_the_lead_of_a_condition_falls_back_to_the_criterions():
    met, _ = made()
    assert [row.leads for row in met] == [("NP",), ("AM",), ("NP",), ()]
    assert [row.met for row in met] == [True, None, None, False]
    assert [row.missing_groups for row in met] == [(), ("AM",), ("NP",), ()]
    assert [row.at for row in met] == [("AM", row) for row in range(2, 6)]


def test_results_of_the_older_form_in_natural_order():
    _, found = made()
    assert [row.criterion for row in found] == ["1-1-2", "1-1-3", "1-1-10"]
    assert [row.outcome for row in found] == ["not_reached", "no_target", "open"]
    assert [row.target for row in found] == [80, None, 3]
    assert [row.actual for row in found] == [Decimal("79.95"), None, None]
    last = found[2]
    assert (last.stated, last.listed, last.met, last.not_reported) == (3, 2, 1, 1)
    assert last.not_listed == 1 and last.share == pytest.approx(1 / 3)
    assert last.condition_rows == (("AM", 2), ("AM", 3))
    assert last.progress_rows == (("AM", 2), ("AM", 3))


def test_counts_add_up_to_what_is_stated():
    _, found = made()
    for row in found:
        assert row.met + row.unmet + row.not_reported + row.not_listed == row.stated
    (total,) = conditions.by_standard(found, sheet("indicators"))
    assert total[:3] == ("", 3, sum(row.stated for row in found))
    assert total.met + total.unmet + total.unknown == total.stated
    assert total.reached == 0


@settings(max_examples=12)
@given(strategies.randoms())
def test_the_order_of_rows_does_not_matter(random):
    reports = sheet("progress", *random.sample(old(PROGRESS), len(PROGRESS)))
    rows = sheet("criteria", *old(CRITERIA))
    given_rows = random.sample(old(CONDITIONS), len(CONDITIONS))
    met = conditions.with_met(sheet("conditions", *given_rows), rows, reports, GROUPS)
    assert conditions.results(rows, met, reports, EDITIONS) == made()[1]


def test_all_leads_must_reach_a_percent():
    criteria = [CRITERIA[1] | {"lead_groups": ("AM", "NP")}]
    np, am = PROGRESS[2] | {"kpi_actual": 95}, PROGRESS[2] | {"group": "AM", "kpi_actual": 80}

    def outcomes(*progress):
        return [row.outcome for row in made(criteria, progress)[1]]

    assert outcomes(np) == ["open"]
    assert outcomes(np, am) == ["reached"]
    assert outcomes(np, am | {"kpi_actual": 79.9}) == ["not_reached"]


def test_a_criterion_without_conditions_has_no_share():
    _, (row,) = made([{"criterion": "9-9-9"}])
    assert row.stated == 0 and row.share is None
    nothing = (sheet("criteria"), (), sheet("progress"), sheet("editions"))
    assert conditions.results(*nothing) == ()
