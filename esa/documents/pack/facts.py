"""What all topics of the board pack are made from: a state of the office in one reading.

Each figure is worked out by the rule modules when a topic asks for it, once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from esa.changes.compare import Changes
from esa.changes.follow_ups import closing_state, known_documents
from esa.changes.stuck import Stuck as Since
from esa.documents.paper import Kept
from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.plain import Place, dicts, records
from esa.reading import repairs
from esa.reading.office import Office
from esa.rules import spending
from esa.rules.kpis import Round
from esa.rules.networks import Silence
from esa.rules.school_results import Choice, SchoolColours
from esa.rules.tables import EditionTables
from esa.rules.vocabulary import REPORTED
from esa.telling import board_words, words
from esa.telling.texts import shorten

LONGEST = 200  # letters of one cell on paper
_MARKS = re.compile(r"\\(.)|:[a-z]+(?:-badge)?\[|\*\*|\]")


@dataclass(frozen=True)
class Facts:
    """now: the state; since: the meeting before and what changed; held: since when points have been
    stuck (esa.changes.stuck), () where no history is at hand; reading: reported or verified."""

    now: Judged
    since: tuple[Meeting, Changes] | None = None
    held: tuple[Since, ...] = ()
    reading: str = REPORTED

    @property
    def office(self) -> Office:
        return self.now.office

    @cached_property
    def conditional(self) -> bool:
        """Whether the edition in use counts conditions instead of giving levels."""
        return self.now.standards.by_conditions

    @property
    def tables(self) -> EditionTables:
        return self.now.standards.tables

    @property
    def points(self) -> pd.DataFrame:
        return self.tables.points

    @property
    def levels(self) -> pd.DataFrame:
        return self.tables.levels

    @cached_property
    def stuck(self) -> list[board_words.Stuck]:
        return board_words.stuck_points(self.points, self.reading)

    @property
    def missing(self) -> pd.DataFrame:
        return self.tables.missing(self.reading)

    @property
    def steps(self) -> pd.DataFrame:
        return self.tables.steps(self.reading)

    @cached_property
    def changes(self) -> Changes | None:
        return self.since[1].of_edition(self.office.edition) if self.since else None

    @cached_property
    def indicator_of(self) -> dict[str, str]:
        pairs = records(self.points, "criterion", "indicator")
        return {code: indicator or "" for _, code, indicator in pairs if code}

    @cached_property
    def titles(self) -> dict[str, str]:
        return {code: text for _, code, text in records(self.points, "criterion", "title") if code}

    @property
    def sums(self) -> pd.DataFrame:
        return self.tables.sums

    @property
    def rounds(self) -> tuple[Round, ...]:
        return self.now.kpis

    @property
    def money(self) -> spending.Money:
        return self.now.money

    @property
    def silence(self) -> tuple[Silence, ...]:
        return self.now.networks().silence

    @cached_property
    def activities(self) -> dict[str, int]:
        """Activities of this year of each network."""
        found: Counter[str] = Counter()
        for month in self.now.networks().months:
            found[month.network] += month.activities
        return found

    @property
    def choice(self) -> Choice | None:
        return self.now.choice

    @property
    def schools(self) -> SchoolColours | None:
        return self.now.schools(self.choice) if self.choice else None

    @property
    def health(self) -> repairs.Health:
        return self.now.health

    @cached_property
    def closing(self) -> dict[Place, str]:
        """Row of a closed resolution → state of the document that closes it."""
        closed = [row for row in self.now.follow_ups if row.state == "done"]
        documents = known_documents(self.now) if closed else []
        return {row.at: closing_state(row.closed_by, row.criterion, documents) for row in closed}

    @cached_property
    def network_names(self) -> dict[str, str]:
        rows = records(self.office.networks, "network", "name")
        return {code: name or code for _, code, name in rows if code}

    # --- words ---

    def name(self, codes: Iterable[str] | None, most: int = 3) -> str:
        """Short names of groups."""
        return words.groups_short(self.office, codes, most=most)

    def one(self, code: str) -> str:
        return words.group_short(self.office, code) if code else "ยังไม่ระบุกลุ่ม"

    def cell(self, tab: str, row: Place, field: str) -> Kept:
        """Workbook › tab › cell, as in the sheet."""
        return Kept(words.place(self.office, tab, row, field))

    def parts(self, tab: str, row: Place, field: str) -> tuple[str, str, int, str]:
        """The same in four columns: workbook, tab, row, cell."""
        return (row[0], words.tab_title(tab), row[1], self.office.cell(tab, row, field))


def plainly(markdown: str) -> str:
    """A sentence of ours without its Markdown; what cell text escaped is there again."""
    return _MARKS.sub(lambda found: found[1] or "", markdown).replace("  \n", " ")


def text(value: object, longest: int = LONGEST) -> str:
    """Cell text on paper: one line, cut; "" for blank."""
    return shorten(value, longest)


def rows_of(table: pd.DataFrame) -> Sequence[dict]:
    return dicts(table)
