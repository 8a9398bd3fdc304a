"""Lists with marks in a real browser: one drawing from 320 to 1,920 px, links that carry on."""

import os
import re
import subprocess
import sys

import pytest
from lxml import html

from esa.documents.html import render
from esa.serving import running
from esa.telling.topic import Cell, Entry, LeftOut, Topic, act, quiet
from tests.browser.conftest import read, said
from tests.browser.test_every_page import BEYOND, ROOT
from tests.unit.test_html import OPENS, WAYS, of_each_kind

# Every page; the slides are tried in test_meeting.
DRAWN_ONCE = [
    *("sheets", "search?q=นิเทศ", "evidence", "evidence?group=HR&verified=true&thai_digits=true"),
    *("indicators", "indicators?indicator=2.5&verified=true&thai_digits=true"),
    *("indicators?edition=เดิม&criterion=1-1-4-5", "report?indicator=2.4"),
    *("schools", "schools?thai_digits=true&network=N03", "schools?school=00570043"),
    "whatif?have=2.2.2,2.2.3,2.4.4,2.5.1,2.5.2,2.5.3,2.5.4",
    *("", "?at=11-2557&verified=true&thai_digits=true", "?edition=เดิม&group=FIN"),
    *("networks", "networks?kind=all&partner=P06&thai_digits=true", "projects"),
    *("projects?part=money", "projects?part=figures", "projects?part=kpis", "registers"),
    *("registers?register=กิจกรรมในโครงการ", "import_report", "share", "report", "offices"),
]
# A window of 1280 px zoomed to 200 % is 640 px wide.
WIDTHS = (320, 390, 640, 768, 1024, 1280, 1920)
# Texts of a page that are seen, each line of one a box: too far out, over another one, or in a
# place that hides what sticks out without a sign. Lines of Thai stand close: letters over each
# other count from half their height. The same text in the same place is its halo. Tables that can
# be sorted scroll by themselves; what scrolls goes under the foot of a slide. Also: a word that
# stands a letter a line, lines that no eye follows to their end (some 90 letters, but headings),
# and what an entry unfolds, where it doesn't begin under its text.
FAULTS = r"""() => {
    const found = [], main = document.querySelector("[data-testid='stMain']"), boxes = [];
    const own_ways = "style, [data-testid='stDataFrame'], .st-key-slide_foot";
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.textContent.trim(), own = node.parentElement;
        if (!text || own.closest(own_ways) || !own.checkVisibility({visibilityProperty: true}))
            continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const lines = [...range.getClientRects()];
        const size = parseFloat(getComputedStyle(own).fontSize) * (own.currentCSSZoom ?? 1);
        if (lines.length > 3 && lines.every(line => line.width < 1.5 * size))
            found.push(`a letter a line: ${text}`);
        if (!own.closest('h1, h2, summary, svg') && lines.some(line => line.width > 47 * size))
            found.push(`long: ${text}`);
        for (const box of lines) {
            if (box.width < 2 || box.height < 2) continue;
            if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(`out: ${text}`);
            boxes.push([text, box, own]);
        }
    }
    for (const each of main.querySelectorAll('*')) {
        const { overflowX, textOverflow } = getComputedStyle(each);
        if (each.clientWidth > 2 && overflowX !== 'visible' && overflowX !== 'auto'
            && textOverflow !== 'ellipsis' && !each.closest(own_ways)
            && each.scrollWidth > each.clientWidth + 1)
            found.push(`cut: ${each.value ?? each.textContent}`);
    }
    boxes.sort((a, b) => a[1].top - b[1].top);
    boxes.forEach(([text, one, own], at) => {
        for (let n = at + 1; n < boxes.length && boxes[n][1].top < one.bottom; n++) {
            const [other, two, its] = boxes[n];
            const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
            const high = Math.min(one.bottom, two.bottom) - two.top;
            const halo = text === other && Math.abs(one.left - two.left) < 1
                && Math.abs(one.top - two.top) < 1;
            if (wide > 1 && high > Math.min(one.height, two.height) / 2 && !halo)
                found.push(`over: ${text} | ${other}`);
        }
    });
    for (const more of main.querySelectorAll('.entry>.more')) {
        const [said, own] = [more.parentElement.querySelector('.said'), more].map(
            (place) => place.getBoundingClientRect().left);
        if (more.checkVisibility() && Math.abs(said - own) > 1)
            found.push(`aside: ${more.textContent}`);
    }
    const rails = main.querySelectorAll('.stHtml .rail');
    for (const rail of rails) {
        const steps = [...rail.querySelectorAll(':scope > :is(.step, span)')].map(
            (step) => step.getBoundingClientRect().left);
        if (steps.some((left, at) => at && left <= steps[at - 1])) found.push('backwards');
    }
    return found;
}"""


@pytest.mark.parametrize("path", DRAWN_ONCE)
def test_a_drawing_is_whole_at_every_width(path, visit):
    seen = visit(path, width=WIDTHS[0])
    seen.page.evaluate("document.querySelectorAll('.stHtml details').forEach(d => d.open = true)")
    has_charts = seen.page.get_by_test_id("stVegaLiteChart").count()
    wrong = []
    for width in WIDTHS:
        if has_charts:
            seen.resize(width, 900)
        else:
            seen.page.set_viewport_size({"width": width, "height": 900})
            seen.page.evaluate("() => new Promise(requestAnimationFrame)")
        wrong += [(width, fault) for fault in seen.page.evaluate(FAULTS)]
        if (beyond := seen.page.evaluate(BEYOND)) != [0, 0]:
            wrong.append((width, beyond))
    assert wrong == []


def test_a_drawing_that_is_broken_is_found(visit):
    """So that the test above isn't blind."""
    seen = visit("sheets", width=1280)
    assert seen.page.evaluate(FAULTS) == []
    broken = {
        "over": ".tile{margin-left:-60px}",
        "out": ".tiles{width:3000px;flex-wrap:nowrap} .tile{min-width:400px}",
        "cut": ".group>.name{overflow:hidden;width:20px;white-space:nowrap;display:block}",
        "a letter a line": ".group>.name{width:12px;overflow-wrap:anywhere}",
        "long": ".stMarkdown p,.topic p{max-width:none!important;font-size:6px}",
    }
    for fault, style in broken.items():
        added = seen.page.add_style_tag(content=style)
        assert any(each.startswith(fault) for each in seen.page.evaluate(FAULTS)), fault
        added.evaluate("one => one.remove()")


def test_a_list_and_a_matrix_have_heads_wherever_they_have_columns(visit):
    seen = visit("evidence", width=320)
    for width in (320, 640, 768, 1024, 1100, 1280):
        seen.page.set_viewport_size({"width": width, "height": 900})
        row = seen.page.locator(".columned > .row:not(.heads)").first.locator("> *")
        first, last = (place.bounding_box()["y"] for place in (row.first, row.nth(4)))
        heads = seen.page.locator(".columned > .heads")
        assert heads.is_visible() == (abs(first - last) < 2), width
        tiles = seen.page.locator(".parted .tiles:has(> .checked)").last.locator("> *").first
        head = seen.page.locator(".parted .heads .meaning").nth(3)
        left = [place.bounding_box()["x"] for place in (head, tiles)]
        assert width < 1100 or abs(left[0] - left[1]) < 1, width


def test_a_mark_opens_its_place_with_the_switches_and_back_undoes_it(visit):
    seen = visit("sheets?thai_digits=true", width=390)
    tile = seen.page.locator(".tile").filter(has_text=read("หลักฐานอ้างอิง")).first
    assert tile.get_attribute("title") == tile.get_attribute("aria-label")
    seen.there_and_back(tile)
    tile.focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(re.compile(r"/sheets\?.*thai_digits=true.*tab=evidence"))
    seen.settle()
    assert "แท็บ หลักฐานอ้างอิง" in said(seen.page.locator("h1"))
    assert seen.page.get_by_role("switch").last.is_checked()


# Each kind of mark: where it stands, which, and what it opens.
DOORS = [
    ("schools", "#topic_networks a.tile", r"/schools\?.*school="),  # a school
    ("schools", "a[href*='colour=']", r"/schools\?.*colour="),  # a colour of the legend
    ("evidence", "a.tile", r"/evidence\?.*criterion="),  # a point
    ("", ".ladder a.name", r"/indicators\?.*indicator="),  # a rung
    ("", "a.shape", r"/schools\?.*colour="),  # a colour on the board
    ("networks", "#topic_silence a", r"/networks\?.*network="),  # beside the dots
    ("sheets", "a.tile", r"/sheets\?.*tab="),  # a square of the sheets
]


@pytest.mark.parametrize(("path", "mark", "opens"), DOORS)
def test_a_mark_is_a_door_for_pointer_and_keyboard_that_keeps_the_switches(
    path, mark, opens, visit
):
    seen = visit(f"{path}?thai_digits=true", width=1280)
    page = seen.page
    for take in ("click", "Enter"):
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        place = page.locator(mark).first
        assert place.evaluate("mark => getComputedStyle(mark).cursor") == "pointer"
        assert read_aloud(place), "it says what it opens, not only to those who point at it"
        place.focus()
        assert (
            page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") > 1
        )
        place.click() if take == "click" else page.keyboard.press("Enter")
        page.wait_for_url(re.compile(opens))
        seen.settle()
        assert "thai_digits=true" in page.url
        page.go_back()
        page.wait_for_url(lambda url: not re.search(opens, url))
        seen.settle()
    assert seen.faults == []


def read_aloud(place: object) -> str:
    return place.get_attribute("aria-label") or said(place)


def test_what_is_later_stands_below_the_panel_where_columns_stand_below_each_other(visit):
    seen, tops = visit("indicators", width=1280), {}
    for width in (1280, 768, 390):
        seen.page.set_viewport_size({"width": width, "height": 900})
        places = [seen.page.locator(f".st-key-{key}") for key in ("later_overall", "panel")]
        tops[width] = [place.bounding_box() for place in places]
    assert all(
        later["y"] > panel["y"] + panel["height"] for later, panel in list(tops.values())[1:]
    )
    later, panel = tops[1280]
    assert later["x"] + later["width"] <= panel["x"] and later["y"] < panel["y"] + panel["height"]


# Pages with a chart whose marks open something: where a mark is, in px, and what it asks for.
CHARTS = [
    ("schools?school=00570043", "slope", (310, 54), r"year=2555"),
    ("networks", "calendar", (200, 80), "network=N05"),
    ("projects?part=projects", "calendar", (200, 90), "project=P3"),
]


@pytest.mark.parametrize(("path", "key", "at", "asked"), CHARTS)
def test_a_mark_of_a_chart_opens_its_place_each_time_and_back_undoes_it(
    path, key, at, asked, visit
):
    seen = visit(path, width=1280)
    for _ in range(2):  # what was chosen once can be chosen again
        chart = seen.page.locator(f"[class*=st-key-{key}]").get_by_test_id("stVegaLiteChart")
        seen.still()  # a chart that is still being drawn misses a click
        chart.first.click(position={"x": at[0], "y": at[1]})
        seen.page.wait_for_url(re.compile(asked))
        seen.settle()
        seen.page.go_back()
        seen.page.wait_for_url(lambda url: not re.search(asked, url))
        seen.settle()


SCRIPT = """
import streamlit as st
from tests.browser.test_marks import drawn
st.title("x")
for each in drawn():
    st.html(each)
"""


def drawn() -> list[str]:
    """A drawing of each kind, and a list with everything that may stand in one."""
    cell = Cell("kpis", ("fin", 2), "title")
    entry = Entry("1", f"ก {act(2)}\n{quiet('ข')}", "ค", True, cell, OPENS)
    topics = [Topic("x", "", "", drawing=each) for each in of_each_kind("คำ")]
    topics.append(Topic("y", "", "", (entry,) * 5, left_out=(LeftOut("", "kpis", 2),)))
    return [str(render("list.html", WAYS, topic=each, most=3)) for each in topics]


def elements(written: str) -> list[tuple]:
    return [(each.tag, dict(each.attrib)) for each in html.fromstring(written).iter()]


def test_what_is_sent_stands_in_the_page_whole(visit, tmp_path):
    """The browser takes out of HTML what could act; nothing of ours is among it."""
    (tmp_path / "kinds.py").write_text(SCRIPT, encoding="utf-8")
    port = running.any_free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(tmp_path / "kinds.py")]
    command += ["--server.port", str(port), "--server.address", running.HERE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        assert running.ready(server, port)
        seen = visit(home=f"http://127.0.0.1:{port}")
        places = seen.page.get_by_test_id("stHtml").all()
        there = [elements(place.inner_html()) for place in places]
        assert there == [elements(each) for each in drawn()]
    finally:
        running.stop(server)
