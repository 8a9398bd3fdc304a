"""Blocks of the indicators page for editions by desired conditions: one criterion at a time."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from esa import plain
from esa.judged import Edition
from esa.reading.office import Office
from esa.rules.conditions import Condition
from esa.rules.evidence import leads
from esa.rules.vocabulary import TARGET_WORDS, UNIT_WORDS
from esa.screen import columns, filters, frame, notes
from esa.telling import words
from esa.telling.texts import escape, paragraphs, shorten
from pages.indicators import words as said
from pages.indicators.receipts import BREAK, LONGEST_PART

MOST_CONDITIONS = 60


def shown_results(found: Edition, group: str) -> list[dict]:
    """Results of the criteria that the group leads or helps with; all of them for ""."""
    results = [row._asdict() for row in found.results]
    if not group:
        return results
    return [
        row for row in results if leads(group, row["lead_groups"]) or leads(group, row["co_groups"])
    ]


def titles(office: Office, edition: str) -> dict[str, str | None]:
    """Titles of the edition's indicators."""
    own = office.indicators[office.indicators["edition"] == edition]
    return {code: title for _, code, title in plain.records(own, "indicator", "title")}


def choose_criterion(results: Sequence[Mapping], default: str | None) -> str | None:
    """The filter `criterion`; at first the first of the chart."""
    names = {row["criterion"]: shorten(said.criterion_name(row), 70) for row in results}
    return filters.choose(
        "ประเด็น", list(names), "criterion", show=lambda c: names[c], default=default, width=430
    )


def criterion(office: Office, found: Edition, row: Mapping) -> None:
    """One criterion: target and outcome, who is responsible, each condition with its state."""
    notes.panel(escape(said.name(row, "criterion"), 160))
    lines = [f"**{escape(said.met(row))}** · {escape(said.target(row, UNIT_WORDS))}"]
    facts = {
        "ตัวชี้วัด": row["kpi_text"],
        "ค่าเป้าหมายตามที่กรอก": row["kpi_target"],
        "หมวด": row["category"],
        "ผู้รับผิดชอบหลัก": words.groups_short(office, row["lead_groups"]),
        "ผู้รับผิดชอบร่วม": words.groups_short(office, row["co_groups"]) if row["co_groups"] else "",
    }
    lines += [f":gray[{title}] {escape(value)}" for title, value in facts.items() if value]
    lines.append(f":gray[{notes.cell(office, 'criteria', row['at'], 'criterion')}]")
    notes.say(BREAK.join(lines))
    notes.panel("สภาพที่พึงประสงค์", small=True)
    own = [each for each in found.met if each.criterion == row["criterion"]]
    if not own:
        notes.nothing("พิมพ์สภาพที่พึงประสงค์ลงในแท็บ สภาพที่พึงประสงค์", "ยังไม่มีในชีต")
    progress = {p["at"]: p for p in plain.dicts(_progress(office, row))}
    with frame.rows("conditions"):
        for condition in own[:MOST_CONDITIONS]:
            _condition(office, condition, progress)
    if row["not_listed"]:
        notes.say(f":gray[อีก {row['not_listed']} ข้อตามเป้าหมาย ยังไม่ได้พิมพ์ลงในชีต]")


def _progress(office: Office, row: Mapping) -> pd.DataFrame:
    own = office.progress["criterion"] == row["criterion"]
    return office.progress[own & (office.progress["edition"] == row["edition"])]


def _condition(office: Office, row: Condition, progress: Mapping) -> None:
    with frame.row(f"w_c_{row.condition}"):
        code, text, state = st.columns([0.9, 4.6, 1.9], gap="small")
        with code:
            notes.say(f"**{escape(row.condition)}**")
        with text:
            at = (row.deciding_rows or row.progress_rows or (None,))[0]
            tab, field = ("progress", "carried_out") if at else ("conditions", "text")
            how = paragraphs(row.procedure, LONGEST_PART)
            lines = [
                escape(row.text) if row.text else ":gray[(ยังไม่ได้กรอกข้อความ)]",
                f":gray[แนวทาง] {how}" if how else "",
                f":gray[{_said_by(office, row, progress)}]",
                f":gray[{notes.cell(office, tab, at or row.at, field)}]",
            ]
            notes.say(BREAK.join(line for line in lines if line))
        with state:
            notes.say(said.met_word(row.met))


def _said_by(office: Office, row: Condition, progress: Mapping) -> str:
    rows = [
        {
            "at": at,
            "group": progress[at]["group"],
            "updated_on": progress[at]["updated_on"],
            "status": words.label("progress", "carried_out", progress[at]["carried_out"]),
        }
        for at in row.progress_rows
        if at in progress
    ]
    if not rows:
        return escape(f"ผู้รับผิดชอบ {words.groups_short(office, row.leads)}")
    return said.reports(rows, row.deciding_rows, (), lambda code: words.group_short(office, code))


def table(office: Office, results: Sequence[Mapping], alternative: str) -> None:
    """The table behind the chart: every criterion with its cell."""
    shown = pd.DataFrame(
        [
            {
                "ประเด็น": row["criterion"],
                "ข้อความ": shorten(row["title"]) or None,
                "ทำได้ (ข้อ)": row["met"],
                "จาก (ข้อ)": row["stated"],
                "ยังไม่รายงาน": row["not_reported"],
                "ยังไม่มีในชีต": row["not_listed"],
                "ค่าเป้าหมาย": shorten(row["kpi_target"]) or None,
                "ผล": TARGET_WORDS[row["outcome"]],
                "ผู้รับผิดชอบหลัก": words.groups_short(office, row["lead_groups"]),
                columns.PLACE: words.place(office, "criteria", row["at"], "criterion"),
            }
            for row in results
        ]
    )
    with st.expander("ตารางของแผนภูมินี้"):
        columns.frame(shown, key="results", alternative=shorten(alternative, 1200))
        columns.downloads("results", lambda: shown, "สภาพที่พึงประสงค์ตามประเด็น")
