"""What is wrong in the sheets: a Problem names the cell, the value and how to mend it.

Text and facts are apart: the texts of every code stand in problems.toml, in Thai and English,
and are filled in when shown, so problems can be counted, filtered and told in both languages.
Severity belongs to the code: error (must be mended: something is not counted), warning (should
be looked at), info (good to know).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from esa.reading.elsewhere import Elsewhere
from esa.reading.schema import read_tabs

CATALOGUE = Path(__file__).with_name("problems.toml")
SEVERITIES = ("error", "warning", "info")
SEVERITY_TH = {"error": "ต้องแก้", "warning": "ควรตรวจ", "info": "เพื่อทราบ"}
LONGEST_SHOWN = 60  # characters of a value that are repeated in a text
LONGEST_CHOICES = 400
# Said of one cause in many rows.
MANY = {"what_th": " (เหตุเดียวกัน {count} แถว)", "what_en": " ({count} rows, one cause)"}


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """code → severity, what_th, fix_th, what_en, fix_en; used: the cell was read all the same."""
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


def shown(value: object) -> str:
    """A fact as it stands in a sentence: one line, cut when long."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _told(value: object, is_thai: bool) -> str:
    """A fact in a sentence; places of cells are never cut."""
    if isinstance(value, Elsewhere):
        return " ".join((value.thai if is_thai else str(value)).split())
    return shown(value)


# Where nothing is near, the part of a text that would name it is left out.
_NO_SUGGESTION = re.compile(
    r"\s?(?:ใกล้เคียงที่สุด(?:ที่พบ)?คือ|อาจหมายถึง) “[–?\-]?”"
    r"|[,;]?\s?(?:closest(?: found)?:|perhaps) “[–?\-]?”(?: is meant)?"
)


class _Facts(dict):
    """Facts for str.format_map: a missing one shows as “?” and is no crash."""

    def __missing__(self, key: str) -> str:
        return "?"


@dataclass(frozen=True)
class Problem:
    """One thing to mend. tab: English name where known, else the title as found.

    cell: "C14", a column "C:C", a row "1:1", or "" for the whole tab or workbook.
    row, field: sheet row and column name where one cell is meant. aside: the row was left out
    of its table. rows: all of them where one cause is told for many, row being the first. group:
    code of the group that keeps the workbook, "" for the office's own.
    """

    code: str
    workbook: str
    tab: str = ""
    cell: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    group: str = ""
    row: int | None = None
    field: str | None = None
    aside: bool = False
    rows: tuple[int, ...] = ()

    @property
    def all_rows(self) -> tuple[int, ...]:
        """The rows that it is about; () where none is meant."""
        return self.rows or (() if self.row is None else (self.row,))

    @property
    def severity(self) -> str:
        return catalogue()[self.code]["severity"]

    def _text(self, kind: str) -> str:
        is_thai = kind.endswith("_th")
        facts = _Facts({key: _told(value, is_thai) for key, value in self.facts.items()})
        for name in ("choices", "suggestion"):  # people copy them
            if name in facts:
                facts[name] = " ".join(str(self.facts[name]).split())[:LONGEST_CHOICES]
        if "email" in facts:  # copied by people, so never cut
            facts["email"] = str(self.facts["email"])
        facts.setdefault("field", self.field_title)
        facts.setdefault("tab", self.tab_title)
        facts.setdefault("workbook", self.workbook)
        facts.setdefault("cell", self.cell)
        facts.setdefault("row", str(self.row or ""))
        text = catalogue()[self.code][kind].format_map(facts)
        text = _NO_SUGGESTION.sub("", text).strip()
        return (
            text + MANY[kind].format(count=len(self.rows)) if self.rows and kind in MANY else text
        )

    @property
    def what_th(self) -> str:
        return self._text("what_th")

    @property
    def fix_th(self) -> str:
        return self._text("fix_th")

    @property
    def what_en(self) -> str:
        return self._text("what_en")

    @property
    def fix_en(self) -> str:
        return self._text("fix_en")

    @property
    def told(self) -> str:
        """What is wrong and how to mend it: a line in Thai, a line in English."""
        return f"{self.what_th} → {self.fix_th}\n{self.what_en} → {self.fix_en}"

    @property
    def suggestion(self) -> str:
        """The likely right value, "" where there is none."""
        return " ".join(str(self.facts.get("suggestion", "") or "").split())[:LONGEST_CHOICES]

    @property
    def tab_title(self) -> str:
        tab = read_tabs().get(self.tab)
        return tab.title if tab else self.tab

    @property
    def field_title(self) -> str:
        tab = read_tabs().get(self.tab)
        known = tab.by_name.get(self.field or "") if tab else None
        return known.title if known else (self.field or "")

    @property
    def where(self) -> str:
        """The place in words to copy: "ชีตการเงินฯ › หลักฐานอ้างอิง › แถว 14 ช่อง ลิงก์"."""
        return " › ".join(part for part in (self.workbook, self.where_in_it) if part)

    @property
    def where_in_it(self) -> str:
        """The same within its workbook: "หลักฐานอ้างอิง › แถว 14 ช่อง ลิงก์ (F14)"."""
        parts = [self.tab_title]
        if self.row and self.field:
            parts.append(f"แถว {self.row} ช่อง {self.field_title} ({self.cell})")
        elif self.row:
            parts.append(f"แถว {self.row}")
        elif self.cell:
            parts.append(self.cell)
        return " › ".join(part for part in parts if part)


class Refused(Exception):
    """Something that was asked for and can't be; str() says why in Thai and English."""

    def __init__(self, code: str, facts: Mapping[str, object]):
        self.problem = Problem(code, "", facts=dict(facts))
        super().__init__(code)

    def __str__(self) -> str:
        return self.problem.told


def by_severity(problems: Iterable[Problem]) -> dict[str, int]:
    """How many of each severity, all three always named."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for problem in problems:
        counts[problem.severity] += 1
    return counts


def left_out_rows(problems: Iterable[Problem], tab: str, *fields: str) -> set[tuple[str, int]]:
    """(workbook, row) of the rows that a figure over these fields can't use.

    A row counts when it was set aside, or has an error in one of the fields.
    """
    return {
        (problem.workbook, row)
        for problem in problems
        for row in problem.all_rows
        if problem.tab == tab
        and (problem.aside or (problem.field in fields and problem.severity == "error"))
    }


def unusable_cells(
    problems: Iterable[Problem], tab: str, *fields: str
) -> set[tuple[tuple[str, int], str]]:
    """((workbook, row), field) of cells that hold something which can't be used as it stands.

    What is only told for information, such as a word for "not yet", leaves a cell blank like any;
    what was read with a warning is used.
    """
    return {
        ((problem.workbook, row), problem.field)
        for problem in problems
        for row in problem.all_rows
        if problem.tab == tab
        and problem.field in fields
        and problem.severity != "info"
        and not catalogue()[problem.code].get("used")
    }


def left_out(problems: Iterable[Problem], tab: str, *fields: str) -> int:
    """How many rows of the tab a figure over these fields leaves out ("ยังไม่นับ 3 แถว")."""
    return len(left_out_rows(problems, tab, *fields))


def owned_by(problem: Problem, group: str) -> Problem:
    """The same problem in the hands of that group."""
    if problem.group == group:
        return problem
    return Problem(**{**vars(problem), "group": group})  # half the time of dataclasses.replace
