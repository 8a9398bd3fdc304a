"""What each group still has to bring: its points by state, and its list of things to do.

A point is clear, missing (known, without clear evidence in this reading) or unknown (nobody wrote
anything about it yet); unknown is never counted as missing. Source: docs/rules.md, "Next step".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from esa.codes import code_key, in_code_order
from esa.plain import Place, Rows, column
from esa.rules.evidence import EVIDENCE_TAB, Document, Stand, by_point, leads
from esa.rules.levels import Level
from esa.rules.next_steps import RANKS, Action, NextStep, first_action
from esa.rules.points import Point
from esa.rules.vocabulary import (
    CHECK,
    CLEAR,
    EVIDENCE,
    LOCATOR,
    NAME_LEAD,
    NONE,
    POINT_OUTCOMES,
    REPORTED,
    SHARED_LINK,
    UNKNOWN,
    UNREAD,
    WORTH_A_LOOK,
)

NOBODY = ""  # stands where a group would, for points that name no lead
SOON = 14  # days ahead that count as "due soon"


class Tile(NamedTuple):
    """A point as it stands with one group that leads it, in one reading."""

    group: str  # "": it names no lead
    edition: str | None
    criterion: str | None
    indicator: str | None
    title: str | None
    state: str  # of its best document, unread or unknown
    outcome: str  # clear, missing or unknown
    due: date | None
    overdue_days: int  # 0 where it isn't missing


class Count(NamedTuple):
    """Points of a group by outcome. overdue: missing and past their date."""

    group: str  # "": of those that name no lead, or of the whole office
    points: int
    clear: int
    missing: int
    unknown: int
    overdue: int
    unread: int = 0  # of the unknown ones: something of them can't be read


class Work(NamedTuple):
    """One thing to do for clear evidence: the point it is about, then the cell to fill in."""

    edition: str | None
    criterion: str | None
    indicator: str | None
    title: str | None
    lead_groups: tuple[str, ...]
    outcome: str  # of the point: missing or unknown
    due: date | None
    overdue_days: int
    to_level: int | None  # None, as is need: no level hangs on it
    need: int | None
    lifts_alone: bool
    level_outcome: str | None  # of its indicator
    first: bool = True  # the nearest action of its point
    more: int = 0  # of the first: how many other documents could be mended instead
    action: str = NAME_LEAD  # this one where nobody leads an unknown point
    groups: tuple[str, ...] = ()  # whose cell it is
    tab: str = ""
    at: Place | None = None  # None: a new row is to be added
    field: str = ""
    document: str | None = None  # None where none is named
    state: str = NONE
    lacks: str | None = None
    link: str | None = None  # as typed
    self_checked: bool = False
    warnings: tuple[str, ...] = ()


class Look(NamedTuple):
    """A document that counts and still deserves a look; its state and the level stay."""

    at: Place
    edition: str | None
    criterion: str | None
    document: str | None
    state: str
    warning: str  # other_year or shared_link
    only: bool  # the point is clear only by such documents
    group: str | None  # whose row it is
    lead_groups: tuple[str, ...]
    points: int  # behind the same link; 0 for other_year
    field: str  # the cell that tells it
    tab: str = EVIDENCE_TAB.tab


def outcome(known: bool, clear: bool) -> str:
    """clear, missing or unknown: a point about which nobody wrote anything, or of which something
    can't be read, isn't missing."""
    return "clear" if clear else "missing" if known else UNKNOWN


def due_kind(due: date | None, overdue_days: int, today: date) -> str:
    """ "overdue", "soon" (today or within 14 days), "later", or "none" without a date.

    A date that has passed on a point that is otherwise finished is "later": nothing presses.
    """
    if due is None:
        return "none"
    if overdue_days > 0:
        return "overdue"
    return "soon" if today <= due <= today + timedelta(days=SOON) else "later"


def by_group(points: Iterable[Point], groups: Rows, reading: str) -> tuple[Tile, ...]:
    """One row per group and point it leads, then the points that name no lead (group "").

    points: of one edition, each group's in code order. groups: group. A point led by ALL stands
    with every group, as it is asked of each.
    """
    ordered = in_code_order(points, "edition", "criterion")
    known = [(point.lead_groups, _tile(point, reading)) for point in ordered]
    return tuple(
        tile._replace(group=group)
        for group in [*column(groups, "group"), NOBODY]
        for lead_groups, tile in known
        if (leads(group, lead_groups) if group else not lead_groups)
    )


def _tile(point: Point, reading: str) -> Tile:
    unread = point.in_reading(reading).unknown
    result = UNKNOWN if unread else outcome(point.known, point.clear(reading))
    return Tile(
        NOBODY,
        point.edition,
        point.criterion,
        point.indicator,
        point.title,
        UNREAD if unread else UNKNOWN if result == UNKNOWN else point.state,
        result,
        point.due,
        point.overdue_days if result == "missing" else 0,
    )


def counts(tiles: Iterable[Tile], groups: Rows) -> tuple[Count, ...]:
    """Counts of by_group: one for each group in its order, then that of nobody if it has points."""
    found: defaultdict[str, list[Tile]] = defaultdict(list)
    for tile in tiles:
        found[tile.group].append(tile)
    names = [*column(groups, "group"), *([NOBODY] if NOBODY in found else [])]
    return tuple(_count(group, found[group]) for group in names)


def count_all(points: Iterable[Point], reading: str) -> Count:
    """The same over the whole office, every point once."""
    return _count(NOBODY, [_tile(point, reading) for point in points])


def _count(group: str, tiles: Sequence[Tile]) -> Count:
    kinds = [tile.outcome for tile in tiles]
    by_kind = (kinds.count(kind) for kind in POINT_OUTCOMES)
    overdue = sum(tile.overdue_days > 0 for tile in tiles)
    return Count(group, len(tiles), *by_kind, overdue, sum(tile.state == UNREAD for tile in tiles))


def working_list(
    points: Iterable[Point],
    evidence: Sequence[Document],
    levels: Iterable[Level],
    missing: Iterable[NextStep],
    steps: Iterable[NextStep],
    reading: str,
) -> tuple[Work, ...]:
    """Everything to do for clear evidence, what lifts a level soonest first, with its cell.

    missing, steps: see next_steps, of the same reading. Per point first its nearest action, then
    the other documents of it that could be mended instead. Order: as next_steps where a level hangs
    on it; then other missing points; then unknown ones.
    """
    known = {(point.edition, point.criterion): point for point in points}
    lifts = [step for step in steps if step.stage == EVIDENCE]
    lift_of = {(step.edition, step.criterion): place for place, step in enumerate(lifts)}
    results = {(e.edition, e.indicator): e.in_reading(reading).outcome for e in levels}
    documents, row_of = by_point(evidence), {row.stand: row for row in evidence}
    found = []
    for number, step in enumerate(missing):
        key = (step.edition, step.criterion)
        point, place = known[key], lift_of.get(key)
        lift = None if place is None else lifts[place]
        about = _about(point, lift, results.get((point.edition, point.indicator)), reading)
        own = Action(step.action, step.groups, step.tab, step.field, step.at)
        if about.state == UNKNOWN and not point.lead_groups:
            own = Action(NAME_LEAD, (), "criteria", "lead_groups", point.at)
        others = _others(documents.get(key, ()), own, point.lead_groups, reading)
        order = (about.state == UNKNOWN, len(lifts) if place is None else place, number)
        cells = [_in_cell(about, action, row_of) for action in (own, *others)]
        rest = [work._replace(first=False) for work in cells[1:]]
        found.append((order, [cells[0]._replace(more=len(others)), *rest]))
    return tuple(work for _, own in sorted(found, key=lambda pair: pair[0]) for work in own)


def _about(point: Point, lift: NextStep | None, level_outcome: str | None, reading: str) -> Work:
    tile = _tile(point, reading)
    return Work(
        point.edition,
        point.criterion,
        point.indicator,
        point.title,
        point.lead_groups,
        tile.outcome,
        tile.due,
        tile.overdue_days,
        lift.to_level if lift else None,
        lift.need if lift else None,
        bool(lift and lift.lifts_alone),
        level_outcome,
        state=tile.state,
    )


def _in_cell(about: Work, action: Action, row_of: Mapping[Stand, Document]) -> Work:
    """The same point with one action and what stands in its row."""
    row = row_of.get(Stand(action.at, action.tab)) if action.at else None
    state = row.state if row else NONE
    state = about.state if about.outcome == UNKNOWN else state
    work = about._replace(**action._asdict(), state=state)
    if row is None:
        return work
    return work._replace(
        document=row.title,
        lacks=row.lacks,
        link=row.link,
        self_checked=row.self_checked,
        warnings=row.warnings,
    )


def _others(
    documents: Iterable[Document], own: Action, lead_groups: tuple[str, ...], reading: str
) -> list[Action]:
    """The other named documents of a point that could be mended instead, the nearest first."""
    named = [document for document in documents if document.lacks in (LOCATOR, CHECK)]
    actions = [(document, first_action([document], lead_groups, reading)) for document in named]
    here = Stand(own.at, own.tab)
    useful = [pair for pair in actions if pair[1].at and Stand(pair[1].at, pair[1].tab) != here]
    useful.sort(key=lambda pair: (RANKS[pair[1].action], bool(pair[0].warnings), pair[0].stand))
    return [action for _, action in useful]


def is_asked(group: str, lead_groups: tuple[str, ...], groups: tuple[str, ...]) -> bool:
    """Whether a row of the working list is for this group: it leads the point or owns the cell."""
    return leads(group, lead_groups) or group in groups


def worth_a_look(points: Iterable[Point], evidence: Sequence[Document]) -> tuple[Look, ...]:
    """Documents that count and still deserve a look: one row per document and warning, by code."""
    known = {(point.edition, point.criterion): point for point in points}
    behind: defaultdict[tuple, set] = defaultdict(set)
    for row in evidence:
        behind[row.edition, row.link].add(row.criterion)
    found = [
        _look(row, warning, known[row.edition, row.criterion], len(behind[row.edition, row.link]))
        for row in evidence
        if row.state in CLEAR[REPORTED] and (row.edition, row.criterion) in known
        for warning in row.warnings
        if warning in WORTH_A_LOOK
    ]
    return tuple(sorted(found, key=lambda look: (code_key(look.criterion), look.at)))


def _look(row: Document, warning: str, point: Point, points: int) -> Look:
    shared = warning == SHARED_LINK
    return Look(
        row.at,
        row.edition,
        row.criterion,
        row.title,
        row.state,
        warning,
        only=point.reported.weak,
        group=row.group,
        lead_groups=point.lead_groups,
        points=points if shared else 0,
        field=row.cells.of("link" if shared else _year_field(row)),
        tab=row.cells.tab,
    )


def _year_field(row: Document) -> str:
    """The cell that says which year a document is of, as evidence.is_of_another_year reads it."""
    if row.in_force_from or row.in_force_to:
        return "in_force_from" if row.in_force_from else "in_force_to"
    return "dated" if row.fiscal_year is None else "fiscal_year"
