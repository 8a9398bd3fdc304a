"""What documents, docstrings and comments name is there: files, folders, modules, functions."""

import pkgutil
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    "README.md",
    "sheets_schema/README.md",
    *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")),
]
WRITTEN = [
    path.relative_to(ROOT).as_posix()
    for place in ("esa", "pages", "tests")
    for path in (ROOT / place).rglob("*")
    if path.suffix in (".py", ".html", ".css", ".typ")
]
OURS = r"(?<![\w./-])((?:esa|pages|tests|docs|static|sheets_schema)/[\w./-]*\w)"
ABSENT = {"docs/rules", "static/js"}  # of a pattern that looks for names; of Streamlit


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_path_that_a_text_names_exists():
    missing = {
        (name, path)
        for name in [*DOCUMENTS, *WRITTEN, "app.py", "Makefile", "pyproject.toml"]
        for path in re.findall(OURS, text(name))
        if path not in ABSENT and not (ROOT / path).exists()
    }
    assert missing == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_module_and_function_that_a_document_names_exists(name):
    names = set(re.findall(r"`(esa\.[a-zA-Z_.]+)`", text(name))) - {"esa.service"}
    assert len(names) > 20 or name != "docs/rules.md"
    for each in names:
        pkgutil.resolve_name(each)  # raises where nothing has that name


def test_what_docstrings_and_comments_say_to_see_is_there():
    paths = [Path(name).with_suffix("").parts for name in WRITTEN]
    there = {parts[-2:] for parts in paths} | {parts[-3:-1] for parts in paths}
    files, modules = {Path(name).name for name in WRITTEN}, {}
    for path in (ROOT / name for name in WRITTEN if name.endswith(".py")):
        own = path.parent.name if path.name == "__init__.py" else path.stem
        modules[own] = modules.get(own, "") + path.read_text(encoding="utf-8")
    for name in WRITTEN:
        for dotted in re.findall(r"\b[Ss]ee\s+(?:#\s+)?([a-z_]+(?:\.\w+)+)", text(name)):
            module, inside = dotted.split(".")[-2:]
            found = re.search(
                rf"(?m)(?:def|class) {inside}\b|^ *{inside} *[:=]", modules.get(module, "")
            )
            assert found or (module, inside) in there or dotted in files, (name, dotted)


def test_every_module_that_the_documents_start_exists():
    for name in DOCUMENTS:
        for module in re.findall(r"-m ((?:esa|tests)(?:\.\w+)+)", text(name)):
            path = ROOT / module.replace(".", "/")
            assert path.is_dir() or path.with_suffix(".py").exists(), (name, module)


def test_the_tree_of_the_readme_has_every_room():
    tree = README.split("## For developers\n\n```\n")[1].split("```")[0]
    named = {
        room for line in re.findall(r"^esa/(.*?)   ", tree, re.MULTILINE) for room in line.split()
    }
    rooms = {path.name for path in (ROOT / "esa").iterdir() if any(path.glob("*.py"))}
    assert {room.removesuffix("/") for room in named if room.endswith("/")} == rooms
    for name in re.findall(r"^[\w/.]+", tree, re.MULTILINE):
        assert (ROOT / name).exists(), name
