"""The workbooks of a new fiscal year: what lasts is carried over, what is of one year is not.

Carried over: groups, schools, networks and everything of the editions of the standards, with
limits and colour bands. Left behind: all work, evidence, money, activities, figures, results and
follow-ups; in what is carried over the reference date, the addresses of the old workbooks, and
what the old year claimed of its indicators. The old workbooks are only read.
Source: docs/rules.md, "Fiscal year".
"""

from dataclasses import replace
from pathlib import Path

from esa.reading.office import Office
from esa.reading.problems import Refused
from esa.templates.new_folder import new_folder
from esa.templates.workbooks import write_templates

FIRST, LAST = 2500, 2699
# What is true of one year only, in tabs that are carried over.
OF_ONE_YEAR = {
    "settings": ("as_of",),
    "groups": ("workbook",),
    "indicators": ("extra_condition_met", "claimed_level", "target_level", "comments"),
}
CARRIED = (
    *("settings", "editions", "groups", "standards", "indicators", "criteria", "conditions"),
    *("rubric", "networks", "schools", "lower_limits", "colour_bands"),
)


class NotLater(Refused):
    """year_not_later: no fiscal year, or not one after that of the old workbooks."""


def new_year(office: Office, fiscal_year: int, out: Path) -> list[Path]:
    """Write the workbooks of a fiscal year (B.E.) into a new or empty folder; their paths.
    NotLater, NoFolder."""
    if not max(office.fiscal_year, FIRST) < fiscal_year <= LAST:
        facts = {"value": fiscal_year, "expected": office.fiscal_year}
        raise NotLater("year_not_later", facts)
    with new_folder(out):
        return write_templates(out, _emptied(office), fiscal_year)


def left_out(office: Office) -> dict[str, int]:
    """Rows of the carried tabs that can't be read as they stand, and so stay behind: by tab."""
    told = (p for p in office.problems if p.aside and p.tab in CARRIED)
    rows = {(p.workbook, p.tab, row) for p in told for row in p.all_rows or (None,)}
    counts = {tab: sum(found == tab for _, found, _ in rows) for tab in CARRIED}
    return {tab: count for tab, count in counts.items() if count}


def _emptied(office: Office) -> Office:
    rows = dict(office.rows)
    for tab, names in OF_ONE_YEAR.items():
        for name in names:
            rows[tab] = rows[tab].assign(name, [None] * len(rows[tab]))
    return replace(office, rows=rows)
