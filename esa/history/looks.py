"""One look at the source: what it said, which workbooks were read, and what follows for the others.

A workbook is due when it belongs to the office and has no fresh copy; whether a copy is fresh is
told by the version of its workbook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from esa.history.belonging import Belonging
from esa.history.copies import Copy, failed, placed, unchanged
from esa.sources.workbook import Fault, Seen

FULL_AGE = 6 * 3600.0  # seconds after which a workbook is read whatever its version says


@dataclass
class Look:
    """seen: how the workbooks stood before anything was read, None where that can't be told;
    after: when all was read. asked, read: keys. again: those that were read once more because they
    changed meanwhile. reading_counts: whether our own reading changes versions."""

    now: datetime
    full_age: float = FULL_AGE
    reading_counts: bool = False
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

    def due(self, copies: Mapping[str, Copy], office: Belonging) -> set[str]:
        """Keys of the workbooks that belong and have no fresh copy."""
        known = {key: copy for key, copy in copies.items() if office.covers(copy)}
        return {key for key in {**office.entries, **known} if self.is_stale(known.get(key))}

    def is_stale(self, copy: Copy | None) -> bool:
        """Whether a copy can't stand for its workbook without a new reading."""
        if copy is None or copy.reason or copy.masked or not copy.version or self.seen is None:
            return True
        seen = self.seen.get(copy.key)
        is_old = not seconds(copy.full_at, self.now) < self.full_age
        return is_old or seen is None or self._differs(copy.version, _version(seen))

    def moved(self) -> set[str]:
        """Keys of the workbooks that changed while they were read. Where only versions differ, and
        not the time of the change, reading counts as one: then versions say nothing."""
        before, after = self.seen or {}, self.after or {}
        both = self.read & before.keys() & after.keys()
        grown = [k for k in both if before[k].version != after[k].version]
        if any(before[k].modified == after[k].modified != "" for k in grown):
            self.reading_counts = True
        return {k for k in both if self._differs(_version(before[k]), _version(after[k]))}

    def then(self, copy: Copy, office: Belonging, now: datetime) -> Copy:
        """A copy after the look: as its reading left it, unchanged, or not readable."""
        if not office.covers(copy):
            return copy
        if copy.key in self.again and copy.reason is None:
            copy = replace(copy, faults=(*copy.faults, Fault("changed_while_reading")))
        elif copy.key not in self.read:
            copy = self._unread(copy, office, now)
        seen = (self.after or self.seen or {}).get(copy.key)
        return placed(copy, seen, now) if seen else copy

    def _unread(self, copy: Copy, office: Belonging, now: datetime) -> Copy:
        if not self.is_stale(copy):
            return unchanged(copy, now)
        is_there = copy.key in office.entries or not office.known
        reason = Fault("not_read" if is_there else "workbook_not_found")
        return failed(copy, None, copy.key, self.error or reason)

    def _differs(self, one: str, other: str) -> bool:
        modified = [version.partition(" ")[2] for version in (one, other)]
        if self.reading_counts and all(modified):
            return modified[0] != modified[1]
        return one != other


def seconds(since: datetime | None, now: datetime) -> float:
    """Seconds gone by; endless where it never was or the clock went back."""
    gone = (now - since).total_seconds() if since else -1.0
    return gone if gone >= 0 else float("inf")


def _version(seen: Seen) -> str:
    return f"{seen.version} {seen.modified}".strip()
