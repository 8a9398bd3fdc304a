"""What is installed: the whole tree of packages, by version and hash as `make lock` pins it."""

import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

LOCK = ROOT / "requirements.lock"
FILES = {
    LOCK: ["requirements.txt"],
    ROOT / "esa/rollup/requirements.lock": ["esa/rollup/requirements.txt"],
    ROOT / "tests/requirements.lock": ["esa/rollup/requirements.txt", "tests/requirements.txt"],
}
OTHERS = ("linux", "darwin", "win32")


def pinned(lock: Path) -> dict[Requirement, list[str]]:
    """Each package and its hashes."""
    found: dict[Requirement, list[str]] = {}
    for line in lock.read_text("utf-8").splitlines():
        if line[:1].isalnum():
            hashes = found.setdefault(Requirement(line.removesuffix("\\").strip()), [])
        elif said := re.match(r" +--hash=(sha256:[0-9a-f]{64})", line):
            hashes.append(said[1])
    return found


def asked_for(name: str) -> set[str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.strip().lower() for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize("lock", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_package_is_pinned_with_hashes(lock):
    found = pinned(lock)
    assert len(found) > 50
    for each, hashes in found.items():
        assert [one.operator for one in each.specifier] == ["=="] and hashes, each
    exact = {f"{each.name}{each.specifier}".lower() for each in found}
    asked = set().union(*map(asked_for, FILES[lock]))
    assert {re.sub(r"\[.*?\]", "", line) for line in asked} <= exact, "run make lock"


def test_all_locks_agree():
    app, rollup, tests = (
        {(each.name, str(each.marker)): str(each.specifier) for each in pinned(lock)}
        for lock in FILES
    )
    assert all(rollup.get(key) == value for key, value in app.items())
    assert all(tests.get(key) == value for key, value in rollup.items())


@pytest.mark.parametrize("system", OTHERS)
def test_the_lock_is_for_every_system(system):
    """Exactly one version of each direct dependency, whatever the machine."""
    for python in ("3.11", "3.12", "3.13"):
        about = {"sys_platform": system, "python_version": python}
        about |= {"python_full_version": f"{python}.0", "extra": ""}
        fits = [e.name for e in pinned(LOCK) if not e.marker or e.marker.evaluate(about)]
        assert len(fits) == len(set(fits))
        assert {line.partition("==")[0] for line in asked_for("requirements.txt")} <= set(fits)


def test_what_is_installed_here_is_what_is_pinned():
    for each in pinned(LOCK):
        if not each.marker or each.marker.evaluate():
            assert version(each.name) in each.specifier, "run make test"
    assert sys.version_info >= (3, 11)


@pytest.mark.parametrize(
    "name", ["Makefile", "start.cmd", "docs/deploy.md", "docs/deploy/Containerfile"]
)
def test_every_way_to_install_takes_the_lock(name):
    text = (ROOT / name).read_text("utf-8")
    assert "requirements.lock" in text and "--require-hashes" in text
    assert "-r requirements.txt" not in text
