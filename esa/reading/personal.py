"""Personal data in free text: found and masked, so that it is shown and stored nowhere.

Found are citizen numbers (13 digits with the right check digit), Thai telephone numbers, e-mail
addresses and a title or rank (นาย, นาง, ด.ช., ร.ต.อ. …) as a whole token before a name. Names of
places and posts are no persons: บ้านเกาะนางคำ, นายอำเภอ, นายกเทศมนตรี. ครู before a name is no find:
nothing tells a name from ครูผู้สอน, ครูภาษาไทย or ครูดีเด่น ระดับจังหวัด.
Source: docs/rules.md, "Personal data".
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from esa import thai
from esa.reading.schema import Field
from esa.thai import LETTERS

MASK = "▒▒▒"
KINDS = {  # in the order they are told
    "citizen_id": "เลขประจำตัวประชาชน/citizen number",
    "phone": "เบอร์โทรศัพท์/telephone",
    "email": "อีเมล/e-mail",
    "name": "ชื่อบุคคล/name",
    "hidden": "ที่ปิดไว้ตั้งแต่เก็บสำเนา/hidden when the copy was kept",
}

_DIGIT = "[0-9๐-๙]"
_SIX = re.compile(rf"{_DIGIT}(?:[ \-.–()]{{0,2}}{_DIGIT}){{5}}")
_RUN = re.compile(rf"{_DIGIT}[0-9๐-๙ \-.–()]{{5}}")  # a quick look before the pattern above
_TITLE_WORDS = ("นาย", "นาง", "เด็ก", "ว่าที่", "ดช", "ดญ")
_DOTTED = re.compile(  # such as ด., ดร. and ร.ต., looked for at the dot, which is far faster
    r"\.(?:(?<=[ดส]\.)|(?<=[ดส]\s\.)|(?<=ดร\.)|(?<=ด\sร\.)|(?<=ดร\s\.)|(?<=ด\sร\s\.)"
    r"|(?:(?<=[รพจนล]\.)|(?<=[รพจนล]\s\.))\s?(?:[ตทอจส]|สต)\s?\.)"
)
_RANK_WORDS = re.compile("ตำรวจ|(?:ร้อย|พัน|พล|สิบ|เรือ|นาวา|จ่า)(?:อากาศ)?(?:เอก|โท|ตรี)")
# A quick look before that pattern: its ends with two letters before them (ร้อย, พัน, …, อากาศ).
_BEFORE_END = "(?:อย|ัน|พล|ิบ|ือ|วา|่า|าศ)"
_RANK_ENDS = re.compile(
    "ตำรวจ" + "".join(f"|{e}(?<={_BEFORE_END}{e})" for e in ("เอก", "โท", "ตรี"))
)
_UNUSUAL = re.compile("[^ -~ก-ฺเ-์๐-๙]")  # what may be hidden, or be written otherwise
# The same in one byte a letter, for many texts at once; what the code lacks is worth a closer look.
_CODE = "cp874"
_USUAL = bytes(
    byte
    for byte in range(256)
    if byte == ord("\n")
    or re.match("[ -?A-~ก-ฺเ-์๐-๙‘’“”•–—…]", bytes([byte]).decode(_CODE, "replace"))
)
_RUN_SIGNS = "0123456789๐๑๒๓๔๕๖๗๘๙ -.–()".encode(_CODE)
_AS_ZEROS = bytes.maketrans(_RUN_SIGNS, b"0" * len(_RUN_SIGNS))
_SIX_SIGNS = b"0" * 6
_ANY_WORD = re.compile("|".join((*_TITLE_WORDS, _RANK_ENDS.pattern)).encode(_CODE))
_ANY_DOTTED = re.compile(_DOTTED.pattern.encode(_CODE))
_WIDE = re.compile("[\uff01-\uff5e]")  # digits and signs as wide as Chinese ones
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MOBILE = re.compile("[689][0-9]{8}")  # the zero in front was lost when it became a number

# --- numbers and addresses --------------------------------------------------------------------

_EMAIL = re.compile(r"(?<![\w.%+\-])[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_ROBOT = ".gserviceaccount.com"
_CITIZEN = re.compile(
    rf"(?<!{_DIGIT})(?<!{_DIGIT}[.,])"
    rf"(?:{_DIGIT}(?:[-–]?{_DIGIT}){{12}}"
    rf"|{_DIGIT} {_DIGIT}{{4}} {_DIGIT}{{5}} {_DIGIT}{{2}} {_DIGIT})"
    rf"(?!{_DIGIT})(?![.,]{_DIGIT})"
)
_SEP = r"[ \-–]?"
_PHONE = re.compile(  # the usual groups; _hide_phone counts the digits
    rf"(?<![\w.\-–])(?:\+66{_SEP}\(?0?\)?|\(?0){_SEP}"
    rf"(?:[689](?:[-–]?[0-9]){{8}}|[689][0-9]{{0,2}}(?:{_SEP}[0-9]{{3,5}}){{2}}"
    r"|[689][0-9]\.[0-9]{3}\.[0-9]{4}"
    rf"|[2-7][0-9]{{0,3}}\)?(?:{_SEP}[0-9]{{3,4}}){{1,2}}|[2-7][0-9]{{1,2}}\)?{_SEP}[0-9]{{6}})"
    r"(?![0-9])(?![.\-–][0-9])"
)
_SPOKEN = re.compile(  # after "โทร." any number of six digits or more is one to call
    r"((?:โทร(?:ศัพท์)?|เบอร์(?:โทร)?|มือถือ|tel|phone|fax|โทรสาร)\.?\s?:?\s?)"
    r"(\+?[0-9(][0-9() \-–]{4,}[0-9])",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)


def is_citizen_id(digits: str) -> bool:
    """13 Arabic digits whose last one is the check digit of the first twelve."""
    if len(digits) != 13 or not digits.isdecimal():
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False)
    )
    return (11 - total % 11) % 10 == int(digits[12])


def _only_digits(text: str) -> str:
    return re.sub("[^0-9]", "", thai.to_arabic_digits(text))


def _hide_email(match: re.Match) -> str:
    """An address, but not that of a service account: it is no person's, and people must see it to
    share their sheets with it."""
    return match[0] if match[0].lower().endswith(_ROBOT) else MASK


def _hide_citizen(match: re.Match) -> str:
    return MASK if is_citizen_id(_only_digits(match[0])) else match[0]


def _hide_phone(match: re.Match) -> str:
    """A telephone number, but no document number: 0812345678/2557, ศธ 04169/081234567."""
    digits = _only_digits(match[0])
    length = 11 if digits.startswith("66") else 10
    mobile = digits.removeprefix("66").lstrip("0")[:1] in "689"
    if (
        len(digits.removeprefix("66").lstrip("0")) != (9 if mobile else 8)
        or len(digits) > length + 1
    ):
        return match[0]
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before.endswith("/") and not re.search(r"[0-9][0-9\- ]{6,}/$|▒/$", before):
        return match[0]
    return match[0] if re.match(r"/[0-9]{1,4}(?![0-9\-])", after) else MASK


def _hide_phones(text: str) -> str:
    """Thai digits count too, and one digit stays one character, so places don't move."""
    arabic = thai.to_arabic_digits(text)
    masked = _SPOKEN.sub(rf"\1{MASK}", _PHONE.sub(_hide_phone, arabic))
    return text if masked == arabic else masked


def _hide_written_phones(text: str) -> str:
    """Only numbers grouped like 081-234-5678 or after "โทร": bare digits may be a code."""
    arabic = thai.to_arabic_digits(text)
    grouped = _PHONE.sub(lambda m: m[0] if m[0].isdecimal() else _hide_phone(m), arabic)
    masked = _SPOKEN.sub(rf"\1{MASK}", grouped)
    return text if masked == arabic else masked


# --- titles before a name ---------------------------------------------------------------------

_WORDS_BEFORE = ("โดย", "ของ", "และ", "กับ", "แก่", "คือ", "ชื่อ", "ให้", "ถึง")
_AFTER_WORD = "".join(f"|(?<={word})" for word in _WORDS_BEFORE)
_TOKEN_START = f"(?:(?<![{LETTERS}]){_AFTER_WORD})"
_INITIAL = (  # what follows "นายก." where ก. is an initial, not short for the post
    rf"\s?(?!อบ|อ\.|ท[ตมน]|เทศ|องค์|เมือง|สมาคม|รัฐ|เหล่า|สโมสร|สภา|กอง|พุทธ)[{LETTERS}]{{2}}"
)
_POSTS = (
    rf"อำเภอ|ก(?=เทศ|อบ|องค์|เมือง|สมาคม|รัฐ|เหล่า|สโมสร|สภา|กอง|พุทธ|[^{LETTERS}.]|\.(?!{_INITIAL})|$)|"
    rf"ทะเบียน|ช่าง|แพทย์|สัตวแพทย์|จ้าง|ทหาร|ตำรวจ|สถานี|ประกัน|หน้า|ร้อย|เวร|ด่าน|ตรวจ|สิบ|ไปรษณีย์|สนาม|"
    rf"(?:พล|พัน|หมวด|หมู่|ท้าย|วง|ท่า)(?![{LETTERS}])"
)
_NOT_WOMEN = "พยาบาล|แบบ|งาม|ฟ้า|เอก|รำ|นพมาศ|สงกรานต์|สาวไทย|กวัก|สนม|ละคร|โชว์|สาว/|เงือก"
_NOT_CHILDREN = (
    "และ|หรือ|อายุ|ที่|จำนวน|ไทย|ใน|ของ|ทุก|ระดับ|ชั้น|อนุบาล|กลุ่ม|วัย|มี|คน|ต่ำ|ไม่|ด้อย|ยากจน|กำพร้า|"
    "มัธยม|ประถม|ทีม|คู่|เดี่ยว|ดีเด่น|ร่วม|เข้า|ได้|ต้อง"
)
_NO_NAME = (
    "และ|หรือ|กับ|ตำแหน่ง|ผู้|ครู|ผอ|เป็น|ได้|นักเรียน|ชั้น|โรงเรียน|ร\\.ร|รร|อายุ|ประธาน|ที่|จาก|ใน|ของ|เพื่อ|"
    "เข้า|รับ|ร่วม|รอง|กรรมการ|ศึกษานิเทศก์|หัวหน้า|โทร|เบอร์|สังกัด|สพป|กลุ่ม|อำเภอ|ตำบล|บ้าน|วัด|เมื่อ|โดย|"
    "อนุบาล|ประถม|มัธยม|จำนวน|ทั้ง|เรื่อง|ลง|วันที่|นาย|นาง|เด็ก|ด\\.|น\\.ส"
)
_NAME = re.compile(
    rf"{_TOKEN_START}(?:นาย(?!{_POSTS})|นางสาว(?!ไทย)|นาง(?!สาว)(?!{_NOT_WOMEN})|น\.\s?ส\.|นส\."
    rf"|ด\.\s?[ชญ]\.?|ด[ชญ]\.|เด็ก(?:ชาย|หญิง)(?!\s?(?:{_NOT_CHILDREN}))|ด\s?ร\s?\."
    r"|ว่าที่\s?(?:ร\.\s?[ตทอ]\.|ร้อย(?:ตรี|โท|เอก)|พ\.?\s?[ตทอ]\.?)(?:\s?หญิง)?)"
    rf"\s?(?:[ก-ฮ]\.\s?)?(?!{_NO_NAME})[{LETTERS}]{{2,}}(?!\.?[{LETTERS}])"
    rf"(?:\s+(?!{_NO_NAME})[{LETTERS}]{{2,}}(?!\.?[{LETTERS}]))?"
)

# --- ranks before a name ----------------------------------------------------------------------

_NO_PERSON = rf"{_NO_NAME}|กอง|ค่าย|มณฑล|สถานี|สภ|ตชด|ตำรวจ|ทหาร|หน่วย|เทศบาล|สมาชิก|องค์การ|อบ|ศูนย์"
_ONE_NAME = rf"\s?(?!{_NO_PERSON})[{LETTERS}]{{2,}}(?!\.?[{LETTERS}])"
_TWO_NAMES = rf"{_ONE_NAME}\s+(?!{_NO_PERSON})[{LETTERS}]{{2,}}(?!\.?[{LETTERS}])"
_WOMAN = r"(?:\s?หญิง(?=\s))?"
_RANK = re.compile(  # short ones may stand for something else: they need a name and a family name
    rf"{_TOKEN_START}(?<![{LETTERS}]\.)(?:"
    rf"(?:(?:ร\.\s?ต|พ\.\s?ต|พล\.\s?ต|ส\.\s?ต)\.\s?[อทตจ]\.|จ\.\s?ส\.\s?[ตอท]\.|ด\.\s?ต\.|พ\.\s?[จอ]\.\s?[อทต]\."
    rf"|(?:ร้อย|พัน|พล|สิบ)ตำรวจ(?:เอก|โท|ตรี|จัตวา)|(?:จ่าสิบ|ดาบ)ตำรวจ|จ่าสิบ(?:เอก|โท|ตรี)){_WOMAN}"
    rf"{_ONE_NAME}(?:\s+(?!{_NO_PERSON})[{LETTERS}]{{2,}}(?!\.?[{LETTERS}]))?"
    rf"|(?:[รพน]\.\s?[ตทอ]\.|พล\.\s?[ตทอ]\.|ส\.\s?[ตอ]\.|จ\.\s?[อท]\."
    rf"|(?:ร้อย|พัน|พล|สิบ|เรือ|นาวา|พันจ่า|จ่า)(?:อากาศ)?(?:เอก|โท|ตรี)){_WOMAN}{_TWO_NAMES})"
)


# --- masking ----------------------------------------------------------------------------------


def _mask_once(text: str, names_exempt: bool, digits_exempt: bool, kinds: set[str]) -> str:
    steps = [("email", _EMAIL.sub, _hide_email), ("citizen_id", _CITIZEN.sub, _hide_citizen)]
    if not names_exempt:
        steps += [("name", _NAME.sub, MASK), ("name", _RANK.sub, MASK)]
    for kind, replace, by in steps:
        if kind == "email" and "@" not in text:
            continue
        masked = replace(by, text)
        if masked != text:
            kinds.add(kind)
        text = masked
    hide = _hide_written_phones if digits_exempt else _hide_phones
    pieces, at = [], 0
    for url in [*_URL.finditer(text), None]:  # the digits of an address are no telephone number
        plain = text[at : url.start() if url else len(text)]
        masked = hide(plain)
        if masked != plain:
            kinds.add("phone")
        pieces += [masked, url[0] if url else ""]
        at = url.end() if url else at
    return "".join(pieces)


@lru_cache(maxsize=16384)
def _mask_found(text: str, names_exempt: bool, digits_exempt: bool) -> tuple[str, tuple[str, ...]]:
    kinds: set[str] = set()
    masked, before = thai.without_hidden(text).translate(_NARROW), None
    while masked != before:  # what is hidden may bare a boundary; until nothing more is found
        before = masked
        masked = _mask_once(before, names_exempt, digits_exempt, kinds)
    if not kinds:
        return text, ()
    return masked, tuple(kind for kind in KINDS if kind in kinds)


def _may_hold(text: str, names_exempt: bool) -> bool:
    """Whether a closer look is worth its time; nearly always no."""
    if "@" in text or (_RUN.search(text) and _SIX.search(text)):
        return True
    if names_exempt or text.isascii():
        return False
    if any(word in text for word in _TITLE_WORDS) or ("." in text and _DOTTED.search(text)):
        return True
    return bool(_RANK_ENDS.search(text) and _RANK_WORDS.search(text))


def may_hold(lines: str) -> bool:
    """Whether any of many texts, one a line, is worth a closer look; no is sure."""
    try:
        code = lines.encode(_CODE)
    except UnicodeEncodeError:
        return True
    if code.translate(None, _USUAL):
        return True
    if _SIX_SIGNS in code.translate(_AS_ZEROS) and _SIX.search(lines):
        return True
    return bool(_ANY_DOTTED.search(code) or _ANY_WORD.search(code))


def mask(
    text: str, *, names_exempt: bool = False, digits_exempt: bool = False
) -> tuple[str, tuple[str, ...]]:
    """The text with each find replaced by ▒▒▒, and the kinds found (of KINDS); () if none.

    names_exempt: names of schools, places, partners, posts: titles are no find.
    digits_exempt: codes: bare digits are no telephone number, 081-234-5678 is one. Citizen
    numbers and e-mail are always a find, and so is what was hidden before: a kept copy must tell
    of it as the sheet would.
    """
    bare = text
    if _UNUSUAL.search(text):
        bare = thai.without_hidden(text) if thai.has_hidden(text) else text
        bare = bare.translate(_NARROW) if _WIDE.search(bare) else bare
    masked, kinds = text, ()
    if _may_hold(bare, names_exempt):
        masked, kinds = _mask_found(text, names_exempt, digits_exempt)
    return masked, kinds or (("hidden",) if MASK in text else ())


def words(kinds: Iterable[str]) -> str:
    """The kinds found as they are told to people, in both languages."""
    return ", ".join(KINDS[kind] for kind in kinds)


def _mask_cell(
    cell: object, names_exempt: bool, digits_exempt: bool, is_text: bool
) -> tuple[object, tuple]:
    if isinstance(cell, str):
        return mask(cell, names_exempt=names_exempt, digits_exempt=digits_exempt)
    if is_citizen_id(f"{cell:.0f}"):  # typed without hyphens a spreadsheet stores it as a number
        return MASK, ("citizen_id",)
    if is_text and _MOBILE.fullmatch(f"{cell:.15g}"):
        return MASK, ("phone",)
    return cell, ()


def mask_column(
    cells: Sequence[object], field: Field | None = None
) -> tuple[list[object], dict[int, str]]:
    """The raw cells of a column with personal data masked, each distinct cell looked at once.

    field: a public_name is no person's name, bare digits of a code, list or link are no telephone
    number, a number or year no citizen number; None (an unknown column) has no exemption. A number
    of nine digits that begins with 6, 8 or 9 is a telephone number in a column of texts only.
    Result: the cells in the same order, and position → kinds in words, for personal_data.
    """
    names_exempt = field is not None and field.public_name
    digits_exempt = field is not None and (
        field.code or field.type == "list" or field.format == "uri"
    )
    is_number = field is not None and field.type in ("integer", "number", "year", "date")
    is_text = field is not None and field.type == "string" and not digits_exempt
    found = {}
    for cell in set(cells):
        if isinstance(cell, str) or (
            not is_number and isinstance(cell, int | float) and cell > 1e8
        ):
            masked, kinds = _mask_cell(cell, names_exempt, digits_exempt, is_text)
            if kinds:
                found[cell] = masked, words(kinds)
    if not found:
        return list(cells), {}
    told = {at: found[cell][1] for at, cell in enumerate(cells) if cell in found}
    return [found[cell][0] if cell in found else cell for cell in cells], told
