"""What a group must make readable: each cell, row or tab of its sheets that nothing can be read
from, and since which meeting it has been so. Source: docs/rules.md, "Unknown"."""

from collections.abc import Sequence

from esa.judged import PROVING
from esa.reading.missing import WHOLE_TAB
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.unread import LOST, hides
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, short_date, shorten
from esa.telling.topic import Cell, Entry, Topic, together

HEADING = "ต้องแก้ให้อ่านได้"
FIRST = ("evidence", "progress")  # levels hang on them
WHOLE = LOST | set(WHOLE_TAB) | {"maybe_renamed"}  # of tabs and columns
PROVES = {"evidence": PROVING, "progress": ("carried_out",)}  # cells that widen a level


def unreadable(at: Standpoint) -> Topic:
    """Of the group that is told, the tabs on which levels hang first; one entry for one cause."""
    causes: dict[tuple, list[Problem]] = {}
    for problem in problems(at.office, at.group):
        causes.setdefault((problem.tab, problem.what_th, _since(at, problem)), []).append(problem)
    entries = tuple(_entry(at, own) for own in causes.values())
    rows = sum(map(_rows, causes.values()))
    said = f"อ่านไม่ได้ {rows:,} แห่ง" if rows else ""
    return Topic("unreadable", HEADING, said, entries, todo=True)


def _rows(own: Sequence[Problem]) -> int:
    return sum(max(len(problem.all_rows), 1) for problem in own)


def problems(office: Office, group: str) -> list[Problem]:
    """Those of its sheets that keep something from being read; of a workbook that can't be opened
    all that is serious."""
    gone = {part.workbook for part in office.missing if part.group == group and not part.tab}
    own = [
        problem
        for problem in office.problems
        if (problem.group == group and _keeps_back(office, problem))
        or (problem.workbook in gone and problem.severity == "error")
    ]
    order = {tab: place for place, tab in enumerate(FIRST)}
    return sorted(
        own, key=lambda p: (order.get(p.tab, len(order)), p.tab, p.workbook, p.row or 0, p.cell)
    )


def _keeps_back(office: Office, problem: Problem) -> bool:
    if problem.aside or problem.code in WHOLE:
        return True
    proving = _proving(office, problem.tab)
    return problem.field in proving and hides(problem)


def _proving(office: Office, tab: str) -> tuple[str, ...]:
    """The cells that widen a level; of a register those by which its rows are documents."""
    filed = next((each.filed for each in office.declared if each.title == tab), None)
    return filed.deciding if filed else PROVES.get(tab, ())


def _entry(at: Standpoint, own: Sequence[Problem]) -> Entry:
    problem, rows = own[0], _rows(own)
    row = next(iter(problem.all_rows), None)
    cell = Cell(problem.tab, (problem.workbook, row), problem.field or "") if row else None
    notes = (
        shorten(problem.fix_th, 160),
        "" if cell else shorten(problem.where, 120),
        f"แบบเดียวกัน {rows:,} แถว" if rows > 1 else "",
        _since(at, problem),
    )
    text = shorten(problem.what_th, 160)
    return Entry("", text, together(notes, "\n"), cell=cell, groups=(at.group,))


def _since(at: Standpoint, problem: Problem) -> str:
    """ตั้งแต่หลังครั้งที่ 11/2557 …; "" where there is no meeting to ask."""
    if at.since is None:
        return ""
    meeting, then = at.since.meeting, at.since.then.office
    number = f"ครั้งที่{NBSP}{meeting.number} ({short_date(meeting.meeting_date)})"
    known = {_place(each) for each in then.problems}
    if _place(problem) in known:
        return f"อย่างน้อยตั้งแต่{number}"
    return f"ตั้งแต่หลัง{number}"


def _place(problem: Problem) -> tuple:
    """Where it is, for comparing: what is written there may differ. A row may have moved by others
    that were put in above; the cell's value tells it then."""
    value = str(problem.facts.get("value", ""))
    return (problem.code, problem.workbook, problem.tab, problem.field, value or problem.cell)
