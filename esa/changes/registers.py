"""Rows of the office's own registers, compared by the key that the office declares.

Where it declares none, by the first column as long as no two rows share a value of it, else by all
that stands in a row: then another cell makes another row. Columns of only one state say nothing.
Source: docs/rules.md, "What changed".
"""

from collections.abc import Callable, Sequence

from esa.changes.record import ABSENT, Cell, Change, Facts, Side, compared
from esa.plain import Place, Rows
from esa.reading.office import Office

Unknown = tuple[Callable[[Place, str], bool], Callable[[Place, str], bool]]


def registers(before: Office, after: Office, unknown: Unknown) -> list[Change]:
    """Rows that came, went or hold other cells; value of a side: its cells as (heading, value)."""
    found: list[Change] = []
    earlier = {each.title: each for each in before.declared}
    for register in after.declared:
        if register.title not in earlier:
            continue
        here = {column.name for column in register.columns}
        both = [c.name for c in earlier[register.title].columns if c.name in here]
        if both:
            found += _of(register.title, both, before, after, unknown)
    return found


def _of(
    title: str, columns: Sequence[str], before: Office, after: Office, unknown: Unknown
) -> list[Change]:
    key = [name for name in after.tabs[title].key if name in columns]
    key = key or _naming(columns, before.rows[title], after.rows[title])
    facts = [_facts(title, key, columns, office.rows[title]) for office in (before, after)]
    return compared("register", ("",), (_verdict,), *facts, unknown)


def _naming(columns: Sequence[str], *states: Rows) -> list[str]:
    first = columns[0]
    alone = all(len(set(rows[first])) == len(rows) for rows in states)
    return [first] if alone else list(columns)


def _verdict(before: object, after: object) -> str:
    if before is ABSENT:
        return "new"
    return "gone" if after is ABSENT else "changed"


def _facts(title: str, key: Sequence[str], columns: Sequence[str], rows: Rows) -> Facts:
    values = list(zip(zip(*(rows[name] for name in columns), strict=True)))
    keys, seen = [], {}
    for group, *parts in zip(rows["group"], *(rows[name] for name in key), strict=True):
        of = (title, group, *parts)
        seen[of] = seen.get(of, 0) + 1
        keys.append((*of, seen[of]) if seen[of] > 1 else of)

    def side(number: int, _: int) -> Side:
        cells = tuple(zip(columns, values[number][0], strict=True))
        workbook, row = rows.index[number]
        group, name = rows["group"][number], rows[key[0]][number]
        where = Cell(workbook, title, row, columns[0])
        return Side(cells, keys[number], where, (group,) if group else (), str(name or ""))

    return Facts(title, keys, values, rows.index.__getitem__, side)
