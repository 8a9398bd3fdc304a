"""The requests of a minute: how many were made, and when the next one may be.

Google allows a service account 60 readings of Sheets in a minute; refused requests count too.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable

SHEETS_A_MINUTE = 60
MINUTE = 61.0  # seconds; one more than Google's, for a request takes a while to get there


class Budget:
    """Requests by kind: "sheets", "drive" or "sign_in"; only those of Sheets have a limit.

    Safe to share between threads. clock and sleep are arguments, so that no test waits.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        a_minute: int | None = None,
    ):
        self._clock, self._sleep = clock, sleep
        self._a_minute = a_minute or SHEETS_A_MINUTE
        self._lock = threading.Lock()
        self._totals: Counter[str] = Counter()
        self._recent: deque[tuple[float, str]] = deque()
        self._shut_until: dict[str, float] = {}
        self._waiting = 0

    def turn(self, kind: str, about: str = "") -> float:
        """Wait until a request of that kind may be made, and count it; the seconds waited.

        about: the spreadsheet, whose requests are counted apart.
        """
        waited = 0.0
        while True:
            with self._lock:
                pause = self._pause(kind)
                if pause <= 0:
                    self._totals.update((kind, about) if about else (kind,))
                    self._recent.append((self._clock(), kind))
                    return waited
                self._waiting += 1
            try:
                self._sleep(pause)
            finally:
                with self._lock:
                    self._waiting -= 1
            waited += pause

    def refused(self, kind: str) -> None:
        """Google says that the minute is used up: nothing more of that kind until its end."""
        with self._lock:
            self._shut_until[kind] = next(iter(self._times(kind)), self._clock()) + MINUTE

    @property
    def is_waited_for(self) -> bool:
        """Whether some request waits for its turn."""
        return self._waiting > 0

    def total(self, what: str) -> int:
        """Requests since the start, of a kind or about a spreadsheet."""
        return self._totals[what]

    def last_minute(self, kind: str = "sheets") -> int:
        """Requests of the last minute."""
        with self._lock:
            return len(self._times(kind))

    def left(self) -> int:
        """Readings of Sheets that are left in this minute, never below zero."""
        return max(0, self._a_minute - self.last_minute("sheets"))

    def _pause(self, kind: str) -> float:
        """Seconds until the next request of that kind may be made."""
        now, times = self._clock(), self._times(kind)
        full = kind == "sheets" and len(times) >= self._a_minute
        next_one = times[-self._a_minute] + MINUTE if full else now
        return max(self._shut_until.get(kind, now), next_one) - now

    def _times(self, kind: str) -> list[float]:
        """When the requests of the last minute were made."""
        oldest = self._clock() - MINUTE
        while self._recent and self._recent[0][0] <= oldest:
            self._recent.popleft()
        return [at for at, each in self._recent if each == kind]
