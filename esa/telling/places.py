"""Where a cell of a sheet is, for a person to look up and for a machine to open."""

from pathlib import PurePath

from esa.reading.addresses import cell_link
from esa.reading.office import Office
from esa.telling.texts import is_web, one_line
from esa.telling.words import tab_title


def target(office: Office, workbook: str, tab: str, cell: str) -> str:
    """An address that opens the cell (Google Sheets), else a path in the office's folder, such as
    การเงิน.xlsx › หลักฐานอ้างอิง!F14; a folder of .csv is named as its workbook is. tab, cell: ""
    for all of it."""
    book = office.workbook(workbook)
    where = book.address if book else workbook
    health = next((each for each in book.tabs if each.tab == tab), None) if book else None
    if is_web(where):
        return cell_link(where, health.gid if health else None, cell)
    # never the folders above: they are the server's, and nobody else's business
    name, last = one_line(PurePath(where).name), f"!{cell}" if cell else ""
    if not tab:
        return name
    return f"{name} › {one_line(tab_title(tab))}{last}"
