"""What the trend keeps of one state of the office: levels, completeness, colours of schools.

Pure and small, so that the states of many meetings can be kept. Source: docs/rules.md, "Trend".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from esa.changes.colours import alike
from esa.judged import Judged
from esa.plain import records
from esa.reading.office import Office
from esa.rules.bands import Sitting, bands_as_typed, looks
from esa.rules.colours import pooled, with_sole_subject
from esa.rules.levels import Level
from esa.rules.school_results import of_test, usual_choice
from esa.rules.vocabulary import CLOSED_SCHOOLS, READINGS


@dataclass(frozen=True)
class Moment:
    """One state. meeting: its number, "" for today's. By reading: levels (indicator → level, None
    where it has none), clear (points with clear evidence) and of (indicator → clear points).

    goals: indicator → clear points that its target level asks for, where both are filled in.
    points: all points; unread: whether a tab of some group couldn't be read, so that counts are
    not known. colours: colour → open schools, best first; looks: colour → its shape; test: test,
    grade, academic year and scope of these, "" without results.
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
    looks: Mapping[str, str] = field(default_factory=dict)


def moment(judged: Judged, meeting: str, day: date, like: Judged | None = None) -> Moment:
    """like: another state at hand, whose colours are taken where they are the same."""
    office, found = judged.office, judged.standards
    same = like is not None and alike(office, like.office)
    colours, test, shapes = (like if same else judged).once(_colours)
    about = (meeting, day, office.fiscal_year, office.edition)
    if found.by_conditions:
        empty: dict = {reading: {} for reading in READINGS}
        none = (empty, dict.fromkeys(READINGS, 0), empty, {}, 0, False)
        return Moment(*about, *none, colours, test, shapes)
    by_reading, of = (
        {
            reading: {row.indicator: getattr(row.in_reading(reading), name) for row in found.levels}
            for reading in READINGS
        }
        for name in ("level", "clear")
    )
    clear = {reading: sum(p.clear(reading) for p in found.points) for reading in READINGS}
    unread = any(point.unread for point in found.points)
    goals, points = _goals(office, found.levels), len(found.points)
    return Moment(*about, by_reading, clear, of, goals, points, unread, colours, test, shapes)


def _goals(office: Office, levels: Iterable[Level]) -> dict[str, int]:
    asked = {
        (edition, indicator, level): least
        for _, edition, indicator, level, least in records(
            office.rows["rubric"], "edition", "indicator", "level", "min_clear"
        )
    }
    found = {}
    for row in levels:
        least = asked.get((office.edition, row.indicator, row.target_level))
        if least is not None:
            found[row.indicator] = least
    return found


def _colours(judged: Judged) -> tuple[dict[str, int], str, dict[str, str]]:
    """Of the test and grade that most schools take, in its newest year, all subjects pooled: the
    schools of each colour, whatever the office calls it; the test; the shapes."""
    office = judged.office
    results, bands = office.test_results, office.rows["colour_bands"]
    choice = usual_choice(results)
    if choice is None:
        return {}, "", {}
    own = with_sole_subject(of_test(results, choice), bands)
    own = own[own["academic_year"] == choice.academic_year]
    schools = records(office.rows["schools"], "school_code", "status")
    shut = [code for _, code, status in schools if status in CLOSED_SCHOOLS]
    coloured = pooled(own[~own["school_code"].isin(shut)], bands)
    counts = Counter(row.colour for row in coloured)
    subject = next(iter(own["sole_subject"].dropna()), "")
    sitting = Sitting(choice.test, choice.grade, subject)
    in_force = bands_as_typed(bands, choice.academic_year, sitting)
    known, shapes = [band.colour for band in in_force], looks(bands)
    return (
        {colour: counts[colour] for colour in known},
        f"{choice.test} {choice.grade} ปีการศึกษา {choice.academic_year}",
        {colour: shapes[colour] for colour in known},
    )
