"""Rows of an import as .xlsx workbooks that are read, checked and edited like any other.

The office workbook holds the framework, the group workbook what the group reported. What has no
home stands in the tab "_unplaced" of the office workbook, line by line: readers pass over tabs
that begin with "_". Texts go in as text, never as formulas. Nothing is masked here: these are the
office's own words in the office's own file; they are masked when they are read.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from esa.imports.importing import Imported
from esa.imports.lines import Line
from esa.imports.result import REASONS, CellValue
from esa.reading.schema import Tab, read_tabs
from esa.templates.sheets import LONGEST_TEXT
from esa.templates.workbooks import OFFICE_FILE, safe_name

UNPLACED = "_unplaced"
OFFICE_TABS = (
    "about", "settings", "editions", "groups", "standards", "indicators", "criteria",
    "conditions", "rubric",
)  # fmt: skip
OPTIONAL = ("conditions", "rubric")  # of one form each
GROUP_TABS = ("about", "progress", "evidence")
NO_GROUP = "กลุ่ม (ยังไม่ระบุ)"
_WIDE = 60


class OutExists(Exception):
    """Files of these names are there already; nothing was written."""

    def __init__(self, paths: Sequence[Path]):
        super().__init__(", ".join(str(path) for path in paths))
        self.paths = tuple(paths)


def write_import(found: Imported, out: Path) -> list[Path]:
    """Write the office workbook and the group workbook; their paths. OutExists, OSError.

    Both are made in memory first; where one can't be written, neither is left behind.
    """
    names = [r["name"] for r in found.result.rows.get("groups", []) if r["group"] == found.group]
    group_file = safe_name(str(names[0])) if names else NO_GROUP
    if group_file.casefold() == OFFICE_FILE.casefold():
        group_file += " 2"
    paths = [out / f"{OFFICE_FILE}.xlsx", out / f"{group_file}.xlsx"]
    there = [path for path in paths if path.exists()]
    if there:
        raise OutExists(there)
    group = _book(found, GROUP_TABS, _about(found, "กลุ่ม", found.group), unplaced=False)
    office = _book(found, OFFICE_TABS, _about(found, "สำนักงาน", ""), unplaced=True)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for path, data in zip(paths, (office, group), strict=True):
            with path.open("xb") as file:
                written.append(path)
                file.write(data)
    except OSError:
        for path in written:  # half an import would pass for a whole one
            path.unlink(missing_ok=True)
        raise
    return paths


def _about(found: Imported, kind: str, group: str) -> list[dict[str, CellValue]]:
    return [{"kind": kind, "group": group, "fiscal_year": found.fiscal_year}]


def _book(
    found: Imported, names: Iterable[str], about: list[dict[str, CellValue]], unplaced: bool
) -> bytes:
    memory = BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    rows = {**found.result.rows, "about": about}
    with xlsxwriter.Workbook(memory, {**options, "in_memory": True}) as file:
        text = file.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = file.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E4E8F5"}
        )
        for name in names:
            if name in OPTIONAL and not rows.get(name):
                continue
            tab = read_tabs()[name]
            sheet = _sheet(file, tab.title, [field.title for field in tab.fields], head, text)
            for number, row in enumerate(rows.get(name, []), start=1):
                _write_row(sheet, number, tab, row, text, found)
        if unplaced:
            _write_unplaced(file, found, head, text)
    return memory.getvalue()


def _sheet(
    file: xlsxwriter.Workbook, title: str, heads: Sequence[str], head: Format, text: Format
) -> Worksheet:
    sheet = file.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for column, word in enumerate(heads):
        sheet.set_column(column, column, 24, text)
        sheet.write_string(0, column, word, head)
    return sheet


def _write_row(
    sheet: Worksheet,
    number: int,
    tab: Tab,
    row: dict[str, CellValue],
    text: Format,
    found: Imported,
) -> None:
    unknown = set(row) - {field.name for field in tab.fields}
    if unknown:
        raise KeyError(f"{tab.name}: {unknown}")
    for column, field in enumerate(tab.fields):
        value = row.get(field.name)
        if isinstance(value, int):
            sheet.write_number(number, column, value)
        elif value:
            sheet.write_string(number, column, value[:LONGEST_TEXT], text)
            if len(value) > LONGEST_TEXT:
                found.result.leave(_rest(value[LONGEST_TEXT:]), "too_long")
                facts = {"value": f"{tab.title} › {field.title}"}
                found.result.doubt("import_too_long", 0, **facts)


def _rest(text: str) -> list[Line]:
    return [
        Line(0, line[at : at + LONGEST_TEXT])
        for line in text.split("\n")
        for at in range(0, len(line), LONGEST_TEXT)
    ]


def _write_unplaced(file: xlsxwriter.Workbook, found: Imported, head: Format, text: Format) -> None:
    heads = (f"{found.source.unit[0]}ที่", "ข้อความ", "เหตุผล", "ไฟล์")
    sheet = _sheet(file, UNPLACED, heads, head, text)
    sheet.set_column(1, 1, _WIDE, text)
    row = 0
    for line, reason in found.result.unplaced:
        for at in range(0, max(len(line.text), 1), LONGEST_TEXT):
            row += 1
            sheet.write_number(row, 0, line.number)
            sheet.write_string(row, 1, line.text[at : at + LONGEST_TEXT], text)
            sheet.write_string(row, 2, REASONS[reason], text)
            sheet.write_string(row, 3, found.source.name, text)
