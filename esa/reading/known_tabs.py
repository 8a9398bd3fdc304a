"""Which tabs of a workbook are ours: by their title, or by what their headings were taken for.

Also which tabs without a known title have our headings (a clerk renamed them), and which cells of
a tab can't be understood from their values alone.
Source: docs/rules.md, "Reading".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from esa import thai
from esa.reading.cells import read_value
from esa.reading.headings import Headings, find_headings, folded
from esa.reading.row_kinds import is_blank
from esa.reading.schema import Field, Tab, read_tabs
from esa.reading.tables import GUIDE, find_tab, read_table
from esa.sources.workbook import RawTab, RawWorkbook

FEWEST_HEADINGS = 4  # by fewer a tab isn't known
SHARE = 0.6  # of the headings in the row that must be ours
# The unit of these numbers stands in another column of the row, or elsewhere (None).
UNIT_BESIDE: Mapping[str, Mapping[str, str | None]] = {
    "kpis": dict.fromkeys(("target", "actual_6m", "actual_9m", "actual_12m"), "unit"),
    "criteria": {"kpi_target": "kpi_unit"},
    "progress": {"kpi_actual": None},
}


@dataclass(frozen=True)
class KnownTabs:
    """by_name: English name → the tab that is read. repeats: further tabs of such a name.
    unknown: all others."""

    by_name: Mapping[str, RawTab]
    repeats: tuple[tuple[str, RawTab], ...]
    unknown: tuple[RawTab, ...]


def known_tabs(raw: RawWorkbook) -> KnownTabs:
    """The tabs of a workbook sorted out. Of two of one name the one with rows is read, of these
    the one with the title itself, of these the first."""
    found: dict[str, list[RawTab]] = {}
    unknown = []
    for tab in raw.tabs:
        known = tab_of(tab)
        (found.setdefault(known.name, []) if known else unknown).append(tab)
    by_name = {name: min(tabs, key=_rank) if tabs[1:] else tabs[0] for name, tabs in found.items()}
    repeats = [(n, tab) for n, tabs in found.items() for tab in tabs if tab is not by_name[n]]
    return KnownTabs(by_name, tuple(repeats), tuple(unknown))


def _rank(raw: RawTab) -> tuple[bool, bool]:
    tab = tab_of(raw)
    return not filled_rows(raw), folded(raw.title) not in (folded(tab.title), folded(tab.name))


def tab_of(raw: RawTab) -> Tab | None:
    """The tab that its title names, else the one that its headings were taken for."""
    return find_tab(read_tabs(), raw.title) or read_tabs().get(raw.taken_for)


def filled_rows(raw: RawTab) -> int:
    """Rows below the first filled one in which something stands; a bare FALSE is an empty box."""
    filled = sum(any(cell is not False and not is_blank(cell) for cell in r) for r in raw.rows)
    return max(filled - 1, 0)


# --- tabs without a known title ---------------------------------------------------------------


def taken_for(tabs: Sequence[RawTab]) -> dict[int, str]:
    """Places of the tabs that are ours by their headings alone → English name.

    Only a tab of this kind of workbook that isn't there by its title, that all its required
    headings and most of the row speak for, and no second tab.
    """
    sorted_out = known_tabs(RawWorkbook("", "", tuple(tabs), None))
    if not any(tab.rows for tab in sorted_out.unknown):
        return {}
    known = sorted_out.by_name
    kind = _kind(known.get("about"))
    absent = [
        tab
        for tab in read_tabs().values()
        if tab.workbook in ((kind,) if kind else ("office", "group"))
        and (tab.name not in known or not filled_rows(known[tab.name]))
    ]
    found: dict[str, list[int]] = {}
    for place, tab in enumerate(tabs):
        if tab_of(tab) is None and folded(tab.title) != folded(GUIDE) and tab.title[:1] != "_":
            for name in _speaks_for(tab, absent):
                found.setdefault(name, []).append(place)
    return {places[0]: name for name, places in found.items() if len(places) == 1}


def _kind(about: RawTab | None) -> str:
    rows = read_table(read_tabs()["about"], about, "").rows if about else None
    return next((kind for kind in rows["kind"] if kind), "") if rows else ""


def _speaks_for(raw: RawTab, absent: Sequence[Tab]) -> list[str]:
    """The one tab that the headings are most of; none where two are equal."""
    counts: dict[str, int] = {}
    for tab in absent:
        found = headings_of(tab, raw)
        if found.row is None:
            continue
        needed = {field.name for field in tab.fields if field.required}
        written = sum(not is_blank(cell) for cell in raw.rows[found.row])
        count = len(found.columns)
        if needed <= found.columns.keys() and count >= max(FEWEST_HEADINGS, SHARE * written):
            counts[tab.name] = count
    most = max(counts.values(), default=0)
    best = [name for name, count in counts.items() if count == most]
    return best if len(best) == 1 else []


def headings_of(tab: Tab, raw: RawTab) -> Headings:
    width = max(map(len, raw.rows), default=0)
    return find_headings(tab, raw.rows, [False] * width)


# --- cells that values don't explain ----------------------------------------------------------


def asks(raw: RawTab) -> Iterator[tuple[int, int, int]]:
    """Columns with (first, last) row of cells that a source should look at more closely: texts
    that are no address in a column of links, numbers up to 1 where the unit is percent."""
    tab = tab_of(raw)
    found = headings_of(tab, raw) if tab else None
    if found is None or found.row is None:
        return
    for name, place in found.columns.items():
        field = tab.field(name)
        beside = UNIT_BESIDE.get(tab.name, {})
        unit_at = found.columns.get(beside.get(name) or "")
        rows = [
            number
            for number in range(found.row + 1, len(raw.rows))
            if place < len(row := raw.rows[number])
            and (
                _hides_address(row[place], field)
                if field.format == "uri"
                else (
                    type(row[place]) in (int, float)
                    and 0 < row[place] <= 1
                    and _is_percent(field, name in beside, row, unit_at)
                )
            )
        ]
        if rows:
            yield place, rows[0], rows[-1]


def _hides_address(cell: object, field: Field) -> bool:
    if type(cell) is not str or is_blank(cell) or thai.is_placeholder(cell):
        return False
    read = read_value(cell, field)
    return read.value is None and read.issue != "formula_error"


def _is_percent(field: Field, elsewhere: bool, row: Sequence[object], unit_at: int | None) -> bool:
    if not elsewhere:
        return field.unit == "percent"
    unit = row[unit_at] if unit_at is not None and unit_at < len(row) else ""
    return unit_at is None or thai.has_percent_mark(str(unit))


# --- the list of workbooks --------------------------------------------------------------------


def group_links(office: RawWorkbook) -> list[tuple[str, str]] | None:
    """(group, address as it stands there) of each group whose workbook the office lists.

    None where the list can't be read: no tab of groups, no headings, no column of links. What
    stands in a cell is taken as it is, so that a bare id is as good as an address.
    """
    raw = known_tabs(office).by_name.get("groups")
    found = headings_of(read_tabs()["groups"], raw) if raw else None
    if found is None or found.row is None or "workbook" not in found.columns:
        return None
    under = {row: link for row, column, link in raw.links if column == found.columns["workbook"]}
    listed = []
    for number, row in enumerate(raw.rows[found.row + 1 :], found.row + 1):
        cells = {
            name: str(row[place])
            for name, place in found.columns.items()
            if place < len(row) and not is_blank(row[place])
        }
        written = under.get(number) or cells.get("workbook", "")
        if written and not thai.is_placeholder(written):
            listed.append((cells.get("name") or cells.get("group") or written, written))
    return listed
