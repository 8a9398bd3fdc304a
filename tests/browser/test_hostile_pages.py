"""Hostile cell text on every page in a real browser: it is read, and nothing in it runs."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from esa.commands.cli import main
from esa.history.place import place_of
from esa.reading.office import BANGKOK
from esa.screen import menu
from esa.serving import running
from esa.share.registry import registry_at
from esa.share.scope import Scope
from tests.hostile import HOSTILE, plant

ACTS = (
    "script:not([src]), img[src='x'], img[src*='planted'], iframe, svg[onload], [onerror], "
    "[onload], [onclick], [onmouseover], a[href^='javascript' i], a[href^='data:text' i], "
    "a[href^='file' i], a[href^='vbscript' i]"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Callable[..., str]]]:
    """(address, link("public") → address of a committee's link) of an office full of it."""
    root = Path(running.APP).parent / "esa" / "sample" / "office"
    office = tmp_path_factory.mktemp("hostile") / "office"
    shutil.copytree(root, office)
    plant(office)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESA_HISTORY", str(tmp_path_factory.mktemp("history")))
        patch.setenv("ESA_AUDIT", str(tmp_path_factory.mktemp("audit")))
        links = registry_at(place_of(str(office.resolve())), {})
        assert main(["publish", str(office), "--yes"]) == 0
        port = running.any_free_port()
        server = running.start(port, str(office))
        home = f"http://127.0.0.1:{port}"

        def link(kind: str, whose: str) -> str:
            made = links.make(Scope(kind, schools=True), whose, datetime.now(BANGKOK))[1]
            return f"c/{made}"

        for whose in HOSTILE:
            link("assessors", whose[:120])
        try:
            assert running.ready(server, port)
            yield home, link
        finally:
            running.stop(server)


def assert_nothing_ran(seen: object) -> str:
    """Everything that can be opened is opened; the text of the page."""
    page = seen.page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollTo(0, 1e6)")
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    assert page.evaluate("window.ran") is None
    found = page.locator("body").locator(ACTS)
    assert found.count() == 0, found.first.evaluate("one => one.outerHTML.slice(0, 300)")
    assert not seen.foreign
    assert not [fault for fault in seen.faults if "Content Security" in fault], seen.faults
    return page.locator("body").inner_text()


def test_nothing_in_a_cell_runs_on_any_page(served, visit):
    seen, wrong = visit(home=served[0]), {}
    first, *others = (entry for entry in menu.listed() if not entry.setting)
    others.sort(key=lambda entry: entry.name == "meeting")  # a slide covers the menu
    for entry in (first, *others):
        if entry is not first:
            seen.open(entry.title, entry.name)
        try:
            said = assert_nothing_ran(seen)
            assert seen.page.locator("h1").count() >= 1 and "Traceback" not in said
            if entry.name in ("indicators", "evidence", "networks", "share", "projects"):
                assert "window.ran" in said.replace("\u2060", ""), "the text is there to be read"
        except AssertionError as failed:
            wrong[entry.name] = str(failed)
    assert not wrong


def test_nothing_in_a_cell_of_an_offices_own_register_runs(served, visit):
    seen = visit("registers?register=กิจกรรมในโครงการ", home=served[0])
    said = assert_nothing_ran(seen).replace("\u2060", "")
    assert "กิจกรรมในโครงการ" in said and "window.ran" in said


@pytest.mark.parametrize("kind", ["public", "assessors"])
def test_nothing_in_a_cell_runs_on_the_committees_page(served, visit, kind):
    home, link = served
    seen = visit(link(kind, "ก"), home=home, width=390, height=844, plain=True)
    said = assert_nothing_ran(seen)
    assert "window.ran" in said.replace("\u2060", "")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    with seen.page.expect_download() as saved:
        seen.page.get_by_role("button", name="บันทึกเป็น PDF").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
