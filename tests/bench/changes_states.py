"""Two states of a large office, made in memory, for bench_changes.py.

Half of the rows are test results of schools, the rest is spread over the tabs as an office that
reports on thousands of criteria would fill them. The later state has its rows in another order and
one row in a hundred changed.
"""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from esa.plain import Rows
from esa.reading.office import Office
from esa.reading.schema import read_tabs

SEED = 2557
EDITION = "2557"
TODAY = date(2014, 9, 23)
GROUPS = [f"G{n}" for n in range(8)]
SUBJECTS = [f"วิชาที่ {n}" for n in range(20)]
# share of the rows of each tab
SHARES = {
    "test_results": 0.50,
    "evidence": 0.15,
    "progress": 0.08,
    "criteria": 0.08,
    "figures": 0.05,
    "resources": 0.04,
    "spending": 0.03,
    "projects": 0.02,
    "kpis": 0.02,
    "network_activities": 0.02,
    "follow_ups": 0.01,
}
BANDS = (("blue", "0", "20"), ("green", "20.01", "40"), ("yellow", "40.01", "60"))
BANDS += (("orange", "60.01", "80"), ("red", "80.01", "100"))


def states(rows: int) -> tuple[Office, Office]:
    """The earlier and the later state, of about so many rows each."""
    chance = random.Random(SEED)
    cells = {tab: _made(tab, int(rows * share), chance) for tab, share in SHARES.items()}
    cells |= _registers(int(rows * SHARES["criteria"]), int(rows * SHARES["test_results"]))
    later = {tab: [dict(row) for row in made] for tab, made in cells.items()}
    for tab in SHARES:
        for row in chance.sample(later[tab], len(later[tab]) // 100):
            _change(tab, row, chance)
        chance.shuffle(later[tab])
    return _office(cells), _office(later)


def _office(cells: dict[str, list[dict]]) -> Office:
    read_at = datetime(2014, 9, 23, 9)
    tables = {name: _rows(name, cells.get(name, [])) for name in read_tabs()}
    return Office(
        *("สำนักงาน", "สำนักงาน", 2557, EDITION, TODAY, read_at, False),
        *(frozenset(), (), (), {}, tables),
    )


def _rows(name: str, made: list[dict]) -> Rows:
    tab = read_tabs()[name]
    names = [field.name for field in tab.fields] + ["group"] * (tab.workbook == "group")
    lists = {field.name for field in tab.fields if field.type == "list"}
    columns = {n: [row.get(n, () if n in lists else None) for row in made] for n in names}
    books = [row.get("group", "office") for row in made]
    return Rows([(book, n + 2) for n, book in enumerate(books)], columns)


def _registers(criteria: int, results: int) -> dict[str, list[dict]]:
    indicators = [f"{n // 10}.{n % 10}" for n in range(max(criteria // 10, 1))]
    in_edition = {"edition": EDITION}
    rubric = [
        in_edition | {"indicator": code, "level": level, "min_clear": low, "max_clear": high}
        for code in indicators
        for level, low, high in ((1, 0, 2), (2, 3, 4), (3, 5, 6), (4, 7, 8), (5, 9, 10))
    ]
    return {
        "editions": [in_edition | {"title": "มาตรฐาน", "method": "rubric"}],
        "groups": [{"group": code, "name": f"กลุ่ม {code}", "kind": "group"} for code in GROUPS],
        "indicators": [
            in_edition | {"indicator": code, "title": f"ตัวบ่งชี้ {code}", "points_total": 10}
            for code in indicators
        ],
        "rubric": rubric,
        "schools": [
            {"school_code": f"{n:08d}", "name": f"โรงเรียนที่ {n}", "status": "open"}
            for n in range(results // len(SUBJECTS) + 1)
        ],
        "colour_bands": [
            {
                "from_academic_year": 2550,
                "colour": colour,
                "order": n + 1,
                "from_percent": Decimal(low),
                "to_percent": Decimal(high),
            }
            for n, (colour, low, high) in enumerate(BANDS)
        ],
    }


def _made(tab: str, count: int, chance: random.Random) -> list[dict]:
    return [_row(tab, n, chance) | _of_group(tab, n) for n in range(count)]


def _of_group(tab: str, number: int) -> dict:
    return {"group": GROUPS[number % 8]} if read_tabs()[tab].workbook == "group" else {}


def _row(tab: str, n: int, chance: random.Random) -> dict:
    """The n-th row of a tab: a key of its own, and what is compared."""
    baht = Decimal(chance.randrange(1_000, 90_000_000)).scaleb(-2)
    criterion = f"{n // 100}.{n // 10 % 10}.{n % 10 + 1}"
    of_point = {"edition": EDITION, "criterion": criterion}
    title = f"เรื่องที่ {n}"
    tested = chance.randrange(5, 90)
    rows = {
        "test_results": lambda: {
            "academic_year": 2556,
            "test": "O-NET",
            "grade": "ป.6",
            "subject": SUBJECTS[n % 20],
            "scope": "area",
            "school_code": f"{n // 20:08d}",
            "tested": tested,
            "not_passed": chance.randrange(tested + 1),
            "mean": round(chance.uniform(20, 80), 2),
        },
        "evidence": lambda: (
            of_point | {"item": n + 1, "title": title, "place": chance.choice([None, "แฟ้ม 1"])}
        ),
        "progress": lambda: of_point | {"carried_out": chance.choice(["done", "done", "ongoing"])},
        "criteria": lambda: (
            of_point
            | {
                "indicator": f"{n // 100}.{n // 10 % 10}",
                "title": title,
                "lead_groups": (GROUPS[n % 8],),
            }
        ),
        "figures": lambda: {"figure_set": f"F{n // 10}", "label": title, "count": tested},
        "resources": lambda: {"activity": f"A{n}", "line": 1, "partner": "P1", "value": baht},
        "spending": lambda: {
            "line": n + 1,
            "as_of": TODAY - timedelta(days=n % 7),
            "project": f"P{n}",
            "expenditure_type": "operations",
            "allocated": 2 * baht,
            "spent": baht,
        },
        "projects": lambda: {"project": f"P{n}", "title": title, "status": "in_progress"},
        "kpis": lambda: {"kpi": f"K{n}", "title": title, "target": baht, "actual_6m": baht / 2},
        "network_activities": lambda: {"activity": f"A{n}", "title": title, "date": TODAY},
        "follow_ups": lambda: {
            "meeting_no": f"{n // 10 + 1}/2557",
            "item": n % 10 + 1,
            "resolution": title,
            "groups": (GROUPS[n % 8],),
            "status": "open",
            "due": TODAY,
        },
    }
    return rows[tab]()


def _change(tab: str, row: dict, chance: random.Random) -> None:
    """Another value in the column that is compared."""
    other = {
        "test_results": ("not_passed", chance.randrange(row.get("tested", 0) + 1)),
        "evidence": ("place", None if row.get("place") else "แฟ้ม 2"),
        "progress": ("carried_out", "preparing"),
        "criteria": ("lead_groups", (GROUPS[0],)),
        "figures": ("count", row.get("count", 0) + 1),
        "resources": ("value", row.get("value", Decimal(0)) + 1),
        "spending": ("spent", row.get("spent", Decimal(0)) + 1),
        "projects": ("status", "done"),
        "kpis": ("actual_9m", row.get("target")),
        "network_activities": ("date", None),
        "follow_ups": ("status", "done"),
    }
    name, value = other[tab]
    row[name] = value
