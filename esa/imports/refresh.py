"""`template --refresh FOLDER`: the drop-downs of an office's workbooks renewed, and workbooks for
its new groups. No cell that somebody filled in changes."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError
from python_calamine import CalamineError

from esa.imports.drop_downs import Changed, renewed
from esa.reading.declared import COLUMNS, REGISTERS
from esa.reading.office import Office, read_office
from esa.reading.opened import Workbook
from esa.sources.bounded import Locked, TooLarge, read_file
from esa.sources.excel import LARGEST_FILE, OldFormat
from esa.sources.folder import read_folder
from esa.templates.as_written import ASIDE, carried
from esa.templates.sheets import Book, write_book
from esa.templates.workbooks import template_books

_UNREADABLE = (BadZipFile, TooLarge, Locked, OldFormat, CalamineError, XMLSyntaxError, KeyError)
UNFINISHED = ".part"


class Refreshed(NamedTuple):
    """renewed: files whose drop-downs changed; added: new ones. care: what was left as it is, a
    line in Thai each. tabs: whose a renewed file is, and titles of the tabs that it got."""

    renewed: Sequence[Path]
    added: Sequence[Path]
    care: Sequence[str]
    tabs: Mapping[Path, tuple[str, Sequence[str]]]


def refresh(folder: Path, now: datetime) -> Refreshed:
    """Renew what lies in a folder of .xlsx workbooks. SourceError of the folder."""
    raws = read_folder(folder, now)
    office = read_office(raws, now)
    along = carried(office, raws)
    books = template_books(along.rows, office.fiscal_year)
    groups = [row["group"] for row in along.rows["groups"] if ASIDE not in row]
    by_group = dict(zip(groups, list(books.items())[1:], strict=True))
    by_group[""] = next(iter(books.items()))
    changed, care, tabs = [], [], {}
    for workbook in office.workbooks:
        path = Path(workbook.address)
        _, book = by_group.get(workbook.group, ("", None))
        if not workbook.used or book is None:
            continue
        lacking = _lacking(office, workbook, book)
        said, is_new = _renewed(path, book, lacking)
        tabs[path] = (book.title, [tab.title for tab in book.tabs if tab.name in lacking])
        care += [f"{workbook.name}: {said}"] * bool(said)
        changed += [path] * is_new
    broken = [raw.name for raw in raws if not raw.tabs and raw.faults]
    if broken:
        care.append(f"เปิดไม่ได้: {', '.join(broken)} จึงไม่สร้างสมุดของกลุ่มใหม่")
    added = [] if broken else _added(folder, office, by_group, care)
    return Refreshed(changed, added, care, tabs)


def _lacking(office: Office, workbook: Workbook, book: Book) -> list[str]:
    """Tabs of registers, and of the office workbook those that declare them, which it lacks."""
    have = {health.tab for health in workbook.tabs}
    own = {each.title for each in office.declared} | {REGISTERS, COLUMNS}
    return [tab.name for tab in book.tabs if tab.name in own - have]


def _renewed(path: Path, book: Book, lacking: Sequence[str]) -> tuple[str, bool]:
    """What is to be told of a workbook, and whether it was written."""
    if path.suffix.lower() != ".xlsx":
        return "ไม่ใช่ไฟล์ .xlsx จึงไม่มีรายการให้เลือก", False
    try:
        before = read_file(path, LARGEST_FILE)
        after = renewed(before, book, lacking)
        if after is None:
            return "ไม่มีแท็บรายการของแม่แบบ จึงคงไว้ตามเดิม", False
        if after == before:
            return "", False
        part = path.with_name(f".{path.name}{UNFINISHED}")
        try:
            part.write_bytes(after)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except Changed:
        return "ปรับรายการโดยไม่แก้ข้อมูลไม่ได้ จึงคงไว้ตามเดิม", False
    except OSError:
        return "เขียนไม่ได้ อาจเปิดค้างอยู่ในโปรแกรมอื่น ปิดแล้วทำใหม่", False
    except _UNREADABLE:
        return "อ่านโครงสร้างไฟล์ไม่ได้ จึงคงไว้ตามเดิม", False
    return "", True


def _added(
    folder: Path, office: Office, by_group: dict[str, tuple[str, Book]], care: list[str]
) -> list[Path]:
    """The workbooks of groups that have none; never over a file that is there."""
    have = {workbook.group for workbook in office.workbooks}
    added = []
    for group, (name, book) in by_group.items():
        path = folder / f"{name}.xlsx"
        if group in have or group == "":
            continue
        if path.exists():
            care.append(f"มีไฟล์ {path.name} อยู่แล้ว จึงไม่สร้างสมุดของกลุ่ม {name}")
            continue
        try:
            write_book(path, book)
        except OSError:
            care.append(f"เขียน {path.name} ไม่ได้")
            continue
        added.append(path)
    return added
