"""How a report is written by hand: its digits, its dates, and cell text made fit for paper.

Cell text is data: nothing in it is run or read as markup, and signs that XML can't hold fall away.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from esa import thai

_LATIN = re.compile(r"https?://\S+|[A-Za-z0-9_./@-]*[A-Za-z][A-Za-z0-9_./@-]*")
_ARABIC, _THAI = re.compile("[0-9]"), re.compile("[๐-๙]")
_NO_XML = re.compile("[\ufffe\uffff]")
_COUNTED = re.compile("(?<=[0-9๐-๙]) (?=[ก-๙])")
_SPACES = re.compile(r"\s+")
_LINK = re.compile(r"https?://[^\s@<>\"'`\\]+\.[^\s<>\"'`\\]+")


class Hand(NamedTuple):
    """thai: digits are written ๑๒๓, else 123, also where a cell has the others."""

    thai: bool = True

    def digits(self, text: object) -> str:
        """The text in the digits of the report; words of Latin letters (5G, B-OBEC2) and links stay
        as they were typed."""
        text = str(text)
        if not (_ARABIC if self.thai else _THAI).search(text):
            return text  # most texts hold no digit
        change = thai.to_thai_digits if self.thai else thai.to_arabic_digits
        return _outside(_LATIN, text, change)

    def own(self, text: str) -> str:
        """A sentence of ours, no line of which begins with the noun of a number."""
        return _COUNTED.sub("\u00a0", self.digits(text))

    def line(self, text: object) -> str:
        """Cell text in one line, without what can't be seen or printed; "" for blank."""
        return self.digits(_SPACES.sub(" ", visible(text)).strip())

    def lines(self, text: object) -> tuple[str, ...]:
        """Cell text line by line, blank lines left out; inner spaces stay as they were typed."""
        written = (line.replace("\t", " ").strip() for line in visible(text).splitlines())
        return tuple(self.digits(line) for line in written if line)

    def date(self, day: date) -> str:
        """23 กันยายน 2557."""
        return self.digits(thai.show_date(day, style="long"))


def visible(text: object) -> str:
    """Text without hidden signs and those that XML can't hold; "" for None."""
    return "" if text is None else _NO_XML.sub("", thai.without_hidden(str(text)))


def safe_link(address: str | None) -> str:
    """The address where it is one http(s) link without spaces, quotes or credentials, else ""."""
    address = (address or "").strip()
    return address if _LINK.fullmatch(address) else ""


def _outside(kept: re.Pattern, text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed that the pattern doesn't match."""
    parts, end = [], 0
    for match in kept.finditer(text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, change(text[end:])])
