"""Ready-made registers: standard_registers.toml → rows that declare them in an office workbook."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from esa.plain import Rows
from esa.reading.declared import COLUMNS, REGISTERS, Declared, declared, with_keepers
from esa.reading.links import Directory, directory
from esa.reading.schema import Field, Tab, read_tabs

FILE = Path(__file__).with_suffix(".toml")
Row = dict[str, object]


@cache
def standard(*more: Path) -> Mapping[str, list[Row]]:
    """Tab → rows that declare the standard registers. more: further files of the same form. Not to
    be changed."""
    files = (tomllib.loads(file.read_text(encoding="utf-8")) for file in (FILE, *more))
    said = [each for file in files for each in file["registers"]]
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
        row |= {"outside": True} if name == "outside" else {}
    return row


def declared_of(filled: Mapping[str, Sequence[Mapping]]) -> Declared:
    """What the rows of an office workbook declare."""
    rows = {name: _rows(read_tabs()[name], filled.get(name, ())) for name in (REGISTERS, COLUMNS)}
    found = declared(rows[REGISTERS], rows[COLUMNS], {})
    groups = _rows(read_tabs()["groups"], filled.get("groups", ()))
    known = directory(groups, "groups", "group", all_groups=True)
    kept = with_keepers(found.registers, rows[REGISTERS])
    kept = tuple(replace(each, keepers=_coded(known, each.keepers)) for each in kept)
    return Declared(found.tabs, kept, found.problems, found.more)


def _coded(known: Directory, keepers: Iterable[str]) -> tuple[str, ...]:
    """Groups as an office may write them → their codes; what is no group stays as it is."""
    return tuple(code for part in keepers for code in known.codes_of(part) or (part,))


def _rows(tab: Tab, given: Iterable[Mapping]) -> Rows:
    known = list(given)
    columns = {field.name: [_value(row, field) for row in known] for field in tab.fields}
    return Rows([("", number) for number in range(2, len(known) + 2)], columns)


def _value(row: Mapping, field: Field) -> object:
    value = row.get(field.name)
    if field.type == "list":
        return tuple(value or ())
    return value
