"""Weighted overall of a standard over its indicators, and of the office over its standards.

Σ weight × level ÷ 100, half up to two decimals; only when every weight is filled in, they add up to
100 ± 0.01, and every member has a level. Weights of indicators may also add up to 100 over the
whole office: a standard is then weighed by their sum. Otherwise there is no overall, and the reason
is said: the distribution of levels stands in its place. Source: docs/rules.md, "Overall".
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from esa.codes import in_code_order
from esa.plain import Place, Rows, records
from esa.rules.levels import Level

_WHOLE, _SLACK = Decimal(100), Decimal("0.01")


class Member(NamedTuple):
    weight: Decimal | None  # percent; None: not filled in
    level: Decimal | int | None  # None: no level, whatever the reason


class Overall(NamedTuple):
    """The overall with two decimals, or None and the reason why not."""

    value: Decimal | None
    reason: str  # "", "no_members", "no_weight", "weights_not_100", "no_level"


class OfOffice(NamedTuple):
    """The overall of the office over the standards of one edition; as in OfStandard."""

    edition: str | None
    members: int
    with_level: int
    weights_sum: Decimal | None
    overall: Decimal | None
    reason: str


class OfStandard(NamedTuple):
    """The overall of one standard over its indicators."""

    at: Place
    edition: str | None
    standard: str | None
    title: str | None
    weight: Decimal | None  # percent; None: not filled in
    members: int
    with_level: int
    weights_sum: Decimal | None  # None while a weight is missing
    overall: Decimal | None  # with two decimals; None: see reason
    reason: str  # see Overall


def overall(members: Sequence[Member], whole: Decimal = _WHOLE) -> Overall:
    """The weighted overall; the reason names the first thing that is missing. whole: what the
    weights add up to."""
    if not members:
        return Overall(None, "no_members")
    if any(member.weight is None for member in members):
        return Overall(None, "no_weight")
    if whole <= 0 or abs(sum(member.weight for member in members) - whole) > _SLACK:
        return Overall(None, "weights_not_100")
    if any(member.level is None for member in members):
        return Overall(None, "no_level")
    value = sum(member.weight * member.level for member in members) / whole
    return Overall(value.quantize(Decimal("0.01"), ROUND_HALF_UP), "")


def reason_th(reason: str) -> str:
    """Why there is no overall, as it stands on the screen; "" where there is one."""
    return {
        "": "",
        "no_members": "ยังไม่มีรายการให้ถ่วงน้ำหนัก",
        "no_weight": "ยังกรอกน้ำหนักไม่ครบ",
        "weights_not_100": "น้ำหนักรวมกันไม่เท่ากับ 100",
        "no_level": "บางรายการยังไม่มีระดับ",
    }[reason]


def standards_overall(
    standards: Rows, levels: Iterable[Level], reading: str
) -> tuple[OfStandard, ...]:
    """The overall of each standard over its indicators, in one reading; in code order.

    standards: edition, standard, title, weight. Which levels enter: levels.Result.counted.
    """
    members: defaultdict[tuple, list[Member]] = defaultdict(list)
    for each in levels:
        level = each.in_reading(reading).counted
        members[each.edition, each.standard].append(Member(each.weight, level))
    weights: defaultdict[str | None, list[Decimal | None]] = defaultdict(list)
    for (edition, _), found in members.items():
        weights[edition] += [member.weight for member in found]
    whole = {edition for edition, all_of in weights.items() if adds_up(all_of)}
    found = [
        OfStandard(*row, *_result(members.get(row[1:3], []), by_sum=row[1] in whole))
        for row in records(standards, "edition", "standard", "title", "weight")
    ]
    return in_code_order(found, "edition", "standard")


def office_overall(standards: Iterable[OfStandard]) -> tuple[OfOffice, ...]:
    """The overall of the office over its standards: one row per edition.

    A standard enters with the two decimals shown beside it, so that the figure can be checked by
    hand from the screen; without weights of their own standards enter with those of their
    indicators, where these add up to 100.
    """
    of: defaultdict[str | None, list[OfStandard]] = defaultdict(list)
    for each in standards:
        of[each.edition].append(each)
    members = {edition: _weighed(found) for edition, found in of.items()}
    return tuple(OfOffice(edition, *_result(found)) for edition, found in members.items())


def adds_up(weights: Sequence[Decimal | None]) -> bool:
    """Whether all weights are filled in and add up to 100 ± 0.01."""
    return bool(weights) and None not in weights and abs(sum(weights) - _WHOLE) <= _SLACK


def _weighed(standards: Sequence[OfStandard]) -> list[Member]:
    sums = [each.weights_sum if each.members else None for each in standards]
    by_sum = all(each.weight is None for each in standards) and adds_up(sums)
    weights = sums if by_sum else [each.weight for each in standards]
    return [Member(w, each.overall) for w, each in zip(weights, standards, strict=True)]


def _result(
    members: Sequence[Member], by_sum: bool = False
) -> tuple[int, int, Decimal | None, Decimal | None, str]:
    """Members, those with a level, sum of the weights, overall, reason. by_sum: the weights needn't
    add up to 100 here."""
    weights = [member.weight for member in members]
    with_level = sum(member.level is not None for member in members)
    weights_sum = None if None in weights else sum(weights, Decimal(0))
    whole = weights_sum if by_sum and weights_sum is not None else _WHOLE
    return (len(members), with_level, weights_sum, *overall(members, whole))
