"""สรุปบอร์ดบริหาร under AppTest: the sentence, readings, the method of conditions, hostile text."""

import csv
from pathlib import Path

from streamlit.testing.v1 import AppTest

HOSTILE = "<b>x</b> **หนา** [ล](javascript:alert(1)) $a$ :red[แดง] \u202eกลับ " + "ยาว" * 1700


def plain(app: AppTest) -> str:
    """The finding without marks and wide or fixed spaces."""
    title = app.title[0].value
    return (
        title.replace("**", "").replace("\u2060", "").replace("\u00a0", " ").replace("\u2002", " ")
    )


def texts(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "info", "warning", "error")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def change(path: Path, column: str, value: str) -> None:
    """Write a value into every row of a column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index(column)
    for row in rows[1:]:
        row[at] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_the_board_opens_with_levels_stuck_points_and_follow_ups(open_page):
    app = open_page("board")
    assert not app.exception
    assert plain(app).startswith("ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้ ค้าง")
    assert "group=FIN&due=overdue" in plain(app)
    assert plain(app).endswith("มติเกินกำหนด :orange[4] เรื่อง")
    assert "ขึ้น" not in plain(app) and "ลง " not in plain(app)


def test_the_verified_reading_changes_the_sentence_and_the_paths(open_page):
    app = open_page("board", verified="true")
    assert plain(app).startswith("ตรวจแล้วได้ระดับ 3 จาก 9")
    assert "ให้กลุ่มอื่นตรวจ" in texts(app)
    assert "ให้กลุ่มอื่นตรวจ" not in texts(open_page("board"))


def test_overdue_resolutions_stand_with_days_group_and_meeting(open_page):
    said = texts(open_page("board")).replace("\\", "").replace("\u00a0", " ")
    said = said.replace("\u2060", "")
    assert ":orange[23]" in said
    assert "การเงิน · ครั้งที่ 7/2557 ข้อ 1" in said
    assert "ยังไม่ปิด 12 จาก 19 เรื่อง" in said


def test_rows_that_are_not_counted_stand_beside_with_their_reasons(open_page):
    said = texts(open_page("board")).replace("\u00a0", " ")
    assert "หลักฐานอ้างอิง :gray[ยังไม่นับ 10 แถว" in said
    assert "sheets?tab=evidence" in said


def test_an_edition_by_conditions_shows_conditions_met(open_page, own_office):
    change(own_office / "office" / "settings.csv", "ฉบับมาตรฐานที่ใช้", "เดิม")
    app = open_page("board", office=own_office)
    assert not app.exception
    assert plain(app).startswith("ผ่านสภาพที่พึงประสงค์ ")
    assert "ขาดอีกเท่าใด" not in texts(app)


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
    assert "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต" in texts(app)
    assert "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้" in texts(app)


def test_hostile_text_is_shown_as_text_and_cut(open_page, own_office):
    office = own_office / "office"
    change(office / "follow_ups.csv", "มติหรือข้อสั่งการ", HOSTILE)
    change(office / "indicators.csv", "ชื่อตัวบ่งชี้", HOSTILE)
    change(office / "groups.csv", "ชื่อย่อหรือชื่ออื่น", "**[x](https://a.b)** :red[สั้น]")
    app = open_page("board", office=own_office)
    assert not app.exception
    said = texts(app)
    assert "[ล](javascript" not in said and "](https://a.b)" not in said
    assert "<b>x" not in said and "\u202e" not in said
    assert len(said) < 20_000
