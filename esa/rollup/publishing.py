"""The act of publishing an office to the target, the same from the command line and the pages."""

from datetime import datetime

from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.rollup.facts import facts
from esa.rollup.many import Settings
from esa.rollup.target import Published, State, found, publish, published, state_of, withdraw
from esa.share.registry import Registry


def state_now(to: Settings, judged: Judged, meeting: Meeting | None) -> State:
    """The state that would be published. ValueError without a code of the office."""
    day = meeting.meeting_date if meeting else judged.office.today
    return state_of(to.office, judged.office.fiscal_year, day, meeting.number if meeting else "")


def publish_office(
    to: Settings, judged: Judged, kept: Registry, now: datetime, meeting: Meeting | None = None
) -> Published:
    """Put the office out as it is judged. kept: where its published tables are; meeting: that froze
    it, None for today's state. OSError, ValueError."""
    state = state_now(to, judged, meeting)
    return publish(to.target, state, facts(judged, kept.tables(), state.day), now)


def withdraw_office(to: Settings, state: State) -> bool:
    """Take a state back; whether there was one. OSError."""
    return withdraw(to.target, state)


def out(to: Settings) -> tuple[Published, ...]:
    """What this office has out, the newest first. OSError."""
    states = reversed(found(to.target, to.office).states.get(to.office, []))
    return tuple(each for state in states if (each := published(to.target, state)))
