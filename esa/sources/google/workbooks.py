"""Spreadsheets → raw workbooks, with two requests each: the tab list, and one batch of values.

Tabs are asked for by the titles that were just listed, because one title that is gone makes the
whole batch fail; where that happens in between, the list is read once more. Dates come as serial
numbers, numbers and yes/no as such, errors as text.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.google.client import Client
from esa.sources.google.errors import SheetsDamaged, SheetsError, SheetsTabGone
from esa.sources.google.secrets import DRIVE_ROOT, SHEETS_ROOT
from esa.sources.workbook import Fault, RawTab, RawWorkbook

FILES = f"{DRIVE_ROOT}/drive/v3/files"
SPREADSHEET = f"{SHEETS_ROOT}/v4/spreadsheets/%s"
BATCH = f"{SPREADSHEET}/values:batchGet"
WORKERS = 9  # one for each workbook of a usual office
MOST_CELLS = 5_000_000  # of one tab, as for Excel files
LONGEST_QUERY = 6_000  # characters of titles in one address; Google refuses much longer ones
HEAD = 3  # rows read of a tab nobody asked for, enough to tell that it holds something
MOST_PAGES = 20  # of the list of files, 1,000 each
LISTED = (
    "properties.title,sheets(properties(sheetId,title,sheetType,hidden,"
    "gridProperties(rowCount,columnCount)),merges)"
)
VALUES = {
    "majorDimension": "ROWS",
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
    "fields": "valueRanges(range,values)",
    "prettyPrint": "false",
}


@dataclass(frozen=True)
class Listed:
    """A workbook somebody named: what to call it until its own name is known, and what was pasted
    as its address."""

    name: str
    address: str


def versions(client: Client, ids: Collection[str] | None) -> dict[str, str]:
    """Version of each spreadsheet as Drive counts them, in one request (one a 1,000 files).

    ids: the spreadsheets meant; None for all that Drive lists.

    Every change gives another version. Files the account only reaches because everybody with the
    link may read them aren't listed; they are absent here. SheetsError as any request.
    """
    wanted, found, page = set(ids or ()), {}, ""
    for _ in range(MOST_PAGES):
        answer = client.read(
            FILES,
            {
                "q": "trashed = false",
                "fields": "nextPageToken,files(id,version,modifiedTime)",
                "pageSize": 1000,
                "supportsAllDrives": "true",
                "includeItemsFromAllDrives": "true",
                "prettyPrint": "false",
                **({"pageToken": page} if page else {}),
            },
        )
        for file in _list_of_objects(answer.get("files", [])):
            if file.get("id") and (ids is None or file["id"] in wanted):
                found[file["id"]] = str(file.get("version") or file.get("modifiedTime") or "")
        page = str(answer.get("nextPageToken") or "")
        if not page or (ids is not None and wanted <= found.keys()):
            break
    return found


def read_workbook(
    client: Client, address: Address, wanted: Callable[[str], bool], now: datetime
) -> RawWorkbook:
    """One spreadsheet: the tabs whose title is wanted; of others the first rows only.

    Two requests, four where a tab is renamed in between. SheetsError where it can't be read, with
    the facts value (the id) and email. Fault tab_too_large: of single tabs.
    """
    try:
        try:
            return _read_once(client, address, wanted, now)
        except SheetsTabGone:
            return _read_once(client, address, wanted, now)
    except SheetsError as error:
        error.spreadsheet_id = address.id
        error.facts = {"value": address.id, "email": client.email, **error.facts}
        raise


def read_listed(
    client: Client, listed: Listed, wanted: Callable[[str], bool], now: datetime
) -> RawWorkbook:
    """The workbook; one that can't be read comes without tabs and with a Fault."""
    address = spreadsheet_id(listed.address)
    if isinstance(address, Fault):
        fault = replace(address, facts={**address.facts, "email": client.email})
        return RawWorkbook(listed.name, listed.address, (), now, (fault,))
    try:
        return read_workbook(client, address, wanted, now)
    except SheetsError as error:
        fault = error.fault(value=listed.name, email=client.email)
        return RawWorkbook(listed.name, address.url, (), now, (fault,))


def read_many(
    client: Client,
    listed: Sequence[Listed],
    wanted: Callable[[str], bool],
    now: datetime,
    workers: int = WORKERS,
) -> list[RawWorkbook]:
    """The workbooks side by side, in their order; each as read_listed gives it."""
    if not listed:
        return []
    with ThreadPoolExecutor(min(workers, len(listed)), "sheets") as pool:
        return list(pool.map(lambda each: read_listed(client, each, wanted, now), listed))


def read_all(
    client: Client,
    office: Listed,
    groups_in: Callable[[RawWorkbook], Iterable[Listed]],
    wanted: Callable[[str], bool],
    now: datetime,
    expected: Sequence[Listed] = (),
    workers: int = WORKERS,
) -> list[RawWorkbook]:
    """The office workbook, then the groups' workbooks that it lists, side by side.

    groups_in: takes the list out of the office workbook. expected: what an earlier copy listed;
    these are read at once together with the office workbook, others after it, and those that
    aren't listed any more are left out. Where the office workbook can't be read, it has its Fault
    and the expected ones stand for the list. A spreadsheet listed twice is read once; names are
    distinct.
    """
    expected = once_each(expected, but=office)
    first, *early = read_many(client, [office, *expected], wanted, now, workers)
    first = with_repeats(first, groups_in(first) if first.tabs else (), office)
    found = dict(zip(map(_identity, expected), early, strict=True))
    listed = once_each(groups_in(first), but=office) if first.tabs else expected
    late = [each for each in listed if _identity(each) not in found]
    books = read_many(client, late, wanted, now, workers)
    found |= zip(map(_identity, late), books, strict=True)
    return distinct([first, *(found[_identity(each)] for each in listed)])


def once_each(listed: Iterable[Listed], but: Listed | None = None) -> list[Listed]:
    """Each spreadsheet at its first place only, whatever shape its address has."""
    seen = {_identity(but)} if but else set()
    kept = []
    for each in listed:
        if _identity(each) not in seen:
            seen.add(_identity(each))
            kept.append(each)
    return kept


def with_repeats(book: RawWorkbook, listed: Iterable[Listed], office: Listed) -> RawWorkbook:
    """The office workbook with a Fault for each spreadsheet that it lists more than once, or that
    is itself: only one group can be meant."""
    names: dict[str, list[str]] = {_identity(office): [office.name]}
    for each in listed:
        names.setdefault(_identity(each), []).append(each.name)
    twice = [Fault("sheet_listed_twice", {"value": ", ".join(n)}) for n in names.values() if n[1:]]
    return replace(book, faults=(*book.faults, *twice)) if twice else book


def distinct(books: Sequence[RawWorkbook]) -> list[RawWorkbook]:
    """The same workbooks with names that tell them apart: the second "งาน" is "งาน (2)"."""
    taken: set[str] = set()
    named = []
    for book in books:
        name, number = book.name, 1
        while name in taken:
            number += 1
            name = f"{book.name} ({number})"
        taken.add(name)
        named.append(book if name == book.name else replace(book, name=name))
    return named


def _identity(listed: Listed) -> str:
    address = spreadsheet_id(listed.address)
    return listed.address if isinstance(address, Fault) else address.id


def _read_once(
    client: Client, address: Address, wanted: Callable[[str], bool], now: datetime
) -> RawWorkbook:
    where = SPREADSHEET % address.id
    answer = client.read(where, {"fields": LISTED, "prettyPrint": "false"})
    name = str(_object(answer.get("properties")).get("title") or address.id)
    tabs, faults = [], []
    for sheet in _list_of_objects(answer.get("sheets", [])):
        tab = _empty_tab(sheet)
        if tab is None:
            continue
        if _cells(sheet) > MOST_CELLS:
            faults.append(Fault("tab_too_large", {"value": tab.title}))
            continue
        tabs.append(tab)
    rows = _values(client, address, [_range(tab.title, wanted) for tab in tabs])
    filled = tuple(replace(tab, rows=each) for tab, each in zip(tabs, rows, strict=True))
    return RawWorkbook(name, address.url, filled, now, tuple(faults))


def _empty_tab(sheet: Mapping) -> RawTab | None:
    """The tab as the list tells it; None for sheets that are only a chart."""
    properties = _object(sheet.get("properties"))
    if properties.get("sheetType", "GRID") != "GRID":
        return None
    merged = tuple(
        (
            int(m.get("startRowIndex", 0)),
            int(m.get("startColumnIndex", 0)),
            int(m["endRowIndex"]) - 1,
            int(m["endColumnIndex"]) - 1,
        )
        for m in _list_of_objects(sheet.get("merges", []))
        if "endRowIndex" in m and "endColumnIndex" in m
    )
    return RawTab(
        str(properties.get("title", "")),
        [],
        hidden=bool(properties.get("hidden", False)),
        gid=str(properties.get("sheetId", 0)),
        merged=merged,
    )


def _cells(sheet: Mapping) -> int:
    grid = _object(_object(sheet.get("properties")).get("gridProperties", {}))
    return int(grid.get("rowCount", 0)) * int(grid.get("columnCount", 0))


def _range(title: str, wanted: Callable[[str], bool]) -> str:
    """The whole tab by its title, always quoted: a tab called C is no column."""
    quoted = "'" + title.replace("'", "''") + "'"
    return quoted if wanted(title) else f"{quoted}!1:{HEAD}"


def _values(client: Client, address: Address, ranges: Sequence[str]) -> list[list[list[object]]]:
    """Rows of each range, ragged, trailing blanks dropped; [] where nothing is filled in."""
    rows = []
    for batch in _batches(ranges):
        where = BATCH % address.id
        answer = client.read(where, {**VALUES, "ranges": batch})
        found = _list_of_objects(answer.get("valueRanges", []))
        if len(found) != len(batch):
            raise SheetsDamaged("google_answer_damaged", {"status": 200})
        rows += [_rows(each.get("values", [])) for each in found]
    return rows


def _batches(ranges: Sequence[str]) -> Iterator[list[str]]:
    """All ranges in one batch, or in as many as the length of an address allows."""
    batch: list[str] = []
    length = 0
    for each in ranges:
        size = len(quote(each)) + len("&ranges=")
        if batch and length + size > LONGEST_QUERY:
            yield batch
            batch, length = [], 0
        batch.append(each)
        length += size
    if batch:
        yield batch


def _rows(values: object) -> list[list[object]]:
    if isinstance(values, list) and all(isinstance(row, list) for row in values):
        return values
    raise SheetsDamaged("google_answer_damaged", {"status": 200})


def _object(value: object) -> Mapping:
    if isinstance(value, dict):
        return value
    raise SheetsDamaged("google_answer_damaged", {"status": 200})


def _list_of_objects(value: object) -> list[dict]:
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    raise SheetsDamaged("google_answer_damaged", {"status": 200})
