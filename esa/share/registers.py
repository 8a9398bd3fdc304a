"""Registers as people outside may read them: what the office allows, row by row, no small counts.

Two acts let a register out: its columns are declared as such, and a link names it. In one that
counts people each count is told as a range, by itself, and no percent is: nobody knows which rows
are parts of which, and what one row hides another may give away, subtracted from a sum.
Source: docs/rules.md, "Links for the committee".
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from esa.plain import Rows
from esa.reading.declared import Register
from esa.reading.office import Office
from esa.reading.schema import Field
from esa.rules.registers import activities
from esa.share.scope import Scope
from esa.share.suppression import SMALLEST
from esa.telling.registers import Names, names_of

# in a unit or a heading: the numbers count people, who may be pupils
PEOPLE = re.compile(r"คน|ราย(?!การ|ได้|จ่าย|งาน|วิชา|เดือน|ปี|ไตรมาส)|เด็ก|นักเรียน|ผู้เรียน|นร\.")
PERCENT = re.compile(r"ร้อยละ|%|เปอร์เซ็นต์")
OF_ORDER = ("ปีการศึกษา", "ปีงบประมาณ", "ปี พ.ศ.", "พ.ศ.", "ลำดับ")  # numbers that count nothing
UNTOLD = "ไม่แสดง"
MOST_ROWS = 200


class Table(NamedTuple):
    """A register as a link shows it. rows: their cells as they are shown; ranged: whether it counts
    people; lost: rows that aren't counted."""

    code: str
    title: str
    row_word: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    ranged: bool
    lost: int


def tables(office: Office, scope: Scope) -> Iterator[Table]:
    """Of the registers that a link names the columns that may leave, with the rows of its groups
    and networks; schools by name only where it lists them."""
    names = names_of(office)
    for of in office.declared:
        columns = [each for each in of.outside if scope.schools or each.kind != "school"]
        if of.code in scope.registers and columns:
            ranged, rows = any(map(counts_people, of.columns)), _within(office, of, scope)
            told = [[_told(c, cell, ranged, names) for cell in rows[c.name]] for c in columns]
            heads = tuple(column.name for column in columns)
            lost = 0 if scope.groups or scope.networks else office.left_out(of.title, *heads)
            about = (of.code, of.title, of.row_word, heads)
            yield Table(*about, tuple(zip(*told, strict=True)), ranged, lost)


def _within(office: Office, of: Register, scope: Scope) -> Rows:
    """Its rows of the groups and networks that a link is for; a row is of those that it names, by
    itself or by its schools."""
    rows, schools = office.rows[of.title], office.rows["schools"]
    if scope.groups:
        rows = rows.where([group in scope.groups for group in rows["group"]])
    if scope.networks:
        home = dict(zip(schools["school_code"], schools["network"], strict=True))
        work = activities(rows, of.title, (), *map(of.named, ("school", "network")))
        named = zip(work["networks"], work["schools"], strict=True)
        reached = ({*networks, *map(home.get, own)} for networks, own in named)
        rows = rows.where([not each.isdisjoint(scope.networks) for each in reached])
    return rows


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
