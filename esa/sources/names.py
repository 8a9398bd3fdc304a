"""Names of files and folders: which are no data, which look like copies, how they are shown."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from esa.sources.workbook import Fault

ENDING = re.compile(r"\.(?:xlsx|xlsm|xls|csv)$", re.IGNORECASE)
NAMED = 3  # foreign files that are named; more are counted
# Left behind by programs; nobody put them there to be read.
NOISE = ("desktop.ini", "thumbs.db", "__pycache__", "__macosx", "license", "notice")
NOISE_ENDS = (".py", ".pyc", ".md", ".tmp", ".crdownload", ".part")
# What programs and people add to the name of a copy. A year isn't such a mark.
COPY = re.compile(
    r"\s?\(\d{1,2}\)$|^สำเนา(?:ของ|\s|-|_)|[-_\s(]\s?สำเนา(?:ของ.*)?(?:\s?\(?\d{0,2}\)?)?\)?$"
    r"|^copy of |[-_\s]\s?copy(?:\s?\(?\d{0,2}\)?)?$"
    r"|conflicted copy|case conflict|สำเนาที่ขัดแย้ง"
    r"|-(?:DESKTOP|LAPTOP|PC|NB|WIN)-[0-9A-Z]{3,}(?:-\d+)?$"
    r"|[(\[](?:auto-?saved?|auto-?recovered|recovered|repaired|กู้คืน|ซ่อมแซม)[^)\]]*[)\]]"
    r"|[^-_.\s(][-_.\s(]+(?:back-?up|bak|old|draft|final\d{0,2}|สำรอง|เก่า|ฉบับเก่า|ฉบับร่าง|ล่าสุด)\)?$"
    r"|^(?:back-?up|old|สำรอง)[-_.\s]",
    re.IGNORECASE,
)


def is_noise(path: Path) -> bool:
    """True of hidden files, lock files of an open workbook, and what programs leave behind."""
    name = path.name.lower()
    return name.startswith((".", "~$", "~")) or name in NOISE or name.endswith(NOISE_ENDS)


def looks_like_copy(stem: str) -> bool:
    """True of "ชื่อ (1)", "สำเนาของ ชื่อ", "ชื่อ - Copy", "ชื่อ-DESKTOP-AB12" and their like."""
    return bool(COPY.search(stem.strip()))


def without_ending(name: str) -> str:
    """The name of a file of a workbook as people say it: sup for sup.xlsx."""
    return ENDING.sub("", name)


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
