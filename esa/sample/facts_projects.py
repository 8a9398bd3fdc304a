# ruff: noqa: E501 - a drawn table keeps each of its rows on one line
"""Projects, spending, reported figures and KPIs.

Source: the office's own reports. Figures stand as printed, wrong ones too: the checks must find
them. Which group runs a project is an assumption; strategies are unknown; KPIs are example data.
"""

from esa.sample.rows import EXAMPLE, Row, marked, table

RUN_BY = "สมมติ: กลุ่มที่รับผิดชอบ"

PROJECTS = table(f"""
workbook | project | title | indicators | starts | ends | status | remark
sup | P1 | ๙๙๙ จับดีสร้างดาวพัฒนาคู่ขนานฯ | 1.4 | 13 ส.ค. 2557 | 15 ส.ค. 2557 | done | {RUN_BY} · วันที่คือวันตัดสินผลงาน 99 ชิ้น
sup | P2 | ยกระดับคุณภาพการศึกษาปฐมวัยฯ | 1.4 | ๒๔ – ๒๕ พฤษภาคม ๒๕๕๗ | | done | {RUN_BY}
sup | P3 | นิเทศ ติดตาม ตรวจสอบและประเมินผลฯ แบบบูรณาการ | 1.4 | 28–30 พ.ค. 2557 | | in_progress | {RUN_BY} · วันที่คือวันอบรมการนิเทศออนไลน์
sup | P4 | 5 สีมุ่งสู่คุณภาพเด็กเมืองลุง | 1.4 | | | in_progress | {RUN_BY}
sup | P5 | พัฒนาหลักสูตรภูมิปัญญาฯ | | | | in_progress | {RUN_BY} · มี 6 หน่วย
sup | P6 | งานศิลปหัตถกรรม/สรรพศาสตร์ตลาดวิชา | | 15 ก.ค. 2557 | 20 ก.ค. 2557 | done | {RUN_BY}
pro | P7 | ภาคีเครือข่ายระดับตำบล | 1.3; 2.4 | | | in_progress | {RUN_BY}
hr | P8 | พัฒนาบุคลากรด้วยการปฏิบัติ | 2.3 | | | in_progress | {RUN_BY} · มี 5 กิจกรรม
am | P9 | พัฒนาสำนักงานสู่มาตรฐาน | 1.1 | | | in_progress | {RUN_BY} · มี 2 กิจกรรม
""")

# The total as printed; the separator of the last figure is a doubt of the report itself. The
# states of earlier days are example data.
SPENDING = table(f"""
line | as_of | expenditure_type | allocated | spent | left_stated | remark
1 | 31 มี.ค. 2557 | unsplit | 80,445,965.00 | 38,214,077.15 | 42,231,887.85 | {EXAMPLE}
1 | 30 มิ.ย. 2557 | unsplit | 80,445,965.00 | 60,172,904.40 | 20,273,060.60 | {EXAMPLE}
1 | 23 ก.ย. 2557 | unsplit | 80,445,965.00 | 79,144,218.82 | ๑.๓๐๑,๗๔๖.๑๘ | {EXAMPLE}: วันที่ของข้อมูล
""")

FIGURES = table(f"""
workbook | figure_set | label | criterion | count | percent | set_total | parts_of_whole | source | remark
sup | F01 | ประกันคุณภาพปฐมวัย ระดับดีเยี่ยม | 1.4.2 | 73 | 65.18 | 112 | ใช่ | รายงาน 1.4 |
sup | F01 | ประกันคุณภาพปฐมวัย ระดับดีมาก | 1.4.2 | 38 | 33.93 | 112 | ใช่ | รายงาน 1.4 |
sup | F01 | ประกันคุณภาพปฐมวัย ระดับดี | 1.4.2 | ๑ | ๐.๘๙ | 112 | ใช่ | รายงาน 1.4 |
sup | F02 | ประกันคุณภาพขั้นพื้นฐาน ระดับดีเยี่ยม | 1.4.2 | 57 | 49.58 | 117 | ใช่ | รายงาน 1.4 |
sup | F02 | ประกันคุณภาพขั้นพื้นฐาน ระดับดีมาก | 1.4.2 | 56 | 47.86 | 117 | ใช่ | รายงาน 1.4 |
sup | F02 | ประกันคุณภาพขั้นพื้นฐาน ระดับดี | 1.4.2 | 3 | 2.56 | 117 | ใช่ | รายงาน 1.4 |
sup | F03 | นิเทศสี่งาน ระดับดีเยี่ยม | 1.4.2 | 40 | 34.19 | 117 | ใช่ | รายงาน 1.4 |
sup | F03 | นิเทศสี่งาน ระดับดีมาก | 1.4.2 | 41 | 35.04 | 117 | ใช่ | รายงาน 1.4 |
sup | F03 | นิเทศสี่งาน ระดับดี | 1.4.2 | 30 | 25.64 | 117 | ใช่ | รายงาน 1.4 |
sup | F03 | นิเทศสี่งาน ระดับพอใช้ | 1.4.2 | 6 | 5.13 | 117 | ใช่ | รายงาน 1.4 |
am | F04 | ประชุมผู้อำนวยการ ส่วนที่ 1 | | 117 | | 135 | ใช่ | รายงาน | ไม่ทราบชื่อของแต่ละส่วน
am | F04 | ประชุมผู้อำนวยการ ส่วนที่ 2 | | 5 | | 135 | ใช่ | รายงาน | ไม่ทราบชื่อของแต่ละส่วน
am | F04 | ประชุมผู้อำนวยการ ส่วนที่ 3 | | 13 | | 135 | ใช่ | รายงาน | ไม่ทราบชื่อของแต่ละส่วน
sup | F05 | พัฒนาพี่เลี้ยง ส่วนที่ 1 | 1.4.2 | 89 | | 100 | ใช่ | รายงาน | ไม่ทราบชื่อของแต่ละส่วน · จาก 74 โรงเรียน
sup | F05 | พัฒนาพี่เลี้ยง ส่วนที่ 2 | 1.4.2 | 8 | | 100 | ใช่ | รายงาน | ไม่ทราบชื่อของแต่ละส่วน · จาก 74 โรงเรียน
sup | F05 | พัฒนาพี่เลี้ยง ส่วนที่ 3 | 1.4.2 | 3 | | 100 | ใช่ | รายงาน | ไม่ทราบชื่อของแต่ละส่วน · จาก 74 โรงเรียน
sup | F06 | คาราวานเยี่ยมบ้าน ทีมงาน | | 16 | | | ไม่ใช่ | รายงาน | ทีมละ 3
sup | F06 | คาราวานเยี่ยมบ้าน นักเรียน | | 122 | | | ไม่ใช่ | รายงาน |
sup | F06 | คาราวานเยี่ยมบ้าน ครัวเรือน | | 44 | | | ไม่ใช่ | รายงาน |
am | F08 | กลุ่ม LINE ที่หนึ่ง สมาชิก | | 51 | | | ไม่ใช่ | รายงาน |
am | F08 | กลุ่ม LINE ที่สอง สมาชิก | | 98 | | | ไม่ใช่ | รายงาน |
am | F08 | กลุ่ม LINE ที่สาม สมาชิก | | 12 | | | ไม่ใช่ | รายงาน |
am | F09 | ผู้เข้าชมเว็บไซต์ ณ 21 มิ.ย. 2557 | 2.4.6 | ๒๐๔๐๙๔๘ | | | ไม่ใช่ | รายงาน |
sup | F10 | โรงเรียนระดับดีเยี่ยม ที่แห่งหนึ่งของรายงาน | 1.4.2 | 27 | | | ไม่ใช่ | รายงาน 1.4 | สองแห่งไม่ตรงกัน
sup | F10 | โรงเรียนระดับดีเยี่ยม อีกแห่งหนึ่ง | 1.4.2 | 57 | | | ไม่ใช่ | รายงาน 1.4 | สองแห่งไม่ตรงกัน
sup | F11 | โรงเรียนสุจริต รายงานหนึ่ง | | 12 | | | ไม่ใช่ | รายงาน | สองรายงานไม่ตรงกัน
sup | F11 | โรงเรียนสุจริต อีกรายงานหนึ่ง | | 13 | | | ไม่ใช่ | รายงาน | สองรายงานไม่ตรงกัน
pro | F12 | โรงเรียนต้นแบบตำบล ที่แจ้ง | | 26 | | | ไม่ใช่ | รายงาน | แจ้งกับรายชื่อไม่ตรงกัน
pro | F12 | โรงเรียนต้นแบบตำบล ที่มีชื่อ | | 13 | | | ไม่ใช่ | รายงาน | แจ้งกับรายชื่อไม่ตรงกัน
sup | F13 | ศึกษานิเทศก์ รายงานหนึ่ง | | 13 | | | ไม่ใช่ | รายงาน | สองรายงานไม่ตรงกัน
sup | F13 | ศึกษานิเทศก์ อีกรายงานหนึ่ง | | 14 | | | ไม่ใช่ | รายงาน | สองรายงานไม่ตรงกัน
pro | F14 | ชมรมครู ที่แจ้ง | | 11 | | | ไม่ใช่ | รายงาน | แจ้งกับรายชื่อไม่ตรงกัน
pro | F14 | ชมรมครู ที่มีชื่อ | | 8 | | | ไม่ใช่ | รายงาน | แจ้งกับรายชื่อไม่ตรงกัน
sup | F15 | ผลงาน ๙๙๙ | | 99 | | | ไม่ใช่ | รายงาน | 11 เครือข่าย เครือข่ายละ 9
sup | F16 | ครูปฐมวัยที่อบรม | | 100 | | | ไม่ใช่ | รายงาน | 50 โรงเรียน โรงเรียนละ 2
am | F17 | ผู้รับบริการพอใจ | 2.4.6 | | 0.85 | | ไม่ใช่ | แบบสอบถาม | {EXAMPLE}
hr | F18 | ครูที่เข้ารับการพัฒนา | 2.3.5 | | 0.9 | | ไม่ใช่ | ทะเบียนอบรม | {EXAMPLE}
""")

# Integrated units chosen by schools, ป.1/ป.2/ป.3
UNITS = ((43, 42, 43), (13, 14, 13), (26, 23, 22), (40, 41, 43), (24, 26, 22), (33, 30, 31))

KPIS = table("""
workbook | kpi | title | target | unit | direction | actual_6m | actual_9m | actual_12m | criterion
sup | K01 | โรงเรียนที่ได้รับการนิเทศครบสี่งาน | 100 | ร้อยละ | higher | 48.7 | 82.9 | | 1.4.2
sup | K02 | โรงเรียนที่ใช้ผลกลุ่มสีวางแผน | 80 | ร้อยละ | higher | 35 | 61.5 | | 1.4.4
sup | K03 | คะแนนเฉลี่ยของโรงเรียน | 50 | คะแนน | higher | | 44.2 | |
np | K04 | ข้อมูลที่ส่งทันกำหนด | 95 | ร้อยละ | higher | 91 | 96.5 | | 2.4.1
fin | K05 | การเบิกจ่ายภาพรวม | 95 | ร้อยละ | higher | 47.5 | 74.8 | | 2.2.4
fin | K06 | วันเฉลี่ยในการเบิกจ่าย | 5 | วัน | lower | 7 | 5.5 | | 2.2.2
hr | K07 | บุคลากรที่ได้รับการพัฒนา | 90 | ร้อยละ | higher | 40 | 66 | |
am | K08 | เรื่องร้องเรียนที่ตอบเกินกำหนด | 0 | เรื่อง | lower | 2 | 1 | | 2.4.4
am | K10 | หนังสือที่เสนอภายในวันเดียว | 95 | ร้อยละ | higher | 88 | 93.4 | | 2.4.4
pro | K09 | เด็กวัยเรียนที่เข้าเรียน | 100 | ร้อยละ | higher | 98.2 | 99.1 | | 2.4.2
hr | K08 | เรื่องร้องเรียนที่ตอบเกินกำหนด | 1 | เรื่อง | lower | 2 | 2 | |
""")


def own(rows: list[Row], workbook: str) -> list[Row]:
    """The rows of one workbook, without the column that says so."""
    kept = [row for row in rows if row["workbook"] == workbook]
    return [{key: cell for key, cell in row.items() if key != "workbook"} for row in kept]


def unit_figures() -> list[Row]:
    """How many schools chose each integrated unit, by grade."""
    return [
        {
            "figure_set": "F07",
            "label": f"หน่วยบูรณาการที่ {unit} ป.{grade}",
            "count": str(count),
            "parts_of_whole": "ไม่ใช่",
            "source": "รายงาน",
        }
        for unit, counts in enumerate(UNITS, start=1)
        for grade, count in enumerate(counts, start=1)
    ]


def project_rows(workbook: str) -> list[Row]:
    """The projects of one workbook."""
    return own(PROJECTS, workbook)


def figure_rows(workbook: str) -> list[Row]:
    """The reported figures of one workbook, in order of their sets."""
    rows = own(FIGURES, workbook) + (unit_figures() if workbook == "sup" else [])
    return sorted(rows, key=lambda row: row["figure_set"])


def kpi_rows(workbook: str) -> list[Row]:
    """The KPIs of one workbook; K08 stands in two workbooks with other targets, on purpose."""
    return marked(own(KPIS, workbook))
