"""What the rules say of one office, each part worked out once, when it is first asked for.

This is the only place where rules are put together. Judged is plain and knows no page: screens,
documents, the committee's page and the comparison of two states all hold the same one, so that a
figure can't differ between them. It is shared by all visitors and never changed.
Source: docs/rules.md.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from esa import plain
from esa.plain import Place, Rows
from esa.reading import repairs
from esa.reading.office import Office
from esa.rules import (
    conditions,
    evidence_work,
    follow_ups,
    kpis,
    networks,
    next_steps,
    registers,
    spending,
)
from esa.rules.carried import Progress
from esa.rules.colours import KEPT_APART, Pooled, pooled, with_quality_colours
from esa.rules.conditions import Condition, Criterion, Sum
from esa.rules.evidence import Document, shared_links, with_states
from esa.rules.evidence_work import Work
from esa.rules.follow_ups import FollowUp
from esa.rules.kpis import Round
from esa.rules.levels import Level, levels
from esa.rules.networks import Activity, Coverage, Kind, Month, Reached, Silence
from esa.rules.next_steps import NextStep
from esa.rules.points import Point, points
from esa.rules.resources import Support, with_standing
from esa.rules.school_results import Choice, SchoolColours, school_colours, usual_choice
from esa.rules.spending import Line, Money, Quarter
from esa.rules.unread import Unread, by_tab

# The cells of a document that prove something.
PROVING = ("title", "link", "place", "checked_on", "checked_by_group", "checked_by_role")
# How the headings of a register of quarters begin → the types of their columns.
TEXTS = ("choice", "number", "text")
QUARTERLY = {"ไตรมาส": TEXTS, "เป้าหมาย": ("percent",), "งบรายจ่าย": TEXTS}
MOST_KEPT = 256  # results of one office that are kept for the next time
Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class Judged:
    """An office and what the rules say of it."""

    office: Office
    _kept: dict = field(default_factory=dict, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def once(
        self,
        function: "Callable[Concatenate[Judged, Given], Result]",
        *choices: Hashable,
    ) -> Result:
        """function(self, *choices), worked out once for everybody who asks.

        function: of a module, depending on its arguments only; what it gives back is never
        changed. choices: few different ones, such as codes of filters.
        """
        key = (function, choices)
        with self._lock:
            if key not in self._kept:
                if len(self._kept) >= MOST_KEPT:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[key] = function(self, *choices)
            return self._kept[key]

    # --- the standards --------------------------------------------------------------------------

    def edition(self, code: str) -> "Edition":
        """The rules over one edition of the standards."""
        return self.once(Edition, code)

    @property
    def standards(self) -> "Edition":
        """The edition in use."""
        return self.edition(self.office.edition)

    @cached_property
    def editions(self) -> tuple["Edition", ...]:
        """Those of the office's tab, and the one in use even if nobody listed it."""
        listed = [code for code in self.office.rows["editions"]["edition"] if code]
        codes = dict.fromkeys([*listed, self.office.edition])
        return tuple(self.edition(code) for code in codes)

    @property
    def by_levels(self) -> tuple["Edition", ...]:
        """The editions that give quality levels."""
        return tuple(edition for edition in self.editions if not edition.by_conditions)

    @property
    def by_conditions(self) -> tuple["Edition", ...]:
        """The editions that count desired conditions."""
        return tuple(edition for edition in self.editions if edition.by_conditions)

    # --- beside the standards -------------------------------------------------------------------

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """See follow_ups.with_states."""
        return follow_ups.with_states(self.office.rows["follow_ups"], self.office.today)

    @cached_property
    def kpis(self) -> tuple[Round, ...]:
        """See kpis.rounds."""
        office, unusable = self.office, self.office.unusable("kpis", *kpis.NUMBERS)
        return kpis.rounds(office.rows["kpis"], office.fiscal_year, office.today, unusable)

    @cached_property
    def spending(self) -> tuple[Line, ...]:
        """See spending.with_standing."""
        office = self.office
        return spending.with_standing(office.rows["spending"], office.fiscal_year, office.today)

    @cached_property
    def money(self) -> Money:
        """The office's spending in one sum."""
        return spending.summary(self.spending)

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Spending by quarter against the targets of a register; () where no register is of
        quarters. See spending.by_quarter."""
        of = next((each for each in self.registers if each.quarterly), None)
        if of is None:
            return ()
        office, targets = self.office, registers.quarter_targets(of.rows, *of.quarterly)
        about = (office.fiscal_year, office.today)
        states = spending.over_time(office.rows["spending"], *about)
        return spending.by_quarter(states, targets, *about)

    def networks(self, side: str = "") -> "Networks":
        """The rules over networks; side: only activities of that side."""
        return self.once(Networks, side)

    @cached_property
    def choice(self) -> Choice | None:
        """The newest results of the test that most schools took; None without any."""
        return usual_choice(self.office.test_results)

    def schools(self, choice: Choice) -> SchoolColours:
        """The colours of all schools under one choice of test results."""
        return self.once(_schools, choice)

    @cached_property
    def subject_colours(self) -> pd.DataFrame:
        """Each row of test_results, see with_quality_colours."""
        return with_quality_colours(self.office.test_results, self.office.rows["colour_bands"])

    @cached_property
    def school_colours(self) -> tuple[Pooled, ...]:
        """The same pooled over the subjects of a school, for each test it took."""
        office, by = self.office, ("school_code", *KEPT_APART)
        return pooled(office.test_results, office.rows["colour_bands"], by)

    def register(self, title: str) -> "Registered":
        """The rules over one register of the office's own. KeyError: nobody declared it."""
        return self.once(Registered, title)

    @cached_property
    def registers(self) -> tuple["Registered", ...]:
        """All of them, in the order in which they are declared."""
        return tuple(self.register(each.title) for each in self.office.declared)

    def serving(self, criterion: str | None) -> tuple["Registered", ...]:
        """The registers with rows that the office keeps for a point, as it declares them."""
        return tuple(of for of in self.registers if criterion in of.declared.criteria and of.rows)

    @cached_property
    def of_projects(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Project → (register, number of its row) of the rows that name it, in their order."""
        found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for of in self.registers:
            for column in of.declared.of_type("project"):
                for number, code in enumerate(of.rows[column.name]):
                    if code:
                        found[code].append((of.declared.title, number))
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def health(self) -> repairs.Health:
        """What must be mended in the sheets."""
        return repairs.health(self.office)


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the standards. With the method of quality levels it has evidence, points and
    levels; with the method of desired conditions met and results. Rows as the rules give them."""

    judged: Judged = field(repr=False)
    code: str

    @property
    def office(self) -> Office:
        return self.judged.office

    @cached_property
    def by_conditions(self) -> bool:
        """Whether this edition counts desired conditions instead of giving levels. The one place
        that decides it."""
        rows = self.office.rows["editions"]
        return (self.code, "conditions") in zip(rows["edition"], rows["method"], strict=True)

    def own(self, tab: str) -> Rows:
        """The rows of a tab that are of this edition."""
        return self.judged.once(_own, tab, self.code)

    @cached_property
    def evidence(self) -> tuple[Document, ...]:
        """See evidence.with_states, and the rows of registers that are documents. A link may serve
        points of several editions."""
        office, doubtful = self.office, self.office.doubtful("evidence", *PROVING)
        about, own = (office.rows["criteria"], office.fiscal_year), self.own("evidence")
        filed = [(of, rows) for of in self.judged.registers if (rows := of.documents(self.code))]
        shared = shared_links((own, *(rows for _, rows in filed)), office.rows["criteria"])
        found = list(with_states(own, *about, doubtful, shared=shared))
        for of, rows in filed:
            found += with_states(rows, *about, of.doubtful, of.filed, shared)
        return tuple(found)

    @cached_property
    def unread(self) -> Unread:
        """What can't be read of this edition."""
        office = self.office
        groups = by_tab(office.unread_tabs)
        unread = {group for tab, group in office.unread_tabs if tab != "progress"}
        strays = {
            tab: _of_edition(rows, self.code)
            for tab, rows in office.strays.items()
            if "edition" in rows
        }
        about = (office.rows["criteria"], office.fiscal_year)
        documents = office.doubtful("evidence", *PROVING) if strays.get("evidence") else ()
        reports, aside = strays.get("progress"), ()
        if strays.get("evidence"):
            aside = with_states(strays["evidence"], *about, documents)
        for of in self.judged.registers:
            if rows := of.strays:
                aside += with_states(rows, *about, of.doubtful, of.filed)
        return Unread(
            unread,
            groups.get("progress", ()),
            {at for at, _ in office.doubtful("progress", "carried_out")},
            {at for at, _ in office.doubtful("indicators", "extra_condition_met")},
            aside,
            tuple(zip(reports["criterion"], reports["group"], strict=True)) if reports else (),
            {row[1:3] for row in office.had_lost},
        )

    @cached_property
    def progress(self) -> tuple[Progress, ...]:
        """What the groups wrote of points and conditions."""
        return tuple(plain.frozen(Progress, self.own("progress")))

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """See points.points."""
        read = (self.own(name) for name in ("criteria", "indicators", "progress"))
        office = self.office
        more = (self.evidence, office.rows["groups"], office.today)
        return points(*read, *more, self.unread)

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """See esa.rules.levels."""
        about = (self.own("rubric"), self.own("criteria"), self.unread)
        return levels(self.own("indicators"), self.points, *about)

    def steps(self, reading: str) -> tuple[NextStep, ...]:
        """See next_steps.next_steps."""
        return self.judged.once(_steps, self.code, reading)

    def missing(self, reading: str) -> tuple[NextStep, ...]:
        """See next_steps.missing_evidence."""
        return self.judged.once(_missing, self.code, reading)

    def work(self, reading: str) -> tuple[Work, ...]:
        """See evidence_work.working_list."""
        return self.judged.once(_work, self.code, reading)

    @cached_property
    def met(self) -> tuple[Condition, ...]:
        """The conditions with who leads them and whether they are met; see conditions.with_met."""
        read = (self.own(name) for name in ("conditions", "criteria", "progress"))
        return conditions.with_met(*read, self.office.rows["groups"], self.unread)

    @cached_property
    def results(self) -> tuple[Criterion, ...]:
        """Conditions met and KPI of each criterion; see conditions.results."""
        criteria, progress, editions = map(self.own, ("criteria", "progress", "editions"))
        return conditions.results(criteria, self.met, progress, editions)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Conditions by standard; see conditions.by_standard."""
        return conditions.by_standard(self.results, self.office.rows["indicators"])


class Networks:
    """What the rules say about networks, of one side or of all; see esa.rules.networks."""

    def __init__(self, judged: Judged, side: str = "") -> None:
        self._judged, self._office = judged, judged.office
        self._all = judged.networks() if side else self
        self._register = judged.office.rows["networks"]
        self._side = side

    @cached_property
    def timed(self) -> tuple[Activity, ...]:
        """Each activity once, with when it is."""
        office, activities = self._office, self._office.rows["network_activities"]
        if self._side:
            activities = activities.where([side == self._side for side in activities["side"]])
        return networks.with_timing(activities, office.fiscal_year, office.today)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Activities of each network by month."""
        return networks.activities_by_month(self._register, self.timed, self._office.fiscal_year)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """Which sides each network covers; of all sides."""
        return networks.coverage(self._register, self._all.timed)

    @cached_property
    def silence(self) -> tuple[Silence, ...]:
        """How long each network has had no activity."""
        return networks.silence(self._register, self.timed, self._office.today)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        return networks.kinds_of_networks(self._register, self.timed)

    @cached_property
    def reached(self) -> tuple[Reached, ...]:
        """The open schools; by activities of all sides also through registers that reach any."""
        done = list(self.timed)
        for of in self._judged.registers if not self._side else ():
            done += of.activities
        return networks.schools_reached(self._office.rows["schools"], done)

    @cached_property
    def support(self) -> tuple[Support, ...]:
        """The rows of resources and how they count; of all sides."""
        office, tabs = self._office, ("resources", "network_activities", "networks")
        return with_standing(*(office.rows[tab] for tab in tabs), office.fiscal_year)


class Registered:
    """What the rules say about one register, of all its rows; see esa.rules.registers."""

    def __init__(self, judged: Judged, title: str) -> None:
        self._office = judged.office
        self.declared = next(each for each in judged.office.declared if each.title == title)
        self.filed = self.declared.filed
        self.rows = judged.office.rows[title]

    @property
    def quarterly(self) -> tuple[str, str, str] | None:
        """Its columns of the quarter, of the target to spend by then and of the kind of money, ""
        without the last; None where it isn't of quarters."""
        found = [
            next((name for name in self.declared.named(*types) if name.startswith(word)), "")
            for word, types in QUARTERLY.items()
        ]
        return tuple(found) if all(found[:2]) else None

    def documents(self, edition: str) -> Rows:
        """Its rows as documents of the points of one edition."""
        rows = self._as_documents(self.rows) if self.filed else Rows((), {"edition": ()})
        return rows.where([code == edition for code in rows["edition"]])

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Its rows as work with the schools that they name; none where it isn't any."""
        if not self.declared.reaches:
            return ()
        columns = map(self.declared.named, ("date", "school", "network"))
        rows = registers.activities(self.rows, self.declared.title, *columns)
        return networks.with_timing(rows, self._office.fiscal_year, self._office.today)

    @cached_property
    def strays(self) -> Rows | None:
        """Rows set aside, or whose points can't all be read, as documents; None where none is."""
        rows = self._office.strays.get(self.declared.title)
        return self._as_documents(rows) if rows and self.filed else None

    @cached_property
    def doubtful(self) -> frozenset[tuple[Place, str]]:
        """(row, field of evidence) of cells that prove something and can't be read."""
        columns = {name: getattr(self.filed, name) for name in ("title", "link", "place")}
        return frozenset(
            (at, name)
            for name, column in columns.items()
            for at, _ in self._office.doubtful(self.declared.title, *filter(None, (column,)))
        )

    def _as_documents(self, rows: Rows) -> Rows:
        office = self._office
        edition_of = registers.editions_by_code(office.rows["criteria"], office.edition)
        return registers.documents(rows, self.filed, edition_of)

    @cached_property
    def without_rows(self) -> tuple[str, ...]:
        """Codes of the keepers that have no row; of whom the tab can't be read nobody knows."""
        groups = self._office.rows["groups"]["group"]
        unread = by_tab(self._office.unread_tabs).get(self.declared.title, ())
        found = registers.without_rows(self.rows, self.declared.keepers, groups)
        return tuple(group for group in found if group not in unread)

    @cached_property
    def problems(self) -> int:
        """Errors and warnings in its tabs."""
        told = (p for p in self._office.problems if p.tab == self.declared.title)
        return sum(p.severity != "info" for p in told)


def _own(judged: Judged, tab: str, edition: str) -> Rows:
    rows = judged.office.rows[tab]
    return rows.where([code == edition for code in rows["edition"]])


def _of_edition(rows: Rows, edition: str) -> Rows:
    """Those of rows set aside that may be of this edition."""
    return rows.where([code is None or code == edition for code in rows["edition"]])


def _steps(judged: Judged, edition: str, reading: str) -> tuple[NextStep, ...]:
    of = judged.edition(edition)
    return next_steps.next_steps(of.levels, of.points, of.evidence, of.own("progress"), reading)


def _missing(judged: Judged, edition: str, reading: str) -> tuple[NextStep, ...]:
    of = judged.edition(edition)
    return next_steps.missing_evidence(of.points, of.evidence, reading)


def _work(judged: Judged, edition: str, reading: str) -> tuple[Work, ...]:
    of = judged.edition(edition)
    missing, steps = of.missing(reading), of.steps(reading)
    return evidence_work.working_list(of.points, of.evidence, of.levels, missing, steps, reading)


def _schools(judged: Judged, choice: Choice) -> SchoolColours:
    schools, bands = (judged.office.rows[tab] for tab in ("schools", "colour_bands"))
    return school_colours(judged.office.test_results, schools, bands, choice)
