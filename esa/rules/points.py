"""Each point of consideration: is it known, carried out, proved by clear evidence, overdue, stuck?

A point has clear evidence when at least one of its documents, of any group, is attached (the
reported reading) or checked (the verified reading). Source: docs/rules.md, "Points".
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from esa import plain
from esa.rules.carried import ALL, Decision, Report, decide, reports_by_key

_STATES = ["none", "promised", "attached", "checked"]
_COPIED = ("edition", "criterion", "indicator", "title", "lead_groups", "co_groups", "category")
_COLUMNS = {
    "standard": "str",
    "known": "bool",
    "unread": "bool",
    "carried": "boolean",
    "decided_by": "str",
    "missing_groups": "object",
    "state": pd.CategoricalDtype(_STATES, ordered=True),
    "documents": "int64",
    "clear_reported": "bool",
    "clear_verified": "bool",
    "weak": "bool",
    "weak_verified": "bool",
    "due": "object",
    "overdue_days": "int64",
    "stuck": "bool",
    "progress_rows": "object",
    "deciding_rows": "object",
    "open_rows": "object",
    "evidence_rows": "object",
}


class Document(NamedTuple):
    """What a point needs to know of one row of evidence."""

    at: plain.Place
    state: str
    warned: bool  # another year, or a link shared too widely


def is_clear(states: Sequence[str], reading: str) -> bool:
    """Whether one of a point's documents is attached ("reported") or checked ("verified")."""
    enough = {"reported": ("attached", "checked"), "verified": ("checked",)}[reading]
    return any(state in enough for state in states)


def is_weak(documents: Sequence[Document], reading: str) -> bool:
    """Whether a point is clear, but only by documents with a warning."""
    clear = [document for document in documents if is_clear([document.state], reading)]
    return bool(clear) and all(document.warned for document in clear)


def overdue_days(due: date | None, today: date) -> int:
    """Days since the due date: 0 on the day itself, before it, and where no date is set."""
    return max((today - due).days, 0) if due else 0


def is_stuck(clear: bool, due: date | None, today: date) -> bool:
    """Whether a point lacks clear evidence although its due date has passed.

    Two meetings without a change would tell it better; no frozen meetings exist yet.
    """
    return not clear and overdue_days(due, today) > 0


def standard_of(indicators: pd.DataFrame) -> dict[tuple, str | None]:
    """(edition, indicator) → standard."""
    names = ("edition", "indicator", "standard")
    return {(edition, code): up for _, edition, code, up in plain.records(indicators, *names)}


def points(
    criteria: pd.DataFrame,
    indicators: pd.DataFrame,
    progress: pd.DataFrame,
    evidence: pd.DataFrame,
    groups: pd.DataFrame,
    today: date,
    unread: Collection[str] = (),
) -> pd.DataFrame:
    """One row per criterion with what is known of it; rows, order and index of criteria stay.

    criteria: edition, criterion, indicator, title, lead_groups, co_groups, category. indicators:
        edition, indicator, standard. progress: see carried.reports_by_key; rows with a condition
        are left to the conditions. evidence: with the columns of with_states. groups: group.
    unread: codes of groups whose own tabs couldn't be read whole (esa.reading.unread): the points
        they lead are not known, whatever else is written about them.
    Added: standard;
        known (bool): some group wrote a state of progress or named a document (an empty or
            placeholder row is no data);
        unread (bool): a group that must report it has tabs that couldn't be read whole;
        carried (boolean): by the deciding rows; blank when not reported;
        decided_by: "leads", "all" or "nobody" (no lead named: every group with a row, as for ALL);
        missing_groups (tuple): groups that lead it and have no row;
        state: of its best document; documents (int): rows with a title;
        clear_reported, clear_verified, weak, weak_verified (bool; weak: clear only by documents
            with a warning);
        due (date or None): the earliest of the deciding rows; overdue_days (int): from the day
            after; 0 once it is carried out with clear evidence; stuck (bool);
        progress_rows (all groups), deciding_rows, open_rows (deciding, and not saying carried out),
        evidence_rows: tuples of (workbook, row).
    Source: docs/rules.md, "Points".
    """
    reports = reports_by_key(progress)
    documents = _documents(evidence)
    all_groups = plain.column(groups, "group")
    standards = standard_of(indicators)
    rows = []
    for _, edition, criterion, indicator, leads in plain.records(
        criteria, "edition", "criterion", "indicator", "lead_groups"
    ):
        own = reports.get((edition, criterion, None), [])
        decision = decide(leads or (), own, all_groups)
        row = _of_progress(own, decision) | _of_evidence(
            documents.get((edition, criterion), []), own
        )
        asked = set(leads or ()) - {ALL} or set(all_groups)  # ALL, or nobody: every group
        row["unread"] = not asked.isdisjoint(unread)
        if row["unread"]:
            row |= {"known": False, "carried": None}
        rows.append(
            row | _of_time(row, decision, today) | {"standard": standards.get((edition, indicator))}
        )
    return pd.concat([criteria[list(_COPIED)], plain.frame(rows, criteria.index, _COLUMNS)], axis=1)


def _documents(evidence: pd.DataFrame) -> dict[tuple, list[Document]]:
    found: defaultdict[tuple, list[Document]] = defaultdict(list)
    names = ("edition", "criterion", "state", "warnings")
    for at, edition, criterion, state, warnings in plain.records(evidence, *names):
        found[edition, criterion].append(Document(at, state, bool(warnings)))
    for documents in found.values():
        documents.sort()
    return found


def _of_progress(reports: list[Report], decision: Decision) -> dict:
    return {
        "carried": decision.carried,
        "decided_by": decision.decided_by,
        "missing_groups": decision.missing,
        "progress_rows": tuple(report.at for report in reports),
        "deciding_rows": tuple(report.at for report in decision.deciding),
        "open_rows": tuple(report.at for report in decision.deciding if not report.carried),
    }


def _of_evidence(documents: list[Document], reports: list[Report]) -> dict:
    states = [document.state for document in documents]
    named = sum(state != "none" for state in states)
    return {
        "known": named > 0 or any(report.carried is not None for report in reports),
        "state": max(states, key=_STATES.index, default="none"),
        "documents": named,
        "clear_reported": is_clear(states, "reported"),
        "clear_verified": is_clear(states, "verified"),
        "weak": is_weak(documents, "reported"),
        "weak_verified": is_weak(documents, "verified"),
        "evidence_rows": tuple(document.at for document in documents),
    }


def _of_time(row: dict, decision: Decision, today: date) -> dict:
    due = min((report.due for report in decision.deciding if report.due), default=None)
    settled = row["unread"] or (row["carried"] is True and row["clear_reported"])
    return {
        "due": due,
        "overdue_days": 0 if settled else overdue_days(due, today),
        "stuck": not row["unread"] and is_stuck(row["clear_reported"], due, today),
    }
