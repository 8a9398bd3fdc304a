"""Numbers whose unit stands in another cell: what is doubtful in percent is told and not used.

The unit stands beside the number or, for what a group reports of a criterion, in the office
workbook, so that this can be decided only when all tabs are read. Source: docs/rules.md, "Reading".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from esa import thai
from esa.plain import Place, Rows
from esa.reading.places import Letters, problem_at
from esa.reading.problems import Problem
from esa.reading.schema import Field, Tab
from esa.rules.units import BEYOND, PERCENT, Unit, doubt, goes_beyond, may_be_doubted

TARGETS = ("target", "kpi_target")  # columns before those of the results
WORDS = {"kpis": ("title", "unit"), "criteria": ("title", "kpi_text")}  # what is measured


def in_own_units(
    tables: Mapping[str, Rows],
    undecided: Iterable[Problem],
    schema: Mapping[str, Tab],
    letters: Letters,
) -> tuple[dict[str, Rows], list[Problem]]:
    """The tables without the numbers that can't be used in the unit of their row, and why.

    undecided: of the tabs as they were read, see tables.TableRead. A number kept as text stays as
    it is written: the rule that compares it asks doubt itself.
    """
    small = {(p.tab, (p.workbook, p.row), p.field): p for p in undecided}
    result, problems = dict(tables), []
    fields = [(tab, field) for tab in schema.values() for field in tab.fields if field.unit_from]
    beyond: set[Place] = set()  # rows with such a target: their results are of the same kind
    for tab, field in fields:
        if not tables.get(tab.name):
            continue
        rows, held = result[tab.name], set()
        numbers = rows[field.name]
        doubtful = list(_doubtful(numbers))
        units = _units(tables, tab, field) if doubtful else ()
        for at, number in doubtful:
            place, unit = rows.index[at], units[at]
            problem = small.get((tab.name, place, field.name))
            code = doubt(number, unit, said=problem is None)
            if code is None or (code == BEYOND and place in beyond):
                continue
            if code == BEYOND:
                facts = {"value": thai.show_number(number), "unit": _shown(unit.name)}
                problem = problem_at(letters, tab.name, place, field.name, code, facts)
                beyond |= {place} if field.name in TARGETS else set()
            held.add(at)
            problems.append(problem)
        if held and field.type == "number":
            kept = [None if at in held else value for at, value in enumerate(numbers)]
            result[tab.name] = rows.assign(field.name, kept)
    return result, problems


def _doubtful(cells: Sequence[object]) -> Iterator[tuple[int, Decimal | float]]:
    """Positions and numbers of those that could not be used if they were percent; mostly none."""
    texts = {cell: thai.number(cell).value for cell in set(cells) if isinstance(cell, str)}
    for at, cell in enumerate(map(texts.get, cells, cells) if texts else cells):
        if cell is not None and may_be_doubted(cell):
            yield at, cell


def _units(tables: Mapping[str, Rows], tab: Tab, field: Field) -> Sequence[Unit]:
    """The unit of each row of the tab; of no name where the row it refers to isn't known."""
    *other, name = field.unit_from.split(".")
    source = other[0] if other else tab.name
    said = tables[source]
    texts = zip(*(said[text] for text in WORDS[source]), strict=True)
    units = [Unit(u, goes_beyond(*words)) for u, words in zip(said[name], texts, strict=True)]
    if not other:
        return units
    reference = next(each for each in tab.references if each.tab == source)
    known = dict(zip(_keys(said, reference.target), units, strict=True))
    return [known.get(key, Unit(None)) for key in _keys(tables[tab.name], reference.fields)]


def _keys(rows: Rows, names: Iterable[str]) -> Iterable[tuple]:
    return zip(*(rows[name] for name in names), strict=True)


def _shown(unit: str | None) -> str:
    return "ร้อยละ" if unit == PERCENT else str(unit)
