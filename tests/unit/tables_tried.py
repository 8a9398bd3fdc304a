"""Small tables of results, and what somebody could work out of them who tries every possibility."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import product

import highspy

from esa.reading.office import BANGKOK, Office
from esa.rules.bands import Band, quality_colour
from esa.share.colour_tables import keys_now, table_now, table_of
from esa.share.published import Edition, Named, proposed
from esa.share.suppression import SMALLEST, Count, School, grouped

AT = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
BANDS = tuple(
    Band(colour, Decimal(low), Decimal(high))
    for colour, low, high in (
        ("blue", "0", "29.99"), ("green", "30", "42.99"), ("yellow", "43", "55.99"),
        ("orange", "56", "69.99"), ("red", "70", "100"),
    )
)  # fmt: skip
Row = tuple[str, str]  # school, subject
Tested = Mapping[str, tuple[str, int | None, Mapping[str, int]]]  # network, enrolled, by subject


def edition_of(tested: Tested, failed: Mapping[Row, int], number: int = 1) -> Edition:
    """A table as it would be published first. tested: school → network, enrolled, subject → how
    many; failed: of each of them."""
    results = {
        code: School(
            network, enrolled, {s: Count(n, failed[code, s]) for s, n in counts.items() if n}
        )
        for code, (network, enrolled, counts) in tested.items()
    }
    networks = {network: network for network, *_ in tested.values() if network}
    names = {code: Named(code, school.network) for code, school in results.items()}
    return Edition(
        "NT", "ป.3", 2556, "area", number, AT, BANDS, networks, names, results, grouped(results)
    )


def rows_of(tested: Tested) -> dict[Row, int]:
    """How many were tested in each school and subject."""
    return {(code, s): n for code, (_, _, by) in tested.items() for s, n in by.items() if n}


def outside(edition: Edition) -> tuple:
    """All that is told of it, as somebody outside can read it who wants all links."""
    table = table_of(edition)
    return tuple(sorted(table.cells.items())), table.schools


def every(rows: Mapping[Row, int]) -> Iterator[dict[Row, int]]:
    """Every possibility how many of each row did not pass."""
    for values in product(*(range(n + 1) for n in rows.values())):
        yield dict(zip(rows, values, strict=True))


def possible(
    worlds: Iterable[Mapping[Hashable, int]], told: Callable[[Mapping], Hashable]
) -> dict[Hashable, dict[Hashable, set[int]]]:
    """What is told → the values that each count could have."""
    found: dict[Hashable, dict] = {}
    for world in worlds:
        values = found.setdefault(told(world), defaultdict(set))
        for row, count in world.items():
            values[row].add(count)
    return found


def too_few(
    found: Mapping[Hashable, Mapping[Hashable, set[int]]], tested: Mapping[Hashable, int]
) -> list:
    """Counts of fewer than 10 pupils that don't keep three values, or all that they can have."""
    return [
        (row, values[row], told)
        for told, values in found.items()
        for row, n in tested.items()
        if n < SMALLEST and len(values[row]) < min(3, n + 1)
    ]


def tables_of(office: Office) -> tuple[Edition, ...]:
    """The newest tables of an office, as they would be published first."""
    keys = keys_now(office)
    newest = max((year for *_, year in keys), default=0)
    return tuple(table_now(office, key, keys[key], AT) for key in keys if key[2] == newest)


# --- states after one another -----------------------------------------------------------------


def after(first: Edition, tested: Tested, failed: Mapping[Row, int]) -> Edition | None:
    """What is published next where these are the counts, None where it is refused or the same."""
    found = proposed(edition_of(tested, failed), [first])
    return None if found.refused else found.edition


# --- exact, for tables too large to try out ---------------------------------------------------


def values_by_integers(edition: Edition, wanted: Sequence[Row]) -> dict[Row, int]:
    """How many values (up to 3) each of these counts can have, given all that is told: sums of
    groups, of networks, subjects and the office, colours of schools and of networks."""
    solver = highspy.Highs()
    solver.silent()
    places: dict[Row, int] = {}
    for code, school in edition.results.items():
        for subject, count in school.counts.items():
            places[code, subject] = len(places)
            solver.addVar(0, count.tested)
    for column in places.values():
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)

    def know(rows: Iterable[Row], low: float, high: float) -> None:
        columns = [places[row] for row in rows]
        solver.addRow(low, high, len(columns), columns, [1.0] * len(columns))

    for group, told in edition.told.items():
        for subject, part in told.items():
            know(
                [(c, subject) for c in group.schools if (c, subject) in places], part.low, part.high
            )
    colour_of = quality_colour(edition.bands)
    for code, colour in edition.colours.items():
        rows = [row for row in places if row[0] == code]
        tested = sum(edition.results[code].counts[subject].tested for _, subject in rows)
        same = [n for n in range(tested + 1) if (colour_of(n, tested) or "") == colour]
        know(rows, same[0], same[-1])
    return {row: _values(solver, places[row]) for row in wanted}


def _values(solver: highspy.Highs, column: int) -> int:
    low, high = solver.getLp().col_lower_[column], solver.getLp().col_upper_[column]
    seen: set[int] = set()
    for goal in (1.0, -1.0):
        solver.changeColCost(column, goal)
        solver.run()
        seen.add(round(solver.getSolution().col_value[column]))
    solver.changeColCost(column, 0.0)
    least, most = min(seen), max(seen)
    for value in range(least + 1, most):
        solver.changeColBounds(column, value, value)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            seen.add(value)
            break
    solver.changeColBounds(column, low, high)
    return len(seen)


def with_one(tested: Tested, code: str, **parts: object) -> Tested:
    """The same with another network, enrolment or counts of one school."""
    network, enrolled, counts = tested[code]
    counts = {**counts, **parts.get("counts", {})}
    return {
        **tested,
        code: (parts.get("network", network), parts.get("enrolled", enrolled), counts),
    }


def renumbered(edition: Edition, number: int) -> Edition:
    return replace(edition, number=number)
