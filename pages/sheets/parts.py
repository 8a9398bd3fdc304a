"""The parts of the sheets page: repairs in pages, what to take along, tabs behind, paper."""

from collections.abc import Sequence

import streamlit as st

from esa.documents import workbook
from esa.documents.workbook import safe_name, xlsx
from esa.judged import Judged
from esa.reading.office import Office
from esa.reading.repairs import Repair, Tally
from esa.screen import columns, notes, printing, show
from esa.screen.paging import page_of, pager
from esa.telling import words
from esa.telling.health import Scope, chosen
from esa.telling.texts import shorten
from esa.telling.topic import Topic
from pages.sheets import live as sheets_live
from pages.sheets.words import message, row

PAGE = 12  # repairs shown at a time
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def repairs(judged: Judged, told: Topic, scope: Scope, who: str) -> None:
    """What to mend, a page at a time, and the whole of it to take along."""
    found = chosen(judged, scope)
    take_along(judged.office, told, found, who)
    pages = max(-(-len(found) // PAGE), 1)
    page = page_of(pages, "·".join(scope))
    part = slice((page - 1) * PAGE, page * PAGE)
    pairs = zip(told.entries[part], found[part], strict=True)
    rows = [row(judged.office, entry, repair) for entry, repair in pairs]
    show.html(judged.office, "pages/sheets/repairs.html", rows=rows)
    pager(page, pages, len(found), "เรื่อง")


def take_along(office: Office, told: Topic, found: Sequence[Repair], who: str) -> None:
    """The list as XLSX and as a text to send; all of it, not only the page shown."""
    with st.container(key="downloads_repairs", horizontal=True, gap="small"):
        sheets_live.read_again()
        st.download_button(
            "ดาวน์โหลด Excel",
            lambda: xlsx([workbook.of(told.behind())]),
            file_name=f"{safe_name(f'รายการแก้ไขข้อมูลในชีต {who}')}.xlsx",
            mime=XLSX,
            key="repairs_xlsx",
            on_click="ignore",
        )
        with st.popover("ข้อความส่งเจ้าของชีต", key="repairs_message"):
            st.markdown("คัดลอกไปวางใน LINE หรืออีเมลได้ทันที")
            st.code(message(office, found, who), language=None, wrap_lines=True)


def nothing_to_mend(told: Topic, sums: Tally) -> None:
    """The empty list: everything is right, or there is nothing yet to check."""
    if sums.used:
        notes.thanks(told.empty, "ไม่พบปัญหา ขอบคุณ")
    else:
        notes.nothing("เมื่อมีสมุดงานแล้วจะเห็นผลตรวจที่นี่ ค่าที่ยังไม่มีแสดงว่าไม่ทราบ ไม่ใช่ศูนย์")
    sheets_live.read_again()


def tabs(told: Topic) -> None:
    """The table behind the drawing: every tab with its rows and problems."""
    show.panel(told.heading)
    said = "จำนวนแถวและจุดที่ต้องแก้ของทุกแท็บในทุกสมุดงาน"
    columns.behind(told.behind(), key="tabs", alternative=said)


def paper(judged: Judged, whole: Topic, told: Topic, scope: Scope, who: str) -> None:
    """The list on paper, for a meeting."""
    printing.topics(
        judged,
        "sheets",
        whole.finding,
        _chosen(judged.office, scope),
        lambda: [told],
        who,
        disabled=not told.entries,
    )


def _chosen(office: Office, scope: Scope) -> list[str]:
    return [
        words.group_name(office, scope.group) if scope.group else "",
        shorten(words.workbook(office, scope.workbook), 60) if scope.workbook else "",
        f"แท็บ {words.tab_title(scope.tab)}" if scope.tab else "",
        words.SEVERITY_WORDS[scope.severity] if scope.severity else "",
    ]
