"""What one change is, and how two keyed tables of one subject are compared.

A change has two sides: what stood in the earlier state and what stands in the later one, each with
its own key and cell, so that turning it round loses nothing. Source: docs/rules.md, "What changed".
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress, repeat
from operator import ne
from typing import NamedTuple

from esa.codes import code_key
from esa.plain import Place
from esa.rules.carried import ALL

SUBJECTS = (
    *("level", "point", "carried_out", "condition", "document", "report", "colour", "spending"),
    *("resource", "figure", "kpi", "project", "activity", "register", "follow_up"),
    *("problem", "renamed"),
)
# where the edition stands in the key of what belongs to the standards
EDITION = {"level": 0, "point": 0, "carried_out": 0, "condition": 0, "document": 1, "report": 1}
# Of several rows the newest counts: where one was set aside an older one stands in its place.
OF_NEWEST = ("spending",)
CLOSE = 1e-9  # relative: two means this near to each other are one mean


class Absent:
    """The value of a side that has no such row at all; blank is None."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()
Verdict = Callable[[object, object], str]  # (earlier, later) → kind; "" is no change
# Whether a row that stands in that place of the *other* state may be missing from this one only
# because its tab wasn't read whole.
Unknown = Callable[[Place, str], bool]


class Cell(NamedTuple):
    """Where a side stands; views name it by office.cell(tab, (workbook, row), column)."""

    workbook: str
    tab: str
    row: int | None  # None: the whole column, tab or workbook
    column: str


class Side(NamedTuple):
    """One state's half of a change. groups: codes of those responsible, may hold ALL. note: what
    the rule adds: the sentence of a level, the percent of a colour, the date of an amount, the
    state of the evidence that closes a resolution."""

    value: object
    key: tuple
    cell: Cell
    groups: tuple[str, ...] = ()
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class Change:
    """One change. measure: which value of the subject (reported, spent, actual_9m, status …).
    before, after: None where that state has no such row."""

    subject: str
    kind: str
    measure: str
    before: Side | None
    after: Side | None

    @property
    def side(self) -> Side:
        """The later state's half, the earlier one's where it is gone."""
        return self.after or self.before

    @property
    def is_gone(self) -> bool:
        """Whether cell, key and title are those of the earlier state."""
        return self.after is None

    @property
    def key(self) -> tuple:
        return self.side.key

    @property
    def cell(self) -> Cell:
        return self.side.cell

    @property
    def groups(self) -> tuple[str, ...]:
        return self.side.groups

    @property
    def title(self) -> str:
        return self.side.title

    @property
    def was(self) -> object:
        """The earlier value; None also where there was no row."""
        return self.before.value if self.before else None

    @property
    def now(self) -> object:
        """The later value; None also where there is no row any more."""
        return self.after.value if self.after else None

    @property
    def difference(self) -> Decimal | None:
        """now − was, exact; None unless both are amounts."""
        if isinstance(self.was, (Decimal, int)) and isinstance(self.now, (Decimal, int)):
            return Decimal(self.now) - Decimal(self.was)
        return None

    def concerns(self, group: str) -> bool:
        """Whether a group is responsible, by name or as one of all; "" asks for no group at all."""
        return (group in self.groups or ALL in self.groups) if group else not self.groups


@dataclass(frozen=True)
class Facts:
    """One subject of one state. keys: under which a row is found again, with the names of the
    *later* state; values: one per measure; place: where the row stands; side: (number of the
    row, number of the measure) → the half of a change, made only for what changed."""

    tab: str
    keys: Sequence[tuple]
    values: Sequence[tuple]
    place: Callable[[int], Place]
    side: Callable[[int, int], Side]


def same(before: object, after: object) -> bool:
    """Whether two values are one: 60 and 60.0, 98.38 and 98.380; means as near as floats are."""
    if before == after:
        return True
    if isinstance(before, float) and isinstance(after, float):
        return math.isclose(before, after, rel_tol=CLOSE)
    return False


def differing(before: Facts, after: Facts) -> Iterator[tuple[int | None, int | None]]:
    """Numbers of the rows of both that belong together and differ; None where a side has none."""
    if before.keys == after.keys:
        pairs = enumerate(zip(before.values, after.values, strict=True))
        yield from ((n, n) for n, (was, now) in pairs if was != now)
        return
    # whole columns at a time: most rows stand in both states and are equal
    earlier = dict(zip(before.keys, range(len(before.keys)), strict=True))
    found = list(map(earlier.get, after.keys, repeat(-1)))
    values = [*before.values, ABSENT]  # the last one is what a new row is compared with
    other = map(ne, map(values.__getitem__, found), after.values)
    for number in compress(range(len(found)), other):
        yield None if found[number] < 0 else found[number], number
    if len(earlier) + found.count(-1) > len(found):
        yield from ((earlier[key], None) for key in earlier.keys() - set(after.keys))


def compared(
    subject: str,
    measures: Sequence[str],
    verdicts: Sequence[Verdict],
    before: Facts,
    after: Facts,
    unknown: tuple[Unknown, Unknown],
) -> list[Change]:
    """All changes of one subject. unknown: of the earlier and the later state. A row that may be
    missing only because its tab wasn't read whole is not known, and neither new nor gone."""
    found = []
    for earlier, later in differing(before, after):
        for n, (measure, verdict) in enumerate(zip(measures, verdicts, strict=True)):
            was = ABSENT if earlier is None else before.values[earlier][n]
            now = ABSENT if later is None else after.values[later][n]
            kind = "" if same(was, now) else verdict(was, now)
            if not kind:
                continue
            if was is ABSENT and unknown[0](after.place(later), after.tab):
                kind = "became_known"
            if now is ABSENT and unknown[1](before.place(earlier), before.tab):
                kind = "became_unknown"
            if subject in OF_NEWEST and kind in ("fell", "rose"):
                hidden = [
                    is_lost(facts.place(row), facts.tab)
                    for is_lost, facts, row in (
                        (unknown[1], before, earlier),
                        (unknown[0], after, later),
                    )
                ]
                kind = "became_unknown" if hidden[0] else "became_known" if hidden[1] else kind
            sides = (
                None if earlier is None else before.side(earlier, n),
                None if later is None else after.side(later, n),
            )
            found.append(Change(subject, kind, measure, *sides))
    return found


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """By subject, then by key in natural order, whatever the order of the rows."""
    known: dict[object, tuple] = {}  # the same years, tests and editions stand in many keys

    def natural(part: object) -> tuple:
        if part not in known:
            known[part] = code_key(str(part)) if part is not None else (1,)
        return known[part]

    def order(change: Change) -> tuple:
        cell = change.cell
        at = (cell.workbook, cell.tab, cell.row or 0, cell.column)
        parts = tuple(map(natural, change.key))
        return (SUBJECTS.index(change.subject), parts, change.measure, at, change.kind)

    return tuple(sorted(changes, key=order))
