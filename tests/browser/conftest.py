"""The real app in Debian's Chromium: one server for all tests of a worker, a fresh visitor each."""

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
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="th-TH")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        seen = Visit(page)
        _listen(seen, home or address)
        page.goto(f"{home or address}/{path}")
        seen.settle()
        return seen

    yield visited
    for context in contexts:
        context.close()


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

    seen.page.on("console", console)
    seen.page.on("pageerror", lambda error: seen.faults.append(str(error)))
    seen.page.on("request", request)
