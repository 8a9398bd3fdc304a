"""Projects of the plan, told: by strategy and state, and each with its days and its cell."""

from collections import Counter
from collections.abc import Sequence

from esa.rules import spending
from esa.rules.projects import Project, by_strategy
from esa.rules.spending import Money
from esa.rules.vocabulary import ON_THE_WAY, PROJECT_STATE_WORDS, PROJECT_URGENCY
from esa.telling import words
from esa.telling.drawings import Matrix, Said, Tile, Tiles
from esa.telling.left_out import set_aside
from esa.telling.money import baht
from esa.telling.registers import opened
from esa.telling.tables import of_tab
from esa.telling.texts import NBSP, listed, short_date, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Entry,
    Kept,
    Mark,
    Onward,
    Topic,
    act,
    quiet,
    strong,
    together,
)
from pages.projects import words as said
from pages.projects.view import View

MOST_STRATEGIES = 12
MOST_ROWS = 20  # of registers under one project
FIELDS = ("project", "title", "strategy", "indicators", "starts", "ends", "status")
COUNTED = ("project", "title", "starts", "ends", "status")
STYLES = {  # of tiles
    "late": "late",
    "not_begun": "promised",
    "not_started": "hollow",
    "in_progress": "attached",
    "postponed": "quit",
    "done": "checked",
    "cancelled": "quit",
    "unknown": "unknown",
}


def strategies(view: View) -> Topic:
    """Projects by strategy (rows) and state (tiles), which open the list."""
    mine = view.this_year
    counts: dict[str | None, dict[str, int]] = {}
    for strategy, state, projects in by_strategy(mine):
        counts.setdefault(strategy, {})[state] = projects
    rows = [_strategy(view, *each) for each in counts.items()]
    unknown = sum(row.strategy is None for row in mine)
    notes = (
        f"ยังไม่กรอกกลยุทธ์ {unknown:,} จาก {len(mine):,} โครงการ" if unknown else "",
        f"แสดง {MOST_STRATEGIES} จาก {len(rows):,} กลยุทธ์" if len(rows) > MOST_STRATEGIES else "",
    )
    return Topic(
        "strategies",
        said.projects_heading(view.projects, set_aside(view.left_out("projects"))),
        "",
        notes=tuple(note for note in notes if note),
        drawing=Matrix(tuple(rows[:MOST_STRATEGIES])) if rows else None,
        left_out=view.left_out("projects", *COUNTED),
    )


def _strategy(view: View, name: str | None, counts: dict[str, int]) -> Tiles:
    tiles = tuple(
        Tile(
            word,
            STYLES[state],
            f"{word} {counts[state]:,} โครงการ",
            view.opened(part="projects", status=state),
            f"{counts[state]:,}",
        )
        for state, word in PROJECT_STATE_WORDS.items()
        if counts.get(state)
    )
    return Tiles(shorten(said.strategy(name), 80), tiles, Said(f"{sum(counts.values()):,} โครงการ"))


def apart(rows: Sequence[Project]) -> Topic:
    """Projects that the calendar can't draw, and why."""
    entries = tuple(Entry("", head, names) for head, names in said.apart(rows))
    return Topic("apart", "", "", entries)


def projects(view: View, rows: Sequence[Project]) -> Topic:
    """Those on view, the ones that ask to act first, each with the cell to look at."""
    rows = sorted((row for row in rows if row.this_year), key=urgency)
    spent = spending.spending_by(view.spending, "project")
    return Topic(
        "projects",
        said.projects_heading(view.projects, set_aside(view.left_out("projects"))),
        f"รายการโครงการ {len(rows):,}",
        tuple(_project(view, row, spent.get(row.project) if row.project else None) for row in rows),
        (Column("รหัส", 24), Column("โครงการ"), Column("ระยะเวลา", 60), Column("สถานะ", 70)),
        behind=lambda: view.placed(of_tab("projects", FIELDS, rows)),
    )


def urgency(row: Project) -> tuple:
    """What matters first: by state, the longest late, then by code."""
    rank = PROJECT_URGENCY.index(row.state)
    return (rank, -row.days_late, row.project is None, row.project or "")


def _project(view: View, row: Project, spent: Money | None) -> Entry:
    group = shorten(words.group_short(view.office, row.group), 60)
    title, strategy = (
        shorten(row.title or row.project, 160) or "–",
        shorten(said.strategy(row.strategy), 80),
    )
    named = f"ตัวบ่งชี้{NBSP}{shorten(listed(row.indicators), 60)}" if row.indicators else ""
    report = said.report(row.report_due, row.report_days_left)
    days = together((said.dates(row.starts, row.ends), said.edges(row), report, _spent(spent)))
    rows = activities(view, row.project)
    about = together((shorten(row.project, 30), group, strategy, named))
    paper = f"{title}\n{quiet(together((strategy, group, rows.heading if rows else '')))}"
    stands = together((said.state(row), report), "\n")
    urgent = row.state in ("late", "not_begun")
    return Entry(
        "",
        strong(title),
        f"{about}\n{days}",
        urgent,
        Cell("projects", row.at, _field(row)),
        view.opened(part="projects", project=row.project) if row.project else None,
        (
            Kept(shorten(row.project, 30)),
            paper,
            said.dates(row.starts, row.ends),
            stands,
        ),
        mark=Mark(STYLES[row.state], (act if urgent else str)(said.state(row))),
        more=rows,
    )


def activities(view: View, project: str | None) -> Topic | None:
    """What registers hold of a project, a line a row; None where they hold nothing."""
    found = view.judged.of_projects.get(project or "", ())
    if not found:
        return None
    counts = Counter(title for title, _ in found)
    told = (f"{shorten(title, 60)} {rows:,}" for title, rows in counts.items())
    entries = tuple(_activity(view, *each) for each in found[:MOST_ROWS])
    doors = tuple(
        Onward(opened(title, project=project), f"ดู{shorten(title, 60)}ของโครงการนี้")
        for title in counts
    )
    cut = (f"แสดง {MOST_ROWS} จาก {len(found):,} แถว",) if len(found) > MOST_ROWS else ()
    return Topic(f"rows_{project}", together(tuple(told)), "", entries, notes=cut, onward=doors)


def _activity(view: View, title: str, number: int) -> Entry:
    of = view.judged.register(title)
    texts = [each.name for each in of.declared.of_type("text")]
    filled = [shorten(text, 160) for name in texts if (text := of.rows[name][number])]
    days = [each.name for each in of.declared.of_type("date")]
    day = next((day for name in days if (day := of.rows[name][number])), None)
    when = short_date(day) if day else said.NO_DATES
    group = words.group_short(view.office, of.rows["group"][number])
    first = of.declared.columns[0].name
    place = Cell(title, of.rows.index[number], first)
    return Entry("", together(filled[:2], " "), together((when, group)), cell=place)


def _spent(of: Money | None) -> str:
    if of is None:
        return ""
    percent = f" ({of.percent_spent}{NBSP}%)" if of.percent_spent is not None else ""
    return f"เบิก {baht(of.spent)} จาก {baht(of.allocated)}{NBSP}บาท{percent}"


def _field(row: Project) -> str:
    """The cell to look at first: the status of a late project, the day that is missing."""
    if row.state in ("late", "not_begun", "unknown"):
        return "status"
    return "ends" if row.ends is None and row.state in ON_THE_WAY else "title"
