"""Paper of a view: a PDF, and the A4 file for a browser, of the topics that the page shows.

A file is made when its button is pressed, outside the visitor's session, which nothing in it may
ask.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from esa.documents.a4 import Head, a4, head_of
from esa.documents.workbook import safe_name
from esa.judged import Judged
from esa.screen import menu, past
from esa.telling.texts import shorten
from esa.telling.topic import Topic

LABEL = "ใบ A4 สำหรับพิมพ์ (ไฟล์ HTML)"
PDF = "PDF ของหน้านี้"


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
    as_pdf: bool = True,
) -> None:
    """The buttons for the paper of topics; see esa.documents.a4. page: its name in the menu; make:
    the topics, called when one is pressed; name: what the file is named after, beside the page;
    disabled: there is nothing to print, so that nothing is offered; more: added to the labels;
    as_pdf: False where the page has a PDF that holds more."""
    title = menu.title_of(page)
    kinds = {"landscape": landscape, "apart": apart}
    offer(
        head_of(judged),
        (title, finding, chosen, past.stamp()),
        make,
        f"{title} {shorten(name, 60)}",
        disabled=disabled,
        more=more,
        as_pdf=as_pdf,
        **kinds,
    )


def offer(
    head: Head,
    about: tuple[str, str, Sequence[str], str],
    make: Callable[[], Sequence[Topic]],
    name: str,
    *,
    disabled: bool = False,
    more: str = "",
    as_pdf: bool = True,
    **kinds: bool,
) -> None:
    """The same for any paper. about: title of the page, finding, filters in words, stamp; name:
    what the file is named after."""
    title, finding, chosen, stamp = about

    chosen = tuple(chosen)

    def made_pdf() -> bytes:
        from esa.documents.topics_pdf import sheet  # takes a while to load

        return sheet(head, title, finding, chosen, make(), stamp, **kinds)

    def made_html() -> bytes:
        return a4(head, title, finding, chosen, make(), stamp, **kinds)

    if disabled:
        return
    with st.container(key="downloads_print", horizontal=True, gap="small"):
        if as_pdf:
            _button(f"{PDF}{more}", made_pdf, f"{name}.pdf", "application/pdf")
        _button(f"{LABEL}{more}", made_html, f"{name}.html", "text/html")


def _button(label: str, made: Callable[[], bytes], name: str, mime: str) -> None:
    is_pdf = mime == "application/pdf"
    st.download_button(
        label,
        made,
        file_name=f"{safe_name(name.rpartition('.')[0])}.{name.rpartition('.')[2]}",
        mime=mime,
        key="print_pdf" if is_pdf else "print_page",
        type="tertiary",
        icon=":material/picture_as_pdf:" if is_pdf else ":material/print:",
        on_click="ignore",
        help=None if is_pdf else "เปิดไฟล์ในเบราว์เซอร์แล้วสั่งพิมพ์ (Ctrl+P) กระดาษ A4",
    )
