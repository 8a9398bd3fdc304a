"""Since when a point has been stuck, seen over the states of past meetings.

Source: docs/rules.md, "What changed" and "Points".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from esa.changes.record import Cell
from esa.changes.registers import Held, held_in
from esa.codes import code_key
from esa.judged import Judged
from esa.rules.points import Point

MEETINGS = 2  # a point that stood still at so many meetings before this state is stuck


class State(NamedTuple):
    """One state of the office, as far as stuck points go: a meeting and its number, or any reading
    (""). points: of the edition in use (points.points); None where it counts conditions. held:
    what its registers hold."""

    day: date
    points: tuple[Point, ...] | None
    meeting: str = ""
    held: Held = None


@dataclass(frozen=True)
class Stuck:
    """A point without clear evidence (reported) that doesn't move.

    since, meeting: the oldest state from which it was stuck without a break. is_oldest: that is the
    oldest state there is, so it may be longer ("อย่างน้อยตั้งแต่"). states: how many states, the
    present one included. moved: its documents or its report changed meanwhile, though not enough.
    groups: who leads it. overdue_days: 0 without a date, or before it has passed.
    """

    edition: str
    criterion: str
    indicator: str
    title: str
    groups: tuple[str, ...]
    due: date | None
    overdue_days: int
    since: date
    meeting: str
    is_oldest: bool
    states: int
    moved: bool
    cell: Cell


class Standing(NamedTuple):
    """A point in one state, as far as it matters here."""

    unread: bool
    stuck: bool  # past its due date, without clear evidence
    open: bool  # without clear evidence
    still: tuple  # what moves when somebody works on it


def stuck_since(history: Sequence[State], unchanged: bool = False) -> tuple[Stuck, ...]:
    """The points that are stuck in the last state of a history, longest first, then by code.

    history: oldest first, the present state last; none gives none. Stuck is a point without clear
    evidence past its due date; with unchanged=True a point without clear evidence that stood still
    at the last two meetings at least, whether or not it has a date. A state in which its group's
    tabs couldn't be read neither counts nor breaks the row. Editions in use only.
    """
    if not history:
        return ()
    past = [_standings(state) for state in history]
    found = []
    for point in history[-1].points or ():
        key = (point.edition, point.criterion)
        line = _line([standings.get(key) for standings in past], unchanged)
        if not line or (unchanged and len(line) <= MEETINGS):
            continue
        first = history[line[0]]
        found.append(
            Stuck(
                *key,
                point.indicator or "",
                point.title or "",
                point.lead_groups,
                point.due,
                point.overdue_days,
                first.day,
                first.meeting,
                line[0] == 0,
                len(line),
                len({past[n][key].still for n in line}) > 1,
                _cell(point),
            )
        )
    found.sort(key=lambda stuck: (stuck.since, -stuck.overdue_days, code_key(stuck.criterion)))
    return tuple(found)


def state_of(judged: Judged, day: date, meeting: str = "") -> State:
    """The state of an office on a day; small, so that those of many meetings can be kept."""
    of = judged.standards
    points = None if of.by_conditions else of.points
    return State(day, points, meeting, held_in(judged.office))


def _standings(state: State) -> Mapping[tuple, Standing]:
    return {
        (point.edition, point.criterion): Standing(
            point.unread,
            point.stuck,
            not point.reported.clear,
            (point.state, point.documents, point.carried),
        )
        for point in state.points or ()
    }


def _line(standings: Sequence[Standing | None], unchanged: bool) -> list[int]:
    """Numbers of the states, oldest first, in which it was stuck up to the last one."""
    present = standings[-1]
    if present is None or present.unread:
        return []
    line: list[int] = []
    for number in reversed(range(len(standings))):
        then = standings[number]
        if then is not None and then.unread:
            continue
        holds = then is not None and (
            then.open and then.still == present.still if unchanged else then.stuck
        )
        if not holds:
            break
        line.insert(0, number)
    return line


def _cell(point: Point) -> Cell:
    """The first document that is lacking something, else the criterion itself."""
    for (workbook, row), tab in point.evidence_rows:
        return Cell(workbook, tab, row, "place")
    return Cell(point.at[0], "criteria", point.at[1], "criterion")
