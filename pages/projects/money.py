"""The block of money of the page โครงการและงบประมาณ: by type, over time, what doesn't fit."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from esa.judged import Judged
from esa.plain import table
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.rules import spending as rules
from esa.rules.spending import Line, Money
from esa.rules.vocabulary import PACE_WORDS, SPENDING_STANDING_WORDS
from esa.screen import columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import projects_words as said
from esa.telling.networks_words import plainly
from esa.telling.texts import NBSP, escape, short_date
from pages.projects import money_charts as charts
from pages.projects.parts import View

MOST_ROWS, MOST_DAYS = 8, 24
FIELDS = ("line", "as_of", "project", "expenditure_type", "source_of_money", "allocated")
FIELDS += ("committed", "spent", "left_stated", "target_percent")


class State(NamedTuple):
    """Money of one expenditure type at one date; kind "" is all of it, None isn't filled in."""

    kind: str | None
    day: date
    money: Money


def over_time(judged: Judged, group: str) -> tuple[State, ...]:
    """All of it at each date, then each type at the last MOST_DAYS dates."""
    mine, year = judged.office.rows["spending"], judged.office.fiscal_year
    if group:
        mine = mine.where([own == group for own in mine["group"]])
    whole = rules.over_time(mine, year, judged.office.today)
    found = [State("", day, money) for day, money in whole.items()]
    for day in list(whole)[-MOST_DAYS:]:
        by_type = rules.spending_by(rules.with_standing(mine, year, day), "expenditure_type")
        found += [State(kind, day, money) for kind, money in by_type.items()]
    return tuple(found)


def spending(view: View) -> None:
    """What was spent of what, against the target; rows that differ or don't count."""
    notes.panel(said.money_heading(view.money))
    if not view.money.rows:
        notes.nothing("เพิ่มแถวในแท็บ การเบิกจ่าย ของสมุดกลุ่ม แล้วยอดจะขึ้นที่นี่", "ยังไม่มียอดที่ใช้ได้")
        _not_counted(view)
        _rows(view)
        return
    with frame.quiet("sums"):
        notes.say(said.sums(view.money, is_bound(view)))
    left, right = st.columns([46, 54], gap="large")
    with left:
        _types(view)
    with right:
        _over_time(view)
    _left(view)
    _not_counted(view)
    _rows(view)


def is_bound(view: View) -> bool:
    """Whether any commitment is filled in."""
    return any(row.committed is not None for row in view.spending)


def _types(view: View) -> None:
    by_type = rules.spending_by(view.spending, "expenditure_type")
    notes.panel("ตามงบรายจ่าย", small=True)
    told = [
        f"{said.type_word(kind)} เบิกจ่าย {said.baht(money.spent)} "
        f"จาก {said.baht(money.allocated)} บาท"
        for kind, money in by_type.items()
    ]
    drawing = drawn(charts.types, by_type, numerals.digits)
    frame.chart(drawing, numerals.digits(f"การเบิกจ่ายตามงบรายจ่าย: {', '.join(told)}"), key="types")
    with frame.quiet("types"):
        pale = " · แถบอ่อน = ผูกพัน" if view.money.committed else ""
        tick = PACE_WORDS[view.money.target_from]
        notes.say(f"กรอบ = ได้รับจัดสรร · แถบทึบ = เบิกจ่ายแล้ว{pale} · ขีดดำ = {tick}")
        if rules.UNSPLIT in by_type:
            money = said.baht(by_type[rules.UNSPLIT].allocated)
            notes.say(f"เงิน {money} บาทในชีตไม่ได้แยกงบรายจ่าย จึงบอกตามงบไม่ได้")
        if view.money.above_allocated:
            notes.say(f":orange[เบิกจ่ายเกินจัดสรร {view.money.above_allocated:,} รายการ]")


def _over_time(view: View) -> None:
    office = view.office
    states = view.judged.once(over_time, view.group)
    kinds = [kind for kind in dict.fromkeys(state.kind for state in states) if kind]
    heading = st.container()
    kind = filters.ALL
    if len(kinds) > 1:
        kind = filters.choose(
            "งบรายจ่ายที่แสดงตามเวลา",
            [filters.ALL, *kinds],
            "money_type",
            show=lambda value: said.type_word(value) if value else "รวมทุกงบรายจ่าย",
            width=260,
        )
    days = {state.day: state.money for state in states if state.kind == kind}
    with heading:
        label = f" :gray[{said.type_word(kind)}]" if kind else ""
        notes.panel(f"ร้อยละที่เบิกจ่ายตามวันที่ของข้อมูล{label}", small=True)
    told = [
        f"{short_date(day)} {money.percent_spent} % {_target(money)}".strip()
        for day, money in list(days.items())[-MOST_DAYS:]
    ]
    drawing = drawn(charts.over_time, days, office.fiscal_year, office.today, numerals.digits)
    alternative = f"ร้อยละที่เบิกจ่าย: {', '.join(told)}".replace(NBSP, " ")
    frame.chart(drawing, numerals.digits(alternative), key="over_time")
    note = said.pace_note(view.money.target_from)
    with frame.quiet("over_time"):
        if note:
            notes.say(note)
    with st.expander("ตารางตามวันที่และงบรายจ่าย", key="all_days", on_change="rerun") as more:
        if more.open:
            shown = _days_table(states)
            columns.frame(shown, key="days", alternative=numerals.digits(alternative))
            columns.downloads("days", lambda: shown, "การเบิกจ่ายตามวันที่")


def _target(money: Money) -> str:
    if money.target_percent is None:
        return ""
    return f"({PACE_WORDS[money.target_from]} {money.target_percent} %)"


def _days_table(states: Sequence[State]) -> pd.DataFrame:
    def money(name: str) -> list[float | None]:
        values = (getattr(state.money, name) for state in states)
        return [None if value is None else float(value) for value in values]

    return pd.DataFrame(
        {
            "ข้อมูล ณ วันที่": [columns.shown_day(state.day) for state in states],
            "งบรายจ่าย": [
                "รวมทุกงบรายจ่าย" if state.kind == "" else said.type_word(state.kind)
                for state in states
            ],
            "ได้รับจัดสรร (บาท)": money("allocated"),
            "ผูกพัน (บาท)": money("committed"),
            "เบิกจ่ายแล้ว (บาท)": money("spent"),
            "คงเหลือ (บาท)": money("left"),
            "เบิกจ่าย (ร้อยละ)": money("percent_spent"),
            "เทียบกับ (ร้อยละ)": money("target_percent"),
            "ชนิดของเป้าหมาย": [PACE_WORDS[state.money.target_from] for state in states],
        }
    )


def unread(office: Office, places: set[tuple[str, int]]) -> dict[tuple[str, int], Problem]:
    """Rows whose stated rest couldn't be read → why. places: the rows on view."""
    return {
        (problem.workbook, problem.row): problem
        for problem in office.problems
        if problem.tab == "spending"
        and problem.field == "left_stated"
        and (problem.workbook, problem.row) in places
    }


def _left(view: View) -> None:
    """The rest that was filled in beside allocated − spent, for the rows that count."""
    counted = [row for row in view.spending if row.standing == "counted"]
    problems = unread(view.office, {row.at for row in counted})
    odd = [row for row in counted if row.left_differs or row.at in problems]
    stated = [row for row in counted if row.left_stated is not None]
    same = len(stated) - sum(row.left_differs for row in counted)
    blank = len(counted) - same - len(odd)
    notes.panel(said.left_heading(len(odd), same, blank), small=True)
    if not odd:
        return
    with frame.rows("left"):
        for row in odd[:MOST_ROWS]:
            _left_row(view.office, row, problems.get(row.at))
    if len(odd) > MOST_ROWS:
        notes.say(f":gray[และอีก {len(odd) - MOST_ROWS:,} แถว ดูในตาราง]")


def _left_row(office: Office, row: Line, problem: Problem | None) -> None:
    key = f"left_{row.at[0]}_{row.at[1]}"
    with frame.row(key):
        what, cell = st.columns([84, 16])
        with what:
            about = (row.line, row.expenditure_type, row.project, row.source_of_money, row.as_of)
            lines = [
                said.left_text(row.left, row.left_stated, row.left_difference),
                f":gray[{said.line_of(*about)}]",
            ]
            if problem is not None and row.left_stated is None:
                lines.append(f"{escape(problem.what_th)} :gray[{escape(problem.fix_th)}]")
            notes.say("  \n".join(lines))
            if problem is not None:
                frame.open_page("ดูปัญหานี้ในหน้าตรวจข้อมูลในชีต", "sheets", tab="spending")
        with cell:
            notes.copy_cell(office, "spending", row.at, "left_stated", key=key)


def _not_counted(view: View) -> None:
    fields = ("line", "as_of", "allocated", "spent", "expenditure_type")
    notes.left_out(view.office, "spending", *fields)
    lines = said.not_counted(rules.left_out(view.spending))
    if lines:
        with frame.quiet("not_counted"):
            notes.say("  \n".join(lines))


def _rows(view: View) -> None:
    if not view.spending:
        return
    with st.expander(
        numerals.digits(f"การเบิกจ่ายทุกแถว {len(view.spending):,} แถว พร้อมช่องในชีต"),
        key="all_spending",
        on_change="rerun",
    ) as more:
        if more.open:
            told = Counter(SPENDING_STANDING_WORDS[row.standing] for row in view.spending)
            counts = " · ".join(f"{word} {rows:,} แถว" for word, rows in told.most_common())
            notes.say(f":gray[{counts}]")
            columns.rows(
                view.office,
                table(Line, view.spending),
                "spending",
                FIELDS,
                key="spending",
                alternative=numerals.digits(plainly(said.money_heading(view.money))),
            )
