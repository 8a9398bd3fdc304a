"""What has to be done to a spreadsheet so that it has the tabs of a template: a pure plan.

Nothing that is filled in is touched. Headings that are missing go into columns that the same
batch inserts behind the last one in use, so that even what somebody types in the meantime is
safe; rows go into tabs that are new or empty; drop-downs, checks and formats are given to a
column that stood there only where nothing is filled in below its heading and it has none.
Source: the descriptors in sheets_schema/, as in templates.py; Google's Sheets API v4, batchUpdate.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from esa.reading.headings import find_headings, folded, letter
from esa.reading.row_kinds import is_blank
from esa.reading.schema import Tab, read_tabs
from esa.reading.tables import find_tab
from esa.sources.google.writing import Grid, Present
from esa.templates.google_cells import (
    cells,
    clear_or_check,
    format_request,
    guide_rows,
    heading_cells,
    number,
    text,
    widths,
)
from esa.templates.schema_guide import allowed_words
from esa.templates.sheets import GUIDE, LISTS, ROWS, Book, Cell, Source, number_format, validation

ABOUT = "about"
PROTECTED = "หัวคอลัมน์ของแม่แบบ แก้ได้ แต่แดชบอร์ดรู้จักคอลัมน์จากหัวเหล่านี้"
Request = dict[str, dict]


@dataclass(frozen=True)
class Made:
    """One thing that is done, for people. what: new (a tab), headings, rows, rules (drop-downs and
    formats), frozen, protected, words (of a list), taken (another sheet has the title, nothing is
    done) or unknown (no heading is recognised, nothing is done); names: which."""

    tab: str
    what: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """requests: for one batchUpdate, in order; made: the same in words."""

    requests: tuple[Request, ...]
    made: tuple[Made, ...]


@dataclass(frozen=True)
class _Place:
    """Where a tab stands or will stand. head: row of its headings; columns: of each field, old and
    new; new: the missing fields, in a block that begins at `at`; grid: None for a new tab."""

    tab: Tab
    gid: int
    title: str
    head: int
    columns: Mapping[str, int]
    new: tuple[str, ...]
    at: int
    grid: Grid | None

    @property
    def is_fresh(self) -> bool:
        """Nothing at all stands there."""
        return self.grid is None or not _used(self.grid)

    def has_rows(self) -> bool:
        below = self.grid.cells[self.head + 1 :] if self.grid else ()
        return any(not is_blank(cell) for row in below for cell in row)

    def is_empty_below(self, column: int) -> bool:
        below = self.grid.cells[self.head + 1 :] if self.grid else ()
        return all(len(row) <= column or is_blank_to_google(row[column]) for row in below)


def is_wanted(title: str) -> bool:
    """True of tabs that must be looked into before planning: the template's, guide and lists."""
    is_own = folded(title) in (folded(GUIDE), folded(LISTS))
    return is_own or find_tab(read_tabs(), title) is not None


def is_blank_to_google(cell: object) -> bool:
    """True only where nothing at all is in the cell; a space is something."""
    return cell is None or cell == ""


def plan(present: Present, wanted: Book) -> Plan:
    """The changes that make the spreadsheet hold the tabs of the book; none where it does."""
    gids = (number for number in count(1) if number not in present.gids)
    told: list[Made] = []
    places: dict[str, _Place] = {}
    for tab in wanted.tabs:
        place = _place(tab, present, gids)
        if isinstance(place, Made):
            told.append(place)
        else:
            places[tab.name] = place
    lists = _Lists.of(present, wanted, gids)
    added, later = [], []
    for made, requests in _parts(present, wanted, places, lists, gids):
        told.extend(made)
        for request in requests:
            (added if "addSheet" in request else later).append(request)
    return Plan((*added, *later), tuple(told))


def _parts(
    present: Present,
    wanted: Book,
    places: Mapping[str, _Place],
    lists: "_Lists | None",
    gids: Iterator[int],
) -> Iterator[tuple[list[Made], list[Request]]]:
    for place in places.values():
        yield _room(place, wanted)
    if lists:
        yield lists.made, lists.requests
    for place in places.values():
        yield _filled_in(place, wanted)
        yield _ruled(place, lambda tab, field: _source(tab, field, places, lists))
        yield _guarded(place)
    if folded(GUIDE) not in map(folded, present.titles):
        links = [(place.tab, place.gid, place.title) for place in places.values()]
        rows, gid = guide_rows(wanted, links), next(gids)
        size = (max(len(rows), 50), 3)
        new = _add_sheet(gid, GUIDE, size, index=0)
        yield [Made(GUIDE, "new")], [new, cells(gid, 0, 0, rows), *widths(gid, 0, (190, 560, 310))]


def _used(grid: Grid) -> int:
    """How many columns are in use, by cells or by merged cells."""
    filled = [
        column + 1
        for row in grid.cells
        for column, cell in enumerate(row)
        if not is_blank_to_google(cell)
    ]
    return max([*filled, *(merge[3] + 1 for merge in grid.merged)], default=0)


def _place(tab: Tab, present: Present, gids: Iterator[int]) -> _Place | Made:
    grid = _standing(tab, present)
    names = tuple(field.name for field in tab.fields)
    in_order = {name: column for column, name in enumerate(names)}
    if grid is None:
        if folded(tab.title) in map(folded, present.titles):
            return Made(tab.title, "taken")
        return _Place(tab, next(gids), tab.title, 0, in_order, names, 0, None)
    at = _used(grid)
    if at == 0:
        return _Place(tab, grid.gid, grid.title, 0, in_order, names, 0, grid)
    found = find_headings(tab, grid.cells, [False] * at)
    if found.row is None:
        return Made(grid.title, "unknown")
    new = tuple(name for name in names if name not in found.columns)
    columns = {**found.columns, **{name: at + place for place, name in enumerate(new)}}
    return _Place(tab, grid.gid, grid.title, found.row, columns, new, at, grid)


def _standing(tab: Tab, present: Present) -> Grid | None:
    """The tab that is read as this one, the one of the very title first."""
    found = [grid for grid in present.grids if find_tab(read_tabs(), grid.title) == tab]
    found.sort(key=lambda grid: folded(grid.title) != folded(tab.title))
    return found[0] if found else None


def _room(place: _Place, wanted: Book) -> tuple[list[Made], list[Request]]:
    """The tab itself, or the columns and rows that are missing in it."""
    rows = len(wanted.cells.get(place.tab.name, []))
    if place.grid is None:
        size = (max(ROWS, rows) + 1, len(place.new))
        return [Made(place.title, "new")], [_add_sheet(place.gid, place.title, size, frozen=1)]
    requests = []
    if place.new:
        requests.append(_insert_columns(place.gid, place.at, len(place.new), place.grid.columns))
    needed = place.head + 1 + max(1, rows if place.is_fresh else 1)
    if place.grid.rows < needed:
        requests.append(_append_rows(place.gid, needed - place.grid.rows))
    titles = tuple(place.tab.field(name).title for name in place.new)
    return ([Made(place.title, "headings", titles)] if titles else []), requests


def _filled_in(place: _Place, wanted: Book) -> tuple[list[Made], list[Request]]:
    """New headings, and rows where none stand: all of a fresh tab, else whose workbook it is."""
    fields = [place.tab.field(name) for name in place.new]
    requests = []
    if fields:
        requests = [cells(place.gid, place.head, place.at, [heading_cells(fields)], dressed=True)]
        requests += widths(place.gid, place.at, fields)
    rows = wanted.cells.get(place.tab.name, [])
    is_free = place.is_fresh or (place.tab.name == ABOUT and not place.has_rows())
    free = [row for row in rows if any(cell is not None for cell in row)] if is_free else []
    if not free:
        return [], requests
    if place.is_fresh:
        lines = [[_cell(cell) for cell in row] for row in free]
        requests.append(cells(place.gid, place.head + 1, 0, lines))
    else:
        requests += _one_by_one(place, free[0])
    return ([Made(place.title, "rows")] if requests else []), requests


def _one_by_one(place: _Place, row: Sequence[Cell]) -> Iterator[Request]:
    """Single cells of a row below headings that stand in an order of their own."""
    for field, cell in zip(place.tab.fields, row, strict=True):
        column = place.columns[field.name]
        if cell is not None and place.is_empty_below(column):
            yield cells(place.gid, place.head + 1, column, [[_cell(cell)]])


def _cell(cell: Cell) -> dict:
    if cell is None:
        return {}
    return text(cell) if isinstance(cell, str) else number(cell)


def _ruled(
    place: _Place, source: Callable[[Tab, str], Source | tuple[str, ...] | None]
) -> tuple[list[Made], list[Request]]:
    """Formats, drop-downs and checks of new columns, and of empty ones that have none."""
    requests, named = [], []
    for field in place.tab.fields:
        column, is_new = place.columns[field.name], field.name in place.new
        if not is_new and not place.is_empty_below(column):
            continue
        where = {
            "sheetId": place.gid,
            "startRowIndex": place.head + 1,
            "startColumnIndex": column,
            "endColumnIndex": column + 1,
        }
        words = source(place.tab, field.name)
        formula = words if isinstance(words, Source) else Source("") if words else None
        rule = validation(field, formula)
        made = []
        if is_new or column not in place.grid.formatted:
            made += format_request(where, number_format(field), clear=is_new)
        if is_new or column not in place.grid.ruled:
            made += clear_or_check(where, rule, words, clear=is_new and place.grid is not None)
        requests += made
        if made and not is_new:
            named.append(field.title)
    return ([Made(place.title, "rules", tuple(named))] if named else []), requests


def _source(
    tab: Tab, name: str, places: Mapping[str, _Place], lists: "_Lists | None"
) -> Source | tuple[str, ...] | None:
    """The words of a drop-down: its own, a column of another tab, or a list of another workbook."""
    words = allowed_words(tab.field(name))
    if words:
        return words
    for reference in tab.references:
        if name not in reference.fields:
            continue
        target = reference.target[reference.fields.index(name)]
        if reference.tab in places:
            place = places[reference.tab]
            column, first = letter(place.columns[target]), place.head + 2
            title = place.title.replace("'", "''")
            is_whole = place.tab.workbook == "office"
            return Source(f"='{title}'!${column}${first}:${column}", strict=is_whole)
        if lists is None or reference.tab not in lists.columns:
            return None
        column = letter(lists.columns[reference.tab])
        return Source(f"='{LISTS}'!${column}$2:${column}")
    return None


def _guarded(place: _Place) -> tuple[list[Made], list[Request]]:
    """The headings stay in sight, and changing one is asked about."""
    made, requests, grid, after = [], [], place.grid, place.head + 1
    if grid and not grid.frozen and not any(m[0] < after <= m[2] for m in grid.merged):
        properties = {"sheetId": place.gid, "gridProperties": {"frozenRowCount": after}}
        fields = "gridProperties.frozenRowCount"
        requests.append({"updateSheetProperties": {"properties": properties, "fields": fields}})
        made.append(Made(place.title, "frozen"))
    if not grid or not any(first <= place.head < last for first, last in grid.protected):
        area = {"sheetId": place.gid, "startRowIndex": place.head, "endRowIndex": after}
        guard = {"range": area, "description": PROTECTED, "warningOnly": True}
        requests.append({"addProtectedRange": {"protectedRange": guard}})
        if grid:
            made.append(Made(place.title, "protected"))
    return made, requests


@dataclass(frozen=True)
class _Lists:
    """The hidden tab of lists of other workbooks: column of each, and what is to be done."""

    columns: Mapping[str, int]
    made: list[Made]
    requests: list[Request]

    @staticmethod
    def of(present: Present, wanted: Book, gids: Iterator[int]) -> "_Lists | None":
        """None where there is nothing to list, or another sheet has the title."""
        words = {name: list(found) for name, found in wanted.offered.items() if found}
        grid = next((g for g in present.grids if folded(g.title) == folded(LISTS)), None)
        if not words or (grid is None and folded(LISTS) in map(folded, present.titles)):
            return None
        titles = {name: read_tabs()[name].title for name in words}
        if grid is None:
            gid, size = next(gids), (max(map(len, words.values())) + ROWS, len(words))
            new = _add_sheet(gid, LISTS, size, hidden=True)
            columns = {name: column for column, name in enumerate(words)}
            filled = [_column(gid, columns[n], [titles[n], *words[n]]) for n in words]
            return _Lists(columns, [Made(LISTS, "new")], [new, *filled])
        return _completed_lists(grid, words, titles)


def _completed_lists(
    grid: Grid, words: Mapping[str, list[str]], titles: Mapping[str, str]
) -> _Lists:
    """Missing lists behind the last column, missing words below the last of their list."""
    head = [str(cell) for cell in (grid.cells[0] if grid.cells else ())]
    columns, requests, made, deepest = {}, [], [], grid.rows
    new = [n for n in words if n not in head and titles[n] not in head]
    at = _used(grid)
    if new:
        requests.append(_insert_columns(grid.gid, at, len(new), grid.columns))
    for name, offered in words.items():
        if name in new:
            columns[name], start, missing = at + new.index(name), 0, [titles[name], *offered]
        else:
            columns[name] = head.index(name if name in head else titles[name])
            there = [row[columns[name]] for row in grid.cells if len(row) > columns[name]]
            start = max(i for i, cell in enumerate(there) if not is_blank_to_google(cell)) + 1
            missing = [word for word in offered if word not in set(map(str, there[1:]))]
        if missing:
            made.append(Made(LISTS, "words", (titles[name],)))
            if start + len(missing) > deepest:
                requests.append(_append_rows(grid.gid, start + len(missing) - deepest))
                deepest = start + len(missing)
            requests.append(_column(grid.gid, columns[name], missing, start))
    return _Lists(columns, made, requests)


def _column(gid: int, column: int, words: Sequence[str], start: int = 0) -> Request:
    return cells(gid, start, column, [[text(word)] for word in words])


def _add_sheet(
    gid: int,
    title: str,
    size: tuple[int, int],
    frozen: int = 0,
    hidden: bool = False,
    index: int | None = None,
) -> Request:
    grid = {"rowCount": size[0], "columnCount": size[1], "frozenRowCount": frozen}
    properties = {"sheetId": gid, "title": title, "gridProperties": grid, "hidden": hidden}
    if index is not None:
        properties["index"] = index
    return {"addSheet": {"properties": properties}}


def _insert_columns(gid: int, at: int, number: int, columns: int) -> Request:
    """New columns, empty by their nature. They take after the empty column behind them; at the
    edge of the grid Google wants them to take after the one before."""
    area = {"sheetId": gid, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + number}
    return {"insertDimension": {"range": area, "inheritFromBefore": at >= columns}}


def _append_rows(gid: int, number: int) -> Request:
    return {"appendDimension": {"sheetId": gid, "dimension": "ROWS", "length": number}}
