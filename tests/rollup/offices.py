"""Offices of a seed, as they would have published: an example to look at, and to measure with.

Everything is made up; every file says so (state "sample"), and the list names no real office.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from esa.reading.office import BANGKOK
from esa.rollup.facts import Fact
from esa.rollup.target import Published, State, parquet, state_of

REGIONS = {"ภาคเหนือ": 17, "ภาคกลาง": 21, "ภาคตะวันออก": 8, "ภาคตะวันออกเฉียงเหนือ": 20, "ภาคใต้": 14}
INDICATORS = {"1.1": 6, "1.2": 5, "1.3": 4, "1.4": 4, "2.1": 6, "2.2": 7, "2.3": 5, "2.4": 6}
INDICATORS |= {"2.5": 5, "3.1": 6, "3.2": 5, "3.3": 4}
READINGS = ("reported", "verified")
COLOURS = ("blue", "green", "yellow", "orange", "red", "hidden", "not_tested")
TESTS = (("O-NET", "P6"), ("O-NET", "M3"), ("NT", "P3"), ("RT", "P1"))
KINDS = ("school_network", "club", "centre")
OFFICES = 245


def listed(offices: int = OFFICES) -> Iterator[tuple[str, str, str, str]]:
    """Code, name, province and region of each; three or so to a province."""
    provinces = [(r, f"{r} จังหวัดที่ {n}") for r, many in REGIONS.items() for n in range(1, many + 1)]
    for at in range(offices):
        region, province = provinces[at * len(provinces) // offices % len(provinces)]
        yield f"{1001 + at}", f"สำนักงานตัวอย่าง {at + 1}", province, region


def register(offices: int = OFFICES) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("office", "name", "province", "region"), *listed(offices)])
    return out.getvalue().encode("utf-8-sig")


def facts(code: str, day: date, tables: int = len(TESTS), seed: int = 7) -> list[Fact]:
    """One state of an office. tables: of test results; more rows, and nothing else."""
    chance = Random(f"{seed} {code}")
    need = chance.random()  # how much the office has still to do: it stays, the day helps a little
    done = min(max(1.05 - need + day.toordinal() % 400 / 4000, 0), 1)
    made: list[Fact] = [
        {"figure": "about", "edition": "2557", "state": "sample", "count": 8, "day": day},
    ]
    made[0]["unknown"] = int(need > 0.9)
    for reading in READINGS:
        for indicator, points in INDICATORS.items():
            made.append(_level(chance, indicator, points, done, reading))
    for test, grade in [*TESTS, *[("LAS", f"P{1 + n % 6}") for n in range(tables - len(TESTS))]]:
        for kind in KINDS:
            made += _colours(chance, test, grade, kind, day.year + 542, need)
    allocated = Decimal(chance.randrange(20_000_000, 90_000_000))
    spent = (allocated * Decimal(round(done, 3))).quantize(Decimal("0.01"))
    money = {"allocated": allocated, "committed": Decimal(0), "spent": spent}
    made.append({"figure": "money", **money, "count": 12, "unknown": 0, "day": day})
    for figure, state, count in (
        ("resolutions", "overdue", int(need * 6)),
        ("problems", "error", int(need * 30)),
        ("networks", "silent", int(need * 9)),
        ("kpis", "not_reached", int(need * 4)),
    ):
        made.append({"figure": figure, "state": state, "count": count})
    left = {"figure": "left_out", "tab": "evidence", "count": int(need * 12), "unknown": 0}
    return [*made, left, {"figure": "withheld", "count": 0}]


def _level(chance: Random, indicator: str, points: int, done: float, reading: str) -> Fact:
    ease = chance.uniform(0.75, 1.2) * (0.6 if indicator == "2.2" else 1)
    share = done * ease * (0.8 if reading == "verified" else 1)
    clear = min(round(points * share), points)
    unknown = min(chance.choice((0, 0, 0, 1)), points - clear)
    overdue = max(points - clear - unknown - 1, 0)
    low = max(1, min(5, 5 - (points - clear)))
    high = min(5, low + unknown)
    state = "level" if not unknown else "incomplete"
    if overdue > 3:
        low, high, state = None, None, "locked"
    about = {"figure": "levels", "edition": "2557", "indicator": indicator, "reading": reading}
    counts = {"points": points, "clear": clear, "unknown": unknown, "overdue": overdue}
    return {**about, "state": state, "low": low, "high": high, **counts}


def _colours(
    chance: Random, test: str, grade: str, kind: str, year: int, need: float
) -> Iterator[Fact]:
    for place, colour in enumerate(COLOURS):
        schools = int(chance.triangular(0, 40, max(30 * (1 - abs(place / 4 - need)), 0)))
        about = {"figure": "colours", "test": test, "grade": grade, "academic_year": year}
        yield {**about, "network_kind": kind, "state": colour, "count": schools}


def write(target: Path, code: str, day: date, number: str = "", **more: int) -> State:
    """Publish one state, without the care for power failures that makes many of them slow."""
    state = state_of(code, day.year + 543 + (day.month >= 10), day, number)
    made = facts(code, day, **more)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=BANGKOK)
    folder = target / state.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "figures.parquet").write_bytes(parquet(Published(state, at, 1, 1, 0), made))
    return state


def example(target: Path, today: date, offices: int = OFFICES) -> None:
    """As a ministry would find it: most offices fresh, some silent, two old ones, one damaged."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "offices.csv").write_bytes(register(offices))
    month = timedelta(days=31)
    for at, (code, *_) in enumerate(listed(offices)):
        if at % 17 == 5:
            continue  # never published
        late = 5 * month if at % 41 == 7 else 2 * month if at % 29 == 3 else timedelta(days=at % 9)
        write(target, code, today - late - month)
        state = write(target, code, today - late)
        if at == 99:
            damaged = target / state.folder / "figures.parquet"
            damaged.write_bytes(damaged.read_bytes()[:900])
