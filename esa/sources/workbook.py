"""What every source hands over: workbooks of tabs of raw cells, exactly as they were stored.

A source never interprets. Cells are None, str, int, float, bool, date, datetime, time or
timedelta; a formula error is its text, such as "#REF!". Row 1 of the sheet is rows[0].
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True)
class Fault:
    """Something a source could not do, told later as a problem: its code and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RawTab:
    """One tab as stored. merged: (first row, first column, last row, last column), from zero.

    links: (row, column, address) of what lies under a text. percents: (row, column) of numbers
    that are shown as percent, as far as somebody asked. taken_for: English name of the tab that
    its headings say it is, where its title says nothing. A tab that isn't ours may come without
    cells: size is that of its grid (rows, columns), filled whether anything stands in it.
    """

    title: str
    rows: list[list[object]]
    hidden: bool = False
    gid: str | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    percents: tuple[tuple[int, int], ...] = ()
    taken_for: str = ""
    size: tuple[int, int] = (0, 0)
    filled: bool = False

    @property
    def is_filled(self) -> bool:
        return self.filled or any(map(any, self.rows))


@dataclass(frozen=True)
class RawWorkbook:
    """One workbook. name: as people know it; address: a path or an http address."""

    name: str
    address: str
    tabs: tuple[RawTab, ...]
    read_at: datetime
    faults: tuple[Fault, ...] = ()


class Seen(NamedTuple):
    """How a workbook stands at its source, told by a cheap look.

    version: differs after every change; where reading counts as one, only modified tells.
    place: where it lies, "shared drive/folder"; no drive is somebody's own, no folder one that
    can't be seen; "" where neither is known.
    """

    version: str = ""
    modified: str = ""
    in_bin: bool = False
    place: str = ""


class SourceError(Exception):
    """The place of the workbooks can't be read at all. code and facts as of a Fault."""

    def __init__(self, code: str, facts: Mapping[str, object]):
        super().__init__(f"{code}: {dict(facts)}")
        self.code = code
        self.facts = dict(facts)
