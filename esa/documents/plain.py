"""A page of plain HTML by itself, for people outside and before the door: no script, no WebSocket.

It stands on a phone first, is read on an old one and without JavaScript, and prints. Topics are
told in a line each that leads down; their lists unfold. Whatever is put in is text and is escaped.
"""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from esa.documents.html import HERE, STYLE, Ways, render
from esa.documents.tabled import size
from esa.telling.topic import LeftOut, Topic
from esa.telling.words import Told

STATIC = Path(__file__).resolve().parents[2] / "static"
FACES = (("thai", "U+0E01-0E5B,U+200C-200D,U+25CC"), ("latin", "U+0000-00FF,U+2013-2026"))
SERVED = (  # sent as a header
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALONE = (  # stands in the file
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; "
    "form-action 'none'"
)


@dataclass(frozen=True)
class Option:
    """One of several to choose from; address: "" for the one that is chosen."""

    label: str
    address: str = ""


@dataclass(frozen=True)
class Choice:
    """What can be chosen by links."""

    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> str:
        return next((each.label for each in self.options if not each.address), "")


@dataclass(frozen=True)
class Act:
    """A button. method: get, post, or link for what leads on to another website; fields: (name,
    label) to fill in; hidden: (name, value)."""

    label: str
    address: str
    method: str = "post"
    fields: tuple[tuple[str, str], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    main: bool = False


@dataclass(frozen=True)
class Plain:
    """What a page says. finding: its heading; first: what it says before all else, (name of the
    topic that each leads to, sentence); lines above the heading, notes below; stamp: a line on top
    of all, of when the data are; badge beside it; foot: last lines; english: of a
    message, behind a fold; told: what topics leave out, in
    words."""

    title: str
    finding: str
    first: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stamp: str = ""
    badge: str = ""
    topics: tuple[Topic, ...] = ()
    choices: tuple[Choice, ...] = ()
    acts: tuple[Act, ...] = ()
    foot: tuple[str, ...] = ()
    english: str = ""
    told: Callable[[Sequence[LeftOut]], Sequence[Told]] = lambda left_out: ()


def page(shown: Plain, static: str, meta: Sequence[tuple[str, str]] = ()) -> str:
    """The page as a server sends it. static: address of our own fonts and icon, such as
    /app/static; meta: properties for previews (og:title …)."""
    faces = _faces(lambda name: f"{static}/{name}")
    return _rendered(shown, "", faces, icon=f"{static}/icon.png", meta=meta)


def file(shown: Plain) -> str:
    """The page as one file: fonts inside, nothing to load."""
    return _rendered(shown, ALONE, _inner_faces(), icon="", meta=())


def _rendered(shown: Plain, policy: str, faces: str, **more: object) -> str:
    style = "".join(path.read_text(encoding="utf-8") for path in (STYLE, HERE / "plain.css"))
    made = render(
        "plain.html",
        Ways(told=shown.told),
        page=shown,
        policy=policy,
        **more,
        style=Markup(f"{faces}{style}{_foot_of_paper(shown.stamp)}"),
        size=size,
    )
    return str(made)


def _foot_of_paper(stamp: str) -> str:
    """The day of the data below every printed page: only letters, digits and plain signs of it."""
    line = " ".join(re.sub(r"[^\w\s.,/·:()ก-๙–-]", "", stamp).split())
    return (
        f'@page{{@bottom-left{{content:"{line}";font:11pt Sarabun}}'
        "@bottom-right{content:counter(page);font:11pt Sarabun}}"
    )


def _faces(address: Callable[[str], str]) -> str:
    return "".join(
        f"@font-face{{font-family:Sarabun;font-weight:{weight};unicode-range:{span};"
        f"font-display:swap;src:url({address(f'sarabun-{part}-{weight}-normal.woff2')})}}"
        for weight in (400, 700)
        for part, span in FACES
    )


@cache
def _inner_faces() -> str:
    def inside(name: str) -> str:
        encoded = base64.b64encode((STATIC / name).read_bytes()).decode()
        return f"data:font/woff2;base64,{encoded}"

    return _faces(inside)
