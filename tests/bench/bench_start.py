"""From the start of the server to the first page that stands still: bare, the sample, a big office.

    python tests/bench/bench_start.py [bare|sample|big]...

As `python -m esa run` does it: the server starts and reads the office, then a browser opens it that
has never been there, while the opening page runs once. Chromium itself runs already. Median of RUNS
cold starts; the aim is 2 s in all with the sample. bare: a script of Streamlit's with a heading and
a chart, which is what those libraries take by themselves. Times are printed,
with the machine's load.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, sync_playwright

from esa.serving import running
from tests.bench import big_office, serving
from tests.bench.serving import CHROMIUM, QUIET, SETTLED

RUNS, AIM = 5, 2.0  # seconds
KINDS = ("bare", "sample", "big")
BARE = """import altair as alt
import pandas as pd
import streamlit as st

rows = pd.DataFrame({"x": range(9), "y": range(9)})
st.html("<h1>bare</h1>")
st.altair_chart(alt.Chart(rows).mark_bar().encode(x="x", y="y"))
"""
# When something last changed, by the clock of the machine.
WATCH = """() => {
    window.changed = 0;
    new MutationObserver(() => requestAnimationFrame(() => { window.changed = Date.now(); }))
        .observe(document, {childList: true, subtree: true, attributes: true});
    window.stands = (settled, quiet) => document.querySelector(settled)
        && document.querySelector('h1') && window.changed < Date.now() - quiet;
}"""
STANDS = "([settled, quiet]) => window.stands && window.stands(settled, quiet)"


def start(browser: Browser, app: Path, office: Path | None) -> tuple[float, float, float]:
    """Seconds until the browser is opened, and until the page stands still; seconds of the
    processor that the server took, which a busy machine doesn't change much."""
    port, begun = running.any_free_port(), time.time()
    server = serving.server_of(app, office, port)
    try:
        read = threading.Event()
        warming = threading.Thread(target=running.ready, args=(server, port, 300, read.set))
        warming.start()
        if not read.wait(300):
            raise SystemExit("the server did not start")
        opened = time.time() - begun
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.add_init_script(f"({WATCH})()")
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function(STANDS, arg=[SETTLED, QUIET], polling=50, timeout=60_000)
        painted = page.evaluate("() => window.changed") / 1000 - begun
        page.context.close()
        warming.join()
        used = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
        return opened, painted, sum(map(int, used[11:13])) / os.sysconf("SC_CLK_TCK")
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
        bare = Path(folder) / "bare" / "app.py"
        bare.parent.mkdir()
        bare.write_text(BARE)
        for kind in kinds:
            office = Path(folder) / "big" if kind == "big" else None
            rows = f" ({big_office.make(office):,} rows of results)" if office else ""
            app = bare if kind == "bare" else running.APP
            found = [start(browser, app, office) for _ in range(RUNS)]
            opened, painted, used = (statistics.median(each) for each in zip(*found, strict=True))
            aim = f", aim {AIM:.0f} s" if kind == "sample" else ""
            print(
                f"{kind}{rows}: opened {opened:.2f} s, the page stands {painted:.2f} s "
                f"({min(p for _, p, _ in found):.2f}–{max(p for _, p, _ in found):.2f}){aim}, "
                f"{used:.2f} s of the processor, load {os.getloadavg()[0]:.1f}"
            )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
