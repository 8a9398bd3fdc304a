"""One .xlsx file → raw rows of all its tabs, at their places in the sheet.

Read with calamine, which leaves formula errors and formulas without a stored result blank; both
are put back from the file itself (as "#REF!" and as "=…"), so that they are told and not taken
for empty cells. A tab with an error that calamine doesn't know ("Loading…", #SPILL!) it refuses
altogether; such a file is read once more with its errors marked as text. A small file can unpack
into gigabytes whatever it says of itself: what is read is a zip of bounded.honest_zip.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from esa.sources.bounded import Locked, TooLarge, honest_zip, read_file
from esa.sources.excel_details import links, percent_styles, percents
from esa.sources.workbook import Fault, RawTab, RawWorkbook

LARGEST_FILE = 50_000_000  # bytes on disk
LARGEST_PART = 200_000_000  # bytes of one part when unpacked: MOST_CELLS of forty bytes
LARGEST_UNPACKED = 400_000_000  # bytes of all parts together
MOST_CELLS = 5_000_000  # from A1 to the last filled cell of one tab
OLE = b"\xd0\xcf\x11\xe0"  # old .xls files and encrypted ones
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s(?:[^<>]*?\s)?t=)(["'])e\2""")
NO_RESULT = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
# A cell as nearly every program writes it, and without its place where it is written otherwise;
# then in any way that XML allows.
USUAL = re.compile(rb'<c(?: r="([A-Z]+)([0-9]+)"|[\s/>])')
# A cell right of ZZ, one below row 6999, or one that is written otherwise: without any the area is
# below MOST_CELLS.
FAR_OR_ODD = re.compile(rb'<c(?! r="[A-Z]{1,2}[0-6]?[0-9]{1,3}")[\s/>]')
PREFIXED = re.compile(rb":c[\s/>]")
_AT = rb"""\sr\s*=\s*["']([A-Za-z]+)([0-9]+)"""
ANY_PLACE = re.compile(_AT)
ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
FILLED = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?:[^<>]*?" + _AT + rb")?[^<>]*(?<!/)>")  # blanks: />
ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["']([0-9]+))?""")
TOO_MANY = re.compile(rb"""uniqueCount\s*=\s*["'][^"']{8}""")  # more strings than fit into a part
STRINGS = "xl/sharedstrings.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


def read_excel(
    path: Path | bytes, name: str, now: datetime, faults: tuple[Fault, ...] = ()
) -> RawWorkbook:
    """All tabs of an .xlsx file, or of one in memory, whose address is then its name; one that
    can't be read comes without tabs and with a Fault.

    Codes: too_large, old_xls, workbook_encrypted, workbook_unreadable; of single tabs
    tab_unreadable and tab_too_large (the other tabs are read).
    """
    tabs: list[RawTab] = []
    found = list(faults)
    try:
        data = honest_workbook(path)
        with ZipFile(io.BytesIO(data)) as archive, opened(data) as workbook:
            for tab in _read_tabs(archive, workbook):
                (tabs if isinstance(tab, RawTab) else found).append(tab)
    except TooLarge as error:
        found.append(Fault("too_large", {"size": f"> {megabytes(error.most)}"}))
    except (Locked, PasswordError):
        found.append(Fault("workbook_encrypted"))
    except OldFormat:
        found.append(Fault("old_xls"))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the reader's panics are no Exception
        tabs = []
        found.append(Fault("workbook_unreadable"))
    address = name if isinstance(path, bytes) else str(path)
    return RawWorkbook(name, address, tuple(tabs), now, tuple(found))


class OldFormat(Exception):
    """The file is no zip but what Excel wrote before 2007."""


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"


def honest_workbook(path: Path | bytes) -> bytes:
    """The file without pictures and programs, unpacking into no more than what is allowed.

    TooLarge, Locked, OldFormat; OSError, BadZipFile.
    """
    data = path if isinstance(path, bytes) else read_file(path, LARGEST_FILE)
    if data.startswith(OLE):
        raise Locked if ENCRYPTED in data else OldFormat
    data = honest_zip(data, LARGEST_PART, LARGEST_UNPACKED, _is_read)
    with ZipFile(io.BytesIO(data)) as archive:  # the reader makes room for as many as are claimed
        strings = [name for name in archive.namelist() if name.lower() == STRINGS]
        if any(TOO_MANY.search(archive.read(name)) for name in strings):
            raise BadZipFile("more strings are claimed than there can be")
    return data


def _is_read(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels"))


def opened(data: bytes) -> CalamineWorkbook:
    """data: of honest_workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _read_tabs(archive: ZipFile, workbook: CalamineWorkbook) -> Iterator[RawTab | Fault]:
    parts, styles = _parts_by_title(archive), percent_styles(archive)
    readable = workbook
    for position, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            xml = archive.read(parts[sheet.name]) if sheet.name in parts else b""
            if not _fits(xml):
                yield Fault("tab_too_large", {"value": sheet.name})
                continue
            try:
                raw = readable.get_sheet_by_index(position)
            except CalamineError:
                if readable is not workbook or not ERROR_CELL.search(xml):
                    raise
                readable = opened(_errors_as_text(archive, parts.values()))
                raw = readable.get_sheet_by_index(position)
            rows = raw.to_python(skip_empty_area=False)
            _put_back(rows, xml)
            ranges = raw.merged_cell_ranges or ()
            shares = percents(xml, styles, rows) if styles else ()
            linked = links(archive, parts.get(sheet.name, ""), xml)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            yield Fault("tab_unreadable", {"value": sheet.name})
            continue
        hidden = sheet.visible != SheetVisibleEnum.Visible
        merged = tuple((*first, *last) for first, last in ranges)
        found = {"links": linked, "percents": shares}
        yield RawTab(sheet.name, rows, hidden=hidden, merged=merged, **found)


def _errors_as_text(archive: ZipFile, sheets: Iterable[str]) -> bytes:
    """The file once more, error cells of its sheets as text.

    Its size is bounded like that of the file it is made of, see LARGEST_UNPACKED.
    """
    copy, sheets = io.BytesIO(), set(sheets)
    with ZipFile(copy, "w", ZIP_DEFLATED, compresslevel=1) as mended:
        for name in archive.namelist():
            part = archive.read(name)
            mended.writestr(name, ERROR_CELL.sub(rb'\1"str"', part) if name in sheets else part)
    return copy.getvalue()


def _parts_by_title(archive: ZipFile) -> Mapping[str, str]:
    """Title of a tab → name of its part in the file."""
    names = set(archive.namelist())
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    parts = {}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag not in (f"{MAIN}sheet", f"{STRICT}sheet"):
            continue
        link = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts[element.get("name", "")] = part
    return parts


def _fits(xml: bytes) -> bool:
    """Whether the area from A1 to the last filled cell is one that memory can hold.

    The reader takes it all at once, and ends the whole process where it can't.
    """
    if not FAR_OR_ODD.search(xml) and not PREFIXED.search(xml):
        return True
    usual = USUAL.findall(xml)
    if (b"", b"") not in usual and not PREFIXED.search(xml) and _area(usual) <= MOST_CELLS:
        return True
    filled = FILLED.findall(xml)
    if (b"", b"") not in filled:
        return _area(filled) <= MOST_CELLS
    places = ANY_PLACE.findall(xml)
    for number in ROW.findall(xml):  # cells without a place follow the one before
        places.append((b"A", number or b"%d" % (int(places[-1][1]) + 1 if places else 1)))
    beside = max(len(ANY_CELL.findall(row)) for row in ROW.split(xml)[::2])
    return _area(places, beside) <= MOST_CELLS


def _area(places: Sequence[tuple[bytes, bytes]], beside: int = 0) -> int:
    """Cells from A1 to the farthest of these places; beside: columns to add."""
    if not places:
        return 0
    width = max(map(_place, {letters for letters, _ in places})) + 1 + beside
    return width * max(map(int, {row for _, row in places}))


def _place(letters: bytes) -> int:
    """Position of a column from zero: b"A" → 0, b"AA" → 26."""
    place = 0
    for character in letters.upper():
        place = place * 26 + character - 64
    return place - 1


def _put_back(rows: list[list[object]], xml: bytes) -> None:
    """Write formula errors and formulas without a result into their cells."""
    if not _may_lack_cells(xml):
        return
    for row, column, text in _lost_cells(xml):
        while len(rows) <= row:
            rows.append([])
        line = rows[row]
        line.extend([""] * (column + 1 - len(line)))
        if line[column] == "":
            line[column] = text


def _may_lack_cells(xml: bytes) -> bool:
    """Whether the sheet holds an error, or a formula without a result.

    A single letter is looked for first, ten times as fast as the rest: in most sheets none of the
    cells is written with an e or an f.
    """
    cells = (max(xml.find(b"<sheetData"), 0) + 10, xml.rfind(b"</sheetData"))
    if xml.find(b"e", *cells) >= 0 and b't="e"' in xml:
        return True
    formulas = xml.find(b"f", *cells) >= 0 and b"<f" in xml
    return formulas and NO_RESULT.search(xml) is not None


def _lost_cells(xml: bytes) -> Iterator[tuple[int, int, str]]:
    row = -1
    for element in ElementTree.fromstring(xml).iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            row = int(element.get("r", row + 2)) - 1
            column = -1
        elif tag == "c":
            place = element.get("r", "").rstrip("0123456789")
            column = _place(place.encode()) if place else column + 1
            parts = {child.tag.rpartition("}")[2]: child.text or "" for child in element}
            value, kind = parts.get("v", ""), element.get("t", "n")
            if kind == "e":
                yield row, column, value or "#N/A"
            elif "f" in parts and not value and kind != "str":
                yield row, column, "=" + (parts["f"] or "…")
