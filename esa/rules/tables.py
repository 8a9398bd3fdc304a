"""The rows of an edition as tables, under the names and columns that some readers still use.

Goes with the last of them: whoever reads rows asks the Edition itself.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, get_type_hints

import pandas as pd

from esa import plain
from esa.rules.evidence_work import Work
from esa.rules.next_steps import NextStep
from esa.rules.points import Point
from esa.rules.rubric import Level
from esa.rules.vocabulary import READINGS


class EditionTables(plain.Tables):
    """Tables of an esa.judged.Edition. What counts in one reading stands in columns of their own:
    level_reported, level_verified; a cell to fill in, in workbook and row."""

    @cached_property
    def points(self) -> pd.DataFrame:
        return _by_reading(Point, self._of.points)

    @cached_property
    def levels(self) -> pd.DataFrame:
        made = _by_reading(Level, self._of.levels)
        return made.assign(claimed_above=made["claimed_above_reported"])

    def steps(self, reading: str) -> pd.DataFrame:
        return self._once("steps", reading, NextStep)

    def missing(self, reading: str) -> pd.DataFrame:
        return self._once("missing", reading, NextStep)

    def work(self, reading: str) -> pd.DataFrame:
        return self._once("work", reading, Work)

    def _once(self, name: str, reading: str, kind: type[NamedTuple]) -> pd.DataFrame:
        kept = f"{name} {reading}"
        if kept not in self.__dict__:
            self.__dict__[kept] = _placed(kind, getattr(self._of, name)(reading))
        return self.__dict__[kept]


def _by_reading(kind: type[NamedTuple], rows: Sequence[tuple]) -> pd.DataFrame:
    made, hints = plain.table(kind, rows), get_type_hints(kind)
    for reading in READINGS:
        own = plain.table(hints[reading], [getattr(row, reading) for row in rows])
        own.index = made.index
        made = pd.concat([made.drop(columns=reading), own.add_suffix(f"_{reading}")], axis=1)
    return made.rename(columns={"weak_reported": "weak"})


def _placed(kind: type[NamedTuple], rows: Sequence[tuple]) -> pd.DataFrame:
    """Blank where a new row is to be added."""
    made = plain.table(kind, [row._replace(at=("", 0)) for row in rows]).reset_index(drop=True)
    books = pd.Series([row.at and row.at[0] for row in rows], dtype="str")
    numbers = pd.Series([row.at and row.at[1] for row in rows], dtype="Int64")
    return made.assign(workbook=books, row=numbers)
