"""The first two columns of the form of four: levels, their wordings, the numbers in them.

A wording is known by its words, so that it is found again without its level, in a merged cell and
without any cell. A level that is lost follows from those above and below it, or stays unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from esa.imports import words
from esa.imports.sections import Cell, Report

_RANGE = re.compile(r"([0-9]{1,4})\s*(?:-|–|—|ถึง)\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_BELOW = re.compile(r"(?:น้อยกว่า|ต่ำกว่า|ไม่ถึง)\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_AT_MOST = re.compile(r"ไม่เกิน\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_AT_LEAST = re.compile(
    r"(?:อย่างน้อย|ไม่น้อยกว่า|ตั้งแต่)\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)|([0-9]{1,4})\s*(?:ข้อ|ประเด็น)\s*ขึ้นไป"
)
_EXACTLY = re.compile(r"([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_NONE = re.compile("ไม่มี(?:ร่องรอย)?(?:เอกสาร)?หลักฐาน|ไม่ปรากฏ(?:ร่องรอย)?หลักฐาน")
_ALL = re.compile(r"(?:ครบ)?ทุก\s?(?:ข้อ|ประเด็น)")
_CARRIED_OUT = re.compile(r"(?:ทั้งหมด)?ครบ(?:ทั้ง|ทุก)?\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_INTRO_COUNT = re.compile(r"ประเด็น(?:การพิจารณา)?\s*([0-9]{1,3})\s*(?:ข้อ|ประเด็น)")
_CLAUSES = re.compile(
    r"(?:มี)?การดำเนิน(?:การ|งาน)\s?(?:ตาม)?.{0,40}?ครบ(?:ทั้ง|ทุก)?\s*[0-9]{1,4}\s*(?:ข้อ|ประเด็น)"
    r"|(?:และ)?\s*(?:ไม่)?มี(?:ร่องรอย)?(?:เอกสาร)?หลักฐาน(?:ที่)?(?:ปรากฏ)?(?:ให้เห็น)?(?:อย่าง)?(?:ชัดเจน)?\s*"
    r"(?:(?:จำนวน|ครบ|ตั้งแต่|อย่างน้อย|ไม่น้อยกว่า|น้อยกว่า|ต่ำกว่า|ไม่ถึง|ไม่เกิน)?\s*"
    r"[0-9]{1,4}(?:\s*(?:-|–|—|ถึง)\s*[0-9]{1,4})?\s*(?:ข้อ|ประเด็น)(?:\s*ขึ้นไป)?|(?:ครบ)?ทุก\s?(?:ข้อ|ประเด็น))?"
)
MOST_LINES = 30  # of a wording
WINDOW = MOST_LINES + 1  # lines that are looked at, so that the cost grows with the lines alone
_LONGEST = 700  # characters of a wording
_SHORTEST_EXTRA = 10


class Clear(NamedTuple):
    """How many points with clear evidence a level needs; None where the wording says no number."""

    least: int | None
    most: int | None


def clear_evidence(wording: str, total: int | None) -> Clear:
    """The numbers behind "หลักฐาน" in the wording of a level; (None, None) where it is unclear.

    wording: one line, Arabic digits. total: points of the indicator, for ทุกข้อ.
    """
    if _NONE.search(wording):
        return Clear(0, 0)
    said = wording.rsplit("หลักฐาน", 1)[-1] if "หลักฐาน" in wording else ""
    if _ALL.search(said):
        return Clear(total, total)
    if found := _RANGE.search(said):
        low, high = int(found[1]), int(found[2])
        return Clear(low, high) if low <= high else Clear(None, None)
    if found := _BELOW.search(said):
        return Clear(0, int(found[1]) - 1) if int(found[1]) > 0 else Clear(None, None)
    if found := _AT_MOST.search(said):
        return Clear(0, int(found[1]))
    if found := _AT_LEAST.search(said):
        least = int(found[1] or found[2])
        return Clear(least, total) if total is not None and least <= total else Clear(None, None)
    numbers = _EXACTLY.findall(said)
    if len(numbers) == 1:
        return Clear(int(numbers[0]), int(numbers[0]))
    return Clear(None, None)


def points_said(wording: str) -> set[int]:
    """The numbers of points that a wording says must be carried out; of the form's intro too."""
    found = _CARRIED_OUT.findall(wording.split("หลักฐาน")[0])
    found += _INTRO_COUNT.findall(wording) if words.is_intro(wording) else []
    return {int(number) for number in found}


def extra_condition(wordings: Sequence[str]) -> str:
    """What all wordings say beside the two numbers, in the same words; "" for nothing."""
    rests = [_beside(wording) for wording in wordings]
    bare = {re.sub(r"[\s.]", "", rest) for rest in rests}
    same = len(bare) == 1 and len(rests) > 1 and len(rests[0]) >= _SHORTEST_EXTRA
    return rests[0] if same else ""


def has_beside(wording: str) -> bool:
    """Whether a wording says something beside the two numbers."""
    return len(_beside(wording)) >= _SHORTEST_EXTRA


def _beside(wording: str) -> str:
    rest = re.sub(r"\s+", " ", _CLAUSES.sub(" ", wording)).strip(" .,;")
    return re.sub(r"^(?:และ|โดย|ทั้งนี้|พร้อมทั้ง)\s*(?=\S)", "", rest).strip()


@dataclass
class Rung:
    """One row of the ladder. level: None where it is lost; sign: places of the level's own lines;
    wording: of its words; at: cell it stands in."""

    level: words.Level | None
    sign: list[int]
    wording: list[int]
    at: int


def rungs(report: Report, cells: Sequence[Cell]) -> list[Rung]:
    """The rows of the ladder among the cells of one indicator, in their order; they are taken out
    of the cells."""
    found: list[Rung] = []
    for number, cell in enumerate(cells):
        after, at = cells[number + 1 : number + 2], 0
        while left := cell.lines[at : at + WINDOW]:
            sign = _level_lines(report, left, after)
            if sign:
                found.append(Rung(words.level(report.text(left[:sign])), left[:sign], [], number))
                left = cell.lines[at + sign : at + sign + WINDOW]
            length = _wording_lines(report, left, found, number)
            if length:
                _worded(found, left[:length], number)
            elif not sign:
                break
            at += sign + length
        cell.lines = _rest_of(report, cell.lines[at:], found, number)
        _take_trailing(report, cell, after, found, number)
    return found


def _take_trailing(
    report: Report, cell: Cell, after: Sequence[Cell], found: list[Rung], number: int
) -> None:
    """A level at the end of a cell that ran together with the next: its wording comes then."""
    sign = _trailing_level(report, cell.lines)
    if not sign or len(sign) == len(cell.lines):
        return
    level = words.level(report.text(sign))
    worded = any(words.begins_wording(report.text(each.lines[:4])) for each in after)
    if worded or (level and level.ticked is not None):
        found.append(Rung(level, sign, [], number))
        cell.lines = cell.lines[: -len(sign)]


def _rest_of(report: Report, left: list[int], found: list[Rung], number: int) -> list[int]:
    """Lines of a cell after its first rungs: those of a ladder without cells are found too."""
    kept: list[int] = []
    at = 0
    while at < len(left):
        length = _wording_lines(report, left[at : at + MOST_LINES], [], number) if at else 0
        if (
            not length
            or report.in_table(left[at])
            and not _has_clause(report, left[at : at + length])
        ):
            kept.append(left[at])
            at += 1
            continue
        sign = _trailing_level(report, kept)
        found.append(Rung(words.level(report.text(sign)), sign, [], number))
        del kept[len(kept) - len(sign) :]
        _worded(found, left[at : at + length], number)
        at += length
    return kept


def _has_clause(report: Report, places: Sequence[int]) -> bool:
    return "หลักฐาน" in report.text(places)


def _trailing_level(report: Report, kept: list[int]) -> list[int]:
    """The lines of a level at the end of the lines so far."""
    for length in (2, 1):
        if len(kept) >= length and words.level(report.text(kept[-length:])):
            return kept[-length:]
    return []


def _worded(found: list[Rung], wording: list[int], number: int) -> None:
    if found and not found[-1].wording and number - found[-1].at <= 1:
        found[-1].wording = wording
    else:
        found.append(Rung(None, [], wording, number))


def _level_lines(report: Report, left: list[int], after: Sequence[Cell]) -> int:
    """How many lines at the start of a cell are a level; a number alone is one only before a
    wording or our own mark for none."""
    for length in (2, 1):
        text = report.text(left[:length])
        level = words.level(text) if len(left) >= length else None
        if level is None and not (len(left) == length and words.is_box(text)):
            continue
        rest = left[length:] or next((cell.lines for cell in after[:1]), [])
        worded = bool(rest) and (
            words.begins_wording(report.text(rest[:4]))
            or words.is_own_mark(report.lines[rest[0]])
            or (len(rest) < 8 and _has_clause(report, rest) and "ข้อ" in report.text(rest))
        )
        boxed = level is not None and bool(level.box) and len(left) == length
        if worded or (boxed and not rest):
            return length
    return 0


def _wording_lines(report: Report, left: list[int], found: list[Rung], number: int) -> int:
    """How many lines are the wording of a level: the whole cell right of a level, else up to the
    words that end it."""
    beside = bool(found) and not found[-1].wording and found[-1].at == number - 1
    begins = bool(left) and words.begins_wording(report.text(left[:4]))
    if not left or not (beside or begins):
        return 0
    text = report.text(left[:MOST_LINES])
    whole = len(left) < MOST_LINES and len(text) <= _LONGEST
    whole = whole and not any(_breaks(report, at) for at in left)
    if (beside or begins) and whole and not any(_is_next(report, at) for at in left[1:]):
        return len(left) if beside or "หลักฐาน" in text else 0
    if not begins:
        return 0
    for length in range(1, min(len(left), 8) + 1):
        said = report.text(left[:length])
        if "หลักฐาน" in said and clear_evidence(said, 1) != (None, None):
            goes_on = next((report.text(left[length : length + 1]) for _ in (0,)), "")
            return length + (1 if goes_on.startswith("และ") else 0)
        if len(said) > _LONGEST or _breaks(report, left[length - 1]):
            return 0
    return 0


def _is_next(report: Report, at: int) -> bool:
    """Whether a line begins the next row of a ladder without cells."""
    text = report.text([at])
    return words.begins_wording(text) or bool(words.level(text)) or words.is_box(text)


def _breaks(report: Report, at: int) -> bool:
    """Whether a line is of another column for certain."""
    line = report.lines[at]
    part = words.part(line)
    return bool(
        part or words.is_intro(line.arabic) or words.list_numbers(line) or words.numbered(line)
    )


def with_levels(found: Sequence[Rung]) -> list[tuple[int | None, Rung]]:
    """The level of each rung: as printed, else the only one that fits between its neighbours."""
    printed = [rung.level.number if rung.level else None for rung in found]
    levels, all_printed = [], set(printed)
    for at, rung in enumerate(found):
        above, below = _neighbours(printed, at)
        fits = above is not None and below is not None and above - below == 2
        lost = above - 1 if fits and above - 1 not in all_printed else None
        levels.append((lost if printed[at] is None else printed[at], rung))
    return levels


def _neighbours(printed: Sequence[int | None], at: int) -> tuple[int | None, int | None]:
    """The levels above and below a rung; a ladder begins below 6 and ends above 0."""
    above = printed[at - 1] if at else 6
    below = printed[at + 1] if at + 1 < len(printed) else 0
    begins_anew = above is not None and below is not None and 0 < above <= below
    return (6 if begins_anew else above), below
