"""The indicators page: levels, where they come from, the next step; older editions; bad data."""

import csv
from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import addresses, lines, title


def texts(app: AppTest) -> str:
    return "\n".join(lines(app))


def opens(app: AppTest) -> AppTest:
    assert not app.exception, [e.value for e in app.exception]
    assert app.title
    return app


def rewrite(path: Path, change) -> None:
    """Change the rows of a CSV tab, each a dict of its headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def test_the_finding_names_the_indicators_claimed_above_their_evidence(open_page):
    app = opens(open_page("indicators"))
    assert lines(app)[1] == (
        "# ประเมินตนเองสูงกว่าหลักฐาน 2 ตัวบ่งชี้: 2.2 สูงกว่า 2 ระดับ และ 2.4 สูงกว่า 1 ระดับ"
    )
    assert "ประเมินตนเองสูงกว่าหลักฐาน 2 ระดับ" in lines(app)


def test_the_verified_reading_changes_the_finding(open_page):
    app = opens(open_page("indicators", verified="true"))
    assert ":orange[**3**]" in title(app)


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ("2.2", "1 จาก 5 ประเด็น ได้ ระดับ 1 (เกณฑ์ 0–1 ข้อ)"),
        ("1.4", "4 จาก 4 ประเด็น ได้ ระดับ 5 (เกณฑ์ 4 ข้อ)"),
        ("1.1", "มีข้อมูล 2 จาก 6 ประเด็น: ยังสรุประดับไม่ได้"),
        ("2.5", "ยังให้ระดับไม่ได้: ดำเนินการแล้ว 3 จาก 4 ประเด็น"),
        ("1.3", "ยังไม่ได้กรอกเกณฑ์"),
    ],
)
def test_an_indicator_in_the_address_opens_with_where_its_level_comes_from(
    open_page, indicator, said
):
    app = opens(open_page("indicators", indicator=indicator))
    assert said in texts(app)
    assert any(line.startswith(f"## {indicator} ") for line in lines(app))


def test_the_receipt_of_2_2_names_reason_group_cell_and_next_step(open_page):
    shown = texts(open_page("indicators", indicator="2.2"))
    assert "ยังไม่นับ: ช่องชื่อเอกสารมีแต่จุดไข่ปลา" in shown
    assert "การเงิน: ดำเนินการแล้ว 27 ส.ค. 2557" in shown
    assert "ระดับ 2 ขาดอีก 1 ประเด็น" in shown
    assert shown.index("1. 2.2.2 ") < shown.index("2. 2.2.3 ")
    assert "fin › หลักฐานอ้างอิง!D2" in shown
    assert "ยังไม่ได้เขียน" in shown and "วางระบบบัญชีและพัสดุตามระเบียบ" in shown
    assert "เงื่อนไขเพิ่มเติม" in shown and "ยืนยันแล้ว" in shown


def test_the_gate_comes_before_the_evidence(open_page):
    shown = texts(open_page("indicators", indicator="2.5"))
    assert shown.index("ก่อนให้ระดับ") < shown.index("ระดับ 2 ขาดอีก 2 ประเด็น")
    assert "ยืนยันว่าผ่านเงื่อนไขเพิ่มเติม" in shown


def test_without_all_weights_there_is_a_distribution_and_the_reason(open_page):
    shown = texts(open_page("indicators"))
    assert "ยังไม่สรุปเป็นค่าเดียว: ยังกรอกน้ำหนักไม่ครบ" in shown
    assert "ระดับรวมถ่วงน้ำหนัก" not in shown


def test_choosing_an_indicator_writes_it_into_the_address(open_page):
    app = opens(open_page("indicators"))
    box = app.selectbox(key="indicator")
    assert box.value == "2.2"
    opens(box.set_value("1.4").run())
    assert app.query_params["indicator"] in ("1.4", ["1.4"])
    assert any(line.startswith("## 1.4 ") for line in lines(app))


def test_a_row_of_the_ladder_leads_to_its_receipt_and_keeps_group_and_edition(open_page):
    assert "indicators?indicator=1.4" in addresses(open_page("indicators"))
    own = addresses(open_page("indicators", group="SUP"))
    assert "indicators?indicator=1.4&group=SUP" in own
    older = addresses(open_page("indicators", edition="เดิม"))
    assert f"indicators?criterion=1-1-3&edition={quote('เดิม')}" in older


def test_a_group_narrows_the_ladder_to_what_it_leads(open_page):
    app = opens(open_page("indicators", group="SUP"))
    options = " ".join(app.selectbox(key="indicator").options)
    assert "1.4" in options and "2.2" not in options


def test_the_older_edition_counts_conditions_against_their_target(open_page):
    app = opens(open_page("indicators", edition="เดิม", criterion="2-1-3"))
    shown = texts(app)
    assert "ยังไม่บรรลุ 4 " in shown.split("\n")[1]
    assert "เป้าหมาย ร้อยละ 80 ได้ 78: ยังไม่บรรลุเป้าหมาย" in shown
    assert "ผู้รับผิดชอบหลัก นโยบายฯ" in shown and "ผู้รับผิดชอบร่วม ทุกกลุ่ม" in shown


def test_conditions_that_are_not_listed_are_said_to_be_missing(open_page):
    shown = texts(open_page("indicators", edition="เดิม", criterion="1-1-4-1"))
    assert "ทำได้ 6 จาก 11 ข้อ (ยังไม่รายงาน 1 · ยังไม่มีในชีต 2)" in shown
    assert "อีก 2 ข้อตามเป้าหมาย ยังไม่ได้พิมพ์ลงในชีต" in shown


def test_an_edition_without_indicators_says_so_and_nothing_looks_bad(open_page, own_office):
    for name in ("indicators", "criteria", "rubric", "conditions"):
        path = own_office / "office" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8-sig").splitlines()[0] + "\n", "utf-8")
    for edition in ("2557", "เดิม"):
        app = opens(open_page("indicators", office=own_office, edition=edition))
        assert "ยังไม่มี" in title(app) and app.info


def test_an_unconfirmed_condition_locks_the_level(open_page, own_office):
    def unconfirm(rows):
        for row in rows:
            row["ผ่านเงื่อนไขเพิ่มเติม"] = ""

    rewrite(own_office / "office" / "indicators.csv", unconfirm)
    app = opens(open_page("indicators", office=own_office, indicator="2.2"))
    shown = texts(app)
    assert "ยังให้ระดับไม่ได้: ยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม (เบื้องต้น ระดับ 1)" in shown


def test_weights_that_are_complete_give_an_overall(open_page, own_office):
    def only(rows):
        rows[:] = [r for r in rows if r["รหัสตัวบ่งชี้"] in ("1.4", "2.2")]
        for row in rows:
            row["น้ำหนัก (ร้อยละ)"] = "100"

    rewrite(own_office / "office" / "indicators.csv", only)
    app = opens(open_page("indicators", office=own_office))
    assert "ระดับรวมถ่วงน้ำหนัก 5.00" in texts(app)
    assert "ระดับรวมถ่วงน้ำหนัก 1.00" in texts(app)
