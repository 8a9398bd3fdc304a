"""An office on Google Sheets: which tabs are ours, and which workbooks the office lists.

The door of reading to esa.sources.google, which knows no tab by name.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from esa.reading.headings import find_headings
from esa.reading.row_kinds import is_blank
from esa.reading.schema import read_tabs
from esa.reading.tables import find_tab
from esa.sources.google.client import Client
from esa.sources.google.secrets import SECTION
from esa.sources.google.workbooks import Listed, read_all
from esa.sources.workbook import RawTab, RawWorkbook

OFFICE = "สมุดงานของสำนักงาน"  # until the workbook's own name is known
GROUPS = "groups"


def is_ours(title: str) -> bool:
    """True of tabs that the schema knows by title, alias or English name."""
    return find_tab(read_tabs(), title) is not None


def office_listed(secrets: Mapping) -> Listed:
    """The office workbook as the secrets name it."""
    return Listed(OFFICE, str(secrets[SECTION]["office"]).strip())


def group_workbooks(office: RawWorkbook) -> list[Listed]:
    """The workbooks that the office workbook lists in its tab of groups, in that order.

    Taken from the raw cells, so that a bare id is as good as an address. Rows without an address
    are left out; a workbook is called after its group until its own name is known.
    """
    tab = next((tab for tab in office.tabs if _is_groups(tab)), None)
    if tab is None:
        return []
    width = max(map(len, tab.rows), default=0)
    headings = find_headings(read_tabs()[GROUPS], tab.rows, [False] * width)
    if headings.row is None or "workbook" not in headings.columns:
        return []
    listed = []
    for row in tab.rows[headings.row + 1 :]:
        cells = {
            name: row[place]
            for name, place in headings.columns.items()
            if place < len(row) and not is_blank(row[place])
        }
        if str(cells.get("workbook", "-")).strip() not in ("-", "–"):
            group = cells.get("name") or cells.get("group") or cells["workbook"]
            listed.append(Listed(f"ชีต{str(group).strip()}", str(cells["workbook"])))
    return listed


def read_google(
    client: Client, secrets: Mapping, now: datetime, expected: Sequence[Listed] = ()
) -> list[RawWorkbook]:
    """All workbooks of the office; each that can't be read has a Fault and no tabs.

    expected: group_workbooks of an earlier copy of the office workbook, if there is one.
    """
    return read_all(client, office_listed(secrets), group_workbooks, is_ours, now, expected)


def _is_groups(tab: RawTab) -> bool:
    found = find_tab(read_tabs(), tab.title)
    return found is not None and found.name == GROUPS
