"""What to do next so that a level rises, soonest first, and the cell in which to do it.

The gate first (points not carried out, the extra condition); then as many points with clear
evidence as the next defined level needs. Source: docs/rules.md, "Next step".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from esa import plain
from esa.codes import code_key

GATE, EVIDENCE, REPORT = "gate", "evidence", "report"
STAGES = (GATE, EVIDENCE, REPORT)
# The less is left to do, the earlier.
RANKS = {"get_checked": 0, "add_locator": 1, "replace_placeholder": 2, "add_document": 3}

_COLUMNS = {
    "edition": "str",
    "indicator": "str",
    "criterion": "str",
    "stage": pd.CategoricalDtype(STAGES, ordered=True),
    "action": "str",
    "to_level": "Int64",
    "need": "Int64",
    "lifts_alone": "bool",
    "due": "object",
    "groups": "object",
    "tab": "str",
    "workbook": "str",
    "row": "Int64",
    "field": "str",
}


class Document(NamedTuple):
    """One row of evidence, as far as it tells what is left to do."""

    at: plain.Place
    group: str | None
    lacks: str
    warned: bool
    check_field: str  # the first cell of its check that is still to be filled in


class Action(NamedTuple):
    """What to do, by whom and in which cell; no place: a new row of the tab."""

    action: str
    groups: tuple[str, ...]
    tab: str
    field: str
    at: plain.Place | None = None


def first_action(documents: Sequence[Document], lead_groups: Sequence[str], reading: str) -> Action:
    """The least that gives a point clear evidence: the document nearest to it, else a new one.

    documents: all of the point, none of them clear in this reading. Of equally near ones a document
    without a warning comes first, then the first by workbook and row.
    """
    kinds = {
        "locator": "add_locator",
        "placeholder": "replace_placeholder",
        "title": "add_document",
    }
    if reading == "verified":
        kinds["check"] = "get_checked"
    near = [document for document in documents if document.lacks in kinds]
    if not near:
        return Action("add_document", tuple(lead_groups), "evidence", "title")
    best = min(
        near, key=lambda document: (RANKS[kinds[document.lacks]], document.warned, document.at)
    )
    field = {"locator": "link", "check": best.check_field}.get(best.lacks, "title")
    groups = (best.group,) if best.group else tuple(lead_groups)
    return Action(kinds[best.lacks], groups, "evidence", field, best.at)


def missing_evidence(points: pd.DataFrame, evidence: pd.DataFrame, reading: str) -> pd.DataFrame:
    """What each point without clear evidence lacks, whether or not a level hangs on it.

    points: see points.points. evidence: with the columns of evidence.with_states. reading:
        "reported" or "verified".
    Result: one row per such point, ordered as in next_steps; its columns too, with to_level and
        need
        blank: join next_steps where a level is asked for.
    """
    actions = _evidence_actions(points, evidence, reading)
    return _table([_row(action, point, EVIDENCE) for point, action in actions])


def next_steps(
    levels: pd.DataFrame,
    points: pd.DataFrame,
    evidence: pd.DataFrame,
    progress: pd.DataFrame,
    reading: str,
) -> pd.DataFrame:
    """Every action that brings an indicator nearer to its next level in one reading, soonest first.

    levels: see rubric.levels. points: see points.points. evidence: with the columns of
        evidence.with_states. progress: group (whose rows they are).
    Result: one row per action: edition, indicator, criterion (blank: of the whole indicator);
        stage: "gate" (a locked level), "evidence" (towards the next level), "report" (no level yet,
            because points have no data);
        action: carry_out, report, confirm_condition, add_criteria, get_checked, add_locator,
            replace_placeholder, add_document;
        to_level (Int64): what it lifts to, blank if unknown; need (Int64): how many such actions of
            this indicator and stage it takes; lifts_alone (bool): this one is enough;
        due (date or None), groups (tuple: who can do it), tab, workbook, row, field: the cell;
            workbook and row are blank where a new row is to be added.
    Order: stage; need; an unchecked document, a title without a place, a placeholder, nothing; due
        date (none last); code. No rows where nothing can be done: "at least", no higher level
        defined, no rubric, a rubric with gaps or overlaps.
    Source: docs/rules.md, "Next step".
    """
    points_of: defaultdict[tuple, list[dict]] = defaultdict(list)
    for point in _points(points):
        points_of[point["edition"], point["indicator"]].append(point)
    owners = dict(plain.records(progress, "group"))
    evidence_of: defaultdict[tuple, list] = defaultdict(list)
    for point, action in _evidence_actions(points, evidence, reading):
        evidence_of[point["edition"], point["indicator"]].append((point, action))
    rows = []
    for level in _levels(levels, reading):
        key = level["edition"], level["indicator"]
        if level["outcome"] == "incomplete":
            rows += _reports(level, points_of[key])
        if level["outcome"] == "locked":
            rows += _gate(level, points_of[key], owners)
        if level["need"] is not None:
            aim = {"to_level": level["next_level"], "need": level["need"]}
            alone = level["need"] == 1 and level["outcome"] == "level"
            rows += [
                _row(action, point, EVIDENCE) | aim | {"lifts_alone": alone}
                for point, action in evidence_of[key]
            ]
    return _table(rows)


def _levels(levels: pd.DataFrame, reading: str) -> list[dict]:
    read = ("outcome", "provisional", "next_level", "need")
    plainly = ("edition", "indicator", "total", "listed", "condition_open")
    names = [*plainly, *(f"{name}_{reading}" for name in read)]
    return [
        dict(zip(("at", *plainly, *read), values, strict=True))
        for values in plain.records(levels, *names)
    ]


def _points(points: pd.DataFrame) -> list[dict]:
    names = ("edition", "indicator", "criterion", "lead_groups", "known", "carried", "decided_by")
    names += ("unread",)
    names += ("missing_groups", "open_rows", "due", "clear_reported", "clear_verified")
    return [
        dict(zip(("at", *names), values, strict=True)) for values in plain.records(points, *names)
    ]


def _evidence_actions(
    points: pd.DataFrame, evidence: pd.DataFrame, reading: str
) -> list[tuple[dict, Action]]:
    documents = documents_by_point(evidence)
    return [
        (
            point,
            first_action(
                documents.get((point["edition"], point["criterion"]), ()), _asked(point), reading
            ),
        )
        for point in _points(points)
        if not point[f"clear_{reading}"]
    ]


def documents_by_point(evidence: pd.DataFrame) -> Mapping[tuple, list[Document]]:
    """The documents of each point, by (edition, criterion), as far as they tell what to do."""
    found: defaultdict[tuple, list[Document]] = defaultdict(list)
    checks = ("checked_on", "checked_by_group", "checked_by_role")
    names = ("edition", "criterion", "group", "lacks", "warnings", *checks)
    for at, edition, criterion, group, lacks, warnings, *check in plain.records(evidence, *names):
        blank = [field for field, value in zip(checks, check, strict=True) if value is None]
        field = blank[0] if blank else "checked_by_group"  # all filled in: it was the group itself
        document = Document(at, group, lacks or "", bool(warnings), field)
        found[edition, criterion].append(document)
    return found


def _asked(point: dict) -> tuple[str, ...]:
    return tuple(point["lead_groups"] or ())


def _gate(level: dict, points: list[dict], owners: Mapping[plain.Place, str | None]) -> list[dict]:
    """What opens the gate: rows that aren't carried out, missing rows, the extra condition."""
    rows = []
    for point in points:
        for at in point["open_rows"]:
            owner = (owners[at],) if owners.get(at) else _asked(point)
            rows.append(
                _row(Action("carry_out", owner, "progress", "carried_out", at), point, GATE)
            )
        rows += [_row(action, point, GATE) for action in _missing_reports(point)]
    if level["condition_open"]:
        action = Action("confirm_condition", (), "indicators", "extra_condition_met", level["at"])
        rows.append(_row(action, level, GATE))
    aim = {"to_level": level["provisional"], "need": len(rows)}
    return [
        row | aim | {"lifts_alone": len(rows) == 1 and aim["to_level"] is not None} for row in rows
    ]


def _missing_reports(point: dict) -> list[Action]:
    """One report per named lead without a row; where everybody or nobody leads, one by anyone."""
    if point["decided_by"] == "leads":
        return [
            Action("report", (group,), "progress", "carried_out")
            for group in point["missing_groups"]
        ]
    named = [group for group in _asked(point) if group in point["missing_groups"]]
    if named:
        return [Action("report", (group,), "progress", "carried_out") for group in named]
    silent = point["carried"] is None and not point["open_rows"]
    return [Action("report", _asked(point), "progress", "carried_out")] if silent else []


def _reports(level: dict, points: list[dict]) -> list[dict]:
    """What makes an indicator complete: a row for each point without data, unlisted points."""
    rows = [
        _row(Action("report", _asked(point), "progress", "carried_out"), point, REPORT)
        for point in points
        if not point["known"] and not point["unread"]  # an unread tab is mended, not reported
    ]
    unlisted = max(level["total"] - level["listed"], 0)
    if unlisted:
        rows.append(_row(Action("add_criteria", (), "criteria", "criterion"), level, REPORT))
    need = len(rows) + max(unlisted - 1, 0)
    return [row | {"need": need} for row in rows]


def _row(action: Action, about: dict, stage: str) -> dict:
    workbook, row = action.at or (None, None)
    return {
        "edition": about["edition"],
        "indicator": about["indicator"],
        "criterion": about.get("criterion"),
        "stage": stage,
        "action": action.action,
        "to_level": None,
        "need": None,
        "lifts_alone": False,
        "due": about.get("due"),
        "groups": action.groups,
        "tab": action.tab,
        "workbook": workbook,
        "row": row,
        "field": action.field,
    }


def _table(rows: list[dict]) -> pd.DataFrame:
    rows = sorted(rows, key=_soonest)
    return plain.frame(rows, pd.RangeIndex(len(rows)), _COLUMNS)


def _soonest(row: dict) -> tuple:
    return (
        STAGES.index(row["stage"]),
        row["need"] or 0,
        RANKS.get(row["action"], int(row["criterion"] is None)),
        row["due"] or date.max,
        code_key(row["edition"]),
        code_key(row["criterion"] or row["indicator"]),
        row["criterion"] is None,
        row["workbook"] or "",
        row["row"] or 0,
        row["groups"],
    )
