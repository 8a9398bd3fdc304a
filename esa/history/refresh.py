"""One reading for everybody: what is shown is held here and renewed behind the visitors.

current() answers at once as soon as there is any copy; a reading is made by one thread at a time,
however many ask, and each workbook is shown as soon as it is there. Whatever happens to the source,
the last good copies stay (esa.history.copies says which), also after a new start
(esa.history.shelf puts them on disk).
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from esa.history.belonging import Belonging, enrolled, without_unlisted
from esa.history.copies import Copy, State, apart, confirmed, once, taken
from esa.history.looks import FULL_AGE, Look, seconds
from esa.history.losses import Expected, expected
from esa.history.shelf import Shelf
from esa.history.store import Store
from esa.reading.declared import declared_by
from esa.reading.schema import Tab, read_tabs
from esa.reading.tables import find_tab
from esa.sources.workbook import Fault, RawWorkbook, Seen, SourceError
from esa.uncollected import give_back

MAX_AGE = 600.0  # seconds after which a visit causes another look
MIN_GAP = 60.0  # seconds between two presses of "read again"
ERROR_GAP = 10.0  # seconds for which visitors are told of a failed first reading without another
FIRST_WAIT = 5.0  # seconds for which the first visitor waits for the workbooks that are still read
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
        self._source, self._clock = source, clock
        self._shelf = Shelf(store, clock, max_age)
        self._max_age, self._min_gap, self._full_age = max_age, min_gap, full_age
        self._changed = threading.Condition()
        self._running = self._once_more = False
        self._finished = 0
        self._started_at: datetime | None = None
        self._pressed_at: datetime | None = None
        self._error: Fault | None = None
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
            self.begin()
            if not self._had_copies:
                self._wait_for_first()
            if self._state is None:
                error = self._error or Fault("nothing_read")
                raise SourceError(error.code, error.facts)
            if patience:
                self._changed.wait_for(lambda: not self._running, patience)
            return replace(self._state, refreshing=self._running)

    def begin(self) -> None:
        """Begin the look that a visit would cause, if one is due; waits for nothing."""
        with self._changed:
            if not self._running and self._is_due():
                self._start()

    def read_again(self) -> float:
        """Look at the source now, behind; 0.0, or the seconds to wait where it was just pressed.

        A reading under way may have begun before the edit that one wants to see: another follows.
        """
        with self._changed:
            now = self._clock()
            if (gone := seconds(self._pressed_at, now)) < self._min_gap:
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
            copies = tuple(filter(None, copies))
            office = self._source.belonging({copy.key: copy.raw for copy in copies})
            state = replace(state, copies=copies, faults=_once(state.faults, faults))
            return enrolled(state, office, self._clock())

        done = self._publish(accepted)
        if done:  # the next visit has read what now is due
            self._started_at = None
        return done

    def wait(self, patience: float) -> bool:
        """Wait until no reading is under way; False if one still is after these seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, patience)

    # --- when ---------------------------------------------------------------------------------

    def _is_due(self) -> bool:
        if (self._state is None and self._error) or (self._state and not self._state.has_any):
            gap = min(ERROR_GAP, self._max_age)
            return seconds(self._started_at, self._clock()) >= gap
        return seconds(self._started_at, self._clock()) >= self._max_age

    def _start(self) -> None:
        """Begin a reading in a thread of its own, which ends with it."""
        self._started_at, self._running = self._clock(), True
        try:
            threading.Thread(target=self._run, name="refresh", daemon=True).start()
        except RuntimeError as error:  # no more threads: another visit tries again
            self._started_at, self._running = None, False
            self._error = _unforeseen(error)

    def _wait_for_first(self) -> None:
        """Wait for the first reading: to its end, or until it takes long and there is more than
        the office's own workbook."""
        ticket, begun = self._finished, time.monotonic()
        while self._running and self._finished == ticket:
            is_slow = time.monotonic() - begun >= FIRST_WAIT or self._source.is_waiting
            copies = self._state.copies if self._state else ()
            if is_slow and sum(bool(copy.raw.tabs) for copy in copies) > 1:
                return
            self._changed.wait(GLANCE)

    def _run(self) -> None:
        while True:
            look = Look(self._clock(), self._full_age, self._reading_counts)
            try:
                self._refresh(look)
            except BaseException as error:  # panics of readers too: the last good copies stay
                look.error = self._error = _unforeseen(error)
                with suppress(BaseException):
                    self._settle(look)
            if look.read:
                give_back()
            with self._changed:
                self._finished += 1
                self._running, self._once_more = self._once_more, False
                self._had_copies = self._state is not None
                self._changed.notify_all()
                if not self._running:
                    return

    # --- one refresh --------------------------------------------------------------------------

    def _refresh(self, look: Look) -> None:
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
                self._adopt()
            self._read_moved(look)
        except SourceError as error:
            look.error = Fault(error.code, error.facts)
        self._settle(look)

    def _read(self, look: Look, due: Collection[str]) -> None:
        for key, raw in self._source.read(due):
            look.read.add(key)
            try:
                self._publish(partial(self._with_reading, look, key, raw))
            except Exception as error:  # whatever it is, it has to do with this one alone
                broken = replace(raw, tabs=(), faults=(_unforeseen(error),))
                self._publish(partial(self._with_reading, look, key, broken))

    def _with_reading(self, look: Look, key: str, raw: RawWorkbook, state: State | None) -> State:
        """The state with the copy that is shown after a reading of one workbook."""
        copies = {copy.key: copy for copy in state.copies} if state else {}
        raw, office = apart(raw, key, copies.values()), self._office(copies)
        copy = taken(copies.get(key), raw, key, self._clock(), look.version(key), office)
        tabs = declared_by(_raws(copies.values(), copy))
        copies[key] = self._shelf.kept(copy, look.faults, tabs)
        looked_at, faults = (state.looked_at, state.faults) if state else (None, ())
        return State(tuple(copies.values()), looked_at, faults)

    def _seen(self, look: Look) -> Mapping[str, Seen] | None:
        """How the workbooks stand now; None where that can't be told (then all are read)."""
        try:
            return dict(self._source.seen())
        except SourceError as error:
            look.faults.append(Fault(error.code, error.facts))
            return None

    def _due(self, look: Look) -> set[str]:
        """Keys of the workbooks that must be read, as far as is known by now."""
        office = self._belonging()
        if self._state is not None:
            self._publish(lambda state: enrolled(state, office, look.now))
        copies = self._state.copies if self._state else ()
        tabs = declared_by(_raws(copies))
        unread = {copy.key for copy in copies if lacks_cells(copy.raw, tabs)}
        return look.due({copy.key: copy for copy in copies}, office) | unread

    def _read_moved(self, look: Look) -> None:
        """Read once more what changed while it was read; then it is taken with a note."""
        if not look.read or look.seen is None:
            return
        look.after = self._seen(look)
        look.again = look.moved()
        self._reading_counts = look.reading_counts
        if look.again:
            self._read(look, look.again)

    def _settle(self, look: Look) -> None:
        """Take in what the look says of all that wasn't read, and note it on disk."""
        if self._state is None:
            self._error = look.error or Fault("nothing_read")
            return
        self._error = None
        office, now = self._belonging(), self._clock()
        self._publish(lambda state: self._settled(enrolled(state, office, now), office, look, now))

    def _settled(self, state: State, office: Belonging, look: Look, now: datetime) -> State:
        faults = [*self._shelf.faults, *office.faults, *look.faults]
        copies = [look.then(copy, office, now) for copy in self._saved(state.copies, faults)]
        stay = without_unlisted(copies, office, now)
        for copy in copies:
            if all(copy.key != each.key for each in stay):
                faults += self._shelf.without(copy, now)
        faults += self._shelf.note(stay, bool(look.read), now)
        return State(tuple(stay), now, _once(faults))

    def _saved(self, copies: Collection[Copy], faults: list[Fault]) -> list[Copy]:
        """The copies; what the disk could not take before is saved now, if it can."""
        late = {copy.key for copy in copies if copy.unsaved}
        tabs = declared_by(_raws(copies)) if late else {}
        return [
            self._shelf.kept(replace(c, content=""), faults, tabs) if c.key in late else c
            for c in copies
        ]

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
        """What was confirmed; first is noted by what it is measured now, for who dies after that
        is asked no second time."""
        if copy.held is None:
            faults += self._shelf.without(copy, self._clock())
            return None
        tabs = declared_by(_raws(self._state.copies if self._state else (), copy))
        copy = confirmed(copy)
        faults += self._shelf.note_one(copy, tabs, self._clock())
        return self._shelf.kept(copy, faults, tabs)

    def _adopt(self) -> None:
        """Take over what was confirmed elsewhere, by the command line or another process."""
        state = self._state
        for copy in [copy for copy in state.copies if copy.is_open] if state else []:
            if self._shelf.says(copy, declared_by(_raws(state.copies))):
                self.confirm(copy.key)

    def _kept_state(self) -> State | None:
        """What was kept from earlier, and by name what its office lists besides; None where nothing
        was. What can't even be named is only told."""
        copies = self._shelf.copies()
        if not any(copy.raw.tabs for copy in copies):
            return None
        office = self._source.belonging({copy.key: copy.raw for copy in copies})
        return enrolled(State(copies, None, self._shelf.faults), office, self._clock())


def _raws(copies: Iterable[Copy], *more: Copy) -> list[RawWorkbook]:
    return [copy.raw for copy in (*copies, *more)]


def lacks_cells(raw: RawWorkbook, tabs: Mapping[str, Tab]) -> bool:
    """Whether a tab that the office declares now came without its cells, as one nobody knew."""
    return any(
        tab.is_filled
        and not tab.rows
        and (known := find_tab(tabs, tab.title)) is not None
        and known.name not in read_tabs()
        for tab in raw.tabs
    )


def _once(*parts: Collection[Fault]) -> tuple[Fault, ...]:
    return tuple(once(fault for part in parts for fault in part))


def _unforeseen(error: BaseException) -> Fault:
    """Only its kind is told: its words could hold anything, also personal data."""
    return Fault("reading_failed", {"value": type(error).__name__})
