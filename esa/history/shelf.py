"""The copies that are shown, on disk: what is put there, and what is found again after a new start.

Only what is new, fresh and complete is kept. Without a store nothing is, and nothing is found.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from esa.history.copies import Copy, is_complete, once
from esa.history.looks import seconds
from esa.history.masks import is_masked
from esa.history.store import Kept, Noted, Store, content_name
from esa.reading.schema import Tab
from esa.sources.workbook import Fault, RawWorkbook

LOOKED_GAP = 60.0  # seconds between two notes on disk that nothing changed


class Shelf:
    """The place of one office's copies. store: None where nothing is kept; max_age: seconds for
    which a copy that is found counts as fresh; faults: of what is there and can't be used."""

    def __init__(self, store: Store | None, clock: Callable[[], datetime], max_age: float):
        self._store, self._clock, self._max_age = store, clock, max_age
        self._noted_at: datetime | None = None
        self.faults: tuple[Fault, ...] = ()

    def copies(self) -> tuple[Copy, ...]:
        """The newest good copies that were kept from earlier."""
        if self._store is None:
            return ()
        found, faults = self._store.state()
        self.faults = tuple(once([*faults, *(fault for kept in found for fault in kept.faults)]))
        return tuple(self._copy(kept) for kept in found if kept.name)

    def _copy(self, kept: Kept) -> Copy:
        now = self._clock()
        if kept.raw is None:
            raw = RawWorkbook(kept.name, kept.key, (), now)
            return Copy(kept.key, raw, False, None, faults=kept.faults)
        return Copy(
            kept.key,
            kept.raw,
            seconds(kept.read_at, now) < self._max_age,
            kept.read_at,
            masked=is_masked(kept.raw),
            content=kept.content,
            version=kept.version,
            full_at=kept.read_at,
            marks=kept.marks,
            unlisted_at=kept.unlisted_at,
            place=kept.place,
            moved_at=kept.moved_at,
        )

    def kept(self, copy: Copy, faults: list[Fault], tabs: Mapping[str, Tab]) -> Copy:
        """The copy with its content known, and put there. faults: what is told of it is added."""
        if copy.content or not copy.raw.tabs:
            return copy
        if self._store is None or not is_complete(copy):
            return replace(copy, content=content_name(copy.raw, tabs))
        saved = self._store.save(copy.raw, copy.key, copy.version, tabs)
        faults += saved.faults
        return replace(copy, content=saved.content, unsaved=bool(saved.faults))

    def without(self, copy: Copy, now: datetime) -> tuple[Fault, ...]:
        """Note that the office has that workbook no longer."""
        return self._store.gone(copy.key, copy.name, now) if self._store else ()

    def note(self, copies: Collection[Copy], was_read: bool, now: datetime) -> tuple[Fault, ...]:
        """Note which copies are still as their workbooks are; where nothing was read, not often."""
        seen = {copy.key: _noted(copy) for copy in copies if copy.fresh and is_complete(copy)}
        if self._store is None or not seen:
            return ()
        if not was_read and seconds(self._noted_at, now) < LOOKED_GAP:
            return ()
        faults = self._store.looked(seen, now)
        self._noted_at = now
        return faults

    def note_one(self, copy: Copy, tabs: Mapping[str, Tab], now: datetime) -> tuple[Fault, ...]:
        """Note that this copy, which may not be put there yet, is as its workbook is."""
        if self._store is None or not is_complete(copy):
            return ()
        known = replace(copy, content=content_name(copy.raw, tabs))
        return self._store.looked({copy.key: _noted(known)}, now)

    def says(self, copy: Copy, tabs: Mapping[str, Tab]) -> bool:
        """Whether what is held back of a copy was confirmed there: its reading, or that the office
        has it no longer."""
        if self._store is None:
            return False
        if copy.held is None:
            return self._store.is_gone(copy.key)
        kept = self._store.newest(copy.key)
        return kept is not None and kept.content == content_name(copy.held.raw, tabs)


def _noted(copy: Copy) -> Noted:
    place = copy.place, copy.moved_at
    return Noted(copy.content, copy.version, copy.marks, copy.unlisted_at, *place)
