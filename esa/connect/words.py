"""What the walk-through of Google Sheets says: steps, and the sentence to send to a sheet's owner.

Thai first. Texts of faults stand in problems.toml; here is only what goes to other people.
"""

from collections.abc import Mapping

GUIDE = "docs/connect-google.md"

# Nothing is set up yet: what to prepare, in the order of doing.
PREPARE = f"""\
ยังไม่ได้เชื่อม Google Sheets ทำ 4 ขั้น ราว 10 นาที อ่านทีละขั้นได้ใน {GUIDE}
Google Sheets is not connected yet: four steps, about ten minutes; each is explained in {GUIDE}

1. สร้างบัญชีบริการ: console.cloud.google.com > สร้างโปรเจ็กต์ > เปิดใช้ Google Sheets API และ
   Google Drive API > IAM และผู้ดูแลระบบ > บัญชีบริการ > สร้าง (ไม่ต้องให้บทบาท)
   Make a service account in a Google Cloud project with both APIs enabled; it needs no role.
2. สร้างกุญแจ: เปิดบัญชีบริการ > คีย์ > เพิ่มคีย์ > JSON จะได้ไฟล์ .json หนึ่งไฟล์
   Make a JSON key for it.
3. แชร์สมุดงานของสำนักงานและของทุกกลุ่มให้อีเมลของบัญชีบริการ เป็น ผู้มีสิทธิ์อ่าน
   Share the workbooks of the office and of every group with its e-mail address, as viewer.
4. สั่ง · Run: python -m esa connect --office "ลิงก์สมุดงานของสำนักงาน" --key ไฟล์กุญแจ.json"""

OTHER_WAY = """\
หน่วยงานห้ามสร้างกุญแจ (ข้อความ "Service account key creation is disabled" หรือ
iam.disableServiceAccountKeyCreation) หรือห้ามแชร์ออกนอกหน่วยงาน: ใช้ทางนี้แทน
  เปิดแต่ละชีต > ไฟล์ > ดาวน์โหลด > Microsoft Excel (.xlsx) > วางทุกไฟล์ในโฟลเดอร์เดียว
  แล้วสั่ง python -m esa run โฟลเดอร์   (ได้ทุกหน้าเหมือนกัน ต้องดาวน์โหลดใหม่เมื่อข้อมูลเปลี่ยน)
Where the organisation forbids keys or sharing outside: download each sheet as .xlsx into one
folder and run python -m esa run FOLDER. Every page is the same; download again after changes."""

# code → what to send to whoever owns the sheet; the other codes are none of the owner's business.
TO_OWNER: Mapping[str, str] = {
    "google_forbidden": (
        "เรียนผู้ดูแล{name} แดชบอร์ดของสำนักงานยังอ่านชีตนี้ไม่ได้ ขอให้เปิดชีต กด แชร์ ใส่อีเมล {email} "
        "เลือก ผู้มีสิทธิ์อ่าน แล้วกด แชร์ ลิงก์ชีต: {address}"
    ),
    "google_not_found": (
        "เรียนผู้ดูแล{name} ลิงก์ชีตที่แจ้งไว้เปิดไม่พบ อาจถูกลบหรือคัดลอกมาไม่ครบ ขอลิงก์ปัจจุบันทั้งบรรทัด "
        "และแชร์ให้ {email} เป็น ผู้มีสิทธิ์อ่าน ลิงก์เดิม: {address}"
    ),
    "google_is_xlsx": (
        "เรียนผู้ดูแล{name} ไฟล์นี้เป็น Excel ที่เปิดใน Google Sheets แดชบอร์ดจึงอ่านไม่ได้ ขอให้เปิดไฟล์ เลือก "
        "ไฟล์ > บันทึกเป็น Google ชีต แชร์ชีตใหม่ให้ {email} เป็น ผู้มีสิทธิ์อ่าน แล้วส่งลิงก์ใหม่กลับมา ไฟล์: {address}"
    ),
    "google_folder_link": (
        "เรียนผู้ดูแล{name} ลิงก์ที่แจ้งไว้เป็นโฟลเดอร์ ขอลิงก์ของชีตในโฟลเดอร์นั้น (เปิดชีตแล้วคัดลอกจากช่องที่อยู่) "
        "และแชร์ชีตให้ {email} เป็น ผู้มีสิทธิ์อ่าน ลิงก์เดิม: {address}"
    ),
    "google_published_link": (
        "เรียนผู้ดูแล{name} ลิงก์ที่แจ้งไว้เป็นสำเนาที่เผยแพร่ทางเว็บ ขอลิงก์ของชีตตัวจริง (เปิดชีตแล้วคัดลอกจากช่องที่อยู่) "
        "และแชร์ชีตให้ {email} เป็น ผู้มีสิทธิ์อ่าน"
    ),
    "google_other_document": (
        "เรียนผู้ดูแล{name} ลิงก์ที่แจ้งไว้ไม่ใช่ Google Sheets ขอลิงก์ของชีตที่กรอกข้อมูล "
        "และแชร์ชีตให้ {email} เป็น ผู้มีสิทธิ์อ่าน ลิงก์เดิม: {address}"
    ),
    "google_link_error": (
        "เรียนผู้ดูแลสมุดสำนักงาน ช่อง ลิงก์ชีตของกลุ่ม ของ{name} แสดงข้อผิดพลาดของสูตร "
        "ขอให้แก้สูตรหรือวางลิงก์ชีตในช่องนั้นโดยตรง และแชร์ชีตให้ {email} เป็น ผู้มีสิทธิ์อ่าน"
    ),
    "google_bad_address": (
        "เรียนผู้ดูแล{name} ลิงก์ชีตที่แจ้งไว้อ่านไม่ได้ ขอให้เปิดชีต คัดลอกลิงก์ทั้งบรรทัดจากช่องที่อยู่ ส่งกลับมา "
        "และแชร์ชีตให้ {email} เป็น ผู้มีสิทธิ์อ่าน ลิงก์เดิม: {address}"
    ),
}


def to_owner(code: str, name: str, email: str, address: str) -> str:
    """The Thai sentence to send to the owner of a sheet; "" where the owner can do nothing.

    name: of the workbook; email: of the service account, whole.
    """
    sentence = TO_OWNER.get(code, "")
    return sentence.format(name=name, email=email, address=address)
