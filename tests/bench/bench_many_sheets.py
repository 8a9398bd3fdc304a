"""40 workbooks × 30 tabs × 5,000 rows from Google at 60 readings a minute: the first screen, the
whole, and what it takes of memory, beside the bare reading of the same cells.

Nine tabs of each workbook are ours, the others a group's own. The test server and each measured
program run in processes of their own. Exit code 1 where a goal is missed: complete within three
minutes (five where every workbook needs a third request), at most 1.2 GB after it settled.

    python tests/bench/bench_many_sheets.py [--quick] [--third] [--rows 5000]
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.reading.schema import read_tabs
from tests.loopback.process import GoogleProcess
from tests.loopback.spreadsheets import Dressed, Spreadsheet, Tab

WORKBOOKS, TABS, ROWS = 40, 30, 5_000
READS = 60  # a minute
LATENCY = 0.15  # seconds
GOAL, GOAL_THIRD, MEMORY = 180.0, 300.0, 1_200.0  # seconds, megabytes
IDS = [f"1many{number:02}-".ljust(44, "m") for number in range(WORKBOOKS)]


class Numbered(Tab):
    """A tab whose rows are made when they are asked for: ours have codes of their own in every
    workbook, and a server can't hold them all."""

    def __init__(self, title: str, gid: int, code: str, whole: list[list[object]]):
        super().__init__(title, gid=gid)
        self._code, self._whole = code, whole

    @property
    def rows(self) -> list[list[object]]:
        return [[c.replace("{}", self._code) if c and type(c) is str and c[0] == "{" else c
                 for c in row] for row in self._whole]  # fmt: skip

    @rows.setter
    def rows(self, rows: list[list[object]]) -> None:
        """What the dataclass sets at first."""


def text(n: int, what: str) -> str:
    return f"{what} เรื่องที่ {n} ของกลุ่ม ประจำปีงบประมาณ 2557"


def criterion(n: int) -> str:
    return f"{n // 90 + 1}.{n % 90 + 1}"


def day(n: int) -> date:
    return date(2014, 1 + n % 9, 1 + n % 28)


LINK = "https://drive.google.com/file/d/{:08}/view"
COLUMNS: dict[str, dict[str, object]] = {  # field → cell of row n; {} is the group's own prefix
    "progress": {
        "criterion": criterion,
        "carried_out": lambda n: "ดำเนินการแล้ว",
        "method": lambda n: text(n, "ประชุม"),
        "result": lambda n: text(n, "ผล"),
        "updated_on": day,
    },
    "evidence": {
        "criterion": criterion,
        "item": lambda n: 1,
        "title": lambda n: text(n, "คำสั่ง"),
        "dated": day,
        "link": LINK.format,
    },
    "projects": {
        "project": lambda n: f"{{}}P{n}",
        "title": lambda n: text(n, "อบรม"),
        "starts": day,
        "status": lambda n: "เสร็จสิ้น",
    },
    "spending": {
        "line": lambda n: n + 1,
        "as_of": lambda n: date(2014, 9, 1),
        "expenditure_type": lambda n: "งบดำเนินงาน",
        "allocated": lambda n: 1_000 + n,
        "spent": lambda n: 900.25 + n,
    },
    "network_activities": {
        "activity": lambda n: f"{{}}A{n}",
        "title": lambda n: text(n, "{} กิจกรรม"),
        "date": day,
        "participants": lambda n: 10 + n % 90,
    },
    "resources": {
        "activity": lambda n: f"{{}}A{n}",
        "line": lambda n: 1,
        "partner": lambda n: f"ผู้สนับสนุนที่ {n % 50}",
        "kind": lambda n: "เงิน",
        "value": lambda n: 500 + n,
    },
    "figures": {
        "figure_set": lambda n: f"{{}}F{n // 5}",
        "label": lambda n: f"รายการที่ {n % 5 + 1}",
        "count": lambda n: 1 + n % 40,
        "parts_of_whole": lambda n: "ไม่ใช่",
    },
    "kpis": {
        "kpi": lambda n: f"{{}}K{n}",
        "title": lambda n: text(n, "จำนวน"),
        "target": lambda n: 100,
        "unit": lambda n: "คน",
        "direction": lambda n: "ยิ่งมากยิ่งดี",
        "actual_12m": lambda n: 80 + n % 40,
    },
}


def rows_of(name: str, rows: int) -> list[list[object]]:
    columns, tab = COLUMNS[name], read_tabs()[name]
    titles = [tab.field(field).title for field in columns]
    return [titles, *([cell(n) for cell in columns.values()] for n in range(rows))]


def register(name: str, fields: str, *rows: list[object]) -> Tab:
    tab = read_tabs()[name]
    titles = [tab.field(field).title for field in fields.split()]
    return Tab(tab.title, [titles, *rows], gid=500 + len(rows) % 400)


def registers(rows: int) -> list[Tab]:
    """What the office keeps: its groups with their sheets, and the standards."""
    codes = sorted({n // 90 + 1 for n in range(rows)})
    groups = [[f"G{n:02}", f"กลุ่มที่ {n}", "กลุ่ม", IDS[n]] for n in range(1, WORKBOOKS)]
    indicators = [["2557", f"{code}", "1"] for code in codes]
    settings = ["สพป.", 2557, "2557", date(2014, 9, 30)]
    points = [["2557", criterion(n), f"{n // 90 + 1}", "ทุกกลุ่ม"] for n in range(rows)]
    return [
        register("settings", "office_name fiscal_year edition as_of", settings),
        register("editions", "edition title method", ["2557", "มาตรฐาน", "ระดับคุณภาพ"]),
        register("groups", "group name kind workbook", *groups),
        register("standards", "edition standard title", ["2557", "1", "มาตรฐานที่ 1"]),
        register("indicators", "edition indicator standard", *indicators),
        register("criteria", "edition criterion indicator lead_groups", *points),
    ]


def spreadsheets(rows: int, tabs: int, third: bool) -> list[Spreadsheet]:
    """The office and 39 groups, with nothing to mend in them."""
    ours = {name: rows_of(name, rows) for name in COLUMNS}
    if third:
        ours["evidence"][1][-1] = Dressed("คำสั่ง.pdf", "https://drive.google.com/1", chip=True)
    own = [["ลำดับ", "รายการ", "จำนวน"], *([n, f"ของกลุ่มเอง {n}", n * 3] for n in range(rows))]
    found = []
    for n, id_ in enumerate(IDS):
        whose = ["กลุ่ม", f"G{n:02}", 2557] if n else ["สำนักงาน", "", 2557]
        mine: list[Tab] = [Tab("about", [["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"], whose], gid=1)]
        if n:
            filled = enumerate(ours.items(), 10)
            mine += [Numbered(name, gid, f"G{n:02}", cells) for gid, (name, cells) in filled]
        else:
            mine += registers(rows)
        mine += [Tab(f"ของเราเอง {i}", own, gid=1_000 + i) for i in range(tabs - len(mine))]
        found.append(Spreadsheet(id_, f"งานที่ {n:02}", mine))
    return found


# --- in a process of its own ------------------------------------------------------------------


def memory(name: str) -> float:
    """Megabytes of this process: VmRSS now, VmHWM at the peak."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def bare(secrets: dict) -> dict[str, float]:
    """All cells of our tabs as lists, and nothing else: what no reader can do without."""
    from esa.sources.google.budget import Budget
    from esa.sources.google.client import connect

    client = connect(secrets, budget=Budget(a_minute=10**9))
    titles = ["about", *COLUMNS]
    kept = []
    for id_ in IDS[1:]:
        where = f"https://sheets.googleapis.com/v4/spreadsheets/{id_}/values:batchGet"
        params = {
            "ranges": [f"'{title}'" for title in titles],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        kept.append(client.read(where, params))
    gc.collect()
    return {"peak": memory("VmHWM"), "settled": memory("VmRSS")}


def ours(secrets: dict, folder: str) -> dict[str, object]:
    """The dashboard's holder over an empty store, and the office that its first page reads."""
    from functools import partial

    from esa.history.live import google_holder
    from esa.history.store import Store
    from esa.reading.office import BANGKOK, read_office

    begun = time.perf_counter()
    holder = google_holder(secrets, Store(folder), partial(datetime.now, BANGKOK))
    state = holder.current()
    told: dict[str, object] = {"first": time.perf_counter() - begun, "said": state.summary}
    read_office(state.raws(), datetime.now(BANGKOK))
    told["first_screen"] = time.perf_counter() - begun
    while not holder.wait(1):
        pass
    state = holder.current()
    told |= {"complete": time.perf_counter() - begun, "fresh": state.fresh}
    told["read_peak"] = memory("VmHWM")
    gc.collect()
    told["read_settled"] = memory("VmRSS")
    office = read_office(state.raws(), datetime.now(BANGKOK))
    told["peak"] = memory("VmHWM")
    del state
    gc.collect()
    time.sleep(1)
    told |= {"settled": memory("VmRSS"), "problems": len(office.problems)}
    told["rows"] = sum(map(len, office.rows.values()))
    return told


def in_its_own(what: str, secrets: dict) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "secrets.json"
        path.write_text(json.dumps(secrets), encoding="utf-8")
        command = [sys.executable, __file__, "--measure", what, "--secrets", str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _two(peak: float, settled: float) -> str:
    return f"peak {peak:6.0f} MB, settled {settled:6.0f} MB"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="50 rows a tab")
    parser.add_argument("--third", action="store_true", help="each workbook needs a third request")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--measure", choices=("bare", "ours"), help=argparse.SUPPRESS)
    parser.add_argument("--secrets", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        secrets = json.loads(chosen.secrets.read_text(encoding="utf-8"))
        folder = str(chosen.secrets.parent / "history")
        print(json.dumps(bare(secrets) if chosen.measure == "bare" else ours(secrets, folder)))
        return 0
    rows = 50 if chosen.quick else chosen.rows
    with GoogleProcess(spreadsheets(rows, TABS, chosen.third), LATENCY) as google:
        secrets = google.secrets(IDS[0])
        least = in_its_own("bare", secrets)
        google.counted()
        google.quota(READS)
        took = in_its_own("ours", secrets)
        counts = google.counted()
    print(f"{WORKBOOKS} workbooks × {TABS} tabs × {rows} rows, {READS} readings a minute")
    print(f"  first    {took['first']:6.1f} s  {took['said']}")
    print(f"  screen   {took['first_screen']:6.1f} s  with its office read")
    print(f"  complete {took['complete']:6.1f} s  {took['fresh']} fresh, {counts['sheets']} asked")
    print(f"  {took['rows']:,} rows are used, {took['problems']:,} problems are told")
    print(f"  the reading      {_two(took['read_peak'], took['read_settled'])}")
    print(f"  with the office  {_two(took['peak'], took['settled'])}")
    print(f"  bare reading     {_two(least['peak'], least['settled'])}")
    goal = GOAL_THIRD if chosen.third else GOAL
    good = took["complete"] <= goal and took["fresh"] == WORKBOOKS and took["settled"] <= MEMORY
    print("all goals met" if good else "a goal was MISSED")
    return 0 if good else 1


if __name__ == "__main__":
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    sys.exit(main())
