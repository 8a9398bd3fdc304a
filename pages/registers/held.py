"""What the rows of one register hold: sums, months, words, schools.

Whatever its columns are, only what is filled in is counted; blanks are told apart and never zero.
A row that names several groups, schools or criteria counts once for each of them, and once for the
register. Source: docs/rules.md, "Registers".
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from esa import thai
from esa.judged import Judged
from esa.plain import Place, Rows
from esa.rules.vocabulary import CLOSED_SCHOOLS
from esa.telling.left_out import left_out
from esa.telling.topic import LeftOut

MOST_MONTHS = 18  # in a drawing; what spans more is told by year
Period = tuple[int, int]  # year as Python has it, and month; 0 for the whole year


class Added(NamedTuple):
    """Numbers of a column added up. rows: with a number; blank: without one; unread: with one that
    can't be read. total: None where no row has one."""

    column: str
    total: Decimal | None
    rows: int
    blank: int
    unread: int = 0


class Periods(NamedTuple):
    """Rows by the month, or the year, of a date. counts: in order of time; undated: without a day
    that is known."""

    counts: Mapping[Period, int]
    undated: int

    @property
    def by_year(self) -> bool:
        return any(month == 0 for _, month in self.counts)


class Reach(NamedTuple):
    """Open schools that some row names, and those that none does, in the order of their tab.
    unnamed: rows without a school; unread: rows of which a name can't be read. is_least: what can't
    be read, or isn't used, may name further ones."""

    reached: tuple[str, ...]
    others: tuple[str, ...]
    unnamed: int
    unread: int = 0
    is_least: bool = False


class Held:
    """All rows of a register, each part worked out once for everybody who asks."""

    def __init__(self, judged: Judged, title: str) -> None:
        of = judged.register(title)
        self._judged, self.declared, self.rows = judged, of.declared, of.rows
        self.without_rows = of.without_rows

    @cached_property
    def added(self) -> tuple[Added, ...]:
        """The sums of the columns that add up."""
        columns = (each.name for each in self.declared.columns if each.adds_up)
        return tuple(added(self.rows, name, self.unread.get(name, ())) for name in columns)

    @cached_property
    def unread(self) -> Mapping[str, frozenset[Place]]:
        """Column → rows that count and of which this cell is filled in and can't be read."""
        names = [each.name for each in self.declared.columns]
        lost = self._judged.office.doubtful(self.declared.title, *names)
        found = {
            name: frozenset(
                at
                for at, value in zip(self.rows.index, self.rows[name], strict=True)
                if value in (None, ()) and (at, name) in lost
            )
            for name in names
            if lost
        }
        return {name: places for name, places in found.items() if places}

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that aren't used at all, and the groups of which nothing can be read."""
        return left_out(self._judged.office, self.declared.title)

    @cached_property
    def reach(self) -> Reach | None:
        """Schools that are named; None where no column holds any."""
        names = [column.name for column in self.declared.of_type("school")]
        if not names:
            return None
        office = self._judged.office
        lost = {at for at, _ in office.doubtful(self.declared.title, *names)} & {*self.rows.index}
        found = reach(self.rows, names, office.rows["schools"], lost)
        return found._replace(is_least=bool(lost or self.left_out))

    def counted(self, column: str) -> Counter[object]:
        """Rows by what stands in a column."""
        return self._judged.once(_counted, self.declared.title, column)

    def periods(self, column: str) -> Periods:
        """Rows by month of a column of dates, by year where they lie far apart."""
        return self._judged.once(_periods, self.declared.title, column)


def held(judged: Judged, title: str) -> Held:
    return judged.once(Held, title)


def _counted(judged: Judged, title: str, column: str) -> Counter[object]:
    return counted(judged.office.rows[title], column)


def _periods(judged: Judged, title: str, column: str) -> Periods:
    return by_period(judged.office.rows[title], column)


def added(rows: Rows, column: str, unread: Collection[Place] = ()) -> Added:
    """The sum of a column whose numbers may be added. unread: rows whose cell can't be read."""
    numbers = [Decimal(value) for value in rows[column] if value is not None]
    total = sum(numbers, Decimal(0)) if numbers else None
    lost = sum(at in unread for at in rows.index) if unread else 0
    return Added(column, total, len(numbers), len(rows) - len(numbers) - lost, lost)


def counted(rows: Rows, column: str) -> Counter[object]:
    """Rows by what stands in a column, None for a blank; of a list each part counts."""
    found: Counter[object] = Counter()
    for value in rows[column]:
        found.update((value or (None,)) if isinstance(value, tuple) else (value,))
    return found


def by_period(rows: Rows, column: str) -> Periods:
    """Rows by month of a column of dates, by year where these span more than MOST_MONTHS."""
    days = [day for day in rows[column] if day is not None]
    months = [day.year * 12 + day.month for day in days]
    far = bool(months) and max(months) - min(months) >= MOST_MONTHS
    found = Counter((day.year, 0 if far else day.month) for day in days)
    return Periods(dict(sorted(found.items())), len(rows) - len(days))


def written(period: Period) -> str:
    """A period as it stands in the address: 2014-08, 2014."""
    year, month = period
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def in_words(period: Period) -> str:
    """ส.ค. 2557 or ปี 2557."""
    year, month = period
    return f"{thai.SHORT_MONTHS[month - 1] if month else 'ปี'} {year + thai.BE_OFFSET}"


def reach(rows: Rows, columns: Sequence[str], schools: Rows, lost: Collection[Place] = ()) -> Reach:
    """Which open schools are named in any of these columns. lost: rows in which a name can't be
    read."""
    named: set[str] = set()
    unnamed = 0
    for at, *cells in zip(rows.index, *(rows[column] for column in columns), strict=True):
        here = {code for cell in cells for code in cell or ()}
        unnamed += not here and at not in lost
        named |= here
    pairs = zip(schools["school_code"], schools["status"], strict=True)
    is_open = [code for code, status in pairs if code and status not in CLOSED_SCHOOLS]
    return Reach(
        tuple(code for code in is_open if code in named),
        tuple(code for code in is_open if code not in named),
        unnamed,
        len(lost),
    )


def chosen(rows: Rows, wanted: Mapping[str, object]) -> Rows:
    """The rows in whose columns these values stand; a Period is one of a date."""
    stay = [True] * len(rows)
    for column, value in wanted.items():
        stay = [
            keep and _stands(cell, value) for keep, cell in zip(stay, rows[column], strict=True)
        ]
    return rows.where(stay) if wanted else rows


def _stands(cell: object, value: object) -> bool:
    if isinstance(cell, tuple):
        return value in cell
    if isinstance(cell, date) and isinstance(value, tuple):
        return value in ((cell.year, cell.month), (cell.year, 0))
    return cell == value
