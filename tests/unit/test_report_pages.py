"""Pages in the contents of the Word report: LibreOffice's where there is one, and no wrong one."""

import re
import shutil
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from esa.documents.report import pages
from esa.documents.report.word import word_report
from esa.judged import Judged
from esa.thai import to_arabic_digits

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def report(sample) -> bytes:
    return word_report(Judged(sample))


def contents(data: bytes) -> list[tuple[str, str]]:
    body = Document(BytesIO(data)).element.body
    return [(title, place.text or "") for title, place in pages._entries(body)]


def test_without_libreoffice_or_with_one_that_fails_nothing_changes(report, monkeypatch):
    monkeypatch.delenv(pages.SETTING, raising=False)
    assert pages.with_pages(report, True) == report
    for broken in ("/bin/false", "/nowhere/soffice"):
        monkeypatch.setenv(pages.SETTING, broken)
        assert pages.with_pages(report, True) == report
    assert len(contents(report)) > 5 and not any(page for _, page in contents(report))


def test_headings_that_are_not_those_of_the_contents_give_no_pages(report):
    there = [(title, at) for at, (title, _) in enumerate(contents(report), start=3)]
    for found in ([], there[1:], [*there, ("อื่น", 9)], [("อื่น", 3), *there[1:]]):
        assert pages.filled(report, found, True) == report
    right = contents(pages.filled(report, there, False))
    assert right == [(title, str(page)) for title, page in there]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not there")
def test_every_heading_has_the_page_on_which_it_is_printed(report, monkeypatch):
    monkeypatch.setenv(pages.SETTING, SOFFICE)
    made = pages.with_pages(report, True)
    found = contents(made)
    assert found and all(re.fullmatch("[๐-๙]+", page) for _, page in found)
    printed = pypdfium2.PdfDocument(pages._as_pdf(SOFFICE, made))
    for title, page in found:
        text = printed[int(to_arabic_digits(page)) - 1].get_textpage().get_text_range()
        start = re.sub(r"[^ก-ฮ๐-๙.]", "", title)[:14]
        assert start in re.sub(r"[^ก-ฮ๐-๙.]", "", text), title
    assert [e for e in Document(BytesIO(made)).element.body.iter(qn("w:fldChar"))]
