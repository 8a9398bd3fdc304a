"""One reading for everybody: what is shown is held here and renewed behind the visitors.

current() answers at once as soon as there is any copy; a reading is made by one thread at a time,
however many ask. Whatever happens to the source, the last good copies stay (esa.history.copies says
which), also after a new start (esa.history.store keeps them).
"""

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from esa.history.copies import (
    Copy,
    State,
    confirmed,
    failed,
    is_complete,
    keyed,
    lists_groups,
    taken,
    unchanged,
)
from esa.history.masks import is_masked
from esa.history.store import Kept, Store, content_name
from esa.sources.workbook import Fault, RawWorkbook, SourceError

MAX_AGE = 600.0  # seconds after which a visit causes another look
MIN_GAP = 60.0  # seconds between two presses of "read again"
FULL_AGE = 6 * 3600.0  # seconds after which a workbook is read whatever its version says
ERROR_GAP = 10.0  # seconds for which visitors are told of a failed first reading without another
LOOKED_GAP = 60.0  # seconds between two notes on disk that nothing changed


class Source(Protocol):
    """Where the workbooks are. A plain function without arguments that reads all will do too."""

    def read(self, keys: Collection[str] | None = None) -> list[RawWorkbook]:
        """All workbooks (None), or those of these keys and any that they newly list.

        A workbook that can't be read comes without tabs and with a Fault. SourceError where none
        can.
        """

    def versions(self) -> Mapping[str, str | None]:
        """key → version of the workbooks, in one cheap look. A workbook that is absent, or whose
        version is None, is read at every refresh; keys of other workbooks do no harm."""

    def listed(self, raws: Collection[RawWorkbook]) -> Collection[str]:
        """Keys of the workbooks that belong to the office by what these, which are shown, say.

        All of them where the list isn't known. A source without this method has no list: what a
        full reading brings belongs.
        """


@dataclass
class _Gathered:
    """What one look at the source brought. base: the state it was compared with."""

    now: datetime
    raws: Mapping[str, RawWorkbook] = field(default_factory=dict)
    asked: Collection[str] | None = None  # None: all
    before: Mapping[str, str | None] | None = None
    after: Mapping[str, str | None] | None = None
    moved: set[str] = field(default_factory=set)  # changed while they were read
    again: set[str] = field(default_factory=set)  # of these, read once more
    error: Fault | None = None
    faults: list[Fault] = field(default_factory=list)

    def version(self, key: str) -> str | None:
        """The version that was surely not newer than what was read; None where not known."""
        seen = self.after if key in self.again else self.before
        return (seen or {}).get(key)


class Holder:
    """Holds the state of one office for all visitors.

    source: a Source, or a function that reads all. clock: the time now, with its zone. key: what
    a workbook is known by, as in the source's versions. Ages and gaps in seconds.
    """

    def __init__(
        self,
        source: Source | Callable[[], list[RawWorkbook]],
        store: Store | None,
        clock: Callable[[], datetime],
        max_age: float = MAX_AGE,
        min_gap: float = MIN_GAP,
        full_age: float = FULL_AGE,
        key: Callable[[RawWorkbook], str] = lambda raw: raw.address,
    ):
        self._source, self._store, self._clock, self._key = source, store, clock, key
        self._max_age, self._min_gap, self._full_age = max_age, min_gap, full_age
        self._changed = threading.Condition()
        self._running = self._once_more = False
        self._finished = 0
        self._started_at: datetime | None = None
        self._pressed_at: datetime | None = None
        self._noted_at: datetime | None = None
        self._error: Fault | None = None
        self._from_disk: tuple[Fault, ...] = ()
        self._state = self._kept_state()

    @property
    def source(self) -> Source | Callable[[], list[RawWorkbook]]:
        """Where it reads from."""
        return self._source

    @property
    def shown(self) -> State | None:
        """What was shown last; looks at nothing. None before the first reading."""
        with self._changed:
            return self._state and replace(self._state, refreshing=self._running)

    def current(self, patience: float = 0.0) -> State:
        """What is to be shown now, at once; renewed behind when it is older than max_age.

        patience: seconds for which a reading under way is waited for. Only while there is no copy
        at all every caller waits for the one first reading. SourceError: that reading failed.
        """
        with self._changed:
            if not self._running and self._is_due():
                self._start()
            if self._state is None:
                ticket = self._finished
                if self._running:
                    self._changed.wait_for(lambda: self._state or self._finished > ticket)
                if self._state is None:
                    error = self._error or Fault("nothing_read")
                    raise SourceError(error.code, error.facts)
            if patience:
                self._changed.wait_for(lambda: not self._running, patience)
            return replace(self._state, refreshing=self._running)

    def read_again(self) -> float:
        """Look at the source now, behind; 0.0, or the seconds to wait where it was just pressed.

        A reading under way may have begun before the edit that one wants to see: another follows.
        """
        with self._changed:
            now = self._clock()
            if (gone := _seconds(self._pressed_at, now)) < self._min_gap:
                return self._min_gap - gone
            self._pressed_at = now
            if self._running:
                self._once_more = True
            else:
                self._start()
            return 0.0

    def confirm(self, name: str) -> bool:
        """Show the reading of that workbook (name or key) that was held back; False if none is."""

        def accepted(state: State | None) -> State | None:
            copies = state.copies if state else ()
            chosen = [c for c in copies if c.held and name in (c.name, c.key)]
            if not chosen:
                return None
            faults: list[Fault] = []
            keys = {copy.key for copy in chosen}
            copies = [
                self._stored(confirmed(c), faults) if c.key in keys else c for c in state.copies
            ]
            return replace(state, copies=tuple(copies), faults=_once(state.faults, faults))

        return self._publish(accepted)

    def wait(self, seconds: float) -> bool:
        """Wait until no reading is under way; False if one still is after these seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, seconds)

    # --- when ---------------------------------------------------------------------------------

    def _is_due(self) -> bool:
        if (self._state is None and self._error) or (self._state and not self._state.has_any):
            gap = min(ERROR_GAP, self._max_age)
            return _seconds(self._started_at, self._clock()) >= gap
        return _seconds(self._started_at, self._clock()) >= self._max_age

    def _start(self) -> None:
        """Begin a reading in a thread of its own, which ends with it."""
        self._started_at, self._running = self._clock(), True
        try:
            threading.Thread(target=self._run, name="refresh", daemon=True).start()
        except RuntimeError as error:  # no more threads: another visit tries again
            self._started_at, self._running = None, False
            self._error = _unforeseen(error)

    def _run(self) -> None:
        while True:
            try:
                self._refresh()
            except BaseException as error:  # panics of readers too: the last good copies stay
                self._fail(_unforeseen(error))
            with self._changed:
                self._finished += 1
                self._running, self._once_more = self._once_more, False
                self._changed.notify_all()
                if not self._running:
                    return

    # --- one refresh --------------------------------------------------------------------------

    def _refresh(self) -> None:
        found = self._gather(self._state)
        if self._state is None and found.error:
            self._error = found.error
            return
        self._error = None
        self._publish(lambda state: self._merged(state, found))

    def _fail(self, reason: Fault) -> None:
        self._error = reason
        found = _Gathered(self._clock(), error=reason)
        if self._state is not None:
            self._publish(lambda state: replace(state, copies=_copies(state, found, self._listed)))

    def _publish(self, change: Callable[[State | None], State | None]) -> bool:
        """Replace the state by what becomes of it; again where another one was put in between."""
        while True:
            base = self._state
            state = change(base)
            with self._changed:
                if self._state is base:
                    self._state = state or base
                    return state is not None

    def _gather(self, base: State | None) -> _Gathered:
        """Look which workbooks changed, read those, and look again."""
        found = _Gathered(self._clock())
        found.before = self._look(found)
        listed = self._listed(base.copies if base else ())
        if base and found.before is not None:
            found.asked = self._due(base, found) | (listed or set()) - base.keys
        if found.asked is None or found.asked:
            try:
                found.raws = self._read(found.asked)
                if found.asked is None and not found.raws:
                    found.error = Fault("nothing_read")
            except SourceError as error:
                found.error = Fault(error.code, error.facts)
            found.after = self._look(found) if found.raws and found.before is not None else None
            self._read_moved(found)
        found.now = self._clock()
        return found

    def _look(self, found: _Gathered) -> Mapping[str, str | None] | None:
        """The versions now; None where the source has none, or can't tell (then all is read)."""
        versions = getattr(self._source, "versions", None)
        if versions is None:
            return None
        try:
            return dict(versions())
        except SourceError as error:
            found.faults.append(Fault(error.code, error.facts))
            return None

    def _listed(self, copies: Collection[Copy]) -> set[str] | None:
        """Keys of the workbooks that belong to the office; None of a source without a list."""
        listed = getattr(self._source, "listed", None)
        return None if listed is None else set(listed([copy.raw for copy in copies]))

    def _due(self, base: State, found: _Gathered) -> set[str]:
        """Keys of the workbooks that were read before and must be read."""
        before = found.before or {}
        return {
            copy.key
            for copy in base.copies
            if copy.reason is not None
            or copy.masked
            or copy.version is None
            or before.get(copy.key) != copy.version
            or not _seconds(copy.full_at, found.now) < self._full_age
        }

    def _read(self, keys: Collection[str] | None) -> dict[str, RawWorkbook]:
        read = getattr(self._source, "read", None)
        raws = self._source() if read is None else read(keys)
        return dict(keyed(raws, self._key))

    def _read_moved(self, found: _Gathered) -> None:
        """Read once more what changed while it was read; then it is taken with a note."""
        before, after = found.before or {}, found.after or {}
        found.moved = {
            key
            for key in found.raws
            if key in before and key in after and before[key] != after[key]
        }
        if not found.moved:
            return
        try:
            again = self._read(found.moved)
        except SourceError:  # the first reading is all there is; its version will be read again
            return
        found.again = found.moved & again.keys()
        found.raws = {**found.raws, **again}

    def _merged(self, base: State | None, found: _Gathered) -> State:
        faults = [*self._from_disk, *found.faults]
        copies = [self._stored(copy, faults) for copy in _copies(base, found, self._listed)]
        if self._store:
            stay = {copy.key for copy in copies}
            for copy in base.copies if base else ():
                if copy.key not in stay:
                    faults += self._store.gone(copy.key, copy.name, found.now)
            seen = {c.key: (c.content, c.version) for c in copies if c.fresh and is_complete(c)}
            if seen and (found.raws or _seconds(self._noted_at, found.now) >= LOOKED_GAP):
                faults += self._store.looked(seen, found.now)
                self._noted_at = found.now
        return State(tuple(copies), found.now, _once(faults))

    def _stored(self, copy: Copy, faults: list[Fault]) -> Copy:
        """The copy with its content known; on disk where it is new, fresh and complete."""
        if copy.content or not copy.raw.tabs:
            return copy
        if self._store is None or not is_complete(copy):
            return replace(copy, content=content_name(copy.raw))
        saved = self._store.save(copy.raw, copy.key, copy.version)
        faults += saved.faults
        return replace(copy, content=saved.content)

    def _kept_state(self) -> State | None:
        """What the store kept from earlier; None where it has nothing."""
        if self._store is None:
            return None
        found, faults = self._store.state()
        self._from_disk = _once(faults, *(kept.faults for kept in found))
        copies = tuple(self._from_store(kept) for kept in found)
        return State(copies, None, self._from_disk) if any(c.raw.tabs for c in copies) else None

    def _from_store(self, kept: Kept) -> Copy:
        now = self._clock()
        if kept.raw is None:
            raw = RawWorkbook(kept.name, kept.key, (), now)
            return Copy(kept.key, raw, False, None, faults=kept.faults)
        fresh = _seconds(kept.read_at, now) < self._max_age
        return Copy(
            kept.key,
            kept.raw,
            fresh,
            kept.read_at,
            masked=is_masked(kept.raw),
            content=kept.content,
            version=kept.version,
            full_at=kept.read_at,
        )


# --- all workbooks ----------------------------------------------------------------------------


def _copies(
    base: State | None,
    found: _Gathered,
    listed_in: Callable[[Collection[Copy]], Collection[str] | None],
) -> tuple[Copy, ...]:
    """Every workbook after a look: in the order of a full reading, else in the order so far.

    listed_in: what belongs to the office by the copies that are shown; a list that is held back
    says nothing.
    """
    earlier = {copy.key: copy for copy in base.copies} if base else {}
    read: dict[str, Copy] = {}
    for key, raw in found.raws.items():
        copy = taken(earlier.get(key), raw, key, found.now, found.version(key))
        if key in found.moved and copy.reason is None:
            copy = replace(copy, faults=(*copy.faults, Fault("changed_while_reading")))
        read[key] = copy
    listed = listed_in({**earlier, **read}.values())
    copies = {key: copy for key, copy in read.items() if listed is None or key in listed}
    listing_failed = found.error is not None or any(
        c.reason is not None and lists_groups(c.raw) for c in copies.values()
    )
    for key, copy in earlier.items():
        if key not in copies and (after := _absent(copy, found, listed, listing_failed)):
            copies[key] = after
    if found.asked is None and found.raws:
        return tuple(copies.values())
    order = [*(key for key in earlier if key in copies), *copies]
    return tuple(copies[key] for key in dict.fromkeys(order))


def _absent(
    copy: Copy, found: _Gathered, listed: Collection[str] | None, listing_failed: bool
) -> Copy | None:
    """A workbook that the reading didn't bring: unchanged, not readable, or gone (None).

    Gone is what the office lists no longer; of a source without a list, what was asked for and is
    not there. A look at the versions that lacks a workbook takes nothing away.
    """
    if listed is not None and copy.key not in listed:
        return None
    if found.asked is not None and copy.key not in found.asked:
        return unchanged(copy, found.now)
    if found.error:
        return failed(copy, None, copy.key, found.error)
    if listed is not None or listing_failed or copy.key in (found.after or {}):
        return failed(copy, None, copy.key, Fault("not_read"))
    return None


def _once(*parts: Collection[Fault]) -> tuple[Fault, ...]:
    found: list[Fault] = []
    for fault in (fault for part in parts for fault in part):
        if fault not in found:
            found.append(fault)
    return tuple(found)


def _seconds(since: datetime | None, now: datetime) -> float:
    """Seconds gone by; endless where it never was or the clock went back."""
    gone = (now - since).total_seconds() if since else -1.0
    return gone if gone >= 0 else float("inf")


def _unforeseen(error: BaseException) -> Fault:
    """Only its kind is told: its words could hold anything, also personal data."""
    return Fault("reading_failed", {"value": type(error).__name__})
