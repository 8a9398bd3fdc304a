"""Colours of schools in one state as they are compared: per subject, and pooled as on the page.

Only open schools of the register. Source: docs/rules.md, "What changed" and "Quality colour".
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress

from esa.changes.record import Cell, Facts, Side
from esa.changes.rows import Renames
from esa.judged import Judged
from esa.plain import Place, column
from esa.reading.office import Office
from esa.rules.bands import SHARE
from esa.rules.colours import KEPT_APART
from esa.rules.vocabulary import CLOSED_SCHOOLS

KEY = ("school_code", *KEPT_APART)
COLOURING = ("test_results", "schools", "colour_bands")


def alike(one: Office, other: Office) -> bool:
    """Whether both have the same schools, results and bands, and so the same colours: results come
    once or twice a year, and working out their colours takes a hundred times as long as to look."""
    return all(one.rows[tab] == other.rows[tab] for tab in COLOURING)


def by_subject(state: Judged, renames: Renames) -> Facts:
    """Values: the colour, or why there is none, per (school_code, academic_year, test, grade,
    scope, round, subject)."""
    rows, table = state.office.rows["test_results"], state.subject_colours
    columns = [rows[name] for name in (*KEY, "subject")]
    stand = table["stand"].cat
    words = [(str(word),) for word in stand.categories]
    stands = map(words.__getitem__, stand.codes.tolist())

    percents: list[float | None] = []

    def percent(row: int) -> float | None:
        if not percents:
            shares = table["percent"].where(table["measure"] == SHARE)
            percents.extend(column(shares.to_frame(), "percent"))
        return percents[row]

    return _facts(state, columns, stands, percent, rows.index.__getitem__, renames)


def pooled(state: Judged, renames: Renames) -> Facts:
    """The same over all subjects together; the last part of the key is ""."""
    rows = state.school_colours
    columns = [[getattr(row, name) for row in rows] for name in KEY]
    stands = [(row.stand,) for row in rows]
    first: dict[tuple, Place] = {}

    def place(row: int) -> Place:
        if not first:
            first.update(_first_rows(state))
        return first[tuple(values[row] for values in columns)]

    def percent(row: int) -> float | None:
        return rows[row].percent if rows[row].measure == SHARE else None

    return _facts(state, [*columns, [""] * len(rows)], stands, percent, place, renames)


def _first_rows(state: Judged) -> dict[tuple, Place]:
    """The first row of each school's results of a test, grade, year and scope."""
    rows = state.office.rows["test_results"]
    keys = zip(*(rows[name] for name in KEY), strict=True)
    pairs = list(zip(keys, rows.index, strict=True))
    return dict(reversed(pairs))


def _facts(
    state: Judged,
    columns: Sequence[Sequence],
    stands: Iterable[tuple[str]],
    percent: Callable[[int], float | None],
    place: Callable[[int], Place],
    renames: Renames,
) -> Facts:
    """The rows of open schools. columns: of the key; percent, place: of a row by its number."""
    schools = state.office.rows["schools"]
    status = dict(zip(schools["school_code"], schools["status"], strict=True))
    is_open = {code for code, now in status.items() if now not in CLOSED_SCHOOLS}
    kept = list(map(is_open.__contains__, columns[0]))
    numbers = list(compress(range(len(kept)), kept))
    own = list(compress(zip(*columns, strict=True), kept))
    codes = renames.columns("test_results", {"school_code": columns[0]})["school_code"]
    keys = own
    if codes is not columns[0]:
        keys = list(compress(zip(codes, *columns[1:], strict=True), kept))
    values = list(compress(stands, kept))
    names: dict[str, str] = {}

    def side(number: int, _: int) -> Side:
        if not names:
            names.update(zip(schools["school_code"], schools["name"], strict=True))
        workbook, row = place(numbers[number])
        share = percent(numbers[number])
        note = "" if share is None else f"{share:.2f}"
        key, cell = own[number], Cell(workbook, "test_results", row, "not_passed")
        return Side(values[number][0], key, cell, (), names.get(key[0]) or key[0], note)

    return Facts("test_results", keys, values, lambda number: place(numbers[number]), side)
