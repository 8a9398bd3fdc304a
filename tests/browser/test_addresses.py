"""Addresses: each page opens as the very first link, filters live in them, Back goes back."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from esa import running

ROOT = Path(__file__).resolve().parents[2]
NAMES = {path.stem for path in (ROOT / "pages").rglob("*.py")}
PAGES = ["", *sorted(NAMES - {"board"})]  # the board is the opening page, at the root
TITLES = "[data-testid='stTopNavLink']"
DRAWN = """() => ['400', '700'].every(weight =>
    [...document.fonts].some(face => face.family.includes('Sarabun') && face.weight === weight
        && face.status === 'loaded' && face.unicodeRange.includes('E01')))"""
BEYOND = """() => [document.documentElement, document.querySelector("[data-testid='stMain']")]
    .map(place => place.scrollWidth - place.clientWidth)"""


def test_the_command_opens_a_deep_link_first_and_ends_with_ctrl_c(visit, tmp_path):
    port = running.any_free_port()
    command = [sys.executable, "-m", "esa", "run", "--port", str(port), "--no-browser"]
    started = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=_without_office()
    )
    try:
        lines = iter(started.stdout.readline, "")
        told = next(line for line in lines if "http" in line)
        home = re.search(r"http://127\.0\.0\.1:\d+", told).group()
        seen = visit(f"{PAGES[-1]}?thai_digits=true", home=home)
        assert seen.page.get_by_text("Page not found").count() == 0
        assert seen.page.get_by_test_id("stException").count() == 0
        assert seen.faults == []
    finally:
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=15) == 0
        started.stdout.close()
    assert running.is_free(port)


def _without_office() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "ESA_OFFICE"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_by_its_address_from_our_own_host_in_sarabun(name, look):
    seen = look(name)
    assert seen.page.get_by_text("Page not found").count() == 0
    assert seen.page.get_by_test_id("stException").count() == 0
    assert seen.faults == []
    assert seen.foreign == []
    assert seen.page.evaluate(DRAWN)
    font = "h => getComputedStyle(h).fontFamily"
    assert "Sarabun" in seen.page.locator("h1").first.evaluate(font)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_without_sideways_scrolling(name, look):
    seen = look(name, width=390, height=844)
    assert seen.page.evaluate(BEYOND) == [0, 0]
    assert seen.faults == []


def test_back_returns_to_the_page_before(look):
    seen = look()
    first = seen.page.locator("h1").first.inner_text()
    seen.page.locator(TITLES).nth(1).click()
    seen.page.wait_for_url(re.compile(r"/[a-z]+"))
    seen.settle()
    seen.page.go_back()
    seen.page.get_by_role("heading", level=1, name=first).wait_for()
    assert seen.faults == []


def test_a_switch_stays_in_the_address_from_page_to_page(look):
    seen = look()
    seen.page.get_by_text("เลขไทย").click()
    seen.page.wait_for_url(re.compile("thai_digits=true"))
    seen.page.locator(TITLES).nth(1).click()
    seen.page.wait_for_url(re.compile(r"/[a-z]+\?.*thai_digits=true"))
    seen.page.get_by_text(re.compile("๒๕๕๗")).first.wait_for()


def test_a_filter_is_kept_in_the_address_and_back_undoes_it(look):
    seen = look("evidence")
    box = seen.page.get_by_test_id("stSelectbox").filter(has_text="กลุ่ม").first
    box.locator("input").click()
    seen.page.get_by_role("option").nth(1).click()
    seen.page.wait_for_url(re.compile(r"group=\w+"))
    seen.settle()
    chosen = box.locator("input").input_value()
    copied = look(seen.page.url.rsplit("/", 1)[1])
    copy = copied.page.get_by_test_id("stSelectbox").filter(has_text="กลุ่ม").first
    assert chosen and copy.locator("input").input_value() == chosen
    seen.page.go_back()
    seen.page.wait_for_url(re.compile(r"/evidence$"))
    seen.page.locator("input[role=combobox][value='ทุกกลุ่ม']").first.wait_for()
