"""Names of files and folders: which are no data, which look like copies, how they are shown."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from esa.sources.workbook import Fault

NAMED = 3  # foreign files that are named; more are counted
# Left behind by programs; nobody put them there to be read.
NOISE = ("desktop.ini", "thumbs.db", "__pycache__", "__macosx", "license", "notice")
NOISE_ENDS = (".py", ".pyc", ".md", ".tmp", ".crdownload", ".part")
COPY = re.compile(
    r"\s?\(\d{1,2}\)$|^สำเนา(?:ของ|\s)|[-\s]\s?สำเนา(?:\s?\(\d+\))?$"
    r"|^copy of |\s?- copy(?:\s?\(\d+\))?$",
    re.IGNORECASE,
)


def is_noise(path: Path) -> bool:
    """True of hidden files, lock files of an open workbook, and what programs leave behind."""
    name = path.name.lower()
    return name.startswith((".", "~$", "~")) or name in NOISE or name.endswith(NOISE_ENDS)


def looks_like_copy(stem: str) -> bool:
    """True of "ชื่อ (1)", "สำเนาของ ชื่อ", "ชื่อ - Copy" and their like."""
    return bool(COPY.search(stem.strip()))


def passed_over(files: Sequence[Path]) -> list[Fault]:
    """Files that are no data: unknown_file for each of a few, one unknown_files for many."""
    names = [shown_name(file) for file in files]
    if len(names) <= NAMED:
        return [Fault("unknown_file", {"value": name}) for name in names]
    first = ", ".join(name if len(name) <= 40 else f"{name[:39]}…" for name in names[:NAMED])
    return [Fault("unknown_files", {"count": len(names), "value": f"{first}, …"})]


def shown_name(path: Path, stem: bool = False) -> str:
    """The name as people see it; bytes that are no text show as ?."""
    name = path.stem if stem else path.name
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
