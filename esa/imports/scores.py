"""A file of raw scores, read in memory only: pupil rows never enter a workbook.

The row of headings is found by its words, and how the scores stand in it: a row for each pupil and
subject, a column for each subject, or a sheet for each subject. Nothing is guessed: what can't be
told is asked for. What leaves this module is a score of a school and subject; no fault quotes what
a cell below the headings holds. The rules over scores: esa.rules.scores.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from python_calamine import CalamineError

from esa.imports.scores_titles import Asked, differing
from esa.reading.headings import folded
from esa.reading.links import Directory
from esa.reading.problems import Refused
from esa.reading.schema import read_tabs
from esa.rules.scores import LeftOut, Score, Scores
from esa.sources.bounded import Locked, TooLarge, read_file
from esa.sources.excel import LARGEST_FILE, OldFormat, honest_workbook, opened

SEARCHED_ROWS = 15  # among which the headings stand
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
SUBJECTS = {"วิชา", "รายวิชา", "ด้าน", "สาระ", "กลุ่มสาระ", "ความสามารถด้าน"}
STATUS = {"สถานะ", "สถานะการสอบ", "สถานะการเข้าสอบ", "การเข้าสอบ", "เข้าสอบ", "ขาดสอบ", "หมายเหตุ"}
# Headings of a score that don't say of what subject.
SCORE = {"คะแนน", "คะแนนรวม", "รวม", "รวมคะแนน", "คะแนนที่ได้", "คะแนนดิบ", "ได้", "ผลคะแนน", "score"}
NUMBER = re.compile(r"\d+(\.\d+)?")
SCHOOL_CODE = re.compile(r"\d{8,10}")
FULL = re.compile(r"[(\[]?\s*(?:คะแนนเต็ม|เต็ม|รวม)?\s*(\d+(?:\.\d+)?)\s*(?:คะแนน|%)\s*[)\]]?")
FULL_AFTER = re.compile(r"[(\[]?\s*(?:คะแนนเต็ม|เต็ม)\s*(\d+(?:\.\d+)?)\s*[)\]]?")
HUNDRED = Decimal(100)
_UNREADABLE = (OSError, BadZipFile, TooLarge, Locked, OldFormat)
_UNREADABLE += (CalamineError, csv.Error, UnicodeDecodeError, IndexError)


class ScoresError(Refused):
    """The file can't be used as a whole. code: unreadable, no_rows, no_headings, no_scores,
    missing_column, ask_columns, no_subject, ask_full, over_full, other_title."""

    def __init__(self, code: str, **facts: object):
        super().__init__(f"scores_{code}", facts)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Known:
    """What helps to read a file. schools: the office's register; subjects: of its tests; full: full
    mark of a subject, "" for all; subject: of a file that names none; columns: headings of the
    columns that are subjects; asked: the sitting that is counted."""

    schools: Directory | None = None
    subjects: Sequence[str] = ()
    full: Mapping[str, Decimal] = field(default_factory=dict)
    subject: str = ""
    columns: Sequence[str] = ()
    asked: Asked | None = None


class _Column(NamedTuple):
    """A column of scores. subject: "" where another column names it; full: None for not stated."""

    place: int
    subject: str
    full: Decimal | None


class _Layout(NamedTuple):
    row: int
    schools: tuple[int, ...]
    subject: int | None
    status: tuple[int, ...]
    scores: tuple[_Column, ...]


Sheet = tuple[str, list[list[object]]]


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
    sheets = _sheets(Path(path))
    name = Path(path).name
    if not any(len(rows) > 1 for _, rows in sheets):
        raise ScoresError("no_rows", value=name)
    layouts = [(title, rows, _layout(title, rows, known)) for title, rows in sheets]
    usable = [each for each in layouts if each[2] is not None]
    if not usable:
        raise ScoresError("no_headings", value=name)
    _check_titles(usable, known)
    seen = {column.subject for _, _, layout in usable for column in layout.scores}
    if missing := [name for name in known.columns if _spelt(name, known) not in seen]:
        raise ScoresError("missing_column", value=name, columns=" · ".join(missing))
    many = len([layout for _, _, layout in usable if layout.scores]) > 1
    found: list[tuple[_Column, int, Score]] = []
    left_out: list[LeftOut] = []
    padded: list[LeftOut] = []
    for title, rows, layout in usable:
        layout = _with_subjects(layout, title, many, rows, known)
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
        raise ScoresError("no_scores", value=name)
    full = {score.subject: _full(column, score.subject, known) for column, _, score in found}
    other = {subject: mark for subject, mark in full.items() if mark not in (None, HUNDRED)}
    return Scores(tuple(_of_hundred(found, known)), tuple(left_out), other, tuple(padded))


def _check_titles(sheets: Sequence[tuple[str, list[list[object]], _Layout]], known: Known) -> None:
    """ScoresError where a sheet says that it is of another test, grade or year."""
    for title, rows, layout in sheets if known.asked else ():
        above = [_text(cell) for row in rows[: layout.row] for cell in row]
        if said := differing([title, *above], known.asked):
            raise ScoresError("other_title", value=said, expected=known.asked.words)


# --- the headings -----------------------------------------------------------------------------


def _layout(title: str, rows: list[list[object]], known: Known) -> _Layout | None:
    """Where the headings stand and what they are; None in a sheet without schools."""
    best, most = None, 0
    for position, row in enumerate(rows[:SEARCHED_ROWS]):
        found = _headings(position, row, rows, known)
        count = len(found.schools) and (
            len(found.schools) + len(found.scores) + len(found.status) + (found.subject is not None)
        )
        if count > most:
            best, most = found, count
    return best


def _headings(
    position: int, row: Sequence[object], rows: list[list[object]], known: Known
) -> _Layout:
    schools, status, scores, subject = [], [], [], None
    for place, cell in enumerate(row):
        if not isinstance(cell, str) or not cell.strip():
            continue
        bare, full = _heading(cell)
        key = folded(bare)
        if key in _school_names():
            schools.append(place)
        elif (name := _subject(bare, known)) is not None:
            scores.append(_Column(place, name, full))
        elif key in _subject_names() and subject is None:
            subject = place
        elif key in map(folded, STATUS):
            status.append(place)
        elif key in map(folded, SCORE) or (full is not None and not key):
            name = _above(rows, position, place, known)
            scores.append(_Column(place, name, full))
    return _Layout(position, tuple(schools), subject, tuple(status), tuple(scores))


def _heading(cell: str) -> tuple[str, Decimal | None]:
    """A heading without its full mark, and that: "ภาษาไทย (100 คะแนน)" → ภาษาไทย, 100."""
    text = _digits(_text(cell)).rstrip("* ")
    for pattern in (FULL, FULL_AFTER):
        if found := pattern.search(text):
            rest = (text[: found.start()] + " " + text[found.end() :]).strip(" ()[]")
            return rest.rstrip("* "), Decimal(found[1])
    return text, None


def _subject(heading: str, known: Known) -> str | None:
    """The subject that a column is of: one that was named, or one of the office's."""
    named = {folded(name): name for name in (*known.subjects, *known.columns)}
    if known.columns:
        named = {folded(name): _spelt(name, known) for name in known.columns}
    return named.get(folded(heading)) if heading else None


def _spelt(name: str, known: Known) -> str:
    """A subject as the office spells it."""
    return {folded(each): each for each in known.subjects}.get(folded(name), name)


def _above(rows: list[list[object]], position: int, place: int, known: Known) -> str:
    """The subject that stands over a column, in a cell that reaches over several; "" for none."""
    for row in reversed(rows[:position]):
        cells = [_text(cell) for cell in row[: place + 1]]
        said = next((cell for cell in reversed(cells) if cell), "")
        if name := _subject(_heading(said)[0] if said else "", known):
            return name
    return ""


def _school_names() -> frozenset[str]:
    tabs = read_tabs()
    fields = [tabs["test_results"].field("school_code"), tabs["schools"].field("school_code")]
    fields.append(tabs["schools"].field("name"))
    words = (word for each in fields for word in (each.title, *each.aliases))
    return frozenset(folded(word) for word in words if word not in ("รหัส", "ชื่อ"))


def _subject_names() -> frozenset[str]:
    each = read_tabs()["test_results"].field("subject")
    return frozenset(map(folded, (each.title, *each.aliases, *SUBJECTS)))


def _with_subjects(
    layout: _Layout, title: str, many: bool, rows: list[list[object]], known: Known
) -> _Layout | None:
    """The layout with a subject for every column of scores. None: nothing to read in this sheet.
    ScoresError where the subject has to be said."""
    if not layout.scores:
        if many:
            return None
        shown = [_text(cell) for cell in rows[layout.row] if _text(cell)]
        raise ScoresError("ask_columns", value=" · ".join(shown[:12]))
    if layout.subject is not None:
        without = [column for column in layout.scores if not column.subject]
        return layout._replace(scores=tuple(without[:1] or layout.scores[:1]))
    named = tuple(column for column in layout.scores if column.subject)
    if named and not known.subject:
        return layout._replace(scores=named)
    if len(layout.scores) > 1:
        totals = [c for c in layout.scores if "รวม" in _text(rows[layout.row][c.place])]
        if len(totals) != 1:
            shown = [_text(rows[layout.row][column.place]) for column in layout.scores]
            raise ScoresError("ask_columns", value=" · ".join(shown))
        layout = layout._replace(scores=tuple(totals))
    subject = known.subject or _named_in(title, rows[: layout.row], known) or (title * many)
    if not subject:
        raise ScoresError("no_subject", value=_text(rows[layout.row][layout.scores[0].place]))
    return layout._replace(scores=(layout.scores[0]._replace(subject=_spelt(subject, known)),))


def _named_in(title: str, above: list[list[object]], known: Known) -> str:
    """The one subject of the office that the title of the sheet or the lines above name."""
    texts = [folded(title), *(folded(_text(cell)) for row in above for cell in row)]
    for text in filter(None, texts):
        held = [name for name in known.subjects if folded(name) in text]
        held = [a for a in held if not any(a != b and folded(a) in folded(b) for b in held)]
        if len(held) == 1:
            return held[0]
    return ""


# --- the rows ---------------------------------------------------------------------------------


def _scores(
    rows: list[list[object]], layout: _Layout, known: Known
) -> Iterator[tuple[int, _Column, Score | str]]:
    """Row number, column and score, or the field for which it can't be used."""
    for number, row in enumerate(islice(rows, layout.row + 1, None), start=layout.row + 2):
        places = [*layout.schools, *(c.place for c in layout.scores)]
        places += [layout.subject] if layout.subject is not None else []
        if all(_text(_at(row, place)) == "" for place in places):
            continue
        is_absent = any(_says_absent(_at(row, place)) for place in layout.status)
        school = _school([_at(row, place) for place in layout.schools], known)
        for column in layout.scores:
            said = _text(_at(row, layout.subject)) if layout.subject is not None else column.subject
            subject = _spelt(said, known)
            cell = "" if is_absent else _at(row, column.place)
            yield number, column, _score(school, subject, cell)


def _says_absent(cell: object) -> bool:
    text = _text(cell)
    return text != "" and (text in ABSENT or text.startswith(("ขาด", "ไม่เข้า", "ไม่มา", "ไม่ได้")))


def _school(cells: Sequence[object], known: Known) -> str:
    """The code of the school that these cells name; "" where they name none, or two."""
    if known.schools is None:
        texts = [_digits(_text(cell)) for cell in cells if isinstance(cell, str)]
        found = {text for text in texts if SCHOOL_CODE.fullmatch(text)}
    else:
        found = {code for cell in cells if (code := _in_register(cell, known.schools))}
    return found.pop() if len(found) == 1 else ""


def _in_register(cell: object, schools: Directory) -> str:
    text = _digits(_text(cell))
    return (schools.code_of(text) or _with_zeros(text, schools)) if text else ""


def _with_zeros(text: str, schools: Directory) -> str:
    """The one code of the register that a number has been; "" where there is none or several."""
    if not text.isdecimal():
        return ""
    bare = text.lstrip("0")
    like = {code for key, code in schools.codes.items() if key.lstrip("0") == bare}
    return like.pop() if len(like) == 1 else ""


def _padded(rows: list[list[object]], layout: _Layout, known: Known) -> Iterator[int]:
    """Numbers of the rows whose school is known by a code that has lost its zeros."""
    schools = known.schools
    for number, row in enumerate(rows[layout.row + 1 :] if schools else (), start=layout.row + 2):
        texts = [_digits(_text(_at(row, place))) for place in layout.schools]
        if any(t and not schools.code_of(t) and _with_zeros(t, schools) for t in texts):
            yield number


def _score(school: str, subject: str, cell: object) -> Score | str:
    if not school:
        return "school_code"
    if not subject:
        return "subject"
    text = _digits(_text(cell))
    if text in ABSENT:
        return Score(school, subject, None)
    if isinstance(cell, bool) or not NUMBER.fullmatch(text):
        return "score"
    return Score(school, subject, Decimal(text))


def _of_hundred(found: Sequence[tuple[_Column, int, Score]], known: Known) -> Iterator[Score]:
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


def _full(column: _Column, subject: str, known: Known) -> Decimal | None:
    given = {folded(name): full for name, full in known.full.items()}
    return given.get(folded(subject)) or known.full.get("") or column.full


def _at(row: Sequence[object], place: int | None) -> object:
    return row[place] if place is not None and place < len(row) else ""


# --- the file ---------------------------------------------------------------------------------


def _sheets(path: Path) -> list[Sheet]:
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


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "" if cell is None else str(cell)
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", " ", text).strip()


def _digits(text: str) -> str:
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
