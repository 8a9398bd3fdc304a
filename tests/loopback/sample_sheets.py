"""The sample office as Google would hold it: one spreadsheet a workbook, cells with types.

What the schema reads as a whole number, a number or one date is stored as such (a date therefore
arrives as a serial number); everything else stays the text it is, planted errors too.
"""

from datetime import date
from pathlib import Path

from esa.reading.cells import read_value
from esa.reading.headings import find_headings
from esa.reading.schema import Field, read_tabs
from esa.reading.tables import find_tab
from esa.sources.csv_folder import read_csv
from tests.loopback.spreadsheets import Spreadsheet, Tab

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"
OFFICE = "office"


def sheet_id(workbook: str) -> str:
    """Id of that folder's spreadsheet, 44 characters as Google's are."""
    return f"1sample-{workbook}-".ljust(44, "x")


def sample_spreadsheets(folder: Path = SAMPLE) -> list[Spreadsheet]:
    """Every folder of CSV files as a spreadsheet; the groups tab lists the others."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    found = [_spreadsheet(folder / name) for name in names]
    _list_workbooks(next(each for each in found if each.title == OFFICE), names)
    return found


def _spreadsheet(folder: Path) -> Spreadsheet:
    tabs = []
    for number, path in enumerate(sorted(folder.glob("*.csv"))):
        raw, _ = read_csv(path)
        tab = find_tab(read_tabs(), raw.title)
        # A tab under a name of the office's own is stored as it was typed.
        rows = _typed(tab, raw.rows) if tab else raw.rows
        tabs.append(Tab(raw.title, rows, gid=number * 1001))
    return Spreadsheet(sheet_id(folder.name), folder.name, tabs)


def _typed(tab: object, rows: list[list[object]]) -> list[list[object]]:
    headings = find_headings(tab, rows, [False] * max(map(len, rows)))
    fields = {place: tab.field(name) for name, place in headings.columns.items()}
    return [
        row
        if number <= headings.row
        else [_stored(cell, fields.get(place)) for place, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _stored(cell: object, field: Field | None) -> object:
    if field is None or field.type not in ("integer", "number", "date") or field.exact:
        return cell
    read = read_value(cell, field)
    plain = read.issue is None and isinstance(read.value, int | float | date)
    return read.value if plain else cell


def _list_workbooks(office: Spreadsheet, names: list[str]) -> None:
    tab = office.tab("groups")
    place = tab.rows[0].index("ลิงก์ชีตของกลุ่ม")
    for row in tab.rows[1:]:
        if row and row[0].lower() in names:
            row += [""] * (place + 1 - len(row))
            id_ = sheet_id(row[0].lower())
            row[place] = f"https://docs.google.com/spreadsheets/d/{id_}/edit?gid=0#gid=0"
