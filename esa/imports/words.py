"""The words of the two official forms: headings, levels, parts, lists, what our own report adds.

Everything is compared with Arabic digits and without regard to spaces; parts are recognised in
all their spellings, with a slip of the hand. Source: the official form of four columns, the older
form of six; docs/rules.md, "Reading".
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from esa import thai
from esa.documents.report.contents import (
    MARKS,
    PARTS,
    REGISTER,
)
from esa.imports.lines import Line, kept
from esa.reading.schema import read_tabs
from esa.telling.words import NO_TITLE

CODE = r"[0-9]{1,4}(?:\s?[.\-–]\s?[0-9]{1,4})*"
_HEADINGS = {
    "standard": re.compile(rf"มาตรฐาน\s?ที่\s*({CODE})(?![0-9])\.?\s*:?\s*"),
    "indicator": re.compile(rf"ตัวบ่งชี้\s?(?:ที่)?\s*({CODE})(?![0-9])\.?\s*:?\s*"),
    "criterion": re.compile(rf"เกณฑ์การประเมิน\s?(?:ที่)?\s*({CODE})(?![0-9])\.?\s*:?\s*"),
    "category": re.compile(rf"หมวด\s?(?:ที่)?\s*({CODE})(?![0-9])\.?\s*:?\s*"),
}
_BEGINNINGS = ("มาตรฐาน", "ตัวบ่งชี้", "เกณฑ์การประเมิน", "หมวด")
LONGEST_HEADING = 500  # characters
_PAGE = re.compile(r"(?:\t\s*|[.…]{4,}\s*)[0-9]*\s*$")
OWN_MARKS = MARKS | {NO_TITLE, "(ยังไม่ระบุมาตรฐาน)", "–"}
OWN_MARKS |= {"(ยังไม่ได้กรอกเกณฑ์การประเมินในชีต)"}  # of the template of the older form
_LACKING = re.compile(
    r"\(อีก [0-9]+ ประเด็น ยังไม่ได้กรอกในชีต\)"
    r"|หลักฐานชัดเจน [0-9]+(?:–[0-9]+)? ข้อ \(ยังไม่ได้กรอกคำอธิบาย\)"
)
FULL_TEXT = "เอกสารฉบับเต็ม"


class Heading(NamedTuple):
    kind: str  # standard, indicator, criterion or category
    code: str  # digits with . or - between, as written
    title: str


def heading(line: Line) -> Heading | None:
    """The heading of a standard, indicator, criterion or category; None for any other line."""
    if not line.text.startswith(_BEGINNINGS) or line.role or len(line.text) > LONGEST_HEADING:
        return None
    if _PAGE.search(line.arabic):
        return None
    for kind, pattern in _HEADINGS.items():
        if found := pattern.match(line.arabic):
            title = line.text[found.end() :].strip()
            code = re.sub(r"\s", "", found[1]).replace("–", "-")
            return Heading(kind, code, "" if title in OWN_MARKS else title)
    return None


def is_contents(line: Line) -> bool:
    """A line of a table of contents: a heading that ends with the number of its page."""
    if line.role == "contents" or len(line.text) > LONGEST_HEADING:
        return line.role == "contents"
    if not line.text.startswith(_BEGINNINGS):
        return False
    named = any(pattern.match(line.arabic) for pattern in _HEADINGS.values())
    return named and bool(_PAGE.search(line.arabic))


# --- heads of the forms ------------------------------------------------------------------------

LEVELS_HEAD = ("ระดับคุณภาพ", "คำอธิบายระดับคุณภาพ", "วิธีการดำเนินงาน/ผลการดำเนินงาน", "เอกสาร/หลักฐานอ้างอิง")
OLDER_HEAD = (
    "สภาพที่พึงประสงค์", "เกณฑ์/แนวทาง", "การดำเนินงาน", "ตัวชี้วัด", "ผู้รับผิดชอบหลัก", "ผู้รับผิดชอบร่วม"
)  # fmt: skip
_LONGEST_HEAD = 90


def head_place(text: str, head: tuple[str, ...]) -> int | None:
    """Which cell of the head of a form a text is; a bare "การดำเนินงาน" only as a whole."""
    if not _begins_head(head).match(text):
        return None
    bare = re.sub(r"[\s:]", "", thai.to_arabic_digits(text))
    if len(bare) > _LONGEST_HEAD:
        return None
    for place, words in enumerate(head):
        whole = words in ("ระดับคุณภาพ", "การดำเนินงาน", "ตัวชี้วัด")
        if bare == words or (not whole and bare.startswith(words)):
            return place
    return None


@cache
def _begins_head(head: tuple[str, ...]) -> re.Pattern[str]:
    """How a text begins that may be one of these cells: most lines are told apart by a letter."""
    between = r"[\s:]*"
    return re.compile("|".join(between + between.join(each) for each in head))


def is_head_after(text: str, place: int) -> bool:
    """Whether a text can be the cell of the head of levels that follows the one at that place."""
    wanted = {0: "คำอธิบาย", 1: "วิธี|ผล|ความเห็น", 2: "เอกสาร|หลักฐาน|ร่องรอย"}.get(place)
    return bool(wanted and len(text) <= _LONGEST_HEAD and re.search(wanted, text))


# --- levels ------------------------------------------------------------------------------------

TICKED = "☑☒✓✔√■●◉✅🗹\uf0fe\uf0fc\uf0fd\uf052\uf053"
UNTICKED = "☐□○◯▢\uf0a8\uf06f\uf0a1\uf071"
_BOX = rf"(?:[{TICKED}{UNTICKED}]|[(\[]\s*[✓✔√/xX]?\s*[)\]]|\()"
_LEVEL = re.compile(rf"({_BOX})?\s*(?:ระดับ(?:คุณภาพ)?\s*)?([1-5])")
_NO_LEVEL = re.compile(rf"[{TICKED}{UNTICKED}()\[\]\s]*")
_CARRIED = re.compile(r"(?:มี)?การดำเนิน(?:การ|งาน)\s?(?:ตาม)?.{0,40}?ครบ")


class Level(NamedTuple):
    number: int
    box: str  # what is left of the tick-box, "" for nothing
    ticked: bool | None  # None: the box is lost or there is none


def level(text: str) -> Level | None:
    """A text that is only a level, with its tick-box or what is left of it."""
    found = _LEVEL.fullmatch(text)
    if not found:
        return None
    box = found[1] or ""
    if not box or box == "(":
        return Level(int(found[2]), box, None)
    return Level(int(found[2]), box, box[0] in TICKED or bool(re.search("[✓✔√/xX]", box[1:])))


def is_ticked(text: str) -> bool:
    """A level whose tick-box is there, ticked or not: it stands nowhere but in a ladder."""
    found = level(text)
    return found is not None and found.ticked is not None


def is_box(text: str) -> bool:
    """What stands for a level whose number is lost: only the sign of a tick-box."""
    return bool(_NO_LEVEL.fullmatch(text))


def begins_wording(text: str) -> bool:
    """Whether a text begins like the wording of a level: "มีการดำเนินการ … ครบ n ข้อ"."""
    return bool(_CARRIED.match(text))


def is_intro(text: str) -> bool:
    """The form's own sentence above the points."""
    return len(text) < 250 and bool(
        re.search(r"ผลการดำเนิน(?:การ|งาน)ตามประเด็น(?:การพิจารณา)?.*ดัง(?:ต่อไป)?นี้", text)
    )


# --- parts -------------------------------------------------------------------------------------

WHOLE = "(ทั้งตัวบ่งชี้)"
EVIDENCE = "evidence"
_MORE_WORDS = {
    "method": "วิธีการดำเนินงาน/กิจกรรม ขั้นตอนการดำเนินงาน กระบวนการดำเนินงาน วิธีการปฏิบัติงาน วิธีปฏิบัติงาน",
    "result": "ผลที่เกิดขึ้น ผลการปฏิบัติงาน ผลจากการดำเนินงาน ผลของการดำเนินงาน",
    "comments": "ข้อคิดเห็นและข้อเสนอแนะ ข้อคิดเห็น ความคิดเห็น ความเห็น/ข้อเสนอแนะ ความคิดเห็น/ข้อเสนอแนะ "
    "ข้อคิดเห็น/ข้อเสนอแนะ ปัญหาอุปสรรคและข้อเสนอแนะ ปัญหาและข้อเสนอแนะ ข้อเสนอแนะเพิ่มเติม",
    EVIDENCE: "เอกสาร/หลักฐานอ้างอิง เอกสารหลักฐานอ้างอิง หลักฐานอ้างอิง เอกสารอ้างอิง เอกสาร/หลักฐาน "
    "ร่องรอยหลักฐาน เอกสารหลักฐาน หลักฐาน/ร่องรอย ร่องรอย/หลักฐาน เอกสารประกอบ",
}
_ALIKE = 88  # of 100, for a word with a slip of the hand
_LONGEST_PART = 60  # characters


@cache
def _part_words() -> dict[str, str]:
    words = {}
    for name, title in PARTS.items():
        for word in (title, *read_tabs()["progress"].field(name).aliases):
            words[_bare(word)] = name
    for name, more in _MORE_WORDS.items():
        words |= {_bare(word): name for word in more.split()}
    return words


def _bare(text: str) -> str:
    return re.sub(r"^[0-9.)(\-•·*▪ ]+|[:：*)]+$", "", thai.fold(text))


@lru_cache(maxsize=4096)
def part_named(text: str) -> str | None:
    """method, result, comments or evidence where the whole text is such a heading; "whole" for
    the comments on the indicator as a whole."""
    if len(text) >= _LONGEST_PART:
        return None
    if text.endswith(WHOLE):
        return "whole" if part_named(text.removesuffix(WHOLE)) == "comments" else None
    bare = _bare(text)
    if bare in _part_words():
        return _part_words()[bare]
    if not 8 < len(bare) < 36:
        return None
    near = process.extractOne(bare, list(_part_words()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _part_words()[near[0]] if near else None


@kept
def part(line: Line) -> str | None:
    return part_named(line.text) if line.role in ("", "part") else None


# --- points, lists, items ----------------------------------------------------------------------

_LIST = re.compile(
    rf"(?:(?:รายการ)?(?:เอกสาร|หลักฐาน)\S*\s?)?(?:ประเด็น(?:การพิจารณา)?\s?(?:ที่)?|ข้อ\s?ที่)\s*"
    rf"({CODE}(?:\s?(?:,|และ|ถึง)\s?{CODE})*)\s*(ประกอบ\s?ด้วย|ได้แก่|มีดังนี้|ดังนี้|ประกอบ)?\s*[:.]?\s*"
)
_NUMBERED = re.compile(r"\(?([0-9]{1,3})\s?[.)](?!\s?[0-9])\s*(?=\S)")
_DOTTED = re.compile(r"([0-9]{1,3}(?:\s?[.\-]\s?[0-9]{1,3})+)(?![0-9/])[.)]?\s*(?=\S)")
_NAMED_POINT = re.compile(rf"ประเด็น(?:การพิจารณา)?\s?(?:ที่)?\s*({CODE})(?![0-9])\s*[:.)]?\s*(?=\S|$)")
BULLET = re.compile(r"[-–•·*▪]\s*")


class Numbered(NamedTuple):
    """number: a line begins with; sign: what stands after it; thai: in Thai digits; text: rest."""

    number: int
    sign: str
    thai: bool
    text: str


def list_numbers(line: Line) -> tuple[str, ...]:
    """The points of "ประเด็นที่ n ประกอบด้วย", as written; () for any other line."""
    found = _LIST.fullmatch(line.arabic)
    if not found or (line.text.startswith("ข้อ") and not found[2]):
        return ()
    if re.search(r"[\-–]|ถึง", found[1]) and "." not in found[1]:
        ends = [int(n) for n in re.findall(r"[0-9]+", found[1])]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + 30:
            return tuple(str(n) for n in range(ends[0], ends[1] + 1))
    return tuple(re.sub(r"\s", "", n) for n in re.split(r",|และ|ถึง", found[1]))


@kept
def numbered(line: Line) -> Numbered | None:
    """The number a line begins with: 1. 1) (1); 1.1 and 1/2557 are no such number."""
    found = _NUMBERED.match(line.arabic)
    if not found:
        return Numbered(line.auto, ".", False, line.text) if line.auto else None
    sign = ")" if ")" in found[0] else "."
    in_thai = not line.text[found.start(1)].isascii()
    return Numbered(int(found[1]), sign, in_thai, line.text[found.end() :].strip())


def dotted(line: Line) -> tuple[tuple[int, ...], str] | None:
    """The numbers of 1.1 or 1.4.2 at the start of a line, and the text after them."""
    found = _DOTTED.match(line.arabic)
    if not found:
        return None
    return tuple(map(int, re.findall("[0-9]+", found[1]))), line.text[found.end() :].strip()


def named_point(line: Line) -> tuple[str, str] | None:
    """ "ประเด็นที่ 2 การติดตาม": a point named as such: its code as written, and its title."""
    found = _NAMED_POINT.match(line.arabic)
    return (re.sub(r"\s", "", found[1]), line.text[found.end() :].strip()) if found else None


@kept
def title_of(line: Line) -> str:
    """A line without the number, the code or the ประเด็นที่ n that it begins with."""
    if item := numbered(line):
        return item.text
    if named := named_point(line):
        return named[1]
    code = dotted(line)
    return code[1] if code else line.text


def is_own_mark(line: Line) -> bool:
    """What our own report writes where something isn't there, or of registers beside documents."""
    return (
        line.text in OWN_MARKS
        or line.text.startswith(REGISTER)
        or bool(_LACKING.fullmatch(line.arabic))
        or (line.role == "mark" and line.text.startswith("("))
    )


def status(text: str) -> tuple[str, str] | None:
    """(group, status in the words of its field) of "ดำเนินการแล้ว" or "กลุ่ม…: ดำเนินการแล้ว"."""
    group, _, said = text.rpartition(":")
    label = _statuses().get(thai.fold(said))
    return (group.strip(), label) if label else None


@cache
def _statuses() -> dict[str, str]:
    field = read_tabs()["progress"].field("carried_out")
    return {thai.fold(category.label): category.label for category in field.categories}
