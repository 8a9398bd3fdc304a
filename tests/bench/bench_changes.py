"""Two computed states of 100,000 rows compared, beside a bare pandas outer merge of their tables.

The merge gets the same rule tables and raw tabs, only their keys and the columns that are compared,
and does nothing with what it finds; ours names each change, with its group and its cell. Both start
from tables that are ready. Then the same for 1,000 and 10,000 rows. Prints medians and the ratio
(goal: at most 3).

    python tests/bench/bench_changes.py [rows]
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.changes.amounts import FIGURES, KPI_VALUES, MONEY, OF_MONEY
from esa.changes.compare import changes
from esa.judged import Judged
from esa.rules.colours import KEPT_APART
from esa.rules.vocabulary import READINGS
from tests.bench.changes_states import EDITION, states
from tests.bench.timing import RUNS, medians

ROWS = 100_000
GOAL = 3
CLEAR = ["clear_reported", "clear_verified", "carried", "unread"]
LEVELS = [
    f"{what}_{reading}" for reading in ("reported", "verified") for what in ("outcome", "level")
]
SCHOOL = ["school_code", *KEPT_APART]


def tables(state: Judged) -> Mapping[str, tuple[pd.DataFrame, list[str]]]:
    """Each compared table with its key: the key and the compared columns, no others."""
    office, judged = state.office, state.edition(EDITION)
    spending = framed(state.spending)
    counted = spending[spending["standing"] == "counted"]
    point = ["edition", "criterion"]
    chosen = {
        "levels": (framed(judged.levels), ["edition", "indicator"], LEVELS),
        "points": (framed(judged.points), point, CLEAR),
        "evidence": (framed(judged.evidence), ["group", *point, "item"], ["state", "title"]),
        "progress": (office.progress, ["group", *point, "condition"], ["carried_out"]),
        "subjects": (state.subject_colours, [*SCHOOL, "subject"], ["stand"]),
        "schools": (framed(state.school_colours), SCHOOL, ["stand"]),
        "spending": (counted, list(OF_MONEY), list(MONEY)),
        "resources": (office.resources, ["activity", "line"], ["value"]),
        "figures": (office.figures, ["figure_set", "label"], list(FIGURES)),
        "kpis": (office.kpis, ["kpi"], [*KPI_VALUES, "title"]),
        "projects": (office.projects, ["project"], ["status", "title"]),
        "activities": (office.network_activities, ["activity"], ["title"]),
        "follow_ups": (framed(state.follow_ups), ["meeting_no", "item"], ["status", "due"]),
    }
    return {
        name: (table[[*key, *values]].reset_index(drop=True), key)
        for name, (table, key, values) in chosen.items()
    }


def framed(rows: Sequence[NamedTuple]) -> pd.DataFrame:
    """Rows with what counts in one reading in columns of their own, such as level_verified."""
    found = []
    for row in rows:
        cells = row._asdict()
        parts = {name: cells.pop(name) for name in READINGS if name in cells}
        for reading, part in parts.items():
            cells |= {f"{name}_{reading}": value for name, value in part._asdict().items()}
        found.append(cells)
    return pd.DataFrame(found)


def merged(before: Mapping, after: Mapping) -> int:
    """Rows of all outer merges, as a sign that they were made."""
    return sum(
        len(was.merge(after[name][0], on=key, how="outer", indicator=True))
        for name, (was, key) in before.items()
    )


def measure(rows: int) -> tuple[int, int, dict[str, float]]:
    """Rows of the merges, changes found, and seconds of each."""
    before, after = map(Judged, states(rows))
    bare = tables(before), tables(after)
    found = merged(*bare), len(changes(before, after))
    works = {"merge": lambda: merged(*bare), "ours": lambda: changes(before, after)}
    return *found, medians(works)


def main(rows: int) -> None:
    print(f"two computed states compared; medians of {RUNS}, goal ≤ {GOAL} × the merge")
    print(f"{'rows':>8} {'merge s':>9} {'ours s':>9} {'ratio':>6} {'µs a row':>9} {'changes':>8}")
    for size in sorted({1_000, 10_000, rows}):
        _, found, times = measure(size)
        merge, ours = times["merge"], times["ours"]
        numbers = f"{merge:9.3f} {ours:9.3f} {ours / merge:6.2f} {ours / size * 1e6:9.2f}"
        print(f"{size:8,} {numbers} {found:8,}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
