"""Colours of schools in one state as they are compared: per subject, and pooled as on the page.

Only open schools of the register. Source: docs/rules.md, "What changed" and "Quality colour".
"""

from collections.abc import Callable, Sequence
from itertools import compress

import pandas as pd

from esa.changes.record import Cell, Facts, Side
from esa.changes.rows import Renames
from esa.judged import CHOSEN, Judged
from esa.plain import Place, column
from esa.rules.colours import CLOSED, STATES

KEY = ("school_code", *CHOSEN)


def by_subject(state: Judged, renames: Renames) -> Facts:
    """Values: the colour, or why there is none, per (school_code, academic_year, test, grade,
    scope, subject)."""
    rows = state.office.rows["test_results"]
    columns = [rows[name] for name in (*KEY, "subject")]
    return _facts(state, state.subject_colours, columns, rows.index.__getitem__, renames)


def pooled(state: Judged, renames: Renames) -> Facts:
    """The same over all subjects together; the last part of the key is ""."""
    table = state.school_colours
    columns = [column(table, name) for name in KEY]
    first: dict[tuple, Place] = {}

    def place(row: int) -> Place:
        if not first:
            first.update(_first_rows(state))
        return first[tuple(values[row] for values in columns)]

    return _facts(state, table, [*columns, [""] * len(table)], place, renames)


def colours(table: pd.DataFrame) -> list[str]:
    """The colours of all bands, best first."""
    return [str(word) for word in table["stand"].cat.categories if word not in STATES]


def _first_rows(state: Judged) -> dict[tuple, Place]:
    """The first row of each school's results of a test, grade, year and scope."""
    rows = state.office.rows["test_results"]
    keys = zip(*(rows[name] for name in KEY), strict=True)
    pairs = list(zip(keys, rows.index, strict=True))
    return dict(reversed(pairs))


def _facts(
    state: Judged,
    table: pd.DataFrame,
    columns: Sequence[Sequence],
    place: Callable[[int], Place],
    renames: Renames,
) -> Facts:
    schools = state.office.rows["schools"]
    status = dict(zip(schools["school_code"], schools["status"], strict=True))
    is_open = {code for code, now in status.items() if now not in CLOSED}
    kept = list(map(is_open.__contains__, columns[0]))
    numbers = list(compress(range(len(kept)), kept))
    own = list(compress(zip(*columns, strict=True), kept))
    codes = renames.columns("test_results", {"school_code": columns[0]})["school_code"]
    keys = own
    if codes is not columns[0]:
        keys = list(compress(zip(codes, *columns[1:], strict=True), kept))
    stand = table["stand"].cat
    words = [(str(word),) for word in stand.categories]
    values = list(map(words.__getitem__, compress(stand.codes.tolist(), kept)))
    names: dict[str, str] = {}
    percents: list[float | None] = []

    def side(number: int, _: int) -> Side:
        if not names:
            names.update(zip(schools["school_code"], schools["name"], strict=True))
            percents.extend(column(table, "percent"))
        workbook, row = place(numbers[number])
        percent = percents[numbers[number]]
        note = "" if percent is None else f"{percent:.2f}"
        key, cell = own[number], Cell(workbook, "test_results", row, "not_passed")
        return Side(values[number][0], key, cell, (), names.get(key[0]) or key[0], note)

    return Facts("test_results", keys, values, lambda number: place(numbers[number]), side)
