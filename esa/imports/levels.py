"""The first two columns: the rubric in words and numbers, and the level that is ticked.

Where the sign of a tick-box is lost the claimed level is unknown, and stays blank.
"""

import re
from typing import NamedTuple

from esa.imports import forms
from esa.imports.gathered import Ladder
from esa.imports.lines import Cell, Line, joined, squeezed
from esa.imports.result import Result, points_said

_RANGE = re.compile(r"([0-9]{1,4})\s*(?:-|–|—|ถึง)\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_BELOW = re.compile(r"(?:น้อยกว่า|ต่ำกว่า|ไม่ถึง)\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_AT_MOST = re.compile(r"ไม่เกิน\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_AT_LEAST = re.compile(
    r"(?:อย่างน้อย|ไม่น้อยกว่า|ตั้งแต่)\s*([0-9]{1,4})\s*(?:ข้อ|ประเด็น)|([0-9]{1,4})\s*(?:ข้อ|ประเด็น)\s*ขึ้นไป"
)
_EXACTLY = re.compile(r"([0-9]{1,4})\s*(?:ข้อ|ประเด็น)")
_NONE = re.compile("ไม่มี(?:ร่องรอย)?(?:เอกสาร)?หลักฐาน|ไม่ปรากฏ(?:ร่องรอย)?หลักฐาน")


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
    if re.search(r"(?:ครบ)?ทุก\s?(?:ข้อ|ประเด็น)", said):
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


def points_total(ladder: Ladder) -> int | None:
    """The number of points where all wordings that say one say the same."""
    said = {number for *_, wording in ladder.levels for number in points_said(squeezed(wording))}
    return said.pop() if len(said) == 1 else None


def place_levels(ladder: Ladder, total: int | None, result: Result) -> int | None:
    """Rows of the rubric; the level that is ticked, None where that isn't known for certain."""
    seen: set[int] = set()
    for level, cell, wording in ladder.levels:
        result.form(cell)
        _rubric_row(ladder, level.number, wording, total, result)
        seen.add(level.number)
    missing = [number for number in (5, 4, 3, 2, 1) if number not in seen]
    where = (
        ladder.levels[0][1][0] if ladder.levels else (ladder.headings or ladder.narrative or [1])[0]
    )
    if missing:
        said = ", ".join(map(str, missing))
        result.doubt("import_levels_missing", where, value=said, indicator=ladder.code)
    return _ticked(ladder, where, result)


def _rubric_row(
    ladder: Ladder, level: int, wording: Cell, total: int | None, result: Result
) -> None:
    said = [line for line in wording if not forms.is_own_mark(line)]
    result.form(line for line in wording if forms.is_own_mark(line))
    if not said:
        return
    kept, after = _without_gap(said)
    if after:
        result.leave(after, "broken_row")
    clear = clear_evidence(squeezed(tuple(kept)), total)
    row = result.add(
        "rubric", kept[0], edition=result.edition, indicator=ladder.code, level=level,
        min_clear=clear.least, max_clear=clear.most, wording=joined(tuple(kept)),
    )  # fmt: skip
    if clear.least is None:
        result.doubt("import_wording_unclear", kept[0], level=level, indicator=ladder.code)
    elif clear.least == clear.most:
        row["max_clear"] = clear.most


def _without_gap(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines up to the first gap; what comes after a gap isn't the wording any more."""
    for at in range(1, len(lines)):
        if lines[at].number > lines[at - 1].number + 2:
            return lines[:at], lines[at:]
    return lines, []


def _ticked(ladder: Ladder, where: Line, result: Result) -> int | None:
    ticks = [level for level, *_ in ladder.levels if level.ticked]
    lost = [level for level, *_ in ladder.levels if level.ticked is None]
    if len(ticks) == 1 and not lost:
        return ticks[0].number
    if ladder.levels and lost:
        result.doubt("import_tick_lost", where, indicator=ladder.code)
    elif len(ticks) > 1:
        said = ", ".join(str(level.number) for level in ticks)
        result.doubt("import_ticked_twice", where, indicator=ladder.code, value=said)
    return None


_CLAIMED = re.compile(r"ประเมินตนเอง\s*ระดับ\s*([1-5])(?![0-9])")
_EXTRA = re.compile(r"เงื่อนไขเพิ่มเติม:\s*(.+?)\s*\((ยังไม่ได้ยืนยัน|ยืนยันแล้ว)\)")


def place_beside(ladder: Ladder, row: dict, ticked: int | None, result: Result) -> None:
    """What stands between heading and table: our own verdict and remarks, or other text. The tick
    of our own report is set by the evidence and is no claim."""
    own = False
    for line in ladder.beside:
        claimed, extra = _CLAIMED.match(line.arabic), _EXTRA.fullmatch(line.text)
        if claimed:
            row["claimed_level"] = int(claimed[1])
            result.leave([line], "computed")
        elif extra:
            row["extra_condition"] = extra[1]
            if extra[2] == "ยืนยันแล้ว":
                row["extra_condition_met"] = "ใช่"
            result.leave([line], "computed")
        elif line.text.startswith("ผลการประเมิน:"):
            own = True
            result.leave([line], "computed")
        else:
            result.leave([line], "front")
    if ticked is not None and not own:
        row.setdefault("claimed_level", ticked)
    elif ticked is not None and "claimed_level" not in row:
        result.doubt("import_tick_of_evidence", ladder.levels[0][1][0], level=ticked)
