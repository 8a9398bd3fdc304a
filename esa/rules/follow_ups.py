"""Follow-ups: what the board resolved, who must do it, and what is overdue.

Rule: a resolution is overdue from the day after its due date unless it is done or cancelled;
without a due date it has "no date set" and is never overdue. Where an item of a meeting stands in
several rows, the lowest row is its present state. Source: docs/rules.md, "Due" and "Follow-ups".
"""

import re
from collections import defaultdict
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from esa.plain import Place, Rows, records
from esa.rules.vocabulary import CLOSED_FOLLOW_UPS

COUNTED = ("meeting_no", "item", "due", "status")  # without which a row can't be counted
NUMBER_OF_YEAR = re.compile(r"\D*(\d+)\s*/\s*(\d{2,4})\D*")
NUMBER = re.compile(r"\D*(\d+)\D*")


class FollowUp(NamedTuple):
    """An item of a meeting as its present row has it; None is a blank cell, () names nobody."""

    at: Place
    meeting_no: str | None
    item: int | None
    meeting_date: date | None
    resolution: str | None
    groups: tuple[str, ...]
    due: date | None
    status: str | None
    criterion: str | None
    closed_by: str | None
    remark: str | None
    state: str  # see state_of
    overdue_days: int  # 0: not overdue
    days_left: int | None  # None: without a date, or closed
    no_date: bool  # still open, no date set
    closed_without_evidence: bool  # done, but nothing in closed_by


IN_SHEET = FollowUp._fields[1 : FollowUp._fields.index("state")]


def meeting_key(meeting_no: str | None) -> tuple:
    """Sort key of a meeting number: 2/2557 before 12/2557 before 1/2558; others after, as text."""
    text = meeting_no or ""
    numbered = NUMBER_OF_YEAR.fullmatch(text)
    if numbered:
        return (0, int(numbered[2]), int(numbered[1]), text)
    alone = NUMBER.fullmatch(text)
    return (1, 0, int(alone[1]), text) if alone else (2, 0, 0, text)


def state_of(status: str | None, due: date | None, today: date) -> str:
    """overdue, open, in_progress, done, cancelled; "unknown" is a status that isn't filled in and
    whose date has not passed."""
    if status in CLOSED_FOLLOW_UPS:
        return status
    if due is not None and due < today:
        return "overdue"
    return status or "unknown"


def with_states(follow_ups: Rows, today: date) -> tuple[FollowUp, ...]:
    """The present row of each item of each meeting, the most urgent first: overdue longest first,
    then by due date, no date, closed; ties by meeting and item."""
    items: dict[tuple, list[tuple]] = defaultdict(list)
    for row in records(follow_ups, *IN_SHEET):
        at, meeting, item, *_ = row
        items[(meeting, item) if meeting and item is not None else (at,)].append(row)
    found = (_judged(max(rows, key=itemgetter(0)), today) for rows in items.values())
    return tuple(sorted(found, key=_urgency))


def _judged(row: tuple, today: date) -> FollowUp:
    cells = dict(zip(IN_SHEET, row[1:], strict=True))
    due, state = cells["due"], state_of(cells["status"], cells["due"], today)
    still_open = state not in CLOSED_FOLLOW_UPS
    return FollowUp(
        *row,
        state=state,
        overdue_days=(today - due).days if state == "overdue" else 0,
        days_left=(due - today).days if still_open and due else None,
        no_date=still_open and due is None,
        closed_without_evidence=state == "done" and not cells["closed_by"],
    )


def _urgency(row: FollowUp) -> tuple:
    return (
        row.state in CLOSED_FOLLOW_UPS,
        -row.overdue_days,
        row.due is None,
        row.due or date.max,
        meeting_key(row.meeting_no),
        row.item or 0,
    )
