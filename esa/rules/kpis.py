"""Indicators of the performance agreement, against their target at 6, 9 and 12 months.

Rule: reached means at or beyond the target in the indicator's direction. A blank target is "no
target", a blank result is "not reported", and a target or result that is filled in and can't be
used is "unusable": none of them is missed. Before twelve months a result short of the target is
"not yet", for the target is that of the year. Results are due after 31 March, 30 June and 30
September.
Source: docs/rules.md, "KPIs".
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from esa.codes import code_key
from esa.plain import Place, Rows, records
from esa.rules.vocabulary import KPI_STATE_WORDS

CENT = Decimal("0.01")
ROUNDS = (6, 9, 12)
RESULTS = {months: f"actual_{months}m" for months in ROUNDS}
NUMBERS = ("target", *RESULTS.values())  # of each row of kpis

Cells = Collection[tuple[Place, str]]  # (place of the row, column)


class Round(NamedTuple):
    """An indicator after 6, 9 or 12 months; None is a cell that is blank or can't be used."""

    at: Place  # of the indicator
    kpi: str | None
    title: str | None
    group: str | None
    unit: str | None
    direction: str | None
    target: Decimal | None
    round: int  # 6, 9 or 12
    actual: Decimal | None
    state: str  # see state_of
    target_unusable: bool
    percent_reached: Decimal | None
    due: bool  # its last day has passed
    current: bool  # the round that the office should be able to report now
    missing: int  # rounds of this indicator that are due and have no result


IN_SHEET = Round._fields[1 : Round._fields.index("round")]


def round_ends(fiscal_year: int) -> dict[int, date]:
    """The last day of each round: 6 → 31 March, 9 → 30 June, 12 → 30 September."""
    year = fiscal_year - 543
    return {6: date(year, 3, 31), 9: date(year, 6, 30), 12: date(year, 9, 30)}


def current_round(today: date, fiscal_year: int) -> int | None:
    """The latest round whose last day has passed; None before 1 April."""
    return max((n for n, end in round_ends(fiscal_year).items() if end < today), default=None)


def is_reached(
    actual: Decimal | None, target: Decimal | None, direction: str | None
) -> bool | None:
    """Whether a result meets its target ("higher": at least, "lower": at most); None if unknown."""
    if actual is None or target is None or direction not in ("higher", "lower"):
        return None
    return actual >= target if direction == "higher" else actual <= target


def percent_reached(
    actual: Decimal | None, target: Decimal | None, direction: str | None
) -> Decimal | None:
    """100 × actual ÷ target, half up, two decimals (above 100 when exceeded).

    None where it says nothing: the less the better, a target of 0 or less, a negative result.
    """
    if actual is None or target is None or direction != "higher" or target <= 0 or actual < 0:
        return None
    return (100 * actual / target).quantize(CENT, ROUND_HALF_UP)


def state_of(
    actual: Decimal | None,
    target: Decimal | None,
    direction: str | None,
    months: int,
    due: bool,
    unusable: Collection[str] = (),
) -> str:
    """One of KPI_STATE_WORDS, for the result of one round.

    due: its last day has passed. unusable: which of "target" and "actual" holds something that
    can't be used.
    """
    if "actual" in unusable or (actual is not None and "target" in unusable):
        return "unusable"
    if actual is None:
        return "not_reported" if due else "not_due"
    if target is None:
        return "no_target"
    reached = is_reached(actual, target, direction)
    if reached is None:
        return "no_direction"
    return "reached" if reached else "not_reached" if months == 12 else "not_yet"


def rounds(
    kpis: Rows, fiscal_year: int, today: date, unusable: Cells = frozenset()
) -> tuple[Round, ...]:
    """Each indicator after 6, 9 and 12 months, in order of code.

    unusable: cells of NUMBERS that hold something and are blank here, see Office.unusable.
    """
    ends, now = round_ends(fiscal_year), current_round(today, fiscal_year)
    found = []
    for at, *known, six, nine, twelve in records(kpis, *IN_SHEET, *RESULTS.values()):
        cells = dict(zip(IN_SHEET, known, strict=True))
        target, direction = cells["target"], cells["direction"]
        doubtful = (at, "target") in unusable
        for months, actual in zip(ROUNDS, (six, nine, twelve), strict=True):
            odd = ["target"] * doubtful + ["actual"] * ((at, RESULTS[months]) in unusable)
            due = ends[months] < today
            state = state_of(actual, target, direction, months, due, odd)
            percent = percent_reached(actual, target, direction)
            judged = (months, actual, state, doubtful, percent, due, months == now, 0)
            found.append(Round(at, *known, *judged))
    missing = Counter(row.kpi for row in found if row.state == "not_reported")
    found.sort(key=lambda row: (code_key(row.kpi), row.round))
    return tuple(row._replace(missing=missing[row.kpi]) for row in found)


def latest(rounds: Sequence[Round]) -> tuple[Round, ...]:
    """Of each indicator its newest round with a result, usable or not, else its current or first
    round."""
    best: dict[str | None, tuple] = {}
    for place, row in enumerate(rounds):
        has_result = row.actual is not None or row.state == "unusable"
        rank = (1, row.round, place) if has_result else (0, 100 * row.current - row.round, place)
        best[row.kpi] = max(best.get(row.kpi, rank), rank)
    return tuple(rounds[best[kpi][-1]] for kpi in sorted(best, key=code_key))


def count_states(latest: Sequence[Round]) -> dict[str, int]:
    """How many indicators stand where: every state of KPI_STATE_WORDS, zeros included."""
    counts = Counter(row.state for row in latest)
    return {state: counts[state] for state in KPI_STATE_WORDS}
