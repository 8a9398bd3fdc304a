"""What the engine told of many offices, as the page's topics take it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from esa.codes import code_key
from esa.rollup.many import Many
from esa.rollup.register import Listed


class Cell(NamedTuple):
    """An indicator of an office; see esa.rollup.figures.standing. None: unknown."""

    office: str
    edition: str
    indicator: str
    state: str | None
    low: int | None
    high: int | None
    points: int | None
    clear: int | None
    unknown: int | None
    overdue: int | None
    was_low: int | None
    was_high: int | None

    @property
    def moved(self) -> int:
        """1 where the level surely rose since the month before, -1 where it fell, else 0."""
        if None in (self.low, self.high, self.was_low, self.was_high):
            return 0
        return (self.low > self.was_high) - (self.high < self.was_low)


class Lag(NamedTuple):
    """An indicator over all offices; see esa.rollup.figures.lagging."""

    edition: str
    indicator: str
    offices: int
    surely: int
    maybe: int
    without_level: int
    rose: int
    fell: int


class Colour(NamedTuple):
    region: str
    test: str
    grade: str
    academic_year: int
    state: str
    schools: int
    offices: int


class Seen(NamedTuple):
    """offices: those of the filters, in the order of the list; cells, lags: of the edition; sums:
    one row of figures for each office; doubtful: rows of an office with words or codes that are
    none; editions: how many offices use which; down: why the engine told nothing, "" where it
    did."""

    many: Many
    offices: tuple[Listed, ...]
    today: date
    edition: str = ""
    editions: Mapping[str, int] = {}
    cells: tuple[Cell, ...] = ()
    lags: tuple[Lag, ...] = ()
    sums: Mapping[str, Mapping[str, int | Decimal | date | None]] = {}
    colours: tuple[Colour, ...] = ()
    doubtful: Mapping[str, int] = {}
    down: str = ""

    @property
    def sent(self) -> tuple[Listed, ...]:
        """The offices of which a state is told."""
        return tuple(each for each in self.offices if each.office in self.many.now)

    @property
    def indicators(self) -> list[str]:
        return sorted({cell.indicator for cell in self.cells}, key=code_key)

    def of(self, office: str) -> list[Cell]:
        """Its cells in the order of the codes."""
        own = [cell for cell in self.cells if cell.office == office]
        return sorted(own, key=lambda cell: code_key(cell.indicator))

    def name(self, office: str) -> str:
        listed = self.many.register.offices.get(office)
        return listed.name if listed else office


def commonest(cells: Sequence[Cell]) -> Mapping[str, int]:
    """Edition → offices that use it, the commonest first."""
    used = {(cell.edition, cell.office) for cell in cells}
    return dict(Counter(edition for edition, _ in sorted(used)).most_common())


def need(cells: Sequence[Cell]) -> tuple[int, int, int]:
    """How much an office has still to do, to sort by: points past their date, indicators without a
    level, points that aren't clear; the more the larger."""
    late = sum(cell.overdue or 0 for cell in cells)
    open_ = sum(cell.low is None for cell in cells)
    return late, open_, sum((cell.points or 0) - (cell.clear or 0) for cell in cells)
