"""What of the plan is on view: the rows of one group or of all, and what the rules say of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

from esa.judged import Judged
from esa.reading.office import Office
from esa.rules import figures as figure_rules
from esa.rules import projects as project_rules
from esa.rules import spending as spending_rules
from esa.rules.figures import CheckedFigure, CheckedSet
from esa.rules.kpis import Round
from esa.rules.projects import Project
from esa.rules.spending import Line, Money
from esa.telling import words
from esa.telling.left_out import left_out, set_aside
from esa.telling.money import FIELDS, without_pace
from esa.telling.tables import with_place
from esa.telling.topic import Door, LeftOut, Table
from pages.projects import words as said

MOST_DAYS = 24
Own = TypeVar("Own", Project, Line, Round, CheckedFigure)


class State(NamedTuple):
    """Money of one expenditure type at one date; kind "" is all of it, None isn't filled in."""

    kind: str | None
    day: date
    money: Money


@dataclass(frozen=True)
class View:
    """group: code, "" for all. figures and sets: of reports, the sets that it has a row in."""

    judged: Judged
    group: str
    projects: tuple[Project, ...]
    spending: tuple[Line, ...]
    money: Money
    kpis: tuple[Round, ...]
    figures: tuple[CheckedFigure, ...]
    sets: tuple[CheckedSet, ...]

    @property
    def office(self) -> Office:
        return self.judged.office

    @property
    def this_year(self) -> tuple[Project, ...]:
        return tuple(row for row in self.projects if row.this_year)

    @property
    def finding(self) -> str:
        """The sentence over the page."""
        name = words.group_name(self.office, self.group) if self.group else ""
        lost = (set_aside(self.left_out(tab)) for tab in ("spending", "projects"))
        return said.finding(self.money, said.standing(self.projects), name, *lost)

    @property
    def is_part(self) -> bool:
        """Whether the sums of money lack rows, so that they have no pace."""
        return bool(self.left_out("spending", *FIELDS))

    @property
    def states(self) -> tuple[State, ...]:
        """Money at each date that was reported, see State."""
        found = self.judged.once(_over_time, self.group)
        if not self.is_part:
            return found
        return tuple(state._replace(money=without_pace(state.money)) for state in found)

    def left_out(self, tab: str, *fields: str) -> tuple[LeftOut, ...]:
        """What of a tab a figure over these fields does not hold; of the group on view."""
        found = left_out(self.office, tab, *fields)
        return tuple(each for each in found if not self.group or each.group == self.group)

    def placed(self, table: Table) -> Table:
        """The table with the place of each row beside it."""
        return with_place(self.office, table)

    def opened(self, **filters: str | None) -> Door:
        """This page with its group and these filters."""
        chosen = {"group": self.group, **filters}
        return Door("projects", tuple((name, value) for name, value in chosen.items() if value))

    @property
    def remarks(self) -> list[str | None]:
        """Where rows on view say that they aren't real."""
        return [row.remark for row in (*self.projects, *self.spending, *self.figures)]


def view(judged: Judged, group: str) -> View:
    """Worked out once for all visitors."""
    return judged.once(_view, group)


def _view(judged: Judged, group: str) -> View:
    office, figures = judged.office, judged.office.rows["figures"]

    def own(rows: Iterable[Own]) -> tuple[Own, ...]:
        return tuple(row for row in rows if group in ("", row.group))

    planned = project_rules.with_states(office.rows["projects"], office.fiscal_year, office.today)
    spent, checked = own(judged.spending), figure_rules.check_rows(figures)
    names = {row.figure_set or "" for row in own(checked)}
    view = View(
        judged,
        group,
        own(planned),
        spent,
        spending_rules.summary(spent),
        own(judged.kpis),
        tuple(row for row in checked if (row.figure_set or "") in names),
        tuple(row for row in figure_rules.check_sets(figures) if row.figure_set in names),
    )
    return replace(view, money=without_pace(view.money)) if view.is_part else view


def _over_time(judged: Judged, group: str) -> tuple[State, ...]:
    """All of it at each date, then each type at the last MOST_DAYS dates."""
    mine, year = judged.office.rows["spending"], judged.office.fiscal_year
    if group:
        mine = mine.where([own == group for own in mine["group"]])
    whole = spending_rules.over_time(mine, year, judged.office.today)
    found = [State("", day, money) for day, money in whole.items()]
    for day in list(whole)[-MOST_DAYS:]:
        lines = spending_rules.with_standing(mine, year, day)
        by_type = spending_rules.spending_by(lines, "expenditure_type")
        found += [State(kind, day, money) for kind, money in by_type.items()]
    return tuple(found)
