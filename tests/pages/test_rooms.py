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
OPENS_ALL = Path(__file__).with_name("opens_all.py")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program alone, to take folders out of."""
    copy = tmp_path_factory.mktemp("without")
    for name in PROGRAM:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    return copy


def ran(command: list[str], at: Path) -> subprocess.CompletedProcess:
    clean = {name: text for name, text in os.environ.items() if not name.startswith("ESA_")}
    return subprocess.run(
        command, cwd=at, env=clean, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.parametrize("page", PAGES)
def test_without_its_folder_all_other_pages_open_and_the_contract_holds(page, copied, tmp_path):
    taken = shutil.move(copied / "pages" / page, tmp_path / page)
    try:
        done = ran([sys.executable, str(OPENS_ALL)], copied)
        kept = ran([str(Path(sys.executable).parent / "lint-imports")], copied)
    finally:
        shutil.move(taken, copied / "pages" / page)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == [name for name in PAGES if name != page]
    assert kept.returncode == 0, kept.stdout
