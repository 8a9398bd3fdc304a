"""Printing a view: the head of every A4 page, our Markdown sentences on paper, and the button.

What is printed is what the page shows, by the same functions; esa/documents/paper.py sets the
page. The file is made when the button is pressed, outside the visitor's session, which nothing in
it may ask.
"""

import re
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from esa.documents import paper
from esa.documents.a4 import a4
from esa.documents.paper import Kept, Markup
from esa.documents.workbook import safe_name
from esa.judged import Judged
from esa.reading.office import Office
from esa.screen import menu, past
from esa.telling import words
from esa.telling.texts import NBSP, blank, clock, full_date, shorten, unbroken
from esa.telling.topic import Topic

LABEL = "ใบ A4 สำหรับพิมพ์"
LONGEST = 220  # characters of one cell on paper
_TOKEN = re.compile(
    r"\\(?P<plain>.)|(?P<icon>:material/\w+: ?)|(?P<bold>\*\*)|(?P<open>:[a-z]+(?:-badge)?\[|\[)"
    r"|(?P<link>\]\(<[^>]*>\))|(?P<close>\])|(?P<line> {2}\n|\n)|(?P<text>[^\\:*\[\]\n ]+|.)",
    re.DOTALL,
)


def cell(text: object, longest: int = LONGEST) -> str:
    """Text of a cell for paper: one line, cut; "" for blank. Escaped where it is set."""
    return shorten(text, longest)


def marked(markdown: str) -> Markup:
    """A sentence of ours (Markdown, cell text in it escaped) as it stands on paper: bold stays,
    colours, links and icons fall away, escaped signs are signs again."""
    parts, is_bold = [], False
    for token in _TOKEN.finditer(markdown):
        kind = token.lastgroup
        if kind == "bold":
            parts.append("</b>" if is_bold else "<b>")
            is_bold = not is_bold
        elif kind == "line":
            parts.append("<br>")
        elif kind in ("plain", "text"):
            parts.append(paper.put(token[kind]))
    return Markup("".join(parts) + "</b>" * is_bold)


def sheet(
    office: Office,
    page: str,
    finding: str,
    chosen: Iterable[str],
    blocks: Sequence[str],
    landscape: bool = False,
) -> bytes:
    """The A4 file of a view.

    page: its name in the menu; finding: its sentence (Markdown); chosen: the filters in words,
    plain text; blocks: of esa.documents.paper.
    """
    name = cell(office.name, 120)
    said = [words.EVERYONE_WORD] if not (told := [cell(part) for part in chosen if part]) else told
    day = f"ข้อมูล ณ วันที่{NBSP}{full_date(office.today)} อ่านเมื่อ {clock(office.read_at)}"
    badge = f' <span class="badge">{words.SAMPLE}</span>' if office.is_sample else ""
    head = (
        f'<div class="head"><p>{paper.put(name)} · {menu.title_of(page)}{badge}</p>'
        f"<h1>{marked(unbroken(finding))}</h1><p>{paper.put(' · '.join(said))}</p>"
        f"<p>{paper.put(day)}</p></div>"
    )
    style = paper.STYLE + (paper.LANDSCAPE if landscape else "")
    return paper.document(f"{menu.title_of(page)} {name}", [head, *blocks], style).encode()


def offer(
    office: Office,
    page: str,
    finding: str,
    chosen: Sequence[str],
    make: Callable[[], Sequence[str]],
    name: str = "",
    landscape: bool = False,
) -> None:
    """The button for the A4 file of a view; see sheet. make: its blocks, called when it is pressed.

    name: what the file is named after, beside the page.
    """
    button(
        lambda: sheet(office, page, finding, chosen, make(), landscape),
        f"{menu.title_of(page)} {cell(name, 60)}".strip(),
    )


def button(
    make: Callable[[], bytes | str], name: str, *, disabled: bool = False, more: str = ""
) -> None:
    """The quiet button for paper, at the end of every view. make: called when it is pressed.

    name: of the file, without ending; more: added to the label. What it says of the meeting is
    asked now, since whoever presses the button saw this state.
    """
    meeting = past.stamp()
    _pressed(lambda: stamped(make(), meeting), name, disabled, more)


def topics(
    judged: Judged,
    page: str,
    finding: str,
    chosen: Sequence[str],
    make: Callable[[], Sequence[Topic]],
    name: str = "",
    *,
    landscape: bool = False,
    apart: bool = False,
    disabled: bool = False,
    more: str = "",
) -> None:
    """The button for the A4 file of topics; see esa.documents.a4. page: its name in the menu; make:
    the topics, called when it is pressed; name: what the file is named after, beside the page;
    more: added to the label."""
    title, stamp = menu.title_of(page), past.stamp()

    def made() -> bytes:
        kinds = {"landscape": landscape, "apart": apart}
        return a4(judged, title, finding, chosen, make(), stamp, **kinds)

    _pressed(made, f"{title} {cell(name, 60)}".strip(), disabled, more)


def _pressed(make: Callable[[], bytes], name: str, disabled: bool, more: str = "") -> None:
    with st.container(key="downloads_print"):
        st.download_button(
            f"{LABEL}{more}",
            make,
            file_name=f"{safe_name(name)}.html",
            mime="text/html",
            key="print_page",
            type="tertiary",
            icon=":material/print:",
            on_click="ignore",
            help="ได้ไฟล์ HTML เปิดในเบราว์เซอร์แล้วสั่งพิมพ์ (Ctrl+P) กระดาษ A4",
            disabled=disabled,
        )


def stamped(file: bytes | str, meeting: str) -> bytes:
    """The file with its meeting and fingerprint, or that it is of no meeting, in its first line and
    below every page. meeting: of past.stamp; its letters and digits stay as they are on screen."""
    html = file.decode() if isinstance(file, bytes) else file
    foot = f'@page{{@bottom-left{{content:"{meeting}";font:12pt {paper.FONTS}}}}}'
    line = f'<p class="meeting">{paper.put(Kept(meeting))}</p>'
    return (
        html.replace("</style>", f"{foot}</style>", 1)
        .replace("<body>", f"<body>{line}", 1)
        .encode()
    )


def known(value: object) -> object:
    """A value for a table: – for blank, thousands set apart."""
    if blank(value):
        return "–"
    return f"{value:,}" if isinstance(value, int) else value
