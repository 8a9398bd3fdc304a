"""On a phone filters are one line of words that a tap opens; on a wide screen they stand open."""

import re

import pytest

from esa.views.texts import JOINER

FOLD = ".st-key-filters_fold"
BOXES = ".st-key-filters [data-testid='stSelectbox']"
FOLDED = ["indicators", "evidence", "networks", "schools", "projects", "sheets"]


def words(page: object) -> str:
    return " ".join(page.locator(FOLD).inner_text().replace(JOINER, "").split())


@pytest.mark.parametrize("name", FOLDED)
def test_filters_are_one_line_on_a_phone_and_all_seen_on_a_desk(name, look):
    phone = look(name, width=390, height=844).page
    assert phone.locator(BOXES).count() >= 2
    assert not any(box.is_visible() for box in phone.locator(BOXES).all())
    assert words(phone).startswith("ตัวกรอง ")
    assert phone.locator(FOLD).bounding_box()["height"] <= 80
    desk = look(name).page
    assert all(box.is_visible() for box in desk.locator(BOXES).all())
    assert not desk.locator(FOLD).is_visible()


def test_the_schools_are_seen_at_once_on_a_phone(look):
    page = look("schools", width=390, height=844).page
    waffle = page.locator(".st-key-phone_waffle svg, .st-key-phone_waffle canvas").first
    assert waffle.bounding_box()["y"] < 844 - 150


def test_a_tap_or_the_keyboard_opens_the_filters_and_a_choice_leaves_them_open(look):
    seen = look("schools", width=390, height=844)
    page, box = seen.page, seen.page.locator(BOXES).filter(has_text="วิชาหรือด้าน")
    page.locator(FOLD).click(position={"x": 250, "y": 20})  # on the words, not on the heading
    box.locator("input").click()
    page.get_by_role("option", name="คณิตศาสตร์", exact=True).click()
    page.wait_for_url(re.compile("subject="))
    page.locator(FOLD).filter(has_text="คณิตศาสตร์").wait_for()
    seen.settle()
    assert box.is_visible() and "O-NET · ป.6 · 2556" in words(page)
    summary = page.locator(f"{FOLD} summary")
    summary.focus()
    page.keyboard.press("Enter")
    box.wait_for(state="hidden")
    page.keyboard.press("Enter")
    box.wait_for(state="visible")


def test_an_address_says_its_filters_in_words_on_a_phone(look):
    page = look("evidence?group=FIN&due=overdue", width=390, height=844).page
    assert "การเงิน" in words(page) and "เกินกำหนด" in words(page)


def test_the_box_of_the_search_is_never_folded(look):
    page = look("search?q=นิเทศ", width=390, height=844).page
    assert page.get_by_test_id("stTextInput").is_visible()
    assert page.locator(f"{FOLD} details").count() == 0
