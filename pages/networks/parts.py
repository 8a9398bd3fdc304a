"""The blocks of the page เครือข่าย: calendar, quiet networks, activities and orders."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import pandas as pd
import streamlit as st

from esa.fiscal_year import first_day, last_day
from esa.judged import Networks
from esa.plain import records, table
from esa.reading.office import Office
from esa.rules import networks as rules
from esa.rules.networks import Activity, Coverage, Month, Reached, Silence
from esa.rules.vocabulary import SILENCE_WORDS
from esa.screen import columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import networks_words as said
from esa.telling import words
from esa.telling.texts import NBSP, blank, escape, is_web, linked, listed, one_line, short_date
from pages.networks import charts

MOST_NETWORKS, MOST_LISTED, MOST_QUIET = 20, 12, 8
CONFLICTS = ("activity_conflict", "possible_duplicate")
APPOINTED = ("committee", "body", "team", "work_network")
Own = TypeVar("Own", Coverage, Month, Silence)


@dataclass(frozen=True)
class View:
    """What is on view: the office, what the rules say of it, and the filters (codes, "" = all)."""

    office: Office
    figures: Networks
    kind: str
    network: str
    side: str

    @cached_property
    def codes(self) -> frozenset[str]:
        """The networks on view."""
        kinds = {}
        for _, code, kind in records(self.office.rows["networks"], "network", "kind"):
            kinds.setdefault(code, kind)
        return frozenset(
            code
            for code, kind in kinds.items()
            if self.kind in (filters.ALL_KINDS, kind) and self.network in ("", code)
        )

    @property
    def every(self) -> bool:
        """Whether all activities are on view, also those that name no network."""
        return self.kind == filters.ALL_KINDS and not self.network

    def of(self, rows: Iterable[Own]) -> tuple[Own, ...]:
        """The rows that are about the networks on view."""
        return tuple(row for row in rows if row.network in self.codes)

    def name(self, code: str) -> str:
        names = self.office.networks.loc[self.office.networks["network"] == code, "name"]
        return one_line(names.iloc[0]) if len(names) else code

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities on view, the newest first."""
        return rules.listed_activities(self.figures.timed, None if self.every else self.codes)

    @property
    def reached(self) -> tuple[Reached, ...]:
        """The schools of the network chosen, if it has any; else all of them."""
        schools = self.figures.reached
        return tuple(row for row in schools if row.network == self.network) or schools

    @property
    def has_activities(self) -> bool:
        """Whether anything was held this year, so that it can be told who wasn't reached."""
        return any(each.when in rules.DONE for each in self.figures.timed)

    @property
    def side_word(self) -> str:
        return words.side(self.side)


def year(office: Office) -> str:
    """ปีงบประมาณ 2557 (ต.ค. 2556 – ก.ย. 2557)."""
    months = [
        short_date(day).split(NBSP, 1)[1]
        for day in (first_day(office.fiscal_year), last_day(office.fiscal_year))
    ]
    return f"ปีงบประมาณ{NBSP}{office.fiscal_year} ({months[0]} – {months[1]})"


def finding(view: View) -> str:
    """The sentence over the page."""
    silence = view.of(view.figures.silence)
    if view.network:
        row = silence[0] if silence else None
        done = len(view.activities)
        return said.finding_of_network(view.name(view.network), done, row, view.side_word)
    if said.silent_kind(view.kind):
        return said.finding(said.counts(silence), view.kind, view.side_word)
    return said.finding_of_kind(view.figures.kinds, view.kind, view.side_word)


def order(view: View) -> list[str]:
    """Codes of the networks on view: the quiet ones first, then the busiest."""
    codes = [row.network for row in view.of(view.figures.silence)]
    totals: Counter[str] = Counter()
    for row in view.of(view.figures.months):
        if row.network not in codes:
            totals[row.network] += row.activities
    codes += sorted(totals, key=lambda code: -totals[code])
    strangers = any(row.network == "" for row in view.figures.months)
    return [*codes, ""] if view.every and strangers else codes


def calendar(view: View, sentence: str, codes: Sequence[str]) -> None:
    """Networks × months with the four sides. codes: the networks drawn."""
    if not codes:
        notes.nothing("กรอกแท็บ ทะเบียนเครือข่าย ในสมุดของสำนักงาน แล้วปฏิทินจะขึ้นที่นี่")
        return
    office, figures, thai = view.office, view.figures, numerals.thai_digits_wanted()
    covered = view.of(figures.coverage)
    heads = said.covered(covered)
    months = tuple(row for row in figures.months if row.network in codes)
    year = office.fiscal_year
    rows = charts.calendar_rows(months, figures.silence, codes, year, office.today)
    frame.two_sizes(
        drawn(charts.calendar, months, rows, covered, heads, year, thai),
        drawn(charts.calendar_phone, months, rows, covered, year, thai),
        "calendar",
        numerals.digits(said.calendar_alternative(sentence, heads)),
    )
    with st.container(key="phone_heads"):
        notes.say(f":gray[{said.sides_sentence(heads)}]")
    with frame.quiet("legend"):
        states = {row.state for row in covered}
        notes.say(said.legend(states, any(row.planned for row in months)))
        notes.left_out(office, "network_activities", "date", "networks")


def quiet(view: View) -> None:
    """Who has gone quiet, with the days since; those of whom nothing is known apart, in grey."""
    silence = view.of(view.figures.silence)
    if {row.state for row in silence} in (set(), {"active"}, {"never"}):
        return
    st.space("small")
    left, right = st.columns([58, 42], gap="large")
    with left:
        _silent(view, [row for row in silence if row.state == "silent"])
    with right:
        _unknown(silence)
    with frame.quiet("more_silence"):
        more = st.expander(
            f"ตารางวันล่าสุดของ {len(silence):,} แห่ง", key="all_silence", on_change="rerun"
        )
    if more.open:
        with more:
            shown = _silence_table(view.office, silence)
            columns.frame(shown, key="silence", alternative="เครือข่ายเรียงตามวันที่เงียบ")
            columns.downloads("silence", lambda: shown, "เครือข่ายที่เงียบ")


def _silent(view: View, silent: Sequence[Silence]) -> None:
    if not silent:
        notes.panel(f"ไม่มีแห่งใดเงียบตั้งแต่ {rules.SILENT_AFTER_DAYS}{NBSP}วัน")
        return
    notes.panel("เงียบนานที่สุด :gray[กี่วันแล้ว]")
    held = [each for each in view.figures.timed if each.when == "held"]
    with frame.rows("silent"):
        for row in silent[:MOST_QUIET]:
            numeral, text = frame.numeral_row(f"days_{row.network}")
            with numeral:
                st.title(numerals.digits(f":orange[{row.days:,}]"), anchor=False)
            with text:
                latest = next(
                    (
                        each
                        for each in held
                        if row.network in each.networks and each.last_day == row.last_ended
                    ),
                    None,
                )
                title = escape(latest.title, 100) if latest else "กิจกรรมปีก่อน"
                notes.say(f"**{escape(row.network_name, 80)}**")
                notes.say(f":gray[ล่าสุด {short_date(row.last_ended)} {title}]")
                place = ("networks", row.at, "name")
                if latest:
                    place = ("network_activities", latest.at, "date")
                notes.copy_cell(view.office, *place, key=f"silent_{row.network}")
    _and_more(len(silent), MOST_QUIET)


def _and_more(total: int, most: int) -> None:
    if total > most:
        notes.say(f":gray[และอีก {total - most:,} แห่ง ดูทั้งหมดในตารางด้านล่าง]")


def _unknown(silence: Sequence[Silence]) -> None:
    heads = {
        "never": "ยังไม่มีกิจกรรมในชีต",
        "undated": "มีแต่กิจกรรมที่ไม่ทราบวันที่",
        "planned": "มีแต่แผน",
    }
    there = {state: [row for row in silence if row.state == state] for state in heads}
    if not any(map(len, there.values())):
        return
    notes.panel(":gray[ยังบอกไม่ได้ว่าเงียบกี่วัน]")
    with frame.rows("unknown"):
        for state, rows in there.items():
            if rows:
                names = listed([escape(row.network_name, 60) for row in rows], most=12)
                with frame.row(f"unknown_{state}"):
                    notes.say(f"**{heads[state]} {len(rows):,}**  \n:gray[{names}]")


def _silence_table(office: Office, silence: Sequence[Silence]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "เครือข่าย": [one_line(row.network_name) for row in silence],
            "ประเภท": [words.label("networks", "kind", row.kind) for row in silence],
            "สถานะ": [SILENCE_WORDS[row.state] for row in silence],
            "เงียบ (วัน)": pd.array([row.days for row in silence], dtype="Int64"),
            "กิจกรรมล่าสุด": [columns.shown_day(row.last_ended) for row in silence],
            "ไม่ทราบวันที่": [row.undated for row in silence],
            "แผนถัดไป": [columns.shown_day(row.next_planned) for row in silence],
            columns.PLACE: [words.place(office, "networks", row.at, "name") for row in silence],
        }
    )


def activities(view: View) -> None:
    """Who did what when: the newest first, paged, each with its cell."""
    mine = view.activities
    counts = rules.count_activities(view.figures.timed)
    label = (
        ""
        if view.every
        else f"ของ{view.name(view.network) if view.network else said.kind_label(view.kind)}"
    )
    st.space("small")
    notes.panel(said.activities_heading(len(mine), counts.total, label, counts.without_network))
    _conflicts(view.office)
    if not mine:
        notes.nothing("เพิ่มแถวในแท็บ กิจกรรมเครือข่าย ของสมุดกลุ่ม หรือเลือกตัวกรองอื่น", "ยังไม่มีกิจกรรมตามที่เลือก")
        return
    start = filters.rows_from("รายการ ใหม่สุดก่อน", len(mine), MOST_LISTED, "activity_row")
    with frame.rows("activities"):
        for row in mine[start : start + MOST_LISTED]:
            _activity(view, row)
    with st.expander("ตารางเรียงได้และดาวน์โหลด", key="all_activities", on_change="rerun") as more:
        if more.open:
            columns.rows(
                view.office,
                table(Activity, mine),
                "network_activities",
                _SHOWN,
                key="activities",
                alternative="กิจกรรมเครือข่าย ใหม่สุดก่อน",
                longest=60,
            )


_SHOWN = ("date", "ends", "title", "networks", "side", "participants", "criterion", "link")


def _activity(view: View, row: Activity) -> None:
    key = f"activity_{row.at[0]}_{row.at[1]}"
    with frame.row(key):
        day, what, cell = st.columns([22, 64, 14])
        with day:
            undated = row.when == "undated"
            text = said.when(row.date, row.ends)
            plan = "  \n:gray[ยังไม่ถึงวัน]" if row.when == "planned" else ""
            notes.say(f":gray[{text}]" if undated else f"{text}{plan}")
        with what:
            names = [view.name(code) for code in row.networks]
            side = words.side(row.side)
            more = said.who(names, side, row.participants, row.criterion)
            link = f" · {linked('เอกสาร', row.link)}" if is_web(row.link) else ""
            notes.say(f"{escape(row.title, 160) or '–'}  \n:gray[{more}]{link}")
        with cell:
            notes.copy_cell(view.office, "network_activities", row.at, "title", key=key)


def _conflicts(office: Office) -> None:
    """Activities that two workbooks tell differently, or that may be one under two codes."""
    found = [problem for problem in office.problems if problem.code in CONFLICTS]
    if not found:
        return
    lines = [
        f"- {escape(problem.what_th, 300)} :gray[({escape(problem.where)})]"
        for problem in found[:3]
    ]
    more = linked("ดูทั้งหมดและวิธีแก้", frame.address("sheets", tab="network_activities"))
    title = f"กิจกรรมที่อาจซ้ำหรือกรอกไม่ตรงกัน {len(found):,} เรื่อง"
    notes.look_here("\n".join([*lines, f"\n{more}"]), title)


def orders(office: Office) -> None:
    """Committees, bodies, teams and networks of work with the orders that set them up."""
    register = office.networks.drop_duplicates("network")
    register = register[register["kind"].isin(APPOINTED)]
    st.space("small")
    notes.panel(said.orders_heading(register))
    if register.empty:
        return
    known = register[register["order_no"].notna()]
    with frame.rows("orders"):
        for place, code, name, *about in records(known.head(MOST_LISTED), *_ORDER):
            with frame.row(f"order_{code}"):
                what, cell = st.columns([86, 14])
                with what:
                    notes.say(f"**{escape(name, 100)}**  \n{said.order(*about[1:])}")
                with cell:
                    notes.copy_cell(office, "networks", place, "order_no", key=f"order_{code}")
        for kind, rows in register[register["order_no"].isna()].groupby("kind", sort=False):
            with frame.row(f"no_order_{kind}"):
                label = words.label("networks", "kind", kind)
                notes.say(f":gray[{label} ยังไม่กรอกคำสั่ง] **{len(rows):,}**")
                notes.say(f":gray[{_with_members(rows)}]")
    with st.expander("ตารางคณะและทีมงานทั้งหมด", key="all_orders", on_change="rerun") as more:
        if more.open:
            fields = ["name", "kind", "order_no", "order_date", "member_count", "chair_role"]
            columns.rows(
                office, register, "networks", fields, key="orders", alternative="คณะและทีมงาน"
            )


_ORDER = ("network", "name", "kind", "order_no", "order_date", "member_count")


def _with_members(rows: pd.DataFrame) -> str:
    names = [
        escape(name, 60) if blank(members) else f"{escape(name, 60)} ({members:,}{NBSP}คน)"
        for _, name, members in records(rows, "name", "member_count")
    ]
    return listed(names, most=9)
