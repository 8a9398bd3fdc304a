"""Imported reports → cells of an office's workbooks, by key; nothing that is filled in is changed.

What differs from a cell goes to the tab UNPLACED with the cell named; LINES says of every line of
every report where it stands, REVIEW offers amounts and partners. The reader passes over the three.
Nothing is masked here: these are the office's own words in its own files.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from esa import thai
from esa.imports.importing import Imported
from esa.imports.known import is_other, same_title
from esa.imports.ledger import REASONS
from esa.imports.review import offers
from esa.imports.rows import TABS, Row, indicator_of
from esa.imports.target import Book, Sheet, Target
from esa.reading.schema import read_tabs
from esa.reading.tables import LINES, REVIEW, UNPLACED

UNPLACED_HEADS = ("ไฟล์", "ลำดับที่", "ข้อความ", "เหตุผล", "อาจเป็นของ")
LINES_HEADS = ("ไฟล์", "ลำดับที่", "ข้อความ", "อยู่ที่")
REVIEW_HEADS = ("ผู้สนับสนุน", "ชื่อกิจกรรม", "วันที่", "มูลค่า (บาท)", "รหัสประเด็น", "ข้อความ", "ไฟล์", "ลำดับที่")
WRITTEN = ("method", "result", "comments")
UNTOLD = ("edition", "item", "remark", "standard", "indicator")  # of keys, or ours
CODED = ("indicators", "criteria")  # a code with another title is another thing
GROUP_TABS = ("progress", "evidence")
LONGEST_TEXT = 32_000  # letters of a cell


class Answers(NamedTuple):
    """What a report doesn't say. groups: beginning of a code ("" for all) → code of the group that
    leads and reports it; carried_out: everything that is written up is done."""

    groups: Mapping[str, str] = {}
    carried_out: bool = False
    fiscal_year: int | None = None

    def group(self, code: str) -> str:
        """The group of a criterion by the longest beginning that was answered; "" for none."""
        parts = [given for given in self.groups if _begins(code, given)]
        return self.groups[max(parts, key=len)] if parts else ""


def _begins(code: str, given: str) -> bool:
    return not given or code == given or code.startswith((f"{given}.", f"{given}-"))


class _Cell(NamedTuple):
    """A cell of a row; at: position of the row; is_new: the row is made now."""

    book: Book
    sheet: Sheet
    row: Row
    at: int
    name: str
    is_new: bool

    @property
    def place(self) -> str:
        title = read_tabs()[self.row.tab].field(self.name).title
        named = self.sheet.place(self.at, self.name) if self.name in self.sheet.columns else title
        return f"{self.book.file} › {self.sheet.title}!{named}"


class Difference(NamedTuple):
    """A cell that holds something else already. here, there: what is imported and what stands."""

    place: str
    there: str
    here: str


@dataclass
class Merged:
    """What became of the office. files: name → bytes, of those that are new or changed; cells: of
    each report, the place of a line → the cell it is in."""

    files: dict[str, bytes] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)  # tab → rows
    filled: int = 0  # blank cells of rows that were there
    differences: list[Difference] = field(default_factory=list)
    cells: list[Mapping[int, str]] = field(default_factory=list)


def into(target: Target, reports: Sequence[Imported], answers: Answers) -> Merged:
    """Put reports into an office, in memory; the ledgers then say which cell each line is in."""
    done = _Into(target, answers)
    for report in reports:
        done.report(report)
    done.leads(reports)
    for report in reports:
        done.trace(report)
        done.found.cells.append(done.cells.get(id(report), {}))
    for book in target.books():
        if (data := book.bytes()) is not None:
            done.found.files[book.file] = data
    return done.found


class _Into:
    def __init__(self, target: Target, answers: Answers):
        self.target, self.answers = target, answers
        self.found = Merged()
        self.indexes: dict[tuple[str, str], dict[tuple[str, ...], int]] = {}
        self.documents: dict[tuple[str, str], dict[str, tuple[Book, int]]] | None = None
        self.items: dict[int, dict[str, set[int]]] = {}  # id of a sheet → criterion → its numbers
        self.cells: dict[int, dict[int, str]] = {}  # id of a report → line → its cell
        self.homeless: set[tuple[str, str]] = set()  # (report, indicator) of no group
        self.blank: dict[str, None] = {}  # indicators of rows whose status nobody said
        self.foreign: dict[str, str] = {}  # code that has another title in the office → its cell

    def report(self, report: Imported) -> None:
        self.foreign, self.blank = {}, {}
        year = self.answers.fiscal_year or self.target.office.fiscal_year
        if others := [str(each) for each in report.years if each != year]:
            facts = {"value": ", ".join(others), "expected": year}
            report.ledger.doubt("import_other_year", None, **facts)
        for tab in TABS:
            for row in report.rows[tab]:
                self._row(report, row)
        if self.blank:
            report.ledger.doubt("import_status_blank", None, value=", ".join(self.blank))
        self._settings(report)

    # --- rows ---

    def _row(self, report: Imported, row: Row) -> None:
        codes = (row.key[1:2] or ("",))[0], indicator_of((row.key[1:2] or ("",))[0])
        if other := next((self.foreign[code] for code in codes if code in self.foreign), ""):
            report.ledger.leave(row.at, "in_office", (other,))
            return
        book = self._book(report, row)
        sheet = book.sheets.get(row.tab)
        if sheet is None:
            report.ledger.leave(row.at, "no_cell", (f"{book.file} › {read_tabs()[row.tab].title}",))
            return
        values = dict(row.values)
        if row.tab == "progress" and self.answers.carried_out and set(WRITTEN) & set(values):
            values.setdefault("carried_out", "ดำเนินการแล้ว")
        book, sheet, at = self._find(book, sheet, row)
        is_new = at is None
        if at is None:
            at = sheet.next_row()
            if row.tab == "evidence":
                values["item"] = self._free_item(sheet, row, int(values.get("item", 1)))
            if row.tab != "settings":
                values["remark"] = self._origin(report, row, values.get("remark", ""))
            self.found.added[row.tab] += 1
            self._remember(book, sheet, row, at)
        elif row.tab == "evidence":
            values.pop("item", None)
        for name, value in values.items():
            self._cell(report, _Cell(book, sheet, row, at, name, is_new), value)
        if row.tab == "progress" and not sheet.get(at, "carried_out"):
            self.blank[indicator_of(row.key[1])] = None

    def _book(self, report: Imported, row: Row) -> Book:
        if row.tab not in GROUP_TABS:
            return self.target.office_book()
        group = row.group or self.group_of(report, row.key[1])
        book = self.target.book_of(group)
        place = (report.source.name, indicator_of(row.key[1]))
        if not group and place not in self.homeless:
            self.homeless.add(place)
            facts = {"indicator": place[1], "value": book.file}
            report.ledger.doubt("import_no_group", None, **facts)
        return book

    def group_of(self, report: Imported, criterion: str) -> str:
        """Who reports a criterion: as answered, else who leads it in the office, else whose form
        it is."""
        return self.answers.group(criterion) or self.target.lead_of(criterion) or report.group

    def _find(self, book: Book, sheet: Sheet, row: Row) -> tuple[Book, Sheet, int | None]:
        """The row of that key, which a document may have in the workbook of another group."""
        if row.tab == "settings":
            return book, sheet, sheet.start if sheet.next_row() > sheet.start else None
        if row.tab == "evidence":
            own = self._known_documents().get(row.key[:2], {})
            if found := own.get(_document(book, row.values.get("title"), row.values.get("item"))):
                return found[0], found[0].sheets["evidence"], found[1]
            return book, sheet, None
        return book, sheet, self._index(book, sheet).get(self._key(sheet, row))

    def _key(self, sheet: Sheet, row: Row) -> tuple[str, ...]:
        return tuple(thai.tidy(str(row.values.get(name, ""))) for name in sheet.tab.key)

    def _index(self, book: Book, sheet: Sheet) -> dict[tuple[str, ...], int]:
        place = (book.file, sheet.tab.name)
        if place not in self.indexes:
            default = self.target.office.edition
            found: dict[tuple[str, ...], int] = {}
            for at in range(sheet.start, len(sheet.rows)):
                key = tuple(
                    sheet.get(at, name) or (default if name == "edition" else "")
                    for name in sheet.tab.key
                )
                if any(key[1:] or key):
                    found.setdefault(key, at)
            self.indexes[place] = found
        return self.indexes[place]

    def _known_documents(self) -> dict[tuple[str, str], dict[str, tuple[Book, int]]]:
        """(edition, criterion) → a document → where it is listed."""
        if self.documents is None:
            self.documents = {}
            for book in self.target.books():
                if sheet := book.sheets.get("evidence"):
                    for at in range(sheet.start, len(sheet.rows)):
                        edition = sheet.get(at, "edition") or self.target.office.edition
                        own = self.documents.setdefault((edition, sheet.get(at, "criterion")), {})
                        what = _document(book, sheet.get(at, "title"), sheet.get(at, "item"))
                        own.setdefault(what, (book, at))
        return self.documents

    def _remember(self, book: Book, sheet: Sheet, row: Row, at: int) -> None:
        if row.tab == "evidence":
            own = self._known_documents().setdefault(row.key[:2], {})
            what = _document(book, row.values.get("title"), row.values.get("item"))
            own.setdefault(what, (book, at))
        elif row.tab != "settings":
            self._index(book, sheet)[self._key(sheet, row)] = at

    def _free_item(self, sheet: Sheet, row: Row, wanted: int) -> int:
        if id(sheet) not in self.items:
            found: dict[str, set[int]] = {}
            for at in range(sheet.start, len(sheet.rows)):
                item = sheet.get(at, "item")
                own = found.setdefault(sheet.get(at, "criterion"), set())
                if item.isdecimal() and len(item) < 10:
                    own.add(int(item))
            self.items[id(sheet)] = found
        taken = self.items[id(sheet)].setdefault(row.key[1], set())
        free = wanted if wanted not in taken else 1 + max(taken)
        taken.add(free)
        return free

    # --- cells ---

    def _cell(self, report: Imported, cell: "_Cell", value: str | int) -> None:
        lines = [x for x in cell.row.at if _is_in(report, x, cell.row.tab, cell.name)]
        if cell.name not in cell.sheet.columns:
            report.ledger.leave(lines, "no_cell", (cell.place,))
            return
        there = cell.sheet.get(cell.at, cell.name)
        if there and not lines and cell.row.tab == "editions" and cell.name == "title":
            return  # ours, for an edition that nothing names
        if there and not self._is_same(cell.name, there, value):
            report.ledger.leave(lines, "in_office", (cell.place,))
            if cell.name == "title" and cell.row.tab in CODED and is_other(there, str(value)):
                self.foreign[cell.row.key[1]] = cell.place
            if cell.name not in UNTOLD:
                self.found.differences.append(Difference(cell.place, there, str(value)))
            return
        if not there:
            kept = self._fitting(report, lines, value)
            cell.sheet.put(cell.at, cell.name, kept)
            self.found.filled += not cell.is_new
        placed = [x for x in lines if report.ledger.homes[x].tab]
        self.cells.setdefault(id(report), {}).update(dict.fromkeys(placed, cell.place))

    @staticmethod
    def _fitting(report: Imported, lines: Sequence[int], value: str | int) -> str | int:
        """As many whole lines as a cell holds; the others are left and told."""
        if isinstance(value, int) or len(value) <= LONGEST_TEXT:
            return value
        kept = value[:LONGEST_TEXT].rpartition("\n")[0]
        size = 0
        for at in lines:
            size += len(report.ledger.homes[at].text) + 1
            if size > len(kept) + 1:
                report.ledger.leave([at], "too_long")
        return kept

    def _is_same(self, name: str, there: str, here: str | int) -> bool:
        said = thai.tidy(str(here))
        if there == said or thai.fold(there) == thai.fold(said):
            return True
        if name in ("title", "office_name", "category"):
            return same_title(there, said) or name == "office_name"
        return name in ("lead_groups", "co_groups") and self._codes(there) == self._codes(said)

    def _codes(self, written: str) -> set[str]:
        names = self.target.names()
        found = [names.names(part.strip()) or [part] for part in written.split(";") if part.strip()]
        return {name for each in found for name in each}

    @staticmethod
    def _origin(report: Imported, row: Row, remark: str | int) -> str:
        """Where a new row came from, in its remark."""
        if not row.at:
            return str(remark)
        number = report.ledger.lines[row.at[0]].number
        said = f"นำเข้าจาก {report.source.name} {report.source.unit}ที่ {number}"
        return f"{said} · {remark}" if remark else said

    # --- what the answers say ---

    def _settings(self, report: Imported) -> None:
        """Name, fiscal year and edition of the office, where they are blank."""
        sheet = self.target.office_book().sheets.get("settings")
        if sheet is None:
            return
        values = {
            "office_name": report.office,
            "fiscal_year": self.answers.fiscal_year or self.target.office.fiscal_year,
            "edition": report.editions[0] or report.editions[1],
        }
        for name, value in values.items():
            if value and name in sheet.columns and not sheet.get(sheet.start, name):
                sheet.put(sheet.start, name, value)

    def leads(self, reports: Sequence[Imported]) -> None:
        """The group that was answered leads the points that nobody leads yet."""
        book = self.target.office_book()
        sheet = book.sheets.get("criteria")
        if sheet is None or "lead_groups" not in sheet.columns:
            return
        touched = {
            indicator_of(code)
            for report in reports
            if report.editions[0]
            for code in report.criteria
        }
        for at in range(sheet.start, len(sheet.rows)):
            code = sheet.get(at, "criterion")
            group = self.answers.group(code)
            if group and indicator_of(code) in touched and not sheet.get(at, "lead_groups"):
                sheet.put(at, "lead_groups", group)

    # --- tabs that are never read ---

    def trace(self, report: Imported) -> None:
        office = self.target.office_book()
        office.append(UNPLACED, UNPLACED_HEADS, list(_unplaced(report)))
        office.append(LINES, LINES_HEADS, list(self._traced(report)))
        for group, rows in self._reviewed(report).items():
            self.target.book_of(group).append(REVIEW, REVIEW_HEADS, rows)

    def _traced(self, report: Imported) -> Iterator[tuple[str | int, ...]]:
        own = self.cells.get(id(report), {})
        for at, (line, home) in enumerate(
            zip(report.ledger.lines, report.ledger.homes, strict=True)
        ):
            why = REASONS.get(home.why, "")
            where = own.get(at) or (f"{UNPLACED}: {why}" if not home.is_quiet else f"({why})")
            for text in _cut(line.text):
                yield report.source.name, line.number, text, where

    def _reviewed(self, report: Imported) -> dict[str, list[tuple[str | int, ...]]]:
        found: dict[str, list[tuple[str | int, ...]]] = {}
        for offer in offers(report.ledger):
            group = self.group_of(report, offer.criterion)
            found.setdefault(group, []).append(
                (offer.partner, offer.activity, offer.date, offer.value, offer.criterion,
                 offer.line.text[:LONGEST_TEXT], report.source.name, offer.line.number)
            )  # fmt: skip
        return found


def _unplaced(report: Imported) -> Iterator[tuple[str | int, ...]]:
    for line, home in zip(report.ledger.lines, report.ledger.homes, strict=True):
        if not home.tab and not home.is_quiet:
            rivals = " หรือ ".join(home.rivals)
            for text in _cut(line.text):
                yield report.source.name, line.number, text, REASONS[home.why], rivals


def _cut(text: str) -> Iterator[str]:
    for at in range(0, len(text), LONGEST_TEXT):
        yield text[at : at + LONGEST_TEXT]


def _is_in(report: Imported, at: int, tab: str, name: str) -> bool:
    home = report.ledger.homes[at]
    return home.tab == tab and home.field == name


def _document(book: Book, title: object, item: object) -> str:
    """What a document is known by: its title, whichever group lists it; a dotted line, which is
    no document yet, by its place in the list of its own workbook."""
    written = str(title or "")
    if thai.is_placeholder(written):
        return f"{book.file}\n{item}"
    return thai.fold(written)
