"""Whether a file that leaves the dashboard does anything by itself: formulas, scripts, links.

faults(data) names everything in it that a spreadsheet, a browser, Word or a PDF reader would run or
load, by what the file is and not by its name; text(data) is what somebody could find in it.
"""

import csv
import ctypes
import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

import pypdfium2
from lxml import etree, html

from esa.telling.texts import JOINER

STARTS = re.compile(r"\s*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"-?[\d,.]+")
FIELD = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|TOC|PAGEREF|STYLEREF|SEQ|REF)\b"
    r'|\s*HYPERLINK\s+(?:"https?://[^"]*"|\\l)\s*'
)
LOADS = ["script", "iframe", "frame", "object", "embed", "applet", "base", "link", "form", "meta"]
LINKS = ("href", "action", "formaction", "xlink:href")
PARTS = ("src", "srcset", "srcdoc", "background", "poster", "data")
SAFE = re.compile(r"(https?://|#|mailto:|$)", re.IGNORECASE)
WEB = re.compile(r"https?://", re.IGNORECASE)


def faults(data: bytes) -> list[str]:
    """What is live in this file; [] for none. A picture, or text for machines, can't be."""
    if data.startswith(b"PK"):
        return list(_of_archive(ZipFile(io.BytesIO(data))))
    if data.startswith(b"%PDF"):
        return list(_of_pdf(data))
    if data.startswith(b"\x89PNG") or data.lstrip()[:1] in (b"{", b"["):
        return []
    if data.startswith(b"\xef\xbb\xbf"):
        return list(_of_csv(data.decode("utf-8-sig")))
    return list(_of_html(data.decode()))


def text(data: bytes) -> str:
    """Everything that can be read in the file, as it lies there, without joiners."""
    if data.startswith(b"PK"):
        archive = ZipFile(io.BytesIO(data))
        found = "\n".join(text(archive.read(name)) for name in archive.namelist())
    elif data.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(data)
        found = "\n".join(page.get_textpage().get_text_range() for page in pages)
    else:
        found = data.decode("utf-8", "replace")
    return found.replace(JOINER, "")


def _of_archive(archive: ZipFile) -> Iterator[str]:
    names = archive.namelist()
    yield from (f"name {name}" for name in names if ".." in name or name[0] in "/\\")
    if "xl/workbook.xml" in names:
        yield from _of_workbook(archive)
    elif "word/document.xml" in names:
        yield from _of_word(archive)
    else:
        for name in names:
            yield from (f"{name}: {each}" for each in faults(archive.read(name)))


def _of_parts(archive: ZipFile, allowed: str) -> Iterator[str]:
    """Parts that run, and links to elsewhere, in a file of Office."""
    for name in archive.namelist():
        if re.search(r"vba|embeddings|activeX|externalLink|connections|customUI|macro", name, re.I):
            yield f"part {name}"
        if name.endswith(".rels"):
            for each in etree.fromstring(archive.read(name)):
                is_foreign = each.get("TargetMode") == "External"
                kind = each.get("Type", "").rpartition("/")[2]
                if is_foreign and (kind != "hyperlink" or not WEB.match(each.get("Target", ""))):
                    yield f"{name}: {kind} {each.get('Target')}"
        if name.endswith((".xml", ".rels")):
            yield from (f"{name}: {x}" for x in re.findall(allowed, archive.read(name).decode()))


def _of_workbook(archive: ZipFile) -> Iterator[str]:
    """Text in a cell isn't live, whatever it begins with."""
    live = r"<(?:ddeLink|oleLink|webPublish)[^>]*>|<f[ >/][^<]*"
    yield from _of_parts(archive, live)


def _of_word(archive: ZipFile) -> Iterator[str]:
    yield from _of_parts(archive, r"<w:(?:altChunk|object|attachedTemplate|control)\b[^>]*>")
    for name in archive.namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            for each in etree.fromstring(archive.read(name)).iter("{*}instrText", "{*}fldSimple"):
                said = each.text or next((v for k, v in each.items() if k.endswith("instr")), "")
                if said.strip() and not FIELD.match(said):
                    yield f"{name}: field {said}"


def _of_pdf(data: bytes) -> Iterator[str]:
    raw, document = pypdfium2.raw, pypdfium2.PdfDocument(data)
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield "JavaScript"
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        yield "attachment"
    for page in document:
        place, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
            action = raw.FPDFLink_GetAction(link)
            kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
            if kind == raw.PDFACTION_URI:
                room = ctypes.create_string_buffer(4096)
                raw.FPDFAction_GetURIPath(document, action, room, 4096)
                if not WEB.match(room.value.decode("latin-1")):
                    yield f"link {room.value!r}"
            elif kind != raw.PDFACTION_GOTO:
                yield f"action {kind}"


def _of_csv(said: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(said)):
        yield from (each for each in row if STARTS.match(each) and not NUMBER.fullmatch(each))


def _of_html(said: str) -> Iterator[str]:
    for each in html.document_fromstring(said).iter(etree.Element):
        if each.tag in LOADS and not (each.tag == "meta" and "refresh" not in str(each.items())):
            yield f"<{each.tag}>"
        for name, value in each.items():
            loads = name in PARTS and not value.startswith("data:image/")
            leads = name in LINKS and not SAFE.match(value)
            if name.startswith("on") or loads or leads:
                yield f"<{each.tag} {name}={value}>"
