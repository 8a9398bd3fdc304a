"""The page โครงการและงบประมาณ: what is on view, its filters, and the block of projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from esa.judged import Judged
from esa.plain import table
from esa.reading.office import Office
from esa.rules import figures as figure_rules
from esa.rules import projects as rules
from esa.rules import spending as spending_rules
from esa.rules.figures import CheckedFigure, CheckedSet
from esa.rules.kpis import Round
from esa.rules.projects import Project
from esa.rules.spending import Line, Money
from esa.rules.vocabulary import ON_THE_WAY, PROJECT_STATE_WORDS, PROJECT_URGENCY
from esa.screen import asked, columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import projects_words as said
from esa.telling import words
from esa.telling.networks_words import plainly
from esa.telling.texts import NBSP, escape, listed
from pages.projects import charts

MOST_BARS, MOST_LISTED = 12, 10
PARTS = {
    filters.ALL: "ทั้งหน้า",
    "money": "การเบิกจ่าย",
    "projects": "โครงการ",
    "kpis": "ตัวชี้วัดตามคำรับรอง",
    "figures": "ตัวเลขในรายงาน",
}
FIELDS = ("project", "title", "strategy", "indicators", "starts", "ends", "status")
Own = TypeVar("Own", Project, Line, Round, CheckedFigure)


@dataclass(frozen=True)
class View:
    """What is on view: the office, the group chosen ("" = all) and what the rules say of it.

    rows and sets: of the figures, the sets that a group has a row in.
    """

    judged: Judged
    group: str
    projects: tuple[Project, ...]
    spending: tuple[Line, ...]
    money: Money
    kpis: tuple[Round, ...]
    rows: tuple[CheckedFigure, ...]
    sets: tuple[CheckedSet, ...]

    @property
    def office(self) -> Office:
        return self.judged.office


def status_filter() -> str:
    """Where a project stands, "" for every state."""
    shown = {filters.ALL: "ทุกสถานะ"}
    shown |= {state: PROJECT_STATE_WORDS[state] for state in PROJECT_URGENCY}
    chosen = filters.choose(
        "สถานะโครงการ", list(shown), "status", show=lambda value: shown[value], width=220
    )
    return str(chosen or filters.ALL)


def part_filter() -> str:
    """One block of the page, "" for all of it."""
    chosen = filters.choose(
        "ส่วนของหน้า", list(PARTS), "part", show=lambda value: PARTS[value], width=240
    )
    return str(chosen or filters.ALL)


def view(judged: Judged, group: str) -> View:
    """The rows of the group (or of all), worked out once for all visitors."""
    return judged.once(_view, group)


def _view(judged: Judged, group: str) -> View:
    office, figures = judged.office, judged.office.rows["figures"]

    def own(rows: Iterable[Own]) -> tuple[Own, ...]:
        return tuple(row for row in rows if group in ("", row.group))

    projects = rules.with_states(office.rows["projects"], office.fiscal_year, office.today)
    spent = own(judged.spending)
    rows = figure_rules.check_rows(figures)
    names = {row.figure_set or "" for row in own(rows)}
    return View(
        judged,
        group,
        own(projects),
        spent,
        spending_rules.summary(spent),
        own(judged.kpis),
        tuple(row for row in rows if (row.figure_set or "") in names),
        tuple(row for row in figure_rules.check_sets(figures) if row.figure_set in names),
    )


def finding(view: View) -> str:
    """The sentence over the page."""
    name = words.group_name(view.office, view.group) if view.group else ""
    return said.finding(view.money, said.standing(view.projects), name)


def projects(view: View, status: str) -> None:
    """Projects by strategy and status, on the calendar, and as a list with their cells."""
    st.space("small")
    notes.panel(said.projects_heading(view.projects))
    office, mine = view.office, [row for row in view.projects if row.this_year]
    notes.left_out(office, "projects", "project", "title", "starts", "ends", "status")
    if not mine:
        notes.nothing("เพิ่มแถวในแท็บ โครงการ ของสมุดกลุ่ม แล้วปฏิทินจะขึ้นที่นี่", "ยังไม่มีโครงการในปีนี้")
        _apart(view.projects)
        return
    _strategies(mine)
    shown = [row for row in view.projects if status in ("", row.state)]
    label = f" :gray[เฉพาะที่{PROJECT_STATE_WORDS[status]}]" if status else ""
    one = asked.among(view.projects, "project")
    if one:
        shown, label = one, only_one(view, "projects", one[0].project)
    notes.panel(f"ปฏิทินโครงการ{label}", small=True)
    _calendar(office, shown)
    _apart(shown)
    _list(view, one or [row for row in shown if row.this_year])


def only_one(view: View, part: str, code: str) -> str:
    """Markdown for a heading over the one row that the address asks for, after a link to all."""
    frame.open_page(asked.WHOLE, "projects", group=view.group, part=part)
    return f" :gray[เฉพาะ {escape(code, 30)}]"


def _strategies(mine: Sequence[Project]) -> None:
    counted = rules.by_strategy(mine)
    there = said.by_strategy(counted)
    alternative = f"โครงการตามกลยุทธ์และสถานะ: {said.strategies_text(counted)}"
    frame.two_sizes(
        drawn(charts.strategies, counted, numerals.digits),
        drawn(charts.strategies_phone, counted, numerals.digits),
        "strategies",
        numerals.digits(alternative.replace(NBSP, " ")),
    )
    unknown = sum(row.strategy is None for row in mine)
    with frame.quiet("strategies"):
        if unknown:
            notes.say(f"ยังไม่กรอกกลยุทธ์ {unknown:,} จาก {len(mine):,} โครงการ")
        if len(there) > charts.MOST_STRATEGIES:
            notes.say(f"แสดง {charts.MOST_STRATEGIES} จาก {len(there):,} กลยุทธ์")


def _calendar(office: Office, shown: Sequence[Project]) -> None:
    rows = charts.calendar_rows(shown)
    if rows.empty:
        notes.say(":gray[ไม่มีโครงการที่ทราบทั้งวันเริ่มและวันสิ้นสุด]")
        return
    start = filters.rows_from("ปฏิทิน ล่าช้าก่อน", len(rows), MOST_BARS, "bar_row")
    some = rows.iloc[start : start + MOST_BARS]
    given = (some, office.fiscal_year, office.today, numerals.digits)
    named = zip(some["name"], some["words"], strict=True)
    told = listed([f"{name} {text}" for name, text in named])
    frame.two_sizes(
        drawn(charts.calendar, *given),
        drawn(charts.calendar_phone, *given),
        "calendar",
        numerals.digits(f"ปฏิทินโครงการ {len(rows):,} โครงการที่ทราบวันที่: {told}".replace(NBSP, " ")),
    )
    with frame.quiet("calendar"):
        notes.say(
            f"เส้นประ = วันนี้ · แถบสั้นสุดวาดยาว {charts.SHORTEST_BAR} วัน · "
            "รายงานครบกำหนด 7 วันหลังสิ้นสุดโครงการ (ชีตไม่ได้บอกว่าส่งรายงานแล้วหรือยัง)"
        )


def _apart(shown: Sequence[Project]) -> None:
    """Projects that the calendar can't draw, and why."""
    lines = said.apart_lines(shown)
    if lines:
        with frame.rows("apart"):
            for number, line in enumerate(lines):
                with frame.row(f"apart_{number}"):
                    notes.say(line)


def _list(view: View, shown: Sequence[Project]) -> None:
    office = view.office
    if not shown:
        notes.nothing("เลือกสถานะอื่นหรือกลุ่มอื่น", "ไม่มีโครงการตามที่เลือก")
        return
    rows = sorted(shown, key=urgency)
    notes.panel(f"รายการโครงการ {len(rows):,}", small=True)
    start = filters.rows_from("รายการ ล่าช้าก่อน", len(rows), MOST_LISTED, "project_row")
    spent = spending_rules.spending_by(view.spending, "project")
    with frame.rows("projects"):
        for row in rows[start : start + MOST_LISTED]:
            _project(office, row, spent.get(row.project) if row.project else None)
    with st.expander("ตารางเรียงได้และดาวน์โหลด", key="all_projects", on_change="rerun") as more:
        if more.open:
            columns.rows(
                office,
                table(Project, rows),
                "projects",
                FIELDS,
                key="projects",
                alternative=plainly(said.projects_heading(view.projects)),
            )


def urgency(row: Project) -> tuple:
    """What matters first: by state, the longest late, then by code."""
    rank = PROJECT_URGENCY.index(row.state)
    return (rank, -row.days_late, row.project is None, row.project or "")


def _project(office: Office, row: Project, spent: Money | None) -> None:
    key = f"project_{row.at[0]}_{row.at[1]}"
    with frame.row(key):
        what, stands, cell = st.columns([52, 34, 14])
        with what:
            name = escape(row.title or row.project, 160)
            notes.say(f"**{name}**  \n:gray[{_about(office, row)}]")
        with stands:
            state = said.state_text(row.state, row.days_late)
            late = row.state in ("late", "not_begun")
            state = f":orange[**{state}**]" if late else state
            lines = [
                said.dates(row.starts, row.ends),
                said.report_text(row.report_due, row.report_days_left),
                "" if spent is None else _spent(spent),
            ]
            notes.say(f"{state}  \n:gray[{' · '.join(line for line in lines if line)}]")
        with cell:
            notes.copy_cell(office, "projects", row.at, _field(row), key=key)


def _field(row: Project) -> str:
    """The cell to look at first: the status of a late project, the day that is missing."""
    if row.state in ("late", "not_begun", "unknown"):
        return "status"
    return "ends" if row.ends is None and row.state in ON_THE_WAY else "title"


def _about(office: Office, row: Project) -> str:
    indicators = listed(row.indicators, most=4) if row.indicators else ""
    parts = [
        escape(row.project, 30),
        escape(words.group_short(office, row.group), 60),
        escape(said.strategy_word(row.strategy), 80),
        f"ตัวบ่งชี้{NBSP}{escape(indicators, 60)}" if indicators else "",
    ]
    return " · ".join(part for part in parts if part)


def _spent(money: Money) -> str:
    share = f" ({money.percent_spent}{NBSP}%)" if money.percent_spent is not None else ""
    return f"เบิก {said.baht(money.spent)} จาก {said.baht(money.allocated)}{NBSP}บาท{share}"


def examples(view: View) -> None:
    """A badge where rows on view say that they are not real."""
    rows = (*view.projects, *view.spending, *view.rows)
    notes.examples(view.office, [row.remark for row in rows])
