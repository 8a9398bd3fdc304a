"""The frame around every page: links between pages, and the layout."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlencode
from zlib import crc32

import streamlit as st

from esa.documents import html
from esa.screen import menu
from esa.screen.filter_place import FilterPlace
from esa.telling.texts import escape

STYLESHEET = menu.ROOT / "static" / "look.css"
MARKS = html.STYLE  # of lists with marks, which other renderers share
HERE = "page"  # name of the page that is open, in the session
CARRIED = ("verified", "thai_digits", "at")  # switches of the frame, kept on every page


def address(page: str, **filters: object) -> str:
    """Address of a page with its filters, such as evidence?group=FIN; switches are carried along.

    filters: None and "" are left out; True is written as true. Relative, so that it works
    behind any host and prefix.
    """
    return addresses()(page, filters)


def addresses() -> Callable[[str, Mapping[str, object]], str]:
    """address with the switches looked at once, for the many links of a list: of a page and its
    filters."""
    switches, home = _parameters(_switches()), menu.home()

    def address(page: str, filters: Mapping[str, object]) -> str:
        query = urlencode({**switches, **_parameters(filters)})
        path = "./" if page == home else page
        return f"{path}?{query}" if query else path

    return address


def open_page(
    label: str, page: str, *, help: str | None = None, marked: bool = False, **filters: object
) -> None:
    """A link to a page in the same tab, with its filters; plain text where the page isn't there.

    label: plain text (escaped here); marked: it is safe Markdown already, with its own bold parts.
    Streamlit itself carries the frame's switches along.
    """
    path = menu.path_of(page)
    shown = label if marked else escape(label)
    if path is None:
        st.markdown(shown)
        return
    query = _parameters(filters)
    if page == st.session_state.get(HERE):
        # A link to the page that is open would change what is shown, but not its address.
        key = f"go_{crc32(repr((label, query)).encode())}"
        st.button(shown, key=key, type="tertiary", help=help, on_click=choose, args=(query,))
        return
    st.page_link(path, label=shown, icon="", help=help, query_params=query)


def choose(query: Mapping[str, str]) -> None:
    """Put these filters, and no others, into the address of the page that is open.

    At once, so that one press of Back undoes it: an empty list takes a filter out.
    """
    left_out = {name: [] for name in st.query_params if name not in (*CARRIED, *query)}
    st.query_params.update({**left_out, **query})


def _switches() -> dict[str, object]:
    return {name: st.session_state.get(name) or None for name in CARRIED}


def _parameters(filters: Mapping[str, object]) -> dict[str, str]:
    kept = {name: value for name, value in filters.items() if value not in (None, "", False)}
    return {name: "true" if value is True else str(value) for name, value in kept.items()}


class Head(NamedTuple):
    """Places at the top of a page, in the order they are seen: fill them in any order."""

    context: st.delta_generator.DeltaGenerator
    finding: st.delta_generator.DeltaGenerator
    filters: FilterPlace


def head() -> Head:
    """Context line, finding and filters, the same on every page. The filters are chosen first in
    the script and shown below the finding that depends on them."""
    return Head(
        st.container(key="context"),
        st.container(key="finding"),
        FilterPlace(),
    )


def rows(key: str) -> st.delta_generator.DeltaGenerator:
    """A place for a list of rows, without gaps between them."""
    return st.container(key=f"list_{key}", gap=None)


def row(key: str, gap: int | None = None) -> st.delta_generator.DeltaGenerator:
    """A place for one entry of a list: a line above, no card. key: unique on the page; gap: px."""
    return st.container(key=f"row_{key}", gap=gap)


@contextmanager
def fold(label: str, key: str, icon: str | None = None) -> Iterator[bool]:
    """A fold, and whether it is open: what is in it is made when somebody opens it."""
    with st.expander(label, key=key, icon=icon, on_change="rerun") as found:
        yield bool(found.open)


def quiet(key: str) -> st.delta_generator.DeltaGenerator:
    """A place for second text, in grey."""
    return st.container(key=f"quiet_{key}")
