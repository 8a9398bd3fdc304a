"""The past of the office on screen: its meetings, and a frozen state opened instead of today's.

The address names the state that is looked at (`at=11-2557`); every page follows it. What changed is
told against the meeting before that state, or against the one that `since` names.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

import streamlit as st

from esa.changes.compare import Changes, changes
from esa.changes.registers import Between, last_changed
from esa.changes.stuck import State, state_of, stuck_since
from esa.history.copies import State as Copies
from esa.history.meetings import (
    Listed,
    Meeting,
    MeetingError,
    counted_th,
    freeze,
    meetings,
    next_number,
    numbers_taken,
    office_of,
)
from esa.history.of_sample import make_history
from esa.history.store import Store
from esa.judged import Judged
from esa.reading.office import BANGKOK
from esa.reading.problems import Problem
from esa.screen import door, live, numerals
from esa.sources.workbook import Fault
from esa.telling import standpoint
from esa.telling.moments import Moment, moment
from esa.telling.standpoint import FINGERPRINT, Since, Standpoint
from esa.telling.texts import NBSP, escape, short_date

AT, SINCE = "at", "since"  # in the address: number of a meeting, such as 11-2557
FRESH = 60.0  # seconds for which the list of meetings is taken as known
MOST_STATES = 12  # meetings that are looked back at, for what is stuck and for the trend


class Seen(NamedTuple):
    """One state in the row of meetings: state as esa.changes.stuck wants it (standards only, so
    that many fit into memory) and moment, what the trend shows of it."""

    state: State
    moment: Moment


def listed() -> Listed:
    """All meetings of the office, oldest first, and what is to be told of damaged ones."""
    return _listed(live.place())


def asked() -> str:
    """The number that the address names, "" for today's state; one that is unknown is told."""
    written = _written(AT)
    if not written or any(each.number == written for each in listed().meetings):
        return written
    said = f"ไม่พบการประชุมครั้งที่ {escape(written, 20)} จึงแสดงข้อมูลปัจจุบัน"
    st.warning(said, title="ไม่มีครั้งประชุมนี้")
    return ""


def name(number: str) -> str:
    """A number as it stands in the address."""
    return number.replace("/", "-")


def meeting(number: str) -> Meeting:
    """The meeting of that number; StopIteration where there is none."""
    return next(each for each in listed().meetings if each.number == number)


def office(number: str) -> Judged:
    """The office as that meeting froze it; read once for all visitors."""
    of = live.place()
    return _office(of, meeting(number).fingerprint, meeting(number))


def before(shown: Judged) -> Meeting | None:
    """The meeting to compare with: the one the address names, else the last one before the state
    that is shown; None where there is none."""
    possible, wanted = earlier(shown), _written(SINCE)
    chosen = next((each for each in possible if each.number == wanted), None)
    return chosen or (possible[-1] if possible else None)


def compared_with() -> str:
    """The meeting that the address asks to compare with, as it is written there."""
    return str(st.query_params.get(SINCE, ""))


def earlier(shown: Judged) -> list[Meeting]:
    """The meetings before the state that is shown, oldest first."""
    known, at = listed().meetings, _written(AT)
    numbers = [each.number for each in known]
    return known[: numbers.index(at)] if at in numbers else _frozen_before(known, shown)


def unknown_since(shown: Judged) -> str:
    """The meeting that the address wants to compare with, where there is no such earlier one."""
    wanted = _written(SINCE)
    return "" if wanted in ("", *(each.number for each in earlier(shown))) else wanted


def states(shown: Judged, compared: Since | None = None) -> tuple[Seen, ...]:
    """The states of the meetings before and the one that is shown, oldest first. compared: one of
    them that is open already."""
    of, at = live.place(), is_shown()
    known = earlier(shown)[-MOST_STATES:]
    opened = {compared.meeting.fingerprint: compared.then} if compared else {}
    before_it = [
        _seen(of, each.fingerprint, each, opened.get(each.fingerprint), shown) for each in known
    ]
    return (*before_it, _seen_now(shown.office.identity, _written(AT) if at else "", shown))


def since(shown: Judged) -> Since | None:
    """What changed since the meeting before; None where there is no meeting to compare with."""
    earlier = before(shown)
    if earlier is None:
        return None
    then = office(earlier.number)
    found = _changes(earlier.fingerprint, shown.office.identity, then, shown)
    return Since(earlier, then, found)


def rows_changed(shown: Judged) -> Mapping[str, Between]:
    """Title of each register → when its rows last changed, as far as the meetings tell."""
    return shown.once(_moved, *(each.fingerprint for each in earlier(shown)[-MOST_STATES:]))


def _moved(shown: Judged, *_: str) -> Mapping[str, Between]:
    return last_changed([(each.state.day, each.state.held) for each in states(shown)])


def standpoint_of(shown: Judged, reading: str) -> Standpoint:
    """From where the state that is shown is told, the same for all visitors who look at it so."""
    number, compared = stamp_number(), since(shown)
    row = states(shown, compared)
    frozen = meeting(number) if number else None
    days = tuple((each.state.meeting, each.state.day) for each in row)
    prints = (frozen and frozen.fingerprint, compared and compared.meeting.fingerprint)
    today = "" if frozen else _frozen_today(shown)
    key = (shown.office.identity, *prints, days, today)
    return _standpoint(key, reading, shown, frozen, compared, tuple(each.state for each in row))


def _frozen_today(shown: Judged) -> str:
    """Number of the meeting that froze this day's state; "" where none did."""
    own = [m.number for m in listed().meetings if m.meeting_date == shown.office.today]
    return own[-1] if own else ""


def keep(number: str, day: date, today: date) -> Meeting:
    """Freeze what is shown now under that number. today: of the office. MeetingError where
    it can't be, or where the visitor may not."""
    if not door.act("freeze", number):
        raise MeetingError("meeting_not_allowed", {})
    of = live.place()
    copies = live.state(of).copies
    found = freeze(_store(of), copies, number, day, datetime.now(BANGKOK), today=today)
    _listed.clear()
    _taken.clear()
    return found


def to_freeze() -> Copies | None:
    """The workbooks as keep would freeze them; looked at when the page was opened."""
    return live.holder(live.place()).shown


def told(fault: Fault) -> Problem:
    """What there is to say of a meeting that can't be opened."""
    return Problem(fault.code, "", facts=fault.facts)


def suggested(day: date) -> str:
    """The next free number of that day's year."""
    return next_number(_taken(live.place()), day)


def stamp_number() -> str:
    """Number of the meeting whose state is shown; "" for today's."""
    return _written(AT) if is_shown() else ""


def stamp() -> str:
    """What every export says; see esa.telling.standpoint."""
    number = stamp_number()
    return standpoint.stamp(meeting(number) if number else None)


def look_at(number: str) -> None:
    """Show the state of that meeting from now on; "" for today's."""
    leave()
    if number:
        st.query_params[AT] = st.session_state[AT] = name(number)
    compare_with("")


def compare_with(number: str) -> None:
    """Tell what changed since that meeting; "" for the last one before the state shown."""
    if number:
        st.query_params[SINCE] = name(number)
    else:
        st.query_params.pop(SINCE, None)


def banner(number: str) -> None:
    """Says on every page that a frozen state is looked at, and leads back."""
    found = meeting(number)
    day = numerals.digits(short_date(found.meeting_date))
    st.info(
        f"ข้อมูล ณ การประชุม{NBSP}{escape(day)} {FINGERPRINT} {escape(found.fingerprint)} "
        f"แก้ไขไม่ได้แล้ว แม้ชีตจะเปลี่ยนไป {counted_th(found)}".strip(),
        title=numerals.digits(f"กำลังดูข้อมูลของครั้งที่ {number}"),
        icon=":material/history:",
    )
    st.button("กลับไปข้อมูลปัจจุบัน", key="leave_past", on_click=leave, type="tertiary")


def is_shown() -> bool:
    """Whether a frozen state is on screen."""
    at = _written(AT)
    return bool(at) and any(each.number == at for each in listed().meetings)


def _written(parameter: str) -> str:
    return str(st.query_params.get(parameter, "")).replace("-", "/")


def follow() -> None:
    """Keep the state that was chosen on every page: the menu's own links don't name it."""
    if written := st.query_params.get(AT):
        st.session_state[AT] = written
    elif kept := st.session_state.get(AT):
        st.query_params[AT] = kept


def leave() -> None:
    """Back to today's state."""
    st.query_params.pop(AT, None)
    st.session_state.pop(AT, None)


def _frozen_before(known: Sequence[Meeting], shown: Judged) -> list[Meeting]:
    """Meetings held before the day of the state; one of today froze what is shown, or less."""
    return [each for each in known if each.meeting_date < shown.office.today]


@st.cache_resource(max_entries=4, show_spinner="กำลังเตรียมประวัติการประชุม…")
def _store(of: live.Place) -> Store:
    """The store of the office; that of the sample is given its six weeks first."""
    found = live.history(of)
    if of.is_sample:
        with suppress(MeetingError):  # where nothing can be written there is no history
            make_history(found)
    return found


@st.cache_resource(max_entries=4, ttl=FRESH, show_spinner=False)
def _listed(of: live.Place) -> Listed:
    return meetings(_store(of))


@st.cache_resource(max_entries=4, ttl=FRESH, show_spinner=False)
def _taken(of: live.Place) -> list[str]:
    try:
        return numbers_taken(_store(of))
    except OSError:  # told by the list of meetings
        return []


@st.cache_resource(max_entries=64, show_spinner="กำลังเปิดข้อมูลของครั้งประชุม…")
def _seen(
    of: live.Place, fingerprint: str, _meeting: Meeting, _opened: Judged | None, _shown: Judged
) -> Seen:
    """Of a meeting; what was frozen never changes. _opened: its office, where that is at hand."""
    then = _opened or Judged(office_of(_store(of), _meeting, of.is_sample))
    return _seen_of(then, _meeting.number, _meeting.meeting_date, _shown)


@st.cache_resource(max_entries=8, show_spinner=False)
def _seen_now(identity: str, number: str, _of: Judged) -> Seen:
    return _seen_of(_of, number, _of.office.today)


def _seen_of(of: Judged, number: str, day: date, like: Judged | None = None) -> Seen:
    return Seen(state_of(of, day, number), moment(of, number, day, like))


@st.cache_resource(max_entries=16, show_spinner=False)
def _standpoint(
    key: tuple,
    reading: str,
    _shown: Judged,
    _frozen: Meeting | None,
    _since: Since | None,
    _states: tuple[State, ...],
) -> Standpoint:
    if _since is None:
        return Standpoint(_shown, reading, _frozen, frozen_today=key[-1])
    held, still = (stuck_since(_states, unchanged) for unchanged in (False, True))
    moved = last_changed([(each.day, each.held) for each in _states])
    return Standpoint(_shown, reading, _frozen, _since, held, still, moved)


@st.cache_resource(max_entries=8, show_spinner="กำลังเปิดข้อมูลของครั้งประชุม…")
def _office(of: live.Place, fingerprint: str, _meeting: Meeting) -> Judged:
    return Judged(office_of(_store(of), _meeting, of.is_sample))


@st.cache_resource(max_entries=12, show_spinner="กำลังเทียบกับครั้งก่อน…")
def _changes(fingerprint: str, identity: str, _before: Judged, _after: Judged) -> Changes:
    return changes(_before, _after)
