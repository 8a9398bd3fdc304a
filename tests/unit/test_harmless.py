"""The look at files that leave: it names what is live in each kind, and nothing in quiet ones."""

import io
from zipfile import ZipFile

import openpyxl
import pytest
import typst
from docx import Document

from tests.harmless import faults


def workbook(value: object, link: str = "") -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = value
    if link:
        book.active["A1"].hyperlink = link
    book.save(held)
    return held.getvalue()


def word(field: str = "", target: str = "") -> bytes:
    document, held = Document(), io.BytesIO()
    run = document.add_paragraph("ก").add_run()
    if field:
        run._r.append(run._r.makeelement(f"{{{run._r.nsmap['w']}}}instrText"))
        run._r[-1].text = field
    if target:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        kind += "hyperlink" if target.startswith("h") else "attachedTemplate"
        document.part.relate_to(target.lstrip("!"), kind, is_external=True)
    document.save(held)
    return held.getvalue()


def pdf(text: str) -> bytes:
    return typst.compile(text.encode())


def page(body: str) -> bytes:
    return (
        f"<!doctype html><html><head><style>a{{}}</style></head><body>{body}</body></html>".encode()
    )


def sheet(*cells: str) -> bytes:
    return "\ufeff".encode() + ",".join(cells).encode()


def archive(name: str, data: bytes) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        workbook("ก"), workbook(-5), workbook("'=1", "https://a.example"), 
        word("PAGE"), word('HYPERLINK "https://a.example"'), word(target="https://a.example"),
        pdf("ก #link(\"https://a.example\")[ข]"), sheet("-5", "'=1"),
        page("<a href='#x'>ก</a><img src='data:image/png;base64,x'> &lt;script&gt;"),
        archive("a.csv", sheet("ก")), b"\x89PNG", b'{"a": "=1"}',
    ],
)  # fmt: skip
def test_a_quiet_file_has_none(data):
    assert faults(data) == []


@pytest.mark.parametrize(
    "data",
    [
        workbook("=1+1"), workbook("ก", "javascript:x"), workbook("ก", "file:///x"),
        word('HYPERLINK "file:///x"'), word("DDEAUTO c"), word(target="https"),
        word(target="!https://a.example/t.dotm"), pdf('#link("javascript:x")[ก]'), sheet("=1"),
        sheet("ก", "\t@SUM(1)"), sheet("-1+1"), page("<script></script>"), page("<p onclick=x>"),
        page("<a href='javascript:x'>"), page("<img src='//a.example/x.png'>"),
        page("<img src='https://a.example/x.png'>"), page("<a href='data:text/html,x'>"),
        page("<iframe>"),
        archive("a.csv", sheet("=1")), archive("../a.csv", sheet("ก")),
        archive("a.zip", archive("b.xlsx", workbook("=1"))),
    ],
)  # fmt: skip
def test_what_is_live_is_named(data):
    assert faults(data)
