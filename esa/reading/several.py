"""Several codes, or a range of them, in one cell: one document that stands for several points.

A whole cell that is a code wins (1-1-4-1). A range is one only where both ends are codes of one
indicator; between them are the codes in the order of the register.
Source: docs/rules.md, "Checks across tabs and workbooks".
"""

import re
from collections.abc import Sequence

from esa.codes import code_key
from esa.plain import Rows
from esa.reading.schema import Tab

_TO = re.compile("[-–—~]|ถึง")


def with_each_code(rows: Rows, tab: Tab, criteria: Rows | None) -> Rows:
    """A row for each of the points that its cell names; all of them have the place of the row."""
    names = [field.name for field in tab.fields if field.several]
    if not names or not rows or not criteria:
        return rows
    (name,) = names
    cells, codes = rows[name], set(criteria["criterion"])
    odd = [cell for cell in set(cells) - codes if type(cell) is str]
    if not odd:
        return rows
    known = _Known(criteria)
    meant = {cell: known.codes(cell) for cell in odd}
    if all(tuple(codes) == (cell,) for cell, codes in meant.items()):
        return rows
    places = [at for at, cell in enumerate(cells) for _ in meant.get(cell, (cell,))]
    columns = {key: [values[at] for at in places] for key, values in rows.columns.items()}
    columns[name] = [code for cell in cells for code in meant.get(cell, (cell,))]
    return Rows([rows.index[at] for at in places], columns)


class _Known:
    """The codes of all criteria, and of which indicator each is."""

    def __init__(self, criteria: Rows) -> None:
        pairs = zip(criteria["criterion"], criteria["indicator"], strict=True)
        self.indicator = {code: indicator for code, indicator in pairs if code is not None}
        self.of: dict[object, list[str]] = {}
        for code in sorted(self.indicator, key=code_key):
            self.of.setdefault(self.indicator[code], []).append(code)

    def codes(self, cell: str) -> Sequence[str]:
        """The codes that a cell names; the cell itself where it names none."""
        if cell in self.indicator:
            return (cell,)
        parts = [part for part in cell.split(";") if part]
        found = [code for part in parts for code in self._part(part)]
        known = any(code in self.indicator for code in found)
        return tuple(dict.fromkeys(found)) if known and len(found) > 1 else (cell,)

    def _part(self, part: str) -> Sequence[str]:
        """One part of a list: a code, or all codes of a range; itself where it is neither."""
        if part in self.indicator:
            return (part,)
        for first, last in self._ends(part):
            codes = self.of[self.indicator[first]]
            low, high = codes.index(first), codes.index(last)
            if low < high:
                return codes[low : high + 1]
        return (part,)

    def _ends(self, part: str) -> list[tuple[str, str]]:
        """Every way to cut a range into two codes of one indicator."""
        cuts = [match.span() for match in _TO.finditer(part)]
        ends = [(part[:start], part[end:]) for start, end in cuts]
        return [
            (first, last)
            for first, last in ends
            if first in self.indicator
            and last in self.indicator
            and self.indicator[first] == self.indicator[last]
        ]
