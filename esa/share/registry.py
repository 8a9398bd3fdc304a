"""The links an office has made, where all replicas find them: who for, until when, last use.

    links/<id>.json   written once     ended/<id>.json   there as soon as it is revoked
    used/<id>.json    last use         keys.json         the keys, where the secrets hold none
    tables/<key>-<n>.json              published tables of results, each edition written once

Nothing is read, changed and written back, so that two replicas never undo each other. OSError
where the place can't be read or written.
"""

import json
import logging
import os
import secrets
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from esa.history.files import Files, LocalFiles
from esa.history.remote_files import files_at
from esa.share.links import DAY, DAYS, MOST_DAYS, Link, Record, as_json, link_from, token_of
from esa.share.links import Key as Signing
from esa.share.published import Edition, Key, edition_from
from esa.share.published import as_json as as_json_of
from esa.share.scope import Scope

log = logging.getLogger("esa.door")
KEYS, TABLES = "keys.json", "tables"
USED_GAP = 60.0  # seconds between two notes of last use
MOST_KEPT_KEYS = 3  # of the keys made here: the newest signs, the others still open
LONGEST_NAME = 120


@dataclass(frozen=True)
class Entry:
    """One link in the list. whose: who it is for, as typed. key: id of its key. used_at: None
    where nobody came by it yet."""

    link: Link
    whose: str
    key: str
    revoked: bool
    used_at: datetime | None


class NoKeys(Exception):
    """Links are kept in a place shared over the network; its keys must be in the secrets."""


class Registry:
    """The links of one office. given: the keys of the secrets, the first one signs; without them
    they are made and kept here, readable by this account only."""

    def __init__(self, files: Files, given: tuple[Signing, ...] = ()):
        self._files, self._given = files, given
        self._noted: dict[str, float] = {}
        self._read: dict[str, Edition] = {}
        self._lock = threading.Lock()

    @property
    def keeps_keys(self) -> bool:
        """Whether the keys are kept here, so that they can be changed from a page."""
        return not self._given

    def keys(self) -> tuple[Signing, ...]:
        """All keys that open links, the one that signs first; () before the first link."""
        if self._given:
            return self._given
        try:
            held = json.loads(self._files.read(KEYS))
            return tuple(Signing(str(each["id"]), str(each["secret"])) for each in held)
        except FileNotFoundError:
            return ()

    def change_keys(self, end_old: bool = False) -> None:
        """A new key signs from now on. end_old: links of the earlier keys end at once."""
        kept = () if end_old else self.keys()[: MOST_KEPT_KEYS - 1]
        self._keep_keys((_new_key(), *kept), replace=True)

    def make(self, scope: Scope, whose: str, now: datetime, days: int = DAYS) -> tuple[Entry, str]:
        """A new link and its token. ValueError: days, whose or the scope can't be."""
        if not 1 <= days <= MOST_DAYS:
            raise ValueError("days")
        told = " ".join(whose.split())
        if not told or len(told) > LONGEST_NAME:
            raise ValueError("whose")
        if not self.keys():
            self._keep_keys((_new_key(),), replace=False)
        key = self.keys()[0]
        made = int(now.timestamp())
        link = Link(secrets.token_hex(8), scope, made, made + days * DAY)
        token = token_of(link, key)
        held = {"link": as_json(link), "whose": told, "key": key.id}
        self._files.create(f"links/{link.id}.json", _bytes(held))
        return Entry(link, told, key.id, False, None), token

    def token(self, entry: Entry) -> str | None:
        """The token of a link once more; None where its key is no longer there."""
        key = next((each for each in self.keys() if each.id == entry.key), None)
        return token_of(entry.link, key) if key else None

    def known(self, identity: str) -> Record | None:
        """What is kept of a link; a record that is damaged opens nothing."""
        try:
            held = json.loads(self._files.read(f"links/{identity}.json"))
            link = link_from(held["link"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return None
        if link.id != identity:
            return None
        return Record(link, self._files.exists(f"ended/{identity}.json"))

    def revoke(self, identity: str, now: datetime) -> None:
        """End a link at once, for all replicas and for everybody who came by it."""
        self._files.write(f"ended/{identity}.json", _bytes({"at": now.isoformat()}))

    def note_use(self, identity: str, now: datetime) -> bool:
        """Remember when somebody came by it; what can't be noted is no reason to refuse. False:
        not noted again, since somebody came a moment ago."""
        with self._lock:
            if time.monotonic() - self._noted.get(identity, -USED_GAP) < USED_GAP:
                return False
            self._noted[identity] = time.monotonic()
        with suppress(OSError):
            data = _bytes({"at": now.isoformat()})
            self._files.write(f"used/{identity}.json", data, lasting=False)
        return True

    def entries(self) -> list[Entry]:
        """All links, the newest first; damaged ones are left out, they open nothing."""
        found = [self._entry(name) for name in self._files.names("links")]
        there = [entry for entry in found if entry]
        return sorted(there, key=lambda entry: (entry.link.made_at, entry.link.id), reverse=True)

    # --- tables of results that are out ---------------------------------------------------------

    def publish(self, edition: Edition) -> None:
        """Put an edition out, for every link. FileExistsError: another one was quicker."""
        name = f"{TABLES}/{slug(edition.key)}-{edition.number:04d}.json"
        self._files.create(name, _bytes(as_json_of(edition)))

    def editions(self, key: Key) -> list[Edition]:
        """All editions of a table, oldest first. ValueError: one of them is damaged."""
        start = f"{slug(key)}-"
        return [self._edition(name) for name in self._table_names() if name.startswith(start)]

    def tables(self) -> tuple[Edition, ...]:
        """What is out now: the newest edition of each table, newest years first. A damaged one
        shows nothing."""
        newest = {name.rpartition("-")[0]: name for name in self._table_names()}
        found = []
        for name in newest.values():
            try:
                found.append(self._edition(name))
            except ValueError:
                log.exception("a published table is damaged: %s", name)
        found = [edition for edition in found if not edition.withdrawn]
        return tuple(sorted(found, key=lambda e: (-e.academic_year, -e.rows, e.key)))

    def _table_names(self) -> list[str]:
        return sorted(name for name in self._files.names(TABLES) if name.endswith(".json"))

    def _edition(self, name: str) -> Edition:
        """They never change, so each is read once."""
        if name not in self._read:
            try:
                self._read[name] = edition_from(json.loads(self._files.read(f"{TABLES}/{name}")))
            except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
                raise ValueError(name) from error
        return self._read[name]

    def _entry(self, name: str) -> Entry | None:
        identity = name.removesuffix(".json")
        record = self.known(identity)
        if record is None:
            return None
        held = json.loads(self._files.read(f"links/{name}"))
        whose, key = str(held.get("whose", "")), str(held.get("key", ""))
        return Entry(record.link, whose, key, record.revoked, self._used(identity))

    def _used(self, identity: str) -> datetime | None:
        try:
            held = json.loads(self._files.read(f"used/{identity}.json"))
            return datetime.fromisoformat(held["at"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def _keep_keys(self, keys: tuple[Signing, ...], replace: bool) -> None:
        if not isinstance(self._files, LocalFiles):
            raise NoKeys
        path = Path(self._files.folder) / KEYS
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{KEYS}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_bytes([{"id": key.id, "secret": key.secret} for key in keys]))
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(made, path)
            return
        with suppress(FileExistsError):  # another process was faster: its keys count
            os.link(made, path)
        made.unlink()


def registry_at(place: str, share: Mapping) -> Registry:
    """The registry of an office. place: of its history (see history_place); beside it, so that
    a link is never taken for a copy of a workbook. share: the section of the secrets."""
    given = tuple(Signing(str(k["id"]), str(k["secret"])) for k in share.get("keys", []))
    return Registry(files_at(f"{place}.share"), given)


def _new_key() -> Signing:
    return Signing(secrets.token_hex(4), secrets.token_urlsafe(48))


def slug(key: Key) -> str:
    """A table as it stands in names of files and in the log."""
    return sha256(json.dumps(key).encode()).hexdigest()[:16]


def _bytes(held: object) -> bytes:
    return json.dumps(held, ensure_ascii=False, sort_keys=True).encode()
