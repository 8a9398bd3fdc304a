"""The words of the rules on the standards, once: codes as rules give them back, and their Thai.

Whoever needs another Thai word for its own sentence writes the sentence; nobody types the codes of
a whole vocabulary again.
"""

# --- readings: by what the groups attached, and by what another group checked ---

REPORTED, VERIFIED = READINGS = ("reported", "verified")
READING_WORDS = {REPORTED: "ตามที่รายงาน", VERIFIED: "ตามที่ตรวจแล้ว"}

# --- documents ---

NONE, PROMISED, ATTACHED, CHECKED = STATES = ("none", "promised", "attached", "checked")
CLEAR = {REPORTED: (ATTACHED, CHECKED), VERIFIED: (CHECKED,)}  # states that prove a point
SELF_CHECKED = "self_checked"  # attached, and checked by its own group
UNKNOWN = "unknown"  # nobody wrote anything, or the words name no document
DOCUMENT_WORDS = {
    NONE: "ยังไม่มี",
    PROMISED: "มีแต่ชื่อ",
    ATTACHED: "แนบแล้ว",
    SELF_CHECKED: "กลุ่มตรวจเอง",
    CHECKED: "ตรวจแล้ว",
}
STATE_WORDS = {state: DOCUMENT_WORDS[state] for state in STATES} | {UNKNOWN: "ยังไม่มีข้อมูล"}
STATE_SYMBOLS = {NONE: "○", PROMISED: "◐", ATTACHED: "●", CHECKED: "✓", UNKNOWN: "?"}

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
    NO_RUBRIC: "ยังไม่มีเกณฑ์",
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
    NO_RUBRIC: "ยังไม่มีเกณฑ์",
    NO_TOTAL: "ยังไม่มีจำนวนประเด็น",
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
    NO_RUBRIC: "ยังไม่มีเกณฑ์ระดับคุณภาพ",
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
NEAREST_FIRST = ("get_checked", "add_locator", "replace_placeholder", "add_document")
GET_CHECKED, ADD_LOCATOR, REPLACE_PLACEHOLDER, ADD_DOCUMENT = NEAREST_FIRST
CARRY_OUT, SEND_REPORT, CONFIRM_CONDITION = "carry_out", "report", "confirm_condition"
ADD_CRITERIA, NAME_LEAD = "add_criteria", "name_lead"
ACTION_WORDS = {
    CARRY_OUT: "ดำเนินการให้เสร็จ",
    CONFIRM_CONDITION: "ยืนยันเงื่อนไข",
    SEND_REPORT: "รายงานการดำเนินงาน",
    ADD_CRITERIA: "เพิ่มประเด็นในชีต",
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
    GET_CHECKED: "ให้กลุ่มอื่นตรวจ แล้วกรอกวันที่ กลุ่ม และตำแหน่งผู้ตรวจ",
    ADD_LOCATOR: "เติมลิงก์หรือที่เก็บของเอกสาร",
    REPLACE_PLACEHOLDER: "พิมพ์ชื่อเอกสารแทนจุดไข่ปลา พร้อมลิงก์หรือที่เก็บ",
    ADD_DOCUMENT: "เพิ่มเอกสาร พร้อมลิงก์หรือที่เก็บ",
}

# --- criteria of editions that count desired conditions ---

REACHED, NOT_REACHED, OPEN, NO_TARGET = TARGETS = ("reached", "not_reached", "open", "no_target")
TARGET_WORDS = {
    REACHED: "ถึงค่าเป้าหมาย",
    NOT_REACHED: "ยังไม่ถึงค่าเป้าหมาย",
    OPEN: "ยังสรุปไม่ได้",
    NO_TARGET: "ยังไม่มีค่าเป้าหมายเป็นตัวเลข",
}
UNIT_WORDS = {"conditions": "ข้อ", "percent": "ร้อยละ", "sides": "ด้าน", "count": "จำนวน"}
