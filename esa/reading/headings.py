"""Which row of a tab holds the headings, and which column is which field.

The headings stand in row 1, or below a title in one of the first twelve rows. A heading is
recognised by the field's Thai title, an alias or the English name, spelling noise aside
(spaces, line breaks, Thai digits); nothing is recognised by being similar.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from esa import thai
from esa.reading import nearest, personal
from esa.reading.above import Unit, split_heading
from esa.reading.schema import Tab

SEARCHED_ROWS = 12
NO_SUGGESTION = "–"
MOST_NAMED = 6  # columns that nobody knows are named one by one up to so many


@dataclass(frozen=True)
class HeadingFault:
    """One thing wrong with the headings: code, place ("F1", "F:F", "1:1"), facts, field name."""

    code: str
    cell: str
    facts: Mapping[str, object]
    field: str | None = None


@dataclass(frozen=True)
class Headings:
    """row: position of the headings from zero, None where no heading was recognised.

    columns: field name → position of its column from zero. units: field name → the unit that its
    heading states.
    """

    row: int | None
    columns: Mapping[str, int]
    faults: tuple[HeadingFault, ...]
    units: Mapping[str, Unit] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def letter(position: int) -> str:
    """Name of a column: 0 → "A", 26 → "AA"."""
    first, last = divmod(position, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


@lru_cache(maxsize=4096)
def folded(heading: str) -> str:
    """A heading as it is compared: one line, single spaces, spelling noise aside."""
    return thai.fold(" ".join(heading.split()))


@lru_cache(maxsize=256)
def names_of(tab: Tab) -> Mapping[str, str]:
    """Every heading that is recognised, folded → field name; titles win over aliases."""
    names: dict[str, str] = {}
    for each in tab.fields:
        names.setdefault(folded(each.title), each.name)
    for each in tab.fields:
        for other in (each.name, *each.aliases):
            names.setdefault(folded(other), each.name)
    return names


def find_headings(tab: Tab, rows: Sequence[Sequence[object]], filled: Sequence[bool]) -> Headings:
    """Find the row of headings and match it.

    filled: for each column, whether anything stands below the first row (of a column without
    a heading only such is told).
    """
    names = names_of(tab)
    best, most = None, 0
    for position, row in enumerate(rows[:SEARCHED_ROWS]):
        texts = {cell for cell in row if type(cell) is str}
        if len(texts) <= most:
            continue  # can't hold more headings
        count = len({name for text in texts if (name := _name_of(text, names))})
        if count > most:
            best, most = position, count
    if best is None:
        return Headings(None, {}, (HeadingFault("no_header", "1:1", {}),))
    columns, unknown, faults = _matched(tab, rows[best], best, filled)
    if best > 0:
        number = best + 1
        faults.insert(0, HeadingFault("header_moved", f"{number}:{number}", {"header_row": number}))
    faults += _missing(tab, columns, unknown, best)
    stated = {name: split_heading(str(rows[best][j]))[1] for name, j in columns.items()}
    units = {name: unit for name, unit in stated.items() if unit}
    return Headings(best, columns, tuple(faults), units)


def _name_of(heading: str, names: Mapping[str, str]) -> str | None:
    """The field that a heading is of, also where it states another unit: จัดสรร (ล้านบาท)."""
    name = names.get(folded(heading))
    if name is None and heading[-1:] in (")", "]"):
        name = names.get(folded(split_heading(heading)[0]))
    return name


def _matched(
    tab: Tab, row: Sequence[object], position: int, filled: Sequence[bool]
) -> tuple[dict[str, int], list[str], list[HeadingFault]]:
    names, number = names_of(tab), position + 1
    columns: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    blank: list[int] = []
    faults = []
    for j, has_data in enumerate(filled):
        cell = row[j] if j < len(row) else None
        name = _name_of(cell, names) if type(cell) is str else None
        known = cell is None or name is not None
        shown = "" if known else personal.mask(thai.tidy(str(cell)))[0]
        if (
            name in columns
            and _is_title(cell, tab, name)
            and not _is_title(row[columns[name]], tab, name)
        ):
            unknown.append((columns[name], personal.mask(thai.tidy(str(row[columns[name]])))[0]))
            columns[name] = j
        elif name in columns:
            facts = {"first": f"{letter(columns[name])}{number}"}
            faults.append(HeadingFault("duplicate_column", f"{letter(j)}{number}", facts, name))
        elif name is not None:
            columns[name] = j
        elif shown:
            unknown.append((j, shown))
        elif has_data:
            blank.append(j)
    faults += _blank(blank) + _unknown(tab, unknown, columns, number)
    return columns, [shown for _, shown in unknown], faults


def _is_title(cell: object, tab: Tab, name: str) -> bool:
    return folded(str(cell)) == folded(tab.field(name).title)


def _blank(columns: Sequence[int]) -> list[HeadingFault]:
    """Columns with data and without a heading: each by itself, or many at once."""
    cells = [f"{letter(j)}:{letter(j)}" for j in columns]
    if len(columns) <= MOST_NAMED:
        return [HeadingFault("blank_header", cell, {}) for cell in cells]
    facts = {"count": len(columns), "value": f"{letter(columns[0])}–{letter(columns[-1])}"}
    return [HeadingFault("blank_headers", "", facts)]


def _unknown(
    tab: Tab, unknown: Sequence[tuple[int, str]], columns: Mapping[str, int], number: int
) -> list[HeadingFault]:
    """Headings nobody knows: each by itself with the nearest that is free, or many at once."""
    if len(unknown) > MOST_NAMED:
        shown = ", ".join(heading for _, heading in unknown[:MOST_NAMED])
        facts = {"count": len(unknown), "value": f"{shown}, …"}
        return [HeadingFault("unknown_columns", f"{number}:{number}", facts)]
    free = [each.title for each in tab.fields if each.name not in columns]
    faults = []
    for j, shown in unknown:
        facts = {"value": shown, "suggestion": _nearest(shown, free)}
        faults.append(HeadingFault("unknown_column", f"{letter(j)}{number}", facts))
    return faults


def _nearest(heading: str, headings: Iterable[str]) -> str:
    """The heading most like it, also without what stands behind it in brackets; never one of
    another unit."""
    headings = list(headings)
    bare = heading.partition("(")[0].strip()
    near = nearest.closest(heading, headings) or (bare and nearest.closest(bare, headings))
    units = {split_heading(text)[1] for text in (heading, near)} - {None}
    return near if near and len(units) < 2 else NO_SUGGESTION


def _missing(
    tab: Tab, columns: Mapping[str, int], unknown: Sequence[str], position: int
) -> list[HeadingFault]:
    number = position + 1
    faults = []
    for needed in tab.fields:
        if needed.required and needed.name not in columns:
            near = _nearest(needed.title, unknown)
            facts = {"header_row": number, "suggestion": near}
            code = "no_ordinal_column" if needed.ordinal else "missing_column"
            faults.append(HeadingFault(code, f"{number}:{number}", facts, needed.name))
    return faults
