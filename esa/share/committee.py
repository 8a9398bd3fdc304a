"""What an outside page can say, worked out before anything is taken away: finished small tables.

committee(office) holds all that any link could show, within(…, scope) what one link shows. Its
records are the allow-list: a field that isn't named here never leaves the office. Groups of fewer
than 10 pupils are gone already (esa.share.suppression), the same for every link.
Source: docs/rules.md, "Links for the committee".
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from esa.codes import code_key
from esa.judged import Edition, Judged
from esa.plain import records
from esa.reading.office import Office
from esa.rules import evidence as of_evidence
from esa.rules import networks as activity
from esa.rules import points as of_points
from esa.rules import rubric
from esa.rules.carried import ALL
from esa.rules.evidence import leads
from esa.rules.vocabulary import LOCKED, NONE
from esa.share.colour_tables import ColourTable, colour_tables
from esa.share.scope import Scope
from esa.share.suppression import TOTAL
from esa.telling.left_out import missing

# The parts of a link that rest on a tab.
PARTS = {"progress": {"levels"}, "evidence": {"levels", "completeness"}}
PARTS |= {"test_results": {"colours"}, "network_activities": {"networks"}}
COUNTED = ("progress", "evidence", "test_results", "network_activities")  # rows left out are told


class Level(NamedTuple):
    """One indicator: its level as reported and by checked evidence only (see esa.rules.rubric).

    clear of total points; known, carried: points. groups: who leads its points.
    """

    standard: str
    indicator: str
    title: str
    outcome: str
    level: int | None
    provisional: int | None
    checked_level: int | None
    clear: int
    total: int | None
    known: int
    carried: int
    groups: tuple[str, ...]
    span: rubric.Span | None = None  # between which levels, where something can't be read
    checked_span: rubric.Span | None = None  # the same by checked evidence only


class Share(NamedTuple):
    """Points of a group or standard: clear as reported, checked, of all; is_known is False where
    a tab of the group couldn't be read whole."""

    code: str
    name: str
    clear: int
    checked: int
    total: int
    is_known: bool = True


class Document(NamedTuple):
    title: str
    state: str


class Point(NamedTuple):
    """One criterion with the state of its best document, for assessors only."""

    criterion: str
    indicator: str
    title: str
    state: str
    groups: tuple[str, ...]
    documents: tuple[Document, ...]


class Activity(NamedTuple):
    """A network and its activities of the fiscal year; state: of networks.silence, "" where the
    kind can't fall silent."""

    network: str
    name: str
    kind: str
    held: int
    undated: int
    planned: int
    state: str


Led = TypeVar("Led", Level, Point)


@dataclass(frozen=True)
class Committee:
    """method: rubric or conditions; met, stated: of the conditions, for that method. left_out:
    rows not counted, by tab; lost: (tab, code and name of a group) of which nothing can be read.
    network_names: of the rows of colours."""

    method: str
    levels: tuple[Level, ...] = ()
    met: int = 0
    stated: int = 0
    standards: tuple[Share, ...] = ()
    groups: tuple[Share, ...] = ()
    points: tuple[Point, ...] = ()
    networks: tuple[Activity, ...] = ()
    colours: tuple[ColourTable, ...] = ()
    network_names: Mapping[str, str] | None = None
    left_out: Mapping[str, int] | None = None
    lost: tuple[tuple[str, str, str], ...] = ()


def committee(office: Office) -> Committee:
    """Everything that some link of this office could show; costs as much as the rules do."""
    judged = Judged(office)
    names = {code: name or code for _, code, name in records(office.networks, "network", "name")}
    common = {
        "networks": _networks(judged),
        "colours": colour_tables(office),
        "network_names": names,
        "left_out": {tab: office.left_out(tab) for tab in COUNTED},
        "lost": tuple(
            (tab, each.group, office.group_name(each.group))
            for tab in COUNTED
            for each in missing(office, tab)
        ),
    }
    standards = judged.standards
    if standards.by_conditions:
        met = [condition.met for condition in standards.met]
        return Committee("conditions", met=met.count(True), stated=len(met), **common)
    return Committee("rubric", **_of_standards(standards), **common)


def within(whole: Committee, scope: Scope) -> Committee:
    """Only what this link shows: its parts, groups and networks; points for assessors."""
    shown = set(scope.shown)
    levels = whole.levels if "levels" in shown else ()
    points = whole.points if scope.kind == "assessors" else ()
    if not shown & {"levels", "completeness"}:
        points = ()
    complete = "completeness" in shown
    networks = [x for x in whole.networks if _has(scope.networks, x.network)]
    tables = [_table(table, scope) for table in whole.colours] if "colours" in shown else []
    known = {row for table in tables for row, _ in table.cells}
    return replace(
        whole,
        levels=_of_groups(levels, scope),
        points=_of_groups(points, scope),
        met=whole.met if "levels" in shown and not scope.groups else 0,
        stated=whole.stated if "levels" in shown and not scope.groups else 0,
        standards=whole.standards if complete and not scope.groups else (),
        groups=tuple(x for x in whole.groups if complete and _has(scope.groups, x.code)),
        networks=tuple(networks) if "networks" in shown else (),
        colours=tuple(tables),
        network_names={c: n for c, n in (whole.network_names or {}).items() if c in known},
        left_out=_counts_of(whole.left_out or {}, shown),
        lost=tuple(
            each for each in whole.lost if PARTS[each[0]] & shown and _has(scope.groups, each[1])
        ),
    )


def _table(table: ColourTable, scope: Scope) -> ColourTable:
    """Rows of the networks chosen (then without the office's total), schools only where chosen."""

    def stays(network: str) -> bool:
        return network in scope.networks if scope.networks else True

    return table._replace(
        cells={cell: shown for cell, shown in table.cells.items() if stays(cell[0])},
        schools=tuple(s for s in table.schools if scope.schools and stays(s.network)),
    )


def _counts_of(left_out: Mapping[str, int], shown: Collection[str]) -> dict[str, int]:
    return {tab: count for tab, count in left_out.items() if PARTS[tab] & set(shown)}


def _of_groups(rows: tuple[Led, ...], scope: Scope) -> tuple[Led, ...]:
    """The rows that groups of the scope lead, naming no other group; all rows without groups."""
    if not scope.groups:
        return rows
    kept = {*scope.groups, ALL}
    return tuple(
        row._replace(groups=tuple(group for group in row.groups if group in kept))
        for row in rows
        if any(leads(group, row.groups) for group in scope.groups)
    )


def _has(chosen: Collection[str], code: str) -> bool:
    return not chosen or code in chosen


# --- the parts --------------------------------------------------------------------------------


def _of_standards(found: Edition) -> dict[str, tuple]:
    office = found.office
    led: defaultdict[str, set[str]] = defaultdict(set)
    for point in found.points:
        led[point.indicator or ""].update(point.lead_groups)
    return {
        "levels": tuple(_levels(found.levels, led)),
        "standards": _standards(office, found.points),
        "groups": tuple(_groups(office, found.points)),
        "points": tuple(_points(found.points, found.evidence)),
    }


def _levels(levels: Iterable[rubric.Level], led: Mapping[str, set[str]]) -> Iterable[Level]:
    for each in levels:
        yield Level(
            each.standard or "",
            each.indicator,
            each.title or "",
            each.reported.outcome,
            each.reported.level,
            each.reported.provisional,
            each.verified.level,
            each.reported.clear,
            each.total,
            each.known,
            each.carried,
            tuple(sorted(led.get(each.indicator, ()))),
            *(
                result.span if result.outcome != LOCKED else None
                for result in (each.reported, each.verified)
            ),
        )


def _standards(office: Office, points: Iterable[of_points.Point]) -> tuple[Share, ...]:
    """Completeness per standard over the points that are listed."""
    titles = {
        code: title
        for _, edition, code, title in records(
            office.rows["standards"], "edition", "standard", "title"
        )
        if edition == office.edition
    }
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for point in points:
        count = counts[point.standard or ""]
        count[0] += point.reported.clear
        count[1] += point.verified.clear
        count[2] += 1
    codes = sorted({*titles, *counts}, key=lambda code: (not code, code_key(code)))
    return tuple(Share(c, titles.get(c) or "", *counts[c]) for c in codes)


def _groups(office: Office, points: Sequence[of_points.Point]) -> Iterable[Share]:
    seen: set[str] = set()
    for row in of_points.completeness_by_group(points, office.rows["groups"]):
        group, known = row.group, row.group not in office.unread
        if group not in seen:
            seen.add(group)
            clear = (row.reported.clear, row.verified.clear)
            yield Share(group, office.group_name(group), *clear, row.criteria, known)


def _points(
    points: Iterable[of_points.Point], evidence: Iterable[of_evidence.Document]
) -> Iterable[Point]:
    documents: defaultdict[str, list[Document]] = defaultdict(list)
    for row in evidence:
        if row.state != NONE:
            documents[row.criterion].append(Document(row.title or "", row.state))
    for point in points:
        yield Point(
            point.criterion,
            point.indicator or "",
            point.title or "",
            point.state,
            tuple(sorted(point.lead_groups)),
            tuple(documents.get(point.criterion, ())),
        )


def _networks(judged: Judged) -> tuple[Activity, ...]:
    """Every network of the register, those with most activities first."""
    found = judged.networks()
    states = {row.network: row.state for row in found.silence}
    counts = Counter((code, each.when) for each in found.timed for code in set(each.networks))
    register: dict[str, tuple] = {}
    for _, code, *about in records(judged.office.rows["networks"], "network", "name", "kind"):
        register.setdefault(code, tuple(about))
    rows = [
        Activity(
            *(code, name or code, kind or ""),
            *(counts[code, when] for when in activity.THIS_YEAR),
            states.get(code, ""),
        )
        for code, (name, kind) in register.items()
        if code != TOTAL
    ]
    return tuple(sorted(rows, key=lambda each: each.held + each.undated, reverse=True))
