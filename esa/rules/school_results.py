"""What a page of school colours asks of the test results: one choice, every school, worst first.

A choice is one test, grade, academic year and scope, and one subject or all of them pooled. The
colours themselves come from esa.rules.colours. Source: docs/rules.md, "Quality colour".
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

import pandas as pd

from esa.codes import code_key
from esa.plain import Place, Rows, records
from esa.rules.bands import (
    MEAN,
    OWN_LOOKS,
    SHARE,
    Band,
    Sitting,
    bands_for,
    colours_of,
    looks,
    next_step,
)
from esa.rules.colours import Pooled, pooled, with_quality_colours, with_sole_subject, year_series
from esa.rules.open_schools import Move, SchoolColour, movement, schools_with_colours
from esa.rules.vocabulary import ALARMING, WITHOUT_COLOUR

SUBJECT_KEY = ("academic_year", "test", "grade", "subject", "scope")


class Choice(NamedTuple):
    test: str
    grade: str
    academic_year: int  # B.E.
    scope: str
    subject: str = ""  # "" pools all subjects: sittings (คน × วิชา)
    round: str = ""  # of several in one year, which are never pooled

    @property
    def sitting(self) -> Sitting:
        """What its bands are looked up by."""
        return Sitting(self.test, self.grade, self.subject)


class NetworkColours(NamedTuple):
    """The open schools of a network; network is "" for those without one."""

    network: str
    schools: int
    tested: int  # with a colour
    alarming: int  # orange and red
    red: int
    counts: Mapping[str, int]  # schools by stand, zeros included


@dataclass(frozen=True)
class SchoolColours:
    """All schools under one choice.

    rows: every row of the choice's year, whatever its subject, with_quality_colours. schools: of
    the subject chosen, worst first. subjects: pooled by subject, worst first. networks: most
    alarming first, schools without a network last. previous: the year before that has results, or
    None; moves: between the two. left_out: rows of the choice whose counts clash. looks: of each
    colour, see esa.rules.bands.
    """

    choice: Choice
    rows: pd.DataFrame
    schools: tuple[SchoolColour, ...]
    subjects: tuple[Pooled, ...]
    networks: tuple[NetworkColours, ...]
    previous: int | None
    moves: tuple[Move, ...]
    left_out: tuple[Place, ...]
    looks: Mapping[str, str]

    @property
    def measure(self) -> str:
        """What the colours are of: see esa.rules.bands."""
        return next((row.measure for row in self.schools if row.state == "tested"), SHARE)


class Result(NamedTuple):
    """A row of test results with its colour, see with_quality_colours; None is a blank cell."""

    at: Place
    academic_year: int | None
    subject: str | None
    tested: int | None
    not_passed: int | None
    mean: float | None
    state: str
    hundredths: int | None
    percent: float | None
    shown: int | None
    colour: str | None
    stand: str
    small: bool
    measure: str
    look: str
    limit: Decimal | None  # the lower limit in the office's own tab
    next_better: str | None  # the next colour; None without a better one
    more_to_pass: int | None  # the fewest more pupils that must pass


IN_TABLE = Result._fields[1 : Result._fields.index("limit")]
Coloured = TypeVar("Coloured", Pooled, SchoolColour, Result)


@dataclass(frozen=True)
class OneSchool:
    """One school under one choice.

    subjects: its rows of the year, worst first. years: pooled per academic year. grid: its rows of
    every year and subject.
    """

    subjects: tuple[Result, ...]
    years: tuple[Pooled, ...]
    grid: tuple[Result, ...]


def usual_test(results: pd.DataFrame) -> tuple[str, str] | None:
    """Test and grade with most schools tested in their newest year (then most rows)."""
    counted = results[(results["tested"] > 0).fillna(False).astype(bool)]
    newest = counted.groupby(["test", "grade"])["academic_year"].transform("max")
    latest = counted[counted["academic_year"] == newest].groupby(["test", "grade"])
    if not latest.ngroups:
        return None
    sizes = latest["school_code"].agg(["nunique", "size"])
    return sizes.sort_values(["nunique", "size"], ascending=False, kind="stable").index[0]


def usual_choice(results: pd.DataFrame) -> Choice | None:
    """The newest results of the usual test, all subjects pooled; None without any."""
    usual = usual_test(results)
    if usual is None:
        return None
    mine = results[results["test"].eq(usual[0]) & results["grade"].eq(usual[1])]
    year = int(mine["academic_year"].dropna().max())
    of_year = mine[(mine["academic_year"] == year).fillna(False).astype(bool)]
    scopes = sorted(of_year["scope"].dropna().unique())
    if not scopes:
        return None
    newest = rounds(of_year[of_year["scope"] == scopes[0]])[-1]
    return Choice(*usual, year, scopes[0], round=newest)


def rounds(results: pd.DataFrame) -> list[str]:
    """The rounds of these rows in their order, "" for rows that name none."""
    named = results["round"].fillna("").unique().tolist()
    return sorted(named, key=lambda name: (name != "", code_key(name))) or [""]


def of_test(results: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Rows of the chosen test, grade, scope and round, in all years and subjects."""
    of_all = results["test"].eq(choice.test) & results["grade"].eq(choice.grade)
    of_all &= results["round"].fillna("").eq(choice.round)
    return results[of_all & results["scope"].eq(choice.scope)]


def of_subject(results: pd.DataFrame, subject: str) -> pd.DataFrame:
    """Rows of one subject, which is the sole one then; all rows for ""."""
    if not subject:
        return results
    return results[results["subject"] == subject].assign(sole_subject=subject)


def school_colours(
    results: pd.DataFrame, schools: Rows, colour_bands: Rows, choice: Choice
) -> SchoolColours:
    """The colours of all open schools of the register under one choice."""
    every_year = with_sole_subject(of_test(results, choice), colour_bands)
    year = choice.academic_year
    of_year = every_year[(every_year["academic_year"] == year).fillna(False).astype(bool)]
    rows = with_quality_colours(of_year[results.columns], colour_bands)
    mine = of_subject(of_year, choice.subject)
    coloured = worst_first(schools_with_colours(mine, schools, colour_bands))
    earlier = [int(y) for y in every_year["academic_year"].dropna().unique() if y < year]
    previous, shapes = max(earlier, default=None), looks(colour_bands)
    compared = of_subject(every_year, choice.subject)
    compared = compared[compared["school_code"].isin([row.school_code for row in coloured])]
    return SchoolColours(
        choice,
        rows,
        coloured,
        worst_first(pooled(of_year, colour_bands, ("subject",))),
        networks_with_colours(coloured, colours_of(colour_bands), shapes),
        previous,
        movement(compared, colour_bands, previous, year) if previous else (),
        tuple(mine.index[rows.loc[mine.index, "state"] == "invalid"]),
        shapes,
    )


def networks_with_colours(
    schools: Sequence[SchoolColour], colours: Sequence[str], shapes: Mapping[str, str] = OWN_LOOKS
) -> tuple[NetworkColours, ...]:
    """Schools by network and colour, most alarming first. colours: of all bands, best first;
    shapes: see esa.rules.bands.looks."""
    stands: dict[str, Counter[str]] = {}
    for school in schools:
        stands.setdefault(school.network or "", Counter())[school.stand] += 1
    found = []
    for network in sorted(stands):
        counts = {stand: stands[network][stand] for stand in (*colours, *WITHOUT_COLOUR)}
        tested = sum(counts[colour] for colour in colours)
        bad = [colour for colour in colours if shapes.get(colour) in ALARMING]
        alarming = sum(counts[colour] for colour in bad)
        red = sum(counts[colour] for colour in bad if shapes[colour] == ALARMING[-1])
        numbers = (sum(counts.values()), tested, alarming, red)
        found.append(NetworkColours(network, *numbers, counts))
    found.sort(key=lambda row: (row.network == "", -row.alarming, -row.red, -row.schools))
    return tuple(found)


def each_school(
    results: pd.DataFrame,
    lower_limits: Rows,
    colour_bands: Rows,
    choice: Choice,
    school_codes: Collection[str],
) -> dict[str, OneSchool]:
    """These schools: their subjects in the chosen year, and all years; none left out."""
    every = with_sole_subject(of_test(results, choice), colour_bands)
    mine = every[every["school_code"].isin(school_codes)]
    limits: dict[tuple, Decimal] = {}
    for _, limit, *key in records(lower_limits, "limit", *SUBJECT_KEY):
        if limit is not None:
            limits.setdefault(tuple(key), limit)
    grids: dict[str, list[Result]] = {code: [] for code in school_codes}
    coloured = with_quality_colours(mine, colour_bands)
    for at, school_code, *row in records(coloured, "school_code", *IN_TABLE):
        year, subject, tested, not_passed, _, state, *_ = row
        limit = limits.get((year, choice.test, choice.grade, subject, choice.scope))
        of = Sitting(choice.test, choice.grade, subject or "")
        bands = bands_for(colour_bands, year, of) if year else ()
        step = next_step(state, not_passed, tested, bands)
        grids[school_code].append(Result(at, *row, limit, *step))
    series: dict[str, list[Pooled]] = {code: [] for code in school_codes}
    for each in year_series(of_subject(mine, choice.subject), colour_bands):
        series[each.school_code].append(each)
    return {
        code: OneSchool(worst_first(_chosen(grid, choice)), tuple(series[code]), tuple(grid))
        for code, grid in grids.items()
    }


def _chosen(grid: Iterable[Result], choice: Choice) -> list[Result]:
    """The rows of the choice's year, and of its subject where it has one."""
    of_year = [row for row in grid if row.academic_year == choice.academic_year]
    return [row for row in of_year if choice.subject in ("", row.subject)]


def worst_first(coloured: Iterable[Coloured]) -> tuple[Coloured, ...]:
    """The highest percent not passing (lowest mean) first, then the most pupils; rows without a
    percent last."""
    return tuple(sorted(coloured, key=_from_worst))


def _from_worst(row: Pooled | SchoolColour | Result) -> tuple:
    percent, pupils = row.hundredths, row.not_passed
    worst = (percent or 0) if row.measure == MEAN else -(percent or 0)
    return (percent is None, worst, pupils is None, -(pupils or 0))


def alarming(
    coloured: Iterable[SchoolColour], shapes: Mapping[str, str] = OWN_LOOKS
) -> tuple[SchoolColour, ...]:
    """The schools whose colour is orange or red, or looks so."""
    return tuple(row for row in coloured if shapes.get(row.colour or "") in ALARMING)


def sum_of(rows: Sequence[Result]) -> tuple[int, int, int]:
    """Not passing, sittings and subjects that a pooled colour is made of: only rows with counts."""
    used = [row for row in rows if row.state == "tested"]
    subjects = {row.subject for row in used} - {None}
    return sum(row.not_passed for row in used), sum(row.tested for row in used), len(subjects)


def moved(moves: Iterable[Move]) -> dict[str, int]:
    """Schools that rose, stayed, fell, or can't be compared: better, same, worse, unknown."""
    counts = Counter(move.direction for move in moves)
    return {name: counts[name] for name in ("better", "same", "worse", "unknown")}


def band_of(colour_bands: Rows, choice: Choice, colour: str | None) -> Band | None:
    """The band of a colour in what is chosen; None where the office has none."""
    bands = bands_for(colour_bands, choice.academic_year, choice.sitting)
    return next((band for band in bands if band.colour == colour), None)
