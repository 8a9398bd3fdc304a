"""The last good copies: every complete, changed reading of a workbook, kept on disk.

    <workbook>/<content>.json.gz         raw cells, personal data masked; named by their hash
    <workbook>/<content>.frozen          a meeting refers to this content: it is never removed
    <workbook>/00000012-<content>.json   reading 12: when it was, of which version
    looked.json                          when each workbook was last known to be as kept
    meetings/2557-0012.json              see esa.history.meetings

A reading is written after its content, and both appear whole or not at all, so a process may be
killed at any moment. What is damaged or of another version of the program is told and stepped
over. One store belongs to one office: give each office a folder of its own.
"""

import errno
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from esa.history.contents import Contents
from esa.history.files import Files
from esa.history.format import (
    SCHEMA,
    Damaged,
    OtherSchema,
    content_of,
    hash_of,
    note,
    noted,
    opened,
)
from esa.history.losses import Mark, marks_note, marks_of
from esa.history.masks import masked
from esa.history.remote_files import files_at
from esa.reading import personal
from esa.reading.known_tabs import Tabs
from esa.reading.office import BANGKOK
from esa.sources.workbook import Fault, RawWorkbook

DAILY, WEEKLY = 14, 8  # copies that are kept of each workbook
FULL = ("ENOSPC", "EDQUOT", "EFBIG")
GONE = "gone"  # stands for the content where the office has the workbook no longer
LOOKED = "looked.json"
ENTRY = re.compile(r"\d{8}-\w+\.json")


@dataclass(frozen=True)
class Reading:
    """One entry of a workbook's history. content: its hash, GONE where it was taken away."""

    key: str
    name: str
    number: int
    read_at: datetime
    content: str
    version: str = ""


@dataclass(frozen=True)
class Kept:
    """The newest good copy of a workbook. raw: None where no copy could be read.

    read_at: when the workbook was last known to be like this. faults: what was stepped over.
    marks: the best that it held on the last days. unlisted_at: first look since it isn't listed.
    place, moved_at: as of a Copy.
    """

    key: str
    name: str
    raw: RawWorkbook | None
    read_at: datetime | None
    content: str = ""
    version: str = ""
    faults: tuple[Fault, ...] = ()
    marks: tuple[Mark, ...] = ()
    unlisted_at: datetime | None = None
    place: str = ""
    moved_at: datetime | None = None


class Noted(NamedTuple):
    """What a look at an unchanged workbook says: its content, the version at the source, the best
    that it held lately, since when it isn't listed, where it lay and since when elsewhere."""

    content: str
    version: str
    marks: tuple[Mark, ...] = ()
    unlisted_at: datetime | None = None
    place: str = ""
    moved_at: datetime | None = None


@dataclass(frozen=True)
class Saved:
    """content: hash of what was to be kept; masked: whether personal data was hidden in it."""

    content: str
    masked: bool
    faults: tuple[Fault, ...] = ()


def content_name(raw: RawWorkbook, tabs: Tabs | None = None) -> str:
    """What tells contents apart: the hash under which the workbook would be kept."""
    return hash_of(content_of(masked(raw, tabs)))


# --- what is kept -----------------------------------------------------------------------------


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Of the times of readings of one workbook those to keep: the last one of each of the last 14
    days and 8 weeks on which it changed (days of Bangkok), so the newest always.

    A time after now comes from a wrong clock and is kept.
    """
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    ahead = set()
    for moment in sorted(times):
        if moment > now:
            ahead.add(moment)
            continue
        day = moment.astimezone(BANGKOK).date()
        days[day] = moment
        weeks[day - timedelta(days=day.weekday())] = moment
    return ahead | set(list(days.values())[-DAILY:]) | set(list(weeks.values())[-WEEKLY:])


# --- the store --------------------------------------------------------------------------------


class Store:
    """Keeps readings in a folder, or at an address such as s3://bucket/office.

    What happens to files is told in faults (snapshot_damaged, snapshot_older_schema, store_full,
    store_not_writable, store_not_readable) and everything else goes on; only load and keep raise.
    Threads and processes may share it. SourceError: an address that can't be used here.
    """

    def __init__(self, place: Files | Path | str):
        self.files = files_at(place) if isinstance(place, str | Path) else place
        self._lock = RLock()
        self._damaged: set[tuple[str, str]] = set()  # contents that must be written anew

    def save(
        self, raw: RawWorkbook, key: str = "", version: str = "", tabs: Tabs | None = None
    ) -> Saved:
        """Keep a complete reading; nothing is written where it is as the newest one.

        key: what the workbook is known by, whatever its name; its address unless told. tabs: those
        whose cells are kept (esa.history.masks.masked).
        """
        hidden = masked(raw, tabs)
        content = content_of(hidden)
        name, key = hash_of(content), key or raw.address
        under = _folder(key)
        faults = []
        with self._lock:
            try:
                with self.files.alone():
                    last = self._last(under)
                    contents, bad = Contents(self.files, under), (under, name) in self._damaged
                    if bad or not contents.has(name):
                        contents.write(name, content)
                        self._damaged.discard((under, name))
                    if last is None or last.content != name:
                        number = last.number + 1 if last else self._next_number(under)
                        entry = Reading(key, hidden.name, number, raw.read_at, name, version)
                        self._write(entry)
                        self._prune(under, raw.read_at)
            except OSError as error:
                faults.append(_not_written(error, self.files))
        return Saved(name, hidden is not raw, tuple(faults))

    def keep(self, raw: RawWorkbook, key: str, tabs: Tabs | None = None) -> str:
        """Keep this content for good, whatever the policy, without a reading; its hash. OSError."""
        data, under = content_of(masked(raw, tabs)), _folder(key)
        name = hash_of(data)
        with self._lock, self.files.alone():
            self.files.sweep(under)
            contents = Contents(self.files, under)
            try:
                good = contents.has(name) and contents.read(name) == data
            except Damaged:
                good = False
            if not good:
                contents.write(name, data)
            contents.freeze(name)
        return name

    def gone(self, key: str, name: str, now: datetime) -> tuple[Fault, ...]:
        """Note that the office has this workbook no longer; its copies stay."""
        under = _folder(key)
        with self._lock:
            try:
                with self.files.alone():
                    last = self._last(under)
                    if last and last.content != GONE:
                        name = personal.mask(name)[0]
                        self._write(Reading(key, name, last.number + 1, now, GONE))
            except OSError as error:
                return (_not_written(error, self.files),)
        return ()

    def is_gone(self, key: str) -> bool:
        """Whether the last note about a workbook says that the office has it no longer."""
        with self._lock:
            try:
                last = self._last(_folder(key))
            except OSError:
                return False
        return last is not None and last.content == GONE

    def looked(self, seen: Mapping[str, Noted], now: datetime) -> tuple[Fault, ...]:
        """Note that these workbooks are as kept now, by key."""
        books = {
            _folder(key): [
                each.content,
                each.version,
                now,
                marks_note(each.marks),
                each.unlisted_at,
                each.place,
                each.moved_at,
            ]
            for key, each in seen.items()
        }
        with self._lock:
            try:
                with self.files.alone():
                    self.files.sweep("")
                    looks = note({"books": {**self._looked(), **books}})
                    self.files.write(LOOKED, looks, lasting=False)  # without it readings say enough
            except OSError as error:
                return (_not_written(error, self.files),)
        return ()

    def state(self, at: datetime | None = None) -> tuple[list[Kept], tuple[Fault, ...]]:
        """The newest good copy of every workbook that the office has, or had at that moment."""
        with self._lock:
            try:
                looked = self._looked() if at is None else {}
                found = [self._newest_there(under, at, looked) for under in self.files.folders()]
            except OSError:
                return [], (Fault("store_not_readable", {"value": str(self.files)}),)
        return [copy for copy in found if copy], ()

    def _newest_there(
        self, under: str, at: datetime | None, looked: Mapping[str, tuple]
    ) -> Kept | None:
        """The same where its folder can't be read: the other workbooks have no part in it."""
        try:
            return self._newest(under, at, looked)
        except OSError:
            fault = Fault("store_not_readable", {"value": f"{self.files}/{under}"})
            return Kept(under, "", None, None, faults=(fault,))

    def newest(self, key: str, at: datetime | None = None) -> Kept | None:
        """The newest good copy of one workbook (at a moment); None where there never was one."""
        with self._lock:
            try:
                return self._newest(_folder(key), at, self._looked() if at is None else {})
            except OSError:
                fault = Fault("store_not_readable", {"value": str(self.files)})
                return Kept(key, "", None, None, faults=(fault,))

    def readings(self, key: str) -> list[Reading]:
        """The history of a workbook, oldest first, as far as it can be read."""
        with self._lock:
            try:
                under = _folder(key)
                found = [self._read(under, name) for name in self._entries(under)]
            except OSError:
                return []
        return [entry for entry in found if isinstance(entry, Reading)]

    def history(self) -> tuple[list[Reading], tuple[Fault, ...]]:
        """The readings of all workbooks that are still kept, oldest first; what can't be read."""
        with self._lock:
            try:
                found = [
                    self._read(under, name)
                    for under in self.files.folders()
                    for name in self._entries(under)
                ]
            except OSError:
                return [], (Fault("store_not_readable", {"value": str(self.files)}),)
        good = [entry for entry in found if isinstance(entry, Reading)]
        good.sort(key=lambda entry: (entry.read_at, entry.key, entry.number))
        return good, tuple(entry for entry in found if isinstance(entry, Fault))

    def load(self, reading: Reading) -> RawWorkbook:
        """The workbook of one entry of the history. Damaged, OtherSchema, OSError."""
        return self._load(reading, Contents(self.files, _folder(reading.key)))

    def _load(self, reading: Reading, contents: Contents) -> RawWorkbook:
        return opened(contents.read(reading.content), reading.read_at)

    def _newest(self, under: str, at: datetime | None, looked: Mapping[str, tuple]) -> Kept | None:
        faults: list[Fault] = []
        known: Reading | None = None
        for name in reversed(self._entries(under)):
            entry = self._read(under, name)
            if isinstance(entry, Fault):
                faults.append(entry)
                continue
            if at is not None and entry.read_at > at:
                continue
            known = known or entry
            if entry.content == GONE:
                return None
            raw = self._good(entry)
            if isinstance(raw, Fault):
                faults.append(raw)
                continue
            return _kept(entry, raw, looked.get(under), tuple(faults))
        if known is None and not faults:
            return None
        key, title = (known.key, known.name) if known else (under, "")
        return Kept(key, title, None, None, faults=tuple(faults))

    def _good(self, entry: Reading) -> RawWorkbook | Fault:
        under = _folder(entry.key)
        contents = Contents(self.files, under)
        path = contents.path(entry.content)
        try:
            return self._load(entry, contents)
        except (Damaged, OSError):
            self._damaged.add((under, entry.content))
            return Fault("snapshot_damaged", {"value": path})
        except OtherSchema as error:
            return _other_schema(path, error)

    def _entries(self, under: str) -> list[str]:
        """Names of the readings of a workbook, oldest first."""
        return [name for name in self.files.names(under) if ENTRY.fullmatch(name)]

    def _read(self, under: str, name: str) -> Reading | Fault:
        path = f"{under}/{name}"
        try:
            found = noted(self.files.read(path))
            facts = [found[k] for k in ("key", "name", "number", "read_at", "content", "version")]
            return Reading(*facts)
        except (Damaged, OSError, KeyError):
            return Fault("snapshot_damaged", {"value": path})
        except OtherSchema as error:
            return _other_schema(path, error)

    def _last(self, under: str) -> Reading | None:
        """The newest reading, None also where it can't be read: then another one is written."""
        names = self._entries(under)
        found = self._read(under, names[-1]) if names else None
        return found if isinstance(found, Reading) else None

    def _next_number(self, under: str) -> int:
        names = self._entries(under)
        return int(names[-1].partition("-")[0]) + 1 if names else 1

    def _write(self, entry: Reading) -> None:
        name = f"{_folder(entry.key)}/{entry.number:08d}-{entry.content}.json"
        self.files.write(name, note(vars(entry)))

    def _prune(self, under: str, now: datetime) -> None:
        """Remove the readings that needn't be kept, then contents without a reading.

        What can't be read stays: another version of the program may make sense of it.
        """
        self.files.sweep(under)
        entries = {name: self._read(under, name) for name in self._entries(under)}
        good = {n: e.read_at for n, e in entries.items() if isinstance(e, Reading)}
        stay = kept(good.values(), now)
        for name in good:
            if good[name] not in stay:
                self.files.remove(f"{under}/{name}")
        used = {name[:-5].partition("-")[2] for name in self._entries(under)}
        Contents(self.files, under).prune(used)

    def _looked(self) -> dict[str, tuple]:
        """What looked.json says; nothing where it can't be read, for the readings say enough."""
        try:
            books = noted(self.files.read(LOOKED))["books"]
        except (OSError, Damaged, OtherSchema, KeyError):
            return {}
        return books if isinstance(books, dict) else {}


def _kept(
    entry: Reading, raw: RawWorkbook, seen: Sequence | None, faults: tuple[Fault, ...]
) -> Kept:
    read_at, version, marks = entry.read_at, entry.version, ()
    if seen and seen[0] == entry.content:
        version, read_at = seen[1], max(read_at, seen[2])
    with suppress(ValueError, TypeError):
        marks = marks_of(seen[3]) if seen and len(seen) > 3 else ()
    found = (entry.key, raw.name, raw, read_at, entry.content, version or "", faults, marks)
    return Kept(*found, *(seen or ())[4:7])


def _folder(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _other_schema(path: str, error: OtherSchema) -> Fault:
    facts = {"value": path, "found": str(error.schema), "expected": SCHEMA}
    return Fault("snapshot_older_schema", facts)


def _not_written(error: OSError, files: Files) -> Fault:
    if errno.errorcode.get(error.errno or 0) in FULL:
        return Fault("store_full", {"value": str(files)})
    return Fault("store_not_writable", {"value": str(files)})
