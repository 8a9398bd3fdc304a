"""All checks together: nothing about nothing, one that breaks, and tables left as they were."""

from datetime import date

import pandas as pd

from esa.reading.checks.across import CHECKS, check_all
from tests.unit.checking import LETTERS, SCHEMA, TODAY, checked
from tests.unit.made import rows, table


def overspent() -> pd.DataFrame:
    row = {"as_of": date(2014, 6, 30), "expenditure_type": "operations"}
    return table("spending", row | {"allocated": "1", "spent": "2"})


def test_no_tables_and_empty_tables_give_no_problems():
    assert checked() == []
    assert checked(**{name: table(name) for name in SCHEMA}) == []


def test_a_check_that_breaks_is_told_and_the_others_still_run():
    def check_that_breaks(given):
        raise ZeroDivisionError

    problems = checked(checks=(check_that_breaks, *CHECKS), spending=overspent())
    assert [p.code for p in problems] == ["internal_check", "spent_above_allocated"]
    assert problems[0].facts["value"] == "check_that_breaks (ZeroDivisionError)"


def test_the_tables_are_not_changed():
    tables = rows({"spending": overspent()})
    check_all(tables, SCHEMA, LETTERS, 2557, "2557", TODAY)
    assert tables == rows({"spending": overspent()})


def test_every_check_is_run_once():
    assert len(set(CHECKS)) == len(CHECKS)
