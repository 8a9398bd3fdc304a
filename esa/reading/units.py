"""Numbers whose unit stands in another cell: what is doubtful in percent is told and not used.

A target in ร้อยละ is a percent as much as a number in a column of percents. Its unit stands beside
it or, for what a group reports of a criterion, in the office workbook, so that this can be decided
only when all tabs are read. Source: docs/rules.md, "Reading".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from esa import thai
from esa.plain import Place, Rows
from esa.problems import Problem
from esa.reading.cells import may_be_share
from esa.reading.places import Letters, problem_at
from esa.schema import Field, Tab

PERCENT = "percent"  # as a category
BEYOND = "percent_beyond"
TARGETS = ("target", "kpi_target")  # columns before those of the results
WORDS = {"kpis": ("title", "unit"), "criteria": ("title", "kpi_text")}  # what is measured
_PERCENT = re.compile("[%％]|ร้อยละ|เปอร์เซ็?น(?!ต?์?ไท)|percent(?!ile)")
_BEYOND = re.compile("เพิ่ม|ลดลง|ที่ลด|เปลี่ยนแปลง|เติบโต|ขยายตัว|เทียบ|(?:ของ|ต่อ|เกิน)(?:เป้า|แผน)")


class Unit(NamedTuple):
    """What a row says its numbers are. beyond: its words let a percent be below 0 or above 100."""

    name: str | None
    beyond: bool = False


def is_percent(unit: str | None) -> bool:
    """ร้อยละ, %, เปอร์เซ็นต์, ร้อยละของโรงเรียน and the like; a percentile isn't one."""
    return unit == PERCENT or (unit is not None and bool(_PERCENT.search(thai.fold(unit))))


def goes_beyond(*texts: str | None) -> bool:
    """Whether a share of a whole isn't meant: a growth, or a comparison with a plan."""
    return any(text and _BEYOND.search(thai.fold(text)) for text in texts)


def doubt(number: Decimal | float | None, unit: Unit, said: bool) -> str | None:
    """Why a number can't be used in its unit: a code of problems.toml; None where it can.

    said: percent stands in the cell of the number itself.
    """
    if number is None or not is_percent(unit.name):
        return None
    if may_be_share(number, said):
        return "fraction_percent"
    return None if unit.beyond or 0 <= number <= 100 else BEYOND


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
        numbers, units = rows[field.name], _units(tables, schema, tab, field)
        for at, (place, value, unit) in enumerate(zip(rows.index, numbers, units, strict=True)):
            number = thai.number(value).value if isinstance(value, str) else value
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


def _units(
    tables: Mapping[str, Rows], schema: Mapping[str, Tab], tab: Tab, field: Field
) -> Sequence[Unit]:
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
