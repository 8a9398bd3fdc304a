"""python -m tests.proofs.suppression: the attacks on published tables, the large ones too.

Every way in which pupils of a small table could have passed is put through the program, and all
that look alike outside are held together: no count of fewer than 10 pupils may be left with fewer
than three values (or all that it can have). Pairs are two tables after one another: what the second
may show is decided by the program. The suite runs all but those that are called large.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping

from esa.share.published import Edition, following, refusals
from tests.unit.tables_tried import (
    Row,
    Tested,
    edition_of,
    every,
    outside,
    possible,
    rows_of,
    too_few,
    with_one,
)

World = Mapping[tuple, int]  # ("then" or "now", school, subject) → not passing


def of(*schools: tuple[str, int], enrolled: int | None = None) -> Tested:
    """Schools of one subject: network and how many were tested."""
    return {f"s{n}": (net, enrolled, {"ก": many}) for n, (net, many) in enumerate(schools)}


TABLES: dict[str, Tested] = {
    "the counter-example": of(("N1", 7), ("N2", 14), ("N3", 5), ("N4", 14)),
    "in one network": of(("N1", 7), ("N1", 14), ("N1", 5)),
    "barely small": of(("N1", 9), ("N1", 10), ("N2", 9)),
    "one pupil": of(("N1", 9), ("N1", 1), ("N1", 2), ("N2", 12)),
    "all small": of(("N1", 3), ("N1", 4), ("N2", 5), ("N2", 6)),
    "too few in all": of(("N1", 3), ("N2", 4)),
    "one beside": of(("N1", 9), ("N1", 1), ("N2", 12)),
    "enrolments tell": of(("N1", 5), ("N1", 6), enrolled=6),
    "two subjects": {"a": ("N1", None, {"ก": 4, "ข": 3}), "b": ("N1", None, {"ก": 7, "ข": 8})},
    "few took one subject": {
        "a": ("N1", None, {"ก": 12, "ข": 2}),
        "b": ("N1", None, {"ก": 9, "ข": 9}),
    },
}
LARGE: dict[str, Tested] = {
    "barely small, twice": of(("N1", 9), ("N1", 10), ("N2", 9), ("N2", 10)),
    "small in three networks": of(("N1", 3), ("N1", 4), ("N2", 5), ("N2", 6), ("N3", 4)),
    "two subjects, with a large one": {
        "a": ("N1", None, {"ก": 4, "ข": 3}),
        "b": ("N1", None, {"ก": 7, "ข": 8}),
        "c": ("N1", None, {"ก": 11}),
    },
}
# The first school is the one that changes.
PAIRS: dict[str, Tested] = {
    "of one network": of(("N1", 5), ("N1", 7), ("N2", 12)),
    "very small": of(("N1", 2), ("N1", 8), ("N1", 3)),
    "of several networks": of(("N1", 5), ("N2", 7)),
    "large": of(("N1", 11), ("N1", 12)),
}
CHANGES: dict[str, Callable[[Tested], Tested]] = {
    "network moved": lambda tested: with_one(tested, "s0", network="N9"),
    "row mended": lambda tested: tested,
    "more tested": lambda tested: with_one(tested, "s0", counts={"ก": tested["s0"][2]["ก"] + 1}),
    "few left": lambda tested: with_one(tested, "s0", counts={"ก": 2}),
    "small one added": lambda tested: {**tested, "new": ("N1", None, {"ก": 4})},
    "large one added": lambda tested: {**tested, "new": ("N1", None, {"ก": 12})},
    "two added": lambda tested: {
        **tested,
        "new": ("N1", None, {"ก": 6}),
        "n2": ("N2", None, {"ก": 7}),
    },
    "removed": lambda tested: {code: about for code, about in tested.items() if code != "s0"},
}


def attacked_table(tested: Tested) -> list:
    """The counts that all that is told leaves fewer than three values."""
    rows = rows_of(tested)
    found = possible(every(rows), lambda failed: outside(edition_of(tested, failed)))
    return too_few(found, rows)


def attacked_pair(tested: Tested, change: str, heeding: bool = True) -> list:
    """The same of two tables after one another; in front of each stands whether it is of then or
    now. Outside nobody sees that a table was refused: then there is the first alone. heeding:
    whether what the program refuses stays inside."""
    later = CHANGES[change](tested)
    then, now = rows_of(tested), rows_of(later)
    new = {row for row, n in now.items() if row not in then or n != then[row]}
    new |= {("s0", "ก")} if change == "row mended" else set()
    sizes = {("then", *row): n for row, n in then.items()}
    sizes |= {("now", *row): now[row] for row in new}
    answers: dict[tuple, bool] = {}

    def told(world: World) -> tuple | None:
        """What both tell, None where the second isn't put out. Whether it is follows from what
        they would tell and from which rows aren't the same: it is asked once for each of these."""
        first = edition_of(tested, {row: world["then", *row] for row in then})
        failed = {row: world["now" if row in new else "then", *row] for row in now}
        second = following(edition_of(later, failed), [first])
        key = _all_told(first), _all_told(second), _moved(first, second)
        if key not in answers:
            answers[key] = not (heeding and list(refusals(second, [first])))
        return (outside(first), outside(second)) if answers[key] else None

    found = possible(every(sizes), told)
    found.pop(None, None)
    return too_few(found, sizes)


def _all_told(edition: Edition) -> tuple:
    told = {group: tuple(parts.items()) for group, parts in edition.told.items()}
    return tuple(sorted(told.items())), tuple(sorted(edition.colours.items()))


def _moved(first: Edition, second: Edition) -> tuple[Row, ...]:
    rows = [
        {(c, s): n for c, r in e.results.items() for s, n in r.counts.items()}
        for e in (first, second)
    ]
    return tuple(
        sorted(row for row in {**rows[0], **rows[1]} if rows[0].get(row) != rows[1].get(row))
    )


def attacks() -> Iterator[tuple[str, Callable[[], list]]]:
    for name, tested in {**TABLES, **LARGE}.items():
        yield name, lambda tested=tested: attacked_table(tested)
    for name, tested in PAIRS.items():
        for change in CHANGES:
            yield f"{name}, {change}", lambda t=tested, c=change: attacked_pair(t, c)


def main() -> int:
    wrong = 0
    for name, attack in attacks():
        begun, found = time.perf_counter(), attack()
        wrong += len(found)
        print(f"{name}: {len(found)} known, {time.perf_counter() - begun:.1f} s", flush=True)
        for each in found[:2]:
            print("  ", each[:2])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
