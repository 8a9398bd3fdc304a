"""The committee: a link made on the page, what its visitor reads, the PDF of it, and the files."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from streamlit.testing.v1 import AppTest

from esa.reading.office import BANGKOK
from esa.screen.door_server import Inside
from tests.approved import files
from tests.approved.commands import written
from tests.approved.lines import of_html
from tests.approved.screen import read
from tests.approved.visits import SAMPLE, for_a_while, opened, own_history

# What is chosen in the form of a link, by key: for whom, then what is shown.
FORMS: Mapping[str, Mapping[str, object]] = {
    "public": {"share_whose": "กรรมการ"},
    "assessors": {"share_whose": "ผู้ประเมิน", "share_kind": "assessors", "share_schools": True},
    "past": {"share_whose": "กรรมการ", "share_meeting": "11/2557"},
}
FILES: Mapping[str, tuple[str, ...]] = {
    "public": (),
    "assessors": ("--kind", "assessors", "--schools"),
    "groups": ("--groups", "FIN,HR", "--kind", "assessors"),
    "networks": ("--networks", "N03,N05", "--schools", "--show", "networks,colours"),
    "past": ("--meeting", "11/2557"),
}


def file(name: str) -> list[str]:
    """The file of the command and what the command says, the newest results being published."""
    with own_history(_published()):
        return written("share", str(SAMPLE), "--html", "‹ที่›/committee.html", *FILES[name])


def published() -> list[str]:
    """What the command says that puts results out."""
    with own_history(for_a_while()):
        return written("publish", str(SAMPLE))


def _published() -> str:
    """A new history in which the newest results are out."""
    return shutil.copytree(_first_published(), for_a_while(), dirs_exist_ok=True)


@cache
def _first_published() -> str:
    kept = for_a_while()
    with own_history(kept):
        written("publish", str(SAMPLE), "--year", "2556", "--yes")
    return kept


def made(name: str) -> list[str]:
    """The page of links once a link was made."""
    return _link(name)[0]


def page(name: str) -> list[str]:
    """What a visitor reads who came by a link."""
    with _visitor(name) as cookie:
        return of_html(Inside().committee(cookie, {}, "").body.decode())


def pdf(name: str) -> list[str]:
    """What is read in what the visitor saves."""
    return files.of_pdf(saved(name))


def saved(name: str) -> bytes:
    """The file that the visitor saves."""
    with _visitor(name) as cookie:
        return Inside().committee_pdf(cookie).body


@contextmanager
def _visitor(name: str) -> Iterator[str]:
    """The cookie of somebody who came by the link."""
    _, token, kept = _link(name)
    with own_history(kept):
        verdict, cookie = Inside().open_link(token, datetime.now(BANGKOK))
        assert verdict.link, verdict.reason
        yield cookie


@cache
def _link(name: str) -> tuple[list[str], str, str]:
    """What the page says once the link of that form was made, its token, and where it is kept."""
    kept = _published()
    with own_history(kept):
        app = opened("share", {}, unfolded=["earlier"])
        for key, value in FORMS[name].items():
            _box(app, key).set_value(value)
        next(each for each in app.button if each.form_id == "share_form").click()
        app.run()
        said = read(app)
    address = next(each.value for each in app.code if "://" in each.value or "/c/" in each.value)
    return said.lines, urlsplit(address).path.rpartition("/")[2], kept


def _box(app: AppTest, key: str) -> object:
    kinds = (app.text_input, app.radio, app.checkbox, app.selectbox)
    return next(box for kind in kinds for box in kind if box.key == key)
