"""Fifty visitors of a committee's link at once: none fails; memory per session, time per page.

Over the WebSocket on this machine only. Two cores are what an office's server has.
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
from tests.loopback.visitor import ask, run, session

SESSIONS, CHANGES = 50, 5
CORES = 2
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
    cookie = ask(port, f"/c/{token}").cookie
    with session(port, cookie) as line:  # the first one works the page out for all
        assert b"committee_save" in run(line)
    before = memory(server)
    first, changes, failed, lines = [], [], [], []
    lock, together = threading.Lock(), threading.Barrier(SESSIONS)

    def visitor() -> None:
        try:
            together.wait()
            begun = time.perf_counter()
            line = session(port, cookie)
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
    print(f"{SESSIONS} committee sessions at once on {CORES} cores: {len(failed)} failed")
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
    return 0


def _page(line: object, name: str) -> float:
    begun = time.perf_counter()
    if b"committee_save" not in run(line, name):
        raise AssertionError("not the committee's page")
    return time.perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main())
