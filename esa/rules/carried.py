"""Who decides that a point or a condition is carried out: the groups that lead it, all of them.

Done and ongoing as planned count; in preparation and not started don't; no row is "not reported".
A co-responsible group's row is shown, not counted. Where every group leads (ALL), every group with
a row decides; where the sheet names no lead, the same holds, because nobody else can be asked.
What is written and can't be read is unknown: it never says no.
Source: docs/rules.md, "Carried out".
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from esa import plain

ALL = "ALL"  # the reserved code for ทุกกลุ่ม
COUNTS = {"done": True, "ongoing": True, "preparing": False, "not_started": False}

Key = tuple[str | None, str | None, str | None]  # edition, criterion, condition


class Report(NamedTuple):
    """One row of a group's progress tab."""

    at: plain.Place
    group: str | None
    carried: bool | None  # None: the status is blank
    due: date | None
    kpi_actual: float | None
    unread: bool = False  # the status is filled in and can't be read


class Progress(NamedTuple):
    """One row of a group's progress tab as it is written, None where blank."""

    at: plain.Place
    criterion: str | None
    condition: str | None  # None: of the whole point
    group: str | None
    carried_out: str | None  # its status, see COUNTS
    updated_on: date | None
    method: str | None
    result: str | None
    comments: str | None
    full_text: str | None  # address of the whole text
    reviewer_note: str | None


class Decision(NamedTuple):
    """The verdict, and the rows and groups behind it."""

    carried: bool | None  # None: not reported
    decided_by: str  # "leads", "all" (every group leads) or "nobody" (no lead is named)
    deciding: tuple[Report, ...]
    missing: tuple[str, ...]  # groups that lead and have no row
    unknown: bool = False  # nobody says no, and whatever lacks may stand where it can't be read


def all_say_so(answers: Iterable[bool | None]) -> bool | None:
    """True when all say yes; False as soon as one says no; None when one or all are silent."""
    answers = list(answers)
    if False in answers:
        return False
    return True if answers and None not in answers else None


def reports_by_key(
    progress: plain.Rows, unread: Collection[plain.Place] = ()
) -> Mapping[Key, list[Report]]:
    """All groups' rows of progress under (edition, criterion, condition), by workbook and row.

    progress: edition, criterion, condition, carried_out, due, kpi_actual, group; a row with a
    condition speaks of that condition only, one without speaks of the whole point. unread: rows
    whose status is filled in and can't be read.
    """
    names = ("edition", "criterion", "condition", "group", "carried_out", "due", "kpi_actual")
    found: defaultdict[Key, list[Report]] = defaultdict(list)
    for at, edition, criterion, condition, group, status, due, actual in plain.records(
        progress, *names
    ):
        carried = COUNTS.get(status) if status else None
        lost = carried is None and at in unread
        found[edition, criterion, condition].append(Report(at, group, carried, due, actual, lost))
    for reports in found.values():
        reports.sort(key=lambda report: report.at)
    return found


def decide(
    leads: Sequence[str],
    reports: Sequence[Report],
    all_groups: Sequence[str] = (),
    lost: Collection[str] = (),
) -> Decision:
    """Whether something led by these groups is carried out, by the rows that speak of it.

    leads: group codes, may hold ALL, may be empty. all_groups: the groups of the office; only used
    to name who has no row yet where every group leads, never to hold the verdict back. lost: groups
    whose row may stand where it can't be read.
    """
    named = [group for group in leads if group != ALL]
    everyone = ALL in leads or not leads
    deciding = tuple(report for report in reports if everyone or report.group in named)
    present = {report.group for report in deciding}
    silent = [group for group in named if group not in present]
    carried = all_say_so([report.carried for report in deciding] + [None] * len(silent))
    others = [group for group in all_groups if group not in present and group not in named]
    hidden = [group for group in (silent + others if everyone else silent) if group in lost]
    lacking = any(r.carried is None and not r.unread for r in deciding) or set(silent) - set(hidden)
    unknown = (
        carried is not False and not lacking and bool(hidden or any(r.unread for r in deciding))
    )
    carried = None if unknown else carried
    if ALL in leads:
        return Decision(carried, "all", deciding, tuple(silent + others), unknown)
    return Decision(carried, "leads" if leads else "nobody", deciding, tuple(silent), unknown)
