"""A file of raw scores, read in memory only: pupil rows never enter a workbook.

There is a row for each pupil and subject, a column for each subject, or a sheet for each subject:
esa.imports.scores_headings tells which. What leaves this module is a score of a school and subject;
no fault quotes what a cell below the headings holds. The rules over scores: esa.rules.scores.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import CalamineError

from esa.imports.scores_headings import (
    SEARCHED_ROWS,
    Column,
    Known,
    Layout,
    ScoresError,
    arabic,
    layout_of,
    spelt,
    text_of,
    with_subjects,
)
from esa.imports.scores_titles import differing
from esa.reading.headings import folded
from esa.reading.links import Directory
from esa.rules.scores import LeftOut, Score, Scores
from esa.sources.bounded import Locked, TooLarge, read_file
from esa.sources.excel import LARGEST_FILE, OldFormat, honest_workbook, opened

ABSENT = {
    "",
    "-",
    "–",
    "ขส",
    "ขาด",
    "ขาดสอบ",
    "ไม่เข้าสอบ",
    "ไม่มาสอบ",
    "ไม่ได้สอบ",
    "ลาออก",
    "ย้าย",
    "ป่วย",
}
NUMBER = re.compile(r"\d+(\.\d+)?")
SCHOOL_CODE = re.compile(r"\d{8,10}")
HUNDRED = Decimal(100)
_UNREADABLE = (OSError, BadZipFile, TooLarge, Locked, OldFormat)
_UNREADABLE += (CalamineError, csv.Error, UnicodeDecodeError, IndexError)
Sheet = tuple[str, list[list[object]], Layout]  # its title, its rows


def read_scores(path: Path, subjects: Sequence[str] = (), known: Known | None = None) -> Scores:
    """Raw scores from a local CSV or .xlsx file, out of a hundred points.

    Without a register a school code must be text of 8 to 10 digits (a number has lost its zeros);
    with one, names and codes stored as numbers are taken where they mean one school (and told). An
    empty score, a dash, ขาดสอบ or a status that says so is "not tested"; what is no number of 0 or
    more is left out and counted. ScoresError.
    """
    known = known or Known()
    if subjects:
        known = replace(known, columns=subjects)
    sheets = _with_headings(Path(path), known)
    many = sum(bool(layout.scores) for _, _, layout in sheets) > 1
    found: list[tuple[Column, int, Score]] = []
    left_out: list[LeftOut] = []
    padded: list[LeftOut] = []
    for title, rows, layout in sheets:
        layout = with_subjects(layout, title, many, rows, known)
        if layout is None:
            continue
        where = title if many else ""
        padded += [LeftOut(row, "padded", where) for row in _padded(rows, layout, known)]
        for number, column, score in _scores(rows, layout, known):
            if isinstance(score, Score):
                found.append((column, number, score))
            else:
                left_out.append(LeftOut(number, score, where))
    if not found and not left_out:
        raise ScoresError("no_scores", value=Path(path).name)
    full = {score.subject: _full(column, score.subject, known) for column, _, score in found}
    other = {subject: mark for subject, mark in full.items() if mark not in (None, HUNDRED)}
    return Scores(tuple(_of_hundred(found, known)), tuple(left_out), other, tuple(padded))


def _with_headings(path: Path, known: Known) -> list[Sheet]:
    """The sheets that have headings. ScoresError where none is of use, or a column isn't there."""
    sheets = _sheets(path)
    if not any(len(rows) > 1 for _, rows in sheets):
        raise ScoresError("no_rows", value=path.name)
    layouts = ((title, rows, layout_of(rows, known)) for title, rows in sheets)
    found = [(title, rows, layout) for title, rows, layout in layouts if layout is not None]
    if not found:
        raise ScoresError("no_headings", value=path.name)
    _check_titles(found, known)
    seen = {column.subject for _, _, layout in found for column in layout.scores}
    if missing := [name for name in known.columns if spelt(name, known) not in seen]:
        raise ScoresError("missing_column", value=path.name, columns=" · ".join(missing))
    return found


def _check_titles(sheets: Sequence[Sheet], known: Known) -> None:
    """ScoresError where a sheet says that it is of another test, grade or year."""
    for title, rows, layout in sheets if known.asked else ():
        above = [text_of(cell) for row in rows[: layout.row] for cell in row]
        if said := differing([title, *above], known.asked):
            raise ScoresError("other_title", value=said, expected=known.asked.words)


# --- the rows ---------------------------------------------------------------------------------


def _scores(
    rows: list[list[object]], layout: Layout, known: Known
) -> Iterator[tuple[int, Column, Score | str]]:
    """Row number, column and score, or the field for which it can't be used."""
    for number, row in enumerate(islice(rows, layout.row + 1, None), start=layout.row + 2):
        places = [*layout.schools, *(c.place for c in layout.scores)]
        places += [layout.subject] if layout.subject is not None else []
        if all(text_of(_at(row, place)) == "" for place in places):
            continue
        is_absent = any(_says_absent(_at(row, place)) for place in layout.status)
        school = _school([_at(row, place) for place in layout.schools], known)
        for column in layout.scores:
            beside = _at(row, layout.subject)
            said = column.subject if layout.subject is None else text_of(beside)
            subject = spelt(said, known)
            cell = "" if is_absent else _at(row, column.place)
            yield number, column, _score(school, subject, cell)


def _says_absent(cell: object) -> bool:
    text = text_of(cell)
    return text != "" and (text in ABSENT or text.startswith(("ขาด", "ไม่เข้า", "ไม่มา", "ไม่ได้")))


def _school(cells: Sequence[object], known: Known) -> str:
    """The code of the school that these cells name; "" where they name none, or two."""
    if known.schools is None:
        texts = [arabic(text_of(cell)) for cell in cells if isinstance(cell, str)]
        found = {text for text in texts if SCHOOL_CODE.fullmatch(text)}
    else:
        found = {code for cell in cells if (code := _in_register(cell, known.schools))}
    return found.pop() if len(found) == 1 else ""


def _in_register(cell: object, schools: Directory) -> str:
    text = arabic(text_of(cell))
    return (schools.code_of(text) or _with_zeros(text, schools)) if text else ""


def _with_zeros(text: str, schools: Directory) -> str:
    """The one code of the register that a number has been; "" where there is none or several."""
    if not text.isdecimal():
        return ""
    bare = text.lstrip("0")
    like = {code for key, code in schools.codes.items() if key.lstrip("0") == bare}
    return like.pop() if len(like) == 1 else ""


def _padded(rows: list[list[object]], layout: Layout, known: Known) -> Iterator[int]:
    """Numbers of the rows whose school is known by a code that has lost its zeros."""
    schools = known.schools
    for number, row in enumerate(rows[layout.row + 1 :] if schools else (), start=layout.row + 2):
        texts = [arabic(text_of(_at(row, place))) for place in layout.schools]
        if any(t and not schools.code_of(t) and _with_zeros(t, schools) for t in texts):
            yield number


def _score(school: str, subject: str, cell: object) -> Score | str:
    if not school:
        return "school_code"
    if not subject:
        return "subject"
    text = arabic(text_of(cell))
    if text in ABSENT:
        return Score(school, subject, None)
    if isinstance(cell, bool) or not NUMBER.fullmatch(text):
        return "score"
    return Score(school, subject, Decimal(text))


def _of_hundred(found: Sequence[tuple[Column, int, Score]], known: Known) -> Iterator[Score]:
    """The scores out of a hundred. ScoresError where a full mark must be said, or is exceeded."""
    over: dict[str, list[int]] = {}
    for column, number, score in found:
        full = _full(column, score.subject, known)
        value = score.score
        if value is not None and value > (full or HUNDRED):
            over.setdefault(score.subject, []).append(number)
    if over:
        subject, rows = next(iter(sorted(over.items())))
        shown = ", ".join(map(str, rows[:8])) + (", …" if len(rows) > 8 else "")
        given = {_full(c, subject, known) for c, _, s in found if s.subject == subject}
        full = next(iter(given - {None}), None)
        code = "ask_full" if full is None else "over_full"
        raise ScoresError(code, value=subject, rows=shown, full=f"{full or 100:f}")
    for column, _, score in found:
        full = _full(column, score.subject, known)
        if score.score is None or full in (None, HUNDRED):
            yield score
        else:
            yield score._replace(score=score.score * HUNDRED / full)


def _full(column: Column, subject: str, known: Known) -> Decimal | None:
    given = {folded(name): full for name, full in known.full.items()}
    return given.get(folded(subject)) or known.full.get("") or column.full


def _at(row: Sequence[object], place: int | None) -> object:
    return row[place] if place is not None and place < len(row) else ""


# --- the file ---------------------------------------------------------------------------------


def _sheets(path: Path) -> list[tuple[str, list[list[object]]]]:
    try:
        if path.suffix.lower() == ".xlsx":
            with opened(honest_workbook(path)) as workbook:
                names = workbook.sheet_names
                return [
                    (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
                    for name in names
                ]
        return [("", _csv_rows(read_file(path, LARGEST_FILE)))]
    except _UNREADABLE as error:
        # the chain is cut: what a library says may quote the cells of the file
        raise ScoresError("unreadable", value=path.name, reason=type(error).__name__) from None


def _csv_rows(content: bytes) -> list[list[object]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp874")  # what Excel on Thai Windows writes
    head = text.split("\n")[:SEARCHED_ROWS]
    delimiter = max(",;\t", key=lambda mark: max(line.count(mark) for line in head))
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
