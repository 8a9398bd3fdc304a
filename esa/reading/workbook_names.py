"""Names of files, folders and tabs without personal data, before anything else sees them.

A file is easily named after its maker or a pupil ("สมุดของ นาย….xlsx"), and names stand on every
page, in links and in what is exported. They are masked like cells; two that look alike afterwards
are told apart by a number, because a workbook is known by its name.
Source: docs/rules.md, "Personal data".
"""

from collections.abc import Iterable
from dataclasses import replace

from esa.reading import personal
from esa.sources.workbook import Fault, RawWorkbook


def without_personal_data(books: Iterable[RawWorkbook]) -> list[RawWorkbook]:
    """The same workbooks in the same order, each with a name of its own.

    Masked are the names of workbooks and tabs, addresses of files, and the names in faults. Each
    workbook with such a name gets one Fault more: personal_name (kinds in words).
    """
    taken: set[str] = set()
    return [_masked(book, taken) for book in books]


def _masked(book: RawWorkbook, taken: set[str]) -> RawWorkbook:
    kinds: list[str] = []

    def hide(name: str) -> str:
        masked, found = personal.mask(name)
        kinds.extend(kind for kind in found if kind not in kinds)
        return masked

    name = _own_name(hide(book.name), taken)
    tabs = tuple(replace(tab, title=hide(tab.title)) for tab in book.tabs)
    faults = tuple(
        Fault(f.code, {k: hide(v) if isinstance(v, str) else v for k, v in f.facts.items()})
        for f in book.faults
    )
    is_web = book.address.startswith(("http://", "https://"))
    address = book.address if is_web else personal.mask(book.address)[0]
    if kinds:
        faults += (Fault("personal_name", {"kinds": personal.words(kinds)}),)
    return replace(book, name=name, address=address, tabs=tabs, faults=faults)


def _own_name(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} #{number}"
    taken.add(free)
    return free
