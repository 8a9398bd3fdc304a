"""What is shown of each workbook: the reading just made, or the last good copy and why.

Pure rules; esa.history.refresh maps them over all workbooks and esa.history.store keeps what
they took.
Source: docs/rules.md, "Keeping".
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from esa import thai
from esa.history.losses import Expected, Mark, Measure, best_of, day_of, losses, marked, measured
from esa.reading import personal
from esa.reading.office import BANGKOK
from esa.reading.problems import catalogue
from esa.sources.workbook import Fault, RawWorkbook, Seen

GONE_AFTER = timedelta(hours=1)  # between two looks that don't find it in the list
MOVED_FOR = timedelta(days=7)  # for which it is told that a workbook lies elsewhere
IN_BIN, MOVED = "google_in_bin", "google_moved"  # codes of Copy.faults, said by Drive
ABOUT_ITS_PLACE = ("listed_by", "unlisted_at", "place", "moved_at")  # of a Copy, not its cells
NOT_YET, GONE = "not_read_yet", "workbook_gone"  # codes of a Copy.reason
Standing = Literal["fresh", "kept", "held", "gone", "missing", "waiting"]


@dataclass(frozen=True)
class Held:
    """A reading that waits to be confirmed, and what it lost."""

    raw: RawWorkbook
    losses: tuple[Fault, ...]


@dataclass(frozen=True)
class Copy:
    """One workbook as it is shown.

    raw: its cells; without tabs where there never was a good copy (missing, never zero).
    fresh: whether it was as shown at the last look. read_at: when it last was, None if missing.
    reason: why the last reading isn't shown. faults: what else is to be told. content: what tells
    two contents apart; version: of the source; full_at: when its cells were last read. masked: it
    comes from the disk, where personal data isn't kept, so that none can be told. measure: what
    raw holds, None where nobody looked; marks: the best it held on the last days. listed_by: who
    lists it; unlisted_at: first look since it isn't. unsaved: the disk lacks it. place: where it
    lay (as of Seen); moved_at: first look since it lies elsewhere.
    """

    key: str
    raw: RawWorkbook
    fresh: bool
    read_at: datetime | None
    reason: Fault | None = None
    held: Held | None = None
    faults: tuple[Fault, ...] = ()
    content: str = ""
    version: str = ""
    full_at: datetime | None = None
    masked: bool = False
    measure: Measure | None = None
    marks: tuple[Mark, ...] = ()
    listed_by: str = ""
    unlisted_at: datetime | None = None
    unsaved: bool = False
    place: str = ""
    moved_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.raw.name

    @property
    def public_name(self) -> str:
        """As anybody may see it."""
        return personal.mask(self.name)[0]

    @property
    def missing(self) -> bool:
        return self.read_at is None

    @property
    def is_workbook(self) -> bool:
        """False of what a source only tells about, such as loose files in a folder."""
        return bool(self.raw.tabs) or self.reason is not None or self.missing

    @property
    def standing(self) -> Standing:
        """In one word: how what is shown stands to the workbook itself."""
        code = self.reason.code if self.reason else ""
        if self.missing:
            return "waiting" if code == NOT_YET else "missing"
        if code == GONE:
            return "gone"
        return "held" if self.held else "fresh" if self.fresh else "kept"

    @property
    def is_open(self) -> bool:
        """Whether somebody may say that it is meant so: what it lost, or that it isn't listed."""
        return self.held is not None or self.unlisted_at is not None

    @property
    def why(self) -> tuple[Fault, ...]:
        """Why something else than the workbook as it is now is shown; () where it isn't."""
        return (*([self.reason] if self.reason else ()), *(self.held.losses if self.held else ()))

    def told(self) -> RawWorkbook:
        """The workbook for read_office, with everything that is to be told about this copy."""
        found = [*self.raw.faults, *self.faults]
        if not self.missing and self.why:
            found.append(Fault("stale_copy", {"value": _moment(self.read_at)}))
        return replace(self.raw, faults=tuple(once([*found, *self.why])))


@dataclass(frozen=True)
class State:
    """All workbooks as they are shown, shared by all visitors and never changed.

    looked_at: when the last look at the source ended; None of copies from the disk.
    faults: what isn't about one workbook (the store, the list of workbooks).
    refreshing: whether a reading is under way behind it.
    """

    copies: tuple[Copy, ...]
    looked_at: datetime | None
    faults: tuple[Fault, ...] = ()
    refreshing: bool = field(default=False, compare=False)

    def raws(self) -> list[RawWorkbook]:
        """What read_office takes."""
        return [copy.told() for copy in self.copies]

    @property
    def keys(self) -> set[str]:
        return {copy.key for copy in self.copies}

    @property
    def total(self) -> int:
        return sum(copy.is_workbook for copy in self.copies)

    @property
    def fresh(self) -> int:
        return sum(copy.is_workbook and copy.fresh for copy in self.copies)

    @property
    def waiting(self) -> int:
        """Workbooks that are listed and whose turn to be read hasn't come yet."""
        return sum(copy.standing == "waiting" for copy in self.copies)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return any(copy.raw.tabs for copy in self.copies)

    @property
    def summary(self) -> str:
        """ "8 จาก 9 สมุดเป็นปัจจุบัน", or "อ่านแล้ว 19 จาก 40 สมุด" during the first reading."""
        if self.waiting:
            return f"อ่านแล้ว {self.total - self.waiting} จาก {self.total} สมุด"
        return f"{self.fresh} จาก {self.total} สมุดเป็นปัจจุบัน"

    @property
    def read_at(self) -> datetime | None:
        """When the least fresh workbook was last as shown; None where there is no copy at all."""
        return min((copy.read_at for copy in self.copies if copy.read_at), default=None)

    @property
    def identity(self) -> str:
        """Equal as long as the office read from it would be equal."""
        parts = [(c.key, c.content, c.masked, c.told().faults, c.fresh) for c in self.copies]
        return sha256(repr((parts, self.faults)).encode("utf-8", "surrogatepass")).hexdigest()[:24]


# --- one workbook after a look ----------------------------------------------------------------


def taken(
    earlier: Copy | None,
    reading: RawWorkbook,
    key: str,
    now: datetime,
    version: str = "",
    office: Expected | None = None,
) -> Copy:
    """The copy to show after a reading: the reading itself, or what was shown before.

    Not shown are a reading that failed, one that lacks a tab that couldn't be read and is in the
    earlier copy, and one that lost something (see esa.history.losses), which waits.
    office: what it says as it is shown.
    """
    good = earlier if earlier and earlier.raw.tabs else None
    if good:
        reading = replace(reading, faults=tuple(map(_no_longer, reading.faults)))
    errors = [fault for fault in reading.faults if _is_error(fault)]
    if not reading.tabs:
        passing = [f for f in reading.faults if good or f.code.startswith("google_")]
        reasons = [*errors, *passing]
        if reasons or not reading.faults:
            reason = reasons[0] if reasons else Fault("workbook_unreadable")
            return failed(earlier, reading, key, reason)
    found, day = measured(reading), day_of(now)
    fresh = Copy(key, reading, True, now, version=version, full_at=now, measure=found)
    if earlier:
        fresh = replace(fresh, **{name: getattr(earlier, name) for name in ABOUT_ITS_PLACE})
    if good is None:
        return replace(fresh, marks=marked((), found, day))
    if errors and not {tab.title for tab in good.raw.tabs} <= {tab.title for tab in reading.tabs}:
        return failed(earlier, reading, key, errors[0])
    marks = good.marks or marked((), holds(good), day_of(good.read_at))
    if reading.tabs != good.raw.tabs:
        lost = losses(best_of(marks, day), found, office or Expected())
        if lost:
            waits = replace(good, fresh=False, reason=None, held=Held(reading, lost), faults=())
            return replace(waits, version=version, full_at=now, marks=marks)
    return replace(fresh, marks=marked(marks, found, day))


def _no_longer(fault: Fault) -> Fault:
    """What is told of a workbook that could be read before."""
    return Fault("google_unshared", fault.facts) if fault.code == "google_forbidden" else fault


def failed(earlier: Copy | None, reading: RawWorkbook | None, key: str, reason: Fault) -> Copy:
    """The copy to show where a workbook couldn't be read; reading: what came instead of it."""
    others = tuple(f for f in reading.faults if f != reason) if reading else ()
    if earlier and not earlier.missing:
        return replace(earlier, fresh=False, reason=reason, faults=others, version="")
    raw = replace(reading or earlier.raw, tabs=(), faults=())
    faults = once([*(earlier.faults if earlier else ()), *others])
    listed_by = earlier.listed_by if earlier else ""
    return Copy(key, raw, False, None, reason=reason, faults=tuple(faults), listed_by=listed_by)


def waiting(key: str, name: str, now: datetime) -> Copy:
    """A workbook that is listed and wasn't read yet."""
    return Copy(key, RawWorkbook(name, key, (), now), False, None, reason=Fault(NOT_YET))


def unchanged(earlier: Copy, now: datetime) -> Copy:
    """The copy after a look that found its version unchanged."""
    if earlier.held:
        return earlier
    held = holds(earlier)
    marks = marked(earlier.marks, held, day_of(now))
    return replace(earlier, fresh=True, read_at=now, faults=(), measure=held, marks=marks)


def holds(copy: Copy) -> Measure:
    """What is shown holds."""
    return copy.measure or measured(copy.raw)


def confirmed(copy: Copy) -> Copy:
    """The reading that was held back is shown, and later ones are measured against it."""
    if copy.held is None:
        return copy
    raw, held = copy.held.raw, measured(copy.held.raw)
    return replace(
        copy,
        raw=raw,
        held=None,
        fresh=copy.reason is None,
        read_at=raw.read_at,
        content="",
        masked=False,
        measure=held,
        marks=marked((), held, day_of(raw.read_at)),
    )


def unlisted(copy: Copy, now: datetime) -> Copy:
    """The copy after a look at a list that lacks it: as it was for an hour, then gone."""
    since = min(copy.unlisted_at or now, now)  # the clock may have gone back
    gone = now - since >= GONE_AFTER
    if not gone or copy.standing == "gone":
        return replace(copy, unlisted_at=since)
    facts = {"group": copy.listed_by or copy.name, "value": _moment(since)}
    return replace(copy, unlisted_at=since, fresh=False, reason=Fault(GONE, facts), version="")


def listed(copy: Copy, by: str) -> Copy:
    """The copy of a workbook that is in the list; one that was gone is to be read again."""
    if copy.standing == "gone":
        copy = replace(copy, reason=Fault(NOT_YET), version="")
    return replace(copy, listed_by=by or copy.listed_by, unlisted_at=None)


def placed(copy: Copy, seen: Seen, now: datetime) -> Copy:
    """The copy with what Drive says of its workbook: that it lies in the bin, or elsewhere than
    before, which is told for a week."""
    faults = [fault for fault in copy.faults if fault.code not in (IN_BIN, MOVED)]
    if seen.in_bin:
        faults.append(Fault(IN_BIN))
    to = _moved_to(copy.place, seen.place)
    since = min(copy.moved_at or now, now) if to else None
    if since and now - since < MOVED_FOR:
        faults.append(Fault(MOVED, {"value": to, "at": _moment(since)}))
        return replace(copy, faults=tuple(faults), moved_at=since)
    return replace(copy, faults=tuple(faults), moved_at=None, place=seen.place or copy.place)


def _moved_to(before: str, now: str) -> str:
    """Where a workbook was moved to, in words; "" where it wasn't, or that can't be seen."""
    if not before or not now:
        return ""
    (drive, _, folder), (new_drive, _, new_folder) = before.partition("/"), now.partition("/")
    if drive != new_drive:
        own = "ไดรฟ์ส่วนตัว นอกไดรฟ์ที่แชร์"
        return own if not new_drive else "ไดรฟ์ที่แชร์อีกแห่ง" if drive else "ไดรฟ์ที่แชร์"
    return "โฟลเดอร์อื่น" if folder and new_folder and folder != new_folder else ""


def is_complete(copy: Copy) -> bool:
    """Whether a reading may stand in for later ones: nothing of the workbook is missing."""
    return bool(copy.raw.tabs) and not any(map(_is_error, copy.raw.faults))


def apart(raw: RawWorkbook, key: str, copies: Iterable[Copy]) -> RawWorkbook:
    """The workbook with a name that none of the others has: the second "งาน" is "งาน (2)"."""
    names = {copy.name for copy in copies if copy.key != key}
    name, number = raw.name, 1
    while name in names:
        number += 1
        name = f"{raw.name} ({number})"
    return raw if name == raw.name else replace(raw, name=name)


def keyed(
    raws: Iterable[RawWorkbook], key: Callable[[RawWorkbook], str]
) -> Mapping[str, RawWorkbook]:
    """The workbooks by what they are known by; a second one of the same key is kept apart."""
    found: dict[str, RawWorkbook] = {}
    for raw in raws:
        name = first = key(raw)
        number = 1
        while name in found:
            number += 1
            name = f"{first} ({number})"
        found[name] = raw
    return found


def once(faults: Iterable[Fault]) -> list[Fault]:
    found: list[Fault] = []
    for fault in faults:
        if fault not in found:
            found.append(fault)
    return found


def _is_error(fault: Fault) -> bool:
    return catalogue().get(fault.code, {}).get("severity", "error") == "error"


def _moment(at: datetime | None) -> str:
    if at is None:
        return "–"
    local = at.astimezone(BANGKOK)
    return f"{thai.show_date(local.date())} เวลา {local:%H:%M} น."
