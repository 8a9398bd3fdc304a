"""What somebody could work out who keeps every table that was published: exact, by integers.

The unknowns are the counts not passing of each school and subject, one for each version of a row.
Known are how many were tested everywhere, which rows changed, every sum that was told in any table,
and the colours of schools. Asked is how many values each unknown can still have.
Source: docs/rules.md, "Links for the committee".
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import highspy

VALUES = 3


@dataclass
class System:
    """Unknown whole numbers within bounds, and sums of them that are known within bounds."""

    bounds: dict[Hashable, tuple[int, int]] = field(default_factory=dict)
    sums: list[tuple[tuple[Hashable, ...], float, float]] = field(default_factory=list)

    def add(self, unknown: Hashable, low: int, high: int) -> None:
        self.bounds[unknown] = low, high

    def know(self, unknowns: Iterable[Hashable], low: float, high: float) -> None:
        self.sums.append((tuple(unknowns), low, high))


def values_left(system: System, unknowns: Sequence[Hashable]) -> dict[Hashable, int]:
    """How many values each of these unknowns can have, counted up to three. ValueError: no numbers
    at all fit."""
    model, columns = _model(system)
    return {
        unknown: _values(model, columns[unknown], *system.bounds[unknown]) for unknown in unknowns
    }


def _model(system: System) -> tuple[highspy.Highs, dict[Hashable, int]]:
    model = highspy.Highs()
    model.silent()
    columns = {unknown: number for number, unknown in enumerate(system.bounds)}
    for low, high in system.bounds.values():
        model.addVar(low, high)
    for number in columns.values():
        model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for unknowns, low, high in system.sums:
        places = [columns[each] for each in unknowns]
        model.addRow(low, high, len(places), places, [1.0] * len(places))
    return model, columns


def _values(model: highspy.Highs, column: int, low: int, high: int) -> int:
    """The least and the most value, and whether there is one between."""
    least, most = _end(model, column, 1.0), _end(model, column, -1.0)
    if most - least < VALUES - 1:
        return most - least + 1
    model.changeColBounds(column, least + 1, most - 1)
    model.changeColCost(column, 0.0)
    between = _solved(model)
    model.changeColBounds(column, low, high)
    return VALUES if between else 2


def _end(model: highspy.Highs, column: int, cost: float) -> int:
    model.changeColCost(column, cost)
    if not _solved(model):
        raise ValueError("no counts fit what was told")
    found = round(model.getSolution().col_value[column])
    model.changeColCost(column, 0.0)
    return found


def _solved(model: highspy.Highs) -> bool:
    """Whether there is a solution; RuntimeError where that isn't known."""
    model.run()
    status, known = model.getModelStatus(), highspy.HighsModelStatus
    if status not in (known.kOptimal, known.kInfeasible):
        raise RuntimeError(f"the solver ended with {status}")
    return status == known.kOptimal
