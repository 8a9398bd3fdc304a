"""How often somebody may try a token that opens nothing, before being asked to wait.

Only refusals count, and only they are asked to wait: who shares an address with a guesser, such as
an office behind one router, still comes in by a good link.
"""

import threading
from collections import OrderedDict, deque
from ipaddress import IPv6Address, IPv6Network, ip_address

WINDOW = 60.0  # seconds
MOST = 20  # refused tries of one network within them
MOST_TOGETHER = 300  # of all networks
MOST_NETWORKS = 5_000  # remembered, so that a flood doesn't fill the memory
SUBNET = 64  # bits of an IPv6 address that one customer gets; the rest is theirs to choose


class Tries:
    """Refused tries by network; times in seconds of any steady clock."""

    def __init__(self) -> None:
        self._by_network: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque()
        self._lock = threading.Lock()

    def refused(self, address: str, now: float) -> bool:
        """Count a try that opened nothing; False: not counted any more, there were too many."""
        network = network_of(address)
        with self._lock:
            mine = self._by_network.get(network, deque())
            for times in (mine, self._all):
                while times and now - times[0] >= WINDOW:
                    times.popleft()
            if len(mine) >= MOST or len(self._all) >= MOST_TOGETHER:
                return False
            mine.append(now)
            self._all.append(now)
            self._by_network[network] = mine
            self._by_network.move_to_end(network)
            while len(self._by_network) > MOST_NETWORKS:
                self._by_network.popitem(last=False)
            return True


def network_of(address: str) -> str:
    """Whose tries count together: an IPv4 address, however it is written, or an IPv6 network;
    whatever is no address is taken for one and the same."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return str(IPv6Network((int(found), SUBNET), strict=False))
        found = found.ipv4_mapped
    return str(found)
