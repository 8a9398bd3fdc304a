"""Topics on screen: what is read, and links that carry the switches and open."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from esa.judged import Judged
from esa.screen import show
from esa.telling.texts import JOINER, NBSP, one_line
from esa.telling.topic import Cell, Entry, Kept, Table, Topic, act, done, quiet, strong
from tests.approved.lines import of_markdown
from tests.pages.conftest import addresses, lines

EVIL = "<script>x</script> **b** [l](javascript:x) :material/home: $x$ :red[x] “1”"


def shown(thai_digits: bool, at: str) -> None:
    from datetime import datetime

    import streamlit as st

    from esa.judged import Judged
    from esa.reading.office import Office
    from esa.screen import show
    from esa.telling.topic import Door, Entry, Kept, LeftOut, Topic, act, quiet

    st.session_state.update(thai_digits=thai_digits, at=at)
    evil = "<script>x</script> **b** [l](javascript:x) :material/home: $x$ :red[x] “1”"
    show.finding(f"ขาด {act(3)} {evil}")
    show.panel(f"หัวข้อ {quiet(12)}", small=True)
    show.say(Kept(f"D28 {evil}"))
    st.button(show.markdown(evil))
    office = Office.__new__(Office)
    vars(office).update(read_at=datetime(2014, 9, 23), name="", problems=())
    entries = (
        Entry("1", evil, "2", door=Door("evidence", (("criterion", "2.2"), ("group", "ก&ข")))),
        Entry("2", "ก", door=Door("board", (("meeting", "1/2557"),))),
        Entry("3", "ข", door=Door("nowhere")),
    )
    show.topic(Judged(office), Topic("x", "", "", entries, left_out=(LeftOut("", "kpis", 2),)))


def page(thai_digits: bool = False, at: str = "") -> AppTest:
    app = AppTest.from_function(shown, args=(thai_digits, at)).run()
    assert not app.exception, [each.value for each in app.exception]
    return app


def test_what_is_read_on_screen_is_what_was_typed():
    said = lines(page())
    assert said[:4] == [f"# ขาด 3 {EVIL}", "## หัวข้อ 12", f"D28 {EVIL}", EVIL]
    assert f"1 {EVIL}" in said and "2 ก" in said and "3 ข" in said


def test_digits_are_as_the_visitor_chose_except_those_that_are_kept():
    said = lines(page(thai_digits=True))
    assert said[0] == f"# ขาด ๓ {EVIL.replace('1', '๑')}" and said[2] == f"D28 {EVIL}"
    assert "๒ ก" in said


@pytest.mark.parametrize("thai_digits", [False, True])
def test_links_carry_the_switches_and_lead_where_they_should_from_any_page(thai_digits):
    found = addresses(page(thai_digits, "11-2557"))
    assert len(found) == 3  # a page that isn't there has no link
    opened = [urlsplit(urljoin("http://h/esa/sheets?tab=x", each)) for each in found]
    assert [each.path for each in opened] == ["/esa/evidence", "/esa/", "/esa/sheets"]
    switches = {"at": "11-2557"} | ({"thai_digits": "true"} if thai_digits else {})
    filters = [{"criterion": "2.2", "group": "ก&ข"}, {"meeting": "1/2557"}, {"tab": "kpis"}]
    assert [dict(parse_qsl(each.query)) for each in opened] == [switches | each for each in filters]


@given(st.lists(st.tuples(st.sampled_from([str, strong, act, done, quiet]), st.text(max_size=20))))
def test_a_text_of_a_topic_is_read_as_markdown_as_it_was_put_together(parts):
    parts = [(mark, one_line(text)) for mark, text in parts]
    said = show.markdown(Kept(" ".join(mark(text) for mark, text in parts)))
    assert " ".join(of_markdown(said)) == one_line(" ".join(text for _, text in parts))


@pytest.mark.parametrize("text", ["(ก)", "ก", " ก ", "-", "“ก”", "10%", ":red"])
@pytest.mark.parametrize("beside", ["ข", " ", "(", ""])
def test_bold_is_bold_beside_any_sign(text, beside):
    said = show.markdown(Kept(f"{beside}{strong(text)}{beside}"))
    inner = said[said.index("**") + 2 : said.rindex("**")]
    assert inner == inner.strip() and all(
        letter.isalnum() or letter == JOINER for letter in (inner[0], inner[-1])
    )


def test_blanks_between_parts_stay_as_they_are():
    assert show.markdown(Kept(f"ขาด{NBSP}{strong('3')} จาก")) == f"ขาด{NBSP}**3** จาก"
    assert show.markdown(Kept("ก\nข")) == "ก  \nข"


def behind() -> None:
    from datetime import date
    from decimal import Decimal

    from esa.screen import columns
    from esa.telling.topic import Kept, Rail, Table, strong

    rows = (
        (1, Decimal("1.50"), date(2014, 9, 15), strong("ก"), Rail(3), True),
        (None, None, None, Kept(""), Rail(None), None),
    )
    table = Table("ตาราง", ("จำนวน", "บาท", "วันที่", "ชื่อ", "ระดับ", "ใช่"), rows)
    columns.behind(table, key="x", alternative="ในคำ")
    columns.behind(Table("ว่าง", ("ก",), ()), key="y", alternative="ในคำ")


def test_the_table_behind_a_topic_has_plain_values_and_blank_for_what_is_not_known():
    app = AppTest.from_function(behind).run()
    assert not app.exception, [each.value for each in app.exception]
    whole, empty = (each.value for each in app.dataframe)
    assert whole.iloc[0].tolist() == [1, 1.5, "2557-09-15", "ก", 3, "ใช่"]
    assert whole.iloc[1].isna().all() and str(whole["จำนวน"].dtype) == "Int64"
    assert list(empty.columns) == ["ก"] and empty.empty


SAME_NUMBERS = (True, 1, 1.0, Decimal("1"), Decimal("1.0"), Decimal("1.00"), "1", Kept("1"))


def test_what_looks_alike_to_python_is_not_filled_in_alike():
    told = [Topic("x", "", "", (Entry("", values=(value,)),)) for value in SAME_NUMBERS]
    assert len({show.Content.digest({"topic": topic}) for topic in told}) == len(SAME_NUMBERS)


def test_what_only_makes_the_table_behind_tells_no_two_topics_apart():
    made = [Topic("x", "", "", behind=lambda: Table("", (), ())) for _ in range(2)]
    assert show.Content.digest(made[0]) == show.Content.digest(made[1])
    assert show.Content.digest(made[0]) != show.Content.digest(replace(made[0], finding="ก"))


def sections() -> None:
    from datetime import datetime

    from esa.judged import Judged
    from esa.reading.office import Office
    from esa.screen import show
    from esa.telling.topic import Entry, Topic

    office = Office.__new__(Office)
    vars(office).update(read_at=datetime(2014, 9, 23), name="", problems=())
    above = "ไม่มีประเด็นค้าง ค้าง 3 ประเด็น"
    show.section(Judged(office), Topic("a", "หนึ่ง", "ไม่มีประเด็นค้าง"), above)
    show.section(Judged(office), Topic("b", "สอง", "ค้าง 3 ประเด็น", (Entry("", "ก"),)), above)


def test_no_heading_stands_alone_and_what_is_said_above_is_not_said_twice():
    said = lines(AppTest.from_function(sections).run())
    assert "ไม่มีประเด็นค้าง" in said and "ค้าง 3 ประเด็น" not in said and "ก" in said


def test_a_cell_stands_where_its_own_office_has_it(sample, monkeypatch):
    (key, letters), *_ = [each for each in sample.letters.items() if each[0][1] == "evidence"]
    moved = sample.letters | {key: letters | {"title": "ZZ"}}
    later = replace(sample, read_at=sample.read_at + timedelta(minutes=1), letters=moved)
    told = Topic("x", "", "", (Entry("1", "ก", cell=Cell("evidence", (key[0], 2), "title")),))
    said: list[str] = []
    monkeypatch.setattr(show.st, "html", said.append)
    for office in (sample, later):
        show.topic(Judged(office), told)
    assert "ZZ2" not in said[0] and "ZZ2" in said[1]
