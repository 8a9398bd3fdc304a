"""All checks across tabs and workbooks, each by itself: one that fails takes no other down.

A check is a function of what is Given to the problems it finds; it changes nothing. What a check
finds wrong stays in its table: the rule that needs the value leaves it out and says so.
Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from esa import checks_dates, checks_numbers, checks_registers, checks_standards
from esa.given import Given
from esa.places import Letters
from esa.plain import Rows
from esa.problems import Problem
from esa.schema import Tab

Check = Callable[[Given], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    checks_standards.check_leads,
    checks_standards.check_titles,
    checks_standards.check_points_total,
    checks_standards.check_unrated,
    checks_standards.check_rubrics,
    checks_standards.check_weights,
    checks_standards.check_reporters,
    checks_standards.check_shared_links,
    checks_standards.check_evidence_year,
    checks_dates.check_periods,
    checks_dates.check_future,
    checks_dates.check_due,
    checks_dates.check_year,
    checks_dates.check_closed,
    checks_numbers.check_bands,
    checks_numbers.check_bands_of_years,
    checks_numbers.check_test_counts,
    checks_numbers.check_enrolled,
    checks_numbers.check_limits,
    checks_numbers.check_spending,
    checks_numbers.check_unsplit,
    checks_numbers.check_kpis,
    checks_numbers.check_figures,
    checks_numbers.check_figure_sets,
    checks_registers.check_schools_without_network,
    checks_registers.check_school_names,
    checks_registers.check_activities,
)


def check_all(
    tables: Mapping[str, Rows],
    schema: Mapping[str, Tab],
    letters: Letters,
    fiscal_year: int,
    edition: str,
    today: date,
    checks: Iterable[Check] = CHECKS,
) -> list[Problem]:
    """Every problem that only shows when tabs and workbooks are seen together.

    tables: of the whole office after links.resolve. fiscal_year (B.E.) and edition: those in use.
    A check that can't be run is told as internal_check.
    """
    given = Given(tables, schema, letters, fiscal_year, edition, today)
    problems: list[Problem] = []
    for check in checks:
        try:
            problems += list(check(given))
        except Exception as error:  # noqa: BLE001 - a fault of ours must not hide the office's data
            facts = {"value": f"{check.__name__} ({type(error).__name__})"}
            problems.append(Problem("internal_check", "", facts=facts))
    return problems
