"""The texts as they are kept, a file each, against what is read now."""

from difflib import unified_diff
from functools import cache
from pathlib import Path

from tests.approved.items import items
from tests.approved.visits import OFFICES, folder

HERE = Path(__file__).parent


@cache
def _items() -> dict:
    return items()


def names() -> list[str]:
    return list(_items())


@cache
def made(name: str) -> list[str]:
    """What is read now, without blank lines at the end and without folders of the machine."""
    said = "\n".join(_items()[name]()).rstrip("\n")
    for office in ("", *OFFICES):
        said = said.replace(str(folder(office)), "‹โฟลเดอร์›")
    return said.split("\n")


def path_of(name: str) -> Path:
    return HERE / f"{name}.txt"


def kept(name: str) -> list[str]:
    path = path_of(name)
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n") if path.exists() else []


def write(name: str, lines: list[str]) -> None:
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def difference(name: str) -> list[str]:
    """Which lines changed, as a diff; nothing where it reads the same."""
    held, now = kept(name), made(name)
    if held == now and path_of(name).exists():
        return []
    return list(unified_diff(held, now, f"approved {name}", f"now {name}", lineterm="", n=1))


def stale() -> list[Path]:
    """Texts that nothing makes any more."""
    known = {path_of(name) for name in names()}
    return sorted(path for path in HERE.rglob("*.txt") if path not in known)
