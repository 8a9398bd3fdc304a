"""Every table behind the board pack as one workbook: a tab each, plain cells only.

Nothing in it becomes a formula or a link, headings included; numbers stay numbers, negative ones
too. The same pack gives the same bytes.
"""

import io
import math
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from esa.documents.pack.behind import summary
from esa.documents.pack.model import Pack, Sheet, Value
from esa.screen.columns import neutral, shown_date
from esa.telling.texts import JOINER, NBSP

LONGEST = 32_000  # letters of a cell; Excel holds 32,767
WIDEST = 420  # pixels of a column
_MOST_ROWS = 1_048_575  # below the headings
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_MADE = datetime(2000, 1, 1)  # in the file's properties: the same bytes whenever it is made


def xlsx(pack: Pack) -> bytes:
    """The workbook; its first tab says whose state it is, and the findings."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, _OPTIONS) as workbook:
        workbook.set_properties({"created": _MADE, "title": "เอกสารประกอบการประชุม"})
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for sheet in (about(pack), summary(pack.topics), *pack.sheets):
            _write(workbook.add_worksheet(sheet.title), sheet, bold)
    return memory.getvalue()


def about(pack: Pack) -> Sheet:
    """Whose state this is, and what the tabs hold."""
    rows: list[tuple[Value, ...]] = [
        ("สำนักงาน", pack.office),
        ("ปีงบประมาณ", pack.fiscal_year),
        ("ฉบับมาตรฐาน", pack.edition),
        ("ข้อมูล", pack.stamp),
        ("วันที่", pack.day),
        ("อ่านชีตเมื่อ", f"{shown_date(pack.read_at)} {pack.read_at:%H:%M}"),
        ("วันที่ในตาราง", "ปี-เดือน-วัน (พ.ศ.) เพื่อให้เรียงได้"),
    ]
    rows += [("", "ข้อมูลตัวอย่าง")] if pack.is_sample else []
    rows += [(sheet.title, f"{len(sheet.rows):,} แถว") for sheet in pack.sheets]
    return Sheet("เกี่ยวกับไฟล์นี้", ("เรื่อง", "ค่า"), tuple(rows))


def _write(worksheet: Worksheet, sheet: Sheet, bold: object) -> None:
    for at, heading in enumerate(sheet.columns):
        worksheet.write(0, at, cell(heading), bold)
    for number, row in enumerate(sheet.rows[:_MOST_ROWS], start=1):
        for at, value in enumerate(row):
            if (plain := cell(value)) != "":
                worksheet.write(number, at, plain)
    worksheet.freeze_panes(1, 0)
    if sheet.rows:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    worksheet.autofit(max_width=WIDEST)


def cell(value: object) -> str | int | float | bool:
    """A value as it stands in a cell: numbers as they are, dates as text that sorts (B.E.), text
    neutralised; "" for blank, and for what is no number."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal | float):
        number = float(value)
        return number if math.isfinite(number) else ""
    if isinstance(value, date):
        return shown_date(value) or ""
    text = str(neutral(str(value).replace(JOINER, "").replace(NBSP, " ") if value else value))
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
