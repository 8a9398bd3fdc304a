"""A click on a mark to the new view, beside a bare script that does the same.

    python tests/bench/bench_clicks.py [sample|big]...

Marks are links: the browser loads the address they name. The bare app shows the same page with the
same links, and draws what stands behind them from ready-made values (bare_page.py). From the click
to the last change of the new view, median and 95th percentile of CLICKS on different marks; exit
code 1 where the 95th percentile of ours is over 1.5 s.
"""

import logging
import os
import re
import statistics
import sys
import tempfile
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Page, sync_playwright
from streamlit import config
from streamlit.testing.v1 import AppTest

from esa.screen import drawings
from tests.bench import bare_page, bench_pages, big_office, serving
from tests.bench.bench_start import STANDS, WATCH
from tests.bench.serving import CHROMIUM, QUIET, SETTLED

CLICKS, MOST = 10, 1.5  # seconds, of the 95th percentile
KINDS = ("sample", "big")
# Page, and the marks on it: a school, a point's tile, a rung, a square of the sheets.
MARKS = {
    "schools": "a.tile[href*='school=']",
    "evidence": "a.tile",
    "indicators": ".stHtml a[href*='indicator=']",
    "sheets": ".stHtml a[href*='sheets']",
}
CLICKED = """() => {
    addEventListener('click', () => sessionStorage.setItem('clicked', Date.now()), true);
}"""


def link_of(app: AppTest, name: str) -> tuple[str, dict[str, str]]:
    """Where a mark of the page leads: a page and its filters."""
    written = "".join(each.proto.body for each in app.get("html"))
    found = re.findall(r'href="([^"]*\?[^"]*)"', written)
    wanted = {"schools": "school=", "sheets": "sheets?"}.get(name, "?")
    parts = urlsplit(unescape(next(each for each in found if wanted in each)))
    return parts.path.strip("./") or bench_pages.NAMES[0], dict(parse_qsl(parts.query))


def recorded() -> dict[str, list]:
    """What the pages draw, and what stands behind their first mark: as name and name?q."""
    app, calls = bench_pages.started(bench_pages.APP), {}
    paths = {name: path for _, path, _, name in bench_pages.PAGES}
    for name in MARKS:
        for key, page, more in ((name, name, {}), ("", *link_of_page(app, paths, name))):
            bench_pages.changed(app, paths[page], more)
            drawings._drawn.clear()  # each chart is drawn once more, so that it can be noted
            with bare_page.record() as noted:
                bench_pages.changed(app, paths[page], more)
            calls[key or f"{page}?q"] = noted.calls
            calls.setdefault(page, noted.calls)
    return {name: calls.get(name, []) for name in paths} | calls


def link_of_page(app: AppTest, paths: dict, name: str) -> tuple[str, dict[str, str]]:
    bench_pages.changed(app, paths[name], {})
    return link_of(app, name)


def clicks(page: Page, home: str, name: str, marks: str) -> list[float]:
    """Seconds from a click on each mark to the view that stands."""
    times = []
    for number in range(CLICKS + 1):
        page.goto(f"{home}/{'' if name == bench_pages.NAMES[0] else name}")
        page.wait_for_function(STANDS, arg=[SETTLED, QUIET], polling=50, timeout=60_000)
        found = page.locator(marks)
        found.first.wait_for(timeout=90_000)
        mark, before = found.nth(number % found.count()), page.url
        mark.scroll_into_view_if_needed()
        mark.click(position={"x": 3, "y": 3})
        page.wait_for_function("before => location.href !== before", arg=before)
        page.wait_for_function(STANDS, arg=[SETTLED, QUIET], polling=50, timeout=60_000)
        took = page.evaluate("() => window.changed - Number(sessionStorage.getItem('clicked'))")
        if number:  # the first fills what is kept
            times.append(took / 1000)
    return times


def measured(app: Path, office: Path | None) -> dict[str, list[float]]:
    with serving.served(app, office) as (_, port), sync_playwright() as playwright:
        options = {"args": ["--no-sandbox", "--disable-dev-shm-usage"]}
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), **options)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.add_init_script(f"({WATCH})(); ({CLICKED})()")
        found = {
            name: clicks(page, f"http://127.0.0.1:{port}", name, marks)
            for name, marks in MARKS.items()
        }
        browser.close()
    return found


def told(kind: str, ours: dict[str, list[float]], bare: dict[str, list[float]]) -> bool:
    print(f"\n{kind}: click on a mark to the new view, s, load {os.getloadavg()[0]:.1f}")
    print(f"{'page':12} {'median':>7} {'p95':>7} {'bare':>7} {'p95':>7}")
    for name, times in ours.items():
        both = (f"{statistics.median(each):7.2f} {p95(each):7.2f}" for each in (times, bare[name]))
        print(f"{name:12}", *both)
    slowest = p95([each for times in ours.values() for each in times])
    print(f"95th percentile of all {slowest:.2f} s, goal {MOST}")
    return slowest <= MOST


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def main() -> int:
    logging.disable(logging.WARNING)  # Streamlit misses its server under AppTest
    config.set_option("runner.enforceSerializableSessionState", False)  # AppTest's own value
    good = True
    for kind in [kind for kind in KINDS if kind in sys.argv[1:]] or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ESA_HISTORY"] = f"{folder}/history"
            os.environ.pop("ESA_OFFICE", None)
            office = Path(folder) / "office" if kind == "big" else None
            if office:
                big_office.make(office)
                os.environ["ESA_OFFICE"] = str(office)
            calls = recorded()
            (Path(folder) / "bare").mkdir()
            bare = bare_page.make(Path(folder) / "bare", bench_pages.PAGES, calls)
            good &= told(kind, measured(bench_pages.APP, office), measured(bare, None))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
