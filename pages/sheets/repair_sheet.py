"""The repair list on paper: one A4 page set with boxes to tick, for a group's meeting.

It stands alone (no script, no foreign address); whatever comes from a cell is escaped.
"""

from collections.abc import Iterable
from html import escape
from itertools import islice

from esa.documents import paper
from esa.reading.problems import SEVERITY_TH
from esa.reading.repairs import Repair

LONGEST = 300  # repairs on paper; nobody works through more in one meeting
STYLE = """
@page{size:A4;margin:18mm 16mm}
body{line-height:1.35;max-width:178mm;margin:8mm auto;padding:0 4mm}
h1{font-size:20pt;line-height:1.3;margin:0} p{margin:2mm 0 4mm}
th{font-weight:700;border-bottom:1.5pt solid #000}
td{border-bottom:.5pt solid #888}
th,td{padding:1.5mm 2mm}
.box{width:15mm;white-space:nowrap} .place{width:52mm}
.box i{display:inline-block;width:4.5mm;height:4.5mm;border:1pt solid #000}
small{font-size:12pt;color:#444;display:block} b{white-space:nowrap}
@media print{body{margin:0;max-width:none;padding:0}}
@media screen and (max-width:640px){.place{width:34%}}
"""


def as_html(
    title: str, under: str, rows: Iterable[tuple[Repair, str, str]], digits: bool = True
) -> str:
    """One page to print. title, under: plain heading and the line beneath it.

    rows: (repair, place in words, how to mend it), in order of effect. digits: Thai ones.
    """
    rows = list(rows)
    shown = list(islice(rows, LONGEST))
    more = len(rows) - len(shown)

    def put(text: str) -> str:
        return paper.put(text, digits)

    parts = [
        f"<h1>{put(title)}</h1><p>{put(under)}</p>",
        '<table><thead><tr><th class="box">แก้แล้ว</th><th class="place">ที่</th>',
        "<th>สิ่งที่พบและวิธีแก้</th></tr></thead><tbody>",
    ]
    for repair, place, fix in shown:
        first = repair.first
        # places stay in Arabic digits: they are names of cells to look up
        parts.append(
            f'<tr><td class="box"><i></i></td><td class="place">{escape(place)}</td><td>'
            f"<b>{put(SEVERITY_TH[repair.severity])}</b> {escape(first.what_th)}"
            f"<br>{escape(fix)}<small>{escape(first.what_en)}</small></td></tr>"
        )
    parts.append("</tbody></table>")
    if more:
        parts.append(f"<p>{put(f'ยังมีอีก {more:,} เรื่อง ดูในไฟล์ XLSX')}</p>")
    return paper.document(title, parts, STYLE)
