"""All workbooks → Office: whose each workbook is, its tables put together, checked and frozen.

read_office takes raw workbooks from any source and the clock as arguments, so that a folder,
Google Sheets and a test all go the same way. Nothing that is wrong in a sheet raises: it comes
back in Office.problems, and everything else is used.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from esa import nearest, thai
from esa.checks import check_all
from esa.links import match_group, resolve
from esa.problems import Problem, owned_by
from esa.schema import Tab, read_tabs
from esa.sources.workbook import RawTab, RawWorkbook
from esa.tables import TabHealth, TableRead, empty_table, find_tab, read_table

BANGKOK = ZoneInfo("Asia/Bangkok")
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
    problems: tuple[Problem, ...] = field(repr=False)
    workbooks: tuple[Workbook, ...] = field(repr=False)
    letters: Mapping[tuple[str, str], Mapping[str, str]] = field(repr=False)
    about: pd.DataFrame = field(repr=False)
    settings: pd.DataFrame = field(repr=False)
    editions: pd.DataFrame = field(repr=False)
    groups: pd.DataFrame = field(repr=False)
    standards: pd.DataFrame = field(repr=False)
    indicators: pd.DataFrame = field(repr=False)
    criteria: pd.DataFrame = field(repr=False)
    conditions: pd.DataFrame = field(repr=False)
    rubric: pd.DataFrame = field(repr=False)
    networks: pd.DataFrame = field(repr=False)
    schools: pd.DataFrame = field(repr=False)
    lower_limits: pd.DataFrame = field(repr=False)
    colour_bands: pd.DataFrame = field(repr=False)
    test_results: pd.DataFrame = field(repr=False)
    follow_ups: pd.DataFrame = field(repr=False)
    progress: pd.DataFrame = field(repr=False)
    evidence: pd.DataFrame = field(repr=False)
    projects: pd.DataFrame = field(repr=False)
    spending: pd.DataFrame = field(repr=False)
    network_activities: pd.DataFrame = field(repr=False)
    resources: pd.DataFrame = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    kpis: pd.DataFrame = field(repr=False)

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

    def group_name(self, code: str) -> str:
        """The full name of a group; the code itself where the office doesn't list it."""
        names = self.groups.loc[self.groups["group"] == code, "name"]
        return str(names.iloc[0]) if len(names) else code


@dataclass
class _Draft:
    """What is gathered while the workbooks are read."""

    reads: dict[str, list[pd.DataFrame]]
    problems: list[Problem]
    letters: dict[tuple[str, str], Mapping[str, str]]
    workbooks: list[Workbook]

    def take(self, read: TableRead, workbook: str, tab: str) -> None:
        self.reads[tab].append(read.table)
        self.problems.extend(read.problems)
        self.letters[(workbook, tab)] = read.letters


def read_office(raw: Iterable[RawWorkbook], now: datetime, is_sample: bool = False) -> Office:
    """Read, check and put together all workbooks of an office.

    now: the moment of reading, with a time zone; today is settings.as_of, else its date in
    Bangkok. Two workbooks of one group (or two office workbooks): the second isn't used.
    """
    draft = _Draft({name: [] for name in read_tabs()}, [], {}, [])
    books = [_opened(book, draft) for book in raw]
    for book in _with_kind(books, "office", draft):
        _read_tabs_of(book, draft)
    groups = _joined(draft.reads["groups"], read_tabs()["groups"])
    for book in _with_kind(books, "group", draft):
        _read_group(book, groups, draft)
    for book in books:
        if book.workbook.kind == "":
            draft.workbooks.append(book.workbook)
    tables = {name: _joined(draft.reads[name], tab) for name, tab in read_tabs().items()}
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
    tabs = dict(_known_tabs(raw, draft))
    workbook = Workbook(raw.name, raw.address, raw.read_at)
    if not tabs:
        if raw.tabs:
            draft.problems.append(Problem("unknown_workbook", raw.name))
        return _Opened(raw, workbook, tabs, None, "")
    about = read_table(read_tabs()["about"], tabs["about"], raw.name) if "about" in tabs else None
    if about is None or about.table.empty:
        draft.problems.extend(about.problems if about else ())
        draft.problems.append(Problem("no_about", raw.name, "about"))
        return _Opened(raw, workbook, tabs, about, "")
    row = about.table.iloc[0]
    year = None if pd.isna(row["fiscal_year"]) else int(row["fiscal_year"])
    kind = "" if pd.isna(row["kind"]) else row["kind"]
    group = "" if pd.isna(row["group"]) else str(row["group"])
    return _Opened(raw, replace(workbook, kind=kind, fiscal_year=year), tabs, about, group)


def _known_tabs(raw: RawWorkbook, draft: _Draft) -> Iterator[tuple[str, RawTab]]:
    """The tabs that the schema knows, each once; what is left over is told."""
    first: dict[str, str] = {}
    unknown = []
    for tab in raw.tabs:
        found = find_tab(read_tabs(), tab.title)
        if found is None:
            unknown.append(tab)
        elif found.name in first:
            facts = {"first": first[found.name], "value": tab.title}
            draft.problems.append(Problem("duplicate_tab", raw.name, found.name, facts=facts))
        else:
            first[found.name] = tab.title
            yield found.name, tab
    for tab in unknown:
        if not is_ours_to_ignore(tab) and first:
            facts = {"value": tab.title, "suggestion": nearest.closest(tab.title, _titles()) or "–"}
            draft.problems.append(Problem("unknown_tab", raw.name, tab.title, facts=facts))


def is_ours_to_ignore(tab: RawTab) -> bool:
    """The guide and the lists that our templates write, and tabs without a cell."""
    return tab.title == "คู่มือ" or tab.title.startswith("_") or not any(map(any, tab.rows))


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


def _read_group(book: _Opened, groups: pd.DataFrame, draft: _Draft) -> None:
    """Read a group's workbook once it is clear whose it is and that it is the first."""
    code, nearest = match_group(book.group_as_written, groups)
    if groups.empty:  # the office workbook is missing: its own words are all there is
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
            draft.problems.append(
                Problem("misplaced_tab", workbook.name, name, facts={"proper": proper})
            )
            continue
        read = (
            book.about if name == "about" else read_table(tab, raw, workbook.name, workbook.group)
        )
        draft.take(read, workbook.name, name)
        health.append(read.health)
    draft.problems[start:] = _empty_tabs_once(draft.problems[start:], workbook.name)
    for name in EXPECTED[workbook.kind]:
        if name not in book.tabs:
            draft.problems.append(Problem("missing_tab", workbook.name, name))
    draft.workbooks.append(replace(workbook, used=True, tabs=tuple(health)))
    draft.problems[start:] = [owned_by(p, workbook.group) for p in draft.problems[start:]]


def _empty_tabs_once(problems: list[Problem], workbook: str) -> list[Problem]:
    """One word for all tabs without data: a new workbook has a dozen, and none is a fault."""
    empty = [problem.tab_title for problem in problems if problem.code == "empty_tab"]
    if len(empty) < 2:
        return problems
    facts = {"count": len(empty), "value": ", ".join(empty)}
    rest = [problem for problem in problems if problem.code != "empty_tab"]
    return [*rest, Problem("empty_tabs", workbook, facts=facts)]


def _joined(parts: list[pd.DataFrame], tab: Tab) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    if not filled:
        return parts[0] if parts else empty_table(tab)
    return pd.concat(filled) if len(filled) > 1 else filled[0]


def _settings(tables: dict[str, pd.DataFrame], draft: _Draft, now: datetime) -> dict:
    """Name, year, edition and today of the office; what is missing is told and filled in openly."""
    rows = tables["settings"]
    row = rows.iloc[0].to_dict() if len(rows) else {}
    known = {key: value for key, value in row.items() if value is not None and pd.notna(value)}
    today = known.get("as_of") or now.astimezone(BANGKOK).date()
    years = [book.fiscal_year for book in draft.workbooks if book.used and book.fiscal_year]
    fallback = max(set(years), key=years.count) if years else today.year + 543 + (today.month > 9)
    fiscal_year = int(known.get("fiscal_year", fallback))
    editions = tables["editions"]["edition"].dropna().tolist()
    edition = known.get("edition") or (editions[0] if editions else "")
    if {"office_name", "fiscal_year", "edition"} - set(known) and draft.letters:
        facts = {"value": f"ปีงบประมาณ {fiscal_year} ฉบับ {edition or 'ไม่ทราบ'}"}
        draft.problems.append(
            Problem("no_settings", _office_workbook(draft), "settings", facts=facts)
        )
    name = known.get("office_name", "สำนักงานเขตพื้นที่การศึกษา (ยังไม่ได้กรอกชื่อ)")
    return {
        "name": name,
        "short_name": known.get("short_name", name),
        "fiscal_year": fiscal_year,
        "edition": str(edition),
        "today": today,
    }


def _office_workbook(draft: _Draft) -> str:
    return next((book.name for book in draft.workbooks if book.kind == "office"), "")


def _checked(
    tables: dict[str, pd.DataFrame], settings: dict, draft: _Draft, now: datetime, is_sample: bool
) -> Office:
    """The last steps over all workbooks: editions filled in, references, checks, owners."""
    for name, table in tables.items():
        if "edition" in table and not read_tabs()[name].field("edition").required:
            tables[name] = table.assign(edition=table["edition"].fillna(settings["edition"]))
    tables, found = resolve(tables, read_tabs(), draft.letters)
    year, edition, today = settings["fiscal_year"], settings["edition"], settings["today"]
    found += check_all(tables, read_tabs(), draft.letters, year, edition, today)
    found += _workbook_problems(tables, draft, year)
    owner = {book.name: book.group for book in draft.workbooks}
    draft.problems += [owned_by(p, p.group or owner.get(p.workbook, "")) for p in found]
    return Office(
        **settings,
        read_at=now,
        is_sample=is_sample,
        problems=tuple(draft.problems),
        workbooks=tuple(_recounted(book, draft.problems) for book in draft.workbooks),
        letters=draft.letters,
        **{f.name: tables[f.name] for f in fields(Office) if f.name in tables},
    )


def _workbook_problems(tables: dict[str, pd.DataFrame], draft: _Draft, year: int) -> list[Problem]:
    """Groups without a workbook, and workbooks of another fiscal year."""
    used = [book for book in draft.workbooks if book.used]
    have = {book.group for book in used}
    missing = [
        Problem("group_without_workbook", "", "groups", facts={"value": name}, group=code)
        for code, name in zip(tables["groups"]["group"], tables["groups"]["name"], strict=True)
        if code not in have
    ]
    other = [
        Problem(
            "other_fiscal_year",
            book.name,
            "about",
            facts={"value": book.fiscal_year, "expected": year},
        )
        for book in used
        if book.fiscal_year and book.fiscal_year != year
    ]
    return missing + other


def _recounted(book: Workbook, problems: list[Problem]) -> Workbook:
    """The health of its tabs after the checks across workbooks set further rows aside."""
    aside: dict[str, set[int]] = {}
    for problem in problems:
        if problem.aside and problem.workbook == book.name and problem.row is not None:
            aside.setdefault(problem.tab, set()).add(problem.row)
    tabs = []
    for tab in book.tabs:
        rows = max(tab.aside, len(aside.get(tab.tab, ())))
        tabs.append(replace(tab, aside=rows, used=tab.used - (rows - tab.aside)))
    return replace(book, tabs=tuple(tabs))
