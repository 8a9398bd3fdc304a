"""The order of imports: kept by import-linter, and drawn as it is in the docstring of esa."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import esa

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = CONTRACTS["tool"]["importlinter"]["contracts"]
MAY_KNOW = {  # what a contract forbids → the rooms that it leaves out
    "streamlit": {"commands", "screen", "serving", "pages"},  # commands start the server
    "gspread": {"sources", "screen"},
    "ibis": {"rollup"},
}


def contract() -> list[list[str]]:
    """The rooms from top to bottom, those that don't know each other together."""
    layers = CONTRACTS[0]["layers"]
    return [sorted(name.removeprefix("esa.") for name in line.split(" | ")) for line in layers]


def test_the_contract_of_imports_is_kept():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_picture_in_the_docstring_is_the_contract():
    lines = re.findall(r"^ {4}([a-z_]+(?:, [a-z_]+)*)(?: {2}|$)", esa.__doc__, re.MULTILINE)
    assert [sorted(line.split(", ")) for line in lines] == contract()


def test_every_room_is_in_the_contract():
    found = (path for path in (ROOT / "esa").iterdir() if path.suffix or any(path.glob("*.py")))
    rooms = {path.name.removesuffix(".py") for path in found}
    rooms -= {"__init__", "__main__", "__pycache__"}
    assert rooms == {name for line in contract() for name in line} - {"pages"}


def test_what_is_forbidden_is_forbidden_to_every_other_room():
    rooms = {name for line in contract() for name in line}
    forbidden = [each for each in CONTRACTS if each["type"] == "forbidden"]
    assert {each["forbidden_modules"][0] for each in forbidden} == set(MAY_KNOW)
    for each in forbidden:
        held = {name.removeprefix("esa.") for name in each["source_modules"]}
        assert rooms - held == MAY_KNOW[each["forbidden_modules"][0]]


def test_no_page_is_a_package_of_python():
    """With an __init__.py the contract would be kept by code that breaks it."""
    assert list((ROOT / "pages").rglob("__init__.py")) == []


def test_few_modules_lie_loose():
    assert len(list((ROOT / "esa").glob("*.py"))) <= 8
