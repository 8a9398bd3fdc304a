"""From the start of the server to the first page that stands still: with the sample, a big office.

    python tests/bench/bench_start.py [sample|big]...

As `python -m esa run` does it: the server starts, reads the office and runs the opening page once,
then a browser opens it, which has never been there. Chromium itself runs already. Median of RUNS
cold starts; the aim is 2 s in all with the sample. Times are printed, with the machine's load.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, sync_playwright

from esa.serving import running
from tests.bench import big_office
from tests.bench.serving import CHROMIUM, QUIET, SETTLED

RUNS, AIM = 5, 2.0  # seconds
KINDS = ("sample", "big")
# When something last changed, by the clock of the machine.
WATCH = """() => {
    window.changed = 0;
    new MutationObserver(() => requestAnimationFrame(() => { window.changed = Date.now(); }))
        .observe(document, {childList: true, subtree: true, attributes: true});
    window.stands = (settled, quiet) => document.querySelector(settled)
        && document.querySelector('h1') && window.changed < Date.now() - quiet;
}"""
STANDS = "([settled, quiet]) => window.stands && window.stands(settled, quiet)"


def start(browser: Browser, office: Path | None) -> tuple[float, float, float]:
    """Seconds until the server is ready, and until the page stands still; seconds of the processor
    that the server took, which a busy machine doesn't change much."""
    port, begun = running.any_free_port(), time.time()
    server = running.start(port, None if office is None else str(office))
    try:
        if not running.ready(server, port, patience=300):
            raise SystemExit("the server did not start")
        ready = time.time() - begun
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.add_init_script(f"({WATCH})()")
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function(STANDS, arg=[SETTLED, QUIET], polling=50, timeout=60_000)
        painted = page.evaluate("() => window.changed") / 1000 - begun
        page.context.close()
        used = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
        return ready, painted, sum(map(int, used[11:13])) / os.sysconf("SC_CLK_TCK")
    finally:
        running.stop(server)


def main() -> int:
    os.environ.pop("ESA_OFFICE", None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an office keeps what is compiled
    kinds = [kind for kind in KINDS if kind in sys.argv[1:]] or list(KINDS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["ESA_HISTORY"] = f"{folder}/history"
        options = {"args": ["--no-sandbox", "--disable-dev-shm-usage"]}
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), **options)
        for kind in kinds:
            office = Path(folder) / "big" if kind == "big" else None
            rows = f" ({big_office.make(office):,} rows of results)" if office else ""
            found = [start(browser, office) for _ in range(RUNS)]
            ready, painted, used = (statistics.median(each) for each in zip(*found, strict=True))
            aim = f", aim {AIM:.0f} s" if kind == "sample" else ""
            print(
                f"{kind}{rows}: ready {ready:.2f} s, the page stands {painted:.2f} s "
                f"({min(p for _, p, _ in found):.2f}–{max(p for _, p, _ in found):.2f}){aim}, "
                f"{used:.2f} s of the processor, load {os.getloadavg()[0]:.1f}"
            )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
