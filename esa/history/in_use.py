"""Which workbook of a group was used at the last good reading: of two that are equally likely it
stays, whatever is laid beside it and however often the program starts anew. And for which points
each group had evidence: a tab that can't be read any more leaves them unknown.

    in_use.json     address of each workbook that was used, and of which group it is; fiscal year,
                    and the points of each group with evidence

Source: docs/rules.md, "Reading".
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from esa.history.format import Damaged, OtherSchema, note, noted
from esa.history.store import Store
from esa.reading.office import NOTHING_HAD, Had, Office, read_office
from esa.rules.registers import editions_by_code
from esa.sources.workbook import RawWorkbook

FILE = "in_use.json"
TIED = "workbooks_equal"  # nobody knows which of them is right, so none is in use


def read_remembering(
    store: Store | None, raws: Iterable[RawWorkbook], now: datetime, is_sample: bool = False
) -> Office:
    """The office, with the workbooks that are in use kept in use, and those of this reading noted.
    store: None where nothing is kept."""
    raws = list(raws)
    before, had = (remembered(store), had_evidence(store)) if store else ({}, NOTHING_HAD)
    office = read_office(raws, now, is_sample, in_use=among(raws, before), had=had)
    used = {b.group: b.address for b in office.workbooks if b.used}
    for group in {p.group for p in office.problems if p.code == TIED}:
        used.pop(group, None)
    after = {address: group for address, group in before.items() if group not in used}
    after |= {address: group for group, address in used.items()}
    rows = _evidence_of(office)
    if store and (after != before or had != (office.fiscal_year, rows)):
        kept = {"books": after, "year": office.fiscal_year, "evidence": rows}
        with suppress(OSError):  # a full or read-only disk is told where copies are kept
            store.files.write(FILE, note(kept), lasting=False)
    return office


def had_evidence(store: Store) -> Had:
    """The evidence at the last good reading; nothing where that isn't known."""
    try:
        kept = noted(store.files.read(FILE))
        return Had(kept["year"], [tuple(map(str, row)) for row in kept["evidence"]])
    except (OSError, Damaged, OtherSchema, KeyError, TypeError):
        return NOTHING_HAD


def _evidence_of(office: Office) -> list[tuple[str, ...]]:
    """Of groups that could be read as it is now, of the others as it was."""
    rows = office.rows["evidence"]
    now = set(zip(*(rows[name] for name in ("group", "edition", "criterion")), strict=True))
    edition_of = editions_by_code(office.rows["criteria"], office.edition)
    for register in office.declared:
        if register.filed:
            own = office.rows[register.title]
            named = zip(own["group"], own[register.filed.criterion], strict=True)
            codes = ((group, code) for group, codes in named for code in codes or ())
            now |= {(group, edition_of.get(code), code, register.title) for group, code in codes}
    kept = {row for row in now if None not in row}
    return sorted(kept | office.had_lost)


def remembered(store: Store) -> Mapping[str, str]:
    """Address → group of the workbooks that were used last; {} where that isn't known."""
    try:
        books = noted(store.files.read(FILE))["books"]
    except (OSError, Damaged, OtherSchema, KeyError):
        return {}
    return books if isinstance(books, dict) else {}


def among(raws: Iterable[RawWorkbook], before: Mapping[str, str]) -> set[str]:
    """Addresses of these workbooks that are among those; a folder may be written in two ways."""
    return {raw.address for raw in raws if before.keys() & {raw.address, _whole(raw.address)}}


def _whole(address: str) -> str:
    return address if "://" in address else str(Path(address).resolve())
