"""Quality level of an indicator: how many points have clear evidence, by the office's rubric.

Every point must be carried out first (the gate); the level is then the rubric row that holds the
count (esa.rules.ladder). What isn't known gives no level and says so; what can't be read gives a
span, from what is surely clear to what that and all that can't be read would give.
Source: docs/rules.md, "Quality level", "Unknown".
"""

from collections.abc import Sequence
from typing import NamedTuple

from esa.rules.ladder import Rung, place
from esa.rules.vocabulary import (
    AT_LEAST,
    INCOMPLETE,
    LEVEL,
    LEVELS,
    LOCKED,
    NO_RUBRIC,
    NO_TOTAL,
    WITH_LEVEL,
)


class Tally(NamedTuple):
    """Counts of an indicator's points."""

    total: int | None  # points_total, N; None: not filled in
    listed: int  # rows of criteria
    known: int  # of them with a progress or an evidence row
    carried: int  # of them carried out
    clear: int  # of them with clear evidence, in one reading
    unsaid: int = 0  # of them known, with a status that nobody filled in
    unread: int = 0  # more of them that may be clear, and rows set aside that may prove others
    statuses: int = 0  # of them that may be carried out

    @property
    def expected(self) -> int:
        """Points to be known and carried out: N, or all that are listed if those are more."""
        return max(self.total or 0, self.listed)


class Span(NamedTuple):
    """Between which levels one lies while something can't be read.

    at_least: the highest is a lower bound itself. unread: points and rows that can't be read.
    """

    lowest: int
    highest: int
    at_least: bool
    unread: int

    @property
    def top(self) -> int:
        """The highest that it may be."""
        return LEVELS[-1] if self.at_least else self.highest


class Verdict(NamedTuple):
    """The level of an indicator in one reading, or why there is none."""

    outcome: str  # one of OUTCOMES
    level: int | None  # for "level" and "at_least" only
    provisional: int | None  # for "locked" only: the level once the gate opens
    clear: int
    total: int | None  # points expected: N, or the listed ones if those are more
    known: int
    carried: int
    reason: str  # "" or what exactly: points, condition, points_and_condition, not_listed,
    # beyond_top (more points than the row of level 5 holds), gap, overlap, order; of incomplete
    # also span, statuses (whether points are carried out can't be read), confirmation
    provisional_at_least: bool = False  # the provisional level is a lower bound
    unsaid: int = 0  # points whose status nobody filled in: not the same as not carried out
    span: Span | None = None  # of "incomplete" for that reason, and of a provisional level
    statuses: int = 0  # for "locked": points of which nobody can read whether they are carried out


class Step(NamedTuple):
    """The next defined level and how many more points need clear evidence."""

    level: int
    need: int


def quality_level(
    rungs: Sequence[Rung], tally: Tally, condition_open: bool | None = False
) -> Verdict:
    """Level of one indicator in one reading.

    rungs: its rows of the rubric, any order. condition_open: an extra condition is filled in and
    not confirmed; None: whether it is confirmed can't be read. Where more criteria are listed than
    N says, all of them must be known and carried out, but no more than N count for the level.
    """
    total = tally.expected if tally.total else tally.total
    counts = (tally.clear, total, tally.known, tally.carried)
    if not rungs:
        return Verdict(NO_RUBRIC, None, None, *counts, "")
    if not tally.total or tally.total < 0:
        return Verdict(NO_TOTAL, None, None, *counts, "")
    if tally.known < tally.expected:
        return Verdict(
            INCOMPLETE, None, None, *counts, "not_listed" if tally.listed < tally.total else ""
        )
    outcome, level, reason = place(rungs, min(tally.clear, tally.total))
    closed = tally.carried + tally.statuses < tally.expected
    locked_by = ["points"] * closed + ["condition"] * (condition_open is True)
    if not locked_by and (tally.statuses or condition_open is None):
        why = "statuses" if tally.statuses else "confirmation"
        return Verdict(INCOMPLETE, None, None, *counts, why)
    span = None
    if tally.unread and outcome in WITH_LEVEL:
        best, highest, doubt = place(rungs, min(tally.clear + tally.unread, tally.total))
        if best not in WITH_LEVEL or highest == level:
            outcome, level, reason = best, highest, doubt
        else:
            span = Span(level, highest, best == AT_LEAST, tally.unread)
    if locked_by:
        why, bound = "_and_".join(locked_by), outcome == AT_LEAST
        return Verdict(LOCKED, None, level, *counts, why, bound, tally.unsaid, span, tally.statuses)
    if span:
        return Verdict(INCOMPLETE, None, None, *counts, "span", span=span)
    return Verdict(outcome, level, None, *counts, reason)


def next_level(rungs: Sequence[Rung], verdict: Verdict, total: int | None) -> Step | None:
    """The next defined level above a verdict (or above its provisional level), and what it needs.

    None without a level to start from, above "at least", and where no higher level can be reached
    with N points. A span starts from its lower end.
    """
    if (verdict.outcome not in (LEVEL, LOCKED) and not verdict.span) or not total:
        return None
    now = verdict.span.lowest if verdict.span else verdict.level or verdict.provisional
    counted = min(verdict.clear, total)
    if now is None:
        return None
    for clear in range(counted + 1, total + 1):
        outcome, level, _ = place(rungs, clear)
        if outcome == LEVEL and level > now:
            return Step(level, clear - counted)
    return None


def claimed_above(claimed: int | None, verdict: Verdict) -> int | None:
    """Levels by which the self-assessment exceeds the evidence; negative when it is modest.

    0 when they agree, None when either is unknown. Above an "at least" nobody can tell, nor within
    a span.
    """
    if claimed is not None and verdict.span and verdict.outcome == INCOMPLETE:
        span = verdict.span
        if claimed < span.lowest:
            return claimed - span.lowest
        return claimed - span.highest if claimed > span.top else None
    if claimed is None or verdict.level is None:
        return None
    difference = claimed - verdict.level
    return difference if verdict.outcome == LEVEL or difference < 0 else None
