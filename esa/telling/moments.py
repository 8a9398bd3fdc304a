"""What the trend keeps of one state of the office: levels, completeness, colours of schools.

Pure and small, so that the states of many meetings can be kept. Source: docs/rules.md, "Trend".
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from esa.judged import Judged
from esa.plain import column, records
from esa.reading.office import Office
from esa.rules.colours import pooled
from esa.rules.rubric import READINGS
from esa.rules.school_results import of_test, usual_choice
from esa.rules.vocabulary import CLOSED_SCHOOLS, COLOUR_WORDS


@dataclass(frozen=True)
class Moment:
    """One state. meeting: its number, "" for today's. By reading: levels (indicator → level, None
    where it has none), clear (points with clear evidence) and of (indicator → clear points).

    goals: indicator → clear points that its target level asks for, where both are filled in.
    points: all points; unread: whether a tab of some group couldn't be read, so that counts are
    not known. colours: colour → open schools; test: test, grade, academic year and scope of these,
    "" without results.
    """

    meeting: str
    day: date
    fiscal_year: int
    edition: str
    levels: Mapping[str, Mapping[str, int | None]]
    clear: Mapping[str, int]
    of: Mapping[str, Mapping[str, int]]
    goals: Mapping[str, int]
    points: int
    unread: bool
    colours: Mapping[str, int]
    test: str


def moment(judged: Judged, meeting: str, day: date) -> Moment:
    office, found = judged.office, judged.standards
    colours, test = _colours(office)
    about = (meeting, day, office.fiscal_year, office.edition)
    if found.by_conditions:
        empty: dict = {reading: {} for reading in READINGS}
        return Moment(*about, empty, dict.fromkeys(READINGS, 0), empty, {}, 0, False, colours, test)
    codes = column(found.levels, "indicator")
    by_reading = {
        reading: dict(zip(codes, column(found.levels, f"level_{reading}"), strict=True))
        for reading in READINGS
    }
    of = {
        reading: dict(zip(codes, column(found.levels, f"clear_{reading}"), strict=True))
        for reading in READINGS
    }
    clear = {
        r: sum(value is True for value in column(found.points, f"clear_{r}")) for r in READINGS
    }
    unread = any(column(found.points, "unread"))
    goals = _goals(office, found.levels)
    return Moment(
        *about, by_reading, clear, of, goals, len(found.points), unread, colours, test
    )  # fmt: skip


def _goals(office: Office, levels: pd.DataFrame) -> dict[str, int]:
    asked = {
        (edition, indicator, level): least
        for _, edition, indicator, level, least in records(
            office.rubric, "edition", "indicator", "level", "min_clear"
        )
    }
    found = {}
    for _, indicator, target in records(levels, "indicator", "target_level"):
        least = asked.get((office.edition, indicator, target))
        if least is not None:
            found[indicator] = least
    return found


def _colours(office: Office) -> tuple[dict[str, int], str]:
    """Of the test and grade that most schools take, in its newest year, all subjects pooled."""
    results = office.test_results
    choice = usual_choice(results)
    if choice is None:
        return {}, ""
    own = of_test(results, choice)
    own = own[own["academic_year"] == choice.academic_year]
    schools = records(office.rows["schools"], "school_code", "status")
    shut = [code for _, code, status in schools if status in CLOSED_SCHOOLS]
    coloured = pooled(own[~own["school_code"].isin(shut)], office.rows["colour_bands"])
    counts = Counter(row.colour for row in coloured)
    return (
        {colour: counts[colour] for colour in COLOUR_WORDS},
        f"{choice.test} {choice.grade} ปีการศึกษา {choice.academic_year}",
    )
