"""Standpoints for tests: the sample as it is now and as its meetings froze it, an empty office."""

from datetime import datetime
from functools import cache
from pathlib import Path

from esa.changes.compare import changes
from esa.changes.stuck import state_of, stuck_since
from esa.history.meetings import Meeting, meetings, raws_of
from esa.history.of_sample import make_history
from esa.history.store import Store
from esa.judged import Judged
from esa.reading.office import BANGKOK, read_office
from esa.rules.vocabulary import REPORTED
from esa.sources.folder import read_folder
from esa.telling.standpoint import Since, Standpoint

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"
NOW = datetime(2014, 9, 23, 9, tzinfo=BANGKOK)


@cache
def sample() -> Judged:
    return Judged(read_office(read_folder(SAMPLE, NOW), NOW, is_sample=True))


@cache
def empty() -> Judged:
    return Judged(read_office([], NOW))


@cache
def frozen() -> tuple[tuple[Meeting, Judged], ...]:
    """The meetings of the sample with what they saw, oldest first."""
    store = Store("memory://packs")
    make_history(store)
    found = meetings(store).meetings
    return tuple((m, Judged(read_office(raws_of(store, m), m.frozen_at))) for m in found)


@cache
def of_sample(reading: str = REPORTED) -> Standpoint:
    """The sample now, since its last meeting, with its history."""
    meeting, then = frozen()[-1]
    since = Since(meeting, then, changes(then, sample()))
    states = [state_of(state, m.meeting_date, m.number) for m, state in frozen()]
    states.append(state_of(sample(), sample().office.today))
    held, still = stuck_since(states), stuck_since(states, unchanged=True)
    return Standpoint(sample(), reading, None, since, held, still)
