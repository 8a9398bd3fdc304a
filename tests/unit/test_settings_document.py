"""Every setting of the environment that the program or its tests read stands in docs/deploy.md."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
CODE = [ROOT / "app.py", *(p for f in ("esa", "pages", "tests") for p in (ROOT / f).rglob("*.py"))]
OTHERS = [ROOT / "Makefile", *(ROOT / ".ci").iterdir(), *(ROOT / "docs" / "deploy").iterdir()]
# a test sets it to see that nobody reads it; benchmarks set the others for what they start
DISOBEYED = {"NETRC", "PYSPARK_PYTHON", "PYTHONDONTWRITEBYTECODE"}
DISOBEYED |= {"STORAGE_EMULATOR_HOST", "GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT"}
ASKED = {"get", "pop", "getenv", "setenv", "delenv"}


def names_in(path: Path) -> Iterator[str]:
    """Names asked of the environment, also by a constant: environ.get(…), environ[…], getenv(…)."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text if "env" in text else "")
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
            yield from (each for part in _parts(node.slice) for each in _name(part, path, tree))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of = ast.unparse(node.func.value)
            by_name = node.func.attr in ("getenv", "setenv", "delenv")
            if node.func.attr in ASKED and (of.endswith("environ") or by_name):
                yield from _name(node.args[0], path, tree)


def _parts(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]


def _name(node: ast.expr, path: Path, tree: ast.Module) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Name):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for each in ast.walk(tree):
            if isinstance(each, ast.ImportFrom) and node.id in {n.name for n in each.names}:
                module = each.module
        yield getattr(importlib.import_module(module), node.id)


def in_guide() -> list[str]:
    cells = re.findall(r"^\| (`[^|]+) \|", GUIDE.split("## 7 ")[1], re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def test_every_setting_of_the_environment_stands_in_the_guide_and_no_other():
    read = {name for path in CODE for name in names_in(path)}
    assert {"ESA_OFFICE", "ESA_HISTORY", "ESA_AUDIT", "ESA_CHROMIUM"} <= read
    for path in OTHERS:
        read |= set(re.findall(r"\b(?:ESA|STREAMLIT)_[A-Z_]+", path.read_text(encoding="utf-8")))
    assert sorted(in_guide()) == sorted(read - DISOBEYED)
