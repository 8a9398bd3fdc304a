"""Takes each page out of the program in the folder it is started in: do all others open, and does
the contract of imports hold?

Started by test_rooms.py as a program of its own, since the program under test is another copy.
Each page is missing in a process of its own. It begins with the libraries, the rooms of esa/ and
the sample as it was judged for the pages while all were there, and has loaded no page itself.
Prints a line for each: its name, then those that opened.
"""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path.cwd()
# What takes a while to load and the opening page doesn't need: the first visitor waits for it.
LATE = ("altair", "docx", "duckdb", "gspread", "lxml", "openpyxl", "typst", "xlsxwriter")
LATE += ("esa.imports", "esa.rollup", "esa.share.names")
sys.path[0] = str(HERE)

from streamlit import config  # noqa: E402
from streamlit.components.v2.component_manager import BidiComponentManager  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402
from streamlit.util import calc_hash  # noqa: E402

from esa.screen import menu  # noqa: E402


def opened(name: str) -> AppTest:
    app = AppTest.from_file(str(HERE / "app.py"), default_timeout=60)
    app._bidi_component_manager = BidiComponentManager()  # nothing here is a component
    if name != menu.home():
        app._page_hash = calc_hash(name)
    return app.run()


def fault(name: str, there: set[str]) -> str:
    """What is wrong with a page where only those are there; "" where it opens."""
    app = opened(name)
    written = " ".join(each.proto.body for each in app.get("html"))
    if app.exception or not (app.title or "<h1" in written):
        return f"{name}: {[each.value for each in app.exception]}"
    doors = set(re.findall(r'href="/?([a-z_]+)[?"]', written))
    missing = doors - there - {""}
    return f"{name} opens what isn't there: {sorted(missing)}" if missing else ""


def others(without: str) -> int:
    """Open all pages that are there now; how many faults, told on stderr."""
    menu.listed.cache_clear()
    there = {path.parent.name for path in HERE.glob("pages/*/page.py")}
    faults = {name: fault(name, there) for name in sorted(there)}
    print(without, *(name for name, told in faults.items() if not told), flush=True)
    told = [f"without {without}, {each}" for each in faults.values() if each]
    print(*told, sep="\n", end="\n" if told else "", file=sys.stderr, flush=True)
    return len(told)


def contract_broken(without: str) -> bool:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(lint)], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"without {without}:", done.stdout, file=sys.stderr)
    return done.returncode != 0


def main(away: Path) -> int:
    # AppTest keeps a value of its own in the session that can't be serialised.
    config.set_option("runner.enforceSerializableSessionState", False)
    config.set_option("client.showErrorDetails", "full")
    there = {entry.name for entry in menu.listed()}
    assert not (told := fault(menu.home(), there)), told
    assert not (early := sys.modules.keys() & set(LATE)), early
    for name in sorted(path.parent.name for path in HERE.glob("pages/*/page.py")):
        assert not (told := fault(name, there)), told
    for name in [name for name in sys.modules if name.partition(".")[0] == "pages"]:
        del sys.modules[name]
    for each in threading.enumerate():  # none may hold a lock that a child would wait for
        if each is not threading.current_thread():
            each.join(30)
    assert threading.active_count() == 1, threading.enumerate()
    faults = 0
    for page in sorted(path.parent for path in HERE.glob("pages/*/page.py")):
        page.rename(away / page.name)
        if not (child := os.fork()):
            os._exit(others(page.name))
        faults += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        faults += contract_broken(page.name)
        (away / page.name).rename(page)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
