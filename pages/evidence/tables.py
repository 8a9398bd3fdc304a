"""Below the working list: the text for LINE, the page for the wall, the tables behind it."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from esa.reading.office import Office
from esa.rules.points import Completeness, Covered
from esa.rules.vocabulary import READING_WORDS, STATE_WORDS
from esa.screen import columns, frame, notes, numerals, printing
from esa.telling import evidence_words as said
from esa.telling import words
from esa.telling.texts import escape, one_line, shorten
from pages.evidence.on_paper import Sheet, page
from pages.evidence.parts import NO_FILTER, chosen, where

MOST_ROWS = 100  # of a table on screen; downloads hold all


def take_along(office: Office, todo: Sequence[dict], counts: Sequence[Mapping], group: str) -> None:
    """The text for LINE of the chosen group, to send along."""
    notes.panel("ส่งต่อ")
    if not group:
        with frame.quiet("line"):
            notes.say(":gray[เลือกกลุ่มเพื่อดูข้อความพร้อมส่ง LINE ของกลุ่มนั้น]")
        return
    for sheet in _sheets(office, todo, counts, group):
        notes.panel(f"ข้อความพร้อมส่ง LINE ของ{escape(shorten(sheet.name, 80))}", small=True)
        text = said.line_message(
            sheet.name,
            list(sheet.todo),
            office.today,
            lambda item: where(office, item, group),
            sheet.summary,
            numerals.digits,
        )
        st.code(text, language=None, wrap_lines=True)


def paper(
    office: Office, todo: Sequence[dict], counts: Sequence[Mapping], group: str, reading: str
) -> None:
    """The page for the wall, of one group or of each."""
    sheets = _sheets(office, todo, counts, group)
    note = READING_WORDS[reading] + (f" ({words.SAMPLE})" if office.is_sample else "")
    name = shorten(sheets[0].name, 40) if group and sheets else "ทุกกลุ่ม"
    printing.button(
        lambda: page(
            office.name, sheets, office.today, lambda item: where(office, item, group), note
        ),
        f"หลักฐานที่ยังขาด {name}",
        disabled=not sheets,
        more="" if group else " กลุ่มละหน้า",
    )


def _sheets(
    office: Office, todo: Sequence[dict], counts: Sequence[Mapping], group: str
) -> list[Sheet]:
    sheets = []
    for row in counts:
        own = chosen(todo, row["group"], NO_FILTER, office.today) if row["group"] else []
        if own and group in ("", row["group"]):
            sheets.append(Sheet(words.group_name(office, row["group"]), said.summary(row), own))
    return sheets


def todo_table(office: Office, todo: Sequence[Mapping], group: str) -> None:
    """The whole list as a sortable table with its downloads."""
    if not todo:
        notes.say(":gray[ไม่มีรายการ]")
        return
    columns.frame(
        as_table(office, todo[:MOST_ROWS], group),
        key="todo",
        alternative=f"รายการที่ต้องทำ {len(todo)} แถว เรียงตามสิ่งที่ทำให้ระดับขึ้นได้เร็ว",
        total=len(todo),
    )
    columns.downloads("todo", lambda: as_table(office, todo, group), name="หลักฐานที่ยังขาด")


def as_table(office: Office, todo: Sequence[Mapping], group: str) -> pd.DataFrame:
    """The whole list in words, for the sortable table and its download."""
    rows = [
        {
            "รหัสประเด็น": one_line(item["criterion"]),
            "เอกสารหรือประเด็น": shorten(said.subject(item)),
            "สถานะ": STATE_WORDS[item["state"]],
            "สิ่งที่ขาด": said.reason(item),
            "กำหนดแล้วเสร็จ": columns.shown_day(item["due"]),
            "เกินกำหนด (วัน)": item["overdue_days"],
            "จะช่วยให้": said.lift(item),
            "ผู้รับผิดชอบหลัก": words.groups_short(office, item["lead_groups"]),
            "ช่องที่ต้องกรอก": where(office, item, group),
        }
        for item in todo
    ]
    return pd.DataFrame(rows)


FIELDS = ("criterion", "item", "title", "document_no", "dated", "link", "place", "fiscal_year")
FIELDS += ("checked_on", "checked_by_group", "checked_by_role")


def rows_of(evidence: pd.DataFrame, group: str) -> pd.DataFrame:
    """The rows of evidence that a group typed in; all of them for "" ."""
    return evidence[evidence["group"] == group] if group else evidence


def evidence_table(office: Office, rows: pd.DataFrame) -> None:
    """The rows behind the figures, each with its place."""
    if rows.empty:
        notes.say(":gray[ยังไม่มีแถวในแท็บ หลักฐานอ้างอิง]")
        return
    columns.rows(
        office,
        rows,
        "evidence",
        FIELDS,
        key="evidence_rows",
        alternative=f"หลักฐานอ้างอิง {len(rows)} แถว",
        longest=MOST_ROWS,
    )


def completeness(office: Office, shares: Iterable[Completeness]) -> pd.DataFrame:
    """Completeness of each group in both readings, in words; what is least complete first, and
    last who leads nothing."""

    def order(row: Completeness) -> tuple[bool, float]:
        share = row.reported.completeness
        return share is None, share or 0

    def percent(covered: Iterable[Covered]) -> pd.Series:
        return (100 * pd.Series([each.completeness for each in covered], dtype="float64")).round(1)

    rows = sorted(shares, key=order)
    return pd.DataFrame(
        {
            "กลุ่ม": [words.group_name(office, row.group) for row in rows],
            "ประเด็นที่รับผิดชอบหลัก": [row.criteria for row in rows],
            "หลักฐานชัดเจน (ตามที่รายงาน)": [row.reported.clear for row in rows],
            "ร้อยละ (ตามที่รายงาน)": percent(row.reported for row in rows),
            "หลักฐานชัดเจน (ตามที่ตรวจแล้ว)": [row.verified.clear for row in rows],
            "ร้อยละ (ตามที่ตรวจแล้ว)": percent(row.verified for row in rows),
        }
    )
