"""One column of raw cells → values and issues, each distinct cell read once.

What cells.read_column does, with short cuts for what large columns are made of: plain whole and
decimal numbers are recognised at once; everything else goes through cells.read_value.
"""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import compress, filterfalse

from esa.reading.cells import Issues, Read, read_column, read_value
from esa.reading.personal import mask_column
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
PLAIN_TEXTS = re.compile(f"^(?:{_TEXT}|{_CODE})$", re.M)
ISO_DAYS = re.compile(r"^2[01][0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])$", re.M)
PLAIN_LINKS = re.compile(f"^{_LINK}$", re.M)
MARKS_PILED = re.compile("[ัิ-ฺ็-์][ัิ-ฺ็-์]{3}")  # a single one first: found faster
# What may say that there is no document, or only yes: looked at one by one.
MAY_DENY = re.compile(
    r"^(?:.*(?:ไม่|ยัง|รอ|กำลัง|ระหว่าง|หาย|จะ|ภายหลัง|ตามหลัง|ขาด|ค้าง|ชำรุด).*"
    r"|มี.*|ครบ.*|(?i:0|y|yes|ok|true))$",
    re.M,
)
AT_ONCE = 200  # texts that are looked through together for personal data
BETWEEN = " | "  # neither a number nor an address goes on across it
SHORTEST_PERSONAL = 3  # characters: what was hidden before is ▒▒▒; a title with a name is longer
LARGE = 1e8  # one of nine or thirteen digits may be a person's
LONGEST_HARMLESS = 8  # digits; telephone numbers have nine or more


def read_cells(
    raws: Sequence[object], field: Field, distinct: Mapping[object, None]
) -> tuple[list[object], Issues]:
    """Values in the same order, and position → (issue code, facts), as cells.read_column.

    distinct: the cells of the column, each once; may hold more than raws does.
    """
    if EQUAL_TYPES & set(map(type, distinct)) and len(EQUAL_TYPES & set(map(type, raws))) > 1:
        return read_column(raws, field)
    values = _plain(distinct, field)
    # All is plain, and stays as it is; a cell of several lines has none of its lines here.
    if field.type == "string" and values.keys() >= distinct.keys():
        return list(raws), {}
    odd: dict[object, Read] = {}
    for raw in filterfalse(values.__contains__, distinct):
        read = read_value(raw, field)
        values[raw] = read.value
        if read.issue:
            odd[raw] = read
    in_order = list(map(values.__getitem__, raws))
    places = _places(raws, odd)
    return in_order, {at: (odd[raws[at]].issue, odd[raws[at]].facts) for at in places}


def _places(raws: Sequence[object], wanted: Collection[object]) -> Iterable[int]:
    """Positions of the cells that are wanted, in order."""
    return compress(range(len(raws)), map(wanted.__contains__, raws)) if wanted else ()


def _plain(distinct: Iterable[object], field: Field) -> dict[object, object]:
    """Cells that are read at one glance → their values."""
    if field.type in ("integer", "number"):
        return _plain_numbers(distinct, field)
    return _plain_dates(distinct) if field.type == "date" else _plain_texts(distinct, field)


def _limits(field: Field) -> tuple[float, float]:
    """Numbers between them, both left out, are surely allowed."""
    low = 1 if field.minimum is None else max(field.minimum, 1)  # up to 1 a percent is doubtful
    return low, 10**9 if field.maximum is None else field.maximum


def _plain_dates(distinct: Iterable[object]) -> dict[object, object]:
    """Days as files and programs write them, 2014-09-23."""
    days = ISO_DAYS.findall("\n".join([raw for raw in distinct if type(raw) is str]))
    return {text: datetime.date.fromisoformat(text) for text in days}


def _plain_numbers(distinct: Iterable[object], field: Field) -> dict[object, object]:
    """Texts that are plain numbers well inside the limits → their values."""
    low, high = _limits(field)
    whole = [raw for raw in distinct if type(raw) is float and low < raw < high and raw == int(raw)]
    if field.type == "integer":
        texts = [raw for raw in distinct if type(raw) is str and len(raw) < 10 and raw.isdigit()]
        if not "".join(texts).isascii():
            texts = list(filter(str.isascii, texts))
        texts += whole
        numbers = list(map(int, texts))
        if numbers and low < min(numbers) and max(numbers) < high:
            return dict(zip(texts, numbers, strict=True))
        pairs = zip(texts, numbers, strict=True)
        return {text: number for text, number in pairs if low < number < high}
    plain, make = PLAIN_DECIMAL.fullmatch, Decimal if field.exact else float
    texts = [raw for raw in distinct if type(raw) is str and len(raw) < 10 and plain(raw)]
    values = {raw: number for raw in texts if low < (number := make(raw)) < high}
    return values | {raw: Decimal(int(raw)) if field.exact else raw for raw in whole}


def _plain_texts(distinct: Iterable[object], field: Field) -> dict[object, object]:
    """Codes and texts without anything that reading would change or doubt, as they are."""
    if field.type not in ("string", "list") or field.categories or field.unit_from:
        return {}
    lines = "\n".join([raw for raw in distinct if type(raw) is str])
    if field.type == "list":
        return {code: (code,) for code in PLAIN_CODES.findall(lines)}
    if field.code:
        codes = PLAIN_CODES.findall(lines)
        form = re.compile(field.pattern, re.ASCII).fullmatch if field.pattern else None
        return {code: code for code in codes if form is None or form(code)}
    if field.format == "uri":
        return {link: link for link in PLAIN_LINKS.findall(lines)}
    if field.pattern:
        return {}
    texts = PLAIN_TEXTS.findall(lines)
    joined = "\n".join(texts)
    if MARKS_PILED.search(joined) or not unicodedata.is_normalized("NFC", joined):
        return {}
    if field.denial:
        odd = set(MAY_DENY.findall(joined))
        texts = [text for text in texts if text not in odd]
    if "..." in joined:  # may stand for a text that is still missing
        texts = [raw for raw in texts if "..." not in raw]
    return dict(zip(texts, texts, strict=True))


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
