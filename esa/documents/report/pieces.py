"""Pieces of Word's XML that the default templates are put together from.

Source: ECMA-376, part 1, 17.3 (runs, paragraphs) and 17.4 (tables).
"""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

FONT = "TH SarabunPSK"
SIZE = 16  # points


def run(text: str, *, bold: bool = False, italic: bool = False, size: int = SIZE) -> str:
    """A run that looks the same in Thai and Latin letters."""
    return f'<w:r>{look(bold, italic, size)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def look(bold: bool = False, italic: bool = False, size: int = SIZE, font: str = FONT) -> str:
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    slant = "<w:i/><w:iCs/>" if italic else ""
    return (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'{weight}{slant}<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
        '<w:lang w:val="th-TH" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def paragraph(content: str, style: str = "Report Cell", more: str = "") -> str:
    """A paragraph of runs. more: properties after the style, in the order of the standard."""
    form = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{more}</w:pPr>'
    return f"<w:p>{form}{content}</w:p>"


def tag(text: str) -> str:
    """A paragraph that is only a tag; it leaves nothing behind."""
    return paragraph(run(f"{{%p {text} %}}"))


def field(code: str, shown: str, form: str, dirty: bool = False) -> str:
    """A field with what it shows until it is brought up to date."""
    stale = ' w:dirty="true"' if dirty else ""
    begin = f'<w:fldChar w:fldCharType="begin"{stale}/>'
    return (
        f'<w:r>{form}{begin}</w:r><w:r>{form}<w:instrText xml:space="preserve"> {escape(code)} '
        f'</w:instrText></w:r><w:r>{form}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{form}<w:t xml:space="preserve">{escape(shown)}</w:t></w:r>'
        f'<w:r>{form}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(width: int, *paragraphs: str) -> str:
    inside = "".join(paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def row(cells: Sequence[str], *, together: bool = False, heading: bool = False) -> str:
    form = ("<w:cantSplit/>" if together else "") + ("<w:tblHeader/>" if heading else "")
    return f"<w:tr>{f'<w:trPr>{form}</w:trPr>' if form else ''}{''.join(cells)}</w:tr>"


def tag_row(text: str, widths: Sequence[int]) -> str:
    """A row that is only a tag; it leaves nothing behind."""
    first = cell(widths[0], paragraph(run(f"{{%tr {text} %}}")))
    return row([first, *(cell(width, paragraph("")) for width in widths[1:])])


def table(columns: Mapping[str, int], rows: Sequence[str]) -> str:
    """A table of fixed widths whose head is repeated on every page."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for s in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns.values())
    head = [
        cell(width, paragraph(run(title, bold=True), more='<w:jc w:val="center"/>'))
        for title, width in columns.items()
    ]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns.values())}" w:type="dxa"/>'
        f"<w:tblBorders>{lines}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{row(head, together=True, heading=True)}{''.join(rows)}"
        "</w:tbl>"
    )
