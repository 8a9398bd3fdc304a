"""The figures of the office's work, as data: networks and their support, money, indicators of
performance, projects, figures in reports, resolutions. Source: docs/figures.md.
"""

from collections.abc import Iterable
from typing import Any

from esa.documents.machine.cells import cell, fields, left_out, lost, rows
from esa.rules import follow_ups, kpis, networks, projects, resources, spending
from esa.rules.figures import check_rows, check_sets
from esa.telling import money
from esa.telling.standpoint import Standpoint

# Fields without which a row is missing from one of the figures.
ACTIVITIES, RESOURCES = ("date", "networks", "schools"), ("value", "partner", "activity")
PROJECTS = ("project", "title", "starts", "ends", "status")
SETS = ("figure_set", "label", "set_total")


def work(at: Standpoint) -> dict[str, Any]:
    """Its sections, by name."""
    return {
        "networks": _networks(at),
        "resources": _resources(at),
        "money": _money(at),
        "kpis": _kpis(at),
        "projects": _projects(at),
        "reported_figures": _reported(at),
        "resolutions": _resolutions(at),
    }


def _networks(at: Standpoint) -> dict[str, Any]:
    office, of = at.office, at.judged.networks()
    count = networks.count_activities(of.timed)
    held: dict[str, list[int]] = {}
    for month in of.months:
        sums = held.setdefault(month.network, [0, 0])
        sums[0] += month.activities
        sums[1] += month.planned
    latest = {row.network: row for row in of.silence}
    silent = ("network", "state", "last_ended", "days", "undated", "next_planned")
    activity = ("activity", "date", "ends", "networks", "side", "schools", "participants", "when")
    return {
        "total": fields(count, *count._fields),
        "networks": [
            {"network": code, "held": done, "planned": planned}
            for code, (done, planned) in held.items()
        ],
        "months": [
            fields(row, "network", "position", "activities", "planned")
            for row in of.months
            if row.activities or row.planned
        ],
        "silence": rows(office, "networks", latest.values(), silent, "network"),
        "coverage": [
            fields(row, "network", "side", "state", "activities", "undated", "planned")
            for row in of.coverage
            if row.state != "not_declared"
        ],
        "schools_reached": _tally(row.how for row in of.reached),
        "activities": rows(office, "network_activities", of.timed, activity, "activity"),
        "left_out": lost(at, "network_activities", *ACTIVITIES),
    }


def _tally(states: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in states:
        found[state] = found.get(state, 0) + 1
    return dict(sorted(found.items()))


def _resources(at: Standpoint) -> dict[str, Any]:
    office, given = at.office, at.judged.networks().support
    total = resources.support_total(given)
    own = ("cash", "other", "rows", "no_value")
    row_names = ("activity", "line", "partner", "kind", "value", "form", "standing", "group")
    return {
        "total": {**fields(total, *own, "activities", "partners")},
        "partners": [
            {"partner": code, **fields(of, *own, "activities")}
            for code, of in resources.support_by(given, "partner").items()
        ],
        "rows": rows(office, "resources", given, row_names, "value"),
        "left_out": lost(at, "resources", *RESOURCES),
    }


# --- money, indicators and projects ---------------------------------------------------------------


def _money(at: Standpoint) -> dict[str, Any]:
    office = at.office
    told = money.sums_told(at)
    names = ("group", "line", "as_of", "project", "expenditure_type", "source_of_money")
    names += ("allocated", "committed", "spent", "left", "percent_spent", "target", "standing")
    by_group = spending.spending_by(at.judged.spending, "group")
    return {
        "total": _sum(told.whole),
        "by_type": [{"expenditure_type": kind, **_sum(of)} for kind, of in told.by_type.items()],
        "by_group": [{"group": code, **_sum(of)} for code, of in by_group.items()],
        "lines": rows(office, "spending", at.judged.spending, names, "spent"),
        "left_out": left_out(office, told.left_out, *money.FIELDS),
    }


def _sum(of: spending.Money) -> dict[str, Any]:
    """Without a row the sums are null, and so are commitments that nobody filled in: what isn't
    known isn't 0."""
    names = ("allocated", "committed", "spent", "left", "left_uncommitted")
    sums = fields(of, *names) if of.rows else dict.fromkeys(names)
    if not of.committed:
        sums |= {"committed": None, "left_uncommitted": None}
    more = ("percent_spent", "target_percent", "target_from", "rows", "as_of")
    return {**sums, **fields(of, *more)}


def _kpis(at: Standpoint) -> dict[str, Any]:
    office, found = at.office, at.judged.kpis
    names = ("kpi", "title", "group", "unit", "direction", "target", "round", "actual", "state")
    names += ("percent_reached", "due", "current", "target_unusable")
    return {
        "states": kpis.count_states(kpis.latest(found)),
        "rounds": [
            {**fields(row, *names), "cell": cell(office, "kpis", row.at, f"actual_{row.round}m")}
            for row in found
        ],
        "left_out": lost(at, "kpis", *kpis.NUMBERS),
    }


def _projects(at: Standpoint) -> dict[str, Any]:
    office = at.office
    found = projects.with_states(office.rows["projects"], office.fiscal_year, office.today)
    names = ("project", "title", "group", "strategy", "indicators", "starts", "ends", "status")
    names += ("state", "days_late", "report_due", "this_year")
    return {
        "states": _tally(row.state for row in found if row.this_year),
        "projects": rows(office, "projects", found, names, "project"),
        "left_out": lost(at, "projects", *PROJECTS),
    }


def _reported(at: Standpoint) -> dict[str, Any]:
    office = at.office
    found = check_rows(office.rows["figures"])
    names = ("figure_set", "label", "group", "criterion", "count", "percent", "total", "expected")
    names += ("verdict",)
    of_set = ("figure_set", "rows", "total", "added", "total_from", "verdict", "wrong")
    return {
        "sets": [fields(row, *of_set) for row in check_sets(office.rows["figures"])],
        "rows": rows(office, "figures", found, names, "count"),
        "left_out": lost(at, "figures", *SETS),
    }


def _resolutions(at: Standpoint) -> dict[str, Any]:
    office, found = at.office, at.judged.follow_ups
    names = ("meeting_no", "item", "meeting_date", "resolution", "groups", "due", "status")
    names += ("state", "overdue_days", "closed_by", "closed_without_evidence")
    order = sorted(found, key=lambda row: (follow_ups.meeting_key(row.meeting_no), row.item or 0))
    return {
        "states": _tally(row.state for row in found),
        "items": rows(office, "follow_ups", order, names, "status"),
        "left_out": lost(at, "follow_ups", *follow_ups.COUNTED),
    }
