"""The agenda of the board: what is told, in its order. A topic of one line here stands on the
board's screen and its A4 sheet, on the slides, in the pack and its workbook, and in the text for
LINE where it names groups."""

from collections.abc import Callable

from esa.telling.changed import changed
from esa.telling.follow_ups import follow_ups
from esa.telling.health import sheets_health
from esa.telling.kpis import kpis
from esa.telling.levels import levels
from esa.telling.money import money
from esa.telling.networks import networks
from esa.telling.next_levels import next_levels
from esa.telling.questions import questions
from esa.telling.registers import registers
from esa.telling.schools import schools
from esa.telling.soon import soon
from esa.telling.standpoint import Standpoint
from esa.telling.stuck import stuck
from esa.telling.summary import summary
from esa.telling.topic import Topic
from esa.telling.unreadable import unreadable
from esa.telling.work import work

AGENDA: tuple[Callable[[Standpoint], Topic], ...] = (
    summary,
    changed,
    stuck,
    levels,
    next_levels,
    follow_ups,
    soon,
    schools,
    networks,
    kpis,
    money,
    registers,
    sheets_health,
    questions,
)


def topics(at: Standpoint) -> tuple[Topic, ...]:
    """All of it."""
    return tuple(at.tell(topic) for topic in AGENDA)


def sent(at: Standpoint) -> tuple[Topic, ...]:
    """What the group that is told is sent: what it has still to bring, and to make readable, stands
    before the rest of the agenda, of which only what names the group is taken."""
    first = AGENDA.index(changed) + 1
    return tuple(at.tell(topic) for topic in (*AGENDA[:first], work, unreadable, *AGENDA[first:]))
