"""An office on Google Sheets: which tabs are ours, and which workbooks the office lists.

The door of reading to esa.sources.google, which knows no tab by name.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from esa.history.belonging import Belonging, Entry
from esa.reading.declared import declared_by
from esa.reading.known_tabs import asks, group_links, taken_for
from esa.reading.schema import Tab, read_tabs
from esa.reading.tables import find_tab
from esa.sources.google.client import Client
from esa.sources.google.details import Known
from esa.sources.google.secrets import SECTION
from esa.sources.google.workbooks import Listed, read_all
from esa.sources.workbook import Fault, RawWorkbook

OFFICE = "สมุดงานของสำนักงาน"  # until the workbook's own name is known
SHEET = "ชีต"  # before the name of a group: what its workbook is called until then


def known(tabs: Mapping[str, Tab] | None = None) -> Known:
    """What a reader of spreadsheets is told. tabs: those that there are, the built-in ones unless
    given; they are known by title, alias or English name."""
    ours = read_tabs() if tabs is None else tabs

    def is_ours(title: str) -> bool:
        return find_tab(ours, title) is not None

    return Known(is_ours, partial(taken_for, schema=ours), partial(asks, tabs=ours))


KNOWN = known()


def known_by(office: RawWorkbook) -> Known:
    """The same with what the office's own workbook declares."""
    return known(declared_by([office]))


def office_listed(secrets: Mapping) -> Listed:
    """The office workbook as the secrets name it."""
    return Listed(OFFICE, str(secrets[SECTION]["office"]).strip())


def group_workbooks(office: RawWorkbook) -> list[Listed] | None:
    """The workbooks that the office workbook lists in its tab of groups, in that order; None where
    that can't be read. A workbook is called after its group until its own name is known."""
    links = group_links(office)
    return (
        None if links is None else [Listed(f"{SHEET}{g.strip()}", written) for g, written in links]
    )


def belonging(
    office: Listed, shown: RawWorkbook | None, known: Iterable[str] = ()
) -> tuple[Belonging, dict[str, Listed]]:
    """What belongs to the office by its own workbook as it is shown (None: there is no copy).

    known: keys of the workbooks that there are; they stay where the list can't be read. Beside it
    stands, by key, what to read.
    """
    listed = group_workbooks(shown) if shown else None
    found = {office.key: office}
    names: dict[str, list[str]] = {office.key: [office.name]}
    for each in listed or ():
        found.setdefault(each.key, each)
        names.setdefault(each.key, []).append(each.name)
    twice = (", ".join(each) for each in names.values() if each[1:])
    faults = [Fault("sheet_listed_twice", {"value": value}) for value in twice]
    if listed is None:
        found |= {key: Listed(key, key) for key in known if key not in found}
        faults += [Fault("list_unreadable")] if shown else []
    entries = {}
    for key, each in found.items():
        whose = names.get(key, [""])
        entries[key] = Entry(each.name, ", ".join(name.removeprefix(SHEET) for name in whose))
    return Belonging(entries, listed is not None, tuple(faults)), found


def read_google(client: Client, secrets: Mapping, now: datetime) -> list[RawWorkbook]:
    """All workbooks of the office; each that can't be read has a Fault and no tabs."""
    office = office_listed(secrets)
    first, *groups = read_all(client, office, lambda raw: group_workbooks(raw) or (), known_by, now)
    told = belonging(office, first if first.tabs else None)[0].faults
    return [RawWorkbook(**vars(first) | {"faults": (*first.faults, *told)}), *groups]
