"""Ready-made registers: registers.toml → rows of the office workbook, and the tabs they declare."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from esa.plain import Rows
from esa.reading.declared import COLUMNS, REGISTERS, Declared, declared, with_keepers
from esa.reading.schema import Tab, read_tabs
from esa.rules.carried import ALL
from esa.templates.as_written import ASIDE, AsWritten

STANDARD = "standard"
FILE = Path(__file__).with_suffix(".toml")
Row = dict[str, object]


@cache
def standard() -> Mapping[str, list[Row]]:
    """Tab → rows that declare the standard registers. Not to be changed."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))["registers"]
    columns = [
        {"register": each["register"], "column": number, **_column(line)}
        for each in said
        for number, line in enumerate(each["columns"], start=1)
    ]
    registers = [{k: v for k, v in each.items() if k != "columns"} for each in said]
    return {REGISTERS: registers, COLUMNS: columns}


def _column(line: str) -> Row:
    heading, kind, *more = map(str.strip, line.split("|"))
    row: Row = {"heading": heading, "type": kind}
    for word in map(str.strip, more[0].split(",") if more else ()):
        name, _, value = word.partition("=")
        row |= {"unit": value} if name == "unit" else {}
        row |= {"choices": value.replace(";", "; ")} if name == "choices" else {}
        row |= {"key": True, "required": True} if name == "key" else {}
        row |= {"adds_up": True} if name == "sum" else {}
    return row


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


def declared_of(filled: Mapping[str, Sequence[Mapping]]) -> Declared:
    """What the rows of an office workbook declare."""
    rows = {name: _rows(read_tabs()[name], filled.get(name, ())) for name in (REGISTERS, COLUMNS)}
    found = declared(rows[REGISTERS], rows[COLUMNS], {})
    kept = with_keepers(found.registers, rows[REGISTERS])
    return Declared(found.tabs, kept, found.problems, found.more)


def _rows(tab: Tab, given: Iterable[Mapping]) -> Rows:
    known = [row for row in given if not row.get(ASIDE)]
    columns = {field.name: [_value(row, field) for row in known] for field in tab.fields}
    return Rows([("", number) for number in range(2, len(known) + 2)], columns)


def _value(row: Mapping, field) -> object:
    value = row.get(field.name)
    if isinstance(value, AsWritten):  # what nobody could read declares nothing
        value = None
    if field.type == "list":
        return tuple(value or ())
    return value


def tabs_of(found: Declared, group: str) -> tuple[Tab, ...]:
    """The tabs of the registers that a group keeps."""
    return tuple(
        found.tabs[each.title] for each in found.registers if {group, ALL} & set(each.keepers)
    )
