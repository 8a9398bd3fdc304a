"""Questions that people come with, each answered within so many clicks of the opening page.

They were tried by somebody who hadn't seen the app; the ways taken then are kept here. A click is
counted where it is made, typing isn't one. The answers are worked out from the sample by the rules.
"""

import re

import pytest

from esa.judged import Judged
from esa.reading.office import Office
from esa.rules.evidence import EVIDENCE_TAB
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


@pytest.fixture
def start(visit):
    return lambda: Clicks(visit())


SIZES = [(1280, 720), (1024, 768), (390, 844)]  # a projector, an old one, a phone


@pytest.fixture(params=SIZES, ids=str)
def board(request: pytest.FixtureRequest, visit):
    """The opening page at one of the sizes, with a count of clicks that begins anew: board()."""
    width, height = request.param
    seen = visit(width=width, height=height)

    def again() -> Clicks:
        if seen.page.url.rstrip("/") != seen.home:
            seen.page.goto(f"{seen.home}/")
            seen.settle()
        return Clicks(seen)

    return again


def test_six_questions_are_answered_within_their_clicks(board, sample: Office):
    what_changed(board(), sample)
    missing_document(board(), sample)
    why_this_level(board())
    longest_without_activity(board(), sample)
    red_in_mathematics(board(), sample)
    red_by_the_menu(board())


def what_changed(clicks: Clicks, sample: Office) -> None:
    told = said(clicks.page.locator("h1").first)
    assert re.search(r"^ตั้งแต่ครั้งที่ 11/2557: ขึ้น 2 ตัวบ่งชี้ ลง 0", told)
    risen = clicks.page.locator(".ladder .row").filter(has_text=re.compile(r"ขึ้น\s1\sระดับ"))
    assert [said(row).split()[0] for row in risen.all()] == ["2.4", "1.4"]
    assert clicks.count == 0


def missing_document(clicks: Clicks, sample: Office) -> None:
    evidence = Judged(sample).standards.evidence
    own = [row for row in evidence if row.cells == EVIDENCE_TAB]
    (mine,) = [row for row in own if (row.criterion, row.group) == ("2.2.2", "FIN")]
    assert mine.state == "none"
    cell = sample.cell("evidence", mine.at, "title")
    stuck = clicks.page.locator("#topic_stuck .entry").filter(has_text="2.2.2").first
    assert f"ช่อง {cell}" in said(stuck)
    clicks(stuck.get_by_role("link").first)
    clicks.page.wait_for_url(re.compile("2.2.2"))
    clicks.seen.settle()
    main = said(clicks.page.get_by_test_id("stMain"))
    assert "ยังไม่มีเอกสาร" in main and f"ช่อง {cell}" in main
    assert clicks.count <= 2


def why_this_level(clicks: Clicks) -> None:
    clicks(clicks.page.locator(".ladder a.name").filter(has_text="2.2").first)
    clicks.page.wait_for_url(re.compile("indicator=2.2"))
    clicks.seen.settle()
    reason = clicks.page.locator(".st-key-panel_asked")
    assert reason.bounding_box()["y"] < clicks.page.viewport_size["height"] * 2 / 3
    panel = said(reason)
    assert "ที่มาของระดับ หลักฐานชัดเจน 1 จาก 5 ประเด็น ได้ ระดับ 1 (เกณฑ์ 0–1 ข้อ)" in panel
    assert all(f"2.2.{point} " in panel for point in range(1, 6))
    assert clicks.count <= 1


def longest_without_activity(clicks: Clicks, sample: Office) -> None:
    silence = Judged(sample).networks().silence
    known = [row for row in silence if row.kind == "school_network" and row.days is not None]
    longest = max(known, key=lambda row: row.days)
    clicks(fold(clicks, "เครือข่าย"))
    never = [row for row in silence if row.kind == "school_network" and row.state == "never"]
    rows = clicks.page.locator("#topic_networks .entry:visible")
    first = [said(row) for row in rows.all()][: len(never) + 1]
    assert all(row.startswith("ยังไม่มีกิจกรรมเลย") for row in first[:-1])
    assert first[-1].startswith(f"ไม่มีกิจกรรม {longest.days} วัน {longest.network_name}")
    assert clicks.count <= 1


def red_in_mathematics(clicks: Clicks, sample: Office) -> None:
    choice = Choice("O-NET", "ป.6", 2556, "area", "คณิตศาสตร์")
    found = Judged(sample).schools(choice).schools
    red = [school for school in found if school.stand == "red"]
    clicks(fold(clicks, "สีคุณภาพโรงเรียน"))
    clicks(clicks.page.get_by_role("link", name=read("คณิตศาสตร์", whole=True)).first)
    clicks.page.wait_for_url(re.compile("subject="))
    clicks.page.locator("h1").filter(has_text=read("คณิตศาสตร์")).wait_for()
    clicks.seen.settle()
    rows = [said(row) for row in clicks.page.locator("#topic_in_need .entry").all()]
    for school in red:
        row = next(row for row in rows if f" {school.name} " in row)
        assert row.endswith("แดง") and f"อีก {school.more_to_pass} คน" in row
    assert red and clicks.count <= 2
    assert clicks.seen.faults == []


def red_by_the_menu(clicks: Clicks) -> None:
    """The way that was tried: each subject is in sight once the page is open."""
    clicks.open("สีคุณภาพโรงเรียน", "schools")
    opened, height = clicks.count, clicks.page.viewport_size["height"]
    links = clicks.page.locator("#topic_each_subject a")
    assert links.count() > 1
    for link in links.all():
        place = link.bounding_box()
        assert place["y"] + place["height"] <= height
    clicks(links.filter(has_text=read("คณิตศาสตร์")).first)
    clicks.page.wait_for_url(re.compile("subject="))
    clicks.page.locator("h1").filter(has_text=read("คณิตศาสตร์")).wait_for()
    assert clicks.count == opened + 1


def fold(clicks: Clicks, heading: str) -> object:
    """A folded topic of the board."""
    folds = clicks.page.locator(".st-key-folds summary")
    return folds.filter(has_text=re.compile(f"^{read(heading).pattern} ")).first


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
