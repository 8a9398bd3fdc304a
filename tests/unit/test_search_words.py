"""Words of the search: bold where it matches, everything else as it was typed."""

import pytest

from esa.telling.texts import JOINER
from pages.search import words as search_words
from pages.search.search import KINDS, Entry, Found, Hit, words_of


def entry(kind="project", code="P1", title="โครงการนิเทศ", more=(), **links):
    return Entry(kind, ("sup", 4), code, title, tuple(more), links, code, title, title, title)


def found(**hits):
    made = {kind: tuple(Hit(entry(kind), 1) for _ in range(n)) for kind, n in hits.items()}
    return Found(made, {})


def test_the_finding_before_during_and_without_results():
    asked = words_of("นิเทศ")
    assert search_words.finding("", found(), 720, []) == "ค้นหาได้ **720** รายการจากทุกสมุดงาน"
    many = search_words.finding("นิเทศ", found(project=2, kpi=3), 720, asked)
    assert many == "พบ “นิเทศ” **5** รายการ ใน 2 ประเภท"
    assert search_words.finding("นิเทศ", found(), 720, asked) == "ไม่พบ “นิเทศ” ใน 720 รายการ"


def test_a_hostile_query_is_text_in_the_finding():
    said = search_words.finding("<b>**x**", found(), 1, words_of("x"))
    assert "\\<b\\>\\*\\*x\\*\\*" in said


def test_the_match_is_bold_and_markup_around_it_is_text():
    said = search_words.bold("[x](y) นิเทศ $a$ <img>", words_of("นิเทศ"))
    assert f"**{JOINER}นิเทศ{JOINER}**" in said
    assert "\\[x\\]\\(y\\)" in said and "\\<img\\>" in said and "\\$a\\$" in said


def test_a_match_of_punctuation_stays_bold_and_escaped():
    said = search_words.bold("แบบ(ก)ข", words_of("(ก)"))
    assert said == f"แบบ**{JOINER}\\(ก\\){JOINER}**ข"


def test_a_space_beside_the_match_is_kept():
    assert search_words.bold("ก นิเทศ ข", words_of("นิเทศ")) == f"ก **{JOINER}นิเทศ{JOINER}** ข"


def test_other_text_is_told_with_its_heading_only_where_the_title_lacks_the_word():
    other = entry("kpi", title="ร้อยละ", more=[("unit", "นิเทศ")])
    assert "หน่วยนับ" in search_words.context(other, words_of("นิเทศ"))
    assert search_words.context(entry(), words_of("นิเทศ")) == ""


def test_codes_are_said_as_people_say_them():
    assert search_words.code_of(entry("follow_up", "11/2557")) == "ครั้งที่ 11/2557"
    assert search_words.code_of(entry("condition", "2", criterion="1-1-3")) == "1-1-3 ข้อ 2"


def test_every_kind_opens_where_it_lives():
    assert search_words.home(entry("school", "93010001")) == ("schools", {"school": "93010001"})
    assert search_words.home(entry("network", "N01")) == ("networks", {"network": "N01"})
    criterion = entry("criterion", "2.2.1", indicator="2.2", edition="2557")
    assert search_words.home(criterion) == ("indicators", {"edition": "2557", "indicator": "2.2"})
    told = entry("progress", "2.2.1", criterion="2.2.1", edition="2557")
    assert search_words.home(told)[1]["indicator"] == "2.2"
    document = entry("evidence", "2.2.2", group="FIN", edition="2557")
    filters = {"edition": "2557", "group": "FIN", "criterion": "2.2.2"}
    assert search_words.home(document) == ("evidence", filters)
    assert search_words.home(entry("follow_up", "11/2557")) == ("board", {"meeting": "11/2557"})
    assert search_words.home(entry("activity", networks=("N02",)))[1] == {"network": "N02"}
    assert search_words.home(entry("activity", networks=None))[1] == {"network": None}


@pytest.mark.parametrize(
    ("kind", "part", "key"),
    [
        ("project", "projects", "project"),
        ("kpi", "kpis", "kpi"),
        ("figure", "figures", "figure_set"),
    ],
)
def test_projects_kpis_and_figures_open_their_block_with_the_row(kind, part, key):
    page, filters = search_words.home(entry(kind, "X1", group="SUP"))
    assert (page, filters) == ("projects", {"group": "SUP", "part": part, key: "X1"})


def test_every_kind_has_a_home():
    assert all(search_words.home(entry(kind.name))[0] for kind in KINDS)


def test_why_nothing_was_found_is_told_word_by_word():
    told = search_words.each_word(Found({}, {"ก": 3, "ข": 0}))
    assert "“ก” 3 รายการ" in told and "“ข” 0 รายการ" in told
    assert search_words.each_word(Found({}, {"ก": 0})) == ""
