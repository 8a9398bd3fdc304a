"""What the rules say about one edition, for a report: its rows by code, in code order."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from esa import plain
from esa.codes import code_key
from esa.documents.report.contents import UNWORDED
from esa.judged import Edition
from esa.plain import Place
from esa.reading.office import Office
from esa.rules.carried import Progress
from esa.rules.conditions import Condition
from esa.rules.conditions import Criterion as Result
from esa.rules.evidence import EVIDENCE_TAB, Document
from esa.rules.levels import Level
from esa.rules.points import Point

Row = TypeVar("Row")


class Standard(NamedTuple):
    """at: None where no row of the tab names it."""

    at: Place | None
    standard: str | None
    title: str | None


class Indicator(NamedTuple):
    """An indicator as it stands in the sheet."""

    at: Place
    indicator: str | None
    standard: str | None
    title: str | None
    extra_condition: str | None
    comments: str | None
    remark: str | None


class Criterion(NamedTuple):
    """A criterion as it stands in the sheet; see esa.rules.conditions for what is met of it."""

    at: Place
    criterion: str | None
    indicator: str | None
    title: str | None
    lead_groups: tuple[str, ...]
    co_groups: tuple[str, ...]
    category: str | None
    kpi_text: str | None
    kpi_target: str | None
    kpi_unit: str | None


@dataclass(frozen=True)
class Evaluated:
    """One edition of an office. One that counts desired conditions has results and conditions, any
    other levels."""

    of: Edition

    @property
    def office(self) -> Office:
        return self.of.office

    @property
    def edition(self) -> str:
        return self.of.code

    @property
    def by_conditions(self) -> bool:
        return self.of.by_conditions

    @cached_property
    def standards(self) -> list[Standard]:
        """The standards of the edition; one without indicators is left out."""
        used = {row.standard for row in self.indicators}
        rows = [row for row in self._read(Standard, "standards") if row.standard in used]
        known = {row.standard for row in rows}
        rows += [Standard(None, code, None) for code in used - known]
        return sorted(rows, key=lambda row: code_key(row.standard or "~"))

    @cached_property
    def indicators(self) -> list[Indicator]:
        return _in_order(self._read(Indicator, "indicators"), lambda row: row.indicator)

    @cached_property
    def levels(self) -> dict[str | None, Level]:
        return {row.indicator: row for row in self.of.levels}

    @cached_property
    def points(self) -> dict[str | None, list[Point]]:
        """Indicator → its points."""
        points = _in_order(self.of.points, lambda row: row.criterion)
        return _by(points, lambda row: row.indicator)

    @cached_property
    def ranges(self) -> dict[tuple[str, int], str]:
        """(indicator, level) → how many points with clear evidence it takes: หลักฐานชัดเจน 3–4 ข้อ."""
        rubric = plain.records(
            self.of.own("rubric"), "indicator", "level", "min_clear", "max_clear"
        )
        found = {}
        for _, indicator, level, least, most in rubric:
            span = least if most in (None, least) else f"{least}–{most}"
            if least is not None:
                found[indicator, level] = f"หลักฐานชัดเจน {span} ข้อ {UNWORDED}"
        return found

    @cached_property
    def wordings(self) -> dict[tuple[str, int], list[str]]:
        """(indicator, level) → the wordings of the rubric; [] where the row has none."""
        found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        rubric = plain.records(self.of.own("rubric"), "indicator", "level", "wording")
        for _, indicator, level, wording in rubric:
            found[indicator, level] += [wording] if wording else []
        return found

    @cached_property
    def progress(self) -> dict[tuple[str | None, str | None], list[Progress]]:
        """(criterion, condition or None) → the rows of the groups, in the order of the sheets."""
        rows = sorted(self.of.progress, key=lambda row: row.at)
        return _by(rows, lambda row: (row.criterion, row.condition))

    @cached_property
    def evidence(self) -> dict[str | None, list[Document]]:
        """Criterion → its documents: by group and as numbered, then the rows of registers."""
        rows = sorted(self.of.evidence, key=_as_numbered)
        return _by(rows, lambda row: row.criterion)

    @cached_property
    def criteria(self) -> dict[str | None, list[Criterion]]:
        """Indicator → its criteria."""
        rows = _in_order(self._read(Criterion, "criteria"), lambda row: row.criterion)
        return _by(rows, lambda row: row.indicator)

    @cached_property
    def conditions(self) -> dict[str | None, list[Condition]]:
        """Criterion → its desired conditions with who leads them and whether they are met."""
        return _by(_in_order(self.of.met, lambda row: row.condition), lambda row: row.criterion)

    @cached_property
    def results(self) -> dict[str | None, Result]:
        """Criterion → conditions met and KPI, for editions by conditions."""
        return {row.criterion: row for row in self.of.results}

    def remarks(self, tab: str) -> list[str | None]:
        """The remarks on the rows of a tab that are of the edition."""
        return list(self.of.own(tab)["remark"])

    def _read(self, kind: type[Row], tab: str) -> list[Row]:
        return plain.frozen(kind, self.of.own(tab))


def _as_numbered(row: Document) -> tuple:
    of_register = row.cells != EVIDENCE_TAB
    return of_register, row.at[0], row.cells.tab, row.item or 0, row.at[1]


def _in_order(rows: Iterable[Row], code: Callable[[Row], str | None]) -> list[Row]:
    return sorted(rows, key=lambda row: code_key(code(row) or ""))


def _by(rows: Iterable[Row], key: Callable) -> dict:
    found: defaultdict = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)
