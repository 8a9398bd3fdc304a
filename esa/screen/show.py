"""A topic or a template of ours on screen: HTML without scripts, links that carry the switches.

A mark that is a link loads the page it leads to; filters and switches live in the address, so that
Back works.
"""

from collections.abc import Callable

import streamlit as st

from esa.documents.html import Place, Ways, render
from esa.judged import Judged
from esa.reading.office import Office
from esa.screen import frame, menu, notes, numerals
from esa.telling import words
from esa.telling.texts import is_web
from esa.telling.topic import Cell, Door, Kept, Topic

MOST = 12  # entries of a list before the rest is folded


def topic(judged: Judged, told: Topic, most: int = MOST) -> None:
    """The list of a topic: its drawing, entries, notes and what it leaves out. Heading and finding
    are set by the page."""
    html(judged.office, "list.html", topic=told, most=most)


def html(office: Office, template: str, **values: object) -> None:
    """A template filled in, with the digits that the visitor chose."""
    ways = Ways(address, placing(office), lambda left_out: words.left_out(office, left_out))
    st.html(render(template, ways, thai_digits=numerals.thai_digits_wanted(), **values))


def address(door: Door) -> str:
    """The address that a door leads to, "" where there is no such page."""
    return frame.address(door.page, **dict(door.filters)) if menu.entry_of(door.page) else ""


def placing(office: Office) -> Callable[[Cell], Place]:
    """Where a cell of that office is: its name, its place in words, what opens it."""

    def place(cell: Cell) -> Place:
        tab, at, field = cell
        target = notes.cell_address(office, tab, at, field)
        url = target if is_web(target) else ""
        name = Kept(office.cell(tab, at, field))
        return Place(name, notes.where(office, tab, at, field), Kept(target), url)

    return place
