"""Rows of the office's own registers, compared by the key that the office declares.

Where it declares none, by the first column as long as no two rows share a value of it, else by all
that stands in a row: then another cell makes another row. Columns of only one state say nothing.
Source: docs/rules.md, "What changed".
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from esa.changes.record import Cell, Change, Facts, Side, compared
from esa.changes.rows import own_keys
from esa.changes.verdicts import of_row
from esa.plain import Place, Rows
from esa.reading.called import group_short
from esa.reading.declared import Column
from esa.reading.missing import ASIDE
from esa.reading.office import Office
from esa.reading.schema import Tab
from esa.rules.carried import ALL

UNREAD = "อ่านไม่ได้"
EVERYONE = "ทุกกลุ่ม"
Unknown = tuple[Callable[[Place, str], bool], Callable[[Place, str], bool]]


def registers(before: Office, after: Office, unknown: Unknown) -> list[Change]:
    """Rows that came, went or hold other cells; value of a side: its cells as (heading, value,
    unit), UNREAD for what is filled in and can't be read."""
    found: list[Change] = []
    offices = (before, after)
    for register in after.declared:
        tab, units = after.tabs[register.title], {each.name: each.unit for each in register.columns}
        states = [office.rows.get(tab.name, Rows((), {})) for office in offices]
        types = {own.name: own.type for own in _declared(before, register.title)}
        both = [own.name for own in register.columns if types.get(own.name) == own.type]
        if both:
            key = tuple(name for name in tab.key if name in both)
            alone = all(len(set(rows[both[0]])) == len(rows) for rows in states)
            tab = replace(tab, key=key or (tuple(both[:1]) if alone else ()))
            lost = [o.doubtful(tab.name, *both) if o.rows.get(tab.name) else () for o in offices]
            told = {name: units[name] for name in both}
            names = [called_in(office, tab) for office in offices]
            facts = (_facts(tab, told, *state) for state in zip(states, lost, names, strict=True))
            found += compared("register", ("",), (_verdict,), *facts, unknown)
    return [_at_its_cell(change) for change in found]


def _declared(office: Office, title: str) -> Iterable[Column]:
    return next((each.columns for each in office.declared if each.title == title), ())


def called_in(office: Office, tab: Tab) -> Mapping[str, Mapping[str, str]]:
    """Column → code → what the pages call it: the rows of the tabs that this one refers to."""
    found: dict[str, Mapping[str, str]] = {}
    for each in tab.references:
        if each.tab == "groups":
            codes = (code for code in office.rows["groups"]["group"] if code)
            found[each.fields[0]] = {c: group_short(office, c) for c in codes} | {ALL: EVERYONE}
        elif each.tab in ("schools", "networks"):
            rows = office.rows[each.tab]
            pairs = zip(rows[each.target[0]], rows["name"], strict=True)
            found[each.fields[0]] = {code: name for code, name in pairs if name}
    return found


def _at_its_cell(change: Change) -> Change:
    """A change of a row that stays stands at the first cell that differs."""
    if change.kind != "changed":
        return change
    pairs = zip(change.was, change.now, strict=True)
    column = next((was[0] for was, now in pairs if was != now), change.cell.column)
    before, after = (
        side._replace(cell=side.cell._replace(column=column))
        for side in (change.before, change.after)
    )
    return replace(change, before=before, after=after)


def _verdict(before: object, after: object) -> str:
    return of_row(before, after) or "changed"


def _facts(
    tab: Tab, units: Mapping[str, str], rows: Rows, lost: Collection, names: Mapping[str, Mapping]
) -> Facts:
    columns = [*units]
    rows = Rows(rows.index, {name: rows[name] for name in ("group", *columns)})
    keys = [(tab.name, *key) for key in own_keys(tab, rows).values()]
    values = list(zip(zip(*(rows[name] for name in columns), strict=True)))
    name = rows[(*tab.key, columns[0])[0]]

    def _worded(column: str, value: object) -> object:
        known = names.get(column, {})
        return tuple(known.get(code, code) for code in value) if known and value else value

    def side(number: int, _: int) -> Side:
        at = rows.index[number]
        cells = tuple(
            (n, UNREAD if value in (None, ()) and (at, n) in lost else value, units[n])
            for n, value in zip(columns, map(_worded, columns, values[number][0]), strict=True)
        )
        where = Cell(rows.index[number][0], tab.name, rows.index[number][1], columns[0])
        groups = tuple(filter(None, (rows["group"][number],)))
        return Side(cells, keys[number], where, groups, str(name[number] or ""))

    return Facts(tab.name, keys, values, rows.index.__getitem__, side)


# --- when its rows last changed ---------------------------------------------------------------

# Title → group whose tab could be read → what its rows hold; None: nobody knows what is declared.
Held = Mapping[str, Mapping[str, int]] | None


class Between(NamedTuple):
    """Days of the states between which the rows last changed. after: None where no state is known
    in which they were others; until: the first in which they were as now, None if nobody knows."""

    after: date | None = None
    until: date | None = None


def held_in(office: Office) -> Held:
    """What each register holds, wherever its rows stand; for comparison in this process only."""
    if not any(book.used and book.kind == "office" for book in office.workbooks):
        return None
    return {each.title: _held(office, each.title) for each in office.declared}


def _held(office: Office, title: str) -> Mapping[str, int]:
    parts = (part for part in office.missing if part.tab in ("", title) and part.reason != ASIDE)
    lost, rows = {part.group for part in parts}, office.rows[title]
    there = {book.group for book in office.workbooks for tab in book.tabs if tab.tab == title}
    found: dict[str, list[int]] = {group: [] for group in there - lost}
    for group, *cells in zip(rows["group"], *rows.columns.values(), strict=True):
        found.setdefault(group, []).append(hash(tuple(cells)))
    return {group: hash(tuple(sorted(cells))) for group, cells in found.items()}


def last_changed(states: Sequence[tuple[date, Held]]) -> Mapping[str, Between]:
    """Title → when its rows last changed, as far as these states tell, oldest first."""
    *earlier, (day, now) = states
    return {title: _between(title, earlier[::-1], day, own) for title, own in (now or {}).items()}


def _between(
    title: str, earlier: Iterable[tuple[date, Held]], day: date, now: Mapping[str, int]
) -> Between:
    since = None
    for then, held in earlier:
        if held is None:
            continue
        was = held.get(title)
        if was is None or any(was[group] != now[group] for group in was.keys() & now.keys()):
            return Between(then, since or day)
        since = then if was.keys() == now.keys() else since
    return Between(None, since)
