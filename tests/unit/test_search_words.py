"""Words of the search: strong where it matches, everything else as it was typed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.telling.texts import one_line
from esa.telling.topic import plain, quiet, strong
from pages.search import words as search_words
from pages.search.search import KINDS, Entry, Found, Hit, words_of


def entry(kind="project", code="P1", title="โครงการนิเทศ", more=(), **links):
    return Entry(kind, ("sup", 4), code, title, tuple(more), links, code, title, title, title)


def found(**hits):
    made = {kind: tuple(Hit(entry(kind), 1) for _ in range(n)) for kind, n in hits.items()}
    return Found(made, {})


def test_the_finding_before_during_and_without_results():
    asked = words_of("นิเทศ")
    assert search_words.finding("", found(), 720, []) == f"ค้นหาได้ {strong(720)} รายการจากทุกสมุดงาน"
    many = search_words.finding("นิเทศ", found(project=2, kpi=3), 720, asked)
    assert many == f"พบ “นิเทศ” {strong(5)} รายการ ใน 2 ประเภท"
    assert search_words.finding("นิเทศ", found(), 720, asked) == "ไม่พบ “นิเทศ” ใน 720 รายการ"


@pytest.mark.parametrize("text", ["[x](y) นิเทศ $a$ <img>", "ก นิเทศ ข", "นิเทศ", "(นิเทศ)"])
def test_the_match_is_strong_and_everything_around_it_as_it_was_typed(text):
    said = search_words.marked(text, words_of("นิเทศ"))
    assert said == text.replace("นิเทศ", strong("นิเทศ"))


@given(st.text(max_size=30), st.text(max_size=6))
def test_what_is_marked_is_the_text_itself(text, query):
    said = search_words.marked(text, words_of(query))
    assert plain(said) == one_line(text)


def test_other_text_is_told_with_its_heading_only_where_the_title_lacks_the_word():
    other = entry("kpi", title="ร้อยละ", more=[("unit", "นิเทศ")])
    said = search_words.context(other, words_of("นิเทศ"))
    assert said == f"{quiet('หน่วยนับ:')} {strong('นิเทศ')}"
    assert search_words.context(entry(), words_of("นิเทศ")) == ""


def test_a_result_has_its_cell_its_page_and_says_where_it_is_not_real(sample):
    asked = words_of("นิเทศ")
    told = search_words.result(sample, entry(), asked)
    assert told.text == f"P1 โครงการ{strong('นิเทศ')}" and told.cell == (
        "projects",
        ("sup", 4),
        "title",
    )
    assert told.door == search_words.home(entry()) and "แท็บ โครงการ ในชีตนิเทศฯ" in told.note
    real = replace(sample, is_sample=False)
    marked = search_words.result(real, entry(remark="ข้อมูลตัวอย่าง"), asked).note
    assert "ข้อมูลตัวอย่าง" in marked and "ข้อมูลตัวอย่าง" not in told.note
    assert search_words.result(real, entry(title=""), asked).text == "P1 (ยังไม่มีชื่อ)"


def test_a_kind_says_how_many_there_are_however_few_are_shown(sample):
    hits = found(kpi=2).hits["kpi"]
    told = search_words.of_kind(sample, "kpi", hits, 40, words_of("นิเทศ"))
    assert told.heading == f"ตัวชี้วัดตามคำรับรอง {quiet(40)}" and len(told.entries) == 2


def test_codes_are_said_as_people_say_them():
    assert search_words.code_of(entry("follow_up", "11/2557")) == "ครั้งที่ 11/2557"
    assert search_words.code_of(entry("condition", "2", criterion="1-1-3")) == "1-1-3 ข้อ 2"


def opens(kind, code="X1", **links):
    door = search_words.home(entry(kind, code, **links))
    return door.page, dict(door.filters)


def test_every_kind_opens_where_it_lives():
    assert opens("school", "93010001") == ("schools", {"school": "93010001"})
    assert opens("network", "N01") == ("networks", {"network": "N01"})
    told = {"edition": "2557", "indicator": "2.2"}
    assert opens("criterion", "2.2.1", **told) == ("indicators", told)
    assert opens("progress", "2.2.1", criterion="2.2.1", edition="2557") == ("indicators", told)
    filters = {"edition": "2557", "group": "FIN", "criterion": "2.2.2"}
    assert opens("evidence", "2.2.2", group="FIN", edition="2557") == ("evidence", filters)
    assert opens("follow_up", "11/2557") == ("board", {"meeting": "11/2557"})
    assert opens("activity", networks=("N02",)) == ("networks", {"network": "N02"})
    assert opens("activity", networks=None) == ("networks", {})


@pytest.mark.parametrize(
    ("kind", "part", "key"),
    [
        ("project", "projects", "project"),
        ("kpi", "kpis", "kpi"),
        ("figure", "figures", "figure_set"),
    ],
)
def test_projects_kpis_and_figures_open_their_block_with_the_row(kind, part, key):
    assert opens(kind, group="SUP") == ("projects", {"group": "SUP", "part": part, key: "X1"})


def test_every_kind_has_a_home():
    assert all(search_words.home(entry(kind.name)).page for kind in KINDS)


def test_why_nothing_was_found_is_told_word_by_word():
    told = search_words.each_word(Found({}, {"ก": 3, "ข": 0}))
    assert "“ก” 3 รายการ" in told and "“ข” 0 รายการ" in told
    assert search_words.each_word(Found({}, {"ก": 0})) == ""
