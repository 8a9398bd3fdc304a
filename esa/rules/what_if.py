"""What if points had clear evidence: the levels as the rubric would give them then.

A trial, never a result: nothing is kept, and every rule that holds for real levels holds here. What
is assumed of a point is that it is carried out and has clear evidence, checked by another group; an
extra condition that nobody confirmed, criteria that aren't in the sheet and a missing rubric stay
as they are, and so does the reason why there is no level. Source: docs/rules.md, "Quality level".
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

import pandas as pd

from esa import plain
from esa.codes import code_key
from esa.rules.next_steps import RANKS
from esa.rules.rubric import levels

MOST_ASKED = 500  # codes read out of one address


class Asked(NamedTuple):
    """What an address asks to assume. have: codes of points there are, in their order; unknown:
    what names no point; settled: points that are carried out and clear already."""

    have: tuple[str, ...]
    unknown: tuple[str, ...]
    settled: tuple[str, ...]


class Point(NamedTuple):
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


def asked(points: pd.DataFrame, written: Iterable[str]) -> Asked:
    """The codes that name points, apart from those that don't. points: see points.points."""
    standing = {
        code: carried is True and reported and verified
        for _, code, carried, reported, verified in plain.records(
            points, "criterion", "carried", "clear_reported", "clear_verified"
        )
    }
    codes = list(dict.fromkeys(written))
    known = [code for code in codes if code in standing]
    return Asked(
        tuple(sorted(known, key=code_key)),
        tuple(code for code in codes if code not in standing),
        tuple(code for code in known if standing[code]),
    )


def assumed(points: pd.DataFrame, have: Collection[str]) -> pd.DataFrame:
    """The points as they would be: those of `have` known, carried out and clear in both readings.

    A copy; points that aren't in it stay as they are, and codes that name none are ignored.
    """
    found = points.copy()
    mine = found["criterion"].isin(list(have))
    for column in ("known", "carried", "clear_reported", "clear_verified"):
        found.loc[mine, column] = True
    for column in ("weak", "weak_verified"):  # it would be a document without a warning
        found.loc[mine, column] = False
    return found


def what_if(
    points: pd.DataFrame, indicators: pd.DataFrame, rubric: pd.DataFrame, have: Collection[str]
) -> pd.DataFrame:
    """The levels if these points were carried out and had clear evidence; see rubric.levels.

    points: of one edition, see points.points. indicators, rubric: as read, of the same edition.
    have: codes of points. With more points no level is lower in either reading; where the rubric
    itself has gaps or overlaps a level may become unknown, with its reason.
    """
    return levels(indicators, assumed(points, have), rubric)


def open_points(
    points: pd.DataFrame, steps: pd.DataFrame, missing: pd.DataFrame, reading: str
) -> list[Point]:
    """The points that are not carried out or lack clear evidence, what lifts a level soonest first.

    steps: see next_steps.next_steps, missing: next_steps.missing_evidence, both of this reading.
    Order: indicators by the fewest actions to a level or the next one, those that nothing can lift
    last; in each what isn't carried out, then what needs least; then by code.
    """
    action = dict(
        (code, act) for _, code, act in plain.records(missing, "criterion", "action") if code
    )
    nearest: dict[str, int] = {}
    for _, indicator, need in plain.records(steps, "indicator", "need"):
        nearest[indicator] = min(need or 99, nearest.get(indicator, 99))
    found = []
    names = ("indicator", "criterion", "title", "lead_groups", "carried", f"clear_{reading}")
    for _, indicator, code, title, groups, carried, clear in plain.records(points, *names):
        if code and not (carried is True and clear):
            act = "" if clear else action.get(code, "add_document")
            found.append(Point(indicator or "", code, title or "", groups or (), carried, act))
    return sorted(
        found,
        key=lambda point: (
            nearest.get(point.indicator, 100),
            code_key(point.indicator),
            point.carried is True,
            RANKS.get(point.action, 9),
            code_key(point.criterion),
        ),
    )


def shortest_ways(
    points: pd.DataFrame,
    indicators: pd.DataFrame,
    rubric: pd.DataFrame,
    order: Iterable[Point],
    reading: str,
) -> list[Way]:
    """For each indicator the fewest points, taken in this order, that give it a level or a higher
    one; none where points alone can't. order: of open_points."""
    before = _standing(levels(indicators, points, rubric), reading)
    own: dict[str, list[str]] = {}
    for point in order:
        own.setdefault(point.indicator, []).append(point.criterion)
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


def _standing(table: pd.DataFrame, reading: str) -> dict[str, int | None]:
    return {code: level for _, code, level in plain.records(table, "indicator", f"level_{reading}")}
