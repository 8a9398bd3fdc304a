"""Where every line of a report stands: exactly one home each, so that none can be lost.

A ledger begins with all lines unplaced. Putting a line somewhere changes its home, and nothing
takes a line out of it; the rows of the workbooks are made from the ledger alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from esa.imports.lines import Doubt, Line

REASONS = {  # why a line stands in no cell; those of QUIET are no data
    "form": "ถ้อยคำของแบบหรือหัวตาราง",
    "again": "พิมพ์ซ้ำ ข้อความเดียวกันอยู่ในสมุดแล้ว",
    "contents": "สารบัญ",
    "margin": "หัวกระดาษ ท้ายกระดาษ เชิงอรรถ",
    "computed": "ผลที่รายงานคำนวณไว้ ไม่ใช่ข้อมูลที่กรอก",
    "blank": "ช่องที่ยังไม่ได้กรอก",
    "front": "ข้อความนอกแบบ",
    "introduction": "ข้อความนำก่อนประเด็นแรก",
    "no_heading": "ไม่มีหัวข้อหรือชื่อประเด็นบอกว่าเป็นของตัวบ่งชี้ใด",
    "no_level": "ไม่ทราบว่าเป็นคำอธิบายของระดับใด",
    "no_point": "ไม่ทราบว่าเป็นของประเด็นใด",
    "two_homes": "ลงได้มากกว่าหนึ่งแห่ง",
    "beyond": "เลขประเด็นเกินจำนวนประเด็นของตัวบ่งชี้",
    "differs": "พิมพ์ซ้ำด้วยข้อความที่ต่างจากครั้งแรก",
    "in_office": "ในสมุดมีข้อความอื่นอยู่แล้ว",
    "no_cell": "สมุดไม่มีแท็บหรือคอลัมน์นี้",
    "no_form": "อยู่ในตารางที่ไม่ใช่แบบที่รู้จัก",
    "no_condition": "ไม่ทราบว่าเป็นของสภาพที่พึงประสงค์ข้อใด",
    "broken_row": "ช่องของแถวหายไป ไม่ทราบว่าเป็นช่องใด",
    "no_group": "ไม่ใช่ชื่อกลุ่มที่รู้จัก",
    "status_of_group": "สถานะที่หลายกลุ่มรายงาน ไม่ทราบว่าเป็นแถวของสมุดกลุ่มใด",
    "bad_link": "ลิงก์ที่ไม่ใช่ http หรือ https",
    "too_long": "ยาวเกินหนึ่งช่องของตาราง",
}
QUIET = ("form", "again", "contents", "margin", "computed", "blank")


@dataclass(frozen=True)
class Home:
    """Where a line stands. tab: of sheets_schema/, "" for none; key: edition first, then codes.

    text: what of the line stands in the cell. why: of REASONS, where there is no tab; rivals: the
    places it could belong to, in words. under: the heading of a part within a point that it is of.
    """

    tab: str = ""
    key: tuple[str, ...] = ()
    field: str = ""
    text: str = ""
    why: str = ""
    rivals: tuple[str, ...] = ()
    under: str = ""

    @property
    def is_quiet(self) -> bool:
        return not self.tab and self.why in QUIET


class Ledger:
    """Lines by their place in the report, and the home of each."""

    def __init__(self, lines: Iterable[Line]):
        self.lines = list(lines)
        self.homes = [Home(why="front")] * len(self.lines)
        self.doubts: list[Doubt] = []
        self._put: dict[tuple[str, tuple[str, ...], str], list[int]] = {}
        self.values: dict[tuple[str, tuple[str, ...], str], str] = {}  # what follows from lines

    def put(self, at: int, tab: str, key: tuple[str, ...], field: str, text: str | None = None,
            under: str = "") -> None:  # fmt: skip
        """A line into a cell, whole or what of it is given."""
        said = self.lines[at].text if text is None else text
        self.homes[at] = Home(tab, key, field, said, under=under)
        self._put.setdefault((tab, key, field), []).append(at)

    def texts(self, tab: str, key: tuple[str, ...], field: str) -> list[str]:
        """What stands in a cell so far, line by line."""
        wanted = (tab, key, field)
        homes = (self.homes[at] for at in self._put.get(wanted, ()))
        return [home.text for home in homes if (home.tab, home.key, home.field) == wanted]

    def value(self, tab: str, key: tuple[str, ...], field: str, value: str) -> None:
        """What a cell holds beside its lines: a code, or what another row says too."""
        self.values[tab, key, field] = value

    def leave(self, places: Iterable[int], why: str, rivals: tuple[str, ...] = ()) -> None:
        """Lines into no cell."""
        for at in places:
            self.homes[at] = Home(why=why, rivals=rivals)

    def doubt(self, code: str, at: int | None, **facts: object) -> None:
        """Something uncertain; at: place of its line, None for the whole report."""
        number = 0 if at is None else self.lines[at].number
        self.doubts.append(Doubt(code, number, facts))
