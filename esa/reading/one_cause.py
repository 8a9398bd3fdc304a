"""One cause, one message: what is wrong with a whole column is told once, with all its rows.

Two hundred codes stored as numbers are mended by one act; two hundred messages hide what else is
wrong. The problem told stands at its first cell and knows the rows it is about.
Source: docs/rules.md, "Reading".
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from esa.reading.problems import Problem

# Mended by one act for a whole column, whatever the cells hold.
BULK = {
    *("code_became_number", "code_became_date", "code_from_number", "merged_cell", "bad_pattern"),
    *("formula_text", "formula_error", "text_became_date", "ordinal_read", "ordinal_unread"),
    *("ordinal_blank", "personal_data", "ce_year", "two_digit_year", "fraction_percent"),
    *("required_blank", "link_mended", "place_in_link", "not_reported_word", "no_place_named"),
}
FEW = 5  # so many are told one by one
MOST = 200  # cells of one column with one fault; more are one cause, whatever they hold
EQUAL = 30  # and so many where the cells say the same but each must be mended by itself
BROKEN = "\ufffd"  # letters that were lost, whatever the cells would be


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in their order; many of one cause are the first of them, with all rows.

    Equal in code, column and whether the row was left out; where no act mends a whole column also
    in what stands in the cells.
    """
    problems = list(problems)
    columns = Counter(map(_column, problems))
    families: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        key: object = number if problem.row is None else _cause(problem)
        if problem.row is not None and (problem.rows or columns[_column(problem)] > MOST):
            key = _column(problem)  # what stands in that column isn't what it is for
        families.setdefault(key, []).append(problem)
    told = []
    for family in families.values():
        whole = any(p.rows for p in family)  # reading gathered them already
        if not whole and len(family) <= (FEW if _at_once(family[0]) else EQUAL):
            told += family
            continue
        rows = tuple(sorted({row for p in family for row in p.all_rows}))
        told.append(replace(min(family, key=lambda p: p.row), rows=rows))
    return told


def _cause(problem: Problem) -> tuple:
    at_once = _at_once(problem)
    facts = () if at_once else tuple((key, str(fact)) for key, fact in problem.facts.items())
    place = (problem.workbook, problem.tab, problem.field)
    return (problem.code, *place, problem.aside, at_once, facts)


def _column(problem: Problem) -> tuple:
    return (problem.code, problem.workbook, problem.tab, problem.field, problem.aside)


def _at_once(problem: Problem) -> bool:
    """Whether one act mends them all."""
    return problem.code in BULK or BROKEN in str(problem.facts.get("value", ""))
