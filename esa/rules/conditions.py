"""Editions whose method is "conditions": desired conditions met, of those stated, against the KPI.

A condition is met by the same rule by which a point is carried out; its lead falls back to the
criterion's. How many conditions are stated and how many are listed are told apart, and what is not
reported, not listed or unclear keeps a target open: it is never taken for missed.
Source: docs/rules.md, "Conditions".
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from esa import thai
from esa.codes import code_key, in_code_order
from esa.plain import Place, Rows, column, records
from esa.rules import units
from esa.rules.carried import Report, decide, reports_by_key
from esa.rules.points import standard_of
from esa.rules.unread import NOTHING, Strays, Unread
from esa.rules.vocabulary import NO_TARGET, NOT_REACHED, OPEN, REACHED, UNIT_WORDS


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


class Condition(NamedTuple):
    """One desired condition with who leads it and whether it is met."""

    at: Place
    edition: str | None
    criterion: str | None
    condition: str | None
    text: str | None
    procedure: str | None
    lead_groups: tuple[str, ...]  # its own
    co_groups: tuple[str, ...]
    remark: str | None
    indicator: str | None  # of its criterion
    leads: tuple[str, ...]  # its own, else the criterion's
    met: bool | None  # None: not reported
    missing_groups: tuple[str, ...]  # groups that lead it and have no row
    progress_rows: tuple[Place, ...]
    deciding_rows: tuple[Place, ...]
    unread: bool = False  # nobody says no, and what lacks may stand where it can't be read


class Criterion(NamedTuple):
    """One criterion: conditions met of those stated, and its KPI.

    stated = met + unmet + not_reported + not_listed.
    """

    at: Place
    edition: str | None
    criterion: str | None
    indicator: str | None
    title: str | None
    lead_groups: tuple[str, ...]
    co_groups: tuple[str, ...]
    category: str | None
    kpi_text: str | None
    kpi_target: str | None  # as written
    kpi_unit: str | None
    stated: int
    listed: int
    met: int
    unmet: int
    not_reported: int
    not_listed: int
    share: float | None  # met ÷ stated, 0-1; None when no condition is stated
    target: Decimal | None
    actual: Decimal | None
    outcome: str  # see outcome
    condition_rows: tuple[Place, ...]
    progress_rows: tuple[Place, ...]  # behind met and actual
    unread: int = 0  # of those not reported: it can't be read whether they are met


_OF_CONDITION = Condition._fields[1 : Condition._fields.index("indicator")]
_OF_CRITERION = Criterion._fields[1 : Criterion._fields.index("stated")]


class Sum(NamedTuple):
    """Conditions of one standard added up. unknown: not reported or not listed."""

    standard: str  # "": of criteria without one
    criteria: int
    stated: int
    met: int
    unmet: int
    unknown: int
    reached: int  # criteria whose KPI is reached
    unread: int = 0  # of the unknown ones


def kpi_target(text: str | None) -> Decimal | None:
    """The target as a number; None for words, a placeholder or a blank: "no target".

    A unit beside the number (4 ด้าน, ร้อยละ 80) doesn't matter, nor does "ไม่น้อยกว่า". A doubtful
    number is no target, nor is one that must not be exceeded.
    """
    if text is None or thai.is_placeholder(text):
        return None
    found = units.written(text)
    return found.number if found and found.direction != "lower" and found.base is None else None


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
    if target is None or unit not in UNIT_WORDS:
        return NO_TARGET
    if unit == "conditions" or (unit == "sides" and actual is None and tally.listed == target):
        if tally.met >= target:
            return REACHED
        return OPEN if tally.met + tally.unknown >= target else NOT_REACHED
    if actual is None:
        return OPEN
    return REACHED if actual >= target else NOT_REACHED


def lowest_actual(leads: Sequence[str], reports: Sequence[Report]) -> Decimal | None:
    """The lowest kpi_actual of the deciding rows, as all must reach it; None if one is blank."""
    decision = decide(leads, reports)
    actuals = [report.kpi_actual for report in decision.deciding]
    named_silent = decision.decided_by == "leads" and decision.missing
    if not actuals or None in actuals or named_silent:
        return None
    return Decimal(str(min(actuals)))  # by its text: 79.95 as typed, not the float nearest to it


def with_met(
    conditions: Rows, criteria: Rows, progress: Rows, groups: Rows, unread: Unread = NOTHING
) -> tuple[Condition, ...]:
    """The conditions with who leads them and whether they are met, in their order.

    progress: see carried.reports_by_key; only rows of that condition speak of it. unread: see
    esa.rules.unread.
    """
    of_criterion = {
        (edition, criterion): (indicator, leads)
        for _, edition, criterion, indicator, leads in records(
            criteria, "edition", "criterion", "indicator", "lead_groups"
        )
    }
    reports = reports_by_key(progress, unread.statuses)
    strays, all_groups = Strays(criteria, unread), column(groups, "group")
    found = []
    for row in records(conditions, *_OF_CONDITION):
        _, edition, criterion, condition, _, _, own, *_ = row
        indicator, inherited = of_criterion.get((edition, criterion), (None, ()))
        leads = own or inherited
        said = reports.get((edition, criterion, condition), [])
        hidden = [*unread.progress, *strays.reporting((edition, criterion))]
        decision = decide(leads, said, all_groups, hidden)
        found.append(
            Condition(
                *row,
                indicator=indicator,
                leads=leads,
                met=decision.carried,
                missing_groups=decision.missing,
                progress_rows=tuple(report.at for report in said),
                deciding_rows=tuple(report.at for report in decision.deciding),
                unread=decision.unknown,
            )
        )
    return tuple(found)


def results(
    criteria: Rows, conditions: Iterable[Condition], progress: Rows, editions: Rows
) -> tuple[Criterion, ...]:
    """The criteria of editions with method "conditions", in code order.

    conditions: the result of with_met. progress: its rows without a condition bring kpi_actual.
    editions: edition, method. Source: docs/rules.md, "Conditions".
    """
    methods = zip(editions["edition"], editions["method"], strict=True)
    counted = {edition for edition, method in methods if method == "conditions"}
    listed: defaultdict[tuple, list[Condition]] = defaultdict(list)
    for condition in conditions:
        listed[condition.edition, condition.criterion].append(condition)
    reports = reports_by_key(progress)
    found = [
        _result(row, listed.get(row[1:3], []), reports.get((*row[1:3], None), []))
        for row in records(criteria, *_OF_CRITERION)
        if row[1] in counted
    ]
    return in_code_order(found, "edition", "criterion")


def by_standard(results: Iterable[Criterion], indicators: Rows) -> tuple[Sum, ...]:
    """Conditions of each standard added up, in code order; "" for criteria without one, last.

    indicators: edition, indicator, standard.
    """
    standards = standard_of(indicators)
    own: defaultdict[str, list[Criterion]] = defaultdict(list)
    for row in results:
        own[standards.get((row.edition, row.indicator)) or ""].append(row)
    order = sorted(own, key=lambda code: (not code, code_key(code)))
    return tuple(_sum(code, own[code]) for code in order)


def _sum(standard: str, rows: Sequence[Criterion]) -> Sum:
    stated, met, unmet = (
        sum(getattr(row, name) for row in rows) for name in ("stated", "met", "unmet")
    )
    outcomes = [row.outcome for row in rows]
    return Sum(
        standard,
        len(rows),
        stated,
        met,
        unmet,
        stated - met - unmet,
        outcomes.count(REACHED),
        sum(row.unread for row in rows),
    )


def _result(row: tuple, listed: Sequence[Condition], reports: Sequence[Report]) -> Criterion:
    """row: place and columns of the criterion."""
    cells = dict(zip(_OF_CRITERION, row[1:], strict=True))
    written, unit = cells["kpi_target"], cells["kpi_unit"]
    unclear = is_unclear(written, unit, cells["title"], cells["kpi_text"])
    target = None if unclear else kpi_target(written)
    answers = [condition.met for condition in listed]
    stated = stated_conditions(len(listed), target, unit)
    tally = Tally(stated, len(listed), answers.count(True), answers.count(False))
    actual = lowest_actual(cells["lead_groups"], reports)
    behind = {at for condition in listed for at in condition.progress_rows}
    return Criterion(
        *row,
        stated=stated,
        listed=tally.listed,
        met=tally.met,
        unmet=tally.unmet,
        not_reported=answers.count(None),
        not_listed=stated - tally.listed,
        share=tally.met / stated if stated else None,
        target=target if unit in UNIT_WORDS else None,
        actual=actual,
        outcome=OPEN if unclear else outcome(target, unit, tally, actual),
        condition_rows=tuple(sorted(condition.at for condition in listed)),
        progress_rows=tuple(sorted(behind | {report.at for report in reports})),
        unread=sum(condition.unread for condition in listed),
    )
