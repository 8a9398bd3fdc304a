"""Redaction of an office with 100,000 rows of test results, beside pandas groupbys of that table.

Redaction: the filters of a link for assessors with schools, over a published table. The rules
behind the page (levels, points) are worked out before, as for every page. One groupby adds up the
results by school and subject, the step that every page of colours begins with. Publishing a table
(its groups, what is told of them) happens once and has no goal. The office has 40 networks and as
many other rows again, spread over its tabs. Then the same for 1,000 and 10,000 rows. Prints
medians, the ratio (goal: at most 10) and how time grows from size to size.

    python tests/bench/bench_redaction.py [rows]
"""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.reading.office import Office
from esa.share.colour_tables import keys_now, table_now, table_of
from esa.share.committee import committee
from esa.share.published import Edition
from esa.share.redaction import Redacted, redacted
from esa.share.scope import Scope
from tests.bench.changes_states import SHARES, states
from tests.bench.timing import RUNS, medians

ROWS = 100_000
GOAL = 10
NETWORKS = 40


def office_of(rows: int) -> Office:
    """An office with about so many rows of results, its schools in networks."""
    office, _ = states(int(rows / SHARES["test_results"]))
    tables = dict(office.rows)
    schools = tables["schools"]
    tables["schools"] = schools.assign("network", [f"N{n % NETWORKS}" for n in range(len(schools))])
    office = replace(office, rows=tables)
    office.table("test_results")  # made when first asked for
    return office


def grouped(office: Office) -> int:
    """One groupby of the table of results; its groups, as a sign that it was made."""
    by = office.test_results.groupby(["school_code", "subject"], dropna=False)
    return len(by[["tested", "not_passed"]].sum())


def published(office: Office) -> Edition:
    """The newest table, as it is published."""
    key, of = next(iter(keys_now(office).items()))
    return table_now(office, key, of, office.read_at)


def measure(rows: int) -> dict[str, float]:
    """Seconds of each."""
    office, scope = office_of(rows), Scope("assessors", schools=True)
    whole, edition = committee(office), published(office)

    def ours() -> Redacted:
        return redacted(office, scope, whole=replace(whole, colours=(table_of(edition),)))

    assert len(ours().committee.colours) == 1
    works = {"groupby": lambda: grouped(office), "ours": ours}
    works["publish"] = lambda: table_of(published(office))
    return medians(works)


def main(rows: int) -> None:
    print(f"redaction of an office; medians of {RUNS}, goal ≤ {GOAL} × one groupby of its results")
    print(
        f"{'rows':>8} {'groupby s':>10} {'ours s':>9} {'ratio':>6} {'growth':>7} {'publish s':>9}"
    )
    before = None
    for size in sorted({1_000, 10_000, rows}):
        times = measure(size)
        ratio, growth = times["ours"] / times["groupby"], times["ours"] / (before or times["ours"])
        numbers = f"{times['groupby']:10.4f} {times['ours']:9.4f} {ratio:6.2f} {growth:7.2f}"
        numbers += f" {times['publish']:9.4f}"
        print(f"{size:8,} {numbers}")
        before = times["ours"]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
