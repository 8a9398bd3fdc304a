"""A served app as a visitor meets it: sessions over the WebSocket, page changes in Chromium."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from esa.serving import running
from tests.browser.conftest import CHROMIUM, SETTLED

MORE = "[data-testid='stTopNavSection']"
LINK = "[data-testid='stTopNavLink'], [data-testid='stTopNavDropdownLink']"
QUIET = 400  # ms without a change until a page counts as painted
# From the click on the menu to the last change of the page. What changed before the click is
# forgotten, so that no time is counted back from it, and a page that stands still because the
# server takes its time isn't painted: the server must have answered since, and its script ended.
# ("Running" alone doesn't tell: a quick script has ended before it is shown.)
WATCH = """() => {
    window.forget = () => { window.clicked = 0; window.changed = 0; window.heard = 0; };
    window.forget();
    addEventListener('click', () => { window.forget(); window.clicked = performance.now(); }, true);
    window.WebSocket = class extends WebSocket {
        constructor(...words) {
            super(...words);
            this.addEventListener('message', () => { window.heard = performance.now(); });
        }
    };
    new MutationObserver(() => requestAnimationFrame(
        () => { window.changed = performance.now(); }
    )).observe(document, {childList: true, subtree: true, attributes: true});
    window.painted = (settled, quiet) => window.clicked && window.clicked < window.heard
        && window.clicked < window.changed && document.querySelector(settled)
        && Math.max(window.changed, window.heard) < performance.now() - quiet;
}"""
PAINTED = "([settled, quiet]) => window.painted(settled, quiet)"


def server_of(app: Path, office: Path | None, port: int) -> subprocess.Popen:
    """The server's process, as it starts."""
    if app == running.APP:
        return running.start(port, None if office is None else str(office))
    command = [sys.executable, "-m", "streamlit", "run", app.name]
    command += ["--server.port", str(port), "--server.address", running.HERE]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    return subprocess.Popen(command, cwd=app.parent, stdout=subprocess.DEVNULL)


@contextmanager
def served(app: Path, office: Path | None) -> Iterator[tuple[subprocess.Popen, int]]:
    """Serve an app.py; ours reads the office."""
    port = running.any_free_port()
    server = server_of(app, office, port)
    try:
        if not running.ready(server, port, patience=300):
            raise SystemExit(f"{app} did not start")
        yield server, port
    finally:
        running.stop(server)


def opened(port: int, *names: str) -> tuple[ClientConnection, int]:
    """A session that opens these pages one after another, and the bytes the last one took."""
    here = f"127.0.0.1:{port}"
    session = connect(
        f"ws://{here}/_stcore/stream",
        origin=Origin(f"http://{here}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        proxy=None,
        compression=None,
    )
    size = 0
    for name in names:
        ask, size = BackMsg(), 0
        ask.rerun_script.query_string = ""
        ask.rerun_script.page_name = name
        session.send(ask.SerializeToString())
        while True:
            said = session.recv(timeout=300)
            size += len(said)
            if ForwardMsg.FromString(said).WhichOneof("type") == "script_finished":
                break
    return session, size


def bytes_of(port: int, name: str) -> int:
    """Bytes of a first visit to a page."""
    session, size = opened(port, name)
    session.close()
    return size


def memory(server: subprocess.Popen) -> float:
    """Megabytes of the process alone (proportional set size)."""
    for line in Path(f"/proc/{server.pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def per_session(server: subprocess.Popen, port: int, names: list[str], count: int) -> float:
    """Megabytes that each of so many more open sessions takes, after the same many for warmth."""
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(opened(port, *names)[0])
        before = memory(server)
        for _ in range(count):
            stack.enter_context(opened(port, *names)[0])
        return (memory(server) - before) / count


def paint(page: object, link: object) -> float:
    """Milliseconds from a click on the link to stable paint; WATCH runs in the page."""
    page.evaluate("() => window.forget()")
    link.click()
    page.wait_for_function(PAINTED, arg=[SETTLED, QUIET], polling=50, timeout=60_000)
    return page.evaluate("() => window.changed - window.clicked")


def paints(port: int, titles: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Milliseconds to stable paint of each page, by a click in the menu; titles: name → title."""
    from playwright.sync_api import sync_playwright

    times: dict[str, list[float]] = {name: [] for name in titles}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.add_init_script(f"({WATCH})()")
        page.goto(f"http://127.0.0.1:{port}/")
        page.locator(SETTLED).wait_for()
        names = list(titles)[1:] + list(titles)[:1]  # the opening page is on screen already
        for turn in range(rounds + 1):
            for name in names:
                link = page.locator(LINK).filter(has_text=titles[name]).first
                if not link.is_visible():
                    page.locator(MORE).first.click()
                took = paint(page, link)
                if turn:
                    times[name].append(took)
        browser.close()
    return times
