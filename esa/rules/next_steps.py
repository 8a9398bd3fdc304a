"""What to do next so that a level rises, soonest first, and the cell in which to do it.

The gate first (points not carried out, the extra condition); then as many points with clear
evidence as the next defined level needs. Source: docs/rules.md, "Next step".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from esa.codes import code_key
from esa.plain import Place, Rows, records
from esa.rules.evidence import EVIDENCE_TAB, Document, by_point
from esa.rules.levels import Level
from esa.rules.points import Point
from esa.rules.vocabulary import (
    ADD_CRITERIA,
    ADD_DOCUMENT,
    ADD_LOCATOR,
    CARRY_OUT,
    CHECK,
    CLEAR,
    CONFIRM_CONDITION,
    EVIDENCE,
    GATE,
    GET_CHECKED,
    INCOMPLETE,
    LEVEL,
    LOCATOR,
    LOCKED,
    MAKE_READABLE,
    NEAREST_FIRST,
    PLACEHOLDER,
    REPLACE_PLACEHOLDER,
    REPORT,
    SEND_REPORT,
    STAGES,
    TITLE,
    VERIFIED,
)

# The less is left to do, the earlier.
RANKS = {action: rank for rank, action in enumerate(NEAREST_FIRST)}


class Action(NamedTuple):
    """What to do, by whom and in which cell; no place: a new row of the tab."""

    action: str
    groups: tuple[str, ...]
    tab: str
    field: str
    at: Place | None = None


class NextStep(NamedTuple):
    """One action that brings an indicator nearer to its next level, and its cell."""

    edition: str | None
    indicator: str | None
    criterion: str | None  # None: of the whole indicator
    stage: str  # gate (a locked level), evidence (towards the next level), report (no data yet)
    action: str
    to_level: int | None  # what it lifts to, None if unknown
    need: int | None  # how many such actions of this indicator and stage it takes
    lifts_alone: bool  # this one is enough
    due: date | None
    groups: tuple[str, ...]  # who can do it
    tab: str
    at: Place | None  # None: a new row is to be added
    field: str


def first_action(documents: Sequence[Document], lead_groups: Sequence[str], reading: str) -> Action:
    """The least that gives a point clear evidence: the document nearest to it, else a new one.

    documents: all of the point, none of them clear in this reading. Those of the tab of evidence
    come before rows of registers; of equally near ones a document without a warning, then the first
    by workbook and row.
    """
    unread = [each for each in documents if each.unread and each.at_best in CLEAR[reading]]
    if unread:
        first = min(unread, key=lambda each: (bool(each.warnings), each.stand))
        groups = (first.group,) if first.group else tuple(lead_groups)
        name = first.cells.of(first.unread[0])
        return Action(MAKE_READABLE, groups, first.cells.tab, name, first.at)
    kinds = {LOCATOR: ADD_LOCATOR, PLACEHOLDER: REPLACE_PLACEHOLDER, TITLE: ADD_DOCUMENT}
    if reading == VERIFIED:
        kinds[CHECK] = GET_CHECKED
    near = [document for document in documents if document.lacks in kinds]
    if not near:
        return Action(ADD_DOCUMENT, tuple(lead_groups), "evidence", "title")
    best = min(near, key=lambda each: _nearness(each, RANKS[kinds[each.lacks]]))
    field = {LOCATOR: "link", CHECK: _check_field(best)}.get(best.lacks, "title")
    groups = (best.group,) if best.group else tuple(lead_groups)
    return Action(kinds[best.lacks], groups, best.cells.tab, best.cells.of(field), best.at)


def _nearness(document: Document, rank: int) -> tuple:
    of_register = document.cells != EVIDENCE_TAB
    return of_register, rank, bool(document.warnings), document.stand


def _check_field(document: Document) -> str:
    """The first cell of a document's check that is still to be filled in."""
    checks = ("checked_on", "checked_by_group", "checked_by_role")
    blank = [name for name in checks if getattr(document, name) is None]
    return blank[0] if blank else "checked_by_group"  # all filled in: it was the group itself


def missing_evidence(
    points: Iterable[Point], evidence: Iterable[Document], reading: str
) -> tuple[NextStep, ...]:
    """What each point without clear evidence lacks, whether or not a level hangs on it.

    One row per such point, ordered as in next_steps, without to_level and need: join next_steps
    where a level is asked for.
    """
    actions = _evidence_actions(points, evidence, reading)
    return _soonest_first(_step(action, point, EVIDENCE) for point, action in actions)


def next_steps(
    levels: Iterable[Level],
    points: Sequence[Point],
    evidence: Iterable[Document],
    progress: Rows,
    reading: str,
) -> tuple[NextStep, ...]:
    """Every action that brings an indicator nearer to its next level in one reading, soonest first.

    progress: group (whose rows they are). Order: stage; need; an unchecked document, a title
    without a place, a placeholder, nothing; due date (none last); code. No rows where nothing can
    be done: "at least", no higher level defined, no rubric, a rubric with gaps or overlaps.
    Source: docs/rules.md, "Next step".
    """
    points_of: defaultdict[tuple, list[Point]] = defaultdict(list)
    for point in points:
        points_of[point.edition, point.indicator].append(point)
    owners = dict(records(progress, "group"))
    evidence_of: defaultdict[tuple, list] = defaultdict(list)
    for point, action in _evidence_actions(points, evidence, reading):
        evidence_of[point.edition, point.indicator].append((point, action))
    steps: list[NextStep] = []
    for level in levels:
        key, result = (level.edition, level.indicator), level.in_reading(reading)
        if result.outcome == INCOMPLETE:
            steps += _reports(level, points_of[key])
            steps += _statuses(points_of[key], owners)
        if result.outcome == LOCKED:
            steps += _gate(level, result.provisional, points_of[key], owners)
        if result.need is not None:
            alone = result.need == 1 and (result.outcome == LEVEL or result.span is not None)
            alone = alone and result.outcome != LOCKED
            steps += [
                _step(action, point, EVIDENCE, result.next_level, result.need, alone)
                for point, action in evidence_of[key]
            ]
    return _soonest_first(steps)


def _evidence_actions(
    points: Iterable[Point], evidence: Iterable[Document], reading: str
) -> list[tuple[Point, Action]]:
    documents = by_point(evidence)
    return [
        (
            point,
            first_action(
                documents.get((point.edition, point.criterion), ()), point.lead_groups, reading
            ),
        )
        for point in points
        if not point.clear(reading)
    ]


def _gate(
    level: Level,
    to_level: int | None,
    points: Iterable[Point],
    owners: Mapping[Place, str | None],
) -> list[NextStep]:
    """What opens the gate: rows that aren't carried out, missing rows, the extra condition."""
    steps = []
    for point in points:
        for at in point.open_rows:
            owner = (owners[at],) if owners.get(at) else point.lead_groups
            what = MAKE_READABLE if point.carried_unknown else CARRY_OUT
            action = Action(what, owner, "progress", "carried_out", at)
            steps.append(_step(action, point, GATE))
        steps += [_step(action, point, GATE) for action in _missing_reports(point)]
    if level.condition_open:
        action = Action(CONFIRM_CONDITION, (), "indicators", "extra_condition_met", level.at)
        steps.append(_step(action, level, GATE))
    alone = len(steps) == 1 and to_level is not None
    return [step._replace(to_level=to_level, need=len(steps), lifts_alone=alone) for step in steps]


def _statuses(points: Iterable[Point], owners: Mapping[Place, str | None]) -> list[NextStep]:
    """The statuses that must be made readable before it can be told whether all is carried out."""
    steps = []
    for point in points:
        for at in point.open_rows if point.carried_unknown else ():
            owner = (owners[at],) if owners.get(at) else point.lead_groups
            action = Action(MAKE_READABLE, owner, "progress", "carried_out", at)
            steps.append(_step(action, point, GATE))
    return [step._replace(need=len(steps)) for step in steps]


def _missing_reports(point: Point) -> list[Action]:
    """One report per named lead without a row; where everybody or nobody leads, one by anyone."""
    if point.decided_by == "leads":
        return [_send_report((group,)) for group in point.missing_groups]
    named = [group for group in point.lead_groups if group in point.missing_groups]
    if named:
        return [_send_report((group,)) for group in named]
    silent = point.carried is None and not point.open_rows
    return [_send_report(point.lead_groups)] if silent else []


def _send_report(groups: tuple[str, ...]) -> Action:
    return Action(SEND_REPORT, groups, "progress", "carried_out")


def _reports(level: Level, points: Iterable[Point]) -> list[NextStep]:
    """What makes an indicator complete: a row for each point without data, unlisted points."""
    steps = [
        _step(_send_report(point.lead_groups), point, REPORT)
        for point in points
        if not point.known and not point.carried_unknown  # an unread tab is mended
    ]
    unlisted = max(level.total - level.listed, 0)
    if unlisted:
        steps.append(_step(Action(ADD_CRITERIA, (), "criteria", "criterion"), level, REPORT))
    need = len(steps) + max(unlisted - 1, 0)
    return [step._replace(need=need) for step in steps]


def _step(
    action: Action,
    about: Point | Level,
    stage: str,
    to_level: int | None = None,
    need: int | None = None,
    lifts_alone: bool = False,
) -> NextStep:
    of_point = isinstance(about, Point)
    return NextStep(
        about.edition,
        about.indicator,
        about.criterion if of_point else None,
        stage,
        action.action,
        to_level,
        need,
        lifts_alone,
        about.due if of_point else None,
        action.groups,
        action.tab,
        action.at,
        action.field,
    )


def _soonest_first(steps: Iterable[NextStep]) -> tuple[NextStep, ...]:
    return tuple(sorted(steps, key=_soonest))


def _soonest(step: NextStep) -> tuple:
    return (
        STAGES.index(step.stage),
        step.need or 0,
        RANKS.get(step.action, int(step.criterion is None)),
        step.due or date.max,
        code_key(step.edition),
        code_key(step.criterion or step.indicator),
        step.criterion is None,
        step.at or ("", 0),
        step.groups,
    )
