"""The words of the rules, once: codes as rules give them back, and their Thai.

Whoever needs another Thai word for its own sentence writes the sentence; nobody types the codes of
a whole vocabulary again.
"""

# --- readings: by what the groups attached, and by what another group checked ---

REPORTED, VERIFIED = READINGS = ("reported", "verified")
READING_WORDS = {REPORTED: "ตามที่รายงาน", VERIFIED: "ตามที่ตรวจแล้ว"}
CLEAR_WORDS = {REPORTED: "หลักฐานชัดเจน", VERIFIED: "หลักฐานที่ตรวจแล้ว"}  # what is clear in it

# --- documents ---

NONE, PROMISED, ATTACHED, CHECKED = STATES = ("none", "promised", "attached", "checked")
CLEAR = {REPORTED: (ATTACHED, CHECKED), VERIFIED: (CHECKED,)}  # states that prove a point
SELF_CHECKED = "self_checked"  # attached, and checked by its own group
UNREAD = "unread"  # what may prove it is written and can't be read
UNKNOWN = "unknown"  # nobody wrote anything, or the words name no document
DOCUMENT_WORDS = {
    NONE: "ยังไม่มี",
    PROMISED: "มีแต่ชื่อ",
    ATTACHED: "แนบแล้ว",
    SELF_CHECKED: "กลุ่มตรวจเอง",
    CHECKED: "ตรวจแล้ว",
}
STATE_WORDS = {state: DOCUMENT_WORDS[state] for state in STATES} | {UNKNOWN: "ยังไม่มีข้อมูล"}
STATE_WORDS |= {UNREAD: "อ่านไม่ได้"}
STATE_SYMBOLS = {NONE: "○", PROMISED: "◐", ATTACHED: "●", CHECKED: "✓", UNKNOWN: "?", UNREAD: "?"}

# What keeps a document from the next state.
TITLE, PLACEHOLDER, LOCATOR, CHECK = LACKS = ("title", "placeholder", "locator", "check")
LACKS_WORDS = {
    TITLE: "ยังไม่ได้กรอกชื่อเอกสาร",
    PLACEHOLDER: "ช่องชื่อเอกสารมีแต่จุดไข่ปลา",
    LOCATOR: "มีแต่ชื่อ ขาดลิงก์หรือที่เก็บ",
    CHECK: "ยังไม่มีกลุ่มอื่นตรวจ",
}

# Worth a look; they never change a state.
OTHER_YEAR, SHARED_LINK = WORTH_A_LOOK = ("other_year", "shared_link")
WARNING_WORDS = {
    OTHER_YEAR: "เป็นของปีงบประมาณอื่น",
    SHARED_LINK: "ลิงก์เดียวใช้กับหลายประเด็นหรือหลายตัวบ่งชี้",
    PLACEHOLDER: "มีจุดไข่ปลา",
}

# --- points: in one reading ---

POINT_OUTCOMES = ("clear", "missing", UNKNOWN)

# --- indicators ---

LEVELS = (1, 2, 3, 4, 5)
OUTCOMES = ("level", "at_least", "locked", "incomplete", "no_rubric", "no_total", "gap", "overlap")
LEVEL, AT_LEAST, LOCKED, INCOMPLETE, NO_RUBRIC, NO_TOTAL, GAP, OVERLAP = OUTCOMES
WITH_LEVEL = (LEVEL, AT_LEAST)
ON_THE_SCALE = (*WITH_LEVEL, LOCKED)  # locked: a provisional level, where there is one
WITHOUT_LEVEL_WORDS = {
    LOCKED: "ยังไม่ผ่านเงื่อนไขก่อนให้ระดับ",
    INCOMPLETE: "ข้อมูลยังไม่ครบ",
    NO_RUBRIC: "ยังไม่ได้กรอกเกณฑ์",
    NO_TOTAL: "ยังไม่ได้กรอกจำนวนประเด็น",
    GAP: "เกณฑ์มีช่องว่าง",
    OVERLAP: "เกณฑ์ซ้อนกัน",
}
# As one value among others in a table; in place of the rail; why no action leads to a next level.
OUTCOME_WORDS = {
    LEVEL: "ได้ระดับ",
    AT_LEAST: "อย่างน้อย",
    LOCKED: "ยังให้ระดับไม่ได้",
    INCOMPLETE: "ข้อมูลยังไม่ครบ",
    NO_RUBRIC: "ยังไม่ได้กรอกเกณฑ์",
    NO_TOTAL: "ยังไม่ได้กรอกจำนวนประเด็น",
    GAP: "ไม่มีเกณฑ์รองรับ",
    OVERLAP: "เกณฑ์ซ้อนกัน",
}
NO_RAIL_WORDS = {
    NO_RUBRIC: "ยังไม่ได้กรอกเกณฑ์",
    NO_TOTAL: "ยังไม่ได้กรอกจำนวนประเด็น",
    GAP: "ไม่มีเกณฑ์รองรับ",
    OVERLAP: "เกณฑ์ซ้อนกัน",
}
NO_NEXT_LEVEL_WORDS = {
    INCOMPLETE: "ข้อมูลไม่ครบทุกประเด็น จึงยังสรุประดับไม่ได้",
    NO_RUBRIC: "ยังไม่ได้กรอกเกณฑ์",
    NO_TOTAL: "ยังไม่ได้กรอกจำนวนประเด็น",
    GAP: "เกณฑ์ระดับในชีตมีช่องว่าง",
    OVERLAP: "เกณฑ์ระดับในชีตซ้อนกัน",
    AT_LEAST: "ยังไม่ได้กรอกเกณฑ์ระดับถัดไป",
    LEVEL: "ไม่มีระดับถัดไปในเกณฑ์",
    LOCKED: "ต้องดำเนินการให้ครบทุกประเด็นก่อน",
}

# --- what to do next ---

GATE, EVIDENCE, REPORT = STAGES = ("gate", "evidence", "report")
STAGE_UNITS = {GATE: "เรื่อง", EVIDENCE: "ประเด็น", REPORT: "ประเด็น"}  # what its actions count
# Of one document: the less is left to do, the earlier.
NEAREST_FIRST = ("make_readable", "get_checked", "add_locator", "replace_placeholder")
NEAREST_FIRST += ("add_document",)
MAKE_READABLE, GET_CHECKED, ADD_LOCATOR, REPLACE_PLACEHOLDER, ADD_DOCUMENT = NEAREST_FIRST
CARRY_OUT, SEND_REPORT, CONFIRM_CONDITION = "carry_out", "report", "confirm_condition"
ADD_CRITERIA, NAME_LEAD = "add_criteria", "name_lead"
ACTION_WORDS = {
    CARRY_OUT: "ดำเนินการให้เสร็จ",
    CONFIRM_CONDITION: "ยืนยันเงื่อนไข",
    SEND_REPORT: "รายงานการดำเนินงาน",
    ADD_CRITERIA: "เพิ่มประเด็นในชีต",
    MAKE_READABLE: "แก้ช่องที่อ่านไม่ได้",
    GET_CHECKED: "ให้กลุ่มอื่นตรวจ",
    ADD_LOCATOR: "เติมลิงก์หรือที่เก็บ",
    REPLACE_PLACEHOLDER: "กรอกชื่อเอกสารจริง",
    ADD_DOCUMENT: "แนบหลักฐาน",
}
ACTION_IN_FULL = {
    CARRY_OUT: "ดำเนินการให้เสร็จ แล้วเปลี่ยนสถานะการดำเนินการ",
    SEND_REPORT: "รายงานสถานะการดำเนินการ",
    CONFIRM_CONDITION: "ยืนยันว่าผ่านเงื่อนไขเพิ่มเติม",
    ADD_CRITERIA: "พิมพ์ประเด็นที่ยังขาดลงในชีต",
    MAKE_READABLE: "แก้ช่องที่กรอกไว้แล้วแต่อ่านไม่ได้",
    GET_CHECKED: "ให้กลุ่มอื่นตรวจ แล้วกรอกวันที่ กลุ่ม และตำแหน่งผู้ตรวจ",
    ADD_LOCATOR: "เติมลิงก์หรือที่เก็บของเอกสาร",
    REPLACE_PLACEHOLDER: "พิมพ์ชื่อเอกสารแทนจุดไข่ปลา พร้อมลิงก์หรือที่เก็บ",
    ADD_DOCUMENT: "เพิ่มเอกสาร พร้อมลิงก์หรือที่เก็บ",
}

# --- criteria of editions that count desired conditions ---

REACHED, NOT_REACHED, OPEN, NO_TARGET = TARGETS = ("reached", "not_reached", "open", "no_target")
TARGET_WORDS = {
    REACHED: "บรรลุเป้าหมาย",
    NOT_REACHED: "ยังไม่บรรลุเป้าหมาย",
    OPEN: "ยังสรุปไม่ได้",
    NO_TARGET: "ยังไม่มีค่าเป้าหมายเป็นตัวเลข",
}
UNIT_WORDS = {"conditions": "ข้อ", "percent": "ร้อยละ", "sides": "ด้าน", "count": "จำนวน"}

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
    "reached": "บรรลุเป้าหมาย",
    "not_yet": "ยังไม่บรรลุ",
    "not_reached": "ไม่บรรลุเป้าหมาย",
    "not_reported": "ยังไม่รายงาน",
    "not_due": "ยังไม่ครบรอบ",
    "no_target": "ไม่มีเป้าหมาย",
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
    "silent": "ไม่มีกิจกรรม",
    "never": "ยังไม่มีกิจกรรมในชีต",
    "undated": "มีแต่กิจกรรมไม่ทราบวันที่",
    "planned": "มีแต่แผน",
    "active": "มีกิจกรรม",
}
REACHED_WORDS = {
    "named": "ระบุชื่อโรงเรียนในกิจกรรม",
    "by_network": "ถึงผ่านกิจกรรมของเครือข่าย",
    "not_reached": "ยังไปไม่ถึง",
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
COLOUR_SIGNS = {"red": "⬟", "orange": "◆", "yellow": "■", "green": "⬢", "blue": "●"}
NO_COLOUR_WORDS = {
    "not_tested": "ยังไม่ได้ทดสอบ",
    "no_row": "ไม่มีแถวผลในชีต",
    "no_band": "ยังไม่มีช่วงสี",
    "invalid": "ตัวเลขขัดกัน ยังไม่นับ",
}
WITHOUT_COLOUR = tuple(NO_COLOUR_WORDS)
MOVE_WORDS = {"better": "ดีขึ้น", "same": "คงเดิม", "worse": "แย่ลง", "unknown": "เทียบ\u2060ไม่\u2060ได้"}
