"""Where an office is, and how it is kept up to date: a source, a store of copies, one holder.

A source reads; esa.history.refresh.Holder decides when, for all visitors together.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from esa.history.belonging import Belonging, Entry
from esa.history.refresh import Holder
from esa.history.store import Store
from esa.reading.declared import declared_by, declares
from esa.reading.schema import read_tabs
from esa.sources import folder
from esa.sources.workbook import RawWorkbook, Seen

if TYPE_CHECKING:  # Google's packages take a while to load, and an office in a folder needs none
    from esa.sources.google.client import Client
    from esa.sources.google.workbooks import Listed

Clock = Callable[[], datetime]
FOLDER_AGE = 1.0  # seconds for which a folder is taken to be as it was


class FolderSource:
    """A folder of workbooks. When any file of it changes, all are read: it takes less than a
    second, and nobody has to work out which file belongs to which workbook."""

    is_waiting = False

    def __init__(self, path: Path, clock: Clock):
        self._path, self._clock = Path(path), clock

    def read(self, keys: Collection[str]) -> Iterator[tuple[str, RawWorkbook]]:
        """All workbooks, whichever are asked for. SourceError as of folder.read_folder."""
        raws = folder.read_folder(self._path, self._clock())
        for raw in sorted(raws, key=lambda raw: not declares(raw)):  # what it says of the others
            yield raw.address, raw

    def seen(self) -> Mapping[str, Seen]:
        """The same version for every file: what changes when one of them does."""
        version = sha256(repr(folder.signature(self._path)).encode()).hexdigest()
        return dict.fromkeys(folder.listed(self._path), Seen(version))

    def belonging(self, shown: Mapping[str, RawWorkbook]) -> Belonging:
        """What lies in the folder; where it can't be looked at, all that was there before."""
        found = folder.listed(self._path)
        entries = {key: Entry(Path(key).name, "") for key in found or shown or [str(self._path)]}
        return Belonging(entries, known=bool(found))


class GoogleSource:
    """The office's Google Sheets, with the workbooks that the office workbook lists.

    secrets: as check_secrets found them complete.
    """

    def __init__(self, secrets: Mapping, clock: Clock):
        from esa.history.google_office import office_listed
        from esa.sources.google.budget import Budget

        self.budget: Budget = Budget()
        self._secrets, self._clock = secrets, clock
        self._client: Client | None = None
        self._office: Listed = office_listed(secrets)
        self._listed: dict[str, Listed] = {}  # by key, as it was asked last; {} before
        self._tabs = read_tabs()  # with what the office's workbook declares, as it is shown

    @property
    def is_waiting(self) -> bool:
        return self.budget.is_waited_for

    def read(self, keys: Collection[str]) -> Iterator[tuple[str, RawWorkbook]]:
        """The workbooks of these keys, side by side."""
        from esa.history.google_office import known
        from esa.sources.google.workbooks import Listed, read_each

        wanted = [self._listed.get(key) or Listed(key, key) for key in keys]
        return read_each(self._connected(), wanted, known(self._tabs), self._clock())

    def seen(self) -> Mapping[str, Seen]:
        """How the workbooks stand in Drive; before a list is known, all that it has."""
        from esa.sources.google.workbooks import seen

        return seen(self._connected(), self._listed.keys() if len(self._listed) > 1 else None)

    def belonging(self, shown: Mapping[str, RawWorkbook]) -> Belonging:
        """The office's workbook and what it lists as it is shown."""
        from esa.history.google_office import belonging

        office = shown.get(self._office.key)
        self._tabs = declared_by([office] if office else ())
        found, self._listed = belonging(
            self._office, office if office and office.tabs else None, shown
        )
        return found

    def _connected(self) -> "Client":
        from esa.sources.google.client import connect

        if self._client is None:
            self._client = connect(self._secrets, budget=self.budget)
        return self._client


def folder_holder(path: Path, store: Store, clock: Clock) -> Holder:
    """Looks at the folder at nearly every visit: files on this machine cost little to look at."""
    return Holder(FolderSource(path, clock), store, clock, max_age=FOLDER_AGE, min_gap=0.0)


def sample_holder(path: Path, clock: Clock) -> Holder:
    """Reads once: the sample is a part of the program."""
    return Holder(FolderSource(path, clock), None, clock, max_age=float("inf"), min_gap=0.0)


def google_holder(secrets: Mapping, store: Store, clock: Clock) -> Holder:
    """Looks at Google every ten minutes, and at once when asked, but once a minute at most."""
    return Holder(GoogleSource(secrets, clock), store, clock)
