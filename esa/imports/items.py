"""A list of evidence → its documents: which lines are one, its number, what its title says.

Each listed thing is one document, also a dotted line: it stays what it is. What our own report
adds behind a title (where it is kept) goes back to its own column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from esa import thai
from esa.imports import words
from esa.imports.lines import Line

AND_SO_ON = re.compile(r"[\s.…-]*ฯลฯ[\s.…]*")
LONGEST_TITLE = 1000  # characters that are looked into
_PLACE = re.compile(r"\s*\(ที่เก็บ:\s*(.+?)\)$")
_DATED = re.compile(r"ลงวันที่\s*(.+)$")
_NUMBER = re.compile(r"(?<![ก-๙])(?:เลขที่|คำสั่งที่|ที่)\s*([0-9]+\s?/\s?[0-9]{4})(?![0-9/])")
_BARE_NUMBER = re.compile(r"\(?([0-9]{1,3})\s?[.)]")


@dataclass
class Item:
    """One document. at: places of its lines; texts: what of each is its title; printed: its
    number, 0 for none."""

    at: list[int]
    texts: list[str]
    printed: int = 0


def items(lines: Sequence[Line], places: Sequence[int]) -> list[Item]:
    """The documents of one list, in their order; places: of the lines of the list."""
    found: list[Item] = []
    for at in places:
        line = lines[at]
        number, text = _begun(line)
        if number or text is not None:
            found.append(Item([at], [text or line.text], number))
        elif not found or not found[-1].printed or _stands_alone(line):
            found.append(Item([at], [line.text]))
        else:
            found[-1].at.append(at)
            found[-1].texts.append(line.text)
    return found


def _begun(line: Line) -> tuple[int, str | None]:
    """The number and the title of a line that begins an item; (0, None) for any other."""
    if item := words.numbered(line):
        return item.number, item.text
    if bare := _BARE_NUMBER.fullmatch(line.arabic):
        return int(bare[1]), line.text
    if bullet := words.BULLET.match(line.text):
        kept = line.text if thai.is_placeholder(line.text) else line.text[bullet.end() :]
        return 0, kept or line.text
    return 0, None


def _stands_alone(line: Line) -> bool:
    """A line without a number that is a document all the same."""
    return line.role == "item" or thai.is_placeholder(line.text)


def split_title(title: str) -> dict[str, str]:
    """title, place, document_no and dated of a listed text; only the place is cut off, for number
    and date may be part of the title."""
    if len(title) > LONGEST_TITLE:
        return {"title": title}
    found = {}
    if place := _PLACE.search(title):
        found["place"] = place[1]
        title = title[: place.start()]
    found["title"] = title
    arabic = thai.to_arabic_digits(title)
    numbers = _NUMBER.findall(arabic)
    if len(numbers) == 1:
        found["document_no"] = re.sub(r"\s", "", numbers[0])
    dated = _DATED.search(arabic)
    if dated and isinstance(thai.date(dated[1]).value, date):
        found["dated"] = dated[1].strip()
    return found
