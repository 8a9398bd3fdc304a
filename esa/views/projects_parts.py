"""The page โครงการและงบประมาณ: what is on view, its filters, and the block of projects."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from esa.office import Office
from esa.plain import dicts
from esa.rules import figures as figure_rules
from esa.rules import kpis as kpi_rules
from esa.rules import projects as rules
from esa.rules import spending as spending_rules
from esa.rules.spending import Money
from esa.views import asked, book, columns, filters, frame, notes, words
from esa.views import projects_charts as charts
from esa.views import projects_words as said
from esa.views.drawings import drawn
from esa.views.networks_words import plainly
from esa.views.texts import NBSP, blank, escape, listed

MOST_BARS, MOST_LISTED = 12, 10
PARTS = {
    filters.ALL: "ทั้งหน้า",
    "money": "การเบิกจ่าย",
    "projects": "โครงการ",
    "kpis": "ตัวชี้วัดตามคำรับรอง",
    "figures": "ตัวเลขในรายงาน",
}
# What matters first: late, then what hasn't begun, then what is unknown; done comes last.
ORDER = ("late", "not_begun", "in_progress", "unknown", "not_started", "postponed", "done")
ORDER += ("cancelled",)
FIELDS = ("project", "title", "strategy", "indicators", "starts", "ends", "status")


@dataclass(frozen=True)
class View:
    """What is on view: the office, the group chosen ("" = all) and what the rules say of it.

    projects: of projects.with_states; spending: of spending.with_standing; kpis: of kpis.rounds;
    rows and sets: of figures.check_rows and check_sets, the sets that a group has a row in.
    """

    office: Office
    group: str
    projects: pd.DataFrame
    spending: pd.DataFrame
    money: Money
    kpis: pd.DataFrame
    rows: pd.DataFrame
    sets: pd.DataFrame


def status_filter() -> str:
    """Where a project stands, "" for every state."""
    shown = {filters.ALL: "ทุกสถานะ"} | {state: said.state_word(state) for state in ORDER}
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


def view(office: Office, group: str) -> View:
    """The rows of the group (or of all), judged once for all visitors."""
    return book.once(office, _view, group)


def _view(office: Office, group: str) -> View:
    def own(table: pd.DataFrame) -> pd.DataFrame:
        return table[(table["group"] == group).fillna(False)] if group else table

    year, today = office.fiscal_year, office.today
    spent = own(spending_rules.with_standing(office.spending, year, today))
    rows, sets = figure_rules.check_rows(office.figures), figure_rules.check_sets(office.figures)
    names = set(own(rows)["figure_set"].fillna(""))
    unusable = office.unusable("kpis", *kpi_rules.NUMBERS)
    return View(
        office,
        group,
        own(rules.with_states(office.projects, year, today)),
        spent,
        spending_rules.summary(spent),
        own(kpi_rules.rounds(office.kpis, year, today, unusable)),
        rows[rows["figure_set"].fillna("").isin(names)],
        sets[sets["figure_set"].isin(names)],
    )


def finding(view: View) -> str:
    """The sentence over the page."""
    name = words.group_name(view.office, view.group) if view.group else ""
    return said.finding(view.money, said.standing(view.projects), name)


def projects(view: View, status: str) -> None:
    """Projects by strategy and status, on the calendar, and as a list with their cells."""
    st.space("small")
    notes.panel(said.projects_heading(view.projects))
    office, mine = view.office, view.projects[view.projects["this_year"]]
    notes.left_out(office, "projects", "project", "title", "starts", "ends", "status")
    if mine.empty:
        notes.nothing("เพิ่มแถวในแท็บ โครงการ ของสมุดกลุ่ม แล้วปฏิทินจะขึ้นที่นี่", "ยังไม่มีโครงการในปีนี้")
        _apart(view.projects)
        return
    _strategies(mine)
    shown = view.projects[view.projects["state"] == status] if status else view.projects
    label = f" :gray[เฉพาะที่{said.state_word(status)}]" if status else ""
    one = asked.of(view.projects, "project")
    if len(one):
        shown, label = one, only_one(view, "projects", one["project"].iloc[0])
    notes.panel(f"ปฏิทินโครงการ{label}", small=True)
    _calendar(office, shown)
    _apart(shown)
    _list(view, one if len(one) else shown[shown["this_year"]])


def only_one(view: View, part: str, code: str) -> str:
    """Markdown for a heading over the one row that the address asks for, after a link to all."""
    frame.open_page(asked.WHOLE, "projects", group=view.group, part=part)
    return f" :gray[เฉพาะ {escape(code, 30)}]"


def _strategies(mine: pd.DataFrame) -> None:
    table = rules.by_strategy(mine)
    there = table["strategy"].drop_duplicates()
    alternative = f"โครงการตามกลยุทธ์และสถานะ: {said.strategies_text(table)}"
    frame.two_sizes(
        drawn(charts.strategies, table, words.digits),
        drawn(charts.strategies_phone, table, words.digits),
        "strategies",
        words.digits(alternative.replace(NBSP, " ")),
    )
    unknown = int(mine["strategy"].isna().sum())
    with frame.quiet("strategies"):
        if unknown:
            notes.say(f"ยังไม่กรอกกลยุทธ์ {unknown:,} จาก {len(mine):,} โครงการ")
        if len(there) > charts.MOST_STRATEGIES:
            notes.say(f"แสดง {charts.MOST_STRATEGIES} จาก {len(there):,} กลยุทธ์")


def _calendar(office: Office, shown: pd.DataFrame) -> None:
    rows = charts.calendar_rows(shown)
    if rows.empty:
        notes.say(":gray[ไม่มีโครงการที่ทราบทั้งวันเริ่มและวันสิ้นสุด]")
        return
    start = filters.rows_from("ปฏิทิน ล่าช้าก่อน", len(rows), MOST_BARS, "bar_row")
    some = rows.iloc[start : start + MOST_BARS]
    given = (some, office.fiscal_year, office.today, words.digits)
    named = zip(some["name"], some["words"], strict=True)
    told = listed([f"{name} {text}" for name, text in named])
    frame.two_sizes(
        drawn(charts.calendar, *given),
        drawn(charts.calendar_phone, *given),
        "calendar",
        words.digits(f"ปฏิทินโครงการ {len(rows):,} โครงการที่ทราบวันที่: {told}".replace(NBSP, " ")),
    )
    with frame.quiet("calendar"):
        notes.say(
            f"เส้นประ = วันนี้ · แถบสั้นสุดวาดยาว {charts.SHORTEST_BAR} วัน · "
            "รายงานครบกำหนด 7 วันหลังสิ้นสุดโครงการ (ชีตไม่ได้บอกว่าส่งรายงานแล้วหรือยัง)"
        )


def _apart(shown: pd.DataFrame) -> None:
    """Projects that the calendar can't draw, and why."""
    lines = said.apart_lines(shown)
    if lines:
        with frame.rows("apart"):
            for number, line in enumerate(lines):
                with frame.row(f"apart_{number}"):
                    notes.say(line)


def _list(view: View, shown: pd.DataFrame) -> None:
    office = view.office
    if shown.empty:
        notes.nothing("เลือกสถานะอื่นหรือกลุ่มอื่น", "ไม่มีโครงการตามที่เลือก")
        return
    place = {state: number for number, state in enumerate(ORDER)}
    rows = shown.assign(rank=shown["state"].map(place)).sort_values(
        ["rank", "days_late", "project"], ascending=[True, False, True], kind="stable"
    )
    notes.panel(f"รายการโครงการ {len(rows):,}", small=True)
    start = filters.rows_from("รายการ ล่าช้าก่อน", len(rows), MOST_LISTED, "project_row")
    spent = _money_of(view)
    with frame.rows("projects"):
        for row in dicts(rows.iloc[start : start + MOST_LISTED]):
            _project(office, row, spent.get(row["project"]))
    with st.expander("ตารางเรียงได้และดาวน์โหลด", key="all_projects", on_change="rerun") as more:
        if more.open:
            columns.rows(
                office, rows, "projects", FIELDS, key="projects", alternative=plainly(
                    said.projects_heading(view.projects)
                )
            )  # fmt: skip


def _money_of(view: View) -> dict[str, dict]:
    table = spending_rules.spending_by(view.spending, "project")
    return {row["project"]: row for row in dicts(table) if row["project"]}


def _project(office: Office, row: dict, spent: dict | None) -> None:
    key = f"project_{row['at'][0]}_{row['at'][1]}"
    with frame.row(key):
        what, stands, cell = st.columns([52, 34, 14])
        with what:
            name = escape(row["title"] or row["project"], 160)
            notes.say(f"**{name}**  \n:gray[{_about(office, row)}]")
        with stands:
            state = said.state_text(row["state"], row["days_late"])
            late = row["state"] in ("late", "not_begun")
            state = f":orange[**{state}**]" if late else state
            lines = [
                said.dates(row["starts"], row["ends"]),
                said.report_text(row["report_due"], row["report_days_left"]),
                "" if spent is None else _spent(spent),
            ]
            notes.say(f"{state}  \n:gray[{' · '.join(line for line in lines if line)}]")
        with cell:
            notes.copy_cell(office, "projects", row["at"], _field(row), key=key)


def _field(row: dict) -> str:
    """The cell to look at first: the status of a late project, the day that is missing."""
    if row["state"] in ("late", "not_begun", "unknown"):
        return "status"
    return "ends" if row["ends"] is None and row["state"] in said.ON_THE_WAY else "title"


def _about(office: Office, row: dict) -> str:
    indicators = () if blank(row["indicators"]) else row["indicators"]
    parts = [
        escape(row["project"], 30),
        escape(words.group_short(office, row["group"]), 60),
        escape(said.strategy_word(row["strategy"]), 80),
        f"ตัวบ่งชี้{NBSP}{escape(listed(indicators, most=4), 60)}" if indicators else "",
    ]
    return " · ".join(part for part in parts if part)


def _spent(spent: dict) -> str:
    share = f" ({spent['percent_spent']}{NBSP}%)" if spent["percent_spent"] is not None else ""
    return f"เบิก {said.baht(spent['spent'])} จาก {said.baht(spent['allocated'])}{NBSP}บาท{share}"


def examples(view: View) -> None:
    """A badge where rows on view say that they are not real."""
    tables = (view.projects, view.spending, view.rows)
    notes.examples(view.office, [remark for table in tables for remark in table["remark"]])
