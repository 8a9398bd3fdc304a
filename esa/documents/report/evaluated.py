"""What the rules say about one edition, for a report: plain rows by code."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from esa import plain
from esa.codes import code_key
from esa.judged import Edition
from esa.reading.office import Office


@dataclass(frozen=True)
class Evaluated:
    """One edition of an office. Each list holds plain rows (see plain.dicts) in code order.

    An edition with the method of desired conditions has results and conditions, any other levels.
    """

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
    def standards(self) -> list[dict]:
        """The standards of the edition; one without indicators is left out."""
        used = {row["standard"] for row in self.indicators}
        rows = [row for row in self.rows("standards") if row["standard"] in used]
        known = {row["standard"] for row in rows}
        rows += [{"standard": code, "title": None} for code in used - known]
        return sorted(rows, key=lambda row: code_key(row["standard"] or "~"))

    @cached_property
    def indicators(self) -> list[dict]:
        return _in_order(self.rows("indicators"), "indicator")

    @cached_property
    def levels(self) -> dict[str, dict]:
        return {row["indicator"]: row for row in plain.dicts(self.of.tables.levels)}

    @cached_property
    def points(self) -> dict[str | None, list[dict]]:
        """Indicator → its points, in code order."""
        return _by(_in_order(plain.dicts(self.of.tables.points), "criterion"), "indicator")

    @cached_property
    def wordings(self) -> dict[tuple[str, int], list[str]]:
        """(indicator, level) → the wordings of the rubric; [] where the row has none."""
        found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for row in self.rows("rubric"):
            found[row["indicator"], row["level"]] += [row["wording"]] if row["wording"] else []
        return found

    @cached_property
    def progress(self) -> dict[tuple[str, str | None], list[dict]]:
        """(criterion, condition or None) → the rows of the groups, in the order of the sheets."""
        found: defaultdict[tuple[str, str | None], list[dict]] = defaultdict(list)
        for row in sorted(self.rows("progress"), key=lambda row: row["at"]):
            found[row["criterion"], row["condition"]].append(row)
        return found

    @cached_property
    def evidence(self) -> dict[str | None, list[dict]]:
        """Criterion → its documents: by group, then as numbered."""
        rows = self.rows("evidence")
        rows.sort(key=lambda row: (row["at"][0], row["item"] or 0, row["at"][1]))
        return _by(rows, "criterion")

    @cached_property
    def criteria(self) -> dict[str | None, list[dict]]:
        """Indicator → its criteria, in code order."""
        return _by(_in_order(self.rows("criteria"), "criterion"), "indicator")

    @cached_property
    def conditions(self) -> dict[str | None, list[dict]]:
        """Criterion → its desired conditions with who leads them and whether they are met."""
        return _by(_in_order((row._asdict() for row in self.of.met), "condition"), "criterion")

    @cached_property
    def results(self) -> dict[str, dict]:
        """Criterion → conditions met and KPI, for editions by conditions."""
        return {row.criterion: row._asdict() for row in self.of.results}

    def rows(self, tab: str) -> list[dict]:
        """The rows of a tab that are of the edition."""
        kept = self.of.own(tab)
        names = ("at", *kept.columns)
        cells = zip(kept.index, *kept.columns.values(), strict=True)
        return [dict(zip(names, row, strict=True)) for row in cells]


def _in_order(rows: Iterable[dict], key: str) -> list[dict]:
    return sorted(rows, key=lambda row: code_key(row[key] or ""))


def _by(rows: Iterable[dict], key: str) -> dict[str | None, list[dict]]:
    found: defaultdict[str | None, list[dict]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
