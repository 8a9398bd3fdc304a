"""The fourth column: "ประเด็นที่ n ประกอบด้วย" and the documents listed under it.

Each listed thing is one document, also a dotted line or a lone ฯลฯ: they stay what they are. What
our own report adds behind a title (where it is kept, number, date) goes back to its own column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from esa import thai
from esa.documents.report.contents import PLACEHOLDER, UNTITLED
from esa.imports import forms
from esa.imports.lines import Doubt, Line

_NOTE = re.compile(r"\(?หมายเหตุ")
_BULLET = re.compile(r"[-–•·*▪]\s*")
_PLACE = re.compile(r"\s*\(ที่เก็บ:\s*(.+?)\)$")
_DATED = re.compile(r"ลงวันที่\s*(.+)$")
_NUMBER = re.compile(r"(?<![ก-๙])(?:เลขที่|คำสั่งที่|ที่)\s*([0-9]+\s?/\s?[0-9]{4})(?![0-9/])")


@dataclass
class Item:
    """One document. texts: its lines; number: as printed, None where there is none."""

    line: Line
    texts: list[str]
    number: int | None = None
    link: str = ""
    who: str = ""

    @property
    def title(self) -> str:
        return " ".join(self.texts)


@dataclass
class Lists:
    """items by number of the point; lines of each list heading; notes; homeless: line and why."""

    items: dict[int, list[Item]] = field(default_factory=dict)
    headings: dict[int, Line] = field(default_factory=dict)
    notes: list[Line] = field(default_factory=list)
    form: list[Line] = field(default_factory=list)
    homeless: list[tuple[Line, str]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def lists(lines: Sequence[Line], only: int | None = None) -> Lists:
    """Sort the lines of the fourth column. only: there is one list, and it has no heading."""
    found = Lists()
    open_list = None if only is None else found.items.setdefault(only, [])
    who = ""
    for at, line in enumerate(lines):
        number = forms.list_number(line)
        if number is not None:
            who = ""
            found.form.append(line)
            if number in found.headings:
                found.doubts.append(Doubt("import_list_twice", line.number, {"number": number}))
            found.headings.setdefault(number, line)
            open_list = found.items.setdefault(number, [])
        elif _NOTE.match(line.text):
            found.notes.append(line)
        elif line.text in (UNTITLED, PLACEHOLDER) and open_list:
            found.form.append(line)  # a mark beside the item above
        elif forms.is_own_mark(line) and line.role != "item":
            found.form.append(line)
        elif open_list is None:
            found.homeless.append((line, "no_list"))
        elif _names_group(lines, at):
            who = line.text
        else:
            _listed(found, open_list, line, who)
    for items in found.items.values():
        _counted(items, found)
    return found


def _names_group(lines: Sequence[Line], at: int) -> bool:
    """The name of a group above the documents that it brings."""
    line = lines[at]
    if line.role:
        return line.role == "writer"
    follows = forms.numbered(lines[at + 1]) if at + 1 < len(lines) else None
    bare = forms.numbered(line) is None and re.match("(?:กลุ่ม|หน่วย)", line.text)
    return bool(bare and follows and follows[0] == 1 and at and forms.list_number(lines[at - 1]))


def _listed(found: Lists, items: list[Item], line: Line, who: str) -> None:
    numbered, text = forms.numbered(line), line.text
    if numbered:
        items.append(Item(line, [text], numbered[0], line.link, who))
    elif re.fullmatch(r"[0-9]{1,4}\s?[.)]", line.arabic):
        items.append(
            Item(line, [text], int(re.match("[0-9]{1,4}", line.arabic)[0]), line.link, who)
        )
    elif bullet := _BULLET.match(text):
        kept = text if thai.is_placeholder(text) else text[bullet.end() :]
        items.append(Item(line, [kept or text], None, line.link, who))
    elif _stands_alone(line, items):
        items.append(Item(line, [text], None, line.link, who))
    else:
        items[-1].texts.append(text)
        found.doubts.append(Doubt("import_item_goes_on", line.number, {"value": text}))


def _stands_alone(line: Line, items: list[Item]) -> bool:
    """A line without a number that is a document all the same: nothing above it has one, Word
    numbers it, or it stands for what is to be filled in."""
    unnumbered = not items or items[-1].number is None
    return unnumbered or line.listed or line.role == "item" or thai.is_placeholder(line.text)


def _counted(items: list[Item], found: Lists) -> None:
    """The printed number falls away where it is the place of the item; else it stays in the text,
    and is told."""
    for place, item in enumerate(items, start=1):
        if item.number is None:
            continue
        if item.number == place:
            rest = re.sub(r"^[0-9๐-๙]+\s?[.)]\s*", "", item.texts[0])
            item.texts[0] = rest if rest or len(item.texts) == 1 else item.texts[0]
        else:
            facts = {"number": item.number, "expected": place}
            found.doubts.append(Doubt("import_item_number", item.line.number, facts))


def split_title(title: str) -> dict[str, str]:
    """title, place, document_no and dated of a listed text; only the place is cut off, for number
    and date may be part of the title."""
    found = {}
    place = _PLACE.search(title)
    if place:
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
