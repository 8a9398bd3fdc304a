"""The files of the store at any address that fsspec knows: s3://, gs://, memory://, file://.

An object appears whole or not at all and lasts once it is written, so there is nothing to sweep.
Where files are no objects (sftp://, smb://) one may stay half written: its checksum tells it, and
it is stepped over. alone() is a lock of good will: an object that each process puts there and
takes away; one that a killed process left behind counts for nothing after a minute. Without it
nothing is lost that a meeting refers to: names carry hashes, and a meeting is written once.
"""

import json
import os
import platform
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from esa.history.files import Files, LocalFiles
from esa.sources.workbook import SourceError

LOCK = ".lock"
LOCK_LASTS = 60.0  # seconds after which the lock of another process counts for nothing
LOCK_PATIENCE = 20.0  # seconds for which one waits for it
LOCK_LOOK = 0.2  # seconds between two looks
PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs"}


def files_at(place: Path | str) -> Files:
    """The files of a folder, or of an address with ://.

    SourceError: store_package_missing (the address needs a package that isn't installed),
    store_address_unknown.
    """
    if isinstance(place, Path) or "://" not in place:
        return LocalFiles(Path(place).expanduser())
    import fsspec  # takes a while to load, and most stores are folders
    from fsspec.implementations.local import LocalFileSystem

    shown, scheme = without_secrets(place), place.partition("://")[0]
    try:
        system, root = fsspec.core.url_to_fs(place, use_listings_cache=False)
    except ImportError as error:
        facts = {"value": shown, "package": PACKAGES.get(scheme, error.name or scheme)}
        raise SourceError("store_package_missing", facts) from error
    except Exception as error:  # each kind of place has errors of its own
        facts = {"value": shown, "reason": type(error).__name__}
        raise SourceError("store_address_unknown", facts) from error
    return LocalFiles(root) if isinstance(system, LocalFileSystem) else RemoteFiles(system, root)


def without_secrets(address: str) -> str:
    """The address without a user's name and password, as it may be shown."""
    return re.sub(r"//[^/@]*@", "//", address)


class RemoteFiles:
    """The methods of LocalFiles over a file system of fsspec. root: the path of the store in it."""

    def __init__(self, system: object, root: str):
        self._system, self._root = system, root.rstrip("/")

    def __str__(self) -> str:
        return without_secrets(self._system.unstrip_protocol(self._root))

    def read(self, name: str) -> bytes:
        with _only_os_errors():
            return self._system.cat_file(self._path(name))

    def exists(self, name: str) -> bool:
        with _only_os_errors():
            return self._system.isfile(self._path(name))

    def write(self, name: str, data: bytes, lasting: bool = True) -> None:
        with _only_os_errors():
            self._put(name, data)

    def create(self, name: str, data: bytes) -> None:
        """Only where there is none: FileExistsError. Surely so on s3 and gs; elsewhere fsspec
        looks first, and two processes that write at the same instant aren't told apart."""
        with _only_os_errors():
            try:
                self._put(name, data, mode="create")
            except (TypeError, NotImplementedError) as error:  # this kind knows no such mode
                if self._system.isfile(self._path(name)):
                    raise FileExistsError(name) from error
                self._put(name, data)

    def remove(self, name: str) -> None:
        with _only_os_errors():
            try:
                self._system.rm_file(self._path(name))
            except FileNotFoundError:
                return

    def names(self, under: str = "") -> list[str]:
        return self._listed(under, "file")

    def folders(self) -> list[str]:
        return self._listed("", "directory")

    def sweep(self, under: str) -> None:
        """Nothing is left half written under another name."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Best effort, see above."""
        owner = f"{platform.node()}-{os.getpid()}-{threading.get_ident()}"
        self._take_lock(json.dumps({"owner": owner, "at": time.time()}).encode())
        try:
            yield
        finally:
            self.remove(LOCK)

    def _take_lock(self, mine: bytes) -> None:
        """Put the lock there; after waiting long enough, or where it is old, whoever has it."""
        until = time.monotonic() + LOCK_PATIENCE
        while True:
            try:
                return self.create(LOCK, mine)
            except FileExistsError:
                if self._lock_age() > LOCK_LASTS or time.monotonic() > until:
                    return self.write(LOCK, mine)
            time.sleep(LOCK_LOOK)

    def _lock_age(self) -> float:
        """Seconds; 0 where it was just taken away."""
        try:
            return abs(time.time() - float(json.loads(self.read(LOCK))["at"]))
        except FileNotFoundError:
            return 0.0
        except (ValueError, KeyError, TypeError):
            return LOCK_LASTS + 1

    def _put(self, name: str, data: bytes, **mode: str) -> None:
        """Folders are made only where they are needed: of an object they are part of its name,
        and asking for one could make a bucket out of a slip."""
        path = self._path(name)
        try:
            self._system.pipe_file(path, data, **mode)
        except FileNotFoundError:
            self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(path, data, **mode)

    def _listed(self, under: str, kind: str) -> list[str]:
        path = self._path(under)
        with _only_os_errors():
            try:
                entries = self._system.ls(path, detail=True)
            except FileNotFoundError:
                return []
        found = {e["name"].rstrip("/") for e in entries if e["type"] == kind}
        names = {name.rpartition("/")[2] for name in found if name.strip("/") != path.strip("/")}
        return sorted(name for name in names if name and not name.startswith("."))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root


@contextmanager
def _only_os_errors() -> Iterator[None]:
    """What a service says of itself becomes an OSError without its words, which may hold keys."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(type(error).__name__) from error
