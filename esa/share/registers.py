"""Registers as people outside may read them: what the office allows, row by row, no small counts.

Two acts let a register out: its columns are declared as such, and a link names it. Of the columns
allowed only these kinds leave (OUTSIDE): never a link, a place of papers, a point or a project.

Nobody knows which rows of a register are parts of which: what one row hides another may give away,
subtracted from a sum. So in a register that counts people each count is told as a range, by itself
(as_range), and no percent is. What is left of a sum of ranges beside its parts is a range as well:
from all of them together a count under 10 keeps three values or more, as long as a sum has at
most eight parts (with more, unless all others together lack one person at the top of theirs).
Source: docs/rules.md, "Links for the committee".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from esa.judged import Judged, Registered
from esa.plain import records
from esa.reading.declared import Column, Register
from esa.reading.office import Office
from esa.rules.carried import ALL
from esa.share.suppression import SMALLEST
from esa.telling.registers import names_of
from esa.telling.words import group_name

OUTSIDE = (
    "text",
    "number",
    "baht",
    "percent",
    "year",
    "date",
    "yes_no",
    "choice",
    "school",
    "network",
)
OUTSIDE += ("group",)
# in a unit or a heading: the numbers count people, who may be pupils
PEOPLE = re.compile(r"คน|ราย(?!การ|ได้|จ่าย|งาน|วิชา|เดือน|ปี|ไตรมาส)|เด็ก|นักเรียน|ผู้เรียน|นร\.")
PERCENT = re.compile(r"ร้อยละ|%|เปอร์เซ็นต์")
OF_ORDER = ("ปีการศึกษา", "ปีงบประมาณ", "ปี พ.ศ.", "พ.ศ.", "ลำดับ")  # numbers that count nothing
Names = Mapping[str, Mapping[str, str]]  # type of a column → code → name
UNTOLD = "ไม่แสดง"
MOST_ROWS = 200


class Row(NamedTuple):
    """cells: as they are shown. group: whose row it is; networks: those it names, by itself or by
    its schools."""

    cells: tuple[object, ...]
    group: str | None = None
    networks: frozenset[str] = frozenset()


class Table(NamedTuple):
    """A register with the columns that may leave. named: positions of columns that name schools;
    ranged: whether it counts people; lost: rows that aren't counted."""

    code: str
    title: str
    row_word: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    named: frozenset[int] = frozenset()
    ranged: bool = False
    lost: int = 0


def tables(judged: Judged) -> tuple[Table, ...]:
    """Every register of which a column may leave."""
    found = ((of, may_leave(of.declared)) for of in judged.registers)
    return tuple(_table(judged, of, columns) for of, columns in found if columns)


def may_leave(of: Register) -> list[Column]:
    """The columns of a register that a link may show."""
    return [each for each in of.columns if each.outside and each.type in OUTSIDE]


def _table(judged: Judged, of: Registered, columns: Sequence[Column]) -> Table:
    office, declared, rows = judged.office, of.declared, of.rows
    ranged = any(map(counts_people, declared.columns))
    names = {**judged.once(names_of), "group": _group_names(office)}
    own = [[_told(each, cell, ranged, names) for cell in rows[each.name]] for each in columns]
    home = {code: at for _, code, at in records(office.rows["schools"], "school_code", "network")}
    kinds = ("school", "network")
    schools, networks = ([rows[name] for name in declared.named(kind)] for kind in kinds)
    reached = [
        frozenset(filter(None, (*_codes(networks, n), *map(home.get, _codes(schools, n)))))
        for n in range(len(rows))
    ]
    heads = tuple(column.name for column in columns)
    told = tuple(map(Row, zip(*own, strict=True), rows["group"], reached))
    named = frozenset(n for n, column in enumerate(columns) if column.type == "school")
    about = (declared.code, declared.title, declared.row_word)
    return Table(*about, heads, told, named, ranged, office.left_out(declared.title, *heads))


def _group_names(office: Office) -> dict[str, str]:
    codes = (ALL, *office.rows["groups"]["group"])
    return {code: group_name(office, code) for code in codes if code}


def _codes(columns: Iterable[Sequence[tuple[str, ...]]], row: int) -> Iterable[str]:
    return (code for column in columns for code in column[row] or ())


def counts_people(column: Column) -> bool:
    """Whether the numbers of a column count people; they may be pupils."""
    return column.type == "number" and bool(PEOPLE.search(_said(column)))


def _said(column: Column) -> str:
    return f"{column.unit} {column.name}"


def as_range(count: Decimal) -> str:
    """น้อยกว่า 10, then 10–19, 90–99, 100–199 …: all that a count shares its first figure with."""
    if count < SMALLEST:
        return f"น้อยกว่า {SMALLEST}"
    step = 10 ** (len(str(int(count))) - 1)
    low = int(count) // step * step
    return f"{low:,}–{low + step - 1:,}"


def _told(column: Column, cell: object, ranged: bool, names: Names) -> object:
    """A cell as it leaves. Beside counts of people a number without a unit may be one too."""
    if cell in (None, ()):
        return None
    if column.type in names:
        return ", ".join(names[column.type].get(code, code) for code in cell)
    if column.type == "yes_no":
        return "ใช่" if cell else "ไม่ใช่"
    if column.type == "year":
        return str(cell)
    if not ranged or column.type not in ("number", "percent"):
        return cell
    if column.type == "percent" or PERCENT.search(_said(column)):
        return UNTOLD
    has_unit = column.unit or "(" in column.name or column.name.startswith(OF_ORDER)
    return as_range(cell) if counts_people(column) or not has_unit else cell


def within(
    found: Iterable[Table],
    codes: Sequence[str],
    groups: Sequence[str],
    networks: Sequence[str],
    schools: bool,
) -> tuple[Table, ...]:
    """Only the registers that a link names, with the rows of its groups and networks; schools by
    name only where it lists them. What was needed to choose stays behind."""
    chosen = []
    for table in found:
        stay = [n for n in range(len(table.heads)) if schools or n not in table.named]
        if table.code not in codes or not stay:
            continue
        rows = tuple(
            Row(tuple(row.cells[n] for n in stay))
            for row in table.rows
            if (not groups or row.group in groups) and (not networks or row.networks & {*networks})
        )
        lost = 0 if groups or networks else table.lost
        heads = tuple(table.heads[n] for n in stay)
        chosen.append(table._replace(heads=heads, rows=rows, named=frozenset(), lost=lost))
    return tuple(chosen)
