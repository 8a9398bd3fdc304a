"""Which of several workbooks of one group is the one in use, and what kind a workbook is of.

By what stands in it, never by the order of names: the fiscal year, then whether anything is filled
in, then marks of a copy in its name, then what was in use before. Workbooks that stay equal in
all of this are read together: see esa.reading.agreed. Source: docs/rules.md, "Reading".
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from esa import thai
from esa.reading.known_tabs import has_rows
from esa.reading.schema import Tab, read_tabs
from esa.sources.names import looks_like_copy, without_ending
from esa.sources.workbook import RawTab

# Without these a whole view stays empty, so that their absence is worth a word.
EXPECTED = {
    "office": ("settings", "editions", "groups", "standards", "indicators", "criteria"),
    "group": ("progress", "evidence"),
}
SURELY = 3  # of the expected tabs make it the office's workbook, whatever it says of itself
WHY = {
    "other_year": "เป็นของปีอื่น",
    "empty": "ยังไม่มีข้อมูล",
    "copy": "ชื่ออาจเป็นชื่อของสำเนา",
    "not_in_use": "สมุดเดิมยังใช้อยู่",
    "": "ข้อมูลเหมือนกัน",
}
_YEAR = re.compile(r"(?<![0-9])(25[0-9]{2})(?![0-9])")


class Standing(NamedTuple):
    """What speaks against a workbook, the weightiest first; the least is chosen."""

    other_year: bool
    empty: bool
    copy: bool
    not_in_use: bool

    def against(self, better: "Standing") -> str:
        """Name of the first thing that speaks more against this one; "" where nothing does."""
        pairs = zip(self._fields, self, better, strict=True)
        return next((name for name, own, other in pairs if own > other), "")


def standing(
    name: str,
    address: str,
    stated_year: int | None,
    tabs: Mapping[str, RawTab],
    year: int | None,
    in_use: Collection[str] = (),
) -> Standing:
    """name, address: of the workbook. stated_year: in its tab about; year: of the office (B.E.);
    None: not known. in_use: addresses of the workbooks that were used before."""
    bare = without_ending(name)
    named = {int(found) for found in _YEAR.findall(thai.tidy(bare))}
    other_year = year is not None and (
        stated_year not in (None, year) or bool(named and year not in named)
    )
    filled = any(has_rows(tab) for tab_name, tab in tabs.items() if tab_name != "about")
    return Standing(other_year, not filled, looks_like_copy(bare), address not in in_use)


def kind_by_tabs(said: str, tabs: Iterable[str], schema: Mapping[str, Tab] | None = None) -> str:
    """office, group or "": what its tabs say a workbook is; what it says itself where they are
    of both kinds, or of none. schema: the tabs that there are, the built-in ones unless given."""
    schema = read_tabs() if schema is None else schema
    kinds = Counter(schema[name].workbook for name in tabs)
    is_office = len(set(EXPECTED["office"]) & set(tabs)) >= SURELY
    is_group = kinds["group"] > 0
    if is_office == is_group:
        return said
    return "office" if is_office else "group"


def commonest_year(years: Sequence[int | None]) -> int | None:
    """The year that most name; None where none is named, or two equally often."""
    counts = Counter(year for year in years if year)
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
