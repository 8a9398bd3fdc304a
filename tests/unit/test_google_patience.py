"""Asking again has an end in tries and in time, and waits are jittered below a growing limit."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.sources.google.budget import MINUTE, Budget
from esa.sources.google.errors import SheetsBusy, SheetsMinuteOver, SheetsNotFound, refusal
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
    assert all(0 < left <= patience.seconds for left in asked)
    assert clock.now - 100 <= patience.seconds + took
    assert all(wait >= (after or 0) for wait in clock.slept)


def test_waits_grow_and_stay_below_their_limits():
    patience = Patience(tries=9, longest=16, chance=lambda: 1.0)
    assert [patience.wait(refused, BUSY) for refused in range(1, 7)] == [1, 2, 4, 8, 16, 16]
    assert Patience(chance=lambda: 0.0).wait(4, BUSY) == 0
    assert Patience(chance=lambda: 0.5).wait(3, BUSY) == 2


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
        ("-5", None),
        ("9" * 400, 86_400),
        ("9" * 5_000, 86_400),
        ("inf", None),
        ("1e9", None),
        ("๗", None),
        ("Fri, 21 Nov 9999 09:00:30 GMT", 86_400),
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


@pytest.mark.parametrize(
    ("status", "reason", "message", "code", "again"),
    [
        (409, "", "The operation was aborted.", "google_trouble", True),
        (403, "dailyLimitExceeded", "Daily Limit Exceeded", "google_day_over", False),
        (429, "", "Quota exceeded for … 'Read requests per day'", "google_day_over", False),
        (429, "RATE_LIMIT_EXCEEDED", "… 'Read requests per minute'", "google_busy", True),
        (403, "userRateLimitExceeded", "User Rate Limit Exceeded", "google_busy", True),
        (403, "", "The caller does not have permission", "google_forbidden", False),
    ],
)
def test_a_refusal_is_told_by_its_meaning(status, reason, message, code, again):
    error = {"code": status, "message": message, "errors": [{"reason": reason}]}
    found = refusal(status, json.dumps({"error": error}).encode(), {})
    assert (found.code, found.transient) == (code, again)


# --- the budget -------------------------------------------------------------------------------


def budget_of(clock: Clock, a_minute: int = 60) -> Budget:
    return Budget(clock, clock.sleep, a_minute)


def test_the_budget_counts_by_kind_and_spreadsheet_and_forgets_after_a_minute():
    clock = Clock()
    budget = budget_of(clock)
    for _ in range(3):
        budget.turn("sheets", "1abc")
    budget.turn("drive")
    clock.now += MINUTE - 0.1
    budget.turn("sheets")
    assert (budget.last_minute("sheets"), budget.last_minute("drive"), budget.left()) == (4, 1, 56)
    clock.now += 0.2
    assert (budget.last_minute("sheets"), budget.total("sheets"), budget.total("1abc")) == (1, 4, 3)


@given(
    st.lists(st.tuples(st.sampled_from(["sheets", "drive"]), st.floats(0, 40)), max_size=200),
    st.integers(1, 7),
)
def test_no_minute_holds_more_readings_than_are_allowed(asked, a_minute):
    clock = Clock()
    budget = budget_of(clock, a_minute)
    times = []
    for kind, pause in asked:
        clock.now += pause
        before = clock.now
        waited = budget.turn(kind)
        assert clock.now - before == pytest.approx(waited)
        if kind == "sheets":
            times.append(clock.now)
        else:
            assert waited == 0
    for first, later in zip(times, times[a_minute:], strict=False):
        assert later - first >= 60


def test_after_a_refusal_nothing_is_asked_until_the_end_of_the_minute_that_began():
    clock = Clock()
    budget = budget_of(clock)
    budget.turn("sheets")
    clock.now += 20
    budget.turn("sheets")
    budget.refused("sheets")
    assert budget.turn("drive") == 0
    assert budget.turn("sheets") == MINUTE - 20
    assert budget.turn("sheets") == 0


def test_waiting_for_ones_turn_takes_nothing_from_the_patience():
    clock = Clock()
    patience = Patience(seconds=10, clock=clock, sleep=clock.sleep)
    budget = budget_of(clock, 1)
    ask, asked = asking(clock, 1, SheetsMinuteOver("google_busy"), SheetsMinuteOver("x"), "ได้")
    assert with_patience(ask, patience, lambda: budget.turn("sheets")) == "ได้"
    assert asked == pytest.approx([10, 9, 8])
    with pytest.raises(SheetsMinuteOver):
        ask, asked = asking(clock, 1, SheetsMinuteOver("google_busy"))
        with_patience(ask, patience, lambda: budget.turn("sheets"))
    assert len(asked) == patience.minutes == 3
