"""Rows of the sample as they are written down: drawn tables, marks and Thai dates."""

from datetime import date

Row = dict[str, str]

EXAMPLE = "ข้อมูลตัวอย่าง"
ASSUMED = "สมมติ: ผู้รับผิดชอบของฉบับ 2557 ยังไม่ทราบ"
MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)


def table(drawn: str) -> list[Row]:
    """Rows of a drawn table: first line the English column names, cells apart by |, blank = blank.

    Errors: ValueError where a line has another number of cells than the first.
    """
    lines = [line.strip() for line in drawn.strip().splitlines() if line.strip()]
    names, *body = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(names, cells, strict=True)) for cells in body]


def marked(rows: list[Row], remark: str = EXAMPLE) -> list[Row]:
    """The rows with a remark; one that is there already stays, after the mark."""
    return [row | {"remark": joined(remark, row.get("remark", ""))} for row in rows]


def joined(*parts: str) -> str:
    """The parts that say something, apart by spaces and a middle dot."""
    return " · ".join(part for part in parts if part)


def thai_date(day: date) -> str:
    """A day as the office types it: 23 ก.ย. 2557."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + 543}"
