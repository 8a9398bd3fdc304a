"""Quality level: both sides of every limit, every outcome, and never lower with more evidence."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies

from esa.rules import ladder, rubric
from esa.rules import levels as of_levels
from esa.rules.evidence import with_states
from esa.rules.ladder import Rung, place
from esa.rules.points import Proof
from esa.rules.points import points as points_of
from esa.rules.rubric import Step, Tally, claimed_above, quality_level
from esa.rules.verdict_words import claimed_th, sentence_th, weak_th
from esa.rules.vocabulary import OUTCOMES
from tests.unit.made import sheet

# The ladders of the 2557 edition as the office typed them (level 5 of 2.2 and 2.5 is lost).
ONE_ONE = [Rung(5, 6, 6), Rung(4, 5, 5), Rung(3, 4, 4), Rung(2, 3, 3), Rung(1, 0, 2)]
ONE_FOUR = [Rung(5, 4, 4), Rung(4, 3, 3), Rung(3, 2, 2), Rung(2, 1, 1), Rung(1, 0, 0)]
TWO_TWO = [Rung(4, 4, 4), Rung(3, 3, 3), Rung(2, 2, 2), Rung(1, 0, 1)]
TWO_FOUR = [Rung(5, 9, 9), Rung(4, 7, 8), Rung(3, 5, 6), Rung(2, 3, 4), Rung(1, 0, 2)]


def tally(clear, total, carried=None, known=None, listed=None):
    carried = total if carried is None else carried
    return Tally(
        total,
        total if listed is None else listed,
        total if known is None else known,
        carried,
        clear,
    )


def level(rungs, clear, total):
    verdict = quality_level(rungs, tally(clear, total))
    return verdict.level if verdict.outcome == "level" else verdict.outcome


@pytest.mark.parametrize(
    ("rungs", "total", "by_count"),
    [
        (ONE_ONE, 6, [1, 1, 1, 2, 3, 4, 5]),
        (ONE_FOUR, 4, [1, 2, 3, 4, 5]),
        (TWO_TWO, 5, [1, 1, 2, 3, 4, "at_least"]),
        (TWO_FOUR, 9, [1, 1, 1, 2, 2, 3, 3, 4, 4, 5]),
        (TWO_TWO, 4, [1, 1, 2, 3, 4]),  # 2.5: all four points reach level 4, level 5 is unknown
    ],
)
def test_every_count_of_every_known_ladder(rungs, total, by_count):
    assert [level(rungs, clear, total) for clear in range(total + 1)] == by_count


def test_all_five_of_2_2_are_at_least_level_4():
    verdict = quality_level(TWO_TWO, tally(5, 5))
    assert (verdict.outcome, verdict.level) == ("at_least", 4)
    assert sentence_th(verdict) == "อย่างน้อยระดับ 4 (ยังไม่ได้กรอกเกณฑ์ระดับ 5 ในชีต)"


def test_a_blank_upper_bound_reaches_the_next_row_and_is_only_at_least_in_the_highest():
    open_ended = [Rung(1, 0), Rung(2, 2), Rung(4, 4)]
    found = [place(open_ended, clear)[:2] for clear in range(6)]
    assert found[:4] == [("level", 1), ("level", 1), ("level", 2), ("level", 2)]
    assert found[4:] == [("level", 4), ("at_least", 4)]
    assert place([Rung(5, 4)], 6) == ("level", 5, "")


def test_beyond_the_row_of_level_5_there_is_nothing_left_to_type_in():
    assert place([Rung(5, 4, 4), Rung(1, 0, 3)], 5) == ("level", 5, "beyond_top")


def test_a_count_that_no_row_holds_is_a_gap():
    ladder = [Rung(1, 1, 2), Rung(2, 4, 5)]
    assert [place(ladder, clear)[0] for clear in range(7)] == [
        "gap", "level", "level", "gap", "level", "level", "at_least",
    ]  # fmt: skip


def test_a_count_that_rows_of_two_levels_hold_is_an_overlap():
    ladder = [Rung(1, 0, 3), Rung(2, 3, 5)]
    assert [place(ladder, clear)[0] for clear in (2, 3, 4)] == ["level", "overlap", "level"]


def test_a_ladder_that_asks_less_for_more_gives_no_level():
    assert place([Rung(3, 4, 4), Rung(4, 2, 3)], 4) == ("overlap", None, "order")


def test_what_is_unknown_comes_first_and_says_so():
    assert quality_level([], tally(0, None, 0, 0, 0)).outcome == "no_rubric"
    assert quality_level(TWO_TWO, Tally(None, 5, 5, 5, 5)).outcome == "no_total"
    assert quality_level(TWO_TWO, Tally(0, 0, 0, 0, 0)).outcome == "no_total"


def test_1_1_is_incomplete_with_data_for_2_of_6_points():
    verdict = quality_level(ONE_ONE, tally(2, 6, carried=2, known=2, listed=2))
    assert (verdict.outcome, verdict.level, verdict.reason) == ("incomplete", None, "not_listed")
    assert sentence_th(verdict) == "มีข้อมูล 2 จาก 6 ประเด็น: ยังสรุประดับไม่ได้"
    assert quality_level(ONE_ONE, tally(2, 6, carried=2, known=5)).outcome == "incomplete"
    assert quality_level(ONE_ONE, tally(2, 6, carried=2, known=6)).outcome == "locked"


def test_the_gate_keeps_a_level_provisional():
    verdict = quality_level(ONE_ONE, tally(2, 6, carried=4))
    assert (verdict.outcome, verdict.level, verdict.provisional) == ("locked", None, 1)
    assert sentence_th(verdict) == ("ยังให้ระดับไม่ได้: ดำเนินการแล้ว 4 จาก 6 ประเด็น (เบื้องต้น ระดับ 1)")
    assert quality_level(ONE_ONE, tally(2, 6, carried=5)).outcome == "locked"
    assert quality_level(ONE_ONE, tally(2, 6, carried=6)).outcome == "level"


def test_an_extra_condition_that_is_not_confirmed_locks_too():
    verdict = quality_level(TWO_TWO, tally(5, 5), condition_open=True)
    assert (verdict.outcome, verdict.reason, verdict.provisional) == ("locked", "condition", 4)
    assert sentence_th(verdict).endswith("(เบื้องต้น อย่างน้อยระดับ 4)")
    both = quality_level(TWO_TWO, tally(1, 5, carried=1), condition_open=True)
    assert both.reason == "points_and_condition" and "เงื่อนไข" in sentence_th(both)
    assert quality_level([Rung(4, 4, 4)], tally(1, 5), True).provisional is None


@given(strategies.integers(1, 9), strategies.data())
def test_a_status_that_nobody_filled_in_is_never_told_as_not_carried_out(total, data):
    carried = data.draw(strategies.integers(0, total - 1))
    unsaid = data.draw(strategies.integers(0, total - carried))
    said = sentence_th(quality_level(ONE_FOUR, Tally(total, total, total, carried, 0, unsaid)))
    assert (f"ยังไม่กรอกสถานะ {unsaid} ประเด็น" in said) == bool(unsaid)
    assert ("ดำเนินการแล้ว 0 จาก" in said) == (carried == 0 and unsaid < total)


def test_a_status_that_can_not_be_read_is_never_told_as_not_carried_out():
    locked = quality_level(ONE_FOUR, Tally(4, 4, 4, 0, 4, unsaid=1, statuses=3))
    told = "ดำเนินการแล้ว 0 จาก 4 ประเด็น ยังไม่กรอกสถานะ 1 ประเด็น อ่านสถานะไม่ได้ 3 ประเด็น"
    assert told in sentence_th(locked)
    assert "อ่านสถานะไม่ได้" not in sentence_th(quality_level(ONE_FOUR, Tally(4, 4, 4, 0, 4, 1)))


def test_more_criteria_than_stated_must_all_be_known_and_carried_out():
    assert quality_level(ONE_FOUR, Tally(4, 5, 4, 4, 4)).outcome == "incomplete"
    assert quality_level(ONE_FOUR, Tally(4, 5, 5, 4, 4)).outcome == "locked"
    assert quality_level(ONE_FOUR, Tally(4, 5, 5, 5, 5)).level == 5
    no_more_than_stated = quality_level(TWO_TWO, Tally(4, 5, 5, 5, 5))
    assert (no_more_than_stated.outcome, no_more_than_stated.level) == ("level", 4)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_a_sentence(outcome):
    verdict = rubric.Verdict(outcome, 4, None, 1, 5, 2, 2, "points")
    assert len(sentence_th(verdict)) > 5


def test_claimed_is_marked_only_where_it_differs():
    of_level_2 = quality_level(TWO_TWO, tally(2, 5))
    assert claimed_th(claimed_above(4, of_level_2)) == "สูงกว่าหลักฐาน 2 ระดับ"
    assert claimed_th(claimed_above(1, of_level_2)) == "ต่ำกว่าหลักฐาน 1 ระดับ"
    assert claimed_above(2, of_level_2) == 0 and claimed_th(0) == ""
    assert claimed_above(None, of_level_2) is None and claimed_th(None) == ""


def test_points_that_rest_on_documents_with_a_warning_are_told_beside_the_level():
    assert weak_th(2) == "2 ประเด็นมีแต่หลักฐานที่ควรตรวจทาน" and weak_th(0) == ""


def test_nobody_can_tell_whether_a_claim_above_at_least_is_too_high():
    at_least_4 = quality_level(TWO_TWO, tally(5, 5))
    assert claimed_above(5, at_least_4) is None and claimed_above(4, at_least_4) is None
    assert claimed_above(3, at_least_4) == -1
    assert claimed_above(5, quality_level(TWO_TWO, tally(5, 5, carried=4))) is None


@pytest.mark.parametrize(
    ("rungs", "clear", "total", "step"),
    [
        (TWO_FOUR, 2, 9, Step(2, 1)),
        (TWO_FOUR, 3, 9, Step(3, 2)),
        (TWO_FOUR, 9, 9, None),
        (TWO_TWO, 4, 5, None),
        (TWO_TWO, 5, 5, None),
        ([Rung(1, 0, 1), Rung(4, 4, 4)], 1, 4, Step(4, 3)),
        ([Rung(1, 0, 1), Rung(4, 5, 5)], 1, 4, None),
    ],
)
def test_the_next_level_and_how_many_points_it_needs(rungs, clear, total, step):
    assert rubric.next_level(rungs, quality_level(rungs, tally(clear, total)), total) == step


def test_a_locked_level_looks_beyond_its_provisional_one():
    verdict = quality_level(TWO_FOUR, tally(3, 9, carried=1))
    assert rubric.next_level(TWO_FOUR, verdict, 9) == Step(3, 2)


RUNGS = strategies.builds(
    Rung,
    strategies.integers(1, 5),
    strategies.integers(0, 9),
    strategies.none() | strategies.integers(0, 9),
)
LADDERS = strategies.lists(RUNGS, max_size=6)


@given(LADDERS, strategies.integers(1, 9), strategies.data())
def test_more_evidence_never_gives_a_lower_level(rungs, total, data):
    counts = strategies.integers(0, total)
    carried, known = sorted(data.draw(strategies.tuples(counts, counts)))
    fewer, more = sorted(data.draw(strategies.tuples(counts, counts)))
    before, after = (
        quality_level(rungs, Tally(total, total, known, carried, clear)) for clear in (fewer, more)
    )
    for one, other in ((before.level, after.level), (before.provisional, after.provisional)):
        assert one is None or other is None or one <= other


@given(LADDERS, strategies.integers(0, 9), strategies.randoms())
def test_the_order_of_the_rubrics_rows_does_not_matter(rungs, clear, random):
    shuffled = random.sample(rungs, len(rungs))
    assert quality_level(shuffled, tally(clear, 9)) == quality_level(rungs, tally(clear, 9))


@given(LADDERS, strategies.integers(0, 9))
def test_a_next_step_keeps_its_promise(rungs, clear):
    verdict = quality_level(rungs, tally(clear, 9))
    step = rubric.next_level(rungs, verdict, 9)
    if step:
        assert quality_level(rungs, tally(clear + step.need, 9)).level == step.level > verdict.level


INDICATORS = [
    {"indicator": "2.10", "points_total": 2},
    {"indicator": "2.2", "points_total": 2, "claimed_level": 5, "standard": "2"},
    {"indicator": "2.4", "points_total": 2, "extra_condition": "โปร่งใส"},
]
LADDER = [
    {"indicator": code, "level": level, "min_clear": low, "max_clear": high}
    for code in ("2.2", "2.4")
    for level, low, high in ((4, 2, 2), (2, 1, 1), (1, 0, 0))
]


def in_2557(rows):
    return [{"edition": "2557"} | row for row in rows]


CRITERIA = sheet("criteria", *in_2557([{"indicator": "2.2", "criterion": "2.2.1"}]))
(BLANK,) = points_of(
    CRITERIA, sheet("indicators"), sheet("progress"), (), sheet("groups"), date(2014, 9, 23)
)


def points(*rows):
    """indicator, known, carried, clear in both readings, weak in both"""
    return [
        BLANK._replace(
            indicator=indicator,
            known=known,
            carried=carried,
            reported=Proof(clear, weak),
            verified=Proof(clear_verified, weak_verified),
        )
        for indicator, known, carried, clear, clear_verified, weak, weak_verified in rows
    ]


POINTS = [
    ("2.2", True, True, True, True, True, False),
    ("2.2", True, True, True, False, False, False),
    ("2.4", True, True, True, False, False, False),
    ("2.4", True, None, False, False, False, False),
]


def levels():
    indicators = sheet("indicators", *in_2557(INDICATORS))
    return of_levels.levels(indicators, points(*POINTS), sheet("rubric", *in_2557(LADDER)))


def test_levels_of_all_indicators_in_both_readings():
    made = levels()
    assert [level.indicator for level in made] == ["2.2", "2.4", "2.10"]
    assert [level.at for level in made] == [("office", 3), ("office", 4), ("office", 2)]
    first, second, third = made
    assert (first.reported.level, first.verified.level) == (4, 2)
    assert (first.reported.claimed_above, first.verified.claimed_above) == (1, 3)
    assert (first.reported.weak, first.verified.weak) == (1, 0)
    assert (first.verified.next_level, first.verified.need) == (4, 1)
    assert first.in_reading("verified") is first.verified
    reported = second.reported
    assert (reported.outcome, reported.reason) == ("locked", "points_and_condition")
    assert reported.level is None and reported.provisional == 2
    assert second.carried == 1 and reported.claimed_above is None
    assert third.reported.outcome == "no_rubric"


def test_a_confirmed_condition_opens_and_a_blank_one_never_locks():
    rows = in_2557({"indicator": "2.2", "points_total": 2} | more for more in (
        {"extra_condition": "โปร่งใส", "extra_condition_met": True},
        {"extra_condition": "โปร่งใส", "extra_condition_met": False},
        {"extra_condition": "โปร่งใส"},
        {"extra_condition": "......"},
        {},
    ))  # fmt: skip
    made = of_levels.levels(sheet("indicators", *rows), points(*POINTS), sheet("rubric"))
    assert [level.condition_open for level in made] == [False, True, True, False, False]


@settings(max_examples=12)
@given(strategies.permutations(POINTS))
def test_the_order_of_points_does_not_matter_and_counts_are_sums_of_points(rows):
    indicators = sheet("indicators", *in_2557(INDICATORS))
    made = of_levels.levels(indicators, points(*rows), sheet("rubric", *in_2557(LADDER)))
    assert made == levels()
    assert sum(level.reported.clear for level in made) == sum(row[3] for row in rows)
    assert sum(level.known for level in made) == sum(row[1] for row in rows)


def test_without_indicators_there_is_no_level():
    assert of_levels.levels(sheet("indicators"), points(), sheet("rubric")) == ()
    assert not any(row.codes for row in of_levels.distribution((), "reported"))


def test_the_distribution_has_every_indicator_once_and_no_provisional_level():
    found = of_levels.distribution(levels(), "reported")
    assert sum(len(row.codes) for row in found) == 3
    assert [row for row in found if row.codes] == [
        ("level", 4, ("2.2",)), ("locked", None, ("2.4",)), ("no_rubric", None, ("2.10",)),
    ]  # fmt: skip


def test_at_least_is_no_level_in_the_distribution():
    level = levels()[0]
    level = level._replace(reported=level.reported._replace(outcome="at_least", level=4))
    found = of_levels.distribution([level], "reported")
    assert [row for row in found if row.codes] == [("at_least", None, ("2.2",))]


def test_the_ladder_to_draw_has_a_cell_for_every_count():
    cells = ladder.strip(TWO_TWO, 5)
    assert [cell.clear for cell in cells] == [0, 1, 2, 3, 4, 5]
    assert [cell.level for cell in cells] == [1, 1, 2, 3, 4, 4]
    assert [cell.outcome for cell in cells] == ["level"] * 5 + ["at_least"]
    assert [cell.outcome for cell in ladder.strip([], 1)] == ["no_rubric"] * 2


def test_rungs_know_their_row_and_those_without_a_bound_are_left_out():
    rows = in_2557([*LADDER, {"indicator": "2.2", "level": 5}])
    found = ladder.rungs(sheet("rubric", *rows), "2557", "2.2")
    assert [(rung.level, rung.at) for rung in found] == [
        (1, ("office", 4)), (2, ("office", 3)), (4, ("office", 2)),
    ]  # fmt: skip


DOCUMENTS = strategies.lists(
    strategies.fixed_dictionaries(
        {
            "criterion": strategies.sampled_from(["2.2.1", "2.2.2", "2.2.3"]),
            "title": strategies.sampled_from([None, "......", "แผนปฏิบัติการ"]),
            "link": strategies.sampled_from([None, "https://a.go.th/x"]),
            "fiscal_year": strategies.sampled_from([None, 2556, 2557]),
            "checked_by_group": strategies.sampled_from([None, "FIN", "AUD"]),
        }
    ),
    max_size=6,
)
CHECKED = {"group": "FIN", "checked_on": date(2014, 9, 1), "checked_by_role": "ผอ.หน่วย"}


def levels_with(documents):
    codes = ["2.2.1", "2.2.2", "2.2.3"]
    leads = {"indicator": "2.2", "lead_groups": ("FIN",)}
    criteria = sheet("criteria", *in_2557({"criterion": code} | leads for code in codes))
    done = {"group": "FIN", "carried_out": "done"}
    progress = sheet("progress", *in_2557({"criterion": code} | done for code in codes))
    evidence = sheet("evidence", *in_2557(CHECKED | document for document in documents))
    indicators = sheet("indicators", *in_2557([{"indicator": "2.2", "points_total": 3}]))
    states = with_states(evidence, criteria, 2557)
    groups = sheet("groups", {"group": "FIN"}, {"group": "AUD"})
    found = points_of(criteria, indicators, progress, states, groups, date(2014, 9, 23))
    ladder = [{"indicator": "2.2", "level": n + 1, "min_clear": n} for n in range(4)]
    (level,) = of_levels.levels(indicators, found, sheet("rubric", *in_2557(ladder)))
    return level


@settings(max_examples=12)
@given(DOCUMENTS, DOCUMENTS)
def test_no_further_row_of_evidence_ever_lowers_a_level(some, more):
    before, after = levels_with(some), levels_with(some + more)
    for was, now in ((before.reported, after.reported), (before.verified, after.verified)):
        assert now.level >= was.level and now.clear >= was.clear
    assert after.verified.level <= after.reported.level
