"""What is shown of each workbook: the reading just made, or the last good copy and why.

Pure rules; esa.history.refresh maps them over all workbooks and esa.history.store keeps what
they took.
Source: docs/rules.md, "Reading".
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from esa import thai
from esa.reading.office import BANGKOK, is_ours_to_ignore
from esa.reading.problems import catalogue
from esa.reading.row_kinds import is_blank
from esa.reading.schema import read_tabs
from esa.reading.tables import find_tab, read_table
from esa.sources.workbook import Fault, RawTab, RawWorkbook


@dataclass(frozen=True)
class Copy:
    """One workbook as it is shown.

    raw: its cells; without tabs where there never was a good copy (missing, never zero).
    fresh: whether it was as shown at the last look. read_at: when it last was, None if missing.
    reason: why the last reading isn't shown. held: a reading that waits to be confirmed.
    faults: what else is to be told. content: what tells two contents apart; version: of the
    source; full_at: when its cells were last read. masked: it comes from the disk, where personal
    data isn't kept, so that none can be told.
    """

    key: str
    raw: RawWorkbook
    fresh: bool
    read_at: datetime | None
    reason: Fault | None = None
    held: RawWorkbook | None = None
    faults: tuple[Fault, ...] = ()
    content: str = ""
    version: str | None = None
    full_at: datetime | None = None
    masked: bool = False

    @property
    def name(self) -> str:
        return self.raw.name

    @property
    def missing(self) -> bool:
        return self.read_at is None

    @property
    def is_workbook(self) -> bool:
        """False of what a source only tells about, such as loose files in a folder."""
        return bool(self.raw.tabs) or self.reason is not None or self.missing

    def told(self) -> RawWorkbook:
        """The workbook for read_office, with everything that is to be told about this copy."""
        found = [*self.raw.faults, *self.faults]
        if not self.missing and self.reason:
            found.append(Fault("stale_copy", {"value": _moment(self.read_at)}))
        if self.reason:
            found.append(self.reason)
        if self.held:
            found.append(held_back(self.raw, self.held, self.read_at))
        return replace(self.raw, faults=tuple(_once(found)))


@dataclass(frozen=True)
class State:
    """All workbooks as they are shown, shared by all visitors and never changed.

    looked_at: when the last look at the source ended; None of copies from the disk.
    faults: what isn't about one workbook (the store, the list of versions).
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
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return any(copy.raw.tabs for copy in self.copies)

    @property
    def summary(self) -> str:
        """ "8 จาก 9 สมุดเป็นปัจจุบัน" """
        return f"{self.fresh} จาก {self.total} สมุดเป็นปัจจุบัน"

    @property
    def read_at(self) -> datetime | None:
        """When the least fresh workbook was last as shown; None where there is no copy at all."""
        return min((copy.read_at for copy in self.copies if copy.read_at), default=None)

    @property
    def identity(self) -> str:
        """Equal as long as the office read from it would be equal."""
        parts = [(c.key, c.content, c.masked, c.told().faults, c.fresh) for c in self.copies]
        return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def taken(
    earlier: Copy | None, reading: RawWorkbook, key: str, now: datetime, version: str | None = None
) -> Copy:
    """The copy to show after a reading: the reading itself, or what was shown before.

    Not shown are a reading that failed, one that lacks a tab that couldn't be read and is in the
    earlier copy, and one that lost half of its rows (see lost_half).
    """
    good = earlier if earlier and not earlier.missing else None
    errors = [fault for fault in reading.faults if _is_error(fault)]
    fresh = Copy(key, reading, True, now, version=version, full_at=now)
    was_filled = good is not None and bool(good.raw.tabs)
    if not reading.tabs:
        reasons = [*errors, *(f for f in reading.faults if was_filled or _is_of_google(f))]
        if reasons or not reading.faults:
            reason = reasons[0] if reasons else Fault("workbook_unreadable")
            return failed(earlier, reading, key, reason)
    if not was_filled:
        return fresh
    titles = {tab.title for tab in reading.tabs}
    if errors and not {tab.title for tab in good.raw.tabs} <= titles:
        return failed(earlier, reading, key, errors[0])
    if lost_half(good.raw, reading):
        return replace(
            good, fresh=False, reason=None, held=reading, faults=(), version=version, full_at=now
        )
    return fresh


def failed(earlier: Copy | None, reading: RawWorkbook | None, key: str, reason: Fault) -> Copy:
    """The copy to show where a workbook couldn't be read; reading: what came instead of it."""
    others = tuple(f for f in reading.faults if f != reason) if reading else ()
    if earlier and not earlier.missing:
        return replace(earlier, fresh=False, reason=reason, faults=others, version=None)
    raw = replace(reading or earlier.raw, tabs=(), faults=())
    faults = _once([*(earlier.faults if earlier else ()), *others])
    return Copy(key, raw, False, None, reason=reason, faults=tuple(faults))


def unchanged(earlier: Copy, now: datetime) -> Copy:
    """The copy after a look that found its version unchanged."""
    if earlier.held:
        return earlier
    return replace(earlier, fresh=True, read_at=now, faults=())


def confirmed(copy: Copy) -> Copy:
    """The reading that was held back becomes the copy that is shown."""
    if copy.held is None:
        return copy
    return replace(
        copy,
        raw=copy.held,
        held=None,
        fresh=copy.reason is None,
        read_at=copy.held.read_at,
        content="",
        masked=False,
    )


def is_complete(copy: Copy) -> bool:
    """Whether a reading may stand in for later ones: nothing of the workbook is missing."""
    return bool(copy.raw.tabs) and not any(map(_is_error, copy.raw.faults))


# --- a reading that lost rows -----------------------------------------------------------------


def lost_half(earlier: RawWorkbook, reading: RawWorkbook) -> bool:
    """Whether half or more of the filled rows are gone, in the same fiscal year.

    Of a workbook of another year nothing is expected; a year that can't be read is no other one.
    """
    before, after = _rows_left(earlier, reading)
    if not before or after * 2 > before:
        return False
    years = fiscal_year(earlier), fiscal_year(reading)
    return None in years or years[0] == years[1]


def held_back(earlier: RawWorkbook, reading: RawWorkbook, read_at: datetime | None) -> Fault:
    before, after = _rows_left(earlier, reading)
    facts = {"rows": after, "earlier": before, "value": _moment(read_at)}
    return Fault("held_back", facts)


def rows(tab: RawTab) -> int:
    """Rows below the first filled one in which something stands; a bare FALSE is an empty box."""
    filled = sum(any(cell is not False and not is_blank(cell) for cell in r) for r in tab.rows)
    return max(filled - 1, 0)


def _rows_left(earlier: RawWorkbook, reading: RawWorkbook) -> tuple[int, int]:
    """Rows before and after. A tab with a new title is left out of both: it is lost to nobody,
    and of a tab that isn't known a source may read the first rows only."""
    titles = {tab.gid: tab.title for tab in earlier.tabs if tab.gid}
    renamed = {tab.gid for tab in reading.tabs if titles.get(tab.gid, tab.title) != tab.title}
    return _rows_of(earlier, renamed), _rows_of(reading, renamed)


def _rows_of(raw: RawWorkbook, but: set[str | None]) -> int:
    return sum(rows(t) for t in raw.tabs if t.gid not in but and not is_ours_to_ignore(t))


def fiscal_year(raw: RawWorkbook) -> int | None:
    """The fiscal year (B.E.) that a workbook says it is of; None where it doesn't."""
    about = read_tabs()["about"]
    for tab in raw.tabs:
        if find_tab(read_tabs(), tab.title) is about:
            years = read_table(about, tab, raw.name).rows["fiscal_year"]
            return next((year for year in years if year is not None), None)
    return None


def lists_groups(raw: RawWorkbook) -> bool:
    """Whether it is the workbook in which the office lists the others."""
    return any(find_tab(read_tabs(), tab.title) is read_tabs()["groups"] for tab in raw.tabs)


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


def _is_error(fault: Fault) -> bool:
    return catalogue().get(fault.code, {}).get("severity", "error") == "error"


def _is_of_google(fault: Fault) -> bool:
    """Its passing troubles are warnings, for nobody has anything to mend; yet nothing was read."""
    return fault.code.startswith("google_")


def _once(faults: Iterable[Fault]) -> list[Fault]:
    found: list[Fault] = []
    for fault in faults:
        if fault not in found:
            found.append(fault)
    return found


def _moment(at: datetime | None) -> str:
    if at is None:
        return "–"
    local = at.astimezone(BANGKOK)
    return f"{thai.show_date(local.date())} เวลา {local:%H:%M} น."
