"""Rows of two states found again by the key of their tab, also where a key or a title was changed.

A row whose key vanished is the one that appeared with the same cells in every other column, where
there is exactly one such pair. In tabs whose rows are numbered (evidence, support, resolutions) an
inserted row moves the numbers of those below, so there a row that differs under its own number is
looked for as well. Source: docs/rules.md, "What changed".
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import eq

from esa import thai
from esa.changes.record import Cell, Change, Side, Unknown
from esa.plain import Place, Rows
from esa.reading.office import Office
from esa.reading.schema import Reference, Tab, read_tabs

# Registers first: what they rename is rewritten in the tabs that refer to them.
ORDER = (
    *("editions", "groups", "standards", "indicators", "criteria", "conditions", "networks"),
    *("schools", "projects", "network_activities", "resources", "evidence", "figures", "kpis"),
    "follow_ups",
)
NUMBERED = ("resources", "evidence", "follow_ups")
TITLES = ("title", "name", "text", "resolution", "label", "partner")
# A row that lacks one of these doesn't count, or nobody knows to which line of money it belongs.
OF_A_LINE = ("project", "expenditure_type", "source_of_money")
WITHOUT_WHICH = {"spending": ("as_of", "allocated", "spent", *OF_A_LINE)}
LOST = ("tab_unreadable", "tab_too_large", "no_header", "missing_column")
LOST += ("tabs_differ", "workbooks_differ", "maybe_renamed")


@dataclass(frozen=True)
class Renames:
    """By tab: earlier key → later key, the keys already in the later state's words where they hold
    codes of other tabs. Empty for the later state itself."""

    maps: Mapping[str, Mapping[tuple, tuple]] = field(default_factory=dict)

    def columns(self, tab: str, rows: Mapping[str, Sequence]) -> Mapping[str, Sequence]:
        """These columns of a tab with the codes of other tabs as the later state has them."""
        if not self.maps:
            return rows
        found = dict(rows)
        for reference in read_tabs()[tab].references if tab in read_tabs() else ():
            for name, values in self._rewritten(reference, found).items():
                found[name] = values
        if "group" in found and "group" not in read_tabs()[tab].by_name:
            new = {old[0]: key[0] for old, key in self.maps.get("groups", {}).items()}
            found["group"] = [new.get(group, group) for group in found["group"]]
        return found

    def keys(self, tab: str, rows: Mapping[str, Sequence]) -> list[tuple]:
        """The key of each row in the later state's words. rows: at least the columns of it."""
        names = key_columns(read_tabs()[tab])
        found = self.columns(tab, {name: rows[name] for name in names})
        keys = list(zip(*(found[name] for name in names), strict=True))
        own = self.maps.get(tab)
        return [own.get(key, key) for key in keys] if own else keys

    def _rewritten(
        self, reference: Reference, rows: Mapping[str, Sequence]
    ) -> Mapping[str, Sequence]:
        names = key_columns(read_tabs()[reference.tab])
        if not set(reference.target) <= set(names) or not set(reference.fields) <= set(rows):
            return {}
        spots = [names.index(name) for name in reference.target]
        new = {
            tuple(old[spot] for spot in spots): tuple(key[spot] for spot in spots)
            for old, key in self.maps.get(reference.tab, {}).items()
        }
        if not new:
            return {}
        columns = [rows[name] for name in reference.fields]
        if len(spots) == 1:
            return {reference.fields[0]: [_one(value, new) for value in columns[0]]}
        changed = [new.get(values, values) for values in zip(*columns, strict=True)]
        return dict(zip(reference.fields, zip(*changed, strict=True), strict=True))


def _one(value: object, new: Mapping[tuple, tuple]) -> object:
    """A code, or each code of a list."""
    if isinstance(value, tuple):
        return tuple(new.get((code,), (code,))[0] for code in value)
    return new.get((value,), (value,))[0]


def key_columns(tab: Tab) -> tuple[str, ...]:
    """The key of a row among all workbooks: with the group where only a workbook knows it."""
    return (("group",) if tab.unique_in == "workbook" and tab.workbook == "group" else ()) + tab.key


def own_keys(rows: Rows, names: Sequence[str]) -> dict[Place, tuple]:
    """Place → key of each row of a table that the office declared. names: the columns of its key;
    without any all of what stands in the row is, so that another cell makes another row."""
    keys = zip(*(rows[name] for name in names or rows.columns), strict=True)
    counts: Counter[tuple] = Counter()
    found = {}
    for place, key in zip(rows.index, keys, strict=True):
        found[place] = (*key, counts[key]) if counts[key] else key
        counts[key] += 1
    return found


def renames(before: Office, after: Office) -> tuple[Renames, list[Change]]:
    """Which rows have another key or another title, and nothing else; and these as changes.

    measure: "key", "number" (an item or a line moved) or "title". kind: "renamed".
    """
    maps: dict[str, Mapping[tuple, tuple]] = {}
    changes: list[Change] = []
    for name in ORDER:
        tab = read_tabs()[name]
        known = Renames(maps)
        earlier = Rows(before.rows[name].index, known.columns(name, before.rows[name].columns))
        keyed = _keyed(tab, earlier), _keyed(tab, after.rows[name])
        pairs = _moved(tab, earlier, after.rows[name], *keyed)
        if pairs:
            maps[name] = {old: new for old, new, *_ in pairs}
        measure = "number" if name in NUMBERED else "key"
        pairs = [(measure, old, new, *places) for old, new, *places in pairs]
        taken = {key for _, old, new, *_ in pairs for key in (old, new)}
        left = ({key: n for key, n in rows.items() if key not in taken} for rows in keyed)
        pairs += _retitled(tab, earlier, after.rows[name], *(left if taken else keyed))
        for measure, _, _, was, now in pairs:
            sides = (_side(tab, state.rows[name], n, measure)
                     for state, n in ((before, was), (after, now)))  # fmt: skip
            changes.append(Change("renamed", "renamed", measure, *sides))
    return Renames(maps), changes


def _keyed(tab: Tab, rows: Rows) -> dict[tuple, int]:
    """Key → number of its row; a key that stands twice tells no row from another."""
    keys = list(zip(*(rows[name] for name in key_columns(tab)), strict=True))
    found = dict(zip(keys, range(len(keys)), strict=True))
    if len(found) < len(keys):
        twice = {key for key, count in Counter(keys).items() if count > 1}
        found = {key: place for key, place in found.items() if key not in twice}
    return found


def _rest(rows: Rows, number: int, without: Sequence[str]) -> tuple:
    names = [name for name in rows.columns if name not in without]
    return tuple(rows[name][number] for name in names)


def _moved(
    tab: Tab, before: Rows, after: Rows, was: Mapping[tuple, int], now: Mapping[tuple, int]
) -> list[tuple[tuple, tuple, int, int]]:
    """(earlier key, later key, their numbers) of rows equal in all columns but the key.

    was, now: see _keyed."""
    if tab.name in NUMBERED:
        names = list(after.columns)
        cells = [
            list(zip(*(rows[name] for name in names), strict=True)) for rows in (before, after)
        ]
        known = list(was.keys() & now.keys())
        rows_of = (
            map(all_of.__getitem__, map(keyed.__getitem__, known))
            for all_of, keyed in zip(cells, (was, now), strict=True)
        )
        stays = set(compress(known, map(eq, *rows_of)))
        lost, found = was.keys() - stays, now.keys() - stays
    else:
        lost, found = was.keys() - now.keys(), now.keys() - was.keys()
    if not lost or not found:
        return []
    earlier, later = (
        _by_rest(tab, rows, {key: keyed[key] for key in keys})
        for rows, keyed, keys in ((before, was, lost), (after, now, found))
    )
    return [
        (earlier[rest], later[rest], was[earlier[rest]], now[later[rest]])
        for rest in earlier.keys() & later.keys()
        if earlier[rest] != later[rest]
    ]


def _by_rest(tab: Tab, rows: Rows, places: Mapping[tuple, int]) -> dict[tuple, tuple]:
    """The other cells of a row → its key, of rows that no other row equals and that say a name."""
    rests = {key: _rest(rows, place, tab.key) for key, place in places.items()}
    counts = Counter(rests.values())
    named = _title_of(tab)
    return {
        rest: key
        for key, rest in rests.items()
        if counts[rest] == 1 and _says(rows, places[key], named)
    }


def _says(rows: Rows, number: int, named: str) -> bool:
    """Whether a row can be known again: by its title, or by a number where it has none."""
    if named:
        title = rows[named][number]
        return title is not None and not thai.is_placeholder(title)
    counts = ("count", "percent", "value")
    return any(rows[name][number] is not None for name in counts if name in rows)


def _title_of(tab: Tab) -> str:
    """The column that names a row, unless it is part of the key."""
    return next((n for n in TITLES if n in tab.by_name and n not in tab.key), "")


def _retitled(
    tab: Tab, before: Rows, after: Rows, was: Mapping[tuple, int], now: Mapping[tuple, int]
) -> list[tuple[str, tuple, tuple, int, int]]:
    """Rows whose title alone was changed, apart from spaces and spelling."""
    title = _title_of(tab)
    if not title or before[title] == after[title] or tab.name == "resources":
        return []  # another partner is another giver, no other name
    titles = [set(zip(keyed, map(rows[title].__getitem__, keyed.values()), strict=True))
              for rows, keyed in ((before, was), (after, now))]  # fmt: skip
    found = []
    for key, _ in titles[0] - titles[1]:
        if key not in now:
            continue
        places = (was[key], now[key])
        old, new = before[title][places[0]], after[title][places[1]]
        if old == new or None in (old, new) or thai.fold(old) == thai.fold(new):
            continue
        rests = [_rest(rows, n, (title,)) for rows, n in zip((before, after), places, strict=True)]
        if rests[0] == rests[1] and not any(map(thai.is_placeholder, (old, new))):
            found.append(("title", key, key, *places))
    return found


def _side(tab: Tab, rows: Rows, number: int, measure: str) -> Side:
    title = _title_of(tab) or tab.key[-1]
    column = title if measure == "title" else tab.key[-1]
    workbook, row = rows.index[number]
    key = tuple(rows[name][number] for name in key_columns(tab))
    return Side(
        rows[column][number],
        key,
        Cell(workbook, tab.name, row, column),
        _groups(rows, number),
        str(rows[title][number] or ""),
    )


def _groups(rows: Rows, number: int) -> tuple[str, ...]:
    """Who answers for a row: its workbook's group, or those who lead it."""
    for name in ("group", "lead_groups", "groups"):
        if name in rows:
            value = rows[name][number]
            return value if isinstance(value, tuple) else (value,) if value else ()
    return ()


def unknown_rows(state: Office, other: Office) -> Unknown:
    """Whether a row that stands in a place of the other state may be missing from this one only
    because its workbook or tab couldn't be read, or because rows of it were set aside, or lack a
    number without which they don't count."""
    short = [_short(each) for each in (state, other)]
    owner = {book.name: _owner(book) for book in (*other.workbooks, *state.workbooks)}
    used = {_owner(book): book for book in state.workbooks if book.used}
    aside = {
        (_owner(book), health.tab): health.aside + short[1][book.name, health.tab]
        for book in other.workbooks
        for health in book.tabs
        if book.used
    }
    lost = {(p.workbook, p.tab) for p in state.problems if p.code in LOST}
    read = {book for book in owner.values() if book in used}
    # rows that nobody numbered are known again in neither direction
    unnumbered = {
        (owner.get(p.workbook), p.tab)
        for each in (state, other)
        for p in each.problems
        if p.code == "no_ordinal_column"
    }

    def unknown(place: Place, tab: str) -> bool:
        mine = owner.get(place[0], (place[0], ""))
        if mine not in read or (mine, tab) in unnumbered:
            return True
        book = used[mine]
        left_out = next((health.aside for health in book.tabs if health.tab == tab), None)
        if left_out is None:  # the tab isn't there, or nobody knows it again
            return True
        left_out += short[0][book.name, tab]
        return (book.name, tab) in lost or left_out > aside.get((mine, tab), 0)

    return unknown


def _short(state: Office) -> Counter[tuple[str, str]]:
    """Rows of (workbook, tab) that were read and lack a number that counts, as it can't be read."""
    return Counter(
        (workbook, tab)
        for tab, names in WITHOUT_WHICH.items()
        for workbook, _ in {at for at, _ in state.unusable(tab, *names)}.intersection(
            state.rows[tab].index
        )
    )


def _owner(book: object) -> tuple[str, str]:
    """Whose workbook it is; a file that was renamed is still that group's."""
    return (book.kind, book.group) if book.kind else (book.name, "")
