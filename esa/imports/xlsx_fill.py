"""Cells typed into an .xlsx file that people keep: everything else in it stays byte for byte.

Only the XML of the tabs that are written to is touched; styles, drop-downs, notes, formulas and
tabs that nobody knows stay. Texts go in as text, never as formulas.
Source: ECMA-376, part 1, 18.3.1 (sheet data), 12.3 (parts of a workbook).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from esa.documents.report.hand import visible

LONGEST_TEXT = 32767  # letters in one cell
_TYPES, _BOOK, _LINKS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")
Value = str | int


class Workbook:
    """One file in memory. data: of a file that esa.sources.excel has read."""

    def __init__(self, data: bytes):
        with ZipFile(BytesIO(data)) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self.book, self.links = self._parsed(_BOOK), self._parsed(_LINKS)
        self.space = etree.QName(self.book).namespace
        self.sheets = self._sheets()
        self.trees: dict[str, etree._Element] = {}

    def _parsed(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part], etree.XMLParser(resolve_entities=False))

    def _sheets(self) -> dict[str, str]:
        """Title of a tab → name of its part."""
        targets = {link.get("Id"): link.get("Target", "") for link in self.links}
        found = {}
        for sheet in self.book.iter(f"{{{self.space}}}sheet"):
            link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            target = targets.get(link, "")
            found[sheet.get("name", "")] = (
                target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
            )
        return found

    def write(self, title: str, cells: Mapping[tuple[int, int], Value]) -> None:
        """(row, column) from zero → value, into a tab that is there."""
        sheet = _Sheet(self.tree(title), self.space)
        for (row, column), value in sorted(cells.items()):
            if value != "":
                sheet.put(row, column, value)

    def add(
        self,
        title: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Value]],
        before: str = "",
        looks: str = "",
    ) -> None:
        """A new tab with its headings and rows. before: the tab that it stands before, else it is
        the last. looks: the XML of its view and columns."""
        number = 1 + max(
            (int(s.get("sheetId", "0")) for s in self.book.iter(f"{{{self.space}}}sheet")),
            default=0,
        )
        part = f"worksheets/esa{number}.xml"
        sheet = etree.SubElement(
            self.book.find(f"{{{self.space}}}sheets"), f"{{{self.space}}}sheet"
        )
        self._moved(sheet, before)
        sheet.set("name", title)
        sheet.set("sheetId", str(number))
        sheet.set(f"{{{_RELATION}}}id", f"esa{number}")
        link = etree.SubElement(self.links, f"{{{etree.QName(self.links).namespace}}}Relationship")
        link.attrib.update({"Id": f"esa{number}", "Type": f"{_RELATION}/worksheet", "Target": part})
        types = self._parsed(_TYPES)
        kind = etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override")
        kind.attrib.update({"PartName": f"/xl/{part}", "ContentType": _WORKSHEET})
        for name, tree in ((_TYPES, types), (_BOOK, self.book), (_LINKS, self.links)):
            self.parts[name] = _bytes(tree)
        self.sheets[title] = f"xl/{part}"
        told = "".join(_row(number, row) for number, row in enumerate([heads, *rows], start=1))
        root = f'<worksheet xmlns="{self.space}">{looks}<sheetData>{told}</sheetData></worksheet>'
        self.parts[self.sheets[title]] = (_DECLARED + root).encode()

    def _moved(self, sheet: etree._Element, before: str) -> None:
        """Let a new tab stand before another; what counts tabs goes on counting the same ones."""
        there = [each.get("name") for each in sheet.getparent()]
        if before not in there:
            return
        place = there.index(before)
        sheet.getparent().insert(place, sheet)
        for element in self.book.iter("*"):
            for name in ("localSheetId", "activeTab", "firstSheet"):
                if int(element.get(name, "-1")) >= place:
                    element.set(name, str(int(element.get(name)) + 1))

    def parsed(self, title: str) -> etree._Element:
        """The XML of a tab, to look at."""
        part = self.sheets[title]
        return self.trees[part] if part in self.trees else self._parsed(part)

    def rows(self, title: str) -> int:
        """The number of its last row."""
        numbers = (int(r.get("r", "0")) for r in self.parsed(title).iter(f"{{{self.space}}}row"))
        return max(numbers, default=0)

    def tree(self, title: str) -> etree._Element:
        """The XML of a tab; what is changed in it is written."""
        part = self.sheets[title]
        if part not in self.trees:
            self.trees[part] = self._parsed(part)
        return self.trees[part]

    def replace(self, title: str, rows: Sequence[Sequence[Value]]) -> None:
        """All cells of a tab of ours by others."""
        root = self.tree(title)
        told = "".join(_row(number, row) for number, row in enumerate(rows, start=1))
        made = etree.fromstring(f'<sheetData xmlns="{self.space}">{told}</sheetData>')
        there = root.find(f"{{{self.space}}}sheetData")
        there.getparent().replace(there, made)
        if (size := root.find(f"{{{self.space}}}dimension")) is not None:
            root.remove(size)  # it may be left out, and must not be wrong

    def bytes(self) -> bytes:
        """The file as it is now."""
        for part, tree in self.trees.items():
            self.parts[part] = _bytes(tree)
        memory = BytesIO()
        with ZipFile(memory, "w", ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
        return memory.getvalue()


class _Sheet:
    """The rows of one tab by their number."""

    def __init__(self, root: etree._Element, space: str):
        self.space, self.root = space, root
        self.data = root.find(f"{{{space}}}sheetData")
        self.rows = {int(row.get("r", "0")): row for row in self.data}
        self.style_of = column_style(root, space)
        self.last = max(self.rows, default=0)

    def put(self, row: int, column: int, value: Value) -> None:
        cell = self._cell(row + 1, column)
        for child in list(cell):
            cell.remove(child)
        if isinstance(value, int):
            cell.attrib.pop("t", None)
            etree.SubElement(cell, f"{{{self.space}}}v").text = str(value)
            return
        cell.set("t", "inlineStr")
        said = etree.SubElement(cell, f"{{{self.space}}}is")
        text = etree.SubElement(said, f"{{{self.space}}}t")
        text.text = visible(value)[:LONGEST_TEXT]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _cell(self, number: int, column: int) -> etree._Element:
        row, place = self._row(number), f"{letters(column)}{number}"
        after = len(row)
        for at, cell in enumerate(row if after and not _is_before(row[-1], column) else ()):
            found = _PLACE.fullmatch(cell.get("r", ""))
            here = position(found[1]) if found else at
            if here == column:
                return cell
            if here > column:
                after = at
                break
        cell = etree.Element(f"{{{self.space}}}c", r=place)
        style = self.style_of(column)
        if style != "0":
            cell.set("s", style)
        row.insert(after, cell)
        return cell

    def _row(self, number: int) -> etree._Element:
        if number in self.rows:
            row = self.rows[number]
            row.attrib.pop("spans", None)
            return row
        row = etree.Element(f"{{{self.space}}}row", r=str(number))
        if number > self.last:
            self.data.append(row)
            self.last = number
        else:
            later = min(n for n in self.rows if n > number)
            self.rows[later].addprevious(row)
        self.rows[number] = row
        return row


def column_style(root: etree._Element, space: str) -> Callable[[int], str]:
    """The style of a column, from zero."""
    columns = root.findall(f"{{{space}}}cols/{{{space}}}col")
    known = [(int(c.get("min")), int(c.get("max")), c.get("style", "0")) for c in columns]
    return lambda column: next((s for low, high, s in known if low <= column + 1 <= high), "0")


def _is_before(cell: etree._Element, column: int) -> bool:
    """Whether a cell stands left of a column; rows are mostly filled from left to right."""
    found = _PLACE.fullmatch(cell.get("r", ""))
    return found is not None and position(found[1]) < column


def _row(number: int, values: Sequence[Value]) -> str:
    """A row of a new tab, as XML: a large one takes too long cell by cell."""
    cells = "".join(
        f'<c r="{letters(column)}{number}"{_content(value)}</c>'
        for column, value in enumerate(values)
        if value != ""
    )
    return f'<row r="{number}">{cells}</row>'


def _content(value: Value) -> str:
    if isinstance(value, int):
        return f"><v>{value}</v>"
    text = escape(visible(value)[:LONGEST_TEXT], {"\r": "&#13;"})
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def position(column: str) -> int:
    """A → 0, AA → 26."""
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _bytes(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
