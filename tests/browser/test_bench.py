"""What the bench takes for the time of a page: from a click to the end of what it brought about."""

import pytest

from tests.bench import serving

# A page that hears of its server after a while, draws until the script has ended, and moves at
# other times too.
PAGE = """
<div data-testid="stApp" data-test-script-state="notRunning"><a href="#">ไป</a><p></p></div>
<script>
const app = document.querySelector("div"), text = document.querySelector("p");
const heard = (after, state, said) => setTimeout(() => {
    window.heard = performance.now();
    app.dataset.testScriptState = state;
    text.textContent = said;
    window.ended = performance.now() - window.clicked;
}, after);
document.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    if (MENU) text.textContent = "เมนูปิด";
    if (RUN) heard(WAIT, "running", "ครึ่งหนึ่ง");
    heard(WAIT + RUN, "notRunning", "ครบ");
});
</script>
"""


@pytest.mark.parametrize(
    ("wait", "run", "menu"), [(20, 0, "true"), (900, 0, "false"), (900, 900, "true")]
)
def test_a_page_is_painted_when_what_a_click_brought_about_has_ended(chromium, wait, run, menu):
    content = PAGE
    for word, value in {"MENU": menu, "WAIT": wait, "RUN": run}.items():
        content = content.replace(word, str(value))
    page = chromium.new_page()
    page.set_content(content)
    page.evaluate(serving.WATCH)
    page.wait_for_timeout(serving.QUIET + 100)  # long enough that the page has stood still
    took = serving.paint(page, page.locator("a"))
    assert took >= page.evaluate("() => window.ended") >= wait + run
    page.close()
