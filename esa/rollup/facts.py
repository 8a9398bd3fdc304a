"""What one office publishes: its judged state as rows of the allow-list.

The figures are those of esa.judged, which the office's own pages show; colours of schools are those
of its published tables, never of the sheets as they are. A row whose code doesn't fit its pattern
isn't published, and is counted as withheld. Source: docs/rules.md, "Many offices".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from esa.judged import Edition, Judged
from esa.reading.problems import SEVERITIES
from esa.reading.schema import read_tabs
from esa.rollup.columns import COLUMNS, GRADES, GROUPS, HIDDEN, NO_BAND, OTHER, fits
from esa.rules import evidence_work
from esa.rules.points import Point
from esa.rules.vocabulary import (
    FOLLOW_UP_STATE_WORDS,
    KPI_STATE_WORDS,
    READINGS,
    SILENCE_WORDS,
)
from esa.share.published import Edition as Table
from esa.telling.left_out import missing

Fact = dict[str, object]


def facts(judged: Judged, tables: Iterable[Table], day: date) -> list[Fact]:
    """All rows of an office. tables: what is out of its test results; day: of the state that is
    told: of the meeting that froze it, else the office's own."""
    kept, withheld = [], Counter()
    for fact in _all(judged, tables, day):
        if all(_may(name, value) for name, value in fact.items()):
            kept.append(fact)
        else:
            withheld[fact["figure"]] += 1
    told = [(TAB_OF.get(figure), rows) for figure, rows in withheld.items()] or [(None, 0)]
    return kept + [{"figure": "withheld", "tab": tab, "count": rows} for tab, rows in told]


TAB_OF = {"levels": "indicators", "completeness": "evidence", "colours": "test_results"}
TAB_OF |= {"networks": "networks", "activities": "network_activities"}


def _may(name: str, value: object) -> bool:
    column = COLUMNS[name]
    if value is None:
        return True
    if column.most is not None:
        return column.least <= value <= column.most
    return not column.allowed or fits(column.allowed, value)


def _all(judged: Judged, tables: Iterable[Table], day: date) -> Iterator[Fact]:
    yield _about(judged, day)
    for edition in judged.by_levels:
        for reading in READINGS:
            yield from _levels(edition, reading)
            yield from _completeness(edition, reading)
    yield from _colours(judged, tables)
    yield from _networks(judged)
    yield _money(judged)
    rounds = [(each.round, each.state) for each in judged.kpis if each.current]
    none = [(months, state) for months, _ in rounds[:1] for state in KPI_STATE_WORDS]
    yield from _counted("kpis", rounds, "round", "state", zeros=none)
    states, none = (
        [(each.state,) for each in judged.follow_ups],
        [(s,) for s in FOLLOW_UP_STATE_WORDS],
    )
    yield from _counted("resolutions", states, "state", zeros=none)
    problems = [(each.code, each.severity) for each in judged.office.problems]
    none = [(None, severity) for severity in SEVERITIES]
    yield from _counted("problems", problems, "problem", "state", zeros=none)
    yield from _left_out(judged)


def _about(judged: Judged, day: date) -> Fact:
    """count: groups; unknown: those whose reports or evidence aren't whole."""
    office = judged.office
    return {
        "figure": "about",
        "edition": office.edition,
        "state": "sample" if office.is_sample else "real",
        "count": len(office.rows["groups"]),
        "unknown": len(office.unread),
        "day": day,
    }


# --- the standards --------------------------------------------------------------------------------


def _levels(edition: Edition, reading: str) -> Iterator[Fact]:
    of: dict[str | None, list[Point]] = {}
    for point in edition.points:
        of.setdefault(point.indicator, []).append(point)
    for level in edition.levels:
        count = evidence_work.count_all(of.get(level.indicator, ()), reading)
        result = level.in_reading(reading)
        yield {
            "figure": "levels",
            "edition": edition.code,
            "indicator": level.indicator,
            "reading": reading,
            "state": result.outcome,
            "low": result.least,
            "high": result.most,
            **_points(count),
        }


def _completeness(edition: Edition, reading: str) -> Iterator[Fact]:
    """The points that each usual group leads, a point of several with each. What the other groups
    lead, and what nobody does, is counted together."""
    groups = edition.office.rows["groups"]
    tiles = evidence_work.by_group(edition.points, groups, reading)
    found: dict[str, Counter[str]] = {}
    for count in evidence_work.counts(tiles, groups):
        usual = count.group if count.group in GROUPS else OTHER
        found.setdefault(usual, Counter()).update(_points(count))
    for group, sums in found.items():
        about = {"edition": edition.code, "group": group, "reading": reading}
        yield {"figure": "completeness", **about, **sums}


def _points(count: evidence_work.Count) -> dict[str, int]:
    """unknown: nobody wrote anything of them, or something can't be read."""
    names = ("points", "clear", "unknown", "overdue")
    return {name: getattr(count, name) for name in names}


# --- schools, networks, money ---------------------------------------------------------------------


def _colours(judged: Judged, tables: Iterable[Table]) -> Iterator[Fact]:
    """Schools of each published table by the colour that may be told of them."""
    networks = judged.office.rows["networks"]
    kinds = dict(zip(networks["network"], networks["kind"], strict=True))
    for table in tables:
        of = (table.test, grade(table.grade), table.academic_year)
        told = ((*of, kinds.get(s.network), _colour(table, c)) for c, s in table.schools.items())
        yield from _counted(
            "colours", told, "test", "grade", "academic_year", "network_kind", "state"
        )


def _colour(table: Table, code: str) -> str:
    if code in table.colours:
        return table.colours[code] or NO_BAND
    return HIDDEN if code in table.homes else "not_tested"


def grade(written: str) -> str:
    """ป.6 as P6, ม.3 as M3; other words stay as they are, and don't go out."""
    return GRADES.get(written[:2], written[:2]) + written[2:].strip()


def _networks(judged: Judged) -> Iterator[Fact]:
    of = judged.networks()
    silence = [(each.kind, each.state) for each in of.silence]
    none = [(None, state) for state in SILENCE_WORDS]
    yield from _counted("networks", silence, "network_kind", "state", zeros=none)
    held = Counter(each.side for each in of.timed if each.when == "held")
    undated = Counter(each.side for each in of.timed if each.when == "undated")
    for side in dict.fromkeys((*held, *undated)):
        counts = {"count": held[side], "unknown": undated[side]}
        yield {"figure": "activities", "side": side, **counts}


def _money(judged: Judged) -> Fact:
    """In baht; count: rows that are added up, unknown: rows that can't be."""
    money = judged.money
    lost = sum(line.standing == "incomplete" for line in judged.spending)
    lost += judged.office.left_out("spending", "as_of", "allocated", "spent")
    known = money.rows > 0
    return {
        "figure": "money",
        **{n: getattr(money, n) if known else None for n in ("allocated", "committed", "spent")},
        "count": money.rows,
        "unknown": lost,
        "day": money.as_of,
    }


def _left_out(judged: Judged) -> Iterator[Fact]:
    """Of each tab the rows that no figure holds, and the groups whose whole tab is missing."""
    office = judged.office
    told = [(tab, office.left_out(tab), len(missing(office, tab))) for tab in read_tabs()]
    for tab, rows, groups in [each for each in told if any(each[1:])] or [(None, 0, 0)]:
        yield {"figure": "left_out", "tab": tab, "count": rows, "unknown": groups}


def _counted(
    figure: str,
    keys: Iterable[Sequence[object]],
    *names: str,
    zeros: Iterable[Sequence[object]] = (),
) -> Iterator[Fact]:
    """How often each key stands there. zeros: keys that are told though there are none: a figure
    without a row is one that nobody knows."""
    counts = Counter(keys)
    for key in dict.fromkeys((*counts, *zeros)):
        yield {"figure": figure, **dict(zip(names, key, strict=True)), "count": counts[key]}
