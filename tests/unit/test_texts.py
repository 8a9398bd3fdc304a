"""Text on its way to the screen: nothing in a cell is read as Markdown, and nothing is lost."""

import re
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, strategies

from esa.telling.line_breaks import unbroken
from esa.telling.texts import (
    JOINER,
    NBSP,
    blank,
    clock,
    escape,
    full_date,
    is_web,
    linked,
    listed,
    number,
    one_line,
    short_date,
    shorten,
    thai_digits,
    unfolded,
)

HOSTILE = [
    "**ตัวหนา** _เอียง_ `code` ~~ขีด~~",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "![รูป](https://example.com/a.png) [ลิงก์](javascript:alert(1))",
    ":material/home: :smile: :red[แดง] :streamlit: :blue-badge[x]",
    "$x^2$ และ $$y$$",
    "https://example.com www.example.com somebody@example.com",
    "# หัวข้อ",
    "1. ข้อหนึ่ง",
    "- ข้อ",
    "> อ้าง",
    "a -> b <- c -- d >= e <= f ~= g <-> h",
    "&lt;b&gt; &amp; \\ ท้าย\\",
    "| ก | ข |",
    "{0} %s ../../ ' \"",
]


def read_back(escaped: str) -> str:
    """What a reader sees: backslashes before punctuation and joiners taken away."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped).replace(JOINER, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_reads_as_it_was_typed(text):
    assert read_back(escape(text)) == text


@given(strategies.text(max_size=80))
def test_escaping_loses_no_visible_character(text):
    assert read_back(escape(text)) == shorten(text)


@given(strategies.text(alphabet=r"ก\`*_{}[]()#+-.!|<>~$:&\"'=^@/%w1 ", max_size=40))
def test_every_sign_that_markdown_knows_has_a_backslash(text):
    assert re.sub(r"\\[!-/:-@\[-`{-~]", "", escape(text)).strip("ก w1" + JOINER + NBSP) == ""


@pytest.mark.parametrize(
    "code", [":material/home:", ":smile:", ":red[x]", "https://a.b", "www.a.b"]
)
def test_what_is_replaced_after_markdown_is_broken_by_a_joiner(code):
    assert JOINER in escape(code)


def test_line_breaks_direction_marks_and_piles_don_t_leave_their_line():
    assert one_line("ก\r\nข\tค\u202eง") == "ก ข ค ง".replace("ค ง", "คง")
    assert len(one_line("ก" + "\u0301" * 50)) <= 4


def test_thai_marks_stay_as_they_are():
    for word in ("ผู้รับผิดชอบ", "น้ำ", "ที่ปรึกษา", "ปี๊บ"):
        assert one_line(word) == word


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT, "", ()])
def test_blank_is_nothing_everywhere(value):
    assert blank(value)
    assert one_line(value) == escape(value) == number(value) == ""


def test_zero_and_no_are_not_blank():
    assert not blank(0) and not blank(False)


def test_long_text_is_cut_with_an_ellipsis():
    assert len(shorten("ก" * 5000)) == 400
    assert shorten("ก" * 400) == "ก" * 400


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://drive.google.com/x?a=1#b", True),
        ("http://example.go.th", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://a.b https://c.d", False),
        ("https://user@evil.example", False),
        (None, False),
    ],
)
def test_only_one_web_address_is_a_link(address, is_one):
    assert is_web(address) is is_one
    assert ("](" in linked("เปิด", str(address))) is is_one


def test_a_link_can_t_be_closed_early_by_its_address():
    assert linked("x", "https://a.b/(c)>[d]") == "x"
    assert linked("x", "https://a.b/(c)[d]") == "[x](<https://a.b/%28c%29%5Bd%5D>)"


def test_a_link_inside_the_app_is_allowed():
    assert linked("ดู", "evidence?group=FIN") == "[ดู](<evidence?group=FIN>)"
    assert linked("ดู", "//evil.example") == "ดู"


def test_numbers_and_percents():
    assert number(1189260) == "1,189,260"
    assert number(98.375, 2) == "98.38"


def test_dates_stand_in_the_buddhist_era_on_one_line():
    day = date(2014, 9, 23)
    assert short_date(day) == f"23{NBSP}ก.ย.{NBSP}2557"
    assert full_date(day, weekday=True) == f"วันอังคารที่{NBSP}23{NBSP}กันยายน{NBSP}2557"
    assert clock(datetime(2014, 9, 23, 8, 5)).endswith(f"08:05{NBSP}น.")
    assert short_date(None) == full_date(pd.NaT) == ""


def test_lists_are_read_aloud():
    assert listed([]) == ""
    assert listed(["ก"]) == "ก"
    assert listed(["ก", "ข", "ค"]) == "ก, ข และ ค"
    assert listed("กขคงจ", most=3) == f"ก, ข, ค และอีก{NBSP}2"
    assert listed("กขคง", most=3) == "ก, ข, ค และ ง"


@pytest.mark.parametrize("most", [1, 2, 4, 60])
@pytest.mark.parametrize("there", range(70))
def test_nothing_is_folded_to_say_that_there_is_one_more(there, most):
    told = unfolded(there, most)
    assert told <= there and told in (there, most)
    assert there - told != 1


def test_a_number_stays_with_its_word():
    assert unbroken("ขาด 3 ประเด็น") == f"ขาด 3{NBSP}ประเด็น"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ช่อง D28 และ 3 แถว", "ช่อง D28 และ ๓ แถว"),
        ("K07 ปี 2557", "K07 ปี ๒๕๕๗"),
        ("O-NET ป.6 2.2.1", "O-NET ป.๖ ๒.๒.๑"),
        (12, "๑๒"),
    ],
)
def test_codes_of_latin_letters_keep_their_digits(text, said):
    assert thai_digits(text) == said and thai_digits(text, wanted=False) == str(text)
