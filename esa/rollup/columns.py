"""The allow-list: every column that is published, its type, and what may stand in it.

One Parquet file holds all figures of one office in one state; a row is of one figure and fills the
columns of that figure, the others are blank. Blank means unknown or not of this figure, never zero.
Nothing that somebody typed goes out: a column of words holds words of this program, a column of
codes holds what its pattern allows, digits mostly, so that no name fits in.
Source: docs/rules.md, "Many offices".
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import pyarrow as pa

from esa.reading.problems import SEVERITIES, catalogue
from esa.reading.schema import read_tabs
from esa.rules import vocabulary

SCHEMA = 1  # raised when a column gets another meaning; readers take this one and earlier ones
FIGURES = ("about", "levels", "completeness", "colours", "networks", "activities", "money")
FIGURES += ("kpis", "resolutions", "problems", "left_out", "withheld")
OTHER = "other"  # groups that aren't of the usual seven, together
GROUPS = ("AM", "NP", "FIN", "HR", "PRO", "SUP", "AUD", OTHER)
TESTS = ("O-NET", "NT", "RT", "LAS", "I-NET", "V-NET", "N-NET")
NO_BAND, HIDDEN = "no_band", "hidden"  # beside the colours: in no band, and too few to be told

CODE = r"\d{1,4}([./-]\d{1,4}){0,3}"  # of editions and indicators: 2557, 1.10
OFFICE = r"\d{4,8}"
MEETING = r"\d{4}-\d{2}-\d{2}(\.\d{1,4}-\d{4})?"  # the day of the state, and the meeting's number
GRADE = r"[PM][1-6]"  # ป.6 is P6, ม.3 is M3
GRADES = {"ป.": "P", "ม.": "M"}


class Column(NamedTuple):
    """kind: of the values; words: the only ones there may be; pattern: what fits as a whole; unit:
    of a number; least, most: what a number may be, None without a limit."""

    kind: pa.DataType
    words: tuple[str, ...] = ()
    pattern: str = ""
    unit: str = ""
    least: int | None = None
    most: int | None = None

    @property
    def allowed(self) -> str:
        """A pattern for every text that may stand here; "" for numbers and dates."""
        return self.pattern or "|".join(map(re.escape, self.words))


def _category(tab: str, field: str) -> tuple[str, ...]:
    return tuple(each.value for each in read_tabs()[tab].field(field).categories)


def _states() -> tuple[str, ...]:
    found = (
        *vocabulary.OUTCOMES,
        *vocabulary.COLOUR_WORDS,
        *(NO_BAND, HIDDEN, "not_tested"),
        *vocabulary.SILENCE_WORDS,
        *vocabulary.KPI_STATE_WORDS,
        *vocabulary.FOLLOW_UP_STATE_WORDS,
        *SEVERITIES,
        *("real", "sample"),
    )
    return tuple(dict.fromkeys(found))


def _word(*words: str, pattern: str = "") -> Column:
    return Column(pa.string(), words, pattern)


def _count(unit: str, least: int = 0, most: int = 10_000_000) -> Column:
    return Column(pa.int32(), unit=unit, least=least, most=most)


BAHT = Column(pa.decimal128(18, 2), unit="baht")
COLUMNS: Mapping[str, Column] = {
    "figure": _word(*FIGURES),
    "edition": _word(pattern=CODE),
    "indicator": _word(pattern=CODE),
    "reading": _word(*vocabulary.READINGS),
    "group": _word(*GROUPS),
    "test": _word(*TESTS),
    "grade": _word(pattern=GRADE),
    "academic_year": Column(pa.int16(), unit="B.E.", least=2400, most=2800),
    "network_kind": _word(*_category("networks", "kind")),
    "side": _word(*_category("network_activities", "side")),
    "round": Column(pa.int8(), unit="months", least=0, most=120),
    "tab": _word(*read_tabs()),
    "problem": _word(*catalogue()),
    "state": _word(*_states()),
    "low": _count("level", 1, 5),
    "high": _count("level", 1, 5),
    "points": _count("points"),
    "clear": _count("points"),
    "unknown": _count("of what is counted, how many nobody knows"),
    "overdue": _count("points"),
    "count": _count("schools, networks, activities, KPIs, resolutions, problems or rows"),
    "allocated": BAHT,
    "committed": BAHT,
    "spent": BAHT,
    "day": Column(pa.date32()),
}
# Columns without which a row of that figure can't be told.
NEEDED = {
    "levels": ("edition", "indicator", "reading"),
    "colours": ("test", "grade", "academic_year", "state"),
}
PARTITION = {"office": OFFICE, "fiscal_year": r"\d{4}", "meeting": MEETING}


def arrow_schema() -> pa.Schema:
    """The columns as they are written."""
    return pa.schema([(name, column.kind) for name, column in COLUMNS.items()])


def fits(pattern: str, text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(pattern, text, re.ASCII) is not None
