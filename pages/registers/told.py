"""One register: its finding by the kinds of its columns, and the table of its rows.

A finding is put together from what a register has: rows, sums, schools, keepers without a row.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from esa.judged import Judged
from esa.plain import Place, Rows
from esa.reading.office import Office
from esa.reading.schema import Field
from esa.rules.carried import ALL
from esa.telling import words
from esa.telling.left_out import set_aside
from esa.telling.money import baht
from esa.telling.registers import Names, names_of, opened, word
from esa.telling.texts import NBSP, is_web, listed, shorten
from esa.telling.topic import Cell, Entry, Onward, Table, Topic, Value, act, strong, together
from pages.registers.drawn import dated, drawing, drawn_by, on_map
from pages.registers.held import (
    Added,
    Held,
    Reach,
    added,
    by_period,
    chosen,
    counted,
    held,
    in_words,
)

HELD_BACK = "แถวที่ยังไม่นับ"
UNREAD = "ช่องที่อ่านไม่ได้"
_UNIT = re.compile(r"\s*\([^)]*\)\s*$")


class Chosen(NamedTuple):
    """What of a register is looked at: column → value; of dates a pair (year, month)."""

    wanted: tuple[tuple[str, object], ...] = ()

    def rows(self, of: Held) -> Rows:
        return chosen(of.rows, dict(self.wanted)) if self.wanted else of.rows


def register(judged: Judged, title: str, only: Chosen | None = None) -> Topic:
    """One register: its finding, its drawing, and the table of its rows as far as chosen."""
    of, office = held(judged, title), judged.office
    only = only or Chosen()
    rows = only.rows(of)
    return Topic(
        "register",
        shorten(title, 80),
        one_finding(judged, of, only),
        notes=_notes(office, of, rows),
        drawing=None if only.wanted else drawing(judged, of),
        left_out=of.left_out,
        empty="" if rows else _empty(of, only),
        behind=partial(table, judged, title, only),
        onward=(Onward(opened(title)),),
        parts=(*unread(office, of, rows), *(() if only.wanted else _of_all(judged, of))),
    )


def _of_all(judged: Judged, of: Held) -> Iterator[Topic]:
    yield from held_back(judged, of.declared.title)
    yield from on_map(judged, of)


def _empty(of: Held, only: Chosen) -> str:
    if only.wanted:
        return "ไม่มีแถวที่ตรงกับตัวกรอง"
    none = f"ยังไม่มีแถวในแท็บ {shorten(of.declared.title, 80)} ของสมุดกลุ่มใด"
    return set_aside(of.left_out) or none


def one_finding(judged: Judged, of: Held, only: Chosen) -> str:
    """ทะเบียนรถราชการ 12 คัน · ราคารวมอย่างน้อย 5,400,000 บาท (ไม่รวม 3 แถว) · ถึง 30 จาก 117
    โรงเรียน · …"""
    title, rows = shorten(of.declared.title, 80), only.rows(of)
    parts = [f"{title} {strong(f'{len(rows):,}')}{NBSP}{word(of)}"]
    parts += [_sum(of, only, each) for each in _added(of, rows) if each.total is not None]
    if of.declared.reaches and of.reach and of.reach.reached and rows is of.rows:
        parts.append(_reached(of.reach))
    if of.without_rows and rows is of.rows:
        names = words.groups_short(judged.office, of.without_rows, 2)
        parts.append(f"ยังไม่กรอก {act(len(of.without_rows))} กลุ่ม ({names})")
    return together(parts)


def _reached(of: Reach) -> str:
    """ถึง 30 จาก 117 โรงเรียน ยังไม่ถึง 87; at least so many where a name can't be read."""
    there, total = len(of.reached), len(of.reached) + len(of.others)
    least, rest = ("อย่างน้อย ", "") if of.is_least else ("", f" ยังไม่ถึง {total - there:,}")
    return f"ถึง{least or ' '}{strong(there)} จาก {total:,}{NBSP}โรงเรียน{rest}"


def _sum(of: Held, only: Chosen, each: Added) -> str:
    """ราคารวมอย่างน้อย 2,220,000 บาท (ไม่รวม 3 แถว): money that is missing can only be more."""
    column = next(own for own in of.declared.columns if own.name == each.column)
    group = dict(only.wanted).get("group")
    lost = [part for part in of.left_out if group in (None, part.group)]
    rows, groups = each.unread + sum(part.rows for part in lost), sum(bool(p.reason) for p in lost)
    said = [f"{rows:,}{NBSP}แถว"] * bool(rows) + [f"{groups:,}{NBSP}กลุ่มที่อ่านไม่ได้"] * bool(groups)
    least = "อย่างน้อย" if said and column.kind == "baht" else ""
    total = together(
        (f"{_sum_of(each.column)}{least} {strong(baht(each.total))}", column.unit_word), NBSP
    )
    return f"{total} (ไม่รวม {' และ '.join(said)})" if said else total


def _sum_of(heading: str) -> str:
    """ราคารวม of ราคา (บาท): the unit stands behind the sum."""
    name = shorten(_UNIT.sub("", heading), 40) or shorten(heading, 40)
    is_sum = name.startswith("รวม") or name.endswith("รวม")
    return name if is_sum else f"{name}{NBSP * name[-1:].isascii()}รวม"


def _added(of: Held, rows: Rows) -> Sequence[Added]:
    """The sums over these rows of the register."""
    if rows is of.rows:
        return of.added
    return [added(rows, each.column, of.unread.get(each.column, ())) for each in of.added]


def _by_group(office: Office, rows: Rows) -> Iterator[str]:
    """รายกลุ่ม: นิเทศฯ 20 บุคคล 17; nothing of one group alone."""
    counts = counted(rows, "group").most_common()
    if len(counts) > 1:
        said = [f"{words.group_short(office, code)} {count:,}" for code, count in counts]
        yield f"รายกลุ่ม: {listed(said, 8)}"


def busiest(of: Held, rows: Rows) -> set[str]:
    """รายเดือนของวันที่เริ่ม: 8 เดือน มากที่สุด ก.ค. 2557 5 แถว; of rows without a day nothing."""
    column = dated(of)
    found = by_period(rows, column.name) if column else None
    if not found or not found.counts:
        return set()
    word = "ปี" if found.by_year else "เดือน"
    most = max(found.counts.values())
    fullest = [period for period, count in found.counts.items() if count == most]
    periods = f"{len(found.counts):,} {word}"
    if len(fullest) == 1 < len(found.counts):
        periods += f" มากที่สุด {in_words(fullest[0])} {most:,} แถว"
    rest = f"ไม่ทราบวันที่ {found.undated:,} แถว" if found.undated else ""
    return {f"ราย{word}ของ{shorten(column.name, 40)}: {together((periods, rest))}"}


def _notes(office: Office, of: Held, rows: Rows) -> tuple[str, ...]:
    """What must be known to read the finding over these rows."""
    found = [*_by_group(office, rows)]
    if rows is not of.rows or drawn_by(of) != dated(of):  # else it is what is drawn
        found += busiest(of, rows)
    added_up = _added(of, rows)
    found += [
        f"{shorten(each.column, 40)}: มีตัวเลข {each.rows:,} แถว"
        + f" ว่าง {each.blank:,} แถว" * bool(each.blank)
        + f" อ่านไม่ได้ {each.unread:,} แถว" * bool(each.unread)
        for each in added_up
        if each.rows and each.blank + each.unread
    ]
    if none := [shorten(each.column, 40) for each in added_up if rows and not each.rows]:
        found.append(f"ยังไม่มีตัวเลขในแถวใด: {listed(none, 6)}")
    if of.reach and rows is of.rows and of.reach.unnamed:
        found.append(f"ไม่ระบุโรงเรียน {of.reach.unnamed:,} แถว")
    if of.reach and rows is of.rows and of.reach.unread:
        found.append(f"อ่านชื่อโรงเรียนได้ไม่ครบ {of.reach.unread:,} แถว")
    if of.declared.criteria:
        found.append(f"ใช้ประกอบประเด็น {listed(of.declared.criteria, 6)}")
    if of.declared.about_year:
        found.append(f"ข้อมูลของปี {of.declared.about_year}")
    return tuple(found)


# --- rows -------------------------------------------------------------------------------------


def table(judged: Judged, title: str, only: Chosen, most: int | None = None) -> Table:
    """The rows as their columns have them, with group and cell. most: only the first of them."""
    of, office = held(judged, title), judged.office
    rows = only.rows(of)
    some = range(len(rows) if most is None else min(most, len(rows)))
    names = names_of(office)
    columns = [
        [_shown(judged, column, rows[column.name][n], names) for n in some]
        for column in of.declared.columns
    ]
    columns.append([words.group_short(office, rows["group"][n]) for n in some])
    columns.append([shorten(rows["remark"][n]) or None for n in some])
    heads = (*(head(column) for column in of.declared.columns), "กลุ่มที่กรอก", "หมายเหตุ")
    if of.unread:
        columns.append([_unread_in(office, of, rows.index[n]) for n in some])
        heads = (*heads, UNREAD)
    first = of.declared.columns[0].name
    cells = tuple(Cell(title, rows.index[n], first) for n in some)
    return Table(title, heads, tuple(zip(*columns, strict=True)), cells)


def _unread_in(office: Office, of: Held, at: Place) -> Value:
    """ราคา B6: the cells of a row that look blank and aren't."""
    title = of.declared.title
    names = [name for name, places in of.unread.items() if at in places]
    return (
        ", ".join(f"{shorten(name, 40)} {office.cell(title, at, name)}" for name in names) or None
    )


def unread(office: Office, of: Held, rows: Rows) -> Iterator[Topic]:
    """The cells of these rows that are filled in and can't be read, each to be mended."""
    there = [
        Entry(
            text=f"{words.workbook(office, at[0])} › {shorten(name, 80)}",
            cell=Cell(of.declared.title, at, name),
        )
        for at in rows.index
        for name, places in of.unread.items()
        if at in places
    ]
    if there:
        said = f"กรอกแล้วแต่อ่านไม่ได้ {act(f'{len(there):,}')}{NBSP}ช่อง"
        yield Topic("register_unread", UNREAD, said, tuple(there), todo=True)


def held_back(judged: Judged, title: str) -> Iterator[Topic]:
    """The rows that aren't used at all, each with the first reason why."""
    aside = (p for repair in judged.health.repairs for p in repair.problems if p.aside)
    own = [(at, p) for p in aside if p.tab == title for at in p.all_rows]
    rows = {Cell(title, (p.workbook, at), p.field or ""): shorten(p.what_th, 160) for at, p in own}
    if rows:
        office = judged.office
        entries = tuple(
            Entry(text=f"{words.workbook(office, cell.at[0])} › {why}", cell=cell)
            for cell, why in rows.items()
        )
        every = tuple((why,) for why in rows.values())
        behind = Table(HELD_BACK, ("เหตุ",), every, tuple(rows))
        yield Topic("register_held", HELD_BACK, "", entries, behind=lambda: behind, todo=True)


def head(column: Field) -> str:
    """Its heading in the table, with its unit."""
    has_unit = column.unit_word and column.unit_word not in column.name
    return f"{column.name} ({column.unit_word})" if has_unit else column.name


def _shown(judged: Judged, column: Field, value: object, names: Names) -> Value:
    if value is None or value == ():
        return None
    if column.kind == "group":
        everyone = words.EVERYONE_WORD if value == (ALL,) else ""
        return everyone or words.groups_short(judged.office, value, 12)
    if column.kind in names:
        return listed([shorten(names[column.kind].get(code, code), 60) for code in value], 12)
    if isinstance(value, tuple):
        return ", ".join(map(shorten, value))
    if column.kind == "year":
        return str(value)  # no thousands stand in a year, wherever it is printed
    if column.kind == "link":
        return str(value) if is_web(value) else None
    return shorten(value) if isinstance(value, str) else value
