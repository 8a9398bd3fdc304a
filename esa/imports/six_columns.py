"""The older form of six columns → indicators, criteria, conditions and progress.

In a text the rows are found again by what a cell can hold: names of groups stand in the last two.
A row holds one desired condition or several; what it says of procedure and work belongs to all of
them, and nothing tells it apart. Then the procedure is kept with the first of them, the work with
the criterion as a whole, and both are told. A blank responsible group stays blank.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from esa import thai
from esa.documents.report.contents import PARTS
from esa.imports import words
from esa.imports.four_columns import place_title
from esa.imports.items import items
from esa.imports.lines import Chain, unchained
from esa.imports.names import Names
from esa.imports.sections import Cell, Report, Section

WIDTH = 6
_CONDITION = re.compile(r"([0-9]+(?:\s?\.\s?[0-9]+)+|[0-9]+(?=\s?[.)]))[.)]?\s*")
_MET = ("ทำได้", "ยังทำไม่ได้", "☑ ทำได้", "☐ ยังทำไม่ได้", "☑ยังทำไม่ได้")
_POINT_CONDITION = "– "  # before each desired condition of a point in our own table
Row = dict[int, list[int]]  # column → lines

# What it costs to read a cell as one of a column; the cheapest reading of all cells is taken.
_LOST, _NO_GROUP, _GROUP_ELSEWHERE, _CONDITION_ELSEWHERE = 1.5, 6.0, 4.0, 2.0
_TEXT_FIRST, _BLANK_FRONT = 1.0, 0.3


@dataclass
class _Criterion:
    """One criterion while its rows are placed. open: conditions of the row before."""

    key: tuple[str, str]
    open: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)  # lead_groups, co_groups as said
    documents: int = 0


class SixColumns:
    """All sections of the older form of one report, in their order."""

    def __init__(self, report: Report, names: Names, edition: str):
        self.report, self.ledger, self.names = report, report.ledger, names
        self.edition = edition
        self.criteria: dict[str, _Criterion] = {}

    def place(self, section: Section) -> None:
        """One section: the headings, then row by row."""
        code = section.code.replace(".", "-")
        criterion = self._code(code, section)
        self._titles(section, code, criterion)
        for row in self._rows(section.cells):
            if not criterion and self._is_point(row):
                self._point(section.code, row)
            elif criterion:
                self._row(criterion, row)
            else:
                lines = [at for places in row.values() for at in places]
                self.ledger.leave(lines, "no_heading")
                self.ledger.doubt("import_no_heading", lines[0])

    @staticmethod
    def _code(indicator: str, section: Section) -> str:
        own = section.criterion.replace(".", "-").split("-") if section.criterion else []
        if not own or (len(own) == 1 and not indicator):
            return ""
        code = "-".join(own) if len(own) > 1 else f"{indicator}-{own[0]}"
        return f"{code}-{section.category}" if section.category else code

    def _titles(self, section: Section, indicator: str, criterion: str) -> None:
        titles = dict(section.titles)
        standard = section.standard or indicator.split("-")[0]
        place_title(self.report, titles.get("standard", []), "standards", (self.edition, standard))
        code = indicator if criterion else section.code
        key = (self.edition, code)
        if code:
            place_title(self.report, titles.get("indicator", []), "indicators", key)
        else:
            self.ledger.leave(titles.get("indicator", []), "no_heading")
        if not criterion:
            self.ledger.leave(titles.get("criterion", []), "no_heading")
            return
        key = (self.edition, criterion)
        self.ledger.value("criteria", key, "indicator", indicator)
        self.ledger.value("criteria", key, "title", section.criterion_title)
        place_title(self.report, titles.get("criterion", []), "criteria", key)
        self._category(titles.get("category", []), section, key)

    def _category(self, places: Sequence[int], section: Section, key: tuple[str, str]) -> None:
        if not places:
            return
        heading = words.heading(self.report.lines[places[0]])
        first = f"หมวด {section.category} {heading.title if heading else ''}".strip()
        texts = [first, *(self.report.lines[at].text for at in places[1:])]
        if known := self.ledger.texts("criteria", key, "category"):
            same = "".join(texts).split() == "".join(known).split()
            self.ledger.leave(places, "again" if same else "differs")
            return
        for at, text in zip(places, texts, strict=True):
            self.ledger.put(at, "criteria", key, "category", text)

    # --- rows ---

    def _rows(self, cells: Sequence[Cell]) -> Iterator[Row]:
        kept = []
        for cell in cells:
            text = self.report.text(cell.lines)
            if cell.lines and words.head_place(text, words.OLDER_HEAD) is not None:
                self.ledger.leave(cell.lines, "form")
                yield from self._cut(kept)
                kept = []
            elif not cell.table:
                self._beside(cell.lines)
            else:
                kept.append(cell)
        yield from self._cut(kept)

    def _beside(self, places: Sequence[int]) -> None:
        for at in places:
            own = self.report.lines[at].text.startswith("ทำได้ ")
            self.ledger.leave([at], "computed" if own else "front")

    def _cut(self, cells: Sequence[Cell]) -> Iterator[Row]:
        """The rows of cells on end; by the table's own where the file has them."""
        if any(cell.lines for cell in cells) and all(0 <= cell.column < WIDTH for cell in cells):
            columns = [cell.column for cell in cells]
        else:
            columns = self._aligned(cells)
        row: Row = {}
        last = WIDTH
        for cell, column in zip(cells, columns, strict=True):
            if column <= last and row:
                yield from self._filled(row)
                row = {}
            row[column], last = cell.lines, column
        yield from self._filled(row)

    def _filled(self, row: Row) -> Iterator[Row]:
        lines = [at for places in row.values() for at in places]
        for at in lines:
            if words.is_own_mark(self.report.lines[at]):
                self.ledger.leave([at], "form")
        if lines:
            yield row

    def _aligned(self, cells: Sequence[Cell]) -> list[int]:
        """The column of each cell in the cheapest reading."""
        best: dict[int, tuple[float, Chain[int]]] = {WIDTH - 1: (0.0, None)}
        for cell in cells:
            costs = self._costs(cell)
            after: dict[int, tuple[float, Chain[int]]] = {}
            for last, (cost, columns) in best.items():
                for column in range(WIDTH):
                    lost = column - last - 1 if column > last else WIDTH - 1 - last + column
                    now = cost + costs[column] + lost * _LOST
                    if column not in after or now < after[column][0]:
                        after[column] = (now, (column, columns))
            best = after
        ends = {column: c + (WIDTH - 1 - column) * _LOST for column, (c, _) in best.items()}
        return unchained(best[min(ends, key=lambda column: (ends[column], -column))][1])

    def _costs(self, cell: Cell) -> list[float]:
        if all(words.is_own_mark(self.report.lines[at]) for at in cell.lines):
            return [_BLANK_FRONT] * 3 + [0.0] * 3
        if self._groups(cell.lines) is not None:
            return [_GROUP_ELSEWHERE] * 4 + [0.0, 0.2]
        front = [_TEXT_FIRST, 0.0, 0.0, 0.0]
        code = words.dotted(self.report.lines[cell.lines[0]])
        if code and len(code[0]) == 2:
            front = [0.0] + [_CONDITION_ELSEWHERE] * 3
        return [*front, _NO_GROUP, _NO_GROUP]

    def _groups(self, places: Sequence[int]) -> list[str] | None:
        """The groups that a cell names, None where it holds something else."""
        lines = [self.report.lines[at] for at in places]
        kept = [line for line in lines if not words.is_own_mark(line) and line.text != "-"]
        if whole := self.names.names(" ".join(line.text for line in kept)):
            return whole
        found = [self.names.names(line.text) for line in kept]
        return None if None in found else [name for names in found for name in names or ()]

    # --- a row of a criterion ---

    def _row(self, code: str, row: Row) -> None:
        of = self.criteria.setdefault(code, _Criterion((self.edition, code)))
        new = self._conditions(of, self._said(row, 0))
        self._procedure(of, self._said(row, 1), new)
        self._work(of, self._said(row, 2))
        for at in self._said(row, 3):
            aim = self.report.lines[at].text.startswith("เป้าหมาย ")
            text = self.report.lines[at].text.removeprefix("เป้าหมาย ")
            self.ledger.put(at, "criteria", of.key, "kpi_target" if aim else "kpi_text", text)
        for column, name in ((4, "lead_groups"), (5, "co_groups")):
            self._responsible(of, self._said(row, column), name)

    def _said(self, row: Row, column: int) -> list[int]:
        """The lines of a cell without our own marks."""
        lines = row.get(column, [])
        return [at for at in lines if not words.is_own_mark(self.report.lines[at])]

    def _conditions(self, of: _Criterion, places: Sequence[int]) -> list[str]:
        """The numbered conditions of a cell, those that are new; lines before the first number are
        kept with the criterion."""
        told: dict[str, list[tuple[int, str]]] = {}
        code = ""
        for at in places:
            line = self.report.lines[at]
            found = _CONDITION.match(line.arabic)
            if found and line.text[found.end() :].strip():
                code = re.sub(r"\s", "", found[1])
                told.setdefault(code, []).append((at, line.text[found.end() :].strip()))
            elif code:
                told[code].append((at, line.text))
            else:
                self.ledger.put(at, "criteria", of.key, "remark")
        new = [each for each in told if each not in of.texts]
        for each, parts in told.items():
            self._condition(of, each, parts)
        if told:
            of.open = list(told)
        return new

    def _condition(self, of: _Criterion, code: str, parts: list[tuple[int, str]]) -> None:
        text = thai.fold(" ".join(said for _, said in parts))
        if code in of.texts:
            self.ledger.leave(
                [at for at, _ in parts], "again" if text == of.texts[code] else "differs"
            )
            return
        of.texts[code] = text
        for at, said in parts:
            kept = "" if said in words.OWN_MARKS else said
            self.ledger.put(at, "conditions", (*of.key, code), "text", kept)

    def _procedure(self, of: _Criterion, places: Sequence[int], new: Sequence[str]) -> None:
        owner = new[0] if new else of.open[0] if of.open else None
        if owner is None:
            self.ledger.leave(places, "no_condition")
            return
        for at in places:
            self.ledger.put(at, "conditions", (*of.key, owner), "procedure")
        if places and len(of.open) > 1:
            facts = {"criterion": of.key[1], "condition": owner, "value": ", ".join(of.open)}
            self.ledger.doubt("import_procedure_shared", places[0], **facts)

    def _work(self, of: _Criterion, places: Sequence[int]) -> None:
        """The third column: work, or the three parts where they are headed, and documents."""
        one = of.open[0] if len(of.open) == 1 else ""
        part, group, documents = "method", "", []
        for at in places:
            line = self.report.lines[at]
            kind = words.part(line)
            if kind in (*PARTS, words.EVIDENCE):
                part, group = kind, "" if kind == words.EVIDENCE else group
                self.ledger.leave([at], "form")
            elif line.role == "writer":
                group = line.text
                self.ledger.leave([at], "form")
            elif line.role == "address":
                self.ledger.leave([at], "bad_link")
            elif line.text in _MET:
                self.ledger.put(at, "progress", (*of.key, one, group), "remark")
            elif line.link and line.text.startswith(words.FULL_TEXT):
                self.ledger.put(at, "progress", (*of.key, one, group), "full_text", line.link)
            elif part == words.EVIDENCE:
                documents.append(at)
            else:
                self.ledger.put(at, "progress", (*of.key, one, group), part)
        for item in items(self.report.lines, documents):
            of.documents += 1
            for at, text in zip(item.at, item.texts, strict=True):
                self.ledger.put(at, "evidence", (*of.key, str(of.documents), ""), "title", text)

    def _responsible(self, of: _Criterion, places: Sequence[int], name: str) -> None:
        """Who leads or helps: each condition of the row, and the criterion where none differs."""
        if not places:
            return
        groups = self._groups(places)
        if groups is None:
            self.ledger.leave(places, "no_group")
            for at in places:
                self.ledger.doubt("import_group_unknown", at, value=self.report.lines[at].text)
            return
        said = "; ".join(dict.fromkeys(groups))
        keys = [(*of.key, code) for code in of.open]
        tab, key = ("conditions", keys[0]) if keys else ("criteria", of.key)
        if self.ledger.texts(tab, key, name):
            self.ledger.leave(places, "again")
        else:
            self.ledger.put(places[0], tab, key, name, said)
            self.ledger.leave(places[1:], "again")
        for each in keys[1:]:
            self.ledger.value("conditions", each, name, said)
        of.told.setdefault(name, set()).add(said)
        whole = said if len(of.told[name]) == 1 else ""
        self.ledger.value("criteria", of.key, name, whole)

    # --- a row of our own table of responsibility ---

    def _is_point(self, row: Row) -> bool:
        """A row that begins with the number of a point and says of the work only its status."""
        first, work = row.get(0, []), row.get(2, [])
        said = [self.report.lines[at] for at in work]
        of_status = all(words.is_own_mark(x) or words.status(x.text) for x in said)
        return bool(first and said and of_status and words.numbered(self.report.lines[first[0]]))

    def _point(self, indicator: str, row: Row) -> None:
        lines = self.report.lines
        item = words.numbered(lines[row[0][0]])
        key = (self.edition, f"{indicator}.{item.number}")
        self.ledger.put(
            row[0][0], "criteria", key, "title", "" if item.text in words.OWN_MARKS else item.text
        )
        conditions = 0
        for at in row[0][1:]:
            if lines[at].text.startswith(_POINT_CONDITION):
                conditions += 1
                text = lines[at].text.removeprefix(_POINT_CONDITION)
                self.ledger.put(at, "conditions", (*key, str(conditions)), "text", text)
            else:
                self.ledger.put(at, "criteria", key, "title")
        for at in self._said(row, 1):
            if conditions == 1:
                self.ledger.put(at, "conditions", (*key, "1"), "procedure")
            else:
                self.ledger.leave([at], "no_condition")
        statuses = self._said(row, 2)
        for at in statuses:
            group, status = words.status(lines[at].text) or ("", "")
            if len(statuses) == 1 and not group:
                self.ledger.put(at, "progress", (*key, "", ""), "carried_out", status)
            else:
                self.ledger.leave([at], "status_of_group")
        for at in self._said(row, 3):
            aim = lines[at].text.startswith("เป้าหมาย ")
            text = lines[at].text.removeprefix("เป้าหมาย ")
            self.ledger.put(at, "criteria", key, "kpi_target" if aim else "kpi_text", text)
        self._responsible(_Criterion(key), self._said(row, 4), "lead_groups")
        self._responsible(_Criterion(key), self._said(row, 5), "co_groups")
