"""Six questions that people come with, each answered within so many clicks of the opening page.

They were tried by somebody who hadn't seen the app; the ways taken then are kept here. A click is
counted where it is made, typing isn't one. The answers are worked out from the sample by the rules.
"""

import re

import pytest

from esa import networks
from esa.evidence import with_states
from esa.office import Office
from esa.school_results import Choice, school_colours
from esa.views.texts import JOINER
from tests.browser.test_addresses import PAGES

MENU = "[data-testid='stTopNavLink'], [data-testid='stTopNavDropdownLink']"
ROWS = "[class*='st-key-row_']"
# Texts in the page that are smaller than allowed: 18 px, 16 px for second labels of charts.
NAVIGATION = {"stTopNavLink", "stTopNavLinkContainer"}
SMALL = """() => {
    const found = [], main = document.querySelector("[data-testid='stMain']");
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.textContent.trim(), place = node.parentElement;
        const box = place.getBoundingClientRect(), drawing = place.closest('svg');
        if (!text || place.closest('style, script') || box.width < 2 || box.height < 2
            || !place.checkVisibility({visibilityProperty: true})) continue;
        const zoom = drawing?.getScreenCTM()?.a ?? 1;
        const size = parseFloat(getComputedStyle(place).fontSize) * zoom;
        if (size < (drawing ? 15.99 : 17.99)) found.push(`${size} ${text}`);
    }
    return found;
}"""
# What moves by style, and the heights of an opening block in its first frames.
MOVING = """async () => {
    const block = document.querySelector("[data-testid='stExpander'] details"), heights = [];
    block.querySelector('summary').click();
    for (let frame = 0; frame < 12; frame++) {
        await new Promise(requestAnimationFrame);
        if (block.open) heights.push(block.getBoundingClientRect().height);
    }
    const styled = document.getAnimations().filter(one => one.playState === 'running'
        && !(one.effect.target === block) && one.effect.getComputedTiming().activeDuration > 50);
    return [styled.length, Math.min(...heights) === Math.max(...heights), heights.length > 5];
}"""


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
        link = self.page.locator(MENU).filter(has_text=title)
        if not link.count():
            self.page.get_by_test_id("stTopNavSection").click()
            self.count += 1
        link.first.click()
        self.count += 1
        self.page.wait_for_url(re.compile(rf"/{path}(\?|$)"))
        self.seen.settle()

    def choose(self, label: str, option: str) -> None:
        """One choice of a filter: open it, take the option."""
        box = self.page.get_by_test_id("stSelectbox").filter(has_text=label).first
        box.locator("input").click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.count += 2
        self.seen.settle()


def said(place: object) -> str:
    """Text as it is read: without joiners, blanks of any kind as one."""
    return " ".join(place.inner_text().replace(JOINER, "").split())


@pytest.fixture
def start(look):
    return lambda path="": Clicks(look(path))


def test_a_group_lead_finds_the_missing_document_and_its_cell(start, sample: Office):
    evidence = with_states(sample.evidence, sample.criteria, sample.fiscal_year)
    mine = evidence[(evidence["criterion"] == "2.2.2") & (evidence["group"] == "FIN")]
    assert mine["state"].tolist() == ["none"]
    cell = sample.cell("evidence", mine.index[0], "title")
    clicks = start()
    clicks.open("หลักฐานที่ยังขาด", "evidence")
    group = clicks.page.locator(".st-key-group_links").get_by_role("button", name="การเงิน")
    clicks(group)
    clicks.page.wait_for_url(re.compile("group=FIN"))
    clicks.seen.settle()
    row = said(clicks.page.locator(ROWS).filter(has_text="2.2.2").first)
    assert "ยังไม่มีเอกสาร" in row and f"ช่อง {cell}" in row
    assert clicks.count <= 2


def test_the_network_that_was_silent_longest_stands_first(start, sample: Office):
    register = sample.networks[sample.networks["kind"] == "school_network"]
    silence = networks.silence(register, sample.network_activities, sample.today)
    longest = silence[silence["days"].notna()].sort_values("days").iloc[-1]
    name = register.set_index("network")["name"][longest["network"]]
    clicks = start()
    clicks.open("เครือข่าย", "networks")
    row = said(clicks.page.locator(ROWS).first)
    assert row.startswith(f"{longest['days']} {name} ")
    assert clicks.count <= 2


def test_schools_red_in_mathematics_and_how_many_pupils_each_lacks(start, sample: Office):
    choice = Choice("O-NET", "ป.6", 2556, "area", "คณิตศาสตร์")
    found = school_colours(sample.test_results, sample.schools, sample.colour_bands, choice).schools
    red = found[found["stand"] == "red"]
    clicks = start()
    clicks.open("สีคุณภาพโรงเรียน", "schools")
    clicks.choose("วิชาหรือด้าน", "คณิตศาสตร์")
    clicks.page.wait_for_url(re.compile("subject="))
    clicks.page.locator("h1").filter(has_text="คณิตศาสตร์").wait_for()
    clicks.seen.settle()
    rows = [said(row) for row in clicks.page.locator(f".st-key-list_in_need {ROWS}").all()]
    for school in red.to_dict("records"):
        row = next(row for row in rows if f" {school['name']} " in row)
        assert row.startswith("แดง") and f"อีก {school['more_to_pass']} คน" in row
    assert len(red) and clicks.count <= 3


def test_why_an_indicator_has_its_level_is_one_click_away(start):
    clicks = start()
    links = clicks.page.get_by_test_id("stPageLink").get_by_role("link")
    clicks(links.filter(has_text="2.2").first)
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
    clicks.page.locator("h1").filter(has_text="พบ “นิเทศ”").wait_for()
    clicks.seen.settle()
    total, kinds = re.search(
        r"(\d+) รายการ ใน (\d+) ประเภท", said(clicks.page.locator("h1"))
    ).groups()
    headings = [said(heading) for heading in clicks.page.locator("h3").all()]
    counts = [int(heading.rsplit(" ", 1)[1]) for heading in headings]
    assert len(headings) == int(kinds) and sum(counts) == int(total)
    assert clicks.count <= 2


def test_an_address_shows_a_colleague_the_same_view(start, look):
    clicks = start("schools?subject=คณิตศาสตร์")
    clicks.choose("เครือข่าย", "ไพรวัลย์")
    clicks.page.wait_for_url(re.compile("network="))
    clicks.page.locator("h1").filter(has_text="ไพรวัลย์").wait_for()
    clicks.seen.settle()
    colleague = look(clicks.page.url.rsplit("/", 1)[1])
    assert said(colleague.page.locator("h1")) == said(clicks.page.locator("h1"))
    rows = [
        [said(row) for row in page.locator(ROWS).all()] for page in (clicks.page, colleague.page)
    ]
    assert rows[0] and rows[0] == rows[1]


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("", "2.2"),  # a link with filters, to another page
        ("?thai_digits=true", "๒.๒"),
        ("search?q=นิเทศ", "1.4"),
        ("schools?subject=คณิตศาสตร์", "โรงเรียนตัวอย่าง"),  # to the page itself
    ],
)
def test_one_press_of_back_undoes_one_link(path, link, look):
    seen = look(path)
    before, first = seen.page.url, said(seen.page.locator("h1").first)
    inside = seen.page.locator("[data-testid='stPageLink'] a, .st-key-list_in_need button")
    inside.filter(has_text=link).first.click()
    seen.page.wait_for_function("before => location.href !== before", arg=before)
    seen.settle()
    assert said(seen.page.locator("h1").first) != first
    seen.page.go_back()
    seen.page.wait_for_url(before)
    seen.page.wait_for_function(
        "([first, joiner]) => document.querySelector('h1')?.innerText.replaceAll(joiner, '')"
        ".split(/\\s+/).join(' ').trim() === first",
        arg=[first, JOINER],
    )
    assert seen.faults == []


def test_key_figures_of_the_opening_page_are_large(look):
    page = look().page
    size = "place => parseFloat(getComputedStyle(place).fontSize)"
    figures = page.locator("h1")
    assert figures.count() > 1
    assert all(figure.evaluate(size) >= 32 for figure in figures.all())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_large_enough_for_a_wall_and_reached_by_keyboard(name, look):
    page = look(name).page
    assert page.evaluate(SMALL) == []
    offered = "[data-testid='stMain'] :is(a[href], input, button, summary)"
    wanted = page.locator(f"{offered}:visible:not([disabled]):not([tabindex='-1'])").count()
    reached = set()
    for _ in range(min(wanted, 25) + 25):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "() => { const at = document.activeElement;"
                "return (at.closest('[data-testid]')?.dataset.testid ?? at.tagName)"
                " + ' ' + [...document.querySelectorAll('*')].indexOf(at); }"
            )
        )
    kinds = {one.split(" ")[0] for one in reached}
    # A slide covers the menu; its way out is a link of its own.
    assert kinds & ({"stPageLink-NavLink"} if name == "meeting" else NAVIGATION)
    assert len(reached) >= min(wanted, 25)


def test_nothing_moves_for_those_who_asked_for_less_motion(visit):
    page = visit("evidence").page
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == [0, True, True]
