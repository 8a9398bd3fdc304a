"""Words on screen come from the schema, and digits change only where they are read."""

import pytest
import streamlit as st

from esa.rules import vocabulary
from esa.screen import numerals
from esa.telling import words


@pytest.fixture
def thai_digits(monkeypatch):
    monkeypatch.setattr(st, "session_state", {"thai_digits": True})


def test_digits_stay_arabic_unless_thai_ones_are_chosen():
    assert numerals.digits("2557 ข้อ 3") == "2557 ข้อ 3"


def test_thai_digits_leave_link_targets_and_icons_alone(thai_digits):
    said = "[ข้อ 3](<evidence?year=2556>) :material/looks_3: 12"
    assert numerals.digits(said) == "[ข้อ ๓](<evidence?year=2556>) :material/looks_3: ๑๒"


def test_every_evidence_state_has_a_word_and_a_symbol():
    for table in (vocabulary.STATE_WORDS, vocabulary.STATE_SYMBOLS):
        assert set(table) == {*vocabulary.STATES, "unknown", "unread"}


def test_labels_are_the_words_of_the_sheet():
    assert words.label("colour_bands", "colour", "orange") == "แสด"
    assert words.side("general") == "บริหารทั่วไป"
    assert words.heading("evidence", "link") == "ลิงก์"
    assert words.tab_title("not_there") == "not_there"


def test_groups_are_named_as_the_office_names_them(sample):
    assert words.group_name(sample, "FIN") == "กลุ่มบริหารงานการเงินและสินทรัพย์"
    assert words.group_name(sample, "ALL") == "ทุกกลุ่ม"
    assert words.group_name(sample, "XX") == "XX"
    assert words.groups_short(sample, ()) == "ยังไม่ระบุผู้รับผิดชอบ"
    assert len(words.group_short(sample, "FIN")) < len(words.group_name(sample, "FIN"))
