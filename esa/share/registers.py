"""Registers as people outside may read them: what the office allows, row by row, no small counts.

Two acts let a register out: its columns are declared as such, and a link names it. Of the columns
allowed only these kinds leave (OUTSIDE): never a link, a place of papers, a point or a project.
Numbers of a row in which people are counted go together or not at all: where one of them, or what
one leaves of another, is fewer than 10, none is told, nor a percent beside them; sums are never.
Source: docs/rules.md, "Links for the committee".
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from esa.judged import Judged, Registered
from esa.reading.declared import Column as Kind
from esa.reading.declared import Register as Declared
from esa.share.suppression import SMALLEST
from esa.telling.texts import number
from esa.telling.words import group_name

OUTSIDE = ("text", "number", "baht", "percent", "date", "yes_no", "choice", "school", "network")
OUTSIDE += ("group",)
COUNTS = ("number", "percent")
PEOPLE = ("คน", "ราย", "เด็ก", "นักเรียน", "ผู้เรียน", "นร.")  # in a unit or a heading
HIDDEN = f"ไม่แสดง (น้อยกว่า {SMALLEST} คน)"
MOST_ROWS = 200


class Row(NamedTuple):
    """cells: as they are shown. group: whose row it is; networks: those it names, by itself or by
    its schools."""

    cells: tuple[object, ...]
    group: str = ""
    networks: frozenset[str] = frozenset()


class Table(NamedTuple):
    """A register with the columns that may leave. named: positions of columns that name schools;
    lost: rows that aren't counted."""

    code: str
    title: str
    row_word: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    named: frozenset[int] = frozenset()
    hidden: int = 0  # rows whose numbers aren't told
    lost: int = 0


def tables(judged: Judged) -> tuple[Table, ...]:
    """Every register of which a column may leave."""
    found = ((of, may_leave(of.declared)) for of in judged.registers)
    return tuple(_table(judged, of, columns) for of, columns in found if columns)


def may_leave(of: Declared) -> list[Kind]:
    """The columns of a register that a link may show."""
    return [each for each in of.columns if each.outside and each.type in OUTSIDE]


def _table(judged: Judged, of: Registered, columns: Sequence[Kind]) -> Table:
    office, declared = judged.office, of.declared
    network_of = dict(_pairs(judged, "school_code", "network"))
    counted = [n for n, column in enumerate(columns) if is_of_people(column)]
    beside = [n for n, column in enumerate(columns) if column.type in COUNTS]
    own = [_column(judged, of, column) for column in columns]
    people = [of.rows[columns[n].name] for n in counted]
    is_small = [is_too_small(row) for row in zip(*people, strict=True)] if counted else []
    for n in beside if counted else ():
        own[n] = [
            HIDDEN if small and cell is not None else cell
            for small, cell in zip(is_small, own[n], strict=True)
        ]
    networks = [frozenset(row) for row in _networks(of, network_of)]
    rows = zip(zip(*own, strict=True), of.rows["group"], networks, strict=True)
    return Table(
        declared.code,
        declared.title,
        declared.row_word,
        tuple(column.name for column in columns),
        tuple(Row(cells, group or "", codes) for cells, group, codes in rows),
        frozenset(n for n, column in enumerate(columns) if column.type == "school"),
        sum(is_small),
        office.left_out(declared.title, *(column.name for column in columns)),
    )


def is_of_people(column: Kind) -> bool:
    """Whether the numbers of a column count people; they may be pupils."""
    said = f"{column.unit} {column.name}"
    return column.type == "number" and any(word in said for word in PEOPLE)


def is_too_small(counts: Iterable[Decimal | None]) -> bool:
    """Whether counts of people that stand in one row tell of fewer than 10: one of them does, or
    what is left of one beside another."""
    known = [count for count in counts if count is not None]
    apart = (abs(one - other) for one, other in combinations(known, 2))
    return any(count < SMALLEST for count in known) or any(0 < each < SMALLEST for each in apart)


def _networks(of: Registered, network_of: Mapping[str, str | None]) -> Iterable[list[str]]:
    schools = [column.name for column in of.declared.of_type("school")]
    networks = [column.name for column in of.declared.of_type("network")]
    for n in range(len(of.rows)):
        own = [code for name in networks for code in of.rows[name][n] or ()]
        through = [network_of.get(code) for name in schools for code in of.rows[name][n] or ()]
        yield [code for code in (*own, *through) if code]


def _column(judged: Judged, of: Registered, column: Kind) -> list[object]:
    cells = of.rows[column.name]
    if column.type in ("school", "network"):
        tab = (("school_code", "name"), ("network", "name"))[column.type == "network"]
        names = dict(_pairs(judged, *tab))
        return [", ".join(names.get(code) or code for code in cell or ()) or None for cell in cells]
    if column.type == "group":
        return [
            ", ".join(group_name(judged.office, code) for code in cell or ()) or None
            for cell in cells
        ]
    if column.type == "yes_no":
        return [None if cell is None else "ใช่" if cell else "ไม่ใช่" for cell in cells]
    return list(cells)


def _pairs(judged: Judged, code: str, name: str) -> Iterable[tuple[str, str | None]]:
    rows = judged.office.rows["schools" if code == "school_code" else "networks"]
    return zip(rows[code], rows[name], strict=True)


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
        if table.code not in codes:
            continue
        stay = [n for n in range(len(table.heads)) if schools or n not in table.named]
        rows = tuple(
            Row(tuple(row.cells[n] for n in stay))
            for row in table.rows
            if (not groups or row.group in groups) and (not networks or row.networks & {*networks})
        )
        part = bool(groups or networks)
        heads = tuple(table.heads[n] for n in stay)
        hidden = sum(HIDDEN in row.cells for row in rows)
        if heads:
            lost = 0 if part else table.lost
            about = (table.code, table.title, table.row_word)
            chosen.append(Table(*about, heads, rows, hidden=hidden, lost=lost))
    return tuple(chosen)


def shown(cell: object) -> object:
    """A cell as it stands on the page."""
    if isinstance(cell, Decimal):
        return number(cell, 0 if cell == cell.to_integral_value() else 2)
    return cell
