"""โหมดประชุม under AppTest: the agenda honest where nothing is known, bounded steps."""

import csv
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from esa.telling import agenda
from tests.pages.conftest import lines
from tests.unit.test_agenda import added

LAST = len(agenda.AGENDA) + 1  # with the cover
HOSTILE = "<b>x</b> **หนา** [ล](javascript:alert(1)) :red[แดง] \u202eกลับ " + "ยาว" * 1700


def said(app: AppTest) -> str:
    """All that is read on the slide."""
    assert not app.exception
    return "\n".join(lines(app))


def change(path: Path, column: str, value: str) -> None:
    """Write a value into every row of a column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index(column)
    for row in rows[1:]:
        row[at] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize(
    ("slide", "expected"),
    [
        (1, ["ประชุมบอร์ดบริหาร ครั้งที่ 12/2557", "23 กันยายน 2557", "ยังไม่บันทึกเป็นครั้งประชุม"]),
        (2, ["# ตั้งแต่ครั้งที่ 11/2557: ขึ้น 2 ตัวบ่งชี้ ลง 0", "(การเงิน 2, บุคคล 1)"]),
        (3, ["▲ ขึ้น 1.4 ", "ขึ้นจากระดับ 4 เป็น 5", "2.4 ", "ขึ้นจากระดับ 2 เป็น 3", "▲ คืบหน้า 2.5.2"]),
        (4, ["เกิน 23 วัน 2.2.2", "ค้างตั้งแต่ครั้งที่ 9/2557"]),
        (5, ["# ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้", "2.4 บริหารทั่วไป", "▲ ขึ้น 1 ระดับ"]),
        (6, ["อีก 1 ประเด็น ตัวบ่งชี้ 2.2 ขึ้นเป็นระดับ 2"]),
        (7, ["# ยังไม่ปิด 12 จาก 19 เรื่อง", "ปิดแล้ว 2 เรื่อง (มีหลักฐานที่ตรวจแล้ว 1)"]),
        (8, ["25 ก.ย. ", "และอีก 3 รายการ"]),
        (9, ["# แสดและแดง 28 จาก 112 โรงเรียน", "แดง 6", "ยังไม่มีสี 5"]),
        (10, ["ไม่มีกิจกรรม 124 วัน ทุ่งธงทอง"]),
        (11, ["# บรรลุเป้าหมาย 1 จาก 9 ตัวชี้วัด", "K02 ", "61.5 ยังไม่บรรลุ"]),
        (12, ["98.38", "เฉลี่ยตามวัน 98.08 %"]),
        (14, ["ต้องแก้ 23", "ยังสรุประดับไม่ได้ 5 ตัวบ่งชี้"]),
        (15, ["การเงิน ค้าง 2.2.2 และ 2.2.3", "ขยายวันถึงเมื่อใด หรือมอบใครช่วย?", "และเมื่อใด?"]),
    ],
)
def test_each_topic_of_the_agenda_says_what_the_rules_find(open_page, slide, expected):
    text = said(open_page("meeting", slide=str(slide)))
    for part in expected:
        assert part in text
    assert f"{slide}/{LAST}" in text


def test_the_verified_reading_goes_through_the_slides(open_page):
    assert "ตรวจแล้วได้ระดับ 3 จาก 9" in said(open_page("meeting", slide="5", verified="true"))


def test_a_frozen_state_shows_its_number_and_its_fingerprint(open_page):
    text = said(open_page("meeting", at="11-2557"))
    assert "ครั้งที่ 11/2557 · วันอังคารที่ 16 กันยายน 2557" in text
    assert re.search("รหัสยืนยันฉบับ [0-9A-F]{5}-[0-9A-F]{5}", text)
    assert "ยังไม่บันทึก" not in text


@pytest.mark.parametrize(
    ("address", "at"), [("", 1), ("0", 1), ("15", 15), ("16", 15), ("-1", 1), ("x", 1), ("²", 1)]
)
def test_the_address_names_the_slide_and_bad_numbers_stay_within_the_agenda(open_page, address, at):
    assert f"{at}/{LAST}" in said(open_page("meeting", **({"slide": address} if address else {})))


def test_steps_go_on_and_back_and_stop_at_both_ends(open_page):
    app = open_page("meeting", slide="14")
    for key, at in (
        ("key_PageDown", 15),
        ("key_Right", 15),
        ("key_PageUp", 14),
        ("slide_back", 13),
        ("tap_on", 14),
        ("key_Home", 1),
        ("key_Left", 1),
        ("key_End", 15),
    ):
        app.button(key=key).click().run()
        assert f"{at}/{LAST}" in said(app), key
        assert app.query_params["slide"] == str(at)


def test_without_group_workbooks_every_slide_says_so_and_nothing_is_zero(open_page, own_office):
    for folder in own_office.iterdir():
        if folder.name != "office":
            for path in sorted(folder.iterdir()):
                path.unlink()
            folder.rmdir()
    found = {
        n: said(open_page("meeting", office=own_office, slide=str(n))) for n in (2, 3, 4, 11, 12)
    }
    assert "ยังไม่มีข้อมูลจากกลุ่มใด" in found[2]
    assert "ยังไม่มีการประชุมครั้งก่อนที่บันทึกข้อมูลไว้" in found[3]
    assert "ยังไม่มีข้อมูลจากกลุ่มใด" in found[4] and "ค้าง 0" not in found[4]
    assert "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต" in found[11]
    assert "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้" in found[12]


def test_an_edition_by_conditions_has_its_own_slides(open_page, own_office):
    change(own_office / "office" / "settings.csv", "ฉบับมาตรฐานที่ใช้", "เดิม")
    found = {n: said(open_page("meeting", office=own_office, slide=str(n))) for n in (2, 5, 6, 13)}
    assert "ผ่านสภาพที่พึงประสงค์" in found[2] and "ผ่านสภาพที่พึงประสงค์" in found[5]
    assert "ไม่มีระดับถัดไป" in found[6]


def test_text_of_cells_is_shown_as_text_and_fits(open_page, own_office):
    office = own_office / "office"
    change(office / "follow_ups.csv", "มติหรือข้อสั่งการ", HOSTILE)
    change(office / "networks.csv", "ชื่อเครือข่าย", HOSTILE)
    change(office / "groups.csv", "ชื่อย่อหรือชื่ออื่น", "**[x](https://a.b)** :red[สั้น]")
    for slide in (7, 8, 10, 15):
        app = open_page("meeting", office=own_office, slide=str(slide))
        assert not app.exception
        html = "\n".join(each.proto.body for each in app.get("html"))
        assert "&lt;b&gt;x" in html or slide == 15
        assert "<b>x" not in html and "href" not in html and "\u202e" not in html
        assert len("\n".join(lines(app))) < 4_000


def test_what_is_compared_with_another_meeting_goes_into_meeting_mode(open_page):
    text = said(open_page("meeting", slide="2", since="9-2557"))
    assert "ตั้งแต่ครั้งที่ 9/2557" in text and "11/2557" not in text


def test_a_topic_of_one_line_more_in_the_agenda_is_a_slide(open_page, monkeypatch):
    monkeypatch.setattr(agenda, "AGENDA", (*agenda.AGENDA, added))
    text = said(open_page("meeting", slide=str(LAST + 1)))
    assert f"{LAST + 1}/{LAST + 1}" in text
    assert "หัวข้อใหม่" in text and "3 แรก ของใหม่" in text
