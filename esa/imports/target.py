"""The office that an import goes into: its workbooks in memory, their cells as they are stored.

Either the .xlsx files of a folder, or new ones that begin with the usual groups and an edition.
Cells are compared as they are stored, not as they are read: what is masked on screen is filled in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

from esa import thai
from esa.imports.known import Known, known
from esa.imports.lines import Unreadable
from esa.imports.names import Names
from esa.imports.xlsx_fill import Value, Workbook, letters
from esa.reading.headings import find_headings
from esa.reading.office import Office, read_office
from esa.reading.schema import Tab, read_tabs
from esa.reading.tables import find_tab
from esa.sources.bounded import read_file
from esa.sources.excel import LARGEST_FILE, read_excel
from esa.sources.folder import read_folder
from esa.sources.workbook import RawWorkbook
from esa.templates import editions
from esa.templates.sheets import write_book
from esa.templates.workbooks import OFFICE_FILE, starter_rows, template_books

NO_GROUP = "กลุ่ม (ยังไม่ระบุ)"  # the workbook of what no group is known for
FRAMEWORK = ("editions", "standards", "indicators", "criteria", "conditions", "rubric")


class NotExcel(Exception):
    """A workbook of the office is a folder of .csv files, which can't be filled in. name: of it."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


@dataclass
class Sheet:
    """One tab. columns: field → position; rows: raw, with what is filled in now; start: position
    of the first row below the headings; cells: what was filled in."""

    title: str
    tab: Tab
    columns: Mapping[str, int]
    rows: list[list[object]]
    start: int
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)

    def get(self, row: int, name: str) -> str:
        """What stands in a cell, as compared; "" for a blank one."""
        column = self.columns.get(name)
        cells = self.rows[row] if row < len(self.rows) else []
        value = cells[column] if column is not None and column < len(cells) else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if thai.is_blank(value) else thai.tidy(str(value))

    def put(self, row: int, name: str, value: Value) -> None:
        column = self.columns[name]
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
        self.cells[row, column] = value

    def next_row(self) -> int:
        """Below the last row with anything in it."""
        filled = (
            n
            for n in range(len(self.rows) - 1, -1, -1)
            if not all(map(thai.is_blank, self.rows[n]))
        )
        return max(next(filled, -1) + 1, self.start)

    def place(self, row: int, name: str) -> str:
        """The name of a cell, such as D5."""
        return f"{letters(self.columns[name])}{row + 1}"


@dataclass
class Book:
    """One workbook. file: its name; new: it isn't there yet."""

    file: str
    data: bytes
    sheets: dict[str, Sheet]
    others: dict[str, list[list[object]]]  # tabs that no schema knows: title → raw rows
    new: bool = False

    def bytes(self) -> bytes | None:
        """The file as it is now; None where nothing was filled in."""
        written = {sheet.title: sheet.cells for sheet in self.sheets.values() if sheet.cells}
        if not written:
            return self.data if self.new else None
        book = Workbook(self.data)
        for title, cells in written.items():
            book.write(title, cells)
        return book.bytes()

    def append(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Rows at the end of a tab of ours, which is made where it isn't there; a row that stands
        there already stays as it is."""
        had = self.others.get(title)
        known = {tuple(str(_plain(cell)) for cell in row[: len(heads)]) for row in had or ()}
        new = [row for row in rows if tuple(map(str, row)) not in known]
        if not new:
            return
        book = Workbook(self.data)
        if had is None:
            book.add(title, heads, new)
        else:
            first = len(had)
            book.write(
                title, {(first + r, c): v for r, row in enumerate(new) for c, v in enumerate(row)}
            )
        self.data = book.bytes()
        self.others[title] = [*(had or [list(heads)]), *map(list, new)]


def _plain(cell: object) -> object:
    return (
        int(cell)
        if isinstance(cell, float) and cell.is_integer()
        else cell
        if cell is not None
        else ""
    )


class Target:
    """All workbooks of an office. groups: code → the book of that group, "" of what has none."""

    def __init__(
        self, raws: Sequence[RawWorkbook], files: Mapping[str, bytes], now: datetime, new: bool
    ):
        self.now, self.files = now, dict(files)
        self.office: Office = read_office(raws, now)
        self.by_name = {raw.name: raw for raw in raws}
        self.main: Book | None = None
        self.groups: dict[str, Book] = {}
        for book in self.office.workbooks:
            if not book.used or (book.kind == "office" and self.main):
                continue
            if book.kind == "office":
                self.main = self._book(book.name, new)
            elif book.group not in self.groups:
                self.groups[book.group] = self._book(book.name, new)

    def _book(self, name: str, new: bool) -> Book:
        raw = self.by_name[name]
        if name not in self.files:
            raise NotExcel(name)
        sheets, others = {}, {}
        for tab in raw.tabs:
            found = find_tab(read_tabs(), tab.title)
            if found is None:
                others[tab.title] = tab.rows
            elif found.name not in sheets:
                filled = [
                    any(not thai.is_blank(x) for x in column) for column in _columns(tab.rows)
                ]
                head = find_headings(found, tab.rows, filled)
                rows = [list(row) for row in tab.rows]
                start = 0 if head.row is None else head.row + 1
                sheets[found.name] = Sheet(tab.title, found, head.columns, rows, start)
        return Book(name, self.files[name], sheets, others, new)

    def lead_of(self, criterion: str) -> str:
        """Code of the group that leads a criterion in the office; "" where nobody or all do."""
        rows = self.office.rows["criteria"]
        for code, leads in zip(rows["criterion"], rows["lead_groups"], strict=True):
            if code == criterion and leads and leads[0] != "ALL":
                return leads[0]
        return ""

    def names(self) -> Names:
        """The groups of the office."""
        rows = self.office.rows["groups"]
        columns = (rows[name] for name in ("group", "name", "kind", "aliases"))
        listed = zip(*columns, strict=True)
        return Names([(c, n or c, k or "group", a or ()) for c, n, k, a in listed if c])

    def known(self, edition: str) -> Known:
        """Titles of an edition, of the office's own where it has them, else ready-made."""
        own = {tab: _of_edition(self.office, tab, edition) for tab in FRAMEWORK}
        if not any(row.get("title") for row in own["criteria"]) and edition in editions.codes():
            own = dict(editions.ready(edition))
        return known(edition, own)

    def book_of(self, group: str) -> Book:
        """The workbook of a group, made where there is none."""
        if group not in self.groups:
            rows = {
                "groups": [
                    {"group": g.code, "name": g.name, "kind": g.kind} for g in self.names().groups
                ]
            }
            name = next((g["name"] for g in rows["groups"] if g["group"] == group), NO_GROUP)
            if not group:
                rows["groups"] = [{"group": "", "name": NO_GROUP, "kind": "group"}]
            rows |= {tab: _of_edition(self.office, tab) for tab in FRAMEWORK}
            made = _made(rows, self.office.fiscal_year)
            file = next(file for file in made if file.startswith(name[:40]))
            self._take(file, made[file])
            self.groups[group] = self._book(file, new=True)
        return self.groups[group]

    def office_book(self) -> Book:
        """The office's own workbook, made where there is none."""
        if self.main is None:
            file, data = next(iter(_made(starter_rows(), None).items()))
            self._take(file, data)
            self.main = self._book(file, new=True)
        return self.main

    def _take(self, file: str, data: bytes) -> None:
        self.files[file] = data
        self.by_name[file] = read_excel(data, file, self.now)

    def books(self) -> Iterable[Book]:
        return [*([self.main] if self.main else []), *self.groups.values()]


def existing(path: Path, now: datetime) -> Target:
    """The office of a folder. Unreadable, where one of its workbooks can't be read: a new one in
    its place would hide it. SourceError, OSError; NotExcel."""
    raws = read_folder(path, now)
    if broken := next((raw.name for raw in raws if raw.faults and not raw.tabs), ""):
        raise Unreadable("import_office_broken", value=broken)
    files = {raw.name: read_file(Path(raw.address), LARGEST_FILE) for raw in raws
             if raw.tabs and Path(raw.address).suffix.lower() == ".xlsx"}  # fmt: skip
    return Target(raws, files, now, new=False)


def starting(
    edition: str, fiscal_year: int, now: datetime, more: Mapping[str, list[dict]] | None = None
) -> Target:
    """A new office: the usual groups and, where it is ready-made, the edition; more: rows of the
    framework that the drop-downs are to offer too."""
    filled = dict(starter_rows(edition if edition in editions.codes() else ""))
    offered = {tab: [*filled.get(tab, []), *rows] for tab, rows in (more or {}).items()}
    made = _made(filled, fiscal_year, offered)
    return Target([read_excel(data, file, now) for file, data in made.items()], made, now, new=True)


def _made(
    filled: Mapping[str, list], year: int | None, offered: Mapping[str, list] | None = None
) -> dict[str, bytes]:
    """Template workbooks in memory, by the names of their files."""
    books = template_books(filled, year)
    group_books = template_books({**filled, **(offered or {})}, year)
    made = {}
    for name in books:
        memory = BytesIO()
        write_book(memory, (books if name == OFFICE_FILE else group_books)[name])
        made[f"{name}.xlsx"] = memory.getvalue()
    return made


def _columns(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    width = max(map(len, rows), default=0)
    return [[row[c] if c < len(row) else None for row in rows[1:]] for c in range(width)]


def _of_edition(office: Office, tab: str, edition: str = "") -> list[dict]:
    rows = office.rows[tab]
    names = list(rows.columns)
    found = (
        dict(zip(names, values, strict=True)) for values in zip(*rows.columns.values(), strict=True)
    )
    return [row for row in found if not edition or row.get("edition") == edition]
