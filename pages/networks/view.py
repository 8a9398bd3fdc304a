"""What of the networks is on view: of which kind, which network and which side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from esa.fiscal_year import first_day, last_day
from esa.judged import Judged, Networks
from esa.plain import Place, records
from esa.reading.office import Office
from esa.rules.networks import (
    DONE,
    MAY_FALL_SILENT,
    Activity,
    Coverage,
    Month,
    Reached,
    Silence,
    listed_activities,
)
from esa.telling import networks as told
from esa.telling import words
from esa.telling.left_out import left_out
from esa.telling.networks import EVERY_KIND
from esa.telling.tables import with_place
from esa.telling.texts import NBSP, one_line, short_date
from esa.telling.topic import LeftOut, Table
from pages.networks import words as said

APPOINTED = ("committee", "body", "team", "work_network")
Own = TypeVar("Own", Coverage, Month, Silence)


class Registered(NamedTuple):
    """A network of the register; None is a blank cell."""

    at: Place
    network: str
    name: str | None
    kind: str | None
    order_no: str | None
    order_date: date | None
    member_count: int | None
    chair_role: str | None


@dataclass(frozen=True)
class View:
    """kind: of networks, or EVERY_KIND; network: code, side: of the activities, "" for all."""

    judged: Judged
    kind: str
    network: str
    side: str

    @property
    def office(self) -> Office:
        return self.judged.office

    @property
    def figures(self) -> Networks:
        return self.judged.networks(self.side)

    @cached_property
    def register(self) -> dict[str, Registered]:
        """The networks by their code, each as its first row has it."""
        found: dict[str, Registered] = {}
        for row in records(self.office.rows["networks"], *Registered._fields[1:]):
            found.setdefault(row[1], Registered(*row))
        return found

    @property
    def appointed(self) -> tuple[Registered, ...]:
        """Committees, bodies, teams and networks of work: those set up by an order."""
        return tuple(row for row in self.register.values() if row.kind in APPOINTED)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The networks on view."""
        return frozenset(
            code
            for code, row in self.register.items()
            if self.kind in (EVERY_KIND, row.kind) and self.network in ("", code)
        )

    @property
    def every(self) -> bool:
        """Whether all activities are on view, also those that name no network."""
        return self.kind == EVERY_KIND and not self.network

    def of(self, rows: Iterable[Own]) -> tuple[Own, ...]:
        """The rows that are about the networks on view."""
        return tuple(row for row in rows if row.network in self.codes)

    def name(self, code: str) -> str:
        """Of a network; its code where the register has none."""
        row = self.register.get(code)
        return one_line(row.name if row else "") or one_line(code)

    def kind_of(self, code: str) -> str | None:
        row = self.register.get(code)
        return row.kind if row else None

    def left_out(self, tab: str, *fields: str) -> tuple[LeftOut, ...]:
        """What of a tab a figure over these fields does not hold."""
        return left_out(self.office, tab, *fields)

    def placed(self, table: Table) -> Table:
        """The table with the place of each row beside it."""
        return with_place(self.office, table)

    @cached_property
    def silence(self) -> tuple[Silence, ...]:
        return self.of(self.figures.silence)

    @cached_property
    def silence_of(self) -> dict[str, Silence]:
        return {row.network: row for row in self.silence}

    def latest(self, row: Silence) -> Activity | None:
        """The activity that a silence is counted from; None where it was in another year."""
        return next(
            (
                each
                for each in self.figures.timed
                if each.when == "held"
                and row.network in each.networks
                and each.last_day == row.last_ended
            ),
            None,
        )

    @cached_property
    def totals(self) -> Counter[str]:
        """Activities of each network, plans included."""
        found: Counter[str] = Counter()
        for row in self.figures.months:
            found[row.network] += row.activities + row.planned
        return found

    @cached_property
    def partners(self) -> dict[str | None, str | None]:
        """Names of the partners that gave anything, by their code."""
        return {row.partner: row.partner_name for row in self.figures.support}

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        return self.of(self.figures.coverage)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities on view, the newest first."""
        return listed_activities(self.figures.timed, None if self.every else self.codes)

    @property
    def reached(self) -> tuple[Reached, ...]:
        """The schools of the network chosen, if it has any; else all of them."""
        schools = self.figures.reached
        return tuple(row for row in schools if row.network == self.network) or schools

    @property
    def has_activities(self) -> bool:
        """Whether anything was held this year, so that it can be told who wasn't reached."""
        return any(each.when in DONE for each in self.figures.timed)

    @cached_property
    def order(self) -> Sequence[str]:
        """Codes of the networks on view: the quiet ones first, then the busiest; "" last, for
        activities that name none."""
        codes = [row.network for row in self.silence]
        totals: Counter[str] = Counter()
        for row in self.of(self.figures.months):
            if row.network not in codes:
                totals[row.network] += row.activities
        codes += sorted(totals, key=lambda code: -totals[code])
        strangers = any(row.network == "" for row in self.figures.months)
        return [*codes, ""] if self.every and strangers else codes

    @property
    def finding(self) -> str:
        """The sentence over the page."""
        side = words.side(self.side)
        if self.network:
            row, done = next(iter(self.silence), None), len(self.activities)
            return said.of_network(self.name(self.network), done, row, side)
        if self.kind == EVERY_KIND or self.kind in MAY_FALL_SILENT:
            return told.finding(told.counts(self.silence), self.kind, side)
        return said.of_kind(self.figures.kinds, self.kind, side)

    @property
    def label(self) -> str:
        """Whose activities are on view, "" for everybody's."""
        if self.every:
            return ""
        return f"ของ{self.name(self.network) if self.network else told.kind_label(self.kind)}"


def year(office: Office) -> str:
    """ปีงบประมาณ 2557 (ต.ค. 2556 – ก.ย. 2557)."""
    days = first_day(office.fiscal_year), last_day(office.fiscal_year)
    first, last = (short_date(day).split(NBSP, 1)[1] for day in days)
    return f"ปีงบประมาณ{NBSP}{office.fiscal_year} ({first} – {last})"
