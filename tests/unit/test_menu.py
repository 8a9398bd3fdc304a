"""Every page says what it answers, in one line, with its terms."""

import pytest

from esa.screen import menu


@pytest.mark.parametrize("entry", menu.listed(), ids=lambda entry: entry.name)
def test_a_page_says_what_it_answers_and_what_its_words_mean(entry):
    assert 20 <= len(entry.answers) <= 120 and "\n" not in entry.answers
    assert entry.terms and all(
        ": " in term or entry.name in ("meeting", "search") for term in entry.terms
    )
