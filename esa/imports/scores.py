"""A file of raw scores, read in memory only: pupil rows never enter a workbook.

What leaves this module is a score of a school and subject; no fault quotes what a cell holds. The
rules over scores: esa.rules.scores.
"""

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import CalamineError

from esa.rules.scores import LeftOut, Score, Scores
from esa.sources.bounded import Locked, TooLarge, read_file
from esa.sources.excel import LARGEST_FILE, OldFormat, honest_workbook, opened

ABSENT = {"", "-", "–", "ขส", "ขาดสอบ", "ไม่เข้าสอบ"}
SCHOOL, SUBJECT, SCORE = "รหัสโรงเรียน", "วิชาหรือด้าน", "คะแนน"
NUMBER = re.compile(r"\d+(\.\d+)?")
SCHOOL_CODE = re.compile(r"\d{8,10}")
_UNREADABLE = (OSError, BadZipFile, TooLarge, Locked, OldFormat)
_UNREADABLE += (CalamineError, csv.Error, UnicodeDecodeError, IndexError)


class ScoresError(ValueError):
    """The file can't be used as a whole. code: unreadable, no_rows or missing_column."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(f"{code}: {facts}")
        self.code, self.facts = code, facts


def read_scores(path: Path, subjects: Sequence[str] = ()) -> Scores:
    """Raw scores from a local CSV or .xlsx file, one row per pupil and subject, or one per pupil.

    Headings in row 1. Without `subjects`: รหัสโรงเรียน, วิชาหรือด้าน, คะแนน. With `subjects`:
    รหัสโรงเรียน and one column per subject named. Other columns are never looked at. A school code
    must be text of 8 to 10 digits (a number has lost its zeros). An empty score, a dash or ขาดสอบ
    is "not tested"; what is no number of 0 or more is left out and counted.
    Raises ScoresError: unreadable, no_rows, missing_column.
    """
    rows = _rows(Path(path))
    if len(rows) < 2:
        raise ScoresError("no_rows", file=Path(path).name)
    headings = [_text(cell) for cell in rows[0]]
    needed = [SCHOOL, *(subjects or (SUBJECT, SCORE))]
    missing = [heading for heading in needed if heading not in headings]
    if missing:
        raise ScoresError("missing_column", file=Path(path).name, columns=" · ".join(missing))
    places = {heading: headings.index(heading) for heading in needed}
    found: list[Score] = []
    left_out: list[LeftOut] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        if all(_text(cell) == "" for cell in cells.values()):
            continue
        pairs = (
            [(subject, cells[subject]) for subject in subjects]
            if subjects
            else [(_text(cells[SUBJECT]), cells[SCORE])]
        )
        for subject, cell in pairs:
            score = _score(cells[SCHOOL], subject, cell)
            if isinstance(score, Score):
                found.append(score)
            else:
                left_out.append(LeftOut(number, score))
    return Scores(tuple(found), tuple(left_out))


def _score(school: object, subject: str, cell: object) -> Score | str:
    code = _digits(_text(school))
    if not isinstance(school, str) or not SCHOOL_CODE.fullmatch(code):
        return "school_code"
    if not subject:
        return "subject"
    text = _digits(_text(cell))
    if text in ABSENT:
        return Score(code, subject, None)
    if isinstance(cell, bool) or not NUMBER.fullmatch(text):
        return "score"
    return Score(code, subject, Decimal(text))


def _rows(path: Path) -> list[list[object]]:
    try:
        if path.suffix.lower() == ".xlsx":
            with opened(honest_workbook(path)) as workbook:
                return workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
        return _csv_rows(read_file(path, LARGEST_FILE))
    except _UNREADABLE as error:
        # the chain is cut: what a library says may quote the cells of the file
        raise ScoresError("unreadable", file=path.name, reason=type(error).__name__) from None


def _csv_rows(content: bytes) -> list[list[object]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp874")  # what Excel on Thai Windows writes
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "" if cell is None else str(cell)
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", " ", text).strip()


def _digits(text: str) -> str:
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
