"""Ten registers of 5,000 rows: read and checked beside the same rows in built-in tabs, and a page.

Ten groups keep 5,000 activities each, with the columns and cells of the built-in tab of network
activities; then the same cells as a register of each group, with columns of the same types. Both
hold the same office. Prints medians and the ratio (goal: at most 1.3); then the page of one
register of 5,000 rows beside a bare script that draws the same (goal: at most 1.3). Exit code 1
where the two readings don't hold the same rows, never because of a time.

    python tests/bench/bench_registers.py [rows]
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from streamlit import config

from esa.reading.office import Office, read_office
from esa.reading.schema import read_tabs
from esa.sources.workbook import RawTab, RawWorkbook
from tests import registered
from tests.bench import bare_page, bench_pages
from tests.bench.timing import forget, medians

ROWS, GROUPS, GOAL = 5_000, 10, 1.3
BUILT_IN = read_tabs()["network_activities"]
NAMES = ("activity", "title", "date", "ends", "schools", "participants", "criterion", "link")
TYPES = ("ข้อความ", "ข้อความ", "วันที่", "วันที่", "โรงเรียน", "ตัวเลข", "ประเด็น", "ลิงก์")
SCHOOLS = ("93020001", "วัดตะโหมด", "บ้านท่าเชียด; วัดตะโหมด", "")


def rows(group: int, count: int) -> list[list[str]]:
    """Activities as a group types them."""
    return [
        [
            f"G{group}-{n}",
            f"กิจกรรมพัฒนาคุณภาพการศึกษา ครั้งที่ {n} ของกลุ่มที่ {group}",
            f"{n % 28 + 1}/{n % 9 + 1}/2557",
            "",
            SCHOOLS[n % len(SCHOOLS)],
            str(n % 300),
            "2.2.1" if n % 3 else "",
            f"https://drive.google.com/file/{group}-{n}" if n % 2 else "",
        ]
        for n in range(count)
    ]


def title(group: int) -> str:
    return f"ทะเบียนกิจกรรมของกลุ่มที่ {group}"


def offices(count: int) -> dict[str, list[RawWorkbook]]:
    """The same cells in built-in tabs, and in registers."""
    groups = [[f"G{n}", f"กลุ่มที่ {n}", "กลุ่ม"] for n in range(GROUPS)]
    heads = [BUILT_IN.field(name).title for name in NAMES]
    registers = [[f"R{n}", title(n), f"G{n}", "กิจกรรม", ""] for n in range(GROUPS)]
    columns = [
        [f"R{n}", str(at), head, "", kind, "", "", "", "ใช่" if at == 1 else "", ""]
        for n in range(GROUPS)
        for at, (head, kind) in enumerate(zip(heads, TYPES, strict=True), start=1)
    ]
    found = {}
    for kind, declared in (("built-in", ([], [])), ("registers", (registers, columns))):
        office = registered.office_book(*declared)
        tabs = [tab for tab in office.tabs if tab.title != "กลุ่มงาน"]
        tabs.append(RawTab("กลุ่มงาน", [["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท"], *groups]))
        books = [RawWorkbook(office.name, office.address, tuple(tabs), office.read_at)]
        for n in range(GROUPS):
            name = title(n) if kind == "registers" else BUILT_IN.title
            books.append(registered.group_book(f"G{n}", {name: [heads, *rows(n, count)]}))
        found[kind] = books
    return found


def held(office: Office) -> int:
    tabs = [title(n) for n in range(GROUPS)]
    return sum(len(office.rows[tab]) for tab in tabs if tab in office.rows)


def reading(count: int) -> bool:
    books = offices(count)
    read = {
        kind: lambda raws=raws: read_office(raws, registered.NOW) for kind, raws in books.items()
    }
    found = {kind: work() for kind, work in read.items()}
    same = held(found["registers"]) == len(found["built-in"].rows[BUILT_IN.name]) == GROUPS * count
    times = medians(read, before=forget)
    ratio = times["registers"] / times["built-in"]
    print(f"{GROUPS} × {count:,} rows, seconds of reading and checking (median)")
    for kind, office in found.items():
        print(f"{kind:10} {times[kind]:6.2f}  ({len(office.problems)} problems)")
    print(f"ratio {ratio:.2f}, goal {GOAL}")
    return same


def page(count: int) -> None:
    path = next(p for _, p, _, name in bench_pages.PAGES if name == "registers")
    other = next(p for _, p, _, name in bench_pages.PAGES if name == "report")
    home = next(p for _, p, _, name in bench_pages.PAGES if name == "board")
    bench_pages.MEASURED = [("registers", path, {"register": title(0)}), ("report", other, {})]
    bench_pages.MEASURED += [("board", home, {})]
    with tempfile.TemporaryDirectory() as place:
        office = registered.write_folder(Path(place) / "office", *offices(count)["registers"])
        os.environ["ESA_OFFICE"] = str(office)
        calls, first = bench_pages.recorded()
        (Path(place) / "bare").mkdir()
        bare = bare_page.make(Path(place) / "bare", bench_pages.PAGES, calls)
        bench_pages.by_apptest(bare, first, GOAL)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    same = reading(count)
    config.set_option("runner.enforceSerializableSessionState", False)
    page(count)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
