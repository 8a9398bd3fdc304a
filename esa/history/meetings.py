"""A meeting freezes a state of the office under a number: what the board saw can't change later.

    meetings/2557-0012.json   meeting 12/2557: its date, the contents of all workbooks, fingerprint

The contents stand where the store keeps those of readings, and are never removed (see
esa.history.contents). The file of a meeting is written after them, whole, and once: a number that
is taken stays taken, also by a damaged file. Personal data is hidden as in every kept copy.
"""

import errno
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from esa import thai
from esa.fiscal_year import fiscal_year_of
from esa.history.copies import Copy, keyed, taken
from esa.history.format import (
    SCHEMA,
    Damaged,
    OtherSchema,
    cells_hash,
    faults_note,
    faults_of,
    note,
    noted,
)
from esa.history.losses import fiscal_year
from esa.history.masks import masked
from esa.history.store import FULL, Reading, Store
from esa.reading import personal
from esa.reading.declared import declared_by
from esa.reading.known_tabs import Tabs
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.problems import Problem, Refused
from esa.sources.workbook import Fault, RawWorkbook

FOLDER = "meetings"
AHEAD = timedelta(days=7)  # a meeting may be frozen so long before it is held
NUMBER = re.compile(r"(?:ครั้งที่)?\s?0*([1-9]\d{0,3})\s?/\s?(2[4-6]\d\d)")
FILE = re.compile(r"(\d{4})-(\d{4})\.json")


@dataclass(frozen=True)
class Book:
    """One workbook of a meeting. content: its hash in the store, "" where there was no copy.

    cells: hash of its cells alone. read_at: when it last was like this; None as content "".
    faults: what was to be told of this copy beside what its reading told: why it is old or absent.
    """

    key: str
    name: str
    address: str
    content: str
    cells: str
    read_at: datetime | None
    fresh: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A frozen state. number: such as "12/2557"; fiscal_year: B.E.; fingerprint: "3F2A9-1C07B",
    the same for the same number, date and cells, wherever they were read from. counted_at: the
    day at which overdue is counted where the meeting is held after what was read; None: the day of
    the reading."""

    number: str
    meeting_date: date
    frozen_at: datetime
    fiscal_year: int
    fingerprint: str
    books: tuple[Book, ...]
    note: str = ""
    counted_at: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the workbooks of which there was no copy."""
        return tuple(book.name for book in self.books if not book.content)

    @property
    def stale(self) -> tuple[str, ...]:
        """Names of the workbooks of which an earlier copy was shown."""
        return tuple(book.name for book in self.books if book.content and not book.fresh)


class Listed(NamedTuple):
    """meetings: those that are whole, oldest first. faults: one for each that isn't."""

    meetings: list[Meeting]
    faults: tuple[Fault, ...]


class MeetingError(Refused):
    """Why a meeting can't be frozen or found."""


class MeetingExists(MeetingError):
    """The number is taken; what it froze stays."""


class BadNumber(MeetingError):
    """No number of a meeting."""


class TooFarAhead(MeetingError):
    """Held more than a week after the day of the reading."""


class NotFrozen(MeetingError):
    """The store couldn't be written; no meeting was made, and nothing of others was touched."""


# --- numbers ----------------------------------------------------------------------------------


def number_of(written: str) -> str:
    """The number as it is kept: "ครั้งที่ ๐๑๒/๒๕๕๗" → "12/2557". BadNumber."""
    found = NUMBER.fullmatch(thai.tidy(written))
    if not found:
        raise BadNumber("meeting_number_bad", {"value": written})
    return f"{found[1]}/{found[2]}"


def next_number(numbers: Iterable[str], day: date) -> str:
    """The number after the last one of the year (B.E.) of this day; "1/2558" where there is none.

    numbers: of the meetings so far, also of those that are damaged (see numbers_taken).
    """
    year = day.year + thai.BE_OFFSET
    split = (number.partition("/") for number in numbers)
    last = max((int(first) for first, _, of in split if of == str(year)), default=0)
    return f"{last + 1}/{year}"


def numbers_taken(store: Store) -> list[str]:
    """Every number that can't be used again, in their order. OSError."""
    found = (FILE.fullmatch(name) for name in store.files.names(FOLDER))
    return [f"{int(name[2])}/{name[1]}" for name in found if name]


# --- freezing ---------------------------------------------------------------------------------


def freeze(
    store: Store,
    books: Iterable[Copy | RawWorkbook],
    number: str,
    meeting_date: date,
    now: datetime,
    remark: str = "",
    today: date | None = None,
) -> Meeting:
    """Keep what these workbooks are now as the meeting of that number.

    books: the copies that are shown (State.copies of esa.history.copies), or a reading just made.
    today: the office's own, None: the day of now. MeetingExists, BadNumber, TooFarAhead, NotFrozen;
    then there is no such meeting, or the earlier one.
    """
    number = number_of(number)
    present = now.astimezone(BANGKOK).date()
    today = today or present
    _refuse_far_ahead(meeting_date, max(present, today) + AHEAD)
    copies = _copies(books)
    try:
        if store.files.exists(_path(number)):
            raise _taken(store, number)
        tabs = declared_by(copy.raw for copy in copies)
        frozen = tuple(_frozen(store, copy, tabs) for copy in copies)
        meeting = Meeting(
            number,
            meeting_date,
            now,
            _year(copies) or fiscal_year_of(meeting_date),
            fingerprint(number, meeting_date, frozen),
            frozen,
            personal.mask(remark)[0],
            meeting_date if meeting_date > today else None,
        )
        store.files.create(_path(number), _written(meeting))
    except OSError as error:
        if _is_taken(store, number):  # another one was quicker
            raise _taken(store, number) from error
        raise _not_written(store, number, error) from error
    return meeting


def _refuse_far_ahead(meeting_date: date, last: date) -> None:
    if meeting_date > last:
        facts = {"value": thai.show_date(meeting_date), "expected": thai.show_date(last)}
        raise TooFarAhead("meeting_too_far_ahead", facts)


def _not_written(store: Store, number: str, error: OSError) -> NotFrozen:
    full = errno.errorcode.get(error.errno or 0) in FULL
    code = "meeting_disk_full" if full else "meeting_not_written"
    return NotFrozen(code, {"number": number, "value": str(store.files)})


def fingerprint(number: str, meeting_date: date, books: Sequence[Book]) -> str:
    """Ten letters that only this number, day and these cells have: "3F2A9-1C07B".

    Also part of it: which workbooks were missing or not as their sheets were at that time.
    """
    parts = [f"{number} {meeting_date.isoformat()}"]
    parts += sorted(f"{book.name} {book.cells} {book.fresh}" for book in books)
    found = sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest().upper()
    return f"{found[:5]}-{found[5:10]}"


def _copies(books: Iterable[Copy | RawWorkbook]) -> list[Copy]:
    books = list(books)
    raws = keyed((b for b in books if isinstance(b, RawWorkbook)), lambda raw: raw.address)
    read = [taken(None, raw, key, raw.read_at) for key, raw in raws.items()]
    return [book for book in books if isinstance(book, Copy)] + read


def _frozen(store: Store, copy: Copy, tabs: Tabs) -> Book:
    told = tuple(fault for fault in copy.told().faults if fault not in copy.raw.faults)
    hidden = masked(replace(copy.raw, faults=(*copy.raw.faults, *told)), tabs)
    told = hidden.faults[len(copy.raw.faults) :]
    content = "" if copy.missing else store.keep(copy.raw, copy.key, tabs)
    cells = "" if copy.missing else cells_hash(hidden)
    fresh = copy.fresh and not any(map(_is_error, copy.raw.faults))
    address = copy.raw.address
    return Book(copy.key, hidden.name, address, content, cells, copy.read_at, fresh, told)


def _year(copies: Iterable[Copy]) -> int | None:
    """The fiscal year that most workbooks say they are of."""
    years = [year for copy in copies if (year := fiscal_year(copy.raw))]
    return max(sorted(set(years)), key=years.count) if years else None


def _is_taken(store: Store, number: str) -> bool:
    try:
        return store.files.exists(_path(number))
    except OSError:
        return False


def _taken(store: Store, number: str) -> MeetingExists:
    try:
        earlier = _read(store, number)
    except (Damaged, OtherSchema, OSError):
        return MeetingExists("meeting_exists_damaged", {"value": number})
    when, day = show_moment(earlier.frozen_at), thai.show_date(earlier.meeting_date)
    facts = {"value": number, "frozen": when, "date": day, "fingerprint": earlier.fingerprint}
    return MeetingExists("meeting_exists", facts)


def _is_error(fault: Fault) -> bool:
    return Problem(fault.code, "").severity == "error"


def show_moment(at: datetime) -> str:
    """ "23 ก.ย. 2557 เวลา 09:00 น." of Bangkok."""
    local = at.astimezone(BANGKOK)
    return f"{thai.show_date(local.date())} เวลา {local:%H:%M} น."


# --- opening ----------------------------------------------------------------------------------


def meetings(store: Store) -> Listed:
    """All meetings, oldest first; those that are damaged or of another version are told.

    Codes: meeting_damaged, meeting_other_version, store_not_readable.
    """
    found, faults = [], []
    try:
        numbers = numbers_taken(store)
    except OSError:
        return Listed([], (Fault("store_not_readable", {"value": str(store.files)}),))
    for number in numbers:
        try:
            found.append(_read(store, number))
        except (Damaged, OSError):
            faults.append(Fault("meeting_damaged", {"number": number, "value": _path(number)}))
        except OtherSchema as error:
            facts = {"number": number, "found": str(error.schema), "expected": SCHEMA}
            faults.append(Fault("meeting_other_version", facts))
    found.sort(key=lambda m: (m.meeting_date, *map(int, reversed(m.number.split("/")))))
    return Listed(found, tuple(faults))


def meeting_of(store: Store, number: str) -> Meeting:
    """The meeting of that number. BadNumber; MeetingError: there is none, or it is damaged."""
    number = number_of(number)
    listed = meetings(store)
    for meeting in listed.meetings:
        if meeting.number == number:
            return meeting
    for fault in listed.faults:
        if fault.facts.get("number", number) == number:
            raise MeetingError(fault.code, fault.facts)
    raise MeetingError("meeting_unknown", {"value": number})


def office_of(store: Store, meeting: Meeting, is_sample: bool = False) -> Office:
    """The office as it was frozen; its today is the meeting's where that was held later."""
    raws = raws_of(store, meeting)
    return read_office(raws, meeting.frozen_at, is_sample, today=meeting.counted_at)


def counted_th(meeting: Meeting) -> str:
    """For what day overdue was counted, and of which day the readings are; "" for one day."""
    if meeting.counted_at is None:
        return ""
    read_on = thai.show_date(meeting.frozen_at.astimezone(BANGKOK).date())
    return f"นับกำหนดถึงวันประชุม {thai.show_date(meeting.counted_at)} จากข้อมูลที่อ่านเมื่อ {read_on}"


def raws_of(store: Store, meeting: Meeting) -> list[RawWorkbook]:
    """The workbooks as they were frozen, each with what was to be told of it. One that is damaged
    comes without tabs and with frozen_damaged: unknown."""
    return [_opened(store, meeting, book) for book in meeting.books]


def _opened(store: Store, meeting: Meeting, book: Book) -> RawWorkbook:
    at = book.read_at or meeting.frozen_at
    absent = RawWorkbook(book.name, book.address, (), at, book.faults)
    if not book.content:
        return absent
    facts = {"number": meeting.number}
    try:
        raw = store.load(Reading(book.key, book.name, 0, at, book.content))
        if cells_hash(raw) != book.cells:
            raise Damaged("other cells than the fingerprint says")
    except (Damaged, OSError):
        return replace(absent, faults=(*book.faults, Fault("frozen_damaged", facts)))
    except OtherSchema as error:
        facts |= {"found": str(error.schema), "expected": SCHEMA}
        return replace(absent, faults=(*book.faults, Fault("frozen_other_version", facts)))
    return replace(raw, faults=(*raw.faults, *book.faults))


def _written(meeting: Meeting) -> bytes:
    facts = vars(meeting) | {"books": list(map(_noted_book, meeting.books))}
    if meeting.counted_at is None:  # as ever, so that earlier versions can read it
        facts.pop("counted_at")
    return note(facts)


def _noted_book(book: Book) -> dict[str, object]:
    facts = vars(book) | {"faults": faults_note(book.faults)}
    return facts | {"address": "" if book.address == book.key else book.address}


def _book(facts: Mapping[str, object]) -> Book:
    faults, address = faults_of(facts["faults"]), facts["address"] or facts["key"]
    return Book(**{**facts, "faults": faults, "address": address})


def _read(store: Store, number: str) -> Meeting:
    """Damaged: also where the file is another meeting's, or its fingerprint isn't that of what it
    says. OtherSchema, OSError."""
    facts = noted(store.files.read(_path(number)))
    facts.pop("schema")
    try:
        books = tuple(map(_book, facts.pop("books")))
        meeting = Meeting(**facts, books=books)
        told = fingerprint(meeting.number, meeting.meeting_date, books)
        meeting.frozen_at.astimezone(BANGKOK)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Damaged(str(error)) from error
    if meeting.number != number or told != meeting.fingerprint:
        raise Damaged("the fingerprint isn't that of what the meeting says")
    return meeting


def _path(number: str) -> str:
    first, _, year = number.partition("/")
    return f"{FOLDER}/{year}-{int(first):04d}.json"
