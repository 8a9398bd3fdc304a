"""What a page draws, written down, and a bare Streamlit app that draws the same from it.

record() notes every call of a run that draws (charts, tables as frames, texts, widgets, places)
with its arguments; replay() makes the same calls again and nothing else. What such a script draws
from its values is drawn from them anew: a chart by st.altair_chart from the Altair chart over its
frames, HTML of ours element by element from its escaped texts and attributes. With "ready" both are
finished beforehand, which is less than any script could do. No figure is worked out either way, so
the bare page does less than a script over the same office would have to: it has the same widgets,
elements, texts and frames, the same menu, settings and stylesheet, and nothing of ours, so that our
own work is all that differs.
"""

import functools
import html
import json
import pickle
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from lxml import html as parsed
from streamlit.delta_generator import DeltaGenerator

from esa.screen import drawings

READY = "ready"
ROOT = Path(__file__).resolve().parents[2]
VOID = ("br", "hr", "img", "input", "wbr")  # elements without an end
SILENT = ("dg", "id", "add_rows")
OURS = ("on_change", "on_click", "args", "kwargs", "format_func")
APP = """
import sys
sys.path.insert(0, {root!r})
import streamlit as st
from tests.bench.bare_page import replay
st.set_page_config(page_title="bare", page_icon={icon!r}, layout="wide")
sections = {{}}
for section, path, title, url in {pages!r}:
    page = st.Page(path, title=title, url_path=url, default=not sections)
    sections.setdefault(section, []).append(page)
chosen = st.navigation(sections, position="top")
chosen.run()
"""
PAGE = """
from tests.bench.bare_page import replay
replay({recording!r}, {asked!r})
"""


class Recorder:
    """Calls of one run, each with the place it drew into."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, str, tuple, dict, list[int]]] = []
        self.places: dict[int, int] = {}
        self.kept: list[object] = []  # so that no id is used twice
        self.inside = threading.local()
        self.charts: dict[str, object] = {}  # text of the finished chart → chart

    def call(self, original: Callable, name: str, dg: DeltaGenerator, args: tuple, more: dict):
        if getattr(self.inside, "now", False):
            return original(dg, *args, **more)
        place = self.places.get(id(dg._active_dg), 0)
        self.inside.now = True
        try:
            made = original(dg, *args, **more)
        finally:
            self.inside.now = False
        many = made if isinstance(made, list | tuple) else [made]
        numbers = []
        for one in many:
            if isinstance(one, DeltaGenerator):
                self.kept.append(one)
                self.places[id(one)] = len(self.kept)
                numbers.append(len(self.kept))
        args, more = _plain(name, args, more, made)
        if name == "vega_lite_chart":
            more = more | {"chart": self.charts[_text(more["spec"])]}
        self.calls.append((place, name, args, more, numbers))
        return made

    def finished(self, original: Callable, chart: object) -> drawings.Drawing:
        done = original(chart)
        self.charts[_text(done.spec())] = chart
        return done


def _text(spec: dict) -> str:
    return json.dumps(spec, sort_keys=True)


def _plain(name: str, args: tuple, more: dict, made: object) -> tuple[tuple, dict]:
    """Arguments without our functions: choices as they are shown, links by relative path."""
    show = more.get("format_func")
    more = {key: value for key, value in more.items() if key not in OURS}
    if name in ("selectbox", "radio", "segmented_control", "pills") and show:
        label, options = args[0], list(args[1])
        if name == "selectbox" and made in options:
            more["index"] = options.index(made)
        args = (label, [show(option) for option in options])
    if name == "page_link":
        args = (str(Path(args[0]).relative_to(ROOT)), *args[1:])
    if callable(more.get("on_select")):
        more["on_select"] = "rerun"
    if name == "download_button":
        args = (args[0], b"all rows")
    return args, more


@contextmanager
def record() -> Iterator[Recorder]:
    """Note what is drawn meanwhile, in whatever thread the script runs."""
    noted = Recorder()
    methods = {
        name: method
        for name in dir(DeltaGenerator)
        if not name.startswith("_") and name not in SILENT
        if callable(method := getattr(DeltaGenerator, name))
    }
    shown = {name: getattr(st, name) for name in methods if hasattr(st, name)}

    def wrapped(name: str, original: Callable) -> Callable:
        @functools.wraps(original)
        def call(dg: DeltaGenerator, *args: object, **more: object) -> object:
            return noted.call(original, name, dg, args, more)

        return call

    finish = drawings.finished
    drawings.finished = functools.partial(noted.finished, finish)
    try:
        for name, method in methods.items():
            setattr(DeltaGenerator, name, wrapped(name, method))
            if name in shown:
                setattr(st, name, getattr(st._main, name))
        yield noted
    finally:
        drawings.finished = finish
        for name, method in methods.items():
            setattr(DeltaGenerator, name, method)
        for name, function in shown.items():
            setattr(st, name, function)


class Element(NamedTuple):
    """An element of HTML with the text in it and after it."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    text: str
    inner: tuple["Element", ...]
    after: str


@functools.lru_cache(maxsize=4096)  # once a text, so that no run is charged for it
def _elements(written: object) -> tuple[Element, ...]:
    """What HTML of ours consists of; nothing of a stylesheet, which holds no values."""
    if isinstance(written, Path) or "<style" in written:
        return ()
    return tuple(
        Element("", (), each, (), "") if isinstance(each, str) else _element(each)
        for each in parsed.fragments_fromstring(written)
    )


def _element(node: parsed.HtmlElement) -> Element:
    inner = tuple(_element(each) for each in node if isinstance(each.tag, str))
    return Element(node.tag, tuple(node.items()), node.text or "", inner, node.tail or "")


def _written_out(one: Element) -> str:
    """As a script writes it: f-strings and html.escape."""
    if not one.tag:
        return html.escape(one.text)
    begun = "".join(f' {name}="{html.escape(value)}"' for name, value in one.attributes)
    if one.tag in VOID:
        return f"<{one.tag}{begun}>{html.escape(one.after)}"
    inner = "".join(_written_out(each) for each in one.inner)
    text, after = html.escape(one.text), html.escape(one.after)
    return f"<{one.tag}{begun}>{text}{inner}</{one.tag}>{after}"


@functools.lru_cache(maxsize=64)
def _calls(recording: str) -> list:
    return pickle.loads(Path(recording).read_bytes())


def replay(recording: str, asked: str = "") -> None:
    """Draw what was recorded; nothing is computed. asked: what was recorded with a query."""
    if asked and any(name != READY for name in st.query_params):
        recording = asked
    places = {0: st._main}
    ready = READY in st.query_params
    for place, name, args, more, numbers in _calls(recording):
        if name == "vega_lite_chart":
            more = dict(more)
            chart, spec = more.pop("chart"), more.pop("spec")
            name, args = (name, (None, spec)) if ready else ("altair_chart", (chart,))
        if name == "html" and not ready and (drawn := _elements(args[0])):
            args = ("".join(_written_out(each) for each in drawn),)
        made = getattr(places[place], name)(*args, **more)
        many = made if isinstance(made, list | tuple) else [made]
        places.update(
            zip(numbers, (one for one in many if isinstance(one, DeltaGenerator)), strict=True)
        )


def _written(folder: Path, recordings: dict[str, list], key: str) -> str:
    """The file of a recording; "" where there is none."""
    if key not in recordings:
        return ""
    file = folder / f"{key.replace('?', '_')}.pickle"
    file.write_bytes(pickle.dumps(recordings[key]))
    return str(file)


def make(folder: Path, pages: list[tuple[str, str, str, str]], recordings: dict[str, list]) -> Path:
    """A bare app in a folder: its app.py. pages: section, path, title, name, as in our menu."""
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copytree(ROOT / "static", folder / "static")
    for _, path, _, name in pages:
        files = [_written(folder, recordings, key) for key in (name, f"{name}?q")]
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        script = PAGE.format(recording=files[0], asked=files[1])
        (folder / path).write_text(script, encoding="utf-8")
    app = folder / "app.py"
    icon = str(ROOT / "static" / "icon.png")
    app.write_text(APP.format(root=str(ROOT), pages=pages, icon=icon), encoding="utf-8")
    return app
