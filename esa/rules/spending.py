"""Spending: the latest state of each line of money, what is left, and the pace.

Rule: of the rows of one group, project, expenditure type and source, the latest date counts.
left = allocated − spent; commitments are shown apart, never taken off twice. Rows not split by
expenditure type never add to rows that are: of the newer date, or the split ones where the date is
the same. Percent spent is rounded half up to two decimals. Source: docs/rules.md, "Spending".
"""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from esa.fiscal_year import first_day, last_day
from esa.plain import frame, records

CENT = Decimal("0.01")
NO_MONEY = Decimal(0)
UNSPLIT = "unsplit"
NAMES = (
    *("group", "line", "as_of", "project", "expenditure_type", "source_of_money"),
    *("allocated", "committed", "spent", "left_stated", "target_percent"),
)


class Money(NamedTuple):
    """Baht, as Decimal. percent_spent and target_percent: 0-100, two decimals, None if unknown.

    left = allocated − spent; left_uncommitted takes the commitments off as well. target_from:
    "stated" (filled in for every row), "even_pace" (days of the fiscal year gone), "mixed" or "".
    rows: rows added up; above_allocated: rows that spent more than they had; left_differs: rows
    whose stated remainder isn't allocated − spent; as_of: the latest date among them.
    """

    allocated: Decimal
    committed: Decimal
    spent: Decimal
    left: Decimal
    left_uncommitted: Decimal
    percent_spent: Decimal | None
    target_percent: Decimal | None
    target_from: str
    rows: int
    above_allocated: int
    left_differs: int
    as_of: date | None


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """100 × part ÷ whole, half up, two decimals; None without a whole to compare with."""
    return (100 * part / whole).quantize(CENT, ROUND_HALF_UP) if whole > 0 else None


def even_pace(day: date, fiscal_year: int) -> Decimal:
    """Percent of the fiscal year gone by the end of a day: 0 before it, 100 from 30 September."""
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    gone = min(max((day - first).days + 1, 0), (last - first).days + 1)
    return percent_of(Decimal(gone), Decimal((last - first).days + 1)) or Decimal("0.00")


def with_standing(spending: pd.DataFrame, fiscal_year: int, today: date) -> pd.DataFrame:
    """How each row counts; rows and index stay.

    spending: group, line, as_of (date), project, expenditure_type, source_of_money; allocated,
        committed, spent, left_stated, target_percent (Decimal or None).
    Added: standing — "counted"; "older" (a newer state of the same money counts); "unsplit_twice"
        (not split by type, beside rows of the same date that are: shown, not added);
        "superseded" (the split or unsplit rows of the same money are newer); "incomplete" (date,
        allocated or spent unknown); "other_year"; "future". left, left_difference (left_stated −
        left), percent_spent, target (stated, else the even pace at its date) and target_from,
        left_differs and above_allocated (bool).
    """
    rows = [dict(zip(NAMES, values[1:], strict=True)) for values in records(spending, *NAMES)]
    added = [
        _judged(row, standing, fiscal_year)
        for row, standing in zip(rows, _standings(rows, fiscal_year, today), strict=True)
    ]
    kinds = {"standing": "str", "left": "object", "left_difference": "object"}
    kinds |= {"percent_spent": "object", "target": "object", "target_from": "str"}
    kinds |= {"left_differs": "bool", "above_allocated": "bool"}
    table = frame(added, spending.index, kinds)
    return spending.assign(**{name: table[name] for name in table})


def summary(standing: pd.DataFrame) -> Money:
    """The rows that count, added up. standing: rows of with_standing."""
    names = ("as_of", "allocated", "committed", "spent", "target", "target_from")
    names = (*names, "above_allocated", "left_differs")
    counted = standing[standing["standing"] == "counted"]
    rows = [dict(zip(names, values[1:], strict=True)) for values in records(counted, *names)]
    allocated = sum((row["allocated"] for row in rows), NO_MONEY)
    spent = sum((row["spent"] for row in rows), NO_MONEY)
    committed = sum((row["committed"] or NO_MONEY for row in rows), NO_MONEY)
    expected = sum((row["target"] * row["allocated"] for row in rows), NO_MONEY)
    sources = {row["target_from"] for row in rows}
    return Money(
        allocated,
        committed,
        spent,
        allocated - spent,
        allocated - spent - committed,
        percent_of(spent, allocated),
        percent_of(expected / 100, allocated),
        sources.pop() if len(sources) == 1 else "mixed" if sources else "",
        len(rows),
        sum(row["above_allocated"] for row in rows),
        sum(row["left_differs"] for row in rows),
        max((row["as_of"] for row in rows), default=None),
    )


def left_out(standing: pd.DataFrame) -> dict[str, int]:
    """Rows in no sum, to be told beside it: reason → rows ("older" is normal and absent)."""
    told = standing.loc[~standing["standing"].isin(["counted", "older"]), "standing"]
    return {str(reason): int(rows) for reason, rows in told.value_counts().sort_index().items()}


def spending_by(standing: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per "expenditure_type", "project", "group" or "source_of_money", most money first.

    Result: by (blank last) and the fields of Money.
    """
    counted = standing[standing["standing"] == "counted"]
    rows = [
        {by: None if pd.isna(key) else key} | summary(mine)._asdict()
        for key, mine in counted.groupby(by, dropna=False)
    ]
    rows.sort(key=lambda row: (row[by] is None, -row["allocated"], str(row[by])))
    return frame(rows, pd.RangeIndex(len(rows)), {by: "str"} | _money_types())


def over_time(spending: pd.DataFrame, fiscal_year: int, today: date) -> pd.DataFrame:
    """The state at each date of the sheet, oldest first: day and the fields of Money at that day.

    Money without a newer row keeps its last known state, so a line doesn't vanish between reports.
    """
    days = {day for _, day in records(spending, "as_of") if day is not None}
    first, last = first_day(fiscal_year), min(last_day(fiscal_year), today)
    rows = [
        {"day": day} | summary(with_standing(spending, fiscal_year, day))._asdict()
        for day in sorted(days)
        if first <= day <= last
    ]
    return frame(rows, pd.RangeIndex(len(rows)), {"day": "object"} | _money_types())


def _standings(rows: list[dict], fiscal_year: int, today: date) -> list[str]:
    standings = [_usable(row, fiscal_year, today) for row in rows]
    latest: dict[tuple, date] = {}
    for row, standing in zip(rows, standings, strict=True):
        if standing == "counted":
            latest[_money_of(row)] = max(latest.get(_money_of(row), row["as_of"]), row["as_of"])
    newest: dict[tuple, dict[bool, date]] = defaultdict(dict)
    for (group, project, expenditure_type, _), day in latest.items():
        split = newest[group, project]
        unsplit = expenditure_type == UNSPLIT
        split[unsplit] = max(split.get(unsplit, day), day)
    result = []
    for row, standing in zip(rows, standings, strict=True):
        if standing == "counted" and row["as_of"] < latest[_money_of(row)]:
            standing = "older"
        elif standing == "counted":
            standing = _beside(row, newest[row["group"], row["project"]])
        result.append(standing)
    return result


def _usable(row: dict, fiscal_year: int, today: date) -> str:
    if None in (row["as_of"], row["allocated"], row["spent"]):
        return "incomplete"
    if not first_day(fiscal_year) <= row["as_of"] <= last_day(fiscal_year):
        return "other_year"
    return "future" if row["as_of"] > today else "counted"


def _beside(row: dict, newest: dict[bool, date]) -> str:
    if len(newest) < 2:
        return "counted"
    if newest[True] == newest[False]:
        return "unsplit_twice" if row["expenditure_type"] == UNSPLIT else "counted"
    newer_is_unsplit = newest[True] > newest[False]
    return "counted" if (row["expenditure_type"] == UNSPLIT) == newer_is_unsplit else "superseded"


def _money_of(row: dict) -> tuple:
    return (row["group"], row["project"], row["expenditure_type"], row["source_of_money"])


def _judged(row: dict, standing: str, fiscal_year: int) -> dict[str, object]:
    allocated, spent, day = row["allocated"], row["spent"], row["as_of"]
    known = allocated is not None and spent is not None
    left = allocated - spent if known else None
    difference = row["left_stated"] - left if known and row["left_stated"] is not None else None
    target, target_from = row["target_percent"], "stated"
    if target is None and day is not None:
        target, target_from = even_pace(day, fiscal_year), "even_pace"
    return {
        "standing": standing,
        "left": left,
        "left_difference": difference,
        "percent_spent": percent_of(spent, allocated) if known else None,
        "target": target,
        "target_from": target_from if target is not None else "",
        "left_differs": bool(difference),
        "above_allocated": known and spent > allocated,
    }


def _money_types() -> dict[str, str]:
    numbers = dict.fromkeys(("rows", "above_allocated", "left_differs"), "int64")
    return dict.fromkeys(Money._fields, "object") | {"target_from": "str"} | numbers
