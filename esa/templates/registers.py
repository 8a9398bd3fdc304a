"""Registers of workbooks to fill in: the ready-made ones, and the tabs of a keeper."""

from collections.abc import Mapping

from esa.reading.declared import COLUMNS, REGISTERS, Declared
from esa.reading.schema import Tab
from esa.reading.standard_registers import standard
from esa.rules.carried import ALL

STANDARD = "standard"


def with_standard(filled: Mapping[str, list[Mapping]]) -> dict[str, list[Mapping]]:
    """The rows of an office with the standard registers whose codes and titles are still free."""
    own = filled.get(REGISTERS, [])
    taken = {str(row.get(name)) for row in own for name in ("register", "title")}
    ready = standard()
    new = [row for row in ready[REGISTERS] if not taken & {row["register"], row["title"]}]
    codes = {row["register"] for row in new}
    columns = [row for row in ready[COLUMNS] if row["register"] in codes]
    more = {REGISTERS: new, COLUMNS: columns}
    return {**filled, **{name: [*filled.get(name, []), *rows] for name, rows in more.items()}}


def tabs_of(found: Declared, group: str) -> tuple[Tab, ...]:
    """The tabs of the registers that a group keeps."""
    return tuple(
        found.tabs[each.title] for each in found.registers if {group, ALL} & set(each.keepers)
    )
