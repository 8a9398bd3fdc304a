"""Rows of the office's own registers, compared by the key that the office declares.

Where it declares none, by the first column as long as no two rows share a value of it, else by all
that stands in a row: then another cell makes another row. Columns of only one state say nothing.
Source: docs/rules.md, "What changed".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from esa.changes.record import Cell, Change, Facts, Side, Unknown, compared
from esa.changes.rows import own_keys
from esa.changes.verdicts import of_word
from esa.reading.called import group_short
from esa.reading.missing import ASIDE
from esa.reading.office import Office
from esa.reading.schema import Field
from esa.rules.carried import ALL

UNREAD = "อ่านไม่ได้"
EVERYONE = "ทุกกลุ่ม"
CODES = {"school": ("schools", "school_code"), "network": ("networks", "network")}


def registers(before: Office, after: Office, unknown: tuple[Unknown, Unknown]) -> list[Change]:
    """Rows that came, went or hold other cells; value of a side: its cells as (heading, value,
    unit), UNREAD for what is filled in and can't be read."""
    found: list[Change] = []
    for register in after.declared:
        title, states = register.title, (before, after)
        kinds = {each.name: each.kind for each in _columns(before, title)}
        columns = [each for each in register.columns if kinds.get(each.name) == each.kind]
        if columns:
            key = [each.name for each in columns if each.key]
            first = [office.rows[title][columns[0].name] for office in states]
            if not key and all(len(set(values)) == len(values) for values in first):
                key = [columns[0].name]
            facts = (_facts(office, title, columns, key) for office in states)
            found += compared("register", ("",), (of_word,), *facts, unknown)
    return [_at_its_cell(change) for change in found]


def _columns(office: Office, title: str) -> Iterable[Field]:
    return next((each.columns for each in office.declared if each.title == title), ())


def _called(office: Office, kind: str) -> Mapping[str, str]:
    """Code → what the pages call it, of a type of column that holds codes of a tab."""
    if kind == "group":
        codes = (code for code in office.rows["groups"]["group"] if code)
        return {code: group_short(office, code) for code in codes} | {ALL: EVERYONE}
    if kind not in CODES:
        return {}
    rows = office.rows[CODES[kind][0]]
    pairs = zip(rows[CODES[kind][1]], rows["name"], strict=True)
    return {code: name for code, name in pairs if name}


def _at_its_cell(change: Change) -> Change:
    """A change of a row that stays stands at the first cell that differs."""
    if change.kind != "changed":
        return change
    pairs = zip(change.was, change.now, strict=True)
    column = next((was[0] for was, now in pairs if was != now), change.cell.column)
    was, now = change.before, change.after
    sides = (side._replace(cell=side.cell._replace(column=column)) for side in (was, now))
    return Change(change.subject, change.kind, change.measure, *sides)


def _facts(office: Office, title: str, columns: Sequence[Field], key: Sequence[str]) -> Facts:
    rows, names = office.rows[title], [column.name for column in columns]
    values = list(zip(zip(*(rows[name] for name in names), strict=True)))
    own = own_keys(rows, key or ("group", *names)).values()
    keys, lost = [(title, *each) for each in own], office.doubtful(title, *names)
    named = rows[(*key, *names)[0]]
    called = {each.name: _called(office, each.kind) for each in columns}

    def word(column: str, value: object) -> object:
        known = called[column]
        return tuple(known.get(code, code) for code in value) if known and value else value

    def side(number: int, _: int) -> Side:
        at = rows.index[number]
        cells = tuple(
            (c.name, UNREAD if value in (None, ()) and (at, c.name) in lost else value, c.unit_word)
            for c, value in zip(columns, map(word, names, values[number][0]), strict=True)
        )
        groups = tuple(filter(None, (rows["group"][number],)))
        where = Cell(at[0], title, at[1], names[0])
        return Side(cells, keys[number], where, groups, str(named[number] or ""))

    return Facts(title, keys, values, rows.index.__getitem__, side)


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
    known = [(then, held) for then, held in reversed(earlier) if held is not None]
    return {title: _between(known, title, day, own) for title, own in (now or {}).items()}


def _between(earlier: Iterable, title: str, day: date, now: Mapping[str, int]) -> Between:
    since = None
    for then, held in earlier:
        was = held.get(title)
        if was is None or any(was[group] != now[group] for group in was.keys() & now.keys()):
            return Between(then, since or day)
        since = then if was.keys() == now.keys() else since
    return Between(None, since)
