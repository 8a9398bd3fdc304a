"""One reading for everybody: what is shown is held here and renewed behind the visitors.

current() answers at once as soon as there is any copy; a reading is made by one thread at a time,
however many ask, and each workbook is shown as soon as it is there. Whatever happens to the source,
the last good copies stay (esa.history.copies says which), also after a new start
(esa.history.store keeps them).
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from esa.history.belonging import Belonging, enrolled, without_unlisted
from esa.history.copies import (
    Copy,
    State,
    apart,
    confirmed,
    failed,
    is_complete,
    once,
    taken,
    unchanged,
)
from esa.history.losses import Expected, Mark, expected
from esa.history.masks import is_masked
from esa.history.store import Kept, Store, content_name
from esa.sources.workbook import Fault, RawWorkbook, Seen, SourceError

MAX_AGE = 600.0  # seconds after which a visit causes another look
MIN_GAP = 60.0  # seconds between two presses of "read again"
FULL_AGE = 6 * 3600.0  # seconds after which a workbook is read whatever its version says
ERROR_GAP = 10.0  # seconds for which visitors are told of a failed first reading without another
LOOKED_GAP = 60.0  # seconds between two notes on disk that nothing changed
FIRST_WAIT = 10.0  # seconds for which the first visitor waits for the workbooks that are still read
GLANCE = 0.2  # seconds between two looks whether the first reading goes on


class Source(Protocol):
    """Where the workbooks are."""

    def seen(self) -> Mapping[str, Seen]:
        """How the workbooks stand, by key, in one cheap look. One that is absent is read at every
        refresh; others do no harm. SourceError."""

    def belonging(self, shown: Mapping[str, RawWorkbook]) -> Belonging:
        """What belongs to the office by the workbooks that are shown, by key."""

    def read(self, keys: Collection[str]) -> Iterable[tuple[str, RawWorkbook]]:
        """These workbooks, each with its key as soon as it is there; others do no harm. One that
        can't be read comes without tabs and with a Fault. SourceError where none can."""

    @property
    def is_waiting(self) -> bool:
        """Whether reading stands still for a while, because more isn't allowed now."""


@dataclass
class _Look:
    """One look at the source. seen: before anything was read, None where it can't be told; after:
    when all was read. asked, read: keys. again: those that were read once more."""

    now: datetime
    seen: Mapping[str, Seen] | None = None
    after: Mapping[str, Seen] | None = None
    asked: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    error: Fault | None = None
    faults: list[Fault] = field(default_factory=list)

    def version(self, key: str) -> str:
        """The version that was surely not newer than what was read; "" where not known."""
        seen = (self.after if key in self.again else self.seen) or {}
        return _version(seen[key]) if key in seen else ""


class Holder:
    """Holds the state of one office for all visitors.

    clock: the time now, with its zone. Ages and gaps in seconds.
    """

    def __init__(
        self,
        source: Source,
        store: Store | None,
        clock: Callable[[], datetime],
        max_age: float = MAX_AGE,
        min_gap: float = MIN_GAP,
        full_age: float = FULL_AGE,
    ):
        self._source, self._store, self._clock = source, store, clock
        self._max_age, self._min_gap, self._full_age = max_age, min_gap, full_age
        self._changed = threading.Condition()
        self._running = self._once_more = False
        self._finished = 0
        self._started_at: datetime | None = None
        self._pressed_at: datetime | None = None
        self._noted_at: datetime | None = None
        self._error: Fault | None = None
        self._from_disk: tuple[Fault, ...] = ()
        self._reading_counts = False  # as a change, in the versions of the source
        self._state = self._kept_state()
        self._had_copies = self._state is not None

    @property
    def source(self) -> Source:
        """Where it reads from."""
        return self._source

    @property
    def shown(self) -> State | None:
        """What was shown last; looks at nothing. None before anything was read."""
        with self._changed:
            return self._state and replace(self._state, refreshing=self._running)

    def current(self, patience: float = 0.0) -> State:
        """What is to be shown now, at once; renewed behind when it is older than max_age.

        patience: seconds for which a reading under way is waited for. Where there was no copy at
        all every caller waits for the one first reading, until something is there and the rest
        takes longer. SourceError: that reading failed.
        """
        with self._changed:
            if not self._running and self._is_due():
                self._start()
            if not self._had_copies:
                self._wait_for_first()
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
        """That is meant so: show the reading of that workbook (name or key) that was held back, or
        show it no longer where it isn't listed any more. False where neither is."""

        def accepted(state: State | None) -> State | None:
            chosen = [c for c in state.copies if name in (c.name, c.key)] if state else []
            chosen = [c for c in chosen if c.is_open]
            if not chosen:
                return None
            faults: list[Fault] = []
            copies = [self._accepted(c, faults) if c in chosen else c for c in state.copies]
            return replace(
                state, copies=tuple(filter(None, copies)), faults=_once(state.faults, faults)
            )

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

    def _wait_for_first(self) -> None:
        """Wait for the first reading: to its end, or until something is there and it takes long."""
        ticket, until = self._finished, time.monotonic() + FIRST_WAIT
        while self._running and self._finished == ticket:
            is_slow = time.monotonic() >= until or self._source.is_waiting
            if is_slow and self._state and self._state.has_any:
                return
            self._changed.wait(GLANCE)

    def _run(self) -> None:
        while True:
            look = _Look(self._clock())
            try:
                self._refresh(look)
            except BaseException as error:  # panics of readers too: the last good copies stay
                look.error = self._error = _unforeseen(error)
                with suppress(Exception):
                    self._settle(look)
            with self._changed:
                self._finished += 1
                self._running, self._once_more = self._once_more, False
                self._had_copies = self._state is not None
                self._changed.notify_all()
                if not self._running:
                    return

    # --- one refresh --------------------------------------------------------------------------

    def _refresh(self, look: _Look) -> None:
        """Look how the workbooks stand, read those that are due, and look again.

        What is due follows from what is shown, so it is asked again when something came: the
        office's list first, then what it lists.
        """
        self._adopt()
        look.seen = self._seen(look)
        try:
            while due := self._due(look) - look.asked:
                look.asked |= due
                self._read(look, due)
            self._read_moved(look)
        except SourceError as error:
            look.error = Fault(error.code, error.facts)
        self._settle(look)

    def _read(self, look: _Look, due: Collection[str]) -> None:
        for key, raw in self._source.read(due):
            look.read.add(key)
            try:
                self._publish(partial(self._with_reading, look, key, raw))
            except Exception as error:  # whatever it is, it has to do with this one alone
                broken = replace(raw, tabs=(), faults=(_unforeseen(error),))
                self._publish(partial(self._with_reading, look, key, broken))

    def _with_reading(self, look: _Look, key: str, raw: RawWorkbook, state: State | None) -> State:
        """The state with the copy that is shown after a reading of one workbook."""
        copies = {copy.key: copy for copy in state.copies} if state else {}
        raw, office = apart(raw, key, copies.values()), self._office(copies)
        copy = taken(copies.get(key), raw, key, self._clock(), look.version(key), office)
        copies[key] = self._stored(copy, look.faults)
        looked_at, faults = (state.looked_at, state.faults) if state else (None, ())
        return State(tuple(copies.values()), looked_at, faults)

    def _seen(self, look: _Look) -> Mapping[str, Seen] | None:
        """How the workbooks stand now; None where that can't be told (then all are read)."""
        try:
            return dict(self._source.seen())
        except SourceError as error:
            look.faults.append(Fault(error.code, error.facts))
            return None

    def _due(self, look: _Look) -> set[str]:
        """Keys of the workbooks that must be read: they belong and have no fresh copy."""
        office = self._belonging()
        if self._state is not None:
            self._publish(lambda state: enrolled(state, office, look.now))
        copies = self._state.copies if self._state else ()
        known = {copy.key: copy for copy in copies if office.covers(copy)}
        return {key for key in {**office.entries, **known} if self._is_stale(known.get(key), look)}

    def _is_stale(self, copy: Copy | None, look: _Look) -> bool:
        if copy is None or copy.reason or copy.masked or not copy.version or look.seen is None:
            return True
        seen = look.seen.get(copy.key)
        is_old = not _seconds(copy.full_at, look.now) < self._full_age
        return is_old or seen is None or self._differs(copy.version, _version(seen))

    def _differs(self, one: str, other: str) -> bool:
        """Whether there was a change between two versions; where reading counts as one, only the
        time of the change tells."""
        modified = [version.partition(" ")[2] for version in (one, other)]
        if self._reading_counts and all(modified):
            return modified[0] != modified[1]
        return one != other

    def _read_moved(self, look: _Look) -> None:
        """Read once more what changed while it was read; then it is taken with a note."""
        if not look.read or look.seen is None:
            return
        look.after = self._seen(look)
        both = look.read & look.seen.keys() & (look.after or {}).keys()
        versions = {key: (look.seen[key], look.after[key]) for key in both}
        if any(a != b and a.modified == b.modified != "" for a, b in versions.values()):
            self._reading_counts = True
        look.again = {
            key
            for key, (before, after) in versions.items()
            if self._differs(_version(before), _version(after))
        }
        if look.again:
            self._read(look, look.again)

    def _settle(self, look: _Look) -> None:
        """Take in what the look says of all that wasn't read, and note it on disk."""
        if self._state is None:
            self._error = look.error or Fault("nothing_read")
            return
        self._error = None
        office, now = self._belonging(), self._clock()
        self._publish(lambda state: self._settled(enrolled(state, office, now), office, look, now))

    def _settled(self, state: State, office: Belonging, look: _Look, now: datetime) -> State:
        copies = [self._after(copy, office, look, now) for copy in state.copies]
        stay = without_unlisted(copies, office, now)
        faults = [*self._from_disk, *office.faults, *look.faults]
        for copy in copies if self._store else ():
            if all(copy.key != each.key for each in stay):
                faults += self._store.gone(copy.key, copy.name, now)
        self._note(stay, bool(look.read), faults, now)
        return State(tuple(stay), now, _once(faults))

    def _after(self, copy: Copy, office: Belonging, look: _Look, now: datetime) -> Copy:
        """A copy after the look: as its reading left it, unchanged, or not readable."""
        if not office.covers(copy):
            return copy
        if copy.key in look.asked - look.read or (look.error and copy.standing == "waiting"):
            is_there = copy.key in office.entries or not office.known
            reason = Fault("not_read" if is_there else "workbook_not_found")
            copy = failed(copy, None, copy.key, look.error or reason)
        elif copy.key in look.again and copy.reason is None:
            copy = replace(copy, faults=(*copy.faults, Fault("changed_while_reading")))
        elif copy.key not in look.read and look.seen is not None:
            copy = unchanged(copy, now)
        seen = look.after or look.seen or {}
        if copy.key in seen and seen[copy.key].in_bin:
            copy = replace(copy, faults=tuple(once([*copy.faults, Fault("google_in_bin")])))
        return copy

    def _note(
        self, copies: Collection[Copy], was_read: bool, faults: list[Fault], now: datetime
    ) -> None:
        """Write down which copies are still as their workbooks are."""
        seen = {c.key: _noted(c) for c in copies if c.fresh and is_complete(c)}
        if self._store is None or not seen:
            return
        if was_read or _seconds(self._noted_at, now) >= LOOKED_GAP:
            faults += self._store.looked(seen, now)
            self._noted_at = now

    # --- what is shown ------------------------------------------------------------------------

    def _publish(self, change: Callable[[State | None], State | None]) -> bool:
        """Replace the state by what becomes of it; again where another one was put in between."""
        while True:
            base = self._state
            state = change(base)
            with self._changed:
                if self._state is base:
                    self._state = state or base
                    self._changed.notify_all()
                    return state is not None

    def _belonging(self) -> Belonging:
        copies = self._state.copies if self._state else ()
        return self._source.belonging({copy.key: copy.raw for copy in copies})

    def _office(self, copies: Mapping[str, Copy]) -> Expected:
        """What the office's own workbook says, as it is shown."""
        for copy in copies.values():
            if copy.marks and copy.marks[-1].best.kind == "office":
                return expected(copy.raw)
        return Expected()

    def _accepted(self, copy: Copy, faults: list[Fault]) -> Copy | None:
        if copy.held is None:
            faults += self._store.gone(copy.key, copy.name, self._clock()) if self._store else ()
            return None
        copy = self._stored(confirmed(copy), faults)
        if self._store and is_complete(copy):
            faults += self._store.looked({copy.key: _noted(copy)}, self._clock())
        return copy

    def _adopt(self) -> None:
        """Take over what was confirmed elsewhere, by the command line or another process."""
        state = self._state
        open_ones = [copy for copy in state.copies if copy.is_open] if state else []
        for copy in open_ones if self._store else ():
            kept = self._store.newest(copy.key)
            if copy.held:
                meant = kept is not None and kept.content == content_name(copy.held.raw)
            else:
                meant = kept is None
            if meant:
                self.confirm(copy.key)

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
        return Copy(
            kept.key,
            kept.raw,
            _seconds(kept.read_at, now) < self._max_age,
            kept.read_at,
            masked=is_masked(kept.raw),
            content=kept.content,
            version=kept.version,
            full_at=kept.read_at,
            marks=kept.marks,
        )


def _noted(copy: Copy) -> tuple[str, str, tuple[Mark, ...]]:
    return copy.content, copy.version, copy.marks


def _version(seen: Seen) -> str:
    return f"{seen.version} {seen.modified}".strip()


def _once(*parts: Collection[Fault]) -> tuple[Fault, ...]:
    return tuple(once(fault for part in parts for fault in part))


def _seconds(since: datetime | None, now: datetime) -> float:
    """Seconds gone by; endless where it never was or the clock went back."""
    gone = (now - since).total_seconds() if since else -1.0
    return gone if gone >= 0 else float("inf")


def _unforeseen(error: BaseException) -> Fault:
    """Only its kind is told: its words could hold anything, also personal data."""
    return Fault("reading_failed", {"value": type(error).__name__})
