"""A Word file → lines and rows, from its XML: tick-boxes, merged cells, pasted tables, notes too.

Signs of the Wingdings font and check boxes that people click become ☑ or ☐, so that a tick isn't
lost. Source: ECMA-376, part 1, 17.3 (runs), 17.4 (tables), 17.16 (form fields).
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from esa.imports import forms
from esa.imports.lines import Cell, Doubt, Line, Row, Source, Unreadable, clean
from esa.sources.bounded import Locked, TooLarge, honest_zip, read_file
from esa.sources.excel import ENCRYPTED, OLE

LARGEST = 100_000_000  # bytes on disk: pictures are in it
LARGEST_UNPACKED = 50_000_000  # bytes of all parts that are read
UNIT = ("ย่อหน้า", "paragraph")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {"F0FE": "☑", "F0FC": "✓", "F0FD": "☒", "F052": "☑", "F053": "☒"}
_BOXES = {"F0A8", "F06F", "F071", "F0A1", "F0A0"}
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {f"{_W}delText", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", f"{_W}del", _FALLBACK}
_ROLES = {
    "reportpoint": "point", "reportpart": "part", "reportmark": "mark", "reportwriter": "writer",
    "reportitem": "item", "toc1": "contents", "toc2": "contents", "toc3": "contents",
}  # fmt: skip
_BODY, _STYLES, _LINKS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"
_MARGINS = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)[0-9]*\.xml")
_BROKEN = (BadZipFile, ValueError, etree.LxmlError)
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')


def read_docx(path: Path) -> Source:
    """The lines and rows of a .docx file.

    Unreadable: import_encrypted, import_old_doc, import_broken, import_too_large.
    """
    try:
        data = read_file(path, LARGEST)
        if data.startswith(OLE) and ENCRYPTED not in data:
            raise Unreadable("import_old_doc", value=path.name)
        if data.startswith(OLE):
            raise Locked
        data = honest_zip(data, LARGEST_UNPACKED, LARGEST_UNPACKED, _is_read)
        with ZipFile(BytesIO(data)) as archive:
            parts = _parts(archive, path.name)
    except TooLarge as error:
        raise Unreadable("import_too_large", value=path.name) from error
    except Locked as error:
        raise Unreadable("import_encrypted", value=path.name) from error
    except _BROKEN as error:
        raise Unreadable("import_broken", value=path.name) from error
    reader = _Reader(parts.links, parts.style_names)
    blocks = list(reader.blocks(parts.body))
    for margin in parts.margins:
        blocks += reader.margin(margin)
    return Source(path.name, UNIT, tuple(blocks), tuple(reader.doubts))


class _Parts:
    """The parts of a file that hold text."""

    def __init__(self, body: etree._Element, margins: list, links: dict, style_names: dict):
        self.body, self.margins, self.links, self.style_names = body, margins, links, style_names


def _is_read(part: str) -> bool:
    return part in (_BODY, _STYLES, _LINKS) or bool(_MARGINS.fullmatch(part))


def _parts(archive: ZipFile, name: str) -> _Parts:
    roots = {part: _parsed(archive.read(part)) for part in archive.namelist()}
    body = roots[_BODY].find(f"{_W}body") if _BODY in roots else None
    if body is None:
        raise Unreadable("import_broken", value=name)
    margins = [roots[part] for part in sorted(roots) if _MARGINS.fullmatch(part)]
    return _Parts(body, margins, _links(roots.get(_LINKS)), _style_names(roots.get(_STYLES)))


def _parsed(data: bytes) -> etree._Element:
    """The XML of a part; no entities."""
    data = data.replace(_STRICT, _W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _links(root: etree._Element | None) -> dict[str, str]:
    return {} if root is None else {each.get("Id"): each.get("Target", "") for each in root}


def _style_names(root: etree._Element | None) -> dict[str, str]:
    """Code of a style → its name: styles copied into another file keep only the name."""
    found = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        if name is not None:
            found[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "")
    return found


class _Reader:
    """Walks through a document and counts its paragraphs."""

    def __init__(self, links: dict[str, str], style_names: dict[str, str]):
        self.links, self.style_names = links, style_names
        self.number = 0
        self.doubts: list[Doubt] = []

    def blocks(self, parent: etree._Element) -> Iterator[Line | Row]:
        for child in _content(parent):
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self.table(child)

    def margin(self, root: etree._Element) -> list[Line]:
        """Headers, footers and notes: what stands around the text."""
        lines = [line for p in root.iter(f"{_W}p") for line in self.paragraph(p)]
        return [Line(line.number, line.text, "margin") for line in lines]

    def paragraph(self, element: etree._Element) -> list[Line]:
        """The lines of a paragraph; text boxes in it are read after it."""
        self.number += 1
        number, boxes = self.number, []
        text, link = self._text(element, boxes)
        form = element.find(f"{_W}pPr")
        style = form.find(f"{_W}pStyle") if form is not None else None
        code = style.get(f"{_W}val", "") if style is not None else ""
        name = re.sub(r"[\s]", "", self.style_names.get(code, code)).lower()
        listed = form is not None and form.find(f"{_W}numPr") is not None
        role = _ROLES.get(name, "")
        lines = [
            Line(number, said, role, link, listed and place == 0)
            for place, said in enumerate(map(clean, text.split("\n")))
            if said
        ]
        for box in boxes:
            for child in box.iter(f"{_W}p"):
                lines += self.paragraph(child)
        return lines

    def _text(self, element: etree._Element, boxes: list) -> tuple[str, str]:
        pieces, link, fields = [], "", []

        def walk(parent: etree._Element) -> None:
            nonlocal link
            for child in parent:
                tag = child.tag
                if tag == f"{_W}instrText":
                    fields.append(child.text or "")
                elif tag in _SKIPPED or not isinstance(tag, str):
                    continue
                elif tag == f"{_W}txbxContent":
                    boxes.append(child)
                elif tag == f"{_W}t":
                    pieces.append(child.text or "")
                elif tag in _BREAKS:
                    pieces.append(_BREAKS[tag])
                elif tag == f"{_W}sym":
                    pieces.append(_sign(child))
                elif tag == f"{_W}checkBox":
                    pieces.append("☑" if _is_checked(child) else "☐")
                else:
                    fields.append(child.get(f"{_W}instr", ""))
                    if tag == f"{_W}hyperlink":
                        link = link or self.links.get(child.get(f"{_R}id", ""), "")
                    walk(child)

        walk(element)
        address = _HYPERLINK.search("".join(fields))
        return "".join(pieces), link or (address[1] if address else "")

    def table(self, element: etree._Element) -> Iterator[Line | Row]:
        """The rows of a table; a row of one single cell is text between tables."""
        form = ""
        for row in (each for each in _content(element) if each.tag == f"{_W}tr"):
            if (frame := _frame(row)) is not None:
                yield from self.blocks(frame)
                continue
            cells = self._cells(row)
            opens = next((f for f in forms.HEADS if _is_head(cells, f)), None)
            if opens:
                form = opens
                yield Row(tuple(cells), form, head=True)
            elif (
                len([cell for cell in cells if cell]) == 1
                and cells[0]
                and (len(cells) == 1 or forms.heading(cells[0][0]))
            ):
                yield from cells[0]
            elif any(cells):
                yield self._row(cells, form)

    def _row(self, cells: list[Cell], form: str) -> Row:
        """A row of the form; of a table without a head, by its first cell."""
        if not form and len(cells) >= 2 and (found := forms.level(cells[0])):
            form = "levels" if found.glyph or forms.is_wording(cells[1]) else ""
        if not form:
            return Row(tuple(cells))
        width = len(forms.HEADS[form])
        rest = tuple(cell for cell in cells[width:] if cell)
        if len(cells) != width:
            where = next(line for cell in cells for line in cell)
            self.doubts.append(Doubt("import_row_broken", where.number, {"count": len(cells)}))
        return Row(tuple(cells[:width]), form, rest=rest)

    def _cells(self, row: etree._Element) -> list[Cell]:
        """The cells of a row at their columns: a cell over two columns leaves one blank."""
        cells: list[Cell] = []
        for cell in _content(row):
            if cell.tag != f"{_W}tc":
                continue
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            cells.append(tuple(self._cell(cell)))
            wide = int(span.get(f"{_W}val", "1")) if span is not None else 1
            cells += [()] * min(max(wide - 1, 0), 60)
        return cells

    def _cell(self, cell: etree._Element) -> Iterator[Line]:
        """The lines of a cell; a table pasted into it row by row, its cells parted by |."""
        for child in _content(cell):
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._pasted(child)

    def _pasted(self, table: etree._Element) -> Iterator[Line]:
        first = True
        for row in (each for each in _content(table) if each.tag == f"{_W}tr"):
            cells = [cell for cell in self._cells(row) if cell]
            if not cells:
                continue
            number = cells[0][0].number
            if first:
                self.doubts.append(Doubt("import_table_in_cell", number, {"count": len(cells)}))
                first = False
            said = (" ".join(line.text for line in cell) for cell in cells)
            yield Line(number, " | ".join(said), "pasted")


def _content(parent: etree._Element) -> Iterable[etree._Element]:
    """The children, also those within content controls and insertions."""
    for child in parent:
        if child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _content(child)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield child


def _frame(row: etree._Element) -> etree._Element | None:
    """The only cell of a row, where whole tables stand in it: it is there for the layout."""
    cells = [each for each in _content(row) if each.tag == f"{_W}tc"]
    alone = len(cells) == 1 and cells[0].find(f".//{_W}tbl") is not None
    return cells[0] if alone else None


def _sign(element: etree._Element) -> str:
    code = element.get(f"{_W}char", "").upper()
    return _SIGNS.get(code, "☐" if code in _BOXES else "•")


def _is_checked(box: etree._Element) -> bool:
    checked = box.find(f"{_W}checked")
    checked = box.find(f"{_W}default") if checked is None else checked
    return checked is not None and checked.get(f"{_W}val", "1") not in ("0", "false", "off")


def _is_head(cells: list[Cell], form: str) -> bool:
    width = len(forms.HEADS[form])
    near = [forms.is_head_cell(cell, form, at) for at, cell in enumerate(cells[:width])]
    return len(near) > 1 and near[0] and near[1]
