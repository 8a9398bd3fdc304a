"""What-if: more points never give a lower level, the gate stays honest, points stay as given."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies

from esa.rules.evidence import with_states
from esa.rules.levels import levels
from esa.rules.next_steps import missing_evidence, next_steps
from esa.rules.points import points as points_of
from esa.rules.vocabulary import READINGS
from esa.rules.what_if import (
    asked,
    assumed,
    open_points,
    read_codes,
    shortest_ways,
    what_if,
)
from tests.unit.made import sheet

TODAY = date(2014, 9, 23)
NUMBERS = (1, 2, 3, 4)
CODES = tuple(f"2.2.{n}" for n in NUMBERS)
LADDER = [(1, 0, 0), (2, 1, 1), (3, 2, 2), (4, 3, 3), (5, 4, 4)]
GROUPS = sheet("groups", {"group": "FIN"}, {"group": "AUD"})
CHECKED = {"checked_on": TODAY, "checked_by_group": "AUD", "checked_by_role": "ผอ.หน่วย"}
STATES = (None, "promised", "attached", "checked")


class Standing:
    """An indicator of four points, its sheets and what the rules say."""

    def __init__(self, evidence=(), carried=NUMBERS, ladder=LADDER, listed=NUMBERS, **more):
        point = {"edition": "2557", "indicator": "2.2", "lead_groups": ("FIN",)}
        criteria = sheet("criteria", *(point | {"criterion": f"2.2.{n}"} for n in listed))
        indicator = {"edition": "2557", "indicator": "2.2", "points_total": 4}
        self.indicators = sheet("indicators", indicator | more)
        row = {"edition": "2557", "group": "FIN"}
        done = {"carried_out": "done"}
        reports = [row | done | {"criterion": f"2.2.{n}", "at": ("fin", n + 1)} for n in carried]
        self.progress = sheet("progress", *reports)
        documents = [
            row | _document(state) | {"criterion": f"2.2.{n}", "at": ("fin", 10 * n)}
            for n, state in zip(NUMBERS, evidence, strict=False)
            if state
        ]
        self.evidence = with_states(sheet("evidence", *documents), criteria, 2557)
        self.points = points_of(
            criteria, self.indicators, self.progress, self.evidence, GROUPS, TODAY
        )
        rungs = [
            {
                "edition": "2557",
                "indicator": "2.2",
                "level": level,
                "min_clear": low,
                "max_clear": up,
            }
            for level, low, up in ladder
        ]
        self.rubric = sheet("rubric", *rungs)

    def level(self, have=(), reading="reported"):
        (found,) = what_if(self.points, self.indicators, self.rubric, have)
        return found.in_reading(reading)[:3]  # outcome, level, provisional

    def order(self, reading="reported"):
        now = levels(self.indicators, self.points, self.rubric)
        steps = next_steps(now, self.points, self.evidence, self.progress, reading)
        missing = missing_evidence(self.points, self.evidence, reading)
        return open_points(self.points, steps, missing, reading)

    def ways(self, reading="reported"):
        order = self.order(reading)
        return shortest_ways(self.points, self.indicators, self.rubric, order, reading)


def _document(state):
    named = {"title": "แผนปฏิบัติการ"}
    if state == "promised":
        return named
    return named | {"link": "https://example.org/1"} | (CHECKED if state == "checked" else {})


def test_nothing_assumed_gives_the_levels_that_are():
    standing = Standing(["attached", "promised"])
    found = what_if(standing.points, standing.indicators, standing.rubric, ())
    assert found == levels(standing.indicators, standing.points, standing.rubric)


def test_one_point_lifts_one_level_in_both_readings():
    standing = Standing(["checked", "attached", None, None])
    assert standing.level() == ("level", 3, None)
    assert standing.level(["2.2.3"]) == ("level", 4, None)
    assert standing.level(reading="verified") == ("level", 2, None)
    assert standing.level(["2.2.3"], "verified") == ("level", 3, None)
    assert standing.level(["2.2.1"]) == ("level", 3, None), "it was clear already"


def test_a_point_that_is_assumed_counts_as_carried_out_and_opens_the_gate():
    standing = Standing(["attached", "attached", "attached", "attached"], carried=(1, 2, 3))
    assert standing.level() == ("locked", None, 5)
    assert standing.level(["2.2.1"]) == ("locked", None, 5)
    assert standing.level(["2.2.4"]) == ("level", 5, None)


def test_an_extra_condition_stays_locked_whatever_is_assumed():
    standing = Standing(extra_condition="ผลทดสอบสูงขึ้น", extra_condition_met=None)
    assert standing.level(CODES) == ("locked", None, 5)
    assert not standing.ways()


def test_points_that_are_not_in_the_sheet_keep_it_incomplete():
    standing = Standing(listed=(1, 2, 3), carried=(1, 2, 3))
    assert standing.level(CODES)[0] == "incomplete"


def test_above_the_highest_row_it_stays_at_least():
    standing = Standing(ladder=LADDER[:4])
    assert standing.level(CODES) == ("at_least", 4, None)
    assert standing.level(CODES[:3]) == ("level", 4, None)


def test_a_rubric_with_a_gap_says_so_and_gives_no_level():
    standing = Standing(["attached"], ladder=[LADDER[0], LADDER[1], LADDER[3]])
    assert standing.level() == ("level", 2, None)
    assert standing.level(["2.2.2"]) == ("gap", None, None)


@settings(max_examples=12)
@given(
    evidence=strategies.lists(strategies.sampled_from(STATES), min_size=4, max_size=4),
    carried=strategies.sets(strategies.sampled_from(NUMBERS)),
    fewer=strategies.sets(strategies.sampled_from(CODES)),
    more=strategies.sets(strategies.sampled_from(CODES)),
    tops=strategies.sets(strategies.integers(0, 4), min_size=1),
    reading=strategies.sampled_from(READINGS),
)
def test_more_points_never_give_a_lower_level_or_close_a_gate(
    evidence, carried, fewer, more, tops, reading
):
    starts = sorted(tops | {0})
    ladder = [(n + 1, start, None) for n, start in enumerate(starts)]
    standing = Standing(evidence, tuple(carried), ladder)
    before = standing.level(fewer, reading)
    after = standing.level(fewer | more, reading)
    ranks = {"incomplete": 0, "locked": 1}
    assert ranks.get(after[0], 2) >= ranks.get(before[0], 2)
    assert (after[1] or 0) >= (before[1] or 0)
    if before[0] == after[0] == "locked":
        assert after[2] >= before[2]


def test_what_is_not_assumed_stays_and_what_is_becomes_clear_without_a_warning():
    standing = Standing(["promised"], carried=())
    first, *others = assumed(standing.points, [*CODES[:1], "9.9.9"])
    assert others == list(standing.points[1:])
    assert (first.known, first.carried) == (True, True)
    assert first.reported == first.verified == (True, False, False)
    assert first.state == standing.points[0].state == "promised"


def test_codes_of_an_address_are_told_apart():
    standing = Standing(["checked"])
    written = read_codes(" 2.2.2,2.2.1;2.2.2, 9.9.9,<b> ")
    assert written == ("2.2.2", "2.2.1", "9.9.9", "<b>")
    found = asked(standing.points, written)
    assert found == (("2.2.1", "2.2.2"), ("9.9.9", "<b>"), ("2.2.1",))
    assert read_codes("") == ()


def test_points_that_miss_least_come_first_and_those_that_are_done_not_at_all():
    standing = Standing([None, "promised", "attached", None], carried=(1, 2, 3))
    order = standing.order()
    assert [point.criterion for point in order] == ["2.2.4", "2.2.2", "2.2.1"]
    assert [point.carried for point in order] == [None, True, True]
    assert [point.action for point in order] == ["add_document", "add_locator", "add_document"]
    assert [point.criterion for point in standing.order("verified")][:2] == ["2.2.4", "2.2.3"]


@pytest.mark.parametrize(
    ("evidence", "carried", "expected"),
    [
        (["attached", "promised", None, None], NUMBERS, (3, ("2.2.2",))),
        (["attached", "promised", None, None], (1, 2, 3), (3, ("2.2.4",))),
        ([None, None, None, None], (), (5, CODES)),
        (["attached"] * 4, NUMBERS, None),
    ],
)
def test_the_shortest_way_is_the_fewest_points_that_lift(evidence, carried, expected):
    ways = [(way.level, way.points) for way in Standing(evidence, carried).ways()]
    assert ways == ([expected] if expected else [])


def test_a_first_level_is_a_way_as_well():
    standing = Standing(["attached", None, None, None], ladder=[(1, 2, 2), (2, 3, 4)])
    assert standing.level()[0] == "gap"
    assert [(way.level, way.points) for way in standing.ways()] == [(1, ("2.2.2",))]


@settings(max_examples=12)
@given(evidence=strategies.lists(strategies.sampled_from(STATES), min_size=4, max_size=4))
def test_one_point_less_than_the_shortest_way_is_not_enough(evidence):
    standing = Standing(evidence)
    now = standing.level()[1]
    for way in standing.ways():
        assert standing.level(way.points)[1] == way.level > now
        for left_out in way.points:
            rest = [code for code in way.points if code != left_out]
            assert standing.level(rest)[1] == now
