"""The list for the wall: our own A4 page, one self-contained HTML file to open and print.

A page for each group, set by esa/documents/paper.py: Thai digits, every text from a cell escaped.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from esa.documents import paper
from esa.documents.paper import Kept, put
from esa.telling import evidence_words as said
from esa.telling.texts import full_date, plain, shorten

_STYLE = """
@page{size:A4 landscape;margin:13mm 14mm}
body{max-width:269mm}
h1{font-size:20pt;margin:0 0 1mm;line-height:1.3} p{margin:0 0 2mm}
section{padding-top:1mm} section+section{break-before:page}
th,td{border:.4pt solid #555;padding:1mm 1.5mm}
th{font-weight:700;white-space:nowrap}
.late{font-weight:700;text-decoration:underline}
.box{width:5mm;height:5mm;border:.8pt solid #000;display:inline-block}
col.c{width:24mm}col.l{width:48mm}col.d{width:41mm}col.p{width:65mm}col.b{width:18mm}
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
    body = [_section(sheet, office, today, where, note) for sheet in sheets]
    return paper.document(f"หลักฐานที่ยังขาด {plain(office)}", body, _STYLE).encode()


def _section(
    sheet: Sheet, office: str, today: date, where: Callable[[Mapping], str], note: str
) -> str:
    heads = ("ประเด็น", "สิ่งที่ขาด", "กำหนด", "จะช่วยให้", "ช่องที่ต้องกรอก", "เสร็จ")
    head = "".join(f"<th>{each}</th>" for each in heads)
    rows = "\n".join(_row(item, today, where) for item in sheet.todo)
    columns = '<col class="c"><col><col class="d"><col class="l"><col class="p"><col class="b">'
    return (
        f"<section><h1>หลักฐานที่ยังขาด {put(plain(sheet.name))}</h1>"
        f"<p>{put(sheet.summary)}<br>{put(plain(office))} ข้อมูล ณ วันที่ "
        f"{put(full_date(today))} {put(note)}</p>"
        f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _row(item: Mapping, today: date, where: Callable[[Mapping], str]) -> str:
    # names of cells keep the digits that the sheet shows: D28, not D๒๘
    late = ' class="late"' if item["overdue_days"] else ""
    cells = (
        f"<td><b>{put(plain(item['criterion']))}</b></td>"
        f"<td>{put(shorten(said.subject(item), 200))}<br><i>{put(said.reason(item))}</i></td>"
        f"<td{late}>{put(said.due_plain(item, today))}</td>"
        f"<td>{put(said.lift(item))}</td>"
        f"<td>{put(Kept(plain(where(item))))}</td>"
        '<td><span class="box"></span></td>'
    )
    return f"<tr>{cells}</tr>"
