"""The one request more that some spreadsheets need: what a batch of values doesn't tell.

Asked for are addresses under texts (links, smart chips), whether small numbers are shown as
percent, and all cells of a tab whose title nobody knows but whose headings are ours.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from esa.sources.google.address import Address
from esa.sources.google.answers import (
    SPREADSHEET,
    batches,
    corner,
    number_in,
    object_in,
    objects_in,
    quoted,
    rows_in,
    text_in,
)
from esa.sources.google.client import Client
from esa.sources.workbook import RawTab

Cells = tuple[int, int, int]  # column, first row, last row, from zero
DETAILS = (
    "sheets(properties.sheetId,data(startRow,startColumn,rowData.values(effectiveValue,hyperlink,"
    "chipRuns.chip.richLinkProperties.uri,textFormatRuns.format.link.uri,"
    "effectiveFormat.numberFormat.type)))"
)
ERRORS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}


def _none(_: object) -> Mapping:
    return {}


@dataclass(frozen=True)
class Known:
    """What a reader of spreadsheets is told of the tabs that are ours; by itself it knows none.

    wanted: whether a tab of this title is ours. taken_for: of all tabs, as far as they were read,
    the places of those that are ours by their headings alone → English name. asks: the cells of a
    tab whose format or link must be looked at.
    """

    wanted: Callable[[str], bool]
    taken_for: Callable[[Sequence[RawTab]], Mapping[int, str]] = _none
    asks: Callable[[RawTab], Iterable[Cells]] = _none


@dataclass(frozen=True)
class _Cell:
    """value: as a batch of values gives it, "" where blank."""

    value: object
    link: str
    is_percent: bool


def with_details(
    client: Client, address: Address, tabs: Sequence[RawTab], known: Known
) -> list[RawTab]:
    """The tabs with what only such a request tells; the same where none needs it.

    Tabs that are ours neither by title nor by headings come without their cells.
    """
    taken = known.taken_for(tabs)
    ranges = [quoted(tabs[place].title) for place in taken]
    for tab in tabs:
        for column, first, last in known.asks(tab) if known.wanted(tab.title) else ():
            cells = f"{corner(first, column)}:{corner(last, column)}"
            ranges.append(quoted(tab.title, cells))
    found: dict[str, dict[tuple[int, int], _Cell]] = {}
    for batch in batches(ranges):
        params = {"ranges": batch, "fields": DETAILS, "prettyPrint": "false"}
        for gid, cells in client.read(SPREADSHEET % address.id, params, _cells_by_tab).items():
            found.setdefault(gid, {}).update(cells)
    return [
        _detailed(tab, taken.get(place, ""), found.get(tab.gid or "", {}), known)
        for place, tab in enumerate(tabs)
    ]


def _detailed(
    tab: RawTab, taken_for: str, cells: Mapping[tuple[int, int], _Cell], known: Known
) -> RawTab:
    if taken_for:
        tab = replace(tab, rows=_rows(cells), taken_for=taken_for)
    elif not known.wanted(tab.title):
        return replace(tab, rows=[], filled=tab.is_filled, merged=())
    asked = {
        (row, column)
        for column, first, last in (known.asks(tab) if cells else ())
        for row in range(first, last + 1)
    }
    links = [(*at, cells[at].link) for at in sorted(asked & cells.keys()) if cells[at].link]
    percents = [at for at in sorted(asked & cells.keys()) if cells[at].is_percent]
    size = (0, 0)  # of a tab whose cells are there they say enough
    return replace(tab, links=tuple(links), percents=tuple(percents), size=size)


def _rows(cells: Mapping[tuple[int, int], _Cell]) -> list[list[object]]:
    """The cells as a batch of values gives them: ragged, without trailing blanks."""
    rows: list[list[object]] = []
    for (row, column), cell in sorted(cells.items()):
        if cell.value != "":
            rows += [[] for _ in range(row + 1 - len(rows))]
            rows[row] += [""] * (column - len(rows[row])) + [cell.value]
    return rows_in({"values": rows})


def _cells_by_tab(answer: dict) -> dict[str, dict[tuple[int, int], _Cell]]:
    found: dict[str, dict[tuple[int, int], _Cell]] = {}
    for sheet in objects_in(answer, "sheets"):
        cells = found.setdefault(str(number_in(object_in(sheet, "properties"), "sheetId")), {})
        for part in objects_in(sheet, "data"):
            top, left = number_in(part, "startRow"), number_in(part, "startColumn")
            for row, line in enumerate(objects_in(part, "rowData"), top):
                for column, each in enumerate(objects_in(line, "values"), left):
                    cells[row, column] = _cell(each)
    return found


def _cell(cell: Mapping) -> _Cell:
    value: object = ""
    for kind, found in object_in(cell, "effectiveValue").items():
        value = ERRORS.get(str(found.get("type")), "#ERROR!") if kind == "errorValue" else found
    links = [text_in(cell, "hyperlink")]
    for run in objects_in(cell, "chipRuns"):
        links.append(text_in(object_in(object_in(run, "chip"), "richLinkProperties"), "uri"))
    for run in objects_in(cell, "textFormatRuns"):
        links.append(text_in(object_in(object_in(run, "format"), "link"), "uri"))
    shown = text_in(object_in(object_in(cell, "effectiveFormat"), "numberFormat"), "type")
    return _Cell(value, "\n".join(dict.fromkeys(filter(None, links))), shown == "PERCENT")
