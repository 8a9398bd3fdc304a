"""Indicators × offices as one drawing that holds them all: an office a column, regions apart."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from esa.codes import code_key
from esa.rollup.register import Listed
from esa.telling.topic import Door, together
from pages.offices.seen import Cell, Seen, need
from pages.offices.topics import PAGE

MOST = 60  # offices side by side: as many columns as a phone can tell apart
MANY = 3  # points past their date: the darker mark
LEGEND = (("late2", f"ค้าง {MANY} ประเด็นขึ้นไป"), ("late1", f"ค้าง 1–{MANY - 1} ประเด็น"))
LEGEND += (("l1", "ไม่ค้าง ระดับ 1"), ("l3", "ระดับ 3"), ("l5", "ระดับ 5"))
LEGEND += (("open", "ไม่ค้าง ยังไม่มีระดับ"), ("unknown", "ไม่ทราบ"))


class Office(NamedTuple):
    """A column. marks: one for each indicator, a style; first: of its province."""

    title: str
    door: Door
    marks: tuple[str, ...]
    first: bool


class Block(NamedTuple):
    """Offices side by side under the name of their region."""

    heading: str
    offices: tuple[Office, ...]


def blocks(at: Seen) -> tuple[Block, ...]:
    """Region by region, province by province, the one with most to do first."""
    return tuple(_blocks(at)) if at.cells else ()


def _blocks(at: Seen) -> Iterator[Block]:
    codes = at.indicators
    own = {each.office: at.of(each.office) for each in at.sent}

    def order(each: Listed) -> tuple:
        return each.region, each.province, *(-n for n in need(own[each.office])), each.office

    for region, listed in groupby(sorted(at.sent, key=order), key=lambda each: each.region):
        provinces = [(name, tuple(found)) for name, found in groupby(listed, lambda e: e.province)]
        columns = [
            _column(each, own[each.office], codes, each is found[0])
            for _, found in provinces
            for each in found
        ]
        for start in range(0, len(columns), MOST):
            heading = f"{region} {len(columns):,} สำนักงาน" if start == 0 else f"{region} (ต่อ)"
            yield Block(heading, tuple(columns[start : start + MOST]))


def _column(listed: Listed, cells: list[Cell], codes: list[str], first: bool) -> Office:
    of = {cell.indicator: cell for cell in cells}
    late = sorted(
        (c for c in cells if c.overdue), key=lambda c: (-c.overdue, code_key(c.indicator))
    )
    said = " ".join(f"{cell.indicator} ค้าง {cell.overdue}" for cell in late[:6])
    title = together((listed.name, listed.province, said or "ไม่มีที่ค้าง"))
    marks = tuple(mark(of.get(code)) for code in codes)
    return Office(title, Door(PAGE, (("office", listed.office),)), marks, first)


def mark(cell: Cell | None) -> str:
    """late2, late1, l1 to l5 (the level it has in any case), open (no level), unknown."""
    if cell is None or cell.overdue is None:
        return "unknown"
    if cell.overdue:
        return "late2" if cell.overdue >= MANY else "late1"
    if cell.low is not None:
        return f"l{min(max(cell.low, 1), 5)}"
    return "unknown" if cell.unknown else "open"
