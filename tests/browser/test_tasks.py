"""Questions that people come with, each answered within so many clicks of the opening page.

They were tried by somebody who hadn't seen the app; the ways taken then are kept here. A click is
counted where it is made, typing isn't one. The answers are worked out from the sample by the rules.
"""

import re

import pytest

from esa.judged import Judged
from esa.reading.office import Office
from esa.rules.school_results import Choice
from tests.browser.conftest import read, said


class Clicks:
    """A visit whose clicks are counted."""

    def __init__(self, seen: object) -> None:
        self.seen, self.page, self.count = seen, seen.page, 0

    def __call__(self, place: object) -> None:
        place.click()
        self.count += 1
        self.seen.settle()

    def open(self, title: str, path: str) -> None:
        """A page of the menu; those under อื่น ๆ take one click more."""
        self.count += self.seen.open(title, path)

    def choose(self, label: str, option: str) -> None:
        """One choice of a filter: open it, take the option."""
        box = self.page.get_by_test_id("stSelectbox").filter(has_text=read(label)).first
        box.locator("input").click()
        self.page.get_by_role("option", name=read(option, whole=True)).click()
        self.count += 2
        self.seen.settle()


@pytest.fixture
def start(visit):
    return lambda: Clicks(visit())


def test_a_group_lead_finds_the_missing_document_and_its_cell(start, sample: Office):
    evidence = Judged(sample).standards.evidence
    (mine,) = [row for row in evidence if (row.criterion, row.group) == ("2.2.2", "FIN")]
    assert mine.state == "none"
    cell = sample.cell("evidence", mine.at, "title")
    clicks = start()
    clicks.open("หลักฐานที่ยังขาด", "evidence")
    group = clicks.page.locator(".st-key-group_links").get_by_role("button", name=read("การเงิน"))
    clicks(group)
    clicks.page.wait_for_url(re.compile("group=FIN"))
    clicks.seen.settle()
    row = said(clicks.page.locator(".columned > .row").filter(has_text="2.2.2").first)
    assert "ยังไม่มีเอกสาร" in row and f"ช่อง {cell}" in row
    assert clicks.count <= 2


def test_the_network_that_was_silent_longest_stands_first(start, sample: Office):
    silence = Judged(sample).networks().silence
    known = [row for row in silence if row.kind == "school_network" and row.days is not None]
    longest = max(known, key=lambda row: row.days)
    clicks = start()
    clicks.open("เครือข่าย", "networks")
    row = said(clicks.page.locator("#topic_silence .entry").first)
    assert row.startswith(f"{longest.days} {longest.network_name} ")
    assert clicks.count <= 2


def test_schools_red_in_mathematics_and_how_many_pupils_each_lacks(start, sample: Office):
    choice = Choice("O-NET", "ป.6", 2556, "area", "คณิตศาสตร์")
    found = Judged(sample).schools(choice).schools
    red = [school for school in found if school.stand == "red"]
    clicks = start()
    clicks.open("สีคุณภาพโรงเรียน", "schools")
    clicks.choose("วิชาหรือด้าน", "คณิตศาสตร์")
    clicks.page.wait_for_url(re.compile("subject="))
    clicks.page.locator("h1").filter(has_text=read("คณิตศาสตร์")).wait_for()
    clicks.seen.settle()
    needy = clicks.page.locator("#topic_in_need .entry")
    rows = [said(row) for row in needy.all()]
    for school in red:
        row = next(row for row in rows if f" {school.name} " in row)
        assert row.endswith("แดง") and f"อีก {school.more_to_pass} คน" in row
    assert red and clicks.count <= 3
    one = needy.get_by_role("link").filter(has_text=read("โรงเรียนตัวอย่าง"))
    clicks.seen.there_and_back(one.first)
    assert clicks.seen.faults == []


def test_why_an_indicator_has_its_level_is_one_click_away(start):
    clicks = start()
    clicks(clicks.page.locator(".ladder a.name").filter(has_text="2.2").first)
    clicks.page.wait_for_url(re.compile("indicator=2.2"))
    clicks.seen.settle()
    panel = said(clicks.page.locator(".st-key-panel"))
    assert "ที่มาของระดับ หลักฐานชัดเจน 1 จาก 5 ประเด็น ได้ ระดับ 1 (เกณฑ์ 0–1 ข้อ)" in panel
    assert all(f"2.2.{point} " in panel for point in range(1, 6))
    assert clicks.count <= 2


def test_one_search_finds_everything_about_a_word(start):
    clicks = start()
    clicks.open("ค้นหา", "search")
    box = clicks.page.get_by_test_id("stTextInput").locator("input")
    box.fill("นิเทศ")
    box.press("Enter")
    clicks.page.locator("h1").filter(has_text=read("พบ “นิเทศ”")).wait_for()
    clicks.seen.settle()
    total, kinds = re.search(
        r"(\d+) รายการ ใน (\d+) ประเภท", said(clicks.page.locator("h1"))
    ).groups()
    headings = [said(heading) for heading in clicks.page.locator("[data-testid=stMain] h2").all()]
    counts = [int(heading.rsplit(" ", 1)[1]) for heading in headings]
    assert len(headings) == int(kinds) and sum(counts) == int(total)
    assert clicks.count <= 2
    links = clicks.page.get_by_test_id("stHtml").locator("a")
    clicks.seen.there_and_back(links.filter(has_text="1.4").first)
    assert clicks.seen.faults == []
