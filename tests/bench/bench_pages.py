"""Each page beside a bare Streamlit script that draws the same from ready-made values.

With the sample and with 1,000 schools × 20 subjects × 3 years: seconds of a page change by
AppTest, milliseconds to stable paint in Chromium, bytes over the WebSocket, megabytes for each
further session. What a page draws is recorded from a run of it (see bare_page.py). Search stands
there twice: as it opens, and with a word that is found often. `growth` prints how time, bytes and
memory grow from 10 to 100 and 1,000 schools. Times are printed; exit code 1 where a page sends more
than 400 kB or a session takes 1 MB more than a bare one.

    python tests/bench/bench_pages.py [sample|big|growth] [apptest|chromium|sizes]...
"""

import gc
import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from streamlit import config
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from esa.screen import drawings, menu
from tests.bench import bare_page, big_office, serving

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"
RUNS, ROUNDS, SESSIONS = 11, 5, 15
PARTS = ("apptest", "sizes", "chromium")
GOALS = {"sample": 1.3, "big": 1.5}
MOST_BYTES, MOST_MEGABYTES = 400_000, 1.0
PAGES = [
    (entry.section, str(menu.path_of(entry.name).relative_to(ROOT)), entry.title, entry.name)
    for entry in menu.listed()
]
NAMES = [name for *_, name in PAGES]
FOUND = "search?q"  # the search with an answer, measured beside the pages
QUERY = {"q": "นิเทศ"}
MEASURED = [(name, path, {}) for _, path, _, name in PAGES]
MEASURED += [(FOUND, path, QUERY) for _, path, _, name in PAGES if name == "search"]
SCHOOLS = (10, 100, 1_000)  # of growth


class Cost(NamedTuple):
    """What one office costs: seconds by page, bytes by page, megabytes."""

    rows: int
    start: float
    first: dict[str, float]
    times: dict[str, float]
    sent: dict[str, int]
    server: float
    session: float


def changed(app: AppTest, path: str, more: dict[str, str]) -> float:
    """Processor seconds of a change to this page, from another one, whatever else the machine does;
    more: into its address."""
    app.query_params.clear()
    app.query_params.update(more)
    start = time.process_time()
    app.switch_page(path).run()
    took = time.process_time() - start
    if app.exception:
        raise SystemExit(f"{path}: {app.exception[0].value}")
    return took


def started(script: Path) -> AppTest:
    # AppTest answers with mocks who is visiting, and making those takes longer than many a page.
    context._get_client_context = lambda: None
    return AppTest.from_file(str(script), default_timeout=300).run()


def recorded() -> tuple[dict[str, list], dict[str, float]]:
    """What each page draws, and the seconds of the very first change to it."""
    app, calls, first = started(APP), {}, {}
    for name, path, more in MEASURED:
        first[name] = changed(app, path, more)
        drawings._drawn.clear()  # each chart is drawn once more, so that it can be noted
        with bare_page.record() as noted:
            changed(app, path, more)
        calls[name] = noted.calls
    return calls, first


def by_apptest(bare: Path, first: dict[str, float], goal: float) -> None:
    print(f"\nms of a page change by AppTest, median of {RUNS}; goal {goal} times bare")
    print(
        f"{'page':12} {'ours':>6} {'bare':>6} {'ratio':>6} {'ready':>6} {'ratio':>6} {'first':>7}"
    )
    apps = {"ours": started(APP), "bare": started(bare), "ready": started(bare)}
    gc.freeze()  # as the server does at its start
    times = {(kind, name): [] for kind in apps for name, *_ in MEASURED}
    for _ in range(RUNS + 1):
        for name, path, more in MEASURED:
            for kind, app in apps.items():
                asked = more | ({bare_page.READY: "true"} if kind == "ready" else {})
                times[kind, name].append(changed(app, path, asked))
    for name, *_ in MEASURED:
        ours, plain, ready = (statistics.median(times[kind, name][1:]) * 1000 for kind in apps)
        more = f"{ready:6.0f} {ours / ready:6.2f} {first[name] * 1000:7.0f}"
        print(f"{name:12} {ours:6.0f} {plain:6.0f} {ours / plain:6.2f} {more}")


def served_both(bare: Path, office: Path | None, work: object) -> dict[str, object]:
    """work(server, port) with ours and with the bare app, one server at a time."""
    results = {}
    for kind, app in (("ours", APP), ("bare", bare)):
        with serving.served(app, office) as (server, port):
            results[kind] = work(server, port)
    return results


def by_chromium(bare: Path, office: Path | None, goal: float) -> None:
    # meeting mode hides the menu: from there no click leads on
    titles = {name: title for *_, title, name in PAGES if name != "meeting"}
    times = served_both(bare, office, lambda _, port: serving.paints(port, titles, ROUNDS))
    print(f"\nclick to stable paint in Chromium, median of {ROUNDS}; goal {goal}")
    print(f"{'page':12} {'ours ms':>8} {'bare ms':>8} {'ratio':>6}")
    for name in titles:
        ours, plain = (statistics.median(times[kind][name]) for kind in ("ours", "bare"))
        print(f"{name:12} {ours:8.0f} {plain:8.0f} {ours / plain:6.2f}")


def sizes(bare: Path, office: Path | None) -> bool:
    def work(server: object, port: int) -> tuple[dict[str, int], float]:
        sent = {name: serving.bytes_of(port, name) for name in NAMES}
        return sent, serving.per_session(server, port, NAMES, SESSIONS)

    results = served_both(bare, office, work)
    (sent, ours), (_, plain) = results["ours"], results["bare"]
    print(f"\nkB over the WebSocket for a first visit; goal {MOST_BYTES / 1000:.0f}")
    for name, size in sent.items():
        print(f"{name:12} {size / 1000:8.0f}")
    print(f"MB for each of {SESSIONS} more sessions that opened every page; goal {MOST_MEGABYTES}")
    print(f"ours {ours:.2f}, bare {plain:.2f}, more {ours - plain:.2f}")
    return max(sent.values()) <= MOST_BYTES and ours - plain < MOST_MEGABYTES


def measure(kind: str, parts: list[str]) -> bool:
    """Everything about one office; whether its sizes are within the limits."""
    with tempfile.TemporaryDirectory() as place:
        office = None
        os.environ.pop("ESA_OFFICE", None)
        if kind == "big":
            office = Path(place) / "office"
            print(f"\n== big: {big_office.make(office):,} rows of results")
            os.environ["ESA_OFFICE"] = str(office)
        else:
            print("\n== sample")
        calls, first = recorded()
        (Path(place) / "bare").mkdir()
        bare = bare_page.make(Path(place) / "bare", PAGES, calls)
        if "apptest" in parts:
            by_apptest(bare, first, GOALS[kind])
        good = sizes(bare, office) if "sizes" in parts else True
        if "chromium" in parts and serving.CHROMIUM.exists():
            by_chromium(bare, office, GOALS[kind])
    return good


def growth() -> bool:
    """How the cost of each page grows with the office, in one table; whether sizes stay within."""
    os.environ.pop("ESA_OFFICE", None)
    app = started(APP)  # what is imported at a page's very first change isn't the office's cost
    for _, path, _, _ in PAGES:
        changed(app, path, {})
    with tempfile.TemporaryDirectory() as place:
        found = {count: _cost(Path(place) / str(count), count) for count in SCHOOLS}
    print(f"\n== growth: offices of {', '.join(f'{n:,}' for n in SCHOOLS)} schools")
    print(f"rows of results {', '.join(f'{cost.rows:,}' for cost in found.values())}")
    heads = ("ms by AppTest", "ms of the first", "kB over WebSocket")
    print(f"{'page':12}", *(f"{head:>21}" for head in heads))
    for name in NAMES:
        columns = (
            [f"{cost.times[name] * 1000:.0f}" for cost in found.values()],
            [f"{cost.first[name] * 1000:.0f}" for cost in found.values()],
            [f"{cost.sent[name] / 1000:.0f}" for cost in found.values()],
        )
        print(f"{name:12}", *("".join(f"{text:>7}" for text in texts) for texts in columns))
    for label, numbers in (
        ("seconds until the first page", [cost.start for cost in found.values()]),
        ("MB of the server, read and shown", [cost.server for cost in found.values()]),
        ("MB for each further session", [cost.session for cost in found.values()]),
    ):
        print(f"{label:34}", "".join(f"{number:9.2f}" for number in numbers))
    return all(max(cost.sent.values()) <= MOST_BYTES for cost in found.values())


def _cost(office: Path, schools: int) -> Cost:
    rows = big_office.make(office, schools)
    os.environ["ESA_OFFICE"] = str(office)
    start = time.perf_counter()
    app = started(APP)
    start = time.perf_counter() - start
    first = {name: changed(app, path, {}) for _, path, _, name in PAGES}
    times: dict[str, list[float]] = {name: [] for name in NAMES}
    for _ in range(RUNS):
        for _, path, _, name in PAGES:
            times[name].append(changed(app, path, {}))
    with serving.served(APP, office) as (server, port):
        sent = {name: serving.bytes_of(port, name) for name in NAMES}
        session = serving.per_session(server, port, NAMES, SESSIONS)
        memory = serving.memory(server)
    medians = {name: statistics.median(each) for name, each in times.items()}
    return Cost(rows, start, first, medians, sent, memory, session)


def main() -> int:
    logging.disable(logging.WARNING)  # Streamlit misses its server under AppTest
    config.set_option("runner.enforceSerializableSessionState", False)  # AppTest's own value
    config.set_option("client.showErrorDetails", "full")
    asked = sys.argv[1:]
    kinds = [kind for kind in (*GOALS, "growth") if kind in asked] or [*GOALS, "growth"]
    parts = [part for part in PARTS if part in asked] or list(PARTS)
    good = [growth() if kind == "growth" else measure(kind, parts) for kind in kinds]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
