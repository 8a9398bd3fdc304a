"""Work that makes hundreds of thousands of lasting objects, without looking for cycles meanwhile.

Python's collector would go through all of them again and again and find nothing to free: a fifth
of the time of reading an office. Readings of several threads may overlap. After a long one what
was only needed meanwhile goes back to the system: a sixth of what the process then holds.
"""

import ctypes
import gc
import time
from contextlib import ContextDecorator, suppress
from threading import Lock

LONG = 1.0  # seconds


class uncollected(ContextDecorator):  # noqa: N801 - used as a decorator
    """Switch the collector off while any such work is going on, and back on after the last."""

    _lock = Lock()
    _works = 0
    _was_on = True
    _begun = 0.0

    def __enter__(self) -> None:
        kind = type(self)
        with kind._lock:
            if kind._works == 0:
                kind._was_on, kind._begun = gc.isenabled(), time.monotonic()
                gc.disable()
            kind._works += 1

    def __exit__(self, *_: object) -> None:
        kind = type(self)
        with kind._lock:
            kind._works -= 1
            if kind._works == 0 and kind._was_on:
                gc.enable()
            if kind._works == 0 and time.monotonic() - kind._begun > LONG:
                give_back()


def give_back() -> None:
    """Give free memory back to the system, where its library can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
