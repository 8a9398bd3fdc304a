"""The pages there are: one folder of pages/ each, with its place in the menu in page.toml.

The folder's name is the page's address and stays. A page goes away with its folder: the menu is
read from the folders, and whoever would link to it shows plain text (esa.screen.frame.open_page).
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Entry(NamedTuple):
    """A page of the menu: its name (folder and address), Thai title, place among the others,
    section of the menu, whether its figures have two readings, and the section of the secrets
    without which it isn't listed, "" for none; answers: the question it answers, in one line;
    terms: its words, each with its meaning."""

    name: str
    title: str
    place: int
    section: str = ""
    two_readings: bool = False
    setting: str = ""
    answers: str = ""
    terms: Sequence[str] = ()


@cache  # asked for every link; the folders of the program don't change under it
def listed(root: Path = ROOT) -> tuple[Entry, ...]:
    """All pages in the order of the menu; the first is the opening page."""
    found = [
        Entry(file.parent.name, **tomllib.loads(file.read_text(encoding="utf-8")))
        for file in (root / "pages").glob("*/page.toml")
    ]
    return tuple(sorted(found, key=lambda entry: (entry.place, entry.name)))


def entry_of(name: str) -> Entry | None:
    """The page of that name; None where it isn't there."""
    return next((entry for entry in listed() if entry.name == name), None)


def has_two_readings(name: str) -> bool:
    entry = entry_of(name)
    return entry is not None and entry.two_readings


def title_of(name: str) -> str:
    """The Thai title of a page; "" where it isn't there."""
    entry = entry_of(name)
    return entry.title if entry else ""


def path_of(name: str) -> Path | None:
    """The script of a page; None where it isn't there."""
    return ROOT / "pages" / name / "page.py" if entry_of(name) else None


def home() -> str:
    """The page that opens at the root."""
    return listed()[0].name
