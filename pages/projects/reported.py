"""Two more blocks of the page โครงการและงบประมาณ: KPIs by round, figures with their check."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from esa.reading.office import Office
from esa.rules import kpis as rules
from esa.rules.figures import CheckedFigure, CheckedSet
from esa.rules.kpis import Round
from esa.rules.vocabulary import FIGURE_VERDICT_WORDS, KPI_STATE_WORDS
from esa.screen import asked, columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import projects_kpi_words as said
from esa.telling import words
from esa.telling.networks_words import plainly
from esa.telling.texts import NBSP, escape, linked, shorten
from pages.projects import kpi_charts as charts
from pages.projects.parts import View, only_one

MOST_KPIS, MOST_FIGURES, MOST_WRONG, MOST_ASKED = 12, 12, 8, 8
MOST_SETS = 200  # choices sent to the browser; those that ask to act come first


# --- performance agreement -----------------------------------------------------------------------


def kpis(view: View) -> None:
    """Each indicator against its target at 6, 9 and 12 months; the cells that are still empty."""
    office, current = view.office, rules.current_round(view.office.today, view.office.fiscal_year)
    latest = rules.latest(view.kpis)
    st.space("small")
    heading = said.kpi_heading(latest, current)
    notes.panel(heading)
    notes.left_out(office, "kpis", "kpi", "target", "actual_6m", "actual_9m", "actual_12m")
    if not latest:
        notes.nothing("เพิ่มแถวในแท็บ ตัวชี้วัดตามคำรับรอง ของสมุดกลุ่ม แล้วผลจะขึ้นที่นี่")
        return
    codes = said.kpi_order(latest)
    one = asked.among(latest, "kpi")
    if one:
        codes = [one[0].kpi]
        notes.say(only_one(view, "kpis", codes[0]))
    start = filters.rows_from("ตัวชี้วัด ยังไม่ถึงเป้าก่อน", len(codes), MOST_KPIS, "kpi_row")
    some = codes[start : start + MOST_KPIS]
    given = (view.kpis, some, current, numerals.digits)
    frame.two_sizes(
        drawn(charts.kpis, *given),
        drawn(charts.kpis_phone, *given),
        "kpis",
        numerals.digits(plainly(heading).replace(NBSP, " ")),
    )
    with frame.quiet("kpi_note"):
        notes.say("ก่อนครบ 12 เดือน ผลที่ต่ำกว่าเป้าหมายทั้งปีเรียกว่า ยังไม่ถึง ไม่ใช่ ไม่ถึงเป้า")
    _asked(office, view.kpis)
    with st.expander("ตารางทุกรอบพร้อมช่องในชีต", key="all_kpis", on_change="rerun") as more:
        if more.open:
            shown = _kpi_table(view)
            columns.frame(shown, key="kpis", alternative=numerals.digits(plainly(heading)))
            columns.downloads("kpis", lambda: shown, "ตัวชี้วัดตามคำรับรอง")


def _asked(office: Office, rounds: Sequence[Round]) -> None:
    """Results that are due, what can't be used, and targets that are empty, each with its cell."""
    wanted = [
        (row, f"ยังไม่รายงานผลรอบ {row.round} เดือน", rules.RESULTS[row.round])
        for row in rounds
        if row.state == "not_reported"
    ]
    wanted += [
        (row, f"ต้องตรวจค่าผลรอบ {row.round} เดือน", rules.RESULTS[row.round])
        for row in rounds
        if row.state == "unusable" and row.actual is None
    ]
    words_of = {True: "ต้องตรวจค่าเป้าหมาย", False: "ยังไม่กรอกค่าเป้าหมาย"}
    wanted += [
        (row, words_of[row.target_unusable], "target")
        for row in rounds
        if row.target is None and row.round == rules.ROUNDS[0]
    ]
    with frame.rows("asked"):
        for row, what, field in wanted[:MOST_ASKED]:
            key = f"asked_{row.at[0]}_{row.at[1]}_{field}"
            with frame.row(key):
                text, cell = st.columns([84, 16])
                with text:
                    who = words.group_short(office, row.group)
                    notes.say(
                        f"**{what}** {escape(row.title, 120)} "
                        f":gray[{escape(row.kpi, 30)} · {escape(who, 60)}]"
                    )
                with cell:
                    notes.copy_cell(office, "kpis", row.at, field, key=key)
    if len(wanted) > MOST_ASKED:
        notes.say(f":gray[และอีก {len(wanted) - MOST_ASKED:,} ช่อง ดูในตาราง]")


def _kpi_table(view: View) -> pd.DataFrame:
    rows = view.kpis
    return pd.DataFrame(
        {
            "รหัส": [shorten(row.kpi, 30) for row in rows],
            "ตัวชี้วัด": [shorten(row.title) for row in rows],
            "กลุ่ม": [words.group_short(view.office, row.group) for row in rows],
            "ค่าเป้าหมาย": [_float(row.target) for row in rows],
            "หน่วย": [shorten(row.unit, 40) for row in rows],
            "รอบ (เดือน)": [row.round for row in rows],
            "ผล": [_float(row.actual) for row in rows],
            "เทียบเป้า": [KPI_STATE_WORDS[row.state] for row in rows],
            "ร้อยละของเป้า": [_float(row.percent_reached) for row in rows],
            columns.PLACE: [
                words.place(view.office, "kpis", row.at, f"actual_{row.round}m") for row in rows
            ],
        }
    )


# --- figures in reports --------------------------------------------------------------------------


def figures(view: View) -> None:
    """Figures of reports by set, with the check beside; sets that don't fit come first."""
    office = view.office
    states = {row.figure_set: said.set_state(row.severity, row.total) for row in view.sets}
    st.space("small")
    notes.panel(said.figures_heading(list(states.values())))
    notes.left_out(office, "figures", "figure_set", "label", "set_total")
    if not states:
        notes.nothing("เพิ่มแถวในแท็บ ตัวเลขในรายงาน ของสมุดกลุ่ม แล้วการตรวจจะขึ้นที่นี่")
        return
    order = list(said.SET_WORDS)
    sets = sorted(view.sets, key=lambda row: order.index(states[row.figure_set]))
    first = first_labels(view.rows)
    _wrong(office, [r for r in sets if states[r.figure_set] in ("wrong", "doubt")], first)
    codes = [row.figure_set for row in sets[:MOST_SETS]]
    if len(sets) > MOST_SETS:
        notes.say(f":gray[เลือกดูได้ {MOST_SETS} จาก {len(sets):,} ชุด ชุดอื่นอยู่ในตาราง]")
    chosen = filters.choose(
        "ชุดตัวเลข",
        codes,
        "figure_set",
        show=lambda code: f"{_set_name(code, first)} ({said.SET_WORDS[states[code]]})",
        width=520,
    )
    row = next(row for row in sets if row.figure_set == chosen)
    _set(office, view, row, states[chosen], first)
    _figure_table(view)


def first_labels(rows: Sequence[CheckedFigure]) -> dict[str, str | None]:
    """The label of the first row of each set, by which people know it."""
    return {row.figure_set or "": row.label for row in reversed(rows)}


def _set_name(code: str, first: Mapping[str, str | None]) -> str:
    return shorten(f"{code or 'ไม่ระบุชุด'} {first.get(code) or ''}".strip(), 60)


def _wrong(office: Office, sets: Sequence[CheckedSet], first: Mapping[str, str | None]) -> None:
    with frame.rows("sets"):
        for row in sets[:MOST_WRONG]:
            workbook, number = row.cells[0]
            key = f"set_{workbook}_{number}"
            with frame.row(key):
                what, cell = st.columns([84, 16])
                with what:
                    name = escape(_set_name(row.figure_set, first))
                    notes.say(f"**{name}**  \n:orange[{escape(row.sentence_th)}]")
                with cell:
                    notes.copy_cell(office, "figures", row.cells[0], "count", key=key)
    if len(sets) > MOST_WRONG:
        more = linked("ดูทั้งหมดและวิธีแก้", frame.address("sheets", tab="figures"))
        notes.say(f":gray[และอีก {len(sets) - MOST_WRONG:,} ชุด ({more})]")


def _set(
    office: Office, view: View, chosen: CheckedSet, state: str, first: Mapping[str, str | None]
) -> None:
    code = chosen.figure_set
    rows = [row for row in view.rows if (row.figure_set or "") == code]
    notes.panel(escape(_set_name(code, first)), small=True)
    with frame.quiet("set"):
        told = "" if state in ("wrong", "doubt") else f" · {escape(chosen.sentence_th)}"
        notes.say(f"{said.whole_text(chosen)}{told}")
    start = filters.rows_from("รายการในชุด", len(rows), MOST_FIGURES, "figure_row")
    with frame.rows("figures"):
        for row in rows[start : start + MOST_FIGURES]:
            _figure(office, row)


def _figure(office: Office, row: CheckedFigure) -> None:
    key = f"figure_{row.at[0]}_{row.at[1]}"
    with frame.row(key):
        what, much, check, cell = st.columns([36, 22, 28, 14])
        with what:
            label = escape(row.label, 160) or "–"
            notes.say(f"{label}  \n:gray[{_about(office, row)}]")
        with much:
            count = "ยังไม่กรอกจำนวน" if row.count is None else f"จำนวน **{row.count:,}**"
            percent = "" if row.percent is None else f" · ร้อยละ **{row.percent}**"
            notes.say(f"{count}{percent}")
        with check:
            notes.say(said.check_text(row.verdict, row.sentence_th))
        with cell:
            field = "percent" if row.verdict == "wrong" and row.could_be is None else "count"
            notes.copy_cell(office, "figures", row.at, field, key=key)


def _about(office: Office, row: CheckedFigure) -> str:
    parts = [
        escape(words.group_short(office, row.group), 60),
        "" if row.criterion is None else f"ประเด็น{NBSP}{escape(row.criterion, 20)}",
        escape(row.source, 80),
    ]
    return " · ".join(part for part in parts if part)


def _figure_table(view: View) -> None:
    title = numerals.digits(f"ตัวเลขในรายงานทุกแถว {len(view.rows):,} แถว พร้อมผลตรวจและช่องในชีต")
    with st.expander(title, key="all_figures", on_change="rerun") as more:
        if not more.open:
            return
        rows = view.rows
        shown = pd.DataFrame(
            {
                "ชุดตัวเลข": [shorten(row.figure_set, 30) for row in rows],
                "รายการ": [shorten(row.label) for row in rows],
                "จำนวน": [row.count for row in rows],
                "ร้อยละที่พิมพ์": [_float(row.percent) for row in rows],
                "ยอดรวม": [row.total for row in rows],
                "ร้อยละตามจำนวน": [_float(row.expected) for row in rows],
                "ผลตรวจ": [FIGURE_VERDICT_WORDS[row.verdict] for row in rows],
                "ข้อสังเกต": [row.sentence_th for row in rows],
                columns.PLACE: [
                    words.place(view.office, "figures", row.at, "count") for row in rows
                ],
            }
        )
        columns.frame(shown, key="figures", alternative="ตัวเลขในรายงานพร้อมผลตรวจ")
        columns.downloads("figures", lambda: shown, "ตัวเลขในรายงาน")


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
