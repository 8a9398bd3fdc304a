"""The past of an office out of its store: when something changed, and what it was at any moment.

How exact it is follows from what the store keeps (esa.history.store.kept): of the last 14 days and
8 weeks on which a workbook changed its last state of each, and every state that a meeting froze.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from esa import thai
from esa.history.meetings import NUMBER, meeting_of, raws_of, show_moment
from esa.history.store import GONE, Reading, Store
from esa.reading.office import BANGKOK
from esa.reading.problems import Refused
from esa.sources.workbook import Fault, RawWorkbook

TOGETHER = timedelta(minutes=2)  # readings so close together are one look at the office
NOW = ("now", "ล่าสุด")
_TIME = re.compile(r"(?:เวลา)?\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(?:น\.?)?")
_WITH_TIME = re.compile(rf"(.+?)[\sT]\s*({_TIME.pattern})")


class NoMoment(Refused):
    """moment_unknown: the words name no moment; moment_empty: nothing is kept of it."""


@dataclass(frozen=True)
class Moment:
    """A look at the office that found something changed. at: its end; the state then is that of
    store.state(at). changed, gone: names of the workbooks that were as never before, or left."""

    at: datetime
    changed: tuple[str, ...]
    gone: tuple[str, ...] = ()


def moments(store: Store) -> tuple[list[Moment], tuple[Fault, ...]]:
    """All moments at which a workbook changed, oldest first, as far as they are still kept.

    Faults: snapshot_damaged, snapshot_older_schema, store_not_readable; the others stay.
    """
    readings, faults = store.history()
    return [_moment(part) for part in _together(readings)], faults


def _together(readings: Iterable[Reading]) -> list[list[Reading]]:
    parts: list[list[Reading]] = []
    for reading in readings:
        if parts and reading.read_at - parts[-1][0].read_at <= TOGETHER:
            parts[-1].append(reading)
        else:
            parts.append([reading])
    return parts


def _moment(part: list[Reading]) -> Moment:
    last = {reading.key: reading for reading in part}
    changed = sorted(r.name for r in last.values() if r.content != GONE)
    gone = sorted(r.name for r in last.values() if r.content == GONE)
    return Moment(part[-1].read_at, tuple(changed), tuple(gone))


def raws_at(
    store: Store, at: datetime | None = None
) -> tuple[list[RawWorkbook], tuple[Fault, ...]]:
    """The workbooks as they were at a moment (None: newest), by name, for read_office(…, at).

    A workbook of which no copy can be read comes without tabs and with what is wrong with it.
    """
    found, faults = store.state(at)
    raws = []
    for kept in found:
        if kept.raw is None:
            raws.append(RawWorkbook(kept.name, kept.key, (), at or _LONG_AGO, kept.faults))
        else:
            told = (*kept.raw.faults, *kept.faults)
            raws.append(RawWorkbook(**vars(kept.raw) | {"faults": told}))
    return sorted(raws, key=lambda raw: (raw.name, raw.address)), faults


_LONG_AGO = datetime(1970, 1, 1, tzinfo=BANGKOK)


def opened(
    store: Store, written: str, now: datetime
) -> tuple[str, datetime, list[RawWorkbook], tuple[Fault, ...]]:
    """What a person names, a meeting or a moment: its title, its time, workbooks and faults.

    written: "12/2557", "23/9/2557 09:00", "2557-09-23" (the end of that day), "now". NoMoment,
    MeetingError.
    """
    if NUMBER.fullmatch(thai.tidy(written)):
        meeting = meeting_of(store, written)
        title = f"ครั้งที่ {meeting.number} ({meeting.fingerprint})"
        return title, meeting.frozen_at, raws_of(store, meeting), ()
    at = moment_of(written, now)
    if at is None:
        raise NoMoment("moment_unknown", {"value": written})
    raws, faults = raws_at(store, at)
    if not raws:
        raise NoMoment("moment_empty", {"value": show_moment(at)})
    return f"ข้อมูล ณ {show_moment(at)}", at, raws, faults


def moment_of(written: str, now: datetime) -> datetime | None:
    """A moment as typed, in Bangkok; a day alone is its end. None where it is none.

    A minute is meant to its end, so that what a list shows as 09:00 is found.
    """
    text = thai.tidy(written)
    if text.casefold() in NOW:
        return now
    found = _WITH_TIME.fullmatch(text)
    day = thai.date(found[1].removesuffix("เวลา").strip() if found else text).value
    if day is None or isinstance(day, thai.DateRange):
        return None
    if not found:
        return datetime.combine(day, time.max, BANGKOK)
    hour, minute, second = int(found[3]), int(found[4]), int(found[5] or 59)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime.combine(day, time(hour, minute, second, 999_999), BANGKOK)
