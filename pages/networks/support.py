"""Two more blocks of the page เครือข่าย: support of partners, and schools reached."""

import pandas as pd
import streamlit as st

from esa.plain import column, records
from esa.reading.office import Office
from esa.rules.resources import support_by, support_total, units_of_partners
from esa.screen import columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import networks_words as said
from esa.telling import words
from esa.telling.texts import blank, escape, listed, one_line
from pages.networks import support_charts as charts
from pages.networks.parts import View

LOCAL = "local_government"
MOST_PARTNERS, MOST_ROWS, MOST_NAMES = 12, 8, 40


def support(office: Office, rows: pd.DataFrame, network: str = "") -> None:
    """Cash and everything else side by side, never added.

    rows: of resources.with_standing. network: the partner opened at first, if it gave anything.
    """
    st.space("small")
    if rows.empty:
        notes.panel("การสนับสนุนจากภาคี")
        notes.nothing("เพิ่มแถวในแท็บ การสนับสนุน ของสมุดกลุ่ม แล้วยอดจะขึ้นที่นี่", "ยังไม่มีข้อมูลการสนับสนุน")
        return
    left, right = st.columns([53, 47], gap="large")
    with left:
        _cash(rows)
    with right:
        _other(rows)
    notes.left_out(office, "resources", "value", "partner", "activity")
    _not_counted(support_total(rows)["left_out"])
    _partner(office, rows, network)


def _cash(rows: pd.DataFrame) -> None:
    cash = rows[rows["form"] == "cash"]
    local, every = support_total(cash, LOCAL), support_total(cash)
    heading = said.cash_heading(local)
    notes.panel(heading)
    table = support_by(cash, "partner")
    if table.empty:
        notes.say(":gray[ยังไม่มีรายการที่เป็นเงิน]")
        return
    named = dict(zip(rows["partner"], rows["partner_name"], strict=True))
    of_local = set(cash.loc[cash["partner_kind"] == LOCAL, "partner"])
    bars = charts.cash_rows(table.head(MOST_PARTNERS), named, of_local)
    thai = numerals.thai_digits_wanted()
    alternative = numerals.digits(said.plainly(f"{heading} {said.cash_note(every, local)}"))
    wide, phone = (drawn(draw, bars, thai) for draw in (charts.cash_bars, charts.cash_phone))
    frame.two_sizes(wide, phone, "cash", alternative)
    with frame.quiet("cash"):
        notes.say(said.cash_note(every, local))
        if len(table) > MOST_PARTNERS:
            notes.say(f"แสดง {MOST_PARTNERS} จาก {len(table):,} ภาคีที่ให้มากที่สุด")


def _other(rows: pd.DataFrame) -> None:
    other = rows[rows["form"] == "other"]
    total = support_total(other)
    if not total["rows"]:
        notes.panel(":gray[ยังไม่มีรายการที่เป็นสิ่งของหรือบริการ]")
        return
    heading = said.other_heading(total, other["kind"].dropna().unique())
    notes.panel(heading)
    named = dict(zip(other["partner"], other["partner_name"], strict=True))
    table = support_by(other, "partner").head(MOST_PARTNERS)
    kinds = charts.in_kind_rows(table, units_of_partners(other), named)
    frame.chart(
        drawn(charts.in_kind, kinds, numerals.thai_digits_wanted()),
        numerals.digits(said.plainly(heading)),
        key="in_kind",
    )
    with frame.quiet("in_kind"):
        notes.say("กรอบประ = หนึ่งหน่วยตามช่องหมายเหตุ ไม่รวมกับเงิน")


def _not_counted(left_out: dict[str, int]) -> None:
    for reason, count in left_out.items():
        words_ = said.STANDING_WORDS[reason]
        notes.say(f":gray[ยังไม่นับ {count:,} แถว: {words_}]")


def _partner(office: Office, rows: pd.DataFrame, network: str) -> None:
    """The activities behind each baht of one partner."""
    ranked = [code for code in column(support_by(rows, "partner"), "partner") if code]
    rest = [code for code in dict.fromkeys(column(rows, "partner")) if code not in ranked]
    named = dict(zip(rows["partner"], rows["partner_name"], strict=True))
    codes = [*ranked, *(code for code in rest if code)]
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
    mine = rows[rows["partner"] == code]
    notes.panel(said.partner_sentence(named.get(code), support_total(mine)), small=True)
    with frame.rows("support"):
        for place, *row in records(mine.head(MOST_ROWS), *_SHOWN):
            _support_row(office, place, *row)
    if len(mine) > MOST_ROWS:
        fields = ["activity", "line", "partner", "kind", "value", "remark"]
        columns.rows(
            office, mine, "resources", fields, key="support_rows", alternative="รายการสนับสนุน"
        )


_SHOWN = ("activity", "title", "date", "kind", "value", "standing", "remark")


def _support_row(
    office: Office,
    place: tuple[str, int],
    activity: str,
    title: str,
    date: object,
    kind: str,
    value: object,
    standing: str,
    remark: str,
) -> None:
    key = f"support_{place[0]}_{place[1]}"
    with frame.row(key):
        day, what, worth, cell = st.columns([20, 46, 20, 14])
        with day:
            notes.say(said.when(date, None) if date else f":gray[{said.UNDATED}]")
        with what:
            about = " · ".join(
                escape(part, 120)
                for part in (activity, words.label("resources", "kind", kind), remark)
                if not blank(part)
            )
            notes.say(f"{escape(title, 160) or 'ไม่พบกิจกรรมในชีต'}  \n:gray[{about}]")
        with worth:
            amount = f"**{said.money(value)}** บาท" if not blank(value) else said.NO_VALUE
            why = said.STANDING_WORDS.get(standing, "")
            notes.say(f":gray[{amount} {why}]" if why or blank(value) else amount)
        with cell:
            notes.copy_cell(office, "resources", place, "value", key=key)


def schools(view: View) -> None:
    """Schools reached by name, through their network, and not yet; the last ones by name."""
    reached = view.figures.reached
    if view.network and reached["network"].eq(view.network).any():
        reached = reached[reached["network"] == view.network]
    known = view.figures.timed["when"].isin(["held", "undated"]).any()
    if reached.empty or not known:
        notes.panel("โรงเรียนที่กิจกรรมถึง")
        what = "ยังไม่มีโรงเรียนในทะเบียน" if reached.empty else "ยังไม่มีกิจกรรมในชีต"
        notes.nothing(f"{what} จึงยังบอกไม่ได้ว่าถึงโรงเรียนใดแล้ว", "ยังไม่ทราบ")
        return
    heading = said.reached_heading(reached)
    st.space("small")
    left, right = st.columns([44, 56], gap="large")
    with left:
        notes.panel(heading)
        chart = drawn(charts.reached_bars, reached, numerals.thai_digits_wanted())
        frame.chart(chart, numerals.digits(said.plainly(heading)), key="reached")
    missing = reached[reached["how"] == "not_reached"]
    with right:
        if len(missing):
            notes.panel("โรงเรียนที่ยังไม่ถึง", small=True)
            notes.say(f":gray[{said.why_not_reached(missing)}]")
            _missing(view, missing)
    with st.expander("ตารางโรงเรียนทั้งหมดและกิจกรรมที่ถึง", key="all_schools", on_change="rerun") as more:
        if more.open:
            table = _schools_table(view, reached.sort_values("how", ascending=False, kind="stable"))
            columns.frame(table, key="schools", alternative=said.plainly(heading))
            columns.downloads("schools", lambda: table, "โรงเรียนที่กิจกรรมถึง")


def _missing(view: View, missing: pd.DataFrame) -> None:
    left = MOST_NAMES
    groups = missing.assign(network=missing["network"].fillna("")).groupby("network", sort=True)
    with frame.rows("missing"):
        for code, rows in groups:
            if left <= 0:
                break
            names = listed([escape(name, 60) for name in rows["name"]], most=min(left, 12))
            left -= len(rows)
            with frame.row(f"missing_{code}"):
                head = escape(view.name(code), 80) if code else "ยังไม่กรอกเครือข่าย"
                notes.say(f"**{head} {len(rows):,}**  \n:gray[{names}]")
    if left < 0:
        notes.say(f":gray[ทั้งหมด {len(missing):,} โรงเรียน ดูในตาราง]")


def _schools_table(view: View, reached: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(view.office.networks["network"], view.office.networks["name"], strict=True))
    return pd.DataFrame(
        {
            "โรงเรียน": [one_line(name) for name in reached["name"]],
            "อำเภอ": [one_line(amphoe) for amphoe in reached["amphoe"]],
            "เครือข่าย": [one_line(names.get(code)) for code in reached["network"]],
            "กิจกรรมถึงอย่างไร": [said.REACHED[how] for how in reached["how"]],
            "กิจกรรม": [len(codes) for codes in reached["activities"]],
            "แผน": reached["planned"].tolist(),
            columns.PLACE: [
                words.place(view.office, "schools", at, "name") for at in reached.index
            ],
        }
    )
