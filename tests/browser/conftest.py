"""The real app in Debian's Chromium: one server for all tests of a worker, a new visitor each.

A browser that opens the app for the first time spends twice as long on it as one that has its
scripts: tests that only look at pages use `look`, whose tabs are kept, and the others `visit`.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from esa import running

CHROMIUM = Path(os.environ.get("ESA_CHROMIUM", "/usr/bin/chromium"))
SETTLED = "[data-testid='stApp'][data-test-script-state='notRunning']"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM.exists():
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not installed"))


@dataclass
class Visit:
    """A page in a browser and what went wrong in it."""

    page: object
    faults: list[str] = field(default_factory=list)  # console errors, page errors
    foreign: list[str] = field(default_factory=list)  # requests to other hosts
    heard: dict[str, Callable] = field(default_factory=dict)  # what notes them, by event

    def settle(self) -> None:
        """Wait until the script has run and the page has been drawn; never for a fixed time."""
        self.page.locator(SETTLED).wait_for()
        self.page.locator("h1, [data-testid='stAlert']").first.wait_for()
        self.page.wait_for_function(
            "() => document.fonts.status === 'loaded' && !document.querySelector("
            "'[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]')"
        )


@pytest.fixture(scope="session")
def start_server() -> Iterator[Callable[..., str]]:
    """start_server(office=None) → address of a server of its own, warm; ended after the tests."""
    servers = []

    def started(office: Path | None = None) -> str:
        port = running.any_free_port()
        server = running.start(port, None if office is None else str(office))
        servers.append(server)
        assert running.ready(server, port), "the server did not start"
        return f"http://127.0.0.1:{port}"

    yield started
    for server in servers:
        running.stop(server)


@pytest.fixture(scope="session")
def address(start_server: Callable[..., str]) -> str:
    """The sample office, served for all tests of this worker."""
    return start_server()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # --no-sandbox: containers run as root
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: object, address: str) -> Iterator[Callable[..., Visit]]:
    """visit("evidence?group=FIN", width=390) → the page of a new visitor, settled."""
    contexts = []

    def visited(path: str = "", width: int = 1280, height: int = 720, home: str = "") -> Visit:
        contexts.append(_context(chromium))
        return _opened(contexts[-1].new_page(), home or address, path, width, height)

    yield visited
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def tabs(chromium: object) -> list[object]:
    """Tabs that nobody looks at now; each in a browser window of its own."""
    return []


@pytest.fixture
def look(chromium: object, address: str, tabs: list) -> Iterator[Callable[..., Visit]]:
    """As visit, in a tab that keeps nothing of earlier tests but the scripts of the app.

    Only for tests that leave the window as it is: no headers, routes, media or scripts of theirs.
    """
    visits = []

    def looked(path: str = "", width: int = 1280, height: int = 720) -> Visit:
        tab = tabs.pop() if tabs else _context(chromium).new_page()
        visits.append(_opened(tab, address, path, width, height))
        return visits[-1]

    yield looked
    for seen in visits:
        seen.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        seen.page.context.clear_cookies()
        seen.page.goto("about:blank")
        for event, heard in seen.heard.items():
            seen.page.remove_listener(event, heard)
        tabs.append(seen.page)


def _context(chromium: object) -> object:
    return chromium.new_context(viewport={"width": 1280, "height": 720}, locale="th-TH")


def _opened(page: object, home: str, path: str, width: int, height: int) -> Visit:
    page.set_viewport_size({"width": width, "height": height})
    page.set_default_timeout(30_000)
    seen = Visit(page)
    _listen(seen, home)
    page.goto(f"{home}/{path}")
    seen.settle()
    return seen


def _listen(seen: Visit, home: str) -> None:
    def console(message: object) -> None:
        # Under an address such as /evidence Streamlit's own start page first looks for its server
        # below that address and is answered 404; it then finds it at the root.
        ours = "/_stcore/" in (message.location or {}).get("url", "")
        if message.type == "error" and not ("404" in message.text and ours):
            seen.faults.append(message.text)

    def request(asked: object) -> None:
        if not asked.url.startswith((home, home.replace("http", "ws"), "data:", "blob:")):
            seen.foreign.append(asked.url)

    def failed(error: object) -> None:
        seen.faults.append(str(error))

    seen.heard = {"console": console, "pageerror": failed, "request": request}
    for event, heard in seen.heard.items():
        seen.page.on(event, heard)
