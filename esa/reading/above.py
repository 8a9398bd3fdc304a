"""Units and years that stand in headings, or in the lines above them.

"หน่วย : ล้านบาท" over a table of money makes 55.15 fifty-five million; "ปีงบประมาณ 2555" makes its
rows those of that year. What leaves no doubt is applied and said, what contradicts a heading holds
the numbers back. Source: docs/rules.md, "Reading".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from esa import thai
from esa.reading.schema import Field

LONGEST_LINE = 200  # characters; a longer text is no title
_SCALES = {
    "": 1, "สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000,
    "ล้าน": 10**6, "สิบล้าน": 10**7, "ร้อยล้าน": 10**8, "พันล้าน": 10**9,
}  # fmt: skip
_KINDS = {
    "บาท": "baht", "ร้อยละ": "percent", "%": "percent", "เปอร์เซ็นต์": "percent",
    "คน": "people", "ราย": "people", "โรงเรียน": "schools", "โรง": "schools", "แห่ง": "schools",
    "คะแนน": "score",
}  # fmt: skip
# Units of fields → the kind they are of; a field of no such unit has nothing to do with a line.
_OF_FIELDS = {
    "baht": "baht", "percent": "percent", "people": "people", "pupils": "people",
    "members": "people", "persons": "people", "schools": "schools", "score": "score",
}  # fmt: skip
_SCALE = "|".join(sorted(filter(None, _SCALES), key=len, reverse=True))
_UNIT = rf"(?:(?:{_SCALE})?\s?(?:บาท|คน)|{'|'.join(k for k in _KINDS if k not in ('บาท', 'คน'))})"
_SAID = re.compile(rf"หน่วย(?:นับ|เงิน)?\s?(?:[:：=]|เป็น)?\s?({_UNIT})\s?\)?$|^\(\s?({_UNIT})\s?\)$")
_IN_HEADING = re.compile(rf"(.+?)\s?[(\[]\s?(?:หน่วย\s?[:：]?\s?)?({_UNIT})\s?[)\]]")
_PARTS = re.compile(rf"({_SCALE})?\s?(บาท|คน)")
_YEAR_LINE = re.compile(r"(?:ปี\s?งบประมาณ|ปี\s?งบ(?:ฯ|\.)?|ประจำปี|ปี)(?!\s?การศึกษา)")
_YEARS = re.compile(r"(?<![0-9/])(25[0-9]{2})(?![0-9])")


class Unit(NamedTuple):
    """words: as written; kind: baht, percent, people, schools or score; scale: 10**6 for ล้าน."""

    words: str
    kind: str
    scale: int = 1


@dataclass(frozen=True)
class Above:
    """What the lines above the headings say. at: (row, column) of the unit. years: each once."""

    unit: Unit | None = None
    at: tuple[int, int] = (0, 0)
    years: frozenset[int] = frozenset()
    year_at: tuple[int, int] = (0, 0)


def unit_of(words: str) -> Unit | None:
    """The unit that these words are; None where they are none that is known."""
    text = thai.tidy(words)
    parts = _PARTS.fullmatch(text)
    if parts:
        return Unit(text, _KINDS[parts[2]], _SCALES[parts[1] or ""])
    return Unit(text, _KINDS[text]) if text in _KINDS else None


def split_heading(heading: str) -> tuple[str, Unit | None]:
    """A heading without the unit in brackets at its end, and that unit."""
    found = _IN_HEADING.fullmatch(thai.tidy(" ".join(heading.split())))
    unit = unit_of(found[2]) if found else None
    return (found[1], unit) if unit else (heading, None)


def read_above(rows: Sequence[Sequence[object]]) -> Above:
    """What stands above the row of headings. rows: those above it."""
    unit, at, years, year_at = None, (0, 0), set(), (0, 0)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if type(cell) is not str or not cell or len(cell) > LONGEST_LINE:
                continue
            text = thai.tidy(cell)
            said = _SAID.search(text)
            if said and unit is None:
                unit, at = unit_of(said[1] or said[2]), (i, j)
            if _YEAR_LINE.search(text):
                years |= set(map(int, _YEARS.findall(text)))
                year_at = (i, j)
    return Above(unit, at, frozenset(years), year_at)


class Applied(NamedTuple):
    """scales: field → by what its numbers are multiplied. held: whose unit is contradicted."""

    scales: Mapping[str, int]
    held: tuple[str, ...]


def applied(line: Unit | None, headings: Mapping[str, Unit], fields: Iterable[Field]) -> Applied:
    """What units do to the columns that are there.

    line: of the lines above. headings: units that stand in headings themselves, by field.
    """
    kinds = {f.name: _OF_FIELDS[f.unit] for f in fields if f.unit in _OF_FIELDS}
    scales, held = {}, []
    same = [name for name, kind in kinds.items() if line and kind == line.kind]
    for name, kind in kinds.items():
        own = headings.get(name)
        if own and own.kind != kind:
            held.append(name)
            continue
        scale = own.scale if own else 1
        if line and kind == line.kind:
            if own and own.scale != line.scale:
                held.append(name)
                continue
            scale = line.scale
        elif line and not same and kind != "percent":
            held.append(name)
            continue
        if scale != 1:
            scales[name] = scale
    return Applied(scales, tuple(held))


def scaled(value: object, scale: int) -> object:
    """A number in its unit; Decimals stay exact."""
    if value is None:
        return None
    made = value * scale
    return made.normalize() + 0 if isinstance(made, Decimal) else made
