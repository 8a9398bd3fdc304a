"""What several rows or workbooks say twice: the same key again, and one word in several spellings.

Rows with the same key: equal ones count once; where they differ none is counted, except that an
activity of several groups stays as its first workbook tells it and each difference is told.
A repeat inside one workbook is found when its tab is read; here are those that only show once
codes are canonical, editions filled in and all workbooks put together.
Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from esa import thai
from esa.plain import Rows, records
from esa.reading.elsewhere import Elsewhere
from esa.reading.places import Letters, Place, other_cell, problem_at
from esa.reading.problems import Problem, unusable_cells
from esa.reading.schema import Tab

NOT_COMPARED = ("remark", "group")  # a remark is about the row; the group is whose workbook it is


def with_one_spelling(tables: Mapping[str, Rows], schema: Mapping[str, Tab]) -> dict[str, Rows]:
    """Words of same_spelling columns (test, grade, subject) in their commonest spelling everywhere.

    Spellings are one word where thai.fold() makes them equal. Silent: nothing is lost by it.
    """
    places: dict[str, list[str]] = {}
    for tab in schema.values():
        for field in tab.fields:
            if field.same_spelling and tab.name in tables and field.name in tables[tab.name]:
                places.setdefault(field.name, []).append(tab.name)
    result = dict(tables)
    for name, tabs in places.items():
        chosen = _commonest(Counter(chain.from_iterable(tables[tab][name] for tab in tabs)))
        for tab in tabs if chosen else ():
            words = [chosen.get(word, word) for word in result[tab][name]]
            result[tab] = result[tab].assign(name, words)
    return result


def _commonest(words: Mapping[str | None, int]) -> dict[str, str]:
    """Spelling → the commonest of its kin, only where the two differ; ties by alphabet."""
    kin: dict[str, list[tuple[int, str]]] = {}
    for word, count in words.items():
        if word is not None:
            kin.setdefault(thai.fold(word), []).append((-count, word))
    found = ((min(spellings)[1], spellings) for spellings in kin.values() if len(spellings) > 1)
    return {word: best for best, spellings in found for _, word in spellings if word != best}


def without_repeats(
    tables: Mapping[str, Rows],
    schema: Mapping[str, Tab],
    letters: Letters,
    found: Sequence[Problem] = (),
) -> tuple[dict[str, Rows], list[Problem]]:
    """Each key once: in a workbook, or in the office where the schema says unique_in = "office".

    tables: by tab name, rows in the order of the workbooks. Tabs that keep their repeats are
    left alone. found: what is wrong with the cells.
    """
    result, problems = dict(tables), []
    for tab in schema.values():
        table = tables.get(tab.name)
        if not table or tab.workbook == "every" or tab.duplicates == "keep":
            continue
        key = [name for name in tab.key if name in table]
        repeated = _repeated(table, key, tab) if key else None
        if repeated is None:
            continue
        drop: set[Place] = set()
        held = unusable_cells(found, tab.name, *table.columns)
        for family in _families(table.where(repeated), key, tab):
            leave, told = _judge(family, tab, key, letters, held)
            drop.update(leave)
            problems += told
        result[tab.name] = table.where([place not in drop for place in table.index])
    return result, problems


def _repeated(table: Rows, key: list[str], tab: Tab) -> Sequence[bool] | None:
    """For each row whether another row has its key too; None where none has. A key of which nothing
    can be read is no row's."""
    columns = [table[name] for name in key]
    scope = [] if tab.unique_in == "office" else [[workbook for workbook, _ in table.index]]
    keys = list(zip(*columns, *scope, strict=True))
    if len(set(keys)) == len(keys):
        return None
    counts = Counter(keys)
    known = [any(part not in (None, ()) for part in parts) for parts in zip(*columns, strict=True)]
    return [counts[key] > 1 and there for key, there in zip(keys, known, strict=True)]


def _families(rows: Rows, key: list[str], tab: Tab) -> Iterator[list[tuple[Place, dict]]]:
    """The rows of each repeated key, in their order, with their places."""
    names = [name for name in rows.columns if name not in NOT_COMPARED]
    families: dict[tuple, list[tuple[Place, dict]]] = {}
    for place, *values in records(rows, *names):
        record = dict(zip(names, values, strict=True))
        scope = None if tab.unique_in == "office" else place[0]
        families.setdefault((scope, *(record[name] for name in key)), []).append((place, record))
    yield from families.values()


def compared(value: object, is_code: bool) -> object:
    """A cell as compared with that of another row: words without noise, codes as they are."""
    if isinstance(value, tuple):
        return tuple(sorted(value))
    return thai.fold(value) if isinstance(value, str) and not is_code else value


def differing(one: Mapping, other: Mapping, tab: Tab, key: list[str]) -> list[str]:
    """Names of the fields, key and remark aside, in which two rows don't say the same."""
    fields = [f for f in tab.fields if f.name in one and f.name not in key]
    return [
        f.name
        for f in fields
        if one[f.name] != other[f.name]
        and compared(one[f.name], f.code) != compared(other[f.name], f.code)
    ]


def _judge(
    family: list[tuple[Place, dict]],
    tab: Tab,
    key: list[str],
    letters: Letters,
    held: Collection[tuple[Place, str]],
) -> tuple[list[Place], list[Problem]]:
    """Which rows of one key leave the table, and what is told about them. held: cells that can't be
    read, of which nobody knows whether they say the same; each is told by itself."""
    places, records = [place for place, _ in family], [record for _, record in family]
    differences = [differing(records[0], record, tab, key) for record in records]
    keys = " ".join(str(records[0][name]) for name in key if records[0][name] is not None)
    if tab.duplicates == "first":
        problems = []
        for place, record, names in zip(places[1:], records[1:], differences[1:], strict=True):
            names = [n for n in names if (place, n) not in held and (places[0], n) not in held]
            problems += _conflicts(keys, tab, places[0], records[0], place, record, names, letters)
        return places[1:], problems
    name = [name for name in key if records[0][name] is not None][-1]
    if not any(differences):
        told = partial(_repeat, "repeated_row", keys, tab, name, letters)
        return places[1:], [told(place, places[0]) for place in places[1:]]
    told = partial(_repeat, "duplicate_key_office", keys, tab, name, letters, aside=True)
    others = [places[1], *[places[0]] * (len(places) - 1)]
    return places, [told(place, other) for place, other in zip(places, others, strict=True)]


def _repeat(
    code: str,
    keys: str,
    tab: Tab,
    name: str,
    letters: Letters,
    place: Place,
    other: Place,
    aside: bool = False,
) -> Problem:
    facts = {"keys": keys, "other": Elsewhere(other_cell(letters, tab.name, other, name, place))}
    return problem_at(letters, tab.name, place, name, code, facts, aside)


def _conflicts(
    keys: str,
    tab: Tab,
    first: Place,
    used: Mapping,
    place: Place,
    record: Mapping,
    names: list[str],
    letters: Letters,
) -> list[Problem]:
    """One problem for each field in which a later workbook tells an activity differently."""
    return [
        problem_at(
            letters,
            tab.name,
            place,
            name,
            "activity_conflict",
            {
                "keys": keys,
                "other": Elsewhere(other_cell(letters, tab.name, first, name, place)),
                "value": _in_words(record[name], tab, name),
                "used": _in_words(used[name], tab, name),
            },
        )
        for name in names
    ]


def _in_words(value: object, tab: Tab, name: str) -> str:
    if isinstance(value, tuple):
        return "; ".join(value) or "ว่าง"
    if value is None:
        return "ว่าง"
    if hasattr(value, "year"):
        return thai.show_date(value)
    return tab.field(name).label(value)
