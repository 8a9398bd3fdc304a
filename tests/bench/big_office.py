"""An office of many schools: the sample's workbooks with its schools, limits and results replaced.

1,000 schools × 20 subjects × 3 years are 60,000 rows of results.

    python tests/bench/big_office.py FOLDER [schools] [subjects] [years]
"""

import csv
import random
import shutil
import sys
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"
SEED = 2557
SCHOOLS, SUBJECTS, YEARS = 1_000, 20, 3
LATEST = 2556
SET = ("O-NET", "ป.6")
SCOPE = "เขตพื้นที่"


def make(folder: Path, schools: int = SCHOOLS, subjects: int = SUBJECTS, years: int = YEARS) -> int:
    """Write the office into a new folder; the number of rows of results."""
    shutil.copytree(SAMPLE, folder)
    chance = random.Random(SEED)
    names = ["ภาษาไทย", "คณิตศาสตร์", *(f"วิชาที่ {n}" for n in range(3, subjects + 1))][:subjects]
    every = range(LATEST - years + 1, LATEST + 1)
    _rewrite(folder / "office" / "schools.csv", lambda head, old: _schools(head, old, schools))
    _rewrite(
        folder / "office" / "lower_limits.csv",
        lambda head, _: [
            [year, *SET, name, SCOPE, "45.00", ""] for year in every for name in names
        ],
    )
    rows = [
        [year, *SET, name, SCOPE, _code(number), *_counts(chance), ""]
        for year in every
        for name in names
        for number in range(schools)
    ]
    _rewrite(folder / "office" / "test_results.csv", lambda head, _: rows)
    return len(rows)


def _rewrite(path: Path, rows: object) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *old = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows(head, old))


def _code(number: int) -> str:
    return f"{57_000_000 + number:08d}"


def _schools(head: list[str], old: list[list[str]], count: int) -> list[list[str]]:
    """Schools like those of the sample, in its networks, under codes and names of their own."""
    code, name = head.index("รหัสโรงเรียน"), head.index("ชื่อโรงเรียน")
    rows = []
    for number in range(count):
        row = list(old[number % len(old)])
        row[code], row[name] = _code(number), f"{row[name]} {number // len(old) + 1}"
        rows.append(row)
    return rows


def _counts(chance: random.Random) -> list[object]:
    tested = chance.randrange(5, 90)
    return [tested, chance.randrange(0, tested + 1), f"{chance.uniform(20, 80):.2f}"]


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), *map(int, sys.argv[2:])), "rows")
