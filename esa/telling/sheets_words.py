"""Repairs, workbooks and tabs in words: where, how much is touched, what state they are in.

Plain text; cell text stands in it as it was typed.
"""

import re
from collections.abc import Iterable

from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.repairs import BookState, Repair, TabState
from esa.telling import words
from esa.telling.texts import number, shorten, unfolded
from esa.telling.words import SEVERITY_WORDS

STATUS_TH = {
    "unread": "อ่านไม่ได้",
    "twice": "ส่งมาซ้ำ จึงไม่ได้อ่าน",
    "unclear": "ยังไม่ทราบว่าเป็นของใคร",
    "skipped": "ข้ามไป ไม่ใช่สมุดข้อมูล",
    "missing": "ยังไม่มีสมุดงาน จึงไม่ทราบ",
}
_CELL = re.compile(r"([A-Z]+)(\d+)")


def book_words(book: BookState) -> str:
    """What is said of a workbook as a whole: rows used and left out, or why it isn't used."""
    if book.status != "used":
        return STATUS_TH[book.status]
    left = f" · ยังไม่นับ {number(book.left_out)}" if book.left_out else ""
    return f"ใช้ได้ {number(book.used)} แถว{left}"


def is_broken(book: BookState) -> bool:
    """Whether a workbook is there and can't be used: somebody has to act."""
    return book.status in ("unread", "twice", "unclear")


def tab_words(tab: TabState) -> str:
    """ใช้ได้ 8 แถว · ยังไม่นับ 10 แถว · ต้องแก้ 10"""
    parts = [f"ใช้ได้ {number(tab.used)} แถว"]
    parts += [f"ยังไม่นับ {number(tab.left_out)} แถว"] if tab.left_out else []
    problems = tab.problems.items()
    return " · ".join([*parts, *(f"{SEVERITY_WORDS[name]} {n}" for name, n in problems if n)])


def spans(cells: Iterable[str], most: int = 4) -> str:
    """B10, B11, B12, B20 → "B10–B12, B20"; more than `most` pieces end in "และอีก 7 ช่อง"."""
    pieces: list[list] = []  # column, first row, last row
    odd: list[str] = []
    for cell in cells:
        found = _CELL.fullmatch(cell)
        if not found:
            odd.append(cell)
            continue
        column, row = found[1], int(found[2])
        if pieces and pieces[-1][0] == column and row - pieces[-1][2] in (0, 1):
            pieces[-1][2] = row
        else:
            pieces.append([column, row, row])
    said = [f"{c}{a}" if a == b else f"{c}{a}–{c}{b}" for c, a, b in pieces] + odd
    if unfolded(len(said), most) == len(said):
        return ", ".join(said)
    hidden = sum(b - a + 1 for _, a, b in pieces[most:]) + len(odd)
    return f"{', '.join(said[:most])} และอีก {number(hidden)} ช่อง"


def cells_of(repair: Repair) -> str:
    """ "ช่อง B10" or "10 แถว: B10–B19"; ทั้งแท็บ, ทั้งสมุดงาน where no cell is meant."""
    cells = [problem.cell for problem in repair.problems if problem.cell]
    if not cells:
        return {"workbook": "ทั้งสมุดงาน", "column": "ทั้งคอลัมน์"}.get(repair.whole, "ทั้งแท็บ")
    if len(cells) > 1:
        return f"{number(len(cells))} แถว: {spans(cells)}"
    first, colon, _ = cells[0].partition(":")
    kind = "ช่อง" if not colon else "แถว" if first.isdigit() else "คอลัมน์"
    return f"{kind} {first}"


def place(office: Office, repair: Repair, cells: bool = True) -> str:
    """ชีต › แท็บ › แถว 14 ช่อง ลิงก์ of a repair in plain text; several rows named together.

    cells: whether several cells are named as well.
    """
    first = repair.first
    if first.code == "group_without_workbook":
        return shorten(first.facts.get("value", first.group), 80)
    book = words.workbook(office, first.workbook) if first.workbook else ""
    if len(repair.problems) == 1 and first.row is not None:
        return shorten(words.problem_place(office, first), 200)
    column = f"ช่อง {first.field_title}" if first.field else ""
    named = "" if repair.whole in ("workbook", "tab") and not first.cell else cells_of(repair)
    last = f"{named} {column}" if cells or not column else column
    parts = (book, first.tab_title, last.strip())
    said = " › ".join(shorten(part, 80) for part in parts if part)
    return said or "ภาพรวมของสำนักงาน"


def effect(repair: Repair) -> str:
    """What comes of it, in plain text: rows that aren't counted or are touched."""
    if repair.first.code == "group_without_workbook":
        return "ข้อมูลทั้งกลุ่มยังไม่ทราบ"
    if repair.severity == "error" and repair.whole == "workbook":
        return "กระทบทั้งสมุดงาน" if repair.touched else "ทั้งสมุดงานยังไม่นับ"
    if repair.left_out:
        return f"ยังไม่นับ {number(repair.left_out)} แถว"
    if repair.severity == "error" and repair.whole in ("tab", "column") and repair.touched:
        return f"กระทบ {number(repair.touched)} แถวของแท็บ"
    return ""


def suggestion(problem: Problem) -> str:
    """The likely right value to type, "" where there is none. Plain text."""
    return "" if problem.suggestion in ("", "–", "?", "-") else problem.suggestion
