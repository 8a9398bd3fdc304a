"""What a change is called: certain rises and falls only, unknown in no order, both ways round."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies

from esa.changes.record import ABSENT, same
from esa.changes.verdicts import (
    ColourOrder,
    Level,
    of_amount,
    of_carried,
    of_condition,
    of_document,
    of_due,
    of_follow_up,
    of_level,
    of_point,
    of_row,
    of_word,
)
from esa.rules.vocabulary import OUTCOMES, WITHOUT_COLOUR
from esa.rules.vocabulary import STATES as DOCUMENTS

OPPOSITE = {
    "rose": "fell",
    "became_known": "became_unknown",
    "new": "gone",
    "gained": "lost",
    "better": "worse",
    "newly_tested": "no_longer_tested",
    "closed": "reopened",
    "opened": "gone",
}
OPPOSITE |= {later: earlier for earlier, later in OPPOSITE.items() if later != "gone"}
OPPOSITE["gone"] = "new"
BANDS = ["blue", "green", "yellow", "orange", "red"]


def level(number, outcome="level"):
    return Level(outcome, number)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (level(3), level(4), "rose"),
        (level(4), level(3), "fell"),
        (level(4), Level("incomplete", None), "became_unknown"),
        (level(4), Level("locked", None), "became_unknown"),
        (Level("no_rubric", None), level(1), "became_known"),
        (Level("incomplete", None), Level("locked", None), "changed"),
        # an "at least" is a lower bound: only what it proves is told
        (level(3), level(4, "at_least"), "rose"),
        (level(4), level(4, "at_least"), "became_unknown"),
        (level(4, "at_least"), level(3), "fell"),
        (level(4, "at_least"), level(4), "became_known"),
        (level(4, "at_least"), level(5), "became_known"),
        (level(3, "at_least"), level(4, "at_least"), "changed"),
        (ABSENT, level(4), "new"),
        (level(4), ABSENT, "gone"),
    ],
)
def test_a_level_rose_or_fell_only_where_that_is_certain(before, after, kind):
    assert of_level(before, after) == kind


LEVELS = strategies.one_of(
    strategies.integers(1, 5).map(level),
    strategies.integers(1, 4).map(lambda number: level(number, "at_least")),
    strategies.sampled_from([o for o in OUTCOMES if o not in ("level", "at_least")]).map(
        lambda outcome: Level(outcome, None)
    ),
)


@given(LEVELS, LEVELS)
def test_levels_turned_round_are_called_the_opposite(before, after):
    if before != after:
        kind = of_level(before, after)
        assert of_level(after, before) == OPPOSITE.get(kind, kind)
        if None in (before.level, after.level):
            assert kind not in ("rose", "fell")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (False, True, "gained"),
        (True, False, "lost"),
        (True, None, "became_unknown"),
        (None, False, "became_known"),
        (ABSENT, False, "new"),
        (True, ABSENT, "gone"),
        (ABSENT, None, ""),
    ],
)
def test_a_point_that_cannot_be_told_was_not_lost(before, after, kind):
    assert of_point(before, after) == kind


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("no", "carried_out", "carried_out"),
        ("not_reported", "carried_out", "carried_out"),
        ("unread", "carried_out", "became_known"),
        ("carried_out", "no", "no_longer"),
        ("carried_out", "not_reported", "became_unknown"),
        ("carried_out", "unread", "became_unknown"),
        ("not_reported", "no", "became_known"),
        ("no", "not_reported", "became_unknown"),
    ],
)
def test_only_a_report_that_says_otherwise_is_no_longer(before, after, kind):
    assert of_carried(before, after) == kind
    met = {"carried_out": "met"}
    assert of_condition(met.get(before, before), met.get(after, after)) == met.get(kind, kind)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("green", "blue", "better"),
        ("green", "yellow", "worse"),
        ("not_tested", "red", "newly_tested"),
        (ABSENT, "red", "newly_tested"),
        ("red", ABSENT, "no_longer_tested"),
        ("red", "not_tested", "no_longer_tested"),
        ("red", "invalid", "became_unknown"),
        ("no_band", "red", "became_known"),
        (ABSENT, "not_tested", ""),
        ("not_tested", "no_band", ""),
        (ABSENT, "invalid", ""),
    ],
)
def test_colours_move_by_their_bands_and_without_a_colour_nothing_moves(before, after, kind):
    assert ColourOrder(BANDS, BANDS).verdict(before, after) == kind


def test_where_the_bands_of_two_states_disagree_a_colour_only_changed():
    assert ColourOrder(BANDS, BANDS[::-1]).verdict("blue", "red") == "changed"
    assert ColourOrder(BANDS, [*BANDS, *WITHOUT_COLOUR]).verdict("blue", "red") == "worse"


@given(*[strategies.sampled_from([*BANDS, *WITHOUT_COLOUR, ABSENT])] * 2)
def test_colours_turned_round_are_called_the_opposite(before, after):
    if before != after:
        verdict = ColourOrder(BANDS, BANDS).verdict
        assert verdict(after, before) == OPPOSITE.get(kind := verdict(before, after), kind)


AMOUNTS = strategies.one_of(
    strategies.none(), strategies.just(ABSENT), strategies.decimals(-(10**9), 10**9, places=2)
)


@given(AMOUNTS, AMOUNTS)
def test_amounts_turned_round_are_called_the_opposite(before, after):
    if not same(before, after):
        kind = of_amount(before, after)
        assert of_amount(after, before) == OPPOSITE.get(kind, kind)
        if None in (before, after):
            assert kind in ("became_known", "became_unknown", "")


def test_a_satang_is_a_change_and_a_blank_is_no_zero():
    assert of_amount(Decimal("0.01"), Decimal("0.02")) == "rose"
    assert of_amount(Decimal("0"), None) == "became_unknown"
    assert of_amount(None, Decimal("0")) == "became_known"
    assert of_amount(ABSENT, Decimal("0")) == "new"
    assert of_amount(ABSENT, None) == ""


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        (Decimal("98.380"), Decimal("98.38"), True),
        (Decimal("98.38"), Decimal("98.381"), False),
        (60, 60.0, True),
        (0.1 + 0.2, 0.3, True),
        (0.3, 0.3001, False),
        (None, 0, False),
        (None, None, True),
        (ABSENT, None, False),
        (Decimal("0.30000000000000000001"), Decimal("0.3"), False),  # never by way of a float
    ],
)
def test_rounding_is_no_change_and_decimals_are_exact(before, after, is_same):
    assert same(before, after) is is_same
    assert same(after, before) is is_same


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("attached", "checked", "rose"),
        ("attached", "promised", "fell"),
        ("attached", "self_checked", "changed"),
        ("self_checked", "checked", "rose"),
        ("self_checked", "promised", "fell"),
        (ABSENT, "none", ""),
        (ABSENT, "promised", "new"),
        ("checked", ABSENT, "gone"),
    ],
)
def test_a_document_moves_by_its_state_and_an_empty_row_is_no_document(before, after, kind):
    assert of_document(before, after) == kind
    assert of_document(after, before) == OPPOSITE.get(kind, kind)
    assert DOCUMENTS == ("none", "promised", "attached", "checked")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (ABSENT, "open", "opened"),
        (ABSENT, "done", "opened"),
        ("open", "done", "closed"),
        ("in_progress", "cancelled", "closed"),
        ("done", "open", "reopened"),
        ("open", "in_progress", "status_changed"),
        ("done", "cancelled", "status_changed"),
        ("done", ABSENT, "gone"),
    ],
)
def test_done_and_cancelled_close_a_resolution(before, after, kind):
    assert of_follow_up(before, after) == kind


def test_words_rows_and_due_dates():
    assert of_word("in_progress", "done") == "changed"
    assert of_word("done", None) == "became_unknown"
    assert of_row(ABSENT, None) == "new" and of_row(None, ABSENT) == "gone"
    assert of_row(1, 2) == ""
    assert of_due(None, 2) == "due_changed" and of_due(ABSENT, 2) == of_due(2, ABSENT) == ""
