"""What the title of a file of scores says of its test, grade and year, and whether that is what was
asked for. Only titles are looked at: the lines above the headings and the names of the sheets.
Source: docs/rules.md, "Lower limit".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from esa import thai
from esa.reading.headings import folded

TESTS = ("O-NET", "NT", "RT", "LAS", "I-NET", "N-NET", "V-NET", "B-NET", "A-NET", "GAT", "PAT")
TESTS += ("PISA", "TEDET")
_BETWEEN = r"[-–\s]?"  # letters of a test: O-NET, ONET
_TO = r"\s?(?:[-–]|ถึง)\s?"
_SHORT = rf"(?:(?<![{thai.LETTERS}])[ปม]\.?|[ปม]\.)\s?[1-6](?![0-9])"
_LONG = r"(?:ประถม|มัธยม)ศึกษา(?:ตอนต้น|ตอนปลาย)?(?:ปีที่|ปี)?\s?[1-6](?![0-9])"
_GRADES = re.compile(rf"({_SHORT}|{_LONG})(?:{_TO}({_SHORT}|{_LONG}|[1-6](?![0-9])))?")
_YEARS = re.compile(
    rf"ปี(?:การศึกษา)?\s?(?:พ\.?\s?ศ\.?\s?)?(2[4-6][0-9]{{2}})(?:{_TO}(2[4-6][0-9]{{2}}))?"
)


class Asked(NamedTuple):
    """The sitting that scores are counted for. tests: others that the office knows."""

    academic_year: int
    test: str
    grade: str
    tests: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.test} {self.grade} ปีการศึกษา {self.academic_year}"


def differing(titles: Iterable[str], asked: Asked) -> str:
    """What the titles say where none of it is what was asked for: "NT, ป.3"; "" where all agrees or
    nothing is said."""
    text = "\n".join(map(thai.tidy, titles))
    tests = {folded(asked.test)}
    others = (name for name in (*asked.tests, *TESTS) if folded(name) not in tests)
    parts = [
        () if _names(asked.test)(text) else [name for name in others if _names(name)(text)][:1],
        _other(set(_grades(text)), set(_grades(thai.tidy(asked.grade)))),
        _other(set(_years(text)), {asked.academic_year}),
    ]
    test, grade, year = ([str(each) for each in part] for part in parts)
    return ", ".join([*test, *map(_grade, map(int, grade)), *year])


def _other(said: set[int], asked: set[int]) -> list[int]:
    """What is said in place of what was asked for."""
    return sorted(said) if said and asked and not said & asked else []


def _names(test: str) -> Callable[[str], bool]:
    """Whether a text names the test; short ones in Latin letters stand alone: NT, not CONTENT."""
    letters = _BETWEEN.join(letter for letter in test if letter.isalnum())
    if not test.isascii() or not letters:
        return lambda text: folded(test) in folded(text)
    pattern = f"(?<![A-Za-z]){letters}(?![A-Za-z])"
    return lambda text: re.search(pattern, text, re.IGNORECASE) is not None


def _grades(text: str) -> Iterator[int]:
    """1 to 6 for ป.1 to ป.6, 7 to 12 for ม.1 to ม.6; all between two."""
    for first, last in _GRADES.findall(text):
        low = _level(first, 0)
        yield from range(low, (_level(last, low) if last else low) + 1)


def _level(grade: str, before: int) -> int:
    secondary = grade.startswith("ม") or (grade.isdigit() and before > 6)
    return int(grade[-1]) + (6 if secondary else 0)


def _grade(level: int) -> str:
    return f"ป.{level}" if level <= 6 else f"ม.{level - 6}"


def _years(text: str) -> Iterator[int]:
    for first, last in _YEARS.findall(text):
        yield from range(int(first), int(last or first) + 1)
