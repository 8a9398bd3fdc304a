"""Ready-made registers: standard_registers.toml → rows that declare them in an office workbook."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from esa.reading.declared import COLUMNS, REGISTERS

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
