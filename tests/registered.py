"""Small offices with registers of their own, as raw workbooks."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.workbook import RawTab, RawWorkbook

NOW = datetime(2014, 9, 23, 9, tzinfo=BANGKOK)
ABOUT = ["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"]
HEADS = ["รหัสทะเบียน", "ชื่อทะเบียน", "กลุ่มที่เก็บ", "แถวหนึ่งคือ", "ประเด็นที่เกี่ยวข้อง"]
COLUMNS = ["รหัสทะเบียน", "ลำดับช่อง", "หัวคอลัมน์", "หัวคอลัมน์อื่น", "ชนิดของช่อง", "หน่วย"]
COLUMNS += ["ตัวเลือก", "ต้องกรอก", "ห้ามซ้ำ", "รวมยอด"]
Rows = Sequence[Sequence[object]]
CAR = "ทะเบียนรถราชการ"
CARS = [["CAR", CAR, "AM; FIN", "คัน", "2.2.2"]]
CAR_COLUMNS = [
    ["CAR", "1", "เลขทะเบียน", "ป้าย", "ข้อความ", "", "", "", "ใช่", ""],
    ["CAR", "2", "ราคา", "", "จำนวนเงิน (บาท)", "", "", "", "", "ใช่"],
    ["CAR", "3", "สภาพ", "", "เลือกจากรายการ", "", "ใช้งานได้; ส่งซ่อม", "", "", ""],
    ["CAR", "4", "ได้มาเมื่อ", "", "วันที่", "", "", "", "", ""],
    ["CAR", "5", "โรงเรียนที่ยืม", "", "โรงเรียน", "", "", "", "", ""],
    ["CAR", "6", "ประเด็น", "", "ประเด็น", "", "", "", "", ""],
]


# The same register as work with the schools that its rows name.
WORK = {"ทะเบียนของสำนักงาน": [[*HEADS, "นับว่าเข้าถึงโรงเรียน"], [*CARS[0], "ใช่"]]}


def workbook(name: str, tabs: Mapping[str, Rows]) -> RawWorkbook:
    made = tuple(RawTab(title, [list(row) for row in rows]) for title, rows in tabs.items())
    return RawWorkbook(name, f"{name}.xlsx", made, NOW)


def office_book(registers: Rows, columns: Rows, more: Mapping[str, Rows] | None = None):
    tabs = {
        "เกี่ยวกับสมุดนี้": [ABOUT, ["สำนักงาน", "", "2557"]],
        "ตั้งค่าสำนักงาน": [
            ["ชื่อสำนักงาน", "ปีงบประมาณ", "ฉบับมาตรฐานที่ใช้", "วันอ้างอิง"],
            ["สำนักงานทดสอบ", "2557", "2557", "23/9/2557"],
        ],
        "ฉบับมาตรฐาน": [["ฉบับมาตรฐาน", "ชื่อ", "วิธีให้ระดับ"], ["2557", "ฉบับ 2557", "ระดับคุณภาพ"]],
        "กลุ่มงาน": [
            ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท"],
            ["AM", "กลุ่มอำนวยการ", "กลุ่ม"],
            ["FIN", "กลุ่มบริหารงานการเงิน", "กลุ่ม"],
        ],
        "มาตรฐาน": [["ฉบับมาตรฐาน", "มาตรฐานที่", "ชื่อมาตรฐาน"], ["2557", "2", "มาตรฐานที่ 2"]],
        "ตัวบ่งชี้": [
            ["ฉบับมาตรฐาน", "รหัสตัวบ่งชี้", "มาตรฐานที่", "ชื่อตัวบ่งชี้"],
            ["2557", "2.2", "2", "การเงิน"],
        ],
        "ประเด็นการพิจารณา": [
            ["ฉบับมาตรฐาน", "รหัสประเด็น", "รหัสตัวบ่งชี้", "ข้อความประเด็น", "ผู้รับผิดชอบหลัก"],
            ["2557", "2.2.1", "2.2", "ข้อหนึ่ง", "FIN"],
            ["2557", "2.2.2", "2.2", "ข้อสอง", "FIN"],
        ],
        "โรงเรียน": [
            ["รหัสโรงเรียน", "ชื่อโรงเรียน"],
            ["93020001", "บ้านท่าเชียด"],
            ["93020002", "วัดตะโหมด"],
        ],
        "ทะเบียนของสำนักงาน": [HEADS, *registers],
        "ช่องของทะเบียน": [COLUMNS, *columns],
    }
    return workbook("office", {**tabs, **(more or {})})


def group_book(group: str, tabs: Mapping[str, Rows]) -> RawWorkbook:
    about = {"เกี่ยวกับสมุดนี้": [ABOUT, ["กลุ่ม", group, "2557"]]}
    own = {"การดำเนินงาน": [["รหัสประเด็น", "สถานะการดำเนินการ"], ["2.2.1", "ดำเนินการแล้ว"]]}
    own |= {"หลักฐานอ้างอิง": [["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"]]}
    return workbook(group.lower(), {**about, **own, **tabs})


def write_folder(out: Path, *books: RawWorkbook) -> Path:
    """The workbooks as folders of CSV tabs, each tab under its own title."""
    for book in books:
        for tab in book.tabs:
            path = out / book.name / f"{tab.title.replace('/', '-')}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(tab.rows)
    return out


def car_books(am: Rows = (), fin: Rows = ()) -> list[RawWorkbook]:
    heads = [row[2] for row in CAR_COLUMNS]
    books = [group_book(g, {CAR: [heads, *rows]}) for g, rows in (("AM", am), ("FIN", fin))]
    return [office_book(CARS, CAR_COLUMNS), *books]


def office_of(registers: Rows, columns: Rows, *groups: RawWorkbook, **more: Rows) -> Office:
    return read_office([*groups, office_book(registers, columns, more)], NOW)


def cars(am: Rows = (), fin: Rows = ()) -> Office:
    """An office that keeps a register of its cars in two workbooks."""
    return read_office(car_books(am, fin), NOW)
