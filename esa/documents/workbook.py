"""Tables as files: the one writer of workbooks (and of CSV), plain cells only.

Nothing in them becomes a formula or a link, headings and file names included; numbers stay numbers,
negative ones too; dates are text that sorts (year-month-day B.E.). The same tables give the same
bytes.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from esa.history.meetings import Meeting
from esa.reading.office import Office
from esa.telling.standpoint import Standpoint
from esa.telling.texts import JOINER, NBSP, blank, one_line
from esa.telling.topic import Cell, Rail, Table, Topic, Value, plain
from esa.telling.words import SAMPLE, stepped_in, tab_title
from esa.telling.words import left_out as left_out_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_000  # letters of a cell; Excel holds 32,767
WIDEST = 420  # pixels of a column
PLACES = ("สมุดงาน", "แท็บ", "แถว", "ช่อง")
_MOST_ROWS = 1_048_575  # below the headings
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_MADE = datetime(2000, 1, 1)  # in the file's properties: the same bytes whenever it is made
_FORMULA = re.compile(r"^[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_NUMBER = re.compile(r"^[+-]?\d[\d,]*(\.\d+)?%?$")


@dataclass(frozen=True)
class Sheet:
    """One tab, whole. rows: each as long as columns; None is blank."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def book(at: Standpoint, topics: Sequence[Topic]) -> bytes:
    """The workbook of topics: whose state it is, all findings, and every table behind them, each
    row with its place in the sheets."""
    tables = [of(placed(at.office, table), table.title) for table in behind(topics)]
    sheets = (_about(at, tables), _summary(at.office, topics), *tables)
    return xlsx(sheets, "เอกสารประกอบการประชุม")


def behind(topics: Iterable[Topic]) -> Iterator[Table]:
    """The tables behind topics and those within them, in their order."""
    for topic in topics:
        if topic.behind:
            yield topic.behind()
        yield from behind(topic.parts)


def of(table: Table, title: str = "ข้อมูล") -> Sheet:
    """The table behind a topic as a tab. title: of the tab."""
    return Sheet(title, table.columns, [[_value(value) for value in row] for row in table.rows])


def placed(office: Office, table: Table) -> Table:
    """The table with the place of each row in four columns more, where rows have one."""
    if not table.cells:
        return table
    places = [_place(office, cell) for cell in table.cells]
    rows = tuple((*row, *place) for row, place in zip(table.rows, places, strict=True))
    return Table(table.title, (*table.columns, *PLACES), rows)


def _place(office: Office, cell: Cell | None) -> tuple[Value, ...]:
    if cell is None:
        return (None,) * len(PLACES)
    tab, (workbook, row), field = cell
    name = office.cell(tab, (workbook, row), field) if field and tab in office.tabs else None
    return (workbook or None, tab_title(tab), row or None, name if row or not field else "แถวใหม่")


def _value(value: Value) -> object:
    """A value of a topic as a file holds it; None for blank."""
    if isinstance(value, Rail):
        return f"{value.level}–{value.to}" if value.to else value.level
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    return (plain(value) or None) if isinstance(value, str) else value


def _about(at: Standpoint, sheets: Iterable[Sheet]) -> Sheet:
    """Whose state this is, and what the tabs hold."""
    office = at.office
    rows: list[tuple[Value, ...]] = [
        ("สำนักงาน", one_line(office.name)),
        ("ปีงบประมาณ", office.fiscal_year),
        ("ฉบับมาตรฐาน", one_line(office.edition)),
        ("ข้อมูล", at.stamp),
        ("วันที่", at.day),
        ("อ่านชีตเมื่อ", f"{shown_date(office.read_at)} {office.read_at:%H:%M}"),
        ("วันที่ในตาราง", "ปี-เดือน-วัน (พ.ศ.) เพื่อให้เรียงได้"),
    ]
    doubt = stepped_in(office)
    rows += [("ค่าที่ใช้แทน", doubt)] if doubt else []
    rows += [("", SAMPLE)] if office.is_sample else []
    rows += [(sheet.title, f"{len(sheet.rows):,} แถว") for sheet in sheets]
    return Sheet("เกี่ยวกับไฟล์นี้", ("เรื่อง", "ค่า"), rows)


def _summary(office: Office, topics: Iterable[Topic]) -> Sheet:
    """All findings with their notes, and what they don't hold."""
    rows = []
    for number, topic in enumerate(topics, start=1):
        left_out = (told.text for told in left_out_of(office, topic.left_out))
        rows += [
            (number, topic.heading, plain(said))
            for said in (topic.finding or topic.empty, *topic.notes, *left_out)
        ]
    return Sheet("สรุป", ("ลำดับ", "เรื่อง", "ข้อความ"), rows)


def xlsx(sheets: Sequence[Sheet], title: str = "ข้อมูล") -> bytes:
    """The workbook of these tabs. title: in the file's properties."""
    import xlsxwriter  # takes a while to load, and only a pressed button needs it

    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, _OPTIONS) as workbook:
        workbook.set_properties({"created": _MADE, "title": title})
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.title), sheet, bold)
    return memory.getvalue()


def _write(worksheet: "Worksheet", sheet: Sheet, bold: object) -> None:
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


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with BOM, as Excel on Thai Windows reads it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([cell(heading) for heading in sheet.columns])
    writer.writerows([cell(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: object) -> str | int | float | bool:
    """A value as it stands in a cell; "" for blank, and for what is no number."""
    item = getattr(value, "item", None)  # numpy numbers as plain ones
    value = item() if callable(item) else value
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal | float):
        number = float(value)
        return number if math.isfinite(number) else ""
    if blank(value):
        return ""
    if isinstance(value, date):
        return shown_date(value)
    text = neutral(str(value).replace(JOINER, "").replace(NBSP, " "))
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")


def neutral(text: str) -> str:
    """Text that no spreadsheet runs: what starts like a formula gets a ' in front; numbers typed as
    text stay as they are."""
    return f"'{text}" if _FORMULA.search(text) and not _NUMBER.match(text) else text


def shown_date(day: date) -> str:
    """A date that sorts as text: 2557-09-15 (B.E.)."""
    return f"{day.year + 543}-{day.month:02d}-{day.day:02d}"


def pack_name(office: Office, meeting: Meeting | None) -> str:
    """Of the files of the board pack, without ending: เอกสารประชุม 11-2557 สพป.; of a state of no
    meeting its day."""
    which = meeting.number.replace("/", "-") if meeting else shown_date(office.today)
    return safe_name(f"เอกสารประชุม {which} {office.short_name}")


def safe_name(name: str) -> str:
    """A file name without path, control or leading formula signs."""
    kept = re.sub(r"[\\/:*?\"<>|\x00-\x1f]+", " ", one_line(name)).strip(" .=+-@'") or "ข้อมูล"
    return kept[:80]
