"""How the two official forms are recognised: table heads, headings, levels, parts, lists.

Everything is compared with Arabic digits; the words are those of the forms and of our own report.
Source: the official form of four columns, the older form of six; docs/rules.md, "Reading".
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from esa import thai
from esa.documents.report.contents import (
    NO_DOCUMENT,
    NO_TITLE,
    NO_WORDING,
    PARTS,
    PLACEHOLDER,
    UNREAD,
    UNTITLED,
    UNWRITTEN,
)
from esa.imports.lines import Cell, Line, squeezed
from esa.reading.schema import read_tabs

HEADS = {
    "levels": ("ระดับคุณภาพ", "คำอธิบายระดับ", "วิธีการดำเนินงาน", "เอกสาร"),
    "older": ("สภาพที่พึงประสงค์", "เกณฑ์", "การดำเนินงาน", "ตัวชี้วัด", "ผู้รับผิดชอบหลัก", "ผู้รับผิดชอบร่วม"),
}
CODE = r"[0-9]{1,4}(?:\s?[.\-–]\s?[0-9]{1,4})*"
_HEADINGS = {
    "standard": re.compile(rf"มาตรฐานที่\s*({CODE})(?![0-9])\.?\s*:?\s*"),
    "indicator": re.compile(rf"ตัวบ่งชี้(?:ที่)?\s*({CODE})(?![0-9])\.?\s*:?\s*"),
    "criterion": re.compile(rf"เกณฑ์การประเมิน(?:ที่)?\s*({CODE})(?![0-9])\.?\s*:?\s*"),
    "category": re.compile(rf"หมวด(?:ที่)?\s*({CODE})(?![0-9])\.?\s*:?\s*"),
}
_CONTENTS = re.compile(r"(?:\t\s*|[.…]{4,}\s*)[0-9]*\s*$")
OWN_MARKS = {
    NO_DOCUMENT, NO_TITLE, NO_WORDING, PLACEHOLDER, UNREAD, UNTITLED, UNWRITTEN,
    "(อ่านต่อในเอกสารฉบับเต็ม)", "(ยังไม่ได้กรอกประเด็นการพิจารณาในชีต)", "(ยังไม่รายงาน)", "(ยังไม่ระบุ)",
    "(ยังไม่มีสภาพที่พึงประสงค์ในชีต)", "(ยังไม่ได้กรอกคำอธิบาย)", "(ยังไม่ได้กรอกข้อความ)",
    "(ยังไม่ระบุมาตรฐาน)", "(ยังไม่ได้กรอกเกณฑ์การประเมินในชีต)", "–",
}  # fmt: skip
_LACKING = re.compile(r"\(อีก [0-9]+ ประเด็น ยังไม่ได้กรอกในชีต\)")


class Heading(NamedTuple):
    kind: str  # a key of _HEADINGS
    code: str  # digits with . or - between, as written
    title: str


def heading(line: Line) -> Heading | None:
    """The heading of a standard, indicator, criterion or category; None for any other line."""
    if line.role in ("contents", "margin") or _CONTENTS.search(line.arabic):
        return None
    for kind, pattern in _HEADINGS.items():
        found = pattern.match(line.arabic)
        if found:
            title = line.text[found.end() :].strip()
            code = re.sub(r"\s", "", found[1]).replace("–", "-")
            return Heading(kind, code, "" if title in OWN_MARKS else title)
    return None


def is_contents(line: Line) -> bool:
    """A line of a table of contents: a heading that ends with the number of its page."""
    named = any(pattern.match(line.arabic) for pattern in _HEADINGS.values())
    return line.role == "contents" or (named and bool(_CONTENTS.search(line.arabic)))


def is_head_cell(cell: Cell, form: str, place: int) -> bool:
    """Whether a cell is the place-th one of the head of a form."""
    words = squeezed(cell).replace(" ", "")
    wanted = HEADS[form][place]
    if place == 0 and form == "levels":
        return words == wanted  # "ระดับคุณภาพ 5" is no head
    return words.startswith(wanted) and len(squeezed(cell[:1])) < 80


# --- levels -----------------------------------------------------------------------------------

TICKED = "☑☒✓✔√■●◉✅🗹\uf0fe\uf0fc\uf0fd\uf052\uf053"
UNTICKED = "☐□○◯▢\uf0a8\uf06f\uf0a1\uf071"
_LEVEL = re.compile(
    rf"([{TICKED}{UNTICKED}]|[(\[]\s*([✓✔√/xX]?)\s*[)\]]|\()?\s*(?:ระดับ(?:คุณภาพ)?\s*)?([0-9])"
)
_WORDING = re.compile("หลักฐาน|ดำเนินการ|ดำเนินงาน|ไม่พบในเกณฑ์|ยังไม่ได้กรอกคำอธิบาย|ข้อ")


class Level(NamedTuple):
    number: int
    glyph: bool  # something of a tick-box stands before the number
    ticked: bool | None  # None: the box is lost or there is none


def level(cell: Cell) -> Level | None:
    """A cell that holds only a level, with its tick-box or what is left of it."""
    found = _LEVEL.fullmatch(squeezed(cell)) if cell else None
    if not found or not 1 <= int(found[3]) <= 5:
        return None
    box = found[1] or ""
    if box and box[0] in TICKED:
        ticked: bool | None = True
    elif box and box[0] in UNTICKED:
        ticked = False
    else:
        ticked = bool(found[2]) if len(box) > 1 else None
    return Level(int(found[3]), bool(box), ticked)


def is_level_lost(cell: Cell) -> bool:
    """A cell for a level in which no number is left: blank, or only the sign of a tick-box."""
    return bool(re.fullmatch(rf"[{TICKED}{UNTICKED}()\[\]\s]*", squeezed(cell)))


def is_wording(cell: Cell) -> bool:
    """Whether a cell may be the wording of a level."""
    return bool(_WORDING.search(squeezed(cell)))


# --- parts and lists --------------------------------------------------------------------------


def _part_words() -> dict[str, str]:
    """How each part is headed, folded → its field; with the aliases of the tab."""
    words = {}
    for name, title in PARTS.items():
        for word in (title, *read_tabs()["progress"].field(name).aliases):
            words[_bare(word)] = name
    return words


def _bare(text: str) -> str:
    return re.sub(r"^[0-9.)\-•·* ]+|[:：*]+$", "", thai.fold(text))


WHOLE = "(ทั้งตัวบ่งชี้)"
_LIST = re.compile(
    r"(?:ประเด็น(?:การพิจารณา)?|ข้อ)\s?ที่\s*([0-9]{1,4})\s*(?:ประกอบด้วย|ได้แก่|มีดังนี้|ดังนี้)?\s*[:.]?\s*"
)
_NUMBERED = re.compile(r"([0-9]{1,4})\s?[.)](?!\s?[0-9])\s*(?=\S)")
_NAMED_POINT = re.compile(r"ประเด็น(?:การพิจารณา)?\s?ที่\s*([0-9]{1,4})(?![0-9.])\s*[:.]?\s*(?=\S)")


def part(line: Line) -> str | None:
    """method, result or comments where the whole line is such a heading; "whole" for the
    comments on the indicator as a whole."""
    if line.role not in ("", "part"):
        return None
    text = line.text
    if text.endswith(WHOLE):
        named = _part_words().get(_bare(text.removesuffix(WHOLE)))
        return "whole" if named == "comments" else None
    return _part_words().get(_bare(text)) if len(text) < 60 else None


def list_number(line: Line) -> int | None:
    """n of "ประเด็นที่ n ประกอบด้วย"."""
    found = _LIST.fullmatch(line.arabic)
    return int(found[1]) if found else None


def numbered(line: Line) -> tuple[int, str] | None:
    """The number a line begins with, and the text after it; 1.1 and 1/2557 are no such number."""
    found = _NUMBERED.match(line.arabic)
    return (int(found[1]), line.text[found.end() :].strip()) if found else None


def named_point(line: Line) -> tuple[int, str] | None:
    """ "ประเด็นที่ 2 การติดตาม": a point named as such."""
    found = _NAMED_POINT.match(line.arabic)
    return (int(found[1]), line.text[found.end() :].strip()) if found else None


def is_point_row(cells: Sequence[Cell]) -> bool:
    """Whether a row of six cells is that of a point: it begins with the point's number and says of
    the work only its status in a word, as our responsibility table does."""
    work = [line for line in cells[2] if not is_own_mark(line)]
    return bool(cells[0] and numbered(cells[0][0]) and cells[2]) and all(map(status, work))


def status(line: Line) -> tuple[str, str] | None:
    """(group, status in the words of its field) of "ดำเนินการแล้ว" or "กลุ่ม…: ดำเนินการแล้ว"."""
    group, _, said = line.text.rpartition(":")
    label = _statuses().get(thai.fold(said))
    return (group.strip(), label) if label else None


@cache
def _statuses() -> dict[str, str]:
    field = read_tabs()["progress"].field("carried_out")
    return {thai.fold(category.label): category.label for category in field.categories}


def is_own_mark(line: Line) -> bool:
    """What our own report writes where something isn't there."""
    return (
        line.text in OWN_MARKS
        or bool(_LACKING.fullmatch(line.arabic))
        or (line.role == "mark" and line.text.startswith("("))
    )


_GROUP = re.compile(
    r"(?:กลุ่ม|หน่วย|ทุกกลุ่ม|ทุกคน|งาน|ตสน|นผ|บง|ส่งเสริม|บุคคล|นิเทศ|ผอ|ผู้อำนวยการ|คณะ|[-–]|\(ยังไม่ระบุ\))"
)


def is_groups(cell: Cell) -> bool:
    """Whether a cell can hold names of groups: blank, or each line begins like one."""
    return all(_GROUP.match(line.text) and len(line.text) < 200 for line in cell)
