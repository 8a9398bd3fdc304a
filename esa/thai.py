"""Thai as people type it: text as compared, digits, numbers, B.E. years and dates.

Nothing is guessed: what has one meaning is read; what has several is handed back as a doubt
with the likely meaning, for a person to decide. Source: docs/rules.md, "Reading".
"""

import calendar
import datetime
import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

BE_OFFSET = 543  # B.E. year = C.E. year + 543
FIRST_BE, LAST_BE = 2400, 2699  # four-digit years taken as B.E.
FIRST_CE, LAST_CE = 1900, 2199  # four-digit years taken as C.E.
LONGEST_PARSED = 120  # characters; no number and no date is longer
_MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
_MONTHS_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
_MONTHS_ENGLISH = "jan feb mar apr may jun jul aug sept? oct nov dec"
LONG_MONTHS, SHORT_MONTHS = _MONTHS.split(), _MONTHS_SHORT.split()
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGIT = re.compile("[๐-๙]")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class DateRange(NamedTuple):
    start: datetime.date
    end: datetime.date


class Parsed(NamedTuple):
    """value: what the text means, None if in doubt. doubt: a code of problems.toml, else None.

    suggestion: the likely value where there is one; never used without a person's decision.
    """

    value: object = None
    doubt: str | None = None
    suggestion: object = None


_RARE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"  # yet "printable"
_HIDDEN = re.compile(
    rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    rf"\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff{_RARE}]"
)
_HIDDEN_RARE = re.compile(f"[{_RARE}ํ]")
_UNTIDY = re.compile(rf"[{_RARE}ํ๐-๙]|  |^ | $")
_UNTIDY_LINE = re.compile(_UNTIDY.pattern, re.MULTILINE)
_SEEN = re.compile(rf"[^\s{_HIDDEN.pattern[1:]}")
_SARA_AM = re.compile("ํ([่-๋])?า|([่-๋])ํา")
_SPACES = re.compile(r"\s+")


def without_hidden(text: str) -> str:
    """The text as written, without characters that can't be seen; NFC, and ํ + า made ำ.

    White space, new lines and Thai digits stay. NFC alone doesn't mend a ำ that NFKC broke.
    """
    if not has_hidden(text) and unicodedata.is_normalized("NFC", text):
        return text  # isprintable first: it is many times faster than a search
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    if "ํ" in text:
        text = _SARA_AM.sub(r"\1\2ำ", text)
    return text


def has_hidden(text: str) -> bool:
    """Something in the text can't be seen, or may not be (new lines and ํ count too)."""
    return not text.isprintable() or (not text.isascii() and _HIDDEN_RARE.search(text) is not None)


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """Text as codes are compared: without_hidden, single spaces, no outer space, Arabic digits."""
    plain = text.isprintable() and not _UNTIDY.search(text)
    if plain and unicodedata.is_normalized("NFC", text):
        return text
    return _SPACES.sub(" ", without_hidden(text)).strip().translate(_TO_ARABIC)


def tidied(texts: Sequence[str]) -> list[str]:
    """Each text tidied: most need nothing, as one look at all of them together tells."""
    lines = "\n".join(texts)
    plain = lines.count("\n") == len(texts) - 1 and lines.replace("\n", "").isprintable()
    if plain and not _UNTIDY_LINE.search(lines) and unicodedata.is_normalized("NFC", lines):
        return list(texts)
    return list(map(tidy, texts))


def to_thai_digits(text: str, wanted: bool = True) -> str:
    return text.translate(_TO_THAI) if wanted else text


def to_arabic_digits(text: str) -> str:
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text  # far faster


LETTERS = "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai letters and marks
# Their first letter stands first, what must not be before it second: so a search is far faster.
_SCHOOL = re.compile(rf"ร(?<![{LETTERS}]ร)(?:\.\s?ร(?:\.|(?![{LETTERS}]))|ร\.?)")
_TAMBON = re.compile(rf"อ(?:(?<![{LETTERS}]อ)|(?<=นายกอ))\.?\s?บ\.?\s?ต(?:\.|(?![ะ-ฺ็-๎]))")
_NOISE = re.compile(r"[\s.\-\u2010-\u2015\u2212\"'“”‘’]+")
_SPELLINGS = {"เเ": "แ", "ปฎิ": "ปฏิ", "หาญโพธิ์": "หานโพธิ์"}
_WEBSITE = re.compile("เว็?[บป]ไ[ซช][ตดคท]์?")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Text as *names* are compared: case, spaces, dots, dashes and known spellings don't matter.

    Never for codes: 1.10 and 1.1 stay apart, but 1.1 and 11 would be the same. Use tidy there.
    """
    # while dots still stand, for บรรยาย and รอบตัว hold no abbreviation
    text = _SCHOOL.sub("โรงเรียน", tidy(text).casefold())
    text = _NOISE.sub("", _TAMBON.sub("องค์การบริหารส่วนตำบล", text))
    for words, right in _SPELLINGS.items():
        text = text.replace(words, right)
    return _WEBSITE.sub("เว็บไซต์", text)


def is_blank(cell: object) -> bool:
    """Nothing can be seen in the cell: None, NaN, or only white space and hidden characters."""
    if isinstance(cell, str):
        return _SEEN.search(cell) is None
    return cell is None or cell != cell


NO_WORDS = frozenset(("", "-", "--", "–", "—", "−", "n/a", "na", "n.a.", "null", "none"))
_WAITING = (
    "ไม่มี รอ ยังไม่มี ฯลฯ ไม่ระบุ ไม่ทราบ รอข้อมูล รอเอกสาร รอผล ไม่มีข้อมูล ยังไม่มีข้อมูล "
    "? ?? ??? tbd tba ยังไม่ทราบ อยู่ระหว่างรวบรวม . .."
)
WAITING_WORDS = frozenset(_WAITING.split())
_DOTS = re.compile(r"(?:\.\s?){3,}|…|_{3,}|·{3,}")
_FORM_WORDS = re.compile(
    r"จำนวน|คิดเป็น|ร้อยละ|คน|โรงเรียน|โรง|ข้อ|ครั้ง|แห่ง|บาท|เรื่อง|ลงวันที่|วันที่|เลขที่|คำสั่งที่|"
    r"เดือน|พ\.?ศ\.?|ที่|ปี|[\W\d_]"
)
_ASK = re.compile(r"\W*(?:ขอ(?:ข้อมูล|เอกสาร)?จาก|ของจาก|เอกสารจาก(?!การ|ระบบ|เว็บ)|ข้อมูลขอจาก)")
_UNFILLED = re.compile(
    r"\W*(?:จำนวน|(?:คิดเป็น)?ร้อยละ)(?:\s?[=:]\s?|\s?)(?:คน|ข้อ|ครั้ง|แห่ง|บาท|เรื่อง|%)?\W*"
    r"|.*(?:คิดเป็นร้อยละ|[=:]\s?(?:ร้อยละ)?)"
    r"|\W*(?:ใน|เมื่อ|ลง)?วันที่"
)


@lru_cache(maxsize=65536)
def is_placeholder(text: str) -> bool:
    """The text stands for "to be filled in": dotted lines, "ask so-and-so" notes, a lone ไม่มี.

    A title that only ends with … after real words, or has ไม่มี in a sentence, is a title.
    Source: docs/rules.md, "Evidence state".
    """
    text = tidy(text)[:500]
    low = text.casefold()
    if low in NO_WORDS or low in WAITING_WORDS or _ASK.match(text):
        return True
    if _UNFILLED.fullmatch(text) or re.search(r"วันที่\s?ณ(?:\s|$)", text):
        return True
    dots = sum(max(3, len(run)) for run in _DOTS.findall(text))
    if not dots:
        return not any(letter.isalnum() or ord(letter) > 0x2FF for letter in text)
    words = _FORM_WORDS.sub("", _DOTS.sub(" ", text))
    return len(words) < 6 or dots > len(words)


_UNITS = (
    "บาทถ้วน|บาท|เปอร์เซ็นต์|เปอร์เซนต์|%|คน|ราย|โรงเรียน|โรง|แห่ง|ข้อ|ประเด็น|ด้าน|เครือข่าย|ครั้ง|รายการ|"
    "เรื่อง|คะแนน|โครงการ|กิจกรรม|วัน|ทีม|หน่วย|เล่ม|ฉบับ|ชุด|หลัง|เครื่อง|คัน"
)
_BARE = re.compile(rf"(?:ร้อยละ|จำนวน|฿)?\s?(.*?)\s?(?:({_UNITS})|\.-|/-)?")
_TIMES = {"ร้อย": 2, "พัน": 3, "หมื่น": 4, "แสน": 5, "ล้าน": 6}  # powers of ten
_SPOKEN = re.compile(rf"(.+?)\s?((?:{'|'.join(_TIMES)})+)")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)")
_ODD = re.compile(r"([(–]?[+-]?)([0-9]+(?:[., '’][0-9]{3})*)([.,][0-9]*)?(\)?)")


def has_percent_mark(text: str) -> bool:
    """The text itself says percent: %, ร้อยละ or เปอร์เซ็นต์."""
    return any(mark in text for mark in ("%", "ร้อยละ", "เปอร์เซ"))


@lru_cache(maxsize=65536)
def number(text: str) -> Parsed:
    """A number as typed, Decimal with its decimals; a unit or ร้อยละ around it doesn't matter.

    Doubts: odd_separators (๑.๓๐๑,๗๔๖.๑๘, 1 234, (1,234)) and spoken_number (1.2 ล้านบาท), both with
    a suggestion; not_a_number (words, ๗-๘ ข้อ, 1.23457E+12 which has lost digits).
    """
    if len(text) > LONGEST_PARSED:
        return Parsed(None, "not_a_number")
    if _PLAIN.fullmatch(text):
        return Parsed(Decimal(text.replace(",", "")))
    digits = _BARE.fullmatch(tidy(text).replace("−", "-"))[1]
    if _PLAIN.fullmatch(digits):
        return Parsed(Decimal(digits.replace(",", "")))
    spoken = _SPOKEN.fullmatch(digits)
    if spoken and _PLAIN.fullmatch(spoken[1]):
        tens = sum(_TIMES[word] for word in re.findall("|".join(_TIMES), spoken[2]))
        meant = Decimal(spoken[1].replace(",", "")).scaleb(tens)
        return Parsed(None, "spoken_number", Decimal(f"{meant.normalize():f}"))
    odd = _ODD.fullmatch(digits)
    if not odd or (odd[1].startswith("(") != bool(odd[4])):
        return Parsed(None, "not_a_number")
    sign, groups, end = odd[1], re.sub("[^0-9]", "", odd[2]), odd[3] or ""
    if len(end) == 4:  # 1.234.567: a last group of three is a group, not decimals
        groups, end = groups + end[1:], ""
    minus = "" if sign in ("", "+", "(+") else "-"
    return Parsed(None, "odd_separators", Decimal(f"{minus}{groups}.{end[1:]}"))


def has_scale(unit: str) -> bool:
    """Whether a unit counts in thousands or more: ล้านบาท, พันคน."""
    return any(word in unit for word in _TIMES)


def typed_unit(text: str) -> str:
    """The unit behind a number as typed, "" for none: คน of ๑๒ คน."""
    found = _BARE.fullmatch(tidy(text))
    return (found[2] or "") if found else ""


def _be_year(digits: str) -> Parsed:
    """Typed digits as a B.E. year; doubts two_digit_year, ce_year, not_a_year."""
    typed = int(digits)
    if len(digits) <= 2:
        return Parsed(None, "two_digit_year", 2500 + typed)
    if FIRST_BE < typed <= LAST_BE:
        return Parsed(typed)
    if FIRST_CE <= typed <= LAST_CE:
        return Parsed(None, "ce_year", typed + BE_OFFSET)
    return Parsed(None, "not_a_year")


_ERA = re.compile(r"พ\s?\.?\s?ศ\s?\.?(?=\s?[0-9])")
_YEAR = re.compile(r"(?:ประจำ)?(?:ปี)?\s?(?:งบประมาณ|การศึกษา)?\s?([0-9]{4}|[0-9]{2})")


@lru_cache(maxsize=4096)
def year(text: str) -> Parsed:
    """A B.E. year (int): 2557, พ.ศ.๒๕๕๗, ปีงบประมาณ 2557."""
    bare = _ERA.sub("", tidy(text)).strip() if len(text) <= LONGEST_PARSED else ""
    match = _YEAR.fullmatch(bare)
    return _be_year(match[1]) if match else Parsed(None, "not_a_year")


def _month_pattern() -> re.Pattern:
    loose = [r"\s?\.?\s?".join(short.strip(".").split(".")) + r"\.?" for short in SHORT_MONTHS]
    odd = {1: "กุมภาพันธ|กุมภาพัน", 6: "กรกฏาคม", 10: "พฤษจิกายน|พฤศจิกา", 4: "พฤกษภาคม"}
    english = [rf"\b{name}[a-z]*\b\.?" for name in _MONTHS_ENGLISH.split()]
    names = []
    for i in range(12):
        words = [LONG_MONTHS[i], *odd.get(i, "").split("|"), loose[i], english[i]]
        names.append(f"(?P<m{i + 1}>{'|'.join(word for word in words if word)})")
    return re.compile(rf"(?<![{LETTERS}])(?:เดือน\s?)?(?:{'|'.join(names)})(?![{LETTERS}])", re.I)


_MONTH = _month_pattern()
_DAY_NAMES = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์"
_AROUND_DATE = re.compile(
    r"(?:ระหว่าง|ตั้งแต่|ลง|เมื่อ|ใน|ณ)?\s?"
    rf"(?:วันที่|วัน(?:{_DAY_NAMES})(?:ที่)?|(?:{_DAY_NAMES})(?:ที่|(?=\s?[0-9])))"
    rf"|^(?:ระหว่าง|ตั้งแต่|ณ|ลง|เมื่อ|(?:จ|อ|พ|พฤ|ศ|ส|อา)\.(?=\s?[0-9]))"
    r"|(?:เวลา.*|\s[0-9]{1,2}[.:][0-9]{2}\s?น\.?)$"
)
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[ T][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
_DASHED = re.compile(r"\b([0-9]{1,2})([-.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})\b")
_MONTH_OF_YEAR = re.compile(r"(?<![0-9/])(1[0-2]|0?[1-9])/([0-9]{4})(?![0-9/])")  # 5/2557
_TO = re.compile(r"\s?(?:จนถึง|ถึง|-|–|—|−|~|‐|‑|‒)\s?")
_POINT = re.compile(r"([0-9]{1,2})?(?:/([0-9]{1,2})/?([0-9]+)?)?")


class _Point(NamedTuple):
    """One end of what was typed; what it lacks is None."""

    day: int | None
    month: int | None
    year: str | None


def _last_day(month: int, be_year: int) -> int:
    return calendar.monthrange(be_year - BE_OFFSET, month)[1] if 1 <= month <= 12 else 31


def _points(text: str) -> list[_Point] | None:
    """The one or two ends named in the text, the first filled up from the second; None: no date."""
    text = _MONTH.sub(lambda match: f"/{int(match.lastgroup[1:])}/", _ERA.sub("", text))
    text = re.sub(r"\s*/\s*", "/", _DASHED.sub(r"\1/\3/\4", text)).strip(" .")
    text = _MONTH_OF_YEAR.sub(r"/\1/\2", text)
    parts = _TO.split(text)
    listed = re.fullmatch(r"([0-9]{1,2})(?:\s?,\s?|\s?และ\s?)([0-9]{1,2})(/.*)", text)
    if listed and int(listed[2]) == int(listed[1]) + 1:  # 24 และ 25 พ.ค.: two days on end
        parts = [listed[1], listed[2] + listed[3]]
    matches = [_POINT.fullmatch(part.strip(" .")) for part in parts]
    if len(parts) > 2 or not all(matches):
        return None
    found = [_Point(m[1] and int(m[1]), m[2] and int(m[2]), m[3]) for m in matches]
    last = found[-1]
    if last.month is None or last.year is None:
        return None
    first = found[0]
    if (first.month is None and (first.year or last.day is None)) or first == (None, None, None):
        return None
    first = first._replace(month=first.month or last.month, year=first.year or last.year)
    return [first, *found[1:]]


def _from_points(points: list[_Point], years: list[int]) -> Parsed:
    days = []
    for place, (point, be_year) in enumerate(zip(points, years, strict=True)):
        day = (
            point.day if point.day is not None else _last_day(point.month, be_year) if place else 1
        )
        try:
            days.append(datetime.date(be_year - BE_OFFSET, point.month, day))
        except ValueError:
            return Parsed(None, "no_such_day")
    if len(days) == 2:
        return Parsed(DateRange(*days)) if days[0] <= days[1] else Parsed(None, "not_a_date")
    if points[0].day is None:
        last = days[0].replace(day=_last_day(points[0].month, years[0]))
        return Parsed(None, "lone_month", DateRange(days[0], last))
    return Parsed(days[0])


def _iso(match: re.Match) -> Parsed:
    typed, month, day = int(match[1]), int(match[3]), int(match[4])
    known = _be_year(match[1])
    if known.doubt == "not_a_year":
        return Parsed(None, "not_a_date")
    be_year = known.value or known.suggestion
    read = _from_points([_Point(day, month, match[1])], [be_year])
    plain = match[2] == "-" and len(match[3]) == len(match[4]) == 2
    if read.doubt or typed > FIRST_BE or plain:
        return read
    return Parsed(None, "ce_year", read.value)


@lru_cache(maxsize=65536)
def date(text: str) -> Parsed:
    """A day (datetime.date) or a DateRange, B.E. unless written as a plain ISO date.

    Doubts, with a suggestion where there is one: two_digit_year, ce_year, lone_month,
    no_such_day, not_a_date. A range may start or end with a month only ("ตุลาคม ๒๕๕๖ – …").
    """
    tidied = tidy(text) if len(text) <= LONGEST_PARSED else ""
    iso = _ISO.fullmatch(tidied)
    if iso:
        return _iso(iso)
    points = _points(_AROUND_DATE.sub(" ", tidied).strip())
    if not points:
        return Parsed(None, "not_a_date")
    years = [_be_year(point.year) for point in points]
    if any(known.doubt == "not_a_year" for known in years):
        return Parsed(None, "not_a_date")
    read = _from_points(points, [known.value or known.suggestion for known in years])
    doubt = next((known.doubt for known in years if known.doubt), None)
    if doubt and not read.doubt:
        return Parsed(None, doubt, read.value)
    return read


def date_from_cell(day: datetime.date) -> Parsed:
    """A true date cell: after the year 2400 it is a B.E. year typed into a date cell.

    Doubts: no_such_day (29 Feb of a B.E. year that has none), two_digit_year (spreadsheets make
    1957 of a typed 57), not_a_date (1906: a plain number shown as a date).
    """
    if FIRST_BE < day.year <= LAST_BE:
        return _from_points([_Point(day.day, day.month, None)], [day.year])
    if 1930 <= day.year <= 1999:  # what spreadsheets make of the two digits 30 to 99
        likely = _from_points([_Point(day.day, day.month, None)], [day.year - 1900 + 2500])
        return Parsed(None, "two_digit_year", likely.value)
    if 2000 <= day.year <= LAST_CE:
        return Parsed(datetime.date(day.year, day.month, day.day))
    return Parsed(None, "not_a_date")


def date_from_serial(serial: float) -> Parsed:
    """A day counted from 1899-12-30, as spreadsheets store it; the time of day is dropped."""
    try:
        return date_from_cell(datetime.date(1899, 12, 30) + datetime.timedelta(int(serial)))
    except (OverflowError, ValueError):
        return Parsed(None, "not_a_date")


def show_month(day: datetime.date, style: str = "long") -> str:
    """กันยายน 2557 (long) or ก.ย. 2557 (short)."""
    names = LONG_MONTHS if style == "long" else SHORT_MONTHS
    return f"{names[day.month - 1]} {day.year + BE_OFFSET}"


def show_date(day: datetime.date, style: str = "short") -> str:
    """23 ก.ย. 2557 (short), 23 กันยายน 2557 (long) or 23/9/2557 (numeric)."""
    if style == "numeric":
        return f"{day.day}/{day.month}/{day.year + BE_OFFSET}"
    return f"{day.day} {show_month(day, style)}"


def show_date_range(start: datetime.date, end: datetime.date) -> str:
    """29–30 เม.ย. 2557; 2 มิ.ย. – 30 ก.ย. 2557; both years where they differ."""
    last = show_date(end)
    if start == end:
        return last
    if start.year != end.year:
        return f"{show_date(start)} – {last}"
    if start.month == end.month:
        return f"{start.day}–{last}"
    first = show_date(start).rsplit(" ", 1)[0]
    return f"{first} – {last}"


def show_number(value: object, decimals: int | None = None) -> str:
    """1,234.50 rounded half up to the decimals asked for, else as it is; "–" when None or NaN."""
    if value is None or value != value:
        return "–"
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact:,f}"
