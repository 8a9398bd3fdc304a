"""Money, support, figures, KPIs, projects and activities of one state as they are compared.

Spending is compared by the line of money (group, project, expenditure type, source), by its row
that counts: a newer date is no other line. Amounts are Decimals, never floats.
Source: docs/rules.md, "What changed".
"""

from collections.abc import Sequence
from decimal import Decimal

from esa import thai
from esa.changes.record import Cell, Facts, Side
from esa.changes.rows import OF_A_LINE, Renames, key_columns
from esa.judged import Judged
from esa.reading.schema import read_tabs
from esa.rules.spending import Line

MONEY = ("allocated", "committed", "spent")
FIGURES = ("count", "percent", "set_total")
KPI_VALUES = ("target", "actual_6m", "actual_9m", "actual_12m")
OF_MONEY = ("group", *OF_A_LINE)


def spending(state: Judged, renames: Renames) -> Facts:
    """Values: allocated, committed and spent (baht) of each line of money: its rows that count,
    added up; committed is blank where no row says it. A row of which nobody knows to what line it
    belongs is none of them."""
    nowhere = {place for place, _ in state.office.unusable("spending", *OF_A_LINE)}
    counted = [
        line for line in state.spending if line.standing == "counted" and line.at not in nowhere
    ]
    columns = {name: [getattr(line, name) for line in counted] for name in OF_MONEY}
    found = renames.columns("spending", columns)
    own: dict[tuple, list[Line]] = {}
    for line, *key in zip(counted, *(found[name] for name in OF_MONEY), strict=True):
        own.setdefault(tuple(key), []).append(line)
    lines = list(own.values())
    values = [
        tuple(_sum([getattr(part, name) for part in parts]) for name in MONEY)
        if len(parts) > 1
        else (parts[0].allocated, parts[0].committed, parts[0].spent)
        for parts in lines
    ]

    def side(number: int, measure: int) -> Side:
        first = lines[number][0]
        cell = Cell(first.at[0], "spending", first.at[1], MONEY[measure])
        named = (*_type(first.expenditure_type), first.source_of_money)
        title = " · ".join(word for word in named if word)
        note = thai.show_date(first.as_of)
        return Side(values[number][measure], first.money, cell, _of(first.group), title, note)

    return Facts("spending", list(own), values, lambda number: lines[number][0][0], side)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _type(expenditure_type: str | None) -> tuple[str, ...]:
    field = read_tabs()["spending"].field("expenditure_type")
    return (field.label(expenditure_type),) if expenditure_type else ()


def _of(group: str | None) -> tuple[str, ...]:
    return (group,) if group else ()


def _rows_of(
    tab: str, measures: Sequence[str], title: str, state: Judged, renames: Renames
) -> Facts:
    """The rows of a tab by its key, with the cells of these columns as values."""
    rows = state.office.rows[tab]
    values = list(zip(*(rows[name] for name in measures), strict=True))
    names = key_columns(read_tabs()[tab])

    def side(number: int, measure: int) -> Side:
        workbook, row = rows.index[number]
        key = tuple(rows[name][number] for name in names)
        cell = Cell(workbook, tab, row, measures[measure])
        groups = _of(rows["group"][number])
        return Side(values[number][measure], key, cell, groups, rows[title][number] or "")

    return Facts(tab, renames.keys(tab, rows.columns), values, rows.index.__getitem__, side)


def resources(state: Judged, renames: Renames) -> Facts:
    """Values: value (baht) of each line of support; the title is the partner's code."""
    return _rows_of("resources", ("value",), "partner", state, renames)


def figures(state: Judged, renames: Renames) -> Facts:
    """Values: count, percent and set_total of each reported figure."""
    return _rows_of("figures", FIGURES, "label", state, renames)


def kpis(state: Judged, renames: Renames) -> Facts:
    """Values: target and the results of 6, 9 and 12 months of each KPI."""
    return _rows_of("kpis", KPI_VALUES, "title", state, renames)


def projects(state: Judged, renames: Renames) -> Facts:
    """Values: the status of each project, as typed."""
    return _rows_of("projects", ("status",), "title", state, renames)


def activities(state: Judged, renames: Renames) -> Facts:
    """Values: the day of each activity of networks; only that it came or went is told."""
    return _rows_of("network_activities", ("date",), "title", state, renames)
