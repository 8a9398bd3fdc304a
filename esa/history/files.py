"""The few operations on files that the store of readings needs, on a local folder.

Another place to keep files (an object store, memory in a test) is another class with these
methods: esa.history.remote_files. A name is a path with "/" below the folder. Every method may
raise OSError.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

try:
    import fcntl
except ImportError:  # no such locks on Windows; there one process keeps the store
    fcntl = None

UNFINISHED = ".part"
NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL}


class Files(Protocol):
    """What a place to keep files can do; see LocalFiles."""

    def read(self, name: str) -> bytes: ...
    def exists(self, name: str) -> bool: ...
    def write(self, name: str, data: bytes, lasting: bool = True) -> None: ...
    def create(self, name: str, data: bytes) -> None: ...
    def remove(self, name: str) -> None: ...
    def names(self, under: str = "") -> list[str]: ...
    def folders(self) -> list[str]: ...
    def alone(self) -> AbstractContextManager[None]: ...
    def sweep(self, under: str) -> None: ...


class LocalFiles:
    """Files below a folder, which is made when first written to."""

    def __init__(self, folder: Path | str):
        self.folder = Path(folder)

    def __str__(self) -> str:
        return str(self.folder)

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def exists(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def write(self, name: str, data: bytes, lasting: bool = True) -> None:
        """Whole or not at all: whoever reads sees the earlier file or the new one.

        lasting: also when the power fails right after; several times as slow.
        """
        self._put(self.folder / name, data, lasting, os.replace)

    def create(self, name: str, data: bytes) -> None:
        """Whole or not at all, and only where there is none: FileExistsError."""
        with self.alone():
            self.sweep(name.rpartition("/")[0])
            self._put(self.folder / name, data, True, _linked)

    def _put(
        self, path: Path, data: bytes, lasting: bool, place: Callable[[Path, Path], None]
    ) -> None:
        made = self._make(path.parent)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
        try:
            with unfinished.open("wb") as file:
                file.write(data)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            place(unfinished, path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        for folder in (path.parent, *made) if lasting else ():
            _sync(folder)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def names(self, under: str = "") -> list[str]:
        """Names of the files directly in a folder, sorted; [] where there is none."""
        return sorted(e.name for e in self._entries(under) if e.is_file() and e.name[0] != ".")

    def folders(self) -> list[str]:
        """Names of the folders below the top, sorted."""
        return sorted(e.name for e in self._entries("") if e.is_dir() and e.name[0] != ".")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While one process writes another one waits; a process that is killed lets go."""
        self._make(self.folder)
        with (self.folder / ".lock").open("ab") as lock:
            if fcntl:
                with suppress(OSError):  # some network drives have no locks
                    fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def sweep(self, under: str) -> None:
        """Remove what a killed process left half written; only to be called when alone."""
        for entry in self._entries(under):
            if entry.name.endswith(UNFINISHED):
                (self.folder / under / entry.name).unlink(missing_ok=True)

    def _entries(self, under: str) -> list[os.DirEntry]:
        try:
            with os.scandir(self.folder / under) as entries:
                return list(entries)
        except FileNotFoundError:
            return []

    def _make(self, folder: Path) -> list[Path]:
        """Make a folder; the folders above those that were made, whose entries changed."""
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        return [made.parent for made in missing]


def _linked(unfinished: Path, path: Path) -> None:
    """Give a file its name if nothing has it. Where there are no links, the lock must do."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in NO_LINKS or path.exists():
            raise
        os.replace(unfinished, path)
        return
    unfinished.unlink()


def _sync(folder: Path) -> None:
    """Make a rename last through a power failure, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
