"""Workbooks as they may be stored: personal data in any cell, title or name is hidden."""

from dataclasses import replace
from itertools import zip_longest

from esa.reading import personal
from esa.reading.columns import mask_cells, wordy
from esa.reading.headings import find_headings
from esa.reading.schema import read_tabs
from esa.reading.tables import find_tab
from esa.sources.workbook import Fault, RawTab, RawWorkbook


def masked(raw: RawWorkbook) -> RawWorkbook:
    """The workbook as it may be stored: personal data in any cell, title or name is ▒▒▒.

    The exemptions are those of reading: names of schools, codes and links of known tabs. The same
    object where nothing was found; its address stays, because it leads back to the workbook.
    """
    name, tabs = personal.mask(raw.name)[0], tuple(map(_masked_tab, raw.tabs))
    faults = tuple(_masked_fault(fault) for fault in raw.faults)
    same = name == raw.name and all(a is b for a, b in zip(tabs, raw.tabs, strict=True))
    if same and all(a is b for a, b in zip(faults, raw.faults, strict=True)):
        return raw
    return replace(raw, name=name, tabs=tabs, faults=faults)


def _masked_tab(tab: RawTab) -> RawTab:
    columns = list(zip_longest(*tab.rows))
    known = find_tab(read_tabs(), tab.title)
    fields = {}
    if known and columns:
        found = find_headings(known, tab.rows, [True] * len(columns)).columns
        fields = {place: known.field(name) for name, place in found.items()}
    rows: dict[int, list[object]] = {}
    for j, column in enumerate(columns):
        hidden, found = mask_cells(column, wordy(dict.fromkeys(column)), fields.get(j))
        for i in found:
            rows.setdefault(i, list(tab.rows[i]))[j] = hidden[i]
    title = personal.mask(tab.title)[0]
    if not rows and title == tab.title:
        return tab
    return replace(tab, title=title, rows=[rows.get(i, row) for i, row in enumerate(tab.rows)])


def _masked_fault(fault: Fault) -> Fault:
    texts = {key: value for key, value in fault.facts.items() if isinstance(value, str)}
    hidden = {key: personal.mask(text)[0] for key, text in texts.items()}
    return fault if hidden == texts else Fault(fault.code, {**fault.facts, **hidden})


def is_masked(raw: RawWorkbook) -> bool:
    """Whether personal data was hidden in some cell."""
    cells = (cell for tab in raw.tabs for row in tab.rows for cell in row)
    return any(personal.MASK in cell for cell in cells if isinstance(cell, str))
