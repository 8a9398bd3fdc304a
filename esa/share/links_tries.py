"""How often somebody may try a token that opens nothing, before being asked to wait."""

import threading
from collections import OrderedDict, deque

WINDOW = 60.0  # seconds
MOST = 20  # refused tries of one address within them
MOST_TOGETHER = 300  # of all addresses
MOST_ADDRESSES = 5_000  # remembered, so that a flood doesn't fill the memory


class Tries:
    """Refused tries by address of the network; times in seconds of any steady clock."""

    def __init__(self) -> None:
        self._by_address: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque()
        self._lock = threading.Lock()

    def may(self, address: str, now: float) -> bool:
        """Whether another try of this address is looked at."""
        with self._lock:
            mine = self._by_address.get(address, deque())
            for times in (mine, self._all):
                while times and now - times[0] >= WINDOW:
                    times.popleft()
            return len(mine) < MOST and len(self._all) < MOST_TOGETHER

    def refused(self, address: str, now: float) -> None:
        """Remember a try that opened nothing."""
        with self._lock:
            self._by_address.setdefault(address, deque(maxlen=MOST)).append(now)
            self._by_address.move_to_end(address)
            self._all.append(now)
            while len(self._by_address) > MOST_ADDRESSES:
                self._by_address.popitem(last=False)
            while len(self._all) > MOST_TOGETHER:
                self._all.popleft()
