"""Values of the rules as JSON has them, and cells by workbook, tab and name."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from esa.plain import Place
from esa.reading.office import Office
from esa.reading.problems import left_out_rows
from esa.telling.left_out import DIFFER, GONE, TAB, WHOLE
from esa.telling.schools import CLASH
from esa.telling.standpoint import Standpoint
from esa.telling.topic import LeftOut

# Why something is left out, for machines; the words of esa.telling are for people.
REASONS = {"": "rows_aside", WHOLE: "workbook_unread", TAB: "tab_unread"}
REASONS |= {DIFFER: "copies_differ", GONE: "tab_gone", CLASH: "counts_clash"}


def value(of: object) -> Any:
    """A value of the rules: dates as 2014-09-23, numbers as numbers, tuples as lists."""
    if isinstance(of, Decimal):
        return int(of) if of == of.to_integral_value() else float(of)
    if isinstance(of, datetime | date):
        return of.isoformat()
    if isinstance(of, Mapping):
        return {str(name): value(each) for name, each in of.items()}
    if isinstance(of, tuple | list | set | frozenset):
        return [value(each) for each in (sorted(of) if isinstance(of, set | frozenset) else of)]
    return of.item() if hasattr(of, "item") else of


def fields(row: object, *names: str) -> dict[str, Any]:
    """These fields of a frozen row, by their names."""
    return {name: value(getattr(row, name)) for name in names}


def cell(office: Office, tab: str, at: Place, field: str = "") -> dict[str, str]:
    """A cell, or the whole row without a field: {"workbook", "tab", "cell"}."""
    return {"workbook": at[0], "tab": tab, "cell": office.cell(tab, at, field)}


def rows(
    office: Office, tab: str, found: Iterable[Any], names: Iterable[str], field: str
) -> list[dict[str, Any]]:
    """Rows of a rule with these fields, each with its cell: of `field`, of the row at `at`."""
    names = tuple(names)
    return [{**fields(row, *names), "cell": cell(office, tab, row.at, field)} for row in found]


def cells(office: Office, tab: str, rows: Iterable[Place], field: str = "") -> list[dict]:
    return [cell(office, tab, at, field) for at in rows]


def left_out(office: Office, found: Iterable[LeftOut], *names: str) -> list[dict[str, Any]]:
    """What a figure over these fields does not hold, with the cells of rows that were set aside.

    names: of fields; without any every row with a problem that sets it aside is named.
    """
    told = []
    for each in found:
        rows = left_out_rows(office.problems, each.tab, *names)
        books = {b.name for b in office.workbooks if b.group == each.group}
        own = [at for at in rows if at[0] in books] if each.rows else []
        if each.tab == "test_results":  # told apart there: rows that clash, and rows set aside
            used = set(office.rows[each.tab].index)
            own = [at for at in own if (at in used) == (each.reason == CLASH)]
        told.append(
            {
                "group": each.group,
                "tab": each.tab,
                "rows": each.rows,
                "reason": REASONS[each.reason],
                "cells": cells(office, each.tab, sorted(own)),
            }
        )
    return told


def lost(at: Standpoint, tab: str, *names: str) -> list[dict[str, Any]]:
    """What a figure over these fields of one tab does not hold."""
    return left_out(at.office, at.left_out(tab, *names), *names)
