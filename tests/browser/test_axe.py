"""axe-core over all pages at a desk and on a phone: nothing that it finds is ours.

Streamlit's own menu (a list within a list on a phone) is its own to mend. Without axe-core, which
`make test` fetches (.ci/axe), this is skipped.
"""

import os
import re
from pathlib import Path

import pytest

from tests.browser.test_every_page import NAMES, ROOT

VERSION = re.search(r"version=(\S+)", (ROOT / ".ci" / "axe").read_text("utf-8")).group(1)
AXE = Path(os.environ.get("ESA_AXE") or ROOT / ".cache" / "axe" / f"{VERSION}.js")
PAGES = [
    "",
    *sorted(NAMES - {"board", "meeting", "search"}),
    *("search?q=นิเทศ", "evidence?group=HR", "networks?network=N05", "schools?school=00570043"),
    *("sheets?workbook=fin&tab=evidence", "indicators?edition=เดิม&criterion=1-1-4-5"),
    *(f"meeting?slide={number}" for number in (1, 4, 5, 9, 11)),
]
# What Streamlit draws itself.
THEIRS = ["[data-testid='stSidebar']", "[data-testid='stHeader']"]
FOUND = """async (theirs) => (await axe.run({ exclude: theirs.map((each) => [each]) }))
    .violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 120))])"""

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: make test")


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_a_page(path, visit):
    seen = visit(path, width=1280)
    seen.page.evaluate(AXE.read_text("utf-8"))
    found = [(1280, *each) for each in seen.page.evaluate(FOUND, THEIRS)]
    seen.resize(390, 844)
    found += [(390, *each) for each in seen.page.evaluate(FOUND, THEIRS)]
    assert found == []


def test_what_nobody_could_use_is_found(visit):
    """So that the test above isn't blind."""
    seen = visit("sheets", width=1280)
    seen.page.evaluate(AXE.read_text("utf-8"))
    seen.page.evaluate("document.querySelector('h1').innerHTML = '<a href=x></a>'")
    assert {"empty-heading", "link-name"} & {name for name, _ in seen.page.evaluate(FOUND, THEIRS)}
