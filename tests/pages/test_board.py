"""สรุปบอร์ดบริหาร under AppTest: the sentence, readings, the method of conditions, hostile text."""

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from esa.telling import agenda
from tests.pages.conftest import addresses, lines
from tests.unit.test_agenda import added


def plain(app: AppTest) -> str:
    """The finding as it is read."""
    return next(line for line in lines(app) if line.startswith("# ")).removeprefix("# ")


def change(path: Path, column: str, value: str) -> None:
    """Write a value into every row of a column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index(column)
    for row in rows[1:]:
        row[at] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def flat(app: AppTest) -> str:
    """All that is read on the page."""
    return "\n".join(lines(app))


def test_the_board_opens_with_what_changed_and_what_is_stuck_and_with_whom(open_page):
    app = open_page("board")
    assert not app.exception
    assert plain(app) == ("ตั้งแต่ครั้งที่ 11/2557: ขึ้น 2 ตัวบ่งชี้ ลง 0 · ค้าง 3 ประเด็น (การเงิน 2, บุคคล 1)")
    assert "ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้ · หลักฐานชัดเจน 14 จาก 34 ประเด็น" in flat(app)
    assert "มติเกินกำหนด 4 เรื่อง" in flat(app)


def test_exactly_the_planted_changes_of_the_last_week_are_named(open_page):
    said = flat(open_page("board"))
    assert "ขึ้นจากระดับ 4 เป็น 5 เมื่อ 1.4.4 มีหลักฐานชัดเจน" in said
    assert "2.4 บริหารทั่วไป ขึ้นจากระดับ 2 เป็น 3 เมื่อ 2.4.6 และ 2.4.9 มีหลักฐานชัดเจน" in said
    assert "2.5.2" in said and "รายงานว่าดำเนินการแล้ว" in said
    assert said.count("▲ ขึ้น 1.4") == 1 and "▲ คืบหน้า 2.5.2" in said
    assert "▼" not in said and "? ไม่ทราบ" not in said
    assert "ไม่มีตัวบ่งชี้หรือประเด็นใดลดลง" in said


def test_what_else_changed_is_counted_by_topic_with_the_cells(open_page):
    app = open_page("board")
    labels = [line.removeprefix("▸ ") for line in lines(app) if line.startswith("▸ ")]
    assert "เอกสารหลักฐาน 10 รายการ: แนบแล้วเพิ่ม 8 · ตรวจแล้วเพิ่ม 2" in labels
    assert "การเบิกจ่าย 1 รายการ: เบิกจ่ายเพิ่ม 241,778.57 บาท" in labels
    assert "มติและข้อสั่งการ: เปิดใหม่ 3 · ปิดแล้ว 2 · เปลี่ยนสถานะ 1" in labels
    assert "79,144,218.82 (เดิม 78,902,440.25 เพิ่ม 241,778.57)" in flat(app)
    assert "ช่อง H4" in flat(app) and "sup" in flat(app)
    assert "office › ตัวบ่งชี้!B5" in flat(app)


def test_stuck_points_say_since_which_meeting_and_which_cell_to_fill_in(open_page):
    app = open_page("board")
    assert "การเงิน · ค้างตั้งแต่ครั้งที่ 9/2557 (2 ก.ย. 2557)" in flat(app)
    assert "บุคคล · ค้างตั้งแต่ครั้งที่ 11/2557 (16 ก.ย. 2557)" in flat(app)
    assert "fin › หลักฐานอ้างอิง!D2" in flat(app)


def test_resolutions_closed_since_the_meeting_are_told_with_their_proof(open_page):
    said = flat(open_page("board"))
    assert "ตั้งแต่ครั้งที่ 11/2557: ปิดแล้ว 2 เรื่อง (มีหลักฐานที่ตรวจแล้ว 1) เปิดใหม่ 3" in said


def test_a_group_leaves_its_own_changes_and_the_sentence_is_of_the_whole_office(open_page):
    app = open_page("board", group="FIN")
    assert not app.exception
    assert "ขึ้น 2 ตัวบ่งชี้" in plain(app)
    labels = [line.removeprefix("▸ ") for line in lines(app) if line.startswith("▸ ")]
    assert any(label.startswith("การเบิกจ่าย 1 รายการ") for label in labels)
    assert not any(label.startswith("กิจกรรมเครือข่าย") for label in labels)
    assert "\nค้าง 2 ประเด็น" in flat(app) and "ขึ้นจากระดับ" not in flat(app)


def test_a_forecast_shows_its_pace_or_why_there_is_none(open_page):
    app = open_page("board")
    app.session_state["trend"] = True
    said = flat(app.run())
    assert "หากคืบหน้าในอัตรานี้ (9 → 14 ประเด็น ใน 5 ครั้งประชุม คือ 1 ประเด็นต่อครั้ง)" in said
    assert "2.2: ยังคาดการณ์ไม่ได้ว่าจะถึงระดับเป้าหมายเมื่อใด: ไม่มีประเด็นใดเพิ่มใน 5 ครั้งประชุม" in said


def test_the_text_for_line_is_of_one_group_with_changes_lacks_and_open_resolutions(open_page):
    app = open_page("board", group="SUP")
    assert not app.code, "what shows it is large, and the fold is shut"
    app.session_state["line_texts"] = True
    app.run()
    text = next(code.value for code in app.code if "ตั้งแต่ครั้งที่ 11/2557" in code.value)
    assert text.startswith("กลุ่มนิเทศ")
    assert "ขึ้นจากระดับ 4 เป็น 5" in text and "กรอกที่: " in text and "มติและข้อสั่งการ" in text


def test_the_verified_reading_changes_the_sentence_and_the_paths(open_page):
    app = open_page("board", verified="true")
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 11/2557: ขึ้น 1 ตัวบ่งชี้ ลง 0")
    assert "อ่านไม่ได้ 1 ประเด็น" in plain(app)
    assert "ตรวจแล้วได้ระดับ 3 จาก 9" in flat(app)
    assert "ขึ้นจากระดับ 2 เป็น 3" in flat(app) and "1.4.2 ผ่านการตรวจ" in flat(app)
    assert "ให้กลุ่มอื่นตรวจ" in flat(app)
    assert "ให้กลุ่มอื่นตรวจ" not in flat(open_page("board"))


def test_overdue_resolutions_stand_with_days_group_and_meeting(open_page):
    said = flat(open_page("board"))
    assert "เกิน 23 วัน รวบรวมหลักฐานระบบการเงิน" in said
    assert "การเงิน · ครั้งที่ 7/2557 ข้อ 1 · กำหนด 31 ส.ค. 2557" in said
    assert "ยังไม่ปิด 12 จาก 19 เรื่อง" in said


def test_the_ways_into_the_meeting_and_the_trial_stand_under_the_sentence(open_page):
    labels = [link.proto.label for link in open_page("board", since="9-2557").get("page_link")]
    assert labels[:3] == ["ค้นหา", "เปิดโหมดประชุม", "ลองคำนวณระดับ"]


def test_rows_that_are_not_counted_stand_beside_with_their_reasons(open_page):
    app = open_page("board")
    assert "ยังไม่นับ 10 แถว แท็บ หลักฐานอ้างอิง ของบุคคล (ดูเหตุผล)" in flat(app)
    assert "sheets?group=HR&tab=evidence" in addresses(app)


def test_a_topic_of_one_line_more_in_the_agenda_stands_on_the_page(open_page, monkeypatch):
    assert "หัวข้อใหม่" not in flat(open_page("board"))
    monkeypatch.setattr(agenda, "AGENDA", (*agenda.AGENDA, added))
    app = open_page("board")
    assert not app.exception
    said = flat(app)
    assert "▸ หัวข้อใหม่ พบเรื่องใหม่ 2 เรื่อง" in said and "3 แรก ของใหม่" in said


@pytest.mark.parametrize("name", ["levels", "follow_ups"])
def test_the_table_behind_a_topic_is_whole_with_its_places_and_downloads(name, open_page):
    app = open_page("board")
    app.session_state[f"table_{name}"] = True
    app.run()
    assert not app.exception
    (table,) = [each.value for each in app.dataframe]
    assert {"สมุดงาน", "แท็บ", "แถว", "ช่อง"} < set(table.columns)
    assert len(table) == {"levels": 9, "follow_ups": 19}[name]


def test_an_edition_by_conditions_shows_conditions_met(open_page, own_office):
    change(own_office / "office" / "settings.csv", "ฉบับมาตรฐานที่ใช้", "เดิม")
    app = open_page("board", office=own_office)
    assert not app.exception
    assert plain(app).startswith("ผ่านสภาพที่พึงประสงค์ ")
    assert "จึงไม่มีระดับ" in flat(app)


def test_without_group_workbooks_nothing_is_zero_or_stuck(open_page, own_office):
    for folder in own_office.iterdir():
        if folder.name != "office":
            for path in sorted(folder.iterdir()):
                path.unlink()
            folder.rmdir()
    app = open_page("board", office=own_office)
    assert not app.exception
    assert "ค้าง" not in plain(app)
    assert plain(app).startswith("ยังไม่มีข้อมูลจากกลุ่มใด")
    assert "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต" in flat(app)
    assert "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้" in flat(app)
