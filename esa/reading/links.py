"""References between tabs and workbooks: what a cell calls a group or a criterion → its code.

Groups are known by code, name or alias, networks by code or name, schools by code, other code or
a name that only one school has; everything else by its code alone. Codes are compared as typed
(1.10 is not 1.1), names without spelling noise. What is not known is told at its cell with the
nearest known word. Source: docs/rules.md, "Checks across tabs and workbooks".
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial

from esa import thai
from esa.plain import Rows
from esa.reading import nearest
from esa.reading.places import Letters, Place, problem_at
from esa.reading.problems import Problem
from esa.reading.repeats import with_one_spelling, without_repeats
from esa.reading.schema import Reference, Tab
from esa.reading.several import with_each_code
from esa.reading.stored_codes import settled

SPOKEN = {
    "groups": ("name", "aliases"),
    "networks": ("name",),
    "schools": ("other_codes", "name"),
}
ALL_GROUPS = "ALL"
ALL_GROUPS_WORDS = ("ALL", "ทุกกลุ่ม", "ทุกคน", "ทุกกลุ่ม/หน่วย", "ทุกกลุ่มงาน", "ทุกกลุ่มและหน่วย")
SCHOOL_WORDS = ("โรงเรียน", "ร.ร.", "รร.")
# Words before a name that people write or leave out, the longest first.
PREFIXES = {
    "schools": ("โรงเรียน",),
    "networks": (
        *("ศูนย์เครือข่ายโรงเรียน", "กลุ่มเครือข่ายโรงเรียน", "เครือข่ายกลุ่มโรงเรียน", "ศูนย์เครือข่ายสถานศึกษา"),
        *("เครือข่ายสถานศึกษา", "เครือข่ายโรงเรียน", "กลุ่มสถานศึกษา", "กลุ่มโรงเรียน", "ศูนย์โรงเรียน"),
        *("ศูนย์เครือข่าย", "กลุ่มเครือข่าย", "สหวิทยาเขต", "เครือข่าย", "ศูนย์", "กลุ่ม"),
    ),
    "groups": (
        *("กลุ่มบริหารงาน", "กลุ่มบริหาร", "กลุ่มงาน", "กลุ่ม", "หน่วยงาน", "หน่วย", "ฝ่าย"),
        *("บริหารงาน", "บริหาร"),
    ),
}
SHORTEST_PART = 4  # letters of a name that is looked for inside others
MOST_NAMED = 5  # candidates that are named
_BRACKETS = re.compile(r"\s*[(\[（][^)\]）]*[)\]）]\s*")
NONE_NEAR = "–"
TABS_LOST = {"missing_column", "no_header", "missing_tab", "tabs_differ", "workbooks_differ"}
BOOKS_LOST = {"tab_unreadable", "tab_too_large", "too_large", "old_xls", "gsheet_pointer"}
BOOKS_LOST |= {"workbook_unreadable", "workbook_encrypted", "unknown_group"}


def compared_code(text: str) -> str:
    """A code as compared: invisible characters and spaces aside, Thai digits as Arabic ones."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    return "".join(thai.tidy(text).split())


def compared_name(text: str, tab: str) -> str:
    """A name as compared; the word โรงเรียน before a school's name doesn't matter."""
    key = thai.fold(text)
    if tab != "schools":
        return key
    heads = [thai.fold(word) for word in SCHOOL_WORDS]
    return next((key.removeprefix(h) for h in heads if key.startswith(h) and key != h), key).strip()


def bare_name(text: str, tab: str) -> str:
    """A name as compared loosely: without brackets, and without the word before it."""
    key = thai.fold(_BRACKETS.sub("", text))
    heads = (head for head in map(thai.fold, PREFIXES.get(tab, ())) if key.startswith(head))
    return key.removeprefix(next(heads, "")) or key


def _has_brackets(text: str) -> bool:
    return _BRACKETS.search(text) is not None


@dataclass(frozen=True)
class Directory:
    """How the rows of one tab may be called, each way leading to one code.

    codes: by code as compared; spoken: (word, code) for every name; labels: the words that a
    suggestion is taken from. whole: whether every code of the tab could be read; else an unknown
    one may be right, and nothing is suggested instead of it.
    """

    tab: str
    title: str
    codes: Mapping[str, str] = field(default_factory=dict)
    spoken: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()
    whole: bool = True

    @cached_property
    def meant(self) -> Mapping[str, set[str]]:
        """Codes that a name as compared may mean; worked out once something is no code."""
        meant: dict[str, set[str]] = {}
        for word, code in self.spoken:
            meant.setdefault(compared_name(word, self.tab), set()).add(code)
        return meant

    def code_of(self, text: str) -> str | None:
        """The canonical code; None where the text is unknown or means several rows."""
        code = self.codes.get(compared_code(text))
        if code:
            return code
        name = compared_name(text, self.tab)
        meant = self.meant.get(name) or self.loosely(text)
        if len(meant) > 1:  # a name of one wins over an alias of another
            meant = {c for c in meant if compared_name(self.names.get(c, ""), self.tab) == name}
        return next(iter(meant)) if len(meant) == 1 else None

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Code → its name in full, not its other codes or aliases."""
        in_order = self.spoken if self.tab == "schools" else reversed(self.spoken)
        return {code: word for word, code in in_order}

    @cached_property
    def bare(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Bare names → (word, code) of the rows that may be called so."""
        bare: dict[str, list[tuple[str, str]]] = {}
        for word, code in self.spoken if self.tab in PREFIXES else ():
            bare.setdefault(bare_name(word, self.tab), []).append((word, code))
        return bare

    def loosely(self, text: str) -> set[str]:
        """Codes that a name means without brackets and the word before it. Two names with
        different brackets are two."""
        bracketed = _has_brackets(text)
        rows = self.bare.get(bare_name(text, self.tab), ())
        return {code for word, code in rows if not (bracketed and _has_brackets(word))}

    def is_loose(self, text: str) -> bool:
        """Whether the text is no code and no name as it stands in the register."""
        as_it_is = compared_code(text) in self.codes
        return not as_it_is and compared_name(text, self.tab) not in self.meant

    def named(self, codes: Iterable[str]) -> str:
        """Codes with their names, for people to choose from."""
        names = self.names
        shown = [f"{names[c]} = {c}" if names.get(c, c) != c else c for c in sorted(codes)]
        return ", ".join(shown[:MOST_NAMED]) + (", …" if len(shown) > MOST_NAMED else "")

    def like(self, text: str) -> str:
        """The likely word for a text that is none: of schools only names that hold it, for
        another school of similar letters is none; of all else the nearest."""
        if not self.whole:
            return NONE_NEAR
        if self.tab != "schools":
            return nearest.closest(text, self.labels) or NONE_NEAR
        part = bare_name(text, self.tab)
        if len(part) < SHORTEST_PART or part.isascii():
            return NONE_NEAR
        held = {code for bare, rows in self.bare.items() if part in bare for _, code in rows}
        if len(held) != 1:
            return self.named(held) or NONE_NEAR
        (code,) = held
        word = self.names[code]
        return word if self.code_of(word) == code else code

    def codes_of(self, part: str) -> tuple[str, ...] | None:
        """Codes of one part of a list; split at , or / only if every piece is then known."""
        whole = self.code_of(part)
        if whole is not None:
            return (whole,)
        for marks in ((",",), ("/",), (",", "/")):
            pieces = _split(part, marks)
            codes = [self.code_of(piece) for piece in pieces]
            if len(pieces) > 1 and None not in codes:
                return tuple(codes)
        return None

    def problem_of(self, text: str) -> tuple[str, dict[str, object]]:
        """Code and facts of the problem with a text that code_of can't place."""
        several = self.meant.get(compared_name(text, self.tab)) or self.loosely(text)
        if several:
            choices = self.named(several)
            return "ambiguous_name", {"value": text, "target": self.title, "choices": choices}
        code = "unknown_name" if self.tab in SPOKEN else "unknown_code"
        return code, {"value": text, "target": self.title, "suggestion": self.like(text)}


def _split(text: str, marks: Sequence[str]) -> list[str]:
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return [piece.strip() for piece in text.split(marks[0]) if piece.strip()]


def directory(table: Rows, tab: Tab | str, code_field: str, all_groups: bool = False) -> Directory:
    """Every way to call the rows of a registry.

    table: groups, networks, schools or any tab with codes; code_field: its column of codes.
    all_groups: whether ทุกกลุ่ม, ทุกคน and ALL mean the reserved code ALL (lists of groups).
    """
    name, title = (tab, tab) if isinstance(tab, str) else (tab.name, tab.title)
    codes = {compared_code(code): code for code in table[code_field] if code is not None}
    spoken = [
        (word, code)
        for column in SPOKEN.get(name, ())
        for code, cell in zip(table[code_field], table[column], strict=True)
        for word in (cell if isinstance(cell, tuple) else (cell,))
        if word is not None and code is not None
    ]
    labels = dict.fromkeys([*codes.values(), *(word for word, _ in spoken)])
    if name == "groups":
        spoken += [(code, code) for code in codes.values()]
    if all_groups:
        reserved = {compared_name(word, name) for word in ALL_GROUPS_WORDS}
        spoken = [
            (word, code) for word, code in spoken if compared_name(word, name) not in reserved
        ]
        spoken += [(word, ALL_GROUPS) for word in ALL_GROUPS_WORDS]
    return Directory(name, title, codes, tuple(spoken), tuple(labels))


def match_group(written: str, groups: Rows) -> tuple[str, str]:
    """Code of the group that a text names, and the nearest known word if none does ("" = none)."""
    found = directory(groups, "groups", "group")
    code = found.code_of(written) if written else None
    if code:
        return code, ""
    return "", nearest.closest(written, found.labels) if written else ""


def resolve(
    tables: Mapping[str, Rows],
    schema: Mapping[str, Tab],
    letters: Letters,
    found: Sequence[Problem] = (),
) -> tuple[dict[str, Rows], list[Problem]]:
    """Tables of the whole office with canonical codes, each row once, one spelling per word.

    tables: by tab name, all workbooks together, edition filled in. found: what is wrong so far.
    A key or required column with an unknown code sets its row aside; any other unknown code is
    blanked (a part of a list: dropped) and the row stays. References into a table without rows
    are left as they are: its absence has a problem of its own.
    """
    resolved, problems = settled(tables, schema, letters, schema)
    for tab in schema.values():
        if tab.name in resolved:
            rows = with_each_code(resolved[tab.name], tab, resolved.get("criteria"))
            resolved[tab.name] = rows
    tables = dict(resolved)
    spoilt = _spoilt((*found, *problems), schema)
    known_in = cache(partial(_directory_of, tables, schema, spoilt))
    for tab in schema.values():
        if tab.workbook == "every" or not tables.get(tab.name):
            continue
        for reference in sorted(tab.references, key=lambda r: len(r.fields)):
            target, table = tables.get(reference.tab), resolved[tab.name]
            if not target or not all(name in table for name in reference.fields):
                continue
            name = reference.fields[-1]
            is_list = tab.field(name).type == "list"
            if len(reference.fields) > 1 and not is_list:
                whole = (reference.tab, reference.target[-1]) not in spoilt
                known = _Keys(_keys(target, reference.target), schema[reference.tab], whole)
                step = _check_composite(table, tab, reference, known, letters)
            else:
                known = known_in(reference.tab, reference.target[-1], is_list)
                if reference.tab == "editions" and tab.name != "settings":
                    known = _with_edition_in_use(known, tables.get("settings"))
                link = _link_list if is_list else _link_column
                step = link(table, tab, name, known, letters)
            resolved[tab.name], told = step
            problems += told
    resolved = with_one_spelling(resolved, schema)
    resolved, repeated = without_repeats(resolved, schema, letters, [*found, *problems])
    return resolved, problems + repeated


def _spoilt(problems: Iterable[Problem], schema: Mapping[str, Tab]) -> set[tuple[str, str | None]]:
    """(tab, field) of the codes of which some couldn't be read: a cell, a whole tab, or any tab of
    a workbook."""
    problems = list(problems)
    tabs = {p.tab for p in problems if p.code in TABS_LOST}
    if any(p.code in BOOKS_LOST for p in problems):
        tabs |= {tab.name for tab in schema.values() if tab.workbook == "group"}
    whole = {(name, each) for name in tabs & schema.keys() for each in schema[name].by_name}
    return whole | {(p.tab, p.field) for p in problems if p.aside}


def _directory_of(
    tables: Mapping[str, Rows],
    schema: Mapping[str, Tab],
    spoilt: Collection[tuple[str, str | None]],
    to_tab: str,
    code_field: str,
    is_list: bool,
) -> Directory:
    """spoilt: (tab, field) of codes that couldn't be read."""
    all_groups = is_list and to_tab == "groups"
    found = directory(tables[to_tab], schema[to_tab], code_field, all_groups)
    return found if (to_tab, code_field) not in spoilt else replace(found, whole=False)


def _with_edition_in_use(known: Directory, settings: Rows | None) -> Directory:
    """An edition in use that editions lacks is told at settings, not at every row it fills."""
    in_use = [code for code in (settings["edition"] if settings else ()) if code is not None]
    return replace(known, codes={compared_code(code): code for code in in_use} | {**known.codes})


def _is_needed(tab: Tab, name: str) -> bool:
    """Whether a row is nothing without it; the one row of settings is always worth keeping."""
    return bool(tab.key) and (name in tab.key or tab.field(name).required)


def _link_column(
    table: Rows, tab: Tab, name: str, known: Directory, letters: Letters
) -> tuple[Rows, list[Problem]]:
    """One column of codes or names → canonical codes, worked out once per distinct value."""
    column = table[name]
    found = {value: known.code_of(str(value)) for value in set(column) - {None}}
    if all(value == code for value, code in found.items()):
        return table, []
    result = table.assign(name, list(map(found.get, column)))
    taken = {v: c for v, c in found.items() if c and v != c and known.is_loose(str(v))}
    loose = _loosely_taken(table, tab, name, column, taken, letters) if taken else []
    told = {value: known.problem_of(str(value)) for value, code in found.items() if code is None}
    if not told:
        return result, loose
    aside = _is_needed(tab, name)
    problems = loose + [
        problem_at(letters, tab.name, where, name, *told[value], aside)
        for where, value in zip(table.index, column, strict=True)
        if value in told
    ]
    return (result.where([value not in told for value in column]) if aside else result), problems


def _loosely_taken(
    table: Rows,
    tab: Tab,
    name: str,
    column: Sequence[object],
    taken: Mapping[str, str],
    letters: Letters,
) -> list[Problem]:
    """One word for each workbook about names that were understood without brackets or prefix."""
    words: dict[str, dict[str, str]] = {}
    first: dict[str, Place] = {}
    for place, cell in zip(table.index, column, strict=True):
        for part in cell if isinstance(cell, tuple) else (cell,):
            if part in taken and part not in ALL_GROUPS_WORDS:
                words.setdefault(place[0], {})[part] = taken[part]
                first.setdefault(place[0], place)
    problems = []
    for workbook, found in words.items():
        shown = [f"“{word}” = {code}" for word, code in list(found.items())[:MOST_NAMED]]
        facts = {"count": len(found), "value": ", ".join(shown)}
        told = problem_at(letters, tab.name, first[workbook], name, "name_by_part", facts)
        column_letter = letters.get((workbook, tab.name), {}).get(name)
        cell = f"{column_letter}:{column_letter}" if column_letter else ""
        problems.append(replace(told, row=None, cell=cell))
    return problems


def _link_list(
    table: Rows, tab: Tab, name: str, known: Directory, letters: Letters
) -> tuple[Rows, list[Problem]]:
    """A column of lists → tuples of canonical codes; unknown parts dropped and told."""
    column = table[name]
    links: dict[tuple[str, ...], tuple[str, ...]] = {}
    told: dict[tuple[str, ...], list[tuple[str, dict[str, object]]]] = {}
    taken: dict[str, str] = {}
    for cell in set(column):
        found = [known.codes_of(part) for part in cell]
        for part, codes in zip(cell, found, strict=True):
            if codes and codes != (part,) and len(codes) == 1 and known.is_loose(part):
                taken[part] = codes[0]
        links[cell] = tuple(dict.fromkeys(code for codes in found for code in codes or ()))
        if None in found:
            unknown = [p for p, codes in zip(cell, found, strict=True) if codes is None]
            told[cell] = list(map(known.problem_of, unknown))
    problems = [
        problem_at(letters, tab.name, where, name, code, facts)
        for where, cell in (zip(table.index, column, strict=True) if told else ())
        for code, facts in told.get(cell, ())
    ]
    if taken:
        problems += _loosely_taken(table, tab, name, column, taken, letters)
    return table.assign(name, list(map(links.__getitem__, column))), problems


def _keys(table: Rows, fields: Iterable[str]) -> list[tuple]:
    """Composite keys of all rows as compared, None where a part is blank."""
    columns = []
    for name in fields:
        compared = {value: compared_code(str(value)) for value in set(table[name]) - {None}}
        columns.append(map(compared.get, table[name]))
    return list(zip(*columns, strict=True))


class _Keys:
    """The composite keys that a registry holds. there: as compared, None where a part is blank."""

    def __init__(self, there: Sequence[tuple], tab: Tab, whole: bool = True):
        self.there = there
        self.tab = tab
        self.whole = whole
        self.starts = {key[0] for key in there}
        self.allowed: dict[tuple[int, ...], set[tuple]] = {}

    def holds(self, key: tuple) -> bool:
        """Whether a row has this key; a blank part matches any, and a blank code is no key."""
        filled = tuple(index for index, part in enumerate(key) if part is not None)
        if len(key) - 1 not in filled:
            return True
        if filled not in self.allowed:
            self.allowed[filled] = {tuple(k[i] for i in filled) for k in self.there}
        return tuple(key[i] for i in filled) in self.allowed[filled]

    def lacks_start(self, key: tuple) -> bool:
        return key[0] is not None and key[0] not in self.starts

    def problem_of(self, key: tuple) -> tuple[str, dict[str, object]]:
        """Code and facts of a key that is not held, with the nearest of the same start; none where
        the code stands under another start, which is then what is wrong."""
        near = [k[-1] for k in self.there if k[:-1] == key[:-1] and k[-1]]
        labels = dict.fromkeys(near or [k[-1] for k in self.there if k[-1]])
        whole = self.whole and key[-1] not in {k[-1] for k in self.there}
        known = Directory(self.tab.name, self.tab.title, labels=tuple(labels), whole=whole)
        return known.problem_of(key[-1])


def _check_composite(
    table: Rows,
    tab: Tab,
    reference: Reference,
    known: _Keys,
    letters: Letters,
) -> tuple[Rows, list[Problem]]:
    """Keys of several columns, such as (edition, criterion); a blank part matches any.

    A first part without a single row in the target (an edition that nobody typed in yet) is told
    once, and its rows stay.
    """
    keys = _keys(table, reference.fields)
    unknown = {key for key in set(keys) if not known.holds(key)}
    if not unknown:
        return table, []
    first, last = reference.fields[0], reference.fields[-1]
    aside = _is_needed(tab, last)
    told = {key: known.problem_of(key) for key in unknown if not known.lacks_start(key)}
    problems, told_starts = [], set()
    for where, key in zip(table.index, keys, strict=True):
        if key in told:
            problems.append(problem_at(letters, tab.name, where, last, *told[key], aside))
        elif key in unknown and key[0] not in told_starts:
            told_starts.add(key[0])
            facts = {"value": key[0], "target": known.tab.title}
            problems.append(
                problem_at(letters, tab.name, where, first, "nothing_of_edition", facts)
            )
    if aside:
        return table.where([key not in told for key in keys]), problems
    kept = zip(table[last], keys, strict=True)
    return table.assign(last, [None if key in told else value for value, key in kept]), problems
