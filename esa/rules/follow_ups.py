"""Follow-ups: what the board resolved, who must do it, and what is overdue.

Rule: a resolution is overdue from the day after its due date unless it is done or cancelled;
without a due date it has "no date set" and is never overdue. Where an item of a meeting stands in
several rows, the lowest row is its present state. Source: docs/rules.md, "Due" and "Follow-ups".
"""

import re
from collections import defaultdict
from datetime import date

import pandas as pd

from esa.plain import frame, records

CLOSED = ("done", "cancelled")
NUMBER_OF_YEAR = re.compile(r"\D*(\d+)\s*/\s*(\d{2,4})\D*")
NUMBER = re.compile(r"\D*(\d+)\D*")


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
    if status in CLOSED:
        return status
    if due is not None and due < today:
        return "overdue"
    return status or "unknown"


def with_states(follow_ups: pd.DataFrame, today: date) -> pd.DataFrame:
    """The present row of each item of each meeting, the most urgent first; the index stays.

    follow_ups: meeting_no, item (Int64), meeting_date, resolution, groups (tuple), due (date or
        None), status, criterion, closed_by.
    Added: state (see state_of), overdue_days (int, 0 = not), days_left (Int64; blank without a date
        or when closed), no_date (bool: still open, no date set), closed_without_evidence (bool:
        done, but nothing in closed_by), earlier_rows (int: older rows of the same item left out).
    Order: overdue longest first, then by due date, no date, closed; ties by meeting and item.
    """
    names = ("meeting_no", "item", "due", "status", "closed_by")
    found: dict[tuple, list[tuple]] = defaultdict(list)
    places = range(len(follow_ups))
    for at, (place, meeting, item, *rest) in zip(places, records(follow_ups, *names), strict=True):
        same = (meeting, item) if meeting and item is not None else (place,)
        found[same].append((place, at, meeting, item, *rest))
    rows, kept = [], []
    for versions in found.values():
        _, at, meeting, item, due, status, closed_by = max(versions, key=lambda v: v[:2])
        state = state_of(status, due, today)
        still_open = state not in CLOSED
        late = (today - due).days if state == "overdue" else 0
        rows.append(
            {
                "state": state,
                "overdue_days": late,
                "days_left": (due - today).days if still_open and due else None,
                "no_date": still_open and due is None,
                "closed_without_evidence": state == "done" and not closed_by,
                "earlier_rows": len(versions) - 1,
                "_order": (
                    not still_open,
                    -late,
                    due is None,
                    due or date.max,
                    meeting_key(meeting),
                    item if item is not None else 0,
                ),
            }
        )
        kept.append(at)
    order = sorted(range(len(rows)), key=lambda n: rows[n]["_order"])
    mine = follow_ups.iloc[[kept[n] for n in order]]
    kinds = {"state": "str", "overdue_days": "int64", "days_left": "Int64", "no_date": "bool"}
    kinds |= {"closed_without_evidence": "bool", "earlier_rows": "int64"}
    added = frame([rows[n] for n in order], mine.index, kinds)
    return mine.assign(**{name: added[name] for name in added})
