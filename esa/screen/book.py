"""The one door to the data: the office as it was judged, read once and shared by all visitors.

Which office it is, and how it is kept up to date: esa/screen/live.py. Nothing that comes out of
here is changed.
"""

from dataclasses import replace
from datetime import datetime

import streamlit as st

from esa.history.copies import State
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.problems import Problem
from esa.screen import door, live, past
from esa.sources.workbook import SourceError

SEEN_AT = "seen_at"  # in the session: when what is on screen was last seen to be so


def current() -> Judged:
    """The office as its workbooks are now, or as the meeting froze it that the address names;
    tells the visitor and stops where there is none.

    A workbook that can't be read stays as it was last read, and is told with its age.
    """
    door.check()
    place = live.place()
    if number := past.asked():
        past.banner(number)
        st.session_state[SEEN_AT] = None
        return past.office(number)
    shown = live.state(place)
    live.tell(place, shown)
    st.session_state[SEEN_AT] = shown.read_at
    return _read_once(place, shown)


def whole(number: str) -> Judged | None:
    """The office for esa.screen.door_committee, which makes it smaller before anything is shown: as
    that meeting froze it, "" as it is now. None where it can't be read. Tells nobody why.
    """
    place = live.place()
    if number:
        known = any(each.number == number for each in past.listed().meetings)
        return past.office(number) if known else None
    try:
        shown = live.holder(place).current(live.PATIENCE if not place.is_google else 0.0)
    except SourceError:
        return None
    return _read_once(place, shown)


def read_at(office: Office) -> datetime:
    """When the workbooks were last seen to be as shown; of several moments the earliest."""
    return st.session_state.get(SEEN_AT) or office.read_at


def _today() -> object:
    return datetime.now(BANGKOK).date()


def _read_once(place: live.Place, shown: State) -> Judged:
    name = f"{place.address} {shown.identity} {_today()}"
    return _read(name=name, is_sample=place.is_sample, _shown=shown)


# Keyed by what the copies hold and by the day, so that due dates move at midnight. One load at a
# time, whoever asks; two entries, so that the earlier one may still be on somebody's screen.
@st.cache_resource(max_entries=2, show_spinner=False)
def _read(*, name: str, is_sample: bool, _shown: State) -> Judged:
    now = datetime.now(BANGKOK)
    office = read_office(_shown.raws(), now, is_sample=is_sample)
    told = tuple(Problem(fault.code, "", facts=fault.facts) for fault in _shown.faults)
    return Judged(replace(office, problems=office.problems + told) if told else office)
