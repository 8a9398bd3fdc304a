"""Each point of consideration: is it known, carried out, proved by clear evidence, overdue, stuck?

A point has clear evidence when at least one of its documents, of any group, is attached (the
reported reading) or checked (the verified reading); it is unknown where nothing is surely clear and
something of it can't be read. Source: docs/rules.md, "Points", "Unknown".
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from esa.plain import Place, Rows, column, records
from esa.rules.carried import ALL, Decision, Report, decide, reports_by_key
from esa.rules.evidence import Document, Stand, by_point, leads
from esa.rules.unread import NOTHING, Strays, Unread
from esa.rules.vocabulary import CLEAR, NONE, READINGS, STATES


class Proof(NamedTuple):
    """What the documents of a point prove in one reading."""

    clear: bool
    weak: bool  # clear, but only by documents with a warning
    unknown: bool = False  # not surely clear, and something of it can't be read


class Point(NamedTuple):
    """One criterion with what is known of it."""

    at: Place
    edition: str | None
    criterion: str | None
    indicator: str | None
    title: str | None
    lead_groups: tuple[str, ...]
    co_groups: tuple[str, ...]
    category: str | None
    standard: str | None  # of its indicator
    known: bool  # some group wrote a state of progress or named a document
    unread: bool  # whether it is carried out or has clear evidence can't be told
    carried: bool | None  # by the deciding rows; None: not reported
    decided_by: str  # "leads", "all", or "nobody": no lead is named, every group with a row does
    missing_groups: tuple[str, ...]  # groups that lead it and have no row
    state: str  # of its best document
    documents: int  # rows with a title
    reported: Proof
    verified: Proof
    due: date | None  # the earliest of the deciding rows
    overdue_days: int  # from the day after; 0 once it is carried out with clear evidence
    stuck: bool
    progress_rows: tuple[Place, ...]  # of all groups
    deciding_rows: tuple[Place, ...]
    open_rows: tuple[Place, ...]  # deciding, and not saying carried out
    evidence_rows: tuple[Stand, ...]
    carried_unknown: bool = False  # nobody says no, and a status can't be read
    unread_rows: tuple[Stand, ...] = ()  # of evidence: what can't be read in them may prove it

    def clear(self, reading: str) -> bool:
        """Whether it has clear evidence in that reading."""
        return self.in_reading(reading).clear

    def in_reading(self, reading: str) -> Proof:
        """What counts in that reading, "reported" or "verified"."""
        return getattr(self, reading)


_COPIED = Point._fields[1 : Point._fields.index("standard")]


class Covered(NamedTuple):
    """Points with clear evidence in one reading, and their share (0-1; None without any point).
    unknown: more of them that may have it, of which something can't be read."""

    clear: int
    completeness: float | None
    unknown: int = 0


class Completeness(NamedTuple):
    """The criteria a group leads, in both readings. for_all: of them led by ALL."""

    at: Place
    group: str | None
    criteria: int
    for_all: int
    reported: Covered
    verified: Covered


def is_clear(states: Sequence[str], reading: str) -> bool:
    """Whether one of a point's documents is attached ("reported") or checked ("verified")."""
    return any(state in CLEAR[reading] for state in states)


def is_weak(documents: Sequence[Document], reading: str) -> bool:
    """Whether a point is clear, but only by documents with a warning."""
    clear = [document for document in documents if is_clear([document.state], reading)]
    return bool(clear) and all(document.warnings for document in clear)


def overdue_days(due: date | None, today: date) -> int:
    """Days since the due date: 0 on the day itself, before it, and where no date is set."""
    return max((today - due).days, 0) if due else 0


def is_stuck(clear: bool, due: date | None, today: date) -> bool:
    """Whether a point lacks clear evidence although its due date has passed.

    Two meetings without a change would tell it better; no frozen meetings exist yet.
    """
    return not clear and overdue_days(due, today) > 0


def standard_of(indicators: Rows) -> dict[tuple, str | None]:
    """(edition, indicator) → standard."""
    names = ("edition", "indicator", "standard")
    return {(edition, code): up for _, edition, code, up in records(indicators, *names)}


def points(
    criteria: Rows,
    indicators: Rows,
    progress: Rows,
    evidence: Iterable[Document],
    groups: Rows,
    today: date,
    unread: Unread = NOTHING,
) -> tuple[Point, ...]:
    """Each criterion with what is known of it, in the order of the criteria.

    criteria: edition, criterion, indicator, title, lead_groups, co_groups, category. indicators:
        edition, indicator, standard. progress: see carried.reports_by_key; rows with a condition
        are left to the conditions. groups: group.
    unread: see esa.rules.unread. An empty or placeholder row is no data.
    Source: docs/rules.md, "Points", "Unknown".
    """
    reports, documents = reports_by_key(progress, unread.statuses), by_point(evidence)
    strays = Strays(criteria, unread)
    all_groups = column(groups, "group")
    standards = standard_of(indicators)
    found = []
    for row in records(criteria, *_COPIED):
        _, edition, criterion, indicator, _, leads, others, *_ = row
        own, key = reports.get((edition, criterion, None), []), (edition, criterion)
        around = _asked(leads, all_groups) | set(all_groups if ALL in others else others)
        hidden = [*unread.progress, *strays.reporting(key)]
        found.append(
            _point(
                row,
                standards.get((edition, indicator)),
                own,
                decide(leads, own, all_groups, hidden),
                documents.get(key, []),
                strays.documents(key),
                not around.isdisjoint(unread.evidence) or key in unread.had,
                today,
            )
        )
    return tuple(found)


def _asked(leads: Sequence[str], all_groups: Sequence[str]) -> set[str]:
    """Groups that must report a point: those named; where all or nobody leads, every group."""
    return set(leads) - {ALL} or set(all_groups)


def _point(
    row: tuple,
    standard: str | None,
    reports: Sequence[Report],
    decision: Decision,
    documents: Sequence[Document],
    strays: Sequence[Document],
    hidden: bool,
    today: date,
) -> Point:
    """row: its place and the columns that are copied. strays: rows set aside that name it. hidden:
    its documents may stand in a tab that can't be read."""
    states = [document.state for document in documents]
    doubted = [document for document in documents if document.unread]
    best = [document.at_best for document in (*doubted, *strays)]
    reported, verified = (_proof(states, documents, best, hidden, r) for r in READINGS)
    named = sum(state != NONE for state in states)
    due = min((report.due for report in decision.deciding if report.due), default=None)
    unread = reported.unknown or decision.unknown
    settled = unread or (decision.carried is True and reported.clear)
    return Point(
        *row,
        standard,
        known=named > 0 or any(r.carried is not None for r in reports),
        unread=unread,
        carried=decision.carried,
        decided_by=decision.decided_by,
        missing_groups=decision.missing,
        state=max(states, key=STATES.index, default=NONE),
        documents=named,
        reported=reported,
        verified=verified,
        due=due,
        overdue_days=0 if settled else overdue_days(due, today),
        stuck=not unread and is_stuck(reported.clear, due, today),
        progress_rows=tuple(report.at for report in reports),
        deciding_rows=tuple(report.at for report in decision.deciding),
        open_rows=tuple(report.at for report in decision.deciding if not report.carried),
        evidence_rows=tuple(document.stand for document in documents),
        carried_unknown=decision.unknown,
        unread_rows=tuple(sorted(document.stand for document in (*doubted, *strays))),
    )


def _proof(
    states: Sequence[str],
    documents: Sequence[Document],
    best: Sequence[str],
    hidden: bool,
    reading: str,
) -> Proof:
    """best: the states of what can't be read, if it were right."""
    clear = is_clear(states, reading)
    return Proof(
        clear, is_weak(documents, reading), not clear and (hidden or is_clear(best, reading))
    )


def completeness(clear: int, total: int | None) -> float | None:
    """Share (0-1) of points with clear evidence; None when the number of points is unknown or 0."""
    return min(clear / total, 1.0) if total else None


def completeness_by_group(points: Sequence[Point], groups: Rows) -> tuple[Completeness, ...]:
    """Share of the criteria a group leads that have clear evidence, for each group in order.

    points: of one edition (the caller chooses it), else both are counted together. A criterion that
        every group leads (ALL) counts for each group, as it is asked of each; so the sum over the
        groups may exceed the number of criteria. One that nobody leads counts for none.
    groups: group (code).
    """
    found = []
    for at, group in records(groups, "group"):
        own = [point for point in points if leads(group, point.lead_groups)]
        covered = (_covered(own, reading) for reading in READINGS)
        for_all = sum(ALL in point.lead_groups for point in own)
        found.append(Completeness(at, group, len(own), for_all, *covered))
    return tuple(found)


def _covered(points: Sequence[Point], reading: str) -> Covered:
    proofs = [point.in_reading(reading) for point in points]
    clear = sum(proof.clear for proof in proofs)
    unknown = sum(proof.unknown for proof in proofs)
    return Covered(clear, completeness(clear, len(points)), unknown)
