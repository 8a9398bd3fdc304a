"""Opens each page of the program in the folder it is started in, and names those that open.

Started by test_rooms.py as a program of its own, since the program under test is another copy.
"""

import re
import sys
from pathlib import Path

HERE = Path.cwd()
sys.path[0] = str(HERE)

from streamlit import config  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402
from streamlit.util import calc_hash  # noqa: E402

from esa.screen import menu  # noqa: E402


def main() -> int:
    # AppTest keeps a value of its own in the session that can't be serialised.
    config.set_option("runner.enforceSerializableSessionState", False)
    config.set_option("client.showErrorDetails", "full")
    there = {path.parent.name for path in HERE.glob("pages/*/page.py")}
    for name in sorted(there):
        app = AppTest.from_file(str(HERE / "app.py"), default_timeout=60)
        if name != menu.home():
            app._page_hash = calc_hash(name)
        app.run()
        written = " ".join(each.proto.body for each in app.get("html"))
        if app.exception or not (app.title or "<h1" in written):
            print(name, [each.value for each in app.exception], file=sys.stderr)
            return 1
        doors = set(re.findall(r'href="/?([a-z_]+)[?"]', written))
        if missing := doors - there - {""}:
            print(name, "opens what isn't there:", sorted(missing), file=sys.stderr)
            return 1
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
