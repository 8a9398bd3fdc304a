"""The words of the rules, once: codes as rules give them back, and their Thai."""

# --- beside the standards: follow-ups, KPIs, money, projects, figures, networks, colours ---------

# Resolutions; the words of the statuses are those of the sheet.
FOLLOW_UP_STATE_WORDS = {
    "overdue": "เกินกำหนด",
    "open": "ยังไม่ดำเนินการ",
    "in_progress": "กำลังดำเนินการ",
    "done": "เสร็จแล้ว",
    "cancelled": "ยกเลิก",
    "unknown": "ไม่ทราบสถานะ",
}
CLOSED_FOLLOW_UPS = ("done", "cancelled")

# Indicators of the performance agreement, in one round.
KPI_STATE_WORDS = {
    "reached": "ถึงเป้า",
    "not_yet": "ยังไม่ถึง",
    "not_reached": "ไม่ถึงเป้า",
    "not_reported": "ยังไม่รายงาน",
    "not_due": "ยังไม่ครบรอบ",
    "no_target": "ไม่มีเป้า",
    "no_direction": "ไม่ทราบทิศทาง",
    "unusable": "ต้องตรวจค่า",
}
KPI_URGENCY = ("not_reached", "not_reported", "unusable", "not_yet", "no_target", "no_direction")
KPI_URGENCY += ("not_due", "reached")

# Projects in the order in which they are counted; the words of the statuses are those of the sheet.
PROJECT_STATE_WORDS = {
    "late": "ล่าช้า",
    "not_begun": "เลยวันเริ่ม",
    "not_started": "ยังไม่เริ่ม",
    "in_progress": "กำลังดำเนินการ",
    "postponed": "เลื่อน",
    "done": "เสร็จสิ้น",
    "cancelled": "ยกเลิก",
    "unknown": "ไม่ทราบสถานะ",
}
# What matters first: late, then what hasn't begun, then what is unknown; done comes last.
PROJECT_URGENCY = ("late", "not_begun", "in_progress", "unknown", "not_started", "postponed")
PROJECT_URGENCY += ("done", "cancelled")
ON_THE_WAY = ("not_begun", "not_started", "in_progress")

# How a row of spending counts, and what its percent is compared with.
SPENDING_STANDING_WORDS = {
    "counted": "นับแล้ว",
    "older": "มีข้อมูลใหม่กว่า",
    "unsplit_twice": "ยอดรวมที่ไม่แยกงบรายจ่าย มีแถวที่แยกของวันเดียวกันแล้ว",
    "superseded": "มีข้อมูลใหม่กว่าที่แยกงบต่างกัน",
    "incomplete": "ยังไม่ทราบวันที่ เงินจัดสรร หรือเงินที่เบิก",
    "other_year": "วันที่อยู่นอกปีงบประมาณ",
    "future": "วันที่ยังมาไม่ถึง",
}
PACE_WORDS = {
    "stated": "เป้าหมาย",
    "even_pace": "เฉลี่ยตามวัน",
    "mixed": "เป้าหมายปนเฉลี่ยตามวัน",
    "": "เป้าหมาย",
}

# The check of a figure in a report.
FIGURE_VERDICT_WORDS = {
    "right": "ตรง",
    "fraction": "ตรง (พิมพ์เป็นสัดส่วน)",
    "rounding": "ต่างที่การปัดเศษ",
    "wrong": "ไม่ตรง",
    "above_total": "มากกว่ายอดรวม",
    "no_percent": "ไม่ได้กรอกร้อยละ",
    "no_count": "ยังไม่กรอกจำนวน",
    "no_total": "ไม่ทราบยอดรวม",
}

# Networks, the most pressing first; how a school was reached; how a row of support counts.
SILENCE_WORDS = {
    "silent": "เงียบ",
    "never": "ยังไม่มีกิจกรรมในชีต",
    "undated": "มีแต่กิจกรรมไม่ทราบวันที่",
    "planned": "มีแต่แผน",
    "active": "มีกิจกรรม",
}
REACHED_WORDS = {
    "named": "ระบุชื่อโรงเรียนในกิจกรรม",
    "by_network": "ถึงผ่านกิจกรรมของเครือข่าย",
    "not_reached": "ยังไม่ถึง",
}
SUPPORT_LEFT_OUT_WORDS = {
    "repeated": "ซ้ำกับแถวอื่น นับแล้ว",
    "other_year": "กิจกรรมอยู่นอกปีงบประมาณ",
    "unknown_activity": "ไม่พบรหัสกิจกรรม",
    "negative": "มูลค่าติดลบ",
}

# Schools: who takes part, quality colours, best first, why there is none, and where it went.
CLOSED_SCHOOLS = ("closed", "merged")
COLOUR_WORDS = {
    "blue": "น้ำเงิน",
    "green": "เขียว",
    "yellow": "เหลือง",
    "orange": "แสด",
    "red": "แดง",
}
ALARMING = ("orange", "red")
COLOUR_SIGNS = {"red": "▼", "orange": "◆", "yellow": "■", "green": "●", "blue": "▲"}
NO_COLOUR_WORDS = {
    "not_tested": "ยังไม่ได้ทดสอบ",
    "no_row": "ไม่มีแถวผลในชีต",
    "no_band": "ยังไม่มีช่วงสี",
    "invalid": "ตัวเลขขัดกัน ยังไม่นับ",
}
WITHOUT_COLOUR = tuple(NO_COLOUR_WORDS)
MOVE_WORDS = {"better": "ดีขึ้น", "same": "คงเดิม", "worse": "แย่ลง", "unknown": "เทียบ\u2060ไม่\u2060ได้"}
