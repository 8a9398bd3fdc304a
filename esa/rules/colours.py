"""Quality colours of schools and subjects: the band of the percent of pupils who do not pass.

Several rows are pooled by adding their pupils, never by averaging percents, and never across tests,
grades, years or scopes. An office has tens of thousands of results, so that these alone among the
rules are worked out as tables of pandas; what is said of a school or subject is a row.
Source: docs/rules.md, "Quality colour". The bands themselves: esa.rules.bands.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from esa.plain import Rows, records
from esa.rules.bands import (
    MEAN,
    SHARE,
    Band,
    Sitting,
    bands_for,
    colours_of,
    is_told_apart,
    looks,
    spans_of,
)
from esa.rules.vocabulary import WITHOUT_COLOUR

SMALL_BELOW = 10  # pupils
MOST = 10**12  # above this the whole-number arithmetic of a column would overflow
MOST_OF_MEANS = 1_000_000  # pupils of a mean, for the same reason
KEPT_APART = ("academic_year", "test", "grade", "scope", "round")


class Pooled(NamedTuple):
    """Results added up over the subjects of a school, or over the schools of a subject.

    school_code, subject: None where they are added up. tested and not_passed are sittings (คน ×
    วิชา) of the rows used; pupils is the largest number tested in a subject of each school, added
    up, and small goes by it. From state to stand as in with_quality_colours.
    """

    school_code: str | None
    subject: str | None
    academic_year: int | None
    test: str | None
    grade: str | None
    scope: str | None
    round: str | None  # of several in one year
    rows: int  # used
    not_tested: int  # rows not used
    left_out: int  # rows whose counts clash
    tested: int
    not_passed: int
    schools: int  # with a row that was used
    subjects: int
    pupils: int
    state: str
    hundredths: int | None
    percent: float | None
    shown: int | None
    colour: str | None
    stand: str
    small: bool
    measure: str  # of its bands: see esa.rules.bands; hundredths, percent and shown are of it
    look: str  # the shape of its colour, see esa.rules.bands.looks; else as stand


def with_quality_colours(results: pd.DataFrame, colour_bands: Rows) -> pd.DataFrame:
    """Add colour and percent to each row of test results; rows, order and index stay.

    results: academic_year (Int64, B.E.), tested, not_passed (Int64, pupils), mean; what bands may
        be told apart by.
    Added: measure — "share" or "mean", as its bands have it; state — "tested"; "not_tested" (tested
        blank or 0); "invalid" (more not passing than tested, a negative count, what is measured
        blank beside tested, or the other way round: left out of every figure and to be counted
        beside it); hundredths (Int64, exact, 2999 = 29.99 % or a mean of 29.99); percent (float,
        for drawing); shown (Int64, rounded *down*, so that 69.99 never reads as 70); colour
        (ordered, best first; blank without exactly one band); stand (the colour, else why there is
        none: ordered, colours first); look (the shape of the stand); small (fewer than 10 tested).
    """
    results = results.assign(measure=_measures(results, colour_bands))
    state = _states(results)
    valid = (state == "tested").to_numpy()
    tested, not_passed = _whole(results["tested"]), _whole(results["not_passed"])
    safe_tested = np.where(valid, tested, 1)
    hundredths = (20000 * np.where(valid, not_passed, 0) + safe_tested) // (2 * safe_tested)
    by_mean = (results["measure"] == MEAN).to_numpy()
    if by_mean.any():
        points = np.where(valid & by_mean, _points(results, tested), 0)
        of_means = (2 * points + 100 * safe_tested) // (200 * safe_tested)
        hundredths = np.where(by_mean, of_means, hundredths)
    hundredths = pd.Series(hundredths, index=results.index, dtype="Int64").where(valid)
    colour = _colours(results, hundredths, colour_bands)
    return results.assign(
        state=state,
        hundredths=hundredths,
        percent=hundredths.astype("float64") / 100,
        shown=hundredths // 100,
        colour=colour,
        stand=(stands := _stands(colour, state)),
        look=_looks(stands, colour_bands),
        small=valid & (tested < SMALL_BELOW),
    )


def pooled(
    results: pd.DataFrame, colour_bands: Rows, by: Sequence[str] = ("school_code",)
) -> tuple[Pooled, ...]:
    """Results added up over subjects (and schools), one row for each value of `by`, in its order.

    results: test results of one academic year, test, grade and scope, unless `by` names what
        differs; school_code, subject, tested, not_passed. by: ("school_code",), ("subject",),
        ("school_code", "academic_year") and the like, or () for the whole office. Of some schools:
        with_sole_subject of all.
    Raises ValueError where a pooled row would mix tests, grades, years or scopes.
    Source: docs/rules.md, "Quality colour".
    """
    if "round" not in results:
        results = results.assign(round=None)
    mixed = [c for c in KEPT_APART if c not in by and results[c].nunique(dropna=False) > 1]
    if mixed:
        raise ValueError(f"never pooled across {', '.join(mixed)}: filter first, or group by it")
    if "sole_subject" not in results:
        results = with_sole_subject(results, colour_bands)
    table = with_quality_colours(_sums(results, list(by), colour_bands), colour_bands)
    if "subject" not in by:
        table["subject"] = None
    only_broken = (table["rows"] == 0) & (table["left_out"] > 0)
    for name in ("state", "stand", "look"):
        table.loc[only_broken, name] = "invalid"
    table["small"] = table["pupils"].between(1, SMALL_BELOW - 1)
    table = table.assign(**{name: None for name in Pooled._fields if name not in table})
    return tuple(Pooled(*row) for _, *row in records(table, *Pooled._fields))


def with_sole_subject(results: pd.DataFrame, colour_bands: Rows) -> pd.DataFrame:
    """Add sole_subject: the one subject of a test, grade, year, scope and round, whose own bands
    hold then for what is pooled; blank where there are several, a row names none, or no subject
    has bands of its own."""
    if not is_told_apart(colour_bands):
        return results.assign(sole_subject=None)
    if "round" not in results:
        results = results.assign(round=None)
    subjects = results.groupby(list(KEPT_APART), dropna=False)["subject"]
    several = subjects.transform("nunique", dropna=False) > 1
    return results.assign(sole_subject=results["subject"].mask(several))


def _sums(results: pd.DataFrame, by: list[str], colour_bands: Rows) -> pd.DataFrame:
    """The counts of Pooled, one row per value of `by`, with what is never pooled and the subject
    whose bands hold; points: means in ten-thousandths times the pupils of each."""
    keys = [*by, *(name for name in KEPT_APART if name not in by)]
    banded = "subject" if "subject" in by else "sole_subject"
    of_bands = results.assign(subject=results[banded])
    results = results.assign(measure=_measures(of_bands, colour_bands))
    states = _states(results).to_numpy()
    groups = results.groupby(keys, dropna=False, sort=True)
    group, many = groups.ngroup().to_numpy(), groups.ngroups
    first = np.unique(group, return_index=True)[1]
    used = states == "tested"
    counted = {
        name: np.bincount(group[states == state], minlength=many)
        for name, state in (("rows", "tested"), ("not_tested",) * 2, ("left_out", "invalid"))
    }
    added = {
        name: pd.array(values, dtype="Int64")
        for name, values in _added(results[used], group[used], many).items()
    }
    table = of_bands[list(dict.fromkeys([*keys, "subject"]))].iloc[first].reset_index(drop=True)
    return table.assign(**counted, **added)


def _added(rows: pd.DataFrame, group: np.ndarray, many: int) -> dict[str, np.ndarray]:
    """From tested to pupils of Pooled, and points, for each of many groups. rows: all of them used;
    group: number of each row's."""

    def summed(values: np.ndarray, group: np.ndarray = group) -> np.ndarray:
        total = np.zeros(many, "int64")
        np.add.at(total, group, values)
        return total

    def different(name: str) -> np.ndarray:
        value, values = pd.factorize(rows[name])
        known, width = value >= 0, len(values) + 1
        pairs = np.unique(group[known] * width + value[known])
        return np.bincount(pairs // width, minlength=many)

    tested, not_passed = _whole(rows["tested"]), _whole(rows["not_passed"])
    school, schools = pd.factorize(rows["school_code"], use_na_sentinel=False)
    width = len(schools) + 1
    pairs, place = np.unique(group * width + school, return_inverse=True)
    largest = np.zeros(len(pairs), "int64")
    np.maximum.at(largest, place, tested)
    return {
        "tested": summed(tested),
        "not_passed": summed(not_passed),
        "points": summed(_points(rows, tested)),
        "schools": different("school_code"),
        "subjects": different("subject"),
        "pupils": summed(largest, pairs // width),
    }


def year_series(results: pd.DataFrame, colour_bands: Rows) -> tuple[Pooled, ...]:
    """The pooled colour of each school in each academic year.

    results: of one test, grade and scope (else ValueError). Each year has its own bands.
    """
    return pooled(results, colour_bands, by=("school_code", "academic_year"))


def _measures(results: pd.DataFrame, colour_bands: Rows) -> pd.Series:
    """What the bands of each row measure."""
    measures = pd.Series(SHARE, index=results.index, dtype="str")
    for inside, bands in _with_bands(results, colour_bands):
        if bands and bands[0].measure == MEAN:
            measures[inside] = MEAN
    return measures


def _with_bands(
    results: pd.DataFrame, colour_bands: Rows
) -> Iterator[tuple[np.ndarray, list[Band]]]:
    """Rows (as a mask) with the bands in force for them."""
    years = results["academic_year"]
    if not is_told_apart(colour_bands):
        for year in years.dropna().unique():
            yield (years == year).fillna(False).to_numpy(bool), bands_for(colour_bands, int(year))
        return
    names = [n for n in ("academic_year", *Sitting._fields) if n in results]
    places = results.reset_index(drop=True).groupby(names, dropna=False, sort=False).indices
    for key, rows in places.items():
        own = dict(zip(names, key, strict=True))
        year, *of = (own.get(name) for name in ("academic_year", *Sitting._fields))
        if pd.isna(year):
            continue
        inside = np.zeros(len(results), bool)
        inside[rows] = True
        sitting = Sitting(*("" if said is None or pd.isna(said) else str(said) for said in of))
        yield inside, bands_for(colour_bands, int(year), sitting)


def _points(results: pd.DataFrame, tested: np.ndarray) -> np.ndarray:
    """The mean of each row in ten-thousandths times its pupils; of sums, as they were added."""
    if "points" in results:
        return results["points"].to_numpy("int64")
    if "mean" not in results:
        return np.zeros(len(results), "int64")
    means = results["mean"].astype("float64").fillna(0).to_numpy()
    return np.rint(means * 10000).astype("int64") * np.minimum(tested, MOST_OF_MEANS)


def _states(results: pd.DataFrame) -> pd.Series:
    tested, failing = _whole(results["tested"]), _whole(results["not_passed"])
    measured = results["not_passed"].notna().to_numpy()
    by_mean = (results["measure"] == MEAN).to_numpy()
    if by_mean.any() and "points" not in results:
        measured = np.where(by_mean, results["mean"].notna(), measured)
    # a count of failures without a count of pupils is no "not tested": it is left out and counted
    broken = (tested < 0) | (failing < 0) | (failing > tested) | (tested > MOST)
    broken |= (tested != 0) & ~measured
    words = np.select([broken, tested == 0], ["invalid", "not_tested"], "tested")
    return pd.Series(words, index=results.index, dtype="str")


def _whole(counts: pd.Series) -> np.ndarray:
    """Counts as plain whole numbers, blank as 0."""
    return counts.astype("Int64").to_numpy("int64", na_value=0)


def _colours(results: pd.DataFrame, hundredths: pd.Series, colour_bands: Rows) -> pd.Series:
    order = colours_of(colour_bands)
    places = np.full(len(hundredths), -1)
    values = hundredths.to_numpy("int64", na_value=-1)
    for of_bands, bands in _with_bands(results, colour_bands):
        for span in spans_of(bands):
            inside = of_bands & (values >= span.low) & (values <= span.high)
            places[inside] = order.index(bands[span.place].colour)
    colours = pd.Categorical.from_codes(places, order, ordered=True)
    return pd.Series(colours, index=hundredths.index)


def _stands(colours: pd.Series, states: pd.Series) -> pd.Series:
    order = [*colours.cat.categories, *WITHOUT_COLOUR]
    places = colours.cat.codes.to_numpy("int64")
    for state in ("tested", *WITHOUT_COLOUR):
        why = order.index("no_band" if state == "tested" else state)
        places = np.where((places < 0) & (states == state).to_numpy(), why, places)
    stands = pd.Categorical.from_codes(places, order, ordered=True)
    return pd.Series(stands, index=colours.index)


def _looks(stands: pd.Series, colour_bands: Rows) -> pd.Series:
    shapes = looks(colour_bands)
    known = np.array([shapes.get(name, name) for name in stands.cat.categories], dtype=object)
    return pd.Series(known[stands.cat.codes.to_numpy()], index=stands.index, dtype="str")
