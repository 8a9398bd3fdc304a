"""The report page: its finding, what it previews, and the documents it gives."""

import io
import re
from threading import Thread

import docx
import pytest
import streamlit as st
from lxml import html as parsed

from esa.documents.html import Ways, render
from esa.documents.report import counted
from esa.documents.report.contents import Line
from esa.documents.report.made import report
from esa.judged import Judged
from esa.telling.topic import act, strong
from pages.report import words as said
from tests.pages.conftest import lines

EVIL = "<script>x</script> **b** [l](javascript:x) :red[x]"


@pytest.fixture
def offered(open_page, monkeypatch):
    """offered(edition="เดิม") → (the page, label → (make, file name) of its downloads)."""
    original = st.download_button
    found: dict[str, tuple] = {}

    def noted(label: str, data: object, *args: object, **more: object) -> bool:
        found[label] = (data, more["file_name"])
        return original(label, data, *args, **more)

    monkeypatch.setattr(st, "download_button", noted)

    def opened(**address: str) -> tuple:
        found.clear()
        app = open_page("report", **address)
        assert not app.exception, [e.value for e in app.exception]
        return app, dict(found)

    return opened


def pressed(make) -> bytes:
    """What the button gives, made as it is: outside the visitor's session."""
    made: list[bytes] = []
    thread = Thread(target=lambda: made.append(make()))
    thread.start()
    thread.join()
    return made[0]


def test_the_finding_says_how_many_are_written_and_what_is_not_by_group(open_page, sample):
    found = counted.count(report(Judged(sample)))
    title = open_page("report").title[0].value
    assert f"จาก {found.indicators}" in re.sub("\u00a0", " ", title)
    assert f"**{found.unwritten}**" in title
    assert sum(count for _, count in found.by_group) == found.unwritten


def test_one_indicator_is_previewed_with_its_tick_and_its_unwritten_parts(open_page):
    there = lines(open_page("report", indicator="1.4"))
    assert any(line.startswith("☑ ๕ ") for line in there)
    assert sum(line.startswith("☐ ") for line in there) == 4
    assert "(ยังไม่ได้เขียน)" in there and "ประเด็นที่ ๑ ประกอบด้วย" in there


@pytest.mark.parametrize("screen", ["", "true"])
@pytest.mark.parametrize(("digits", "five", "point"), [("arabic", "5", "1"), ("thai", "๕", "๑")])
def test_the_digits_of_the_document_are_chosen_apart_from_those_of_the_screen(
    screen, digits, five, point, open_page
):
    there = lines(open_page("report", indicator="1.4", digits=digits, thai_digits=screen))
    assert any(line.startswith(f"☑ {five} ") for line in there)
    assert f"ประเด็นที่ {point} ประกอบด้วย" in there


def test_a_line_of_the_document_opens_its_link_and_is_text_otherwise():
    long = [Line("text", f"{n}") for n in range(said.MOST_LINES + 3)]
    cell = said.cell([Line("point", EVIL), Line("item", EVIL, "https://a.b/c", EVIL), *long])
    tree = parsed.fromstring(render("pages/report/cell.html", Ways(), cell=cell))
    first, second = tree.xpath("//li")[:2]
    assert first.xpath("./b[@class='strong']/text()") == [EVIL] and not first.xpath(".//a")
    assert second.xpath("./a/@href") == ["https://a.b/c"]
    assert second.text_content() == f"{EVIL} {EVIL}"
    assert "แสดง 80 จาก 85 บรรทัด" in tree.text_content().replace("\u00a0", " ")
    assert len(tree.xpath("//li")) == 80
    unsafe = said.cell([Line("item", "x", "javascript:alert(1)")])
    assert "<a" not in render("pages/report/cell.html", Ways(), cell=unsafe)


def test_both_documents_are_given_under_safe_names(offered):
    _, found = offered(indicator="1.4")
    for form, label in said.FORMS.items():
        make, name = found[label]
        assert name.endswith(".docx") and not re.search(r'[\\/:*?"<>|]', name)
        document = docx.Document(io.BytesIO(pressed(make)))
        assert len(document.tables[0].columns) == (4 if form == "report" else 6)


def test_an_edition_by_conditions_gives_the_older_form(offered):
    app, found = offered(edition="เดิม")
    assert "รายงานแล้ว" in app.title[0].value
    make, _ = found[said.FORMS["report"]]
    assert len(docx.Document(io.BytesIO(pressed(make))).tables[0].columns) == 6


def test_a_finding_without_gaps_asks_for_nothing():
    done = counted.Count(2, 2, 12, 0, 0, ())
    assert said.finding(done, str) == f"เขียนครบ {strong(2)} จาก 2 ตัวบ่งชี้ · ไม่มีส่วนที่ยังไม่ได้เขียน"
    open_one = counted.Count(2, 1, 12, 3, 1, (("FIN", 2), ("", 1)))
    sentence = said.finding(open_one, str)
    assert act(3) in sentence and "FIN 2" in sentence and said.NOBODY in sentence
    assert "ยังอ่านไม่ได้ 1" in sentence
