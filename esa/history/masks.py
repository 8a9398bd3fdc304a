"""Workbooks as they may be stored: personal data in any cell, title or name is hidden."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from esa.reading import personal
from esa.reading.columns import mask_cells, wordy
from esa.reading.headings import find_headings
from esa.reading.known_tabs import by_headings, tab_of
from esa.reading.schema import Tab
from esa.sources.workbook import Fault, RawTab, RawWorkbook


def masked(raw: RawWorkbook, schema: Mapping[str, Tab] | None = None) -> RawWorkbook:
    """The workbook as it may be stored: personal data in any cell, title or name is ▒▒▒. schema:
    the tabs that are ours, with what the office declares; the built-in ones unless given.

    The exemptions are those of reading: names of schools, codes and links of known tabs. The same
    object where nothing was found; its address stays, because it leads back to the workbook.
    """
    raw = by_headings(raw, schema)  # else the cells of a renamed tab of ours would be lost
    name = personal.mask(raw.name)[0]
    tabs = tuple(_masked_tab(tab, schema) for tab in raw.tabs)
    faults = tuple(_masked_fault(fault) for fault in raw.faults)
    same = name == raw.name and all(a is b for a, b in zip(tabs, raw.tabs, strict=True))
    if same and all(a is b for a, b in zip(faults, raw.faults, strict=True)):
        return raw
    return replace(raw, name=name, tabs=tabs, faults=faults)


def _masked_tab(tab: RawTab, schema: Mapping[str, Tab] | None) -> RawTab:
    """A tab that isn't ours without its cells. Of ours a column without a known heading only as
    far as nothing personal is found in it: who knows what else it holds."""
    known, title = tab_of(tab, schema), personal.mask(tab.title)[0]
    if known is None:
        rows, columns = len(tab.rows), max(map(len, tab.rows), default=0)
        size, filled = tab.size if any(tab.size) else (rows, columns), tab.is_filled
        bare = RawTab(title, [], hidden=tab.hidden, gid=tab.gid, size=size, filled=filled)
        return tab if bare == tab else bare
    columns = list(zip_longest(*tab.rows))
    found = find_headings(known, tab.rows, [True] * len(columns)) if columns else None
    fields = {place: known.field(name) for name, place in found.columns.items()} if found else {}
    rows: dict[int, list[object]] = {}
    for j, column in enumerate(columns):
        hidden, places = mask_cells(column, wordy(dict.fromkeys(column)), fields.get(j))
        if places and j not in fields:
            own = range((found.row or 0) + 1, len(column))
            hidden = [None if i in own and i not in places else c for i, c in enumerate(hidden)]
            places = {i: "" for i, cell in enumerate(column) if cell is not hidden[i]}
        for i in places:
            rows.setdefault(i, list(tab.rows[i]))[j] = hidden[i]
    links = tuple((i, j, link) for i, j, link in tab.links if personal.mask(link)[0] == link)
    if not rows and title == tab.title and links == tab.links:
        return tab
    kept = [rows.get(i, row) for i, row in enumerate(tab.rows)]
    return replace(tab, title=title, rows=kept, links=links)


def _masked_fault(fault: Fault) -> Fault:
    texts = {key: value for key, value in fault.facts.items() if isinstance(value, str)}
    hidden = {key: personal.mask(text)[0] for key, text in texts.items()}
    return fault if hidden == texts else Fault(fault.code, {**fault.facts, **hidden})


def is_masked(raw: RawWorkbook) -> bool:
    """Whether personal data was hidden in some cell."""
    cells = (cell for tab in raw.tabs for row in tab.rows for cell in row)
    return any(personal.MASK in cell for cell in cells if isinstance(cell, str))
