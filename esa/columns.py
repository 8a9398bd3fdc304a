"""One column of raw cells → values and issues, each distinct cell read once.

What cells.read_column does, with short cuts for what large columns are made of: plain whole and
decimal numbers are recognised at once; everything else goes through cells.read_value.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import compress

from esa.cells import Issues, Read, read_column, read_value
from esa.personal import mask_column
from esa.schema import Field

EQUAL_TYPES = frozenset((bool, int, float, Decimal))  # 1, 1.0 and TRUE are equal in Python only
PLAIN_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
PLAIN_CODE = re.compile(r"[A-Za-z]{0,4}[0-9]{1,12}(?:[.\-/][0-9]{1,6}){0,4}")
PLAIN_TEXT = re.compile(r"[ก-ฮเ-ไA-Za-z][ -~ก-ฺเ-์]{4,400}[!-~ก-ฺเ-์]")
MARKS_PILED = re.compile("[ัิ-ฺ็-์]{4}")
AT_ONCE = 200  # texts that are looked through together for personal data
LARGE = 1e11  # a number of thirteen digits may be a person's
LONGEST_HARMLESS = 8  # digits; telephone numbers have nine or more


def read_cells(
    raws: Sequence[object], field: Field, distinct: Mapping[object, None]
) -> tuple[list[object], Issues]:
    """Values in the same order, and position → (issue code, facts), as cells.read_column.

    distinct: the cells of the column, each once; may hold more than raws does.
    """
    if EQUAL_TYPES & set(map(type, distinct)) and len(EQUAL_TYPES & set(map(type, raws))) > 1:
        return read_column(raws, field)
    values = _plain_texts(distinct, field) or _plain_numbers(distinct, field)
    odd: dict[object, Read] = {}
    for raw in distinct.keys() - values.keys() if values else distinct:
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


def _plain_numbers(distinct: Iterable[object], field: Field) -> dict[object, object]:
    """Texts that are plain numbers well inside the limits → their values."""
    if field.type not in ("integer", "number"):
        return {}
    low = 1 if field.minimum is None else max(field.minimum, 1)  # up to 1 a percent is doubtful
    high = 10**9 if field.maximum is None else field.maximum
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
    if field.type == "list" and not field.categories:
        return {raw: (raw,) for raw in distinct if type(raw) is str and PLAIN_CODE.fullmatch(raw)}
    if field.type != "string" or field.categories or field.format == "uri":
        return {}
    if field.code:
        is_plain = PLAIN_CODE.fullmatch
        codes = [raw for raw in distinct if type(raw) is str and is_plain(raw)]
        form = re.compile(field.pattern, re.ASCII).fullmatch if field.pattern else None
        return {raw: raw for raw in codes if form is None or form(raw)}
    if field.pattern:
        return {}
    is_plain = PLAIN_TEXT.fullmatch
    texts = [raw for raw in distinct if type(raw) is str and is_plain(raw) and raw[-3:] != "..."]
    joined = "\n".join(texts)
    if MARKS_PILED.search(joined) or not unicodedata.is_normalized("NFC", joined):
        return {}
    return dict(zip(texts, texts, strict=True))


def wordy(distinct: Iterable[object]) -> list[object]:
    """The cells that are more than a few digits: only they can be words, or personal data."""
    return [
        cell
        for cell in distinct
        if type(cell) is not str
        or len(cell) > LONGEST_HARMLESS
        or not (cell.isdigit() or cell.replace(".", "", 1).isdigit())
    ]


def mask_cells(
    raws: Sequence[object], suspects: Sequence[object], field: Field | None
) -> tuple[Sequence[object], dict[int, str]]:
    """The cells with personal data masked, and position → kinds in words.

    suspects: the cells that could hold any, each once.
    """
    texts = [cell for cell in suspects if type(cell) is str]
    large = [c for c in suspects if type(c) in (int, float) and not -LARGE < c < LARGE]
    closer = large
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        if mask_column(["\n".join(some)], field)[1]:
            closer = closer + some
    masked, kinds = mask_column(closer, field) if closer else ([], {})
    if not kinds:
        return raws, {}
    found = {closer[p]: (masked[p], words) for p, words in kinds.items()}
    told = {at: found[raws[at]][1] for at in _places(raws, found)}
    return [found[raw][0] if raw in found else raw for raw in raws], told
