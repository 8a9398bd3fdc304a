"""What each group still has to bring: its points by state, and its list of things to do.

A point is clear, missing (known, without clear evidence in this reading) or unknown (nobody wrote
anything about it yet); unknown is never counted as missing. Source: docs/rules.md, "Next step".
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from esa import plain
from esa.codes import code_key
from esa.rules.evidence import leads
from esa.rules.next_steps import RANKS, Action, Document, documents_by_point, first_action

OUTCOMES = ("clear", "missing", "unknown")
NOBODY = ""  # stands where a group would, for points that name no lead
SOON = 14  # days ahead that count as "due soon"
WORTH_A_LOOK = ("other_year", "shared_link")

_POINT = ("edition", "criterion", "indicator", "title", "lead_groups", "known", "state")
_POINT += ("due", "overdue_days", "clear_reported", "clear_verified")
_TILES = {"group": "str", "edition": "str", "criterion": "str", "indicator": "str"}
_TILES |= {
    "title": "str",
    "state": "str",
    "outcome": "str",
    "due": "object",
    "overdue_days": "int64",
}
_COUNTS = {"group": "str", "points": "int64", "clear": "int64", "missing": "int64"}
_COUNTS |= {"unknown": "int64", "overdue": "int64"}
_WORK = {"edition": "str", "criterion": "str", "indicator": "str", "title": "str"}
_WORK |= {"lead_groups": "object", "groups": "object", "outcome": "str", "first": "bool"}
_WORK |= {"more": "int64", "document": "str", "state": "str", "lacks": "str", "link": "str"}
_WORK |= {"self_checked": "bool", "warnings": "object", "action": "str", "to_level": "Int64"}
_WORK |= {"need": "Int64", "lifts_alone": "bool", "level_outcome": "str", "due": "object"}
_WORK |= {"overdue_days": "int64", "tab": "str", "workbook": "str", "row": "Int64", "field": "str"}
_LOOK = {"edition": "str", "criterion": "str", "document": "str", "state": "str", "warning": "str"}
_LOOK |= {"only": "bool", "group": "str", "lead_groups": "object", "points": "int64"}
_LOOK |= {"workbook": "str", "row": "int64", "field": "str"}


def outcome(known: bool, clear: bool) -> str:
    """clear, missing or unknown: a point about which nobody wrote anything isn't missing."""
    return "clear" if clear else "missing" if known else "unknown"


def due_kind(due: date | None, overdue_days: int, today: date) -> str:
    """ "overdue", "soon" (today or within 14 days), "later", or "none" without a date.

    A date that has passed on a point that is otherwise finished is "later": nothing presses.
    """
    if due is None:
        return "none"
    if overdue_days > 0:
        return "overdue"
    return "soon" if today <= due <= today + timedelta(days=SOON) else "later"


def by_group(points: pd.DataFrame, groups: pd.DataFrame, reading: str) -> pd.DataFrame:
    """One row per group and point it leads, then the points that name no lead (group "").

    points: see points.points, of one edition. groups: group. A point led by ALL stands with every
        group, as it is asked of each.
    Result: group, edition, criterion, indicator, title, state ("none" … "checked", "unknown"),
        outcome (clear, missing, unknown), due, overdue_days (0 where it isn't missing).
    """
    rows = []
    known = _points(points, reading)
    for group in [*plain.column(groups, "group"), NOBODY]:
        for point in known:
            asked = leads(group, point["lead_groups"]) if group else not point["lead_groups"]
            if asked:
                rows.append({name: point.get(name, group) for name in _TILES})
    return plain.frame(rows, pd.RangeIndex(len(rows)), _TILES)


def _points(points: pd.DataFrame, reading: str) -> list[dict]:
    found = []
    for at, *values in plain.records(points, *_POINT):
        point = dict(zip(_POINT, values, strict=True)) | {"at": at}
        point["lead_groups"] = point["lead_groups"] or ()
        point["outcome"] = outcome(point["known"], point[f"clear_{reading}"])
        if point["outcome"] == "unknown":
            point["state"] = "unknown"
        if point["outcome"] != "missing":
            point["overdue_days"] = 0
        found.append(point)
    return sorted(found, key=lambda row: (code_key(row["edition"]), code_key(row["criterion"])))


def counts(tiles: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Counts of by_group: one row per group in its order, then the row of nobody if it has points.

    Result: group, points (led), clear, missing, unknown, overdue (missing and past their date).
    """
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for _, group, result, days in plain.records(tiles, "group", "outcome", "overdue_days"):
        found[group].append((result, days))
    names = [*plain.column(groups, "group"), *([NOBODY] if NOBODY in found else [])]
    rows = [_count(group, found[group]) for group in names]
    return plain.frame(rows, pd.RangeIndex(len(rows)), _COUNTS)


def count_all(points: pd.DataFrame, reading: str) -> dict[str, int]:
    """The same counts over the whole office, every point once."""
    known = _points(points, reading)
    count = _count(NOBODY, [(point["outcome"], point["overdue_days"]) for point in known])
    return {name: value for name, value in count.items() if name != "group"}


def _count(group: str, results: list[tuple[str, int]]) -> dict:
    kinds = [kind for kind, _ in results]
    return {
        "group": group,
        "points": len(kinds),
        **{kind: kinds.count(kind) for kind in OUTCOMES},
        "overdue": sum(days > 0 for _, days in results),
    }


def working_list(
    points: pd.DataFrame,
    evidence: pd.DataFrame,
    levels: pd.DataFrame,
    missing: pd.DataFrame,
    steps: pd.DataFrame,
    reading: str,
) -> pd.DataFrame:
    """Everything to do for clear evidence, what lifts a level soonest first, with its cell.

    points: see points.points. evidence: with_states. levels: rubric.levels. missing, steps: see
        next_steps, of the same reading.
    Result: per point first its nearest action (first=True; more: how many other documents of it
        could be mended instead), then those documents. edition, criterion, indicator, title,
        lead_groups, groups (whose cell it is), outcome (missing or unknown), document (blank where
        none is named), state, lacks, link (as typed), self_checked, warnings; action (or name_lead
        where nobody leads an unknown point), to_level, need, lifts_alone (blank: no level hangs on
        it), level_outcome (of the indicator); due, overdue_days; tab, workbook, row, field.
    Order: as next_steps where a level hangs on it; then other missing points; then unknown ones.
    """
    known = {(point["edition"], point["criterion"]): point for point in _points(points, reading)}
    lifts = _lifts(steps)
    results = {
        (edition, indicator): result
        for _, edition, indicator, result in plain.records(
            levels, "edition", "indicator", f"outcome_{reading}"
        )
    }
    rows_of = _rows_of(evidence)
    documents = documents_by_point(evidence)
    rows = []
    for place, action in _first_actions(missing):
        point, key = known[action["key"]], action["key"]
        lift = lifts.get(key, {})
        unknown = point["outcome"] == "unknown"
        order = (unknown, lift.get("position", len(lifts)), place)
        about = {name: point[name] for name in ("edition", "criterion", "indicator", "title")}
        about |= {name: point[name] for name in ("lead_groups", "outcome", "due", "overdue_days")}
        about |= {name: lift.get(name) for name in ("to_level", "need")}
        about["lifts_alone"] = bool(lift.get("lifts_alone"))
        about["level_outcome"] = results.get((point["edition"], point["indicator"]))
        own = action["action"]
        if unknown and not point["lead_groups"]:
            own = Action("name_lead", (), "criteria", "lead_groups", point["at"])
        others = _others(documents.get(key, ()), own, point["lead_groups"], reading)
        for number, each in enumerate([own, *others]):
            row = about | _document(each, rows_of, unknown)
            row |= {"first": number == 0, "more": len(others) if number == 0 else 0}
            rows.append(((*order, number), row))
    rows.sort(key=lambda pair: pair[0])
    return plain.frame([row for _, row in rows], pd.RangeIndex(len(rows)), _WORK)


def _first_actions(missing: pd.DataFrame) -> list[tuple[int, dict]]:
    names = ("edition", "criterion", "action", "groups", "tab", "field", "workbook", "row")
    found = []
    for place, values in enumerate(plain.records(missing, *names)):
        _, edition, criterion, action, groups, tab, field, workbook, row = values
        at = None if workbook is None else (workbook, int(row))
        what = Action(action, groups, tab, field, at)
        found.append((place, {"key": (edition, criterion), "action": what}))
    return found


def _lifts(steps: pd.DataFrame) -> Mapping[tuple, dict]:
    names = ("edition", "criterion", "to_level", "need", "lifts_alone")
    evidence = steps[steps["stage"] == "evidence"]
    found: dict[tuple, dict] = {}
    for position, (_, edition, criterion, *lift) in enumerate(plain.records(evidence, *names)):
        found[edition, criterion] = dict(zip(names[2:], lift, strict=True)) | {"position": position}
    return found


def _rows_of(evidence: pd.DataFrame) -> Mapping[plain.Place, dict]:
    names = ("title", "state", "lacks", "link", "self_checked", "warnings")
    return {
        at: dict(zip(names, values, strict=True)) for at, *values in plain.records(evidence, *names)
    }


def _others(
    documents: tuple[Document, ...], own: Action, lead_groups: tuple[str, ...], reading: str
) -> list[Action]:
    """The other named documents of a point that could be mended instead, the nearest first."""
    named = [document for document in documents if document.lacks in ("locator", "check")]
    actions = [(document, first_action([document], lead_groups, reading)) for document in named]
    useful = [pair for pair in actions if pair[1].at not in (None, own.at)]
    useful.sort(key=lambda pair: (RANKS[pair[1].action], pair[0].warned, pair[0].at))
    return [action for _, action in useful]


def _document(action: Action, rows_of: Mapping[plain.Place, dict], unknown: bool) -> dict:
    row = rows_of.get(action.at, {}) if action.tab == "evidence" else {}
    workbook, number = action.at or (None, None)
    return {
        "groups": action.groups,
        "document": row.get("title"),
        "state": "unknown" if unknown else row.get("state") or "none",
        "lacks": row.get("lacks"),
        "link": row.get("link"),
        "self_checked": bool(row.get("self_checked")),
        "warnings": row.get("warnings") or (),
        "action": action.action,
        "tab": action.tab,
        "workbook": workbook,
        "row": number,
        "field": action.field,
    }


def is_asked(group: str, lead_groups: tuple[str, ...], groups: tuple[str, ...]) -> bool:
    """Whether a row of the working list is for this group: it leads the point or owns the cell."""
    return leads(group, lead_groups) or group in groups


def worth_a_look(points: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Documents that count and still deserve a look; their state and the level stay.

    points: see points.points; evidence: with_states.
    Result: one row per document and warning ("other_year", "shared_link"), by code of the point:
        edition, criterion, document, state, warning, only (bool: the point is clear only by such
        documents), group (whose row), lead_groups, points (behind the same link; 0 for other_year),
        workbook, row, field (the cell that tells it).
    """
    about = {
        (edition, criterion): (weak, lead_groups or ())
        for _, edition, criterion, weak, lead_groups in plain.records(
            points, "edition", "criterion", "weak", "lead_groups"
        )
    }
    behind: defaultdict[tuple, set] = defaultdict(set)
    for _, edition, criterion, link in plain.records(evidence, "edition", "criterion", "link"):
        behind[edition, link].add(criterion)
    names = ("edition", "criterion", "title", "state", "warnings", "group", "link")
    names += ("in_force_from", "in_force_to", "fiscal_year")
    rows = []
    for at, edition, criterion, title, state, warnings, group, link, *years in plain.records(
        evidence, *names
    ):
        weak, lead_groups = about.get((edition, criterion), (False, None))
        if lead_groups is None or state not in ("attached", "checked"):
            continue
        for warning in (w for w in warnings if w in WORTH_A_LOOK):
            shared = warning == "shared_link"
            rows.append(
                {
                    "edition": edition,
                    "criterion": criterion,
                    "document": title,
                    "state": state,
                    "warning": warning,
                    "only": weak,
                    "group": group,
                    "lead_groups": lead_groups,
                    "points": len(behind[edition, link]) if shared else 0,
                    "workbook": at[0],
                    "row": at[1],
                    "field": "link" if shared else _year_field(*years),
                }
            )
    rows.sort(key=lambda row: (code_key(row["criterion"]), row["workbook"], row["row"]))
    return plain.frame(rows, pd.RangeIndex(len(rows)), _LOOK)


def _year_field(starts: date | None, ends: date | None, stated: int | None) -> str:
    """The cell that says which year a document is of, as evidence.is_of_another_year reads it."""
    if starts or ends:
        return "in_force_from" if starts else "in_force_to"
    return "dated" if stated is None else "fiscal_year"
