"""What every source hands over: workbooks of tabs of raw cells, exactly as they were stored.

A source never interprets. Cells are None, str, int, float, bool, date, datetime, time or
timedelta; a formula error is its text, such as "#REF!". Row 1 of the sheet is rows[0].
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Fault:
    """Something a source could not do, told later as a problem: its code and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RawTab:
    """One tab as stored. merged: (first row, first column, last row, last column), from zero."""

    title: str
    rows: list[list[object]]
    hidden: bool = False
    gid: str | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class RawWorkbook:
    """One workbook. name: as people know it; address: a path or an http address."""

    name: str
    address: str
    tabs: tuple[RawTab, ...]
    read_at: datetime
    faults: tuple[Fault, ...] = ()


class SourceError(Exception):
    """The place of the workbooks can't be read at all. code and facts as of a Fault."""

    def __init__(self, code: str, facts: Mapping[str, object]):
        super().__init__(f"{code}: {dict(facts)}")
        self.code = code
        self.facts = dict(facts)
