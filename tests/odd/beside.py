# ruff: noqa: E501 - a drawn table keeps each of its rows on one line
"""Beside the standards: resolutions, the performance agreement, money, projects, figures."""

from collections.abc import Iterator
from itertools import cycle

from esa.sample.rows import Row, table
from tests.odd.days import LAST, LONG, day

STATUSES = ("open", "in_progress", "done", "cancelled", "", "ทำแล้วมั้ง")
AFTER = (-45, -1, 0, 1, 14, 15, None)


def follow_ups(time: int) -> Iterator[Row]:
    """Every status with every date; each time the status is another one."""
    whose = cycle(("FIN", "HR; NP", "", "ทุกกลุ่ม", "ZZ"))
    meetings = cycle(("1/2557", "2/2557", "12/2556", "3/2557"))
    number = 0
    for due in AFTER:
        for at in range(len(STATUSES)):
            number += 1
            groups, meeting = next(whose), next(meetings)
            if (number % 9 == 0 and time < LAST) or (number % 10 == 0 and time == LAST):
                continue
            # a third keep their status; the others had the one before it
            status = STATUSES[at if number % 3 == 0 else (at + LAST - time) % len(STATUSES)]
            yield {
                **{"meeting_no": meeting, "item": str(number), "meeting_date": day(-40)},
                "resolution": f"เรื่องที่ {number} {LONG if number % 6 == 0 else ''}".strip(),
                **{"groups": groups, "status": status},
                "due": day(due if due is None or number % 4 else due + LAST - time),
                "criterion": f"3.{at + 1}.1" if number % 2 else "",
                "closed_by": "บันทึกข้อความ" if number % 4 == 1 else "",
            }


KPIS = table("""
title | target | unit | direction | six | nine | twelve
มากดี ถึงพอดี | 80 | ร้อยละ | higher | 70 | 79.99 | 80
มากดี ขาดหนึ่งในร้อย | 80 | ร้อยละ | higher | 80 | 80.01 | 79.99
มากดี ยังไม่ถึงก่อนสิ้นปี | 80 | ร้อยละ | higher | 10 | 79.99 |
มากดี เกินเป้า | 80 | คน | higher | 80 | 160 |
น้อยดี ถึงพอดี | 5 | วัน | lower | 6 | 5 | 5
น้อยดี เกินหนึ่ง | 5 | วัน | lower | 5 | 4 | 5.01
น้อยดี ศูนย์ | 0 | เรื่อง | lower | 0 | 1 | 0
มากดี เป้าศูนย์ | 0 | เรื่อง | higher | 0 | 3 |
มากดี ติดลบ | 3 | คะแนน | higher | -1 | -0.5 |
ไม่มีเป้า | | ร้อยละ | higher | 50 | 60 |
ไม่บอกทิศทาง | 50 | ร้อยละ | | 50 | 60 |
ยังไม่รายงาน | 50 | ร้อยละ | higher | | |
รายงานเฉพาะรอบแรก | 50 | ร้อยละ | higher | 51 | |
เป้าอ่านไม่ได้ | ประมาณ 50 | ร้อยละ | higher | 51 | 49 |
ผลอ่านไม่ได้ | 50 | ร้อยละ | higher | 51 | ราว 60 |
เป้าอ่านไม่ได้และยังไม่รายงาน | ประมาณ 50 | ร้อยละ | higher | | |
เป้าเกินร้อย | 120 | ร้อยละ | higher | 51 | 60 |
สัดส่วน | 0.9 | ร้อยละ | higher | 0.5 | 0.6 |
""")


def kpis(time: int, workbook: str) -> Iterator[Row]:
    """One in three is of another group; before, no nine months were known, and some had others."""
    for number, row in enumerate(KPIS, start=1):
        if ("fin", "hr", "np")[number % 3] != workbook or (number == 4 and time == LAST):
            continue
        results = [row["six"], row["nine"] if time else "", row["twelve"] if time == LAST else ""]
        if time == 1 and number % 4 == 0:
            results[0] = ""
        yield {
            **{"kpi": f"K{number:02}", **{k: row[k] for k in ("title", "target", "unit")}},
            **{"direction": row["direction"], "criterion": "3.1.1" if number % 2 else ""},
            **dict(zip(("actual_6m", "actual_9m", "actual_12m"), results, strict=True)),
        }


SPENDING = table(f"""
as_of | project | expenditure_type | source_of_money | allocated | committed | spent | left_stated | target_percent
{day(-90)} | P01 | personnel | งบประจำ | 1000 | | 400 | 600 | 50
{day(-5)} | P01 | personnel | งบประจำ | 1000 | 100 | 500 | 500 | 50
{day(-5)} | P01 | operations | งบประจำ | 1000 | | 499.99 | 500.01 | 50
{day(-5)} | P02 | investment | งบกลาง | 1000 | | 1000.01 | -0.01 | 100
{day(-5)} | P02 | subsidy | | 0 | | 0 | 0 |
{day(-5)} | P03 | other | | 200 | | 0 | 150 |
{day(-5)} | P03 | unsplit | | 300 | | 100 | 250 | 90
{day(-5)} | P04 | unsplit | | 300 | | 100 | 200 |
{day(-20)} | P04 | operations | | 300 | | 90 | 210 |
{day(-20)} | P05 | unsplit | | 300 | | 90 | 210 |
{day(-5)} | P05 | operations | | 400 | | 300 | 100 |
{day(1)} | P06 | operations | | 400 | | 300 | 100 |
{day(-400)} | P06 | operations | | 400 | | 300 | 100 |
 | P07 | operations | | 400 | | 300 | 100 |
{day(-5)} | P07 | personnel | | | | 300 | 100 |
{day(-5)} | | personnel | เงินบริจาค | 123456789.5 | | 23456789 | เหลือราวร้อยล้าน | 19
{day(0)} | P99 | subsidy | | 50 | 60 | 10 | |
""")


ODD = ("", "P02", "P06", "P99")  # projects with spending that is doubtful


def spending(time: int, odd: bool = True) -> Iterator[Row]:
    """odd: with the rows that nobody can count, beside which quarters have no target."""
    for number, row in enumerate(SPENDING, start=1):
        counts = row["as_of"] and row["allocated"] and row["project"] not in ODD
        if (time == LAST or number % 5) and (
            odd or counts and row["project"] not in ("P06", "P99")
        ):
            spent = row["spent"] if time == LAST or number % 2 else "1"
            yield {"line": str(number), **row, "spent": spent}


SPANS = ((-40, -1), (-40, 0), (-1, 10), (0, 10), (1, 20), (None, None), (-10, None), (None, 5))
SPANS += ((5, -5), (-700, -500), (-400, 5), (5, 400), (-30, -7), (-30, -8))


def projects(time: int, workbook: str) -> Iterator[Row]:
    statuses = ("not_started", "in_progress", "done", "postponed", "cancelled", "", "ทำอยู่")
    for number in range(1, 29):
        if ("fin", "sup", "am")[number % 3] != workbook or (number == 13 and time < LAST):
            continue
        at = (number + number // len(SPANS) + (LAST - time) * (number % 2)) % len(statuses)
        starts, ends = SPANS[number % len(SPANS)]
        yield {
            **{"project": f"P{number:02}", "title": LONG if number == 5 else f"โครงการ {number}"},
            **{"strategy": ("1", "2", "10", "")[number % 4], "indicators": "3.1; 3.2"},
            **{"starts": day(starts), "ends": day(ends), "status": statuses[at]},
        }


FIGURES = table("""
figure_set | label | count | percent | set_total | parts_of_whole
F01 | ตรง | 1 | 33.33 | 3 | ใช่
F01 | ตรง | 2 | 66.67 | 3 | ใช่
F02 | สัดส่วน | 1 | 0.25 | 4 | ใช่
F02 | ปัดเศษ | 3 | 76 | 4 | ใช่
F03 | ไม่ตรง | 1 | 27 | 4 | ใช่
F03 | เกินยอดรวม | 5 | 75 | 4 | ใช่
F04 | ยอดไม่ครบ | 57 | 49.58 | 117 | ใช่
F04 | ยอดไม่ครบ | 51 | 43.59 | 117 | ใช่
F04 | ยอดไม่ครบ | 8 | 6.84 | 117 | ใช่
F05 | ยอดที่แจ้งต่างกัน | 1 | | 3 | ใช่
F05 | ยอดที่แจ้งต่างกัน | 2 | | 4 | ใช่
F06 | บางแถวไม่รวม | 1 | | 3 | ใช่
F06 | บางแถวไม่รวม | 2 | | 3 | ไม่ใช่
F07 | ว่างหนึ่ง | 1 | | 3 | ใช่
F07 | ว่างหนึ่ง | | 66.67 | 3 | ใช่
F08 | ว่างหนึ่ง ร้อยละไม่ตรง | 1 | | 3 | ใช่
F08 | ว่างหนึ่ง ร้อยละไม่ตรง | | 50 | 3 | ใช่
F09 | ว่างสอง | 1 | | 3 | ใช่
F09 | ว่างสอง | | | 3 | ใช่
F09 | ว่างสอง | | | 3 | ใช่
F10 | เกินแล้ว | 4 | | 3 | ใช่
F10 | เกินแล้ว | | | 3 | ใช่
F11 | ไม่มียอดที่แจ้ง | 1 | | | ใช่
F11 | ไม่มียอดที่แจ้ง | | | | ใช่
F12 | รวมเอง | 1 | 25 | | ใช่
F12 | รวมเอง | 3 | 75 | | ใช่
F13 | ไม่ใช่ทั้งหมด | 7 | 50 | |
F14 | เกิน | 3 | | 4 | ใช่
F14 | เกิน | 2 | | 4 | ใช่
F15 | ว่างศูนย์ | 3 | | 3 | ใช่
F15 | ว่างศูนย์ | | | 3 | ใช่
| ไม่มีรหัสชุด | 1 | 100 | 1 | ใช่
""")


def figures(time: int) -> Iterator[Row]:
    for number, row in enumerate(FIGURES):
        if time == LAST or number % 6 != 2:
            was = {"count": "9"} if number % 7 == 3 and time < LAST else {}
            label = {"label": f"{row['label']} {number}"}
            yield {"criterion": "3.1.1", "source": "รายงาน", **row, **label, **was}
