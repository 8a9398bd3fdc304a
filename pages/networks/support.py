"""Two more blocks of the page เครือข่าย: support of partners, and schools reached."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from esa.plain import table
from esa.reading.office import Office
from esa.rules.networks import Reached
from esa.rules.resources import Support, support_by, support_total, units_of_partners
from esa.rules.vocabulary import REACHED_WORDS, SUPPORT_LEFT_OUT_WORDS
from esa.screen import columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import networks_words as said
from esa.telling import words
from esa.telling.texts import blank, escape, listed, one_line
from pages.networks import support_charts as charts
from pages.networks.parts import View

LOCAL = "local_government"
MOST_PARTNERS, MOST_ROWS, MOST_NAMES = 12, 8, 40


def support(office: Office, rows: Sequence[Support], network: str = "") -> None:
    """Cash and everything else side by side, never added.

    network: the partner opened at first, if it gave anything.
    """
    st.space("small")
    if not rows:
        notes.panel("การสนับสนุนจากภาคี")
        notes.nothing("เพิ่มแถวในแท็บ การสนับสนุน ของสมุดกลุ่ม แล้วยอดจะขึ้นที่นี่", "ยังไม่มีข้อมูลการสนับสนุน")
        return
    left, right = st.columns([53, 47], gap="large")
    with left:
        _cash(rows)
    with right:
        _other(rows)
    notes.left_out(office, "resources", "value", "partner", "activity")
    _not_counted(support_total(rows).left_out)
    _partner(office, rows, network)


def _named(rows: Iterable[Support]) -> dict[str | None, str | None]:
    return {row.partner: row.partner_name for row in rows}


def _cash(rows: Sequence[Support]) -> None:
    cash = [row for row in rows if row.form == "cash"]
    local, every = support_total(cash, LOCAL), support_total(cash)
    heading = said.cash_heading(local)
    notes.panel(heading)
    sums = support_by(cash, "partner")
    if not sums:
        notes.say(":gray[ยังไม่มีรายการที่เป็นเงิน]")
        return
    of_local = {row.partner for row in cash if row.partner_kind == LOCAL}
    most = dict(list(sums.items())[:MOST_PARTNERS])
    bars = charts.cash_rows(most, _named(rows), of_local)
    thai = numerals.thai_digits_wanted()
    alternative = numerals.digits(said.plainly(f"{heading} {said.cash_note(every, local)}"))
    wide, phone = (drawn(draw, bars, thai) for draw in (charts.cash_bars, charts.cash_phone))
    frame.two_sizes(wide, phone, "cash", alternative)
    with frame.quiet("cash"):
        notes.say(said.cash_note(every, local))
        if len(sums) > MOST_PARTNERS:
            notes.say(f"แสดง {MOST_PARTNERS} จาก {len(sums):,} ภาคีที่ให้มากที่สุด")


def _other(rows: Sequence[Support]) -> None:
    other = [row for row in rows if row.form == "other"]
    total = support_total(other)
    if not total.rows:
        notes.panel(":gray[ยังไม่มีรายการที่เป็นสิ่งของหรือบริการ]")
        return
    kinds = dict.fromkeys(row.kind for row in other if row.kind)
    heading = said.other_heading(total, kinds)
    notes.panel(heading)
    most = dict(list(support_by(other, "partner").items())[:MOST_PARTNERS])
    given = charts.in_kind_rows(most, units_of_partners(other), _named(other))
    frame.chart(
        drawn(charts.in_kind, given, numerals.thai_digits_wanted()),
        numerals.digits(said.plainly(heading)),
        key="in_kind",
    )
    with frame.quiet("in_kind"):
        notes.say("กรอบประ = หนึ่งหน่วยตามช่องหมายเหตุ ไม่รวมกับเงิน")


def _not_counted(left_out: dict[str, int]) -> None:
    for reason, count in left_out.items():
        notes.say(f":gray[ยังไม่นับ {count:,} แถว: {SUPPORT_LEFT_OUT_WORDS[reason]}]")


def _partner(office: Office, rows: Sequence[Support], network: str) -> None:
    """The activities behind each baht of one partner."""
    named = _named(rows)
    codes = [code for code in dict.fromkeys([*support_by(rows, "partner"), *named]) if code]
    code = filters.choose(
        "เปิดดูที่มาของภาคี",
        codes,
        "partner",
        show=lambda code: one_line(named.get(code)) or str(code),
        default=network,
        width=360,
    )
    if code is None:
        return
    mine = [row for row in rows if row.partner == code]
    notes.panel(said.partner_sentence(named.get(code), support_total(mine)), small=True)
    with frame.rows("support"):
        for row in mine[:MOST_ROWS]:
            _support_row(office, row)
    if len(mine) > MOST_ROWS:
        fields = ["activity", "line", "partner", "kind", "value", "remark"]
        columns.rows(
            office,
            table(Support, mine),
            "resources",
            fields,
            key="support_rows",
            alternative="รายการสนับสนุน",
        )


def _support_row(office: Office, row: Support) -> None:
    key = f"support_{row.at[0]}_{row.at[1]}"
    with frame.row(key):
        day, what, worth, cell = st.columns([20, 46, 20, 14])
        with day:
            notes.say(said.when(row.date, None) if row.date else f":gray[{said.UNDATED}]")
        with what:
            about = " · ".join(
                escape(part, 120)
                for part in (row.activity, words.label("resources", "kind", row.kind), row.remark)
                if not blank(part)
            )
            notes.say(f"{escape(row.title, 160) or 'ไม่พบกิจกรรมในชีต'}  \n:gray[{about}]")
        with worth:
            known = row.value is not None
            amount = f"**{said.money(row.value)}** บาท" if known else said.NO_VALUE
            why = SUPPORT_LEFT_OUT_WORDS.get(row.standing, "")
            notes.say(amount if known and not why else f":gray[{amount} {why}]")
        with cell:
            notes.copy_cell(office, "resources", row.at, "value", key=key)


def schools(view: View) -> None:
    """Schools reached by name, through their network, and not yet; the last ones by name."""
    reached = view.reached
    if not reached or not view.has_activities:
        notes.panel("โรงเรียนที่กิจกรรมถึง")
        what = "ยังไม่มีกิจกรรมในชีต" if reached else "ยังไม่มีโรงเรียนในทะเบียน"
        notes.nothing(f"{what} จึงยังบอกไม่ได้ว่าถึงโรงเรียนใดแล้ว", "ยังไม่ทราบ")
        return
    heading = said.reached_heading(reached)
    st.space("small")
    left, right = st.columns([44, 56], gap="large")
    with left:
        notes.panel(heading)
        chart = drawn(charts.reached_bars, reached, numerals.thai_digits_wanted())
        frame.chart(chart, numerals.digits(said.plainly(heading)), key="reached")
    missing = [row for row in reached if row.how == "not_reached"]
    with right:
        if missing:
            notes.panel("โรงเรียนที่ยังไม่ถึง", small=True)
            notes.say(f":gray[{said.why_not_reached(missing)}]")
            _missing(view, missing)
    with st.expander("ตารางโรงเรียนทั้งหมดและกิจกรรมที่ถึง", key="all_schools", on_change="rerun") as more:
        if more.open:
            order = sorted(reached, key=lambda row: row.how, reverse=True)  # not reached first
            shown = _schools_table(view, order)
            columns.frame(shown, key="schools", alternative=said.plainly(heading))
            columns.downloads("schools", lambda: shown, "โรงเรียนที่กิจกรรมถึง")


def _missing(view: View, missing: Sequence[Reached]) -> None:
    left = MOST_NAMES
    groups: dict[str, list[Reached]] = {}
    for row in missing:
        groups.setdefault(row.network or "", []).append(row)
    with frame.rows("missing"):
        for code, rows in sorted(groups.items()):
            if left <= 0:
                break
            names = listed([escape(row.name, 60) for row in rows], most=min(left, 12))
            left -= len(rows)
            with frame.row(f"missing_{code}"):
                head = escape(view.name(code), 80) if code else "ยังไม่กรอกเครือข่าย"
                notes.say(f"**{head} {len(rows):,}**  \n:gray[{names}]")
    if left < 0:
        notes.say(f":gray[ทั้งหมด {len(missing):,} โรงเรียน ดูในตาราง]")


def _schools_table(view: View, reached: Sequence[Reached]) -> pd.DataFrame:
    names = dict(zip(view.office.networks["network"], view.office.networks["name"], strict=True))
    return pd.DataFrame(
        {
            "โรงเรียน": [one_line(row.name) for row in reached],
            "อำเภอ": [one_line(row.amphoe) for row in reached],
            "เครือข่าย": [one_line(names.get(row.network)) for row in reached],
            "กิจกรรมถึงอย่างไร": [REACHED_WORDS[row.how] for row in reached],
            "กิจกรรม": [len(row.activities) for row in reached],
            "แผน": [row.planned for row in reached],
            columns.PLACE: [words.place(view.office, "schools", row.at, "name") for row in reached],
        }
    )
