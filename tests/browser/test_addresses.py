"""Addresses: they open as the very first link, filters live in them, one Back undoes one step."""

import os
import re
import signal
import subprocess
import sys

from esa.serving import running
from tests.browser.conftest import read, said
from tests.browser.test_every_page import PAGES, ROOT, words


def test_the_command_opens_a_deep_link_first_and_ends_with_ctrl_c(visit):
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
        assert seen.page.get_by_text(read("ไม่พบหน้านี้")).count() == 0
        assert seen.page.get_by_test_id("stException").count() == 0
        assert seen.faults == []
    finally:
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=30) == 0
        started.stdout.close()
    assert running.is_free(port)


def _without_office() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "ESA_OFFICE"}


def test_one_press_of_back_undoes_one_link_and_a_switch_stays_in_the_address(visit):
    seen = visit()
    menu = seen.page.get_by_test_id("stTopNavLink").nth(1)
    inside = seen.page.locator(".ladder a.name")
    seen.there_and_back(menu)
    seen.there_and_back(inside.filter(has_text="2.2").first)  # with filters
    seen.page.get_by_text(read("เลขไทย")).click()
    seen.page.wait_for_url(re.compile("thai_digits=true"))
    seen.settle()
    seen.there_and_back(inside.filter(has_text="๒.๒").first)
    menu.click()
    seen.page.wait_for_url(re.compile(r"/[a-z]+\?.*thai_digits=true"))
    seen.page.get_by_text(re.compile("๒๕๕๗")).first.wait_for()
    assert seen.faults == []


def test_an_address_keeps_the_filters_for_a_colleague_and_back_undoes_a_choice(visit):
    seen = visit("evidence?due=overdue")
    chosen = box(seen).input_value()
    box(seen).click()
    seen.page.get_by_role("option").filter(has_text=read("การเงิน")).first.click()
    seen.page.wait_for_url(re.compile("group=FIN"))
    seen.page.locator("h1").filter(has_text=read("การเงิน")).wait_for()
    seen.settle()
    colleague = visit(seen.page.url.rsplit("/", 1)[1])
    assert box(colleague).input_value() == box(seen).input_value() != chosen
    assert said(colleague.page.locator("h1").first) == said(seen.page.locator("h1").first)
    assert rows(seen) and rows(colleague) == rows(seen)
    colleague.resize(390, 844)
    assert "การเงิน" in words(colleague.page) and "เกินกำหนด" in words(colleague.page)
    seen.page.go_back()
    seen.page.wait_for_url(re.compile(r"/evidence\?due=overdue$"))
    seen.page.locator(f"input[role=combobox][value='{chosen}']").first.wait_for()


def box(seen: object) -> object:
    boxes = seen.page.get_by_test_id("stSelectbox").filter(has_text=read("กลุ่ม"))
    return boxes.first.locator("input")


def rows(seen: object) -> list[str]:
    return [said(row) for row in seen.page.locator(".columned > .row").all()]
