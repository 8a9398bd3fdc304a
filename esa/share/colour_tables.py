"""Quality colours as outsiders may see them: of a published table, networks, subjects and schools.

table_of(edition) is what is shown; table_now(office, …) what could be published of the sheets as
they are. Source: docs/rules.md, "Links for the committee" and "Quality colour".
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from esa.plain import Rows
from esa.reading.office import Office
from esa.rules.bands import SHARE, Band, Sitting, bands_for, quality_colour, sets
from esa.rules.colours import MOST
from esa.rules.vocabulary import CLOSED_SCHOOLS
from esa.share.published import Edition, Key, Named
from esa.share.suppression import (
    SEVERAL,
    Count,
    Group,
    School,
    Seen,
    Told,
    grouped,
    seen,
)

TOTAL = "*"  # the row of all networks, the column of all subjects
FIRST_SCOPE = "area"  # of the lower limit, where the same test has two

Cell = tuple[str, str]  # network (TOTAL, SEVERAL), subject (TOTAL)


class Shown(NamedTuple):
    """A sum outside: what is seen of its counts and its colour ("" for none or not told). without:
    schools that it doesn't hold, since they are too few to be told."""

    seen: Seen
    colour: str
    without: int = 0


class SchoolColour(NamedTuple):
    """A school of the list. state: colour, hidden or not_tested."""

    name: str
    network: str
    state: str
    colour: str


class ColourTable(NamedTuple):
    """cells: (network, subject) and totals (TOTAL); network "" is schools without one, SEVERAL
    small schools of several. left_out: rows whose counts clash."""

    test: str
    grade: str
    academic_year: int
    published: date
    subjects: tuple[str, ...]
    bands: tuple[Band, ...]
    cells: Mapping[Cell, Shown]
    network_names: Mapping[str, str]
    schools: tuple[SchoolColour, ...]
    left_out: int


@lru_cache(maxsize=64)  # an edition never changes
def table_of(edition: Edition) -> ColourTable:
    """What everybody outside sees of it."""
    subjects = tuple(dict.fromkeys(s for each in edition.results.values() for s in each.counts))
    return ColourTable(
        *edition.key,
        edition.at.date(),
        subjects,
        edition.bands,
        dict(_cells(edition, subjects)),
        {code: edition.networks.get(code, code) for code in {*edition.homes.values()} if code},
        tuple(_listed(edition)),
        edition.clashing,
    )


def _cells(edition: Edition, subjects: Iterable[str]) -> Iterable[tuple[Cell, Shown]]:
    """The networks over all subjects, the office over all and by subject."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for code, network in edition.homes.items():
        homes[network].add(code)
    for group in edition.groups:
        if group.network == SEVERAL:
            homes[SEVERAL] |= {*group.schools}
    for network, codes in sorted(homes.items()):
        mine = [group for group in edition.groups if group.network == network]
        yield (network, TOTAL), _shown(edition, mine, codes)
    everybody = edition.homes.keys()
    yield (TOTAL, TOTAL), _shown(edition, edition.groups, everybody)
    for subject in subjects:
        took = [code for code in everybody if subject in edition.results[code].counts]
        yield (TOTAL, subject), _shown(edition, edition.groups, took, subject)


def _shown(
    edition: Edition, groups: Iterable[Group], codes: Collection[str], subject: str = ""
) -> Shown:
    """A sum of groups. codes: the schools that somebody would expect in it; subject: "" for all."""
    parts: list[Told] = []
    pupils, counted = 0, set()
    for group in groups:
        told = edition.told[group]
        wanted = [each for each in edition.took[group] if subject in ("", each)]
        parts += [told[each] for each in wanted if each in told]
        if any(each in told for each in wanted):
            pupils += sum(_pupils(edition.results[code], subject) for code in group.schools)
        if all(each in told for each in wanted):
            counted |= {*group.schools}
    what = seen(parts, pupils)
    return Shown(what, _colour(what, edition.bands), len({*codes} - counted))


def _pupils(school: School, subject: str) -> int:
    if not subject:
        return school.pupils
    return school.counts[subject].tested if subject in school.counts else 0


def _colour(what: Seen, bands: Sequence[Band]) -> str:
    """The colour of a sum, only if all that is left possible has that colour."""
    colour_of = quality_colour(bands)
    if what.kind == "count":
        ends = (what.low, what.high)
    elif what.kind in ("below", "above"):
        part = what.limit * what.tested
        reach = -(-part // 100) - 1 if what.kind == "below" else part // 100 + 1
        ends = (0, reach) if what.kind == "below" else (reach, what.tested)
    else:
        return ""
    colours = {colour_of(end, what.tested) for end in ends}
    return (colours.pop() or "") if len(colours) == 1 else ""


def _listed(edition: Edition) -> Iterable[SchoolColour]:
    """The schools of the register, by network and name."""
    rows = []
    for code, school in edition.schools.items():
        state = "hidden" if code in edition.homes else "not_tested"
        state = "colour" if code in edition.colours else state
        network = edition.homes.get(code, school.network)
        rows.append(SchoolColour(school.name, network, state, edition.colours.get(code, "")))
    return sorted(rows, key=lambda row: (not row.network, row.network, row.name))


# --- what could be published now --------------------------------------------------------------


def keys_now(office: Office) -> dict[Key, str]:
    """Test, grade and year of every table that has results → the scope of the lower limit that is
    shown; the newest first, those with most rows."""
    sizes: defaultdict[Key, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = office.rows["test_results"]
    names = ("test", "grade", "academic_year", "scope", "tested", "round")
    for test, grade, year, scope, tested, held in zip(*(rows[n] for n in names), strict=True):
        if tested and not held and None not in (test, grade, year, scope):
            sizes[test, grade, int(year)][scope] += 1
    bands = office.rows["colour_bands"]
    scopes = {
        key: max(counts, key=lambda scope: (scope == FIRST_SCOPE, counts[scope], scope))
        for key, counts in sizes.items()
        if _is_for_outside(bands, key)
    }
    return dict(
        sorted(scopes.items(), key=lambda each: (-each[0][2], -sizes[each[0]][each[1]], each[0]))
    )


def _is_for_outside(bands: Rows, key: Key) -> bool:
    """Whether its colours are of percents, the same for all subjects: what a mean, or bands of
    single subjects, give away of small groups was never proved, so that they stay inside."""
    test, grade, year = key
    if any(
        of.subject and of.test in ("", test) and of.grade in ("", grade) for _, of in sets(bands)
    ):
        return False
    own = bands_for(bands, year, Sitting(test, grade))
    return all(band.measure == SHARE for band in own)


def table_now(office: Office, key: Key, scope: str, now: datetime) -> Edition:
    """The table of that key as the sheets are, as if none were out."""
    register = _register(office)
    counts, clashing = _counts(office, key, scope)
    results = {
        code: School(*register.get(code, ("", "", None, True))[1:3], counts[code])
        for code in counts
    }
    networks = dict(
        zip(*(reversed(office.rows["networks"][name]) for name in ("network", "name")), strict=True)
    )
    return Edition(
        *key,
        scope,
        1,
        now,
        tuple(bands_for(office.rows["colour_bands"], key[2], Sitting(*key[:2]))),
        {code: name or code for code, name in networks.items() if code},
        {
            code: Named(name or code, network)
            for code, (name, network, _, is_open) in register.items()
            if is_open or code in counts
        }
        | {code: Named(code, "") for code in counts if code not in register},
        results,
        grouped(results),
        clashing,
    )


def _register(office: Office) -> dict[str, tuple[str, str, int | None, bool]]:
    """School → name, network, enrolled and whether it takes part; the first row of a code."""
    rows, found = office.rows["schools"], {}
    names = ("school_code", "name", "network", "enrolled", "status")
    for code, name, network, enrolled, status in zip(*(rows[n] for n in names), strict=True):
        if code:
            about = (
                name or "",
                network or "",
                enrolled and int(enrolled),
                status not in CLOSED_SCHOOLS,
            )
            found.setdefault(code, about)
    return found


def _counts(office: Office, key: Key, scope: str) -> tuple[dict[str, dict[str, Count]], int]:
    """School → subject → counts of the rows that can be used, and how many rows clash: more not
    passing than tested, or one count without the other (as esa.rules.colours)."""
    rows, clashing = office.rows["test_results"], 0
    found: defaultdict[str, dict[str, Count]] = defaultdict(dict)
    names = (
        "test",
        "grade",
        "academic_year",
        "scope",
        "school_code",
        "subject",
        "tested",
        "not_passed",
        "round",
    )
    for *of, code, subject, tested, failed, held in zip(*(rows[n] for n in names), strict=True):
        if (*of,) != (*key, scope) or code is None or subject is None or held:
            continue
        if not tested and not failed:
            continue
        if not tested or failed is None or not 0 <= failed <= tested <= MOST:
            clashing += 1
            continue
        before = found[code].get(subject, Count(0, 0))
        found[code][subject] = Count(before.tested + int(tested), before.not_passed + int(failed))
    return dict(found), clashing
