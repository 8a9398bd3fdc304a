"""How many requests were made, so that the quota of a minute can be watched and shown.

Google allows a service account 60 readings of Sheets in a minute; refused requests count too.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable

SHEETS_A_MINUTE = 60
MINUTE = 60.0  # seconds


class Budget:
    """Requests by kind: "sheets", "drive" or "sign_in". Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._totals: Counter[str] = Counter()
        self._recent: deque[tuple[float, str]] = deque()

    def spend(self, kind: str) -> None:
        """One request is being made."""
        with self._lock:
            self._totals[kind] += 1
            self._recent.append((self._clock(), kind))
            self._forget()

    def total(self, kind: str) -> int:
        """Requests since the start."""
        return self._totals[kind]

    def last_minute(self, kind: str = "sheets") -> int:
        """Requests of the last 60 seconds."""
        with self._lock:
            self._forget()
            return sum(each == kind for _, each in self._recent)

    def left(self) -> int:
        """Readings of Sheets that are left in this minute, never below zero."""
        return max(0, SHEETS_A_MINUTE - self.last_minute("sheets"))

    def _forget(self) -> None:
        oldest = self._clock() - MINUTE
        while self._recent and self._recent[0][0] <= oldest:
            self._recent.popleft()
