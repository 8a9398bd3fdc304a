"""The rubric of an indicator as a ladder: which level a count of points with clear evidence gives.

More points never give a lower level; a count that no row holds, or that rows of different levels
hold, gives none.
Source: docs/rules.md, "Quality level".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from esa import plain
from esa.plain import Place, Rows
from esa.rules.vocabulary import AT_LEAST, GAP, LEVEL, LEVELS, NO_RUBRIC, OVERLAP


class Rung(NamedTuple):
    """One row of the rubric: from min_clear to max_clear points with clear evidence.

    A blank max_clear reaches up to the next row; in the highest row it is read as no more than
    "from min_clear": level 5 is the top, a lower one is then only "at least".
    """

    level: int
    min_clear: int
    max_clear: int | None = None
    wording: str | None = None
    at: Place | None = None


class Count(NamedTuple):
    """One cell of the ladder to draw: what a count of clear points gives."""

    clear: int
    outcome: str  # level, at_least, gap, overlap, or no_rubric without any rows
    level: int | None  # None where none is typed in
    wording: str | None  # of the row that holds the count


def place(rungs: Sequence[Rung], clear: int) -> tuple[str, int | None, str]:
    """Outcome, level and reason for a count of points, by the rubric alone.

    "level", "at_least" (above the highest row), "gap" (no row holds the count) or "overlap" (rows
    of different levels hold it, or a higher level asks for less than a lower one). More points
    never give a lower level.
    """
    rungs = sorted(rungs, key=lambda rung: (rung.level, rung.min_clear))
    if any(
        higher.min_clear < lower.min_clear for lower, higher in zip(rungs, rungs[1:], strict=False)
    ):
        return OVERLAP, None, "order"
    holding = {rung.level for rung in rungs if rung.min_clear <= clear <= _reach(rung, rungs)}
    if len(holding) == 1:
        return LEVEL, holding.pop(), ""
    if holding:
        return OVERLAP, None, "overlap"
    top = rungs[-1]
    if clear < top.min_clear or any(clear <= _reach(rung, rungs) for rung in rungs):
        return GAP, None, "gap"
    if (
        top.level == LEVELS[-1]
    ):  # the scale ends here: beyond this row nothing is left to be typed in
        return LEVEL, top.level, "" if top.max_clear is None else "beyond_top"
    return AT_LEAST, top.level, ""


def _reach(rung: Rung, rungs: Sequence[Rung]) -> int:
    """The highest count a row holds."""
    if rung.max_clear is not None:
        return rung.max_clear
    higher = [other.min_clear for other in rungs if other.min_clear > rung.min_clear]
    return min(higher) - 1 if higher else rung.min_clear


def rungs_by_indicator(rubric: Rows) -> Mapping[tuple, list[Rung]]:
    """The rows of the rubric under (edition, indicator), lowest level first.

    rubric: edition, indicator, level, min_clear, max_clear, wording; a row without a level or a
    lower bound can't hold a count and is left out.
    """
    found: defaultdict[tuple, list[Rung]] = defaultdict(list)
    names = ("edition", "indicator", "level", "min_clear", "max_clear", "wording")
    for at, edition, indicator, level, lowest, highest, wording in plain.records(rubric, *names):
        if level is not None and lowest is not None:
            found[edition, indicator].append(Rung(level, lowest, highest, wording, at))
    for rungs in found.values():
        rungs.sort(key=lambda rung: (rung.level, rung.min_clear, rung.at))
    return found


def rungs(rubric: Rows, edition: str, indicator: str) -> list[Rung]:
    """The rows of one indicator's rubric, lowest level first; empty when there are none."""
    return rungs_by_indicator(rubric).get((edition, indicator), [])


def strip(rungs: Sequence[Rung], total: int) -> tuple[Count, ...]:
    """The ladder to draw: what each count of clear points gives, 0 to N."""
    cells = []
    for clear in range(total + 1):
        outcome, level, _ = place(rungs, clear) if rungs else (NO_RUBRIC, None, "")
        wording = next(
            (rung.wording for rung in rungs if outcome == LEVEL and rung.level == level), None
        )
        cells.append(Count(clear, outcome, level, wording))
    return tuple(cells)
