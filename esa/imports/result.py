"""What an import comes to: rows by tab, lines without a home, and what is uncertain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from esa.documents.report.hand import safe_link
from esa.imports.lines import Doubt, Line

CellValue = str | int | None
REASONS = {  # why a line stands in no tab; the first four are words of the form
    "form": "ถ้อยคำของแบบหรือหัวตาราง",
    "contents": "สารบัญ",
    "margin": "หัวกระดาษ ท้ายกระดาษ เชิงอรรถ",
    "computed": "ผลที่รายงานคำนวณไว้ ไม่ใช่ข้อมูลที่กรอก",
    "introduction": "ข้อความนำก่อนประเด็นแรก",
    "front": "ข้อความนอกตาราง",
    "repeated": "หัวข้อซ้ำที่มีชื่อต่างจากครั้งแรก",
    "no_form": "อยู่ในตารางที่ไม่ใช่แบบที่รู้จัก",
    "no_heading": "ไม่มีหัวข้อบอกว่าเป็นของตัวบ่งชี้หรือเกณฑ์ใด",
    "heading_alone": "หัวข้อที่ไม่มีตารางตามมา",
    "no_level": "ไม่รู้ว่าเป็นแถวของระดับใด",
    "broken_row": "แถวของตารางมีจำนวนช่องไม่ตรงแบบ",
    "no_point": "ไม่รู้ว่าเป็นของประเด็นใด",
    "no_part": "อยู่ใต้ประเด็น แต่ไม่มีหัวข้อ วิธีการ ผล หรือความเห็น",
    "no_list": "อยู่ในช่องหลักฐาน แต่ไม่ได้บอกว่าเป็นของประเด็นใด",
    "no_condition": "ไม่รู้ว่าเป็นของสภาพที่พึงประสงค์ข้อใด",
    "status_of_group": "สถานะที่หลายกลุ่มรายงาน ไม่รู้ว่าเป็นแถวของสมุดกลุ่มใด",
    "row_twice": "รหัสนี้มีแถวอยู่แล้ว และข้อความต่างกัน",
    "bad_link": "ลิงก์ที่ไม่ใช่ http หรือ https",
    "too_long": "ยาวเกินหนึ่งช่องของตาราง (ต่อจากในแท็บ)",
}
EXPECTED = ("form", "contents", "margin", "computed")  # counted, not listed one by one


@dataclass
class Result:
    """rows: tab → rows by English field; unplaced: line and a key of REASONS; doubts by line.

    At the end every line that isn't blank stands in a cell or in unplaced.
    """

    rows: dict[str, list[dict[str, CellValue]]] = field(default_factory=dict)
    unplaced: list[tuple[Line, str]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    edition: str = ""
    unit: str = ""  # what line numbers count, in Thai

    def add(self, tab: str, line: Line | None = None, **values: CellValue) -> dict[str, CellValue]:
        """A row of a tab; where it came from goes into its remark."""
        row = {name: value for name, value in values.items() if value not in ("", None)}
        if line is not None:
            row["remark"] = self.came_from(line)
        self.rows.setdefault(tab, []).append(row)
        return row

    def came_from(self, line: Line) -> str:
        return f"นำเข้าจาก{self.unit}ที่ {line.number}"

    def form(self, lines: Iterable[Line]) -> None:
        self.leave(lines, "form")

    def leave(self, lines: Iterable[Line], reason: str) -> None:
        self.unplaced += [(line, reason) for line in lines]

    def link(self, address: str, line: Line) -> str:
        """The address where it may stand in a sheet, else "", and it is kept in unplaced."""
        if address and not safe_link(address):
            self.leave([Line(line.number, address)], "bad_link")
        return safe_link(address)

    def doubt(self, code: str, line: Line | int, **facts: object) -> None:
        number = line if isinstance(line, int) else line.number
        self.doubts.append(Doubt(code, number, facts))


_CARRIED_OUT = re.compile(r"(?:ทั้งหมด)?ครบ(?:ทั้ง|ทุก)?\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")


def points_said(text: str) -> set[int]:
    """The numbers of points that a text with Arabic digits says must be carried out."""
    return {int(number) for number in _CARRIED_OUT.findall(text.split("หลักฐาน")[0])}
