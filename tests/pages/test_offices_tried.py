"""Tried as a province would: offices made from templates publish into one folder; one falls silent,
one mends its sheet and publishes again, and the page says so."""

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from esa.commands import cli
from esa.reading.office import BANGKOK
from tests.pages.conftest import lines

TODAY = datetime.now(BANGKOK).date()
POINTS = [f"1.4.{n}" for n in range(1, 5)]


def written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def put(book: Path, tab: str, *rows: dict[str, object]) -> None:
    """Types rows into a tab from its second row on, by their headings."""
    opened = openpyxl.load_workbook(book)
    headings = [cell.value for cell in opened[tab][1]]
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            opened[tab].cell(number, headings.index(heading) + 1, value)
    opened.save(book)


def made(folder: Path, name: str, day: date) -> Path:
    """An office from the template: its name, its day, and what one group reported of 1.4."""
    assert cli.main(["template", str(folder), "--edition", "2557"]) == 0
    put(
        folder / "สมุดสำนักงาน.xlsx",
        "ตั้งค่าสำนักงาน",
        {
            "ชื่อสำนักงาน": name,
            "ปีงบประมาณ": day.year + 543 + (day.month >= 10),
            "ฉบับมาตรฐานที่ใช้": "2557",
            "วันอ้างอิง": written(day),
        },
    )
    put(
        folder / "กลุ่มอำนวยการ.xlsx",
        "การดำเนินงาน",
        *(
            {
                "ฉบับมาตรฐาน": "2557",
                "รหัสประเด็น": code,
                "สถานะการดำเนินการ": "ดำเนินการแล้ว",
                "กำหนดแล้วเสร็จ": written(day - timedelta(days=20)),
            }
            for code in POINTS
        ),
    )
    return folder


def proved(folder: Path, *points: str) -> None:
    rows = (
        {
            "ฉบับมาตรฐาน": "2557",
            "รหัสประเด็น": code,
            "ลำดับที่": 1,
            "ชื่อเอกสารหรือหลักฐาน": "รายงานการนิเทศ",
            "ที่เก็บ (แฟ้ม/ตู้)": "แฟ้ม 1",
        }
        for code in points
    )
    put(folder / "กลุ่มอำนวยการ.xlsx", "หลักฐานอ้างอิง", *rows)


@pytest.fixture(scope="module")
def at(tmp_path_factory) -> Path:
    """Where three offices have their folders, and the target beside them."""
    at = tmp_path_factory.mktemp("province")
    days = {
        "9001": TODAY - timedelta(days=2),
        "9002": TODAY - timedelta(days=120),
        "9003": TODAY - timedelta(days=2),
    }
    for code, day in days.items():
        proved(made(at / code, f"สำนักงาน {code}", day), *POINTS[: 2 if code == "9001" else 3])
        assert publish(at, code) == 0
    listed = [f"{code},สำนักงานทดลอง {code},พัทลุง,ใต้\n" for code in (*days, "9004")]
    (at / "target" / "offices.csv").write_text(f"office,name,province,region\n{''.join(listed)}")
    return at


def publish(at: Path, code: str) -> int:
    return cli.main(["publish", str(at / code), str(at / "target"), "--code", code])


def told(open_page, at: Path, **more: str) -> str:
    app = open_page("offices", secrets={"rollup": {"target": str(at / "target"), **more}})
    assert not app.exception, [each.value for each in app.exception]
    return "\n".join(lines(app))


def test_the_page_says_who_is_silent_what_lags_and_what_was_published_again(open_page, at):
    said = told(open_page, at)
    assert "สำนักงาน 4 แห่ง ส่งแล้ว 3 แห่ง · ตัวบ่งชี้ที่ค้างมากที่สุด 1.4 ค้าง 3 แห่ง" in said
    assert "ยังไม่เคยส่ง 1 · ขาดส่ง 1 สำนักงาน" in said and "(120 วันก่อน)" in said
    assert "ส่งแก้ไขครั้งล่าสุด" not in said
    proved(at / "9003", *POINTS)
    assert publish(at, "9003") == 0
    # The page takes what lies at an address as known for a minute, so by another name.
    said = told(open_page, at.parent / at.name / ".." / at.name)
    assert "1.4 ค้าง 2 แห่ง" in said
    assert "ส่งแก้ไขครั้งล่าสุดของตน 1 สำนักงาน: สำนักงานทดลอง 9003" in said
