"""The third request: made only where values ask for it, and one for all that they ask for."""

from datetime import date

import pytest

from esa.history.google_office import KNOWN
from esa.reading.known_tabs import asks, taken_for
from esa.reading.schema import read_tabs
from esa.reading.tables import NO_DATA, read_table
from esa.sources.google.address import Address
from esa.sources.google.workbooks import read_workbook
from esa.sources.workbook import RawTab, RawWorkbook
from tests.loopback.conftest import NOW
from tests.loopback.spreadsheets import Dressed, Spreadsheet, Tab

ANY = Address("1any-".ljust(44, "z"))
EVIDENCE = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลงวันที่", "ลิงก์"]
SPENDING = [
    *("รายการที่", "ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร (บาท)", "เบิกจ่ายแล้ว (บาท)"),
    "เป้าหมายเบิกจ่าย (ร้อยละ)",
]
KPIS = ["รหัสตัวชี้วัด", "ชื่อตัวชี้วัด", "ค่าเป้าหมาย", "หน่วยนับ", "ทิศทาง"]


def read(google, client, *tabs: Tab) -> RawWorkbook:
    google.add(Spreadsheet(ANY.id, "สมุด", list(tabs)))
    return read_workbook(client, ANY, KNOWN, NOW)


def values(raw: RawTab, name: str, field: str) -> list[object]:
    return list(read_table(read_tabs()[name], raw, "สมุด").rows[field])


def evidence(*links: object) -> Tab:
    rows = [["1.1", n, "คำสั่ง", date(2014, 5, 30), link] for n, link in enumerate(links, 1)]
    return Tab("evidence", [EVIDENCE, *rows], gid=5)


def spending(*targets: object) -> Tab:
    rows = [[n, date(2014, 9, 1), "งบลงทุน", 100, 50, t] for n, t in enumerate(targets, 1)]
    return Tab("spending", [SPENDING, *rows], gid=6)


def test_plain_values_need_no_third_request(google, client):
    links = ("https://x.go.th/1", "-", "ยังไม่มี", "#REF!")
    held = Tab("network_activities", [["รหัสกิจกรรม", "ชื่อกิจกรรม", "ลิงก์"], ["A1", "อบรมครู"]], gid=8)
    own = Tab("ของเรา", [["a"]])
    read(google, client, evidence(*links), spending(95, 0, "95%", 15), held, own)
    assert (google.count("sheets"), google.count("details")) == (2, 0)


@pytest.mark.parametrize("chip", [True, False])
def test_a_title_without_a_locator_is_asked_for_its_link(google, client, chip):
    tab = evidence(None)
    tab.rows[1][2] = Dressed("แผนปี", "https://drive.google.com/file/1", chip=chip)
    book = read(google, client, tab)
    assert (google.count("sheets"), google.count("details")) == (3, 1)
    assert values(book.tabs[0], "evidence", "title") == ["แผนปี"]
    assert values(book.tabs[0], "evidence", "link") == ["https://drive.google.com/file/1"]


def test_all_that_is_asked_for_is_asked_for_at_once(google, client):
    chip = Dressed("แผนปี.pdf", "https://drive.google.com/file/1", chip=True)
    cells = ["https://x.go.th/1", Dressed("เปิด", "https://x.go.th/2"), "ตู้ 3", chip]
    renamed = Tab("งานโครงการ", [], gid=9)
    renamed.rows = [["รหัสโครงการ", "ชื่อโครงการหรือกิจกรรม", "กลยุทธ์ที่", "สถานะโครงการ"]]
    renamed.rows += [[f"P{n:02}", "อบรม", "1", "เสร็จ"] for n in range(40)]
    percents = spending(Dressed(0.95, percent=True), 0.5, 80)
    book = read(google, client, evidence(*cells), percents, renamed)
    assert (google.count("sheets"), google.count("details")) == (3, 1)
    ours = {tab.title: tab for tab in book.tabs}
    assert values(ours["evidence"], "evidence", "link") == [
        *("https://x.go.th/1", "https://x.go.th/2", None, "https://drive.google.com/file/1")
    ]
    assert [str(value) for value in values(ours["spending"], "spending", "target_percent")] == [
        *("95", "None", "80")
    ]
    assert ours["งานโครงการ"].taken_for == "projects" and len(ours["งานโครงการ"].rows) == 41


def test_a_renamed_tab_comes_as_a_batch_of_values_would_bring_it(google, client):
    rows = [
        ["หลักฐานปี 2557"],
        EVIDENCE,
        ["1.10", 1, "คำสั่ง", date(2014, 5, 30), "https://x.go.th/1"],
        [],
        ["", 2, True, 1.5, "#REF!"],
        ["1.1", 2, "ก", "", ""],
    ]
    plain = read(google, client, Tab("evidence", [list(row) for row in rows], gid=5)).tabs[0]
    renamed = read(google, client, Tab("ของเรา", [list(row) for row in rows], gid=5)).tabs[0]
    assert renamed.rows == plain.rows and renamed.taken_for == "evidence"


@pytest.mark.parametrize(
    ("unit", "target", "asked"),
    [("ร้อยละ", 0.95, True), ("ร้อยละ", 95, False), ("คน", 0.5, False), ("%", 1, True)],
)
def test_the_unit_of_the_row_decides_where_the_column_has_none(unit, target, asked):
    raw = RawTab("kpis", [KPIS, ["1", "ก", target, unit, "ยิ่งมากยิ่งดี"]])
    assert list(asks(raw)) == ([(2, 1, 1)] if asked else [])


def test_a_third_request_that_fails_is_a_workbook_that_could_not_be_read(google, client):
    google.trouble("200 html", "details")
    google.add(Spreadsheet(ANY.id, "สมุด", [evidence("ตู้ 3")]))
    with pytest.raises(Exception, match="google_answer_damaged"):
        read_workbook(client, ANY, KNOWN, NOW)


def test_a_tab_is_taken_for_one_of_ours_only_where_nothing_else_can_be_meant():
    rows = [EVIDENCE, ["1.1", 1, "ก"]]
    unknown, known = RawTab("งาน", rows), RawTab("evidence", rows)
    office = RawTab("about", [["ชนิดสมุด", "ปีงบประมาณ"], ["สำนักงาน", 2557]])
    group = RawTab("about", [["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"], ["กลุ่ม", "FIN", 2557]])
    assert taken_for([group, unknown]) == {1: "evidence"}
    assert taken_for([unknown]) == {0: "evidence"}
    both = {1: "evidence", 2: "evidence"}  # which is right isn't known: read together
    assert taken_for([group, unknown, RawTab("งาน 2", rows)]) == both
    assert taken_for([group, unknown, RawTab("สำเนาของ งาน", rows)]) == {1: "evidence"}
    assert taken_for([group, RawTab("งาน 2556", rows), unknown]) == {2: "evidence"}
    assert taken_for([group, known, unknown]) == {}
    assert taken_for([group, RawTab("evidence", []), unknown]) == {2: "evidence"}
    assert taken_for([office, unknown]) == {}
    for title in (*NO_DATA, "_รายการ", "_review"):
        assert taken_for([group, RawTab(title, rows)]) == {}
