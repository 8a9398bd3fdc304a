"""The committee's file as a phone opens it: nothing asked for, nothing cut off, no secret."""

import csv
import re
from pathlib import Path

import pytest

from esa.commands.cli import main

PAGES = [("public", 390), ("assessors", 390), ("public", 320), ("assessors", 1280)]
SECRETS = {
    ("fin", "progress", "วิธีการดำเนินงาน"): "ความลับวิธี",
    ("fin", "progress", "ข้อให้แก้ไข"): "ความลับแก้ไข",
    ("fin", "evidence", "ลิงก์"): "https://secret.example.com/1",
    ("fin", "evidence", "ที่เก็บ (แฟ้ม/ตู้)"): "ความลับตู้",
    ("fin", "evidence", "เลขที่เอกสาร"): "ลับ 77/2557",
    ("sup", "evidence", "ผู้ตรวจ (ตำแหน่ง)"): "ตำแหน่งลับ",
    ("office", "follow_ups", "มติหรือข้อสั่งการ"): "มติลับ",
    ("office", "groups", "ลิงก์ชีตของกลุ่ม"): "https://secret.example.com/2",
    ("office", "networks", "ตำแหน่งประธาน (ไม่ใส่ชื่อ)"): "ประธานลับ",
}
GLUED = (  # columns that leave the office, to whose words an address is glued
    ("office", "networks", "ชื่อเครือข่าย"),
    ("office", "schools", "ชื่อโรงเรียน"),
    ("fin", "evidence", "ชื่อเอกสารหรือหลักฐาน"),
)


def plant(office: Path) -> None:
    for (book, tab, heading), value in (SECRETS | dict.fromkeys(GLUED, "")).items():
        path = office / book / f"{tab}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        for row in rows:
            row[head.index(heading)] = value or f"{row[head.index(heading)]}secret.example.com/3"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])


@pytest.fixture(params=PAGES, ids=str)
def file(request: pytest.FixtureRequest, own_office: Path, tmp_path: Path) -> tuple[Path, int]:
    kind, width = request.param
    plant(own_office)
    out = tmp_path / "หน้า กรรมการ.html"
    assert main(["publish", str(own_office), "--yes"]) == 0
    assert main(["share", "--html", str(out), str(own_office), "--kind", kind, "--schools"]) == 0
    return out, width


def test_the_file_opens_on_its_own(file, chromium):
    out, width = file
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale="th-TH")
    page = context.new_page()
    faults, asked = [], []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(out.as_uri())
    page.evaluate("document.fonts.ready")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= width
    assert [url for url in asked if not url.startswith("data:")] == [out.as_uri()]
    assert page.evaluate("document.fonts.check('18px Sarabun', 'ก')")
    stamp = page.locator(".stamp")
    assert "ข้อมูล" in stamp.inner_text()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    assert stamp.bounding_box()["y"] == 0  # still on screen in the middle of the page
    small = "[...document.querySelectorAll('.plain *')].filter(e => e.children.length === 0"
    small += " && e.textContent.trim() && parseFloat(getComputedStyle(e).fontSize) < 16).length"
    assert page.evaluate(small) == 0
    assert faults == []
    context.close()


def test_nothing_planted_is_in_the_file(file):
    out, _ = file
    html = out.read_text(encoding="utf-8")
    plain = re.sub("\u2060", "", html)
    for secret in SECRETS.values():
        assert secret not in plain
    assert "secret.example.com" not in plain and ".csv" not in plain and "สมุด" not in plain


def test_paper_has_the_day_and_what_was_opened(file, chromium):
    out, width = file
    if width != 390:
        pytest.skip("paper has one width")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(out.as_uri())
    page.locator("details").first.evaluate("one => { one.open = true }")
    page.emulate_media(media="print")
    assert page.locator(".stamp").evaluate("e => getComputedStyle(e).position") == "static"
    assert page.locator("details").first.is_visible()
    assert not page.locator("details").nth(1).is_visible()
    assert len(page.pdf(format="A4")) > 20_000
    context.close()
