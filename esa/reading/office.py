"""All workbooks → Office: whose each workbook is, its tables put together, checked and frozen.

read_office takes raw workbooks from any source and the clock as arguments, so that a folder,
Google Sheets and a test all go the same way. Nothing that is wrong in a sheet raises: it comes
back in Office.problems, and everything else is used.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from zoneinfo import ZoneInfo

import pandas as pd

from esa import thai
from esa.fiscal_year import fiscal_year_of
from esa.plain import Rows
from esa.reading import nearest
from esa.reading.checks.across import check_all
from esa.reading.frames import frame, joined
from esa.reading.known_tabs import known_tabs
from esa.reading.links import match_group, resolve
from esa.reading.own_units import in_own_units
from esa.reading.problems import Problem, left_out_rows, owned_by, unusable_cells
from esa.reading.schema import read_tabs
from esa.reading.tables import TabHealth, TableRead, find_tab, read_table
from esa.reading.unread import maybe_renamed, unread_groups
from esa.reading.workbook_names import without_personal_data
from esa.sources.workbook import RawTab, RawWorkbook
from esa.uncollected import uncollected

BANGKOK = ZoneInfo("Asia/Bangkok")
LOST = ("tab_unreadable", "tab_too_large", "too_large")
ONE_ROW = ("about", "settings")
SAMPLE = "ข้อมูลตัวอย่าง"  # as the remark of the settings: everything is marked on screen
EXAMPLES = (SAMPLE, "สมมติ")  # in the remark of a row: it isn't real data
# Without these a whole view stays empty, so that their absence is worth a word.
EXPECTED = {
    "office": ("settings", "editions", "groups", "standards", "indicators", "criteria"),
    "group": ("progress", "evidence"),
}


@dataclass(frozen=True)
class Workbook:
    """What became of one workbook. kind and group are "" where that isn't known; used is False
    where nothing of it was taken; tabs hold the health of each tab that was read."""

    name: str
    address: str
    read_at: datetime
    kind: str = ""
    group: str = ""
    fiscal_year: int | None = None
    used: bool = False
    tabs: tuple[TabHealth, ...] = ()


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

    def __getattr__(self, name: str) -> pd.DataFrame:
        """The table of a tab, made when it is first asked for: checking needs none of them."""
        rows = self.__dict__.get("rows", {})
        if name not in rows:
            raise AttributeError(name)
        return self.__dict__.setdefault(name, frame(read_tabs()[name], rows[name]))

    @property
    def identity(self) -> str:
        """What tells this reading from every other, in a short text."""
        return f"{self.read_at.isoformat()} {self.name} {len(self.problems)}"

    def table(self, tab: str) -> pd.DataFrame:
        """The table of that English tab name; KeyError where there is none."""
        if tab not in read_tabs():
            raise KeyError(tab)
        return getattr(self, tab)

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
        healths = (health for book in self.workbooks for health in book.tabs if health.tab == tab)
        lost = sum(health.aside for health in healths if not health.used)
        books = {book.name for book in self.workbooks for h in book.tabs if h.tab == tab and h.used}
        rows = left_out_rows(self.problems, tab, *names)
        return lost + sum(workbook in books for workbook, _ in rows)

    def unusable(self, tab: str, *names: str) -> frozenset[tuple[tuple[str, int], str]]:
        """(row, field) of the cells of these fields that are filled in and can't be used."""
        return frozenset(unusable_cells(self.problems, tab, *names))

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


@dataclass
class _Draft:
    """What is gathered while the workbooks are read."""

    reads: dict[str, list[Rows]]
    problems: list[Problem]
    letters: dict[tuple[str, str], Mapping[str, str]]
    workbooks: list[Workbook]
    undecided: list[Problem] = field(default_factory=list)

    def take(self, read: TableRead, workbook: str, tab: str) -> None:
        self.reads[tab].append(read.rows)
        self.problems.extend(read.problems)
        self.undecided.extend(read.undecided)
        self.letters[(workbook, tab)] = read.letters


@uncollected()
def read_office(raw: Iterable[RawWorkbook], now: datetime, is_sample: bool = False) -> Office:
    """Read, check and put together all workbooks of an office.

    now: the moment of reading, with a time zone; today is settings.as_of, else its date in
    Bangkok. Two workbooks of one group (or two office workbooks): the second isn't used.
    """
    draft = _Draft({name: [] for name in read_tabs()}, [], {}, [])
    books = [_opened(book, draft) for book in without_personal_data(raw)]
    for book in _with_kind(books, "office", draft):
        _read_tabs_of(book, draft)
    groups = joined(read_tabs()["groups"], draft.reads["groups"])
    for book in _with_kind(books, "group", draft):
        _read_group(book, groups, draft)
    for book in books:
        if book.workbook.kind == "":
            draft.workbooks.append(book.workbook)
    tables = {name: joined(tab, draft.reads[name]) for name, tab in read_tabs().items()}
    settings = _settings(tables, draft, now)
    return _checked(tables, settings, draft, now, is_sample)


@dataclass(frozen=True)
class _Opened:
    """A raw workbook with its tabs sorted out and its own words about itself."""

    raw: RawWorkbook
    workbook: Workbook
    tabs: Mapping[str, RawTab]
    about: TableRead | None
    group_as_written: str


def _opened(raw: RawWorkbook, draft: _Draft) -> _Opened:
    draft.problems.extend(Problem(f.code, raw.name, facts=f.facts) for f in raw.faults)
    tabs = _sorted_out(raw, draft)
    workbook = Workbook(raw.name, raw.address, raw.read_at)
    if not tabs:
        if raw.tabs:
            draft.problems.append(Problem("unknown_workbook", raw.name))
        return _Opened(raw, workbook, tabs, None, "")
    about = read_table(read_tabs()["about"], tabs["about"], raw.name) if "about" in tabs else None
    if about is None or not about.rows:
        draft.problems.extend(about.problems if about else ())
        draft.problems.append(Problem("no_about", raw.name, "about"))
        return _Opened(raw, workbook, tabs, about, "")
    year, kind, group = (about.rows[name][0] for name in ("fiscal_year", "kind", "group"))
    if not kind:  # its tabs stay unread, so that nobody else would tell why
        draft.problems.extend(about.problems)
    workbook = replace(workbook, kind=kind or "", fiscal_year=year)
    return _Opened(raw, workbook, tabs, about, group or "")


def _sorted_out(raw: RawWorkbook, draft: _Draft) -> Mapping[str, RawTab]:
    """The tabs that the schema knows, each once; what is left over is told."""
    found = known_tabs(raw)
    for name, tab in found.repeats:
        facts = {"first": found.by_name[name].title, "value": tab.title}
        draft.problems.append(Problem("duplicate_tab", raw.name, name, facts=facts))
    for name, tab in found.by_name.items():
        if tab.taken_for:
            facts = {"value": tab.title, "suggestion": read_tabs()[name].title}
            draft.problems.append(Problem("tab_by_headings", raw.name, name, facts=facts))
    for tab in found.unknown:
        if not is_ours_to_ignore(tab) and found.by_name:
            facts = {"value": tab.title, "suggestion": nearest.closest(tab.title, _titles()) or "–"}
            draft.problems.append(Problem("unknown_tab", raw.name, tab.title, facts=facts))
    return found.by_name


def is_ours_to_ignore(tab: RawTab) -> bool:
    """The guide and the lists that our templates write, and tabs without a cell."""
    return tab.title == "คู่มือ" or tab.title.startswith("_") or not tab.is_filled


def _titles() -> list[str]:
    return [tab.title for tab in read_tabs().values()]


def _with_kind(books: list[_Opened], kind: str, draft: _Draft) -> Iterator[_Opened]:
    """The workbooks of one kind; of office workbooks only the first."""
    first = None
    for book in books:
        if book.workbook.kind != kind:
            continue
        if kind == "office" and first is not None:
            facts = {"value": "สำนักงาน", "first": first}
            draft.problems.append(Problem("workbook_twice", book.raw.name, facts=facts))
            draft.workbooks.append(book.workbook)
            continue
        first = book.raw.name
        yield book
    if kind == "office" and first is None:
        draft.problems.append(Problem("no_office_workbook", ""))


def _read_group(book: _Opened, groups: Rows, draft: _Draft) -> None:
    """Read a group's workbook once it is clear whose it is and that it is the first."""
    code, nearest = match_group(book.group_as_written, groups)
    if not groups:  # the office workbook is missing: its own words are all there is
        code = thai.tidy(book.group_as_written)
    if not code:
        facts = {"value": book.group_as_written or "ว่าง", "suggestion": nearest or "–"}
        draft.problems.append(Problem("unknown_group", book.raw.name, "about", facts=facts))
        draft.workbooks.append(book.workbook)
        return
    workbook = replace(book.workbook, group=code)
    earlier = next((w for w in draft.workbooks if w.used and w.group == code), None)
    if earlier:
        facts = {"value": book.group_as_written, "first": earlier.name}
        problem = Problem("workbook_twice", book.raw.name, facts=facts, group=code)
        draft.problems.append(problem)
        draft.workbooks.append(workbook)
        return
    _read_tabs_of(replace(book, workbook=workbook), draft)


def _read_tabs_of(book: _Opened, draft: _Draft) -> None:
    workbook, health = book.workbook, []
    start = len(draft.problems)
    for name, raw in book.tabs.items():
        tab = read_tabs()[name]
        if tab.workbook not in ("every", workbook.kind):
            proper = "สมุดของสำนักงาน" if tab.workbook == "office" else "สมุดของกลุ่ม"
            facts = {"proper": proper}
            draft.problems.append(Problem("misplaced_tab", workbook.name, name, facts=facts))
            continue
        read = (
            book.about if name == "about" else read_table(tab, raw, workbook.name, workbook.group)
        )
        draft.take(read, workbook.name, name)
        health.append(read.health)
        draft.problems += _further_rows(read, workbook.name, name)
    draft.problems[start:] = _empty_tabs_once(draft.problems[start:], workbook.name)
    for name in EXPECTED[workbook.kind]:
        if name not in book.tabs and name not in _lost_tabs(book.raw):
            draft.problems.append(Problem("missing_tab", workbook.name, name))
    draft.workbooks.append(replace(workbook, used=True, tabs=tuple(health)))
    draft.problems[start:] = [owned_by(p, workbook.group) for p in draft.problems[start:]]


def _lost_tabs(raw: RawWorkbook) -> set[str]:
    """Tabs that are there but couldn't be read: that has been told, and they aren't missing."""
    titles = (fault.facts.get("value", "") for fault in raw.faults if fault.code in LOST)
    found = (find_tab(read_tabs(), str(title).removesuffix(".csv")) for title in titles)
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
    if {"office_name", "fiscal_year", "edition"} - set(known) and draft.letters:
        facts = {"value": f"ปีงบประมาณ {fiscal_year} ฉบับ {edition or 'ไม่ทราบ'}"}
        draft.problems.append(Problem("no_settings", office, "settings", facts=facts))
    name = known.get("office_name", "สำนักงานเขตพื้นที่การศึกษา (ยังไม่ได้กรอกชื่อ)")
    return {
        "name": name,
        "short_name": known.get("short_name", name),
        "fiscal_year": fiscal_year,
        "edition": str(edition),
        "today": today,
    }


def _checked(
    tables: dict[str, Rows], settings: dict, draft: _Draft, now: datetime, is_sample: bool
) -> Office:
    """The last steps over all workbooks: editions filled in, references, checks, owners."""
    for name, table in tables.items():
        if "edition" in table and not read_tabs()[name].field("edition").required:
            filled = [edition or settings["edition"] for edition in table["edition"]]
            tables[name] = table.assign("edition", filled)
    tables, found = resolve(tables, read_tabs(), draft.letters)
    year, edition, today = settings["fiscal_year"], settings["edition"], settings["today"]
    found += check_all(tables, read_tabs(), draft.letters, year, edition, today)
    tables, doubted = in_own_units(tables, draft.undecided, read_tabs(), draft.letters)
    found += doubted
    found += _workbook_problems(tables, draft, year)
    owner = {book.name: book.group for book in draft.workbooks}
    draft.problems += [owned_by(p, p.group or owner.get(p.workbook, "")) for p in found]
    used = {name: Counter(map(itemgetter(0), table.index)) for name, table in tables.items()}
    workbooks = tuple(_recounted(book, used) for book in draft.workbooks)
    draft.problems += maybe_renamed(draft.problems, workbooks, draft.letters)
    return Office(
        **settings,
        read_at=now,
        is_sample=is_sample or SAMPLE in (_first(tables["settings"], "remark") or ""),
        unread=unread_groups(draft.problems, workbooks),
        problems=tuple(draft.problems),
        workbooks=workbooks,
        letters=draft.letters,
        rows=tables,
    )


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
