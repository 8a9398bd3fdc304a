"""Editions whose method is "conditions": desired conditions met, of those stated, against the KPI.

A condition is met by the same rule by which a point is carried out; its lead falls back to the
criterion's. How many conditions are stated and how many are listed are told apart, and what is not
reported, not listed or unclear keeps a target open: it is never taken for missed.
Source: docs/rules.md, "Conditions".
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from esa import plain, thai
from esa.codes import code_key, in_code_order
from esa.rules import units
from esa.rules.carried import Report, decide, reports_by_key
from esa.rules.points import standard_of

OUTCOMES = ["reached", "not_reached", "open", "no_target"]
UNITS_TH = {"conditions": "ข้อ", "percent": "ร้อยละ", "sides": "ด้าน", "count": "จำนวน"}


class Tally(NamedTuple):
    """Conditions of one criterion."""

    stated: int  # what the form says there are; never fewer than are listed
    listed: int  # rows of the tab
    met: int
    unmet: int  # reported, and not carried out

    @property
    def unknown(self) -> int:
        """Not reported, or stated and not listed."""
        return self.stated - self.met - self.unmet


def kpi_target(text: str | None) -> Decimal | None:
    """The target as a number; None for words, a placeholder or a blank: "no target".

    A unit beside the number (4 ด้าน, ร้อยละ 80) doesn't matter. A doubtful number is no target.
    """
    if text is None or thai.is_placeholder(text):
        return None
    return thai.number(text).value


def is_unclear(text: str | None, unit: str | None, *words: str | None) -> bool:
    """Whether a target can't be used in its unit, such as 0.8 in percent; see units.doubt.

    words: title and text of the KPI.
    """
    number, said = kpi_target(text), thai.has_percent_mark(text or "")
    return units.doubt(number, units.Unit(unit, units.goes_beyond(*words)), said) is not None


def stated_conditions(listed: int, target: Decimal | None, unit: str | None) -> int:
    """How many conditions there are: a target in conditions counts also those not listed."""
    whole = unit == "conditions" and target is not None and target == target.to_integral_value()
    return max(listed, int(target)) if whole else listed


def outcome(
    target: Decimal | None, unit: str | None, tally: Tally, actual: Decimal | None = None
) -> str:
    """Whether the KPI is "reached", "not_reached", "open" (can't be told yet) or has "no_target".

    conditions: the conditions met. percent, count: kpi_actual as reported. sides: kpi_actual, else
    the conditions met where exactly one condition is listed for each side of the target.
    """
    if target is None or unit not in UNITS_TH:
        return "no_target"
    if unit == "conditions" or (unit == "sides" and actual is None and tally.listed == target):
        if tally.met >= target:
            return "reached"
        return "open" if tally.met + tally.unknown >= target else "not_reached"
    if actual is None:
        return "open"
    return "reached" if actual >= target else "not_reached"


def lowest_actual(leads: Sequence[str], reports: Sequence[Report]) -> Decimal | None:
    """The lowest kpi_actual of the deciding rows, as all must reach it; None if one is blank."""
    decision = decide(leads, reports)
    actuals = [report.kpi_actual for report in decision.deciding]
    named_silent = decision.decided_by == "leads" and decision.missing
    if not actuals or None in actuals or named_silent:
        return None
    return Decimal(str(min(actuals)))  # by its text: 79.95 as typed, not the float nearest to it


_CONDITION = {
    "indicator": "str",
    "leads": "object",
    "lead_from": "str",
    "met": "boolean",
    "missing_groups": "object",
    "progress_rows": "object",
    "deciding_rows": "object",
}


def with_met(
    conditions: pd.DataFrame, criteria: pd.DataFrame, progress: pd.DataFrame, groups: pd.DataFrame
) -> pd.DataFrame:
    """The conditions with who leads them and whether they are met; rows, order and index stay.

    conditions: edition, criterion, condition, lead_groups. criteria: edition, criterion, indicator,
        lead_groups. progress: see carried.reports_by_key; only rows of that condition speak of it.
    Added: indicator; leads (tuple: its own, else the criterion's); lead_from ("condition",
        "criterion" or "nobody"); met (boolean, blank: not reported); missing_groups, progress_rows,
        deciding_rows.
    """
    of_criterion = {
        (edition, criterion): (indicator, leads or ())
        for _, edition, criterion, indicator, leads in plain.records(
            criteria, "edition", "criterion", "indicator", "lead_groups"
        )
    }
    reports, all_groups = reports_by_key(progress), plain.column(groups, "group")
    rows = []
    for _, edition, criterion, condition, own in plain.records(
        conditions, "edition", "criterion", "condition", "lead_groups"
    ):
        indicator, inherited = of_criterion.get((edition, criterion), (None, ()))
        leads = own or inherited
        found = reports.get((edition, criterion, condition), [])
        decision = decide(leads, found, all_groups)
        rows.append(
            {
                "indicator": indicator,
                "leads": leads,
                "lead_from": "condition" if own else "criterion" if inherited else "nobody",
                "met": decision.carried,
                "missing_groups": decision.missing,
                "progress_rows": tuple(report.at for report in found),
                "deciding_rows": tuple(report.at for report in decision.deciding),
            }
        )
    return pd.concat([conditions, plain.frame(rows, conditions.index, _CONDITION)], axis=1)


_CRITERION = {
    "stated": "int64",
    "listed": "int64",
    "met": "int64",
    "unmet": "int64",
    "not_reported": "int64",
    "not_listed": "int64",
    "share": "float64",
    "target": "object",
    "actual": "object",
    "outcome": pd.CategoricalDtype(OUTCOMES),
    "condition_rows": "object",
    "progress_rows": "object",
}
_COPIED = ["edition", "criterion", "indicator", "title", "lead_groups", "co_groups", "category"]
_COPIED += ["kpi_text", "kpi_target", "kpi_unit"]


def results(
    criteria: pd.DataFrame, conditions: pd.DataFrame, progress: pd.DataFrame, editions: pd.DataFrame
) -> pd.DataFrame:
    """One row per criterion of editions with method "conditions", in code order; the index stays.

    criteria: as read. conditions: the result of with_met. progress: its rows without a condition
        bring kpi_actual. editions: edition, method.
    Result: edition, criterion, indicator, title, lead_groups, co_groups, category, kpi_text,
        kpi_target (as written), kpi_unit; stated, listed, met, unmet, not_reported, not_listed
        (conditions, int: stated = met + unmet + not_reported + not_listed); share (met ÷ stated,
        0-1, NaN when no condition is stated); target, actual (Decimal or None); outcome (category,
        see outcome); condition_rows (of the conditions), progress_rows (behind met and actual):
        (workbook, row).
    Source: docs/rules.md, "Conditions".
    """
    by_conditions = editions.loc[editions["method"] == "conditions", "edition"]
    criteria = criteria[criteria["edition"].isin(by_conditions)]
    listed: defaultdict[tuple, list] = defaultdict(list)
    for at, edition, criterion, met, behind in plain.records(
        conditions, "edition", "criterion", "met", "progress_rows"
    ):
        listed[edition, criterion].append((at, met, behind))
    reports = reports_by_key(progress)
    rows = []
    names = ("lead_groups", "kpi_target", "kpi_unit", "title", "kpi_text")
    for _, edition, criterion, leads, text, unit, *words in plain.records(
        criteria, "edition", "criterion", *names
    ):
        own = reports.get((edition, criterion, None), [])
        target, unclear = kpi_target(text), is_unclear(text, unit, *words)
        row = _result(
            listed.get((edition, criterion), []),
            own,
            leads or (),
            None if unclear else target,
            unit,
        )
        rows.append(row | {"outcome": "open"} if unclear else row)
    table = pd.concat([criteria[_COPIED], plain.frame(rows, criteria.index, _CRITERION)], axis=1)
    return in_code_order(table, "edition", "criterion")


def by_standard(results: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Conditions of each standard added up, in code order; "" for criteria without one.

    results: see results. indicators: edition, indicator, standard.
    Result: standard, criteria, stated, met, unmet, unknown (not reported or not listed), reached
        and with_target (criteria whose KPI is reached, or has a target; all int).
    """
    standards = standard_of(indicators)
    kinds = ("criteria", "stated", "met", "unmet", "unknown", "reached", "with_target")
    sums: defaultdict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(kinds, 0))
    names = ("edition", "indicator", "stated", "met", "unmet", "outcome")
    for _, edition, indicator, stated, met, unmet, kpi in plain.records(results, *names):
        row = sums[standards.get((edition, indicator)) or ""]
        row["criteria"] += 1
        row["stated"] += stated
        row["met"] += met
        row["unmet"] += unmet
        row["unknown"] += stated - met - unmet
        row["reached"] += kpi == "reached"
        row["with_target"] += kpi != "no_target"
    order = sorted(sums, key=lambda code: (not code, code_key(code)))
    rows = [{"standard": code} | sums[code] for code in order]
    return plain.frame(
        rows, pd.RangeIndex(len(rows)), {"standard": "str"} | dict.fromkeys(kinds, "int64")
    )


def _result(
    listed: list,
    reports: list[Report],
    leads: Sequence[str],
    target: Decimal | None,
    unit: str | None,
) -> dict:
    answers = [met for _, met, _ in listed]
    stated = stated_conditions(len(listed), target, unit)
    tally = Tally(stated, len(listed), answers.count(True), answers.count(False))
    actual = lowest_actual(leads, reports)
    behind = {at for _, _, rows in listed for at in rows} | {report.at for report in reports}
    return {
        "stated": stated,
        "listed": tally.listed,
        "met": tally.met,
        "unmet": tally.unmet,
        "not_reported": answers.count(None),
        "not_listed": stated - tally.listed,
        "share": tally.met / stated if stated else None,
        "target": target if unit in UNITS_TH else None,
        "actual": actual,
        "outcome": outcome(target, unit, tally, actual),
        "condition_rows": tuple(sorted(at for at, _, _ in listed)),
        "progress_rows": tuple(sorted(behind)),
    }
