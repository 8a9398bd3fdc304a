"""Networks, clubs, centres, teams, bodies, partners, and the support local government gave.

Source: the office's own reports. Which two school networks are private and which club is which of
the eleven that are stated is unknown. Declared sides are example data.
"""

from esa.sample.rows import EXAMPLE, Row, marked, table

AMPHOE = ("ตะโหมด", "ป่าบอน", "กงหรา", "เขาชัยสน", "ปากพะยูน", "บางแก้ว")

SCHOOL_NETWORKS = (
    "รังสีตรีมิตร",
    "สองเกาะ",
    "ไพรวัลย์",
    "พันธปัญญา",
    "ทุ่งธงทอง",
    "บูรพาป่าบอน",
    "ควนขนุนหานโพธิ์",
    "มิตรภาพเขาชัยสน",
    "บางแก้ว",
    "คีรีรัตน์",
    "ตะโหมด",
    "พลังศาสตร์",
    "เอกภาพ",
)
CLUBS = (
    "ปฐมวัย",
    "การงานพื้นฐานอาชีพเทคโนโลยี",
    "ภาษาไทย",
    "คณิตศาสตร์",
    "สังคมศึกษา",
    "สุขศึกษาและพลศึกษา",
    "กิจกรรมพัฒนาผู้เรียน",
    "การศึกษาพิเศษ",
)
CENTRES = (
    "ภาษาไทย",
    "คณิตศาสตร์",
    "วิทยาศาสตร์",
    "สังคมศึกษาฯ",
    "ภาษาต่างประเทศ",
    "กิจกรรมนักเรียน",
    "แนะแนว",
)

OTHERS = table("""
network | name | kind | member_count | order_no | order_date | remark
T01 | ทีมมะลิ | team | 18 | | | แจ้ง 18 คน แต่รวมตามตำแหน่งได้ 20 คน
T02 | ทีมบัวหลวง | team | 19 | | |
T03 | ทีมพุทธรักษา | team | 18 | | |
T04 | ทีมดาวเรือง | team | 18 | | | สี่ทีมรวม 73 คน แต่สำนักงานมี 71 คน
B01 | ก.ต.ป.น. | body | | | |
B02 | กพท. | body | | | |
B03 | อ.ก.ค.ศ.เขตพื้นที่ฯ | body | | | |
K01 | คณะทำงานเว็บไซต์ | committee | | 296/2557 | 22 ส.ค. 2557 |
W01 | เครือข่าย ICT (วิทยบูรณากร) | work_network | | | |
W02 | เครือข่ายสื่อมวลชน | work_network | | | |
W03 | เครือข่ายประชาสัมพันธ์ | work_network | | ๒๙๕/๒๕๕๗ | 22 ส.ค. 2557 |
W04 | ตำบลนำร่อง คลองใหญ่ (ตะโหมด) | work_network | | | |
W05 | ตำบลนำร่อง ทุ่งนารี (ป่าบอน) | work_network | | | |
W06 | ตำบลนำร่อง คลองทรายขาว (กงหรา) | work_network | | | |
W07 | ตำบลนำร่อง โคกม่วง (เขาชัยสน) | work_network | | | | อีกรายงานหนึ่งระบุตำบลควนขนุน
W08 | ตำบลนำร่อง ดอนประดู่ (ปากพะยูน) | work_network | | | |
W09 | ตำบลนำร่อง ท่ามะเดื่อ (บางแก้ว) | work_network | | | |
""")

PARTNERS = table("""
network | name | partner_kind | remark
P01 | กองทัพเรือภาคที่ 2 | military |
P02 | กองพันทหารช่าง 401 | military |
P03 | กองพันทหารช่าง 402 | military |
P04 | ทต.แม่ขรี | local_government |
P05 | เทศบาลเมือง | local_government |
P06 | อบต.ควนขนุน | local_government |
P07 | ทต.สมหวัง | local_government |
P08 | อบต.วังใหม่ | local_government |
P09 | อบต.คลองเฉลิม | local_government |
P10 | ทต.เกาะนางคำ | local_government |
P11 | ทต.อ่าวพะยูน | local_government |
P12 | อบจ.พัทลุง | local_government |
P13 | คุรุสภา | association |
P14 | สกสค. | association |
""")

SUPPORTED = table("""
activity | title | date | networks | participants | criterion | remark
PRO-01 | งานเปิดโลกการศึกษาของ อบจ.พัทลุง | | อบจ.พัทลุง | | |
PRO-02 | มหกรรมสุขภาพตำบลควนขนุนหานโพธิ์ | 23 ส.ค. 2557 | | | |
PRO-03 | ยกระดับผลสัมฤทธิ์ทางการเรียน | | | 51 | |
PRO-04 | เปิดโลกการศึกษาสร้างปัญญาเด็กพัทลุง | | | | |
PRO-05 | วันเด็กแห่งชาติ | วันเสาร์ที่ 11 มกราคม 2557 | | | |
PRO-06 | วันเด็กแห่งชาติ | 10 ม.ค. 2557 | | | |
PRO-07 | เด็กดีศรีท้องถิ่น | | | 1 | |
PRO-08 | กรีฑานักเรียนอำเภอกงหรา ครั้งที่ 2 | ๒๖ มิถุนายน ๒๕๕๗ | | | |
PRO-09 | จ้างครูสอนภาษาต่างประเทศ | 2 มิถุนายน 2557 -30 กันยายน 2557 | | | |
PRO-10 | ไพรวัลย์เกมส์ ครั้งที่ 13 | | ไพรวัลย์ | | | สมมติ: เครือข่ายตามชื่อกิจกรรม
PRO-11 | อบรมคุณธรรมจริยธรรมภาคฤดูร้อน | ๒๙ – ๓๐ เมษายน ๒๕๕๗ | | | |
PRO-12 | เกษตรทฤษฎีใหม่ | | | | |
PRO-13 | ศูนย์การเรียนรู้ศิลปวัฒนธรรม | | | | |
""")

# The cash of local government adds up to 1,189,260 baht.
SUPPORT = table("""
activity | line | partner | kind | value | remark
PRO-01 | 1 | กองทัพเรือภาคที่ 2 | in_kind | | รถ 2 คัน
PRO-01 | 2 | ทต.แม่ขรี | in_kind | | รถ 1 คัน
PRO-01 | 3 | เทศบาลเมือง | in_kind | | รถ 1 คัน
PRO-01 | 4 | กองพันทหารช่าง 401 | in_kind | | รถ 1 คัน
PRO-01 | 5 | กองพันทหารช่าง 402 | in_kind | | รถ 2 คัน
PRO-02 | 1 | อบต.ควนขนุน | cash | 45,500 |
PRO-03 | 1 | องค์การบริหารส่วนตำบลควนขนุน | cash | 23,000 |
PRO-04 | 1 | อบต.ควนขนุน | cash | 30,000 |
PRO-05 | 1 | อบต.ควนขนุน | cash | ๑๘๐,๐๐๐บาท |
PRO-06 | 1 | ทต.สมหวัง | cash | 50000 |
PRO-07 | 1 | ทต.สมหวัง | cash | | ไม่ทราบจำนวนเงิน
PRO-08 | 1 | ทต.สมหวัง | cash | 14,200 |
PRO-09 | 1 | อบต.วังใหม่ | cash | 36,560 |
PRO-10 | 1 | อบต.คลองเฉลิม | cash | 610,000 |
PRO-11 | 1 | ทต.เกาะนางคำ | cash | 50,000 |
PRO-12 | 1 | ทต.อ่าวพะยูน | cash | 50,000 |
PRO-13 | 1 | ทต.อ่าวพะยูน | cash | 100,000 |
""")

TEACHERS_DAY = {"คุรุสภา": "4,000", "สกสค.": "๓,๐๐๐บาท"}


def declared_sides(number: int) -> str:
    """Example sides of a school network: all four, but every third leaves budget out."""
    sides = ["academic", "personnel", "budget", "general"]
    return "; ".join(side for side in sides if number % 3 or side != "budget")


def named(prefix: str, kind: str, names: tuple[str, ...], start: int = 1) -> list[Row]:
    """Networks of one kind with running codes."""
    return [
        {"network": f"{prefix}{number:02d}", "name": name, "kind": kind}
        for number, name in enumerate(names, start=start)
    ]


def network_rows() -> list[Row]:
    """Every network, club, centre, team, body, committee and partner."""
    schools = [
        row | {"sides": declared_sides(number)}
        for number, row in enumerate(named("N", "school_network", SCHOOL_NETWORKS), start=1)
    ]
    clubs = named("C", "club", tuple(f"ชมรมครู{name}" for name in CLUBS))
    centres = named("L", "centre", tuple(f"ศูนย์พัฒนาผู้เรียน{name}" for name in CENTRES))
    peer = named("L", "centre", tuple(f"ศูนย์ PEER {name}" for name in AMPHOE), start=9)
    partners = [row | {"kind": "partner"} for row in PARTNERS]
    return [
        *marked(schools, f"{EXAMPLE}: ด้านที่ดำเนินงาน"),
        *clubs,
        *centres,
        {"network": "L08", "name": "ERIC Network", "kind": "centre"},
        *peer,
        *OTHERS,
        *partners,
    ]


def supported_activities() -> list[Row]:
    """Activities that local government supported, for the workbook of กลุ่มส่งเสริมฯ."""
    return [row | {"criterion": "2.4.8"} for row in SUPPORTED]


def support_rows() -> list[Row]:
    """The support of local government and the army, with the sum the clerk typed under it."""
    return [*SUPPORT, {"activity": "รวม", "value": "1,189,260"}]


def teachers_day_activities() -> list[Row]:
    """Teachers' Day in every amphoe, for the workbook of กลุ่มอำนวยการ."""
    return [
        {"activity": f"AM-{number:02d}", "title": f"งานวันครู อำเภอ{amphoe}", "criterion": "1.3.3"}
        for number, amphoe in enumerate(AMPHOE, start=1)
    ]


def teachers_day_support() -> list[Row]:
    """4,000 and 3,000 baht for each amphoe."""
    return [
        {
            "activity": activity["activity"],
            "line": str(line),
            "partner": partner,
            "kind": "cash",
            "value": value,
        }
        for activity in teachers_day_activities()
        for line, (partner, value) in enumerate(TEACHERS_DAY.items(), start=1)
    ]
