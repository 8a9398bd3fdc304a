"""A topic or a template of ours on screen: HTML without scripts, links that carry the switches.

Headings are Streamlit's own, so that they are headings for everybody: markdown() turns a text of a
topic into theirs. A mark that is a link loads the page it leads to; filters and switches live in
the address, so that Back works.
"""

import io
import pickle
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import blake2b
from types import FunctionType

import streamlit as st
from markupsafe import Markup

from esa.documents.html import Place, Ways, render
from esa.judged import Judged
from esa.reading.elsewhere import row_or_cell
from esa.reading.office import Office
from esa.screen import frame, menu, numerals
from esa.telling import places, words
from esa.telling.line_breaks import unbroken
from esa.telling.texts import JOINER, is_web, literal, thai_digits
from esa.telling.topic import Cell, Door, Kept, Topic, pieces

KEPT = 512  # filled templates of some 10 kB
MOST = 12  # entries of a list before the rest is folded
_WRAPS = {
    "strong": "**{}**",
    "act": ":orange[**{}**]",
    "done": ":blue[**{}**]",
    "quiet": ":gray[{}]",
}


def finding(text: str, hero: bool = False) -> None:
    """The finding of the page as its main heading. hero: the larger size of the opening page."""
    with st.container(key="hero") if hero else nullcontext():
        st.title(markdown(text), anchor=False)


def panel(text: str, small: bool = False) -> None:
    """Heading of a block on the page; small: in smaller letters, of the same level, since pages
    begin with either."""
    said = markdown(text)
    st.header(f":small[{said}]" if small else said, anchor=False)


def say(text: str) -> None:
    """A sentence."""
    st.markdown(markdown(text))


def section(
    judged: Judged, told: Topic, above: str = "", most: int = MOST, *, headed: bool = False
) -> None:
    """A topic under its heading. above: what stands on top of the page, which isn't said again
    unless nothing else stands below the heading; headed: the page has set its heading."""
    if not headed:
        panel(told.heading, small=True)
    if told.finding and not (told.finding in above and replace(told, finding="").is_told):
        say(told.finding)
    topic(judged, told, most)


def topic(judged: Judged, told: Topic, most: int = MOST) -> None:
    """A topic without its heading and finding, which are set by the page; one that is told in brief
    as a whole."""
    html(judged.office, "list.html", topic=told, most=most)


def drawing(judged: Judged, told: Topic) -> None:
    """What a topic draws with its notes, without its entries."""
    html(judged.office, "drawing.html", topic=told)


def html(office: Office, template: str, **values: object) -> None:
    """A template filled in, with the digits that the visitor chose; filled in once for all visitors
    while everything in it is the same, as charts are drawn."""
    switches = [st.session_state.get(name) for name in frame.CARRIED]
    pages = [entry.name for entry in menu.listed()]
    content = Content.digest((office.identity, template, pages, switches, values))
    st.html(_filled(content, office, template, values))


class Content(pickle.Pickler):
    """What a template puts out: everything but functions, such as what makes the table behind a
    topic."""

    def reducer_override(self, value: object) -> object:
        return (str, ()) if isinstance(value, FunctionType | partial) else NotImplemented

    @classmethod
    def digest(cls, values: object) -> bytes:
        written = io.BytesIO()
        cls(written, protocol=5).dump(values)
        return blake2b(written.getbuffer(), digest_size=20).digest()


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _filled(content: bytes, _office: Office, _template: str, _values: dict) -> Markup:
    wanted = numerals.thai_digits_wanted()
    return render(_template, ways(_office), thai_digits=wanted, **_values)


def ways(office: Office) -> Ways:
    """What a renderer has to know here."""
    return Ways(
        opening(),
        placing(office),
        lambda left_out: words.left_out(office, left_out),
        lambda door: f"เปิดหน้า {menu.title_of(door.page)}",
    )


def markdown(text: str) -> str:
    """A text of a topic as Markdown that shows it as it was typed, with the visitor's digits; also
    for labels of buttons and folds."""
    kept = isinstance(text, Kept)
    return _remembered(str(text), kept, not kept and numerals.thai_digits_wanted())


@lru_cache(maxsize=4096)
def _remembered(text: str, kept: bool, thai: bool) -> str:
    """A page says the same again with every click."""
    said = pieces(text if kept else thai_digits(unbroken(text), thai))
    return "".join(_wrapped(*each) for each in said).replace("\n", "  \n")


def _wrapped(part: str, emphases: frozenset[str]) -> str:
    """Blanks stay outside, where bold begins and ends; a joiner parts ** from signs, beside which
    it wouldn't be read as bold."""
    inner = part.strip()
    if not inner:
        return part
    before, after = part[: part.index(inner)], part[part.index(inner) + len(inner) :]
    said = literal(inner)
    if emphases - {"quiet"}:
        said = said if inner[0].isalnum() else JOINER + said
        said = said if inner[-1].isalnum() else said + JOINER
    for name in sorted(emphases, key=list(_WRAPS).index):
        said = _WRAPS[name].format(said)
    return f"{before}{said}{after}"


def opening() -> Callable[[Door], str]:
    """The address that a door leads to, "" where there is no such page."""
    address, pages = frame.addresses(), {entry.name for entry in menu.listed()}
    return lambda to: address(to.page, dict(to.filters)) if to.page in pages else ""


def placing(office: Office) -> Callable[[Cell], Place]:
    """Where a cell of that office is: its name, its place in words, what opens it."""

    def place(cell: Cell) -> Place:
        tab, at, field = cell
        target = places.target(office, at[0], tab, office.cell(tab, at, field))
        url = target if is_web(target) else ""
        name, where = office.cell(tab, at, field), words.where(office, tab, at, field)
        return Place(Kept(row_or_cell(name)), Kept(unbroken(where)), Kept(target), url)

    return place
