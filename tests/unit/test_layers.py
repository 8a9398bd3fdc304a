"""The order of imports that the docstring of esa draws, kept."""

import ast
from collections.abc import Iterator
from pathlib import Path

ESA = Path(__file__).resolve().parents[2] / "esa"
ORDER = ["reading", "rules", "checks", "office", "computed", "changes", "views"]


def imported(path: Path) -> Iterator[str]:
    """The parts of esa, packages or single modules, that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "esa":
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("esa."):
            yield node.module.split(".")[1]


def files_of(part: str) -> list[Path]:
    found = list((ESA / part).rglob("*.py")) or [ESA / f"{part}.py"]
    assert all(path.is_file() for path in found)
    return found


def test_no_layer_imports_one_below_it():
    wrong = [
        f"{path.relative_to(ESA)} imports {name}"
        for place, part in enumerate(ORDER)
        for path in files_of(part)
        for name in imported(path)
        if name in ORDER[place + 1 :]
    ]
    assert wrong == []


def test_sources_stand_beside_and_know_no_layer():
    named = {name for path in files_of("sources") for name in imported(path)}
    assert named <= {"sources", "uncollected"}
