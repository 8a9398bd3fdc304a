"""Spreadsheets → raw workbooks, with two requests each: the tab list, and one batch of values.

Tabs are asked for by the titles that were just listed, because one title that is gone makes the
whole batch fail; where that happens in between, the list is read once more. Dates come as serial
numbers, numbers and yes/no as such, errors as text. Where values ask for more there is a third
request: see esa.sources.google.details.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import datetime

from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.google.answers import (
    BATCH,
    FILES,
    SPREADSHEET,
    batches,
    number_in,
    object_in,
    objects_in,
    quoted,
    rows_in,
    text_in,
)
from esa.sources.google.client import Client
from esa.sources.google.details import Known, with_details
from esa.sources.google.errors import SheetsError, SheetsTabGone, damaged
from esa.sources.workbook import Fault, RawTab, RawWorkbook, Seen

WORKERS = 9  # one for each workbook of a usual office
MOST_CELLS = 5_000_000  # of one tab, as for Excel files
HEAD = 12  # rows read of a tab whose title nobody knows: its headings may be ours
MOST_PAGES = 20  # of the list of files, 1,000 each
LISTED = (
    "properties.title,sheets(properties(sheetId,title,sheetType,hidden,"
    "gridProperties(rowCount,columnCount)),merges)"
)
DRIVE = {
    "fields": "nextPageToken,files(id,version,modifiedTime,trashed,driveId,parents)",
    "pageSize": 1000,
    "supportsAllDrives": "true",
    "includeItemsFromAllDrives": "true",
    "prettyPrint": "false",
}
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

    @property
    def key(self) -> str:
        """What it is known by: the id of the spreadsheet, in whatever shape its address is; the
        name where what was pasted is no address."""
        found = spreadsheet_id(self.address)
        return found.id if isinstance(found, Address) else self.name


def seen(client: Client, ids: Collection[str] | None) -> dict[str, Seen]:
    """How each spreadsheet stands in Drive, in one request (one a 1,000 files).

    ids: the spreadsheets meant; None for all that Drive lists. Files the account only reaches
    because everybody with the link may read them aren't listed; they are absent here.
    SheetsError as any request.
    """
    wanted, found, page = set(ids or ()), {}, ""
    for _ in range(MOST_PAGES):
        params = {**DRIVE, **({"pageToken": page} if page else {})}
        files, page = client.read(FILES, params, _files)
        found |= {id_: each for id_, each in files.items() if ids is None or id_ in wanted}
        if not page or (ids is not None and wanted <= found.keys()):
            break
    return found


def read_workbook(client: Client, address: Address, known: Known, now: datetime) -> RawWorkbook:
    """One spreadsheet with the cells of the tabs that are ours.

    Two or three requests, twice as many where a tab is renamed in between. SheetsError where it
    can't be read, with the facts value (the id) and email. Fault tab_too_large: of single tabs.
    """
    try:
        try:
            return _read_once(client, address, known, now)
        except SheetsTabGone:
            return _read_once(client, address, known, now)
    except SheetsError as error:
        error.spreadsheet_id = address.id
        error.facts = {"value": address.id, "email": client.email, **error.facts}
        raise


def read_listed(client: Client, listed: Listed, known: Known, now: datetime) -> RawWorkbook:
    """The workbook; one that can't be read, for whatever reason, comes without tabs and with a
    Fault: no other one has to do with it."""
    address = spreadsheet_id(listed.address)
    if isinstance(address, Fault):
        fault = replace(address, facts={**address.facts, "email": client.email})
        return RawWorkbook(listed.name, listed.address, (), now, (fault,))
    try:
        return read_workbook(client, address, known, now)
    except SheetsError as error:
        fault = error.fault(value=listed.name, email=client.email)
    except Exception as error:  # its words could hold anything, also personal data
        fault = Fault("reading_failed", {"value": type(error).__name__})
    return RawWorkbook(listed.name, address.url, (), now, (fault,))


def read_each(
    client: Client, listed: Iterable[Listed], known: Known, now: datetime, workers: int = WORKERS
) -> Iterator[tuple[str, RawWorkbook]]:
    """Several workbooks read side by side, each with its key as soon as it is there."""
    listed = list(listed)
    if not listed:
        return
    with ThreadPoolExecutor(min(workers, len(listed)), "sheets") as pool:
        under_way = {
            pool.submit(read_listed, client, each, known, now): each.key for each in listed
        }
        for done in as_completed(list(under_way)):
            yield under_way.pop(done), done.result()


def read_all(
    client: Client,
    office: Listed,
    groups_in: Callable[[RawWorkbook], Iterable[Listed]],
    known_by: Callable[[RawWorkbook], Known],
    now: datetime,
) -> list[RawWorkbook]:
    """The office workbook, then the workbooks that it lists, side by side; each spreadsheet once.

    groups_in: takes the list out of the office workbook. known_by: which tabs are ours by what it
    says; before it is read, by a workbook without any.
    """
    nothing = RawWorkbook(office.name, office.address, (), now)
    first = read_listed(client, office, known_by(nothing), now)
    known = known_by(first)
    listed = {each.key: each for each in groups_in(first)} if first.tabs else {}
    listed.pop(office.key, None)
    found = dict(read_each(client, listed.values(), known, now))
    return [first, *(found[key] for key in listed)]


def _read_once(client: Client, address: Address, known: Known, now: datetime) -> RawWorkbook:
    params = {"fields": LISTED, "prettyPrint": "false"}
    name, found = client.read(SPREADSHEET % address.id, params, _tabs)
    tabs, faults = [], []
    for tab in found:
        if known.wanted(tab.title) and tab.size[0] * tab.size[1] > MOST_CELLS:
            faults.append(Fault("tab_too_large", {"value": tab.title}))
        else:
            tabs.append(tab)
    ranges = [quoted(t.title, "" if known.wanted(t.title) else f"1:{HEAD}") for t in tabs]
    rows = _values(client, address, ranges)
    tabs = [replace(tab, rows=each) for tab, each in zip(tabs, rows, strict=True)]
    tabs = with_details(client, address, tabs, known)
    return RawWorkbook(name or address.id, address.url, tuple(tabs), now, tuple(faults))


def _files(answer: dict) -> tuple[dict[str, Seen], str]:
    """A page of Drive's list, and the token of the next one."""
    found = {}
    for file in objects_in(answer, "files"):
        words = (str(file.get(name) or "") for name in ("version", "modifiedTime"))
        parents = file.get("parents")  # only of folders that are shared with the account as well
        folder = str(parents[0]) if isinstance(parents, list) and parents else ""
        place = f"{file.get('driveId') or ''}/{folder}"
        found[text_in(file, "id")] = Seen(*words, file.get("trashed") is True, place)
    return found, text_in(answer, "nextPageToken")


def _tabs(answer: dict) -> tuple[str, list[RawTab]]:
    """Title of a spreadsheet, and its tabs without cells."""
    tabs = map(_empty_tab, objects_in(answer, "sheets"))
    return text_in(object_in(answer, "properties"), "title"), list(filter(None, tabs))


def _empty_tab(sheet: Mapping) -> RawTab | None:
    """The tab as the list tells it; None for sheets that are only a chart."""
    properties = object_in(sheet, "properties")
    if properties.get("sheetType", "GRID") != "GRID":
        return None
    grid = object_in(properties, "gridProperties")
    merged = tuple(
        (
            number_in(m, "startRowIndex"),
            number_in(m, "startColumnIndex"),
            number_in(m, "endRowIndex") - 1,
            number_in(m, "endColumnIndex") - 1,
        )
        for m in objects_in(sheet, "merges")
        if "endRowIndex" in m and "endColumnIndex" in m
    )
    return RawTab(
        text_in(properties, "title"),
        [],
        hidden=properties.get("hidden") is True,
        gid=str(number_in(properties, "sheetId")),
        merged=merged,
        size=(number_in(grid, "rowCount"), number_in(grid, "columnCount")),
    )


def _values(client: Client, address: Address, ranges: Sequence[str]) -> list[list[list[object]]]:
    """Rows of each range, ragged, trailing blanks dropped; [] where nothing is filled in."""
    rows: list[list[list[object]]] = []
    for batch in batches(ranges):
        where = BATCH % address.id
        rows += client.read(where, {**VALUES, "ranges": batch}, _taker(len(batch)))
    return rows


def _taker(count: int) -> Callable[[dict], list[list[list[object]]]]:
    def take(answer: dict) -> list[list[list[object]]]:
        found = objects_in(answer, "valueRanges")
        if len(found) != count:
            raise damaged(f"{len(found)} ranges of {count}")
        return list(map(rows_in, found))

    return take
