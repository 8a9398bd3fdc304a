"""100,000 rows × 8 columns with 1,001 planted errors: reading and checking, ours and frictionless.

Both get the same rows of text in the same run and check the same types and constraints. Prints
medians, the ratio (goal: at least 5), and how many planted errors each found at its cell and how
many it invented; then the same with the reading of the CSV file. Exit code 1 where ours misses
or invents one, never because of a time.

    python tests/bench/bench_check.py [rows]
"""

import csv
import random
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.reading.headings import letter
from esa.reading.schema import Tab, tab_from
from esa.reading.tables import read_table
from esa.sources.folder import read_folder
from esa.sources.workbook import RawTab
from tests.bench.timing import RUNS, forget, medians
from tests.table_schema import standard_descriptor

SEED = 2557
ROWS = 100_000
EACH = 143  # of each of the seven kinds: 1,001
GOAL = 5
SUBJECTS = ["ภาษาไทย", "คณิตศาสตร์", "วิทยาศาสตร์", "สังคมศึกษา", "ศิลปะ"]
DESCRIPTOR = {
    "name": "results",
    "title": "ผลการทดสอบ",
    "workbook": "office",
    "primaryKey": ["line"],
    "fields": [
        {
            "name": "line",
            "title": "ลำดับที่",
            "type": "integer",
            "constraints": {"required": True, "minimum": 1},
        },
        {
            "name": "school_code",
            "title": "รหัสโรงเรียน",
            "type": "string",
            "code": True,
            "constraints": {"required": True, "pattern": r"^\d{8}$"},
        },
        {
            "name": "subject",
            "title": "วิชา",
            "type": "string",
            "categories": [{"value": f"s{i}", "label": s} for i, s in enumerate(SUBJECTS)],
        },
        {
            "name": "academic_year",
            "title": "ปีการศึกษา",
            "type": "year",
            "constraints": {"minimum": 2540, "maximum": 2640},
        },
        {
            "name": "tested",
            "title": "เข้าสอบ",
            "type": "integer",
            "constraints": {"minimum": 0, "maximum": 1000},
        },
        {
            "name": "mean",
            "title": "คะแนนเฉลี่ย",
            "type": "number",
            "constraints": {"minimum": 0, "maximum": 100},
        },
        {"name": "held", "title": "วันที่สอบ", "type": "date"},
        {"name": "place", "title": "สถานที่", "type": "string"},
    ],
}
# kind of error → column, what stands in the cell
PLANTED = {
    "a key left blank": (0, ""),
    "a code with a digit too few": (1, "0123456"),
    "a word that is no choice": (2, "ภาษาไทยย"),
    "a word for a year": (3, "ปีนี้"),
    "a negative count": (4, "-3"),
    "a word for a number": (5, "มาก"),
    "a day that doesn't exist": (6, "2014-02-31"),
}


def make(path: Path, rows: int, each: int = EACH) -> set[str]:
    """Write the file, with so many errors of each kind; the names of the cells that hold one."""
    chance = random.Random(SEED)
    start = date(2012, 1, 1)
    lines = [
        [
            str(i),
            f"{chance.randrange(100):08d}",
            chance.choice(SUBJECTS),
            str(chance.choice([2554, 2555, 2556, 2557])),
            str(chance.randrange(0, 300)),
            f"{chance.uniform(0, 100):.2f}",
            (start + timedelta(days=chance.randrange(1500))).isoformat(),
            f"ห้องสอบ {chance.randrange(1, 400)}",
        ]
        for i in range(1, rows + 1)
    ]
    places = iter(chance.sample(range(rows), each * len(PLANTED)))
    cells = set()
    for column, text in PLANTED.values():
        for _ in range(each):
            row = next(places)
            lines[row][column] = text
            cells.add(f"{letter(column)}{row + 2}")
    path.parent.mkdir()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field["title"] for field in DESCRIPTOR["fields"]])
        writer.writerows(lines)
    return cells


def from_file(path: Path) -> list[list[object]]:
    (workbook,) = read_folder(path.parent, datetime(2014, 9, 23))
    return workbook.tabs[0].rows


def ours(rows: list[list[object]], tab: Tab) -> list[str]:
    return [problem.cell for problem in read_table(tab, RawTab(tab.title, rows), "b").problems]


def ours_with_table(rows: list[list[object]], tab: Tab) -> int:
    """The same, and the DataFrame made of it, which frictionless has no counterpart for."""
    return len(read_table(tab, RawTab(tab.title, rows), "b").table)


def theirs(**source: object) -> list[str]:
    """What frictionless finds, as names of cells. source: path or data."""
    from frictionless import Checklist, Resource, Schema, system

    plain = standard_descriptor(DESCRIPTOR)
    known = [field for field in plain["fields"] if field["title"] != "หมายเหตุ"]
    for field in known:
        field.pop("example", None)
    schema = Schema.from_descriptor({"fields": known, "missingValues": [""]})
    with system.use_context(trusted=True):
        report = Resource(**source, schema=schema).validate(Checklist(), limit_errors=1_000_000)
    places = report.flatten(["fieldNumber", "rowNumber"])
    return [f"{letter(field - 1) if field else '?'}{row}" for field, row in places]


def tell(name: str, found: list[str], planted: set[str]) -> bool:
    at_place, invented = planted & set(found), [cell for cell in found if cell not in planted]
    twice = len(found) - len(invented) - len(at_place)
    print(f"{name:13} found {len(at_place)} of {len(planted)}, invented {len(invented)}", end="")
    print(f", told twice {twice}" if twice else "")
    return len(at_place) == len(planted) and not invented


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    tab = tab_from(DESCRIPTOR)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench" / "ผลการทดสอบ.csv"
        planted = make(path, count)
        rows = from_file(path)
        good = tell("ours", ours(rows, tab), planted)
        tell("frictionless", theirs(data=rows), planted)
        works = {
            "ours": lambda: ours(rows, tab),
            "frictionless": lambda: theirs(data=rows),
            "ours, with the table": lambda: ours_with_table(rows, tab),
            "ours, with the file": lambda: ours(from_file(path), tab),
            "frictionless, with the file": lambda: theirs(path=str(path)),
        }
        times = medians(works, before=forget)
    print(f"{count:,} rows x 8 columns, median of {RUNS} runs")
    for name, time in times.items():
        print(f"  {name:28} {time:6.2f} s")
    ratio = times["frictionless"] / times["ours"]
    whole = times["frictionless, with the file"] / times["ours, with the file"]
    print(f"  {ratio:.1f} times as fast (goal {GOAL}); with the file {whole:.1f} times")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
