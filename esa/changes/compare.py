"""What changed between two states of an office, compared by key: pure, whatever the states are.

Rows that were moved, or only renamed, are the same rows; rounding and spacing change nothing; what
became unknown never fell. Source: docs/rules.md, "What changed".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from esa.changes import amounts, colours, follow_ups, standards
from esa.changes.problems import problems
from esa.changes.record import EDITION, Change, Facts, Unknown, Verdict, compared, in_order
from esa.changes.registers import registers
from esa.changes.rows import Renames, renames, unknown_rows
from esa.changes.verdicts import (
    ColourOrder,
    of_amount,
    of_carried,
    of_condition,
    of_document,
    of_due,
    of_follow_up,
    of_level,
    of_point,
    of_row,
    of_word,
)
from esa.judged import Judged
from esa.rules.bands import colours_of
from esa.rules.vocabulary import CHECKED, READINGS, REPORTED
from esa.uncollected import uncollected

Builder = Callable[[Judged, Renames], Facts]

# subject → measures, the rule for each, and how a state is laid out to be compared
COMPARED: tuple[tuple[str, tuple[str, ...], tuple[Verdict, ...], Builder], ...] = (
    ("level", READINGS, (of_level,) * 2, standards.levels),
    ("point", READINGS, (of_point,) * 2, standards.points),
    ("carried_out", ("",), (of_carried,), standards.carried_out),
    ("condition", ("",), (of_condition,), standards.conditions),
    ("document", ("",), (of_document,), standards.documents),
    ("report", ("",), (of_word,), standards.reports),
    ("spending", amounts.MONEY, (of_amount,) * 3, amounts.spending),
    ("resource", ("value",), (of_amount,), amounts.resources),
    ("figure", amounts.FIGURES, (of_amount,) * 3, amounts.figures),
    ("kpi", amounts.KPI_VALUES, (of_amount,) * 4, amounts.kpis),
    ("project", ("status",), (of_word,), amounts.projects),
    ("activity", ("date",), (of_row,), amounts.activities),
    ("follow_up", follow_ups.VALUES, (of_follow_up, of_due), follow_ups.follow_ups),
)


@dataclass(frozen=True)
class Changes:
    """All changes in the order of their subjects and keys; empty when nothing changed.

    By subject, with the kinds of Change.kind:
    level (edition, indicator) — measure: reported, verified; value: Level(outcome, level); rose,
        fell, became_unknown, became_known, changed (another reason for no level), new, gone
    point (edition, criterion) — measure: reported, verified; value: clear evidence, None if it
        can't be told; gained, lost, became_unknown, became_known, new, gone
    carried_out (edition, criterion) — carried_out, no_longer, became_unknown, became_known, new,
        gone; value: carried_out, no, not_reported, unread
    condition (edition, criterion, condition) — met, and the others of carried_out
    document (group, edition, criterion, item) — state of its row; rose, fell, changed, new, gone,
        became_unknown, became_known (a cell of it can't be read)
    report (group, edition, criterion, condition) — status as a group wrote it; changed,
        became_known, became_unknown, new, gone
    colour (school_code, academic_year, test, grade, scope, round, subject; "" pools subjects) —
        measure: subject or pooled; better, worse, changed, newly_tested, no_longer_tested,
        became_unknown, became_known; value: the colour or why there is none; note: its percent
    spending (group, project, expenditure_type, source_of_money), resource (activity, line), figure
        (figure_set, label), kpi (kpi) — measure: the column; Decimal or int, None is blank; rose,
        fell, became_unknown, became_known, new, gone
    project (project) — status; changed, became_unknown, became_known, new, gone
    activity (activity) — new, gone
    register (title, group, then its key) — new, gone, changed, became_unknown, became_known; value:
        the cells of the row
    follow_up (meeting_no, item) — measure status: opened, closed, reopened, status_changed,
        gone, became_unknown, became_known (its status can't be read); measure due: due_changed;
        note: state of the evidence that closes it
    problem (code, group, tab, column) — opened, closed; value: the Problem
    renamed — measure: key, number (an item or line that moved) or title
    """

    all: tuple[Change, ...]

    def __len__(self) -> int:
        return len(self.all)

    def __bool__(self) -> bool:
        return bool(self.all)

    def of(
        self, subject: str = "", kind: str | tuple[str, ...] = "", measure: str | None = None
    ) -> tuple[Change, ...]:
        """The changes of a subject, kind (or several) and measure; "" and None leave none out."""
        found = self._by_subject.get(subject, ()) if subject else self.all
        kinds = (kind,) if isinstance(kind, str) else kind
        return tuple(
            change
            for change in found
            if (kinds == ("",) or change.kind in kinds)
            and (measure is None or change.measure == measure)
        )

    def of_group(self, group: str) -> "Changes":
        """What a group is responsible for, alone, with others or with all; "" is what has none."""
        return Changes(tuple(change for change in self.all if change.concerns(group)))

    def of_edition(self, edition: str) -> "Changes":
        """Without the standards of other editions; all other subjects stay."""
        return Changes(
            tuple(
                change
                for change in self.all
                if change.subject not in EDITION or change.key[EDITION[change.subject]] == edition
            )
        )

    def by_group(self, groups: Iterable[str]) -> dict[str, "Changes"]:
        """of_group for each of these codes, and last "" for what has no group. A change of two
        groups, or of all, stands under each: the sum over groups may exceed the whole."""
        return {group: self.of_group(group) for group in [*groups, ""]}

    @cached_property
    def _by_subject(self) -> dict[str, tuple[Change, ...]]:
        found: dict[str, list[Change]] = {}
        for change in self.all:
            found.setdefault(change.subject, []).append(change)
        return {subject: tuple(changes) for subject, changes in found.items()}

    @property
    def rose(self) -> tuple[Change, ...]:
        """Indicators whose reported level rose."""
        return self.of("level", "rose", REPORTED)

    @property
    def fell(self) -> tuple[Change, ...]:
        """Indicators whose reported level fell; never one whose level became unknown."""
        return self.of("level", "fell", REPORTED)

    @property
    def carried_out(self) -> tuple[Change, ...]:
        return self.of("carried_out", "carried_out")

    @property
    def closed(self) -> tuple[Change, ...]:
        """Resolutions closed: done or cancelled."""
        return self.of("follow_up", "closed")

    @property
    def closed_by_checked_evidence(self) -> tuple[Change, ...]:
        """Resolutions done, by a document of the evidence that another group has checked."""
        return tuple(
            change for change in self.closed if change.now == "done" and change.side.note == CHECKED
        )


@uncollected()
def changes(before: Judged, after: Judged) -> Changes:
    """Everything that differs between two states of an office; the order of the arguments is the
    order in time. Comparing a state with itself gives no change.

    before, after: esa.judged. Source: docs/rules.md, "What changed".
    """
    renamed, found = renames(before.office, after.office)
    unknown = (
        unknown_rows(before.office, after.office),
        unknown_rows(after.office, before.office),
    )
    for subject, measures, verdicts, build in COMPARED:
        facts = build(before, renamed), build(after, Renames())
        found += compared(subject, measures, verdicts, *facts, unknown)
    found = standards.with_doubts(found, (before, after), unknown)
    found += _colours(before, after, renamed, unknown)
    found += registers(before.office, after.office, unknown)
    found += problems(before.office, after.office, renamed)
    return Changes(in_order(found))


def _colours(
    before: Judged,
    after: Judged,
    renamed: Renames,
    unknown: tuple[Unknown, Unknown],
) -> list[Change]:
    found: list[Change] = []
    if "schools" not in renamed.maps and colours.alike(before.office, after.office):
        return found
    bands = (colours_of(state.office.rows["colour_bands"]) for state in (before, after))
    verdict = ColourOrder(*bands).verdict
    for measure, build in (
        ("subject", colours.by_subject),
        ("pooled", colours.pooled),
    ):
        facts = build(before, renamed), build(after, Renames())
        found += compared("colour", (measure,), (verdict,), *facts, unknown)
    return found
