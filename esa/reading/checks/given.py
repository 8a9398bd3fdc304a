"""What every check across tabs is given: the linked tables, where their cells are, and the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from esa.plain import Rows, records
from esa.reading.elsewhere import CellAt
from esa.reading.places import Letters, Place, other_cell, problem_at
from esa.reading.problems import Problem
from esa.reading.schema import Tab


@dataclass(frozen=True)
class Given:
    """tables: by tab name, codes canonical; fiscal_year (B.E.) and edition in use; today."""

    tables: Mapping[str, Rows]
    schema: Mapping[str, Tab]
    letters: Letters
    fiscal_year: int
    edition: str
    today: date

    def table(self, tab: str) -> Rows:
        """The rows of a tab; no rows and all its columns where nobody handed it in."""
        found = self.tables.get(tab)
        return found or Rows((), {field.name: () for field in self.schema[tab].fields})

    def rows(self, tab: str, *names: str) -> list[tuple]:
        """(place, value, …) of each row, None where blank."""
        table = self.tables.get(tab)
        return records(table, *names) if table else []

    def has(self, tab: str, place: Place, field: str) -> bool:
        """Whether the sheet has that column: a blank in an absent column is nobody's omission."""
        columns = self.letters.get((place[0], tab))
        return columns is None or field in columns

    def problem(self, code: str, tab: str, place: Place, field: str, **facts: object) -> Problem:
        return problem_at(self.letters, tab, place, field, code, facts)

    def other(self, tab: str, place: Place, field: str, seen_from: Place) -> CellAt:
        return other_cell(self.letters, tab, place, field, seen_from)

    @cached_property
    def group_names(self) -> dict[str, str]:
        return {code: name or code for _, code, name in self.rows("groups", "group", "name")}

    def groups_in_words(self, codes: tuple[str, ...]) -> str:
        return ", ".join(self.group_names.get(code, code) for code in codes)

    @cached_property
    def workbooks_of_another_year(self) -> frozenset[str]:
        """Workbooks that say so themselves: one problem tells it, not one for each row."""
        years = self.rows("about", "fiscal_year") if "about" in self.tables else []
        return frozenset(place[0] for place, year in years if year not in (None, self.fiscal_year))
