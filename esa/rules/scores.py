"""Lower limits and counts from raw scores, in memory only: pupil rows never enter a workbook.

Rule: limit = mean − 2.58 × SD ÷ √n (population SD), rounded half up to two decimals; a pupil passes
when the score is strictly greater than the limit. What leaves this module is a count or a mean of a
school and subject, never the row of a pupil, and no fault quotes what a cell holds.
Source: docs/rules.md, "Lower limit" (the formula is reconstructed from a public national table of
academic year 2553: n 805,099, mean 31.22, SD 13.55 give 31.1810).
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

DEVIATIONS = Decimal("2.58")  # of the mean's sampling distribution, both tails 1 %
CENT = Decimal("0.01")


class Counts(NamedTuple):
    tested: int  # pupils with a score
    not_passed: int
    mean: Decimal | None  # two decimals, half up; None when nobody was tested


class Score(NamedTuple):
    school_code: str
    subject: str
    score: Decimal | None  # None: absent, not tested


class LeftOut(NamedTuple):
    """A row of the file that couldn't be used. reason: school_code, subject or score."""

    row: int  # of the sheet
    reason: str
    sheet: str = ""  # "" where the file has only one


class Scores(NamedTuple):
    scores: tuple[Score, ...]  # out of a hundred
    left_out: tuple[LeftOut, ...]
    full: Mapping[str, Decimal] = {}  # full marks other than a hundred, by subject
    padded: tuple[LeftOut, ...] = ()  # rows that are used, with zeros put before the school's code


class Result(NamedTuple):
    """A row for the tab test_results. tested: 0 where nobody was; not_passed: None without a limit
    to compare with; mean: in points, None where nobody was tested."""

    academic_year: int
    test: str
    grade: str
    subject: str
    scope: str
    school_code: str
    tested: int
    not_passed: int | None
    mean: Decimal | None


def limit_before_rounding(mean: Decimal, sd: Decimal, n: int) -> Decimal:
    """mean − 2.58 × SD ÷ √n, not rounded. mean, sd: in points; n: pupils. ValueError if n < 1."""
    if n < 1 or sd < 0:
        raise ValueError(
            "a lower limit needs at least one pupil and a standard deviation of 0 or more"
        )
    with localcontext() as context:
        context.prec = 50
        return Decimal(mean) - DEVIATIONS * Decimal(sd) / Decimal(n).sqrt()


def lower_limit(mean: Decimal, sd: Decimal, n: int) -> Decimal:
    """The lower limit in points, rounded half up to two decimals. sd: of the population."""
    return limit_before_rounding(mean, sd, n).quantize(CENT, ROUND_HALF_UP)


def limit_from_scores(scores: Iterable[Decimal | None]) -> Decimal | None:
    """The lower limit of these pupils; None if none was tested, and where the formula gives less
    than 0: so few and so different scores have none. Blank scores are not tested."""
    known = [score for score in scores if score is not None]
    if not known:
        return None
    with localcontext() as context:
        context.prec = 50
        n, total = len(known), sum(known, Decimal(0))
        squares = sum((score * score for score in known), Decimal(0))
        variance = max((n * squares - total * total) / (n * n), Decimal(0))
        limit = lower_limit(total / n, variance.sqrt(), n)
    return limit if limit >= 0 else None


def counts(scores: Iterable[Decimal | None], limit: Decimal) -> Counts:
    """How many were tested and how many don't pass: a score equal to the limit doesn't pass."""
    known = [score for score in scores if score is not None]
    if not known:
        return Counts(0, 0, None)
    mean = (sum(known, Decimal(0)) / len(known)).quantize(CENT, ROUND_HALF_UP)
    return Counts(len(known), sum(score <= limit for score in known), mean)


def limits_from_scores(scores: Iterable[Score]) -> dict[str, Decimal]:
    """The lower limit of each subject over all schools; a subject nobody sat is absent."""
    by_subject: dict[str, list[Decimal | None]] = {}
    for score in scores:
        by_subject.setdefault(score.subject, []).append(score.score)
    limits = {subject: limit_from_scores(by_subject[subject]) for subject in sorted(by_subject)}
    return {subject: limit for subject, limit in limits.items() if limit is not None}


def results_from_scores(
    scores: Iterable[Score],
    limits: Mapping[str, Decimal],
    *,
    academic_year: int,
    test: str,
    grade: str,
    scope: str = "area",
) -> tuple[Result, ...]:
    """Rows for the tab test_results: one per school and subject, ordered by both.

    limits: subject → lower limit of this scope. A subject without a limit keeps its rows.
    """
    grouped: dict[tuple[str, str], list[Decimal | None]] = {}
    for score in scores:
        grouped.setdefault((score.school_code, score.subject), []).append(score.score)
    found = []
    for (school_code, subject), values in sorted(grouped.items()):
        limit = limits.get(subject)
        tested, not_passed, mean = counts(values, Decimal(0) if limit is None else limit)
        known = limit is not None and tested > 0
        sitting = (academic_year, test, grade, subject, scope)
        found.append(Result(*sitting, school_code, tested, not_passed if known else None, mean))
    return tuple(found)
