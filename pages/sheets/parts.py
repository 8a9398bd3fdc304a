"""The lists of the sheets page: workbooks as tiles, repairs in pages, downloads, tabs behind."""

from collections.abc import Sequence

import streamlit as st

from esa.documents.workbook import safe_name, xlsx
from esa.reading.office import Office
from esa.reading.repairs import BookState, Repair, Tally
from esa.screen import columns, frame, notes, numerals, printing
from esa.screen.drawings import drawn
from esa.screen.paging import page_of, pager
from esa.telling import sheets_words, words
from esa.telling.texts import clock, escape, full_date, number, shorten, unbroken
from pages.sheets import charts as sheets_charts
from pages.sheets import live as sheets_live
from pages.sheets import repair_sheet

PAGE = 12  # repairs shown at a time
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def label(office: Office, state: BookState) -> str:
    """Short name of a workbook for the chart: its group, else its own name."""
    if state.kind == "office" and state.status == "used":
        return "สมุดของสำนักงาน"
    if state.group and state.status in ("used", "missing"):
        return shorten(words.group_short(office, state.group), 22)
    return shorten(state.name, 22)


def who(office: Office, group: str, workbook: str, tab: str) -> str:
    """The part of the office that the filters leave, in plain words; "" for all of it."""
    parts = [
        words.group_name(office, group) if group else "",
        f"สมุดงาน {shorten(workbook, 60)}" if workbook else "",
        f"แท็บ {words.tab_title(tab)}" if tab else "",
    ]
    return " ".join(part for part in parts if part)


def chart(office: Office, books: Sequence[BookState]) -> None:
    """Every workbook with its tabs as tiles, and what isn't drawn in words."""
    shown = sheets_charts.in_order(books)
    if not any(state.tabs for state in shown) and len(shown) < 2:
        return
    labels = [label(office, state) for state in shown]
    frame.two_sizes(
        drawn(sheets_charts.wide, sheets_charts.tiles(shown, labels, numerals.digits)),
        drawn(sheets_charts.phone, sheets_charts.small(shown, labels, numerals.digits)),
        key="sheets",
        alternative=numerals.digits(sheets_words.alternative(shown, labels)),
    )
    more = len([state for state in books if state.status != "skipped"]) - len(shown)
    with st.container(key="wide_legend"):
        notes.say(f":gray[{sheets_words.LEGEND}]")
    with st.container(key="phone_legend"):
        notes.say(f":gray[{sheets_words.LEGEND_PHONE}]")
    if more:
        notes.say(f":gray[อีก {more} สมุดงานอยู่ในตารางด้านล่าง]")


def list_of(office: Office, repairs: Sequence[Repair], *scope: str) -> None:
    """The repairs, a page at a time; the page is in the address. scope: the filters chosen."""
    pages = max(-(-len(repairs) // PAGE), 1)
    page = page_of(pages, "·".join(scope))
    with frame.rows("repairs"):
        for index, repair in enumerate(repairs[(page - 1) * PAGE : page * PAGE]):
            with frame.row(f"fix_{index}"):
                _entry(office, repair, f"{index}")
    pager(page, pages, len(repairs), "เรื่อง")


def _entry(office: Office, repair: Repair, key: str) -> None:
    left, right = st.columns([63, 37], gap="medium")
    # values and cells as they stand in the sheet, also where Thai digits are chosen
    left.markdown(unbroken(sheets_words.text(repair)))
    with right:
        consequence = sheets_words.effect(repair)
        said = f":orange[**{consequence}**]" if repair.left_out else consequence
        st.markdown(
            "\n\n".join(filter(None, (escape(sheets_words.place(repair, cells=False)), said)))
        )
        _places(office, repair, key)


def _places(office: Office, repair: Repair, key: str) -> None:
    """Opens the cell, or all cells of the repair, with what to type instead."""
    link = sheets_words.opens(office, repair.first)
    typed = sheets_words.suggestion(repair.first)
    many = len(repair.problems)
    if not repair.first.workbook:
        return
    if link and many == 1 and not typed:
        st.markdown(link)
        return
    name = escape(sheets_words.cells_of(repair), 60)
    with st.popover(name, type="tertiary", key=f"places_{key}"):
        if typed:
            st.markdown("อาจหมายถึง")
            st.code(typed, language=None, wrap_lines=True)
        st.markdown("ที่อยู่ของช่อง")
        if link:
            shown = [sheets_words.opens(office, p) for p in repair.problems[:20]]
            st.markdown(" · ".join(shown))
        shown = [sheets_words.target(office, p) for p in repair.problems[:20]]
        st.code("\n".join(shown), language=None, wrap_lines=True)
        if many > 20:
            notes.say(f":gray[อีก {number(many - 20)} ที่ อยู่ในไฟล์ดาวน์โหลด]")


def take_along(office: Office, repairs: Sequence[Repair], who: str) -> None:
    """The list as XLSX and as a text to send; all of it, not only the page shown."""
    title = f"รายการแก้ไขข้อมูลในชีต {who}"
    with st.container(key="downloads_repairs", horizontal=True, gap="small"):
        sheets_live.read_again()
        st.download_button(
            "ดาวน์โหลด XLSX",
            lambda: xlsx([columns.sheet(sheets_words.listing(office, repairs))]),
            file_name=f"{safe_name(title)}.xlsx",
            mime=XLSX,
            key="repairs_xlsx",
            on_click="ignore",
        )
        with st.popover("ข้อความส่งเจ้าของชีต", key="repairs_message"):
            st.markdown("คัดลอกไปวางใน LINE หรืออีเมลได้ทันที")
            st.code(sheets_words.message(repairs, who), language=None, wrap_lines=True)


def paper(office: Office, repairs: Sequence[Repair], who: str) -> None:
    """The list on paper, for a meeting."""
    title = f"รายการแก้ไขข้อมูลในชีต {who}"
    under = (
        f"{office.name} ปีงบประมาณ {office.fiscal_year} ข้อมูล ณ วันที่ {full_date(office.today)} "
        f"อ่านเมื่อ {clock(office.read_at)}{f' ({words.SAMPLE})' if office.is_sample else ''}"
    )

    def made() -> str:
        rows = ((r, sheets_words.place(r), r.first.fix_th) for r in repairs)
        return repair_sheet.as_html(title, under, rows)

    printing.button(made, title, disabled=not repairs)


def nothing_to_mend(sums: Tally) -> None:
    """The empty list: everything is right, or there is nothing yet to check."""
    if sums.used:
        notes.thanks("ไม่มีอะไรต้องแก้ในส่วนที่เลือก", "ไม่พบปัญหา ขอบคุณ")
    else:
        notes.nothing("เมื่อมีสมุดงานแล้วจะเห็นผลตรวจที่นี่ ค่าที่ยังไม่มีแสดงว่าไม่ทราบ ไม่ใช่ศูนย์")
    sheets_live.read_again()


def tabs(office: Office, books: Sequence[BookState]) -> None:
    """The table behind the chart: every tab with its rows and problems."""
    table = sheets_words.tabs_table(books, lambda code: words.group_name(office, code))
    columns.frame(table, key="tabs", alternative="จำนวนแถวและจุดที่ต้องแก้ของทุกแท็บในทุกสมุดงาน")
    columns.downloads("tabs", lambda: table, "สภาพของแต่ละแท็บ")
