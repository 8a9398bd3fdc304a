"""State of each document, what it lacks, and which documents stand behind many points.

none (no title, or a placeholder) < promised (a title only) < attached (a title and a locator) <
checked (attached, and another group wrote date and role of its check). Warnings say "worth a look"
and never change a state. Source: docs/rules.md, "Evidence state".
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from esa import plain, thai
from esa.codes import code_key
from esa.fiscal_year import first_day, last_day
from esa.plain import Place, Rows
from esa.rules.carried import ALL
from esa.rules.denial import denies, locates_nothing
from esa.rules.vocabulary import (
    ATTACHED,
    CHECK,
    CHECKED,
    LOCATOR,
    NONE,
    OTHER_YEAR,
    PLACEHOLDER,
    PROMISED,
    SHARED_LINK,
    TITLE,
)

SOMETHING = "ก"  # in the place of what can't be read
MOST_POINTS = 5  # a link behind more points than this is worth a look

_ONE_LINK = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_LINK_START = re.compile(r"(?:^|[\s,;])https?://", re.IGNORECASE)


class Cells(NamedTuple):
    """The tab in which documents stand and its columns, "" for one that it hasn't. can_check:
    whether another group can write its check there. texts: columns that may say what a document is,
    the likeliest first; the first that is filled in does."""

    tab: str = "evidence"
    title: str = "title"
    link: str = "link"
    place: str = "place"
    can_check: bool = True
    criterion: str = "criterion"
    texts: tuple[str, ...] = ("title",)

    @property
    def deciding(self) -> tuple[str, ...]:
        """The columns that say for which point a document is, and how far it is one."""
        return tuple(filter(None, (self.criterion, self.title, self.link, self.place)))

    def of(self, role: str) -> str:
        """The column of a field of evidence; of a place or link the one that is there."""
        if role in ("link", "place"):
            return getattr(self, role) or self.link or self.place
        return self.title if role == "title" else role


EVIDENCE_TAB = Cells()


class Stand(NamedTuple):
    """Where a document stands: (workbook, row) alone is a row of each of its tabs."""

    at: Place
    tab: str = EVIDENCE_TAB.tab


class Document(NamedTuple):
    """One row of evidence of any group: its cells, None where blank, and what the rules say of it.

    item: its number within the point; fiscal_year: in which it is used, B.E.; group: whose workbook
    it stands in. warnings ("other_year", "shared_link", "placeholder") say "worth a look".
    """

    at: Place
    edition: str | None
    criterion: str | None
    item: int | None
    title: str | None
    kind: str | None
    document_no: str | None
    dated: date | None
    in_force_from: date | None
    in_force_to: date | None
    link: str | None
    place: str | None
    fiscal_year: int | None
    checked_on: date | None
    checked_by_group: str | None
    checked_by_role: str | None
    remark: str | None
    group: str | None
    state: str  # none < promised < attached < checked
    self_checked: bool  # attached, and checked by its own group
    placeholder: bool  # its title is dots or a dash
    warnings: tuple[str, ...]
    lacks: str  # title, placeholder, locator or check: what keeps it from the next state; else ""
    at_best: str = NONE  # its state if what is filled in and can't be read were right
    unread: tuple[str, ...] = ()  # fields that are filled in, can't be read, and would raise it
    cells: Cells = EVIDENCE_TAB

    @property
    def stand(self) -> Stand:
        return Stand(self.at, self.cells.tab)


IN_SHEET = Document._fields[1 : Document._fields.index("state")]


class SharedDocument(NamedTuple):
    """One document that stands behind two points or more of one edition."""

    edition: str | None
    document: str | None  # its title in the first row
    criteria: tuple[str, ...]  # in natural order, as are indicators
    indicators: tuple[str, ...]
    points: int
    documents: int  # rows
    warning: bool  # a link behind two indicators, or behind more than five points
    evidence_rows: tuple[Stand, ...]


def evidence_state(
    title: str | None,
    has_locator: bool,
    checked_on: date | None,
    checked_role: str | None,
    checker_group: str | None,
    own_group: str | None,
) -> str:
    """State of one document: "none", "promised", "attached" or "checked".

    A check counts only with its date, the checker's post and a group that is known not to be the
    document's own: "every group" (ALL) or a document of an unknown group proves no other checker.
    """
    if is_untitled(title) or says_nothing(title):
        return NONE
    if not has_locator:
        return PROMISED
    another = checker_group not in (None, ALL, own_group) and own_group is not None
    complete = checked_on is not None and not is_untitled(checked_role)
    return CHECKED if another and complete else ATTACHED


def is_untitled(text: str | None) -> bool:
    """True when nothing visible is written."""
    return text is None or not thai.tidy(text)


def has_locator(link: str | None, place: str | None) -> bool:
    """Whether a reader can get to the document: one http(s) link (a folder counts), or a place."""
    if (
        link is not None
        and _ONE_LINK.fullmatch(link.strip())
        and len(_LINK_START.findall(link)) == 1
    ):
        return True
    if is_untitled(place) or says_nothing(place):
        return False
    return not locates_nothing(place)


def says_nothing(text: str) -> bool:
    """Whether a text stands for a document that isn't there: dots, or words that deny."""
    return thai.is_placeholder(text) or denies(text)


def is_self_checked(
    state: str, checked_on: date | None, checker_group: str | None, own_group: str | None
) -> bool:
    """Whether the group checked its own document ("กลุ่มตรวจเอง"); that leaves it attached."""
    return state == ATTACHED and checked_on is not None and checker_group == own_group is not None


def lacks(state: str, is_a_placeholder: bool) -> str:
    """What keeps a document from the next state: title, placeholder, locator, check; else ""."""
    first = PLACEHOLDER if is_a_placeholder else TITLE
    return {NONE: first, PROMISED: LOCATOR, ATTACHED: CHECK, CHECKED: ""}[state]


def is_of_another_year(
    fiscal_year: int,
    dated: date | None,
    stated_year: int | None,
    in_force_from: date | None = None,
    in_force_to: date | None = None,
) -> bool:
    """Whether a document plainly belongs to another fiscal year (N: 1 Oct N-1 to 30 Sep N, B.E.).

    The most telling statement decides: the period in force (open at a blank end), else the fiscal
    year it is used in, else its full date. A year inside a document number is never read.
    """
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    starts, ends = in_force_from or date.min, in_force_to or date.max
    if (
        in_force_from or in_force_to
    ) and starts <= ends:  # a period that ends before it starts says nothing
        return ends < first or starts > last
    if stated_year is not None:
        return stated_year != fiscal_year
    return dated is not None and not first <= dated <= last


def with_states(
    evidence: Rows,
    criteria: Rows,
    fiscal_year: int,
    unread: Collection[tuple[Place, str]] = (),
    cells: Cells = EVIDENCE_TAB,
    shared: Collection[tuple[str | None, str]] | None = None,
) -> tuple[Document, ...]:
    """The rows of evidence with their state and warnings, in their order.

    evidence: as read from the tab (all groups together). criteria: edition, criterion, indicator;
    fiscal_year: the year of the report, B.E. unread: (row, field) of cells that are filled in and
    can't be read. cells: where they stand; shared: see shared_links, where others hold some too.
    Source: docs/rules.md, "Evidence state".
    """
    lost: defaultdict[Place, set[str]] = defaultdict(set)
    for at, name in unread:
        lost[at].add(name)
    names = ("title", "link", "place", "checked_on", "checked_by_role", "checked_by_group", "group")
    dates = ("dated", "fiscal_year", "in_force_from", "in_force_to")
    shared = shared_links((evidence,), criteria) if shared is None else shared
    found = []
    told = plain.records(evidence, "edition", *names, *dates)
    for written, row in zip(plain.records(evidence, *IN_SHEET), told, strict=True):
        at, edition, title, link, place, checked_on, role, checker, own, *when = row
        state = evidence_state(title, has_locator(link, place), checked_on, role, checker, own)
        placeholder = not is_untitled(title) and says_nothing(title)
        warnings = {
            OTHER_YEAR: state != NONE and is_of_another_year(fiscal_year, *when),
            SHARED_LINK: state != NONE and (edition, _same_link(link)) in shared,
            PLACEHOLDER: placeholder,
        }
        self_checked = is_self_checked(state, checked_on, checker, own)
        lacking = lacks(state, placeholder)
        if lacking == CHECK and not cells.can_check:
            lacking = ""  # nothing that its row can hold
        best, doubted = state, ()
        if at in lost:
            best, doubted = _at_best(lost[at], state, *row[2:9])
        warned = tuple(warning for warning, is_so in warnings.items() if is_so)
        said = (state, self_checked, placeholder, warned, lacking, best, doubted)
        found.append(Document(*written, *said, cells))
    return tuple(found)


def _at_best(
    lost: Collection[str],
    state: str,
    title: str | None,
    link: str | None,
    place: str | None,
    checked_on: date | None,
    role: str | None,
    checker: str | None,
    own: str | None,
) -> tuple[str, tuple[str, ...]]:
    """The state if blank cells that can't be read were right, and which of them raise it."""
    found = has_locator(link, place)
    cells = {"title": title, "link": found or link, "place": found or place}
    cells |= {"checked_on": checked_on, "checked_by_group": checker, "checked_by_role": role}
    used = [name for name, value in cells.items() if value is None and name in lost]
    best = evidence_state(
        SOMETHING if "title" in used else title,
        found or "link" in used or "place" in used,
        date.min if "checked_on" in used else checked_on,
        SOMETHING if "checked_by_role" in used else role,
        SOMETHING if "checked_by_group" in used else checker,
        own,
    )
    return best, tuple(used) if best != state else ()


def by_point(evidence: Iterable[Document]) -> Mapping[tuple, list[Document]]:
    """(edition, criterion) → its documents: those of the tab of evidence, then rows of registers,
    each by workbook and row."""
    found: defaultdict[tuple, list[Document]] = defaultdict(list)
    for document in evidence:
        found[document.edition, document.criterion].append(document)
    for documents in found.values():
        documents.sort(key=lambda each: (each.cells != EVIDENCE_TAB, each.cells.tab, each.at))
    return found


def is_shared_too_widely(points: int, indicators: int) -> bool:
    """Whether one link stands behind so much that it needs a look: two indicators or six points."""
    return indicators > 1 or points > MOST_POINTS


def shared_documents(evidence: Iterable[Document], criteria: Rows) -> tuple[SharedDocument, ...]:
    """Documents that stand behind two points or more of one edition, the widest first.

    A document is known by its link; without one, by its title and number as compared (spaces and
    spellings folded). A row without a title is none.
    """
    found: defaultdict[tuple, list] = defaultdict(list)
    for row in evidence:
        if row.state != NONE and row.criterion is not None:
            same = _same_link(row.link) or (thai.fold(row.title), thai.fold(row.document_no or ""))
            found[row.edition, same].append((row.stand, row.criterion, row.title))
    return _widest_first(found, criteria)


def widely_shared_links(evidence: Rows, criteria: Rows) -> tuple[SharedDocument, ...]:
    """The documents of shared_documents that carry its warning, the widest first.

    evidence: as read; the states need not be known.
    """
    found: defaultdict[tuple, list] = defaultdict(list)
    names = ("edition", "criterion", "title", "link")
    for at, edition, criterion, title, link in plain.records(evidence, *names):
        if link is not None and criterion is not None:
            found[edition, _same_link(link)].append((Stand(at), criterion, title))
    real = {
        key: [row for row in cited if not is_untitled(row[2]) and not thai.is_placeholder(row[2])]
        for key, cited in found.items()
        if key[1] and len(cited) > 1
    }
    return tuple(row for row in _widest_first(real, criteria) if row.warning)


def _widest_first(found: Mapping[tuple, list], criteria: Rows) -> tuple[SharedDocument, ...]:
    """Documents behind two points or more. found: (edition, document) → (at, criterion, title)."""
    shared = {key: cited for key, cited in found.items() if len({row[1] for row in cited}) > 1}
    indicator_of = _indicators(criteria) if shared else {}
    rows = [_shared(*key, cited, indicator_of) for key, cited in shared.items()]
    return tuple(
        sorted(rows, key=lambda row: (-row.points, code_key(row.edition), row.evidence_rows))
    )


def _shared(
    edition: str | None, same: object, cited: list, indicator_of: Mapping[tuple, str | None]
) -> SharedDocument:
    cited.sort()
    criteria = sorted({criterion for _, criterion, _ in cited}, key=code_key)
    indicators = {indicator_of.get((edition, criterion)) for criterion in criteria} - {None}
    wide = is_shared_too_widely(len(criteria), len(indicators))
    return SharedDocument(
        edition,
        cited[0][2],
        tuple(criteria),
        tuple(sorted(indicators, key=code_key)),
        len(criteria),
        len(cited),
        isinstance(same, str) and wide,
        tuple(at for at, _, _ in cited),
    )


def shared_links(tables: Iterable[Rows], criteria: Rows) -> set[tuple[str | None, str]]:
    """(edition, link) of the links behind points of different indicators or too many points."""
    indicator_of = _indicators(criteria)
    behind: defaultdict[tuple, set] = defaultdict(set)
    names = ("edition", "criterion", "title", "link")
    rows = (row for table in tables for row in plain.records(table, *names))
    for _, edition, criterion, title, link in rows:
        if link and criterion and not is_untitled(title) and not thai.is_placeholder(title):
            behind[edition, _same_link(link)].add(criterion)
    return {
        key
        for key, points in behind.items()
        if is_shared_too_widely(
            len(points), len({indicator_of.get((key[0], point)) for point in points} - {None})
        )
    }


def _indicators(criteria: Rows) -> dict[tuple, str | None]:
    rows = plain.records(criteria, "edition", "criterion", "indicator")
    return {(edition, criterion): indicator for _, edition, criterion, indicator in rows}


def _same_link(link: str | None) -> str | None:
    """A link as compared: a closing slash and what follows a # don't make it another document."""
    return link.strip().partition("#")[0].rstrip("/") if link else None


def leads(group: str, lead_groups: tuple[str, ...]) -> bool:
    """Whether a criterion with these leads counts for this group: by name or through ALL."""
    return group in lead_groups or ALL in lead_groups
