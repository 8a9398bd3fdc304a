"""Registers that an office declares: rows, sums, months, words, schools and groups of one table.

Whatever its columns are, only what is filled in is counted; blanks are told apart and never zero.
A row that names several groups, schools or criteria counts once for each of them, and once for the
register. Source: docs/rules.md, "Registers".
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from esa import thai
from esa.plain import Rows, records
from esa.rules.carried import ALL
from esa.rules.evidence import Cells, Document
from esa.rules.networks import IN_SHEET
from esa.rules.vocabulary import CLOSED_SCHOOLS


class Added(NamedTuple):
    """Numbers of a column added up. rows: with a number; blank: without one. total: None
    where no row has one."""

    column: str
    total: Decimal | None
    rows: int
    blank: int


class Months(NamedTuple):
    """Rows by the month of a date. counts: (year B.C.E. of Python, month) → rows, in order of
    time; undated: without a day that is known."""

    counts: Mapping[tuple[int, int], int]
    undated: int


class Reach(NamedTuple):
    """Open schools that some row names, and those that none does, in the order of their tab.
    unnamed: rows without a school."""

    reached: tuple[str, ...]
    others: tuple[str, ...]
    unnamed: int


def added(rows: Rows, column: str) -> Added:
    """The sum of a column whose numbers may be added."""
    numbers = [Decimal(value) for value in rows[column] if value is not None]
    total = sum(numbers, Decimal(0)) if numbers else None
    return Added(column, total, len(numbers), len(rows) - len(numbers))


def counted(rows: Rows, column: str) -> Counter[object]:
    """Rows by what stands in a column, None for a blank; of a list each part counts."""
    found: Counter[object] = Counter()
    for value in rows[column]:
        found.update((value or (None,)) if isinstance(value, tuple) else (value,))
    return found


def by_month(rows: Rows, column: str) -> Months:
    """Rows by month of a column of dates."""
    days: Iterable[date | None] = rows[column]
    found = Counter((day.year, day.month) for day in days if day is not None)
    return Months(dict(sorted(found.items())), len(rows) - found.total())


def reach(rows: Rows, columns: Sequence[str], schools: Rows) -> Reach:
    """Which open schools are named in any of these columns."""
    named: set[str] = set()
    unnamed = 0
    for cells in zip(*(rows[column] for column in columns), strict=True):
        here = {code for cell in cells for code in cell or ()}
        unnamed += not here
        named |= here
    pairs = zip(schools["school_code"], schools["status"], strict=True)
    is_open = [code for code, status in pairs if code and status not in CLOSED_SCHOOLS]
    return Reach(
        tuple(code for code in is_open if code in named),
        tuple(code for code in is_open if code not in named),
        unnamed,
    )


def without_rows(rows: Rows, keepers: Collection[str], groups: Sequence[str]) -> tuple[str, ...]:
    """The groups that keep a register and have no row in it; where everybody may keep it, nobody
    is said to lack any."""
    have = set(rows["group"])
    return tuple(code for code in groups if code in keepers and code not in have and code != ALL)


ALL_MONEY = "รวมทุกงบ"
_DOCUMENT = Document._fields[1 : Document._fields.index("state")]


def editions_by_code(criteria: Rows, in_use: str) -> Mapping[str, str]:
    """Code of each point → its edition: the one in use if it has the code, else the first."""
    found: dict[str, str] = {}
    for _, edition, code in records(criteria, "edition", "criterion"):
        if code and edition and (code not in found or edition == in_use):
            found[code] = edition
    return found


def documents(
    rows: Rows,
    cells: Cells,
    criterion: str,
    texts: Sequence[str],
    edition_of: Mapping[str, str],
) -> Rows:
    """The rows of a register that name points, as rows of evidence: one for each point named.

    criterion: its column of points, a list in each cell; texts: columns that may say what the
    document is, the first that is filled in does. Edition None: of a code that no edition has.
    """
    pairs = [(n, code) for n, codes in enumerate(rows[criterion]) for code in codes or ()]
    numbers = [n for n, _ in pairs]
    own = {"link": cells.link, "place": cells.place, "group": "group", "remark": "remark"}
    columns: dict[str, Sequence[object]] = dict.fromkeys(_DOCUMENT, [None] * len(pairs))
    columns |= {name: [rows[column][n] for n in numbers] for name, column in own.items() if column}
    columns["criterion"] = [code for _, code in pairs]
    columns["edition"] = [edition_of.get(code) for _, code in pairs]
    columns["title"] = [_named(rows, texts, n) for n in numbers]
    return Rows([rows.index[n] for n in numbers], columns)


def activities(
    rows: Rows, title: str, days: Sequence[str], schools: Sequence[str], networks: Sequence[str]
) -> Rows:
    """The rows of a register as activities with schools and networks, see esa.rules.networks.

    days, schools, networks: its columns of these kinds; the first day is when a row begins, the
    second when it ends.
    """
    count = len(rows)
    columns: dict[str, Sequence[object]] = dict.fromkeys(IN_SHEET, [None] * count)
    columns["activity"] = [f"{title} {workbook} {row}" for workbook, row in rows.index]
    columns |= {name: rows[day] for name, day in zip(("date", "ends"), days[:2], strict=False)}
    for name, own in (("schools", schools), ("networks", networks)):
        cells = zip(*(rows[column] for column in own), strict=True) if own else [()] * count
        columns[name] = [tuple(dict.fromkeys(sum((c or () for c in row), ()))) for row in cells]
    return Rows(rows.index, columns)


def _named(rows: Rows, texts: Sequence[str], number: int) -> str | None:
    cells = (rows[name][number] for name in texts)
    return next((str(cell) for cell in cells if cell not in (None, ())), None)


def quarter_targets(rows: Rows, quarter: str, target: str, kind: str = "") -> Mapping[int, Decimal]:
    """Quarter → percent that should be spent by its end, of all money together: rows whose kind of
    money (a column, "" for none) is blank or says all of it. A quarter with two different targets
    has none."""
    found: dict[int, set[Decimal]] = {}
    kinds = rows[kind] if kind else [None] * len(rows)
    for number, goal, of in zip(rows[quarter], rows[target], kinds, strict=True):
        digits = "".join(
            sign for sign in thai.to_arabic_digits(str(number or "")) if sign.isdigit()
        )
        if digits in ("1", "2", "3", "4") and goal is not None and (of or ALL_MONEY) == ALL_MONEY:
            found.setdefault(int(digits), set()).add(Decimal(goal))
    return {number: goals.pop() for number, goals in found.items() if len(goals) == 1}


def chosen(rows: Rows, wanted: Mapping[str, object]) -> Rows:
    """The rows in whose columns these values stand; a pair (year, month) is a month of a date."""
    stay = [True] * len(rows)
    for column, value in wanted.items():
        stay = [
            keep and _stands(cell, value) for keep, cell in zip(stay, rows[column], strict=True)
        ]
    return rows.where(stay) if wanted else rows


def _stands(cell: object, value: object) -> bool:
    if isinstance(cell, tuple):
        return value in cell
    if isinstance(cell, date) and isinstance(value, tuple):
        return (cell.year, cell.month) == value
    return cell == value
