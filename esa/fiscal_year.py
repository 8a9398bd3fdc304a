"""The fiscal year (B.E.): 2557 runs from 1 October 2556 to 30 September 2557.

Source: docs/rules.md, "Fiscal year".
"""

from datetime import date


def first_day(fiscal_year: int) -> date:
    """1 October of the calendar year before."""
    return date(fiscal_year - 544, 10, 1)


def last_day(fiscal_year: int) -> date:
    """30 September of the year of the same number."""
    return date(fiscal_year - 543, 9, 30)


def fiscal_year_of(day: date) -> int:
    """The fiscal year (B.E.) a day lies in."""
    return day.year + 543 + (day.month >= 10)


def months(fiscal_year: int) -> list[date]:
    """The first days of its twelve months, October first."""
    first = first_day(fiscal_year)
    return [date(first.year + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(12)]
