"""One raw cell and its Field → a typed value, or an issue with the facts a person needs.

A value that is understood is returned. One that is doubtful is not used: the value is blank and
the issue carries a suggestion. Nothing is guessed. Source: docs/rules.md, "Reading".
"""

import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from esa import thai
from esa.reading import personal
from esa.reading.addresses import link, meant_link
from esa.reading.coordinates import AXES, in_degrees, other_axis
from esa.reading.nearest import closest
from esa.reading.schema import Field
from esa.rules.denial import denies, locates_nothing
from esa.rules.units import may_be_share, written

NO_FACTS: Mapping[str, object] = MappingProxyType({})
LONGEST_TEXT = 10_000  # characters of a text cell that are kept
LONGEST_OTHER = 4_000  # a code, number, date, choice, link or list is never longer
LONGEST_SHOWN = 60  # characters of a value repeated in facts
OR = " หรือ "  # between two codes that may be meant
EPOCH = datetime.date(1899, 12, 30)  # from which spreadsheets count days
FIRST_CE_DAY, LAST_CE_DAY, FIRST_BE_DAY, LAST_BE_DAY = (
    (datetime.date(year, 1, 1) - EPOCH).days for year in (2000, 2030, thai.FIRST_BE, 2700)
)
LARGEST_NUMBER = 10**15  # beyond it spreadsheets have lost digits already


class Read(NamedTuple):
    """value: typed as the field says, blank (None; () for lists) where an issue forbids its use.

    issue: a code of problems.toml or None. Some go with a value: cell_too_long (text, cut),
    not_reported_word (blank, for information) and, where another cell tells the unit of this one,
    fraction_percent: a problem only if that is percent, see own_units.in_own_units.
    facts: value (as typed, short, masked), suggestion, minimum, maximum, choices, example, length;
    `read` (fraction_percent only) is the number as typed. Never changed: rows share it.
    """

    value: object = None
    issue: str | None = None
    facts: Mapping[str, object] = NO_FACTS


def as_typed(raw: object) -> str:
    """The cell as a person sees it in a sentence: short, one line, personal data masked."""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, datetime.date):
        year = raw.year if raw.year > thai.FIRST_BE else raw.year + thai.BE_OFFSET
        return f"{raw.day}/{raw.month}/{year}"
    if isinstance(raw, float) and math.isfinite(raw):
        return f"{Decimal(format(raw, '.15g')):f}".removesuffix(".0")
    text = " ".join(thai.without_hidden(str(raw)[:500]).split())
    masked = personal.mask(text)[0]
    return masked if len(masked) <= LONGEST_SHOWN else masked[: LONGEST_SHOWN - 1] + "…"


def _shown(value: object) -> str:
    """A suggested value as a clerk would type it."""
    if isinstance(value, thai.DateRange):
        return thai.show_date_range(*value)
    if isinstance(value, datetime.date):
        return thai.show_date(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _issue(code: str, raw: object, field: Field, suggestion: object = None, **more: object) -> Read:
    facts = {"value": as_typed(raw), "field": field.title, **more}
    if suggestion is not None:
        facts["suggestion"] = _shown(suggestion)
    return Read(_nothing(field), code, facts)


def _nothing(field: Field) -> object:
    return () if field.type == "list" else None


def _blank(field: Field) -> Read:
    if field.ordinal:
        return Read(None, "ordinal_blank", {"field": field.title})
    if field.required:
        return Read(_nothing(field), "required_blank", {"field": field.title})
    return Read(_nothing(field))


def _no_value(text: str, field: Field) -> Read | None:
    """Words that stand for a blank: "-" and N/A silently, ไม่มี, รอ and dots with a notice."""
    if thai.tidy(text).casefold() in thai.NO_WORDS:
        return _blank(field)
    if not thai.is_placeholder(text):
        return None
    return _issue("required_not_yet" if field.required else "not_reported_word", text, field)


_ERROR = re.compile(
    r"#(?:N/A|[A-Z][A-Z/0_]{2,15}[!?]|GETTING_DATA|#+)|Err:[0-9]{3}"
    r"|loading(?:\.{2,3}|…)|กำลังโหลด(?:\.{2,3}|…)",
    re.IGNORECASE,
)
SHEET_ID = re.compile(r"[A-Za-z0-9_-]{25,}")  # as Google makes them
_FORMULA = re.compile(r"=\s*(?:[A-Za-z0-9+\-(\"'${@]|[^\s=]+!)")


_SPOILT_STARTS = frozenset("=#lLeEก' ")


def _spoilt(text: str, field: Field) -> Read | None:
    """What a spreadsheet leaves where a value should be, and cells too long to be one."""
    if text[0] in _SPOILT_STARTS or not text[0].isprintable():
        start = thai.tidy(text[:80]).lstrip("'")
        if _FORMULA.match(start):
            return Read(_nothing(field), "formula_text", {"field": field.title})
        if _ERROR.fullmatch(start):
            return _issue("formula_error", text, field)
    if len(text) > LONGEST_OTHER and _kind(field) not in ("string", "written"):
        return Read(_nothing(field), "cell_too_long", {"field": field.title, "length": len(text)})
    return None


_MARKS = "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u20d0-\u20ff"
_PILE = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")


def _matches(pattern: str, text: str) -> bool:
    return not pattern or re.fullmatch(pattern, text, re.ASCII) is not None


def _read_string(raw: object, field: Field) -> Read:
    if isinstance(raw, datetime.date | datetime.time | datetime.timedelta):
        return _issue("text_became_date", raw, field)
    if not isinstance(raw, str):
        return Read(as_typed(raw))
    text = _PILE.sub(r"\1", thai.without_hidden(raw[: LONGEST_TEXT + 1])).strip()
    if len(text) < 6 and text.casefold() in thai.NO_WORDS:
        return _blank(field)  # also what holds nothing but hidden characters
    denied = _denied(text, field) if field.denial else None
    if denied:
        return denied
    if field.pattern and not _matches(field.pattern, thai.tidy(text)):
        return _issue("bad_pattern", raw, field, example=field.example)
    if len(raw) > LONGEST_TEXT:
        facts = {"field": field.title, "length": len(raw)}
        return Read(text[:LONGEST_TEXT] + "…", "cell_too_long", facts)
    return Read(text)


def _denied(text: str, field: Field) -> Read | None:
    """Words by which people say that there is no document, or nothing but yes."""
    facts = {"value": as_typed(text), "field": field.title}
    kept = field.denial == "told"
    if denies(text) and not (kept and thai.is_placeholder(text)):
        return Read(text, "title_denies", facts) if kept else Read(None, "denied", facts)
    if field.denial == "blank" and locates_nothing(text):
        return Read(None, "no_place_named", facts)
    return None


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_PLAIN_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z./\-]*")


def tidy_code(text: str) -> str:
    """A code as stored: Arabic digits, plain hyphens, no space and nothing hidden inside."""
    return _DASHES.sub("-", thai.tidy(text)).replace(" ", "")


@lru_cache(maxsize=256)
def _headings(field: Field) -> re.Pattern:
    """Words of the heading that people repeat before a code: ครั้งที่ 12/2557, ประเด็น 1.4.1."""
    words = [tidy_code(word) for word in (field.title, *field.aliases)]
    bare = {w.removesuffix("ที่") for w in words if w.endswith("ที่")} | {*words}
    fit = [w for w in bare if len(w) > 2 and w.startswith(_HEADED)]
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, fit), key=len, reverse=True))})[:：]?")


_HEADED = ("ครั้ง", "ประชุมครั้ง", "ประเด็น", "ตัวบ่งชี้", "เกณฑ์", "มาตรฐาน", "ข้อ", "รหัส")


def _without_heading(code: str, field: Field) -> str:
    """A code without the word of its heading before it; only where a digit or letter follows."""
    if not code or code[0].isascii():
        return code
    found = _headings(field).match(code)
    rest = code[found.end() :] if found and found.end() else ""
    return rest if rest[:1].isascii() and rest[:1].isalnum() else code


def _likely_codes(raw: float, field: Field) -> str:
    """Codes that a spreadsheet may have turned into this number: 1.1 or 1.10, a lost zero."""
    digits = as_typed(raw)
    if FIRST_CE_DAY <= raw < LAST_CE_DAY and raw % 1 == 0:  # may be a date: 1-1-4 as 36895
        dates = _codes_from_date(EPOCH + datetime.timedelta(int(raw))).split(OR)
        if found := [code for code in dates if _matches(field.pattern, code)]:
            return OR.join([*found, digits])
    if "." in digits:
        return f"{digits}{OR}{digits}0" if len(digits.split(".")[1]) == 1 else digits
    padded = ("0" * zeros + digits for zeros in range(8))
    return next((code for code in padded if _matches(field.pattern, code)), digits)


def _codes_from_date(day: datetime.date) -> str:
    if day.year > thai.FIRST_BE and day.day == 1:
        return f"{day.month}/{day.year}"  # 12/2557: a meeting or an order of a year
    two = day.year % 100
    codes = [f"{two}-{day.month}-{day.day}", f"{day.day}-{day.month}-{two}"]
    return OR.join(dict.fromkeys(codes))


def _stored_day(raw: object) -> object:
    """The day in a B.E. year that a number stands for: Google Sheets stores 7/2557 as 240148."""
    if type(raw) not in (int, float) or not FIRST_BE_DAY <= raw < LAST_BE_DAY or raw % 1:
        return raw
    return EPOCH + datetime.timedelta(int(raw))


# Between several codes in one cell; a space only between two that have parts.
_LISTED = re.compile(r"\s*(?:[\n\r\v;；,，、]|และ|กับ)\s*|(?<=[.\-][0-9])\s+(?=[0-9]+[.\-][0-9])")


def _read_code(raw: object, field: Field) -> Read:
    raw = _stored_day(raw)
    if isinstance(raw, datetime.date):
        return _issue("code_became_date", raw, field, _codes_from_date(raw))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _issue("code_became_number", raw, field, _likely_codes(raw, field))
    if not isinstance(raw, str):
        return _issue("code_became_number", raw, field, field.example or "–")
    if field.several and _LISTED.search(raw.strip()):
        return Read(";".join(filter(None, map(tidy_code, _LISTED.split(raw)))))
    code = raw if _PLAIN_CODE.fullmatch(raw) else _without_heading(tidy_code(raw), field)
    if _SCIENTIFIC.fullmatch(code):
        return _issue("code_became_number", raw, field, Decimal(code))
    if code.casefold() in thai.NO_WORDS:
        return _blank(field)
    if not _matches(field.pattern, code):
        return _no_value(raw, field) or _issue("bad_pattern", raw, field, example=field.example)
    return (not _PLAIN_CODE.fullmatch(code) and _no_value(raw, field)) or Read(code)


def _number(raw: object, field: Field) -> Read:
    """The number in a cell as Decimal (decimals kept where typed as text), before any limit."""
    if isinstance(raw, str):
        bare = _without_unit(raw, field.unit_word)
        parsed = thai.number(bare)
        if parsed.doubt and field.name in AXES and (meant := in_degrees(raw, field.name)):
            return _issue("coordinate_in_degrees", raw, field, meant)
        if parsed.doubt:
            in_words = parsed.doubt != "odd_separators"
            said = written(raw) if field.unit_from and in_words else None
            if said:  # ไม่น้อยกว่าร้อยละ 80
                return Read(said.number)
            blank = _no_value(raw, field) if in_words else None
            likely = None if thai.has_scale(field.unit_word) else parsed.suggestion
            return blank or _issue(parsed.doubt, raw, field, likely)
        if (other := thai.typed_unit(bare)) and _is_another(other, field.unit_word):
            return _issue("another_unit", raw, field, unit=field.unit_word, typed=other)
        if thai.has_percent_mark(raw) and (field.type == "integer" or field.unit in _COUNTED):
            return _issue("not_a_number", raw, field)
        counted = field.unit in _COUNTED or field.type == "integer"
        if counted and re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", str(parsed.value)):
            return _issue("odd_separators", raw, field, str(parsed.value).replace(".", ""))
        return Read(parsed.value)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return _issue("not_a_number", raw, field)
    if not math.isfinite(raw):
        return _issue("not_a_number", raw, field)
    # 15 digits are what a spreadsheet holds; the rest is noise of binary fractions
    return Read(Decimal(format(raw, ".15g")) if isinstance(raw, float) else Decimal(raw))


def _without_unit(text: str, unit: str) -> str:
    """A number as typed, without the unit of its column; one that begins as numbers do stays."""
    return thai.tidy(text).removesuffix(unit) if unit and unit[0].isalpha() else text


def _is_another(typed: str, unit: str) -> bool:
    """Whether the unit behind a number is not that of its column: 12 คน under ชุด."""
    of_percent = all(map(thai.has_percent_mark, (typed, unit)))
    return bool(unit) and not of_percent and not typed.startswith(unit)


_COUNTED = ("baht", "people", "pupils", "persons", "members", "schools")


def _in_range(value: Decimal | int, raw: object, field: Field) -> Read | None:
    low, high = field.minimum, field.maximum
    inside = (low is None or value >= low) and (high is None or value <= high)
    if inside and abs(value) < LARGEST_NUMBER:
        return None
    if field.name in AXES and (other := other_axis(value, field.name)):
        return _issue("coordinate_swapped", raw, field, other=other)
    limits = {"minimum": "…" if low is None else low, "maximum": "…" if high is None else high}
    return _issue("out_of_range", raw, field, **limits)


def _read_integer(raw: object, field: Field) -> Read:
    read = Read(raw) if type(raw) is int else _number(raw, field)
    if read.value is None:
        return read
    whole = int(read.value)
    right = Read(whole) if whole == read.value else _issue("not_whole_number", raw, field)
    return _in_range(read.value, raw, field) or right


def _read_number(raw: object, field: Field) -> Read:
    as_is = type(raw) is float and math.isfinite(raw) and not field.exact
    read = Read(raw) if as_is else _number(raw, field)
    if read.value is None:
        return read
    outside = _in_range(read.value, raw, field)
    if outside:
        return outside
    value = read.value if field.exact else float(read.value)
    return _share(raw, read.value, value, field) or Read(value)


def _share(raw: object, number: Decimal | float, value: object, field: Field) -> Read | None:
    """The doubt about a number that is, or may be, in percent; None where there is none."""
    said = isinstance(raw, str) and thai.has_percent_mark(raw)
    if not may_be_share(number, said) or field.decided_by:
        return None
    if field.unit != "percent" and not field.unit_from:
        return None
    likely = thai.show_number((100 * _number(raw, field).value).normalize())
    doubt = _issue("fraction_percent", raw, field, likely, read=value)
    return doubt._replace(value=value) if field.unit_from else doubt


def _read_written(raw: object, field: Field) -> Read:
    """A number that stays as it is written, for it may have words around it or be words."""
    read = _read_string(raw, field)
    number = _number(raw, field).value if read.value and not read.issue else None
    return (_share(raw, number, read.value, field) if number is not None else None) or read


def _read_year(raw: object, field: Field) -> Read:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        return _issue("not_a_year", raw, field)
    parsed = thai.year(str(raw))
    if parsed.doubt:
        blank = _no_value(raw, field) if isinstance(raw, str) else None
        return blank or _issue(parsed.doubt, raw, field, parsed.suggestion)
    return _in_range(parsed.value, raw, field) or Read(parsed.value)


def _read_date(raw: object, field: Field) -> Read:
    if isinstance(raw, datetime.date):
        parsed = thai.date_from_cell(raw)
    elif isinstance(raw, str):
        parsed = thai.date(raw)
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        parsed = thai.date_from_serial(raw)
    else:
        parsed = thai.Parsed(None, "not_a_date")
    if parsed.doubt:
        blank = _no_value(raw, field) if isinstance(raw, str) else None
        fits = field.range_end or not isinstance(parsed.suggestion, thai.DateRange)
        likely = parsed.suggestion if fits else None
        return blank or _issue(parsed.doubt, raw, field, likely)
    if isinstance(parsed.value, thai.DateRange) and not field.range_end:
        return _issue("one_date_only", raw, field, parsed.value.start)
    return Read(parsed.value)


_YES_WORDS = "true จริง ใช่ มี ผ่าน ถูก ถูกต้อง ครบ yes y t 1 ✓ ✔ √ ☑ ✅ /"
_NO_WORDS = "false เท็จ ไม่ ไม่ใช่ ไม่จริง ไม่มี ไม่ผ่าน ไม่ครบ no n f 0 ✗ ✘ × x ☐ ☒ ❌"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())


def _read_boolean(raw: object, field: Field) -> Read:
    if isinstance(raw, bool):
        return Read(raw)
    if isinstance(raw, int | float) and raw in (0, 1):
        return Read(bool(raw))
    if not isinstance(raw, str):
        return _issue("not_yes_no", raw, field)
    word = thai.tidy(raw).casefold()
    if word in _YES or word in _NO:
        return Read(word in _YES)
    return _no_value(raw, field) or _issue("not_yes_no", raw, field)


@lru_cache(maxsize=256)
def _words(field: Field) -> Mapping[str, str]:
    """Every accepted word, folded → the category's value."""
    return {
        thai.fold(word): category.value
        for category in reversed(field.categories)  # where words collide the first category wins
        for word in (*category.aliases, category.value, category.label)
    }


def _unknown(raw: object, typed: str, field: Field) -> Read:
    labels = {category.value: category.label for category in field.categories}
    words = _words(field)
    near = closest(typed, words)
    likely = labels[words[near]] if near else "–"
    return _issue("unknown_choice", raw, field, likely, choices=", ".join(labels.values()))


def _read_category(raw: object, field: Field) -> Read:
    typed = raw if isinstance(raw, str) else as_typed(raw)
    value = _words(field).get(thai.fold(typed))
    if value is not None:
        return Read(value)
    own = Read(thai.tidy(typed[:LONGEST_SHOWN])) if field.open else None
    return _no_value(typed, field) or own or _unknown(raw, typed, field)


_BETWEEN = re.compile(r"[;；\n\r\v\u2028\u2029]+")
_BULLET = re.compile(r"^[-–•*·]\s+")


def split_list(text: str) -> tuple[str, ...]:
    """Parts of a list cell, split at ; and new lines only, tidied, each once, in order."""
    parts = (_BULLET.sub("", thai.tidy(part)) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _read_list(raw: object, field: Field) -> Read:
    if not isinstance(raw, str):
        return Read((), *_read_code(raw, field)[1:])
    parts = split_list(raw)
    if len(parts) <= 1:
        blank = _no_value(raw, field)
        if blank:
            return blank
    return _known_parts(raw, parts, field) if field.categories else Read(parts)


def _known_parts(raw: str, parts: Iterable[str], field: Field) -> Read:
    """Parts as values of the categories; , and / split too where every piece is known."""
    words, values = _words(field), []
    for part in parts:
        pieces = [part] if thai.fold(part) in words else re.split("[,/、]", part)
        known = [words.get(thai.fold(piece)) for piece in pieces if piece.strip()]
        if None in known:
            return _unknown(raw, part, field)
        values += known
    return Read(tuple(dict.fromkeys(values)))


def _read_link(raw: object, field: Field) -> Read:
    if field.sheet and SHEET_ID.fullmatch(str(raw).strip()):
        raw = f"https://docs.google.com/spreadsheets/d/{str(raw).strip()}/edit"
    parsed = link(raw) if isinstance(raw, str) else thai.Parsed(None, "bad_link")
    if not parsed.doubt:
        return Read(parsed.value)
    if not isinstance(raw, str):
        return Read(None, parsed.doubt, {"field": field.title})
    blank = _no_value(raw, field)
    if blank or field.sheet or parsed.doubt not in ("bad_link", "two_links"):
        return blank or Read(None, parsed.doubt, {"field": field.title})
    meant = meant_link(raw)
    if meant:
        code = "link_of_two" if parsed.doubt == "two_links" else "link_mended"
        return Read(meant, code, {"field": field.title, "suggestion": meant})
    if denies(raw):
        return Read(None, "denied", {"value": as_typed(raw), "field": field.title})
    if locates_nothing(raw):
        return Read(None, "no_place_named", {"value": as_typed(raw), "field": field.title})
    return Read(None, parsed.doubt, {"field": field.title})


_READERS: dict[str, Callable[[object, Field], Read]] = dict(
    string=_read_string, written=_read_written, code=_read_code, link=_read_link,
    category=_read_category, integer=_read_integer, number=_read_number, boolean=_read_boolean,
    date=_read_date, year=_read_year, list=_read_list,
)  # fmt: skip


def _kind(field: Field) -> str:
    if field.type != "string":
        return field.type
    if field.categories:
        return "category"
    if field.unit_from:
        return "written"
    return "code" if field.code else "link" if field.format == "uri" else "string"


_NUMBERED = re.compile(r"[^0-9]{0,15}([0-9]{1,4})[^0-9]{0,5}")


def _ordinal(raw: object, field: Field, read: Read) -> Read:
    """A number that only orders the rows: "1." and "ข้อ 1" are 1, and no reading is an error."""
    found = _NUMBERED.fullmatch(thai.tidy(str(raw))[:40]) if isinstance(raw, str) else None
    facts = {"value": as_typed(raw), "field": field.title}
    if found and int(found[1]) > 0 and "-" not in str(raw):
        return Read(int(found[1]), "ordinal_read", {**facts, "suggestion": found[1]})
    return Read(None, "ordinal_unread", facts)


def read_value(raw: object, field: Field) -> Read:
    """One cell as its field says; raw: None, str, int, float, bool, date, datetime or timedelta.

    Where the field is required blank cells give required_blank, "รอ" required_not_yet. A date range
    in a field with range_end is a thai.DateRange; the table puts its end into the other column.
    """
    if thai.is_blank(raw):
        return _blank(field)
    spoilt = _spoilt(raw, field) if isinstance(raw, str) else None
    read = spoilt or _READERS[_kind(field)](raw, field)
    return _ordinal(raw, field, read) if field.ordinal and read.issue else read


Issues = dict[int, tuple[str, Mapping[str, object]]]


def read_column(raws: Sequence[object], field: Field) -> tuple[list[object], Issues]:
    """Every cell of a column, each distinct one read once.

    Result: the values in the same order, and position → (issue code, facts). Type and value
    make a cell distinct: 1, 1.0 and TRUE are equal in Python but not in a sheet.
    """
    keys = list(zip(map(type, raws), raws, strict=True))
    reads = {key: read_value(key[1], field) for key in dict.fromkeys(keys)}
    in_order = [reads[key] for key in keys]
    values = [read.value for read in in_order]
    if not any(read.issue for read in reads.values()):
        return values, {}
    issues = {at: (read.issue, read.facts) for at, read in enumerate(in_order) if read.issue}
    return values, issues
