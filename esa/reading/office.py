"""All workbooks → Office: whose each workbook is, its tables put together, checked and frozen.

read_office takes raw workbooks from any source and the clock as arguments, so that a folder,
Google Sheets and a test all go the same way. Nothing that is wrong in a sheet raises: it comes
back in Office.problems, and everything else is used.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property, partial
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from esa import thai
from esa.fiscal_year import fiscal_year_of
from esa.plain import Rows
from esa.reading import called
from esa.reading.agreed import agreed
from esa.reading.checks.across import check_all
from esa.reading.choosing import EXPECTED, WHY, Standing, commonest_year, standing
from esa.reading.declared import (
    COLUMNS,
    REGISTERS,
    Declared,
    Register,
    declared_in,
    registers_of,
    tabs_missing,
)
from esa.reading.elsewhere import Elsewhere
from esa.reading.frames import frame, joined
from esa.reading.links import match_group, resolve
from esa.reading.missing import Missing, missing_parts
from esa.reading.one_cause import told_once
from esa.reading.opened import Opened, Workbook, opened
from esa.reading.own_units import in_own_units
from esa.reading.problems import Problem, left_out_rows, owned_by, unusable_cells
from esa.reading.schema import Tab, read_tabs
from esa.reading.stored_codes import settled
from esa.reading.tables import TableRead, find_tab, read_table
from esa.reading.unread import doubtful_cells, hides, lost_registers, maybe_renamed, unread_tabs
from esa.reading.workbook_names import without_personal_data
from esa.sources.workbook import RawTab, RawWorkbook
from esa.uncollected import uncollected

BANGKOK = ZoneInfo("Asia/Bangkok")
LOST = ("tab_unreadable", "tab_too_large", "too_large")
ONE_ROW = ("about", "settings")
STRAYS = ("progress", "evidence")  # rows set aside here may still prove something
SAMPLE = "ข้อมูลตัวอย่าง"  # as the remark of the settings: everything is marked on screen
EXAMPLES = (SAMPLE, "สมมติ")  # in the remark of a row: it isn't real data


@dataclass(frozen=True)
class Office:
    """Everything that was read; shared by all visitors and never changed.

    Each tab of sheets_schema/ is a table of the same name: index (workbook, sheet row), columns
    as its descriptor; tables of group workbooks have the column group. Codes are canonical.
    """

    name: str
    short_name: str
    fiscal_year: int
    edition: str
    today: date
    read_at: datetime
    is_sample: bool
    unread: frozenset[str]  # groups whose progress or evidence isn't whole (esa.reading.unread)
    problems: tuple[Problem, ...] = field(repr=False)
    workbooks: tuple[Workbook, ...] = field(repr=False)
    letters: Mapping[tuple[str, str], Mapping[str, str]] = field(repr=False)
    rows: Mapping[str, Rows] = field(repr=False)
    # Settings for which something else stands in because they are blank or can't be read; as_of
    # only where it is filled in.
    defaults: frozenset[str] = frozenset()
    # Rows of progress and evidence that were set aside, as far as they could be read: the code as
    # it was typed, None where it is blank or was a number.
    strays: Mapping[str, Rows] = field(default_factory=dict, repr=False)
    missing: tuple[Missing, ...] = field(default=(), repr=False)  # what no total can hold, and why
    # Every tab, with what the office declares itself (esa.reading.declared), and its registers.
    tabs: Mapping[str, Tab] = field(default_factory=read_tabs, repr=False)
    declared: tuple[Register, ...] = field(default=(), repr=False)
    # (tab, group) where progress or evidence isn't whole: the groups of `unread`, tab by tab.
    unread_tabs: frozenset[tuple[str, str]] = frozenset()
    # (group, edition, criterion) of evidence that the last good copy of this fiscal year held, and
    # of rows of registers the title of the register.
    had: frozenset[tuple[str, ...]] = frozenset()

    def __getattr__(self, name: str) -> pd.DataFrame:
        """The table of a tab, made when it is first asked for: checking needs none of them."""
        rows = self.__dict__.get("rows", {})
        if name not in rows:
            raise AttributeError(name)
        return self.__dict__.setdefault(name, frame(self.tabs[name], rows[name]))

    @cached_property
    def had_lost(self) -> frozenset[tuple[str, ...]]:
        """Of what the last good copy had, the rows whose tab isn't whole now."""
        had = ((row[3] if row[3:] else "evidence", row[0], row) for row in self.had)
        return frozenset(row for tab, group, row in had if (tab, group) in self.unread_tabs)

    @property
    def identity(self) -> str:
        """What tells this reading from every other, in a short text."""
        return f"{self.read_at.isoformat()} {self.name} {len(self.problems)}"

    def table(self, tab: str) -> pd.DataFrame:
        """The table of that English tab name; KeyError where there is none."""
        if tab in read_tabs():
            return getattr(self, tab)
        return frame(self.tabs[tab], self.rows[tab])

    def cell(self, tab: str, row: tuple[str, int], column: str) -> str:
        """Name of a cell in the sheet, such as "F14"; the row alone where the column is absent."""
        workbook, number = row
        letter = self.letters.get((workbook, tab), {}).get(column)
        return f"{letter}{number}" if letter else f"{number}:{number}"

    def workbook(self, name: str) -> Workbook | None:
        return next((book for book in self.workbooks if book.name == name), None)

    def left_out(self, tab: str, *names: str) -> int:
        """Rows that a figure over these fields leaves out: in error, set aside, or in a tab whose
        headings are broken, so that none of its rows can be used."""
        return sum(self.left_out_by_group(tab, *names).values())

    def left_out_by_group(self, tab: str, *names: str) -> Mapping[str, int]:
        """The same, by the code of the group that keeps them, "" for the office's own; no zeros."""
        owner = {book.name: book.group for book in self.workbooks}
        found: Counter[str] = Counter()
        books = set()
        for book in self.workbooks:
            for health in book.tabs:
                if health.tab == tab and health.used:
                    books.add(book.name)
                elif health.tab == tab:
                    found[book.group] += health.aside
        for workbook, _ in left_out_rows(self.problems, tab, *names):
            if workbook in books:
                found[owner[workbook]] += 1
        return {group: rows for group, rows in found.items() if rows}

    def unusable(self, tab: str, *names: str) -> frozenset[tuple[tuple[str, int], str]]:
        """(row, field) of the cells of these fields that are filled in and can't be used."""
        return frozenset(unusable_cells(self.problems, tab, *names))

    def doubtful(self, tab: str, *names: str) -> frozenset[tuple[tuple[str, int], str]]:
        """(row, field) of the cells of these fields of which nobody knows what they say."""
        return doubtful_cells(self.problems, tab, names, self.rows[tab].index)

    def group_name(self, code: str) -> str:
        """The full name of a group; the code itself where the office doesn't list it."""
        name, _ = self._groups.get(code, (code, ()))
        return str(name)

    def group_aliases(self, code: str) -> tuple[str, ...]:
        """Other names of a group; none where the office doesn't list it."""
        _, aliases = self._groups.get(code, (code, ()))
        return aliases if isinstance(aliases, tuple) else ()

    @cached_property
    def _groups(self) -> dict[str, tuple[object, object]]:
        """Code → name and aliases, the first row of a code; asked hundreds of times for a page."""
        columns = (self.groups[name].tolist() for name in ("group", "name", "aliases"))
        return {code: names for code, *names in reversed(list(zip(*columns, strict=True)))}


class Had(NamedTuple):
    """Evidence of a reading: (group, edition, criterion) of its rows, and of rows of registers the
    title of the register."""

    fiscal_year: int | None
    rows: Collection[tuple[str, ...]]


NOTHING_HAD = Had(None, ())


def with_had(office: Office, rows: Collection[tuple[str, ...]]) -> Office:
    """The same reading, and what the last good one had. A register that held documents then and
    can't be found now isn't whole."""
    held = {(row[3], row[0]) for row in rows if row[3:]}
    filed = {each.title for each in office.declared if each.filed}
    unread = office.unread_tabs | lost_registers(held, filed, office.problems, office.workbooks)
    groups = frozenset(group for _, group in unread)
    return replace(office, had=frozenset(rows), unread_tabs=unread, unread=groups)


@dataclass
class _Draft:
    """What is gathered while the workbooks are read."""

    reads: dict[str, list[Rows]]
    problems: list[Problem]
    letters: dict[tuple[str, str], Mapping[str, str]]
    workbooks: list[Workbook]
    tabs: Mapping[str, Tab]
    undecided: list[Problem] = field(default_factory=list)
    left: dict[str, list[Rows]] = field(default_factory=lambda: {name: [] for name in STRAYS})

    def __post_init__(self) -> None:
        self.left |= {name: [] for name, tab in self.tabs.items() if tab.at}

    def take(self, read: TableRead, workbook: str, tab: str) -> None:
        self.reads[tab].append(read.rows)
        if tab in self.left and read.left:
            self.left[tab].append(read.left)
        self.problems.extend(read.problems)
        self.undecided.extend(read.undecided)
        self.letters[(workbook, tab)] = read.letters


@uncollected()
def read_office(
    raw: Iterable[RawWorkbook],
    now: datetime,
    is_sample: bool = False,
    in_use: Collection[str] = (),
    today: date | None = None,
    had: Had = NOTHING_HAD,
) -> Office:
    """Read, check and put together all workbooks of an office.

    now: the moment of reading, with a time zone; today is settings.as_of, else its date in
    Bangkok. in_use: addresses of the workbooks that the last good reading used; of two that are
    equally likely such a one stays. today: instead of what the settings and the clock say. had:
    the evidence of the last good reading, which counts for its own fiscal year only.
    """
    books = list(map(opened, without_personal_data(raw)))
    year = commonest_year([b.workbook.fiscal_year for b in books if b.workbook.kind == "group"])
    own = [book for book in books if book.workbook.kind == "office"]
    tabs, problems = _declared(own, year, in_use)
    if tabs is not read_tabs():
        books = [b if b.workbook.kind == "office" else opened(b.raw, tabs) for b in books]
    reads = {name: [] for name in tabs}
    draft = _Draft(reads, list(problems), {}, [], tabs)
    for book in books:
        draft.problems.extend(book.problems)
    _read_office_workbook(own, year, in_use, draft)
    groups = joined(read_tabs()["groups"], draft.reads["groups"])
    stated = [y for rows in draft.reads["settings"] for y in rows["fiscal_year"] if y]
    _read_groups(books, groups, stated[0] if stated else year, in_use, draft)
    draft.workbooks += [book.workbook for book in books if book.workbook.kind == ""]
    tables = {name: joined(tab, draft.reads[name]) for name, tab in tabs.items()}
    tables, told = settled(tables, tabs, draft.letters, ["settings"])
    draft.problems += told
    settings = _settings(tables, draft, now)
    if today:
        settings["today"] = today
    office = _checked(tables, settings, draft, now, is_sample)
    rows = had.rows if had.fiscal_year == office.fiscal_year else ()
    return with_had(office, rows) if rows else office


def _declared(books: Sequence[Opened], year: int | None, in_use: Collection[str]) -> Declared:
    """What the office's own workbook declares; of several the one that will be read."""
    books = [book for book in books if REGISTERS in book.tabs or COLUMNS in book.tabs]
    if not books:
        return read_tabs(), ()
    best = min(books, key=lambda book: _standing(book, year, in_use))
    return declared_in(best.tabs, best.raw.name)


def _read_office_workbook(
    books: Sequence[Opened], year: int | None, in_use: Collection[str], draft: _Draft
) -> None:
    if not books:
        draft.problems.append(Problem("no_office_workbook", ""))
        return
    _read_best(books, "สำนักงาน", year, in_use, draft)


def _read_groups(
    books: Iterable[Opened],
    groups: Rows,
    year: int | None,
    in_use: Collection[str],
    draft: _Draft,
) -> None:
    """Read the workbooks of the groups once it is clear whose they are, one for each group."""
    families: dict[str, list[Opened]] = {}
    for book in books:
        if book.workbook.kind != "group":
            continue
        code, near = match_group(book.group_as_written, groups)
        if not groups:  # the office workbook is missing: its own words are all there is
            code = thai.tidy(book.group_as_written)
        if code:
            workbook = replace(book.workbook, group=code)
            families.setdefault(code, []).append(replace(book, workbook=workbook))
            continue
        facts = {"value": book.group_as_written or "ว่าง", "suggestion": near or "–"}
        draft.problems.append(Problem("unknown_group", book.raw.name, "about", facts=facts))
        draft.workbooks.append(book.workbook)
    for family in families.values():
        _read_best(family, family[0].group_as_written, year, in_use, draft)


def _read_best(
    books: Sequence[Opened], whose: str, year: int | None, in_use: Collection[str], draft: _Draft
) -> None:
    """Read the one of these workbooks that least speaks against; several equal ones together."""
    if len(books) == 1:
        _read_tabs_of(books, draft)
        return
    standings = [_standing(book, year, in_use) for book in books]
    least = min(standings)
    best = [book for book, each in zip(books, standings, strict=True) if each == least]
    first = best[0].raw.name
    for book, each in zip(books, standings, strict=True):
        if book is best[0]:
            continue
        why = WHY[each.against(least)]
        facts = {"value": whose, "first": first, "why": why}
        code = "workbooks_equal" if each == least else "workbook_twice"
        told = Problem(code, book.raw.name, facts=facts, group=book.workbook.group)
        draft.problems.append(told)
        draft.workbooks.append(book.workbook)
    _read_tabs_of(best, draft)


def _standing(book: Opened, year: int | None, in_use: Collection[str]) -> Standing:
    raw, stated = book.raw, book.workbook.fiscal_year
    return standing(raw.name, raw.address, stated, book.tabs, year, in_use)


def _read_tabs_of(books: Sequence[Opened], draft: _Draft) -> None:
    """Read the first of these workbooks as far as the others don't contradict it."""
    book = books[0]
    workbook, health = book.workbook, []
    start = len(draft.problems)
    for name in dict.fromkeys(name for each in books for name in each.tabs):
        tab = draft.tabs[name]
        if tab.workbook not in ("every", workbook.kind):
            proper = "สมุดของสำนักงาน" if tab.workbook == "office" else "สมุดของกลุ่ม"
            facts = {"proper": proper}
            draft.problems.append(Problem("misplaced_tab", workbook.name, name, facts=facts))
            continue
        if name == "about" and book.about is None:
            continue
        read = book.about if name == "about" else _read_tab(tab, books, workbook)
        draft.take(read, workbook.name, name)
        health.append(read.health)
        draft.problems += _further_rows(read, workbook.name, name)
    draft.problems[start:] = _empty_tabs_once(draft.problems[start:], workbook.name)
    for name in EXPECTED[workbook.kind]:
        if name not in book.tabs and name not in _lost_tabs(book.raw, draft.tabs):
            draft.problems.append(Problem("missing_tab", workbook.name, name))
    draft.workbooks.append(replace(workbook, used=True, tabs=tuple(health)))
    draft.problems[start:] = [owned_by(p, workbook.group) for p in draft.problems[start:]]


def _read_tab(tab: Tab, books: Sequence[Opened], workbook: Workbook) -> TableRead:
    """One tab of workbooks that are equally likely, each with its equally likely tabs."""

    def read(raw: RawTab) -> TableRead:
        return read_table(tab, raw, workbook.name, workbook.group, True, workbook.fiscal_year)

    found = []
    for book in books:
        raws = [book.tabs.get(tab.name, RawTab(tab.title, [])), *book.equals.get(tab.name, ())]
        titles = [raw.title for raw in raws]
        same = agreed(list(map(read, raws)), "tabs_differ", titles, equal="tabs_equal")
        found.append(same)
    return agreed(found, "workbooks_differ", [book.raw.name for book in books])


def _lost_tabs(raw: RawWorkbook, tabs: Mapping[str, Tab]) -> set[str]:
    """Tabs that are there but couldn't be read: that has been told, and they aren't missing."""
    titles = (fault.facts.get("value", "") for fault in raw.faults if fault.code in LOST)
    found = (find_tab(tabs, str(title).removesuffix(".csv")) for title in titles)
    return {tab.name for tab in found if tab}


def _further_rows(read: TableRead, workbook: str, name: str) -> list[Problem]:
    """Tabs about and settings say one thing in one row: more rows are told, and not used."""
    if name not in ONE_ROW:
        return []
    rows = [at[1] for at in read.rows.index[1:]]
    return [Problem("further_row", workbook, name, f"{row}:{row}", row=row) for row in rows]


def _empty_tabs_once(problems: list[Problem], workbook: str) -> list[Problem]:
    """One word for all tabs without data: a new workbook has a dozen, and none is a fault."""
    empty = [problem.tab_title for problem in problems if problem.code == "empty_tab"]
    if len(empty) < 2:
        return problems
    facts = {"count": len(empty), "value": ", ".join(empty)}
    rest = [problem for problem in problems if problem.code != "empty_tab"]
    return [*rest, Problem("empty_tabs", workbook, facts=facts)]


def _settings(tables: Mapping[str, Rows], draft: _Draft, now: datetime) -> dict:
    """Name, year, edition and today of the office; what is missing is told and filled in openly."""
    first = {name: values[0] for name, values in tables["settings"].columns.items() if values}
    known = {name: value for name, value in first.items() if value is not None}
    office = next((book.name for book in draft.workbooks if book.kind == "office"), "")
    present = now.astimezone(BANGKOK).date()
    today = known.get("as_of") or present
    if today > present:
        facts = {"value": thai.show_date(today)}
        draft.problems.append(Problem("as_of_in_future", office, "settings", facts=facts))
    years = [book.fiscal_year for book in draft.workbooks if book.used and book.fiscal_year]
    fallback = max(set(years), key=years.count) if years else fiscal_year_of(today)
    fiscal_year = known.get("fiscal_year", fallback)
    editions = [edition for edition in tables["editions"]["edition"] if edition is not None]
    edition = known.get("edition") or (editions[0] if editions else "")
    lacking = {"office_name", "fiscal_year", "edition"} - set(known)
    defaults = {name for name in lacking if draft.letters}
    if defaults:
        facts = {"value": f"ปีงบประมาณ {fiscal_year} ฉบับ {edition or 'ไม่ทราบ'}"}
        draft.problems.append(Problem("no_settings", office, "settings", facts=facts))
    if "as_of" not in known and unusable_cells(draft.problems, "settings", "as_of"):
        defaults.add("as_of")
        facts = {"value": thai.show_date(today)}
        draft.problems.append(Problem("as_of_unread", office, "settings", facts=facts))
    name = known.get("office_name", "สำนักงานเขตพื้นที่การศึกษา (ยังไม่ได้กรอกชื่อ)")
    return {
        "name": name,
        "short_name": known.get("short_name", name),
        "fiscal_year": fiscal_year,
        "edition": str(edition),
        "today": today,
        "defaults": frozenset(defaults),
    }


def _checked(
    tables: dict[str, Rows],
    settings: dict,
    draft: _Draft,
    now: datetime,
    is_sample: bool,
) -> Office:
    """The last steps over all workbooks: editions filled in, references, checks, owners."""
    tabs = draft.tabs
    tables = _with_edition(tables, tabs, settings["edition"])
    before = {name: tables[name] for name in draft.left}
    tables, found = resolve(tables, tabs, draft.letters, draft.problems)
    strays = _all_strays(before, draft, found)
    year, edition, today = settings["fiscal_year"], settings["edition"], settings["today"]
    found += check_all(tables, tabs, draft.letters, year, edition, today)
    tables, doubted = in_own_units(tables, draft.undecided, tabs, draft.letters)
    found += doubted
    found += _workbook_problems(tables, draft, year)
    registers = registers_of(tables[REGISTERS], tabs)
    found += tabs_missing(registers, draft.workbooks)
    owner = {book.name: book.group for book in draft.workbooks}
    draft.problems += [owned_by(p, p.group or owner.get(p.workbook, "")) for p in found]
    used = {name: _rows_of_books(tabs[name], rows) for name, rows in tables.items()}
    workbooks = tuple(_recounted(book, used) for book in draft.workbooks)
    draft.problems = told_once(draft.problems)
    filed = {each.title: each.filed.deciding for each in registers if each.filed}
    draft.problems += maybe_renamed(draft.problems, workbooks, draft.letters, tabs, filed)
    missing = missing_parts(
        workbooks, draft.problems, lambda name: match_group(name, tables["groups"])[0], tabs
    )
    unread = unread_tabs(draft.problems, workbooks, missing, filed)
    found_here = Office(
        **settings,
        read_at=now,
        is_sample=is_sample or SAMPLE in (_first(tables["settings"], "remark") or ""),
        unread=frozenset(group for _, group in unread),
        problems=tuple(draft.problems),
        workbooks=workbooks,
        letters=draft.letters,
        rows=tables,
        strays=strays,
        missing=missing,
        tabs=tabs,
        declared=registers,
        unread_tabs=unread,
    )
    by_name = cache(partial(called.workbook, found_here))
    return replace(found_here, problems=tuple(_named(p, by_name) for p in draft.problems))


def _named(problem: Problem, by_name: Callable[[str], str]) -> Problem:
    """With the workbooks that it speaks of as people call them."""
    places = {key: v for key, v in problem.facts.items() if isinstance(v, Elsewhere)}
    if not places:
        return problem
    named = {key: value.named(by_name) for key, value in places.items()}
    return replace(problem, facts={**problem.facts, **named})


def _with_edition(
    tables: Mapping[str, Rows], tabs: Mapping[str, Tab], edition: str
) -> dict[str, Rows]:
    """The tables with the office's edition where a row may leave it open and does."""
    filled = dict(tables)
    for name, table in tables.items():
        if "edition" in table and not tabs[name].field("edition").required:
            filled[name] = table.assign("edition", [own or edition for own in table["edition"]])
    return filled


def _rows_of_books(tab: Tab, rows: Rows) -> Counter[str]:
    """How many rows each workbook has in a table; one that names several points is one row."""
    repeating = any(field.several for field in tab.fields)
    return Counter(map(itemgetter(0), set(rows.index) if repeating else rows.index))


def _strays(tab: Tab, rows: Rows, problems: Iterable[Problem], left: Sequence[Rows]) -> Rows:
    """The rows of a tab that were set aside, as far as they were read."""
    aside = {(p.workbook, p.row) for p in problems if p.tab == tab.name and p.aside}
    dropped = rows.where([place in aside for place in rows.index])
    return joined(tab, [dropped, *left])


def _all_strays(before: Mapping[str, Rows], draft: _Draft, found: list[Problem]) -> dict[str, Rows]:
    """Rows that count nowhere and may still prove something, by tab; of registers also those that
    were read by half. before: the tables before codes were looked up; found: what that told."""
    tabs = draft.tabs
    strays = {
        name: _strays(tabs[name], rows, found, draft.left[name]) for name, rows in before.items()
    }
    for name, tab in tabs.items():
        if tab.filed:
            half = _half_read(before[name], (*draft.problems, *found), name, tab.filed.criterion)
            strays[name] = joined(tab, [strays[name], half])
    return strays


def _half_read(rows: Rows, problems: Iterable[Problem], tab: str, column: str) -> Rows:
    """The rows of a register of whose points some can't be read, with these as they were typed."""
    lost: dict[tuple[str, int], tuple[str, ...]] = {}
    for problem in problems:
        if (problem.tab, problem.field) == (tab, column) and not problem.aside and hides(problem):
            at = (problem.workbook, problem.row or 0)
            lost[at] = (*lost.get(at, ()), str(problem.facts.get("value", "")))
    kept = rows.where([place in lost for place in rows.index])
    return kept.assign(column, [lost[place] for place in kept.index])


def _workbook_problems(tables: Mapping[str, Rows], draft: _Draft, year: int) -> list[Problem]:
    """Groups without a workbook, and workbooks of another fiscal year."""
    used = [book for book in draft.workbooks if book.used]
    have = {book.group for book in used}
    missing = [
        Problem("group_without_workbook", "", "groups", facts={"value": name or code}, group=code)
        for code, name in zip(tables["groups"]["group"], tables["groups"]["name"], strict=True)
        if code not in have
    ]
    other = [
        Problem("other_fiscal_year", name, "about", facts={"value": value, "expected": year})
        for name, value in ((book.name, book.fiscal_year) for book in used)
        if value and value != year
    ]
    return missing + other


def _recounted(book: Workbook, used: Mapping[str, Mapping[str, int]]) -> Workbook:
    """The health of its tabs after further rows were set aside, or found to be repeats.

    used: by tab, rows of each workbook that are in its table in the end.
    """
    tabs = []
    for tab in book.tabs:
        kept = used[tab.tab][book.name]
        tabs.append(replace(tab, used=kept, aside=tab.aside + tab.used - kept))
    return replace(book, tabs=tuple(tabs))


def is_example(remark: object) -> bool:
    """Whether a row's remark says that it isn't real data."""
    return isinstance(remark, str) and any(word in remark for word in EXAMPLES)


def _first(rows: Rows, name: str) -> object:
    """The first row's value of a tab that has one row; None where blank or without rows."""
    return rows[name][0] if rows else None
