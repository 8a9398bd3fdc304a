"""One cause, one message: what is wrong with a whole column is told once, with all its rows.

Two hundred codes stored as numbers are mended by one act; two hundred messages hide what else is
wrong. The problem told stands at its first cell and knows the rows it is about.
Source: docs/rules.md, "Reading".
"""

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
EQUAL = 30  # and so many where the cells say the same but each must be mended by itself
BROKEN = "\ufffd"  # letters that were lost, whatever the cells would be


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in their order; many of one cause are the first of them, with all rows.

    Equal in code, column and whether the row was left out; where no act mends a whole column also
    in what stands in the cells.
    """
    families: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        key = number if problem.row is None else _cause(problem)
        families.setdefault(key, []).append(problem)
    told = []
    for family in families.values():
        if len(family) <= (FEW if _at_once(family[0]) else EQUAL):
            told += family
            continue
        rows = tuple(sorted({p.row for p in family}))
        told.append(replace(min(family, key=lambda p: p.row), rows=rows))
    return told


def _cause(problem: Problem) -> tuple:
    at_once = _at_once(problem)
    facts = () if at_once else tuple((key, str(fact)) for key, fact in problem.facts.items())
    place = (problem.workbook, problem.tab, problem.field)
    return (problem.code, *place, problem.aside, at_once, facts)


def _at_once(problem: Problem) -> bool:
    """Whether one act mends them all."""
    return problem.code in BULK or BROKEN in str(problem.facts.get("value", ""))
