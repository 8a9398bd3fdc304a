"""Registers of quarters, of agreements, and one with a column of every type."""

from esa.sample.facts_registers import declared_rows
from esa.sample.rows import Row, table
from tests.odd.days import LAST, LONG, day

OWN = "ทะเบียนทุกชนิด"
TYPES = ("text", "number", "baht", "year", "percent", "date", "yes_no", "choice", "school")
TYPES += ("network", "group", "project", "criterion", "link", "place")
CELLS: dict[str, tuple[str, ...]] = {
    "text": ("ก1", "ก2", LONG, "ก4", "ก5"),
    "number": ("0", "12", "-3", "", "มาก"),
    "baht": ("1000.50", "", "0", "99999999", "12"),
    "year": ("2557", "2556", "", "2557", "57"),
    "percent": ("0", "100", "33.33", "120", ""),
    "date": (day(-1), day(0), day(1), "", "ต้นปี"),
    "yes_no": ("ใช่", "ไม่ใช่", "", "ใช่", "บ้าง"),
    "choice": ("แดง", "ขาว", "แดง", "", "ดำ"),
    "school": ("00570001", "00570001; 00570002", "", "00570003", "บ้านที่ไม่มี"),
    "network": ("N01", "N01; N02", "", "C01", "N77"),
    "group": ("FIN", "FIN; HR", "", "ZZ", "กลุ่มลับ"),
    "project": ("P01", "P02", "", "P01", "P99"),
    "criterion": ("3.1.1", "3.1.1; 3.1.2", "", "3.18.1", "9.9.9"),
    "link": ("https://example.org/1", "", "https://example.org/2", "", "ในไดรฟ์"),
    "place": ("ตู้ 1", "", "", "ตู้ 2", "-"),
}


def registers() -> dict[str, list[Row]]:
    """The two tabs that declare them: quarters, agreements and one with every type of column."""
    kept = ("QTR", "MOU")
    found = {
        k: [row for row in rows if row["register"] in kept] for k, rows in declared_rows().items()
    }
    about = {"register": "ODD", "title": OWN, "keepers": "FIN; HR; AUD", "row_word": "รายการ"}
    own = [
        {
            **{"register": "ODD", "column": str(number), "heading": f"ช่อง {kind}", "type": kind},
            **{
                "choices": "แดง; ขาว" if kind == "choice" else "",
                "unit": "คน" if kind == "number" else "",
            },
            **{"key": "ใช่" if kind == "text" else "", "required": "ใช่" if kind == "text" else ""},
            "outside": "" if kind in ("group", "place") else "ใช่",
            "adds_up": "ใช่" if kind in ("number", "baht") else "",
        }
        for number, kind in enumerate(TYPES, start=1)
    ]
    return {
        "registers": [*found["registers"], about | {"criteria": "3.1.1; 3.18.1", "reaches": "ใช่"}],
        "register_columns": [*found["register_columns"], *own],
    }


QUARTERS = table(f"""
ไตรมาส | งบรายจ่าย | จัดสรร (บาท) | เบิกสะสม (บาท) | เป้าหมาย (ร้อยละ) | ผล (ร้อยละ) | เสนอที่ประชุมวันที่
1 | รวมทุกงบ | 1000 | 100 | 30 | 10 | {day(-200)}
2 | รวมทุกงบ | 1000 | 600 | 52 | 60 | {day(-100)}
3 | รวมทุกงบ | 1000 | 750 | 75 | 75 | {day(-10)}
4 | รวมทุกงบ | 1000 | | | |
""")  # fmt: skip
AGREEMENTS = table(f"""
เลขที่ | คู่ความร่วมมือ | เรื่อง | ชนิด | ลงวันที่ | ถึง | จำนวนเงิน (บาท) | เครือข่าย | ประเด็น | ลิงก์ | ที่เก็บ
1/57 | ม.ทดลอง | สิ้นแล้ว | MOU | {day(-400)} | {day(-1)} | | N01 | 3.1.1 | | ตู้ 3
2/57 | อบต.ทดลอง | สิ้นวันนี้ | สัญญา | {day(-10)} | {day(0)} | 500 | | | https://example.org/mou |
3/57 | บริษัททดลอง | ไม่บอกวันสิ้น | MOU | {day(-10)} | | 0 | | | |
""")  # fmt: skip


def register_rows(time: int, workbook: str) -> dict[str, list[Row]]:
    if workbook == "fin":
        count = len(CELLS["text"]) if time == LAST else 3 + time
        rows = [
            {f"ช่อง {kind}": CELLS[kind][(at + (LAST - time) * (kind in ("number", "date"))) % 5]
             for kind in TYPES}
            for at in range(count)
        ]  # fmt: skip
        for at, row in enumerate(rows):
            row["ช่อง text"] = CELLS["text"][at]
        return {OWN: rows, "การเบิกจ่ายรายไตรมาส": QUARTERS}
    if workbook == "hr":
        return {OWN: [{f"ช่อง {kind}": CELLS[kind][0] for kind in TYPES} | {"ช่อง text": "ข1"}]}
    if workbook == "pro":
        return {"ความร่วมมือและข้อตกลง": AGREEMENTS if time else AGREEMENTS[:2]}
    return {}
