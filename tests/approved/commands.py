"""What the commands print and write that read an office, called as on the command line."""

import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache, partial
from itertools import accumulate
from pathlib import Path

from esa.commands.cli import main
from tests.approved import files
from tests.approved.lines import of_html, steady
from tests.approved.visits import SAMPLE

Made = Callable[[], list[str]]
SCORES = """รหัสโรงเรียน,ภาษาไทย,คณิตศาสตร์
00570001,46.18,44.51
00570001,46.19,
00570002,80,ขาดสอบ
2,50,50
"""
SITTING = ("--year", "2556", "--test", "O-NET", "--grade", "ป.6")
SUBJECTS = ("--subjects", "ภาษาไทย", "คณิตศาสตร์")
READERS: dict[str, Callable[[bytes], list[str]]] = {
    ".xlsx": files.of_xlsx,
    ".docx": files.of_docx,
    ".pdf": files.of_pdf,
    ".html": lambda data: of_html(data.decode()),
}


def items() -> dict[str, Made]:
    sample = str(SAMPLE)
    return {
        "commands/check": partial(said, "check", sample),
        "commands/check-json": partial(said, "check", sample, "--json"),
        "commands/check-html": lambda: of_html("\n".join(said("check", sample, "--html"))),
        "commands/history": partial(said, "history", sample),
        "commands/meetings": partial(said, "meeting", sample, "--list"),
        "commands/meeting-unnamed": partial(said, "meeting", sample),
        "commands/new-year": partial(written, "new-year", "2558", sample, "‹ที่›/new", of="สมุด"),
        "commands/template": partial(written, "template", "‹ที่›/new", "--from", sample),
        "commands/scores": partial(
            written, "scores", "‹ที่›/scores.csv", *SITTING, *SUBJECTS, "--from", sample
        ),
        "commands/report": partial(written, "report", sample, "‹ที่›/sar.docx", "--verified"),
        "commands/import-report": partial(
            written,
            *("import-report", "‹ที่›/sar.docx", "--into", "‹ที่›/new", "--group", "SUP"),
            *("--fiscal-year", "2557", "--carried-out", "yes"),
            before=("report", sample, "‹ที่›/sar.docx", "--indicator", "1.4"),
            of=("กลุ่มนิเทศ", "สมุด"),
        ),
        "pack/command-past": partial(
            written, "pack", sample, "‹ที่›", "--meeting", "11/2557", "--since", "9/2557"
        ),
    }


def said(*words: str) -> list[str]:
    """What a command prints, then what it tells beside and its exit code."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    lines = []
    for stream in (out, err):
        stream.seek(0)
        lines += ["‹ข้างกัน›"] * (stream is err) + stream.read().splitlines()
    kept = os.environ["ESA_HISTORY"]
    lines = [
        steady(re.sub(rf"{re.escape(kept)}(/[0-9a-f]{{12}})?", "‹ที่เก็บ›", each.rstrip()))
        for each in lines
    ]
    return [*lines, f"‹รหัสออก› {code}"]


@cache
def written(*words: str, before: tuple[str, ...] = (), of: str | tuple[str, ...] = "") -> list[str]:
    """What a command says, and all it writes. ‹ที่› in its words: a folder of its own; before: the
    words of a command that makes ready what it reads; of: what begins the names of files to read.

    Of several workbooks a line that an earlier one has in the same tab isn't told again.
    """
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "scores.csv").write_text(SCORES, encoding="utf-8")
        for each in (before, words) if before else (words,):
            there = set(folder.rglob("*"))
            lines = said(*(word.replace("‹ที่›", str(folder)) for word in each))
        lines = [_without_sizes(each.replace(str(folder), "‹ที่›")) for each in lines]
        told: set[tuple[str, str]] = set()
        for path in sorted(set(folder.rglob("*")) - there):
            if path.suffix in READERS and path.name.startswith(of):
                lines += ["", f"‹ไฟล์› {path.relative_to(folder)}"]
                lines += _not_told(READERS[path.suffix](path.read_bytes()), told)
        return lines
    finally:
        shutil.rmtree(folder)


def _not_told(lines: list[str], told: set[tuple[str, str]]) -> list[str]:
    """The lines that no earlier workbook had in that tab; told: grows."""
    tabs = list(accumulate(lines, lambda tab, each: each if each.startswith("## ") else tab))
    placed = list(zip(tabs, lines, strict=True))
    new = [each for tab, each in placed if (tab, each) not in told or tab == each]
    told.update((tab, each) for tab, each in placed if tab.startswith("## "))
    return new


def _without_sizes(said: str) -> str:
    before, found, after = said.rpartition(" (")
    return f"{before} (‹ขนาด›)" if found and after.endswith(" bytes)") else said
