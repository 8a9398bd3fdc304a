"""Projects of the action plan: where they stand, which are late, and when their report is due.

Rule: a project is late from the day after its end unless it is done, cancelled or postponed; its
report is due 7 days after its end. A status that isn't filled in is unknown, never late.
Source: docs/rules.md, "Projects".
"""

from collections import defaultdict
from datetime import date, timedelta

import pandas as pd

from esa.codes import code_key
from esa.fiscal_year import first_day, last_day
from esa.plain import frame, records

REPORT_AFTER = timedelta(days=7)
ON_THE_WAY = ("not_started", "in_progress")
STATES = ("late", "not_begun", "not_started", "in_progress", "postponed", "done", "cancelled")
STATES += ("unknown",)


def state_of(status: str | None, starts: date | None, ends: date | None, today: date) -> str:
    """One of STATES: the status, but "late" once its end has passed, "not_begun" once its start
    has passed though it hasn't begun, and "unknown" where no status is filled in."""
    if status is None:
        return "unknown"
    if status in ON_THE_WAY and ends is not None and ends < today:
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


def with_states(projects: pd.DataFrame, fiscal_year: int, today: date) -> pd.DataFrame:
    """Each project with its state and its bar on the calendar; rows and index stay.

    projects: project, title, strategy, indicators (tuple), starts, ends (date or None), status.
    Added: state (see state_of); days_late (int, 0 = not); report_due (date or None; none for a
        cancelled or postponed one) and report_days_left (Int64, negative once passed: whether the
        report was handed in is in no sheet); bar_from, bar_to (dates within the fiscal year; None
        where a date is missing, the end comes first, or it is of another year); begins_before,
        ends_after (bool: cut at the edge); dates_wrong (bool: the end comes before the start);
        this_year (bool; False: left out of the counts).
    """
    rows = [
        _placed(status, starts, ends, fiscal_year, today)
        for _, status, starts, ends in records(projects, "status", "starts", "ends")
    ]
    kinds = {"state": "str", "days_late": "int64", "report_due": "object"}
    kinds |= {"report_days_left": "Int64", "bar_from": "object", "bar_to": "object"}
    kinds |= dict.fromkeys(("begins_before", "ends_after", "dates_wrong", "this_year"), "bool")
    added = frame(rows, projects.index, kinds)
    return projects.assign(**{name: added[name] for name in added})


def by_strategy(states: pd.DataFrame) -> pd.DataFrame:
    """Projects of this year by strategy and state: one row per pair, zeros included.

    Result: strategy (natural order; blank last: not linked to one), state (ordered category),
        projects (int).
    """
    counts: dict[tuple, int] = defaultdict(int)
    mine = states[states["this_year"]]
    for _, strategy, state in records(mine, "strategy", "state"):
        counts[strategy, state] += 1
    strategies = sorted({key for key, _ in counts}, key=code_key)
    rows = [
        {"strategy": strategy, "state": state, "projects": counts[strategy, state]}
        for strategy in strategies
        for state in STATES
    ]
    table = frame(
        rows, pd.RangeIndex(len(rows)), {"strategy": "str", "state": "str", "projects": "int64"}
    )
    return table.assign(state=pd.Categorical(table["state"], STATES, ordered=True))


def other_year(states: pd.DataFrame) -> int:
    """Projects left out of the counts because no day of theirs lies in the fiscal year."""
    return int((~states["this_year"]).sum())


def _placed(
    status: str | None, starts: date | None, ends: date | None, fiscal_year: int, today: date
) -> dict[str, object]:
    state = state_of(status, starts, ends, today)
    wrong = starts is not None and ends is not None and ends < starts
    this_year = of_year(starts, ends, fiscal_year)
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    drawn = starts is not None and ends is not None and not wrong and this_year
    reports = ends is not None and not wrong and status not in ("cancelled", "postponed")
    report_due = ends + REPORT_AFTER if reports else None
    return {
        "state": state,
        "days_late": (today - ends).days if state == "late" else 0,
        "report_due": report_due,
        "report_days_left": (report_due - today).days if report_due else None,
        "bar_from": max(starts, first) if drawn else None,
        "bar_to": min(ends, last) if drawn else None,
        "begins_before": drawn and starts < first,
        "ends_after": drawn and ends > last,
        "dates_wrong": wrong,
        "this_year": this_year,
    }
