"""ค้นหา: one box, kept in the address; results by kind; hostile and giant texts."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from esa.reading.office import Office
from esa.telling.texts import JOINER
from tests.pages.conftest import addresses, lines

EVIL = "<img onerror=x> **b** [l](javascript:x) :material/home: $x$ \u202eกลับ นิเทศแปลก"


def written(app: AppTest) -> str:
    return "\n".join(lines(app))


def finding(app: AppTest) -> str:
    return next(line for line in lines(app) if line.startswith("# "))


def test_one_search_finds_everything_about_a_word(open_page):
    app = open_page("search", q="นิเทศ")
    assert re.fullmatch(r"# พบ “นิเทศ” \d+ รายการ ใน \d+ ประเภท", finding(app))
    heads = [line for line in lines(app) if line.startswith("## ")]
    for kind in ("ประเด็นการพิจารณา", "หลักฐานอ้างอิง", "กิจกรรมเครือข่าย", "โครงการ"):
        assert any(head.startswith(f"## {kind} ") for head in heads)
    assert any(
        '<b class="strong">นิเทศ</b>' in each.proto.body.replace(JOINER, "")
        for each in app.get("html")
    )


def test_a_result_names_its_cell_and_opens_its_page_with_filters(open_page):
    app = open_page("search", q="2.2.1", what="criterion")
    assert parse_qsl(urlsplit(addresses(app)[0]).query)[-1] == ("indicator", "2.2")
    said = lines(app)
    first = next(at for at, line in enumerate(said) if line.startswith("2.2.1 "))
    assert said[first + 1].startswith("แท็บ ประเด็นการพิจารณา ใน")
    assert said[first + 2].startswith("▸ ช่อง D")


def test_typing_in_the_box_searches(open_page):
    app = open_page("search")
    app.text_input(key="q").set_value("๒.๒.๑").run()
    assert "2.2.1 " in written(app)


def test_before_anything_is_asked_there_are_examples(open_page):
    app = open_page("search")
    assert "ค้นหาได้" in finding(app)
    app.button(key="try_0").click().run()
    assert app.text_input(key="q").value and "พบ" in finding(app)


def test_no_result_offers_what_looks_like_it(open_page):
    app = open_page("search", q="นิเทดร่วมกัน")
    assert finding(app).startswith("# ไม่พบ")
    app.button(key="near_0").click().run()
    assert finding(app).startswith("# พบ")


def test_more_of_one_kind_is_one_click_away_and_paged(open_page):
    app = open_page("search", q="โรงเรียน")
    assert 0 < len(addresses(app)) < 60
    app.button(key="more_school").click().run()
    assert app.query_params["what"] == "school"
    assert app.selectbox(key="what").value == "school"
    first = addresses(app)
    app.button(key="page_next").click().run()
    assert addresses(app) != first and not app.exception


@pytest.mark.parametrize("kind", ["xx", "<b>", "school"])
def test_an_unknown_kind_in_the_address_counts_as_all(open_page, kind):
    app = open_page("search", q="นิเทศ", what=kind)
    assert not app.exception and finding(app).startswith("# พบ")


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
    assert "P98 <img onerror=x> **b** [l](javascript:x)" in said and "\u202e" not in said
    assert not any("<img" in each.proto.body for each in app.get("html"))
    assert not any("javascript" in address for address in addresses(app))
    big = open_page("search", office=own_office, q="นิเทศยักษ์")
    assert "นิเทศยักษ์" in written(big) and len(written(big)) < 5000


def test_an_office_with_headers_only_says_what_comes(open_page, own_office):
    for path in own_office.rglob("*.csv"):
        if path.stem not in ("about", "settings"):
            head = path.read_text(encoding="utf-8-sig").splitlines()[0]
            path.write_text(head + "\n", encoding="utf-8")
    app = open_page("search", office=own_office)
    assert not app.exception and app.info
    assert finding(open_page("search", office=own_office, q="นิเทศ")).startswith("# ไม่พบ")


def opened(open_page, query: str, kind: str) -> AppTest:
    """The page that the first result of a kind opens, under the address of its link."""
    link = urlsplit(addresses(open_page("search", q=query, what=kind))[0])
    return open_page(link.path.removeprefix("./") or "board", **dict(parse_qsl(link.query)))


def seen(app: AppTest) -> str:
    """Headings and texts as they are read: no escapes and joiners, every blank as one."""
    said = "\n".join(str(text.value) for kind in ("header", "markdown") for text in app.get(kind))
    return " ".join(said.replace("\\", "").replace(JOINER, "").split())


def tables(app: AppTest) -> list[str]:
    return [cell for table in app.dataframe for cell in table.value.astype(str).to_numpy().ravel()]


def test_a_document_opens_beside_the_others_of_its_point(open_page, sample: Office):
    row = sample.evidence[sample.evidence["title"].notna()].iloc[0]
    app = opened(open_page, row["title"], "evidence")
    assert not app.exception
    point = sample.evidence[sample.evidence["criterion"] == row["criterion"]]
    own = point[point["group"] == row["group"]]
    assert f"หลักฐานที่กรอกไว้ของประเด็น {row['criterion']} {len(own)} แถว" in seen(app)
    assert row["title"] in set(app.dataframe[0].value["ชื่อเอกสารหรือหลักฐาน"])
    assert len(app.dataframe[0].value) == len(own)


def test_a_resolution_opens_with_those_of_its_meeting_also_when_it_is_done(open_page, sample):
    done = sample.follow_ups[sample.follow_ups["status"] == "done"].iloc[0]
    app = opened(open_page, done["resolution"], "follow_up")
    assert not app.exception and done["resolution"] in tables(app)
    assert f"ครั้งที่ {done['meeting_no']} " in seen(app)


@pytest.mark.parametrize(
    ("kind", "tab", "title"),
    [("project", "projects", "title"), ("figure", "figures", "label")],
)
def test_a_row_of_the_page_projects_opens_there_and_is_seen(kind, tab, title, open_page, sample):
    row = sample.table(tab).iloc[-1]
    app = opened(open_page, row[title], kind)
    assert not app.exception
    told = written(app)
    assert row[title] in told
    if kind == "project":
        others = set(sample.projects["title"].dropna()) - {row[title]}
        assert others and not any(f"{other} " in told for other in others)


def test_a_kpi_opens_alone_with_the_way_to_all_of_them(open_page, sample):
    row = sample.kpis.iloc[-1]
    app = opened(open_page, row["title"], "kpi")
    assert not app.exception
    assert f"เฉพาะ {row['kpi']}" in seen(app)
    whole = next(button for button in app.button if button.label == "แสดงทั้งหมด")
    after = whole.click().run()
    assert "kpi" not in after.query_params and after.query_params["part"] == "kpis"
    assert "เฉพาะ" not in seen(after)


@pytest.mark.parametrize(
    ("page", "key"), [("evidence", "criterion"), ("board", "meeting"), ("projects", "project")]
)
def test_an_unknown_row_in_an_address_is_left_alone(page, key, open_page):
    app = open_page(page, **{key: "<b>ไม่มี"})
    assert not app.exception
    assert not [button for button in app.button if button.label == "แสดงทั้งหมด"]
