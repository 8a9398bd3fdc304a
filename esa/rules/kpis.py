"""Indicators of the performance agreement, against their target at 6, 9 and 12 months.

Rule: reached means at or beyond the target in the indicator's direction. A blank target is "no
target", a blank result is "not reported", and a target or result that is filled in and can't be
used is "unusable": none of them is missed. Before twelve months a result short of the target is
"not yet", for the target is that of the year. Results are due after 31 March, 30 June and 30
September.
Source: docs/rules.md, "KPIs".
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from esa.codes import code_key
from esa.plain import Place, column, frame, records

CENT = Decimal("0.01")
ROUNDS = (6, 9, 12)
STATES = ("reached", "not_yet", "not_reached", "not_reported", "not_due", "no_target")
STATES += ("no_direction", "unusable")
RESULTS = {months: f"actual_{months}m" for months in ROUNDS}
NUMBERS = ("target", *RESULTS.values())  # of each row of kpis

Cells = Collection[tuple[Place, str]]  # (place of the row, column)


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
    """One of STATES, for the result of one round.

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
    kpis: pd.DataFrame, fiscal_year: int, today: date, unusable: Cells = frozenset()
) -> pd.DataFrame:
    """One row per indicator and round, in order of code; the index is the indicator's row.

    kpis: kpi, title, unit, direction, group; target, actual_6m, actual_9m, actual_12m (Decimal or
        None). unusable: cells of NUMBERS that hold something and are blank here, see
        Office.unusable.
    Result: kpi, title, group, unit, direction, target, round (6, 9, 12), actual, state (see
        state_of), target_unusable (bool), percent_reached (Decimal or None), due (bool), current
        (bool: the round the office should be able to report now).
    """
    ends, now = round_ends(fiscal_year), current_round(today, fiscal_year)
    about = ("kpi", "title", "group", "unit", "direction", "target")
    rows, places = [], []
    results = records(kpis, *about, *RESULTS.values())
    for place, (at, *values) in enumerate(results):
        known = dict(zip(about, values, strict=False))
        target, direction = known["target"], known["direction"]
        doubtful = ["target"] if (at, "target") in unusable else []
        for months, actual in zip(ROUNDS, values[len(about) :], strict=True):
            due = ends[months] < today
            odd = [*doubtful, *(["actual"] if (at, RESULTS[months]) in unusable else [])]
            rows.append(
                known
                | {
                    "round": months,
                    "actual": actual,
                    "state": state_of(actual, target, direction, months, due, odd),
                    "target_unusable": bool(doubtful),
                    "percent_reached": percent_reached(actual, target, direction),
                    "due": due,
                    "current": months == now,
                }
            )
            places.append(place)
    order = sorted(range(len(rows)), key=lambda n: (code_key(rows[n]["kpi"]), rows[n]["round"]))
    kinds = dict.fromkeys(("kpi", "title", "group", "unit", "direction"), "str")
    kinds |= {"target": "object", "round": "int64", "actual": "object", "state": "str"}
    kinds |= {"target_unusable": "bool"}
    kinds |= {"percent_reached": "object", "due": "bool", "current": "bool"}
    # the rows of kpis by their places, so that the index keeps its type and names
    index = kpis.index.take([places[n] for n in order])
    return frame([rows[n] for n in order], index, kinds)


def latest(kpi_rounds: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator: its newest round with a result, usable or not, else its current or
    first round.

    kpi_rounds: rows of rounds. Added: missing (int: rounds that are due and have no result).
    """
    best: dict[str, tuple] = {}
    missing: dict[str, int] = defaultdict(int)
    names = ("kpi", "round", "actual", "current", "state")
    for place, (_, kpi, months, actual, current, state) in enumerate(records(kpi_rounds, *names)):
        missing[kpi] += state == "not_reported"
        has_result = actual is not None or state == "unusable"
        rank = (1, months, place) if has_result else (0, 100 * current - months, place)
        best[kpi] = max(best.get(kpi, rank), rank)
    chosen = kpi_rounds.iloc[[best[kpi][2] for kpi in sorted(best, key=code_key)]]
    counts = [missing[kpi] for kpi in column(chosen, "kpi")]
    return chosen.assign(missing=pd.Series(counts, index=chosen.index, dtype="int64"))


def count_states(kpi_latest: pd.DataFrame) -> dict[str, int]:
    """How many indicators stand where: every state of STATES, zeros included."""
    counts = kpi_latest["state"].value_counts()
    return {state: int(counts.get(state, 0)) for state in STATES}
