"""Nothing that a page says begins with, or mixes in, a line of English: it stands behind a fold."""

import re

from tests.conftest import ROOT

SHOWN = [*ROOT.glob("pages/**/*.py"), *ROOT.glob("esa/screen/*.py")]
GREY = re.compile(r":gray\[\s*(?:[A-Z][a-z]+ [a-z]|\{[^}]*(?:_en|english))")


def test_no_message_of_a_page_has_a_line_of_english_beside_its_thai():
    found = [
        f"{path.name}: {line.strip()}"
        for path in SHOWN
        for line in path.read_text("utf-8").splitlines()
        if GREY.search(line)
    ]
    assert len(SHOWN) > 90 and found == []
