"""Quality colours as outsiders may see them: networks × subjects of a test, small groups hidden.

One table for each grade: its newest test. Tests of other years or scopes of the same pupils would
tell by comparison what is hidden here, so they stay inside.
Source: docs/rules.md, "Links for the committee" and "Quality colour".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from esa.reading.office import Office
from esa.rules.bands import Band, bands_for, quality_colour
from esa.rules.colours import MOST
from esa.rules.vocabulary import CLOSED_SCHOOLS
from esa.share.suppression import (
    TOTAL,
    Cell,
    Count,
    School,
    Seen,
    edge,
    protect,
    protect_schools,
)

FIRST_SCOPE = "area"  # of the lower limit, where the same test has two


class Shown(NamedTuple):
    """A group outside: what is seen of its counts and its colour ("" for none or not told)."""

    seen: Seen
    colour: str


class SchoolColour(NamedTuple):
    """A school of the list. state: colour, hidden or not_tested."""

    name: str
    network: str
    state: str
    colour: str


class ColourTable(NamedTuple):
    """cells: (network, subject) and totals (TOTAL); network "" is schools without one. left_out:
    rows whose counts clash."""

    test: str
    grade: str
    academic_year: int
    scope: str
    subjects: tuple[str, ...]
    bands: tuple[Band, ...]
    cells: Mapping[Cell, Shown]
    schools: tuple[SchoolColour, ...]
    left_out: int


Key = tuple[str, str, int, str]  # of KEY
KEY = ["test", "grade", "academic_year", "scope"]


def colour_tables(office: Office) -> tuple[ColourTable, ...]:
    """The newest test of each grade, grades with most rows first."""
    results = office.test_results
    took = results[(results["tested"] > 0).fillna(False).to_numpy(bool)]  # somebody was tested
    sizes = took.groupby(KEY).size().to_dict()
    newest: dict[str, tuple[tuple, Key]] = {}
    for key, count in sizes.items():
        test, grade, year, scope = key
        rank = (year, scope == FIRST_SCOPE, count, test)
        if grade not in newest or rank > newest[grade][0]:
            newest[grade] = rank, key
    chosen = sorted((key for _, key in newest.values()), key=lambda key: (-sizes[key], key))
    return tuple(_table(office, key) for key in chosen)


def _table(office: Office, key: Key) -> ColourTable:
    register: dict[str, list] = {}
    names = ("school_code", "name", "network", "status")
    for code, *about in zip(*(office.rows["schools"][name] for name in names), strict=True):
        register.setdefault(code, about)
    network_of = {code: network or "" for code, (_, network, _) in register.items()}
    used, clashing = _used(office.test_results, key)
    bands = tuple(bands_for(office.rows["colour_bands"], key[2]))
    colour_of = quality_colour(bands)
    schools = _schools(used, network_of)
    listed = protect_schools(schools, colour_of)
    counts = _counts(used, schools)
    seen = protect(counts, listed.hide, listed.inside)
    return ColourTable(
        *(key[0], key[1], int(key[2]), key[3]),
        tuple(used["subject"].unique()),
        bands,
        {
            cell: Shown(what, _colour(what, counts.get(cell), colour_of))
            for cell, what in seen.items()
        },
        tuple(_listed(register, schools, listed.shown, colour_of)),
        clashing,
    )


def _used(results: pd.DataFrame, key: Key) -> tuple[pd.DataFrame, int]:
    """School, subject and counts of the rows of one test that can be used, and how many clash: more
    not passing than tested, or one count without the other (as esa.rules.colours)."""
    mine = np.ones(len(results), dtype=bool)
    for name, wanted in zip(KEY, key, strict=True):
        mine &= (results[name] == wanted).fillna(False).to_numpy(bool)
    rows = results.loc[mine, ["school_code", "subject", "tested", "not_passed"]]
    tested = rows["tested"].fillna(0).to_numpy("int64")
    failed = rows["not_passed"].fillna(-1).to_numpy("int64")
    good = (tested > 0) & (tested <= MOST) & (failed >= 0) & (failed <= tested)
    nobody = (tested == 0) & (failed <= 0)
    rows = rows.assign(tested=tested, not_passed=failed)
    named = rows["school_code"].notna() & rows["subject"].notna()
    return rows[good & named.to_numpy(bool)], int((~good & ~nobody).sum())


def _schools(rows: pd.DataFrame, network_of: Mapping[str, str]) -> dict[str, School]:
    """Each school over its subjects; pupils: the most that took one of them."""
    by = rows.groupby("school_code")
    sums, most = by[["tested", "not_passed"]].sum(), by["tested"].max()
    columns = (
        sums.index.tolist(),
        sums["tested"].tolist(),
        sums["not_passed"].tolist(),
        most.tolist(),
    )
    return {
        code: School(network_of.get(code, ""), Count(*count))
        for code, *count in zip(*columns, strict=True)
    }


def _counts(rows: pd.DataFrame, schools: Mapping[str, School]) -> dict[Cell, Count]:
    """Every cell with its totals."""
    networks = rows["school_code"].map({code: school.network for code, school in schools.items()})
    by = rows.assign(network=networks).groupby(["network", "subject"])
    sums: defaultdict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for (network, subject), *more in by[["tested", "not_passed"]].sum().itertuples(name=None):
        for row in (network, TOTAL):
            for place, number in enumerate(more):
                sums[row, subject][place] += number
    # one subject: every sitting is another pupil
    counts = {cell: Count(tested, failed, tested) for cell, (tested, failed) in sums.items()}
    pooled: defaultdict[str, list[Count]] = defaultdict(list)
    for network, count in schools.values():
        for row in (network, TOTAL):
            pooled[row].append(count)
    for row, parts in pooled.items():
        counts[row, TOTAL] = Count(*map(sum, zip(*parts, strict=True)))
    return counts


def _colour(seen: Seen, count: Count | None, colour_of: Callable) -> str:
    """The colour of a group; where only a limit is told, only if all that it leaves possible has
    that colour."""
    if seen.kind == "count":
        return colour_of(seen.not_passed, seen.tested) or ""
    if seen.kind not in ("below", "above"):
        return ""
    reach = -(-edge(count.pupils) * count.tested // 100) - 1
    ends = (0, reach) if seen.kind == "below" else (count.tested - reach, count.tested)
    colours = {colour_of(end, count.tested) for end in ends}
    return (colours.pop() or "") if len(colours) == 1 else ""


def _listed(
    register: Mapping[str, list],
    schools: Mapping[str, School],
    shown: frozenset[str],
    colour_of: Callable,
) -> Iterable[SchoolColour]:
    """The open schools of the register, by network and name."""
    rows = []
    for code, (name, network, status) in register.items():
        if status in CLOSED_SCHOOLS:
            continue
        school = schools.get(code)
        state = "not_tested" if school is None else "colour" if code in shown else "hidden"
        colour = ""
        if state == "colour":
            colour = colour_of(school.count.not_passed, school.count.tested) or ""
        rows.append(SchoolColour(name or code or "", network or "", state, colour))
    return sorted(rows, key=lambda row: (not row.network, row.network, row.name))
