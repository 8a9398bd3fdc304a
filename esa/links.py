"""References between tabs and workbooks: what a cell calls a group or a criterion → its code.

Groups are known by code, name or alias, networks by code or name, schools by code, other code or
a name that only one school has; everything else by its code alone. Codes are compared as typed
(1.10 is not 1.1), names without spelling noise. What is not known is told at its cell with the
nearest known word. Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

import numpy as np
import pandas as pd

from esa import nearest, thai
from esa.places import Letters, problem_at
from esa.problems import Problem
from esa.repeats import with_one_spelling, without_repeats
from esa.schema import Reference, Tab

SPOKEN = {
    "groups": ("name", "aliases"),
    "networks": ("name",),
    "schools": ("other_codes", "name"),
}
ALL_GROUPS = "ALL"
ALL_GROUPS_WORDS = ("ALL", "ทุกกลุ่ม", "ทุกคน", "ทุกกลุ่ม/หน่วย", "ทุกกลุ่มงาน", "ทุกกลุ่มและหน่วย")
SCHOOL_WORDS = ("โรงเรียน", "ร.ร.", "รร.")
NONE_NEAR = "–"


def compared_code(text: str) -> str:
    """A code as compared: invisible characters and spaces aside, Thai digits as Arabic ones."""
    return "".join(thai.tidy(text).split())


def compared_name(text: str, tab: str) -> str:
    """A name as compared; the word โรงเรียน before a school's name doesn't matter."""
    key = thai.fold(text)
    if tab != "schools":
        return key
    heads = [thai.fold(word) for word in SCHOOL_WORDS]
    return next((key.removeprefix(h) for h in heads if key.startswith(h) and key != h), key).strip()


@dataclass(frozen=True)
class Directory:
    """How the rows of one tab may be called, each way leading to one code.

    codes: by code as compared; names: by name as compared; shared: names that several rows
    have, with their codes; labels: the words a suggestion is taken from, with what they mean.
    """

    tab: str
    title: str
    codes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()

    def code_of(self, text: str) -> str | None:
        """The canonical code; None where the text is unknown or means several rows."""
        return self.codes.get(compared_code(text)) or self.names.get(compared_name(text, self.tab))

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
        several = self.shared.get(compared_name(text, self.tab))
        if several:
            return "ambiguous_name", {
                "value": text,
                "target": self.title,
                "choices": ", ".join(several),
            }
        suggestion = nearest.closest(text, self.labels) or NONE_NEAR
        code = "unknown_name" if self.tab in SPOKEN else "unknown_code"
        return code, {"value": text, "target": self.title, "suggestion": suggestion}


def _split(text: str, marks: Sequence[str]) -> list[str]:
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return [piece.strip() for piece in text.split(marks[0]) if piece.strip()]


def directory(
    table: pd.DataFrame, tab: Tab | str, code_field: str, all_groups: bool = False
) -> Directory:
    """Every way to call the rows of a registry.

    table: groups, networks, schools or any tab with codes; code_field: its column of codes.
    all_groups: whether ทุกกลุ่ม, ทุกคน and ALL mean the reserved code ALL (lists of groups).
    """
    name, title = (tab, tab) if isinstance(tab, str) else (tab.name, tab.title)
    codes = {compared_code(code): code for code in table[code_field].dropna()}
    spoken: dict[str, set[str]] = {}
    labels = list(codes.values())
    for column in SPOKEN.get(name, ()):
        for code, cell in zip(table[code_field], table[column], strict=True):
            for word in cell if isinstance(cell, tuple) else (cell,):
                if pd.notna(word) and pd.notna(code):
                    labels.append(word)
                    spoken.setdefault(compared_name(word, name), set()).add(code)
    if name == "groups":
        for code in codes.values():
            spoken.setdefault(compared_name(code, name), set()).add(code)
    names = {word: next(iter(found)) for word, found in spoken.items() if len(found) == 1}
    shared = {word: tuple(sorted(found)) for word, found in spoken.items() if len(found) > 1}
    if all_groups:
        names |= {compared_name(word, name): ALL_GROUPS for word in ALL_GROUPS_WORDS}
    return Directory(name, title, codes, names, shared, tuple(dict.fromkeys(labels)))


def match_group(written: str, groups: pd.DataFrame) -> tuple[str, str]:
    """Code of the group that a text names, and the nearest known word if none does ("" = none)."""
    found = directory(groups, "groups", "group")
    code = found.code_of(written) if written else None
    if code:
        return code, ""
    return "", nearest.closest(written, found.labels) if written else ""


def resolve(
    tables: Mapping[str, pd.DataFrame], schema: Mapping[str, Tab], letters: Letters
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Tables of the whole office with canonical codes, each row once, one spelling per word.

    tables: by tab name, all workbooks together, index (workbook, row), edition filled in.
    A key or required column with an unknown code sets its row aside; any other unknown code is
    blanked (a part of a list: dropped) and the row stays. References into a table without rows
    are left as they are: its absence has a problem of its own.
    """
    resolved, problems = dict(tables), []
    directory_of = cache(partial(_directory_of, tables, schema))
    for tab in schema.values():
        if tab.workbook == "every" or tab.name not in tables or tables[tab.name].empty:
            continue
        for reference in sorted(tab.references, key=lambda r: len(r.fields)):
            target, table = tables.get(reference.tab), resolved[tab.name]
            if target is None or target.empty or not set(reference.fields) <= set(table):
                continue
            name = reference.fields[-1]
            is_list = tab.field(name).type == "list"
            if len(reference.fields) > 1 and not is_list:
                step = _check_composite(
                    table, tab, reference, target, schema[reference.tab], letters
                )
            else:
                known = directory_of(tab.name, reference.tab, reference.target[-1], is_list)
                link = _link_list if is_list else _link_column
                step = link(table, tab, name, known, letters)
            resolved[tab.name], told = step
            problems += told
    resolved = with_one_spelling(resolved, schema)
    resolved, repeated = without_repeats(resolved, schema, letters)
    return resolved, problems + repeated


def _directory_of(
    tables: Mapping[str, pd.DataFrame],
    schema: Mapping[str, Tab],
    from_tab: str,
    to_tab: str,
    code_field: str,
    is_list: bool,
) -> Directory:
    """The directory of a registry as one tab may use it."""
    all_groups = is_list and to_tab == "groups"
    known = directory(tables[to_tab], schema[to_tab], code_field, all_groups)
    settings = tables.get("settings")
    if to_tab == "editions" and from_tab != "settings" and settings is not None:
        # An edition in use that editions lacks is told at settings, not at every row that it fills.
        in_use = {compared_code(code): code for code in settings["edition"].dropna()}
        return replace(known, codes={**in_use, **known.codes})
    return known


def _is_needed(tab: Tab, name: str) -> bool:
    """Whether a row is nothing without it; the one row of settings is always worth keeping."""
    return bool(tab.key) and (name in tab.key or tab.field(name).required)


def _link_column(
    table: pd.DataFrame, tab: Tab, name: str, known: Directory, letters: Letters
) -> tuple[pd.DataFrame, list[Problem]]:
    """One column of codes or names → canonical codes, worked out once per distinct value."""
    positions, distinct = pd.factorize(table[name])
    found = [known.code_of(str(value)) for value in distinct]
    missing = [index for index, code in enumerate(found) if code is None]
    if not missing and found == list(distinct):
        return table, []
    linked = np.array([*found, None], dtype=object)[positions]  # blank is position -1
    linked_column = pd.Series(linked, index=table.index, dtype=table[name].dtype)
    result = table.assign(**{name: linked_column})
    if not missing:
        return result, []
    told = {index: known.problem_of(str(distinct[index])) for index in missing}
    bad = np.isin(positions, missing)
    aside = _is_needed(tab, name)
    problems = [
        problem_at(letters, tab.name, where, name, *told[position], aside)
        for position, where in zip(positions[bad], table.index[bad], strict=True)
    ]
    return (result[~bad] if aside else result), problems


def _link_list(
    table: pd.DataFrame, tab: Tab, name: str, known: Directory, letters: Letters
) -> tuple[pd.DataFrame, list[Problem]]:
    """A column of lists → tuples of canonical codes; unknown parts dropped and told."""
    links: dict[tuple[str, ...], tuple[tuple[str, ...], list]] = {}
    for cell in set(table[name]):
        codes: list[str] = []
        unknown = []
        for part in cell:
            found = known.codes_of(part)
            if found is None:
                unknown.append(known.problem_of(part))
            codes.extend(found or ())
        links[cell] = (tuple(dict.fromkeys(codes)), unknown)
    linked = pd.Series([links[cell][0] for cell in table[name]], index=table.index, dtype=object)
    problems = [
        problem_at(letters, tab.name, where, name, code, facts)
        for where, cell in table[name].items()
        for code, facts in links[cell][1]
    ]
    return table.assign(**{name: linked}), problems


def _keys(table: pd.DataFrame, fields: Iterable[str]) -> list[tuple]:
    """Composite keys of all rows as compared, None where a part is blank."""
    columns = []
    for name in fields:
        positions, distinct = pd.factorize(table[name])
        compared = np.array(
            [*(compared_code(str(value)) for value in distinct), None], dtype=object
        )
        columns.append(compared[positions])
    return list(zip(*columns, strict=True))


def _check_composite(
    table: pd.DataFrame,
    tab: Tab,
    reference: Reference,
    target: pd.DataFrame,
    target_tab: Tab,
    letters: Letters,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Keys of several columns, such as (edition, criterion); a blank part matches any.

    A first part without a single row in the target (an edition that nobody typed in yet) is told
    once, and its rows stay.
    """
    there = _keys(target, reference.target)
    allowed: dict[tuple[int, ...], set[tuple]] = {}
    starts = {key[0] for key in there}
    last = reference.fields[-1]
    aside = _is_needed(tab, last)
    bad, problems, told_starts = [], [], set()
    facts_of: dict[tuple, tuple[str, dict]] = {}
    for position, key in enumerate(_keys(table, reference.fields)):
        filled = tuple(index for index, part in enumerate(key) if part is not None)
        if len(reference.fields) - 1 not in filled:
            continue
        if filled not in allowed:
            allowed[filled] = {tuple(k[i] for i in filled) for k in there}
        if tuple(key[i] for i in filled) in allowed[filled]:
            continue
        where = table.index[position]
        if key[0] is not None and key[0] not in starts:
            if key[0] not in told_starts:
                told_starts.add(key[0])
                facts = {"value": key[0], "target": target_tab.title}
                first = reference.fields[0]
                problems.append(
                    problem_at(letters, tab.name, where, first, "nothing_of_edition", facts)
                )
            continue
        if key not in facts_of:
            near = [k[-1] for k in there if k[:-1] == key[:-1] and k[-1]] or [
                k[-1] for k in there if k[-1]
            ]
            known = Directory(reference.tab, target_tab.title, labels=tuple(dict.fromkeys(near)))
            facts_of[key] = known.problem_of(key[-1])
        bad.append(position)
        problems.append(problem_at(letters, tab.name, where, last, *facts_of[key], aside))
    if not bad:
        return table, problems
    if aside:
        return table.drop(table.index[bad]), problems
    blanked = table[last].copy()
    blanked.iloc[bad] = None
    return table.assign(**{last: blanked}), problems
