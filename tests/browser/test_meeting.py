"""Meeting mode on a projector: every slide fits, its letters are large, keys and taps go on."""

from collections.abc import Iterator

from esa.telling.agenda import AGENDA
from tests.browser.conftest import said
from tests.browser.test_every_page import BEYOND
from tests.browser.test_marks import FAULTS, WIDTHS

LAST = len(AGENDA) + 1  # and the cover
SHOWN = ".st-key-at_{}_{} h1"
# Sizes of all letters on the slide in px as they are seen, the smallest first.
LETTERS = """() => {
    const found = [], stage = document.querySelector('.st-key-stage');
    const walk = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.textContent.trim(), place = node.parentElement;
        const box = place.getBoundingClientRect(), drawing = place.closest('svg');
        if (!text || place.closest('style, script, [class*=st-key-tap_]') || box.width < 2
            || !place.checkVisibility({visibilityProperty: true})) continue;
        const enlarged = place.currentCSSZoom ?? 1;
        const scale = drawing ? drawing.getScreenCTM().a / enlarged : 1;
        found.push([parseFloat(getComputedStyle(place).fontSize) * scale * enlarged, text]);
    }
    return found.sort((one, other) => one[0] - other[0]);
}"""
# Whether the page scrolls, and how far the slide reaches beside the window and its foot.
PLACES = """() => {
    const page = document.scrollingElement;
    const main = document.querySelector('[data-testid=stMain]');
    const boxes = [...document.querySelectorAll('[class*=st-key-at_] :is(p, h1, svg)')]
        .map((one) => one.getBoundingClientRect());
    return {
        scrolls: page.scrollHeight > innerHeight || page.scrollWidth > innerWidth
            || main.scrollTop > 0,
        bottom: Math.max(...boxes.map((box) => box.bottom)),
        right: Math.max(...boxes.map((box) => box.right)),
        lefts: [...new Set([...document.querySelectorAll('.slide .told .said:not(:only-child)')]
            .map((one) => Math.round(one.getBoundingClientRect().left)))],
        foot: document.querySelector('.st-key-slide_foot').getBoundingClientRect().top,
        width: innerWidth,
    };
}"""


def shown(seen: object, slide: int) -> None:
    seen.page.locator(SHOWN.format(slide, LAST)).wait_for()
    seen.settle()


def test_every_slide_fits_without_scrolling_in_letters_for_six_metres(visit):
    seen, wrong = visit("meeting"), []
    there = range(1, LAST + 1)
    for size, slides, key in (
        ((1280, 720), there, "PageDown"),
        ((1920, 1080), reversed(there), "PageUp"),
    ):
        seen.resize(*size)
        for slide in slides:
            shown(seen, slide)
            wrong += [(slide, size, *what) for what in too_small_or_too_large(seen.page, size[0])]
            seen.page.keyboard.press(key)  # no further than the first and the last
    assert not wrong
    assert not seen.faults and not seen.foreign


def too_small_or_too_large(page: object, width: int) -> Iterator[tuple[str, object]]:
    smallest, places = page.evaluate(LETTERS)[0], page.evaluate(PLACES)
    if smallest[0] < 24 * width / 1280 - 0.1:
        yield "small", smallest
    if places["scrolls"]:
        yield "scrolls", places
    if len(places["lefts"]) > 1:
        yield "texts don't begin below each other", places["lefts"]
    if places["bottom"] > places["foot"] + 2:
        yield "covers the foot", places
    if places["right"] > places["width"] - 40 or places["width"] != width:
        yield "too wide", places


def test_keys_clickers_and_taps_go_on_and_back_and_the_address_follows(visit):
    seen = visit("meeting?slide=4")
    shown(seen, 4)
    for key, slide in (
        ("PageDown", 5),
        ("ArrowRight", 6),
        (" ", 7),
        ("PageUp", 6),
        ("ArrowLeft", 5),
        ("End", LAST),
        ("PageDown", LAST),
        ("Home", 1),
    ):
        seen.page.keyboard.press(key)
        shown(seen, slide)
        assert f"slide={slide}" in seen.page.url
    seen.page.mouse.click(900, 400)
    shown(seen, 2)
    seen.page.keyboard.press(" ")  # the place that was tapped has the focus: still one step
    shown(seen, 3)
    seen.page.wait_for_timeout(400)
    shown(seen, 3)
    seen.page.mouse.click(60, 400)
    shown(seen, 2)
    seen.page.go_back()
    shown(seen, 3)
    assert not seen.faults and not seen.foreign


def test_menu_and_switches_are_hidden_and_escape_leads_back_to_the_board(visit):
    seen = visit("meeting?slide=2&verified=true")
    shown(seen, 2)
    for place in ("[data-testid=stHeader]", ".st-key-switches"):
        assert not seen.page.locator(place).is_visible()
    seen.page.keyboard.press("Escape")
    seen.page.locator(".st-key-hero h1").wait_for()
    seen.settle()
    assert seen.page.url.endswith("/?verified=true")
    assert seen.page.locator("[data-testid=stHeader]").is_visible()
    before = seen.page.url
    seen.page.keyboard.press("PageDown")
    seen.settle()
    assert seen.page.url == before
    assert not seen.faults


def test_on_a_small_window_levels_have_room_and_nothing_shows_through_the_foot(visit):
    seen = visit("meeting?slide=5", width=390, height=844)
    for size in ((390, 844), (640, 360)):
        seen.page.set_viewport_size({"width": size[0], "height": size[1]})
        rail = seen.page.locator(".ladder li .rail").first.bounding_box()
        assert rail["width"] > size[0] / 2
        foot = seen.page.locator(".st-key-slide_foot").bounding_box()
        assert foot["width"] == size[0] and foot["y"] + foot["height"] >= size[1] - 1


def test_every_slide_is_whole_at_every_width_down_to_a_phone(visit):
    seen, wrong = visit("meeting"), []
    for slide in range(1, LAST + 1):
        shown(seen, slide)
        for width, height in (*((width, 900) for width in WIDTHS), (640, 360), (390, 844)):
            seen.page.set_viewport_size({"width": width, "height": height})
            seen.page.evaluate("() => new Promise(requestAnimationFrame)")
            wrong += [(slide, width, height, fault) for fault in seen.page.evaluate(FAULTS)]
            if (beyond := seen.page.evaluate(BEYOND)) != [0, 0]:
                wrong.append((slide, width, height, beyond))
        seen.page.keyboard.press("PageDown")
    assert wrong == []


def test_a_slide_asks_the_board_where_there_is_something_to_decide(visit):
    seen = visit("meeting?slide=4")
    shown(seen, 4)
    assert "ขอมติ ขยายวันถึงเมื่อใด หรือมอบใครช่วย?" in said(seen.page.locator(".slide"))
