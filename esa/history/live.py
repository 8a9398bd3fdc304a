"""Where an office is, and how it is kept up to date: a source, a store of copies, one holder.

A source reads; esa.history.refresh.Holder decides when, for all visitors together.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from esa.history.refresh import Holder
from esa.history.store import Store
from esa.sources import folder
from esa.sources.workbook import RawWorkbook

if TYPE_CHECKING:  # Google's packages take a while to load, and an office in a folder needs none
    from esa.sources.google.client import Client
    from esa.sources.google.workbooks import Listed

Clock = Callable[[], datetime]
FOLDER_AGE = 1.0  # seconds for which a folder is taken to be as it was


class FolderSource:
    """A folder of workbooks. When any file of it changes, all are read: it takes less than a
    second, and nobody has to work out which file belongs to which workbook."""

    def __init__(self, path: Path, clock: Clock):
        self._path, self._clock = Path(path), clock

    def read(self, keys: Collection[str] | None = None) -> list[RawWorkbook]:
        """All workbooks, whichever are asked for. SourceError as of folder.read_folder."""
        return folder.read_folder(self._path, self._clock())

    def versions(self) -> Mapping[str, str]:
        """The same version for every file: what changes when one of them does."""
        version = sha256(repr(folder.signature(self._path)).encode()).hexdigest()
        try:
            entries = [str(entry) for entry in self._path.iterdir()]
        except OSError:
            entries = []
        return dict.fromkeys([str(self._path), *entries], version)


class GoogleSource:
    """The office's Google Sheets, with the workbooks that the office workbook lists.

    secrets: as check_secrets found them complete. earlier: workbooks kept from before, so that
    the groups' workbooks are read together with the office's, without waiting for its list.
    """

    def __init__(self, secrets: Mapping, clock: Clock, earlier: Sequence[RawWorkbook] = ()):
        from esa.reading.google_office import group_workbooks, office_listed
        from esa.sources.google.budget import Budget

        self.budget: Budget = Budget()
        self._secrets, self._clock = secrets, clock
        self._client: Client | None = None
        self._office: Listed = office_listed(secrets)
        self._groups: list[Listed] = [
            each for raw in earlier if self._is_office(raw) for each in group_workbooks(raw)
        ]
        self._known = bool(self._groups)

    def read(self, keys: Collection[str] | None = None) -> list[RawWorkbook]:
        """All workbooks, or those of these spreadsheet ids and what they newly list."""
        from esa.reading.google_office import group_workbooks, read_google
        from esa.sources.google.workbooks import with_repeats

        if keys is None:
            raws = read_google(self._connected(), self._secrets, self._clock(), self._groups)
            self._take_list(raws)
            return raws
        raws = self._read_listed([e for e in (self._office, *self._groups) if id_of(e) in keys])
        before = {id_of(each) for each in self._groups}
        self._take_list(raws)
        if office := self._office_of(raws):
            told = with_repeats(office, group_workbooks(office), self._office)
            raws = [told if raw is office else raw for raw in raws]
        return raws + self._read_listed([e for e in self._groups if id_of(e) not in before])

    def versions(self) -> Mapping[str, str]:
        """Version by spreadsheet id, of the workbooks that are listed (at first of all)."""
        from esa.sources.google.workbooks import versions

        ids = {id_of(each) for each in (self._office, *self._groups)} if self._known else None
        return versions(self._connected(), ids)

    def listed(self, raws: Collection[RawWorkbook]) -> set[str]:
        """The office and what it lists in these workbooks, which the next reading reads too; all
        of them where the office isn't among them."""
        if self._take_list(raws):
            return {id_of(each) for each in (self._office, *self._groups)}
        return {id_of(self._office), *map(spreadsheet_key, raws)}

    def _connected(self) -> "Client":
        from esa.sources.google.client import connect

        if self._client is None:
            self._client = connect(self._secrets, budget=self.budget)
        return self._client

    def _read_listed(self, listed: Sequence["Listed"]) -> list[RawWorkbook]:
        from esa.reading.google_office import is_ours
        from esa.sources.google.workbooks import read_many

        return read_many(self._connected(), listed, is_ours, self._clock())

    def _take_list(self, raws: Collection[RawWorkbook]) -> bool:
        """Remember what the office workbook lists, if it is there."""
        from esa.reading.google_office import group_workbooks
        from esa.sources.google.workbooks import once_each

        office = self._office_of(raws)
        if office:
            self._groups = once_each(group_workbooks(office), but=self._office)
            self._known = True
        return office is not None

    def _office_of(self, raws: Collection[RawWorkbook]) -> RawWorkbook | None:
        return next((raw for raw in raws if raw.tabs and self._is_office(raw)), None)

    def _is_office(self, raw: RawWorkbook) -> bool:
        return spreadsheet_key(raw) == id_of(self._office)


def id_of(listed: "Listed") -> str:
    """Id of the spreadsheet; what was pasted where no spreadsheet is meant."""
    from esa.sources.google.address import Address, spreadsheet_id

    found = spreadsheet_id(listed.address)
    return found.id if isinstance(found, Address) else listed.address


def spreadsheet_key(raw: RawWorkbook) -> str:
    """What a workbook on Google is known by: its id, also where its address changes its shape."""
    return id_of(raw)


def folder_holder(path: Path, store: Store, clock: Clock) -> Holder:
    """Looks at the folder at nearly every visit: files on this machine cost little to look at."""
    return Holder(FolderSource(path, clock), store, clock, max_age=FOLDER_AGE, min_gap=0.0)


def sample_holder(path: Path, clock: Clock) -> Holder:
    """Reads once: the sample is a part of the program."""
    return Holder(FolderSource(path, clock), None, clock, max_age=float("inf"), min_gap=0.0)


def google_holder(secrets: Mapping, store: Store, clock: Clock) -> Holder:
    """Looks at Google every ten minutes, and at once when asked, but once a minute at most."""
    earlier = [kept.raw for kept in store.state()[0] if kept.raw]
    source = GoogleSource(secrets, clock, earlier)
    return Holder(source, store, clock, key=spreadsheet_key)
