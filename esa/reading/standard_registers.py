"""Ready-made registers: standard_registers.toml → rows that declare them in an office workbook."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from esa.plain import Rows
from esa.reading.declared import COLUMNS, REGISTERS, Declared, declared, with_keepers
from esa.reading.links import resolve
from esa.reading.schema import Tab, read_tabs

FILE = Path(__file__).with_suffix(".toml")
STANDARD = "standard"  # what the command line calls them
Filled = Mapping[str, Sequence[Mapping[str, object]]]  # tab → rows of English column names


@cache
def standard(*more: Path) -> dict[str, list[Mapping[str, object]]]:
    """Tab → rows that declare the standard registers. more: further files of the same form. Not to
    be changed."""
    files = (tomllib.loads(file.read_text(encoding="utf-8")) for file in (FILE, *more))
    said = [each for file in files for each in file["registers"]]
    columns = [
        {"register": each["register"], "column": number, **column}
        for each in said
        for number, column in enumerate(each["columns"], start=1)
    ]
    registers = [{k: v for k, v in each.items() if k != "columns"} for each in said]
    return {REGISTERS: registers, COLUMNS: columns}


def with_standard(filled: Filled) -> dict[str, list[Mapping[str, object]]]:
    """The rows of an office with the standard registers whose codes and titles are still free."""
    names = ("register", "title")
    taken = {str(row.get(name)) for row in filled.get(REGISTERS, ()) for name in names}
    new = [row for row in standard()[REGISTERS] if not taken & {row[name] for name in names}]
    codes = {row["register"] for row in new}
    columns = [row for row in standard()[COLUMNS] if row["register"] in codes]
    more = {REGISTERS: new, COLUMNS: columns}
    return {**filled, **{name: [*filled.get(name, ()), *rows] for name, rows in more.items()}}


def declared_of(filled: Filled) -> Declared:
    """What the rows of an office workbook declare, with the codes of the groups that keep it."""
    tabs = {name: read_tabs()[name] for name in (REGISTERS, COLUMNS, "groups")}
    rows = {name: _rows(tab, filled.get(name, ())) for name, tab in tabs.items()}
    found = declared(rows[REGISTERS], rows[COLUMNS], {})
    resolved, _ = resolve(rows, tabs, {})
    return found._replace(registers=with_keepers(found.registers, resolved[REGISTERS]))


def _rows(tab: Tab, given: Iterable[Mapping[str, object]]) -> Rows:
    known = list(given)
    columns = {field.name: [row.get(field.name) for row in known] for field in tab.fields}
    lists = [field.name for field in tab.fields if field.type == "list"]
    columns |= {name: [tuple(cell or ()) for cell in columns[name]] for name in lists}
    return Rows([("", number) for number in range(2, len(known) + 2)], columns)
