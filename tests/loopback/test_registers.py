"""A register that an office declares, kept in Google Sheets: read as from a folder, to the cell."""

from datetime import date

import pytest

from esa.history.google_office import read_google
from esa.judged import Judged
from esa.reading.office import Office, read_office
from esa.rules.evidence import EVIDENCE_TAB
from esa.sources.google.client import connect
from esa.telling.topic import plain
from pages.registers.told import register
from tests import registered
from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Dressed, Spreadsheet, Tab

BOOKS = {name: f"1{name}-".ljust(44, "z") for name in ("office", "am", "fin")}
HEADS = ["เลขทะเบียน", "ชื่อรถ", "ราคา", "สภาพ", "ได้มาเมื่อ", "โรงเรียน", "ประเด็น", "ลิงก์", "ที่เก็บ"]
KINDS = ["ข้อความ", "ข้อความ", "จำนวนเงิน (บาท)", "เลือกจากรายการ", "วันที่", "โรงเรียน", "ประเด็น", "ลิงก์"]
KINDS += ["ที่เก็บ (แฟ้ม/ตู้)"]
COLUMNS = [
    ["CAR", n, head, "", kind, "", "ใช้งานได้; ส่งซ่อม" if head == "สภาพ" else "", "", "ใช่" * (n == 1)]
    + ["ใช่" * (head == "ราคา")]
    for n, (head, kind) in enumerate(zip(HEADS, KINDS, strict=True), 1)
]
ROWS = [
    # as a clerk and Google leave them: a chip under a title, a true date, a number for money
    ["กข 1", Dressed("รถตู้", "https://drive.google.com/file/d/1", chip=True), 850000]
    + ["ใช้งานได้", date(2014, 1, 5), "วัดตะโหมด", "2.2.1"],
    ["กข 2", "รถกระบะ", "720,000.50", "ส่งซ่อม", "15 ส.ค. 2557", "", "2.2.2", "", "แฟ้ม 3"],
    ["กข 3", "รถบัส", "หกแสน", "พัง", "31 มิ.ย. 2557"],  # three slips
]


def sheets(title: str) -> list[Spreadsheet]:
    made = [
        registered.office_book([["CAR", registered.CAR, "AM; FIN", "คัน", "2.2.1"]], COLUMNS),
        registered.group_book("AM", {title: [HEADS, *ROWS]}),
        registered.group_book("FIN", {title: [HEADS]}),
    ]
    found = []
    for book in made:
        tabs = [Tab(t.title, [list(r) for r in t.rows], gid=n) for n, t in enumerate(book.tabs, 1)]
        for tab in tabs:
            if tab.title == "กลุ่มงาน":
                tab.rows[0].append("ลิงก์ชีตของกลุ่ม")
                for row in tab.rows[1:]:
                    row.append(
                        f"https://docs.google.com/spreadsheets/d/{BOOKS[row[0].lower()]}/edit"
                    )
        found.append(Spreadsheet(BOOKS[book.name], book.name, tabs))
    return found


def read(title: str) -> Office:
    """The office with its register under that title, through the real sign-in."""
    with GoogleServer() as server:
        server.add(*sheets(title))
        secrets = server.secrets(BOOKS["office"])
        client = connect(secrets)
        try:
            return read_office(read_google(client, secrets, registered.NOW), registered.NOW)
        finally:
            client.close()


@pytest.mark.parametrize("title", [registered.CAR, "รถ (แก้ไขล่าสุด)"])
def test_a_register_on_google_is_read_checked_counted_and_told(title):
    """Also where somebody renamed its tab: it is known by its headings."""
    office = read(title)
    judged = Judged(office)
    told = plain(register(judged, registered.CAR).finding).replace("\u00a0", " ")
    known = "ทะเบียนรถราชการ 3 คัน · ราคารวมอย่างน้อย 1,570,000.50 บาท (ไม่รวม 1 แถว)"
    assert told == f"{known} · ยังไม่กรอก 1 กลุ่ม (การเงิน)"
    rows = office.rows[registered.CAR]
    assert rows["ได้มาเมื่อ"] == [date(2014, 1, 5), date(2014, 8, 15), None]
    slips = {(p.field, p.code) for p in office.problems if p.tab == registered.CAR and p.row == 4}
    assert {field for field, _ in slips} == {"ราคา", "สภาพ", "ได้มาเมื่อ"}
    proved = {d.criterion: d.state for d in judged.standards.evidence if d.cells != EVIDENCE_TAB}
    assert proved == {"2.2.1": "attached", "2.2.2": "attached"}
