"""The page เครือข่าย: its finding, filters in the address, support, empty and hostile data."""

import csv

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import addresses, lines, title


def opens(app: AppTest) -> str:
    """What a person reads, without the emphasis."""
    assert not app.exception, [e.value for e in app.exception]
    assert not app.error
    return "\n".join(lines(app))


def test_the_finding_names_the_silent_ones_with_their_days(open_page):
    app = open_page("networks")
    said = lines(app)
    finding = title(app)
    assert "เครือข่ายโรงเรียนไม่มีกิจกรรมตั้งแต่" in finding and ":orange[**2**]" in finding
    assert "124 ทุ่งธงทอง" in said
    assert any("kind=school_network&network=N05" in to for to in addresses(app) if to)


def test_money_is_told_once_and_in_kind_apart(open_page):
    said = opens(open_page("networks"))
    assert "1,189,260 บาท" in said
    assert "สิ่งของหรือบริการ 5 รายการ ยังไม่กรอกมูลค่า 5" in said
    assert "1,231,260" not in said


def test_a_partner_opens_into_the_activities_behind_each_baht(open_page):
    said = opens(open_page("networks", partner="P06"))
    assert "เงิน 278,500 บาท จาก 4 กิจกรรม" in said
    for amount in ("45,500", "23,000", "30,000", "180,000"):
        assert f"· {amount} บาท" in said


def test_a_network_in_the_address_is_the_only_one_on_view(open_page):
    app = open_page("networks", network="N05")
    said = opens(app)
    assert "ทุ่งธงทอง ไม่มีกิจกรรมมา 124 วัน" in said
    assert "3 กิจกรรมของทุ่งธงทอง" in said
    assert app.selectbox(key="network").value == "N05"


def test_kind_and_side_are_kept_in_the_address(open_page):
    app = open_page("networks", kind="club", side="academic")
    said = opens(app)
    assert "ด้านวิชาการ: ชมรมครูไม่มีกิจกรรมตั้งแต่" in said
    assert "N05" not in said and app.selectbox(key="side").value == "academic"


def test_choosing_a_kind_writes_it_into_the_address(open_page):
    app = open_page("networks")
    app.selectbox(key="kind").set_value("centre").run()
    opens(app)
    assert app.query_params["kind"] in ("centre", ["centre"])


@pytest.mark.parametrize("kind", ["all", "team", "body", "committee", "work_network", "partner"])
def test_every_kind_has_a_finding_of_its_own(open_page, kind):
    app = open_page("networks", kind=kind)
    opens(app)
    assert "เครือข่ายโรงเรียน" not in title(app)


def test_the_list_is_paged_and_the_last_page_is_reached_by_address(open_page):
    app = open_page("networks", kind="all", activity_row="96")
    said = opens(app)
    assert app.selectbox(key="activity_row").value == 96
    assert "ไม่ทราบวันที่" in said


def test_tables_behind_open_with_their_cells(open_page):
    app = open_page("networks")
    for key in ("all_silence", "all_activities", "all_schools", "all_orders"):
        app.session_state[key] = True
    app.run()
    opens(app)
    places = ["ที่อยู่ในชีต" in frame.value.columns for frame in app.dataframe]
    assert places == [True] * 4


def test_orders_that_are_not_filled_in_are_said(open_page):
    said = opens(open_page("networks"))
    assert "คำสั่งที่ 296/2557" in said
    assert "ยังไม่กรอกคำสั่ง" in said


def test_two_hundred_networks_are_paged_and_the_longest_silent_come_first(open_page, own_office):
    path = own_office / "office" / "networks.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number in range(200):
            row = {
                "รหัสเครือข่าย": f"X{number:03}",
                "ชื่อเครือข่าย": f"เครือข่ายทดสอบ {number}",
                "ประเภทเครือข่าย": "เครือข่ายโรงเรียน",
            }
            writer.writerow([row.get(name, "") for name in head])
    app = open_page("networks", office=own_office)
    said = opens(app)
    assert "จาก 213" in title(app)
    assert len(app.selectbox(key="network_row").options) == 11
    assert said.index("ทุ่งธงทอง") < said.index("เครือข่ายทดสอบ")


def test_an_office_without_activities_is_unknown_and_not_bad(open_page, own_office):
    for path in own_office.rglob("*.csv"):
        if path.stem in ("network_activities", "resources"):
            head = path.read_text(encoding="utf-8-sig").splitlines()[0]
            path.write_text(head + "\n", encoding="utf-8")
    app = open_page("networks", office=own_office)
    said = opens(app)
    assert "ยังไม่มีกิจกรรมในชีต" in title(app)
    assert "ยังไม่มีข้อมูลการสนับสนุน" not in title(app)
    assert "เพิ่มแถวในแท็บ การสนับสนุน" in said
    assert "จึงยังบอกไม่ได้ว่าถึงโรงเรียนใด" in said
    emphasised = [each.value for kind in ("title", "header", "markdown") for each in app.get(kind)]
    assert not any(":orange[" in each for each in emphasised)
    assert not any('class="act"' in each.proto.body for each in app.get("html"))


def test_conflicting_and_likely_double_activities_stand_beside(open_page, own_office):
    path = own_office / "sup" / "network_activities.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = next(csv.reader(file))
    row = {
        "รหัสกิจกรรม": "PRO-02",
        "ชื่อกิจกรรม": "ชื่อที่ไม่ตรงกัน",
        "วันที่จัด": "23 ส.ค. 2557",
    }
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([row.get(name, "") for name in head])
    app = open_page("networks", office=own_office)
    opens(app)
    assert any("ชื่อที่ไม่ตรงกัน" in warning.value.replace("\\", "") for warning in app.warning)


def test_thai_digits_are_used_everywhere_but_in_sortable_tables(open_page):
    app = open_page("networks", thai_digits="true")
    said = opens(app)
    assert "๑,๑๘๙,๒๖๐" in said and "1,189,260" not in said


def test_a_partner_chosen_as_network_opens_its_own_support(open_page):
    app = open_page("networks", kind="partner", network="P10")
    opens(app)
    assert app.selectbox(key="partner").value == "P10"
