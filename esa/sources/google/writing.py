"""The only place that writes to Google Sheets, with a key of its own that the app never uses.

It serves the making of templates alone. The key comes from a file that is named on the command
line; nothing of the app imports this module, and the app's own key stays read-only.

    key.json                    the service account's key as Google hands it out
    key.toml, [template_key]    the same fields in a section
"""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from google.auth import exceptions as sign_in
from google.oauth2.service_account import Credentials
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL, SPREADSHEET_VALUES_BATCH_URL

from esa.sources.google.client import Client
from esa.sources.google.errors import SheetsDamaged, SheetsSignedOut
from esa.sources.google.patience import Patience
from esa.sources.google.secrets import SECTION, check_secrets, key_of, safe_root

KEY_SECTION = "template_key"
TOKEN_URI = "https://oauth2.googleapis.com/token"
WRITING = ("https://www.googleapis.com/auth/spreadsheets",)
HEAD = 11  # rows looked at for rules and formats: the headings stand in one of the first ten
LOOKED_AT = (
    "properties.title,sheets(properties(sheetId,title,sheetType,"
    "gridProperties(rowCount,columnCount,frozenRowCount)),merges,protectedRanges(range))"
)
DRESSED = "sheets(properties.sheetId,data(rowData(values(dataValidation,userEnteredFormat))))"


class NoKey(Exception):
    """The file holds no key that may write; the text says why, in Thai and English."""


@dataclass(frozen=True)
class Grid:
    """One tab as it stands. rows, columns: size of its grid; frozen: rows.

    cells: what is filled in, ragged; a formula that shows nothing is there as its text. merged:
    (first row, first column, last row, last column), from zero; protected: rows (first, after the
    last) of whole or part protections. ruled, formatted: columns with a drop-down or another
    check, and with a number format, in the first rows.
    """

    title: str
    gid: int
    rows: int
    columns: int
    frozen: int = 0
    cells: tuple[tuple[object, ...], ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    protected: tuple[tuple[int, int], ...] = ()
    ruled: frozenset[int] = frozenset()
    formatted: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Present:
    """A spreadsheet as it stands. titles: of all sheets, also those that aren't looked into or
    hold only a chart; gids: their numbers; grids: the tabs that were looked into."""

    title: str
    titles: tuple[str, ...] = ()
    gids: tuple[int, ...] = ()
    grids: tuple[Grid, ...] = ()


def read_key(path: Path) -> dict[str, str]:
    """The fields of the key in a .json file, or in the section [template_key] of a .toml file.

    NoKey: the file can't be read, holds no key of a service account, or is one of the app's.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise NoKey(f"อ่านไฟล์กุญแจ {path} ไม่ได้\nThe key file can't be read.") from error
    if isinstance(found, dict) and path.suffix == ".toml":
        if SECTION in found:
            raise NoKey(
                f"{path.name} เป็นการตั้งค่าของแดชบอร์ด ซึ่งต้องอ่านอย่างเดียว ใส่กุญแจที่เขียนได้ไว้ในไฟล์อื่น\n"
                "These are the dashboard's own settings; keep the key that may write elsewhere."
            )
        found = found.get(KEY_SECTION)
    if not isinstance(found, dict):
        raise NoKey(f"ไม่พบกุญแจใน {path.name}\nThere is no key in the file.")
    key = {"token_uri": TOKEN_URI, **found}
    missing = check_secrets({SECTION: {"office": "-", "key": key}}) or []
    if missing:
        names = ", ".join(name.rpartition(" ")[2] for name in missing)
        raise NoKey(
            f"{path.name} ไม่ใช่กุญแจของบัญชีบริการ ขาดหรือใช้ไม่ได้: {names}\n"
            f"This is not the key of a service account; missing or unusable: {names}"
        )
    return key_of({SECTION: {"key": key}})


class Writer(Client):
    """A client that may write. Writing is tried once: whether a lost answer means a lost change
    is only known by looking again."""

    def write(self, spreadsheet_id: str, requests: Sequence[Mapping]) -> None:
        """All changes together or none. SheetsError where they were refused or no answer came."""
        self._attempt(
            "post",
            SPREADSHEET_BATCH_UPDATE_URL % spreadsheet_id,
            self.patience.seconds,
            json={"requests": list(requests)},
        )


def connect_writer(
    key: Mapping[str, str], patience: Patience, roots: Mapping[str, str] | None = None
) -> Writer:
    """A client that may write; nothing is asked of Google yet.

    roots: api_root, where it isn't Google's (a test server). SheetsSignedOut
    (google_key_damaged): the key can't be used; ValueError: a root that isn't safe.
    """
    if not all(map(safe_root, (roots or {}).values())):
        raise ValueError("the token must not travel in the open")
    try:
        credentials = Credentials.from_service_account_info(dict(key), scopes=WRITING)
    except (ValueError, TypeError, sign_in.GoogleAuthError) as error:
        facts = {"email": key.get("client_email", "")}
        raise SheetsSignedOut("google_key_damaged", facts, original=error) from error
    return Writer(credentials, patience=patience, **(roots or {}))


def look(client: Client, spreadsheet_id: str, wanted: Callable[[str], bool]) -> Present:
    """The spreadsheet as it stands, in one request, and three more where tabs are wanted.

    wanted: of a title, whether that tab is looked into. SheetsError as any request.
    """
    where = SPREADSHEET_URL % spreadsheet_id
    answer = client.read(where, {"fields": LOOKED_AT, "prettyPrint": "false"})
    try:
        sheets = answer["sheets"]
        every = [sheet["properties"] for sheet in sheets]
        found = [
            sheet
            for sheet, each in zip(sheets, every, strict=True)
            if each.get("sheetType", "GRID") == "GRID" and wanted(each["title"])
        ]
        titles = [sheet["properties"]["title"] for sheet in found]
        cells = _cells(client, spreadsheet_id, titles) if titles else []
        dressed = _dressed(client, where, titles) if titles else {}
        return Present(
            str(answer["properties"]["title"]),
            tuple(each["title"] for each in every),
            tuple(each.get("sheetId", 0) for each in every),
            tuple(_grid(*each, dressed) for each in zip(found, cells, strict=True)),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SheetsDamaged("google_answer_damaged", {"status": 200}, original=error) from error


def _grid(sheet: dict, cells: tuple, dressed: Mapping[int, tuple[frozenset, frozenset]]) -> Grid:
    properties = sheet["properties"]
    size = properties["gridProperties"]
    gid = properties.get("sheetId", 0)
    ruled, formatted = dressed.get(gid, (frozenset(), frozenset()))
    protected = [each.get("range", {}) for each in sheet.get("protectedRanges", [])]
    return Grid(
        title=properties["title"],
        gid=gid,
        rows=size["rowCount"],
        columns=size["columnCount"],
        frozen=size.get("frozenRowCount", 0),
        cells=cells,
        merged=tuple(
            (
                merge.get("startRowIndex", 0),
                merge.get("startColumnIndex", 0),
                merge["endRowIndex"] - 1,
                merge["endColumnIndex"] - 1,
            )
            for merge in sheet.get("merges", [])
        ),
        protected=tuple(
            (each.get("startRowIndex", 0), each.get("endRowIndex", size["rowCount"]))
            for each in protected
        ),
        ruled=ruled,
        formatted=formatted,
    )


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _cells(client: Client, spreadsheet_id: str, titles: Sequence[str]) -> list[tuple]:
    """Whole tabs: values, and where a cell shows nothing its formula, which fills it too."""
    where = SPREADSHEET_VALUES_BATCH_URL % spreadsheet_id
    shape = {"ranges": [_quoted(title) for title in titles], "fields": "valueRanges(values)"}
    values, formulas = (
        client.read(where, {**shape, "valueRenderOption": how})["valueRanges"]
        for how in ("UNFORMATTED_VALUE", "FORMULA")
    )
    both = zip(values, formulas, strict=True)
    return [_filled(one.get("values", []), other.get("values", [])) for one, other in both]


def _filled(values: list[list], formulas: list[list]) -> tuple[tuple[object, ...], ...]:
    return tuple(
        tuple(
            formula if value in (None, "") else value
            for value, formula in zip_longest(row, other, fillvalue="")
        )
        for row, other in zip_longest(values, formulas, fillvalue=())
    )


def _dressed(
    client: Client, where: str, titles: Sequence[str]
) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    """By tab: columns that have a check, and columns that have a number format."""
    ranges = [f"{_quoted(title)}!1:{HEAD}" for title in titles]
    answer = client.read(where, {"ranges": ranges, "fields": DRESSED, "prettyPrint": "false"})
    found = {}
    for sheet in answer["sheets"]:
        ruled, formatted = set(), set()
        for row in (row for data in sheet.get("data", []) for row in data.get("rowData", [])):
            for column, cell in enumerate(row.get("values", [])):
                if "dataValidation" in cell:
                    ruled.add(column)
                if "numberFormat" in cell.get("userEnteredFormat", {}):
                    formatted.add(column)
        found[sheet["properties"].get("sheetId", 0)] = (frozenset(ruled), frozenset(formatted))
    return found
