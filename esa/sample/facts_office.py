# ruff: noqa: E501 - a drawn table keeps each of its rows on one line
"""The office itself, both editions with their indicators and rubrics, bands and lower limits.

Source: the office's self-assessment reports of fiscal year 2557 and the public 2557 book of
standards. What is unknown is blank: the office must type it in.
"""

from esa.sample.rows import EXAMPLE, Row, table

GROUP_WORKBOOKS = {
    "am": "AM",
    "np": "NP",
    "fin": "FIN",
    "hr": "HR",
    "pro": "PRO",
    "sup": "SUP",
    "aud": "AUD",
}

SETTINGS = table("""
office_name | short_name | fiscal_year | edition | as_of | board_name | board_weekday | schools_total | staff_total | remark
สำนักงานเขตพื้นที่การศึกษาประถมศึกษาพัทลุง เขต 2 | สพป.พัทลุง เขต 2 | 2557 | 2557 | 23 ก.ย. 2557 | บอร์ดบริหาร | tuesday | 117 | 71 | ข้อมูลตัวอย่าง
""")

EDITIONS = table("""
edition | title | method | from_fiscal_year | remark
2557 | มาตรฐานสำนักงานเขตพื้นที่การศึกษา พ.ศ. 2557 | rubric | 2557 |
เดิม | ฉบับก่อนหน้า (ร่างแบบของกลุ่มอำนวยการ) | conditions | | ไม่ทราบปีที่ใช้
""")

GROUPS = table("""
group | name | kind | aliases
AM | กลุ่มอำนวยการ | group | กลุ่มอำนวยการ.
NP | กลุ่มนโยบายและแผน | group | นผ.; กลุ่มนโยบายฯ
FIN | กลุ่มบริหารงานการเงินและสินทรัพย์ | group | กลุ่มบริหารการเงินและสินทรัพย์; กลุ่มบริหารงานการเงินสินทรัพย์; กลุ่มบริหารงานการเงินและสินทรัพย์สิน; กลุ่มบริหารการเงิน; บง.
HR | กลุ่มบริหารงานบุคคล | group | กลุ่มบุคคล; บุคคล
PRO | กลุ่มส่งเสริมการจัดการศึกษา | group | ส่งเสริมฯ; กลุ่มส่งเสริมฯ
SUP | กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา | group | กลุ่มนิเทศติดตามและประเมินผลการจัดการศึกษา; กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา; กลุ่มนิเทศ ติดตามฯ; กลุ่มนิเทศฯ
AUD | หน่วยตรวจสอบภายใน | unit | ตสน.; หน่วยตรวจสอบฯ
""")

STANDARDS = table("""
edition | standard | title | weight | remark
2557 | 1 | การบริหารจัดการองค์การสู่ความเป็นเลิศ | 30 |
2557 | 2 | การบริหารและการจัดการศึกษาที่มีประสิทธิภาพ | | ไม่ทราบน้ำหนัก
2557 | 3 | | | ไม่ทราบชื่อและตัวบ่งชี้
เดิม | 1 | | | ไม่ทราบชื่อ
เดิม | 2 | | | ไม่ทราบชื่อ
เดิม | 3 | | | ไม่ทราบชื่อ
เดิม | 5 | | | ไม่ทราบชื่อ
""")

FROM_2560 = "ชื่อตามฉบับปรับปรุง พ.ศ. 2560 ชื่อในฉบับ 2557 ยังไม่ทราบ"
EXAMPLE_LEVELS = f"{EXAMPLE}: ระดับที่ประเมินตนเองและระดับเป้าหมาย"
EXAMPLE_CONDITION = f"{EXAMPLE}: ระดับและการผ่านเงื่อนไขเพิ่มเติม"

INDICATORS = table(f"""
edition | indicator | standard | title | points_total | extra_condition | extra_condition_met | claimed_level | target_level | comments | remark
2557 | 1.1 | 1 | การบริหารจัดการที่ดี | 6 | | | | | แบบระบุว่าใช้ข้อมูลปีงบประมาณ 2556 |
2557 | 1.2 | 1 | การพัฒนาสู่องค์การแห่งการเรียนรู้ | | | | | | | {FROM_2560}
2557 | 1.3 | 1 | | | | | | | มีอย่างน้อย 4 ประเด็น | ไม่ทราบชื่อ (การมีส่วนร่วมและเครือข่าย)
2557 | 1.4 | 1 | การติดตาม ตรวจสอบ ประเมินผล และนิเทศการศึกษาที่มีประสิทธิภาพ | 4 | | | 5 | 5 | | {EXAMPLE_LEVELS}
2557 | 2.1 | 2 | การบริหารงานด้านวิชาการ | | | | | | | {FROM_2560}
2557 | 2.2 | 2 | การบริหารงานด้านงบประมาณ | 5 | ดำเนินการถูกต้อง โปร่งใส ตรวจสอบได้ คุ้มค่ากับงบประมาณ และเป็นไปตามแผน | ใช่ | 3 | 4 | แบบระบุว่าประเด็นที่ 1–4 ใช้ข้อมูลปีงบประมาณ 2556 | {EXAMPLE_CONDITION}
2557 | 2.3 | 2 | การบริหารงานด้านการบริหารงานบุคคล | | | | | | มี 5 หรือ 6 ประเด็น |
2557 | 2.4 | 2 | การบริหารงานด้านการบริหารทั่วไป | 9 | | | 4 | 5 | | {EXAMPLE_LEVELS}
2557 | 2.5 | 2 | การขับเคลื่อนนโยบายไปสู่การปฏิบัติ | 4 | มีการนำผลการกำกับติดตามไปใช้ | | | | อ้างถึงแผนปฏิบัติการปี 2556 |
เดิม | 1-1 | 1 | มีระบบการบริหารจัดการที่ดี | | | | | | |
เดิม | 1-2 | 1 | | | | | | | | ไม่ทราบชื่อ
เดิม | 2-1 | 2 | | | | | | | | ไม่ทราบชื่อ
เดิม | 2-2 | 2 | | | | | | | | ไม่ทราบชื่อ
เดิม | 3-1 | 3 | | | | | | | | ไม่ทราบชื่อ
เดิม | 5-1 | 5 | | | | | | | | ไม่ทราบชื่อ
เดิม | 5-2 | 5 | | | | | | | | ไม่ทราบชื่อ
""")

# indicator: (points, rows of level: (at least, at most)). 2.2 and 2.5 have no row for level 5:
# the text is lost there and nobody has typed it in yet.
RUBRICS = {
    "1.1": (6, {5: (6, 6), 4: (5, 5), 3: (4, 4), 2: (3, 3), 1: (0, 2)}),
    "1.4": (4, {5: (4, 4), 4: (3, 3), 3: (2, 2), 2: (1, 1), 1: (0, 0)}),
    "2.2": (5, {4: (4, 4), 3: (3, 3), 2: (2, 2), 1: (0, 1)}),
    "2.4": (9, {5: (9, 9), 4: (7, 8), 3: (5, 6), 2: (3, 4), 1: (0, 2)}),
    "2.5": (4, {4: (4, 4), 3: (3, 3), 2: (2, 2), 1: (0, 1)}),
}


def amount_of_points(low: int, high: int) -> str:
    """The number of points of a rubric row in the words of the form."""
    if low == high:
        return f"{low} ข้อ"
    return f"น้อยกว่า {high + 1} ข้อ" if low == 0 else f"{low}–{high} ข้อ"


def rubric_rows() -> list[Row]:
    """Every rubric row that is known, highest level first."""
    return [
        {
            "edition": "2557",
            "indicator": indicator,
            "level": str(level),
            "min_clear": str(low),
            "max_clear": str(high),
            "wording": f"มีการดำเนินการครบ {points} ข้อ "
            f"และมีร่องรอยหลักฐานปรากฏชัดเจน {amount_of_points(low, high)}",
        }
        for indicator, (points, levels) in RUBRICS.items()
        for level, (low, high) in levels.items()
    ]


COLOUR_BANDS = table("""
from_academic_year | colour | order | from_percent | to_percent | meaning | remark
2554 | blue | 1 | 0.00 | 29.99 | ดีมาก | สมมติ: ใช้ตั้งแต่ปีแรกของตัวอย่าง
2554 | green | 2 | 30.00 | 42.99 | ดี | สมมติ: ใช้ตั้งแต่ปีแรกของตัวอย่าง
2554 | yellow | 3 | 43.00 | 55.99 | พอใช้ | สมมติ: ใช้ตั้งแต่ปีแรกของตัวอย่าง
2554 | orange | 4 | 56.00 | 69.99 | ปรับปรุง | สมมติ: ใช้ตั้งแต่ปีแรกของตัวอย่าง
2554 | red | 5 | 70.00 | 100.00 | ปรับปรุงเร่งด่วน | สมมติ: ใช้ตั้งแต่ปีแรกของตัวอย่าง
""")

# Academic year 2556, district level; other years and NT are unknown.
LIMITS_2556 = table("""
subject | ป.6 | ม.3
ภาษาไทย | 46.18 | 39.85
คณิตศาสตร์ | 44.50 | 20.57
วิทยาศาสตร์ | 38.89 | 34.73
สังคมศึกษาฯ | 37.61 | 36.28
สุขศึกษา | 62.53 | 52.70
ศิลปะ | 48.96 | 40.94
การงานฯ | 56.33 | 40.16
อังกฤษ | 30.05 | 26.72
""")


def lower_limit_rows() -> list[Row]:
    """The lower limits as rows, one per grade and subject."""
    return [
        {
            "academic_year": "2556",
            "test": "O-NET",
            "grade": grade,
            "subject": limits["subject"],
            "scope": "area",
            "limit": limits[grade],
        }
        for grade in ("ป.6", "ม.3")
        for limits in LIMITS_2556
    ]


def about_row(workbook: str) -> Row:
    """Whose workbook it is: the office's, or a group's."""
    group = GROUP_WORKBOOKS.get(workbook, "")
    names = {row["group"]: row["name"] for row in GROUPS}
    return {
        "kind": "group" if group else "office",
        "group": names.get(group, ""),
        "fiscal_year": "2557",
    }
