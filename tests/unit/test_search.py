"""Search: digits, spaces and spelling don't matter; all words must occur; titles come first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa import plain, thai
from pages.search import excerpts, search
from pages.search import words as search_words
from tests.unit.made import table


@pytest.fixture(scope="module")
def index(sample):
    return search.index(sample)


def office_with(sample, name, *rows):
    return replace(sample, rows={**sample.rows, name: plain.rows(table(name, *rows))})


def titles(index, query, kind):
    return [hit.entry.title for hit in search.search(index, query).hits.get(kind, ())]


def test_one_search_finds_a_word_in_many_kinds(index):
    found = search.search(index, "นิเทศ")
    assert {"criterion", "evidence", "activity", "project"} <= set(found.hits)
    assert found.total == sum(map(len, found.hits.values()))
    for hits in found.hits.values():
        assert all("นิเทศ" in hit.entry.folded for hit in hits)


@pytest.mark.parametrize("typed", ["๒.๒.๑", "2.2.1", " 2.2.1 ", "2.2.1\u200b"])
def test_thai_and_arabic_digits_find_the_same_code_first(index, typed):
    found = search.search(index, typed)
    first = found.hits["criterion"][0]
    assert first.entry.code == "2.2.1" and first.rank == 0


def test_a_code_keeps_its_dots(sample):
    rows = [{"criterion": code, "title": "ก"} for code in ("2.2.1", "2.21", "12.2", "22")]
    index = search.index(office_with(sample, "criteria", *rows))
    hits = search.search(index, "2.2").hits["criterion"]
    assert [hit.entry.code for hit in hits] == ["2.2.1"]


@pytest.mark.parametrize(
    "typed", ["บ้านเกาะนางคำ", "บ้าน เกาะ นางคำ", "รร.บ้านเกาะนางคํา", "โรงเรียนบ้านเกาะนางคำ"]
)
def test_spaces_and_spelling_of_a_school_do_not_matter(sample, typed):
    rows = {"school_code": "93010001", "name": "บ้านเกาะนางคำ"}, {"school_code": "2", "name": "อื่น"}
    index = search.index(office_with(sample, "schools", *rows))
    assert "บ้านเกาะนางคำ" in titles(index, typed, "school")
    assert "อื่น" not in titles(index, typed, "school")


def test_all_words_must_occur_in_one_entry(sample):
    rows = {"project": "P1", "title": "นิเทศภายใน"}, {"project": "P2", "title": "นิเทศทางไกล"}
    index = search.index(office_with(sample, "projects", *rows))
    assert titles(index, "นิเทศ ภายใน", "project") == ["นิเทศภายใน"]
    none = search.search(index, "ทางไกล ภายใน zzz")
    assert "project" not in none.hits and none.each["ทางไกล"] >= 1 and none.each["zzz"] == 0


def test_code_then_title_then_text_in_this_order(sample):
    rows = [
        {"project": "P3", "title": "อื่น", "strategy": "แผน"},
        {"project": "P2", "title": "ตามแผนเดิม"},
        {"project": "P1", "title": "แผนใหม่"},
        {"project": "แผน", "title": "รหัส"},
    ]
    index = search.index(office_with(sample, "projects", *rows))
    hits = search.search(index, "แผน").hits["project"]
    assert [hit.entry.code for hit in hits] == ["แผน", "P1", "P2", "P3"]


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "-", "...", "“”"])
def test_nothing_is_found_where_nothing_is_asked(index, typed):
    assert search.words_of(typed) == []
    assert search.search(index, typed).total == 0


def test_one_kind_alone(index):
    found = search.search(index, "นิเทศ", kind="project")
    assert list(found.hits) == ["project"]


def test_a_word_never_reaches_from_one_text_into_the_next(sample):
    row = {"project": "P1", "title": "กขค", "strategy": "งจฉ"}
    index = search.index(office_with(sample, "projects", row))
    assert titles(index, "ขคงจ", "project") == []


def test_near_titles_are_offered_and_short_nonsense_offers_none(index):
    assert any("นิเทศ" in title for title in search.near(index, "นิเทดร่วมกัน"))
    assert search.near(index, "zq") == []


def test_a_row_without_title_and_code_or_any_text_is_no_entry(sample):
    index = search.index(office_with(sample, "projects", {}))
    assert not [entry for entry in index.entries if entry.kind == "project"]


def test_a_document_without_title_is_found_by_its_criterion(sample):
    row = {"criterion": "2.2.1", "item": 1, "group": "FIN"}
    index = search.index(office_with(sample, "evidence", row))
    hit = search.search(index, "2.2.1").hits["evidence"][0]
    assert search_words.UNTITLED in search_words.title(hit.entry, [])


def test_a_giant_cell_is_found_and_shown_around_the_word(sample):
    text = "ก" * 30_000 + " คำที่หา " + "ข" * 19_000
    index = search.index(office_with(sample, "projects", {"project": "P", "title": text}))
    words = search.words_of("คำที่หา")
    hit = search.search(index, "คำที่หา").hits["project"][0]
    said = search_words.title(hit.entry, words)
    assert "คำที่หา" in said and len(said) < 300


def test_test_results_are_not_searched(index):
    assert "test_result" not in {entry.kind for entry in index.entries}
    tabs = {e.tab or search.BY_NAME[e.kind].tab for e in index.entries}
    assert tabs and tabs.isdisjoint(("test_results", "spending"))


def test_the_matched_part_is_marked_across_spaces_and_thai_digits():
    pieces = excerpts.parts("แผน ปี ๒๕๕๗ เดิม", search.words_of("ปี2557"))
    assert [text for text, is_word in pieces if is_word] == ["ปี ๒๕๕๗"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_the_pieces_are_the_text_and_the_words_found_are_marked_in_place(text, query):
    words = search.words_of(query)
    pieces = excerpts.parts(text, words)
    assert "".join(piece for piece, _ in pieces) == text


@given(st.text(alphabet="กขคง้ำ ๑2ab", max_size=40), st.integers(0, 30), st.integers(1, 10))
def test_whatever_stands_in_a_text_is_found_and_marked_in_it(text, start, length):
    words = search.words_of(text[start : start + length])
    if len(words) == 1:
        assert words[0].folded in thai.fold(text)
        assert any(is_word for _, is_word in excerpts.parts(text, words))
