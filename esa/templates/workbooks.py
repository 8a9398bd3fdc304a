"""Empty workbooks to fill in: which ones an office needs, and what stands in them already.

One office workbook and one for each of its groups, as .xlsx. Filled in and laid into a folder
they are read without any other step. How a sheet looks is in sheets.py.
Source: the descriptors in sheets_schema/; the usual groups of an office.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path

import pandas as pd

from esa.reading.declared import COLUMNS, REGISTERS
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.schema import Field, Tab
from esa.reading.standard_registers import STANDARD, with_standard
from esa.rules.carried import ALL
from esa.sources.workbook import RawTab, RawWorkbook
from esa.templates import editions
from esa.templates.as_written import ASIDE, AsWritten, Carried, carried
from esa.templates.schema_guide import NO, YES, tabs_in_order
from esa.templates.sheets import MADE_ON, Book, Cell, write_book
from esa.thai import show_date

OFFICE_FILE = "สมุดสำนักงาน"
ALL_GROUPS = "ทุกกลุ่ม"
# The groups most offices have, to be changed in the sheet; only used without an office.
USUAL_GROUPS = (
    ("AM", "กลุ่มอำนวยการ", "group", ("กลุ่มอำนวยการ.",)),
    ("NP", "กลุ่มนโยบายและแผน", "group", ("นผ.", "กลุ่มนโยบายฯ")),
    (
        "FIN",
        "กลุ่มบริหารงานการเงินและสินทรัพย์",
        "group",
        ("กลุ่มบริหารการเงินและสินทรัพย์", "กลุ่มบริหารงานการเงินสินทรัพย์", "กลุ่มบริหารการเงิน", "บง."),
    ),
    ("HR", "กลุ่มบริหารงานบุคคล", "group", ("กลุ่มบุคคล", "บุคคล")),
    ("PRO", "กลุ่มส่งเสริมการจัดการศึกษา", "group", ("ส่งเสริมฯ", "กลุ่มส่งเสริมฯ")),
    (
        "SUP",
        "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา",
        "group",
        ("กลุ่มนิเทศ ติดตามฯ", "กลุ่มนิเทศฯ"),
    ),
    ("AUD", "หน่วยตรวจสอบภายใน", "unit", ("ตสน.", "หน่วยตรวจสอบฯ")),
)
# Tabs whose codes a group workbook offers as drop-downs; networks and groups also by name.
OFFERED = ("groups", "editions", "indicators", "criteria", "conditions", "networks", "schools")
BY_NAME = {"groups", "networks"}
UNSAFE_IN_NAMES = re.compile(r'[\x00-\x1f\\/:*?"<>|\[\]~$]+')
LONGEST_NAME = 60  # letters; three bytes each in Thai, and file systems allow 255 bytes

Row = Mapping[str, object]


@dataclass(eq=False)
class TemplateExists(Exception):
    """A file of that name is there already; nothing was written."""

    paths: tuple[Path, ...]

    def __str__(self) -> str:
        names = ", ".join(str(path) for path in self.paths)
        return (
            f"มีไฟล์ชื่อนี้อยู่แล้ว จึงไม่ได้เขียนไฟล์ใด: {names} → เลือกโฟลเดอร์ใหม่ หรือย้ายไฟล์เดิมออกก่อน\n"
            f"These files exist already, nothing was written: {names} → "
            "choose another folder or move them away first."
        )


@dataclass(frozen=True)
class _Group:
    code: str
    name: str


def write_templates(
    out: Path,
    office: Office | Carried | None,
    fiscal_year: int | None = None,
    edition: str = "",
    registers: str = "",
) -> list[Path]:
    """Write the office workbook and one workbook per group into a folder; their paths.

    office: carried over are its groups, networks, schools, standards and limits, and the
        drop-downs of the group workbooks offer its codes; None: the usual seven groups. Where
        also what couldn't be read goes along: what esa.templates.as_written carries of it.
    edition: a ready-made one to begin with, where there is no office; KeyError: there is none.
    fiscal_year: of the new workbooks (B.E.); None: the office's, without one left to be typed.
    registers: "standard" declares the ready-made ones too.
    A file that exists is never overwritten: TemplateExists, before anything is written.
    """
    year = fiscal_year
    if office is None:
        along = Carried(starter_rows(edition))
    elif isinstance(office, Carried):
        along = office
    else:
        along, year = carried(office), fiscal_year or office.fiscal_year
    filled = with_standard(along.rows) if registers == STANDARD else along.rows
    books = template_books(filled, year, along.own)
    paths = [out / f"{name}.xlsx" for name in books]
    existing = tuple(path for path in paths if path.exists())
    if existing:
        raise TemplateExists(existing)
    out.mkdir(parents=True, exist_ok=True)
    for book, path in zip(books.values(), paths, strict=True):
        write_book(path, book)
    return paths


def template_books(
    filled: Mapping[str, list[Row]],
    year: int | None,
    own: Mapping[str, list[str]] | None = None,
) -> dict[str, Book]:
    """Name of the file → its book: the office's first, then one for each group. own: by tab,
    headings of further columns in the office's."""
    groups, found = _groups(filled), _declared(filled)
    books = [
        _office_book(filled, year, own or {}, found),
        *(_group_book(group, filled, year, found) for group in groups),
    ]
    return dict(zip(_file_names(groups), books, strict=True))


def shown(field: Field, value: object) -> Cell:
    """A value of a table as it is typed into a sheet: labels for categories, B.E. dates, lists
    with ";", numbers as numbers. None for a blank."""
    if isinstance(value, AsWritten):
        return value.value
    if isinstance(value, tuple | list):
        words = [ALL_GROUPS if part == "ALL" else field.label(part) for part in value]
        return "; ".join(words) or None
    if value is None or pd.isna(value):
        return None
    if isinstance(value, date):
        return show_date(value, "numeric")
    if field.type == "boolean":
        return YES if value else NO
    if field.type in ("integer", "year"):
        return int(value)
    return float(value) if field.type == "number" else field.label(value)


def safe_name(name: str) -> str:
    """The name without what a file system or a spreadsheet refuses; "กลุ่ม" if nothing is left."""
    tidy = " ".join(UNSAFE_IN_NAMES.sub(" ", name).split())
    return tidy[:LONGEST_NAME].strip(". ") or "กลุ่ม"


def _file_names(groups: Iterable[_Group]) -> list[str]:
    names = [OFFICE_FILE]
    for group in groups:
        name = safe_name(group.name)
        numbered = chain([name], (f"{name} {number}" for number in count(2)))
        taken = {other.casefold() for other in names}  # Windows sees no difference of case
        names.append(next(word for word in numbered if word.casefold() not in taken))
    return names


def _declared(filled: Mapping[str, list[Row]]) -> Office:
    """What the rows of an office workbook declare, and for whom: read as they will be typed."""
    tabs = {tab.name: tab for tab in tabs_in_order()}
    rows = {**filled, "about": _about("office", None, None)}
    raws = [
        RawTab(tab.title, [[field.title for field in tab.fields], *_cells(tab, rows.get(name, ()))])
        for name, tab in tabs.items()
        if name in ("about", "groups", REGISTERS, COLUMNS)
    ]
    return read_office([RawWorkbook("", "", tuple(raws), MADE_ON)], MADE_ON.replace(tzinfo=BANGKOK))


def _groups(filled: Mapping[str, list[Row]]) -> list[_Group]:
    rows = (row for row in filled["groups"] if not row.get(ASIDE))
    return [
        _Group(str(row["group"]), str(row["name"] if _is_filled(row["name"]) else row["group"]))
        for row in rows
    ]


def starter_rows(edition: str = "") -> dict[str, list[Row]]:
    """The rows of an office that has none yet: the usual groups, and a ready-made edition.
    KeyError where there is no such edition."""
    columns = ("group", "name", "kind", "aliases")
    groups = [dict(zip(columns, entry, strict=True)) for entry in USUAL_GROUPS]
    if not edition:
        return {"groups": groups}
    return {"groups": groups, "settings": [{"edition": edition}], **editions.ready(edition)}


def _cells(tab: Tab, rows: Iterable[Row], own: Iterable[str] = ()) -> list[list[Cell]]:
    return [
        [shown(field, row.get(field.name)) for field in tab.fields]
        + [None if row.get(heading) is None else row[heading].value for heading in own]
        for row in rows
    ]


def _about(kind: str, group: str | None, year: int | None) -> list[Row]:
    return [{"kind": kind, "group": group, "fiscal_year": year}]


def _tabs(workbook: str, found: Office) -> tuple[Tab, ...]:
    built_in = (tab for tab in tabs_in_order() if tab.workbook in (workbook, "every"))
    return tuple(found.tabs[tab.name] for tab in built_in)


def _office_book(
    filled: Mapping[str, list[Row]],
    year: int | None,
    own: Mapping[str, list[str]],
    found: Office,
) -> Book:
    rows = {**filled, "about": _about("office", None, year)}
    rows["settings"] = [{**row, "fiscal_year": year} for row in filled.get("settings", [])]
    tabs = _tabs("office", found)
    cells = {tab.name: _cells(tab, rows.get(tab.name, []), own.get(tab.name, ())) for tab in tabs}
    return Book(OFFICE_FILE, "สำนักงาน", tabs, cells, {}, {}, own)


def _group_book(
    group: _Group, filled: Mapping[str, list[Row]], year: int | None, found: Office
) -> Book:
    own = [each for each in found.declared if {group.code, ALL} & {*each.keepers}]
    tabs = (*_tabs("group", found), *(found.tabs[each.title] for each in own))
    rows = {"about": _about("group", group.code, year)}
    cells = {tab.name: _cells(tab, rows.get(tab.name, [])) for tab in tabs}
    offered = {tab: _offered(tab, filled.get(tab, [])) for tab in OFFERED}
    return Book(group.name, group.name, tabs, cells, offered, _code_list(filled))


def _offered(tab: str, rows: Iterable[Row]) -> list[str]:
    """Codes of a tab for a drop-down, each once, then the names where names are accepted too."""
    key = _key_field(tab)
    codes = [str(row[key]) for row in rows if _is_filled(row.get(key))]
    names = [str(row["name"]) for row in rows if tab in BY_NAME and _is_filled(row.get("name"))]
    return list(dict.fromkeys(codes + names))


def _key_field(tab: str) -> str:
    return next(found.key[-1] for found in tabs_in_order() if found.name == tab)


def _code_list(filled: Mapping[str, list[Row]]) -> dict[str, list[tuple[str, str]]]:
    """Codes with what they mean, for the guide tab: groups, criteria, networks, schools."""
    sources = {"groups": "name", "criteria": "title", "networks": "name", "schools": "name"}
    pairs = {}
    for tab, title in sources.items():
        rows = [row for row in filled.get(tab, []) if _is_filled(row.get(_key_field(tab)))]
        pairs[tab] = [(str(row[_key_field(tab)]), _text(row.get(title))) for row in rows]
    return pairs


def _is_filled(value: object) -> bool:
    return not pd.isna(value) and value != ""


def _text(value: object) -> str:
    return str(value) if _is_filled(value) else "(ยังไม่มีข้อความ)"
