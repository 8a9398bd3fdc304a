"""Each indicator of an office with its level in both readings, and how many there are of each.

Source: docs/rules.md, "Quality level", "Unknown".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from esa import plain, thai
from esa.codes import in_code_order
from esa.plain import Place, Rows
from esa.rules.evidence import Document
from esa.rules.ladder import Rung, rungs_by_indicator
from esa.rules.points import Point
from esa.rules.rubric import Span, Tally, claimed_above, next_level, quality_level
from esa.rules.unread import NOTHING, Strays, Unread
from esa.rules.verdict_words import levels_th, sentence_th
from esa.rules.vocabulary import AT_LEAST, LEVEL, LEVELS, LOCKED, OUTCOMES, READINGS


class Result(NamedTuple):
    """The level of an indicator in one reading, and what follows from it.

    level: None unless the outcome is "level" or "at_least" (then its lower bound). provisional: of
    a locked one, see counted. sentence: in Thai.
    """

    outcome: str  # one of OUTCOMES
    level: int | None
    provisional: int | None
    clear: int  # points
    weak: int  # points that are clear only by documents with a warning
    reason: str  # see Verdict
    sentence: str
    claimed_above: int | None  # levels, 0: agrees, None: unknown
    next_level: int | None  # None: no next step
    need: int | None  # more points with clear evidence, counted from what is surely clear
    span: Span | None = None  # see Verdict
    unread: int = 0  # points and rows of evidence that can't be read

    @property
    def counted(self) -> int | None:
        """The level that enters a mean and a distribution: only one that is sure. None for a
        provisional level (a locked one), a lower bound and a span."""
        return self.level if self.outcome == LEVEL else None

    @property
    def level_span(self) -> Span | None:
        """The span of the level; None for that of a provisional one, which is no level."""
        return self.span if self.outcome != LOCKED else None

    @property
    def said(self) -> str:
        """The level in figures: 4, 4–5; "" where there is none. A provisional one is none."""
        if self.level_span:
            return levels_th(self.level_span).removeprefix("ระดับ ")
        return str(self.level or "")

    @property
    def least(self) -> int | None:
        """The level that it has in any case."""
        return self.level_span.lowest if self.level_span else self.level

    @property
    def most(self) -> int | None:
        """The highest that it may have; None where nothing is known."""
        if self.level_span:
            return self.level_span.top
        return LEVELS[-1] if self.outcome == AT_LEAST else self.level


class Level(NamedTuple):
    """One indicator with its level in both readings."""

    at: Place
    edition: str | None
    indicator: str | None
    standard: str | None
    title: str | None
    weight: Decimal | None  # percent; None: not filled in, as are the two levels and the total
    claimed_level: int | None
    target_level: int | None
    total: int | None  # points, N
    listed: int  # rows of criteria
    known: int
    carried: int
    condition_open: bool  # an extra condition is filled in and not confirmed
    reported: Result
    verified: Result
    unsaid: int = 0  # known points whose status is blank
    statuses: int = 0  # points of which nobody can read whether they are carried out

    def in_reading(self, reading: str) -> Result:
        """What counts in that reading, "reported" or "verified"."""
        return getattr(self, reading)


_COPIED = Level._fields[1 : Level._fields.index("total")]


class Spread(NamedTuple):
    """The indicators of one level, or of one outcome without a level."""

    outcome: str
    level: int | None  # beside the outcome "level" only
    codes: tuple[str | None, ...]


def levels(
    indicators: Rows,
    points: Sequence[Point],
    rubric: Rows,
    criteria: Rows | None = None,
    unread: Unread = NOTHING,
) -> tuple[Level, ...]:
    """Each indicator with its level in both readings, in code order.

    indicators, rubric: as read. unread: see esa.rules.unread, criteria: for what its rows name.
    Source: docs/rules.md, "Quality level", "Unknown".
    """
    strays = Strays(criteria, unread) if criteria and unread.documents else None
    own: defaultdict[tuple, list[Point]] = defaultdict(list)
    for point in points:
        own[point.edition, point.indicator].append(point)
    ladders, found = rungs_by_indicator(rubric), []
    extra = plain.records(indicators, "points_total", "extra_condition", "extra_condition_met")
    for row, (_, total, condition, met) in zip(
        plain.records(indicators, *_COPIED), extra, strict=True
    ):
        key = row[1:3]
        is_open = is_filled_in(condition) and met is not True
        if is_open and row[0] in unread.confirmations and met is None:
            is_open = None
        beside = {r: strays.beside(key, r) for r in READINGS} if strays else {}
        found.append(_level(row, total, own.get(key, []), ladders.get(key, []), is_open, beside))
    return in_code_order(found, "edition", "indicator")


def is_filled_in(condition: str | None) -> bool:
    """Whether an extra condition is written at all; a dotted line or a dash asks for nothing."""
    return condition is not None and not thai.is_placeholder(condition)


def _level(
    row: tuple,
    total: int | None,
    points: Sequence[Point],
    rungs: Sequence[Rung],
    condition_open: bool | None,
    beside: Mapping[str, Sequence[Document]],
) -> Level:
    """row: its place and the columns that are copied, last the claimed and the target level.
    beside: rows set aside that may prove one of its points, in each reading."""
    known = sum(point.known or point.carried_unknown for point in points)
    statuses = sum(point.carried_unknown for point in points)
    carried = sum(point.carried is True for point in points)
    unsaid = sum(
        point.known and point.carried is None and not point.carried_unknown for point in points
    )
    *_, claimed, _ = row

    def result(reading: str) -> Result:
        proofs = [point.in_reading(reading) for point in points]
        clear, weak = sum(proof.clear for proof in proofs), sum(proof.weak for proof in proofs)
        unread = sum(proof.unknown for proof in proofs) + len(beside.get(reading, ()))
        tally = Tally(total, len(points), known, carried, clear, unsaid, unread, statuses)
        return _result(rungs, tally, condition_open, claimed, weak)

    return Level(
        *row,
        total=total,
        listed=len(points),
        known=known,
        carried=carried,
        condition_open=condition_open is True,
        reported=result(READINGS[0]),
        verified=result(READINGS[1]),
        unsaid=unsaid,
        statuses=statuses,
    )


def _result(
    rungs: Sequence[Rung],
    tally: Tally,
    condition_open: bool | None,
    claimed: int | None,
    weak: int,
) -> Result:
    verdict = quality_level(rungs, tally, condition_open)
    step = next_level(rungs, verdict, tally.total)
    return Result(
        outcome=verdict.outcome,
        level=verdict.level,
        provisional=verdict.provisional,
        clear=verdict.clear,
        weak=weak,
        reason=verdict.reason,
        sentence=sentence_th(verdict),
        claimed_above=claimed_above(claimed, verdict),
        next_level=step.level if step else None,
        need=step.need if step else None,
        span=verdict.span,
        unread=tally.unread,
    )


def distribution(levels: Iterable[Level], reading: str) -> tuple[Spread, ...]:
    """Which indicators have which level, in one reading; each is in exactly one row.

    Rows in this order: levels 1 to 5, then "at_least" and each outcome without a level, also when
    there are none. A provisional level counts as "locked", never as a level.
    """
    found: defaultdict[tuple, list[str | None]] = defaultdict(list)
    for each in levels:
        result = each.in_reading(reading)
        found[result.outcome, result.counted].append(each.indicator)
    kinds = [(LEVEL, level) for level in LEVELS] + [(outcome, None) for outcome in OUTCOMES[1:]]
    return tuple(Spread(*kind, tuple(found[kind])) for kind in kinds)
