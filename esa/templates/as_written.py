"""What an office's own workbook holds, to be written into another one: nothing of it is lost.

What was read goes along in the words of the sheet; what couldn't be read goes along as it was
typed, and is named. Columns of the office's own stand behind ours. Of resolutions those that
aren't closed go along, of test results the last ones. Source: docs/rules.md, "Fiscal year".
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from esa import thai
from esa.reading.known_tabs import headings_of
from esa.reading.opened import is_ours_to_ignore, opened
from esa.reading.problems import Problem, catalogue
from esa.reading.row_kinds import is_blank
from esa.reading.schema import Tab, read_tabs
from esa.sources.workbook import RawTab, RawWorkbook

if TYPE_CHECKING:
    from esa.reading.office import Office

CLOSED = ("done", "cancelled")
MASKED = "personal_data"  # in the office's own files its own words stay
REPEAT = "duplicate_row"  # equal to a row that goes along
ASIDE = "_aside"  # key of a row that couldn't be read as a row


@dataclass(frozen=True)
class AsWritten:
    """A cell that goes along as somebody typed it."""

    value: str | int | float

    def __str__(self) -> str:
        return str(self.value)


class Carried(NamedTuple):
    """rows: by tab, field → value or AsWritten; ASIDE where the row couldn't be read. own: by tab,
    headings of the office's own columns, whose cells stand in a row under these headings. care: a
    line in Thai for each thing that needs somebody's eyes."""

    rows: Mapping[str, list[dict[str, object]]]
    own: Mapping[str, list[str]] = {}
    care: Sequence[str] = ()


@dataclass
class _Found:
    """The office's own workbook as it was typed."""

    tabs: Mapping[str, RawTab] = field(default_factory=dict)
    unknown: Sequence[str] = ()


def carried(
    office: "Office",
    raws: Iterable[RawWorkbook] = (),
    blank: Mapping[str, Collection[str]] | None = None,
) -> Carried:
    """All rows of the office's own workbook. raws: the workbooks that the office was read from;
    without them there is only what was read. blank: by tab, fields that stay behind."""
    found, rows, own, care = _found(office, raws), {}, {}, []
    told = [p for p in office.problems if p.code == "no_office_workbook"]
    care += [p.what_th for p in told]
    for tab in read_tabs().values():
        if tab.workbook != "office":
            continue
        left = frozenset((blank or {}).get(tab.name, ()))
        problems = [p for p in office.problems if p.tab == tab.name]
        given = _rows(office, tab, found.tabs.get(tab.name), problems, own)
        given = [
            (number, {name: None if name in left else value for name, value in row.items()})
            for number, row in _lasting(tab.name, given)
        ]
        rows[tab.name] = [row for _, row in given]
        care += _care(given, problems)
        care += _not_carried(tab, found.tabs.get(tab.name))
    care += [f"แท็บ “{title}” ของสำนักงานเอง ไม่ได้ยกไป" for title in found.unknown]
    return Carried(rows, own, tuple(dict.fromkeys(care)))


def _found(office: "Office", raws: Iterable[RawWorkbook]) -> _Found:
    used = {book.address for book in office.workbooks if book.used and book.kind == "office"}
    for raw in raws:
        if raw.address in used:
            book = opened(raw)
            ours = {id(tab) for tab in book.tabs.values()}
            ours |= {id(tab) for tabs in book.equals.values() for tab in tabs}
            more = [tab for tab in raw.tabs if id(tab) not in ours and not is_ours_to_ignore(tab)]
            return _Found(book.tabs, [tab.title for tab in more if tab.title not in _titles(book)])
    return _Found()


def _titles(book) -> set[str]:
    """Titles of the tabs that are read: one taken by its headings is a tab of another identity."""
    return {tab.title for tab in book.tabs.values()}


Numbered = list[tuple[int, dict[str, object]]]  # row of the sheet, its values


def _rows(
    office: "Office",
    tab: Tab,
    raw: RawTab | None,
    problems: Sequence[Problem],
    own: dict[str, list[str]],
) -> Numbered:
    table = office.rows[tab.name]
    names = list(table.columns)
    read = {
        at[1]: dict(zip(names, values, strict=True))
        for at, *values in zip(table.index, *table.columns.values(), strict=True)
    }
    headings = headings_of(tab, raw) if raw and raw.rows else None
    if headings is None or headings.row is None:
        return sorted(read.items(), key=lambda each: each[0])
    unread = _unread(problems)
    repeats = {row for p in problems if p.code == REPEAT for row in p.all_rows} - read.keys()
    more = _own_columns(raw, headings.row, headings.columns.values())
    if more:
        own[tab.name] = list(more)
    found: Numbered = []
    for position in range(headings.row + 1, len(raw.rows)):
        cells, number = raw.rows[position], position + 1
        if number in repeats or all(map(is_blank, cells)):
            continue
        values = dict(read.get(number, {}))
        if number not in read:
            values[ASIDE] = True
        for name, place in headings.columns.items():
            cell = cells[place] if place < len(cells) else None
            is_read = number in read and values.get(name) not in (None, ())
            if not is_blank(cell) and (not is_read or (number, name) in unread):
                values[name] = AsWritten(as_typed(cell))
        for heading, place in more.items():
            cell = cells[place] if place < len(cells) else None
            values[heading] = None if is_blank(cell) else AsWritten(as_typed(cell))
        found.append((number, values))
    return found


def _unread(problems: Iterable[Problem]) -> set[tuple[int, str]]:
    """(row, field) of cells of which the table doesn't hold all that was typed."""
    return {
        (row, p.field)
        for p in problems
        for row in p.all_rows
        if p.field and (p.code == MASKED or _is_unread(p))
    }


def _is_unread(problem: Problem) -> bool:
    return problem.severity != "info" and not catalogue()[problem.code].get("used")


def _own_columns(raw: RawTab, row: int, known: Iterable[int]) -> dict[str, int]:
    """Heading → place of columns that hold something and are none of ours, each heading once."""
    width, known = max(map(len, raw.rows), default=0), set(known)
    found: dict[str, int] = {}
    for place in range(width):
        below = (cells[place] for cells in raw.rows[row + 1 :] if place < len(cells))
        if place in known or all(map(is_blank, below)):
            continue
        heads = raw.rows[row]
        written = heads[place] if place < len(heads) else None
        heading = "" if is_blank(written) else str(as_typed(written))
        name = heading or f"(ไม่มีหัวคอลัมน์ {place + 1})"
        while name in found:
            name += " "
        found[name] = place
    return found


def as_typed(cell: object) -> str | int | float:
    """A stored cell as it is typed into a sheet: dates as day/month/year (B.E.)."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second):
        return f"{thai.show_date(cell.date(), 'numeric')} {cell:%H:%M}"
    if isinstance(cell, date):
        return thai.show_date(cell.date() if isinstance(cell, datetime) else cell, "numeric")
    return cell if isinstance(cell, int | float | str) else str(cell)


def _lasting(tab: str, rows: Numbered) -> Numbered:
    """Of resolutions the open ones, of test results the last of each test and grade; what can't
    be told of a row keeps it."""
    if tab == "follow_ups":
        return [(at, row) for at, row in rows if row.get("status") not in CLOSED]
    if tab != "test_results":
        return rows
    last: dict[tuple, int] = {}
    for _, row in rows:
        year = row.get("academic_year")
        if isinstance(year, int):
            last[_sitting(row)] = max(year, last.get(_sitting(row), year))
    return [(at, row) for at, row in rows if _is_last(row, last)]


def _sitting(row: Mapping[str, object]) -> tuple[str, str]:
    return thai.fold(str(row.get("test"))), thai.fold(str(row.get("grade")))


def _is_last(row: Mapping[str, object], last: Mapping[tuple, int]) -> bool:
    year = row.get("academic_year")
    return not isinstance(year, int) or year == last[_sitting(row)]


def _care(given: Numbered, problems: Iterable[Problem]) -> Iterator[str]:
    """What went along and couldn't be read; of what stays behind nothing is said."""
    rows = dict(given)
    for problem in problems:
        about = [rows[row] for row in problem.all_rows if row in rows]
        if problem.aside:
            is_seen = any(row.get(ASIDE) for row in about)
        else:
            is_seen = _is_unread(problem) and any(
                isinstance(row.get(problem.field), AsWritten) for row in about
            )
        if is_seen:
            yield f"{problem.where}: {problem.what_th} → {problem.fix_th}"


def _not_carried(tab: Tab, raw: RawTab | None) -> Iterator[str]:
    if raw is None or not raw.rows:
        return
    row = headings_of(tab, raw).row
    if row is None and any(not is_blank(cell) for cells in raw.rows for cell in cells):
        yield f"แท็บ {tab.title}: ไม่พบแถวหัวคอลัมน์ จึงไม่ได้ยกไป"
    elif row and any(not is_blank(cell) for cells in raw.rows[:row] for cell in cells):
        yield f"แท็บ {tab.title}: บรรทัดเหนือหัวคอลัมน์ {row} แถวแรก ไม่ได้ยกไป"
