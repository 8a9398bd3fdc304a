"""ค้นหา: one box, kept in the address; results by kind; hostile and giant texts."""

import pytest
from streamlit.testing.v1 import AppTest

EVIL = "<img onerror=x> **b** [l](javascript:x) :material/home: $x$ \u202eกลับ นิเทศแปลก"


def written(app: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "info")
    said = [str(element.value) for kind in kinds for element in app.get(kind)]
    return "\n".join([*said, *(link.proto.label for link in app.get("page_link"))])


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def test_one_search_finds_everything_about_a_word(open_page):
    app = open_page("search", q="นิเทศ")
    assert app.title[0].value.startswith("พบ “นิเทศ” **")
    heads = "\n".join(head.value for head in app.subheader)
    for kind in ("ประเด็นการพิจารณา", "หลักฐานอ้างอิง", "กิจกรรมเครือข่าย", "โครงการ"):
        assert kind in heads
    assert "**\u2060นิเทศ\u2060**" in written(app)


def test_a_result_names_its_cell_and_opens_its_page_with_filters(open_page):
    app = open_page("search", q="2.2.1", what="criterion")
    link = app.get("page_link")[0].proto
    assert "2\\.2\\.1" in link.label and "indicator=2.2" in link.query_string
    assert "ช่อง" in written(app) and "ประเด็นการพิจารณา" in written(app)


def test_typing_in_the_box_searches(open_page):
    app = open_page("search")
    app.text_input(key="q").set_value("๒.๒.๑").run()
    assert "2\\.2\\.1" in written(app)


def test_before_anything_is_asked_there_are_examples(open_page):
    app = open_page("search")
    assert "ค้นหาได้" in app.title[0].value
    app.button(key="try_0").click().run()
    assert app.text_input(key="q").value and "พบ" in app.title[0].value


def test_no_result_offers_what_looks_like_it(open_page):
    app = open_page("search", q="นิเทดร่วมกัน")
    assert app.title[0].value.startswith("ไม่พบ")
    app.button(key="near_0").click().run()
    assert app.title[0].value.startswith("พบ")


def test_more_of_one_kind_is_one_click_away_and_paged(open_page):
    app = open_page("search", q="โรงเรียน")
    assert len([label for label in links(app) if label]) < 60
    app.button(key="more_school").click().run()
    assert app.query_params["what"] == "school"
    assert app.selectbox(key="what").value == "school"
    first = links(app)
    app.button(key="page_next").click().run()
    assert links(app) != first and not app.exception


@pytest.mark.parametrize("kind", ["xx", "<b>", "school"])
def test_an_unknown_kind_in_the_address_counts_as_all(open_page, kind):
    app = open_page("search", q="นิเทศ", what=kind)
    assert not app.exception and app.title[0].value.startswith("พบ")


@pytest.mark.parametrize(
    "query", ["<script>", "**", "[x](y)", "$x$", "\u202e", ":red[x]", "ก" * 5000, "\\"]
)
def test_a_hostile_query_is_only_text(open_page, query):
    app = open_page("search", q=query)
    assert not app.exception
    assert "<script>" not in app.title[0].value and ":red[" not in app.title[0].value


def test_hostile_and_giant_cells_are_found_and_shown_as_text(open_page, own_office):
    path = own_office / "sup" / "projects.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    width = lines[0].count(",")
    giant = "ข" * 5_000 + " นิเทศยักษ์ " + "ค" * 45_000
    rows = [f"P98,{EVIL}" + "," * (width - 1), f"P99,{giant}" + "," * (width - 1)]
    path.write_text("\n".join([*lines, *rows]), encoding="utf-8")
    app = open_page("search", office=own_office, q="นิเทศแปลก")
    said = written(app)
    assert "\\<img onerror" in said and "](javascript" not in said and "\u202e" not in said
    big = open_page("search", office=own_office, q="นิเทศยักษ์")
    assert "**\u2060นิเทศยักษ์\u2060**" in written(big) and len(written(big)) < 5000


def test_an_office_with_headers_only_says_what_comes(open_page, own_office):
    for path in own_office.rglob("*.csv"):
        if path.stem not in ("about", "settings"):
            head = path.read_text(encoding="utf-8-sig").splitlines()[0]
            path.write_text(head + "\n", encoding="utf-8")
    app = open_page("search", office=own_office)
    assert not app.exception and app.info
    assert open_page("search", office=own_office, q="นิเทศ").title[0].value.startswith("ไม่พบ")
