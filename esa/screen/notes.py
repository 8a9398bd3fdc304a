"""The words around a figure: context, finding, where it comes from, what is left out, which cell.

Every number on a page can be followed to its rows, every row to its workbook, tab and cell.
"""

from collections.abc import Iterable
from contextlib import nullcontext

import streamlit as st

from esa.reading.office import Office, is_example
from esa.rules.vocabulary import READING_WORDS
from esa.screen import book, numerals
from esa.screen.frame import address
from esa.screen.menu import home, title_of
from esa.telling import words
from esa.telling.line_breaks import unbroken
from esa.telling.texts import (
    NBSP,
    clock,
    escape,
    linked,
    listed,
    short_date,
)

SAMPLE_BADGE = f":gray-badge[{words.SAMPLE}]"


def say(markdown: str) -> None:
    """A sentence (Markdown; cell text in it already escaped) with the digits that were chosen."""
    st.markdown(numerals.digits(unbroken(markdown)))


def context(office: Office, page: str, *parts: str, reading: str | None = None) -> None:
    """The grey line on top: page · more (plain text, escaped here) · fiscal year · reading.

    page: name of the page; reading: reported or verified where the figures have two readings.
    """
    said = [
        *([] if page == home() else [title_of(page)]),
        *filter(None, parts),
    ]  # the menu says where one is
    if not any("ปีงบประมาณ" in part or "ปีการศึกษา" in part for part in parts):
        said.append(f"ปีงบประมาณ{NBSP}{office.fiscal_year}")
    if reading:
        said.append(READING_WORDS[reading])
    line = f":gray[{' · '.join(escape(part) for part in said)}]"
    badge = f" {SAMPLE_BADGE}" if office.is_sample else ""
    doubt = words.stepped_in(office)
    say(line + (f" :orange[{escape(doubt)}]" if doubt else "") + badge)


def finding(markdown: str, hero: bool = False) -> None:
    """The finding of the page, one Thai sentence made by rule, as its main heading.

    Figures bold (**2**), those that ask to act in brown (:orange[**2**]), done in petrol
    (:blue[**2**]). hero: the larger size of the opening page.
    """
    with st.container(key="hero") if hero else nullcontext():
        st.title(numerals.digits(unbroken(markdown)), anchor=False)


def panel(markdown: str, small: bool = False) -> None:
    """Heading of a block on the page."""
    show = st.subheader if small else st.header
    show(numerals.digits(unbroken(markdown)), anchor=False)


def source(office: Office, *tabs: str, more: str = "") -> None:
    """ที่มา: the tabs, the office's day and when they were read.

    tabs: English names, none for every workbook; more: plain text added in the end, such as the
    year of thresholds.
    """
    titles = listed([words.tab_title(tab) for tab in tabs], most=6)
    days = f"ข้อมูล ณ {short_date(office.today)} อ่านเมื่อ {clock(book.read_at(office))}"
    said = f"ที่มา: {f'ชีต {titles}' if tabs else 'ทุกสมุดงาน'} {days} {more}"
    with st.container(key=f"quiet_source_{'_'.join(tabs)}"):
        say(f":gray[{escape(said.strip())}]")


def left_out(office: Office, tab: str, *fields: str) -> None:
    """ยังไม่นับ n แถว (ดูเหตุผล): rows that the figures over these fields can't use; else nothing."""
    rows = office.left_out(tab, *fields)
    if rows:
        with st.container(key=f"quiet_left_{tab}_{'_'.join(fields)}"):
            say(left_out_text(rows, tab))


def left_out_text(rows: int, tab: str) -> str:
    """The same as Markdown, to stand beside a figure; "" for 0."""
    if not rows:
        return ""
    reason = linked("ดูเหตุผล", address("sheets", tab=tab))
    return f":gray[ยังไม่นับ{NBSP}{rows}{NBSP}แถว ({reason})]"


def nothing(text: str, title: str = "ยังไม่มีข้อมูล") -> None:
    """An empty state: what is not there yet and what to do. Grey: unknown isn't bad."""
    st.info(numerals.digits(text), title=numerals.digits(title), icon=None)


def thanks(text: str, title: str = "ครบแล้ว ขอบคุณ") -> None:
    """The state of a list that the work has emptied."""
    st.success(numerals.digits(text), title=numerals.digits(title), icon=":material/check_circle:")


def look_here(text: str, title: str) -> None:
    """Something to know before the figures below are used, in amber."""
    st.warning(numerals.digits(text), title=numerals.digits(title))


def examples(office: Office, remarks: Iterable[object]) -> None:
    """A badge where some of the rows shown say that they are not real."""
    if not office.is_sample and any(is_example(remark) for remark in remarks):
        say(f"{SAMPLE_BADGE} :gray[บางแถวเป็นข้อมูลตัวอย่างหรือสมมติ (ดูช่อง หมายเหตุ)]")
