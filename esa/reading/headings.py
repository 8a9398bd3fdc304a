"""Which row of a tab holds the headings, and which column is which field.

The headings stand in row 1, or below a title in one of the first twelve rows. A heading is
recognised by the field's Thai title, an alias or the English name, spelling noise aside
(spaces, line breaks, Thai digits); nothing is recognised by being similar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from esa import thai
from esa.reading import nearest, personal
from esa.reading.schema import Tab

SEARCHED_ROWS = 12
NO_SUGGESTION = "–"


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

    columns: field name → position of its column from zero.
    """

    row: int | None
    columns: Mapping[str, int]
    faults: tuple[HeadingFault, ...]


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
    for field in tab.fields:
        names.setdefault(folded(field.title), field.name)
    for field in tab.fields:
        for other in (field.name, *field.aliases):
            names.setdefault(folded(other), field.name)
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
        count = len({names[folded(text)] for text in texts if folded(text) in names})
        if count > most:
            best, most = position, count
    if best is None:
        return Headings(None, {}, (HeadingFault("no_header", "1:1", {}),))
    columns, unknown, faults = _matched(tab, rows[best], best, filled)
    if best > 0:
        number = best + 1
        faults.insert(0, HeadingFault("header_moved", f"{number}:{number}", {"header_row": number}))
    faults += _missing(tab, columns, unknown, best)
    return Headings(best, columns, tuple(faults))


def _text(cell: object) -> str:
    return folded(cell) if type(cell) is str else ""


def _matched(
    tab: Tab, row: Sequence[object], position: int, filled: Sequence[bool]
) -> tuple[dict[str, int], list[str], list[HeadingFault]]:
    names, number = names_of(tab), position + 1
    columns: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    faults = []
    for j, has_data in enumerate(filled):
        cell = row[j] if j < len(row) else None
        name = names.get(_text(cell))
        known = cell is None or name is not None
        shown = "" if known else personal.mask(thai.tidy(str(cell)))[0]
        if name in columns:
            facts = {"first": f"{letter(columns[name])}{number}"}
            faults.append(HeadingFault("duplicate_column", f"{letter(j)}{number}", facts, name))
        elif name is not None:
            columns[name] = j
        elif shown:
            unknown.append((j, shown))
        elif has_data:
            faults.append(HeadingFault("blank_header", f"{letter(j)}:{letter(j)}", {}))
    free = [field.title for field in tab.fields if field.name not in columns]
    for j, shown in unknown:
        facts = {"value": shown, "suggestion": nearest.closest(shown, free) or NO_SUGGESTION}
        faults.append(HeadingFault("unknown_column", f"{letter(j)}{number}", facts))
    return columns, [shown for _, shown in unknown], faults


def _missing(
    tab: Tab, columns: Mapping[str, int], unknown: Sequence[str], position: int
) -> list[HeadingFault]:
    number = position + 1
    faults = []
    for field in tab.fields:
        if field.required and field.name not in columns:
            near = nearest.closest(field.title, unknown) or NO_SUGGESTION
            facts = {"header_row": number, "suggestion": near}
            faults.append(HeadingFault("missing_column", f"{number}:{number}", facts, field.name))
    return faults
