"""What each row below the headings is: data, blank, a row of totals, or a note.

Rows that are not data are told apart, so that none is dropped silently. Only rows that look
odd are examined one by one: those where a required cell is blank, or where a cell starts with
a word of totals or notes or repeats its heading.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from esa import thai
from esa.reading.columns import Distinct, distinct
from esa.reading.schema import Field

TOTALS = re.compile(
    r"(?:ยอด|ผล)?รวม(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|ทุก\S*|เงิน|ยอด|เป็นเงิน)*(?=$|[\s\d(:.=/]|[๐-๙])"
    r"|(?:ค่า)?เฉลี่ย(?:รวม|ทั้งหมด|ทั้งสิ้น)*(?=$|[\s\d(:.=/]|[๐-๙])"
    r"|(?:grand |sub)?total\b|sum\b|average\b|mean\b",
    re.IGNORECASE,
)
NOTES = re.compile(r"หมายเหตุ|ที่มา(?=$|[\s:(])|แหล่งที่มา|ข้อมูล ณ|\(?ลงชื่อ|[*＊]|notes?\b|source\b", re.I)
INVISIBLE_FIRST = frozenset(
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u180e\u2028\u2029\u202f\u205f\u3000\ufeff"
    + "".join(map(chr, range(0x2000, 0x2010)))
    + "".join(map(chr, range(0x202A, 0x202F)))
    + "".join(map(chr, range(0x2060, 0x2070)))
)
WORDS = (
    "รวม ยอด ผลรวม เฉลี่ย ค่า total grand sub sum average mean "
    "หมายเหตุ ที่ แหล่ง ข้อมูล ลงชื่อ (ลง note source"
)
CASES = (str.lower, str.title, str.upper)
# The first letters of those words: a quick sieve before the patterns.
ODD_STARTS = frozenset(case(word)[:2] for word in WORDS.split() for case in CASES)
ODD_FIRST = INVISIBLE_FIRST | {"*", "＊"}
_ODD_LINE = re.compile(  # for all cells of a column at once, one a line
    rf"\n(?:[{re.escape(''.join(INVISIBLE_FIRST))}]"
    rf"|(?={'|'.join(map(re.escape, ODD_STARTS))}|[*＊])(?i:{TOTALS.pattern}|{NOTES.pattern}))"
)
_BLANKS = frozenset((None, ""))
LONGEST_CODE = 20  # a lone cell that is longer, or has a space inside, is a sentence


@dataclass(frozen=True)
class RowKinds:
    """Positions from zero of the rows below the headings, by kind; lone is a part of notes."""

    data: Sequence[int]
    blank: int
    totals: int
    notes: int
    lone: tuple[int, ...]


def is_blank(cell: object) -> bool:
    """True of nothing, and of text that shows nothing (spaces, zero-width characters)."""
    if type(cell) is str:
        return cell == "" or (cell[0] in INVISIBLE_FIRST and not thai.tidy(cell))
    return cell is None


def row_kinds(
    columns: Sequence[Sequence[object]],
    found: Sequence[Distinct],
    header: int,
    fields: Mapping[int, Field],
    keys: Sequence[int],
    covered: Set[tuple[int, int]] = frozenset(),
) -> RowKinds:
    """Tell the rows below the headings apart.

    columns: every column of the tab, all of one length. found: the distinct cells of each below
    the first row.
    header: position of the row of headings, -1 where there is none. fields: position → field.
    keys: positions of the required key columns. covered: (row, column) of cells that are blank
    because they are merged with a cell above; such a row is data.
    """
    height = len(columns[0]) if columns else 0
    needed = [j for j, field in fields.items() if field.required]
    judge = _Judge(columns, header, fields, keys, covered)
    odd_rows = _odd_rows(columns, found, header, needed)
    kinds = {i: judge.kind(i) for i in odd_rows if i > header}
    last = height - 1
    while last > header and kinds.get(last, "data") != "data":
        last -= 1
    lone = []
    for i, kind in kinds.items():
        if kind == "lone":
            trailing = i > last and not judge.is_code(i)
            kinds[i] = "note" if trailing else "data"
            if trailing:
                lone.append(i)
    odd = {i: kind for i, kind in kinds.items() if kind != "data"}
    below = range(header + 1, height)
    data = [i for i in below if i not in odd] if odd else below
    found = list(odd.values())
    counts = (found.count("blank"), found.count("totals"), found.count("note"))
    return RowKinds(data, *counts, tuple(sorted(lone)))


def _odd_rows(
    columns: Sequence[Sequence[object]],
    found: Sequence[Distinct],
    header: int,
    needed: Sequence[int],
) -> list[int]:
    """Positions of the rows worth a closer look, in order."""
    rows: set[int] = set()
    for j, column in enumerate(columns):
        here = distinct(column) if header < 0 else found[j]
        suspects = _suspects(here)
        odd: set[object] = set()
        if j in needed or not needed:
            odd |= {c for c in suspects if is_blank(c)} | (_BLANKS & here.cells.keys())
        if header >= 0 and column[header] in here.cells and not is_blank(column[header]):
            odd.add(column[header])  # the headings may stand again below
        rows.update(_places(column, odd))
        words = {c for c in suspects if _starts_oddly(c)}  # they count at the start of a row
        before = columns[:j]
        rows.update(i for i in _places(column, words) if all(is_blank(c[i]) for c in before))
    return sorted(rows)


def _places(column: Sequence[object], cells: Set[object]) -> Iterable[int]:
    return compress(range(len(column)), map(cells.__contains__, column)) if cells else ()


def _suspects(found: Distinct) -> list[str]:
    """Those whose first letters may be odd: mostly none, as one search through all tells."""
    if found.few_digits or not _ODD_LINE.search(found.lines):
        return []
    return [text for text in found.texts if text[:2] in ODD_STARTS or text[:1] in ODD_FIRST]


def _starts_oddly(cell: str) -> bool:
    text = thai.tidy(cell) if cell[:1] in INVISIBLE_FIRST else cell
    return bool(TOTALS.match(text) or NOTES.match(text))


class _Judge:
    """Looks at one odd row at a time."""

    def __init__(
        self,
        columns: Sequence[Sequence[object]],
        header: int,
        fields: Mapping[int, Field],
        keys: Sequence[int],
        covered: Set[tuple[int, int]],
    ):
        self.columns = columns
        self.header = header
        self.fields = fields
        self.keys = keys
        self.covered = covered

    @cached_property
    def used(self) -> list[int]:
        return [j for j, column in enumerate(self.columns) if not all(map(is_blank, column))]

    def filled(self, i: int) -> list[int]:
        return [j for j in self.used if not is_blank(self.columns[j][i])]

    def kind(self, i: int) -> str:
        """data, blank, totals, note, or lone (one filled cell: the rows below it decide)."""
        filled = self.filled(i)
        if not filled:
            return "blank"
        if self.repeats_headings(i, filled):
            return "note"
        first = self.columns[filled[0]][i]
        if type(first) is str and self.without_key(i, filled[0]):
            text = thai.tidy(first)
            if TOTALS.match(text):
                return "totals"
            if NOTES.match(text) and len(filled) <= 2:
                return "note"
        merged = any((i, j) in self.covered for j in self.keys)
        return "lone" if len(filled) == 1 and not merged else "data"

    def repeats_headings(self, i: int, filled: list[int]) -> bool:
        if self.header < 0:
            return False
        same = sum(self.columns[j][i] == self.columns[j][self.header] for j in filled)
        return same >= 2 and same * 2 >= len(filled)

    def without_key(self, i: int, first: int) -> bool:
        """True where no key cell holds a key, the first filled cell itself aside."""
        field = self.fields.get(first)
        if first in self.keys and field and (field.type != "string" or field.pattern or field.code):
            return True  # a word can't be a key of that type
        others = [j for j in self.keys if j != first]
        return all(is_blank(self.columns[j][i]) for j in others)

    def is_code(self, i: int) -> bool:
        """True where the lone cell looks like a code and is all the key there is, or is the
        first thing typed below the headings and must be filled in."""
        (first,) = self.filled(i)
        text = thai.tidy(str(self.columns[first][i]))
        begun = i == self.header + 1 and first in self.fields and self.fields[first].required
        is_key = list(self.keys) == [first] or begun
        return is_key and len(text) <= LONGEST_CODE and " " not in text
