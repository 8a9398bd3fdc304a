"""Asking again has an end in tries and in time, and waits are jittered below a growing limit."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.sources.google.budget import Budget
from esa.sources.google.errors import SheetsBusy, SheetsNotFound, refusal
from esa.sources.google.patience import Patience, with_patience

BUSY = SheetsBusy("google_busy")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def asking(clock: Clock, took: float = 0.0, *answers: object):
    """A question that is answered in turn; an exception is raised, the last is repeated."""
    asked: list[float] = []

    def ask(left: float) -> object:
        asked.append(left)
        clock.now += took
        answer = answers[min(len(asked), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask, asked


@given(
    chances=st.floats(0, 1),
    took=st.floats(0, 30),
    after=st.none() | st.floats(0, 500),
    tries=st.integers(1, 8),
)
def test_whatever_happens_it_ends(chances, took, after, tries):
    clock = Clock()
    patience = Patience(tries=tries, clock=clock, sleep=clock.sleep, chance=lambda: chances)
    ask, asked = asking(clock, took, SheetsBusy("google_busy", retry_after=after))
    with pytest.raises(SheetsBusy):
        with_patience(ask, patience)
    assert len(asked) <= tries
    assert all(0 < left <= 60 for left in asked)
    assert clock.now - 100 <= 60 + took
    assert all(wait >= (after or 0) for wait in clock.slept)


def test_waits_grow_and_stay_below_their_limits():
    patience = Patience(tries=9, longest=16, chance=lambda: 1.0)
    assert [patience.wait(refused, None) for refused in range(1, 7)] == [1, 2, 4, 8, 16, 16]
    assert Patience(chance=lambda: 0.0).wait(4, None) == 0
    assert Patience(chance=lambda: 0.5).wait(3, None) == 2


def test_an_answer_ends_it_and_what_cannot_pass_ends_it_too():
    clock = Clock()
    patience = Patience(clock=clock, sleep=clock.sleep)
    ask, asked = asking(clock, 0, BUSY, BUSY, "ได้")
    assert with_patience(ask, patience) == "ได้"
    assert len(asked) == 3
    ask, asked = asking(clock, 0, SheetsNotFound("google_not_found"))
    with pytest.raises(SheetsNotFound):
        with_patience(ask, patience)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("-5", 0),
        ("Fri, 21 Nov 2014 09:00:30 GMT", 30),
        ("Fri, 21 Nov 2014 08:00:00 GMT", 0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(written, seconds):
    now = datetime(2014, 11, 21, 9, 0, tzinfo=UTC)
    assert refusal(429, b"", {"Retry-After": written}, now).retry_after == seconds


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"error": 5}', b'{"error": {"details": [1]}}', b"\xff", b"[" * 9999],
)
def test_a_body_that_is_not_google_s_never_fails(body):
    assert refusal(404, body, {}).code == "google_not_found"


def test_the_budget_counts_by_kind_and_forgets_after_a_minute():
    clock = Clock()
    budget = Budget(clock)
    for _ in range(3):
        budget.spend("sheets")
    budget.spend("drive")
    clock.now += 59.9
    budget.spend("sheets")
    assert (budget.last_minute("sheets"), budget.last_minute("drive"), budget.left()) == (4, 1, 56)
    clock.now += 0.2
    assert (budget.last_minute("sheets"), budget.total("sheets")) == (1, 4)
    for _ in range(100):
        budget.spend("sheets")
    assert budget.left() == 0
