"""Tables that an office declares itself: rows of registers and register_columns → Tab.

A register's Tab is named by its own title and its columns by their headings, so that wherever a
name is shown it already is the word of the sheet, and two offices never share one. From here on a
register takes the road of the built-in tabs. What can't be meant is told at its cell and left out;
everything else of the declaration is used. Source: docs/rules.md, "Registers".
"""

import re
import tomllib
from collections import namedtuple
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from esa import thai
from esa.plain import Place, Rows, frozen
from esa.reading.headings import folded, names_of
from esa.reading.known_tabs import known_tabs
from esa.reading.links import compared_code
from esa.reading.nearest import closest
from esa.reading.opened import Workbook
from esa.reading.personal import MASK
from esa.reading.places import Letters, problem_at
from esa.reading.problems import Problem
from esa.reading.schema import REMARK, Tab, read_tabs, tab_from
from esa.reading.tables import GUIDE, find_tab, read_table
from esa.rules.evidence import Cells
from esa.sources.workbook import RawTab, RawWorkbook

REGISTERS, COLUMNS = "registers", "register_columns"
NOT_EXTENDED = ("about", "settings", REGISTERS, COLUMNS)  # no columns are declared for these
MOST_CHOICES = 100  # more are no list to choose from
LONGEST_TITLE = 31  # letters that a spreadsheet allows
UNFIT = frozenset("[]:*?/\\")  # signs that no spreadsheet allows in the name of a tab
RESERVED = (GUIDE, "History", "ประวัติ")
CODE_HEADS = ("รหัส", "เลข", "ลำดับ", "ที่")  # headings that begin so hold no name
TYPES = tomllib.loads(Path(__file__).with_name("column_types.toml").read_text(encoding="utf-8"))
Tell = Callable[..., None]  # (field, code of the problem, facts) of one row


class Column(NamedTuple):
    """A declared column. name: its heading; type: a word of register_columns; unit: "" for none;
    adds_up: whether its numbers may be added over all rows."""

    name: str
    type: str
    unit: str = ""
    adds_up: bool = False
    required: bool = False
    outside: bool = False  # whether a link for the committee may show it


class Given(NamedTuple):
    """A column with its entry of a descriptor; is_key: whether it is part of the key."""

    column: Column
    entry: Mapping[str, object]
    is_key: bool


class Filed(NamedTuple):
    """How the rows of a register are documents: where each says what it is and where it is kept,
    and which point it proves. texts: columns that may name it, the likeliest first."""

    cells: Cells
    criterion: str
    texts: tuple[str, ...]

    @property
    def deciding(self) -> tuple[str, ...]:
        """The columns on which the state of its documents hangs."""
        own = (self.criterion, self.cells.title, self.cells.link, self.cells.place)
        return tuple(filter(None, own))


@dataclass(frozen=True)
class Register:
    """A table of the office's own. title: of its tab, and its name; at: where it is declared;
    keepers: codes of groups, may hold ALL; criteria: codes of the points that it serves."""

    code: str
    title: str
    at: Place
    row_word: str = ""
    about_year: int | None = None
    reaches: bool = False  # its rows are work with the schools that they name
    columns: tuple[Column, ...] = ()
    keepers: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()

    def of_type(self, *types: str) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.type in types)

    def named(self, *types: str) -> tuple[str, ...]:
        """The headings of its columns of these types."""
        return tuple(column.name for column in self.of_type(*types))

    @property
    def filed(self) -> Filed | None:
        """How its rows are documents; None where it has no column that names points, or none that
        says where a document is: then no row could ever be one that is attached."""
        points, links, places = map(self.named, ("criterion", "link", "place"))
        if not points or not (links or places):
            return None
        texts = sorted(self.named("text"), key=lambda name: name.startswith(CODE_HEADS))
        texts += self.named(*TYPES.keys() - {"criterion", "link", "place", "text"})
        link, place, title = ((*names, "")[0] for names in (links, places, (*texts, *points)))
        return Filed(Cells(self.title, title, link, place, False), points[0], tuple(texts))


class Declared(NamedTuple):
    """tabs: every tab by name, the built-in ones with the columns declared for them."""

    tabs: Mapping[str, Tab]
    registers: tuple[Register, ...] = ()
    problems: Sequence[Problem] = ()


def declared_in(tabs: Mapping[str, RawTab], workbook: str) -> Declared:
    """What the office's own workbook declares. tabs: by name, as they are read."""
    own = {name: read_tabs()[name] for name in (REGISTERS, COLUMNS)}
    raws = {name: tabs.get(name) or RawTab(tab.title, []) for name, tab in own.items()}
    reads = {name: read_table(tab, raws[name], workbook) for name, tab in own.items()}
    letters = {(workbook, name): read.letters for name, read in reads.items()}
    return declared(*(read.rows for read in reads.values()), letters)


def declares(raw: RawWorkbook) -> bool:
    """Whether a workbook has the tab of the columns of registers."""
    columns = read_tabs()[COLUMNS]
    return any(find_tab({COLUMNS: columns}, tab.title) for tab in raw.tabs)


def declared_by(raws: Iterable[RawWorkbook]) -> Mapping[str, Tab]:
    """Every tab by name, with what these workbooks declare, whichever of them counts: for those
    who must know only which cells are an office's own."""
    tabs = read_tabs()
    for raw in raws:
        if declares(raw):
            own = declared_in(known_tabs(raw).by_name, raw.name).tabs
            tabs = {**own, **{name: tab for name, tab in tabs.items() if name not in read_tabs()}}
    return tabs


def declared(registers: Rows, columns: Rows, letters: Letters) -> Declared:
    """Everything that these rows of the office workbook declare."""
    if not registers and not columns:
        return Declared(read_tabs())
    problems: list[Problem] = []

    def tell(tab: str, at: Place, name: str, code: str, **facts: object) -> None:
        problems.append(problem_at(letters, tab, at, name, code, facts))

    found = _titles(_rows(registers), partial(tell, REGISTERS))
    refused = {compared_code(row.register or "") for row in _rows(registers)} - {*found}
    given = _columns(_rows(columns), found, refused, partial(tell, COLUMNS))
    tabs, kept = dict(read_tabs()), []
    for register in found.values():
        own = given.pop(register.title, ())
        if own:
            kept.append(replace(register, columns=tuple(each.column for each in own)))
            tabs[register.title] = _with(_bare(kept[-1], own), own)
        else:
            tell(REGISTERS, register.at, "title", "register_empty", value=register.title)
    tabs |= {name: _with(tabs[name], own) for name, own in given.items()}
    return Declared(tabs, tuple(kept), problems)


def with_keepers(registers: Iterable[Register], rows: Rows) -> tuple[Register, ...]:
    """The registers with the groups that keep them. rows: of registers, its codes canonical."""
    known = {row.at: row for row in _rows(rows)}
    found = ((each, known[each.at]) for each in registers if each.at in known)
    return tuple(replace(each, keepers=at.keepers, criteria=at.criteria) for each, at in found)


def tabs_missing(registers: Iterable[Register], workbooks: Iterable[Workbook]) -> list[Problem]:
    """The tabs that the workbooks of their keepers lack; of what everybody may keep, none."""
    books = [(book, {health.tab for health in book.tabs}) for book in workbooks if book.used]
    return [
        Problem("register_tab_missing", book.name, register.title, facts={"value": register.title})
        for register in registers
        for book, tabs in books
        if book.group in register.keepers and register.title not in tabs
    ]


def _rows(rows: Rows) -> list[Any]:
    """Each row by the names of its tab."""
    return frozen(namedtuple("Row", ("at", *rows.columns)), rows)


# --- registers --------------------------------------------------------------------------------


def _titles(rows: Iterable[Any], tell: Tell) -> dict[str, Register]:
    """By code as compared, those that can be meant."""
    found: dict[str, Register] = {}
    taken: dict[str, str] = {}
    for row in rows:
        code, title = row.register or "", thai.tidy(row.title or "")
        if not title or not code:
            continue  # told when the cell was read
        said, known = partial(tell, row.at), find_tab(read_tabs(), title)
        if other := found.get(compared_code(code)):
            said("register", "register_twice", value=code, first=other.title)
        elif first := taken.get(folded(title)):
            said("title", "register_title_twice", value=title, first=first)
        elif known is not None:
            said("title", "register_title_taken", value=title, first=known.title)
        elif not _fits(title):
            said("title", "register_title_unfit", value=title)
        else:
            if not row.keepers:
                said("keepers", "register_unkept", value=title)
            about = (thai.tidy(row.row_word or ""), row.about_year, bool(row.reaches))
            found[compared_code(code)] = Register(code, title, row.at, *about)
            taken[folded(title)] = code
    return found


def _fits(title: str) -> bool:
    """Whether a tab may be called so in every spreadsheet, and is read under this name."""
    free = not UNFIT & set(title) and MASK not in title and title[0] not in "_'"
    is_free = folded(title) not in map(folded, RESERVED) and not title.endswith("'")
    return free and is_free and len(title) <= LONGEST_TITLE


# --- columns ----------------------------------------------------------------------------------


def _columns(
    rows: Sequence[Any], registers: Mapping[str, Register], refused: Container[str], tell: Tell
) -> dict[str, list[Given]]:
    """By name of the tab, its declared columns in their order. refused: codes of the registers that
    can't be meant, which is told once, at each of them."""
    by_title = {folded(each.title): each for each in registers.values()}
    given: dict[str, list[Given]] = {}
    taken: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda each: (each.column is None, each.column or 0)):
        heading, said = thai.tidy(row.heading or ""), partial(tell, row.at)
        if not row.register or not heading:
            continue
        own = registers.get(compared_code(row.register)) or by_title.get(folded(row.register))
        tab = find_tab(read_tabs(), row.register) if own is None else None
        if own is None and compared_code(row.register) in refused:
            continue
        if own is None and (tab is None or tab.name in NOT_EXTENDED):
            near = closest(row.register, [each.code for each in registers.values()]) or "–"
            said("register", "register_unknown", value=row.register, suggestion=near)
            continue
        name = own.title if own else tab.name
        names = taken.setdefault(name, _names_in_use(tab))
        if folded(heading) in names or MASK in heading:
            code = "register_column_there" if tab else "register_column_twice"
            said("heading", code, value=heading, first=names.get(folded(heading), "–"))
            continue
        names |= dict.fromkeys(map(folded, (heading, *row.other_headings)), heading)
        given.setdefault(name, []).append(_given(row, heading, tab is None, said))
    return given


def _names_in_use(tab: Tab | None) -> dict[str, str]:
    """Headings that can't be declared: those of the built-in tab, and of columns every tab has."""
    known = {word: tab.field(name).title for word, name in names_of(tab).items()} if tab else {}
    return known | {folded(word): word for word in (REMARK["title"], REMARK["name"], "group")}


def _given(row: Any, heading: str, is_own: bool, said: Tell) -> Given:
    """One column; a choice without its words, or with very many, holds any text. is_own: of a
    register: in a built-in tab nothing that is declared may cost a row."""
    kind, words = row.type or "text", map(thai.tidy, re.split("[;\n]", row.choices or ""))
    choices = {thai.fold(word): word for word in words if word} if kind == "choice" else {}
    if kind == "choice" and not 0 < len(choices) <= MOST_CHOICES:
        code = "register_many_choices" if choices else "register_no_choices"
        said("choices", code, value=heading, count=len(choices))
        kind, choices = "text", {}
    if row.adds_up and kind not in ("number", "baht"):
        said("adds_up", "register_not_added", value=heading)
    adds_up = bool(row.adds_up) and kind in ("number", "baht")
    unit, always = thai.tidy(row.unit or ""), {"baht": "บาท", "percent": "ร้อยละ"}.get(kind, "")
    if kind == "baht" and unit.strip(".") not in ("", always):
        said("unit", "register_unit_of_baht", value=heading, unit=unit)
    unit = always if kind == "baht" else unit or always
    required = bool(row.required or row.key)
    entry = {word: value for word, value in TYPES[kind].items() if word != "reference"}
    spelled = (*row.other_headings, *[f"{heading} ({unit})"] * bool(unit))  # as it is exported
    entry |= {"name": heading, "title": heading, "aliases": spelled}
    entry["description"] += f" (หน่วย: {unit})" if unit and kind == "number" else ""
    entry["unit_word"] = unit if kind in ("number", "baht", "percent") else ""
    entry["constraints"] = {**entry.get("constraints", {}), "required": required and is_own}
    entry["categories"] = [{"value": word, "label": word} for word in choices.values()]
    column = Column(heading, kind, unit, adds_up, required, bool(row.outside))
    return Given(column, entry, bool(row.key))


# --- tabs -------------------------------------------------------------------------------------


def _bare(register: Register, given: Iterable[Given]) -> Tab:
    """Its tab, still without its columns."""
    about = f"ทะเบียนของสำนักงาน แถวละหนึ่ง{register.row_word or 'รายการ'}"
    tab = {"name": register.title, "title": register.title, "workbook": "group", "fields": ()}
    tab |= {"description": about, "keeper": "กลุ่มที่เก็บ", "unique_in": "office"}
    tab["primaryKey"] = [each.column.name for each in given if each.is_key]
    cells = register.filed.cells if register.filed else Cells("", "", "", "")
    roles = {role: name for role in ("title", "link", "place") if (name := getattr(cells, role))}
    return replace(tab_from(tab), roles=roles)


def _with(tab: Tab, given: Sequence[Given]) -> Tab:
    """The tab with further columns, before its remark."""
    named = [(each.column.name, TYPES[each.column.type]) for each in given]
    refer = [{"fields": name, **kind} for name, kind in named if "reference" in kind]
    bare = {"name": "", "title": "", "workbook": "", "fields": [each.entry for each in given]}
    own = tab_from({**bare, "foreignKeys": refer})
    fields = (*tab.fields[:-1], *own.fields)
    references = (*tab.references, *own.references)
    by_name = {each.name: each for each in fields}
    return replace(tab, fields=fields, references=references, by_name=by_name)
