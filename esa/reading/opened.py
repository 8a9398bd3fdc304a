"""One raw workbook with its tabs sorted out, and what it is: the office's own, or whose.

Nothing is read here but the tab about; what a workbook says of itself counts less than the tabs
that it holds. Source: docs/rules.md, "Reading".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from esa.reading import nearest
from esa.reading.choosing import kind_by_tabs
from esa.reading.known_tabs import has_rows, known_tabs
from esa.reading.problems import Problem
from esa.reading.schema import Tab, read_tabs
from esa.reading.tables import TabHealth, TableRead, is_no_data, read_table
from esa.sources.workbook import RawTab, RawWorkbook


@dataclass(frozen=True)
class Workbook:
    """What became of one workbook. kind and group are "" where that isn't known; used is False
    where nothing of it was taken; tabs hold the health of each tab that was read."""

    name: str
    address: str
    read_at: datetime
    kind: str = ""
    group: str = ""
    fiscal_year: int | None = None
    used: bool = False
    tabs: tuple[TabHealth, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A raw workbook with its tabs sorted out and its own words about itself.

    tabs: English name → the tab that is read; equals: further tabs of the name of which nobody
    knows which is right. problems: of the workbook as such.
    """

    raw: RawWorkbook
    workbook: Workbook
    tabs: Mapping[str, RawTab]
    equals: Mapping[str, tuple[RawTab, ...]] = field(default_factory=dict)
    about: TableRead | None = None
    group_as_written: str = ""
    problems: tuple[Problem, ...] = ()


def opened(raw: RawWorkbook, tabs: Mapping[str, Tab] | None = None) -> Opened:
    """The workbook, of kind "" where neither its words nor its tabs tell. tabs: those that there
    are, the built-in ones unless given."""
    tabs = read_tabs() if tabs is None else tabs
    problems = [Problem(f.code, raw.name, facts=f.facts) for f in raw.faults]
    found = known_tabs(raw, tabs)
    problems += _of_tabs(raw, found, tabs)
    workbook = Workbook(raw.name, raw.address, raw.read_at)
    if not found.by_name:
        if raw.tabs:
            problems.append(Problem("unknown_workbook", raw.name))
        return Opened(raw, workbook, found.by_name, problems=tuple(problems))
    about = _about(found.by_name, raw.name)
    year = kind = group = None
    if about and about.rows:
        year, kind, group = (about.rows[name][0] for name in ("fiscal_year", "kind", "group"))
    right = kind_by_tabs(kind or "", found.by_name, tabs)
    if right == "group" and not (about and about.rows):
        right = ""  # whose it is isn't known at all
    problems += _of_kind(raw.name, about, kind, right)
    workbook = replace(workbook, kind=right, fiscal_year=year)
    return Opened(raw, workbook, found.by_name, found.equals, about, group or "", tuple(problems))


def _about(tabs: Mapping[str, RawTab], workbook: str) -> TableRead | None:
    return read_table(read_tabs()["about"], tabs["about"], workbook) if "about" in tabs else None


def _of_kind(name: str, about: TableRead | None, said: str | None, right: str) -> list[Problem]:
    """What is wrong with what a workbook says of itself, and what its tabs say instead."""
    if right and said is None and about and about.rows:
        return []  # told at its cell
    if right and right != said:
        labels = read_tabs()["about"].field("kind")
        facts = {"value": labels.label(said) if said else "ว่าง", "suggestion": labels.label(right)}
        return [Problem("kind_by_tabs", name, "about", facts=facts)]
    if right:
        return []
    told = list(about.problems) if about else []  # its tabs stay unread: nobody else tells why
    return [*told, Problem("no_about", name, "about")] if not about or not about.rows else told


def _of_tabs(raw: RawWorkbook, found, tabs: Mapping[str, Tab]) -> list[Problem]:
    """What is left over of the tabs, and what was taken for one of ours."""
    problems = []
    for name, tab in found.repeats:
        if has_rows(tab, tabs):
            facts = {"first": found.by_name[name].title, "value": tab.title}
            problems.append(Problem("duplicate_tab", raw.name, name, facts=facts))
    for name, tab in found.by_name.items():
        if tab.taken_for:
            facts = {"value": tab.title, "suggestion": tabs[name].title}
            problems.append(Problem("tab_by_headings", raw.name, name, facts=facts))
    unknown = [tab for tab in found.unknown if found.by_name and not is_ours_to_ignore(tab)]
    titles = [tab.title for tab in tabs.values()]
    if len(unknown) > MOST_NAMED:
        shown = ", ".join(tab.title for tab in unknown[:MOST_NAMED])
        facts = {"count": len(unknown), "value": f"{shown}, …"}
        return [*problems, Problem("unknown_tabs", raw.name, facts=facts)]
    for tab in unknown:
        facts = {"value": tab.title, "suggestion": nearest.closest(tab.title, titles) or "–"}
        problems.append(Problem("unknown_tab", raw.name, tab.title, facts=facts))
    return problems


MOST_NAMED = 5  # tabs nobody knows that are named one by one


def is_ours_to_ignore(tab: RawTab) -> bool:
    """The tabs of our own making that hold no data, and tabs without a cell."""
    return is_no_data(tab.title) or not tab.is_filled
