"""Work that makes hundreds of thousands of lasting objects, without looking for cycles meanwhile.

Python's collector would go through all of them again and again and find nothing to free: a fifth
of the time of reading an office. Readings of several threads may overlap.
"""

import gc
from contextlib import ContextDecorator
from threading import Lock


class uncollected(ContextDecorator):  # noqa: N801 - used as a decorator
    """Switch the collector off while any such work is going on, and back on after the last."""

    _lock = Lock()
    _works = 0
    _was_on = True

    def __enter__(self) -> None:
        kind = type(self)
        with kind._lock:
            if kind._works == 0:
                kind._was_on = gc.isenabled()
                gc.disable()
            kind._works += 1

    def __exit__(self, *_: object) -> None:
        kind = type(self)
        with kind._lock:
            kind._works -= 1
            if kind._works == 0 and kind._was_on:
                gc.enable()
