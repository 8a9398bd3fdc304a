"""How a template looks: headings with help, drop-downs, formats, the guide tab and the lists.

The heading row is locked, everything else may be edited, sorted, filtered, inserted and deleted.
Formats belong to whole columns, so that an empty sheet stays empty when it is read. Texts go in
as text, never as formulas or links.

Dates are text cells. A clerk types 23/9/2557: in a date cell, Windows set to the Buddhist era
stores 2014, Windows set to the Gregorian calendar stores the year 2557 C.E., and 29/2/2559 stays
text. As text all are the same, Thai digits and ranges of days are allowed too, and the reader
understands them.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import ColumnInfo, Worksheet

from esa.reading.schema import Field, Tab
from esa.templates.schema_guide import allowed_words, limits_text, what_to_type

ROWS = 1000  # rows prepared with drop-downs and checks
GUIDE = "คู่มือ"
LISTS = "_รายการ"  # the reader leaves tabs aside that begin with _
LAST_COLUMN = 16383
LONGEST_TEXT = 32767  # letters in one cell of an .xlsx file
LONGEST_TITLE, LONGEST_HINT = 32, 255  # letters a spreadsheet allows in a validation
LARGEST = 999_999_999_999
PROTECTION = {
    **dict.fromkeys(("format_cells", "format_columns", "format_rows"), True),
    **dict.fromkeys(("insert_rows", "insert_columns", "insert_hyperlinks", "delete_rows"), True),
    **dict.fromkeys(("sort", "autofilter", "pivot_tables", "select_locked_cells"), True),
}
UNIT_FORMATS = {"percent": "0.00", "baht": "#,##0.00", "score": "0.00", "degrees": "0.000000"}
FONT = {"font_name": "Tahoma", "font_size": 10, "valign": "top"}
# A fixed date: the same office gives the same file.
MADE_ON = datetime(2014, 10, 1)
RULES = (
    "กรอกตั้งแต่แถวที่ 2 ลงไป ชี้ที่หัวคอลัมน์จะเห็นคำอธิบาย หัวคอลัมน์สีเข้มคือช่องที่ต้องกรอก",
    "ไม่ทราบให้เว้นว่าง ช่องว่างไม่ใช่ศูนย์และไม่ถือว่าผลไม่ดี",
    "รหัสพิมพ์เป็นข้อความตามรายการ ร้อยละพิมพ์ 0–100 ไม่ต้องใส่ % เงินเป็นบาท",
    "วันที่พิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 23/9/2557 หรือ 23 ก.ย. 2557 ใช้เลขไทยได้",
    "หลายค่าในช่องเดียวคั่นด้วย ; กลุ่มทั้งหมดพิมพ์ ทุกกลุ่ม",
    "หลักฐานที่เป็นกระดาษ กรอกที่เก็บ (แฟ้ม/ตู้) ก็นับ ไม่จำเป็นต้องมีลิงก์",
    "ไม่ใส่ชื่อบุคคล เลขประจำตัว หมายเลขโทรศัพท์ หรืออีเมล ใช้ตำแหน่งแทน",
    "ขอให้คงชื่อแท็บและหัวคอลัมน์ไว้ กรอกแล้ววางไฟล์ในโฟลเดอร์ของสำนักงานได้ทันที",
)
CODE_TITLES = {
    "groups": "รหัสกลุ่ม",
    "criteria": "รหัสประเด็น",
    "networks": "รหัสเครือข่าย",
    "schools": "รหัสโรงเรียน",
}

Cell = str | int | float | None


@dataclass(frozen=True)
class Book:
    """One workbook to write.

    cells: rows by tab name, in the order of the tab's fields. offered: drop-down words of tabs
    that stand in another workbook. codes: code and meaning, shown in the guide tab. own: headings
    of the office's own columns, by tab; their cells stand behind those of the fields.
    """

    title: str
    keeper: str
    tabs: tuple[Tab, ...]
    cells: Mapping[str, list[list[Cell]]]
    offered: Mapping[str, list[str]]
    codes: Mapping[str, list[tuple[str, str]]]
    own: Mapping[str, list[str]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class _Styles:
    """The formats of one file, made once."""

    plain: Format
    head: Format
    must: Format
    title: Format
    wrap: Format
    columns: Mapping[str, Format]


class _Sheet(Worksheet):
    """A tab whose unused columns are one range: xlsxwriter would keep 16,000 columns one by one and
    look through all of them for each row."""

    unused: Format | None = None

    def set_unused(self, first: int, style: Format) -> None:
        """The format of the columns from this one to the last."""
        self.unused = style
        self.set_column(first, first, None, style)

    def _write_col_info(self, col_min: int, col_max: int, col_info: ColumnInfo) -> None:
        is_unused = col_info.column_format is self.unused
        super()._write_col_info(col_min, LAST_COLUMN if is_unused else col_max, col_info)


def write_book(path: Path | BinaryIO, book: Book) -> None:
    """Write one workbook into a file or into memory; the folder must exist. An existing file would
    be replaced."""
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    place = str(path) if isinstance(path, Path) else path
    with xlsxwriter.Workbook(place, {**options, "in_memory": True}) as file:
        file.set_properties({"title": book.title, "created": MADE_ON})
        styles = _styles(file, book.tabs)
        _write_guide(file.add_worksheet(GUIDE), book, styles)
        sheets = {tab.name: file.add_worksheet(tab.title, _Sheet) for tab in book.tabs}
        ranges = _write_lists(file.add_worksheet(LISTS), book)
        for tab in book.tabs:
            _write_tab(sheets[tab.name], tab, book, styles, ranges)


def number_format(field: Field) -> str:
    """The cell format of a column: text for all but numbers, and for dates (see above)."""
    if field.type in ("integer", "year"):
        return "0"
    return UNIT_FORMATS.get(field.unit, "General") if field.type == "number" else "@"


def help_note(field: Field) -> str:
    """The note on a heading: what to type, whether it must be filled in, an example, the words."""
    lines = [field.description, f"พิมพ์: {what_to_type(field)}"]
    lines.append("ต้องกรอก" if field.required else "เว้นว่างได้")
    if field.example:
        lines.append(f"ตัวอย่าง: {field.example}")
    if allowed_words(field):
        lines.append(f"คำที่ใช้ได้: {' · '.join(allowed_words(field))}")
    return "\n".join(line for line in lines if line)


def _styles(file: xlsxwriter.Workbook, tabs: tuple[Tab, ...]) -> _Styles:
    head = {**FONT, "bold": True, "text_wrap": True, "border": 1, "locked": True}
    formats = sorted({number_format(field) for tab in tabs for field in tab.fields})
    return _Styles(
        plain=file.add_format({**FONT, "locked": False}),
        head=file.add_format({**head, "bg_color": "#E4E8F5"}),
        must=file.add_format({**head, "bg_color": "#2D3D89", "font_color": "#FFFFFF"}),
        title=file.add_format({**FONT, "bold": True, "font_size": 14}),
        wrap=file.add_format({**FONT, "text_wrap": True}),
        columns={
            code: file.add_format({**FONT, "num_format": code, "locked": False}) for code in formats
        },
    )


def _write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    sheet.write_string(row, column, text[:LONGEST_TEXT], style)


def width_of(field: Field) -> int:
    is_prose = field.type == "string" and not (field.code or field.categories)
    return max(len(field.title) + 4, 34 if is_prose else 16)


def _write_tab(
    sheet: _Sheet, tab: Tab, book: Book, styles: _Styles, ranges: Mapping[str, str]
) -> None:
    rows = book.cells.get(tab.name, [])
    last_row = max(ROWS, len(rows))
    for column, field in enumerate(tab.fields):
        style = styles.columns[number_format(field)]
        sheet.set_column(column, column, width_of(field), style)
        head = styles.must if field.required else styles.head
        _write_text(sheet, 0, column, field.title, head)
        sheet.write_comment(0, column, help_note(field), {"x_scale": 2, "y_scale": 1.6})
        for number, row in enumerate(rows, start=1):
            _write_cell(sheet, number, column, row[column], style)
        rule = validation(field, source_of(tab, field, book, ranges))
        if rule:
            sheet.data_validation(1, column, last_row, column, rule)
    own = book.own.get(tab.name, ())
    for column, heading in enumerate(own, start=len(tab.fields)):
        sheet.set_column(column, column, 16, styles.plain)
        _write_text(sheet, 0, column, heading.strip(), styles.head)
        for number, row in enumerate(rows, start=1):
            _write_cell(sheet, number, column, row[column], styles.plain)
    sheet.set_unused(len(tab.fields) + len(own), styles.plain)
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last_row, len(tab.fields) + len(own) - 1)
    sheet.protect("", PROTECTION)  # no password: against slips, not against people


def _write_cell(sheet: Worksheet, row: int, column: int, value: Cell, style: Format) -> None:
    if isinstance(value, str):
        _write_text(sheet, row, column, value, style)
    elif value is not None:
        sheet.write_number(row, column, value, style)


@dataclass(frozen=True)
class Source:
    """Where a drop-down takes its words from. strict: another word is refused; else it may be
    a code that stands in another workbook, so that nothing is said against it."""

    formula: str
    strict: bool = True


def source_of(tab: Tab, field: Field, book: Book, ranges: Mapping[str, str]) -> Source | None:
    """Where the words of a column come from. ranges: of the lists, by their names."""
    words = allowed_words(field)
    if words:
        return Source(ranges[_list_name(words)])
    found = [
        (reference.tab, reference.target[reference.fields.index(field.name)])
        for reference in tab.references
        if field.name in reference.fields
    ]
    if not found:
        return None
    name, target = found[0]
    here = next((other for other in book.tabs if other.name == name), None)
    if here is None:
        return Source(ranges[name]) if name in ranges else None
    letter = xl_col_to_name([column.name for column in here.fields].index(target))
    last_row = max(ROWS, len(book.cells.get(name, []))) + 1
    is_whole = here.workbook == "office"  # codes of groups' tabs may stand in another workbook
    return Source(f"='{here.title}'!${letter}$2:${letter}${last_row}", strict=is_whole)


def validation(field: Field, source: Source | None) -> dict | None:
    """The check of a column in the words of xlsxwriter; None where any text will do.

    Lists stop a wrong word. A number outside its range is only asked about, because a number in
    Thai digits is text to a spreadsheet and right all the same. Several values in one cell, and
    dates, can't be checked there: they get a hint.
    """
    if field.type == "list" or field.type == "date":
        return hint(field, field.description)
    if source:
        rule = {"validate": "list", "source": source.formula, "show_error": source.strict}
        return {**rule, **_error(field, "stop", "เลือกคำจากรายการ หรือเว้นว่างไว้")}
    if field.type in ("integer", "number", "year"):
        text = f"ควรเป็นตัวเลข {limits_text(field)} หากพิมพ์เลขไทยถูกต้องแล้ว ตอบ ใช่ เพื่อเก็บไว้"
        return {**_number_rule(field), **_error(field, "warning", text)}
    return hint(field, field.description) if field.code else None


def _number_rule(field: Field) -> dict:
    kind = "decimal" if field.type == "number" else "integer"
    low = -LARGEST if field.minimum is None else field.minimum
    high = LARGEST if field.maximum is None else field.maximum
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def hint(field: Field, text: str) -> dict:
    """What is told of a column when a cell of it is chosen."""
    title, text = field.title[:LONGEST_TITLE], text[:LONGEST_HINT]
    return {"validate": "any", "input_title": title, "input_message": text}


def _error(field: Field, kind: str, text: str) -> dict:
    return {
        "error_type": kind,
        "error_title": field.title[:LONGEST_TITLE],
        "error_message": text[:LONGEST_HINT],
    }


def _list_name(words: tuple[str, ...]) -> str:
    return " / ".join(words)


def lists_of(book: Book) -> dict[str, list[str]]:
    """Name of a list → its words: what other workbooks hold, and the words of our columns."""
    lists = {name: list(words) for name, words in book.offered.items() if words}
    for each in (column for tab in book.tabs for column in tab.fields):
        if words := allowed_words(each):
            lists[_list_name(words)] = list(words)
    return lists


def range_of(column: int, words: int) -> str:
    """The formula of a list with so many words in that column (from zero) of the hidden tab."""
    letter = xl_col_to_name(column)
    return f"='{LISTS}'!${letter}$2:${letter}${words + 1}"


def _write_lists(sheet: Worksheet, book: Book) -> dict[str, str]:
    """Write the hidden tab, one list a column; the range of each list by its name."""
    ranges = {}
    for column, (name, words) in enumerate(lists_of(book).items()):
        for row, word in enumerate([name, *words]):
            sheet.write_string(row, column, word)
        ranges[name] = range_of(column, len(words))
    sheet.hide()
    return ranges


def _write_guide(sheet: Worksheet, book: Book, styles: _Styles) -> None:
    sheet.set_column(0, 0, 26, styles.wrap)
    sheet.set_column(1, 1, 80, styles.wrap)
    sheet.set_column(2, 2, 44, styles.wrap)
    _write_text(sheet, 0, 0, f"{GUIDE}: {book.title}", styles.title)
    for row, rule in enumerate(RULES, start=1):
        _write_text(sheet, row, 1, rule, styles.wrap)
    head = len(RULES) + 2
    for column, word in enumerate(("แท็บ", "ใช้ทำอะไร", "ผู้ดูแล")):
        _write_text(sheet, head, column, word, styles.head)
    for row, tab in enumerate(book.tabs, start=head + 1):
        sheet.write_url(row, 0, f"internal:'{tab.title}'!A2", styles.wrap, tab.title)
        _write_text(sheet, row, 1, tab.description, styles.wrap)
        keeper = tab.keeper if tab.workbook == "office" else book.keeper
        _write_text(sheet, row, 2, keeper, styles.wrap)
    _write_codes(sheet, head + len(book.tabs) + 2, book, styles)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_codes(sheet: Worksheet, head: int, book: Book, styles: _Styles) -> None:
    for tab, pairs in book.codes.items():
        if not pairs:
            continue
        _write_text(sheet, head, 0, CODE_TITLES[tab], styles.head)
        _write_text(sheet, head, 1, "หมายถึง", styles.head)
        for row, (code, meaning) in enumerate(pairs, start=head + 1):
            _write_text(sheet, row, 0, code, styles.wrap)
            _write_text(sheet, row, 1, meaning, styles.wrap)
        head += len(pairs) + 2
