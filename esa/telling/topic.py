"""A topic: what is said about an office, as data, told once and shown by every renderer.

A topic is made from the judged office by one function of esa.telling (or of the page that alone
tells it) and knows nothing of screens or paper. Renderers (esa.documents, esa.screen) know no
topic. What a figure does not hold travels with it in left_out, so that no rendering can forget it.

Texts are plain: cell text stands in them as it was typed (one_line, shorten). Emphasis is a pair of
marks around a part (strong, act, done, quiet), "\n" begins a new line; each renderer turns them
into its own and escapes everything else. Text made from a Kept one is ordinary text again.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from esa.plain import Place

# Noncharacters of Unicode, which no text holds: one_line takes them out of cells.
STRONG, ACT, DONE, QUIET, END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
MARKS = {STRONG: "strong", ACT: "act", DONE: "done", QUIET: "quiet"}
_ANY = re.compile(f"[{STRONG}-{END}]")


class Kept(str):
    """Text whose letters and digits stay as they are: names of cells, fingerprints."""


class Cell(NamedTuple):
    """A cell of a sheet. at: workbook and row, 0 for a row that is to be added; field: "" for the
    whole row, or the whole tab where no row is named."""

    tab: str
    at: Place
    field: str = ""


class Door(NamedTuple):
    """What a mark opens: a page with its filters, as (name, value) pairs."""

    page: str
    filters: tuple[tuple[str, str], ...] = ()


class Onward(NamedTuple):
    """A way on from a topic. text: what it opens, "" for the name of the page."""

    door: Door
    text: str = ""


class Rail(NamedTuple):
    """A level on its five steps. level: None where there is none; provisional: not given yet, drawn
    hollow; claimed: self-assessed, None where it doesn't differ; was: at the meeting compared with,
    None where it is the same; word: beside the steps, or in their place without a level; other:
    the level in the other reading, drawn as a ring, None where it doesn't differ; modest: the
    claimed level is below the evidence; blank: levels that nobody typed into the rubric; tried:
    what would come of a trial, None where it changes nothing; to: the highest that the level may be
    where something can't be read, drawn as a span, None where it is sure."""

    level: int | None
    provisional: bool = False
    claimed: int | None = None
    was: int | None = None
    word: str = ""
    other: int | None = None
    target: int | None = None
    modest: bool = False
    blank: tuple[int, ...] = ()
    tried: "Rail | None" = None
    to: int | None = None

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to set on the steps."""
        return bool(self.level or self.other or (self.tried and self.tried.level))

    @property
    def said(self) -> str:
        """The whole of it in words, for those who can't see the marks."""
        marks = {"ระดับ": self.level, "เดิม": self.was, "ประเมินตนเอง": self.claimed}
        rest = {name: level for name, level in marks.items() if level and name not in self.word}
        return together((self.word, *(f"{name} {level}" for name, level in rest.items())), " ")


Value = str | int | float | Decimal | date | bool | Rail | None  # str may be Kept


class Column(NamedTuple):
    """A column of the table that a topic is on paper. wide: mm, 0 for what is left; kind: "text",
    "number" (set right), "rail", "sign" (one sign or small count in the middle, nothing for blank),
    "tick" (a box for a pen, its values None) or "mark" (beside the mark of its entry)."""

    title: str
    wide: float = 0
    kind: str = "text"


class LeftOut(NamedTuple):
    """Rows that a figure does not hold. group: code, "" for the office's own; tab: English name;
    rows: how many, 0 where that isn't known; reason: one Thai clause, "" for rows with problems."""

    group: str
    tab: str
    rows: int
    reason: str = ""


class Mark(NamedTuple):
    """The state of an entry. kind: a style of tiles; word: its name; note: what there is to see
    to."""

    kind: str
    word: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is said. lead: short (a number, code or date); text: "" for a row of tables
    only; note: second text below; urgent: asks to act; cell: where it stands in the sheets; door:
    what it opens; values: one for each column of the topic, () where lead, text and note are all
    there is; groups: codes of those who are sent it, () where another topic tells them; mark: its
    state; link: the web address that the text opens, for a document; more: what is folded below
    it."""

    lead: str = ""
    text: str = ""
    note: str = ""
    urgent: bool = False
    cell: Cell | None = None
    door: Door | None = None
    values: tuple[Value, ...] = ()
    groups: tuple[str, ...] = ()
    mark: Mark | None = None
    link: str = ""
    more: "Topic | None" = None


@dataclass(frozen=True, slots=True)
class Table:
    """Every row behind a topic, for a workbook. title: of its tab; rows: one value a column; cells:
    of each row, () where the rows have no place in the sheets."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    cells: tuple[Cell | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """name: for addresses and keys; heading: plain; finding: one sentence; entries: the most
    pressing first, all of them (a renderer that cuts says how many are left); columns: of the
    entries' values; notes: what must be known to read them; drawing: a value of
    esa.telling.drawings, drawn above the entries; left_out: what the finding does not hold;
    empty: said in place of entries where there are none; behind: makes the table of every row, for
    those who want it whole; parts: topics within this one; onward: where more of it is; brief: only
    its finding is told where room is short; todo: its entries are to be done, each in its cell."""

    name: str
    heading: str
    finding: str
    entries: tuple[Entry, ...] = ()
    columns: tuple[Column, ...] = ()
    notes: tuple[str, ...] = ()
    drawing: object = None
    left_out: tuple[LeftOut, ...] = ()
    empty: str = ""
    behind: Callable[[], Table] | None = None
    parts: "tuple[Topic, ...]" = ()
    onward: tuple[Onward, ...] = ()
    brief: bool = False
    todo: bool = False

    @property
    def is_told(self) -> bool:
        """Whether anything of it is said; else it has only what is behind it."""
        told = (self.finding, self.entries, self.notes, self.drawing, self.left_out, self.empty)
        return any(told) or any(part.is_told for part in self.parts)


def first(told: Topic, most: int, rest: str) -> Topic:
    """The topic with its first entries only; it says how many there are, and where the rest is."""
    there = len(told.entries)
    if there <= most:
        return told
    cut = f"แสดง {most:,} จาก {there:,} รายการ {rest}"
    return replace(told, entries=told.entries[:most], notes=(cut, *told.notes))


# --- emphasis ---------------------------------------------------------------------------------


def strong(value: object) -> str:
    """A figure that counts."""
    return f"{STRONG}{value}{END}"


def act(value: object) -> str:
    """A figure that asks to act: strong, in brown."""
    return f"{ACT}{value}{END}"


def done(value: object) -> str:
    """A figure that is good: strong, in petrol."""
    return f"{DONE}{value}{END}"


def quiet(text: object) -> str:
    """Second text, in grey. Nothing for nothing."""
    return f"{QUIET}{text}{END}" if text else ""


def plain(text: str) -> str:
    """Without its marks."""
    return _ANY.sub("", text)


def pieces(text: str) -> list[tuple[str, frozenset[str]]]:
    """(part, its emphases) in order; what a renderer sets. An end without its beginning is none."""
    found, open_, at = [], [], 0
    for mark in _ANY.finditer(text):
        if mark.start() > at:
            found.append((text[at : mark.start()], frozenset(open_)))
        at = mark.end()
        open_ = open_[:-1] if mark[0] == END else [*open_, MARKS[mark[0]]]
    if at < len(text):
        found.append((text[at:], frozenset(open_)))
    return found


def together(parts: Iterable[str], between: str = " · ") -> str:
    """The parts that say something."""
    return between.join(part for part in parts if part)
