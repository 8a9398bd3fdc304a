"""Our own A4 pages: one self-contained HTML file to open and print.

Paper comes from here and never from a cut live page: TH Sarabun at 16 pt by name, Thai digits, page
numbers, heads repeated on every page, no row split; no script, and nothing is loaded from anywhere.
Whatever isn't marked as Markup is text and is escaped.
"""

from collections.abc import Collection, Iterable, Sequence
from html import escape
from itertools import islice

from esa import thai

MOST_ROWS = 300  # rows of one table on paper; nobody works through more in one meeting
FONTS = '"TH SarabunPSK","TH Sarabun New","TH Sarabun",Sarabun,Laksaman,sans-serif'
HINT = "สั่งพิมพ์ด้วย Ctrl+P เลือกกระดาษ A4"
_SAFE = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'\">"
    '<meta name="viewport" content="width=device-width">'
)
_BASE = f"""
@page{{@bottom-right{{content:"หน้า " counter(page,thai);font:14pt {FONTS}}}}}
body{{font-family:{FONTS};font-size:16pt;line-height:1.3;color:#000;margin:0 auto}}
table{{border-collapse:collapse;width:100%;table-layout:fixed}}
thead{{display:table-header-group}} tr{{break-inside:avoid}}
th,td{{overflow-wrap:anywhere;vertical-align:top;text-align:left}}
@media print{{.screen{{display:none}}}}
"""
STYLE = """
@page{size:A4;margin:16mm 15mm 18mm}
body{max-width:180mm}
.head{border-bottom:1.2pt solid #000;margin:0 0 3mm;padding:1.5mm 0 2mm}
.head p{margin:0;line-height:1.4} h1{font-size:20pt;line-height:1.35;margin:1.5mm 0 1mm}
h2{font-size:18pt;line-height:1.3;margin:5mm 0 1mm;break-after:avoid} p{margin:0 0 1.5mm}
h2+p,h2+table{break-before:avoid}
.badge{border:.8pt solid #000;padding:0 1.5mm;white-space:nowrap;line-height:1;
 display:inline-block}
table{width:calc(100% - 1pt);margin:0 0 2mm} /* so that the last border is on the page */
th,td{border:.4pt solid #555;padding:1mm 1.2mm .4mm} th{font-weight:700}
.n{text-align:right}
.c{text-align:center;white-space:nowrap;padding-left:.3mm;padding-right:.3mm}
svg{display:block;margin:1.2mm 0}
@media screen{body{padding:8mm 5mm}}
"""
LANDSCAPE = "@page{size:A4 landscape} body{max-width:267mm}"


class Markup(str):
    """HTML of our own, safe as it is."""


class Kept(str):
    """Text whose digits stay as they are: names of cells to look up in a sheet (D28, not D๒๘)."""


def put(value: object, digits: bool = True) -> Markup:
    """A value as HTML: text escaped, in Thai digits unless it is Kept; "" for None."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup()
    text = str(value) if isinstance(value, Kept) else thai.to_thai_digits(str(value), digits)
    return Markup(escape(text))


def says(text: object) -> Markup:
    """A paragraph; nothing for no text."""
    return Markup(f"<p>{put(text)}</p>") if text else Markup()


def heading(text: object) -> Markup:
    """The heading of a block."""
    return Markup(f"<h2>{put(text)}</h2>")


def bold(text: object) -> Markup:
    return Markup(f"<b>{put(text)}</b>")


def lines(*parts: object) -> Markup:
    """Several lines in one cell, those that are empty left out."""
    return Markup("<br>".join(put(part) for part in parts if part))


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[int | None] = (),
    numbers: Collection[int] = (),
    centred: Collection[int] = (),
) -> Markup:
    """A table whose heads are repeated on every page. Cut at MOST_ROWS, which it says.

    widths: of the columns in mm, None for what is left. numbers, centred: columns set right or
    in the middle.
    """
    kinds = {number: ' class="n"' for number in numbers} | {n: ' class="c"' for n in centred}
    columns = "".join(f'<col style="width:{mm}mm">' if mm else "<col>" for mm in widths)
    head = "".join(f"<th{kinds.get(n, '')}>{put(text)}</th>" for n, text in enumerate(heads))
    body = "\n".join(_row(row, kinds) for row in islice(rows, MOST_ROWS))
    more = len(rows) - MOST_ROWS
    rest = says(f"ยังมีอีก {more:,} แถว ดูในหน้าจอ") if more > 0 else ""
    return Markup(
        f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{rest}"
    )


def _row(row: Sequence[object], kinds: dict[int, str]) -> str:
    cells = (f"<td{kinds.get(n, '')}>{put(cell)}</td>" for n, cell in enumerate(row))
    return f"<tr>{''.join(cells)}</tr>"


def document(title: str, body: Iterable[str], style: str = STYLE) -> str:
    """The whole file. title: plain text; body: parts that are HTML already; style: beside what all
    our pages share."""
    parts = "\n".join(body)
    return (
        f'<!doctype html>\n<html lang="th"><head><meta charset="utf-8">{_SAFE}'
        f"<title>{put(title)}</title><style>{_BASE}{style}</style></head><body>"
        f'<p class="screen">{HINT}</p>\n{parts}\n</body></html>\n'
    )
