"""The open schools of the register, each with its colour, and how schools moved between two years.

What a row's or a school's colour is: esa.rules.colours. Source: docs/rules.md, "Quality colour".
"""

from typing import NamedTuple

import pandas as pd

from esa.plain import Rows, records
from esa.rules.bands import SHARE, Sitting, bands_for, colours_of, next_step
from esa.rules.colours import Pooled, pooled, with_sole_subject, year_series
from esa.rules.vocabulary import CLOSED_SCHOOLS


class SchoolColour(NamedTuple):
    """An open school of the register and what its results give; None where it has no row.

    Counts and colours as in Pooled; state and stand also "no_row". next_better and more_to_pass:
    the next colour and the fewest more sittings that must pass; None without a better one.
    """

    school_code: str
    name: str | None
    network: str | None
    amphoe: str | None
    enrolled: int | None
    tested: int | None
    not_passed: int | None
    pupils: int | None
    subjects: int | None
    state: str
    hundredths: int | None
    percent: float | None
    shown: int | None
    colour: str | None
    stand: str
    small: bool
    measure: str
    look: str
    share_tested: float | None  # 0-1 of enrolled; None if unknown or above 1
    next_better: str | None
    more_to_pass: int | None


class Move(NamedTuple):
    """Where a school stood in two academic years: its colours, or why it had none.

    direction: "better", "same" or "worse"; "unknown" where a year has no colour.
    """

    school_code: str | None
    from_colour: str
    to_colour: str
    direction: str


FOUND = SchoolColour._fields[5 : SchoolColour._fields.index("share_tested")]  # as in Pooled
NO_ROW = dict.fromkeys(FOUND) | {"state": "no_row", "stand": "no_row", "small": False}
NO_ROW |= {"measure": SHARE, "look": "no_row"}


def schools_with_colours(
    results: pd.DataFrame, schools: Rows, colour_bands: Rows
) -> tuple[SchoolColour, ...]:
    """The open schools of the register, in its order, pooled over the subjects given.

    results: of one academic year, test, grade and scope (else ValueError); of some schools
        with_sole_subject of all.
    """
    if "sole_subject" not in results:
        results = with_sole_subject(results, colour_bands)
    of_schools = {row.school_code: row for row in pooled(results, colour_bands)}
    sittings = set(map(_sitting, of_schools.values()))
    subject = next(iter(results["sole_subject"].dropna()), "")
    bands = {
        (year, *of): bands_for(colour_bands, year, Sitting(*(said or "" for said in of), subject))
        for year, *of in sittings
        if year is not None
    }
    found: dict[str, SchoolColour] = {}
    names = ("status", "school_code", "name", "network", "amphoe", "enrolled")
    for _, status, code, *about in records(schools, *names):
        if status in CLOSED_SCHOOLS or code in found:
            continue
        row = of_schools.get(code)
        if row is None:
            found[code] = SchoolColour(code, *about, *NO_ROW.values(), None, None, None)
            continue
        own = bands.get(_sitting(row), ())
        step = next_step(row.state, row.not_passed, row.tested, own)
        share = _share(row.pupils, about[-1])
        given = (getattr(row, name) for name in FOUND)
        found[code] = SchoolColour(code, *about, *given, share, *step)
    return tuple(found.values())


def _sitting(row: Pooled) -> tuple[int | None, str | None, str | None]:
    return (row.academic_year, row.test, row.grade)


def movement(
    results: pd.DataFrame, colour_bands: Rows, from_year: int, to_year: int
) -> tuple[Move, ...]:
    """Where each school stood in two academic years, of all that have a row in either."""
    place = {colour: n for n, colour in enumerate(colours_of(colour_bands))}
    stands: dict[str | None, dict[int | None, str]] = {}
    for row in year_series(results, colour_bands):
        if row.academic_year in (from_year, to_year):
            stands.setdefault(row.school_code, {})[row.academic_year] = row.stand
    found = []
    for code in sorted(stands, key=lambda code: (code is None, code)):
        before, after = (stands[code].get(year, "no_row") for year in (from_year, to_year))
        direction = "unknown"
        if before in place and after in place:
            apart = place[after] - place[before]
            direction = "better" if apart < 0 else "worse" if apart > 0 else "same"
        found.append(Move(code, before, after, direction))
    return tuple(found)


def _share(pupils: int, enrolled: int | None) -> float | None:
    share = pupils / enrolled if enrolled else 0
    return share if 0 < share <= 1 else None
