"""Twelve people of the office at once, then fifty of a committee: none fails; memory, time.

On this machine only. Two cores are what an office's server has.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.history.place import VARIABLE, place_of
from esa.reading.office import BANGKOK
from esa.serving import running
from esa.share.registry import registry_at
from esa.share.scope import Scope
from tests.bench.serving import memory
from tests.loopback.visitor import ask, run, seen, session

SESSIONS, VISITORS, CHANGES = 12, 50, 5
CORES = 2
STAFF = b"thai_digits"
ADDRESSES = ("", "evidence", "networks", "schools", "board")


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE], os.environ["ESA_AUDIT"] = folder, f"{folder}/audit"
        os.environ.pop("ESA_OFFICE", None)
        os.environ["STREAMLIT_SECRETS_FILES"] = f"{folder}/none.toml"
        port = running.any_free_port()
        server = running.start(port)
        try:
            if not running.ready(server, port):
                raise SystemExit("the server did not start")
            return measured(server, port)
        finally:
            running.stop(server)


def measured(server: object, port: int) -> int:
    sample = Path(running.APP).parent / "esa" / "sample" / "office"
    links = registry_at(place_of(str(sample)), {})
    _, token = links.make(Scope("assessors"), "bench", datetime.now(BANGKOK))
    with session(port) as line:  # the first one works the pages out for all
        for name in ADDRESSES:
            run(line, name)
    before = memory(server)
    first, changes, failed, lines = [], [], [], []
    lock, together = threading.Lock(), threading.Barrier(SESSIONS)

    def visitor() -> None:
        try:
            together.wait()
            begun = time.perf_counter()
            line = session(port)
            lines.append(line)
            _page(line, "")
            opened = time.perf_counter() - begun
            took = [_page(line, ADDRESSES[i % len(ADDRESSES)]) for i in range(1, CHANGES + 1)]
            with lock:
                first.append(opened)
                changes.extend(took)
        except Exception as error:
            with lock:
                failed.append(error)

    threads = [threading.Thread(target=visitor) for _ in range(SESSIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    per_session = (memory(server) - before) / SESSIONS
    for line in lines:
        line.close()
    print(f"{SESSIONS} sessions at once on {CORES} cores: {len(failed)} failed")
    if failed:
        print(f"first failure: {failed[0]!r}")
        return 1
    print(f"memory per extra session: {per_session:.2f} MB")
    print(f"opening, all at once: median {statistics.median(first):.2f} s, last {max(first):.2f} s")
    high = statistics.quantiles(changes, n=20)[18]
    print(
        f"page change, {len(changes)} of them: median {statistics.median(changes) * 1000:.0f} ms, "
        f"95th percentile {high * 1000:.0f} ms"
    )
    return committee(port, ask(port, f"/c/{token}").cookie)


def committee(port: int, cookie: str) -> int:
    """Everybody opens the link's page at once, then again."""
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


def _page(line: object, name: str) -> float:
    begun = time.perf_counter()
    if STAFF not in run(line, name):
        raise AssertionError("not a page of the office")
    return time.perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main())
