"""A page goes away with its folder: all others open, and nothing that was drawn of it breaks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.parent.name for path in (ROOT / "pages").glob("*/page.py"))
PROGRAM = ("esa", "pages", "sheets_schema", "static", ".streamlit")
OPENS_WITHOUT = Path(__file__).with_name("opens_without.py")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The program alone, to take folders out of."""
    copy = tmp_path / "program"
    for name in PROGRAM:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    return copy


def test_without_its_folder_all_other_pages_open_and_the_contract_holds(copied, tmp_path):
    (tmp_path / "away").mkdir()
    clean = {name: text for name, text in os.environ.items() if not name.startswith("ESA_")}
    command = [sys.executable, str(OPENS_WITHOUT), str(tmp_path / "away")]
    done = subprocess.run(
        command, cwd=copied, env=clean, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    others = [[page, *(name for name in PAGES if name != page)] for page in PAGES]
    assert [line.split() for line in done.stdout.splitlines()] == others
