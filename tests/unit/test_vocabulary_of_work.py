"""Words of the rules beside the standards: all that rules answer, and as the sheets have them."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from esa.judged import Judged
from esa.reading.schema import read_tabs
from esa.rules import figures, follow_ups, kpis, projects, vocabulary

TODAY = date(2014, 9, 23)
DAYS = (None, TODAY - timedelta(1), TODAY, TODAY + timedelta(1))


def statuses(tab: str) -> list[str | None]:
    return [None, *(category.value for category in read_tabs()[tab].field("status").categories)]


def test_every_state_of_a_resolution_or_project_has_a_word_and_each_word_a_state():
    resolutions = {
        follow_ups.state_of(status, due, TODAY)
        for status, due in product(statuses("follow_ups"), DAYS)
    }
    assert resolutions == set(vocabulary.FOLLOW_UP_STATE_WORDS)
    found = {
        projects.state_of(*given, TODAY) for given in product(statuses("projects"), DAYS, DAYS)
    }
    assert found == set(vocabulary.PROJECT_STATE_WORDS) == set(vocabulary.PROJECT_URGENCY)


def test_every_state_of_a_kpi_has_a_word_and_each_word_a_state():
    numbers, ways = (None, Decimal(1), Decimal(2)), (None, "higher", "lower")
    unusable = ((), ("actual",), ("target",))
    given = product(numbers, numbers, ways, kpis.ROUNDS, (True, False), unusable)
    found = {kpis.state_of(*each) for each in given}
    assert found == set(vocabulary.KPI_STATE_WORDS) == set(vocabulary.KPI_URGENCY)


def test_every_check_of_a_figure_has_a_word():
    percents = (None, Decimal(50), Decimal("50.1"), Decimal(60), Decimal("0.5"))
    given = product((None, 1, 3), percents, (None, 2))
    found = {figures.percent_verdict(*each).verdict for each in given}
    assert found <= set(vocabulary.FIGURE_VERDICT_WORDS)
    assert len(found) >= 7


def test_rows_of_the_sample_have_words(sample):
    judged = Judged(sample)
    standings = {line.standing for line in judged.spending}
    assert standings <= set(vocabulary.SPENDING_STANDING_WORDS)
    assert judged.money.target_from in vocabulary.PACE_WORDS
    networks = judged.networks()
    assert {row.state for row in networks.silence} <= set(vocabulary.SILENCE_WORDS)
    assert {row.how for row in networks.reached} <= set(vocabulary.REACHED_WORDS)


@pytest.mark.parametrize(
    ("words", "tab", "field"),
    [
        (vocabulary.FOLLOW_UP_STATE_WORDS, "follow_ups", "status"),
        (vocabulary.PROJECT_STATE_WORDS, "projects", "status"),
        (vocabulary.COLOUR_WORDS, "colour_bands", "colour"),
    ],
)
def test_what_people_pick_in_a_sheet_is_called_the_same(words, tab, field):
    known = read_tabs()[tab].field(field)
    assert all(words[each.value] == known.label(each.value) for each in known.categories)
