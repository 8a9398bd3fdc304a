"""The button for the A4 file of a view: what is printed are the topics that the page shows.

The file is made when the button is pressed, outside the visitor's session, which nothing in it may
ask.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from esa.documents.a4 import a4, head_of
from esa.documents.workbook import safe_name
from esa.judged import Judged
from esa.screen import menu, past
from esa.telling.texts import shorten
from esa.telling.topic import Topic

LABEL = "ใบ A4 สำหรับพิมพ์"


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
        return a4(head_of(judged), title, finding, chosen, make(), stamp, **kinds)

    button(f"{LABEL}{more}", made, f"{title} {shorten(name, 60)}", disabled)


def button(label: str, made: Callable[[], bytes], name: str, disabled: bool = False) -> None:
    """The button for an A4 file. name: what the file is named after."""
    with st.container(key="downloads_print"):
        st.download_button(
            label,
            made,
            file_name=f"{safe_name(name)}.html",
            mime="text/html",
            key="print_page",
            type="tertiary",
            icon=":material/print:",
            on_click="ignore",
            help="ได้ไฟล์ HTML เปิดในเบราว์เซอร์แล้วสั่งพิมพ์ (Ctrl+P) กระดาษ A4",
            disabled=disabled,
        )
