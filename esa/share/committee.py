"""What an outside page can say, worked out before anything is taken away: finished small tables.

committee(office) holds all that any link could show but registers (esa.share.registers),
within(…, scope) what one link shows. Its records are the allow-list: a field that isn't named here
never leaves the office. Groups of fewer than 10 pupils are gone already (esa.share.suppression),
the same for every link.
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
from esa.reading.problems import left_out_rows
from esa.rules import evidence as of_evidence
from esa.rules import levels as of_levels
from esa.rules import networks as activity
from esa.rules import points as of_points
from esa.rules import rubric
from esa.rules.carried import ALL
from esa.rules.evidence import EVIDENCE_TAB, leads
from esa.rules.vocabulary import NONE, STATES
from esa.share.colour_tables import TOTAL, ColourTable, table_of
from esa.share.published import Edition as Published
from esa.share.registers import Table as Register
from esa.share.scope import Scope
from esa.telling.left_out import missing

OF_REGISTERS = "ทะเบียนของสำนักงาน"  # all that is said of rows of registers behind a point
COUNTED = {  # tab → the parts of the page that lack its rows
    "progress": ("levels",),
    "evidence": ("levels", "completeness"),
    "test_results": ("colours",),
    "network_activities": ("networks",),
}


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


class Lost(NamedTuple):
    """Rows that aren't counted. group: its code, "" for the office's own; name: as it is called;
    rows: 0 where nothing of the group can be read."""

    group: str
    name: str
    tab: str
    rows: int


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
    rows not counted. shows_colours: whether the link shows what is published of them."""

    method: str
    levels: tuple[Level, ...] = ()
    met: int = 0
    stated: int = 0
    standards: tuple[Share, ...] = ()
    groups: tuple[Share, ...] = ()
    points: tuple[Point, ...] = ()
    networks: tuple[Activity, ...] = ()
    colours: tuple[ColourTable, ...] = ()
    shows_colours: bool = True
    left_out: tuple[Lost, ...] = ()
    registers: tuple[Register, ...] = ()


def committee(office: Office, tables: Iterable[Published] = ()) -> Committee:
    """Everything that some link of this office could show; costs as much as the rules do. tables:
    those that are out, whatever state the office is of."""
    judged = Judged(office)
    common = {
        "networks": _networks(judged),
        "colours": tuple(map(table_of, tables)),
        "left_out": tuple(_lost(office)),
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
    listed = whole if scope.schools else replace(whole, colours=_unlisted(whole.colours))
    mine = of_networks(listed, scope.networks) if scope.networks else listed
    tables = mine.colours if "colours" in shown else ()
    return replace(
        whole,
        levels=_of_groups(levels, scope),
        points=_of_groups(points, scope),
        met=whole.met if "levels" in shown and not scope.groups else 0,
        stated=whole.stated if "levels" in shown and not scope.groups else 0,
        standards=whole.standards if complete and not scope.groups else (),
        groups=tuple(x for x in whole.groups if complete and _has(scope.groups, x.code)),
        networks=mine.networks if "networks" in shown else (),
        colours=tables,
        shows_colours="colours" in shown,
        left_out=tuple(each for each in whole.left_out if _is_told(each, scope)),
    )


def of_networks(whole: Committee, codes: Collection[str]) -> Committee:
    """Only these networks, without the office's totals."""
    return replace(
        whole,
        networks=tuple(each for each in whole.networks if each.network in codes),
        colours=tuple(_table(table, codes) for table in whole.colours),
    )


def _table(table: ColourTable, codes: Collection[str]) -> ColourTable:
    return table._replace(
        cells={cell: shown for cell, shown in table.cells.items() if cell[0] in codes},
        network_names={c: name for c, name in table.network_names.items() if c in codes},
        schools=tuple(school for school in table.schools if school.network in codes),
    )


def _unlisted(tables: Iterable[ColourTable]) -> tuple[ColourTable, ...]:
    return tuple(table._replace(schools=()) for table in tables)


def _is_told(lost: Lost, scope: Scope) -> bool:
    """Whether the rows lack in a part that this link shows. It names no group but its own."""
    mine = not lost.group or _has(scope.groups, lost.group)
    return mine and bool({*COUNTED[lost.tab]} & {*scope.shown})


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


def _lost(office: Office) -> Iterable[Lost]:
    """As Office.left_out, by whose workbook it is."""
    for tab in COUNTED:
        rows = Counter(workbook for workbook, _ in left_out_rows(office.problems, tab))
        lost: Counter[str] = Counter()
        for book in office.workbooks:
            for health in book.tabs:
                if health.tab == tab:
                    lost[book.group] += rows.pop(book.name, 0) if health.used else health.aside
        for group, count in lost.items():
            if count:
                yield Lost(group, office.group_name(group) if group else "", tab, count)
        for each in missing(office, tab):
            yield Lost(each.group, office.group_name(each.group), tab, 0)


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


def _levels(levels: Iterable[of_levels.Level], led: Mapping[str, set[str]]) -> Iterable[Level]:
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
            each.reported.level_span,
            each.verified.level_span,
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
    kept: defaultdict[str, list[str]] = defaultdict(list)
    for row in evidence:
        if row.state != NONE and row.cells == EVIDENCE_TAB:
            documents[row.criterion].append(Document(row.title or "", row.state))
        elif row.state != NONE:  # what stands in a register stays in the office
            kept[row.criterion].append(row.state)
    for code, states in kept.items():
        best = max(states, key=STATES.index)
        documents[code].append(Document(f"{OF_REGISTERS} {len(states):,} แถว", best))
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
