"""What the rules say about one office, worked out once: what two states are compared by.

computed(office) is plain and knows no page; whoever holds the result (a page's cache, a benchmark,
a frozen meeting) can compare it as often as needed. Source: docs/rules.md, "What changed".
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from esa.reading.office import Office
from esa.rules import follow_ups, spending
from esa.rules.colours import colour_or_state, pooled, with_quality_colours
from esa.rules.conditions import with_met
from esa.rules.evidence import with_states
from esa.rules.points import points
from esa.rules.rubric import levels

CHOSEN = ["academic_year", "test", "grade", "scope"]  # colours are never pooled across these


@dataclass(frozen=True)
class Judged:
    """One edition with the method of quality levels: evidence with its states, points (one row
    per criterion), levels (one row per indicator)."""

    evidence: pd.DataFrame
    points: pd.DataFrame
    levels: pd.DataFrame


@dataclass(frozen=True)
class Computed:
    """An office and its rule tables; never changed.

    judged: by edition with the method of quality levels. met: by edition with the method of
    conditions, see conditions.with_met. subject_colours: each row of test_results, coloured, with
    stand (colour or why there is none). school_colours: the same pooled over the subjects of a
    school. follow_ups, spending: with their states and standings.
    """

    office: Office
    judged: Mapping[str, Judged]
    met: Mapping[str, pd.DataFrame]
    subject_colours: pd.DataFrame
    school_colours: pd.DataFrame
    follow_ups: pd.DataFrame
    spending: pd.DataFrame


def computed(office: Office) -> Computed:
    """The rules over all editions and tabs of an office; costs about as much as reading it."""
    by_conditions = _by_conditions(office)
    results, bands = office.test_results, office.colour_bands
    by_school = ["school_code", *CHOSEN]
    return Computed(
        office,
        {e: judged(office, e) for e in _editions(office) if e not in by_conditions},
        {e: met(office, e) for e in _editions(office) if e in by_conditions},
        _with_stand(with_quality_colours(results, bands)),
        _with_stand(pooled(results, bands, by=by_school)),
        follow_ups.with_states(office.follow_ups, office.today),
        spending.with_standing(office.spending, office.fiscal_year, office.today),
    )


def judged(office: Office, edition: str) -> Judged:
    """Evidence, points and levels of one edition."""
    evidence = with_states(
        _own(office.evidence, edition), office.criteria, office.fiscal_year
    )  # all editions' criteria: a link may serve several
    indicators = _own(office.indicators, edition)
    found = points(
        *(_own(office.criteria, edition), indicators, _own(office.progress, edition), evidence),
        *(office.groups, office.today),
        unread=office.unread,
    )
    return Judged(evidence, found, levels(indicators, found, _own(office.rubric, edition)))


def met(office: Office, edition: str) -> pd.DataFrame:
    """The conditions of one edition with who leads them and whether they are met."""
    tables = (office.conditions, office.criteria, office.progress)
    return with_met(*(_own(table, edition) for table in tables), office.groups)


def _own(table: pd.DataFrame, edition: str) -> pd.DataFrame:
    return table[table["edition"] == edition]


def _with_stand(coloured: pd.DataFrame) -> pd.DataFrame:
    return coloured.assign(stand=colour_or_state(coloured))


def _editions(office: Office) -> list[str]:
    """The editions of the office's tab, and the one in use even if nobody listed it."""
    listed = [edition for edition in office.rows["editions"]["edition"] if edition]
    return list(dict.fromkeys([*listed, office.edition]))


def _by_conditions(office: Office) -> frozenset[str]:
    rows = office.rows["editions"]
    named = zip(rows["edition"], rows["method"], strict=True)
    return frozenset(edition for edition, method in named if method == "conditions")
