"""Text on its way to the screen: cells made safe, Thai or Arabic digits, dates and numbers.

Text from a cell is data. Streamlit reads Markdown, LaTeX, colour directives, icon and emoji codes
in almost everything it shows, so every piece of cell text that becomes Markdown passes `escape`
first. Imports no Streamlit: charts use it too.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote

import pandas as pd

from esa import thai

JOINER = "\u2060"  # word joiner: invisible, and no line may break there
NBSP = "\u00a0"
SHORT = 200  # characters of a text whose finished line is kept for the next time
LONGEST = 400  # characters of one cell that are shown; the whole text is one click away
_ADDRESS = "%/:?#@!$&*+,;=~-._"  # what an address keeps; brackets, quotes and Thai are encoded
MOST_MARKS = 3  # combining marks on one letter; Thai needs two
WEEKDAYS = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]
CUT_BEFORE = (" ", "การ", "และ", "ไปสู่", "แห่ง", "เพื่อ", "ที่มี")  # where a title may end
_ABOVE_AND_BELOW = "ัิีึืฺุู็่้๊๋์ํ๎"
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&\"'=^@/%?])")
# What Streamlit still replaces after Markdown has taken the backslashes away.
_REPLACED_LATER = re.compile(r"(?<=:)(?=[\w+/\-])|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
_CODE_OR_DIGITS = re.compile(r"([A-Za-z][A-Za-z0-9_.\-]*)|[0-9]+")
_ARROWS = re.compile(r"(?:^|(?<=\s))(<|-|>|~)(->|-|>|=)(?=\s|$)")


def blank(value: object) -> bool:
    """Whether a cell of a table holds nothing: None, NaN, NA, or an empty list or text."""
    return not value if isinstance(value, (str, list, tuple)) else bool(pd.isna(value))


def one_line(text: object) -> str:
    """Text without line breaks, hidden characters and piles of marks; "" for blank."""
    if blank(text):
        return ""
    written = str(text)
    return _kept_line(written) if len(written) <= SHORT else _line(written)


def _line(written: str) -> str:
    return " ".join(_without_piles(thai.without_hidden(written)).split())


# A page asks for the same names and titles hundreds of times.
_kept_line = lru_cache(maxsize=4096)(_line)


def _without_piles(text: str) -> str:
    if text.isascii():
        return text
    letters: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) or letter in "ัิีึืฺ็ํ๎" else 0
        if marks <= MOST_MARKS:
            letters.append(letter)
    return "".join(letters)


def shorten(text: object, longest: int = LONGEST) -> str:
    """One line of at most so many characters, cut with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def cut(text: str, letters: int) -> str:
    """At most so many letters as they take room: Thai marks above and below take none.

    Thai has no spaces between words, so a cut falls before a word that can't be part of another's
    beginning where there is one in the second half, else anywhere.
    """
    room = 0
    for at, letter in enumerate(text):
        room += letter not in _ABOVE_AND_BELOW
        if room > letters:
            kept = text[:at].rstrip()
            before = max(text[: at + 3].rfind(word) for word in CUT_BEFORE)
            return (kept[:before].rstrip() if before > len(kept) / 2 else kept) + "…"
    return text


def middle(name: object, most: int = 24) -> str:
    """A name in one line; a long one keeps its end too, where names of one kind differ."""
    line = one_line(name)
    if sum(letter not in _ABOVE_AND_BELOW for letter in line) <= most:
        return line
    return f"{line[: most - 9].rstrip()}…{line[-8:].lstrip(_ABOVE_AND_BELOW)}"


def width(text: str, size: float) -> float:
    """About how many pixels Sarabun takes for a line in letters of that size."""
    return sum(_advance(letter) for letter in text) * size


def _advance(letter: str) -> float:
    if unicodedata.combining(letter) or letter in _ABOVE_AND_BELOW:
        return 0.0
    if letter == " ":
        return 0.24
    return 0.36 if letter in "เแโใไาๅ.,:;()'|1i" else 0.57


def escape(text: object, longest: int = LONGEST) -> str:
    """Cell text that Streamlit shows as it was typed, in one line: no Markdown, HTML or link.

    Invisible joiners (U+2060) stand where Streamlit would otherwise make an icon, a colour, an
    emoji or a link out of plain text.
    """
    return literal(shorten(text, longest))


def literal(line: str) -> str:
    """escape for text that is one line already: nothing is cut, and its blanks stay."""
    return _kept_escaped(line) if len(line) <= SHORT else _escaped(line)


def _escaped(line: str) -> str:
    line = _ARROWS.sub(rf"\1{JOINER}\2", line)
    line = _REPLACED_LATER.sub(JOINER, line)
    return _PUNCTUATION.sub(r"\\\1", line)


_kept_escaped = lru_cache(maxsize=4096)(_escaped)


def plain(text: object) -> str:
    """Text for charts, tables and alternative texts: one line, nothing to escape there."""
    return shorten(text)


def thai_digits(text: object, wanted: bool = True) -> str:
    """The text with Thai digits where they are wanted, else as it is. Codes of Latin letters, such
    as K07 or the cell D28, keep theirs: they are looked up as they stand in the sheet."""
    written = str(text)
    if not wanted:
        return written
    return _CODE_OR_DIGITS.sub(lambda at: at[1] or thai.to_thai_digits(at[0]), written)


def number(value: object, decimals: int = 0) -> str:
    """1189260 → "1,189,260"; "" for blank. Rounded half up, only here where it is shown."""
    if blank(value):
        return ""
    return thai.show_number(value, decimals)


def short_date(day: date | None) -> str:
    """15 ก.ย. 2557, kept on one line; "" for blank."""
    return "" if blank(day) else thai.show_date(day).replace(" ", NBSP)


def full_date(day: date | None, weekday: bool = False) -> str:
    """23 กันยายน 2557, with its weekday วันอังคารที่ in front where asked; "" for blank."""
    if blank(day):
        return ""
    written = thai.show_date(day, style="long").replace(" ", NBSP)
    return f"วัน{WEEKDAYS[day.weekday()]}ที่{NBSP}{written}" if weekday else written


def clock(moment: datetime) -> str:
    """23 ก.ย. 2557 เวลา 08:05 น."""
    return f"{short_date(moment)} เวลา{NBSP}{moment:%H:%M}{NBSP}น."


def unfolded(there: int, most: int) -> int:
    """How many of so many are told where `most` are enough: one more is told as well, since nothing
    is folded to say "and 1 more"."""
    return there if there <= most + 1 else most


def listed(words: Iterable[str], most: int = 4, unit: str = "") -> str:
    """ก, ข และ ค; more than one beyond `most` end in "และอีก 3", then the unit if one is given."""
    words = list(words)
    if (told := unfolded(len(words), most)) < len(words):
        more = f"{len(words) - told}{NBSP}{unit}".strip()
        return f"{', '.join(words[:told])} และอีก{NBSP}{more}"
    return " และ ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def is_web(address: object) -> bool:
    """Whether the text is one http(s) address without spaces or credentials, safe to link to."""
    return bool(re.fullmatch(r"https?://[^\s@<>\"'`\\]+\.[^\s<>\"'`\\]+", str(address or "")))


def linked(label: str, address: str) -> str:
    """A Markdown link with safe label text; only the label where the address isn't http(s).

    Addresses inside the app (evidence?group=FIN) are allowed as well.
    """
    safe = escape(label)
    inside = bool(re.fullmatch(r"(\./|[a-z]*)(\?[\w.~%&=+\-]*)?", address))
    if not (is_web(address) or inside):
        return safe
    return f"[{safe}](<{quote(address, safe=_ADDRESS)}>)"
