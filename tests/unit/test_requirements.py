"""What the code imports is declared and pinned, and nothing is declared that it doesn't use."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("esa", "pages", "app.py")
LOADED_BY_STREAMLIT = {"authlib", "httpx2"}  # for its sign-in, without an import of ours
OPTIONAL = {"pyspark"}  # an engine of the settings, which whoever sets it installs
STARTED = {"ruff", "import-linter", "pytest-xdist", "uv"}  # tools, and what pytest loads
LOADED_BY_NAME = LOADED_BY_STREAMLIT | STARTED
BY_HAND = {"fonttools"}  # a script that is run when a font of ours changes
PEERS = {"streamlit_gsheets"}  # measured in a Python of its own, see tests/bench/bench_google.py
FILES = ["requirements.txt", "esa/rollup/requirements.txt", "tests/requirements.txt"]
OWN = {"esa", "pages", "tests"}


def declared(file: str) -> dict[str, str]:
    """Each package with its pinned version."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    pins = [line.partition("==") for line in lines if line and not line.startswith(("#", "-r"))]
    return {normal(name.partition("[")[0]): version for name, _, version in pins}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(*places: str) -> set[str]:
    """The top-level modules that are imported and come with a package."""
    found = set()
    for place in places:
        path = ROOT / place
        for file in [path] if path.suffix else path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    found.add(node.module.partition(".")[0])
    return found - OWN - PEERS - OPTIONAL - sys.stdlib_module_names


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_and_stands_once(file):
    pins = declared(file)
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert len(pins) == sum(1 for line in lines if line and not line.startswith("#"))
    assert all(re.fullmatch(r"\d+(\.\w+)+", version) for version in pins.values())
    assert not declared("requirements.txt").keys() & declared("tests/requirements.txt").keys()


@pytest.mark.parametrize(
    ("places", "files"),
    [
        (PROGRAM, ["requirements.txt", "esa/rollup/requirements.txt"]),
        (("tests",), FILES),
    ],
    ids=["program", "tests"],
)
def test_what_is_imported_is_declared(places, files):
    packages = {name for file in files for name in declared(file)} | BY_HAND
    of_module = packages_distributions()
    missing = {
        module
        for module in imported(*places)
        if not {normal(name) for name in of_module.get(module, [module])} & packages
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("file", "places"),
    [
        ("requirements.txt", PROGRAM),
        ("esa/rollup/requirements.txt", PROGRAM),
        ("tests/requirements.txt", ("tests",)),
    ],
)
def test_what_is_declared_is_used(file, places):
    of_module = packages_distributions()
    used = {normal(name) for module in imported(*places) for name in of_module.get(module, [])}
    assert declared(file).keys() - used == declared(file).keys() & LOADED_BY_NAME
