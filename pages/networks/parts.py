"""The blocks of the page เครือข่าย on screen, and the same on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from esa.rules.networks import SILENT_AFTER_DAYS
from esa.screen import charts, columns, filters, frame, notes, numerals, show
from esa.screen.drawings import drawn
from esa.telling import words
from esa.telling.texts import escape, linked, one_line
from esa.telling.topic import Topic, plain, quiet
from pages.networks import calendar as chart
from pages.networks import support as given
from pages.networks import topics
from pages.networks.view import View

MOST_NETWORKS, LISTED, MOST_QUIET, MOST_SUPPORT = 20, 12, 8, 8
CONFLICTS = ("activity_conflict", "possible_duplicate")


def some_networks(view: View) -> Sequence[str]:
    """Codes of the networks drawn, of many only some at a time."""
    start = filters.rows_from(
        "เครือข่าย ไม่มีกิจกรรมนานที่สุดก่อน", len(view.order), MOST_NETWORKS, "network_row"
    )
    return view.order[start : start + MOST_NETWORKS]


def calendar(view: View, codes: Sequence[str]) -> None:
    """Networks × months, and their four sides beside. codes: the networks drawn."""
    if not codes:
        notes.nothing("กรอกแท็บ ทะเบียนเครือข่าย ในสมุดของสำนักงาน แล้วปฏิทินจะแสดงที่นี่")
        return
    told = topics.year(view, codes)
    named = [(code, view.name(code), view.kind_of(code), view.totals[code]) for code in codes]
    year = view.office.fiscal_year
    rows = chart.rows(named, view.silence_of, year, view.office.today)
    held = [month for month in view.figures.months if month.network in codes]
    sentence = plain(f"ปฏิทินกิจกรรมของเครือข่ายรายเดือน {view.finding} {told.finding}")
    left, right = st.columns([56, 44], gap="large")
    with left:
        charts.chart(
            drawn(chart.chart, rows, held, year, numerals.digits),
            numerals.digits(sentence),
            "calendar",
            opens=_network,
        )
        show.say(quiet(topics.legend(held)))
    with right:
        show.say(quiet(told.finding))
        show.drawing(view.judged, replace(told, notes=()))


def _network(fields: Mapping[str, str]) -> None:
    frame.choose({name: value for name, value in fields.items() if value})


def silence(view: View) -> None:
    """Who has gone quiet, with the days since; those of whom nothing is known apart, in grey."""
    if {row.state for row in view.silence} in (set(), {"active"}, {"never"}):
        return
    told, untold = topics.silence(view), topics.untold(view)
    st.space("small")
    left, right = st.columns([58, 42], gap="large")
    with left:
        listed = [entry for entry in told.entries if entry.text]
        none = f"ไม่มีแห่งใดที่ทราบว่าเว้นกิจกรรมตั้งแต่ {SILENT_AFTER_DAYS} วันขึ้นไป"
        show.panel(f"ไม่มีกิจกรรมนานที่สุด {quiet('(วัน)')}" if listed else none)
        if listed:
            show.topic(view.judged, told, MOST_QUIET)
    with right:
        if untold.entries:
            show.panel(untold.heading)
            show.topic(view.judged, untold)
    label = f"ตารางวันล่าสุดของ {len(view.silence):,} แห่ง"
    behind(told, label, "เครือข่ายเรียงตามจำนวนวันที่ไม่มีกิจกรรม", "เครือข่ายที่ไม่มีกิจกรรม")


def behind(told: Topic, label: str, alternative: str, name: str = "") -> None:
    """A fold with the table behind a topic, made when it is opened."""
    with frame.fold(show.markdown(label), f"all_{told.name}") as is_open:
        if is_open:
            alternative = numerals.digits(plain(alternative))
            columns.behind(told.behind(), key=told.name, alternative=alternative, name=name)


def support(view: View) -> None:
    """Cash and everything else side by side, never added; then one partner."""
    st.space("small")
    whole = given.support(view)
    if not view.figures.support:
        show.panel("การสนับสนุนจากภาคี")
        notes.nothing("เพิ่มแถวในแท็บ การสนับสนุน ของสมุดกลุ่ม แล้วยอดรวมจะแสดงที่นี่", whole.empty)
        return
    for place, told in zip(
        st.columns([53, 47], gap="large"), (given.cash(view), given.other(view)), strict=True
    ):
        with place:
            show.panel(told.heading)
            show.topic(view.judged, told)
    show.drawing(view.judged, whole)
    _partner(view)


def _partner(view: View) -> None:
    """The activities behind each baht of the partner chosen; the network on view at first."""
    code = filters.choose(
        "เปิดดูที่มาของภาคี",
        given.partners(view),
        "partner",
        show=lambda code: one_line(view.partners.get(code)) or str(code),
        default=view.network,
        width=360,
    )
    if code is None:
        return
    told = given.partner(view, code)
    show.panel(told.heading, small=True)
    show.topic(view.judged, told, MOST_SUPPORT)
    if len(told.entries) > MOST_SUPPORT:
        columns.behind(told.behind(), key="support_rows", alternative="รายการสนับสนุน")


def activities(view: View) -> None:
    """Who did what when: the newest first, some at a time, each with its cell."""
    told = topics.activities(view)
    st.space("small")
    show.panel(told.finding)
    _conflicts(view)
    if not told.entries:
        notes.nothing("เพิ่มแถวในแท็บ กิจกรรมเครือข่าย ของสมุดกลุ่ม หรือเลือกตัวกรองอื่น", "ยังไม่มีกิจกรรมตามที่เลือก")
        return
    start = filters.rows_from("รายการ ใหม่สุดก่อน", len(told.entries), LISTED, "activity_row")
    some = told.entries[start : start + LISTED]
    show.topic(view.judged, replace(told, entries=some, notes=()))
    behind(told, "ตารางเรียงได้และดาวน์โหลด", "กิจกรรมเครือข่าย ใหม่สุดก่อน")


def _conflicts(view: View) -> None:
    """Activities that two workbooks tell differently, or that may be one under two codes."""
    found = [problem for problem in view.office.problems if problem.code in CONFLICTS]
    if not found:
        return
    lines = [
        f"- {escape(each.what_th, 300)} :gray[({escape(words.problem_place(view.office, each))})]"
        for each in found[:3]
    ]
    more = linked("ดูทั้งหมดและวิธีแก้", frame.address("sheets", tab="network_activities"))
    title = f"กิจกรรมที่อาจซ้ำหรือกรอกไม่ตรงกัน {len(found):,} เรื่อง"
    notes.look_here("\n".join([*lines, f"\n{more}"]), title)


def schools(view: View) -> None:
    """Schools reached by name, through their network, and not yet; the last ones by name."""
    told = topics.schools(view)
    if told.drawing is None:
        show.panel(told.heading)
        notes.nothing(told.empty, "ยังไม่ทราบ")
        return
    st.space("small")
    left, right = st.columns([44, 56], gap="large")
    with left:
        show.panel(told.finding)
        show.drawing(view.judged, told)
    missing = topics.not_reached(view)
    with right:
        if missing.entries:
            show.panel(missing.heading, small=True)
            show.say(quiet(missing.finding))
            show.topic(view.judged, missing)
    behind(told, "ตารางโรงเรียนทั้งหมดและกิจกรรมที่ถึง", told.finding)


def orders(view: View) -> None:
    """Committees, bodies, teams and networks of work with the orders that set them up."""
    told = topics.orders(view)
    st.space("small")
    show.panel(told.finding)
    if not told.entries:
        return
    show.topic(view.judged, told)
    show.topic(view.judged, topics.without_order(view))
    behind(told, "ตารางคณะและทีมงานทั้งหมด", "คณะและทีมงาน")


def on_paper(view: View) -> list[Topic]:
    """Every block of the view, those with nothing to tell left out."""
    quiet_, orders_ = topics.silence(view), topics.orders(view)
    told = [topics.year(view, view.order)]
    told += [quiet_] if quiet_.entries else []
    told += [given.support(view), topics.schools(view)]
    activities_ = topics.activities(view)
    told += [activities_] if activities_.entries else []
    return [*told, *([orders_] if orders_.entries else [])]
