"""The workbooks of a new fiscal year: what lasts is carried over, what is of one year is not.

Carried over: groups, schools, networks and everything of the editions of the standards, with
limits and colour bands, resolutions that aren't closed and the last test results; also what can't
be read, as it was typed. Left behind: all work, evidence, money, activities, figures, earlier
results and closed resolutions; in what is carried over the reference date, the addresses of the
old workbooks, and what the old year claimed of its indicators. The old workbooks are only read.
Source: docs/rules.md, "Fiscal year".
"""

from collections.abc import Iterable
from pathlib import Path

from esa.reading.office import Office
from esa.reading.problems import Refused
from esa.sources.workbook import RawWorkbook
from esa.templates.as_written import Carried, carried
from esa.templates.new_folder import new_folder
from esa.templates.workbooks import write_templates

FIRST, LAST = 2500, 2699
# What is true of one year only, in tabs that are carried over.
OF_ONE_YEAR = {
    "settings": ("as_of",),
    "groups": ("workbook",),
    "indicators": ("extra_condition_met", "claimed_level", "target_level", "comments"),
}


class NotLater(Refused):
    """year_not_later: no fiscal year, or not one after that of the old workbooks."""


def new_year(
    office: Office, fiscal_year: int, out: Path, raws: Iterable[RawWorkbook] = ()
) -> tuple[list[Path], Carried]:
    """Write the workbooks of a fiscal year (B.E.) into a new or empty folder; their paths, and what
    went along. raws: the workbooks that the office was read from. NotLater, NoFolder."""
    if not max(office.fiscal_year, FIRST) < fiscal_year <= LAST:
        facts = {"value": fiscal_year, "expected": office.fiscal_year}
        raise NotLater("year_not_later", facts)
    along = carried(office, raws, OF_ONE_YEAR)
    with new_folder(out):
        return write_templates(out, along, fiscal_year), along
