"""Connections that are bounded in time and number without a proxy in front.

uvicorn waits for ever for the rest of a request, and for the first one. Here a connection ends that
hasn't sent its headers after a while, and an address other than this machine has so many at most.
"""

import asyncio
import gc
from collections import Counter
from typing import Any

from streamlit.web import cli
from uvicorn import config
from uvicorn.protocols.http.h11_impl import H11Protocol

SLOW = 10.0  # seconds for the headers of a request
AN_ADDRESS = 100  # connections at a time of one address: an office behind one router
TOGETHER = 1_000
HERE = ("127.0.0.1", "::1", "::ffff:127.0.0.1", "")  # a proxy on this machine bounds its own
OPEN: Counter[str] = Counter()


class PatientOnlyFor(H11Protocol):
    """A connection of HTTP as uvicorn serves it, within bounds."""

    _ends: asyncio.TimerHandle | None = None
    _address = ""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._address = str(self.client[0]) if self.client else ""
        OPEN[self._address] += 1
        too_many = self._address not in HERE and OPEN[self._address] > AN_ADDRESS
        if too_many or OPEN.total() > TOGETHER:
            transport.abort()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        if self._ends is None and (before is None or before.response_complete):
            self._wait()
        super().data_received(data)
        if self.cycle is not before:  # its headers are there
            self._stop_waiting()

    def handle_websocket_upgrade(self, event: Any) -> None:
        self._stop_waiting()
        self._leave()  # from here on another class serves it; esa.serving.sockets bounds those
        super().handle_websocket_upgrade(event)

    def _leave(self) -> None:
        OPEN[self._address] -= 1
        if OPEN[self._address] <= 0:
            del OPEN[self._address]

    def _wait(self) -> None:
        self._ends = self.loop.call_later(SLOW, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._ends is not None:
            self._ends.cancel()
            self._ends = None


def main() -> None:
    """`streamlit run` with it, whatever uvicorn serves."""
    gc.disable()  # until the app is loaded (esa.screen.door_server): nothing of it is ever garbage
    config.HTTP_PROTOCOLS["auto"] = f"{PatientOnlyFor.__module__}:{PatientOnlyFor.__name__}"
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    from esa.serving import patient  # under its own name, as uvicorn imports it

    patient.main()
