"""Size of a history of 1, 50 and 200 states of the sample, and the time to freeze and open one.

Each state is a week later; in it the office's reference date, one follow-up, and three cells of
evidence of one group differ, each saved as readings and frozen as a meeting. A workbook that
changed is kept whole, one that didn't is kept once: the limit is the size of the first state for
each, as if all workbooks changed every week.

    python tests/bench/bench_history.py
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.history.meetings import freeze, meetings, raws_of
from esa.history.store import Store
from esa.reading.office import BANGKOK, read_office
from esa.sources.folder import read_folder
from esa.sources.workbook import RawTab, RawWorkbook
from tests.bench.timing import medians

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"
START = datetime(2014, 9, 23, 9, 0, tzinfo=BANGKOK)
COUNTS = (1, 50, 200)
GROUPS = ("sup", "pro", "am", "np", "hr", "fin")


def with_cell(raw: RawWorkbook, tab: str, row: int, column: str, value: str) -> RawWorkbook:
    """The workbook with one other cell."""

    def changed(old: RawTab) -> RawTab:
        if old.title != tab:
            return old
        rows = list(old.rows)
        place = 1 + row % (len(rows) - 1)
        rows[place] = list(rows[place])
        rows[place][rows[0].index(column)] = value
        return replace(old, rows=rows)

    return replace(raw, tabs=tuple(map(changed, raw.tabs)))


def states(count: int) -> Iterator[list[RawWorkbook]]:
    """The workbooks of each week."""
    raws = {raw.name: raw for raw in read_folder(SAMPLE, START)}
    for week in range(count):
        at, edits = START + timedelta(weeks=week), []
        if week:
            day = f"{at.day}/{at.month}/{at.year + 543}"
            edits.append(("office", "settings", 0, "วันอ้างอิง", day))
            edits.append(("office", "follow_ups", week, "หลักฐานที่ใช้ปิดเรื่อง", f"บันทึกที่ {week}"))
            group = GROUPS[week % len(GROUPS)]
            place = f"แฟ้ม {week} ตู้ {week % 7}"
            edits += [
                (group, "evidence", 3 * week + n, "ที่เก็บ (แฟ้ม/ตู้)", f"{place} ช่อง {n}")
                for n in range(3)
            ]
        for name, *edit in edits:
            raws[name] = with_cell(raws[name], *edit)
        raws = {name: replace(raw, read_at=at) for name, raw in raws.items()}
        yield list(raws.values())


def size(place: Path) -> int:
    """Bytes of all files together."""
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())


def main() -> None:
    print(f"{'states':>7} {'bytes':>10} {'a state':>9} {'limit':>10} {'of limit':>9}")
    with tempfile.TemporaryDirectory() as folder:
        place, one = Path(folder) / "store", 0
        store = Store(place)
        for number, raws in enumerate(states(max(COUNTS)), 1):
            for raw in raws:
                store.save(raw)
            freeze(store, raws, f"{number}/2557", raws[0].read_at.date(), raws[0].read_at)
            one = one or size(place)
            if number in COUNTS:
                now, limit = size(place), one * number
                each = now // number
                print(f"{number:7,} {now:10,} {each:9,} {limit:10,} {now / limit:9.0%}")
        times(store, raws)


def times(store: Store, raws: list[RawWorkbook]) -> None:
    """Seconds to freeze one more, to list all, and to open the last as raw and as an Office."""
    numbers = iter(range(5000, 9999))
    last = meetings(store).meetings[-1]
    at = last.frozen_at
    found = medians(
        {
            "freeze": lambda: freeze(store, raws, f"{next(numbers)}/2557", at.date(), at),
            "list 200": lambda: meetings(store),
            "open": lambda: raws_of(store, last),
            "open and read": lambda: read_office(raws_of(store, last), at),
        }
    )
    for name, seconds in found.items():
        print(f"{name:>14} {seconds:6.3f} s")


if __name__ == "__main__":
    main()
