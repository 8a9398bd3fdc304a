"""Projects of the action plan: where they stand, which are late, and when their report is due.

Rule: a project is late from the day after its end unless it is done, cancelled or postponed; its
report is due 7 days after its end. A status that isn't filled in is unknown, never late.
Source: docs/rules.md, "Projects".
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from esa.codes import code_key
from esa.fiscal_year import first_day, last_day
from esa.plain import Place, Rows, records
from esa.rules.vocabulary import PROJECT_STATE_WORDS

REPORT_AFTER = timedelta(days=7)


class Project(NamedTuple):
    """A project, where it stands, and its bar on the calendar; None is a blank cell."""

    at: Place
    group: str | None
    project: str | None
    title: str | None
    strategy: str | None
    indicators: tuple[str, ...]
    remark: str | None
    starts: date | None
    ends: date | None
    status: str | None
    state: str  # see state_of
    days_late: int  # 0: not late
    report_due: date | None  # None for a cancelled or postponed one, and without an end
    report_days_left: int | None  # negative once passed; whether it was handed in is in no sheet
    bar_from: date | None  # None where a date is missing or wrong, or it is of another year
    bar_to: date | None
    begins_before: bool  # the bar is cut at the edge of the fiscal year
    ends_after: bool
    dates_wrong: bool  # the end comes before the start
    this_year: bool  # False: left out of the counts


IN_SHEET = Project._fields[1 : Project._fields.index("state")]


class Count(NamedTuple):
    """Projects of one strategy (None: not linked to one) in one state."""

    strategy: str | None
    state: str
    projects: int


def state_of(status: str | None, starts: date | None, ends: date | None, today: date) -> str:
    """One of PROJECT_STATE_WORDS: the status, but "late" once its end has passed, "not_begun" once
    its start has passed though it hasn't begun, and "unknown" where no status is filled in."""
    if status is None:
        return "unknown"
    if status in ("not_started", "in_progress") and ends is not None and ends < today:
        return "late"
    if status == "not_started" and starts is not None and starts < today:
        return "not_begun"
    return status


def of_year(starts: date | None, ends: date | None, fiscal_year: int) -> bool:
    """Whether any of its days may lie in the fiscal year; without dates it belongs to it."""
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    begins, finishes = starts or ends, ends or starts
    if begins is None or finishes is None:
        return True
    return min(begins, finishes) <= last and max(begins, finishes) >= first


def with_states(projects: Rows, fiscal_year: int, today: date) -> tuple[Project, ...]:
    """Each project with its state and its bar on the calendar, in the order of the rows."""
    return tuple(_placed(row, fiscal_year, today) for row in records(projects, *IN_SHEET))


def by_strategy(projects: Sequence[Project]) -> tuple[Count, ...]:
    """Projects of this year by strategy (natural order, None last) and state in the order of
    PROJECT_STATE_WORDS, zeros included."""
    counts = Counter((row.strategy, row.state) for row in projects if row.this_year)
    strategies = sorted({strategy for strategy, _ in counts}, key=code_key)
    return tuple(
        Count(strategy, state, counts[strategy, state])
        for strategy in strategies
        for state in PROJECT_STATE_WORDS
    )


def other_year(projects: Sequence[Project]) -> int:
    """Projects left out of the counts because no day of theirs lies in the fiscal year."""
    return sum(not row.this_year for row in projects)


def _placed(row: tuple, fiscal_year: int, today: date) -> Project:
    *_, starts, ends, status = row
    state = state_of(status, starts, ends, today)
    wrong = starts is not None and ends is not None and ends < starts
    this_year = of_year(starts, ends, fiscal_year)
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    drawn = starts is not None and ends is not None and not wrong and this_year
    reports = ends is not None and not wrong and status not in ("cancelled", "postponed")
    report_due = ends + REPORT_AFTER if reports else None
    return Project(
        *row,
        state=state,
        days_late=(today - ends).days if state == "late" else 0,
        report_due=report_due,
        report_days_left=(report_due - today).days if report_due else None,
        bar_from=max(starts, first) if drawn else None,
        bar_to=min(ends, last) if drawn else None,
        begins_before=drawn and starts < first,
        ends_after=drawn and ends > last,
        dates_wrong=wrong,
        this_year=this_year,
    )
