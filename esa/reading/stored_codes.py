"""Codes that a spreadsheet stored as a number or a date, matched against the register they are of.

1.10 becomes the number 1.1, 00930001 loses its zeros, 1-1-4 turns into a day. Where one code of the
register can be meant it is used with a warning; of several all are named and none is used.
Source: docs/rules.md, "Checks across tabs and workbooks".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from esa.plain import Place, Rows
from esa.reading.cells import EPOCH, as_typed
from esa.reading.places import Letters, problem_at
from esa.reading.problems import Problem
from esa.reading.schema import Field, Reference, Tab
from esa.thai import BE_OFFSET

LOST = ("code_became_number", "code_became_date")
TAKEN = "code_from_number"
_DAY_LIKE = re.compile(r"[0-9]+(?:[-./][0-9]+){2}|[0-9]+[-/][0-9]+")  # 1.1 is typed as a number
_NUMBERS = re.compile(r"[0-9]+")
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 80_000  # days of the years 1950 to 2118, as sheets count


class Stored(str):
    """A code as it was stored. Until it is settled it equals no code, only what was stored alike.

    raw: the cell; issue, facts: what is told where no code of the register can be meant.
    """

    __slots__ = ("facts", "issue", "raw")

    def __new__(cls, raw: object, issue: str, facts: Mapping[str, object]) -> "Stored":
        made = super().__new__(cls, f"\0{type(raw).__name__} {raw}")
        made.raw, made.issue, made.facts = raw, issue, facts
        return made


def referring(tab: Tab) -> Mapping[str, Reference]:
    """Columns of codes that stand in a register → the reference."""
    if tab.workbook == "every":
        return {}
    return {reference.fields[-1]: reference for reference in tab.references}


def meant(raw: object, codes: Iterable[str]) -> list[str]:
    """The codes that a spreadsheet may have stored like that, each once."""
    return [code for code in dict.fromkeys(codes) if _as_number(raw, code) or _as_day(raw, code)]


def _as_number(raw: object, code: str) -> bool:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return False
    try:
        return code.isascii() and Decimal(code) == Decimal(as_typed(raw))
    except InvalidOperation:
        return False


def _as_day(raw: object, code: str) -> bool:
    """Whether the code read as a day, in any order that sheets use, is the day stored."""
    day = _day(raw)
    if day is None or not _DAY_LIKE.fullmatch(code):
        return False
    numbers = list(map(int, _NUMBERS.findall(code)))
    years = {day.year, day.year % 100, day.year + BE_OFFSET, (day.year + BE_OFFSET) % 100}
    if len(numbers) == 2:
        first, last = numbers
        of_year = last in years and first == day.month and day.day == 1
        return of_year or {(first, last)} <= {(day.day, day.month), (day.month, day.day)}
    first, middle, last = numbers
    ends = last in years and (first, middle) in ((day.day, day.month), (day.month, day.day))
    return ends or (first in years and (middle, last) == (day.month, day.day))


def _day(raw: object) -> date | None:
    if isinstance(raw, date):
        return raw
    whole = isinstance(raw, int | float) and not isinstance(raw, bool) and raw == int(raw)
    if whole and _FIRST_SERIAL <= raw <= _LAST_SERIAL:
        return EPOCH + timedelta(int(raw))
    return None


def whole_number(stored: Stored, field: Field) -> str | None:
    """The digits of a whole number that is itself a key of a register; None where it may have
    lost something."""
    digits = as_typed(stored.raw)
    fits = not field.pattern or re.fullmatch(field.pattern, digits, re.ASCII)
    return digits if stored.issue == LOST[0] and digits.isdigit() and fits else None


def settled(
    tables: Mapping[str, Rows],
    schema: Mapping[str, Tab],
    letters: Letters,
    names: Iterable[str],
) -> tuple[dict[str, Rows], list[Problem]]:
    """The tables without any Stored, and what is told about those there were.

    names: of the tabs to settle. A row whose key or required code stays unknown is left out.
    """
    result, problems = dict(tables), []
    for name in names:
        tab = schema[name]
        for column, reference in sorted(referring(tab).items(), key=lambda r: len(r[1].fields)):
            if column in result.get(name, Rows((), {})) and _has_stored(result[name][column]):
                result[name], told = _settle(result, tab, column, reference, letters)
                problems += told
    return result, problems


def _has_stored(column: Sequence[object]) -> bool:
    kinds = set(map(type, column))
    if Stored in kinds:
        return True
    return tuple in kinds and any(type(part) is Stored for cell in column for part in cell or ())


def _settle(
    tables: Mapping[str, Rows], tab: Tab, column: str, reference: Reference, letters: Letters
) -> tuple[Rows, list[Problem]]:
    rows, register = tables[tab.name], tables.get(reference.tab)
    starts = list(zip(*(rows[name] for name in reference.fields[:-1]), strict=True))
    needed = bool(tab.key) and (column in tab.key or tab.field(column).required)
    values, problems, gone = list(rows[column]), [], set()
    for at, cell in enumerate(values):
        parts = cell if type(cell) is tuple else (cell,)
        if not any(type(part) is Stored for part in parts):
            continue
        found = []
        for part in parts:
            if type(part) is not Stored:
                found.append(part)
                continue
            start = starts[at] if starts else ()
            codes = meant(part.raw, _codes(register, reference, start))
            problems.append(_told(part, codes, tab, column, rows.index[at], letters, needed))
            found += codes if len(codes) == 1 else []
        values[at] = tuple(found) if type(cell) is tuple else (found[0] if found else None)
        if needed and not found:
            gone.add(at)
    settled_rows = rows.assign(column, values)
    if gone:
        settled_rows = settled_rows.where([at not in gone for at in range(len(values))])
    return settled_rows, problems


def _codes(register: Rows | None, reference: Reference, start: tuple) -> list[str]:
    """Codes of the register; of those with the same beginning of the key as far as it is known."""
    if not register:
        return []
    columns = [register[name] for name in reference.target]
    return [
        key[-1]
        for key in zip(*columns, strict=True)
        if type(key[-1]) is str
        and all(a in (None, b) or b is None for a, b in zip(start, key[:-1], strict=True))
    ]


def _told(
    stored: Stored,
    codes: Sequence[str],
    tab: Tab,
    column: str,
    place: Place,
    letters: Letters,
    needed: bool,
) -> Problem:
    facts = {**stored.facts, "suggestion": " หรือ ".join(codes[:5]) or "–"}
    if len(codes) == 1:
        return problem_at(letters, tab.name, place, column, TAKEN, facts)
    return problem_at(letters, tab.name, place, column, stored.issue, facts, aside=needed)
