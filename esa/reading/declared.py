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
from dataclasses import replace
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
from esa.reading.places import problem_at
from esa.reading.problems import Problem
from esa.reading.schema import REMARK, Field, Tab, read_descriptors, read_tabs, tab_from
from esa.reading.tables import NO_DATA, find_tab, read_table
from esa.rules.evidence import Cells
from esa.sources.workbook import RawTab, RawWorkbook

REGISTERS, COLUMNS = "registers", "register_columns"
NOT_EXTENDED = ("about", "settings", REGISTERS, COLUMNS)  # no columns are declared for these
MOST_CHOICES = 100  # more are no list to choose from
LONGEST_TITLE = 31  # letters that a spreadsheet allows
UNFIT = frozenset("[]:*?/\\")  # signs that no spreadsheet allows in the name of a tab
RESERVED = (*NO_DATA, "History", "ประวัติ")
CODE_HEADS = ("รหัส", "เลข", "ลำดับ", "ที่")  # headings that begin so hold no name
TYPES = tomllib.loads(Path(__file__).with_name("column_types.toml").read_text(encoding="utf-8"))
Tell = Callable[..., None]  # (row, field, code of the problem, facts)
Descriptor = dict[str, Any]  # of a column, in the words of sheets_schema/
# Every tab by name, the built-in ones with the columns declared for them; what is wrong.
Declared = tuple[Mapping[str, Tab], Sequence[Problem]]


class Register(NamedTuple):
    """A table of the office's own. title: of its tab, and its name; at: where it is declared;
    reaches: its rows are work with the schools that they name; keepers: codes of groups, may hold
    ALL; criteria: codes of the points that it serves."""

    at: Place
    code: str
    title: str
    row_word: str
    about_year: int | None
    reaches: bool | None
    keepers: tuple[str, ...]
    criteria: tuple[str, ...]
    columns: tuple[Field, ...]
    filed: Cells | None

    def of_type(self, *kinds: str) -> tuple[Field, ...]:
        """Its columns of these types, in the words of register_columns."""
        return tuple(column for column in self.columns if column.kind in kinds)

    def named(self, *kinds: str) -> tuple[str, ...]:
        """Their headings."""
        return tuple(column.name for column in self.of_type(*kinds))

    @property
    def outside(self) -> tuple[Field, ...]:
        """Its columns that a link for the committee may show."""
        return tuple(column for column in self.columns if column.outside)


def registers_of(rows: Rows, tabs: Mapping[str, Tab]) -> tuple[Register, ...]:
    """The registers among these tabs. rows: of the tab that declares them, its codes canonical."""
    declared = {tab.at: tab for tab in tabs.values() if tab.at}
    kept = rows.where([at in declared for at in rows.index])
    own = [declared[at] for at in kept.index]
    more = {"code": kept["register"], "title": [tab.title for tab in own]}
    more["row_word"] = [thai.tidy(word or "") for word in kept["row_word"]]
    more |= {"columns": [tab.fields[:-1] for tab in own], "filed": [tab.filed for tab in own]}
    return tuple(frozen(Register, Rows(kept.index, {**kept.columns, **more})))


def declares(raw: RawWorkbook) -> bool:
    """Whether a workbook has the tab of the columns of registers."""
    return COLUMNS in known_tabs(raw).by_name


def declared_by(raws: Iterable[RawWorkbook]) -> Mapping[str, Tab]:
    """Every tab by name, with what these workbooks declare, whichever of them counts: for those
    who must know only which cells are an office's own."""
    own: dict[str, Tab] = {}
    for raw in filter(declares, raws):
        found, _ = declared_in(known_tabs(raw).by_name, raw.name)
        own = {**found, **{name: tab for name, tab in own.items() if name not in read_tabs()}}
    return own or read_tabs()


def declared_in(raws: Mapping[str, RawTab], workbook: str) -> Declared:
    """What the office's own workbook declares. raws: its tabs by name, as they are read."""
    own = {name: raws.get(name) or RawTab(name, []) for name in (REGISTERS, COLUMNS)}
    reads = {name: read_table(read_tabs()[name], raw, workbook) for name, raw in own.items()}
    if not any(read.rows for read in reads.values()):
        return read_tabs(), ()
    letters = {(workbook, name): read.letters for name, read in reads.items()}
    columns = {name: ("at", *read.rows.columns) for name, read in reads.items()}
    rows = {name: frozen(namedtuple("Row", columns[name]), reads[name].rows) for name in reads}
    problems: list[Problem] = []

    def tell(tab: str, row: Any, name: str, code: str, **facts: object) -> None:
        problems.append(problem_at(letters, tab, row.at, name, code, facts))

    found = _titles(rows[REGISTERS], partial(tell, REGISTERS))
    refused = {compared_code(row.register or "") for row in rows[REGISTERS]} - {*found}
    given = _columns(rows[COLUMNS], found, refused, partial(tell, COLUMNS))
    tabs = dict(read_tabs())
    for row in found.values():
        if fields := given.pop(row.title, ()):
            tabs[row.title] = _own_tab(row, fields)
        else:
            tell(REGISTERS, row, "title", "register_empty", value=row.title)
    for name, fields in given.items():
        known = read_descriptors()[name]
        tabs[name] = tab_from({**known, "fields": [*known["fields"], *fields]})
    return tabs, problems


def tabs_missing(registers: Iterable[Register], workbooks: Iterable[Workbook]) -> list[Problem]:
    """The tabs that the workbooks of their keepers lack; of what everybody may keep, none."""
    books = [(book, {health.tab for health in book.tabs}) for book in workbooks if book.used]
    return [
        Problem("register_tab_missing", book.name, register.title, facts={"value": register.title})
        for register in registers
        for book, tabs in books
        if book.group in register.keepers and register.title not in tabs
    ]


# --- registers --------------------------------------------------------------------------------


def _titles(rows: Iterable[Any], tell: Tell) -> dict[str, Any]:
    """By code as compared, the rows that can be meant, with their titles tidied."""
    found: dict[str, Any] = {}
    taken: dict[str, str] = {}
    for row in rows:
        code, title = row.register or "", thai.tidy(row.title or "")
        if not title or not code:
            continue  # told when the cell was read
        known = find_tab(read_tabs(), title)
        if other := found.get(compared_code(code)):
            tell(row, "register", "register_twice", value=code, first=other.title)
        elif first := taken.get(folded(title)):
            tell(row, "title", "register_title_twice", value=title, first=first)
        elif known is not None:
            tell(row, "title", "register_title_taken", value=title, first=known.title)
        elif not _fits(title):
            tell(row, "title", "register_title_unfit", value=title)
        else:
            if not row.keepers:
                tell(row, "keepers", "register_unkept", value=title)
            found[compared_code(code)] = row._replace(title=title)
            taken[folded(title)] = code
    return found


def _fits(title: str) -> bool:
    """Whether a tab may be called so in every spreadsheet, and is read under this name."""
    free = not UNFIT & set(title) and MASK not in title and title[0] not in "_'"
    is_free = folded(title) not in map(folded, RESERVED) and not title.endswith("'")
    return free and is_free and len(title) <= LONGEST_TITLE


def _own_tab(row: Any, fields: Iterable[Descriptor]) -> Tab:
    about = f"ทะเบียนของสำนักงาน แถวละหนึ่ง{thai.tidy(row.row_word or '') or 'รายการ'}"
    tab = {"name": row.title, "title": row.title, "workbook": "group", "description": about}
    tab = tab_from({**tab, "fields": fields, "keeper": "กลุ่มที่เก็บ", "unique_in": "office"})
    return replace(tab, at=row.at, filed=_filed(tab))


def _filed(tab: Tab) -> Cells | None:
    """How its rows are documents; None where it has no column that names points, or none that says
    where a document is: then no row could ever be one that is attached."""

    def named(*kinds: str) -> list[str]:
        return [field.name for field in tab.fields if field.kind in kinds]

    points, links, places = map(named, ("criterion", "link", "place"))
    if not points or not (links or places):
        return None
    texts = sorted(named("text"), key=lambda name: name.startswith(CODE_HEADS))
    texts += named(*TYPES.keys() - {"criterion", "link", "place", "text"})
    link, place, title = ((*names, "")[0] for names in (links, places, (*texts, *points)))
    return Cells(tab.name, title, link, place, False, points[0], tuple(texts))


# --- columns ----------------------------------------------------------------------------------


def _columns(
    rows: Sequence[Any], registers: Mapping[str, Any], refused: Container[str], tell: Tell
) -> dict[str, list[Descriptor]]:
    """By name of the tab, its declared columns in their order. refused: codes of the registers that
    can't be meant, which is told once, at each of them."""
    by_title = {folded(each.title): each for each in registers.values()}
    given: dict[str, list[Descriptor]] = {}
    taken: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda each: (each.column is None, each.column or 0)):
        heading = thai.tidy(row.heading or "")
        if not row.register or not heading:
            continue
        own = registers.get(compared_code(row.register)) or by_title.get(folded(row.register))
        tab = find_tab(read_tabs(), row.register) if own is None else None
        if own is None and compared_code(row.register) in refused:
            continue
        if own is None and (tab is None or tab.name in NOT_EXTENDED):
            near = closest(row.register, [each.register for each in registers.values()]) or "–"
            tell(row, "register", "register_unknown", value=row.register, suggestion=near)
            continue
        name = own.title if own else tab.name
        names = taken.setdefault(name, _names_in_use(tab))
        if folded(heading) in names or MASK in heading:
            code = "register_column_there" if tab else "register_column_twice"
            tell(row, "heading", code, value=heading, first=names.get(folded(heading), "–"))
            continue
        names |= dict.fromkeys(map(folded, (heading, *row.other_headings)), heading)
        given.setdefault(name, []).append(_described(row, heading, tab is None, tell))
    return given


def _names_in_use(tab: Tab | None) -> dict[str, str]:
    """Headings that can't be declared: those of the built-in tab, and of columns every tab has."""
    known = {word: tab.field(name).title for word, name in names_of(tab).items()} if tab else {}
    return known | {folded(word): word for word in (REMARK["title"], REMARK["name"], "group")}


def _described(row: Any, heading: str, is_own: bool, tell: Tell) -> Descriptor:
    """A column; a choice without its words, or with very many, holds any text. is_own: of a
    register: in a built-in tab nothing that is declared may cost a row."""
    kind, words = row.type or "text", map(thai.tidy, re.split("[;\n]", row.choices or ""))
    choices = {thai.fold(word): word for word in words if word} if kind == "choice" else {}
    if kind == "choice" and not 0 < len(choices) <= MOST_CHOICES:
        code = "register_many_choices" if choices else "register_no_choices"
        tell(row, "choices", code, value=heading, count=len(choices))
        kind, choices = "text", {}
    field = {"name": heading, "title": heading, "kind": kind, **TYPES[kind]}
    if row.adds_up and "adds_up" not in field:
        tell(row, "adds_up", "register_not_added", value=heading)
    field |= {flag: bool(getattr(row, flag)) for flag in ("adds_up", "outside") if flag in field}
    unit, always = thai.tidy(row.unit or ""), field.get("unit_word", "")
    if kind == "baht" and unit.strip(".") not in ("", always):
        tell(row, "unit", "register_unit_of_baht", value=heading, unit=unit)
    unit = always if kind == "baht" else unit or always
    field["unit_word"] = unit
    field["description"] += f" (หน่วย: {unit})" if unit and kind == "number" else ""
    # as it is exported
    field["aliases"] = (*row.other_headings, *[f"{heading} ({unit})"] * bool(unit))
    field["key"], required = is_own and bool(row.key), is_own and bool(row.required or row.key)
    field["constraints"] = {**field.get("constraints", {}), "required": required}
    field["categories"] = [{"value": word, "label": word} for word in choices.values()]
    return field
