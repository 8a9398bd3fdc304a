"""The workbook of the board pack: what it is about, the findings, and every table behind it."""

from esa.documents import workbook
from esa.documents.pack.behind import summary
from esa.documents.pack.model import Pack, Value
from esa.documents.workbook import Sheet, shown_date


def xlsx(pack: Pack) -> bytes:
    """Its first tab says whose state it is, and the findings."""
    return workbook.xlsx((about(pack), summary(pack.topics), *pack.sheets), "เอกสารประกอบการประชุม")


def about(pack: Pack) -> Sheet:
    """Whose state this is, and what the tabs hold."""
    rows: list[tuple[Value, ...]] = [
        ("สำนักงาน", pack.office),
        ("ปีงบประมาณ", pack.fiscal_year),
        ("ฉบับมาตรฐาน", pack.edition),
        ("ข้อมูล", pack.stamp),
        ("วันที่", pack.day),
        ("อ่านชีตเมื่อ", f"{shown_date(pack.read_at)} {pack.read_at:%H:%M}"),
        ("วันที่ในตาราง", "ปี-เดือน-วัน (พ.ศ.) เพื่อให้เรียงได้"),
    ]
    rows += [("", "ข้อมูลตัวอย่าง")] if pack.is_sample else []
    rows += [(sheet.title, f"{len(sheet.rows):,} แถว") for sheet in pack.sheets]
    return Sheet("เกี่ยวกับไฟล์นี้", ("เรื่อง", "ค่า"), tuple(rows))
