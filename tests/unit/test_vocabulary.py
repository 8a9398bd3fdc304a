"""Each word of the rules has its Thai, and none is left without."""

import pytest

from esa.rules import vocabulary as v

WORDED = (
    (v.READING_WORDS, v.READINGS),
    (v.DOCUMENT_WORDS, (*v.STATES, v.SELF_CHECKED)),
    (v.STATE_WORDS, (*v.STATES, v.UNKNOWN, v.UNREAD)),
    (v.STATE_SYMBOLS, (*v.STATES, v.UNKNOWN, v.UNREAD)),
    (v.LACKS_WORDS, v.LACKS),
    (v.WARNING_WORDS, (*v.WORTH_A_LOOK, v.PLACEHOLDER)),
    (v.OUTCOME_WORDS, v.OUTCOMES),
    (v.NO_NEXT_LEVEL_WORDS, v.OUTCOMES),
    (v.WITHOUT_LEVEL_WORDS, set(v.OUTCOMES) - set(v.WITH_LEVEL)),
    (v.NO_RAIL_WORDS, set(v.OUTCOMES) - {*v.ON_THE_SCALE, v.INCOMPLETE}),
    (v.STAGE_UNITS, v.STAGES),
    (v.ACTION_WORDS, v.ACTION_IN_FULL),
    (v.TARGET_WORDS, v.TARGETS),
)


@pytest.mark.parametrize(("words", "codes"), WORDED)
def test_every_code_has_a_word_and_every_word_a_code(words, codes):
    assert set(words) == set(codes)
    assert all(words.values())


def test_what_is_clear_when_checked_is_clear_when_attached():
    assert set(v.CLEAR[v.VERIFIED]) < set(v.CLEAR[v.REPORTED]) < set(v.STATES)


def test_every_action_on_a_document_comes_in_the_order_of_its_work():
    assert set(v.NEAREST_FIRST) < set(v.ACTION_WORDS)
