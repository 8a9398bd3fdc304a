"""245 offices in a real browser: whole at every width, every office opens, slides fit."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from esa.reading.office import BANGKOK
from esa.serving import running
from tests.browser.conftest import said
from tests.browser.test_every_page import BEYOND
from tests.browser.test_marks import FAULTS, WIDTHS
from tests.browser.test_meeting import too_small_or_too_large
from tests.rollup import offices

PATHS = ("offices", "offices?office=1003&thai_digits=true", "offices?region=ภาคใต้&verified=true")
OFFICE = ".field a"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served over the sample of all offices."""
    folder = tmp_path_factory.mktemp("many")
    offices.example(folder / "target", datetime.now(BANGKOK).date())
    secrets = f"[rollup]\ntarget = {json.dumps(str(folder / 'target'))}\n"
    (folder / "secrets.toml").write_text(secrets, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        port = running.any_free_port()
        server = running.start(port)
        try:
            assert running.ready(server, port), "the server did not start"
            yield f"http://127.0.0.1:{port}"
        finally:
            running.stop(server)


@pytest.mark.parametrize("path", PATHS)
def test_all_offices_are_whole_at_every_width(path, visit, many):
    seen, wrong = visit(path, width=WIDTHS[0], home=many), []
    seen.page.evaluate("document.querySelectorAll('.stHtml details').forEach(d => d.open = true)")
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.page.evaluate("() => new Promise(requestAnimationFrame)")
        wrong += [(width, fault) for fault in seen.page.evaluate(FAULTS)]
        if (beyond := seen.page.evaluate(BEYOND)) != [0, 0]:
            wrong.append((width, beyond))
        narrow = seen.page.locator(OFFICE).evaluate_all(
            "all => Math.min(...all.map(one => one.getBoundingClientRect().width))"
        )
        wrong += [(width, narrow)] if narrow < 3 else []  # px, to be seen and hit
    assert wrong == [] and not seen.faults and not seen.foreign


def test_every_office_that_sent_is_a_column_and_opens_and_back_leads_to_all(visit, many):
    seen = visit("offices", home=many)
    columns = seen.page.locator(OFFICE)
    first = said(seen.page.locator("h1").first)
    assert columns.count() == int(re.search(r"ส่งแล้ว (\d+)", first).group(1)) >= 200
    columns.nth(40).click()
    seen.page.wait_for_url("**office=*")
    seen.settle()
    assert seen.page.get_by_text("เงินจัดสรร").count()
    seen.page.go_back()
    seen.page.wait_for_url(re.compile(r"offices$"))
    seen.settle()
    assert not seen.page.get_by_text("เงินจัดสรร").count()


def test_every_slide_fits_and_escape_leads_back_to_the_same_offices(visit, many):
    seen = visit("offices?region=ภาคใต้", home=many)
    seen.page.get_by_role("button", name="สไลด์").click()
    seen.page.wait_for_url("**slide=1**")
    last, wrong = None, []
    for number in range(1, 40):
        seen.page.locator(f"[class*='st-key-at_{number}_'] h1").wait_for()
        seen.settle()
        wrong += [(number, *what) for what in too_small_or_too_large(seen.page, 1280)]
        foot = seen.page.locator(".st-key-slide_foot p").filter(has_text="/")
        last = last or int(said(foot).split("/")[1])
        if number == last:
            break
        seen.page.keyboard.press("PageDown")
    assert wrong == [] and last >= 6
    seen.page.keyboard.press("Escape")
    seen.page.locator(OFFICE).first.wait_for()
    assert "slide" not in seen.page.url and "region=" in seen.page.url
