"""Names of persons, their numbers and LINE IDs in running text, found without word boundaries.

Inside, a title counts as a whole token only (esa.reading.personal); outside it counts glued to Thai
as well, and what is glued behind it goes along: nothing tells where a name ends. What stays are
words that hold a title by chance, posts, ผอ. before an organisation, and names of the office's own
registers, which are handed in. Titles alone are so forgiving: numbers and LINE IDs go in any case.
Source: docs/rules.md, "Links for the committee".
"""

import re
from collections.abc import Iterable, Iterator

from esa import thai
from esa.reading.personal import is_citizen_id
from esa.share.addresses import plain_places

PERSON, PHONE, CITIZEN, LINE = "(ชื่อบุคคล)", "(เบอร์โทร)", "(เลขประจำตัว)", "(ไลน์)"

_T = "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai letters, vowels and marks
_FIRST = "[ก-ฮเ-ไA-Za-z]"  # what a name can begin with
_REST = rf"[{_T}\w.'’\-]"
_GAP = r"[ \u00a0]{0,2}"
_WORD = rf"{_FIRST}{_REST}*"

# --- titles -----------------------------------------------------------------------------------

# What shows that a word before it is no name: the end, a sign, or what a sentence goes on with.
_SURE = (
    rf"\s?(?:$|[^\s{_T}A-Za-z(]|และ|หรือ|ที่|ของ(?!ขวัญ)|ใน|ประจำ|ผู้|ชั้น|คน|ฝ่าย|จาก|ระดับ|ตำรวจ|เวร|ต้อง|ได้รับ|ให้|ไทย"
    "|เป็น|ตาม|รุ่น|จำนวน|นักเรียน|โรงเรียน|กลุ่ม|ละคร|ถวาย|แก้บน|จำแลง|จักรวาล|สัญญาบัตร|ประทวน|พระธรรมนูญ|เรือ(?!ง))"
)
_POSTS = (  # นาย and one of these is a post
    "อำเภอ|ทะเบียน|ช่าง|สัตวแพทย์|จ้าง|สถานี|หน้า|เวร|ด่าน|ไปรษณีย์|ประกันสังคม|แบบ|หนังตะลุง"
    "|แพทย์(?:สาธารณสุข|ประจำ|ผู้|ชำนาญ|เชี่ยวชาญ|ปฏิบัติ|ทหาร|ใหญ่)"
    f"|(?:พล|พัน|เรือ|ประตู|ธนาคาร|โรง|หนัง|ทหาร|ตำรวจ|ประกัน|ร้อย|ตรวจ|สิบ|สนาม|ทุน|พราน|ท้าย|หมวด|หมู่|แพทย์)(?={_SURE})"
    rf"|ก(?=\s?(?:เทศ|อบ\.?[ตจ](?![{_T}])|อ\.|องค์|เมือง|สมาคม|รัฐ|เหล่า|สโมสร|สภา|กอง|พุทธ|ท[ตม]|ฯ)"
    rf"|\.\s?(?:อบ|อ\.|ท[ตมน]|เทศ|องค์|เมือง|สมาคม|รัฐ|เหล่า|สโมสร|สภา|กอง|พุทธ)|[^{_T}\w.]|$)"
)
_NO_LADY = (  # นาง and one of these
    f"พยาบาล|แบบ|สาวไทย|กวัก|สนม|ละคร|โชว์|เงือก|พญา|เลิ้ง|(?:งาม|ฟ้า|เอก|รำ|นพมาศ|สงกรานต์)(?={_SURE})"
)
_NO_CHILD = (  # เด็กชาย, เด็กหญิง and one of these are children, not a child
    "และ|หรือ|อายุ|ที่|จำนวน|ของ(?!ขวัญ)|ทุก|ระดับ|ชั้น|อนุบาล|กลุ่ม|ต่ำ|ไม่|ด้อย|ยากจน|กำพร้า|มัธยม|ประถม|ดีเด่น|เข้า|ต้อง"
    "|แม่|ขอบ|เด็ก|แดน(?:ภาค|ใต้)|ได้รับ|วัย(?:เรียน|รุ่น|ใส)|มี(?:ความ|พฤติ|ปัญหา|สิทธิ|ส่วน|จำนวน|ผล|น้ำหนัก|ภาวะ|ทักษะ)"
    "|ใน(?:โรง|สถาน|ระดับ|วัย|ชุมชน|เขต|พื้น|ศูนย์|ครอบ|อำเภอ|จังหวัด|โครงการ)|ร่วม(?:กิจ|กัน|โครงการ|แข่ง)"
    f"|(?:ไทย|วัย|คน|ทีม|คู่|เดี่ยว|ใน|มี)(?={_SURE})"
)
_ORGANISATION = (  # ผอ. and one of these is no person
    r"โรงเรียน|รร|ร\.|รมน|สพ[ปมฐ]|เขต(?!ต)|สำนัก|กลุ่ม|กอง(?:การ|คลัง|ช่าง|แผน|ทุน|พัน|บิน|สาธา|สวัสดิ|ส่ง)|ศูนย์|หน่วย|วิทยาลัย|สถาน"
    r"|โรงพยาบาล|รพ(?!ี)|บ้าน|วัด|ชุมชน|อนุบาล|นิคม(?:สร้าง|พัฒนา|อุต)|กศน|สกร\.?\s|เครือข่าย|ฝ่าย|ส่วน(?:กลาง|ราชการ|แผน)"
    "|ทุก|ทั้ง|และ|หรือ|ที่|ของ|ใน|ประจำ|แต่ละ|พร้อม|กับ|เป็น|ได้|ต้อง|ไม่|สั่ง|อนุมัติ|ชำนาญการ|เชี่ยวชาญเฉพาะ|ผู้|คน(?:ละ|ที่|ใหม่|เก่า|แรก|เดียว)|ระดับ|เรื่อง|อำเภอ"
    "|ตำบล|จังหวัด|ครั้ง|โดย|เพื่อ(?!น)|ดำเนิน|ประชุม(?!\\s)|รายงาน|มอบ|ให้(?:ความ|ข้อ|การ|นโยบาย|ครู)|แจ้ง(?:ให้|ที่|ว่า|เวียน|ผล)"
    "|จะ(?:ต้อง|มา|เป็น|ไป|ได้)|ลง(?:นาม|พื้นที่|วันที่)|ขอ(?:ให้|ความ|อนุ|เชิญ|ข้อ)|เห็น(?:ชอบ|ว่า|ด้วย|ควร)|มี(?:ส่วน|หน้า|ความ|มติ)"
    "|ร่วม(?:กับ|ประชุม|กิจ)|นำ(?:เสนอ|คณะ|ทีม)"
)
_INNOCENT = (  # words that hold a title by chance
    "ทนายความ|ทนาย(?=อาสา)|ทำนาย(?=ผล|ทาย|อนาคต|แนวโน้ม|ฝัน|โชค|ค่า|คะแนน)|มิถุนายน|(?:พระ|พี่)นาง(?:เจ้า|เธอ)|(?:พัฒ|สัมม|เสว|ศาส)นา(?=ยก|ยอด|งบ)|ขุนนาง|นิ้วนาง|เล็บมือนาง|แม่ย่านาง|เกาะนางคำ"
    r"|นกนาง(?:นวล|แอ่น)|หอยนางรม|(?:อำเภอ|อ\.\s?)นางรอง|น\.\s?ส\.\s?พ\.(?!\s?[ก-ฮเ-ไ])|(?:สพ[ปม]|จ)\.\s?นพ\.|อุดร\."
)
_RANK = (
    r"(?:ร\.\s?ต|พ\.\s?ต|พล\.\s?ต|ส\.\s?ต)\.\s?[อทตจ]\.|จ\.\s?ส\.\s?[ตอท]\.|ด\.\s?ต\.|พ\.\s?จ\.\s?[อทต]\."
    r"|(?:ร้อย|พัน|พล|สิบ)ตำรวจ(?:เอก|โท|ตรี|จัตวา)|(?:จ่าสิบ|ดาบ)ตำรวจ|จ่าสิบ(?:เอก|โท|ตรี)|ว่าที่\s?(?:ร้อย(?:ตรี|โท|เอก)"
    r"|พัน(?:ตรี|โท|เอก)|[รพ]\.\s?[ตทอ]\.)"
)
_SHORT_RANK = (  # may stand for something else: a name and a family name must follow
    r"(?<![ก-ฮ]\.)(?:[รพน]\.\s?[ตทอ]\.|พล\.\s?[ตทอ]\.|ส\.\s?[ตอ]\.|จ\.\s?[อท]\."
    r"|(?:ร้อย|พัน|พล|สิบ|เรือ|นาวา|พันจ่า|จ่า)(?:อากาศ)?(?:เอก|โท|ตรี))"
)
_SIR = (  # คุณ as well, where it is no part of a word
    rf"(?<!พระ)(?<!บุญ)(?<!ขอบ)(?<!แทน)คุณ(?!ภาพ|ธรรม|ครู|วุฒิ|สมบัติ|ลักษณะ|ค่า|ประโยชน์|พ่อ|แม่|ประการ|โทษ|ของ|และ|ตา(?![{_T}])|ยาย|หมอ"
    rf"|เป็น|ที่|ต่อ(?:การ|ผู้|ทุก|ประเทศ|แผ่นดิน|สังคม|[^{_T}])|ให้|ใน|า|ู|หญิง)"
)
_TEACHER = (  # ครู and ศน. before a name: no post, subject or what a sentence goes on with
    rf"(?<!พระ)(?<!วัน)(?<!ไหว้)(?<!บูชา)ครู(?={_FIRST})(?!ผู้|อัตรา|พี่|จ้าง|ช่วย|ใหญ่|น้อย|สอน|ประจำ|ชำนาญ|เชี่ยว|วิ|เวร|ฝึก|ปฐม|ประถม|มัธยม"
    "|อนุบาล|แนะแนว|ภาษา|คณิต|สังคม|ศิลป|ดนตรี|นาฏ|พล|สุข|สาย|การ|คอม|อังกฤษ|ไทย|จีน|เคมี|ฟิสิกส์|ชีว|เกษตร|ช่าง|บรรณ|พัสดุ|ธุรการ|นิเทศ"
    "|ภูมิ|บุคลากร|นักเรียน|โรงเรียน|ศูนย์|กศน|ตชด|กลุ่ม|แกน|ต้นแบบ|แห่ง|รุ่น|ระดับ|จำนวน|ดี|เก่ง|คน|ทุก|ทั้ง|และ|หรือ|ใน|ที่|ของ|จาก|กับ"
    "|เป็น|ได้|ต้อง|ไม่|มี|ร่วม|ให้|เพื่อ|เข้า|รับ|อบรม|ต่าง|ต่อ|ตาม|ตั้ง|จัด|จะ|ไป|มา|ยัง|เพียง|เกิน|ขาด|ครบ|เกษียณ|บรรจุ|ย้าย|ออก|พัฒนา|ประเมิน"
    "|ใหม่|เก่า|อาสา|จิต|สภา|พระ(?:สอน|วิทยา)|ซึ่ง|โดย|แล้ว|นำ|แต่ละ|หลัก|ร้อย|สามารถ|ควร|ปีละ|ก่อน|หลัง|ระหว่าง|ขึ้น|ลง|พร้อม|ปฏิบัติ|ทำ|ใช้|สร้าง|ส่ง|ถ่าย|เยี่ยม|เครือข่าย)"
    r"|(?<!ก)ศน\.(?!\s?(?:ประจำ|ทุก|และ|หรือ|ผู้|ที่|ของ|ใน|เขต|กลุ่ม|จำนวน|ลง|นิเทศ|เยี่ยม|ออก|รับ|ดำเนิน|ร่วม|เป็น|เครือข่าย|อำเภอ"
    "|สพ|ชำนาญ|เชี่ยว|พร้อม|แต่ละ|ได้|ให้|ต้อง|จัด|ติดตาม|มี|รายงาน|ประเมิน|สังกัด|คน|ทั้ง|กับ|ไป|ดูแล|พัฒนา|สอน|ส่ง|ตรวจ|ไทย|คณิต|วิทย|สังคม|อังกฤษ|ปฐมวัย|ประถม|ศิลป|สุขศึก|พล|การงาน|ภาษา))"
)
_TITLE = (
    rf"นาย(?!{_POSTS})|นางสาว(?!ไทย)|นาง(?!สาว(?![ัิีึืุู็่้๊๋์])|{_NO_LADY})|น\.\s?ส\.(?!\s?\d)|(?<![{_T}])นส\.(?!\s?\d)|นส\.(?!\s?(?:\d|[ก-ฮ]\.))"
    rf"|ด\.\s?[ชญ]\.|ด[ชญ]\.|เด็ก(?:ชาย|หญิง)(?!\s?(?:{_NO_CHILD}))|ดร\.|[ผร]ศ\.|ศ\.\s?ดร\.|น\.\s?พ\.|[นท]พ\.(?!\s?[ก-ฮ]\.)|พญ\."
    r"|ม\.\s?(?:ล|ร\.\s?ว)\.|หม่อม(?:หลวง|ราชวงศ์)|คุณหญิง|พระครู(?!สงฆ์)"
    rf"|พระมหา(?!กษัตริย์|กรุณา|ธาตุ|ราช|ชนก|จักร|เจดีย์|มงคล|วิหาร|ภูมิพล|วชิรา|พิชัย|คัมภีร์)|(?:{_RANK})(?:\s?หญิง(?=\s))?"
)
# Behind a title, or between name and family name: no part of a name.
_STOPS = (
    "ตำแหน่ง|ผอ\\.|นักเรียน|โรงเรียน|ร\\.ร|รร\\.|อายุ|เพื่อ(?!น)|กรรมการ|ศึกษานิเทศก์|โทร|เบอร์|สังกัด|สพป|อำเภอ|ตำบล"
    "|เมื่อ|อนุบาล|ประถม|มัธยม|จำนวน|เรื่อง(?!ลือ)|วันที่|ผู้(?:อำนวย|ช่วย|สอน|บริหาร|เรียน|ปกครอง|แทน|รับ|จัด|เข้า|มี|ได้|เป็น|ที่|เชี่ยว|ชำนาญ|ทรง|ว่า)"
    "|ประธาน(?:กรรม|คณะ|ศูนย์|เครือ|สภา)|หัวหน้า(?:กลุ่ม|ฝ่าย|งาน|สถาน|ส่วน|ศูนย์)|ชั้น(?:ป|ม|อ|เรียน|\\s)|เข้า(?:ร่วม|รับ|ประชุม|อบรม|แข่ง)|รับ(?:ราชการ|ผิดชอบ|รางวัล|ทุน|การ|มอบ)"
    "|ร่วม(?:กับ|กิจ|แข่ง|ประชุม)|รอง(?:ผ|ประธาน|หัวหน้า|ศึกษา)|ครู(?:ผู้|ชำ|โรง|ประจำ|สอน|อัตรา|วิชา|ช่วย|พี่)"
    "|เป็น(?:กรรม|ประธาน|ผู้|วิทยา|ครู|หัว|ตัว|คณะ)|ได้(?:รับ|คะแนน|เหรียญ|ที่|เข้า)|ที่(?:ได้|มี|เป็น|ปรึกษา)|จาก(?:โรง|สำนัก|สพ)"
    "|ใน(?:ฐานะ|ตำแหน่ง|การ|วัน|โครงการ|ปี|สังกัด|ระดับ|เรื่อง)|ของ(?:โรง|สำนัก|สพ|กลุ่ม|เขต)|กลุ่ม(?:สาระ|งาน|นิเทศ|บริหาร|อำนวย"
    "|นโยบาย|ส่งเสริม|พัฒนา)|ทั้ง(?:หมด|นี้|สอง)|ลง(?:วันที่|นาม)|โดย(?:มี|ให้|การ|คณะ)|และ(?:คณะ|ครู)|หรือผู้|กับคณะ|(?i:mrs?|ms|miss|dr|prof)\\b"
    "|(?:และ|หรือ|กับ|ครู|เป็น|ได้|ที่|จาก|ใน|ของ|เข้า|รับ|ร่วม|รอง|กลุ่ม|โดย|ทั้ง|ลง)"
    rf"(?:(?![{_T}\w])|(?={_TITLE}))"
)
_INITIAL = r"(?:[ก-ฮ]\.\s?)?"
_NAMED = rf"{_GAP}{_INITIAL}(?!{_STOPS}){_WORD}"
_FAMILY = (
    rf"(?:{_GAP}\([^()\n]{{1,24}}\))?"  # what somebody is called
    rf"(?:[ \u00a0]{{1,2}}(?!{_STOPS})(?!(?:{_TITLE}){_GAP}{_FIRST})"
    rf"(?:(?:ณ|แซ่)[ \u00a0]{{1,2}})?{_WORD}(?:[ \u00a0]{{1,2}}ณ[ \u00a0]{{1,2}}{_WORD})?)"
)
_LATIN = (
    r"(?<![A-Za-z])(?:(?i:mr|mrs|dr|prof|miss)\.|Ms\.|(?:Mr|Mrs|Ms|Miss)(?=\s+[A-Zก-ฮ]))"
    rf"\s{{0,2}}{_WORD}(?:(?:\s(?!(?i:mrs?|ms|miss|dr|prof)\b)[A-Z][{_T}\w.'’\-]*){{1,2}}|(?:{_FAMILY})?)"
)
_PERSON = re.compile(
    rf"(?P<innocent>{_INNOCENT})"
    rf"|(?P<head>(?:รอง\s?)?ผอ\.{_GAP}(?!(?:{_ORGANISATION}))(?={_FIRST}))(?P<who>{_WORD})(?:{_FAMILY})?"
    rf"|(?:{_TITLE}){_NAMED}(?:{_FAMILY})?"
    rf"|(?:{_SHORT_RANK}(?:\s?หญิง(?=\s))?|{_SIR}|{_TEACHER}){_NAMED}{_FAMILY}"
    rf"|{_LATIN}"
)
# --- numbers and LINE -------------------------------------------------------------------------

_LINE_ID = re.compile(
    r"(?:(?<![A-Za-z])(?:line|ไลน์)|ไอดี\s?ไลน์|(?<![A-Za-z])id\s?line)\s?(?:official|oa)?\s?"
    r"(?:(?:(?<![A-Za-z])id|ไอดี)\s?[:=：]?|[:=：]|(?=@)|(?=[a-z0-9._\-]*[0-9._\-][a-z0-9]))\s{0,2}"
    rf"@?[A-Za-z0-9][\w.\-{_T}]{{2,40}}",
    re.IGNORECASE,
)
_SEP = r"[ \-–.]?"
_CALLED = re.compile(  # after "โทร" any number of six digits or more is one to call
    r"(?P<word>(?:โทร(?:ศัพท์|สาร)?|เบอร์(?:โทร)?|มือถือ|(?<![A-Za-z])(?:tel|phone|fax|mobile))\.?\s?:?\s?)"
    r"\+?[0-9(][0-9() \-–.]{4,}[0-9]",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?<![0-9])(?<![0-9][.,/])(?:\+?66{_SEP}\(?0?\)?|\(?0){_SEP}"
    rf"(?:[689](?:[ \-–.()]{{0,2}}[0-9]){{8}}|[2-7](?:\)?{_SEP}[0-9]){{7}})(?![0-9])"
    r"(?!/[0-9]{1,4}(?![0-9]))"
)
_THIRTEEN = re.compile(r"(?<![0-9])(?<![0-9][.,])[0-9](?:[ \-–]?[0-9]){12}(?![0-9])(?![.,][0-9])")
# A quick look: most texts have nothing of the kind. Each of these words begins with a letter of its
# own, not with a set of letters: only then does re skip over all letters that none begins with.
_WORDS = re.compile(
    r"นาย|นาง|ครู(?=[ก-ฮเ-ไA-Za-z])|ศน\.|เด็ก|คุณ|ดช|ดญ|ด\s?\.|ดร|หม่อม|พระ|ว่าที่|ตำรวจ|เอก|โท|ตรี|ผอ|ไลน์|"
    r"ส\.|ศ\.|พ\.|ญ\.|ม\.|ต\.|อ\.|ท\.|ร\.|น\.|จ\.|"
    r"M[RrSsIi]|m[RrSsIi]|D[Rr]|d[Rr]|P[Rr]|p[Rr]|L[Ii][Nn][Ee]|l[Ii][Nn][Ee]"
)
_SIGNS = re.compile(  # six digits, or a letter that is none of ours
    rf"[^ -/:-~{_T}](?:(?<=[^ -~{_T}๐-๙])|(?:[^A-Za-z0-9๐-๙]{{0,2}}[0-9๐-๙]){{5}})"
)


class Known:
    """Names of the office's own registers: where they stand, a title is a part of a name."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        said = {" ".join(name.split()) for name in names if name}
        self._names = tuple(sorted((name for name in said if len(name) > 4), key=len, reverse=True))
        held = [re.escape(n) for n in self._names if _WORDS.search(n) and _PERSON.search(n)]
        self._pattern = re.compile("|".join(held)) if held else None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where names stand that hold a title."""
        return [found.span() for found in self._pattern.finditer(text)] if self._pattern else []

    def stands(self, text: str, at: int) -> bool:
        """Whether a name of the registers stands there."""
        return text.startswith(self._names, at)


NOBODY = Known()


def without_persons(text: str, known: Known = NOBODY) -> str:
    """The text with "(ชื่อบุคคล)" and the like in place of persons, their numbers and LINE IDs."""
    if not (_WORDS.search(text) or _SIGNS.search(text)):
        return text
    for find in (_line_ids, _numbers, lambda plain: _persons(plain, known)):
        text = _replaced(text, find)
    return text


def _replaced(text: str, find: object) -> str:
    """Each find replaced where it stands in the text as it was written."""
    plain, places = plain_places(text)
    kept, at = [], 0
    for start, end, instead in find(plain):
        kept += [text[at : places[start]], instead]
        at = places[end - 1] + 1
    return "".join([*kept, text[at:]])


def _line_ids(plain: str) -> Iterator[tuple[int, int, str]]:
    for found in _LINE_ID.finditer(plain):
        yield *found.span(), LINE


def _numbers(plain: str) -> Iterator[tuple[int, int, str]]:
    """Thai digits count too, and one digit stays one character, so that places don't move."""
    arabic = thai.to_arabic_digits(plain)
    found = [(*f.span(), CITIZEN) for f in _THIRTEEN.finditer(arabic) if _is_citizen(f[0])]
    found += [(f.end("word"), f.end(), PHONE) for f in _CALLED.finditer(arabic)]
    found += [(*f.span(), PHONE) for f in _NUMBER.finditer(arabic)]
    end = 0
    for start, stop, instead in sorted(found):
        if start >= end:
            yield start, stop, instead
            end = stop


def _is_citizen(written: str) -> bool:
    return is_citizen_id(re.sub("[^0-9]", "", written))


def _persons(plain: str, known: Known) -> Iterator[tuple[int, int, str]]:
    spans, at = known.spans(plain), 0
    while found := _PERSON.search(plain, at):
        start, end = found.span()
        inside = next((stop for begin, stop in spans if begin <= start < stop), None)
        if inside is not None:
            at = inside
        elif found["innocent"] or (found["head"] and known.stands(plain, found.start("who"))):
            at = end if found["innocent"] else found.end("head") + 1
        else:
            yield start, end, PERSON
            at = end
