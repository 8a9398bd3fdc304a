"""How many desired conditions are met in each standard, for editions that count them instead of
giving levels."""

from esa.telling.drawings import Gauge, Gauges
from esa.telling.left_out import REPORTS
from esa.telling.standpoint import Standpoint
from esa.telling.targets import NO_CONDITIONS
from esa.telling.texts import NBSP
from esa.telling.topic import Column, Door, Entry, Onward, Table, Topic, strong

COUNTS = ("ประเด็น", "สภาพที่พึงประสงค์ (ข้อ)", "ทำได้", "ยังทำไม่ได้", "ไม่ทราบ")


def finding(at: Standpoint) -> str:
    """ผ่านสภาพที่พึงประสงค์ 3 จาก 204 ข้อ."""
    met, stated = (
        sum(getattr(row, name) for row in at.standards.sums) for name in ("met", "stated")
    )
    if not stated:
        return NO_CONDITIONS
    lost = sum(row.unread for row in at.standards.sums)
    count = f"{met}–{met + lost}" if lost else met
    return f"ผ่านสภาพที่พึงประสงค์{NBSP}{strong(count)}{NBSP}จาก{NBSP}{stated}{NBSP}ข้อ"


def conditions(at: Standpoint) -> Topic:
    """In place of the levels, whose name it has."""
    sums = at.standards.sums
    columns = (Column("มาตรฐานที่"), *(Column(head, 28, "number") for head in COUNTS))
    rows = tuple(
        (row.standard, row.criteria, row.stated, row.met, row.unmet, row.unknown) for row in sums
    )
    gauges = tuple(
        Gauge(
            f"มาตรฐานที่ {row.standard}" if row.standard else "ไม่ระบุมาตรฐาน",
            row.met / row.stated if row.stated else None,
            f"ผ่าน {row.met} จาก {row.stated} ข้อ"
            + (f" · อ่านไม่ได้ {row.unread}" if row.unread else "")
            + (f" · ยังไม่มีข้อมูล {silent}" if (silent := row.unknown - row.unread) else ""),
            bound=row.unread / row.stated if row.stated else 0,
        )
        for row in sums
    )
    heads = tuple(column.title for column in columns)
    return Topic(
        "levels",
        "สภาพที่พึงประสงค์ตามมาตรฐาน",
        finding(at),
        tuple(Entry(values=row) for row in rows),
        columns,
        drawing=Gauges(gauges) if gauges else None,
        left_out=at.left_out("progress", *REPORTS),
        behind=lambda: Table("สภาพที่พึงประสงค์", heads, rows),
        onward=(Onward(Door("indicators"), "เปิดรายข้อของแต่ละประเด็น"),),
    )
