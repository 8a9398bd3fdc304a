"""Registers as people outside may read them: what the office allows, row by row, no small counts.

Two acts let a register out: its columns are declared as such, and a link names it. In one that
counts people each count is told as a range, by itself, and no percent is: nobody knows which rows
are parts of which, and what one row hides another may give away, subtracted from a sum.
Source: docs/rules.md, "Links for the committee".
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from esa.judged import Judged, Registered
from esa.plain import records
from esa.reading.schema import Field
from esa.rules.registers import activities
from esa.share.scope import Scope
from esa.share.suppression import SMALLEST
from esa.telling.registers import Names, names_of
from esa.telling.words import EVERYONE, group_name

# in a unit or a heading: the numbers count people, who may be pupils
PEOPLE = re.compile(r"คน|ราย(?!การ|ได้|จ่าย|งาน|วิชา|เดือน|ปี|ไตรมาส)|เด็ก|นักเรียน|ผู้เรียน|นร\.")
PERCENT = re.compile(r"ร้อยละ|%|เปอร์เซ็นต์")
OF_ORDER = ("ปีการศึกษา", "ปีงบประมาณ", "ปี พ.ศ.", "พ.ศ.", "ลำดับ")  # numbers that count nothing
UNTOLD = "ไม่แสดง"
MOST_ROWS = 200


class Row(NamedTuple):
    """cells: as they are shown. group: whose row it is; networks: those it names, by itself or by
    its schools."""

    cells: tuple[object, ...]
    group: str | None = None
    networks: frozenset[str] = frozenset()

    def is_of(self, scope: Scope) -> bool:
        """Whether it is of the groups and networks that a link is for."""
        mine = not scope.groups or self.group in scope.groups
        return mine and (not scope.networks or not self.networks.isdisjoint(scope.networks))


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
    return tuple(_table(judged, of) for of in judged.registers if of.declared.outside)


def _table(judged: Judged, of: Registered) -> Table:
    office, declared, columns = judged.office, of.declared, of.declared.outside
    ranged = any(map(counts_people, declared.columns))
    groups = {
        code: group_name(office, code) for code in (EVERYONE, *office.rows["groups"]["group"])
    }
    names = {**judged.once(names_of), "group": groups}
    own = [[_told(each, cell, ranged, names) for cell in of.rows[each.name]] for each in columns]
    home = {code: at for _, code, at in records(office.rows["schools"], "school_code", "network")}
    work = activities(of.rows, declared.title, (), *map(declared.named, ("school", "network")))
    reached = [
        frozenset(filter(None, (*networks, *map(home.get, schools))))
        for schools, networks in zip(work["schools"], work["networks"], strict=True)
    ]
    heads = tuple(column.name for column in columns)
    told = tuple(map(Row, zip(*own, strict=True), of.rows["group"], reached))
    named = frozenset(n for n, column in enumerate(columns) if column.kind == "school")
    about = (declared.code, declared.title, declared.row_word)
    return Table(*about, heads, told, named, ranged, office.left_out(declared.title, *heads))


def counts_people(column: Field) -> bool:
    """Whether the numbers of a column count people; they may be pupils."""
    return column.kind == "number" and bool(PEOPLE.search(f"{column.unit_word} {column.name}"))


def as_range(count: Decimal) -> str:
    """น้อยกว่า 10, then 10–19, 90–99, 100–199 …: all that a count shares its first figure with."""
    if count < SMALLEST:
        return f"น้อยกว่า {SMALLEST}"
    step = 10 ** (len(str(int(count))) - 1)
    low = int(count) // step * step
    return f"{low:,}–{low + step - 1:,}"


def _told(column: Field, cell: object, ranged: bool, names: Names) -> object:
    """A cell as it leaves. Beside counts of people a number without a unit may be one too."""
    if cell in (None, ()):
        return None
    if column.kind in names:
        return ", ".join(names[column.kind].get(code, code) for code in cell)
    if column.kind == "yes_no":
        return "ใช่" if cell else "ไม่ใช่"
    if column.kind == "year":
        return str(cell)
    if not ranged or column.kind not in ("number", "percent"):
        return cell
    if column.kind == "percent" or PERCENT.search(f"{column.unit_word} {column.name}"):
        return UNTOLD
    has_unit = column.unit_word or "(" in column.name or column.name.startswith(OF_ORDER)
    return as_range(cell) if counts_people(column) or not has_unit else cell


def within(found: Iterable[Table], scope: Scope) -> tuple[Table, ...]:
    """Only the registers that a link names, with the rows of its groups and networks; schools by
    name only where it lists them. What was needed to choose stays behind."""
    chosen = []
    for table in found:
        stay = [n for n in range(len(table.heads)) if scope.schools or n not in table.named]
        if table.code in scope.registers and stay:
            own = (row.cells for row in table.rows if row.is_of(scope))
            rows = tuple(Row(tuple(cells[n] for n in stay)) for cells in own)
            lost = 0 if scope.groups or scope.networks else table.lost
            heads = tuple(table.heads[n] for n in stay)
            chosen.append(table._replace(heads=heads, rows=rows, named=frozenset(), lost=lost))
    return tuple(chosen)
