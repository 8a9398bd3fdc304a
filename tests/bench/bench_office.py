"""9 workbooks × 10 tabs × 300 rows of .xlsx: reading and checking beside calamine's bare reading.

The tabs are those of sheets_schema/ with plausible rows. Prints medians and the ratio (goal: at
most 2.3, formats and hyperlinks read); a time is never an error.

    python tests/bench/bench_office.py [rows]
"""

import random
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import xlsxwriter
from python_calamine import CalamineWorkbook

from esa.reading.office import read_office
from esa.reading.schema import Field, Tab, read_tabs
from esa.reading.tables import find_tab, read_table
from esa.sources.folder import read_folder
from tests.bench.timing import RUNS, forget, medians

SEED = 2557
ROWS = 300
GOAL = 2.3
NOW = datetime(2014, 9, 23, 9, tzinfo=timezone(timedelta(hours=7)))
GROUPS = ["AM", "NP", "FIN", "HR", "PRO", "SUP", "AUD", "LAW"]
OFFICE_TABS = [
    "standards",
    "indicators",
    "criteria",
    "conditions",
    "rubric",
    "networks",
    "schools",
    "lower_limits",
    "test_results",
]
GROUP_TABS = [
    "progress",
    "evidence",
    "projects",
    "spending",
    "network_activities",
    "resources",
    "figures",
    "kpis",
]
OWN_CODES = ("project", "activity", "kpi", "figure_set")  # unique in the office
LEFT_BLANK = [
    "weight",
    "points_total",
    "in_force_to",
    "ends",
    "left_stated",
    "co_groups",
    "max_clear",
    "order_date",
    "set_total",
    "remark",
    "sides",
    "indicators",
    "extra_condition",
    "extra_condition_met",
    "scope_note",
    "kpi_target",
]
STEADY = {
    "edition": "2557",
    "checked_by_group": "AUD",
    "lead_groups": "ทุกกลุ่ม",  # as every group reports on every criterion
    "test": "O-NET",
    "grade": "ป.6",
    "scope": "เขตพื้นที่",
    "latitude": 7.4,
    "longitude": 100.1,
    "enrolled": 900,
    "tested": 60,
    "not_passed": 12,
    "allocated": 50_000,
    "committed": 1_000,
    "parts_of_whole": "ไม่ใช่",
}


def code(row: int) -> str:
    return f"{row // 9 + 1}.{row % 9 + 1}"


def cell(tab: Tab, field: Field, row: int, group: str, chance: random.Random) -> object:
    """A plausible cell of that field; keys differ from row to row and references exist."""
    name = field.name
    if name in STEADY:
        return STEADY[name]
    if name in OWN_CODES:
        return f"{group}{row}"
    if name in LEFT_BLANK:
        return ""
    if name in ("network", "networks", "partner"):
        return code(row)
    if name in ("school_code", "schools"):
        return f"{10_000_000 + row}"
    if tab.name == "rubric" and name in ("indicator", "level", "min_clear"):
        return {"indicator": code(row // 5), "level": row % 5 + 1, "min_clear": row % 5}[name]
    if name == "subject":
        return f"วิชา {row}"
    if name == "level" or name.endswith("_level"):
        return row % 5 + 1
    return plain_cell(field, row, chance)


def plain_cell(field: Field, row: int, chance: random.Random) -> object:
    if field.categories:
        return chance.choice(field.categories).label
    if field.type == "year":
        return 2557
    if field.code:
        return code(row)
    if field.name in ("item", "line"):
        return row + 1
    if field.type in ("integer", "number"):
        return chance.randrange(2, 90)
    if field.type == "date":
        return f"{chance.randrange(1, 28)} มี.ค. 2557"
    if field.type in ("boolean", "list"):
        return ""
    if field.format == "uri":
        return f"https://example.org/{row}"
    return f"{field.title} {row}" if field.required or chance.random() < 0.5 else ""


def write_tab(
    workbook: xlsxwriter.Workbook, tab: Tab, rows: int, group: str, chance: random.Random
) -> None:
    sheet = workbook.add_worksheet(tab.title)
    sheet.write_row(0, 0, [field.title for field in tab.fields])
    for row in range(rows):
        for column, field in enumerate(tab.fields):
            value = cell(tab, field, row, group, chance)
            if value != "":
                sheet.write(row + 1, column, value)


def write_workbook(path: Path, group: str, rows: int, chance: random.Random) -> None:
    """A workbook of ten full tabs; that of a group has a list of the templates as its last."""
    tabs = read_tabs()
    with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as workbook:
        about = workbook.add_worksheet(tabs["about"].title)
        about.write_row(0, 0, [field.title for field in tabs["about"].fields])
        about.write_row(1, 0, ["กลุ่ม" if group else "สำนักงาน", group, 2557])
        for name in GROUP_TABS if group else OFFICE_TABS:
            write_tab(workbook, tabs[name], rows, group, chance)
        if group:
            notes = workbook.add_worksheet("_รายการ")
            for row in range(rows):
                notes.write_row(row, 0, [f"รายการ {row}", row, f"ข้อ {row % 7}"])
            return
        groups = workbook.add_worksheet(tabs["groups"].title)
        groups.write_row(0, 0, [field.title for field in tabs["groups"].fields])
        for row, name in enumerate(GROUPS, 1):
            groups.write_row(row, 0, [name, f"กลุ่ม {name}", "กลุ่ม"])
        editions = workbook.add_worksheet(tabs["editions"].title)
        editions.write_row(0, 0, [field.title for field in tabs["editions"].fields[:3]])
        editions.write_row(1, 0, ["2557", "มาตรฐาน 2557", "ระดับคุณภาพตามจำนวนหลักฐาน"])
        own = workbook.add_worksheet(tabs["settings"].title)
        own.write_row(0, 0, ["ชื่อสำนักงาน", "ปีงบประมาณ", "ฉบับมาตรฐานที่ใช้"])
        own.write_row(1, 0, ["สำนักงานทดลอง", 2557, "2557"])


def bare(folder: Path) -> int:
    """What calamine alone needs for all cells of all files."""
    cells = 0
    for path in sorted(folder.glob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            cells += sum(map(len, workbook.get_sheet_by_name(name).to_python()))
    return cells


def into_rows(folder: Path) -> int:
    """Every tab read and its cells checked, without the checks between tabs; rows kept."""
    rows = 0
    for workbook in read_folder(folder, NOW):
        for raw in workbook.tabs:
            tab = find_tab(read_tabs(), raw.title)
            rows += len(read_table(tab, raw, workbook.name).rows) if tab else 0
    return rows


def with_tables(folder: Path) -> int:
    """Read, checked, and every table made, as the pages together ask for them."""
    office = read_office(read_folder(folder, NOW), NOW)
    return sum(len(office.table(name)) for name in read_tabs())


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, group in enumerate(["", *GROUPS]):
            write_workbook(folder / f"{number} {group or 'สำนักงาน'}.xlsx", group, rows, chance)
        office = read_office(read_folder(folder, NOW), NOW)
        used = sum(tab.used for book in office.workbooks for tab in book.tabs)
        aside = sum(tab.aside for book in office.workbooks for tab in book.tabs)
        print(f"{used:,} rows used, {aside:,} aside, {len(office.problems):,} problems, ", end="")
        print(f"{bare(folder):,} cells")
        times = medians(
            {
                "calamine alone": lambda: bare(folder),
                "reading": lambda: read_folder(folder, NOW),
                "reading into rows": lambda: into_rows(folder),
                "reading and checking": lambda: read_office(read_folder(folder, NOW), NOW),
                "and all tables made": lambda: with_tables(folder),
            },
            before=forget,
        )
    print(f"9 workbooks x 10 tabs x {rows} rows, median of {RUNS} runs")
    for work, time in times.items():
        print(f"  {work:22} {time:6.2f} s")
    tables = times["reading into rows"] / times["calamine alone"]
    ratio = times["reading and checking"] / times["calamine alone"]
    print(f"  {ratio:.1f} times calamine alone (goal at most {GOAL}); ", end="")
    print(f"without the checks between tabs {tables:.1f} times; ", end="")
    print(f"with all tables {times['and all tables made'] / times['calamine alone']:.1f} times")


if __name__ == "__main__":
    main()
