"""Where the headings of a file of raw scores stand, and what they are: schools, subjects, scores.

A column of scores may be of the subject that its own heading, a column beside it, the cell over it
or the title of the sheet names. What can't be told is asked for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from esa.imports.scores_titles import Asked
from esa.reading.headings import folded
from esa.reading.links import Directory
from esa.reading.problems import Refused
from esa.reading.schema import read_tabs

SEARCHED_ROWS = 15  # among which the headings stand
SUBJECTS = {"วิชา", "รายวิชา", "ด้าน", "สาระ", "กลุ่มสาระ", "ความสามารถด้าน"}
STATUS = {"สถานะ", "สถานะการสอบ", "สถานะการเข้าสอบ", "การเข้าสอบ", "เข้าสอบ", "ขาดสอบ", "หมายเหตุ"}
# Headings of a score that don't say of what subject.
SCORE = {"คะแนน", "คะแนนรวม", "รวม", "รวมคะแนน", "คะแนนที่ได้", "คะแนนดิบ", "ได้", "ผลคะแนน", "score"}
FULL = re.compile(r"[(\[]?\s*(?:คะแนนเต็ม|เต็ม|รวม)?\s*(\d+(?:\.\d+)?)\s*(?:คะแนน|%)\s*[)\]]?")
FULL_AFTER = re.compile(r"[(\[]?\s*(?:คะแนนเต็ม|เต็ม)\s*(\d+(?:\.\d+)?)\s*[)\]]?")


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


class Column(NamedTuple):
    """A column of scores. subject: "" where another column names it; full: None for not stated."""

    place: int
    subject: str
    full: Decimal | None


class Layout(NamedTuple):
    row: int
    schools: tuple[int, ...]
    subject: int | None
    status: tuple[int, ...]
    scores: tuple[Column, ...]


def layout_of(rows: list[list[object]], known: Known) -> Layout | None:
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
) -> Layout:
    schools, status, scores, subject = [], [], [], None
    for place, cell in enumerate(row):
        if not isinstance(cell, str) or not cell.strip():
            continue
        bare, full = _heading(cell)
        key = folded(bare)
        if key in _school_names():
            schools.append(place)
        elif (name := _subject(bare, known)) is not None:
            scores.append(Column(place, name, full))
        elif key in _subject_names() and subject is None:
            subject = place
        elif key in map(folded, STATUS):
            status.append(place)
        elif key in map(folded, SCORE) or (full is not None and not key):
            name = _above(rows, position, place, known)
            scores.append(Column(place, name, full))
    return Layout(position, tuple(schools), subject, tuple(status), tuple(scores))


def _heading(cell: str) -> tuple[str, Decimal | None]:
    """A heading without its full mark, and that: "ภาษาไทย (100 คะแนน)" → ภาษาไทย, 100."""
    text = arabic(text_of(cell)).rstrip("* ")
    for pattern in (FULL, FULL_AFTER):
        if found := pattern.search(text):
            rest = (text[: found.start()] + " " + text[found.end() :]).strip(" ()[]")
            return rest.rstrip("* "), Decimal(found[1])
    return text, None


def _subject(heading: str, known: Known) -> str | None:
    """The subject that a column is of: one that was named, or one of the office's."""
    named = {folded(name): name for name in (*known.subjects, *known.columns)}
    if known.columns:
        named = {folded(name): spelt(name, known) for name in known.columns}
    return named.get(folded(heading)) if heading else None


def spelt(name: str, known: Known) -> str:
    """A subject as the office spells it."""
    return {folded(each): each for each in known.subjects}.get(folded(name), name)


def _above(rows: list[list[object]], position: int, place: int, known: Known) -> str:
    """The subject that stands over a column, in a cell that reaches over several; "" for none."""
    for row in reversed(rows[:position]):
        cells = [text_of(cell) for cell in row[: place + 1]]
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


def with_subjects(
    layout: Layout, title: str, many: bool, rows: list[list[object]], known: Known
) -> Layout | None:
    """The layout with a subject for every column of scores. None: nothing to read in this sheet.
    ScoresError where the subject has to be said."""
    if not layout.scores:
        if many:
            return None
        shown = [text_of(cell) for cell in rows[layout.row] if text_of(cell)]
        raise ScoresError("ask_columns", value=" · ".join(shown[:12]))
    if layout.subject is not None:
        without = [column for column in layout.scores if not column.subject]
        return layout._replace(scores=tuple(without[:1] or layout.scores[:1]))
    named = tuple(column for column in layout.scores if column.subject)
    if named and not known.subject:
        return layout._replace(scores=named)
    if len(layout.scores) > 1:
        totals = [c for c in layout.scores if "รวม" in text_of(rows[layout.row][c.place])]
        if len(totals) != 1:
            shown = [text_of(rows[layout.row][column.place]) for column in layout.scores]
            raise ScoresError("ask_columns", value=" · ".join(shown))
        layout = layout._replace(scores=tuple(totals))
    subject = known.subject or _named_in(title, rows[: layout.row], known) or (title * many)
    if not subject:
        raise ScoresError("no_subject", value=text_of(rows[layout.row][layout.scores[0].place]))
    return layout._replace(scores=(layout.scores[0]._replace(subject=spelt(subject, known)),))


def _named_in(title: str, above: list[list[object]], known: Known) -> str:
    """The one subject of the office that the title of the sheet or the lines above name."""
    texts = [folded(title), *(folded(text_of(cell)) for row in above for cell in row)]
    for text in filter(None, texts):
        held = [name for name in known.subjects if folded(name) in text]
        held = [a for a in held if not any(a != b and folded(a) in folded(b) for b in held)]
        if len(held) == 1:
            return held[0]
    return ""


def text_of(cell: object) -> str:
    """A cell as compared: a whole number without decimals, single spaces."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "" if cell is None else str(cell)
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", " ", text).strip()


def arabic(text: str) -> str:
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
