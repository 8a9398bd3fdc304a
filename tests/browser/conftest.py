"""The real app in Debian's Chromium: one server for all tests of a worker, an unknown visitor each.

Most of a visit's time goes into reading the app's scripts. A tab that stays with the app has them
read already, so tabs are kept for the next test, without a trace of the test before.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from esa.serving import running
from esa.telling.texts import JOINER

CHROMIUM = Path(os.environ.get("ESA_CHROMIUM", "/usr/bin/chromium"))
# Containers run as root and have little shared memory; Debian has a graphics card draw the pages,
# which without one costs a quarter more of the processor.
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu-rasterization")
SETTLED = "[data-testid='stApp'][data-test-script-state='notRunning']"
MENU = "[data-testid='stTopNavLink'], [data-testid='stTopNavDropdownLink']"
NARROW_MENU = "[data-testid='stSidebarNavLink']"
# Whether nothing has moved for half a second.
STILL = """() => {
    const places = document.querySelectorAll("[data-testid='stMain'] :is(svg, canvas, h1, p)");
    const now = JSON.stringify([...places].map((one) => one.getBoundingClientRect()));
    const still = (window.still ??= { at: now, times: 0 });
    still.times = still.at === now ? still.times + 1 : 0;
    still.at = now;
    return still.times > 5;
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM.exists():
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not installed"))


def said(place: object) -> str:
    """Text as it is read: without joiners, blanks of any kind as one."""
    return " ".join(place.inner_text().replace(JOINER, "").split())


def read(text: str, *, whole: bool = False) -> re.Pattern[str]:
    """Finds that text whichever of its letters are held together by joiners."""
    letters = f"{JOINER}?".join(map(re.escape, text))
    return re.compile(f"^{letters}$" if whole else letters)


@dataclass
class Visit:
    """A page in a browser and what went wrong in it."""

    page: object
    home: str
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

    def resize(self, width: int, height: int) -> None:
        """Another window size; wait until what is drawn has followed it."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.still()
        self.settle()

    def still(self) -> None:
        """Wait until nothing moves: what is clicked while it unfolds can be missed."""
        self.page.evaluate("() => { delete window.still; }")
        self.page.wait_for_function(STILL, polling=100)

    def open(self, title: str, name: str) -> int:
        """Open a page by the menu; how many clicks: those under อื่น ๆ, and all of
        them in a narrow window, take one more."""
        unfolds = self.page.get_by_test_id("stExpandSidebarButton")
        is_narrow = unfolds.is_visible()
        link = self.page.locator(NARROW_MENU if is_narrow else MENU).filter(has_text=read(title))
        is_deeper = is_narrow or not link.count()
        if is_deeper and not is_narrow:
            unfolds = self.page.get_by_test_id("stTopNavSection")
        if is_deeper:
            unfolds.click()
            self.still()
        link.first.click()
        self.page.wait_for_url(re.compile(rf"/{name}(\?|$)"))
        if is_narrow:  # it covers the page
            self.page.locator("[data-testid='stSidebar'][data-collapsed='true']").wait_for(
                state="attached"
            )
        self.settle()
        return 1 + is_deeper

    def there_and_back(self, link: object) -> None:
        """Take a link, to another page or to the page itself; one press of Back undoes it."""
        before, first = self.page.url, said(self.page.locator("h1").first)
        link.click()
        self.page.wait_for_function("before => location.href !== before", arg=before)
        self.settle()
        assert said(self.page.locator("h1").first) != first
        self.page.go_back()
        self.page.wait_for_url(before)
        self.page.wait_for_function(
            "([first, joiner]) => document.querySelector('h1')?.innerText.replaceAll(joiner, '')"
            ".split(/\\s+/).join(' ').trim() === first",
            arg=[first, JOINER],
        )
        self.settle()

    def leave(self) -> bool:
        """Forget this visit; False where the tab is of no more use, such as after its server."""
        for event, heard in self.heard.items():
            self.page.remove_listener(event, heard)
        try:
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            self.page.context.clear_cookies()
            self.page.emulate_media(media="null", reduced_motion="null")
            self.page.goto(f"{self.home}/_stcore/health")  # of the app: no new process for the next
        except Error:
            self.page.context.close()
            return False
        return True


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The sample office, served for all tests of this worker."""
    port = running.any_free_port()
    server = running.start(port)
    try:
        assert running.ready(server, port), "the server did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        running.stop(server)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tabs() -> list[object]:
    """Tabs that nobody looks at now; each in a browser window of its own."""
    return []


@pytest.fixture
def visit(
    chromium: object, tabs: list, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """visit("evidence?group=FIN", width=390) → the page of an unknown visitor, settled.

    home: a server other than the sample's, which is started for the first test that needs it.
    heard: what to call on which event of the page, from its first request on. plain: a page of HTML
    that is there as soon as it is loaded.
    """
    visits = []

    def visited(
        path: str = "",
        width: int = 1280,
        height: int = 720,
        home: str = "",
        heard: dict[str, Callable] | None = None,
        plain: bool = False,
    ) -> Visit:
        home = home or request.getfixturevalue("address")
        tab = tabs.pop() if tabs else _context(chromium).new_page()
        visits.append(Visit(tab, home, heard=dict(heard or {})))
        _open(visits[-1], path, width, height, plain)
        return visits[-1]

    yield visited
    tabs.extend(seen.page for seen in visits if seen.leave())


def _context(chromium: object) -> object:
    return chromium.new_context(viewport={"width": 1280, "height": 720}, locale="th-TH")


def _open(seen: Visit, path: str, width: int, height: int, plain: bool) -> None:
    seen.page.set_viewport_size({"width": width, "height": height})
    seen.page.set_default_timeout(30_000)
    _listen(seen)
    seen.page.goto(f"{seen.home}/{path}")
    if not plain:
        seen.settle()


def _listen(seen: Visit) -> None:
    ours = (seen.home, seen.home.replace("http", "ws"), "data:", "blob:")

    def console(message: object) -> None:
        # Under an address such as /evidence Streamlit's own start page first looks for its server
        # below that address and is answered 404; it then finds it at the root.
        sought = "/_stcore/" in (message.location or {}).get("url", "")
        if message.type == "error" and not ("404" in message.text and sought):
            seen.faults.append(message.text)

    def request(asked: object) -> None:
        if not asked.url.startswith(ours):
            seen.foreign.append(asked.url)

    def failed(error: object) -> None:
        seen.faults.append(str(error))

    seen.heard |= {"console": console, "pageerror": failed, "request": request}
    for event, heard in seen.heard.items():
        seen.page.on(event, heard)
