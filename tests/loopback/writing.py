"""The test server with spreadsheets:batchUpdate: as strict as Google, all changes or none."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.loopback.server import Asked, GoogleServer, _Answer, _Handler
from tests.loopback.spreadsheets import Spreadsheet, Tab
from tests.loopback.troubles import NOT_FOUND, NOT_SHARED, error_body

MAY_WRITE = "https://www.googleapis.com/auth/spreadsheets"
Place = tuple[int, int]


class Invalid(Exception):
    """Google says: Invalid requests[n]."""


@dataclass
class DressedTab(Tab):
    """A tab with what stands on its cells. written: every cell whose value was set."""

    notes: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, dict] = field(default_factory=dict)
    checks: list[tuple[dict, dict | None]] = field(default_factory=list)
    guards: list[dict] = field(default_factory=list)
    frozen: int = 0
    written: set[Place] = field(default_factory=set)
    number_formats: list[tuple[dict, dict]] = field(default_factory=list)

    @classmethod
    def of(cls, tab: Tab) -> "DressedTab":
        if isinstance(tab, cls):
            return copy.deepcopy(tab)
        rows = copy.deepcopy(tab.rows)
        size = tab.size or tab.grid()
        return cls(tab.title, rows, tab.gid, tab.hidden, tab.kind, list(tab.merges), size)

    def sheet(self, index: int) -> dict:
        found = super().sheet(index)
        if self.frozen:
            found["properties"]["gridProperties"]["frozenRowCount"] = self.frozen
        if self.guards:
            found["protectedRanges"] = self.guards
        return found

    def cell(self, row: int, column: int) -> object:
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else None

    def put(self, row: int, column: int, value: object) -> None:
        self.rows += [[] for _ in range(row + 1 - len(self.rows))]
        line = self.rows[row]
        line += [None] * (column + 1 - len(line))
        line[column] = value
        self.written.add((row, column))

    def check(self, row: int, column: int) -> dict | None:
        """The check that stands on a cell: the last that was set there."""
        return _last(self.checks, row, column)

    def number_format(self, row: int, column: int) -> dict | None:
        return _last(self.number_formats, row, column)

    def dress(self, rows: int) -> list[dict]:
        """rowData of the first rows."""
        made = []
        for row in range(min(rows, self.size[0])):
            values = []
            for column in range(self.size[1]):
                check, look = self.check(row, column), self.number_format(row, column)
                cell = {"dataValidation": check} if check else {}
                values.append(cell | ({"userEnteredFormat": look} if look else {}))
            made.append({"values": values})
        return made


def _last(ranges: list[tuple[dict, dict | None]], row: int, column: int) -> dict | None:
    found = [thing for area, thing in ranges if _is_in(area, row, column)]
    return found[-1] if found else None


def _is_in(area: dict, row: int, column: int) -> bool:
    rows = area.get("startRowIndex", 0) <= row < area.get("endRowIndex", 10**9)
    return rows and area.get("startColumnIndex", 0) <= column < area.get("endColumnIndex", 10**9)


def apply(tabs: list[Tab], requests: list[dict]) -> list[DressedTab]:
    """The tabs after all changes; Invalid, and nothing is changed, where one makes no sense."""
    made = [DressedTab.of(tab) for tab in tabs]
    for request in requests:
        ((kind, asked),) = request.items()
        if kind not in CHANGES:
            raise Invalid(f"Unknown name {kind}")
        CHANGES[kind](made, asked)
    return made


def _tab(tabs: list[DressedTab], gid: int) -> DressedTab:
    for tab in tabs:
        if tab.gid == gid and tab.kind == "GRID":
            return tab
    raise Invalid(f"No grid with id: {gid}")


def _range(tabs: list[DressedTab], area: dict) -> DressedTab:
    tab = _tab(tabs, area["sheetId"])
    for name, size in (("Row", tab.size[0]), ("Column", tab.size[1])):
        start, end = area.get(f"start{name}Index", 0), area.get(f"end{name}Index", size)
        if not 0 <= start < end <= size:
            raise Invalid(f"Range ({start}, {end}) exceeds grid limits {size}")
    return tab


def _add_sheet(tabs: list[DressedTab], asked: dict) -> None:
    new = asked["properties"]
    if any(tab.title.casefold() == new["title"].casefold() for tab in tabs):
        raise Invalid(f"A sheet with the name {new['title']} already exists")
    if any(tab.gid == new["sheetId"] for tab in tabs):
        raise Invalid("sheet id already exists")
    grid = new["gridProperties"]
    tab = DressedTab(new["title"], [], new["sheetId"], new.get("hidden", False))
    tab.size, tab.frozen = (grid["rowCount"], grid["columnCount"]), grid.get("frozenRowCount", 0)
    tabs.insert(new.get("index", len(tabs)), tab)


def _insert(tabs: list[DressedTab], asked: dict) -> None:
    area, before = asked["range"], asked["inheritFromBefore"]
    tab, at, end = _tab(tabs, area["sheetId"]), area["startIndex"], area["endIndex"]
    rows, columns = tab.size
    if area["dimension"] != "COLUMNS" or at > columns or (at == columns and not before):
        raise Invalid("range.startIndex must be less than the grid size if not inherited")
    if at == 0 and before:
        raise Invalid("inheritFromBefore cannot be true at index 0")
    if any(m[1] < at <= m[3] for m in tab.merges):
        raise AssertionError("columns inserted into merged cells")
    tab.size = (rows, columns + end - at)
    for line in tab.rows:
        if len(line) > at:
            line[at:at] = [None] * (end - at)


def _append(tabs: list[DressedTab], asked: dict) -> None:
    tab = _tab(tabs, asked["sheetId"])
    rows, columns = tab.size
    more = asked["length"]
    is_rows = asked["dimension"] == "ROWS"
    tab.size = (rows + more, columns) if is_rows else (rows, columns + more)


def _update_cells(tabs: list[DressedTab], asked: dict) -> None:
    start, fields = asked["start"], set(asked["fields"].split(","))
    if fields - {"userEnteredValue", "note", "userEnteredFormat"}:
        raise Invalid("fields")
    tab = _tab(tabs, start["sheetId"])
    for row, line in enumerate(asked["rows"], start["rowIndex"]):
        for column, cell in enumerate(line.get("values", []), start["columnIndex"]):
            if row >= tab.size[0] or column >= tab.size[1]:
                raise Invalid("Attempting to write outside the grid")
            value = cell.get("userEnteredValue", {})
            tab.put(row, column, next(iter(value.values()), None))
            if "note" in fields:
                tab.notes[row, column] = cell.get("note", "")
            if "userEnteredFormat" in fields:
                tab.formats[row, column] = cell.get("userEnteredFormat", {})


def _repeat(tabs: list[DressedTab], asked: dict) -> None:
    if asked["fields"] != "userEnteredFormat.numberFormat":
        raise Invalid("fields")
    tab = _range(tabs, asked["range"])
    tab.number_formats.append((asked["range"], asked["cell"]["userEnteredFormat"]))


def _validate(tabs: list[DressedTab], asked: dict) -> None:
    tab, rule = _range(tabs, asked["range"]), asked.get("rule")
    if rule and rule["condition"]["type"] == "ONE_OF_RANGE":
        title = rule["condition"]["values"][0]["userEnteredValue"]
        named = title.removeprefix("='").rpartition("'!")[0].replace("''", "'")
        if named not in [each.title for each in tabs]:
            raise Invalid(f"no such tab: {named}")
    tab.checks.append((asked["range"], rule))


def _protect(tabs: list[DressedTab], asked: dict) -> None:
    _range(tabs, asked["protectedRange"]["range"]).guards.append(asked["protectedRange"])


def _properties(tabs: list[DressedTab], asked: dict) -> None:
    tab = _tab(tabs, asked["properties"]["sheetId"])
    frozen = asked["properties"]["gridProperties"]["frozenRowCount"]
    if asked["fields"] != "gridProperties.frozenRowCount" or frozen >= tab.size[0]:
        raise Invalid("You can't freeze all visible rows on the sheet")
    if any(m[0] < frozen <= m[2] for m in tab.merges):
        raise Invalid("You can't freeze rows which contain only part of a merged cell")
    tab.frozen = frozen


def _width(tabs: list[DressedTab], asked: dict) -> None:
    area = asked["range"]
    if area["endIndex"] > _tab(tabs, area["sheetId"]).size[1] or asked["fields"] != "pixelSize":
        raise Invalid("dimension")


CHANGES: dict[str, Callable[[list[DressedTab], dict], None]] = {
    "addSheet": _add_sheet,
    "insertDimension": _insert,
    "appendDimension": _append,
    "updateCells": _update_cells,
    "repeatCell": _repeat,
    "setDataValidation": _validate,
    "addProtectedRange": _protect,
    "updateSheetProperties": _properties,
    "updateDimensionProperties": _width,
}


class WritableGoogle(GoogleServer):
    """The server, with a way to write. viewers: ids that the account may only read; lost: how
    many changes are made without an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.scopes: dict[str, str] = {}
        self.viewers: set[str] = set()
        self.lost = 0
        self._http.RequestHandlerClass = type("Bound", (_WritingHandler,), {"google": self})


class _WritingHandler(_Handler):
    google: WritableGoogle

    def do_POST(self) -> None:  # noqa: N802
        path = urlsplit(self.path).path
        if not path.endswith(":batchUpdate"):
            super().do_POST()
            return
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        id_ = path.removeprefix("/v4/spreadsheets/").removesuffix(":batchUpdate")
        self._answer(Asked("sheets", "write", id_, {}), lambda: self._written(id_, body))

    def _signed_in(self, body: bytes) -> _Answer:
        answer = super()._signed_in(body)
        if answer.status == 200:
            token = json.loads(answer.body)
            self.google.scopes[token["access_token"]] = token["scope"]
        return answer

    def _written(self, id_: str, body: dict) -> _Answer:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        found = self.google.spreadsheets.get(id_)
        if found is None:
            return _Answer(*NOT_FOUND)
        allowed = MAY_WRITE in self.google.scopes.get(token, "").split()
        if not allowed or not found.shared or id_ in self.google.viewers:
            return _Answer(*NOT_SHARED)
        try:
            found.tabs = apply(found.tabs, body["requests"])
        except Invalid as error:
            return _Answer(400, error_body(400, str(error), "INVALID_ARGUMENT"))
        found.changed()
        if self.google.lost:
            self.google.lost -= 1
            return _Answer(503, error_body(503, "unavailable", "UNAVAILABLE"))
        return _Answer(200, json.dumps({"spreadsheetId": id_, "replies": []}).encode())

    def _spreadsheet(self, asked: Asked) -> dict | _Answer:
        answer = super()._spreadsheet(asked)
        if asked.part == "list" and isinstance(answer, dict) and "ranges" in asked.query:
            found = self.google.spreadsheets[asked.id]
            answer["sheets"] = list(_with_data(found, asked.query["ranges"], answer["sheets"]))
        return answer


def _with_data(found: Spreadsheet, ranges: list[str], sheets: list[dict]) -> Iterator[dict]:
    """Only the sheets asked for, as Google does, each with its first rows."""
    for tab, sheet in zip(found.tabs, sheets, strict=True):
        quoted = "'" + tab.title.replace("'", "''") + "'"
        if f"{quoted}!1:11" in ranges:
            yield {**sheet, "data": [{"rowData": DressedTab.of(tab).dress(11)}]}
