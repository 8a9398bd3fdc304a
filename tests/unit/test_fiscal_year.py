"""The fiscal year: its two edges, from both sides, and its months."""

from datetime import date

import pytest

from esa.fiscal_year import first_day, fiscal_year_of, last_day, months


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2013, 9, 30), 2556),
        (date(2013, 10, 1), 2557),
        (date(2014, 1, 1), 2557),
        (date(2014, 9, 30), 2557),
        (date(2014, 10, 1), 2558),
    ],
)
def test_the_year_changes_on_the_first_of_october(day, year):
    assert fiscal_year_of(day) == year
    assert first_day(year) <= day <= last_day(year)


def test_its_twelve_months_run_from_october_to_september():
    firsts = months(2557)
    assert firsts[0] == date(2013, 10, 1) and firsts[3] == date(2014, 1, 1)
    assert firsts[-1] == date(2014, 9, 1) and len(set(firsts)) == 12
    assert {fiscal_year_of(month) for month in firsts} == {2557}
