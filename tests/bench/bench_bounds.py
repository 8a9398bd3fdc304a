"""The price of bounds: judging an office with what can't be read, and with without.

The sample, and the sample with forty cells, two tabs and a workbook that can't be read. Prints
medians of judging all editions, and the ratio (goal: at most 1.2 for the sample);
a time is never an error.

    python tests/bench/bench_bounds.py
"""

import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.judged import Judged
from esa.reading.office import Office, read_office
from tests.bench.timing import medians
from tests.slips import IN_ONE_ROW, Slip, slipped, slips
from tests.unit.changed import NOW, base, raw, small

RUNS = 101
GOAL = 1.2
SPOILT = 40


def judge(office: Office) -> int:
    """Levels, or conditions met, of every edition, with their points and documents; how many."""
    state = Judged(office)
    levels = sum(len(edition.levels) for edition in state.by_levels)
    return levels + sum(len(edition.results) for edition in state.by_conditions)


def without_bounds(office: Office) -> Office:
    """The same rows, and nothing known that can't be read: no end of a level but the lower one."""
    told = tuple(problem for problem in office.problems if problem.severity == "info")
    nothing = {"unread": frozenset(), "unread_tabs": frozenset(), "strays": {}, "missing": ()}
    return replace(office, problems=told, **nothing)


def spoilt() -> Office:
    books = raw(small())
    cells = (slip for slip in slips(books, 13) if slip.kind in IN_ONE_ROW)
    more = (
        Slip("title", "am", "หลักฐานอ้างอิง"),
        Slip("title", "hr", "การดำเนินงาน"),
        Slip("workbook", "fin"),
    )
    return read_office(slipped(books, *islice(cells, SPOILT), *more), NOW, is_sample=True)


def main() -> None:
    offices = {"the sample": base().office, "a spoilt one": spoilt()}
    for name, office in offices.items():
        bare = without_bounds(office)
        assert judge(office) == judge(bare)
        works = {"with": lambda o=office: judge(o), "without": lambda o=bare: judge(o)}
        times = medians(works, RUNS)
        ratio = times["with"] / times["without"]
        print(f"{name}: judged in {1000 * times['with']:.1f} ms with bounds, ", end="")
        print(f"{1000 * times['without']:.1f} ms without: {ratio:.2f} times (goal {GOAL})")


if __name__ == "__main__":
    main()
