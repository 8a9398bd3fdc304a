"""The block of money of the page โครงการและงบประมาณ: by type, over time, what doesn't fit."""

import pandas as pd
import streamlit as st

from esa.judged import Judged
from esa.plain import column, dicts
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.rules import spending as rules
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


def over_time(judged: Judged, group: str) -> pd.DataFrame:
    """Money at each date for each expenditure type: expenditure_type ("" = all of it), day and
    the fields of spending.Money; the types for the last MOST_DAYS dates only."""
    office = judged.office
    table, year = office.spending, office.fiscal_year
    mine = table[(table["group"] == group).fillna(False)] if group else table
    whole = rules.over_time(mine, year, office.today).assign(expenditure_type="")
    by_type = [
        rules.spending_by(rules.with_standing(mine, year, day), "expenditure_type").assign(day=day)
        for day in column(whole, "day")[-MOST_DAYS:]
    ]
    return pd.concat([whole, *by_type], ignore_index=True) if by_type else whole


def spending(view: View) -> None:
    """What was spent of what, against the target; rows that differ or don't count."""
    notes.panel(said.money_heading(view.money))
    if not view.money.rows:
        notes.nothing("เพิ่มแถวในแท็บ การเบิกจ่าย ของสมุดกลุ่ม แล้วยอดจะขึ้นที่นี่", "ยังไม่มียอดที่ใช้ได้")
        _not_counted(view)
        _rows(view)
        return
    with frame.quiet("sums"):
        notes.say(said.sums(view.money, bool(view.spending["committed"].notna().any())))
    left, right = st.columns([46, 54], gap="large")
    with left:
        _types(view)
    with right:
        _over_time(view)
    _left(view)
    _not_counted(view)
    _rows(view)


def _types(view: View) -> None:
    by_type = rules.spending_by(view.spending, "expenditure_type")
    notes.panel("ตามงบรายจ่าย", small=True)
    told = [
        f"{said.type_word(row['expenditure_type'])} เบิกจ่าย {said.baht(row['spent'])} "
        f"จาก {said.baht(row['allocated'])} บาท"
        for row in dicts(by_type)
    ]
    drawing = drawn(charts.types, by_type, numerals.digits)
    frame.chart(drawing, numerals.digits(f"การเบิกจ่ายตามงบรายจ่าย: {', '.join(told)}"), key="types")
    unsplit = by_type["expenditure_type"].isin([rules.UNSPLIT])
    with frame.quiet("types"):
        pale = " · แถบอ่อน = ผูกพัน" if view.money.committed else ""
        tick = said.TARGET_WORDS[view.money.target_from]
        notes.say(f"กรอบ = ได้รับจัดสรร · แถบทึบ = เบิกจ่ายแล้ว{pale} · ขีดดำ = {tick}")
        if unsplit.any():
            money = said.baht(by_type.loc[unsplit, "allocated"].iloc[0])
            notes.say(f"เงิน {money} บาทในชีตไม่ได้แยกงบรายจ่าย จึงบอกตามงบไม่ได้")
        if view.money.above_allocated:
            notes.say(f":orange[เบิกจ่ายเกินจัดสรร {view.money.above_allocated:,} รายการ]")


def _over_time(view: View) -> None:
    office = view.office
    table = view.judged.once(over_time, view.group)
    kinds = [kind for kind in dict.fromkeys(column(table, "expenditure_type")) if kind]
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
    days = table[table["expenditure_type"] == kind]
    with heading:
        label = f" :gray[{said.type_word(kind)}]" if kind else ""
        notes.panel(f"ร้อยละที่เบิกจ่ายตามวันที่ของข้อมูล{label}", small=True)
    told = [
        f"{short_date(row['day'])} {row['percent_spent']} % {_target(row)}".strip()
        for row in dicts(days)[-MOST_DAYS:]
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
            shown = _days_table(table)
            columns.frame(shown, key="days", alternative=numerals.digits(alternative))
            columns.downloads("days", lambda: shown, "การเบิกจ่ายตามวันที่")


def _target(row: dict) -> str:
    if row["target_percent"] is None:
        return ""
    return f"({said.TARGET_WORDS[row['target_from']]} {row['target_percent']} %)"


def _days_table(table: pd.DataFrame) -> pd.DataFrame:
    rows = dicts(table)

    def money(name: str) -> list[float | None]:
        return [None if row[name] is None else float(row[name]) for row in rows]

    return pd.DataFrame(
        {
            "ข้อมูล ณ วันที่": [columns.shown_day(row["day"]) for row in rows],
            "งบรายจ่าย": [
                "รวมทุกงบรายจ่าย" if row["expenditure_type"] == "" else said.type_word(
                    row["expenditure_type"]
                ) for row in rows
            ],
            "ได้รับจัดสรร (บาท)": money("allocated"),
            "ผูกพัน (บาท)": money("committed"),
            "เบิกจ่ายแล้ว (บาท)": money("spent"),
            "คงเหลือ (บาท)": money("left"),
            "เบิกจ่าย (ร้อยละ)": money("percent_spent"),
            "เทียบกับ (ร้อยละ)": money("target_percent"),
            "ชนิดของเป้าหมาย": [said.TARGET_WORDS[row["target_from"] or ""] for row in rows],
        }
    )  # fmt: skip


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
    counted = view.spending[view.spending["standing"] == "counted"]
    problems = unread(view.office, set(counted.index))
    odd = counted[counted["left_differs"] | counted.index.isin(list(problems))]
    same = int(counted["left_stated"].notna().sum()) - int(counted["left_differs"].sum())
    blank = len(counted) - same - len(odd)
    notes.panel(said.left_heading(len(odd), same, blank), small=True)
    if odd.empty:
        return
    with frame.rows("left"):
        for row in dicts(odd.head(MOST_ROWS)):
            _left_row(view.office, row, problems.get(row["at"]))
    if len(odd) > MOST_ROWS:
        notes.say(f":gray[และอีก {len(odd) - MOST_ROWS:,} แถว ดูในตาราง]")


def _left_row(office: Office, row: dict, problem: Problem | None) -> None:
    key = f"left_{row['at'][0]}_{row['at'][1]}"
    with frame.row(key):
        what, cell = st.columns([84, 16])
        with what:
            names = ("line", "expenditure_type", "project", "source_of_money", "as_of")
            lines = [
                said.left_text(row["left"], row["left_stated"], row["left_difference"]),
                f":gray[{said.line_of(*(row[name] for name in names))}]",
            ]
            if problem is not None and row["left_stated"] is None:
                lines.append(f"{escape(problem.what_th)} :gray[{escape(problem.fix_th)}]")
            notes.say("  \n".join(lines))
            if problem is not None:
                frame.open_page("ดูปัญหานี้ในหน้าตรวจข้อมูลในชีต", "sheets", tab="spending")
        with cell:
            notes.copy_cell(office, "spending", row["at"], "left_stated", key=key)


def _not_counted(view: View) -> None:
    fields = ("line", "as_of", "allocated", "spent", "expenditure_type")
    notes.left_out(view.office, "spending", *fields)
    lines = said.not_counted(rules.left_out(view.spending))
    if lines:
        with frame.quiet("not_counted"):
            notes.say("  \n".join(lines))


def _rows(view: View) -> None:
    if view.spending.empty:
        return
    with st.expander(
        numerals.digits(f"การเบิกจ่ายทุกแถว {len(view.spending):,} แถว พร้อมช่องในชีต"),
        key="all_spending",
        on_change="rerun",
    ) as more:
        if more.open:
            told = view.spending["standing"].map(said.STANDING_WORDS)
            counts = " · ".join(
                f"{word} {rows:,} แถว" for word, rows in told.value_counts().items()
            )
            notes.say(f":gray[{counts}]")
            columns.rows(
                view.office,
                view.spending,
                "spending",
                FIELDS,
                key="spending",
                alternative=numerals.digits(plainly(said.money_heading(view.money))),
            )
