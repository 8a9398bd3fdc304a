"""Visits to the pages, from app.py under AppTest: each address once, in one process, so that the
office, its meetings and most charts are worked out once for all of them."""

import atexit
import csv
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from unittest.mock import patch

import streamlit as st
from altair.utils.schemapi import debug_mode
from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.approved.screen import Read, read
from tests.odd.office import make_office

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "esa" / "sample" / "office"


@dataclass(frozen=True)
class Visit:
    """A page under an address. name: of its texts; office: the sample, or a change of it (see
    OFFICES); is_whole: opened without filters, so that options and help are held as well."""

    name: str
    page: str
    address: tuple[tuple[str, str], ...] = ()
    office: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.address and not self.office


@dataclass(frozen=True)
class Seen:
    """What is read on a page; files: what its buttons give, by the button's key."""

    read: Read
    files: Mapping[str, Callable[[], bytes]]


@cache
def seen(visit: Visit) -> Seen:
    """The page as it is read, with what is only worked out when a fold is opened."""
    shared = visit.page == "share" and not visit.office
    with noting() as noted, own_history() if shared else nullcontext():
        app = opened(visit.page, dict(visit.address), visit.office)
        if shut := [key for block in _blocks(app._tree) if (key := _shut(block))]:
            app = opened(visit.page, dict(visit.address), visit.office, shut)
    return Seen(read(app, visit.is_whole), {key: _made(data) for key, data in noted.items()})


@contextmanager
def own_history(kept: str = "") -> Iterator[None]:
    """Links of our own: whoever runs us may have made some of the sample. kept: where they are."""
    place = Path(kept or for_a_while()) / "history"
    with patch.dict(os.environ, {"ESA_HISTORY": str(place)}):
        yield


def for_a_while() -> str:
    """A folder that is there while we run."""
    made = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@contextmanager
def noting() -> Iterator[dict[str, object]]:
    """What download buttons would give, by their key: AppTest itself doesn't hold it."""
    noted: dict[str, object] = {}
    original = st.download_button

    def button(label: str, data: object, *args: object, **more: object) -> bool:
        noted[str(more.get("key") or label)] = data
        return original(label, data, *args, **more)

    with patch.object(st, "download_button", button):
        yield noted


def opened(
    page: str, address: Mapping[str, str], office: str = "", unfolded: Sequence[str] = ()
) -> AppTest:
    """The page as it opens; unfolded: keys of folds that are open."""
    _settings()
    with _office(office), debug_mode(False):  # the charts' grammar is tried elsewhere
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app._bidi_component_manager = _components()
        app.query_params.update(address)
        for key in unfolded:
            app.session_state[key] = True
        if page != "board":  # the opening page, at the root
            app._page_hash = calc_hash(page)  # its scripts are all called page.py
        with _without_collecting():
            return app.run()


@cache
def scripts() -> dict[str, Path]:
    """The script of each page by its name, in a folder of its own (page.py) or of a section."""
    found = sorted((ROOT / "pages").glob("*/*.py"))
    rooms = {path.parent.name: path for path in found if path.name == "page.py"}
    lone = {path.stem: path for path in found if path.parent.name not in rooms}
    return lone | rooms


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A chart makes so many small values that looking for garbage takes a seventh of the time."""
    there = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if there:
            gc.enable()


def _shut(block: object) -> str:
    """The key of a fold that is only filled when somebody opens it; "" for all others."""
    empty = block.type == "expander" and not block.children
    return block.proto.id.split("-", 2)[2] if empty and block.proto.id else ""


def _blocks(node: object) -> Iterator:
    for child in node.children.values():
        if hasattr(child, "children"):
            yield child
            yield from _blocks(child)


def _made(data: object) -> Callable[[], bytes]:
    @cache
    def bytes_of() -> bytes:
        made = data() if callable(data) else data
        return made.encode() if isinstance(made, str) else made

    return bytes_of


@cache
def _settings() -> None:
    config.set_option("client.showErrorDetails", "full")
    # AppTest keeps a value of its own in the session that can't be serialised.
    config.set_option("runner.enforceSerializableSessionState", False)


@cache
def _components() -> BidiComponentManager:
    """What AppTest would look for among the installed packages for each visit anew."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


# --- other offices ----------------------------------------------------------------------------


def _headers_only(office: Path) -> None:
    for path in office.rglob("*.csv"):
        if path.stem not in ("about", "settings"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                head = next(csv.reader(file))
            _write(path, [head])


def _older_edition(office: Path) -> None:
    path = office / "office" / "settings.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    at = head.index("ฉบับมาตรฐานที่ใช้")
    _write(path, [head, *([*row[:at], "เดิม", *row[at + 1 :]] for row in rows)])


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


OFFICES = {"headers": _headers_only, "older": _older_edition, "odd": make_office}
OFFICES["odd-older"] = partial(make_office, edition="เดิม")


@cache
def folder(office: str) -> Path:
    """The folder of an office: the sample, or a copy of it with one change, kept while we run."""
    if not office:
        return SAMPLE
    copy = Path(for_a_while()) / "สำนักงาน ทดสอบ"
    shutil.copytree(SAMPLE, copy)
    OFFICES[office](copy)
    return copy


@contextmanager
def _office(office: str) -> Iterator[None]:
    kept = {k: v for k, v in os.environ.items() if k != "ESA_OFFICE"}
    named = {"ESA_OFFICE": str(folder(office))} if office else {}
    with patch.dict(os.environ, kept | named, clear=True):
        yield
