"""A folder of workbooks (.xlsx files, and folders of .csv tabs) → raw workbooks.

What can't be read comes back as a workbook without tabs and a Fault that says why, so that one
broken file never hides the others. Names with Thai letters and spaces are as good as any.
"""

from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

from esa.sources.csv_folder import read_csv_folder
from esa.sources.excel import read_excel
from esa.sources.names import is_noise, looks_like_copy, passed_over, shown_name
from esa.sources.workbook import Fault, RawWorkbook, SourceError
from esa.uncollected import uncollected

EXCEL = (".xlsx", ".xlsm")
AT_ONCE = 2  # files read side by side; each may be large when unpacked
ALONE = {".xls": "old_xls", ".xlsb": "old_xls", ".gsheet": "gsheet_pointer"}


@uncollected()
def read_folder(path: Path, now: datetime) -> list[RawWorkbook]:
    """All workbooks of a folder in the order of their names, likely copies last.

    path: the folder; also a single .xlsx file. A folder that holds only .csv files is one
    workbook itself.
    SourceError: folder_missing, folder_unreadable, folder_empty.
    """
    path = Path(path)
    try:
        if path.is_file() and path.suffix.lower() in EXCEL:
            return [read_excel(path, shown_name(path), now)]
        if not path.is_dir():
            raise SourceError("folder_missing", {"value": str(path)})
        entries = sorted(entry for entry in path.iterdir() if not is_noise(entry))
        read = _read_entries(path, entries, now)
    except OSError as error:
        raise SourceError("folder_unreadable", {"value": str(path)}) from error
    if not read:
        raise SourceError("folder_empty", {"value": str(path)})
    return read


def _read_entries(path: Path, entries: list[Path], now: datetime) -> list[RawWorkbook]:
    with ThreadPoolExecutor(AT_ONCE) as readers:  # unpacking and calamine let each other run
        read = readers.map(partial(_read_entry, now=now), entries)
        workbooks = [book for book in read if book]
    loose = [entry for entry in entries if not _is_workbook(entry)]
    csvs = [entry for entry in loose if entry.suffix.lower() == ".csv"]
    if csvs and not workbooks and not any(entry.is_dir() for entry in entries):
        return [read_csv_folder(path, shown_name(path.resolve()), now)]
    workbooks.sort(key=lambda book: any(fault.code == "maybe_copy" for fault in book.faults))
    if (workbooks or csvs) and loose:
        told = [Fault("loose_csv", {"value": shown_name(e)}) for e in loose if _is_loose_csv(e)]
        faults = (*told, *passed_over([entry for entry in loose if not _is_loose_csv(entry)]))
        workbooks.append(RawWorkbook(shown_name(path.resolve()), str(path), (), now, faults))
    return workbooks


def _is_workbook(entry: Path) -> bool:
    if entry.is_dir():
        try:
            return any(f.suffix.lower() == ".csv" and not is_noise(f) for f in entry.iterdir())
        except OSError:
            return True  # may not be opened: told with its own name
    return entry.suffix.lower() in (*EXCEL, *ALONE)


def _is_loose_csv(entry: Path) -> bool:
    return entry.suffix.lower() == ".csv" and entry.is_file()


def _read_entry(entry: Path, now: datetime) -> RawWorkbook | None:
    """The workbook an entry is; None where it is none. A folder that may not be opened is one."""
    name, kind = shown_name(entry), entry.suffix.lower()
    copy = looks_like_copy(entry.name if entry.is_dir() else entry.stem)
    faults = (Fault("maybe_copy"),) if copy else ()
    try:
        if not _is_workbook(entry):
            return None
        if entry.is_dir():
            return read_csv_folder(entry, name, now, faults)
    except OSError:
        return RawWorkbook(name, str(entry), (), now, (*faults, Fault("workbook_unreadable")))
    if kind in ALONE:
        return RawWorkbook(name, str(entry), (), now, (*faults, Fault(ALONE[kind])))
    return read_excel(entry, name, now, faults)


def listed(path: Path) -> list[str]:
    """Addresses of the workbooks that read_folder finds, in its order; [] where it finds none or
    the folder can't be looked at. Also the folder itself where it has something to tell of it."""
    path = Path(path)
    try:
        if path.is_file():
            return [str(path)] if path.suffix.lower() in EXCEL else []
        entries = sorted(entry for entry in path.iterdir() if not is_noise(entry))
        books = [entry for entry in entries if _is_workbook(entry)]
        loose = [entry for entry in entries if entry not in books]
    except OSError:
        return []
    books.sort(key=lambda entry: looks_like_copy(entry.name if entry.is_dir() else entry.stem))
    tells = loose and (books or any(map(_is_loose_csv, loose)))
    return [*map(str, books), *([str(path)] if tells else [])]


def signature(path: Path) -> Hashable:
    """What changes when a file of the folder changes: (relative path, mtime in ns, size) of each.

    () where the folder isn't there.
    """
    path = Path(path)
    found = []
    try:
        entries = [path] if path.is_file() else sorted(path.rglob("*"))
        for entry in entries:
            if entry.is_file() and not is_noise(entry):
                stat = entry.stat()
                found.append((str(entry.relative_to(path)), stat.st_mtime_ns, stat.st_size))
    except OSError:
        return tuple(found)
    return tuple(found)
