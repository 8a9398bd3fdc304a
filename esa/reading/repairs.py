"""What there is to mend, in order of effect, and how healthy each workbook and tab is.

Equal problems of one column are one repair ("10 แถว: B10–B19"). First come errors that keep a whole
workbook out, then those that keep a tab or column out, then by rows set aside and rows touched.
Source: docs/rules.md, "Reading".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from esa.reading import personal
from esa.reading.office import Office, Workbook
from esa.reading.problems import SEVERITIES, Problem, by_severity
from esa.reading.tables import TabHealth

# What makes a workbook as a whole unused, and what is said of it.
STATUS = {
    "workbook_twice": "twice",
    "workbooks_equal": "twice",
    "no_about": "unclear",
    "unknown_group": "unclear",
    "unknown_workbook": "unclear",
    "group_without_workbook": "missing",
}
FROM_HEADINGS = (
    *("unknown_column", "unknown_columns", "missing_column"),
    *("unknown_tab", "unknown_tabs", "duplicate_tab", "tabs_equal", "tabs_differ"),
)
_UNTOLD = ("other",)  # facts that differ between equal problems of one family


@dataclass(frozen=True)
class Repair:
    """One thing to mend, in one or many cells of one column.

    whole: "workbook", "tab" or "column" where no single row is meant, else "". left_out: rows that
    are not counted because of it. touched: rows it concerns.
    """

    problems: tuple[Problem, ...]
    severity: str
    whole: str = ""
    left_out: int = 0
    touched: int = 0

    @property
    def first(self) -> Problem:
        return self.problems[0]


@dataclass(frozen=True)
class TabState:
    """Rows of one tab. used: in the tables; left_out: set aside; repeated: counted once under
    another row; blank, totals and notes are no data. problems: how many by severity."""

    workbook: str
    tab: str
    title: str
    used: int
    left_out: int
    repeated: int
    health: TabHealth
    problems: dict[str, int]
    faulty: int = 0  # used rows with an error in some cell


@dataclass(frozen=True)
class BookState:
    """One workbook, or a group that has none.

    status: used, unread (can't be opened), twice (the group has another one), unclear (whose it is
    isn't known), skipped (no data file) or missing (no workbook). why: the problem that says so.
    """

    name: str
    group: str
    kind: str
    status: str
    tabs: tuple[TabState, ...]
    problems: dict[str, int]
    workbook: Workbook | None = None
    why: Problem | None = None

    @property
    def used(self) -> int:
        return sum(tab.used for tab in self.tabs)

    @property
    def left_out(self) -> int:
        return sum(tab.left_out for tab in self.tabs)


@dataclass(frozen=True)
class Health:
    """All repairs in order of effect, and all workbooks as they were read."""

    repairs: tuple[Repair, ...]
    books: tuple[BookState, ...]


@dataclass(frozen=True)
class Tally:
    """Sums over a part of the office. errors, warnings, infos: problems; with_errors: workbooks;
    right: rows used without any error; unread, missing: workbooks."""

    errors: int
    warnings: int
    infos: int
    with_errors: int
    used: int
    right: int
    left_out: int
    unread: int
    missing: int


def health(office: Office) -> Health:
    """Everything the page of the sheets shows; worked out once per office."""
    problems = [_masked(problem) for problem in office.problems]
    books = _books(office, problems)
    rows = {(tab.workbook, tab.tab): tab for book in books for tab in book.tabs}
    found = [_repair(family, rows) for family in _families(problems)]
    return Health(tuple(sorted(found, key=_effect)), tuple(books))


def of_scope(repairs: Iterable[Repair], **wanted: str) -> list[Repair]:
    """The repairs of that group, workbook, tab and severity; "" leaves nothing out."""

    asked = {name: value for name, value in wanted.items() if value}
    if not asked:
        return list(repairs)

    def fits(repair: Repair) -> bool:
        first = repair.first
        return all(
            value == (repair.severity if name == "severity" else getattr(first, name))
            for name, value in asked.items()
        )

    return [repair for repair in repairs if fits(repair)]


def tally(found: Health, group: str = "", workbook: str = "", tab: str = "") -> Tally:
    """Sums over the office, or over one group, workbook or tab."""
    repairs = of_scope(found.repairs, group=group, workbook=workbook, tab=tab)
    counts: Counter[str] = Counter()
    for repair in repairs:
        counts[repair.severity] += len(repair.problems)
    books = books_of(found, group, workbook)
    tabs = [state for book in books for state in book.tabs if tab in ("", state.tab)]
    used = sum(state.used for state in tabs)
    broken = {r.first.workbook for r in repairs if r.severity == "error" and r.first.workbook}
    status = Counter(book.status for book in books)
    return Tally(
        counts["error"],
        counts["warning"],
        counts["info"],
        len(broken),
        used,
        used - sum(state.faulty for state in tabs),
        sum(state.left_out for state in tabs),
        status["unread"] + status["unclear"] + status["twice"],
        status["missing"],
    )


def books_of(found: Health, group: str = "", workbook: str = "") -> list[BookState]:
    """The workbooks of a group, or the one of that name; all of them unless asked."""
    return [
        book
        for book in found.books
        if group in ("", book.group) and workbook in ("", book.name if book.workbook else "")
    ]


def _masked(problem: Problem) -> Problem:
    """Without personal data in headings and titles of tabs. Cells were masked when read; these
    are nobody's cell but are shown as well."""
    if problem.code not in FROM_HEADINGS:
        return problem
    facts = {
        name: personal.mask(value)[0] if isinstance(value, str) else value
        for name, value in problem.facts.items()
    }
    return replace(problem, facts=facts, tab=personal.mask(problem.tab)[0])


def _families(problems: Iterable[Problem]) -> Iterable[tuple[Problem, ...]]:
    families: dict[tuple, list[Problem]] = defaultdict(list)
    for p in problems:
        facts = tuple((k, str(v)) for k, v in p.facts.items() if k not in _UNTOLD)
        where = (p.cell,) if p.row is None else ()
        families[(p.code, p.group, p.workbook, p.tab, p.field, *where, facts)].append(p)
    for family in families.values():
        yield tuple(sorted(family, key=lambda p: p.row or 0))


def _repair(family: tuple[Problem, ...], tabs: dict[tuple[str, str], TabState]) -> Repair:
    first = family[0]
    aside = {row for p in family if p.aside for row in p.all_rows}
    touched = {row for p in family for row in p.all_rows or (None,)}
    repair = Repair(family, first.severity, "", len(aside), len(touched))
    if first.row is not None:
        return repair
    tab = tabs.get((first.workbook, first.tab))
    if not first.tab or first.code in STATUS:
        rows = sum(t.used + t.left_out for (book, _), t in tabs.items() if book == first.workbook)
        return replace(repair, whole="workbook", touched=rows)
    whole = "column" if first.field or ":" in first.cell else "tab"
    if tab is None:
        return replace(repair, whole=whole)
    lost = tab.left_out if tab.used == 0 and first.code in ("missing_column", "no_header") else 0
    return replace(repair, whole=whole, left_out=lost, touched=tab.used + tab.left_out)


def _effect(repair: Repair) -> tuple:
    """Sorts what matters most first."""
    first = repair.first
    wide = ("workbook", "tab", "column").index(repair.whole) if repair.whole else 3
    return (
        SEVERITIES.index(repair.severity),
        wide,
        -repair.left_out,
        -repair.touched,
        first.workbook,
        first.tab,
        first.row or 0,
        first.cell,
    )


def _books(office: Office, problems: list[Problem]) -> list[BookState]:
    """Workbooks in the order they were read, then the groups that have none."""
    by_tab: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    by_book: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_tab[problem.workbook, problem.tab].append(problem)
        by_book[problem.workbook].append(problem)
    rows: Counter[tuple[str, str]] = Counter()
    for tab in {health.tab for book in office.workbooks for health in book.tabs}:
        rows.update((name, tab) for name, _ in office.rows[tab].index)
    states = []
    for book in office.workbooks:
        own = by_book[book.name]
        tabs = tuple(
            _tab(book.name, tab, rows[book.name, tab.tab], by_tab[book.name, tab.tab])
            for tab in book.tabs
        )
        why = None if book.used else _reason(own)
        status = "used" if book.used else _status(why)
        states.append(
            BookState(book.name, book.group, book.kind, status, tabs, by_severity(own), book, why)
        )
    for problem in by_book[""]:
        if problem.code == "group_without_workbook":
            name = str(problem.facts.get("value", problem.group))
            counts = by_severity([problem])
            states.append(
                BookState(name, problem.group, "group", "missing", (), counts, None, problem)
            )
    return states


def _reason(problems: list[Problem]) -> Problem | None:
    """Of the problems of a workbook that isn't used: the one that says why."""
    known = [p for p in problems if p.code in STATUS]
    serious = [p for p in problems if not p.tab and p.severity == "error"]
    return next(iter([*known, *serious, *problems]), None)


def _status(why: Problem | None) -> str:
    if why is None or why.severity != "error":
        return "skipped"
    return STATUS.get(why.code, "unread")


def _tab(workbook: str, tab: TabHealth, used: int, problems: list[Problem]) -> TabState:
    aside = {row for p in problems if p.aside for row in p.all_rows}
    gone = max(tab.used + tab.aside - used, 0)
    # rows gone without a word of their own: repeats, or a tab whose headings are broken
    left_out = min(gone, len(aside)) if used or aside else gone
    errors = {row for p in problems if p.severity == "error" for row in p.all_rows}
    return TabState(
        workbook,
        tab.tab,
        tab.title,
        used,
        left_out,
        gone - left_out,
        tab,
        by_severity(problems),
        min(len(errors - aside), used),
    )
