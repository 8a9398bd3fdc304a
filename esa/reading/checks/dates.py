"""Checks of dates: ends before starts, days to come, due dates far away, rows of another year.

Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections.abc import Iterator
from datetime import timedelta

from esa.fiscal_year import first_day, fiscal_year_of, last_day
from esa.reading.checks.given import Given
from esa.reading.problems import Problem
from esa.thai import show_date

PERIODS = (
    ("network_activities", "date", "ends"),
    ("projects", "starts", "ends"),
    ("evidence", "in_force_from", "in_force_to"),
    ("editions", "from_fiscal_year", "to_fiscal_year"),
)
NEVER_AHEAD = (
    ("evidence", "checked_on"),
    ("evidence", "dated"),
    ("progress", "updated_on"),
    ("spending", "as_of"),
)
DUE = (("progress", "due"), ("follow_ups", "due"))
FAR = timedelta(days=366)  # beyond the fiscal year
# Reports are often finished after the year's end, so that only earlier days tell of last year;
# an activity belongs to the year it was held in, whichever way.
OF_THIS_YEAR = (
    ("progress", "updated_on", False),
    ("spending", "as_of", False),
    ("network_activities", "date", True),
)


def in_words(day: object) -> str:
    """A date or a year as people write it."""
    return show_date(day) if hasattr(day, "month") else str(day)


def check_periods(given: Given) -> Iterator[Problem]:
    """Periods that end before they start."""
    for tab, first, last in PERIODS:
        for at, start, end in given.rows(tab, first, last):
            if start is not None and end is not None and end < start:
                facts = {"value": in_words(end), "start": in_words(start)}
                yield given.problem("end_before_start", tab, at, last, **facts)


def check_future(given: Given) -> Iterator[Problem]:
    """Days to come where only a day gone by makes sense."""
    for tab, name in NEVER_AHEAD:
        for at, day in given.rows(tab, name):
            if day is not None and day > given.today:
                facts = {"value": in_words(day), "today": in_words(given.today)}
                yield given.problem("date_in_future", tab, at, name, **facts)


def check_due(given: Given) -> Iterator[Problem]:
    """Due dates more than a year before or after the fiscal year: often a slip in the year."""
    earliest, latest = first_day(given.fiscal_year) - FAR, last_day(given.fiscal_year) + FAR
    for tab, name in DUE:
        for at, day in given.rows(tab, name):
            if day is not None and not earliest <= day <= latest:
                facts = {"value": in_words(day), "expected": given.fiscal_year}
                yield given.problem("due_far_from_year", tab, at, name, **facts)


def check_year(given: Given) -> Iterator[Problem]:
    """Rows of another fiscal year left in place, unless the workbook itself says it is of that."""
    first, last = first_day(given.fiscal_year), last_day(given.fiscal_year)
    for tab, name, either_way in OF_THIS_YEAR:
        for at, day in given.rows(tab, name):
            if day is None or at[0] in given.workbooks_of_another_year:
                continue
            if day < first or (either_way and day > last):
                facts = {
                    "value": fiscal_year_of(day),
                    "expected": given.fiscal_year,
                    "day": in_words(day),
                }
                yield given.problem("row_of_other_year", tab, at, name, **facts)


def check_closed(given: Given) -> Iterator[Problem]:
    """Follow-ups that are done without a word on what closed them."""
    for at, status, closed_by in given.rows("follow_ups", "status", "closed_by"):
        if status == "done" and closed_by is None and given.has("follow_ups", at, "closed_by"):
            yield given.problem("closed_without_evidence", "follow_ups", at, "closed_by")
