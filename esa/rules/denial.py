"""Words by which people say that there is no document: they prove nothing and locate nothing.

A cell denies where it, or its last part in brackets or after a dash, is a denial and filler. A
denial inside a name is none: ทะเบียนพัสดุสูญหาย, ไม่พบข้อบกพร่อง, โรงเรียนที่ไม่มีนักเรียน.
Source: docs/rules.md, "Evidence state".
"""

import re
from functools import lru_cache

from esa import thai

_THING = "เอกสาร(?:หลักฐาน|ฉบับจริง)?|หลักฐาน(?:อ้างอิง)?|แฟ้ม|ไฟล์|ต้นฉบับ|ข้อมูล|ลิงก์|ลิงค์|ที่เก็บ|ตัวจริง|เล่ม"
_NOW = "ขณะนี้|ตอนนี้|ปัจจุบัน|เบื้องต้น|หมายเหตุ|ทั้งหมด|แต่"
_DO = (
    "ดำเนินการ|ดำเนินงาน|จัดทำ|จัดเก็บ|จัดหา|จัดส่ง|จัดพิมพ์|รวบรวม|ลงนาม|เสนอ|อนุมัติ|เห็นชอบ|ตรวจสอบ|ตรวจ|"
    "ปรับปรุง|แก้ไข|ขอ|ค้นหา|หา|ติดตาม|สแกน|อัปโหลด|อัพโหลด|แนบ|ส่ง|นำส่ง|เก็บ|ทำ|พิมพ์|ประสาน|สรุป|เขียน|ร่าง"
)
_WAIT = f"{_DO}|เอกสาร|หลักฐาน|ข้อมูล|ผล|คำสั่ง|หนังสือ|ประกาศ|รายงาน|ลายเซ็น|แจ้ง|ยืนยัน|สำเนา"
_STRICT = (  # nothing but filler may follow
    rf"ไม่(?:มี|พบ|เจอ|ทราบ|ปรากฏ|ระบุ)(?:{_THING}|ที่|การ|จัดเก็บ|ใด\s?ๆ|ใดๆ)*",
    r"หา(?:ไม่|ยังไม่)(?:พบ|เจอ)",
    rf"(?:สูญ)?หาย(?:ไป)?|ชำรุด(?:เสียหาย)?|ขาด(?:{_THING})?|ค้าง(?:ส่ง)?",
    r"(?:ส่ง|แนบ|จัดส่ง|เพิ่ม|ตาม)(?:ให้)?(?:ใน)?(?:ภายหลัง|ตามหลัง)",
    rf"ไม่ได้(?:{_DO})?(?:{_THING})*",
)
_OPEN = (  # what follows says more of the same
    r"ยังไม่.*",
    r"ยัง(?:มิได้|ขาด|หา|ค้าง|รอ).*",
    rf"ยัง(?:{_DO}).{{0,20}}ไม่.*",
    rf"อยู่(?:ใน)?ระหว่าง(?:การ)?(?:{_WAIT}|รอ).*",
    rf"(?:ใน)?ระหว่าง(?:การ)?(?:{_DO}).*",
    rf"กำลัง(?:{_DO}|รอ|จะ).*",
    rf"จะ(?:มีการ)?(?:{_DO}|เพิ่ม|มี|ได้|นำ).*",
    rf"รอ(?:การ|ผู้)?(?:{_WAIT})(?!ลาย|เก่า).*",
)
_FILLER = rf"(?:{_NOW}|{_THING}|ๆ|[\s.:*\-–—!]|ค่ะ|ครับ|นะ|แล้ว|อยู่|เพิ่มเติม|จ้า)*"
_DENIAL = re.compile(rf"{_FILLER}(?:(?:{'|'.join(_STRICT)}){_FILLER}|{'|'.join(_OPEN)})")
_LAST_PART = re.compile(r".*(?:[(\[（]([^()\[\]（）]+)[)\]）]|\s[-–—]+\s?(.+)|[–—](.+))\s*")
_YES = "มี มีแล้ว มีครบ ครบ ครบถ้วน ใช่ yes y true ✓ ✔ √ ☑ ✅ / 0 ok โอเค"
_NOTHING = frozenset(_YES.split())


@lru_cache(maxsize=65536)
def denies(text: str | None) -> bool:
    """The text says that there is no document, or not yet."""
    if not text:
        return False
    tidied = thai.tidy(text)[:500]
    if _DENIAL.fullmatch(tidied):
        return True
    last = _LAST_PART.fullmatch(tidied)
    part = next(filter(None, last.groups()), "") if last else ""
    return bool(part.strip()) and _DENIAL.fullmatch(part.strip()) is not None


def locates_nothing(text: str | None) -> bool:
    """The text says "yes" where a place is asked for: มี, ✓, 0."""
    return text is not None and thai.tidy(text).casefold() in _NOTHING
