"""Cell text in a real page: shown as it was typed, with nothing in it that acts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from esa.serving import running
from tests.browser.conftest import said

ROOT = Path(__file__).resolve().parents[2]
CELLS = [
    "**หนา** _เอียง_ `code` ~~ขีด~~ ***ทั้งสอง***",
    "<script>alert(1)</script><img src=x onerror=alert(1)><b>หนา</b>",
    "![รูป](https://example.com/a.png) [ลิงก์](javascript:alert(1)) [a][b] <https://a.example>",
    ":material/home: :smile: :red[แดง] :streamlit: :blue-badge[x] :small[x]",
    ":color[x]{foreground=red} :help[x] :shimmer[x]",
    "$x^2$ และ $$y$$ \\(z\\)",
    "https://example.com www.example.com somebody@example.com ftp://a.example",
    "# หัวข้อ",
    "1. ข้อหนึ่ง",
    "- ข้อ",
    "+ ข้อ",
    "> อ้าง",
    "---",
    "a -> b <- c -- d >= e <= f ~= g <-> h",
    "&lt;b&gt; &amp; &#42; \\ ท้าย\\",
    "| ก | ข | {0} %s ../../ ' \"",
    "[^1] [^1]: เชิงอรรถ",
    "- [x] ทำแล้ว",
    ":+1: :100:",
]
PAGE = """
import json
from pathlib import Path
import streamlit as st
from esa.telling.texts import escape, linked
for number, cell in enumerate(json.loads(Path("cells.json").read_text(encoding="utf-8"))):
    with st.container(key=f"cell_{number}"):
        st.markdown(f"ก {escape(cell)} ฮ")
    with st.container(key=f"alone_{number}"):
        st.markdown(escape(cell))
    with st.container(key=f"title_{number}"):
        st.title(escape(cell), anchor=False)
    with st.container(key=f"link_{number}"):
        st.markdown(linked(cell, "evidence?group=FIN"))
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory, chromium):
    folder = tmp_path_factory.mktemp("cells")
    (folder / "cells.json").write_text(json.dumps(CELLS), encoding="utf-8")
    (folder / "page.py").write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{PAGE}")
    port = running.any_free_port()
    command = [sys.executable, "-m", "streamlit", "run", "page.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    page = chromium.new_page()
    try:
        assert running.ready(server, port)
        page.goto(f"http://127.0.0.1:{port}/")
        page.locator(f".st-key-link_{len(CELLS) - 1}").wait_for()
        yield page
    finally:
        page.close()
        running.stop(server)


INSIDE = "a, img, script, code, strong, em, del, ul, ol, blockquote, table, hr, .katex, input"


def test_each_cell_is_read_as_it_was_typed(shown):
    read = {}
    for number, cell in enumerate(CELLS):
        typed = " ".join(cell.split())
        read[f"cell_{number}"] = f"ก {typed} ฮ"
        read |= {f"{kind}_{number}": typed for kind in ("alone", "title", "link")}
    assert {key: said(shown.locator(f".st-key-{key}")) for key in read} == read


def test_nothing_in_a_cell_acts(shown):
    acts = {}
    for number, cell in enumerate(CELLS):
        for key in (f"cell_{number}", f"alone_{number}", f"title_{number}"):
            place = shown.locator(f".st-key-{key}")
            if place.locator(f"{INSIDE}, [style*='color']").count():
                acts[key] = cell
        if shown.locator(f".st-key-link_{number} a").count() != 1:
            acts[f"link_{number}"] = cell
    assert not acts
