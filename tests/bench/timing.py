"""Times of the scripts in this folder: several runs, the median, never a test."""

import gc
import statistics
import time
from collections.abc import Callable

RUNS = 5


def seconds(work: Callable[[], object], before: Callable[[], None] | None = None) -> float:
    """Seconds of one run; before: what must happen first and isn't timed."""
    if before:
        before()
    gc.collect()
    gc.freeze()  # what the imported libraries hold isn't part of the work
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(
    works: dict[str, Callable[[], object]],
    runs: int = RUNS,
    before: Callable[[], None] | None = None,
) -> dict[str, float]:
    """Median seconds of each work; the works take turns, so that a busy machine hits all."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            times[name].append(seconds(work, before))
    return {name: statistics.median(values) for name, values in times.items()}


def forget() -> None:
    """Empty the caches of reading, so that each run starts as a fresh program does."""
    from esa import thai
    from esa.reading import cells, headings, nearest, personal

    for module in (cells, headings, nearest, personal, thai):
        for thing in vars(module).values():
            clear = getattr(thing, "cache_clear", None)
            if clear:
                clear()
