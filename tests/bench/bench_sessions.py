"""Fifty people of the office at once, beside the bare pages; then fifty of a committee.

    python tests/bench/bench_sessions.py [SESSIONS]

Everybody opens the app at the same moment and changes pages without a pause: none fails; memory,
time. The bare app (bare_page.py) draws the same from ready-made values, in the same run: ours may
take twice as long at the 95th percentile, else exit code 1. On this machine only; two cores are
what an office's server has.
"""

import logging
import os
import statistics
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from streamlit import config

from esa.history.place import VARIABLE, place_of
from esa.reading.office import BANGKOK
from esa.serving import running
from esa.share.registry import registry_at
from esa.share.scope import Scope
from tests.bench import bare_page, bench_pages
from tests.bench.serving import memory, served
from tests.loopback.visitor import ask, run, seen, session

SESSIONS, VISITORS, CHANGES = 50, 50, 5
CORES, RATIO = 2, 2.0
STAFF = b"thai_digits"
ADDRESSES = ("", "evidence", "networks", "schools", "board")


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE], os.environ["ESA_AUDIT"] = folder, f"{folder}/audit"
        os.environ.pop("ESA_OFFICE", None)
        os.environ["STREAMLIT_SECRETS_FILES"] = f"{folder}/none.toml"
        count = int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS
        Path(folder, "bare").mkdir()
        app = bare(Path(folder, "bare"))
        with served(app, None) as (server, port):
            plain = at_once(server, port, count, b"")
        with served(running.APP, None) as (server, port):
            ours = at_once(server, port, count, STAFF)
            told = committee(port)
    if not (ours and plain):
        return 1
    print(f"ours {ours / plain:.2f} times the bare pages at the 95th percentile, goal {RATIO}")
    return told or int(ours / plain > RATIO)


def bare(folder: Path) -> Path:
    """The bare app with what our pages draw."""
    logging.disable(logging.WARNING)  # Streamlit misses its server under AppTest
    config.set_option("runner.enforceSerializableSessionState", False)  # AppTest's own value
    calls, _ = bench_pages.recorded()
    return bare_page.make(folder, bench_pages.PAGES, calls)


def at_once(server: object, port: int, sessions: int, sign: bytes) -> float:
    """Seconds of a change of page at the 95th percentile, so many sessions together; 0 where one
    failed. sign: that it is the page."""
    with session(port) as line:  # the first one works the pages out for all
        for name in ADDRESSES:
            run(line, name)
    before = memory(server)
    first, changes, failed, lines = [], [], [], []
    lock, together = threading.Lock(), threading.Barrier(sessions)

    def visitor() -> None:
        try:
            together.wait()
            begun = time.perf_counter()
            line = session(port)
            lines.append(line)
            _page(line, "", sign)
            opened = time.perf_counter() - begun
            took = [_page(line, ADDRESSES[i % len(ADDRESSES)], sign) for i in range(1, CHANGES + 1)]
            with lock:
                first.append(opened)
                changes.extend(took)
        except Exception as error:
            with lock:
                failed.append(error)

    threads = [threading.Thread(target=visitor) for _ in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    per_session = (memory(server) - before) / sessions
    for line in lines:
        line.close()
    kind = "ours" if sign else "bare"
    print(f"\n{kind}: {sessions} sessions at once on {CORES} cores: {len(failed)} failed")
    if failed:
        print(f"first failure: {failed[0]!r}")
        return 0.0
    print(f"memory per extra session: {per_session:.2f} MB")
    print(f"opening, all at once: median {statistics.median(first):.2f} s, last {max(first):.2f} s")
    high = statistics.quantiles(changes, n=20)[18]
    print(
        f"page change, {len(changes)} of them: median {statistics.median(changes) * 1000:.0f} ms, "
        f"95th percentile {high * 1000:.0f} ms"
    )
    return high


def committee(port: int) -> int:
    """Everybody opens the link's page at once, then again."""
    sample = Path(running.APP).parent / "esa" / "sample" / "office"
    links = registry_at(place_of(str(sample)), {})
    _, token = links.make(Scope("assessors"), "bench", datetime.now(BANGKOK))
    cookie = ask(port, f"/c/{token}").cookie
    took: list[float] = []

    def visitor() -> None:
        for _ in range(CHANGES):
            begun = time.perf_counter()
            page = seen(port, cookie)
            assert page.status == 200 and b'id="levels"' in page.body
            took.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=visitor) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        f"committee's page, {len(took)} of {VISITORS * CHANGES}: median "
        f"{statistics.median(took) * 1000:.0f} ms, last {max(took) * 1000:.0f} ms"
    )
    return 0 if len(took) == VISITORS * CHANGES else 1


def _page(line: object, name: str, sign: bytes) -> float:
    begun = time.perf_counter()
    if sign not in run(line, name):
        raise AssertionError("not a page of the office")
    return time.perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main())
