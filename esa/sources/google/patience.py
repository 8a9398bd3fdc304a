"""Asking again, with an end: how often, how long in all, and how long to wait in between.

Full jitter (a random wait below a growing limit), so that nine workbooks refused together don't
come back together; what Google asks for in Retry-After is kept.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from esa.sources.google.errors import SheetsError, SheetsMinuteOver

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Patience:
    """tries: requests at most; minutes: of them after a minute that was used up; seconds: from the
    first request to the last answer, waits between tries included, those for one's turn not.

    Waits are below first, 2 × first, 4 × first … and longest. clock, sleep and chance (0–1) are
    arguments, so that no test waits.
    """

    tries: int = 5
    minutes: int = 3
    seconds: float = 180.0
    first: float = 1.0
    longest: float = 16.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def wait(self, refused: int, error: SheetsError) -> float:
        """Seconds before the next try after so many refusals, the last one being error."""
        if error.retry_after is not None:
            return error.retry_after + self.chance() * self.first
        if isinstance(error, SheetsMinuteOver):
            return 0.0  # the turn is waited for
        return self.chance() * min(self.longest, self.first * 2 ** (refused - 1))


def with_patience(
    ask: Callable[[float], Answer], patience: Patience, turn: Callable[[], float] = lambda: 0.0
) -> Answer:
    """ask(seconds left) again while it fails in a way that may pass; else its last SheetsError.

    turn: waits until one may ask, before each try; the seconds waited. A wait that would end after
    the last second isn't begun.
    """
    until = patience.clock() + patience.seconds
    refused = 0
    while True:
        until += turn()
        try:
            return ask(until - patience.clock())
        except SheetsError as error:
            refused += 1
            tries = patience.minutes if isinstance(error, SheetsMinuteOver) else patience.tries
            if not error.transient or refused >= tries:
                raise
            wait = patience.wait(refused, error)
            if patience.clock() + wait >= until:
                raise
        if wait:
            patience.sleep(wait)
