"""What all topics of the board pack are made from: a state of the office in one reading.

Each figure is worked out by the rule modules when a topic asks for it, once.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from esa import computed as rules
from esa import repairs
from esa.changes.compare import Changes
from esa.changes.follow_ups import closing_state, known_documents
from esa.changes.stuck import Stuck as Since
from esa.computed import Computed, Judged
from esa.history.meetings import Meeting
from esa.office import Office
from esa.paper import Kept
from esa.plain import Place, dicts, records
from esa.rules import kpis, networks, spending
from esa.rules.conditions import by_standard, results
from esa.rules.next_steps import missing_evidence, next_steps
from esa.rules.school_results import Choice, SchoolColours, school_colours, usual_test
from esa.views import board_words, columns, words
from esa.views.texts import one_line, shorten

LONGEST = 200  # letters of one cell on paper
_MARKS = re.compile(r"\\(.)|:[a-z]+(?:-badge)?\[|\*\*|\]")


@dataclass(frozen=True)
class Facts:
    """now: the state; since: the meeting before and what changed; held: since when points have been
    stuck (esa.changes.stuck), () where no history is at hand; reading: reported or verified."""

    now: Computed
    since: tuple[Meeting, Changes] | None = None
    held: tuple[Since, ...] = ()
    reading: str = "reported"

    @property
    def office(self) -> Office:
        return self.now.office

    @cached_property
    def conditional(self) -> bool:
        """Whether the edition in use counts conditions instead of giving levels."""
        return self.office.edition in self.now.met

    @cached_property
    def judged(self) -> Judged:
        edition = self.office.edition
        return self.now.judged.get(edition) or rules.judged(self.office, edition)

    @property
    def points(self) -> pd.DataFrame:
        return self.judged.points

    @property
    def levels(self) -> pd.DataFrame:
        return self.judged.levels

    @cached_property
    def stuck(self) -> list[board_words.Stuck]:
        return board_words.stuck_points(self.points, self.reading)

    @cached_property
    def missing(self) -> pd.DataFrame:
        return missing_evidence(self.points, self.judged.evidence, self.reading)

    @cached_property
    def steps(self) -> pd.DataFrame:
        found = self.judged
        progress = self.office.progress
        own = progress[progress["edition"] == self.office.edition]
        return next_steps(found.levels, found.points, found.evidence, own, self.reading)

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

    @cached_property
    def sums(self) -> pd.DataFrame:
        """Conditions of each standard, for editions that count those."""
        office, edition = self.office, self.office.edition

        def own(table: pd.DataFrame) -> pd.DataFrame:
            return table[table["edition"] == edition]

        met = self.now.met[edition]
        found = results(own(office.criteria), met, own(office.progress), own(office.editions))
        return by_standard(found, office.indicators)

    @cached_property
    def rounds(self) -> pd.DataFrame:
        office = self.office
        unusable = office.unusable("kpis", *kpis.NUMBERS)
        return kpis.rounds(office.kpis, office.fiscal_year, office.today, unusable)

    @cached_property
    def money(self) -> spending.Money:
        return spending.summary(self.now.spending)

    @cached_property
    def silence(self) -> pd.DataFrame:
        office = self.office
        return networks.silence(office.networks, office.network_activities, office.today)

    @cached_property
    def activities(self) -> dict[str, int]:
        """Activities of this year of each network."""
        office = self.office
        timed = networks.with_timing(office.network_activities, office.fiscal_year, office.today)
        months = networks.activities_by_month(office.networks, timed, office.fiscal_year)
        return months.groupby("network")["activities"].sum().astype(int).to_dict()

    @cached_property
    def choice(self) -> Choice | None:
        """The newest results of the test that most schools took; None without any."""
        table = self.office.test_results
        usual = usual_test(table)
        if usual is None:
            return None
        mine = table[(table["test"] == usual[0]) & (table["grade"] == usual[1])]
        year = int(mine["academic_year"].dropna().max())
        of_year = mine[(mine["academic_year"] == year).fillna(False).astype(bool)]
        scopes = sorted(of_year["scope"].dropna().unique())
        return Choice(*usual, year, scopes[0]) if scopes else None

    @cached_property
    def schools(self) -> SchoolColours | None:
        office = self.office
        if self.choice is None:
            return None
        tables = (office.test_results, office.schools, office.colour_bands)
        return school_colours(*tables, self.choice)

    @cached_property
    def health(self) -> repairs.Health:
        return repairs.health(self.office)

    @cached_property
    def closing(self) -> dict[Place, str]:
        """Row of a closed resolution → state of the document that closes it."""
        table = self.now.follow_ups
        closed = table[table["state"] == "done"]
        documents = known_documents(self.now) if len(closed) else []
        rows = records(closed, "closed_by", "criterion")
        return {at: closing_state(by, code, documents) for at, by, code in rows}

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
        return Kept(columns.place(self.office, tab, row, field))

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


def joined(values: object) -> str:
    """A list of a cell in one text."""
    return ", ".join(one_line(value) for value in values or ())
