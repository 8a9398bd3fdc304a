"""The list for the wall: our own A4 page, one self-contained HTML file to open and print.

Paper comes from this template and never from a cut live page: TH Sarabun 16 pt by name, Thai
digits, every text from a cell escaped, nothing loaded from anywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from esa import thai
from esa.views import evidence_words as said
from esa.views.texts import full_date, plain, shorten

_STYLE = """
@page{size:A4 landscape;margin:13mm 14mm}
body{font-family:"TH SarabunPSK","TH Sarabun New","TH Sarabun",Sarabun,Laksaman,sans-serif;
 font-size:16pt;line-height:1.3;color:#000;margin:0 auto;max-width:269mm}
h1{font-size:20pt;margin:0 0 1mm;line-height:1.3} p{margin:0 0 2mm}
section+section{break-before:page}
table{border-collapse:collapse;width:100%;table-layout:fixed} thead{display:table-header-group}
th,td{border:.4pt solid #555;padding:1mm 1.5mm;vertical-align:top;text-align:left;
 overflow-wrap:anywhere}
th{font-weight:700;white-space:nowrap} tr{break-inside:avoid}
.late{font-weight:700;text-decoration:underline}
.box{width:5mm;height:5mm;border:.8pt solid #000;display:inline-block}
col.c{width:24mm}col.l{width:48mm}col.d{width:38mm}col.p{width:68mm}col.b{width:18mm}
@media print{.screen{display:none}}
"""


class Sheet(NamedTuple):
    """One group's page: its name, the sentence under it and its rows of the working list."""

    name: str
    summary: str
    todo: Sequence[Mapping]


def page(
    office: str, sheets: Sequence[Sheet], today: date, where: Callable[[Mapping], str], note: str
) -> bytes:
    """The HTML file: a page for each sheet. where: the cell of a row in words; note: what the data
    are (reading, example data), plain text."""
    body = "\n".join(_section(sheet, office, today, where, note) for sheet in sheets)
    title = _text(f"หลักฐานที่ยังขาด {plain(office)}")
    return (
        '<!doctype html>\n<html lang="th"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style></head><body>"
        '<p class="screen">สั่งพิมพ์ด้วย Ctrl+P เลือกกระดาษ A4</p>'
        f"{body}</body></html>\n"
    ).encode()


def _section(
    sheet: Sheet, office: str, today: date, where: Callable[[Mapping], str], note: str
) -> str:
    heads = ("ประเด็น", "สิ่งที่ขาด", "กำหนด", "จะช่วยให้", "ช่องที่ต้องกรอก", "เสร็จ")
    head = "".join(f"<th>{each}</th>" for each in heads)
    rows = "\n".join(_row(item, today, where) for item in sheet.todo)
    columns = '<col class="c"><col><col class="d"><col class="l"><col class="p"><col class="b">'
    return (
        f"<section><h1>หลักฐานที่ยังขาด {_text(plain(sheet.name))}</h1>"
        f"<p>{_text(sheet.summary)}<br>{_text(plain(office))} ข้อมูล ณ วันที่ "
        f"{_text(full_date(today))} {_text(note)}</p>"
        f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _row(item: Mapping, today: date, where: Callable[[Mapping], str]) -> str:
    # names of cells keep the digits that the sheet shows: D28, not D๒๘
    late = ' class="late"' if item["overdue_days"] else ""
    cells = (
        f"<td><b>{_text(plain(item['criterion']))}</b></td>"
        f"<td>{_text(shorten(said.subject(item), 200))}<br><i>{_text(said.reason(item))}</i></td>"
        f"<td{late}>{_text(said.due_plain(item, today))}</td>"
        f"<td>{_text(said.lift(item))}</td>"
        f"<td>{escape(plain(where(item)))}</td>"
        '<td><span class="box"></span></td>'
    )
    return f"<tr>{cells}</tr>"


def _text(value: object) -> str:
    """Escaped, in Thai digits. Cell text went through plain before; our own hard spaces stay."""
    return escape(thai.to_thai_digits(str(value)))
