"""The blocks of the page โครงการและงบประมาณ on screen, and the same on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from esa.rules.projects import Project
from esa.rules.vocabulary import PROJECT_STATE_WORDS, PROJECT_URGENCY
from esa.screen import asked, charts, columns, filters, frame, notes, numerals, show
from esa.screen.drawings import drawn
from esa.telling.left_out import set_aside
from esa.telling.money import quarters
from esa.telling.texts import NBSP, listed, shorten
from esa.telling.topic import Entry, Topic, plain, quiet
from pages.projects import agreed, calendar, money, over_time, plan
from pages.projects import words as said
from pages.projects.view import View

MOST_BARS, MOST_LISTED, MOST_LEFT, MOST_WRONG = 12, 10, 8, 8
MOST_KPIS, MOST_FIGURES, MOST_ASKED = 12, 12, 8
MOST_SETS = 200  # choices sent to the browser; those that ask to act come first
PARTS = {
    filters.ALL: "ทั้งหน้า",
    "money": "การเบิกจ่าย",
    "projects": "โครงการ",
    "kpis": "ตัวชี้วัดตามคำรับรอง",
    "figures": "ตัวเลขในรายงาน",
}


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


def _behind(told: Topic, label: str, alternative: str) -> None:
    """A fold with the table behind a topic, made when it is opened."""
    with frame.fold(show.markdown(label), f"all_{told.name}") as is_open:
        if is_open:
            if told.finding and told.name == "spending":
                show.say(told.finding)
            alternative = numerals.digits(plain(alternative).replace(NBSP, " "))
            columns.behind(told.behind(), key=told.name, alternative=alternative)


def _some(told: Topic, label: str, most: int, key: str) -> Sequence[Entry]:
    """The entries of a long list that are shown at a time."""
    start = filters.rows_from(label, len(told.entries), most, key)
    return told.entries[start : start + most]


def _nothing(view: View, tab: str, text: str, title: str) -> None:
    """An empty state; rows that are there and can't be read are no emptiness."""
    lost = set_aside(view.left_out(tab))
    notes.nothing("แก้แถวเหล่านั้นตามหน้า ตรวจข้อมูลในชีต" if lost else text, lost or title)


# --- money ----------------------------------------------------------------------------------------


def spending(view: View) -> None:
    """What was spent of what, against the target; rows that differ or don't count."""
    told, rows = money.money(view), money.rows(view)
    show.panel(told.heading)
    if not view.money.rows:
        _nothing(
            view, "spending", "เพิ่มแถวในแท็บ การเบิกจ่าย ของสมุดกลุ่ม แล้วยอดรวมจะแสดงที่นี่", "ยังไม่มียอดที่ใช้ได้"
        )
        show.drawing(view.judged, replace(told, drawing=None))
    else:
        show.say(quiet(told.finding))
        left, right = st.columns([46, 54], gap="large")
        with left:
            show.panel("ตามงบรายจ่าย", small=True)
            show.drawing(view.judged, told)
        with right:
            _over_time(view)
        if quarter := by_quarter(view):
            show.panel(quarter.heading, small=True)
            show.say(quarter.finding)
            show.drawing(view.judged, quarter)
        rest = money.left(view)
        show.panel(rest.heading, small=True)
        show.topic(view.judged, rest, MOST_LEFT)
    if rows.behind:
        _behind(rows, rows.heading, told.heading)


def by_quarter(view: View) -> Topic | None:
    """Of the whole office only: targets are of all its money."""
    return None if view.group or view.is_part else quarters(view.judged)


def _over_time(view: View) -> None:
    kinds = [kind for kind in dict.fromkeys(state.kind for state in view.states) if kind]
    heading, kind = st.container(), filters.ALL
    if len(kinds) > 1:
        kind = filters.choose(
            "งบรายจ่ายที่แสดงตามเวลา",
            [filters.ALL, *kinds],
            "money_type",
            show=money.kind_word,
            width=260,
        )
    told = money.days(view, kind)
    with heading:
        show.panel(told.heading, small=True)
    days = {state.day: state.money for state in view.states if state.kind == kind}
    office, alternative = view.office, numerals.digits(told.finding.replace(NBSP, " "))
    drawing = drawn(over_time.chart, days, office.fiscal_year, office.today, numerals.digits)
    charts.chart(drawing, alternative, key="over_time")
    show.drawing(view.judged, told)
    _behind(told, "ตารางตามวันที่และงบรายจ่าย", told.finding)


# --- projects -------------------------------------------------------------------------------------


def projects(view: View, status: str) -> None:
    """Projects by strategy and status, on the calendar, and as a list with their cells."""
    told = plan.strategies(view)
    st.space("small")
    show.panel(told.heading)
    show.drawing(view.judged, told)
    if not view.this_year:
        _nothing(
            view, "projects", "เพิ่มแถวในแท็บ โครงการ ของสมุดกลุ่ม แล้วปฏิทินจะแสดงที่นี่", "ยังไม่มีโครงการในปีนี้"
        )
        show.topic(view.judged, plan.apart(view.projects))
        return
    shown = [row for row in view.projects if status in ("", row.state)]
    label = quiet(f"เฉพาะที่{PROJECT_STATE_WORDS[status]}" if status else "")
    if one := asked.among(view.projects, "project"):
        shown, label = list(one), _only(view, "projects", one[0].project)
    show.panel(f"ปฏิทินโครงการ {label}".strip(), small=True)
    _calendar(view, shown)
    show.topic(view.judged, plan.apart(shown))
    _list(view, shown)


def _only(view: View, part: str, code: str | None) -> str:
    """For a heading over the one row that the address asks for, after a link to all."""
    frame.open_page(asked.WHOLE, "projects", group=view.group, part=part)
    return quiet(f"เฉพาะ {shorten(code, 30)}")


def _calendar(view: View, shown: Sequence[Project]) -> None:
    rows, office = calendar.rows(shown), view.office
    if not rows:
        show.say(quiet("ไม่มีโครงการที่ทราบทั้งวันเริ่มและวันสิ้นสุด"))
        return
    start = filters.rows_from("ปฏิทิน ล่าช้าก่อน", len(rows), MOST_BARS, "bar_row")
    some = rows[start : start + MOST_BARS]
    told = listed([f"{row.name} {row.words}" for row in some])
    alternative = f"ปฏิทินโครงการ {len(rows):,} โครงการที่ทราบวันที่: {told}".replace(NBSP, " ")
    charts.chart(
        drawn(calendar.chart, some, office.fiscal_year, office.today, numerals.digits),
        numerals.digits(alternative),
        "calendar",
        opens=_project,
    )
    note = f"เส้นประ = วันนี้ · แถบสั้นสุดวาดยาว {calendar.SHORTEST_BAR} วัน · "
    note += "รายงานครบกำหนด 7 วันหลังสิ้นสุดโครงการ (ชีตไม่ได้บอกว่าส่งรายงานแล้วหรือยัง)"
    show.say(quiet(note))


def _project(fields: Mapping[str, str]) -> None:
    kept = {"group": st.query_params.get("group", ""), "part": "projects", **fields}
    frame.choose({name: value for name, value in kept.items() if value})


def _list(view: View, shown: Sequence[Project]) -> None:
    told = plan.projects(view, shown)
    if not told.entries:
        notes.nothing("เลือกสถานะอื่นหรือกลุ่มอื่น", "ไม่มีโครงการตามที่เลือก")
        return
    show.panel(told.finding, small=True)
    some = _some(told, "รายการ ล่าช้าก่อน", MOST_LISTED, "project_row")
    show.topic(view.judged, replace(told, entries=some))
    _behind(told, "ตารางเรียงได้และดาวน์โหลด", told.heading)


# --- performance agreement, figures in reports ----------------------------------------------------


def kpis(view: View) -> None:
    """Each indicator against its target at 6, 9 and 12 months; the cells that are still empty."""
    told = agreed.kpis(view)
    st.space("small")
    show.panel(told.heading)
    if not told.entries:
        show.drawing(view.judged, told)
        notes.nothing("เพิ่มแถวในแท็บ ตัวชี้วัดตามคำรับรอง ของสมุดกลุ่ม แล้วผลจะแสดงที่นี่")
        return
    if one := asked.among(view.kpis, "kpi"):
        show.say(_only(view, "kpis", one[0].kpi))
        told = replace(told, entries=agreed.kpis(replace(view, kpis=one)).entries)
    some = _some(told, "ตัวชี้วัด ยังไม่บรรลุเป้าหมายก่อน", MOST_KPIS, "kpi_row")
    show.topic(view.judged, replace(told, entries=some))
    show.topic(view.judged, agreed.asked(view), MOST_ASKED)
    _behind(told, "ตารางทุกรอบพร้อมช่องในชีต", told.heading)


def figures(view: View) -> None:
    """Figures of reports by set, with the check beside; sets that don't fit come first."""
    told = agreed.figures(view)
    st.space("small")
    show.panel(told.heading)
    if not view.sets:
        show.drawing(view.judged, told)
        notes.nothing("เพิ่มแถวในแท็บ ตัวเลขในรายงาน ของสมุดกลุ่ม แล้วผลตรวจจะแสดงที่นี่")
        return
    wrong = any(entry.text for entry in told.entries)
    show.topic(view.judged, told if wrong else replace(told, entries=(), onward=()), MOST_WRONG)
    _set(view)
    label = f"ตัวเลขในรายงานทุกแถว {len(view.figures):,} แถว พร้อมผลตรวจและช่องในชีต"
    _behind(told, label, "ตัวเลขในรายงานพร้อมผลตรวจ")


def _set(view: View) -> None:
    sets, first = agreed.in_order(view), agreed.first_labels(view)
    stands = {row.figure_set: said.SET_WORDS[said.of_set(row)] for row in sets}
    if len(sets) > MOST_SETS:
        show.say(quiet(f"เลือกดูได้ {MOST_SETS} จาก {len(sets):,} ชุด ชุดอื่นอยู่ในตาราง"))
    chosen = filters.choose(
        "ชุดตัวเลข",
        [row.figure_set for row in sets[:MOST_SETS]],
        "figure_set",
        show=lambda code: f"{agreed.set_name(code, first)} ({stands[code]})",
        width=520,
    )
    told = agreed.one_set(view, next(row for row in sets if row.figure_set == chosen))
    show.panel(told.heading, small=True)
    show.say(told.finding)
    some = _some(told, "รายการในชุด", MOST_FIGURES, "figure_row")
    show.topic(view.judged, replace(told, entries=some))


# --- paper ----------------------------------------------------------------------------------------


def on_paper(view: View, status: str, part: str) -> list[Topic]:
    """The blocks on view. part: the one chosen, "" for all of them."""
    shown = [row for row in view.projects if status in ("", row.state)]
    undrawn = tuple(f"{head} {names}" for head, names in said.apart(view.projects))
    made = {
        "money": lambda: list(filter(None, (money.money(view), by_quarter(view)))),
        "projects": lambda: [replace(plan.projects(view, shown), finding="", notes=undrawn)],
        "kpis": lambda: [agreed.kpis(view)],
        "figures": lambda: [agreed.figures(view)],
    }
    return [topic for name in ([part] if part in made else made) for topic in made[name]()]
