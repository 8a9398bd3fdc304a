"""Spreadsheets as the test server holds them, and how Google's API writes them.

Rows are ragged, trailing blanks are dropped, an empty tab has no `values`; a range is a title or
A1 notation, with the title in quotes where it must be; answers quote titles and clip ranges.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from esa.reading.headings import letter

EPOCH = date(1899, 12, 30)
SHEET = "application/vnd.google-apps.spreadsheet"
_RANGE = re.compile(r"(?:'((?:[^']|'')*)'|([^'!]*))(?:!(.*))?", re.DOTALL)
_CORNERS = re.compile(r"([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?")


class BadRange(Exception):
    """Google says: Unable to parse range."""


@dataclass(frozen=True)
class Dressed:
    """A cell with more than its value: an address under it (a link, or a smart chip), a format."""

    value: object
    link: str = ""
    chip: bool = False
    percent: bool = False


@dataclass
class Tab:
    """One tab. cells: None, str, int, float, bool, date, Dressed; size: rows and columns of its
    grid."""

    title: str
    rows: list[list[object]] = field(default_factory=list)
    gid: int = 0
    hidden: bool = False
    kind: str = "GRID"
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    size: tuple[int, int] | None = None

    def grid(self) -> tuple[int, int]:
        widest = max(map(len, self.rows), default=0)
        return self.size or (max(1000, len(self.rows)), max(26, widest))

    def properties(self, index: int) -> dict:
        rows, columns = self.grid()
        properties = {"sheetId": self.gid, "title": self.title, "index": index}
        properties["sheetType"] = self.kind
        if self.kind == "GRID":
            properties["gridProperties"] = {"rowCount": rows, "columnCount": columns}
        if self.hidden:
            properties["hidden"] = True
        return properties

    def sheet(self, index: int) -> dict:
        found: dict = {"properties": self.properties(index)}
        if self.merges:
            names = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
            found["merges"] = [
                {"sheetId": self.gid, **dict(zip(names, (a, b, c + 1, d + 1), strict=True))}
                for a, b, c, d in self.merges
            ]
        return found


@dataclass
class Spreadsheet:
    """One file. kind: its MIME type; shared: with the service account; version: of Drive, which
    grows_by_reading if it says so; in_bin: of its owner, where it can still be read; folder, drive:
    where it lies, "" a folder that isn't shared, and no shared drive."""

    id: str
    title: str
    tabs: list[Tab] = field(default_factory=list)
    version: int = 1
    shared: bool = True
    kind: str = SHEET
    in_bin: bool = False
    folder: str = ""
    drive: str = ""
    grows_by_reading: bool = False
    read: int = 0  # times

    def tab(self, title: str) -> Tab:
        return next(tab for tab in self.tabs if tab.title == title)

    def changed(self) -> None:
        """What Drive does after every edit."""
        self.version += 1

    def edit(self, title: str, row: int, column: int, cell: object) -> None:
        """Write one cell; row and column from zero."""
        self.tab(title).rows[row][column] = cell
        self.changed()

    def metadata(self) -> dict:
        return {
            "spreadsheetId": self.id,
            "properties": {"title": self.title, "locale": "th_TH", "timeZone": "Asia/Bangkok"},
            "sheets": [tab.sheet(index) for index, tab in enumerate(self.tabs)],
            "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{self.id}/edit",
        }

    def file(self) -> dict:
        """The same as Drive lists it."""
        modified = datetime.fromtimestamp(1_700_000_000 + self.version).isoformat() + "Z"
        version = str(self.version + (self.read if self.grows_by_reading else 0))
        return {
            "id": self.id,
            "name": self.title,
            "mimeType": self.kind,
            "version": version,
            "modifiedTime": modified,
            "trashed": self.in_bin,
            **({"driveId": self.drive} if self.drive else {}),
            **({"parents": [self.folder]} if self.folder else {}),
        }

    def details(self, ranges: list[str]) -> dict:
        """The cells of these ranges with all that is known of them."""
        parts: dict[int, list[dict]] = {}
        for range_ in ranges:
            tab, corners = self._found(range_)
            top, left, bottom, right = _box(corners, *tab.grid())
            lines = [
                {"values": list(map(_detailed, row[left:right]))} for row in tab.rows[top:bottom]
            ]
            part = {"startRow": top, "startColumn": left, "rowData": lines}
            parts.setdefault(tab.gid, []).append({k: v for k, v in part.items() if v})
        return {"sheets": [{"properties": {"sheetId": gid}, "data": d} for gid, d in parts.items()]}

    def values(self, range_: str, formatted: bool, serial: bool) -> dict:
        """One valueRange; BadRange where there is no such tab or the range makes no sense."""
        tab, corners = self._found(range_)
        rows, columns = tab.grid()
        first_row, first_column, last_row, last_column = _box(corners, rows, columns)
        found = [
            [_written(cell, formatted, serial) for cell in row[first_column:last_column]]
            for row in tab.rows[first_row:last_row]
        ]
        found = [_without_trailing(row, "") for row in found]
        found = _without_trailing(found, [])
        bare = tab.title.isascii() and tab.title.isalnum() and not _looks_like_cells(tab.title)
        title = tab.title if bare else "'" + tab.title.replace("'", "''") + "'"
        start = f"{letter(first_column)}{first_row + 1}"
        shown = f"{title}!{start}:{letter(last_column - 1)}{last_row}"
        answer: dict = {"range": shown, "majorDimension": "ROWS"}
        return {**answer, "values": found} if found else answer

    def _found(self, range_: str) -> tuple[Tab, str]:
        match = _RANGE.fullmatch(range_)
        if not match:
            raise BadRange(range_)
        quoted, bare, corners = match.groups()
        if quoted is None and corners is None and _looks_like_cells(bare):
            return self.tabs[0], bare  # a tab called C without quotes is column C of the first
        title = quoted.replace("''", "'") if quoted is not None else bare
        for tab in self.tabs:
            if tab.title == title and tab.kind == "GRID":
                return tab, corners or ""
        raise BadRange(range_)


def _looks_like_cells(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]{1,3}\d*(:[A-Za-z]{0,3}\d*)?|\d+:\d+", text))


def _box(corners: str, rows: int, columns: int) -> tuple[int, int, int, int]:
    """First row and column from zero, and the row and column after the last."""
    if not corners:
        return 0, 0, rows, columns
    match = _CORNERS.fullmatch(corners.upper())
    if not match:
        raise BadRange(corners)
    left, top, right, bottom = match.groups()
    if right is None and bottom is None:
        right, bottom = left, top
    first_row = int(top) - 1 if top else 0
    last_row = min(int(bottom), rows) if bottom else rows
    first_column = place_of(left) if left else 0
    last_column = min(place_of(right) + 1, columns) if right else columns
    if first_row >= rows or first_column >= columns:
        raise BadRange(corners)
    return first_row, first_column, last_row, last_column


def place_of(letters: str) -> int:
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - 64
    return place - 1


def _without_trailing(items: list, blank: object) -> list:
    while items and items[-1] == blank:
        items = items[:-1]
    return items


def _detailed(cell: object) -> dict:
    """A cell as spreadsheets.get tells it."""
    dressed = cell if isinstance(cell, Dressed) else Dressed(cell)
    value = _written(dressed.value, False, True)
    kinds = {bool: "boolValue", int: "numberValue", float: "numberValue", str: "stringValue"}
    told: dict = {} if value == "" else {"effectiveValue": {kinds[type(value)]: value}}
    if isinstance(value, str) and value.startswith("#REF"):
        told["effectiveValue"] = {"errorValue": {"type": "REF", "message": "gone"}}
    if dressed.chip:
        told["chipRuns"] = [{"chip": {"richLinkProperties": {"uri": dressed.link}}}]
    elif dressed.link:
        told["hyperlink"] = dressed.link
    if dressed.percent:
        told["effectiveFormat"] = {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}
    return told


def _written(cell: object, formatted: bool, serial: bool) -> object:
    """A cell as JSON; formatted: as shown on the screen (all text)."""
    if isinstance(cell, Dressed):
        return _written(cell.value, formatted, serial)
    if cell is None:
        return ""
    if isinstance(cell, date):
        days = (date(cell.year, cell.month, cell.day) - EPOCH).days
        return days if serial and not formatted else f"{cell.day}/{cell.month}/{cell.year}"
    if not formatted or isinstance(cell, str):
        return cell
    return str(cell).upper() if isinstance(cell, bool) else f"{cell:g}"
