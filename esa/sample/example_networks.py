# ruff: noqa: E501 - a drawn table keeps each of its rows on one line
"""Example activities of networks, clubs and centres over fiscal year 2557, from a seed.

Everything here carries the remark ข้อมูลตัวอย่าง. LATEST decides who is silent on 23 Sep 2557: a last
activity that ended 90 days ago or more (25 June or earlier); one network has none, one only
undated ones.
"""

from datetime import date, timedelta
from random import Random

from esa.sample import chance
from esa.sample.facts_networks import SCHOOL_NETWORKS
from esa.sample.rows import EXAMPLE, Row, marked, table, thai_date

SEED = 2557
START = date(2013, 10, 21)

# network: how many example activities, the day of the last one
LATEST = {
    "รังสีตรีมิตร": (8, date(2014, 9, 18)),
    "สองเกาะ": (5, date(2014, 9, 4)),
    "ไพรวัลย์": (7, date(2014, 8, 20)),
    "พันธปัญญา": (6, date(2014, 9, 12)),
    "ทุ่งธงทอง": (3, date(2014, 5, 22)),
    "บูรพาป่าบอน": (6, date(2014, 7, 30)),
    "ควนขนุนหานโพธิ์": (7, date(2014, 9, 17)),
    "มิตรภาพเขาชัยสน": (4, date(2014, 6, 26)),
    "บางแก้ว": (4, date(2014, 6, 25)),
    "คีรีรัตน์": (5, date(2014, 8, 27)),
    "ตะโหมด": (6, date(2014, 9, 9)),
}
UNDATED = "พลังศาสตร์"
NEVER = "เอกภาพ"

# side: the group whose workbook lists it, and what such an activity is called
KINDS = {
    "academic": ("sup", ("แลกเปลี่ยนวิธีสอน", "นิเทศร่วมกัน", "ค่ายวิชาการ", "ทดสอบร่วมกัน")),
    "personnel": ("hr", ("อบรมครูใหม่", "ประชุมครูผู้สอน")),
    "budget": ("fin", ("อบรมงานพัสดุ", "ตรวจเยี่ยมงานการเงิน")),
    "general": ("pro", ("กีฬาเครือข่าย", "ประชุมผู้บริหาร", "รณรงค์รับนักเรียน")),
}
# Sides in the order a network's activities take them; the shorter the list, the more hollow sides
SIDES = (
    ("academic", "general", "academic", "personnel", "budget"),
    ("academic", "general"),
    ("academic", "personnel", "general"),
)

CLUBS_AND_CENTRES = table("""
workbook | title | date | networks | side | participants
sup | อบรมครูปฐมวัย | 24–25 พ.ค. 2557 | ชมรมครูปฐมวัย | academic | 100
sup | ประกวดอ่านทำนองเสนาะ | 29 ก.ค. 2557 | ชมรมครูภาษาไทย; ศูนย์พัฒนาผู้เรียนภาษาไทย | academic | 64
sup | ค่ายคณิตศาสตร์ | ๑๕-๑๖  มกราคม  ๒๕๕๗ | ชมรมครูคณิตศาสตร์ | academic | 120
sup | สัปดาห์วิทยาศาสตร์ | 18–20 ส.ค. 2557 | ศูนย์พัฒนาผู้เรียนวิทยาศาสตร์ | academic | 210
sup | แข่งขันพูดภาษาอังกฤษ | 10 ก.ย. 2557 | ERIC Network; ศูนย์พัฒนาผู้เรียนภาษาต่างประเทศ | academic | 45
sup | อบรมผู้สอนภาษาอังกฤษ | 5 มิ.ย. 57 | ศูนย์ PEER กงหรา | academic | 30
sup | อบรมผู้สอนภาษาอังกฤษ | 12 มิ.ย. 2557 | ศูนย์ PEER ตะโหมด | academic | 28
sup | ประชุมผู้สอนภาษาอังกฤษ | 3 ก.ย. 2557 | ศูนย์ PEER เขาชัยสน | academic | 22
hr | อบรมครูการศึกษาพิเศษ | 7 ส.ค. 2557 | ชมรมครูการศึกษาพิเศษ | personnel | 52
pro | ค่ายลูกเสือ | 11–13 ธ.ค. 2556 | ชมรมครูกิจกรรมพัฒนาผู้เรียน | general | 240
pro | แข่งขันกีฬานักเรียน | 4 ก.ย. 2557 | ชมรมครูสุขศึกษาและพลศึกษา | general | 300
pro | ประชุมงานแนะแนว | 2 ก.ค. 2557 | ศูนย์พัฒนาผู้เรียนแนะแนว | general | 40
pro | ประชุมเครือข่ายประชาสัมพันธ์ | 2 ก.ย. 2557 | เครือข่ายประชาสัมพันธ์ | general | 60
""")


def days_until(random: Random, count: int, last: date) -> list[date]:
    """So many days of the year up to the last one, in order; weekdays only."""
    span = (last - START).days
    days = [START + timedelta(days=chance.whole(random, 0, span)) for _ in range(count - 1)]
    days = [day - timedelta(days=max(0, day.weekday() - 4)) for day in days]
    return [*sorted(days), last]


def example_activity(random: Random, network: str, side: str, day: date | None) -> Row:
    """One activity of a network; without a day it is undated."""
    workbook, names = KINDS[side]
    others = [name for name in SCHOOL_NETWORKS if name not in (network, UNDATED, NEVER)]
    shared = day is not None and side == "academic" and random.random() < 0.25
    row = {
        "_workbook": workbook,
        "title": f"{chance.one_of(random, names)} เครือข่าย{network}",
        "date": thai_date(day) if day else "",
        "networks": network,
        "side": side,
        "participants": str(chance.whole(random, 12, 90)),
        "criterion": "2.4.9" if workbook == "pro" else "",
    }
    if shared and day < date(2014, 5, 1):
        row["networks"] += f"; {chance.one_of(random, others)}"
    return row | {"_day": day.isoformat() if day else ""}


def all_activities() -> list[Row]:
    """Every example activity in order of day, with its workbook under _workbook."""
    random = Random(SEED)
    rows = []
    for number, (network, (count, last)) in enumerate(LATEST.items()):
        sides = SIDES[number % len(SIDES)]
        for place, day in enumerate(days_until(random, count, last)):
            rows.append(example_activity(random, network, sides[place % len(sides)], day))
    rows += [example_activity(random, UNDATED, side, None) for side in ("academic", "general")]
    rows.sort(key=lambda row: (row["_day"], row["title"]))
    drawn = [{"_workbook": row["workbook"]} | row for row in CLUBS_AND_CENTRES]
    return [*rows, *({k: v for k, v in row.items() if k != "workbook"} for row in drawn)]


def activity_rows(workbook: str, first: int) -> list[Row]:
    """The example activities of one workbook; first = the number their codes start with."""
    own = [row for row in all_activities() if row["_workbook"] == workbook]
    return marked(
        [
            row | {"activity": f"{workbook.upper()}-{number:02d}"}
            for number, row in enumerate(own, start=first)
        ],
        EXAMPLE,
    )


# Visits that name their schools; two names are mistyped on purpose
VISITS = table("""
activity | title | date | networks | side | schools | participants
SUP-81 | เยี่ยมโรงเรียนตำบลนำร่อง | 9 ก.ย. 2557 | ตำบลนำร่อง คลองใหญ่ (ตะโหมด) | academic | บ้านคลองใหญ่; บ้านท่าเชียด; บ้านพรุนายขาว; บ้านทุ่งหนองสิบบาท | 16
SUP-82 | เยี่ยมโรงเรียนตำบลนำร่อง | 10 ก.ย. 2557 | ตำบลนำร่อง ดอนประดู่ (ปากพะยูน) | academic | วัดหัวควน; บ้านดอนประดู; วัดไทรพอน | 12
SUP-83 | เยี่ยมโรงเรียนตำบลนำร่อง | 11 ก.ย. 2557 | ตำบลนำร่อง ท่ามะเดื่อ (บางแก้ว) | academic | วัดรัตนวราราม; อนุบาลบางแก้ว | 8
SUP-84 | สรุปบทเรียนโครงการร่วม | 15 ก.ย. 2557 | ไพรวัลย | academic | | 20
SUP-85 | ประชุมคณะนิเทศ | 22 ส.ค. 2557 | ก.ต.ป.น. | academic | | 9
""")


def visit_rows() -> list[Row]:
    """Visits with the schools they reached, for the workbook of กลุ่มนิเทศฯ."""
    return marked(VISITS)
