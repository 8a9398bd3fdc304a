"""What a page of school colours asks of the test results: one choice, every school, worst first.

A choice is one test, grade, academic year and scope, and one subject or all of them pooled. The
colours themselves come from esa.rules.colours. Source: docs/rules.md, "Quality colour".
"""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from esa.rules.colours import (
    bands_for,
    colour_or_state,
    distribution,
    movement,
    pooled,
    schools_with_colours,
    with_next_colours,
    with_quality_colours,
    year_series,
)

ALARMING = ("orange", "red")
SUBJECT_KEY = ["academic_year", "test", "grade", "subject", "scope"]


class Choice(NamedTuple):
    test: str
    grade: str
    academic_year: int  # B.E.
    scope: str
    subject: str = ""  # "" pools all subjects: sittings (คน × วิชา)


@dataclass(frozen=True)
class SchoolColours:
    """All schools under one choice.

    rows: every row of the choice's year, whatever its subject, with_quality_colours. schools: as
    schools_with_colours, of the subject chosen, worst first, with `stand` (colour or state).
    subjects: pooled by subject, worst first. networks: network, schools, tested, alarming (orange
    and red), red and a count per stand; most alarming first, schools without a network last.
    previous: the year before that has results, or None; moves: as movement between the two.
    left_out: rows of the choice whose counts clash.
    """

    choice: Choice
    rows: pd.DataFrame
    schools: pd.DataFrame
    subjects: pd.DataFrame
    networks: pd.DataFrame
    previous: int | None
    moves: pd.DataFrame
    left_out: pd.DataFrame


@dataclass(frozen=True)
class OneSchool:
    """One school under one choice.

    subjects: its rows of the year, worst first, coloured, with next_better, more_to_pass and limit
    (Decimal or None: the lower limit in the office's own tab). years: pooled per academic year.
    grid: its rows of every year, coloured.
    """

    subjects: pd.DataFrame
    years: pd.DataFrame
    grid: pd.DataFrame


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
    return Choice(*usual, year, scopes[0]) if scopes else None


def of_test(results: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Rows of the chosen test, grade and scope, in all years and subjects."""
    of_all = results["test"].eq(choice.test) & results["grade"].eq(choice.grade)
    return results[of_all & results["scope"].eq(choice.scope)]


def of_subject(results: pd.DataFrame, subject: str) -> pd.DataFrame:
    """Rows of one subject; all rows for ""."""
    return results[results["subject"] == subject] if subject else results


def school_colours(
    results: pd.DataFrame, schools: pd.DataFrame, colour_bands: pd.DataFrame, choice: Choice
) -> SchoolColours:
    """The colours of all open schools of the register under one choice."""
    every_year = of_test(results, choice)
    year = choice.academic_year
    of_year = every_year[(every_year["academic_year"] == year).fillna(False).astype(bool)]
    rows = with_quality_colours(of_year, colour_bands)
    mine = of_subject(rows, choice.subject)
    # without the coloured columns: schools_with_colours adds its own
    coloured = schools_with_colours(mine[results.columns], schools, colour_bands)
    coloured = worst_first(coloured.assign(stand=colour_or_state(coloured)))
    earlier = [int(y) for y in every_year["academic_year"].dropna().unique() if y < year]
    previous = max(earlier, default=None)
    compared = of_subject(every_year, choice.subject)
    compared = compared[compared["school_code"].isin(coloured["school_code"])]
    moves = movement(compared, colour_bands, previous or year, year)
    return SchoolColours(
        choice,
        rows,
        coloured,
        worst_first(pooled(of_year, colour_bands, ["subject"])),
        _networks(coloured),
        previous,
        moves if previous else moves.iloc[:0],
        mine[mine["state"] == "invalid"],
    )


def one_school(
    results: pd.DataFrame,
    lower_limits: pd.DataFrame,
    colour_bands: pd.DataFrame,
    choice: Choice,
    school_code: str,
) -> OneSchool:
    """One school: its subjects in the chosen year, and all years."""
    mine = of_test(results[results["school_code"] == school_code], choice)
    grid = with_quality_colours(mine, colour_bands)
    now = (grid["academic_year"] == choice.academic_year).fillna(False).astype(bool)
    subjects = worst_first(with_next_colours(of_subject(grid[now], choice.subject), colour_bands))
    known = lower_limits.dropna(subset=["limit"]).drop_duplicates(SUBJECT_KEY)
    limits = dict(
        zip(known[SUBJECT_KEY].itertuples(index=False, name=None), known["limit"], strict=True)
    )
    keys = subjects[SUBJECT_KEY].itertuples(index=False, name=None)
    years = year_series(of_subject(mine, choice.subject), colour_bands)
    return OneSchool(
        subjects.assign(
            limit=pd.Series([limits.get(k) for k in keys], subjects.index, dtype=object)
        ),
        years.assign(stand=colour_or_state(years)).sort_values("academic_year"),
        grid,
    )


def worst_first(coloured: pd.DataFrame) -> pd.DataFrame:
    """The highest percent not passing first, then the most pupils; rows without a percent last."""
    order = coloured.assign(_percent=-coloured["hundredths"].astype("float64"))
    order = order.assign(_pupils=-order["not_passed"].astype("float64"))
    places = order.reset_index(drop=True).sort_values(["_percent", "_pupils"], kind="stable")
    return coloured.iloc[places.index]


def alarming(coloured: pd.DataFrame) -> pd.DataFrame:
    """The schools whose colour is orange or red."""
    return coloured[coloured["colour"].isin(ALARMING)]


def sum_of(rows: pd.DataFrame) -> tuple[int, int, int]:
    """Not passing, sittings and subjects that a pooled colour is made of: only rows with counts."""
    used = rows[rows["state"] == "tested"]
    return int(used["not_passed"].sum()), int(used["tested"].sum()), int(used["subject"].nunique())


def moved(moves: pd.DataFrame) -> dict[str, int]:
    """Schools that rose, stayed, fell, or can't be compared: better, same, worse, unknown."""
    counts = moves["direction"].value_counts()
    return {name: int(counts.get(name, 0)) for name in ("better", "same", "worse", "unknown")}


def band_of(colour_bands: pd.DataFrame, academic_year: int, colour: str) -> tuple | None:
    """The band of a colour in a year; None where the office has none."""
    bands = bands_for(colour_bands, academic_year)
    return next((band for band in bands if band.colour == colour), None)


def _networks(coloured: pd.DataFrame) -> pd.DataFrame:
    counts = distribution(coloured, "network")
    wide = counts.assign(network=counts["network"].fillna(""), colour=counts["colour"].astype(str))
    table = wide.pivot(index="network", columns="colour", values="schools").astype(int)
    colours = [str(c) for c in coloured["colour"].cat.categories]
    if table.empty:  # an office without schools: pivot leaves no columns
        table = table.reindex(columns=colours)
    table["schools"] = table.sum(axis=1)
    table["tested"] = table[colours].sum(axis=1)
    table["red"] = table.get("red", 0)
    table["alarming"] = sum(table[c] for c in ALARMING if c in table)
    table = table.reset_index().assign(_apart=lambda t: t["network"] == "")
    order = ["_apart", "alarming", "red", "schools"]
    return table.sort_values(order, ascending=[True, False, False, False]).drop(columns="_apart")
