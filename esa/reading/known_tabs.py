"""Which tabs of a workbook are ours: by their title, or by what their headings were taken for.

Also which tabs without a known title have our headings (a clerk renamed them), and which cells of
a tab can't be understood from their values alone.
Source: docs/rules.md, "Reading".
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from esa import thai
from esa.reading.cells import read_value
from esa.reading.headings import Headings, find_headings, folded
from esa.reading.row_kinds import is_blank
from esa.reading.schema import Field, Tab, read_tabs
from esa.reading.tables import FEWEST_HEADINGS, find_tab, is_no_data, read_table
from esa.sources.excel_details import may_be_share
from esa.sources.names import looks_like_copy
from esa.sources.workbook import RawTab, RawWorkbook

YEAR = re.compile(r"(?<![0-9])25[0-9]{2}(?![0-9])")
LOCATORS = {"link", "place"}  # of a document; in a tab without them no link decides anything
SHARE = 0.6  # of the headings in the row that must be ours
# The unit of these numbers stands in another column of the row, or elsewhere (None).
UNIT_BESIDE: Mapping[str, Mapping[str, str | None]] = {
    "kpis": dict.fromkeys(("target", "actual_6m", "actual_9m", "actual_12m"), "unit"),
    "criteria": {"kpi_target": "kpi_unit"},
    "progress": {"kpi_actual": None},
}


@dataclass(frozen=True)
class KnownTabs:
    """by_name: English name → the tab that is read. equals: filled tabs of that name besides, of
    which nobody knows which is right. repeats: further tabs of such a name. unknown: all others."""

    by_name: Mapping[str, RawTab]
    equals: Mapping[str, tuple[RawTab, ...]]
    repeats: tuple[tuple[str, RawTab], ...]
    unknown: tuple[RawTab, ...]


Tabs = Mapping[str, Tab]  # by name; read_tabs(), or with what an office declares


def known_tabs(raw: RawWorkbook, tabs: Tabs | None = None) -> KnownTabs:
    """The tabs of a workbook sorted out, those with our headings under a foreign title too. Of two
    of one name the one with rows is read, of these the one with the title itself. tabs: those that
    there are, the built-in ones unless given."""
    tabs = read_tabs() if tabs is None else tabs
    return _sorted_out(by_headings(raw, tabs).tabs, tabs)


def by_headings(raw: RawWorkbook, tabs: Tabs | None = None) -> RawWorkbook:
    """The workbook with each tab marked that is ours by its headings alone."""
    taken = taken_for(raw.tabs, tabs)
    if not taken:
        return raw
    marked = (replace(t, taken_for=taken.get(at, t.taken_for)) for at, t in enumerate(raw.tabs))
    return replace(raw, tabs=tuple(marked))


def _sorted_out(tabs: Sequence[RawTab], schema: Tabs) -> KnownTabs:
    found: dict[str, list[RawTab]] = {}
    unknown = []
    for tab in tabs:
        known = tab_of(tab, schema)
        (found.setdefault(known.name, []) if known else unknown).append(tab)
    by_name, equals, repeats = {}, {}, []
    for name, same in found.items():
        ranks = [_rank(tab, schema) for tab in same] if same[1:] else [None]
        best = ranks.index(min(ranks)) if same[1:] else 0
        by_name[name] = same[best]
        others = [
            (rank, tab)
            for at, (rank, tab) in enumerate(zip(ranks, same, strict=True))
            if at != best
        ]
        ties = tuple(tab for rank, tab in others if rank == ranks[best] and not rank.empty)
        if ties:
            equals[name] = ties
        repeats += [(name, tab) for _, tab in others if not any(tab is t for t in ties)]
    return KnownTabs(by_name, equals, tuple(repeats), tuple(unknown))


class _Rank(NamedTuple):
    """What speaks against a tab of a name, the weightiest first."""

    empty: bool
    copy: bool
    not_its_title: bool


def _rank(raw: RawTab, tabs: Tabs) -> _Rank:
    tab = tab_of(raw, tabs)
    titles = (folded(tab.title), folded(tab.name))
    return _Rank(
        not has_rows(raw, tabs), looks_like_copy(raw.title), folded(raw.title) not in titles
    )


def tab_of(raw: RawTab, tabs: Tabs | None = None) -> Tab | None:
    """The tab that its title names, else the one that its headings were taken for."""
    tabs = read_tabs() if tabs is None else tabs
    return find_tab(tabs, raw.title) or tabs.get(raw.taken_for)


def has_rows(raw: RawTab, tabs: Tabs | None = None) -> bool:
    """Whether something stands below the headings, or below the first filled row; a bare FALSE is
    an empty box."""
    tab = tab_of(raw, tabs)
    found = headings_of(tab, raw) if tab and raw.rows else None
    if found and found.row is not None:
        return any(map(_is_filled, islice(raw.rows, found.row + 1, None)))
    return len(list(islice(filter(_is_filled, raw.rows), 2))) > 1


def _is_filled(row: Sequence[object]) -> bool:
    return any(cell is not False and not is_blank(cell) for cell in row)


# --- tabs without a known title ---------------------------------------------------------------


def taken_for(tabs: Sequence[RawTab], schema: Tabs | None = None) -> dict[int, str]:
    """Places of the tabs that are ours by their headings alone → English name.

    Only a tab of this kind of workbook that isn't there by its title, or is empty, and that all its
    required headings and most of the row speak for. Of several the ones without a mark of a copy
    and without another year in their title.
    """
    schema = read_tabs() if schema is None else schema
    sorted_out = _sorted_out(tabs, schema)
    if not any(tab.rows and not is_no_data(tab.title) for tab in sorted_out.unknown):
        return {}
    known = sorted_out.by_name
    kind, year = _about(known.get("about"))
    absent = [
        tab
        for tab in schema.values()
        if tab.workbook in ((kind,) if kind else ("office", "group"))
        and (tab.name not in known or not has_rows(known[tab.name], schema))
    ]
    found: dict[str, list[int]] = {}
    for place, tab in enumerate(tabs):
        if tab_of(tab, schema) is None and not is_no_data(tab.title):
            for name in _speaks_for(tab, absent):
                found.setdefault(name, []).append(place)
    return {
        place: name
        for name, places in found.items()
        for place in _likeliest(places, [tabs[place].title for place in places], year)
    }


def _likeliest(places: Sequence[int], titles: Sequence[str], year: int | None) -> list[int]:
    """The places of those titles that least speaks against."""
    named = [set(YEAR.findall(thai.tidy(title))) for title in titles]
    against = [
        (bool(year and years and str(year) not in years), looks_like_copy(title))
        for title, years in zip(titles, named, strict=True)
    ]
    return [place for place, each in zip(places, against, strict=True) if each == min(against)]


def _about(about: RawTab | None) -> tuple[str, int | None]:
    """Kind and fiscal year that a workbook states; "" and None where it doesn't."""
    rows = read_table(read_tabs()["about"], about, "").rows if about else None
    if not rows:
        return "", None
    return rows["kind"][0] or "", rows["fiscal_year"][0]


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


def asks(raw: RawTab, tabs: Tabs | None = None) -> Iterator[tuple[int, int, int]]:
    """Columns with (first, last) row of cells that a source should look at more closely: texts
    that are no address in a column of links, titles without any locator, numbers that may be a
    share where the unit is percent."""
    tab = tab_of(raw, tabs)
    found = headings_of(tab, raw) if tab else None
    if found is None or found.row is None:
        return
    for name, place in found.columns.items():
        wanted = _wanted(tab, name, found)
        rows = [
            number
            for number in range(found.row + 1, len(raw.rows) if wanted else 0)
            if place < len(row := raw.rows[number]) and wanted(row)
        ]
        if rows:
            yield place, rows[0], rows[-1]


def _wanted(tab: Tab, name: str, found: Headings) -> Callable[[Sequence[object]], bool] | None:
    """Tells of a row whether its cell in that column must be looked at; None: never."""
    field, place = tab.field(name), found.columns[name]
    beside = UNIT_BESIDE.get(tab.name, {})
    if field.format == "uri":
        return lambda row: _hides_address(row[place], field)
    locators = [tab.role(each) for each in LOCATORS]
    if name == tab.role("title") and all(locators):
        at = [found.columns[n] for n in locators if n in found.columns]
        return lambda row: _has_words(row[place]) and all(is_blank(_in(row, j)) for j in at)
    if field.unit == "percent" or name in beside:
        unit_at = found.columns.get(beside.get(name) or "")
        return lambda row: (
            may_be_share(row[place]) and _is_percent(field, name in beside, row, unit_at)
        )
    return None


def _in(row: Sequence[object], place: int) -> object:
    return row[place] if place < len(row) else None


def _has_words(cell: object) -> bool:
    return type(cell) is str and not is_blank(cell) and not thai.is_placeholder(cell)


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
