"""Spending: the latest state of each line of money, what is left, and the pace.

Rule: of the rows of one group, project, expenditure type and source, the latest date counts.
left = allocated − spent; commitments are shown apart, never taken off twice. Rows not split by
expenditure type never add to rows that are: of the newer date, or the split ones where the date is
the same. Percent spent is rounded half up to two decimals. Source: docs/rules.md, "Spending".
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from esa.fiscal_year import first_day, fiscal_year_of, last_day
from esa.plain import Place, Rows, records

CENT = Decimal("0.01")
NO_MONEY = Decimal(0)
UNSPLIT = "unsplit"


class Line(NamedTuple):
    """A row of the tab and how it counts. Amounts in baht; None is a blank cell.

    standing — "counted"; "older" (a newer state of the same money counts); "unsplit_twice" (not
    split by type, beside rows of the same date that are: shown, not added); "superseded" (the split
    or unsplit rows of the same money are newer); "incomplete" (date, allocated or spent unknown);
    "other_year"; "future".
    """

    at: Place
    group: str | None
    line: int | None
    as_of: date | None
    project: str | None
    expenditure_type: str | None
    source_of_money: str | None
    allocated: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    left_stated: Decimal | None
    target_percent: Decimal | None
    remark: str | None
    standing: str = "counted"
    left: Decimal | None = None
    left_difference: Decimal | None = None  # left_stated − left
    percent_spent: Decimal | None = None
    target: Decimal | None = None  # stated, else the even pace at its date
    target_from: str = ""  # "stated", "even_pace" or ""
    left_differs: bool = False
    above_allocated: bool = False

    @property
    def money(self) -> tuple:
        """What tells one line of money from another, whatever its date."""
        return (self.group, self.project, self.expenditure_type, self.source_of_money)


IN_SHEET = Line._fields[1 : Line._fields.index("standing")]


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


def with_standing(spending: Rows, fiscal_year: int, today: date) -> tuple[Line, ...]:
    """How each row counts, in the order of the rows."""
    return _standing([Line(*row) for row in records(spending, *IN_SHEET)], fiscal_year, today)


def summary(lines: Sequence[Line]) -> Money:
    """The lines that count, added up."""
    counted = [line for line in lines if line.standing == "counted"]
    allocated = sum((line.allocated for line in counted), NO_MONEY)
    spent = sum((line.spent for line in counted), NO_MONEY)
    committed = sum((line.committed or NO_MONEY for line in counted), NO_MONEY)
    expected = sum((line.target * line.allocated for line in counted), NO_MONEY)
    sources = {line.target_from for line in counted}
    return Money(
        allocated,
        committed,
        spent,
        allocated - spent,
        allocated - spent - committed,
        percent_of(spent, allocated),
        percent_of(expected / 100, allocated),
        sources.pop() if len(sources) == 1 else "mixed" if sources else "",
        len(counted),
        sum(line.above_allocated for line in counted),
        sum(line.left_differs for line in counted),
        max((line.as_of for line in counted), default=None),
    )


def left_out(lines: Sequence[Line]) -> dict[str, int]:
    """Rows in no sum, to be told beside it: reason → rows ("older" is normal and absent)."""
    reasons = Counter(line.standing for line in lines)
    return {why: reasons[why] for why in sorted(reasons) if why not in ("counted", "older")}


def spending_by(lines: Sequence[Line], by: str) -> dict[str | None, Money]:
    """The sums per "expenditure_type", "project", "group" or "source_of_money", most money first;
    None, a blank cell, last."""
    parts: dict[str | None, list[Line]] = defaultdict(list)
    for line in lines:
        if line.standing == "counted":
            parts[getattr(line, by)].append(line)
    found = [(key, summary(own)) for key, own in parts.items()]
    found.sort(key=lambda part: (part[0] is None, -part[1].allocated, str(part[0])))
    return dict(found)


def over_time(spending: Rows, fiscal_year: int, today: date) -> dict[date, Money]:
    """The state at each date of the sheet, oldest first.

    Money without a newer row keeps its last known state, so a line doesn't vanish between reports.
    """
    lines = [Line(*row) for row in records(spending, *IN_SHEET)]
    first, last = first_day(fiscal_year), min(last_day(fiscal_year), today)
    days = sorted({line.as_of for line in lines if line.as_of and first <= line.as_of <= last})
    return {day: summary(_standing(lines, fiscal_year, day)) for day in days}


class Quarter(NamedTuple):
    """What was spent by the end of a quarter, or so far in it. money: at the last date reported in
    the quarter, None without one; spent: in this quarter alone, None where the one before has no
    date; target: percent of the year's money that should be spent by its end, None where nobody
    said; is_open: its end is still to come."""

    number: int  # 1 = October to December
    money: Money | None
    spent: Decimal | None
    target: Decimal | None
    is_open: bool


def quarter_of(day: date) -> int:
    """1 = October to December, 4 = July to September."""
    return (day.month + 2) // 3 % 4 + 1


def by_quarter(
    states: Mapping[date, Money], targets: Mapping[int, Decimal], fiscal_year: int, today: date
) -> tuple[Quarter, ...]:
    """The four quarters. states: of over_time; targets: by number of the quarter."""
    last = {quarter_of(day): money for day, money in sorted(states.items())}
    year = (fiscal_year_of(today), quarter_of(today))
    found = []
    for number in range(1, 5):
        money, before = last.get(number), last.get(number - 1)
        known = money is not None and (number == 1 or before is not None)
        spent = money.spent - (before.spent if before else NO_MONEY) if known else None
        is_open = (fiscal_year, number) >= year
        found.append(Quarter(number, money, spent, targets.get(number), is_open))
    return tuple(found)


def _standing(lines: Sequence[Line], fiscal_year: int, today: date) -> tuple[Line, ...]:
    usable = [_usable(line, fiscal_year, today) for line in lines]
    counted = [line for line, standing in zip(lines, usable, strict=True) if standing == "counted"]
    latest: dict[tuple, date] = {}
    for line in counted:
        latest[line.money] = max(latest.get(line.money, line.as_of), line.as_of)
    newest: dict[tuple, dict[bool, date]] = defaultdict(dict)
    for (group, project, expenditure_type, _), day in latest.items():
        split, unsplit = newest[group, project], expenditure_type == UNSPLIT
        split[unsplit] = max(split.get(unsplit, day), day)
    found = []
    for line, standing in zip(lines, usable, strict=True):
        if standing == "counted" and line.as_of < latest[line.money]:
            standing = "older"
        elif standing == "counted":
            standing = _beside(line, newest[line.group, line.project])
        found.append(_judged(line, standing, fiscal_year))
    return tuple(found)


def _usable(line: Line, fiscal_year: int, today: date) -> str:
    if None in (line.as_of, line.allocated, line.spent):
        return "incomplete"
    if not first_day(fiscal_year) <= line.as_of <= last_day(fiscal_year):
        return "other_year"
    return "future" if line.as_of > today else "counted"


def _beside(line: Line, newest: dict[bool, date]) -> str:
    if len(newest) < 2:
        return "counted"
    is_unsplit = line.expenditure_type == UNSPLIT
    if newest[True] == newest[False]:
        return "unsplit_twice" if is_unsplit else "counted"
    newer_is_unsplit = newest[True] > newest[False]
    return "counted" if is_unsplit == newer_is_unsplit else "superseded"


def _judged(line: Line, standing: str, fiscal_year: int) -> Line:
    allocated, spent, day = line.allocated, line.spent, line.as_of
    known = allocated is not None and spent is not None
    left = allocated - spent if known else None
    difference = line.left_stated - left if known and line.left_stated is not None else None
    target, target_from = line.target_percent, "stated"
    if target is None and day is not None:
        target, target_from = even_pace(day, fiscal_year), "even_pace"
    return line._replace(
        standing=standing,
        left=left,
        left_difference=difference,
        percent_spent=percent_of(spent, allocated) if known else None,
        target=target,
        target_from=target_from if target is not None else "",
        left_differs=bool(difference),
        above_allocated=known and spent > allocated,
    )
