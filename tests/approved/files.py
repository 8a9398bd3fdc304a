"""What is read in a file that we write: workbooks, CSV, Word and PDF, as lines."""

import csv
import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

import openpyxl
import pypdfium2
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.approved.lines import line, of_html, row, steady

# A PDF holds places, not gaps: whether one stands between Thai and a figure is guessed from the
# letters of the whole file, so that another time of day can lose it.
_GUESSED = re.compile(r"(?<=[ก-๎]) ?(?=\d)|(?<=\d) ?(?=[ก-๎])")


def of_bytes(data: bytes) -> list[str]:
    """By what it begins with: a PDF, a Word document, a workbook, else HTML."""
    if data.startswith(b"%PDF"):
        return of_pdf(data)
    if not data.startswith(b"PK"):
        return of_html(data.decode())
    names = ZipFile(io.BytesIO(data)).namelist()
    return of_docx(data) if "word/document.xml" in names else of_xlsx(data)


def of_xlsx(data: bytes) -> list[str]:
    """Every tab with its cells; what a spreadsheet would run is named."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    lines = []
    for sheet in book:
        hidden = "" if sheet.sheet_state == "visible" else f" ‹{sheet.sheet_state}›"
        lines += [f"## {sheet.title}{hidden}"]
        lines += [row([_cell(cell) for cell in cells]) for cells in sheet.iter_rows()]
        for choice in sheet.data_validations.dataValidation:
            lines.append(line(f"‹ตัวเลือก› {choice.sqref}: {choice.type} {choice.formula1}"))
    return lines


def _cell(cell: openpyxl.cell.Cell) -> object:
    if cell.data_type == "f" or cell.hyperlink:
        return f"‹สูตรหรือลิงก์› {cell.value}"
    note = f" ‹หมายเหตุ› {cell.comment.text}" if cell.comment else ""
    return cell.value if cell.value is None and not note else f"{_plain(cell.value)}{note}"


def _plain(value: object) -> object:
    if isinstance(value, float) and value == int(value):
        return int(value)
    return "" if value is None else value


def of_csv(data: bytes) -> list[str]:
    return [row(cells) for cells in csv.reader(io.StringIO(data.decode("utf-8-sig")))]


def of_docx(data: bytes) -> list[str]:
    """Paragraphs and tables in their order, then what stands on every page."""
    document = Document(io.BytesIO(data))
    lines = list(_of_blocks(document.element.body, document))
    edges: dict[str, None] = {}
    for section in document.sections:
        for edge in (section.header, section.footer):
            for said in _of_blocks(edge._element, edge):
                edges[f"‹ทุกหน้า› {said}"] = None
    return [*lines, *edges]


def _of_blocks(body: object, parent: object) -> Iterator[str]:
    for block in body.iterchildren():
        if block.tag == qn("w:p"):
            said = line(_text(Paragraph(block, parent)))
            if said:
                yield said
        elif block.tag == qn("w:tbl"):
            yield from _of_table(Table(block, parent))


def _of_table(table: Table) -> Iterator[str]:
    for cells in table.rows:
        seen: dict[object, str] = {}  # a cell over several columns is one
        for cell in cells.cells:
            parts = (line(_text(each)) for each in cell.paragraphs)
            seen[cell._tc] = " / ".join(part for part in parts if part)
        yield row(list(seen.values()))


def _text(paragraph: Paragraph) -> str:
    """With the text of links, which python-docx counts apart, and where they lead."""
    parts = []
    for each in paragraph.iter_inner_content():
        address = getattr(each, "address", "")
        parts.append(f"{each.text} ‹{address}›" if address else each.text)
    return "".join(parts)


def of_pdf(data: bytes) -> list[str]:
    lines = []
    for number, page in enumerate(pypdfium2.PdfDocument(io.BytesIO(data)), start=1):
        lines.append(f"— {number} —")
        said = steady(page.get_textpage().get_text_range())
        lines += [_GUESSED.sub(" ", read) for each in said.splitlines() if (read := line(each))]
    return lines
