"""A Word file → lines in cells, from its XML: tick-boxes, merged cells, pasted tables, notes too.

Signs of the Wingdings font and check boxes that people click become ☑ or ☐, so that a tick isn't
lost. Source: ECMA-376, part 1, 17.3 (runs), 17.4 (tables), 17.16 (form fields).
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml import etree

from esa.documents.report.hand import safe_link
from esa.imports.lines import Cell, Doubt, Line, Source, Unreadable, clean
from esa.sources.bounded import Locked, TooLarge, honest_zip
from esa.sources.excel import ENCRYPTED, OLE

LARGEST = 100_000_000  # bytes on disk: pictures are in it
LARGEST_UNPACKED = 50_000_000  # bytes of all parts that are read
UNIT = "ย่อหน้า"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOX = f"{_W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {"F0FE": "☑", "F0FC": "✓", "F0FD": "☒", "F052": "☑", "F053": "☒"}
_BOXES = {"F0A8", "F06F", "F071", "F0A1", "F0A0"}
_TEXTS = (f"{_W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {
    f"{_W}delText", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", f"{_W}del", f"{_W}moveFrom", _FALLBACK
}  # fmt: skip
_ROLES = {
    "reportpoint": "point", "reportpart": "part", "reportmark": "mark", "reportwriter": "writer",
    "reportitem": "item", "toc1": "contents", "toc2": "contents", "toc3": "contents",
}  # fmt: skip
_BODY, _STYLES, _LINKS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"
_NUMBERING = "word/numbering.xml"
_MARGINS = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)[0-9]*\.xml")
_UNREAD = re.compile(
    r"word/(?:media/.|embeddings/.|charts/chart[0-9]*\.xml|diagrams/data[0-9]*\.xml|afchunk)"
)
_BROKEN = (BadZipFile, ValueError, etree.LxmlError)
_DEPTHS = "012345678"  # of a list: Word has nine
_WIDEST = 60  # columns that a cell may stand over
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')


def read_docx(name: str, data: bytes) -> Source:
    """The lines and cells of a .docx file.

    Unreadable: import_encrypted, import_old_doc, import_broken, import_too_large.
    """
    if len(data) > LARGEST:
        raise Unreadable("import_too_large", value=name)
    if data.startswith(OLE):
        locked = ENCRYPTED in data
        raise Unreadable("import_encrypted" if locked else "import_old_doc", value=name)
    try:
        unread: set[str] = set()
        data = honest_zip(data, LARGEST_UNPACKED, LARGEST_UNPACKED, partial(_is_read, unread))
        with ZipFile(BytesIO(data)) as archive:
            parts = _parts(archive, name)
    except TooLarge as error:
        raise Unreadable("import_too_large", value=name) from error
    except Locked as error:
        raise Unreadable("import_encrypted", value=name) from error
    except _BROKEN as error:
        raise Unreadable("import_broken", value=name) from error
    reader = _Reader(parts.links, parts.style_names, parts.numbering)
    cells = list(reader.cells(parts.body))
    for margin in parts.margins:
        cells.append(Cell(tuple(reader.margin(margin))))
    if unread:
        reader.doubts.append(Doubt("import_not_read", 0, {"count": len(unread)}))
    return Source(name, UNIT, tuple(cells), tuple(reader.doubts))


class _Parts(NamedTuple):
    """The parts of a file that hold text."""

    body: etree._Element
    margins: list[etree._Element]
    links: dict[str, str]
    style_names: dict[str, str]
    numbering: "_Numbering"


def _is_read(unread: set[str], part: str) -> bool:
    """Whether a part holds lines; what may hold words that aren't read is noted."""
    if _UNREAD.match(part):
        unread.add(part)
    return part in (_BODY, _STYLES, _LINKS, _NUMBERING) or bool(_MARGINS.fullmatch(part))


def _parts(archive: ZipFile, name: str) -> _Parts:
    roots = {part: _parsed(archive.read(part)) for part in archive.namelist()}
    body = roots[_BODY].find(f"{_W}body") if _BODY in roots else None
    if body is None:
        raise Unreadable("import_broken", value=name)
    margins = [roots[part] for part in sorted(roots) if _MARGINS.fullmatch(part)]
    named = (_links(roots.get(_LINKS)), _style_names(roots.get(_STYLES)))
    numbering = _Numbering(roots.get(_NUMBERING), roots.get(_STYLES))
    return _Parts(body, margins, *named, numbering)


def _parsed(data: bytes) -> etree._Element:
    """The XML of a part; no entities."""
    data = data.replace(_STRICT, _W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("no program writes a document type; its entities would be lost text")
    return root


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


class _Numbering:
    """Counts the paragraphs that Word numbers by itself, in numbers of one level."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None):
        self.styles = {  # code of a style → its own properties of numbering
            style.get(f"{_W}styleId", ""): style.find(f"{_W}pPr/{_W}numPr")
            for style in (styles.iter(f"{_W}style") if styles is not None else ())
        }
        self.forms: dict[tuple[str, str], bool] = {}  # (abstract list, level) → counted in numbers
        self.lists: dict[str, str] = {}  # list → abstract list, or itself where it begins anew
        self.anew: set[str] = set()  # lists that begin anew
        self.counts: dict[str, list[int]] = {}  # list → the last number at each depth
        for abstract in root.iter(f"{_W}abstractNum") if root is not None else ():
            for level in abstract.iter(f"{_W}lvl"):
                place = (abstract.get(f"{_W}abstractNumId", ""), level.get(f"{_W}ilvl", "0"))
                self.forms[place] = self._is_single(level)
        for num in root.iter(f"{_W}num") if root is not None else ():
            abstract = num.find(f"{_W}abstractNumId")
            anew = num.find(f"{_W}lvlOverride/{_W}startOverride") is not None
            of = abstract.get(f"{_W}val", "") if abstract is not None else ""
            code = num.get(f"{_W}numId", "")
            self.lists[code] = of
            if anew:
                self.anew.add(code)

    @staticmethod
    def _is_single(level: etree._Element) -> bool:
        form, text = level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText")
        said = text.get(f"{_W}val", "") if text is not None else ""
        counted = form is not None and form.get(f"{_W}val") not in ("bullet", "none")
        return counted and said.count("%") == 1

    def next(self, form: etree._Element | None, style: str) -> int:
        """The number of the next paragraph with these properties and that style; 0 for none."""
        properties = form.find(f"{_W}numPr") if form is not None else None
        properties = self.styles.get(style) if properties is None else properties
        if properties is None:
            return 0
        code, level = (properties.find(f"{_W}{name}") for name in ("numId", "ilvl"))
        number = code.get(f"{_W}val", "") if code is not None else ""
        depth = level.get(f"{_W}val", "0") if level is not None else "0"
        abstract = self.lists.get(number)
        if abstract is None or len(depth) != 1 or depth not in _DEPTHS:
            return 0
        own = number if number in self.anew else f"of {abstract}"
        counts = self.counts.setdefault(own, [0] * len(_DEPTHS))
        at = int(depth)
        counts[at:] = [counts[at] + 1] + [0] * (len(_DEPTHS) - at - 1)
        return counts[at] if self.forms.get((abstract, depth)) else 0


class _Reader:
    """Walks through a document and counts its paragraphs."""

    def __init__(self, links: dict[str, str], style_names: dict[str, str], numbering: _Numbering):
        self.links, self.style_names, self.numbering = links, style_names, numbering
        self.number = self.tables = 0
        self.doubts: list[Doubt] = []

    def cells(self, parent: etree._Element) -> Iterator[Cell]:
        """Paragraphs outside of tables, and the cells of tables row by row."""
        for child in _content(parent):
            if child.tag == f"{_W}p":
                yield Cell(tuple(self.paragraph(child)))
            elif child.tag == f"{_W}tbl":
                yield from self.table(child)

    def margin(self, root: etree._Element) -> list[Line]:
        """Headers, footers and notes: what stands around the text."""
        own = (p for p in root.iter(f"{_W}p") if next(p.iterancestors(_BOX), None) is None)
        lines = [line for p in own for line in self.paragraph(p)]
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
        auto = self.numbering.next(form, code) if text.strip() else 0
        role = _ROLES.get(name, "")
        safe = safe_link(link)
        lines = [
            Line(number, said, role, safe, auto if place == 0 else 0)
            for place, said in enumerate(map(clean, text.split("\n")))
            if said
        ]
        if link and not safe and not link.startswith("#"):
            lines.append(Line(number, clean(link), "address"))
        for box in boxes:  # each paragraph once: boxes within boxes are of their own paragraph
            lines += self._cell(box)
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
                elif tag == _BOX:
                    boxes.append(child)
                elif tag in _TEXTS:
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

    def table(self, element: etree._Element) -> Iterator[Cell]:
        """The cells of a table at their columns: a cell over two of them leaves one blank. A row
        of one cell is text between tables."""
        self.tables += 1
        table = self.tables
        for number, row in enumerate(each for each in _content(element) if each.tag == f"{_W}tr"):
            if (frame := _frame(row)) is not None:
                yield from self.cells(frame)
                continue
            found = list(self._row(row))
            for column, lines in found:
                alone = len(found) == 1
                yield Cell(lines, *((0,) if alone else (table, number, column)))

    def _row(self, row: etree._Element) -> Iterator[tuple[int, tuple[Line, ...]]]:
        column = 0
        for cell in _content(row):
            if cell.tag != f"{_W}tc":
                continue
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            yield column, tuple(self._cell(cell))
            wide = span.get(f"{_W}val", "") if span is not None else ""
            said = int(wide) if len(wide) < 4 and wide.isdecimal() else 1
            column += min(max(said, 1), _WIDEST)

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
            cells = [lines for _, lines in self._row(row) if lines]
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
