"""Blocks of the report page: what will be printed, shown before it is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from esa.documents.report import counted
from esa.documents.report.contents import Line, ReportContents, Section, Sheet, Stamp
from esa.documents.report.made import report
from esa.documents.report.word import word_report
from esa.documents.workbook import safe_name
from esa.judged import Judged
from esa.reading.office import Office
from esa.rules.vocabulary import READING_WORDS
from esa.screen import columns, filters, frame, notes, past
from esa.telling import words
from esa.telling.texts import escape, linked, shorten
from esa.thai import to_arabic_digits
from pages.report import words as said

MOST_LINES = 80  # of one cell of the preview; everything on a page goes to the browser
BREAK = "  \n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def stamp() -> tuple[str, str, str]:
    """Number, day and fingerprint of the meeting that is looked at; blanks for today's state."""
    number = str(st.query_params.get(past.AT, "")).replace("-", "/")
    for meeting in past.listed().meetings if number else ():
        if meeting.number == number:
            return meeting.number, meeting.meeting_date.isoformat(), meeting.fingerprint
    return "", "", ""


def contents(
    judged: Judged, edition: str, indicator: str, reading: str, digits: str, *meeting: str
) -> ReportContents:
    """What the report says; worked out once by judged.once. meeting: see stamp."""
    return report(judged, edition, **_asked(indicator, reading, digits, *meeting))


def document(
    judged: Judged,
    form: str,
    edition: str,
    indicator: str,
    reading: str,
    digits: str,
    *meeting: str,
) -> bytes:
    """The .docx of the report or of the responsibility table. meeting: see stamp."""
    asked = _asked(indicator, reading, digits, *meeting)
    return word_report(judged, edition, form=form, **asked)


def _asked(
    indicator: str, reading: str, digits: str, number: str, day: str, fingerprint: str
) -> dict[str, object]:
    return {
        "indicator": indicator or None,
        "reading": reading,
        "thai_digits": digits == "thai",
        "meeting": Stamp(number, date.fromisoformat(day), fingerprint) if number else None,
    }


def indicators(judged: Judged, edition: str) -> dict[str, str]:
    """Code → code and title of the indicators of an edition."""
    own = judged.edition(edition).own("indicators")
    rows = zip(own["indicator"], own["title"], strict=True)
    return {code: shorten(f"{code} {title or ''}", 60) for code, title in rows}


def choices(judged: Judged, edition: str, with_levels: bool) -> tuple[str, str, str]:
    """The filters: indicator ("" for all), reading and digits of the document."""
    names = judged.once(indicators, edition)
    indicator = filters.choose(
        "ตัวบ่งชี้",
        ["", *names] if names else [],
        "indicator",
        show=lambda code: names.get(code, said.WHOLE),
        width=300,
    )
    reading = filters.reading()
    if with_levels:
        reading = filters.choose(
            "ระดับคุณภาพ",
            list(READING_WORDS),
            "level_reading",
            show=READING_WORDS.get,
            default=reading,
            width=170,
        )
    digits = filters.choose(
        "ตัวเลขในเอกสาร", list(said.DIGITS), "digits", show=said.DIGITS.get, width=170
    )
    return str(indicator or ""), str(reading), str(digits)


def downloads(judged: Judged, edition: str, indicator: str, *more: str) -> None:
    """The buttons; each document is made when it is pressed. more: reading, digits, stamp."""
    with st.container(key="downloads_report", horizontal=True, gap="small"):
        for form, label in said.FORMS.items():
            office = judged.office
            name = said.file_name(form, office.short_name, office.fiscal_year, edition, indicator)
            st.download_button(
                label,
                _made(judged, form, edition, indicator, *more),
                file_name=f"{safe_name(name)}.docx",
                mime=WORD,
                key=f"docx_{form}",
                type="primary" if form == "report" else "secondary",
                icon=":material/description:",
                on_click="ignore",
            )
    with frame.quiet("about_word"):
        notes.say(f":gray[{said.ABOUT}]")


def _made(judged: Judged, *choices: str) -> Callable[[], bytes]:
    return lambda: judged.once(document, *choices)


def overview(sheets: Sequence[Sheet]) -> None:
    """Every indicator with how much of it is written and what its level is."""
    table = pd.DataFrame(
        [
            {
                "ตัวบ่งชี้": sheet.code,
                "เขียนแล้ว (ส่วน)": counted.parts(sheet)[0],
                "จาก (ส่วน)": counted.parts(sheet)[1],
                "ประเด็นที่ยังไม่มีในชีต": sheet.lacking,
                "ผลการประเมิน": shorten(to_arabic_digits(sheet.verdict), 200),
            }
            for sheet in sheets
        ]
    )
    notes.panel("แต่ละตัวบ่งชี้")
    columns.frame(table, key="written", alternative="จำนวนส่วนที่เขียนแล้วของแต่ละตัวบ่งชี้")


def preview(sheet: Sheet) -> None:
    """One indicator as it will stand in the document, cut where it is long."""
    notes.panel(escape(sheet.heading, 200))
    notes.say(BREAK.join([f"**ผลการประเมิน** {escape(sheet.verdict)}", *map(escape, sheet.remarks)]))
    with frame.rows("levels"):
        for row in sheet.levels:
            with frame.row(f"level_{row.level}"):
                tick = "**" if row.ticked else ""
                text = f":orange[{escape(row.wording)}]" if row.missing else escape(row.wording)
                notes.say(f"{row.mark} {tick}{row.number}{tick} {text}")
    left, right = st.columns([6, 4], gap="medium")
    with left:
        notes.panel("วิธี ผล และความเห็น", small=True)
        _lines(sheet.narrative)
    with right:
        notes.panel("เอกสาร/หลักฐานอ้างอิง", small=True)
        _lines(sheet.evidence)


def _lines(lines: Sequence[Line]) -> None:
    shown = [_line(line) for line in lines[:MOST_LINES]]
    notes.say(BREAK.join(shown))
    if len(lines) > MOST_LINES:
        notes.say(f":gray[แสดง {MOST_LINES} จาก {len(lines)} บรรทัด ในเอกสารมีครบ]")


def _line(line: Line) -> str:
    text = linked(line.text, line.link) if line.link else escape(line.text)
    if line.kind in ("point", "list"):
        return f"**{text}**"
    if line.kind in ("part", "writer"):
        return f":gray[{text}]"
    if line.kind == "mark":
        return f":orange[{text}]"
    return f"{text} :orange[{escape(line.mark)}]" if line.mark else text


def older(sections: Sequence[Section]) -> None:
    """The tables of the older form, in short: criterion and what is met."""
    notes.panel("แต่ละเกณฑ์")
    rows: list[Mapping] = [
        {
            "ตัวบ่งชี้": section.code,
            "เกณฑ์": shorten(table.heading, 160),
            "ข้อ": len(table.rows),
            "ผล": shorten(table.verdict, 160),
            "ผู้รับผิดชอบหลัก": shorten(" / ".join(dict.fromkeys(r.lead for r in table.rows)), 160),
        }
        for section in sections
        for table in section.tables
    ]
    if rows:
        columns.frame(pd.DataFrame(rows), key="older", alternative="เกณฑ์ของฉบับนี้และผลที่ทำได้")


def short(office: Office) -> Callable[[str], str]:
    return lambda code: words.group_short(office, code)
