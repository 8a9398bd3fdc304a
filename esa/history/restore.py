"""A past state as a folder of workbooks, to be opened and read like any other.

A workbook of text cells becomes a folder of .csv tabs, as it was one; any other becomes an .xlsx
file, in which numbers, dates and TRUE keep their type. Every cell stays in its row and column.
Personal data is hidden, for it was never kept.
"""

import csv
import io
import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from esa.reading.schema import read_tabs
from esa.reading.tables import find_tab
from esa.sources.workbook import RawTab, RawWorkbook
from esa.templates.new_folder import new_folder
from esa.templates.sheets import LONGEST_TEXT
from esa.templates.workbooks import safe_name

EXCEL = (".xlsx", ".xlsm")
LONGEST_TITLE = 31  # letters of a tab in an .xlsx file
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was
LARGEST_EXACT = 2**53
FORMATS = {datetime: "dd/mm/yyyy hh:mm:ss", date: "dd/mm/yyyy", time: "hh:mm:ss"}


def restore(raws: Iterable[RawWorkbook], out: Path) -> list[Path]:
    """Write the workbooks into a new or empty folder; their paths. What has no tabs is left out.
    NoFolder (esa.templates.new_folder)."""
    with new_folder(out):
        taken: set[str] = set()
        return [_write(raw, out, taken) for raw in raws if raw.tabs]


def _write(raw: RawWorkbook, out: Path, taken: set[str]) -> Path:
    is_file = raw.name.lower().endswith(EXCEL)
    stem = safe_name(raw.name[:-5] if is_file else raw.name)
    if _fits_csv_only(raw) or (not is_file and _is_text(raw)):
        path = out / _free(stem, "", taken)
        path.mkdir()
        _write_csvs(raw, path)
        return path
    path = out / _free(stem, ".xlsx", taken)
    data = _excel(raw)
    with path.open("xb") as file:
        file.write(data)
    return path


def _free(name: str, ending: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; Windows sees no difference of case."""
    number, free = 1, name
    while f"{free}{ending}".casefold() in taken:
        number += 1
        free = f"{name} {number}"
    taken.add(f"{free}{ending}".casefold())
    return f"{free}{ending}"


def _cells(raw: RawWorkbook) -> Iterable[object]:
    return (cell for tab in raw.tabs for row in tab.rows for cell in row)


def _is_text(raw: RawWorkbook) -> bool:
    return all(cell is None or isinstance(cell, str) for cell in _cells(raw))


def _fits_csv_only(raw: RawWorkbook) -> bool:
    """Whether a text is longer than a cell of an .xlsx file can hold: no text may be cut."""
    return any(isinstance(cell, str) and len(cell) > LONGEST_TEXT for cell in _cells(raw))


# --- .csv -------------------------------------------------------------------------------------


def _write_csvs(raw: RawWorkbook, folder: Path) -> None:
    taken: set[str] = set()
    for tab in raw.tabs:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
            [_as_text(cell) for cell in row] for row in tab.rows
        )
        path = folder / _free(safe_name(tab.title), ".csv", taken)
        with path.open("x", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text.getvalue())


def _as_text(cell: object) -> str:
    """A cell as it is typed; dates as 2014-05-30, which is read whatever the year."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


# --- .xlsx ------------------------------------------------------------------------------------


def _excel(raw: RawWorkbook) -> bytes:
    data, titles = io.BytesIO(), set()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(data, {**options, "in_memory": True}) as file:
        file.set_properties({"created": raw.read_at.replace(tzinfo=None)})
        formats = {kind: file.add_format({"num_format": f}) for kind, f in FORMATS.items()}
        sheets = [file.add_worksheet(_title(tab, titles)) for tab in raw.tabs]
        shown = next((i for i, tab in enumerate(raw.tabs) if not tab.hidden), 0)
        sheets[shown].activate()
        sheets[shown].set_first_sheet()
        for place, (sheet, tab) in enumerate(zip(sheets, raw.tabs, strict=True)):
            _write_tab(sheet, tab, formats)
            if tab.hidden and place != shown:  # one tab at least must be seen
                sheet.hide()
    return data.getvalue()


def _title(tab: RawTab, taken: set[str]) -> str:
    """The title, where a spreadsheet allows it; a known tab keeps one by which it is known."""
    known = find_tab(read_tabs(), tab.title)
    title = tab.title
    if safe_name(title) != title or len(title) > LONGEST_TITLE or title[0] == "'" == title[-1]:
        title = known.title if known else safe_name(title)[:LONGEST_TITLE].strip("' ") or "-"
    number, free = 1, title
    while free.casefold() in taken:
        number += 1
        free = f"{title[: LONGEST_TITLE - 4]} {number}"
    taken.add(free.casefold())
    return free


def _write_tab(sheet: Worksheet, tab: RawTab, formats: dict[type, Format]) -> None:
    for first_row, first, last_row, last in tab.merged:
        if (first_row, first) != (last_row, last):
            sheet.merge_range(first_row, first, last_row, last, "")
    for i, row in enumerate(tab.rows):
        for j, cell in enumerate(row):
            if cell is not None and cell != "":
                _write_cell(sheet, i, j, cell, formats)


def _write_cell(
    sheet: Worksheet, i: int, j: int, cell: object, formats: dict[type, Format]
) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(i, j, cell)
    elif isinstance(cell, int | float):
        if math.isfinite(cell) and abs(cell) <= LARGEST_EXACT:
            sheet.write_number(i, j, cell)
        else:
            sheet.write_string(i, j, str(cell))
    elif isinstance(cell, timedelta):
        sheet.write_number(i, j, cell / timedelta(days=1))
    elif isinstance(cell, date | time) and _is_countable(cell):
        plain = cell.replace(tzinfo=None) if isinstance(cell, datetime | time) else cell
        sheet.write_datetime(i, j, plain, formats[type(cell)])
    else:
        sheet.write_string(i, j, str(cell).encode("utf-8", "replace").decode())


def _is_countable(cell: date | time) -> bool:
    if isinstance(cell, time):
        return True
    return (cell.date() if isinstance(cell, datetime) else cell) >= FIRST_DAY
