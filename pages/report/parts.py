"""Blocks of the report page: what will be printed, shown before it is."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from esa.documents.report.contents import Line, ReportContents, Section, Sheet, Stamp
from esa.documents.report.made import report
from esa.documents.report.pages import with_pages
from esa.documents.report.word import word_report
from esa.documents.workbook import safe_name
from esa.judged import Judged
from esa.rules.vocabulary import READING_WORDS
from esa.screen import columns, filters, frame, past, show
from esa.telling.texts import shorten
from esa.telling.topic import Table, quiet
from pages.report import words as said

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
    return with_pages(word_report(judged, edition, form=form, **asked), digits == "thai")


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
        show.say(quiet(said.ABOUT))


def _made(judged: Judged, *choices: str) -> Callable[[], bytes]:
    return lambda: judged.once(document, *choices)


def overview(sheets: Sequence[Sheet]) -> None:
    """Every indicator with how much of it is written."""
    _table(said.written(sheets), "written", "จำนวนส่วนที่เขียนแล้วของแต่ละตัวบ่งชี้")
    show.say(quiet(said.FIRST))


def older(sections: Sequence[Section]) -> None:
    """The criteria of an edition by desired conditions."""
    _table(said.criteria(sections), "older", "เกณฑ์ของฉบับนี้และผลที่ทำได้")


def _table(told: Table, key: str, alternative: str) -> None:
    if told.rows:
        show.panel(told.title)
        columns.frame(columns.whole(told), key=key, alternative=alternative)


def preview(judged: Judged, sheet: Sheet) -> None:
    """One indicator as it will stand in the document, cut where it is long."""
    show.panel(said.kept(sheet.heading, 200))
    show.say(said.verdict(sheet))
    show.topic(judged, said.ladder(sheet))
    left, right = st.columns([6, 4], gap="medium")
    with left:
        _cell(judged, "วิธี ผล และความเห็น", sheet.narrative)
    with right:
        _cell(judged, "เอกสาร/หลักฐานอ้างอิง", sheet.evidence)


def _cell(judged: Judged, heading: str, lines: Sequence[Line]) -> None:
    show.panel(heading, small=True)
    show.html(judged.office, "pages/report/cell.html", cell=said.cell(lines))
