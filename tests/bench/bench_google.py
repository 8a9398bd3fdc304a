"""Reading 9 workbooks × 10 tabs × 300 rows from Google at 150 ms a request: ours beside its peers.

The test server runs in a process of its own. Prints seconds, requests and ratios; exit code 1
where a goal is missed (at most 18 requests of Sheets and 2 of Drive, 30 times as fast as one
get_all_records a tab, 50 times as fast as st-gsheets-connection, a look at what changed at most
1.5 times one bare request, nothing that grows in 1,000 refreshes).

    python tests/bench/bench_google.py [--quick] [--peer-python PYTHON]

st-gsheets-connection needs an older gspread, so it is run by a Python of its own:
    python -m venv peers && peers/bin/pip install st-gsheets-connection
    python tests/bench/bench_google.py --peer-python peers/bin/python
--quick: three tabs a workbook and one workbook for the peers, to see that the script works.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import gspread

from esa.sources.google.answers import SPREADSHEET
from esa.sources.google.budget import Budget
from esa.sources.google.client import Client, connect
from esa.sources.google.details import Known
from esa.sources.google.workbooks import Listed, read_all, read_each, seen
from esa.sources.workbook import RawWorkbook
from tests.bench.timing import RUNS, medians, seconds
from tests.loopback.process import GoogleProcess
from tests.loopback.spreadsheets import Spreadsheet, Tab

WORKBOOKS, ROWS, COLUMNS = 9, 300, 8
LATENCY = 0.15  # seconds
NOW = datetime(2026, 11, 21, tzinfo=UTC)
IDS = [f"1bench{number}-".ljust(44, "b") for number in range(WORKBOOKS)]
GOALS = {"get_all_records": 30, "st-gsheets-connection": 50}
REFRESHES = 1_000
GROWTH = 1_000_000  # bytes that may remain after them


def spreadsheets(tabs: int) -> list[Spreadsheet]:
    """Workbooks of text, numbers and codes; the first is the office."""
    chance = random.Random(2557)
    head = [f"หัวตาราง {column}" for column in range(COLUMNS)]

    def cell(column: int) -> object:
        kinds = (chance.randint(1, 400), round(chance.uniform(0, 100), 2), "ข้อความ ในช่องนี้", "1.10")
        return kinds[column % len(kinds)]

    def rows() -> list[list[object]]:
        return [head, *([cell(c) for c in range(COLUMNS)] for _ in range(ROWS))]

    return [
        Spreadsheet(id_, f"สมุด {id_[6]}", [Tab(f"แท็บที่ {t}", rows(), gid=t) for t in range(tabs)])
        for id_ in IDS
    ]


EVERYTHING = Known(lambda title: True)
ALL = [Listed("", id_) for id_ in IDS]


def connected(secrets: dict) -> Client:
    """A client whose requests are counted and never wait: more are made here than in a minute."""
    return connect(secrets, budget=Budget(a_minute=10**9))


def first(client: Client) -> list[RawWorkbook]:
    """The very first reading: the office, then what it lists; with the look before and after."""
    seen(client, IDS)
    books = read_all(client, ALL[0], lambda _: ALL[1:], lambda _: EVERYTHING, NOW)
    seen(client, IDS)
    return books


def full(client: Client) -> list[RawWorkbook]:
    """A full reading as it is repeated all day: what is listed is known."""
    seen(client, IDS)
    books = [book for _, book in read_each(client, ALL, EVERYTHING, NOW)]
    seen(client, IDS)
    return books


class ToTheServer(gspread.HTTPClient):
    """gspread as it comes, only with the address of the test server."""

    root = ""

    def request(self, method: str, endpoint: str, **how: object) -> object:
        for google in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
            endpoint = endpoint.replace(google, self.root)
        return super().request(method, endpoint, **how)


def one_by_one(secrets: dict, ids: list[str], tabs: int) -> int:
    """One get_all_records a tab; the number of rows."""
    ToTheServer.root = secrets["sheets"]["api_root"]
    client = gspread.service_account_from_dict(secrets["sheets"]["key"], http_client=ToTheServer)
    rows = 0
    for id_ in ids:
        opened = client.open_by_key(id_)
        for number in range(tabs):
            rows += len(opened.worksheet(f"แท็บที่ {number}").get_all_records())
    return rows


def by_st_gsheets(python: str, secrets: dict, ids: list[str], tabs: int) -> dict:
    """Seconds and rows of st-gsheets-connection; {} where that Python doesn't have it."""
    address = "https://docs.google.com/spreadsheets/d/{}/edit"
    titles = [f"แท็บที่ {number}" for number in range(tabs)]
    settings = {
        "key": secrets["sheets"]["key"],
        "url": secrets["sheets"]["api_root"],
        "tabs": [(address.format(id_), titles) for id_ in ids],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        path.write_text(json.dumps(settings), encoding="utf-8")
        script = Path(__file__).parent / "peers" / "st_gsheets.py"
        done = subprocess.run([python, script, path], capture_output=True, text=True, timeout=600)
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1:] or ["it ended without a word"]
        print(f"  st-gsheets-connection: skipped ({why[0]})")
        return {}
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure_full(google: GoogleProcess, secrets: dict, tabs: int) -> tuple[float, bool]:
    """Seconds of our full reading as it is repeated all day, and whether the goals are met."""
    google.counted()
    client = connected(secrets)
    very_first = seconds(lambda: first(client))
    counts = google.counted()
    times = medians({"full": lambda: full(client)})
    books = full(client)
    rows = sum(len(tab.rows) - 1 for book in books for tab in book.tabs)
    client.close()
    good = counts["sheets"] <= 18 and counts["drive"] <= 2 and rows == WORKBOOKS * tabs * ROWS
    print(f"full reading, {WORKBOOKS} workbooks × {tabs} tabs × {ROWS} rows, median of {RUNS}")
    print(f"  ours {times['full']:6.2f} s  {counts['sheets']} Sheets + {counts['drive']} Drive")
    print(
        f"  ours {very_first:6.2f} s  the very first, with sign-in and before the groups are known"
    )
    return times["full"], good


def measure_peers(
    google: GoogleProcess, secrets: dict, tabs: int, ours: float, quick: bool, python: str
) -> bool:
    ids = IDS[:1] if quick else IDS
    ours = ours / len(IDS) * len(ids)
    google.counted()
    found = {"get_all_records": seconds(lambda: one_by_one(secrets, ids, tabs))}
    requests = {"get_all_records": google.counted()}
    peer = by_st_gsheets(python, secrets, ids, tabs)
    if peer:
        found["st-gsheets-connection"] = peer["seconds"]
        requests["st-gsheets-connection"] = google.counted()
    good = True
    for name, took in found.items():
        count = sum(requests[name][kind] for kind in ("sheets", "drive"))
        print(f"  {name} {took:6.2f} s  {count} requests: ours is {took / ours:.0f} times as fast")
        good &= quick or took / ours >= GOALS[name]
    return good


def measure_changes(google: GoogleProcess, secrets: dict) -> bool:
    """Nothing changed: the look alone. One changed: only that one is read."""
    client = connected(secrets)
    before = seen(client, IDS)
    bare = {"fields": "spreadsheetId"}
    times = medians(
        {
            "look": lambda: seen(client, IDS),
            "bare": lambda: client.read(SPREADSHEET % IDS[0], bare),
        },
        runs=9,
    )
    google.edit(IDS[4], "แท็บที่ 1", 5, 0, "แก้แล้ว")
    google.counted()
    after = seen(client, IDS)
    changed = [Listed("", id_) for id_ in IDS if before[id_] != after[id_]]
    books = list(read_each(client, changed, EVERYTHING, NOW))
    counts = google.counted()
    client.close()
    ratio = times["look"] / times["bare"]
    print(f"nothing changed: {times['look']:.3f} s, {ratio:.2f} of one bare metadata request")
    print(f"one changed: {len(books)} read, {counts['sheets']} Sheets + {counts['drive']} Drive")
    return ratio <= 1.5 and counts == {"sheets": 2, "values": 1, "drive": 1}


def held() -> tuple[int, int, int]:
    """Bytes, threads and open files of this process."""
    files = Path("/proc/self/fd")
    count = len(list(files.iterdir())) if files.exists() else 0
    return tracemalloc.get_traced_memory()[0], threading.active_count(), count


def measure_growth(google: GoogleProcess, secrets: dict, refreshes: int) -> bool:
    """Look, read one changed workbook, look again; many times."""
    google.latency(0)
    client = connected(secrets)

    def refresh() -> None:
        seen(client, IDS)
        list(read_each(client, ALL[:2], Known(lambda title: False), NOW))

    for _ in range(20):
        refresh()
    tracemalloc.start()
    refresh()
    before, start = held(), time.perf_counter()
    for _ in range(refreshes):
        refresh()
    took, after = time.perf_counter() - start, held()
    tracemalloc.stop()
    client.close()
    names = ("bytes", "threads", "open files")
    grown = dict(zip(names, (a - b for a, b in zip(after, before, strict=True)), strict=True))
    print(f"{refreshes} refreshes in {took:.0f} s: {grown}")
    return grown["bytes"] < GROWTH and grown["threads"] <= 0 and grown["open files"] <= 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--peer-python", default=os.environ.get("ST_GSHEETS_PYTHON", sys.executable)
    )
    chosen = parser.parse_args()
    tabs = 3 if chosen.quick else 10
    with GoogleProcess(spreadsheets(tabs), LATENCY) as google:
        secrets = google.secrets(IDS[0])
        ours, good = measure_full(google, secrets, tabs)
        good &= measure_peers(google, secrets, tabs, ours, chosen.quick, chosen.peer_python)
        good &= measure_changes(google, secrets)
        good &= measure_growth(google, secrets, 100 if chosen.quick else REFRESHES)
    print("all goals met" if good else "a goal was MISSED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
