"""Weighted overall of a standard over its indicators, and of the office over its standards.

Σ weight × level ÷ 100, half up to two decimals; only when every weight is filled in, they add up to
100 ± 0.01, and every member has a level. Otherwise there is no overall, and the reason is said: the
distribution of levels stands in its place. Source: docs/rules.md, "Overall".
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from esa import plain
from esa.codes import in_code_order

_WHOLE, _SLACK = Decimal(100), Decimal("0.01")
_RESULT = {
    "members": "int64",
    "with_level": "int64",
    "weights_sum": "object",
    "overall": "object",
    "reason": "str",
}


class Member(NamedTuple):
    weight: Decimal | None  # percent; None: not filled in
    level: Decimal | int | None  # None: no level, whatever the reason


class Overall(NamedTuple):
    """The overall with two decimals, or None and the reason why not."""

    value: Decimal | None
    reason: str  # "", "no_members", "no_weight", "weights_not_100", "no_level"


def overall(members: Sequence[Member]) -> Overall:
    """The weighted overall; the reason names the first thing that is missing."""
    if not members:
        return Overall(None, "no_members")
    if any(member.weight is None for member in members):
        return Overall(None, "no_weight")
    if abs(sum(member.weight for member in members) - _WHOLE) > _SLACK:
        return Overall(None, "weights_not_100")
    if any(member.level is None for member in members):
        return Overall(None, "no_level")
    value = sum(member.weight * member.level for member in members) / _WHOLE
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


def standards_overall(standards: pd.DataFrame, levels: pd.DataFrame, reading: str) -> pd.DataFrame:
    """The overall of each standard over its indicators, in one reading.

    standards: edition, standard, title, weight. levels: edition, standard, weight, outcome_R,
    level_R of rubric.levels; "at least", provisional and missing levels are no level here.
    Result: one row per standard in code order, index stays; edition, standard, title, weight,
        members, with_level (int), weights_sum (Decimal; None while a weight is missing), overall
        (Decimal with two decimals or None), reason (see Overall).
    """
    members: defaultdict[tuple, list[Member]] = defaultdict(list)
    names = ("edition", "standard", "weight", f"outcome_{reading}", f"level_{reading}")
    for _, edition, standard, weight, outcome, level in plain.records(levels, *names):
        members[edition, standard].append(Member(weight, level if outcome == "level" else None))
    keys = [key for _, *key in plain.records(standards, "edition", "standard")]
    rows = [_row(members.get(tuple(key), [])) for key in keys]
    table = standards[["edition", "standard", "title", "weight"]]
    return in_code_order(
        pd.concat([table, plain.frame(rows, standards.index, _RESULT)], axis=1),
        "edition",
        "standard",
    )


def office_overall(standards: pd.DataFrame) -> pd.DataFrame:
    """The overall of the office over its standards: one row per edition.

    standards: the result of standards_overall. A standard enters with the two decimals shown beside
    it, so that the figure can be checked by hand from the screen.
    Result: edition, members, with_level, weights_sum, overall, reason; as in standards_overall.
    """
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for _, edition, weight, value in plain.records(standards, "edition", "weight", "overall"):
        members[edition].append(Member(weight, value))
    rows = [{"edition": edition} | _row(found) for edition, found in members.items()]
    return plain.frame(rows, pd.RangeIndex(len(rows)), {"edition": "str"} | _RESULT)


def _row(members: list[Member]) -> dict:
    weights = [member.weight for member in members]
    value, reason = overall(members)
    return {
        "members": len(members),
        "with_level": sum(member.level is not None for member in members),
        "weights_sum": sum(weights, Decimal(0)) if None not in weights else None,
        "overall": value,
        "reason": reason,
    }
