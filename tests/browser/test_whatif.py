"""What a trial comes to is seen while points further down are ticked."""

from tests.browser.conftest import said

SCROLL = "document.querySelector(\"[data-testid='stMain']\").scrollTo(0, 900)"
SEEN = """() => {
    const box = document.querySelector('h1').getBoundingClientRect();
    const at = document.elementFromPoint(box.left + 20, box.top + box.height / 2);
    return document.querySelector('h1').contains(at);
}"""


def test_the_sentence_stays_in_view_while_points_are_ticked(visit):
    seen = visit("whatif", width=1280)
    for width, height in ((1280, 720), (390, 844)):
        seen.resize(width, height)
        seen.page.evaluate(SCROLL)
        assert seen.page.evaluate(SEEN), width
    before = said(seen.page.locator("h1"))
    seen.page.locator("[class*='st-key-have_'] label:visible").last.click()
    seen.page.wait_for_url("**have=**")
    seen.settle()
    assert seen.page.evaluate(SEEN) and said(seen.page.locator("h1")) != before
