"""What a reading of a workbook lost against the best copy of the last seven days.

Rows and documents that vanish are mostly a slip: a tab emptied or renamed, headings overwritten, a
sheet pasted over by another group's. Such a reading waits until somebody confirms it. Compared is
part by part, and with the best of seven days, so that many small losses count as one.
Source: docs/rules.md, "Keeping".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from esa import thai
from esa.plain import Rows
from esa.reading.known_tabs import group_links, known_tabs
from esa.reading.links import match_group
from esa.reading.office import BANGKOK
from esa.reading.schema import read_tabs
from esa.reading.tables import TableRead, read_table
from esa.reading.unread import MAYBE_RENAMED
from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.workbook import Fault, RawWorkbook

DAYS = 7
FEWEST = 5  # rows of a tab that must be lost, unless all are
FEWEST_WORKBOOKS = 2
# The tabs on which levels, sums and colours hang.
DECIDING = (
    *("groups", "indicators", "criteria", "rubric", "evidence"),
    *("progress", "spending", "test_results"),
)
# Rows that come with a newer one of these take the place of earlier ones.
NEWEST = {"spending": "as_of", "test_results": "academic_year"}


@dataclass(frozen=True)
class Part:
    """One tab. rows: used ones. columns: fields in which something stands. newest: of NEWEST, ""
    where the tab has none."""

    rows: int
    columns: frozenset[str] = frozenset()
    newest: str = ""


@dataclass(frozen=True)
class Measure:
    """What a reading holds. kind, group: as it says of itself; year: B.E., None where unknown.
    edition: of the settings. workbooks: how many the tab of groups lists; unread: how many links
    of it are an error of a formula. found: fields whose headings are there; strange: headings that
    nobody knows."""

    kind: str = ""
    group: str = ""
    year: int | None = None
    edition: str = ""
    workbooks: int = 0
    unread: int = 0
    parts: Mapping[str, Part] = field(default_factory=dict)
    found: Mapping[str, frozenset[str]] = field(default_factory=dict)
    strange: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """The best that a workbook held on a day (of Bangkok)."""

    day: date
    best: Measure


@dataclass(frozen=True)
class Expected:
    """What the office says: its fiscal year and its groups, as far as they are known."""

    year: int | None = None
    groups: Rows = field(default_factory=lambda: Rows([], {}))


def expected(office: RawWorkbook | None) -> Expected:
    """By the office's own workbook as it is shown."""
    if office is None:
        return Expected()
    tabs = known_tabs(office).by_name
    settings, groups = (_table(tabs, name, office.name) for name in ("settings", "groups"))
    year = _first(settings, "fiscal_year")
    return Expected(year, groups.rows) if groups else Expected(year)


def measured(raw: RawWorkbook) -> Measure:
    """What a reading holds, tab by tab."""
    tabs = known_tabs(raw).by_name
    about, settings = (_table(tabs, name, raw.name) for name in ("about", "settings"))
    reads = {name: read for name in DECIDING if (read := _table(tabs, name, raw.name))}
    links = [spreadsheet_id(written) for _, written in group_links(raw) or ()]
    return Measure(
        kind=str(_first(about, "kind") or ""),
        group=str(_first(about, "group") or ""),
        year=_first(settings, "fiscal_year") or _first(about, "fiscal_year"),
        edition=str(_first(settings, "edition") or ""),
        workbooks=len({link.id for link in links if isinstance(link, Address)}),
        unread=sum(isinstance(link, Fault) and link.code == "google_link_error" for link in links),
        parts={name: _part(name, read) for name, read in reads.items()},
        found={name: frozenset(read.letters) for name, read in reads.items()},
        strange={name: told for name, read in reads.items() if (told := _strange(read))},
    )


def fiscal_year(raw: RawWorkbook) -> int | None:
    """The fiscal year (B.E.) that a workbook says it is of; None where it doesn't."""
    return _first(_table(known_tabs(raw).by_name, "about", raw.name), "fiscal_year")


def _table(tabs: Mapping, name: str, workbook: str) -> TableRead | None:
    return read_table(read_tabs()[name], tabs[name], workbook) if name in tabs else None


def _first(read: TableRead | None, name: str) -> object:
    values = read.rows[name] if read and read.rows else ()
    return next((value for value in values if value is not None), None)


def _part(name: str, read: TableRead) -> Part:
    rows = read.rows
    columns = {
        c for c in read.letters if c != "remark" and any(v not in (None, ()) for v in rows[c])
    }
    newest = [str(value) for value in rows[NEWEST[name]] if value] if name in NEWEST else []
    return Part(len(rows), frozenset(columns), max(newest, default=""))


def _strange(read: TableRead) -> str:
    told = (p for p in read.problems if p.code in MAYBE_RENAMED)
    return ", ".join(str(p.facts.get("value", p.cell)) for p in told)


# --- seven days -------------------------------------------------------------------------------


def marked(marks: Iterable[Mark], measure: Measure, day: date) -> tuple[Mark, ...]:
    """The marks of seven days with what was held today as well; those of an earlier fiscal year
    say nothing any more."""
    kept: dict[date, Measure] = {}
    for mark in marks:
        at = min(mark.day, day)  # a later day was told by a wrong clock
        if at > day - timedelta(days=DAYS) and not _later(measure.year, mark.best.year):
            kept[at] = _better(kept[at], mark.best) if at in kept else mark.best
    kept[day] = _better(kept[day], measure) if day in kept else measure
    return tuple(Mark(at, kept[at]) for at in sorted(kept))


def best_of(marks: Sequence[Mark], day: date) -> Measure | None:
    """The most that was held within seven days, part by part; as it was last in all else."""
    recent = [m.best for m in marks if m.day > day - timedelta(days=DAYS)] or [
        m.best for m in marks[-1:]
    ]
    found = recent[0] if recent else None
    for measure in recent[1:]:
        found = _better(found, measure)
    return found


def _better(one: Measure, later: Measure) -> Measure:
    parts = dict(one.parts)
    for name, part in later.parts.items():
        other = parts.get(name, part)
        most = max(other, part, key=lambda p: (p.newest, p.rows))
        parts[name] = Part(most.rows, other.columns | part.columns, most.newest)
    workbooks = max(one.workbooks, later.workbooks)
    year = later.year or one.year
    return Measure(**vars(later) | {"year": year, "parts": parts, "workbooks": workbooks})


# --- losses -----------------------------------------------------------------------------------


def losses(best: Measure, reading: Measure, office: Expected) -> tuple[Fault, ...]:
    """Why a reading waits, () where it needn't: held_group, held_list, held_columns, held_rows."""
    found = _identity(best, reading, office)
    if _moved_on(best, reading, office):
        return tuple(found)
    lost = {name: _lost_of(name, part, reading) for name, part in best.parts.items()}
    gone = best.workbooks - reading.workbooks
    many = gone >= FEWEST_WORKBOOKS and gone * 3 >= best.workbooks
    if (many or (gone > 0 and reading.unread)) and not lost.get("groups"):
        found.append(Fault("held_list", {"rows": reading.workbooks, "earlier": best.workbooks}))
    return (*found, *filter(None, lost.values()))


def _identity(best: Measure, reading: Measure, office: Expected) -> list[Fault]:
    before, now = (_whose(measure, office) for measure in (best, reading))
    if not best.kind or before == now:
        return []
    return [Fault("held_group", {"value": _shown(reading), "earlier": _shown(best)})]


def _whose(measure: Measure, office: Expected) -> tuple[str, str]:
    written = measure.group
    code = match_group(written, office.groups)[0] if written and office.groups else ""
    return measure.kind, code or thai.fold(measure.group)


def _shown(measure: Measure) -> str:
    kinds = {"office": "สำนักงาน", "group": "กลุ่ม"}
    return measure.group or kinds.get(measure.kind, "ไม่ระบุ")


def _moved_on(best: Measure, reading: Measure, office: Expected) -> bool:
    """Whether a new year has begun, in which rows of the old one may go."""
    if best.kind == "office":
        return _later(reading.year, best.year) or _is_newer(reading.edition, best.edition)
    return _later(reading.year, best.year) or _later(office.year, best.year)


def _later(year: int | None, than: int | None) -> bool:
    return year is not None and than is not None and year > than


def _is_newer(edition: str, than: str) -> bool:
    return edition.isdecimal() and than.isdecimal() and int(edition) > int(than)


def _lost_of(name: str, before: Part, reading: Measure) -> Fault | None:
    tab, after = read_tabs()[name], reading.parts.get(name, Part(0))
    found = reading.found.get(name, frozenset())
    if before.newest and after.newest > before.newest and before.columns <= found:
        return None
    gone = [f.title for f in tab.fields if f.name in before.columns - found]
    if gone and found:
        strange = reading.strange.get(name, "–")
        facts = {"tab": tab.title, "value": ", ".join(gone), "found": strange}
        return Fault("held_columns", facts)
    lost = before.rows - after.rows
    if before.rows and (not after.rows or (lost >= FEWEST and lost * 2 >= before.rows)):
        facts = {"tab": tab.title, "rows": after.rows, "earlier": before.rows}
        return Fault("held_rows", facts)
    return None


# --- as plain values --------------------------------------------------------------------------


def marks_note(marks: Iterable[Mark]) -> list[list[object]]:
    """The marks as plain values for a note; marks_of turns them back."""
    return [[mark.day, _note(mark.best)] for mark in marks]


def _note(best: Measure) -> list[object]:
    parts = [[n, p.rows, sorted(p.columns), p.newest] for n, p in best.parts.items()]
    return [best.kind, best.group, best.year, best.edition, best.workbooks, parts]


def marks_of(noted: Iterable[Sequence]) -> tuple[Mark, ...]:
    """ValueError or TypeError where it is no such note."""
    found = []
    for day, (kind, group, year, edition, workbooks, parts) in noted:
        each = {name: Part(rows, frozenset(cols), newest) for name, rows, cols, newest in parts}
        found.append(Mark(day, Measure(kind, group, year, edition, workbooks, parts=each)))
    return tuple(found)


def day_of(moment: datetime) -> date:
    return moment.astimezone(BANGKOK).date()
