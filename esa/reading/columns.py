"""One column of raw cells → values and issues, each distinct cell read once.

What cells.read_column does, with short cuts for what large columns are made of: plain whole and
decimal numbers are recognised at once; everything else goes through cells.read_value.
"""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import compress, filterfalse, islice
from typing import NamedTuple

from esa.reading.cells import Issues, Read, read_column, read_value
from esa.reading.personal import mask_column, may_hold
from esa.reading.schema import Field

EQUAL_TYPES = frozenset((bool, int, float, Decimal))  # 1, 1.0 and TRUE are equal in Python only
PLAIN_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
_CODE = r"[A-Za-z]{0,4}[0-9]{1,12}(?:[.\-/][0-9]{1,6}){0,4}"
_TEXT = r"(?!Err:)[ก-ฮเ-ไA-Za-z][ -~ก-ฺเ-์]{4,400}[!-~ก-ฺเ-์]"
_LINK = (
    r"https?://[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:th|com|org|net|info|me|io|ly)"
    r"(?:/[A-Za-z0-9_\-./?=&%#~+]{0,500})?"
)
# For all cells of a column at once, one a line: three times as fast as cell by cell.
PLAIN_CODES = re.compile(f"^{_CODE}$", re.M)
ISO_DAYS = re.compile(r"^2[01][0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])$", re.M)
# The lines that are more than that, each after a new line.
ODD_CODES, ODD_TEXTS, ODD_LINKS = (
    re.compile(f"\n(?!(?:{plain})$)(.*)", re.M) for plain in (_CODE, f"{_TEXT}|{_CODE}", _LINK)
)
MARKS_PILED = re.compile("[ัิ-ฺ็-์][ัิ-ฺ็-์]{3}")  # a single one first: found faster
# What may say that there is no document, or only yes: looked at one by one.
_DENYING = "ไม่|ยัง|รอ|กำลัง|ระหว่าง|หาย|จะ|ภายหลัง|ตามหลัง|ขาด|ค้าง|ชำรุด"
MAY_DENY = re.compile(f"^(?:.*(?:{_DENYING}).*|มี.*|ครบ.*|(?i:0|y|yes|ok|true))$", re.M)
_DIGITS = b"0123456789.\n"
AT_ONCE = 200  # texts that are looked through together for personal data
BETWEEN = " | "  # neither a number nor an address goes on across it
SHORTEST_PERSONAL = 3  # characters: what was hidden before is ▒▒▒; a title with a name is longer
LARGE = 1e8  # one of nine or thirteen digits may be a person's
LONGEST_HARMLESS = 8  # digits; telephone numbers have nine or more


class Distinct(NamedTuple):
    """The cells of a column, each once: what is looked for is looked for in all of them together.

    texts: those that are text, but for the blank ones; others: all else. lines: the texts, each
    after a new line. few_digits: whether the texts are nothing but numbers of a few digits, which
    are no words and nobody's.
    """

    cells: Mapping[object, None]
    texts: Sequence[str]
    others: Sequence[object]
    lines: str
    few_digits: bool

    def may_be_personal(self) -> bool:
        """Whether any may hold personal data, so that a closer look is needed; no is sure."""
        if any(type(each) in (int, float) and not -LARGE < each < LARGE for each in self.others):
            return True
        return not self.few_digits and may_hold(self.lines)


def distinct(column: Iterable[object]) -> Distinct:
    """The distinct cells of a column."""
    cells = dict.fromkeys(column)
    types = set(map(type, cells))
    if types == {str}:
        texts, others = list(cells), [""] if "" in cells else []
        if others:
            texts.remove("")
    elif str not in types:
        texts, others = [], list(cells)
    else:
        texts = [cell for cell in cells if type(cell) is str and cell]
        others = [cell for cell in cells if type(cell) is not str or not cell]
    lines = "\n".join(["", *texts])
    return Distinct(cells, texts, others, lines, _are_few_digits(texts, lines))


def _are_few_digits(texts: Sequence[str], lines: str) -> bool:
    if not texts or texts[0] >= ":" or not lines.isascii():  # begins with a letter
        return False
    if lines.encode().translate(None, _DIGITS) or lines.count("\n") > len(texts):
        return False
    return max(map(len, texts)) <= LONGEST_HARMLESS


def below_first(column: Sequence[object]) -> Distinct:
    """The distinct cells below the first row, where the headings mostly stand."""
    return distinct(islice(column, 1, None))


def read_cells(
    raws: Sequence[object], field: Field, found: Distinct
) -> tuple[list[object], Issues]:
    """Values in the same order, and position → (issue code, facts), as cells.read_column.

    found: the distinct cells of the column; may hold more than raws does.
    """
    mixed = EQUAL_TYPES & set(map(type, found.others))
    if mixed and len(EQUAL_TYPES & set(map(type, raws))) > 1:
        return read_column(raws, field)
    if field.type == "string":
        return _as_they_are(raws, field, _odd_texts(found, field))
    if field.type == "integer" and 2 * len(found.texts) > len(raws):
        numbers = _all_whole(raws, found, field)
        if numbers is not None:
            return numbers
    values = _plain(found, field)
    odd: dict[object, Read] = {}
    for raw in filterfalse(values.__contains__, found.cells):
        read = read_value(raw, field)
        values[raw] = read.value
        if read.issue:
            odd[raw] = read
    return list(map(values.__getitem__, raws)), _issues(raws, odd)


def _as_they_are(
    raws: Sequence[object], field: Field, odd: Iterable[object]
) -> tuple[list[object], Issues]:
    """The cells, and in place of the odd ones what they are read as."""
    reads = {raw: read_value(raw, field) for raw in odd}
    changed = {raw: read.value for raw, read in reads.items() if read.value is not raw}
    values = list(map(changed.get, raws, raws)) if changed else list(raws)
    return values, _issues(raws, {raw: read for raw, read in reads.items() if read.issue})


def _issues(raws: Sequence[object], odd: Mapping[object, Read]) -> Issues:
    return {at: (odd[raws[at]].issue, odd[raws[at]].facts) for at in _places(raws, odd)}


def _places(raws: Sequence[object], wanted: Collection[object]) -> Iterable[int]:
    """Positions of the cells that are wanted, in order."""
    return compress(range(len(raws)), map(wanted.__contains__, raws)) if wanted else ()


def _plain(found: Distinct, field: Field) -> dict[object, object]:
    """Cells that are read at one glance → their values."""
    if field.type in ("integer", "number"):
        return _plain_numbers(found, field)
    if field.type == "date":  # as files and programs write them, 2014-09-23
        days = ISO_DAYS.findall(found.lines)
        return {text: datetime.date.fromisoformat(text) for text in days}
    if field.type == "list" and not field.categories:
        return {code: (code,) for code in PLAIN_CODES.findall(found.lines)}
    return {}


def _limits(field: Field) -> tuple[float, float]:
    """Numbers between them, both left out, are surely allowed."""
    least = 0 if field.type == "integer" else 1  # up to 1 a percent is doubtful
    low = least if field.minimum is None else max(field.minimum, least)
    high = 10**9 if field.maximum is None else field.maximum
    return (low - 1, high + 1) if field.type == "integer" else (low, high)


def _plain_numbers(found: Distinct, field: Field) -> dict[object, object]:
    """Texts that are plain numbers well inside the limits → their values."""
    low, high = _limits(field)
    floats = [raw for raw in found.others if type(raw) is float]
    whole = [raw for raw in floats if low < raw < high and raw == int(raw)]
    if field.type == "integer":
        texts = [raw for raw in found.texts if len(raw) < 10 and raw.isdigit()]
        if not "".join(texts).isascii():
            texts = list(filter(str.isascii, texts))
        texts += whole
        numbers = list(map(int, texts))
        if numbers and low < min(numbers) and max(numbers) < high:
            return dict(zip(texts, numbers, strict=True))
        pairs = zip(texts, numbers, strict=True)
        return {text: number for text, number in pairs if low < number < high}
    plain, make = PLAIN_DECIMAL.fullmatch, Decimal if field.exact else float
    texts = [raw for raw in found.texts if len(raw) < 10 and plain(raw)]
    values = {raw: number for raw in texts if low < (number := make(raw)) < high}
    return values | {raw: Decimal(int(raw)) if field.exact else raw for raw in whole}


def _all_whole(
    raws: Sequence[object], found: Distinct, field: Field
) -> tuple[list[object], Issues] | None:
    """The numbers of a column whose texts are nearly all different, and all plain whole numbers
    well inside the limits, such as one that numbers the rows; None of any other."""
    low, high = _limits(field)
    if not found.few_digits or "." in found.lines:
        return None
    numbers = list(map(int, found.texts))
    if not (low < min(numbers) and max(numbers) < high):
        return None
    reads = {raw: read_value(raw, field) for raw in found.others}
    values = [int(raw) if type(raw) is str and raw else reads[raw].value for raw in raws]
    return values, _issues(raws, {raw: read for raw, read in reads.items() if read.issue})


def _odd_texts(found: Distinct, field: Field) -> Collection[object]:
    """The cells of a column of texts, codes or links that reading may change or doubt."""
    if field.categories or field.unit_from or (field.pattern and not field.code):
        return found.cells
    odd, texts, lines = list(found.others), found.texts, found.lines
    if lines.count("\n") > len(texts):  # a cell of several lines has none of its lines here
        odd += [text for text in texts if "\n" in text]
        texts, lines = _but(odd, texts)
    more = set(_odd_lines(field).findall(lines))
    if more:
        odd += more
        texts, lines = _but(more, texts)
    if field.code:
        form = re.compile(field.pattern, re.ASCII).fullmatch if field.pattern else None
        return odd + [code for code in texts if not form(code)] if form else odd
    if field.format == "uri":
        return odd
    if MARKS_PILED.search(lines) or not unicodedata.is_normalized("NFC", lines):
        return odd + list(texts)
    if field.denial:
        odd += MAY_DENY.findall(lines)
    if "..." in lines:  # may stand for a text that is still missing
        odd += [text for text in texts if "..." in text]
    return odd


def _but(gone: Iterable[object], texts: Sequence[str]) -> tuple[list[str], str]:
    """The other texts, and their lines."""
    left = list(filterfalse(set(gone).__contains__, texts))
    return left, "\n".join(["", *left])


def _odd_lines(field: Field) -> re.Pattern[str]:
    """What finds the lines that are not surely plain."""
    return ODD_CODES if field.code else ODD_LINKS if field.format == "uri" else ODD_TEXTS


def _without_digits(distinct: Collection[object]) -> Collection[object]:
    """All cells; only the blank where the others are numbers of a few digits."""
    if set(map(type, distinct)) != {str} or max(map(len, distinct)) > LONGEST_HARMLESS:
        return distinct
    digits = "".join(distinct).replace(".", "").isdigit()
    return distinct if not digits else [""] if "" in distinct else []


def wordy(distinct: Mapping[object, None]) -> list[object]:
    """None, and the cells that are more than a few digits: only they can be words, or personal
    data. Of a column that begins with a word all cells."""
    first = next(iter(distinct), None)
    if type(first) is str and first >= ":":  # begins with a letter, as those below it will
        return list(distinct)
    if len(distinct) > AT_ONCE:
        distinct = _without_digits(distinct)
    return [
        cell
        for cell in distinct
        if (
            cell >= ":"  # begins with a letter
            or len(cell) > LONGEST_HARMLESS
            or not cell.replace(".", "").isdigit()
            if type(cell) is str
            else cell is None or (type(cell) in (int, float) and not -LARGE < cell < LARGE)
        )
    ]


def mask_cells(
    raws: Sequence[object], suspects: Sequence[object], field: Field | None
) -> tuple[Sequence[object], dict[int, str]]:
    """The cells with personal data masked, and position → kinds in words.

    suspects: the cells that could hold any, each once.
    """
    texts = [cell for cell in suspects if type(cell) is str and len(cell) >= SHORTEST_PERSONAL]
    rest = len(texts) < len(suspects)
    closer = [cell for cell in suspects if type(cell) in (int, float)] if rest else []
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        if mask_column([BETWEEN.join(some)], field)[1]:
            closer = closer + some
    masked, kinds = mask_column(closer, field) if closer else ([], {})
    if not kinds:
        return raws, {}
    found = {closer[p]: (masked[p], words) for p, words in kinds.items()}
    told = {at: found[raws[at]][1] for at in _places(raws, found)}
    return [found[raw][0] if raw in found else raw for raw in raws], told
