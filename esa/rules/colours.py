"""Quality colours: the band of the percent of pupils who do not pass the lower limit.

Rule: 100 × not passed ÷ tested, rounded half up to two decimals, lies in exactly one band of the
office's own table (the newest one that holds for the academic year). High is bad. Several rows
are pooled by adding their pupils, never by averaging percents, and never across tests, grades,
years or scopes. Source: docs/rules.md, "Quality colour" (the office's project of five colours).

Percents are counted in whole hundredths (29.99 % is 2999), so no half is lost to a float.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from esa.plain import column

SMALL_BELOW = 10  # pupils
MOST = 10**12  # above this the whole-number arithmetic of a column would overflow
KEPT_APART = ["academic_year", "test", "grade", "scope"]
CLOSED = ("closed", "merged")  # schools that take no part any more
STATES = ["not_tested", "no_row", "no_band", "invalid"]


class Band(NamedTuple):
    colour: str
    from_percent: Decimal  # inclusive
    to_percent: Decimal  # inclusive
    meaning: str = ""


class BandFault(NamedTuple):
    """A percent without a band, or with two. kind: gap, overlap or backwards.

    before, after: colours of the neighbours ("" at 0 and at 100); from_percent, to_percent: the
    edges between which it lies.
    """

    kind: str
    before: str
    after: str
    from_percent: Decimal
    to_percent: Decimal


class NextColour(NamedTuple):
    colour: str
    more: int  # pupils (or sittings) that must pass besides those who do


class Span(NamedTuple):
    """Hundredths of a percent that belong to one band only; place = its place, best first."""

    low: int
    high: int
    place: int


def bands_for(colour_bands: pd.DataFrame, academic_year: int) -> list[Band]:
    """Bands in force in an academic year (B.E.), best first; none if the office has none yet.

    colour_bands: from_academic_year (Int64), colour, order (Int64), from_percent, to_percent
        (Decimal or blank), meaning. A row without both percents is no band.
    """
    since = bands_since(colour_bands, academic_year)
    newest = [row for row in _usable(colour_bands) if row[0] == since]
    ordered = sorted(newest, key=lambda row: (row[1] is None, row[1] or 0, row[2]))
    return [Band(colour, *edges, meaning or "") for _, _, *edges, colour, meaning in ordered]


def bands_since(colour_bands: pd.DataFrame, academic_year: int) -> int | None:
    """The academic year (B.E.) from which the bands in force in that year hold; None for none."""
    begun = [row[0] for row in _usable(colour_bands) if row[0] <= academic_year]
    return max(begun, default=None)


def _usable(colour_bands: pd.DataFrame) -> list[tuple]:
    """Year, order, both percents, colour and meaning of each row that has a year and percents."""
    names = ["from_academic_year", "order", "from_percent", "to_percent", "colour"]
    columns = [column(colour_bands, name) for name in names]
    named = "meaning" in colour_bands
    meanings = column(colour_bands, "meaning") if named else [None] * len(colour_bands)
    rows = zip(*columns, meanings, strict=True)
    return [row for row in rows if None not in (row[0], row[2], row[3])]


def band_faults(bands: Iterable[Band]) -> list[BandFault]:
    """Gaps (beyond 0.01), overlaps and bands that end before they start, from 0 to 100."""
    ordered = sorted(bands, key=lambda band: (band.from_percent, band.to_percent))
    faults = [
        BandFault("backwards", band.colour, band.colour, band.from_percent, band.to_percent)
        for band in ordered
        if band.to_percent < band.from_percent
    ]
    reach, holder = Decimal("-0.01"), ""  # as if a band ended just below zero
    for band in (band for band in ordered if band.to_percent >= band.from_percent):
        if band.from_percent <= reach:
            faults.append(
                BandFault("overlap", holder, band.colour, band.from_percent, min(reach, band[2]))
            )
        elif _first_hundredth(band.from_percent) > _last_hundredth(reach) + 1:
            gap_from = max(reach, Decimal(0))
            faults.append(BandFault("gap", holder, band.colour, gap_from, band.from_percent))
        if band.to_percent > reach:
            reach, holder = band.to_percent, band.colour
    if ordered and _last_hundredth(reach) < 10000:
        faults.append(BandFault("gap", holder, "", reach, Decimal(100)))
    return faults


def percent_not_passing(not_passed: int | None, tested: int | None) -> Decimal | None:
    """Percent to two decimals, rounded half up; None when nobody was tested or counts clash."""
    if _blank(not_passed) or _blank(tested) or not 0 <= not_passed <= tested or tested == 0:
        return None
    return Decimal(_hundredths(int(not_passed), int(tested))).scaleb(-2)


def quality_colour(bands: Sequence[Band]) -> Callable[[int, int], str | None]:
    """The colour of pupils not passing of those tested (at least one); None where no band alone
    holds their percent."""
    spans = _spans(bands)

    def colour(not_passed: int, tested: int) -> str | None:
        now = _hundredths(not_passed, tested)
        return next((bands[s.place].colour for s in spans if s.low <= now <= s.high), None)

    return colour


def next_colour(not_passed: int, tested: int, bands: Sequence[Band]) -> NextColour | None:
    """The fewest more that must pass for a better colour, and that colour.

    None for the best colour, for no colour, and where no better colour can be reached. With few
    pupils the next reachable colour may lie two bands up. bands: best first.
    """
    if percent_not_passing(not_passed, tested) is None:
        return None
    spans = _spans(bands)
    now = _hundredths(not_passed, tested)
    here = next((span.place for span in spans if span.low <= now <= span.high), None)
    if here is None:
        return None
    reachable = []
    for span in spans:
        # the most that may fail and still be rounded to this span's upper edge
        most = min((tested * (2 * span.high + 1) - 1) // 20000, not_passed - 1)
        if span.place < here and most >= 0 and _hundredths(most, tested) >= span.low:
            reachable.append((not_passed - most, span.place))
    if not reachable:
        return None
    more, place = min(reachable)
    return NextColour(bands[place].colour, more)


def with_quality_colours(results: pd.DataFrame, colour_bands: pd.DataFrame) -> pd.DataFrame:
    """Add colour and percent to each row of test results; rows, order and index stay.

    results: academic_year (Int64, B.E.), tested, not_passed (Int64, pupils).
    Added: state — "tested"; "not_tested" (tested blank or 0); "invalid" (more not passing than
        tested, a negative count, not_passed blank beside tested, or the other way round: left out
        of every figure and to be counted beside it); hundredths (Int64, exact, 2999 = 29.99 %);
        percent (float, for drawing); shown (Int64, rounded *down*, so that 69.99 never reads as
        70); colour (ordered, best first; blank without exactly one band); small (fewer than 10
        tested).
    """
    state = _states(results)
    valid = (state == "tested").to_numpy()
    tested = results["tested"].astype("Int64").to_numpy("int64", na_value=0)
    not_passed = results["not_passed"].astype("Int64").to_numpy("int64", na_value=0)
    safe_tested = np.where(valid, tested, 1)
    hundredths = (20000 * np.where(valid, not_passed, 0) + safe_tested) // (2 * safe_tested)
    hundredths = pd.Series(hundredths, index=results.index, dtype="Int64").where(valid)
    return results.assign(
        state=state,
        hundredths=hundredths,
        percent=hundredths.astype("float64") / 100,
        shown=hundredths // 100,
        colour=_colours(results["academic_year"], hundredths, colour_bands),
        small=valid & (tested < SMALL_BELOW),
    )


def pooled(
    results: pd.DataFrame, colour_bands: pd.DataFrame, by: Sequence[str] = ("school_code",)
) -> pd.DataFrame:
    """Results added up over subjects (and schools): one row per value of `by`, coloured.

    results: test results of one academic year, test, grade and scope, unless `by` names what
        differs; school_code, subject, tested, not_passed. by: for example ["school_code"],
        ["network"] (rows without a network stand apart, blank and last),
        ["academic_year", "school_code"], or [] for the whole office.
    Result: by, academic_year, test, grade, scope; tested and not_passed (sittings: คน × วิชา, over
        valid rows), pupils (the largest number tested in a subject of each school, added up),
        rows (used), not_tested and left_out (rows not used), schools and subjects (with a used
        row), and the columns of with_quality_colours; `small` goes by pupils, not by sittings.
    Raises ValueError where a pooled row would mix tests, grades, years or scopes.
    Source: docs/rules.md, "Quality colour".
    """
    mixed = [c for c in KEPT_APART if c not in by and results[c].nunique(dropna=False) > 1]
    if mixed:
        raise ValueError(f"never pooled across {', '.join(mixed)}: filter first, or group by it")
    keys = [*by, *(column for column in KEPT_APART if column not in by)]
    states = _states(results)
    table = results.assign(
        _used=states == "tested",
        _not_tested=states == "not_tested",
        _left_out=states == "invalid",
    )
    counted = table.groupby(keys, dropna=False, sort=True).agg(
        rows=("_used", "sum"), not_tested=("_not_tested", "sum"), left_out=("_left_out", "sum")
    )
    used = table[table["_used"]]
    sums = used.groupby(keys, dropna=False).agg(
        tested=("tested", "sum"),
        not_passed=("not_passed", "sum"),
        schools=("school_code", "nunique"),
        subjects=("subject", "nunique"),
    )
    within = keys if "school_code" in keys else [*keys, "school_code"]
    largest = used.groupby(within, dropna=False)["tested"].max().rename("pupils").reset_index()
    pupils = largest.groupby(keys, dropna=False)["pupils"].sum()
    joined = counted.join(sums).join(pupils)
    numbers = ["tested", "not_passed", "schools", "subjects", "pupils"]
    joined[numbers] = joined[numbers].astype("Int64").fillna(0)
    coloured = with_quality_colours(joined.reset_index(), colour_bands)
    only_broken = (coloured["rows"] == 0) & (coloured["left_out"] > 0)
    coloured.loc[only_broken, "state"] = "invalid"
    coloured["small"] = coloured["pupils"].between(1, SMALL_BELOW - 1).astype(bool)
    return coloured


def schools_with_colours(
    results: pd.DataFrame, schools: pd.DataFrame, colour_bands: pd.DataFrame
) -> pd.DataFrame:
    """One row per school of the register that is open, pooled over the subjects given.

    results: of one academic year, test, grade and scope (else ValueError).
    schools: school_code, name, network, amphoe, enrolled (Int64), status.
    Result: columns of schools and of pooled; state also "no_row" (nothing typed for this school);
        share_tested (0-1 of enrolled; blank if unknown or above 1); next_better (colour) and
        more_to_pass (Int64): the next colour and the fewest more sittings that must pass.
    """
    open_schools = schools[~schools["status"].isin(CLOSED)]
    register = open_schools.drop_duplicates("school_code")
    columns = [c for c in ("school_code", "name", "network", "amphoe", "enrolled") if c in register]
    of_schools = pooled(results, colour_bands, by=["school_code"])
    table = register[columns].reset_index(drop=True).merge(of_schools, on="school_code", how="left")
    table["state"] = table["state"].fillna("no_row")
    table["small"] = table["small"].astype("boolean").fillna(False).astype(bool)
    share = table["pupils"].astype("float64") / table["enrolled"].astype("float64").replace(0, None)
    table["share_tested"] = share.where((share > 0) & (share <= 1)).astype("float64")
    return with_next_colours(table, colour_bands)


def with_next_colours(coloured: pd.DataFrame, colour_bands: pd.DataFrame) -> pd.DataFrame:
    """Add next_better (colour; blank for none) and more_to_pass (Int64) to each row; index stays.

    coloured: rows of with_quality_colours or pooled: academic_year, tested, not_passed, state.
    """
    years = coloured["academic_year"].dropna().unique()
    bands = {int(year): bands_for(colour_bands, int(year)) for year in years}
    columns = (coloured[c] for c in ("not_passed", "tested", "academic_year", "state"))
    steps = [
        next_colour(int(n), int(t), bands[int(year)]) if state == "tested" else None
        for n, t, year, state in zip(*columns, strict=True)
    ]
    index = coloured.index
    return coloured.assign(
        next_better=pd.Series([s.colour if s else None for s in steps], index=index, dtype="str"),
        more_to_pass=pd.Series([s.more if s else None for s in steps], index=index, dtype="Int64"),
    )


def distribution(coloured: pd.DataFrame, by: str = "network") -> pd.DataFrame:
    """Schools per colour and network: by, colour, schools (int), one row per mark, zeros included.

    coloured: rows of schools_with_colours. colour: the bands best first, then "not_tested" (a row
        that says so), "no_row", "no_band" and "invalid": a school is in exactly one of them.
    """
    groups = sorted(coloured[by].dropna().unique())
    if coloured[by].isna().any():
        groups.append(None)  # schools without a network stand apart, last
    stands = colour_or_state(coloured)
    rows = []
    for group in groups:
        mine = stands[coloured[by].isna() if group is None else coloured[by] == group]
        counts = mine.value_counts()
        rows += [(group, colour, int(counts.get(colour, 0))) for colour in stands.cat.categories]
    table = pd.DataFrame(rows, columns=[by, "colour", "schools"]).astype({by: "str"})
    return table.assign(colour=pd.Categorical(table["colour"], stands.cat.categories, ordered=True))


def colour_or_state(coloured: pd.DataFrame) -> pd.Series:
    """The colour, or why there is none: ordered, best first, then the states without a colour."""
    colours = coloured["colour"]
    why = coloured["state"].mask(coloured["state"] == "tested", "no_band")
    words = colours.astype("object").where(colours.notna(), why)
    order = [*colours.cat.categories, *STATES]
    return pd.Series(pd.Categorical(words, order, ordered=True), index=coloured.index)


def year_series(results: pd.DataFrame, colour_bands: pd.DataFrame) -> pd.DataFrame:
    """The pooled colour of each school in each academic year: rows of pooled.

    results: of one test, grade and scope (else ValueError). Each year has its own bands.
    """
    return pooled(results, colour_bands, by=["school_code", "academic_year"])


def movement(
    results: pd.DataFrame, colour_bands: pd.DataFrame, from_year: int, to_year: int
) -> pd.DataFrame:
    """Where each school stood in two academic years: one row per school with a row in either.

    Result: school_code, from_colour, to_colour (colour or state, as colour_or_state), direction
        ("better", "same", "worse"; "unknown" where a year has no colour). Count with
        .value_counts(["from_colour", "to_colour"]).
    """
    series = year_series(results, colour_bands)
    stands = series.assign(stand=colour_or_state(series)).set_index("school_code")
    categories = stands["stand"].cat.categories
    earlier = stands.loc[stands["academic_year"] == from_year, "stand"].rename("from_colour")
    later = stands.loc[stands["academic_year"] == to_year, "stand"].rename("to_colour")
    table = pd.concat([earlier.astype("object"), later.astype("object")], axis=1, sort=True)
    table = table.astype("object").fillna("no_row").rename_axis("school_code").reset_index()
    for name in ("from_colour", "to_colour"):
        table[name] = pd.Categorical(table[name], categories, ordered=True)
    first_state = len(categories) - len(STATES)
    before, after = table["from_colour"].cat.codes, table["to_colour"].cat.codes
    direction = np.select([after < before, after > before], ["better", "worse"], "same")
    known = (before < first_state) & (after < first_state)
    return table.assign(direction=np.where(known, direction, "unknown")).astype(
        {"direction": "str"}
    )


def _states(results: pd.DataFrame) -> pd.Series:
    tested = results["tested"].astype("Int64")
    not_passed = results["not_passed"].astype("Int64")
    failing = not_passed.fillna(0)
    nobody = tested.fillna(0) == 0
    # a count of failures without a count of pupils is no "not tested": it is left out and counted
    broken = (tested.fillna(0) < 0) | (failing < 0) | (failing > tested.fillna(0))
    broken |= (~nobody & not_passed.isna()) | (tested.fillna(0) > MOST)
    words = np.select([broken.astype(bool), nobody.astype(bool)], ["invalid", "not_tested"], "")
    return pd.Series(np.where(words == "", "tested", words), index=results.index, dtype="str")


def _colours(years: pd.Series, hundredths: pd.Series, colour_bands: pd.DataFrame) -> pd.Series:
    newest_first = sorted(colour_bands["from_academic_year"].dropna().unique(), reverse=True)
    named = [band.colour for year in newest_first for band in bands_for(colour_bands, int(year))]
    order = list(dict.fromkeys(named))
    places = np.full(len(hundredths), -1)
    values = hundredths.to_numpy("int64", na_value=-1)
    for year in years.dropna().unique():
        of_year = (years == year).fillna(False).to_numpy(bool)
        bands = bands_for(colour_bands, int(year))
        for span in _spans(bands):
            inside = of_year & (values >= span.low) & (values <= span.high)
            places[inside] = order.index(bands[span.place].colour)
    colours = pd.Categorical.from_codes(places, order, ordered=True)
    return pd.Series(colours, index=hundredths.index)


def _spans(bands: Sequence[Band]) -> list[Span]:
    edges = [(_first_hundredth(b.from_percent), _last_hundredth(b.to_percent)) for b in bands]
    cuts = sorted({cut for low, high in edges for cut in (low, high + 1)})
    spans = []
    for start, end in pairwise(cuts):
        holders = [place for place, (low, high) in enumerate(edges) if low <= start <= high]
        if len(holders) == 1:  # where two bands overlap there is no colour
            spans.append(Span(start, end - 1, holders[0]))
    return spans


def _hundredths(not_passed: int, tested: int) -> int:
    return (20000 * not_passed + tested) // (2 * tested)


def _first_hundredth(percent: Decimal) -> int:
    return int((percent * 100).to_integral_value(ROUND_CEILING))


def _last_hundredth(percent: Decimal) -> int:
    return int((percent * 100).to_integral_value(ROUND_FLOOR))


def _blank(count: int | None) -> bool:
    return count is None or count is pd.NA or count != count
