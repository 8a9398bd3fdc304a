"""Offices grown from the sample for one promise each: rows added to its tabs by their headings."""

import csv
from pathlib import Path

EDGES = {30: ("น้ำเงิน", "เขียว"), 43: ("เขียว", "เหลือง"), 56: ("เหลือง", "แสด"), 70: ("แสด", "แดง")}
MANY = 305  # rows of one table: more than any paper or screen holds
TESTED = 20_000  # so that half a hundredth of a percent is one pupil
RUNGS = ((5, 4, 4), (4, 3, 3), (3, 2, 2), (2, 1, 1), (1, 0, 0))  # level, from, to


def add(office: Path, tab: str, *rows: dict[str, object]) -> None:
    """Rows below those of a tab such as office/schools; headings that aren't named stay blank."""
    path = office / f"{tab}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *there = csv.reader(file)
    unknown = {name for row in rows for name in row} - set(head)
    assert not unknown, unknown
    added = [[str(row.get(name, "")) for name in head] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *there, *added])


def with_edges(office: Path) -> None:
    """Two schools at each limit of a colour, half a hundredth of a percent below it and a whole
    one: rounded half up the first has the next colour. Of the test that is shown at first."""
    schools, results = [], []
    for number, (limit, _) in enumerate(EDGES.items()):
        for below in (1, 2):  # pupils: 0.005 and 0.01 of a percent
            code = f"0099{number:03}{below}"
            name = f"ริมขอบ {limit} ลบ {below}"
            schools.append({"รหัสโรงเรียน": code, "ชื่อโรงเรียน": name, "สถานะโรงเรียน": "เปิดสอน"})
            failed = TESTED * limit // 100 - below
            results.append(
                {
                    **{"ปีการศึกษา": 2556, "การทดสอบ": "O-NET", "ชั้น": "ป.6", "วิชาหรือด้าน": "ภาษาไทย"},
                    **{"ระดับ (เขตพื้นที่/ประเทศ)": "เขตพื้นที่", "รหัสโรงเรียน": code},
                    **{"เข้าสอบ (คน)": TESTED, "ไม่ผ่านขีดจำกัดล่าง (คน)": failed},
                }
            )
    add(office, "office/schools", *schools)
    add(office, "office/test_results", *results)


def with_many_resolutions(office: Path) -> None:
    """MANY open resolutions of one group."""
    about = {"ครั้งที่": "12/2557", "วันที่ประชุม": "23 ก.ย. 2557", "กลุ่มที่รับผิดชอบ": "HR"}
    rows = [
        {**about, "ลำดับที่": n, "มติหรือข้อสั่งการ": f"เรื่องที่เพิ่ม {n}", "สถานะ": "ยังไม่ดำเนินการ"}
        for n in range(101, 101 + MANY)
    ]
    add(office, "office/follow_ups", *rows)


def with_indicators(office: Path, clear: dict[str, int]) -> None:
    """Indicators of four points each, all carried out, with so many points that have evidence."""
    for code, count in clear.items():
        add(office, "office/indicators", {"ฉบับมาตรฐาน": 2557, "รหัสตัวบ่งชี้": code, "มาตรฐานที่": 2,
            "ชื่อตัวบ่งชี้": f"ตัวอย่าง {code}", "จำนวนประเด็น": 4})  # fmt: skip
        for level, low, high in RUNGS:
            add(office, "office/rubric", {"ฉบับมาตรฐาน": 2557, "รหัสตัวบ่งชี้": code,
                "ระดับคุณภาพ": level, "หลักฐานชัดเจนตั้งแต่ (ข้อ)": low, "ไม่เกิน (ข้อ)": high})  # fmt: skip
        for n in range(1, 5):
            point = {"รหัสประเด็น": f"{code}.{n}"}
            add(office, "office/criteria", {"ฉบับมาตรฐาน": 2557, "รหัสตัวบ่งชี้": code,
                "ข้อความประเด็น": f"ข้อ {n}", "ผู้รับผิดชอบหลัก": "FIN", **point})  # fmt: skip
            add(office, "fin/progress", {"สถานะการดำเนินการ": "ดำเนินการแล้ว", **point})
            place = {"ที่เก็บ (แฟ้ม/ตู้)": "ตู้ 1"} if n <= count else {}
            add(
                office,
                "fin/evidence",
                {"ลำดับที่": 1, "ชื่อเอกสารหรือหลักฐาน": f"แฟ้ม {n}", **point, **place},
            )
