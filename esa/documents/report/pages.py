"""Pages in the contents of a Word document, as LibreOffice sets it, where an office has that.

Word works them out itself once it may bring its contents up to date, and is asked to in any case.
Until then, and in what only shows the file, the pages of LibreOffice stand there. Where anything is
not as expected, such as a heading that isn't found, the document stays as it is: no page is better
than a wrong one.
"""

import os
import re
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

from esa import thai

SETTING = "ESA_SOFFICE"  # LibreOffice's program
PATIENCE = 90  # seconds
_TO_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
_TREE = re.compile(rb"/Type\s*/Pages\b[^>]*?/Kids\s*\[([^\]]*)\]|/Kids\s*\[([^\]]*)\]")
_HEADING = re.compile(rb"/Title\s*<FEFF([0-9A-Fa-f]*)>\s*/Dest\s*\[\s*(\d+) 0 R")
_REFERENCE = re.compile(rb"(\d+) 0 R")


def with_pages(data: bytes, thai_digits: bool) -> bytes:
    """The document with the pages in its contents; as it is without LibreOffice."""
    program = os.environ.get(SETTING, "")
    return filled(data, _headings(_as_pdf(program, data)), thai_digits) if program else data


def filled(data: bytes, found: Sequence[tuple[str, int]], thai_digits: bool) -> bytes:
    """The document with these pages. found: each heading with its page, in their order."""
    document = Document(BytesIO(data))
    entries = list(_entries(document.element.body))
    if not entries or [title for title, _ in entries] != [title for title, _ in found]:
        return data
    for (_, place), (_, page) in zip(entries, found, strict=True):
        place.text = thai.to_thai_digits(str(page), thai_digits)
    memory = BytesIO()
    document.save(memory)
    return memory.getvalue()


def _entries(body: _Element) -> list[tuple[str, _Element]]:
    """Each entry of the contents: its heading, and where its page goes."""
    found = []
    for link in body.iter(qn("w:hyperlink")):
        codes = [code.text or "" for code in link.iter(qn("w:instrText"))]
        texts = list(link.iter(qn("w:t")))
        if any("PAGEREF" in code for code in codes) and len(texts) == 2:
            found.append((_bare(texts[0].text or ""), texts[1]))
    return found


def _as_pdf(program: str, data: bytes) -> bytes:
    """b"" where it can't be made."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        written = place / "report.docx"
        written.write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"  # nobody else's
        command = [program, "--headless", profile, "--convert-to", _TO_PDF, "--outdir", folder]
        try:
            subprocess.run(
                [*command, str(written)],
                timeout=PATIENCE,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            return (place / "report.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return b""


def _headings(pdf: bytes) -> list[tuple[str, int]]:
    """Heading and page of each; [] where the file isn't as LibreOffice writes it."""
    tree = [kids for found in _TREE.finditer(pdf) for kids in found.groups() if kids]
    if len(tree) != 1:
        return []
    pages = {each: at for at, each in enumerate(_REFERENCE.findall(tree[0]), start=1)}
    found = [
        (_bare(bytes.fromhex(title.decode()).decode("utf-16-be", "replace")), pages.get(page, 0))
        for title, page in _HEADING.findall(pdf)
    ]
    return found if all(page for _, page in found) else []


def _bare(text: str) -> str:
    return re.sub(r"[\s\u2060\u200b]", "", text)
