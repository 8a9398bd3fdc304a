"""Asking again, with an end: how often, how long in all, and how long to wait in between.

Full jitter (a random wait below a growing limit), so that nine workbooks refused together don't
come back together; what Google asks for in Retry-After is kept.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from esa.sources.google.errors import SheetsError

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Patience:
    """tries: requests at most; seconds: from the first request to the last answer, waits included.

    Waits are below first, 2 × first, 4 × first … and longest. clock, sleep and chance (0–1) are
    arguments, so that no test waits.
    """

    tries: int = 5
    seconds: float = 60.0
    first: float = 1.0
    longest: float = 16.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def wait(self, refused: int, asked: float | None) -> float:
        """Seconds before the next try after so many refusals; asked: Retry-After, or None."""
        if asked is not None:
            return asked + self.chance() * self.first
        return self.chance() * min(self.longest, self.first * 2 ** (refused - 1))


def with_patience(ask: Callable[[float], Answer], patience: Patience) -> Answer:
    """ask(seconds left) again while it fails in a way that may pass; else its last SheetsError.

    A wait that would end after the last second isn't begun.
    """
    until = patience.clock() + patience.seconds
    refused = 0
    while True:
        try:
            return ask(until - patience.clock())
        except SheetsError as error:
            refused += 1
            if not error.transient or refused >= patience.tries:
                raise
            wait = patience.wait(refused, error.retry_after)
            if patience.clock() + wait >= until:
                raise
        patience.sleep(wait)
