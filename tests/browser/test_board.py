"""The opening page: what a director sees first, how long it is, the menu of the meeting."""

import re

from tests.browser.conftest import SETTLED, said

HEIGHT = "document.querySelector(\"[data-testid='stMain']\").scrollHeight"
# Where the words of each fold begin, and the form of the sign before them.
SIGNS = """() => [...document.querySelectorAll('.st-key-folds > * summary')]
    .filter(fold => fold.checkVisibility() && !fold.closest('details details')).map(fold => {
        const own = fold.querySelector(':scope > span') ?? fold;
        const sign = getComputedStyle(own, '::before'), range = document.createRange();
        range.selectNodeContents(fold.querySelector('p') ?? fold);
        const left = Math.min(...[...range.getClientRects()].map(box => box.left));
        return [Math.round(left), sign.width, sign.borderRightWidth, sign.borderRightColor];
    })"""


def box_of(place: object) -> dict[str, float]:
    return place.bounding_box()


def test_the_first_screen_answers_and_the_page_is_short(visit):
    seen = visit(width=1280, height=720)
    page = seen.page
    assert page.evaluate(HEIGHT) <= 2.5 * 720
    rungs = page.locator(".ladder li.row")
    assert rungs.count() == 9 and all(
        rung["y"] + rung["height"] <= 720 for rung in map(box_of, rungs.all())
    ), "all levels stand on the first screen of a projector"
    boxes = [page.locator(place).first.bounding_box() for place in (".ladder", "#topic_stuck")]
    assert all(box["y"] < 360 for box in boxes)
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    summaries = page.locator(".st-key-folds summary")
    assert summaries.count() >= 12
    assert all(place.bounding_box()["height"] < 90 for place in summaries.all())
    assert len({tuple(each) for each in page.evaluate(SIGNS)}) == 1, "all unfold by one sign"
    seen.resize(768, 1024)
    free = "e => e.clientWidth - parseFloat(getComputedStyle(e).paddingRight)"
    assert page.locator(".st-key-context").first.evaluate(free) > 600  # no narrow column
    seen.resize(390, 844)
    assert page.evaluate(HEIGHT) <= 5 * 844
    standing = page.locator(".st-key-quiet_standing").bounding_box()
    assert standing["width"] > 300, "the second line isn't squeezed beside a button"


def test_one_menu_holds_the_meeting_and_its_button_is_not_cut(visit):
    seen = visit(width=1280, height=720)
    page = seen.page
    page.get_by_role("button", name="การประชุม", exact=True).click()
    seen.still()
    button = page.get_by_role("button", name="ยืนยันบันทึก")
    box = button.bounding_box()
    assert box["y"] + box["height"] <= 720
    inside = page.get_by_test_id("stPopoverBody").bounding_box()
    assert inside["y"] + inside["height"] >= box["y"] + box["height"]
    page.get_by_test_id("stPopoverBody").locator("input").first.click()
    page.get_by_role("option", name="8/2557", exact=True).click()
    page.wait_for_url(re.compile("since=8-2557"))
    seen.settle()
    assert said(page.locator("h1").first).startswith("ตั้งแต่ครั้งที่ 8/2557")


def test_a_download_pressed_before_the_new_page_is_drawn_is_made_all_the_same(chromium, address):
    """The server has run the page again, and the browser hasn't heard of it yet."""
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    held: list[tuple] = []
    late = False

    def passed_on(here: object) -> None:
        there = here.connect_to_server()
        there.on_message(lambda said: held.append((here, said)) if late else here.send(said))

    page.route_web_socket("**/_stcore/stream", passed_on)
    page.goto(address)
    button = page.get_by_role("button", name="ตารางทั้งหมด (Excel)")
    button.wait_for()
    page.locator(SETTLED).wait_for()
    late = True
    page.locator("label").filter(has_text="ตรวจ").first.click()
    page.wait_for_timeout(1500)
    with page.expect_download() as saved:
        button.click()
        page.wait_for_timeout(300)
        late = False
        for here, said_to in held:
            here.send(said_to)
    assert held and saved.value.suggested_filename.endswith(".xlsx")
    page.close()
