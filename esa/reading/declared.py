"""Tables that an office declares itself: rows of registers and register_columns → Tab.

A register's Tab is named by its own title and its columns by their headings, so that wherever a
name is shown it already is the word of the sheet, and two offices never share one. From here on a
register takes the road of the built-in tabs. What can't be meant is told at its cell and left out;
everything else of the declaration is used. Source: docs/rules.md, "Registers".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

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
from esa.reading.schema import REMARK, Category, Field, Reference, Tab, field_from, read_tabs
from esa.reading.tables import GUIDE, find_tab, read_table
from esa.rules.evidence import Cells
from esa.sources.workbook import RawTab, RawWorkbook

REGISTERS, COLUMNS = "registers", "register_columns"
NOT_EXTENDED = ("about", "settings", REGISTERS, COLUMNS)  # no columns are declared for these
MOST_CHOICES = 100  # more are no list to choose from
LONGEST_TITLE = 31  # letters that a spreadsheet allows
UNFIT = frozenset("[]:*?/\\")  # signs that no spreadsheet allows in the name of a tab
RESERVED = (GUIDE, "History", "ประวัติ")
NUMBERS = ("number", "baht", "percent")
NONE_NEAR = "–"
# Type of a column that names rows of another tab → the tab, its code, whether several may stand.
REFERRING: Mapping[str, tuple[str, str]] = {
    "school": ("schools", "school_code"),
    "network": ("networks", "network"),
    "group": ("groups", "group"),
    "project": ("projects", "project"),
    "criterion": ("criteria", "criterion"),
}
ONE_ONLY = ("project",)


class Column(NamedTuple):
    """A declared column. name: its heading; type: a word of register_columns; unit: "" for none;
    adds_up: whether its numbers may be added over all rows."""

    name: str
    type: str
    unit: str = ""
    adds_up: bool = False
    required: bool = False
    outside: bool = False  # whether a link for the committee may show it


CODE_HEADS = ("รหัส", "เลข", "ลำดับ", "ที่")  # headings that begin so hold no name


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

    @property
    def filed(self) -> Filed | None:
        """How its rows are documents; None where it has no column that names points, or none that
        says where a document is: then no row could ever be one that is attached."""
        points, links, places = map(self.of_type, ("criterion", "link", "place"))
        if not points or not (links or places):
            return None
        named = sorted(self.of_type("text"), key=lambda each: each.name.startswith(CODE_HEADS))
        apart = {"criterion", "link", "place", "text"}
        rest = [each for each in self.columns if each.type not in apart]
        texts = tuple(each.name for each in (*named, *rest))
        at = (each[0].name if each else "" for each in (links, places))
        title = texts[0] if texts else points[0].name
        return Filed(Cells(self.title, title, *at, False), points[0].name, texts)


@dataclass(frozen=True)
class Declared:
    """tabs: every tab by name, the built-in ones with the columns declared for them."""

    tabs: Mapping[str, Tab]
    registers: tuple[Register, ...] = ()
    problems: tuple[Problem, ...] = ()
    more: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)  # of built-in tabs


class _Title(NamedTuple):
    at: Place
    register: str | None
    title: str | None
    keepers: tuple[str, ...]
    row_word: str | None
    about_year: int | None
    reaches: bool | None


class _Column(NamedTuple):
    at: Place
    register: str | None
    column: int | None
    heading: str | None
    other_headings: tuple[str, ...]
    type: str | None
    unit: str | None
    choices: str | None
    required: bool | None
    key: bool | None
    outside: bool | None
    adds_up: bool | None


def declared_in(tabs: Mapping[str, RawTab], workbook: str) -> Declared:
    """What the office's own workbook declares. tabs: by name, as they are read."""
    schema, reads = read_tabs(), {}
    for name in (REGISTERS, COLUMNS):
        raw = tabs.get(name) or RawTab(schema[name].title, [])
        reads[name] = read_table(schema[name], raw, workbook)
    letters = {(workbook, name): read.letters for name, read in reads.items()}
    return declared(reads[REGISTERS].rows, reads[COLUMNS].rows, letters)


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


def nothing_declared() -> Declared:
    """The built-in tabs alone."""
    return Declared(read_tabs())


def declared(registers: Rows, columns: Rows, letters: Letters) -> Declared:
    """Everything that these rows of the office workbook declare."""
    if not registers and not columns:
        return nothing_declared()
    found, problems = _titles(frozen(_Title, registers), letters)
    given, told = _columns(frozen(_Column, columns), found, letters)
    problems += told
    tabs, more = dict(read_tabs()), {}
    for name in given.keys() & tabs.keys():
        tabs[name] = _with(tabs[name], given[name])
        more[name] = tuple(column for column, _, _ in given[name])
    kept = []
    for register in found.values():
        own = given.get(register.title, ())
        if not own:
            facts = {"value": register.title}
            told = problem_at(letters, REGISTERS, register.at, "title", "register_empty", facts)
            problems.append(told)
            continue
        kept.append(replace(register, columns=tuple(column for column, _, _ in own)))
        tabs[register.title] = _with(_bare(kept[-1]), own)
    return Declared(tabs, tuple(kept), tuple(problems), more)


def with_keepers(registers: Iterable[Register], rows: Rows) -> tuple[Register, ...]:
    """The registers with the groups that keep them. rows: of registers, its codes canonical."""
    known = zip(rows["keepers"], rows["criteria"], strict=True)
    found = dict(zip(rows.index, known, strict=True))
    return tuple(
        replace(each, keepers=found[each.at][0], criteria=found[each.at][1])
        for each in registers
        if each.at in found
    )


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


def _titles(rows: Iterable[_Title], letters: Letters) -> tuple[dict[str, Register], list[Problem]]:
    """By code as compared, those that can be meant."""
    found: dict[str, Register] = {}
    taken: dict[str, str] = {}
    problems: list[Problem] = []
    for row in rows:
        code, title = row.register or "", thai.tidy(row.title or "")

        def tell(name: str, problem: str, at: Place = row.at, **facts: object) -> None:
            problems.append(problem_at(letters, REGISTERS, at, name, problem, facts))

        if not title or not code:
            continue  # told when the cell was read
        if compared_code(code) in found:
            tell("register", "register_twice", value=code, first=found[compared_code(code)].title)
        elif folded(title) in taken:
            tell("title", "register_title_twice", value=title, first=taken[folded(title)])
        elif (known := find_tab(read_tabs(), title)) is not None:
            tell("title", "register_title_taken", value=title, first=known.title)
        elif not _fits(title):
            tell("title", "register_title_unfit", value=title)
        else:
            if not row.keepers:
                tell("keepers", "register_unkept", value=title)
            word = thai.tidy(row.row_word or "")
            about = (word, row.about_year, bool(row.reaches))
            found[compared_code(code)] = Register(code, title, row.at, *about)
            taken[folded(title)] = code
    return found, problems


def _fits(title: str) -> bool:
    """Whether a tab may be called so in every spreadsheet, and is read under this name."""
    free = not UNFIT & set(title) and MASK not in title and title[0] not in "_'"
    is_free = folded(title) not in map(folded, RESERVED) and not title.endswith("'")
    return free and is_free and len(title) <= LONGEST_TITLE


# --- columns ----------------------------------------------------------------------------------

Given = tuple[Column, Field, bool]  # and whether it is part of the key


def _columns(
    rows: Sequence[_Column], registers: Mapping[str, Register], letters: Letters
) -> tuple[dict[str, list[Given]], list[Problem]]:
    """By name of the tab, its declared columns in their order."""
    by_title = {folded(each.title): each for each in registers.values()}
    given: dict[str, list[Given]] = {}
    taken: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for row in sorted(rows, key=lambda each: (each.column is None, each.column or 0)):
        heading = thai.tidy(row.heading or "")

        def tell(name: str, problem: str, at: Place = row.at, **facts: object) -> None:
            problems.append(problem_at(letters, COLUMNS, at, name, problem, facts))

        if not row.register or not heading:
            continue
        own = registers.get(compared_code(row.register)) or by_title.get(folded(row.register))
        tab = find_tab(read_tabs(), row.register) if own is None else None
        if own is None and (tab is None or tab.name in NOT_EXTENDED):
            labels = [each.code for each in registers.values()]
            near = closest(row.register, labels) or NONE_NEAR
            tell("register", "register_unknown", value=row.register, suggestion=near)
            continue
        name = own.title if own else tab.name
        names = taken.setdefault(name, _names_in_use(tab))
        if folded(heading) in names or MASK in heading:
            code = "register_column_there" if tab else "register_column_twice"
            tell("heading", code, value=heading, first=names.get(folded(heading), "–"))
            continue
        others = [folded(other) for other in row.other_headings]
        names |= dict.fromkeys([folded(heading), *others], heading)
        given.setdefault(name, []).append(_given(row, heading, tell))
    return given, problems


def _names_in_use(tab: Tab | None) -> dict[str, str]:
    """Headings that can't be declared: those of the built-in tab, and of columns every tab has."""
    known = {word: tab.field(name).title for word, name in names_of(tab).items()} if tab else {}
    every = (REMARK["title"], REMARK["name"], "group")
    return known | {folded(word): word for word in every}


def _given(row: _Column, heading: str, tell) -> Given:
    """One column; a choice without its words, or with very many, holds any text."""
    kind = row.type or "text"
    choices = _choices(row.choices or "") if kind == "choice" else ()
    if kind == "choice" and not choices:
        kind = "text"
        tell("choices", "register_no_choices", value=heading)
    elif len(choices) > MOST_CHOICES:
        tell("choices", "register_many_choices", value=heading, count=len(choices))
        kind, choices = "text", ()
    if row.adds_up and kind not in ("number", "baht"):
        tell("adds_up", "register_not_added", value=heading)
    adds_up = bool(row.adds_up) and kind in ("number", "baht")
    unit = thai.tidy(row.unit or "") or {"baht": "บาท", "percent": "ร้อยละ"}.get(kind, "")
    required = bool(row.required or row.key)
    column = Column(heading, kind, unit, adds_up, required, bool(row.outside))
    return column, _field(column, row.other_headings, choices), bool(row.key)


def _choices(written: str) -> tuple[str, ...]:
    parts = (thai.tidy(part) for part in written.replace("\n", ";").split(";"))
    by_fold = {thai.fold(part): part for part in reversed(list(filter(None, parts)))}
    return tuple(reversed(by_fold.values()))


def _field(column: Column, others: Sequence[str], choices: Sequence[str]) -> Field:
    """The column as a descriptor has it."""
    refers = column.type in REFERRING
    is_list = refers and column.type not in ONE_ONLY
    kinds = {"date": "date", "yes_no": "boolean", **dict.fromkeys(NUMBERS, "number")}
    return Field(
        name=column.name,
        title=column.name,
        type="list" if is_list else kinds.get(column.type, "string"),
        aliases=tuple(others),
        description=_description(column),
        unit=column.type if column.type in ("baht", "percent") else "",
        format="uri" if column.type == "link" else "",
        required=column.required,
        minimum=0 if column.type in ("baht", "percent") else None,
        maximum=100 if column.type == "percent" else None,
        code=refers and not is_list,
        exact=column.type in NUMBERS,
        categories=tuple(Category(word, word) for word in choices),
        public_name=column.type in ("school", "network", "group", "place"),
        denial="blank" if column.type == "place" else "",
    )


HELP: Mapping[str, str] = {
    "text": "ข้อความ ไม่ใส่ชื่อบุคคล",
    "number": "พิมพ์เฉพาะตัวเลข",
    "baht": "จำนวนเงินเป็นบาท พิมพ์เฉพาะตัวเลข",
    "percent": "ร้อยละ 0–100 ไม่ต้องใส่เครื่องหมาย %",
    "date": "วันที่ เช่น 23/8/2557 หรือ 23 ส.ค. 2557",
    "yes_no": "พิมพ์ ใช่ หรือ ไม่ใช่",
    "choice": "เลือกจากรายการ",
    "school": "รหัสหรือชื่อโรงเรียน หลายโรงเรียนคั่นด้วย ;",
    "network": "รหัสหรือชื่อเครือข่าย หลายเครือข่ายคั่นด้วย ;",
    "group": "รหัสหรือชื่อกลุ่ม หลายกลุ่มคั่นด้วย ;",
    "project": "รหัสโครงการตามแท็บโครงการ",
    "criterion": "รหัสประเด็น หลายประเด็นคั่นด้วย ;",
    "link": "ที่อยู่ของไฟล์หรือโฟลเดอร์ ขึ้นต้นด้วย https://",
    "place": "ที่เก็บเอกสาร เช่น แฟ้ม 12 ตู้ 3",
}


def _description(column: Column) -> str:
    unit = column.unit if column.type == "number" else ""
    return HELP[column.type] + (f" (หน่วย: {unit})" if unit else "")


# --- tabs -------------------------------------------------------------------------------------


def _bare(register: Register) -> Tab:
    remark, filed = field_from(REMARK), register.filed
    cells = filed.cells if filed else None
    return Tab(
        register.title,
        register.title,
        "group",
        (remark,),
        (),
        description=f"ทะเบียนของสำนักงาน แถวละหนึ่ง{register.row_word or 'รายการ'}",
        keeper="กลุ่มที่เก็บ",
        roles={role: getattr(cells, role) for role in ("title", "link", "place")} if cells else {},
    )


def _with(tab: Tab, given: Sequence[Given]) -> Tab:
    """The tab with further columns, before its remark. Only a register's own key is declared."""
    own = tuple(each for _, each, _ in given)
    if tab.name in read_tabs():  # nothing may cost a row of a built-in tab
        own = tuple(replace(each, required=False) for each in own)
        key = tab.key
    else:
        key = tuple(each.name for _, each, is_key in given if is_key)
    fields = (*tab.fields[:-1], *own, tab.fields[-1])
    references = tuple(
        Reference((column.name,), REFERRING[column.type][0], REFERRING[column.type][1:])
        for column, _, _ in given
        if column.type in REFERRING
    )
    return replace(
        tab,
        fields=fields,
        key=key,
        references=(*tab.references, *references),
        by_name={each.name: each for each in fields},
    )
