"""What if points had clear evidence: the levels as the rubric would give them then.

A trial, never a result: nothing is kept, and every rule that holds for real levels holds here. What
is assumed of a point is that it is carried out and has clear evidence, checked by another group; an
extra condition that nobody confirmed, criteria that aren't in the sheet and a missing rubric stay
as they are, and so does the reason why there is no level. Source: docs/rules.md, "Quality level".
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from esa.codes import code_key
from esa.plain import Rows
from esa.rules.levels import Level, levels
from esa.rules.next_steps import RANKS, NextStep
from esa.rules.points import Point, Proof
from esa.rules.vocabulary import ADD_DOCUMENT

MOST_ASKED = 500  # codes read out of one address


class Asked(NamedTuple):
    """What an address asks to assume. have: codes of points there are, in their order; unknown:
    what names no point; settled: points that are carried out and clear already."""

    have: tuple[str, ...]
    unknown: tuple[str, ...]
    settled: tuple[str, ...]


class Candidate(NamedTuple):
    """A point that something may be assumed of. carried: None where nobody reported it. action:
    the least that would give it clear evidence (see esa.rules.next_steps), "" where it has some."""

    indicator: str
    criterion: str
    title: str
    groups: tuple[str, ...]
    carried: bool | None
    action: str


class Way(NamedTuple):
    """The fewest points that lift one indicator, and to which level."""

    indicator: str
    level: int
    points: tuple[str, ...]


def read_codes(written: str) -> tuple[str, ...]:
    """The codes of an address such as 2.2.2,2.2.3, each once; other text is kept as it is, so that
    it can be told. At most MOST_ASKED."""
    parts = (part.strip() for part in re.split(r"[,;\s]+", written))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_ASKED]


def asked(points: Iterable[Point], written: Iterable[str]) -> Asked:
    """The codes that name points, apart from those that don't."""
    standing = {
        point.criterion: point.carried is True and point.reported.clear and point.verified.clear
        for point in points
    }
    codes = list(dict.fromkeys(written))
    known = [code for code in codes if code in standing]
    return Asked(
        tuple(sorted(known, key=code_key)),
        tuple(code for code in codes if code not in standing),
        tuple(code for code in known if standing[code]),
    )


def assumed(points: Iterable[Point], have: Collection[str]) -> tuple[Point, ...]:
    """The points as they would be: those of `have` known, carried out and clear in both readings,
    by a document without a warning. The others stay, and codes that name none are ignored.
    """
    sure, have = Proof(clear=True, weak=False), set(have)
    return tuple(
        point._replace(
            known=True,
            carried=True,
            carried_unknown=False,
            unread=False,
            reported=sure,
            verified=sure,
        )
        if point.criterion in have
        else point
        for point in points
    )


def what_if(
    points: Iterable[Point], indicators: Rows, rubric: Rows, have: Collection[str]
) -> tuple[Level, ...]:
    """The levels if these points were carried out and had clear evidence; see levels.levels.

    points, indicators, rubric: of one edition. have: codes of points. With more points no level is
    lower in either reading; where the rubric itself has gaps or overlaps a level may become
    unknown, with its reason.
    """
    return levels(indicators, assumed(points, have), rubric)


def open_points(
    points: Iterable[Point],
    steps: Iterable[NextStep],
    missing: Iterable[NextStep],
    reading: str,
) -> list[Candidate]:
    """The points that are not carried out or lack clear evidence, what lifts a level soonest first.

    steps: see next_steps.next_steps, missing: next_steps.missing_evidence, both of this reading.
    Order: indicators by the fewest actions to a level or the next one, those that nothing can lift
    last; in each what isn't carried out, then what needs least; then by code.
    """
    action = {step.criterion: step.action for step in missing}
    nearest: dict[str | None, int] = {}
    for step in steps:
        nearest[step.indicator] = min(step.need or 99, nearest.get(step.indicator, 99))
    found = [
        Candidate(
            point.indicator or "",
            point.criterion,
            point.title or "",
            point.lead_groups,
            point.carried,
            "" if point.clear(reading) else action.get(point.criterion, ADD_DOCUMENT),
        )
        for point in points
        if point.criterion and not (point.carried is True and point.clear(reading))
    ]
    return sorted(
        found,
        key=lambda each: (
            nearest.get(each.indicator, 100),
            code_key(each.indicator),
            each.carried is True,
            RANKS.get(each.action, 9),
            code_key(each.criterion),
        ),
    )


def shortest_ways(
    points: Sequence[Point],
    indicators: Rows,
    rubric: Rows,
    order: Iterable[Candidate],
    reading: str,
) -> list[Way]:
    """For each indicator the fewest points, taken in this order, that give it a level or a higher
    one; none where points alone can't. order: of open_points."""
    before = _standing(levels(indicators, points, rubric), reading)
    own: dict[str, list[str]] = {}
    for each in order:
        own.setdefault(each.indicator, []).append(each.criterion)
    longest = max(map(len, own.values()), default=0)
    found: dict[str, Way] = {}
    for count in range(1, longest + 1):  # one more point of every indicator at a time
        open_ones = {i: codes for i, codes in own.items() if i not in found and len(codes) >= count}
        have = [code for codes in open_ones.values() for code in codes[:count]]
        after = _standing(what_if(points, indicators, rubric, have), reading)
        for indicator, codes in open_ones.items():
            then = after.get(indicator)
            if then is not None and then > (before.get(indicator) or 0):
                found[indicator] = Way(indicator, then, tuple(codes[:count]))
    return sorted(found.values(), key=lambda way: (len(way.points), code_key(way.indicator)))


def _standing(found: Iterable[Level], reading: str) -> dict[str | None, int | None]:
    return {each.indicator: each.in_reading(reading).level for each in found}
