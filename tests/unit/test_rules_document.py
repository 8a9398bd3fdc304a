"""docs/rules.md and the code name each other: no rule without a home, no home without a rule."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
HEADINGS = set(re.findall(r"^## (.+)$", RULES, re.MULTILINE))


def test_every_rule_that_the_code_cites_is_a_section():
    cited = set()
    for path in (ROOT / "esa").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for sources in re.findall(r'docs/rules\.md, ((?:"[^"]+"(?: and )?)+)', text):
            cited |= set(re.findall(r'"([^"]+)"', sources))
    assert len(cited) > 10
    assert cited <= HEADINGS
