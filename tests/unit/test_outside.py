"""What people outside may read: no address, however it is written and whatever it is glued to."""

from dataclasses import dataclass
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from esa.plain import Rows
from esa.reading.schema import read_tabs
from esa.share.committee import committee
from esa.share.outside import cleaned, for_outside
from esa.share.redaction import known_names
from tests.unit.glued import AFTER, BEFORE, FORMS, HIDDEN, INNOCENT, texts_in
from tests.unit.tables_tried import tables_of

MARK = "ZQ7K9X"
ALL = [*FORMS, *HIDDEN]
thai_words = st.text(
    "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5C)])), max_size=9
)


def test_there_are_enough_forms():
    assert len(set(FORMS)) == len(FORMS) >= 60 and len(set(HIDDEN)) == len(HIDDEN)
    assert all(form.count("{}") == 1 for form in ALL)


@pytest.mark.parametrize("form", ALL)
def test_no_address_is_left_between_thai_words(form):
    address = form.replace("{}", MARK)
    for before in BEFORE:
        for after in AFTER:
            shown = for_outside(f"{before}{address}{after}")
            assert MARK not in shown and "(ลิงก์)" in shown, (before, address, after, shown)


@given(
    st.sampled_from(ALL), thai_words, thai_words, st.sampled_from(["", " ", "\n", "(", "/", ":"])
)
def test_whatever_is_glued_to_an_address_it_is_found(form, before, after, between):
    address = form.replace("{}", MARK)
    shown = for_outside(f"{before}{between}{address}{after}")
    assert MARK not in shown


@given(
    st.lists(st.sampled_from(ALL), min_size=2, max_size=4), thai_words, st.sampled_from(["", " "])
)
def test_several_addresses_in_one_text_are_all_found(forms, word, gap):
    text = f"{gap}{word}{gap}".join(form.replace("{}", MARK) for form in forms)
    assert MARK not in for_outside(text)


@given(st.lists(st.sampled_from([*ALL, *INNOCENT, ".", "/", "(ลิงก์)"])))
@example(["example.com", ".com/x"])
def test_a_second_time_changes_nothing(parts):
    once = for_outside("".join(parts).replace("{}", MARK))
    assert for_outside(once) == once


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_words_stay(text):
    assert for_outside(text) == text
    assert for_outside(f"รายงาน {text} ของสำนักงาน") == f"รายงาน {text} ของสำนักงาน"
    assert for_outside(f"{text} {text}") == f"{text} {text}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("รายงานผลhttps://drive.google.com/xจบ ฉบับเต็ม", "รายงานผล(ลิงก์) ฉบับเต็ม"),
        ("รายงาน (https://a.example/x) ฉบับเต็ม", "รายงาน ((ลิงก์)) ฉบับเต็ม"),
        ("เว็บไซต์obec.go.thของเรา", "เว็บไซต์(ลิงก์)ของเรา"),
        ("ติดต่อsomchai@gmail.comด่วน", "ติดต่อ(ลิงก์)ด่วน"),
        ("แฟ้มC:\\งาน ปี 57\\แผน ก.xlsx และอื่น ๆ", "แฟ้ม(ลิงก์) และอื่น ๆ"),
        ("ดู www.example.go.th/แฟ้ม", "ดู (ลิงก์)"),
        ("javascript:alert(1)", "(ลิงก์)"),
    ],
)
def test_what_stands_around_an_address_stays(text, shown):
    assert for_outside(text) == shown


def test_no_text_of_the_sample_is_touched(sample):
    whole = committee(sample, tables_of(sample))
    # registers hold the office's own addresses, and nothing of them goes outside
    own = {name: rows for name, rows in sample.rows.items() if name in read_tabs()}
    held = {*texts_in(whole), *texts_in(own)}
    assert len(held) > 1000
    known = known_names(sample)
    touched = {text for text in held if for_outside(text, known) != text}
    assert all(text.startswith("https://example.org/sample/") for text in touched)
    assert cleaned(whole, known) == whole


# --- whatever holds the texts -------------------------------------------------------------------


class Named(NamedTuple):
    title: str
    inside: object


@dataclass(frozen=True)
class Held:
    """A field that nobody had thought of."""

    anything: object


nested = st.recursive(
    st.none() | st.integers() | st.booleans() | st.just(f"ผลbit.ly/{MARK}") | thai_words,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.lists(inside, max_size=3).map(tuple)
        | st.builds(Named, st.just(f"drive.google.com/{MARK}"), inside)
        | st.builds(Held, inside)
        | st.dictionaries(st.sampled_from(["ก", f"t.me/{MARK}", f"t.me/{MARK}2"]), inside)
        | st.builds(lambda one: Rows([(f"C:\\{MARK}", 1)], {"title": [one]}), inside)
    ),
    max_leaves=12,
)


@given(nested)
def test_every_text_is_found_however_deep(thing):
    out = cleaned(thing)
    assert type(out) is type(thing) and MARK not in repr(out)
    assert cleaned(out) == out


def test_what_it_cannot_look_into_is_refused():
    for thing in (object(), b"drive.google.com/x", Held([Named("ก", bytearray(b"x"))])):
        with pytest.raises(TypeError):
            cleaned(thing)


def test_no_cell_takes_the_place_of_another():
    cells = {("N01", f"วิทย์ bit.ly/{n}"): n for n in range(3)} | {("N01", "วิทย์ (ลิงก์)"): 3}
    out = cleaned(Held([Named("วิทย์ bit.ly/1", cells)]))
    ((name, shown),) = [(each.title, each.inside) for each in out.anything]
    assert sorted(shown.values()) == [0, 1, 2, 3] and shown["N01", name] == 1
    assert shown["N01", "วิทย์ (ลิงก์)"] == 3
