"""ลองคำนวณระดับ under AppTest: a trial in the address, told as one, that writes nothing."""

import csv
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import lines


def said(app: AppTest) -> str:
    return "\n".join(lines(app))


def have(app: AppTest) -> str:
    return "".join(app.query_params.get("have", []))


def cells(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


def test_it_says_on_top_that_it_is_a_trial(open_page):
    text = said(open_page("whatif"))
    assert "ยังไม่ใช่ผลจริง เป็นการลองคำนวณระดับ" in text
    assert "เลือกประเด็นที่จะลอง" in text


def test_points_of_the_address_lift_their_level_and_are_ticked(open_page):
    app = open_page("whatif", have="2.2.2,2.2.3")
    assert "ถ้ามีหลักฐานครบ 2 ประเด็นที่เลือก จะขึ้น 1 ตัวบ่งชี้ (2.2 จากระดับ 1 เป็น 3)" in said(app)
    ticked = [box.key for box in app.checkbox if box.value]
    assert ticked == ["have_2.2.2", "have_2.2.3"]


def test_a_tick_goes_into_the_address_and_out_of_it_again(open_page):
    app = open_page("whatif")
    app.checkbox(key="have_2.4.4").check().run()
    assert have(app) == "2.4.4"
    assert "(2.4 จากระดับ 3 เป็น 4)" in said(app)
    app.checkbox(key="have_2.2.2").check().run()
    assert have(app) == "2.4.4,2.2.2"
    app.checkbox(key="have_2.4.4").uncheck().run()
    assert have(app) == "2.2.2"


def test_a_locked_indicator_stays_locked_with_its_reason(open_page):
    codes = "2.5.1,2.5.2,2.5.3,2.5.4"
    app = open_page("whatif", have=codes)
    assert "ระดับจะยังเท่าเดิมทุกตัวบ่งชี้" in said(app)
    assert "ยังให้ระดับไม่ได้: ยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม (เบื้องต้น ระดับ 4)" in said(app)
    assert "‹ภาพ› เบื้องต้น ระดับ 1 · ลองคำนวณได้ เบื้องต้น ระดับ 4 14" in said(app)


def test_the_verified_reading_asks_for_checked_evidence(open_page):
    reported = open_page("whatif", have="2.2.5")
    assert "ระดับจะยังเท่าเดิม" in said(reported)
    boxes = {box.key for box in open_page("whatif", verified="true").checkbox}
    assert boxes > {box.key for box in open_page("whatif").checkbox}


def test_unknown_codes_are_told_and_not_shown_as_markdown(open_page):
    text = said(open_page("whatif", have="9.9.9,[x](https://a.b),2.2.2"))
    assert "ไม่พบรหัสประเด็น 9.9.9" in text
    assert "](https://a.b)" not in open_page("whatif", have="[x](https://a.b)").warning[0].value
    assert "ถ้ามีหลักฐานครบ 1 ประเด็น" in text


def test_ready_sets_add_the_shortest_way_and_the_points_of_a_group(open_page):
    app = open_page("whatif")
    app.button(key="set_way_2.2").click().run()
    assert "จะขึ้น 1 ตัวบ่งชี้ (2.2 จากระดับ 1 เป็น 2)" in said(app)
    app.button(key="set_group_FIN").click().run()
    assert {"2.2.2", "2.2.3", "2.2.4"} <= set(have(app).split(","))
    app.button(key="tried_none").click().run()
    assert have(app) == ""


def test_a_group_sees_only_the_points_that_it_leads(open_page):
    every, own = open_page("whatif"), open_page("whatif", group="FIN")
    assert "การเงิน" in said(own) and own.query_params["group"] in ("FIN", ["FIN"])
    shown = [
        {box.key for box in app.checkbox if box.key.startswith("have_")} for app in (own, every)
    ]
    assert {"have_2.2.2", "have_2.2.3"} <= shown[0] < shown[1]


def test_what_the_filters_hide_stays_assumed_and_is_told(open_page):
    app = open_page("whatif", have="2.2.2,2.4.4", indicator="2.4")
    assert {box.key for box in app.checkbox} == {"have_2.4.4", "have_2.4.7", "have_2.4.8"}
    assert "เลือกไว้อีก 1 ประเด็นที่ตัวกรองนี้ไม่แสดง" in said(app)
    assert "จะขึ้น 2 ตัวบ่งชี้" in said(app)


def test_nothing_is_written_anywhere(open_page, own_office):
    before = cells(own_office)
    app = open_page("whatif", office=own_office, have="2.2.2")
    app.checkbox(key="have_2.4.4").check().run()
    assert cells(own_office) == before
    board = open_page("board", office=own_office)
    assert "**3**" in board.title[0].value


def test_an_edition_by_conditions_says_that_there_is_nothing_to_try(open_page, own_office):
    path = own_office / "office" / "settings.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("ฉบับมาตรฐานที่ใช้")] = "เดิม"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    app = open_page("whatif", office=own_office)
    assert "จึงลองคำนวณระดับไม่ได้" in said(app)
    assert not app.checkbox
