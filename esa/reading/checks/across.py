"""All checks across tabs and workbooks, each by itself: one that fails takes no other down.

A check is a function of what is Given to the problems it finds; it changes nothing. What a check
finds wrong stays in its table: the rule that needs the value leaves it out and says so.
Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from esa.plain import Rows
from esa.reading.checks import dates, numbers, registers, standards
from esa.reading.checks.given import Given
from esa.reading.places import Letters
from esa.reading.problems import Problem
from esa.reading.schema import Tab

Check = Callable[[Given], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    standards.check_leads,
    standards.check_titles,
    standards.check_points_total,
    standards.check_unrated,
    standards.check_rubrics,
    standards.check_weights,
    standards.check_reporters,
    standards.check_shared_links,
    standards.check_evidence_year,
    dates.check_periods,
    dates.check_future,
    dates.check_due,
    dates.check_year,
    dates.check_closed,
    numbers.check_bands,
    numbers.check_bands_of_years,
    numbers.check_test_counts,
    numbers.check_enrolled,
    numbers.check_limits,
    numbers.check_spending,
    numbers.check_unsplit,
    numbers.check_kpis,
    numbers.check_figures,
    numbers.check_figure_sets,
    registers.check_schools_without_network,
    registers.check_group_aliases,
    registers.check_schools_total,
    registers.check_school_names,
    registers.check_activities,
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
