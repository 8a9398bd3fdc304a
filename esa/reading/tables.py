"""One tab of raw rows → one typed table, the problems in it, and its health.

Nothing is guessed and nothing dropped silently: the row of headings is found, rows that are no
data (blank, totals, notes) are told apart and counted, every cell that can't be read is named,
and a row is set aside only where its key can't be known. The index is (workbook, sheet row).
Source: docs/rules.md, "Reading".
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain, zip_longest

import pandas as pd

from esa import thai
from esa.plain import Rows, places
from esa.reading.cells import Issues, read_value
from esa.reading.columns import below_first, mask_cells, read_cells, wordy
from esa.reading.frames import frame
from esa.reading.headings import (
    NO_SUGGESTION,
    HeadingFault,
    Headings,
    find_headings,
    folded,
    letter,
)
from esa.reading.one_cause import MOST
from esa.reading.personal import mask, may_hold
from esa.reading.problems import Problem, catalogue
from esa.reading.row_kinds import RowKinds, is_blank, row_kinds
from esa.reading.row_sense import RowSense
from esa.reading.schema import Field, Tab
from esa.reading.stored_codes import LOST as CODE_LOST
from esa.reading.stored_codes import TAKEN, Stored, referring, whole_number
from esa.sources.workbook import RawTab
from esa.uncollected import uncollected

GUIDE = "คู่มือ"  # the guide tab of our templates
UNPLACED, LINES, REVIEW = "ยังไม่มีที่ลง", "บรรทัดของรายงานเดิม", "เงินและผู้สนับสนุนในรายงาน"  # of imports
NO_DATA = (GUIDE, UNPLACED, LINES, REVIEW)
MAYBE_SHARE = "fraction_percent"
PERSONAL = "personal_data"
FEWEST_HEADINGS = 4  # by fewer a tab isn't known


@dataclass(frozen=True)
class TabHealth:
    """What became of the rows of one tab. title: as found; the counts are rows; used, aside,
    blank, totals and notes add up to the rows below the headings."""

    tab: str
    title: str
    used: int = 0
    aside: int = 0
    blank: int = 0
    totals: int = 0
    notes: int = 0
    hidden: bool = False
    gid: str | None = None


@dataclass(frozen=True)
class TableRead:
    """A tab after reading. letters: field name → letter of its column in the sheet.

    undecided: problems of numbers whose unit stands elsewhere, if it is percent; see units.
    """

    tab: Tab
    rows: Rows
    problems: tuple[Problem, ...]
    health: TabHealth
    letters: Mapping[str, str]
    undecided: tuple[Problem, ...] = ()
    workbook: str = ""
    left: Rows | None = None  # rows that were set aside, as far as they were read

    @cached_property
    def table(self) -> pd.DataFrame:
        """The rows of this one tab as a table."""
        return frame(self.tab, self.rows)


def is_no_data(title: str) -> bool:
    """Whether a tab so called is of our own making and never read: the guide, what an import leaves
    for people, and all that begins with _ (the lists, and imports before they had Thai titles)."""
    return title.strip().startswith("_") or folded(title) in map(folded, NO_DATA)


def find_tab(tabs: Mapping[str, Tab], raw_title: str) -> Tab | None:
    """The tab of that title, alias or English name, spelling noise aside; None if unknown.

    Tabs that hold no data of the office are unknown.
    """
    title = folded(raw_title)
    if is_no_data(raw_title):
        return None
    return _by_title(tuple(tabs.values())).get(title)


@lru_cache(maxsize=64)
def _by_title(tabs: Sequence[Tab]) -> Mapping[str, Tab]:
    """Every title that is recognised, folded → its tab; titles and names win over aliases."""
    named = [(name, tab) for tab in tabs for name in (tab.title, tab.name)]
    aliases = [(name, tab) for tab in tabs for name in tab.aliases]
    return {folded(name): tab for name, tab in reversed(named + aliases)}


@uncollected()
def read_table(
    tab: Tab,
    raw: RawTab,
    workbook: str,
    group: str = "",
    with_registers: bool = False,
    year: int | None = None,
) -> TableRead:
    """Read one tab.

    workbook: name of the workbook, first level of the index. group: code of the group that
    keeps it; then the table has the column group. with_registers: somebody will match codes that
    were stored as numbers against their register (stored_codes.settled); else they are told here.
    year: fiscal year of the workbook (B.E.), None where it isn't known.
    Result: rows and table (columns of the tab, dtypes as sheets_schema/README.md says, blank where
    a cell is blank or can't be read), problems sorted by row, health, letters.
    """
    return _Reading(tab, raw, workbook, group, with_registers, year).result()


class _Reading(RowSense):
    """The steps of reading one tab; what they find is gathered in `found`."""

    def __init__(
        self,
        tab: Tab,
        raw: RawTab,
        workbook: str,
        group: str,
        with_registers: bool,
        year: int | None,
    ):
        self.tab = tab
        self.year = year
        self.registers = referring(tab) if with_registers else None
        self.raw = raw
        self.workbook = workbook
        self.group = group
        self.found: list[tuple[int, int, Problem]] = []  # row, column position, problem
        self.undecided: list[Problem] = []
        self.aside: set[int] = set()  # positions of rows, from zero in the sheet
        self.repeats: set[int] = set()  # rows that are counted once under another row
        self.columns = _transposed(raw.rows)
        self.distinct = list(map(below_first, self.columns))  # of each column, below the first row
        self.places: dict[str, int] = {}
        self.left: Rows | None = None
        self.told: dict[tuple[str, str | None, bool], list[int]] = {}  # rows of each fault
        self.words: dict[int, object] = {}  # position → what stands in the link and is none
        self.title_links: Mapping[int, str] = {}  # row → the address under its title
        self.header = -1
        self.likely: dict[str, int] = {}  # field → position of the column that may be it

    def result(self) -> TableRead:
        if self.raw.hidden:
            self.tell("hidden_tab")
        filled = [not all(map(is_blank, each.cells)) for each in self.distinct]
        if not any(filled) and all(is_blank(column[0]) for column in self.columns):
            self.tell("empty_tab")
            return self.read((), {}, RowKinds((), len(self.raw.rows), 0, 0, ()))
        headings = find_headings(self.tab, self.raw.rows, filled)
        return self.below(headings)

    def below(self, headings: Headings) -> TableRead:
        """Everything under the row of headings."""
        self.places = dict(headings.columns)
        self.look_closer()
        self.mask()
        self.tell_headings(headings)
        start = self.header = -1 if headings.row is None else headings.row
        fields = {self.places[f.name]: f for f in self.tab.fields if f.name in self.places}
        keys = [j for j, f in fields.items() if f.required and f.name in self.tab.key]
        likely = {place: self.tab.field(name) for name, place in self.likely.items()}
        covered = self.covered(start, likely | fields)
        cells = (self.columns, self.distinct)
        kinds = row_kinds(*cells, start, fields, keys, covered.keys())
        for i in kinds.lone:
            self.tell("note_row", row=i, at=self.first_filled(i))
        key_fields = map(self.tab.field, self.tab.key)
        required = [field.name for field in key_fields if field.required and not field.ordinal]
        self.tell_under_likely_headings(kinds.data, covered)
        if headings.row is None or any(name not in self.places for name in required):
            self.aside.update(kinds.data)
            if len(self.places) >= FEWEST_HEADINGS:
                self.values(kinds.data, covered)  # what else is wrong is told at once
            return self.read((), {}, kinds)
        if not len(kinds.data):
            self.tell("empty_tab")
        values = self.values(kinds.data, covered)
        self.apply_lines(headings, values, kinds.data)
        positions, values = self.kept(kinds.data, values)
        return self.read(positions, values, kinds)

    def read(
        self, positions: Sequence[int], values: Mapping[str, list], kinds: RowKinds
    ) -> TableRead:
        rows = self.with_all_columns(positions, values)
        health = TabHealth(
            self.tab.name,
            self.raw.title,
            used=len(positions),
            aside=len(self.aside | self.repeats),
            blank=kinds.blank,
            totals=kinds.totals,
            notes=kinds.notes,
            hidden=self.raw.hidden,
            gid=self.raw.gid,
        )
        letters = {name: letter(place) for name, place in self.places.items()}
        problems = tuple(self.with_all_rows())
        undecided = tuple(self.undecided)
        left = self.left
        if left is not None:
            left = self.with_all_columns(left.index, left.columns)
        return TableRead(self.tab, rows, problems, health, letters, undecided, self.workbook, left)

    def with_all_columns(self, positions: Sequence[int], values: Mapping[str, list]) -> Rows:
        columns = {field.name: values.get(field.name, []) for field in self.tab.fields}
        if self.group or self.tab.workbook == "group":
            columns.setdefault("group", [self.group] * len(positions))
        return Rows(places(self.workbook, positions), columns)

    def tell(
        self,
        code: str,
        facts: Mapping[str, object] | None = None,
        row: int | None = None,
        at: int | None = None,
        field: str | None = None,
        aside: bool = False,
        cell: str = "",
    ) -> None:
        """Note a problem. row, at: position of row and column from zero."""
        if row is not None:
            cell = f"{letter(at)}{row + 1}" if at is not None else f"{row + 1}:{row + 1}"
        if row is not None and self.is_one_of_many(code, field, aside, row):
            return
        where = {"row": None if row is None else row + 1, "field": field, "aside": aside}
        book, tab = self.workbook, self.tab.name
        problem = Problem(code, book, tab, cell, facts or {}, group=self.group, **where)
        if code == MAYBE_SHARE and self.tab.field(field).unit_from:
            self.undecided.append(problem)
            return
        self.found.append((-1 if row is None else row, -1 if at is None else at, problem))
        if aside:
            self.aside.add(row)

    def say_nothing_of(self, row: int) -> None:
        """Take back what was noted of a row, but for personal data in it."""
        for (code, *_), rows in self.told.items():
            if code != PERSONAL and row + 1 in rows:
                rows.remove(row + 1)
        self.found = [e for e in self.found if e[0] != row or e[2].code == PERSONAL]
        self.aside.discard(row)

    def is_one_of_many(self, code: str, field: str | None, aside: bool, row: int) -> bool:
        """Note the row alone where so many of its column say the same that one message tells."""
        rows = self.told.setdefault((code, field, aside), [])
        rows.append(row + 1)
        if aside:
            self.aside.add(row)
        return len(rows) > MOST and code != MAYBE_SHARE

    def with_all_rows(self) -> list[Problem]:
        """The problems by row and column; of a column with very many the first, with all rows."""
        self.found.sort(key=lambda entry: entry[:2])
        many = {key: rows for key, rows in self.told.items() if len(rows) > MOST}
        problems = []
        for _, _, problem in self.found:
            key = (problem.code, problem.field, problem.aside)
            if problem.row is None or key not in many:
                problems.append(problem)
            elif many[key]:
                problems.append(replace(problem, rows=tuple(sorted(set(many[key])))))
                many[key] = []
        return problems

    def tell_headings(self, headings: Headings) -> None:
        for fault in headings.faults:
            facts = fault.facts
            if facts.get("suggestion", NO_SUGGESTION) != NO_SUGGESTION:
                facts = self.with_fitting_suggestion(fault, headings.row or 0)
            self.tell(fault.code, facts, field=fault.field, cell=fault.cell)

    def tell_under_likely_headings(
        self, data: Sequence[int], covered: Mapping[tuple[int, int], tuple[str, int, int]]
    ) -> None:
        """What is wrong with the cells of a column that will be known once its heading is mended
        as suggested, so that both can be mended at once. None of them is used."""
        for name, place in self.likely.items():
            raws, _, issues = self.column(self.tab.field(name), place, data, covered)
            for position, (code, facts) in issues.items():
                if is_blank(raws[position]) and code != "merged_cell":
                    continue
                if not (code in CODE_LOST and self.registers):
                    self.tell(code, facts, data[position], place, name)

    def with_fitting_suggestion(self, fault: HeadingFault, row: int) -> Mapping[str, object]:
        """A heading is only suggested for a column whose values fit."""
        heading, title = fault.facts["suggestion"], fault.facts.get("value")
        if fault.code == "missing_column":
            heading, title = title or self.tab.field(fault.field).title, heading
        field = next((f for f in self.tab.fields if f.title == heading), None)
        column = next((c for c in self.columns if same_heading(c[row], title)), None)
        if field is None or column is None or fits(column[row + 1 :], field):
            if field and column and field.name not in self.places:
                self.likely[field.name] = self.columns.index(column)
            return fault.facts
        return {**fault.facts, "suggestion": NO_SUGGESTION}

    def first_filled(self, i: int) -> int:
        return next(j for j, column in enumerate(self.columns) if not is_blank(column[i]))

    def mask(self) -> None:
        """Mask personal data in every column, known or not, before anything else sees it."""
        by_place = {place: self.tab.field(name) for name, place in self.places.items()}
        above = may_hold("\n".join([str(column[0]) for column in self.columns]))
        for j, column in enumerate(self.columns):
            if not above and not self.distinct[j].may_be_personal():
                continue
            field = by_place.get(j)
            masked, found = mask_cells(column, [column[0], *wordy(self.distinct[j].cells)], field)
            if not found:
                continue
            for i, kinds in found.items():
                name = field.name if field else None
                self.tell(PERSONAL, {"kinds": kinds}, i, j, name)
            self.columns[j] = masked
            self.distinct[j] = below_first(masked)

    def covered(
        self, start: int, fields: Mapping[int, Field]
    ) -> dict[tuple[int, int], tuple[str, int, int]]:
        """(row, column) of the cells hidden in a merged range that holds a value → the range, and
        row and column of its value."""
        covered = {}
        height = len(self.raw.rows)
        for top, left, bottom, right in self.raw.merged:
            if top >= height or left >= len(self.columns) or is_blank(self.columns[left][top]):
                continue
            name = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
            for j in fields.keys() & set(range(left, right + 1)):
                for i in range(max(top, start + 1), min(bottom + 1, height)):
                    if (i, j) != (top, left):
                        covered[i, j] = (name, top, left)
        return covered

    def values(
        self, data: Sequence[int], covered: Mapping[tuple[int, int], tuple[str, int, int]]
    ) -> dict[str, list]:
        """Every column read over the rows of data; issues become problems."""
        values: dict[str, list] = {}
        blank = {nothing: [nothing] * len(data) for nothing in (None, ())}
        ends = {field.range_end for field in self.tab.fields}
        for field in self.tab.fields:
            place = self.places.get(field.name)
            if place is None:  # one list for all of them, but for those that are filled in below
                nothing = blank[() if field.type == "list" else None]
                values[field.name] = list(nothing) if field.name in ends else nothing
                continue
            raws, values[field.name], issues = self.column(field, place, data, covered)
            for position, (code, facts) in issues.items():
                if code == "bad_link" and field.name == self.tab.role("link"):
                    self.words[position] = raws[position]
                    continue
                if code in CODE_LOST and self.registers is not None:
                    stored = Stored(raws[position], code, facts)
                    if self.keep_stored(stored, values[field.name], position, field):
                        if field.name not in self.registers:
                            facts = {**facts, "suggestion": values[field.name][position]}
                            self.issue(TAKEN, facts, data[position], field)
                        continue
                self.issue(code, facts, data[position], field)
        self.fill_range_ends(values, data)
        self.fill_places(values, data)
        self.fill_links(values, data)
        self.judge_targets(values, data)
        if self.tab.name == "schools":
            self.leave_out_offices(values, data)
        return values

    def column(
        self,
        field: Field,
        place: int,
        data: Sequence[int],
        covered: Mapping[tuple[int, int], tuple[str, int, int]],
    ) -> tuple[Sequence[object], list, Issues]:
        """The cells of one column over the rows of data, their values, and what is wrong."""
        column = self.columns[place]
        raws = column[data.start :] if isinstance(data, range) else [column[i] for i in data]
        if covered and (field.required or field.name in self.tab.key):
            raws = self.merged_keys(raws, data, covered, field, place)
        values, issues = read_cells(raws, field, self.distinct[place])
        hidden = [p for p, i in enumerate(data) if (i, place) in covered] if covered else ()
        for position in hidden:
            if is_blank(raws[position]):
                facts = {"range": covered[data[position], place][0]}
                issues = {**issues, position: ("merged_cell", facts)}
        return raws, values, issues

    def keep_stored(
        self, stored: Stored, values: list[object], position: int, field: Field
    ) -> bool:
        """Put a code that became a number in its place; False where it can't be meant."""
        if field.name in self.registers:
            values[position] = (stored,) if field.type == "list" else stored
            return True
        digits = whole_number(stored, field) if field.type != "list" else None
        values[position] = digits if digits is not None else values[position]
        return digits is not None

    def issue(self, code: str, facts: Mapping[str, object], row: int, field: Field) -> None:
        """Note what is wrong with a cell; a row without a key or code goes aside."""
        is_lost = code == "cell_too_long" and (field.type != "string" or field.code)
        is_error = is_lost or catalogue()[code]["severity"] == "error"
        aside = is_error and (field.name in self.tab.key or (field.required and code in CODE_LOST))
        self.tell(code, facts, row, self.places[field.name], field.name, aside)

    def fill_range_ends(self, values: dict[str, list], data: Sequence[int]) -> None:
        """Split ranges typed into one cell; the end fills its own column where that is blank."""
        for field in self.tab.fields:
            if not field.range_end:
                continue
            starts, ends = values[field.name], values[field.range_end]
            for position, value in enumerate(starts):
                if not isinstance(value, thai.DateRange):
                    continue
                starts[position] = value.start
                if ends[position] is None:
                    ends[position] = value.end
                elif ends[position] != value.end:
                    facts = {
                        "value": thai.show_date_range(*value),
                        "suggestion": thai.show_date(value.start),
                    }
                    starts[position] = None
                    self.issue("one_date_only", facts, data[position], field)

    def kept(
        self, data: Sequence[int], values: dict[str, list]
    ) -> tuple[Sequence[int], dict[str, list]]:
        """The rows that stay: with a key, and each key once where the tab says so."""
        every = Rows(data, values)
        if self.aside:
            data, values = _without(self.aside, data, values)
        before = len(self.aside)
        self.find_repeats(data, values)
        if self.aside:
            self.left = every.at([p for p, i in enumerate(every.index) if i in self.aside])
        if self.repeats or len(self.aside) > before:
            data, values = _without(self.aside | self.repeats, data, values)
        return data, values

    def find_repeats(self, data: Sequence[int], values: Mapping[str, list]) -> None:
        """Rows with one key: equal ones count once, differing ones go aside, or all are kept."""
        names = [name for name in self.tab.key if name in self.places]
        if not names or self.tab.duplicates == "first" or self.lacks_ordinal():
            return
        columns = [_compared(values[name], self.tab.field(name)) for name in names]
        keys = list(zip(*columns, strict=True)) if len(columns) > 1 else columns[0]
        if len(set(keys)) == len(keys):
            return
        families: dict[object, list[int]] = {}
        ordinals = [values[name] for name in names if self.tab.field(name).ordinal]
        for position, key in enumerate(keys):
            if all(column[position] is not None for column in ordinals):
                families.setdefault(key, []).append(position)
        for family in families.values():
            if len(family) > 1:
                self.tell_repeats(family, data, values, names)

    def lacks_ordinal(self) -> bool:
        """Whether the column that numbers the rows is missing, so that none repeats another."""
        return any(self.tab.field(name).ordinal for name in self.tab.key if name not in self.places)

    def tell_repeats(
        self,
        family: list[int],
        data: Sequence[int],
        values: Mapping[str, list],
        names: Sequence[str],
    ) -> None:
        keys = [values[name][family[0]] for name in names]
        facts = {"keys": " ".join(str(key) for key in keys if key is not None)}
        place = self.places[names[-1]]
        first, others = family[0], family[1:]
        compared = [f.name for f in self.tab.fields if f.name != "remark"]
        contents = [[without_noise(values[name][p]) for name in compared] for p in family]
        if self.tab.duplicates == "keep":
            for p in others:
                facts_of_row = {**facts, "other": data[first] + 1}
                self.tell("duplicate_item", facts_of_row, data[p], place, names[-1])
        elif all(content == contents[0] for content in contents):
            for p in others:
                facts_of_row = {**facts, "other": data[first] + 1}
                self.tell("duplicate_row", facts_of_row, data[p], place, names[-1])
                self.repeats.add(data[p])
        else:
            for p in family:
                other = next(data[q] + 1 for q in family if q != p)
                facts_of_row = {**facts, "other": other}
                self.tell("duplicate_key", facts_of_row, data[p], place, names[-1], aside=True)


MOST_TRIED = 30  # different cells of a column that say whether its values fit a field
SAYS_NOTHING = ("formula_error", "formula_text")


def same_heading(cell: object, shown: object) -> bool:
    """Whether a heading is the one that was shown, masked as it may have been."""
    return type(cell) is str and mask(thai.tidy(cell))[0] == shown


def fits(cells: Sequence[object], field: Field) -> bool:
    """Whether most of the filled cells of a column can be read as that field; empty: no. What is an
    error of a formula says nothing."""
    filled = Counter(cell for cell in cells if not is_blank(cell)).most_common(MOST_TRIED)
    issues: Counter[str | None] = Counter()
    for cell, times in filled:
        issues[read_value(cell, field).issue] += times
    told = issues.total() - sum(issues[code] for code in SAYS_NOTHING)
    return 2 * issues[None] > told


def _compared(cells: list, field: Field) -> list:
    """Cells of a key as compared with those of other rows: case and noise don't matter."""
    if field.type != "string" or field.categories:
        return cells
    if field.code:
        known = "".join(filter(None, cells))
        return cells if known == known.casefold() else [cell and cell.casefold() for cell in cells]
    texts = [cell for cell in dict.fromkeys(cells) if cell is not None]
    compared = dict(zip(texts, map(str.casefold, thai.tidied(texts)), strict=True))
    return list(map(compared.get, cells))


def without_noise(cell: object) -> object:
    return thai.tidy(cell).casefold() if type(cell) is str else cell


def _without(
    gone: set[int], data: Sequence[int], values: Mapping[str, list]
) -> tuple[list[int], dict[str, list]]:
    left = Rows(data, values).where([i not in gone for i in data])
    return left.index, left.columns


def _transposed(rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    """Columns of equal length; what ragged rows lack is None."""
    widths = set(map(len, rows))
    if len(widths) != 1:
        return list(zip_longest(*rows))
    width = widths.pop()  # slices are many times as fast as zip over many rows
    cells = list(chain.from_iterable(rows))
    return [cells[j::width] for j in range(width)]
