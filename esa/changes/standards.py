"""The standards of one state as they are compared: levels, points, what is carried out, conditions.

The cell of a point is that of the document that proves it, where one does; of what is carried out,
the group's own row. Source: docs/rules.md, "What changed".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from esa.changes.record import Cell, Change, Facts, Side, Unknown
from esa.changes.rows import Renames, key_columns
from esa.changes.verdicts import UNREAD, Level
from esa.judged import Judged
from esa.plain import Place
from esa.reading.schema import read_tabs
from esa.rules.conditions import Condition
from esa.rules.evidence import EVIDENCE_TAB, Document, Stand
from esa.rules.levels import Result
from esa.rules.points import Point, Proof
from esa.rules.vocabulary import CHECKED, CLEAR, NONE, READINGS, SELF_CHECKED, VERIFIED

SHOWN = {NONE: "title", CHECKED: "checked_on", SELF_CHECKED: "checked_on"}
DOUBT = {"lost": "became_unknown", "gained": "became_known"}
DOUBT |= {"fell": "became_unknown", "rose": "became_known"}
OWN_ROWS = ("criteria", "progress")  # cells of a point that aren't of a document
CARRIED = {True: "carried_out", False: "no", None: "not_reported"}
MET = {True: "met", False: "no", None: "not_reported"}


def _keys(renames: Renames, tab: str, rows: Sequence[tuple]) -> list[tuple]:
    names = key_columns(read_tabs()[tab])
    return renames.keys(tab, {name: list(map(attrgetter(name), rows)) for name in names})


def levels(state: Judged, renames: Renames) -> Facts:
    """Values: Level in the reported and in the verified reading, per (edition, indicator)."""
    rows = [row for edition in state.by_levels for row in edition.levels]
    values = [tuple(_level(row.in_reading(reading)) for reading in READINGS) for row in rows]
    leads: dict[tuple, tuple[str, ...]] = {}

    def side(number: int, reading: int) -> Side:
        if not leads:
            leads.update(_leads_of_indicators(state))
        row = rows[number]
        key, result = (row.edition, row.indicator), row.in_reading(READINGS[reading])
        cell = _cell(row.at, "indicators", "indicator")
        title, groups = row.title or "", leads.get(key, ())
        return Side(values[number][reading], key, cell, groups, title, result.sentence)

    return Facts("indicators", _keys(renames, "indicators", rows), values, _place(rows), side)


def _level(result: Result) -> Level:
    """A provisional level is none, as a span of it isn't either."""
    open_ = result.level_span
    return Level(result.outcome, result.level, (open_.lowest, open_.top) if open_ else None)


def _place(rows: Sequence[tuple]) -> Callable[[int], Place]:
    return lambda number: rows[number].at


def _cell(at: Place, tab: str, name: str) -> Cell:
    return Cell(at[0], tab, at[1], name)


def _leads_of_indicators(state: Judged) -> dict[tuple, tuple[str, ...]]:
    """Whoever leads a criterion of an indicator, in the order of the criteria."""
    found: dict[tuple, dict[str, None]] = {}
    for point in _points(state):
        key = (point.edition, point.indicator)
        found.setdefault(key, {}).update(dict.fromkeys(point.lead_groups))
    return {key: tuple(groups) for key, groups in found.items()}


def points(state: Judged, renames: Renames) -> Facts:
    """Values: clear evidence in the reported and in the verified reading (None: it can't be told,
    because something of it can't be read), per (edition, criterion)."""
    rows = _points(state)
    values = [(_clear(row.reported), _clear(row.verified)) for row in rows]
    proof, doubtful = _proof(state), _doubtful(state)

    def side(number: int, reading: int) -> Side:
        row, value = rows[number], values[number][reading]
        cell = proof(row.evidence_rows, READINGS[reading]) if value else None
        if value is None and row.unread_rows:
            cell = doubtful(row.unread_rows[0])
        return _side(row, value, cell or _cell(row.at, "criteria", "criterion"))

    return Facts("criteria", _keys(renames, "criteria", rows), values, _place(rows), side)


def _clear(proof: Proof) -> bool | None:
    return None if proof.unknown else proof.clear


def _proof(state: Judged) -> Callable[[Sequence[Stand], str], Cell | None]:
    """The cell of the first document that is clear in a reading: its check, or where it is kept."""
    rows: dict[Stand, Document] = {}

    def cell(documents: Sequence[Stand], reading: str) -> Cell | None:
        if not rows:
            rows.update((row.stand, row) for row in _documents(state))
        for row in filter(None, map(rows.get, documents)):
            if row.state in CLEAR[reading]:
                kept = "link" if row.link else "place"
                name = row.cells.of("checked_on" if reading == VERIFIED else kept)
                return _cell(row.at, row.cells.tab, name)
        return None

    return cell


def _doubtful(state: Judged) -> Callable[[Stand], Cell]:
    """The cell that can't be read of a document that may prove a point; of one that was set aside,
    its code."""
    fields: dict[Stand, str] = {}

    def cell(stand: Stand) -> Cell:
        if not fields:
            doubted = (row for row in _documents(state) if row.unread)
            fields.update((row.stand, row.cells.of(row.unread[0])) for row in doubted)
        return _cell(stand.at, stand.tab, fields.get(stand, "criterion"))

    return cell


def carried_out(state: Judged, renames: Renames) -> Facts:
    """Values: "carried_out", "no", "not_reported" or "unread", per (edition, criterion)."""
    rows = _points(state)
    values = [(UNREAD if row.carried_unknown else CARRIED[row.carried],) for row in rows]

    def side(number: int, _: int) -> Side:
        row = rows[number]
        return _side(row, values[number][0], _reported(row, "criteria", "criterion"))

    return Facts("criteria", _keys(renames, "criteria", rows), values, _place(rows), side)


def conditions(state: Judged, renames: Renames) -> Facts:
    """Values: "met", "no", "not_reported" or "unread", per (edition, criterion, condition)."""
    rows = [row for edition in state.by_conditions for row in edition.met]
    values = [(UNREAD if row.unread else MET[row.met],) for row in rows]

    def side(number: int, _: int) -> Side:
        row = rows[number]
        key = (row.edition, row.criterion, row.condition)
        cell = _reported(row, "conditions", "condition")
        return Side(values[number][0], key, cell, row.leads, row.text or "")

    return Facts("conditions", _keys(renames, "conditions", rows), values, _place(rows), side)


def documents(state: Judged, renames: Renames) -> Facts:
    """Values: the state of each row of evidence, or "self_checked" (attached, and checked by its
    own group), per (group, edition, criterion, item). Rows of registers are told as such."""
    rows = [row for row in _documents(state) if row.cells == EVIDENCE_TAB]
    values = [(_state(row),) for row in rows]

    def side(number: int, _: int) -> Side:
        row, value = rows[number], values[number][0]
        key = (row.group, row.edition, row.criterion, row.item)
        cell = _cell(row.at, "evidence", SHOWN.get(value, "link" if row.link else "place"))
        return Side(value, key, cell, (row.group,) if row.group else (), row.title or "")

    return Facts("evidence", _keys(renames, "evidence", rows), values, _place(rows), side)


def _state(document: Document) -> str:
    return SELF_CHECKED if document.self_checked else document.state


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


def with_doubts(
    found: Iterable[Change], states: tuple[Judged, Judged], unknown: tuple[Unknown, Unknown]
) -> list[Change]:
    """The same changes, but no point was lost, and no level fell, only because the document that
    proved it stands in a tab that wasn't read whole: that became unknown; the same the other way.

    states, unknown: of the earlier and the later state, see record.compared.
    """
    found, doubted = _documents_in_doubt(found, states), set()
    for number, change in enumerate(found):
        doubt = {"lost": (change.before, unknown[1]), "gained": (change.after, unknown[0])}
        if change.subject != "point" or change.kind not in doubt:
            continue
        side, is_unknown = doubt[change.kind]
        place, tab = (side.cell.workbook, side.cell.row), side.cell.tab
        half_read = {book for book, _ in _strays(states[change.kind == "lost"], tab)}
        if tab not in OWN_ROWS and (is_unknown(place, tab) or place[0] in half_read):
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


def _strays(state: Judged, tab: str) -> Sequence[Place]:
    """Rows of a register that may prove a point, nobody can tell which."""
    of = state.register(tab) if any(each.title == tab for each in state.office.declared) else None
    return of.strays.index if of and of.strays else ()


def _documents_in_doubt(found: Iterable[Change], states: tuple[Judged, Judged]) -> list[Change]:
    """No document fell only because a cell of it can't be read any more; the same the other way."""
    unread = [{row.stand for row in _documents(state) if row.unread} for state in states]
    if not any(unread):
        return list(found)
    doubt = {"fell": ("after", unread[1]), "rose": ("before", unread[0])}

    def is_doubted(change: Change) -> bool:
        if change.subject != "document" or change.kind not in doubt:
            return False
        half, places = doubt[change.kind]
        cell = getattr(change, half).cell
        return Stand((cell.workbook, cell.row), cell.tab) in places

    return [replace(c, kind=DOUBT[c.kind]) if is_doubted(c) else c for c in found]


def _indicators(state: Judged) -> dict[tuple, tuple]:
    """(edition, criterion) → (edition, indicator)."""
    return {(p.edition, p.criterion): (p.edition, p.indicator) for p in _points(state)}


def _points(state: Judged) -> list[Point]:
    return [point for edition in state.by_levels for point in edition.points]


def _documents(state: Judged) -> list[Document]:
    return [row for edition in state.by_levels for row in edition.evidence]


def _side(point: Point, value: object, cell: Cell) -> Side:
    key = (point.edition, point.criterion)
    return Side(value, key, cell, point.lead_groups, point.title or "")


def _reported(row: Point | Condition, tab: str, name: str) -> Cell:
    """The group's row that decides; the register's own row where nobody reported."""
    if row.deciding_rows:
        return _cell(row.deciding_rows[0], "progress", "carried_out")
    return _cell(row.at, tab, name)
