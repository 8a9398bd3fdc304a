"""Which counts of pupils may be shown outside, so that no small group can be worked out.

The schools of a table are parted into groups that don't overlap, and every number outside is made
of sums over whole groups, subject by subject: whatever is subtracted, a whole group is left. How
schools are parted depends on who was tested and enrolled alone, never on who passed, so that what
is hidden tells nothing by being hidden:

1. A school is *small* where in some subject 1 to 9 of its pupils were tested. All other schools of
   a network are one group, and their colours may be told.
2. The small schools of a network are a group if together they are large enough (`_is_fit`), else
   they are put together with those of other networks; who is still too few is not shown at all.
3. Of a group and subject, a count within 2 of nobody or everybody is told as that range only.

Then each count of a school of fewer than 10 pupils keeps at least three values (or all that it can
have) for somebody who knows this program and how many were tested everywhere: with n tested in the
group, m of them in the school, and f not passing where 3 ≤ f ≤ n − 3 is told, the school's count is
anything from max(0, f − (n − m)) to min(m, f), and n − m ≥ 2.
Source: docs/rules.md, "Links for the committee".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import NamedTuple

SMALLEST = 10  # pupils of a group that is shown
BESIDE = 2  # pupils of a group beside those of each small school in it
NEAR = 2  # counts this near to nobody or everybody are told as a range
VALUES = 3  # that a hidden count keeps
SEVERAL = "+"  # in place of a network: schools of several


class Count(NamedTuple):
    """Pupils of one subject."""

    tested: int
    not_passed: int


@dataclass(frozen=True)
class School:
    """network: its code, "" for none; enrolled: None where that isn't known; counts: by subject,
    of those where somebody was tested."""

    network: str
    enrolled: int | None
    counts: Mapping[str, Count]

    @cached_property
    def pupils(self) -> int:
        return max((count.tested for count in self.counts.values()), default=0)

    @cached_property
    def is_small(self) -> bool:
        return any(count.tested < SMALLEST for count in self.counts.values())


class Group(NamedTuple):
    """Schools that are only counted together. network: their code, SEVERAL for several."""

    network: str
    is_small: bool
    schools: tuple[str, ...]


class Told(NamedTuple):
    """What is told of a group in one subject: tested, and from low to high not passing."""

    tested: int
    low: int
    high: int


def grouped(schools: Mapping[str, School]) -> tuple[Group, ...]:
    """All schools where somebody was tested, in groups; by who was tested and enrolled alone."""
    parts: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for code in sorted(schools):
        if schools[code].counts:
            parts[schools[code].network, schools[code].is_small].append(code)
    found = [Group(network, small, tuple(codes)) for (network, small), codes in parts.items()]
    own = [group for group in found if not group.is_small or _is_fit(group.schools, schools)]
    rest = [code for group in found if group not in own for code in group.schools]
    smallest_last = sorted(
        (group for group in own if group.is_small),
        key=lambda group: (sum(schools[code].pupils for code in group.schools), group.network),
        reverse=True,
    )
    while rest and smallest_last and not _is_fit(rest, schools):
        joined = smallest_last.pop()
        own.remove(joined)
        rest += joined.schools
    several = [Group(SEVERAL, True, tuple(sorted(rest)))] if rest else []
    return tuple(sorted([*own, *several]))


def told(group: Group, schools: Mapping[str, School]) -> dict[str, Told]:
    """What is told of each subject of a group; a subject with too few pupils isn't there."""
    found = {}
    for subject in _subjects(group.schools, schools):
        counts = _counts(group.schools, schools, subject)
        if group.is_small and not _subject_is_fit(group.schools, schools, subject):
            continue
        found[subject] = range_told(*map(sum, zip(*counts, strict=True)))
    return found


def range_told(tested: int, not_passed: int) -> Told:
    """A count as it is told."""
    if not_passed <= NEAR:
        return Told(tested, 0, NEAR)
    if tested - not_passed <= NEAR:
        return Told(tested, tested - NEAR, tested)
    return Told(tested, not_passed, not_passed)


def _subjects(codes: Iterable[str], schools: Mapping[str, School]) -> list[str]:
    return list(dict.fromkeys(subject for code in codes for subject in schools[code].counts))


def _counts(codes: Iterable[str], schools: Mapping[str, School], subject: str) -> list[Count]:
    return [c for code in codes if (c := schools[code].counts.get(subject)) is not None]


def _is_fit(codes: Sequence[str], schools: Mapping[str, School]) -> bool:
    """Whether small schools together are a group that may be shown."""
    return all(_subject_is_fit(codes, schools, each) for each in _subjects(codes, schools))


def _subject_is_fit(codes: Sequence[str], schools: Mapping[str, School], subject: str) -> bool:
    counts = _counts(codes, schools, subject)
    tested = sum(count.tested for count in counts)
    few = [count.tested for count in counts if count.tested < SMALLEST]
    if len(counts) < 2 or tested < SMALLEST or any(tested - count < BESIDE for count in few):
        return False
    mine = [code for code in codes if subject in schools[code].counts]
    return _tested_stay_open(mine, schools, subject, tested)


def _tested_stay_open(
    codes: Sequence[str], schools: Mapping[str, School], subject: str, tested: int
) -> bool:
    """Whether how many were tested at a small school can't be told from the sum either, all
    enrolments being known: no school tests more pupils than it has, nor more than it might and
    still be small."""
    most = {
        code: min(schools[code].enrolled or inf, max(SMALLEST - 1, schools[code].pupils))
        for code in codes
    }
    together = sum(most.values())
    for code in codes:
        if schools[code].counts[subject].tested < SMALLEST:
            low = max(1, tested - (together - most[code]))
            high = min(most[code], tested - (len(codes) - 1))
            if high - low + 1 < min(VALUES, most[code]):
                return False
    return True


# --- how a sum of groups is shown -------------------------------------------------------------

# pupils of the group up to → percent: closer to 0 or 100 is only "below" or "above" it
NEAR_EDGE = ((20, 25), (40, 10), (100, 5), (200, 2))
NEAREST = 1  # percent, for larger groups


class Seen(NamedTuple):
    """What is shown of a sum. kind: "count" (from low to high of tested; equal where it is known);
    "below" or "above" (percent against limit); "hidden" (nothing); "not_tested" (nobody was)."""

    kind: str
    tested: int | None = None
    low: int | None = None
    high: int | None = None
    limit: int | None = None  # percent


HIDDEN = Seen("hidden")
NOT_TESTED = Seen("not_tested", 0)


def edge(pupils: int) -> int:
    """How near to 0 or 100 percent a group of so many pupils may be shown, in percent."""
    return next((percent for most, percent in NEAR_EDGE if pupils <= most), NEAREST)


def seen(parts: Iterable[Told], pupils: int) -> Seen:
    """A sum of what is told of several groups and subjects. pupils: different ones in them."""
    parts = list(parts)
    if not parts:
        return HIDDEN
    tested, low, high = (sum(column) for column in zip(*parts, strict=True))
    near = edge(pupils)
    if 100 * high < near * tested:
        return Seen("below", tested, limit=near)
    if 100 * (tested - low) < near * tested:
        return Seen("above", tested, limit=100 - near)
    return Seen("count", tested, low, high)
