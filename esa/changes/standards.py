"""The standards of one state as they are compared: levels, points, what is carried out, conditions.

The cell of a point is that of the document that proves it, where one does; of what is carried out,
the group's own row. Source: docs/rules.md, "What changed".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, compress

import pandas as pd

from esa.changes.record import Cell, Change, Facts, Side
from esa.changes.rows import Renames
from esa.changes.verdicts import Level
from esa.judged import Judged
from esa.plain import Place, column, records
from esa.rules.rubric import READINGS

PROOF = {"reported": ("attached", "checked"), "verified": ("checked",)}
SHOWN = {"none": "title", "checked": "checked_on", "self_checked": "checked_on"}
DOUBT = {"lost": "became_unknown", "gained": "became_known"}
DOUBT |= {"fell": "became_unknown", "rose": "became_known"}
Unknown = Callable[[Place, str], bool]
CARRIED = {True: "carried_out", False: "no", None: "not_reported"}
MET = {True: "met", False: "no", None: "not_reported"}


class Joined(Mapping[str, list]):
    """The tables of several editions, one after the other; a column is laid out when asked for,
    because most are only needed for rows that changed."""

    def __init__(self, tables: Iterable[pd.DataFrame]) -> None:
        self._tables = list(tables)
        self._columns: dict[str, list] = {}

    def __getitem__(self, name: str) -> list:
        if name not in self._columns:
            parts = [_values(table, name) for table in self._tables]
            self._columns[name] = list(chain.from_iterable(parts))
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables[0].columns if self._tables else ())

    def __len__(self) -> int:
        return len(self._tables[0].columns) if self._tables else 0

    @cached_property
    def places(self) -> list[Place]:
        return list(chain.from_iterable(table.index.tolist() for table in self._tables))

    def place(self, row: int) -> Place:
        return self.places[row]


def _values(table: pd.DataFrame, name: str) -> Sequence:
    """plain.column, in half the time where nothing is blank, as in keys and verdicts."""
    return column(table, name) if table[name].hasnans else table[name].tolist()


def levels(state: Judged, renames: Renames) -> Facts:
    """Values: Level in the reported and in the verified reading, per (edition, indicator)."""
    table = Joined(edition.levels for edition in state.by_levels)
    readings = (map(Level, table[f"outcome_{r}"], table[f"level_{r}"]) for r in READINGS)
    values = list(zip(*readings, strict=True))
    leads: dict[tuple, tuple[str, ...]] = {}

    def side(row: int, reading: int) -> Side:
        if not leads:
            leads.update(_leads_of_indicators(state))
        workbook, number = table.places[row]
        key = (table["edition"][row], table["indicator"][row])
        cell = Cell(workbook, "indicators", number, "indicator")
        note = table[f"sentence_{READINGS[reading]}"][row]
        return Side(values[row][reading], key, cell, leads.get(key, ()), _text(table, row), note)

    return Facts("indicators", renames.keys("indicators", table), values, table.place, side)


def _leads_of_indicators(state: Judged) -> dict[tuple, tuple[str, ...]]:
    """Whoever leads a criterion of an indicator, in the order of the criteria."""
    found: dict[tuple, dict[str, None]] = {}
    for each in state.by_levels:
        rows = records(each.points, "edition", "indicator", "lead_groups")
        for _, edition, indicator, groups in rows:
            found.setdefault((edition, indicator), {}).update(dict.fromkeys(groups or ()))
    return {key: tuple(groups) for key, groups in found.items()}


def points(state: Judged, renames: Renames) -> Facts:
    """Values: clear evidence in the reported and in the verified reading (None: it can't be told,
    because a tab of a leading group couldn't be read), per (edition, criterion)."""
    table = _points(state)
    values = [
        tuple(clear or (None if unread else False) for clear in both)
        for unread, *both in zip(
            table["unread"], *(table[f"clear_{r}"] for r in READINGS), strict=True
        )
    ]
    proof = _proof(state)

    def side(row: int, reading: int) -> Side:
        documents = table["evidence_rows"][row] if values[row][reading] else ()
        cell = proof(documents, READINGS[reading]) or _own(table, row, "criteria", "criterion")
        return _side(table, row, values[row][reading], cell)

    return Facts("criteria", renames.keys("criteria", table), values, table.place, side)


def _proof(state: Judged) -> Callable[[Sequence[Place], str], Cell | None]:
    """The cell of the first document that is clear in a reading: its check, or where it is kept."""
    rows: dict[Place, tuple] = {}

    def cell(documents: Sequence[Place], reading: str) -> Cell | None:
        if not rows:
            for edition in state.by_levels:
                for at, kept, link in records(edition.evidence, "state", "link"):
                    rows[at] = (kept, link)
        for at in documents:
            kept, link = rows.get(at, ("none", None))
            if kept in PROOF[reading]:
                shown = "checked_on" if reading == "verified" else "link" if link else "place"
                return Cell(at[0], "evidence", at[1], shown)
        return None

    return cell


def carried_out(state: Judged, renames: Renames) -> Facts:
    """Values: "carried_out", "no", "not_reported" or "unread", per (edition, criterion)."""
    table = _points(state)
    values = [
        ("unread" if unread else CARRIED[carried],)
        for unread, carried in zip(table["unread"], table["carried"], strict=True)
    ]

    def side(row: int, _: int) -> Side:
        return _side(table, row, values[row][0], _reported(table, row, "criteria", "criterion"))

    return Facts("criteria", renames.keys("criteria", table), values, table.place, side)


def conditions(state: Judged, renames: Renames) -> Facts:
    """Values: "met", "no" or "not_reported", per (edition, criterion, condition)."""
    table = Joined(edition.met for edition in state.by_conditions)
    values = [(MET[met],) for met in table["met"]]

    def side(row: int, _: int) -> Side:
        key = (table["edition"][row], table["criterion"][row], table["condition"][row])
        cell = _reported(table, row, "conditions", "condition")
        return Side(values[row][0], key, cell, table["leads"][row] or (), table["text"][row] or "")

    return Facts("conditions", renames.keys("conditions", table), values, table.place, side)


def documents(state: Judged, renames: Renames) -> Facts:
    """Values: the state of each row of evidence, or "self_checked" (attached, and checked by its
    own group), per (group, edition, criterion, item)."""
    table = Joined(edition.evidence for edition in state.by_levels)
    values = list(zip(table["state"], strict=True))
    for row in compress(range(len(values)), table["self_checked"]):
        values[row] = ("self_checked",)

    def side(row: int, _: int) -> Side:
        key = tuple(table[name][row] for name in ("group", "edition", "criterion", "item"))
        workbook, number = table.places[row]
        lacking = "link" if table["link"][row] else "place"
        shown = SHOWN.get(values[row][0], lacking)
        cell = Cell(workbook, "evidence", number, shown)
        return Side(values[row][0], key, cell, _group(table, row), _text(table, row))

    return Facts("evidence", renames.keys("evidence", table), values, table.place, side)


def reports(state: Judged, renames: Renames) -> Facts:
    """Values: the status each group wrote, per (group, edition, criterion, condition)."""
    rows = state.office.rows["progress"]
    values = [(status,) for status in rows["carried_out"]]

    def side(row: int, _: int) -> Side:
        key = tuple(rows[name][row] for name in ("group", "edition", "criterion", "condition"))
        workbook, number = rows.index[row]
        cell = Cell(workbook, "progress", number, "carried_out")
        return Side(values[row][0], key, cell, (key[0],) if key[0] else ())

    return Facts(
        "progress", renames.keys("progress", rows.columns), values, rows.index.__getitem__, side
    )


def _group(table: Joined, row: int) -> tuple[str, ...]:
    return (table["group"][row],) if table["group"][row] else ()


def with_doubts(
    found: Iterable[Change], states: tuple[Judged, Judged], unknown: tuple[Unknown, Unknown]
) -> list[Change]:
    """The same changes, but no point was lost, and no level fell, only because the document that
    proved it stands in a tab that wasn't read whole: that became unknown; the same the other way.

    states, unknown: of the earlier and the later state, see record.compared.
    """
    found, doubted = list(found), set()
    for number, change in enumerate(found):
        doubt = {"lost": (change.before, unknown[1]), "gained": (change.after, unknown[0])}
        if change.subject != "point" or change.kind not in doubt:
            continue
        side, is_unknown = doubt[change.kind]
        if side.cell.tab == "evidence" and is_unknown(
            (side.cell.workbook, side.cell.row), "evidence"
        ):
            found[number] = replace(change, kind=DOUBT[change.kind])
            doubted.add((change.kind, change.measure, side.key))
    if not doubted:
        return found
    indicators = {"lost": _indicators(states[0]), "gained": _indicators(states[1])}
    levels = {(k, m, indicators[k].get(key)) for k, m, key in doubted}
    cause = {"fell": "lost", "rose": "gained"}
    return [
        replace(c, kind=DOUBT[c.kind])
        if c.subject == "level" and (cause.get(c.kind), c.measure, c.key) in levels
        else c
        for c in found
    ]


def _indicators(state: Judged) -> dict[tuple, tuple]:
    """(edition, criterion) → (edition, indicator)."""
    return {
        (edition, criterion): (edition, indicator)
        for each in state.by_levels
        for _, edition, criterion, indicator in records(
            each.points, "edition", "criterion", "indicator"
        )
    }


def _points(state: Judged) -> Joined:
    return Joined(edition.points for edition in state.by_levels)


def _side(table: Joined, row: int, value: object, cell: Cell) -> Side:
    key = (table["edition"][row], table["criterion"][row])
    return Side(value, key, cell, table["lead_groups"][row] or (), _text(table, row))


def _own(table: Joined, row: int, tab: str, name: str) -> Cell:
    workbook, number = table.places[row]
    return Cell(workbook, tab, number, name)


def _reported(table: Joined, row: int, tab: str, name: str) -> Cell:
    """The group's row that decides; the register's own row where nobody reported."""
    for workbook, number in table["deciding_rows"][row] or ():
        return Cell(workbook, "progress", number, "carried_out")
    return _own(table, row, tab, name)


def _text(table: Joined, row: int) -> str:
    return table["title"][row] or ""
