"""Every page opened by its address on a phone, then widened to a desk: what holds on each of them.

One visit per page gathers what breaks each promise, by the words of the promise.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from esa.documents.html import STYLE
from tests.browser.conftest import said

ROOT = Path(__file__).resolve().parents[2]
NAMES = {path.parent.name for path in (ROOT / "pages").glob("*/page.py")}
PAGES = ["", *sorted(NAMES - {"board"})]  # the board is the opening page, at the root
WITH_MORE = {"search": "search?q=นิเทศ"}  # more is drawn so than without
FOLDED = {"indicators", "evidence", "networks", "schools", "projects", "sheets"}
FOLD = ".st-key-filters_fold"
THAI = re.compile("[ก-๙]")
BOXES = ".st-key-filters [data-testid='stSelectbox']"
DRAWN = """() => ['400', '700'].every(weight =>
    [...document.fonts].some(face => face.family.includes('Sarabun') && face.weight === weight
        && face.status === 'loaded' && face.unicodeRange.includes('E01')))"""
BEYOND = """() => [document.documentElement, document.querySelector("[data-testid='stMain']")]
    .map(place => place.scrollWidth - place.clientWidth)"""
# Texts in the page that are smaller than allowed: 18 px, 16 px for second labels of charts.
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
# What is told when the first marks of each kind in a chart are pointed at: of a list its headings.
POINTED = """() => [...document.querySelectorAll("[data-testid='stVegaLiteChart'] .role-mark")]
    .flatMap(kind => [...kind.children].slice(0, 3)).flatMap(mark => {
        mark.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
        const told = document.querySelector('#vg-tooltip-element.visible');
        if (!told) return [];
        const headings = [...told.querySelectorAll('.key')];
        return (headings.length ? headings : [told]).map(place => place.innerText);
    })"""
# Sentences in English, and what is told of a place to those who can't see it without a Thai letter.
ENGLISH = r"""() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.textContent, place = node.parentElement;
        if (/\b[A-Za-z][a-z]+ [a-z]{2,} [a-z]{2,}/.test(text)
            && !place.closest('style, script, noscript')
            && place.checkVisibility({visibilityProperty: true})) found.push(text);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        for (const place of document.querySelectorAll(`[${name}]`)) {
            const told = place.getAttribute(name);
            if (/[a-z]{3}/.test(told) && !/[ก-๙]/.test(told)
                && place.checkVisibility({visibilityProperty: true}))
                found.push(`${name}: ${told}`);
        }
    return found;
}"""
# Names of our marks that something of Streamlit's has too, which would take their styles.
OURS = sorted(set(re.findall(r"\.([a-z_]+)", STYLE.read_text(encoding="utf-8"))))
STYLED = """(ours) => ours.filter(name => [...document.getElementsByClassName(name)]
    .some(place => !place.closest('.stHtml')))"""
SIZE = "place => parseFloat(getComputedStyle(place).fontSize)"
OFFERED = "[data-testid='stMain'] :is(a[href], input, button, summary)"
# Note each place that has the focus from now on: its kind, which of all it is, and what shows no
# ring.
NOTE = """() => {
    window.reached = [], window.bare = [];
    document.addEventListener('focusin', ({ target }) => {
        window.reached.push([
            target.closest('[data-testid]')?.dataset.testid ?? target.tagName,
            [...document.querySelectorAll('*')].indexOf(target)]);
        if (target.matches('a, button, summary')
            && parseFloat(getComputedStyle(target).outlineWidth) < 3)
            window.bare.push(target.outerHTML.slice(0, 120));
    });
}"""
# How far the first words of the menu stand from the first letter of the page, in px.
MENU_ASIDE = """() => {
    const menu = document.querySelector("[data-testid='stTopNavLink'] p")
        ?? document.querySelector("[data-testid='stExpandSidebarButton']");
    const before = menu.firstElementChild?.getBoundingClientRect().width ?? 0;
    const inside = menu.tagName === 'P' ? 0
        : parseFloat(getComputedStyle(menu).paddingLeft) + before;
    const left = place => place.getBoundingClientRect().left;
    return Math.abs(left(menu) + inside - left(document.querySelector('h1')));
}"""
# Boxes to tick whose edge is paler than 3 : 1 on white.
PALE = """() => [...document.querySelectorAll("[data-testid='stCheckbox'] label")]
    .filter(box => box.querySelector('input:not([role=switch], :checked)')).map(box => {
        const edge = getComputedStyle(box.querySelector(':scope > div')).borderTopColor;
        const parts = edge.match(/[0-9.]+/g).slice(0, 3).map(part => part / 255)
            .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05);
    }).filter(contrast => contrast < 3)"""
# Kinds of marks in the five colours that share a form: in grey they would be the same.
ALIKE = """() => ['tile', 'part', 'spot', 'shape'].filter(kind => {
    const forms = ['blue', 'green', 'yellow', 'orange', 'red'].map(colour => {
        const mark = document.querySelector(`[data-testid=stMain] .${kind}.${colour}`);
        return mark && getComputedStyle(mark, '::before').clipPath;
    }).filter(form => form !== null);
    return new Set(forms).size < forms.length || forms.includes('none');
})"""
NAVIGATION = {"stTopNavLink", "stTopNavLinkContainer"}
# What moves by style, and the heights of an opening block in its first frames.
MOVING = """async () => {
    const block = document.querySelector("[data-testid='stExpander'] details"), cut = [];
    block.querySelector('summary').click();
    for (let frame = 0; frame < 12; frame++) {
        await new Promise(requestAnimationFrame);
        if (block.open) cut.push(block.scrollHeight - block.clientHeight);  // not yet shown
    }
    const styled = document.getAnimations().filter(one => one.playState === 'running'
        && !(one.effect.target === block) && one.effect.getComputedTiming().activeDuration > 50);
    return [styled.length, cut.every(height => height <= 2), cut.length > 5];
}"""
Promises = Iterator[tuple[str, object]]  # what is promised, what breaks it; nothing where it holds


def words(page: object) -> str:
    return said(page.locator(FOLD))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_readable_and_reached_on_a_phone_and_a_desk(name, visit):
    seen = visit(WITH_MORE.get(name, name), width=390, height=844)
    broken = [promise for promise in on_a_phone(name, seen.page) if promise[1]]
    seen.resize(1280, 720)
    broken += [promise for promise in on_a_desk(name, seen.page) if promise[1]]
    broken += [promise for promise in anywhere(seen) if promise[1]]
    assert not broken, name or "board"


def anywhere(seen: object) -> Promises:
    page = seen.page
    yield "there is such a page", page.get_by_text("ไม่พบหน้านี้").count()
    yield "nothing in it fails", page.get_by_test_id("stException").count()
    yield "the console has no errors", seen.faults
    yield "all of it is from our own host", seen.foreign
    fonts = page.locator("h1").first.evaluate("h => getComputedStyle(h).fontFamily")
    yield "it is said to be Thai", page.evaluate("document.documentElement.lang") != "th"
    yield "it says nothing in English", page.evaluate(ENGLISH)
    yield "its heading is in Sarabun", "Sarabun" not in fonts and [fonts]
    touched = page.evaluate(STYLED, OURS)
    yield "styles of marks touch nothing else", touched
    yield "Sarabun is there in two weights", not page.evaluate(DRAWN)


def on_a_phone(name: str, page: object) -> Promises:
    yield "a phone needs no sideways scrolling", page.evaluate(BEYOND) != [0, 0]
    if name != "meeting":
        yield "the menu begins where the page does", page.evaluate(MENU_ASIDE) > 2
    if name in FOLDED:
        yield "there are filters", page.locator(BOXES).count() < 2
        opened = [box for box in page.locator(BOXES).all() if box.is_visible()]
        yield "a phone folds its filters", opened
        yield "the fold says what it is", not words(page).startswith("ตัวกรอง ") and [words(page)]
        yield "the fold is one line or two", page.locator(FOLD).bounding_box()["height"] > 80
    if name == "schools":
        first = page.locator("#topic_networks .tile").first
        yield "a phone shows the schools at once", first.bounding_box()["y"] >= 844 - 150
    if name == "search":
        yield "the box of the search is seen", not page.get_by_test_id("stTextInput").is_visible()
        yield "the box of the search is in no fold", page.locator(f"{FOLD} details").count()


def on_a_desk(name: str, page: object) -> Promises:
    yield "a wall needs large letters", page.evaluate(SMALL)
    if name != "meeting":
        yield "the menu begins where the page does", page.evaluate(MENU_ASIDE) > 2
    yield "boxes to tick are seen", page.evaluate(PALE)
    yield "colours are told apart in grey", page.evaluate(ALIKE)
    if name in FOLDED:
        hidden = [box for box in page.locator(BOXES).all() if not box.is_visible()]
        yield "a desk shows all filters", hidden
        yield "a desk needs no fold", page.locator(FOLD).is_visible()
    if name == "":
        sizes = [figure.evaluate(SIZE) for figure in page.locator("h1").all()]
        yield "key figures are large", min(sizes, default=0) < 32 and [sizes]
    told = page.evaluate(POINTED)
    yield "a mark tells nothing of how it is drawn", [tip for tip in told if not THAI.search(tip)]
    yield from by_keyboard(name, page)
    if name == "evidence":
        page.emulate_media(reduced_motion="reduce")
        moving = page.evaluate(MOVING)
        yield "nothing moves for who asked for less", moving != [0, True, True] and moving


def by_keyboard(name: str, page: object) -> Promises:
    wanted = page.locator(f"{OFFERED}:visible:not([disabled]):not([tabindex='-1'])").count()
    page.evaluate(NOTE)
    for _ in range(min(wanted, 25) + 25):
        page.keyboard.press("Tab")
    reached = {tuple(place) for place in page.evaluate("window.reached")}
    kinds = {kind for kind, _ in reached}
    yield "what has the focus has a ring", page.evaluate("window.bare")
    # A slide covers the menu; its way out is a link of its own.
    way = {"stPageLink-NavLink"} if name == "meeting" else NAVIGATION
    yield "keys reach the menu", not kinds & way and [kinds]
    yield "keys reach what is offered", len(reached) < min(wanted, 25) and (len(reached), wanted)


def test_a_tap_or_the_keyboard_opens_the_filters_and_a_choice_leaves_them_open(visit):
    seen = visit("schools", width=390, height=844)
    page, box = seen.page, seen.page.locator(BOXES).filter(has_text="วิชาหรือด้าน")
    page.locator(FOLD).click(position={"x": 250, "y": 20})  # on the words, not on the heading
    box.scroll_into_view_if_needed()
    seen.settle()  # a list that opened while the page moved would shut again
    box.locator("input").click()
    page.get_by_role("option", name="คณิตศาสตร์", exact=True).click()
    page.wait_for_url("**subject=**")
    page.locator(FOLD).filter(has_text="คณิตศาสตร์").wait_for()
    seen.settle()
    assert box.is_visible() and "O-NET · ป.6 · 2556" in words(page)
    summary = page.locator(f"{FOLD} summary")
    summary.focus()
    page.keyboard.press("Enter")
    box.wait_for(state="hidden")
    page.keyboard.press("Enter")
    box.wait_for(state="visible")
