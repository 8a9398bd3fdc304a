"""Rows of the office's own registers where those of other tabs stand: documents, activities,
targets. Blanks are never zero. Source: docs/rules.md, "Registers".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from esa import thai
from esa.plain import Rows, records
from esa.rules.carried import ALL
from esa.rules.evidence import IN_SHEET as OF_EVIDENCE
from esa.rules.evidence import Cells
from esa.rules.networks import IN_SHEET as OF_ACTIVITIES

ALL_MONEY = "รวมทุกงบ"


def without_rows(rows: Rows, keepers: Collection[str], groups: Iterable[str]) -> tuple[str, ...]:
    """The groups that keep a register and have no row in it; where everybody may keep it, nobody
    is said to lack any."""
    wanted = {*keepers} - {*rows["group"], ALL}
    return tuple(code for code in groups if code in wanted)


def editions_by_code(criteria: Rows, in_use: str) -> Mapping[str, str]:
    """Code of each point → its edition: the one in use if it has the code, else the first."""
    pairs = [(code, edition) for _, edition, code in records(criteria, "edition", "criterion")]
    known = {code: edition for code, edition in reversed(pairs) if code and edition}
    return known | {code: in_use for code, edition in pairs if code and edition == in_use}


def documents(rows: Rows, filed: Cells, edition_of: Mapping[str, str]) -> Rows:
    """The rows of a register that name points, as rows of evidence: one for each point named.
    Edition None: of a code that no edition has."""
    named = [(n, code) for n, codes in enumerate(rows[filed.criterion]) for code in codes or ()]
    rows, codes = rows.at([n for n, _ in named]), [code for _, code in named]
    own = {"link": filed.link, "place": filed.place, "group": "group", "remark": "remark"}
    columns: dict[str, Sequence[object]] = dict.fromkeys(OF_EVIDENCE, [None] * len(rows))
    columns |= {name: rows[of] for name, of in own.items() if of}
    columns |= {"criterion": codes, "edition": [edition_of.get(code) for code in codes]}
    columns["title"] = [
        next((str(cell) for name in filed.texts if (cell := rows[name][n]) not in (None, ())), None)
        for n in range(len(rows))
    ]
    return Rows(rows.index, columns)


def activities(
    rows: Rows, title: str, days: Sequence[str], schools: Sequence[str], networks: Sequence[str]
) -> Rows:
    """The rows of a register as activities with schools and networks, see esa.rules.networks.
    days, schools, networks: its columns of these kinds; of days the first says when a row begins,
    the second when it ends."""
    columns: dict[str, Sequence[object]] = dict.fromkeys(OF_ACTIVITIES, [None] * len(rows))
    columns["activity"] = [f"{title} {workbook} {row}" for workbook, row in rows.index]
    columns |= {name: rows[day] for name, day in zip(("date", "ends"), days, strict=False)}
    for name, own in (("schools", schools), ("networks", networks)):
        cells = ([rows[column][n] or () for column in own] for n in range(len(rows)))
        columns[name] = [tuple(dict.fromkeys(sum(row, ()))) for row in cells]
    return Rows(rows.index, columns)


def quarter_targets(rows: Rows, quarter: str, target: str, kind: str = "") -> Mapping[int, Decimal]:
    """Quarter → percent that should be spent by its end, of all money together: rows whose kind of
    money (a column, "" for none) is blank or says all of it. A quarter with two different targets
    has none."""
    found: dict[int, set[Decimal]] = {}
    kinds = rows[kind] if kind else [None] * len(rows)
    for number, goal, of in zip(rows[quarter], rows[target], kinds, strict=True):
        digits = "".join(filter(str.isdigit, thai.to_arabic_digits(str(number or ""))))
        if digits in ("1", "2", "3", "4") and goal is not None and (of or ALL_MONEY) == ALL_MONEY:
            found.setdefault(int(digits), set()).add(Decimal(goal))
    return {number: goals.pop() for number, goals in found.items() if len(goals) == 1}
