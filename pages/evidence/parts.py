"""The parts of the page หลักฐานที่ยังขาด: filters, lists, what to take along, what is behind."""

from collections.abc import Iterable, Sequence

import streamlit as st

from esa.documents.line import line
from esa.judged import Edition, Judged
from esa.reading.office import Office
from esa.rules.evidence import Document
from esa.rules.evidence_work import Count, Work
from esa.rules.levels import Level
from esa.rules.points import completeness_by_group
from esa.rules.vocabulary import READING_WORDS
from esa.screen import columns, filters, frame, notes, numerals, printing, show
from esa.telling import evidence, words
from esa.telling.standpoint import Standpoint
from esa.telling.texts import one_line, shorten
from esa.telling.topic import Topic, quiet
from esa.telling.unreadable import problems, unreadable
from pages.evidence import topics
from pages.evidence import words as said
from pages.evidence.words import EVERYTHING, Picked

MOST_LINKS = 24  # groups that have a link of their own; all are in the filter
MOST_ROWS = 100  # of a table on screen; downloads hold all
FIELDS = ("criterion", "item", "title", "document_no", "dated", "link", "place", "fiscal_year")
FIELDS += ("checked_on", "checked_by_group", "checked_by_role")


def list_filters(indicators: Iterable[Level]) -> Picked:
    """The filters behind one button; the point is what a link to this page asks for."""
    titles = {row.indicator: one_line(row.title) for row in indicators if row.indicator}
    active = sum(bool(st.query_params.get(name)) for name in ("indicator", "state", "due"))
    label = f"กรองรายการ ({active})" if active else "กรองรายการ"
    with st.popover(numerals.digits(label), key="more_filters"):
        indicator = filters.choose(
            "ตัวบ่งชี้",
            [filters.ALL, *titles],
            "indicator",
            show=lambda c: shorten(f"{c} {titles[c]}".strip(), 60) if c else "ทุกตัวบ่งชี้",
            width=420,
        )
        state = filters.state()
        due = filters.choose("กำหนดแล้วเสร็จ", list(said.DUES), "due", show=said.DUES.get, width=240)
    return Picked(indicator or "", state, due or "", st.query_params.get("criterion", ""))


def edition_named(edition: Edition) -> list[str]:
    """The edition in the context line, where it isn't the one in use."""
    if edition.code == edition.office.edition:
        return []
    rows = edition.office.rows["editions"]
    titles = dict(zip(rows["edition"], rows["title"], strict=True))
    return [shorten(titles.get(edition.code) or edition.code, 60)]


def group_links(office: Office, counts: Iterable[Count], group: str) -> None:
    """One click to the list of each group. Buttons: a link to the same page keeps its address."""
    with st.container(key="group_links", horizontal=True, gap="small"):
        show.say(quiet("เปิดรายการของ"))
        codes = [""] * bool(group) + [row.group for row in counts if row.group]
        for code in codes[:MOST_LINKS]:
            if code != group or not code:
                name = words.group_short(office, code) if code else said.OFFICE
                label, key = show.markdown(shorten(name, 24)), f"open_{code}"
                st.button(label, key=key, type="tertiary", on_click=_open_group, args=(code,))


def _open_group(code: str) -> None:
    if code:
        st.query_params["group"] = code
    else:
        st.query_params.pop("group", None)


def no_points(office: Office, group: str, counts: Sequence[Count]) -> None:
    """Nothing to show: no criteria at all, or a group that leads none. Grey, never a zero."""
    if not group:
        notes.nothing("กรอกแท็บ ประเด็นการพิจารณา ในสมุดของสำนักงาน แล้วหน้านี้จะแสดงสถานะหลักฐาน")
        return
    group_links(office, counts, group)
    notes.nothing(
        "ในแท็บ ประเด็นการพิจารณา ยังไม่มีประเด็นที่ระบุกลุ่มนี้เป็นผู้รับผิดชอบหลัก",
        title="ยังไม่มีประเด็นของกลุ่มนี้",
    )


def work_or_thanks(
    office: Office,
    own: Sequence[Work],
    shown: Sequence[Work],
    count: Count,
    group: str,
    reading: str,
    picked: Picked,
) -> None:
    """The working list, or why it is empty: thanks only where everything is known and clear. own:
    all of it; shown: what the filters leave, which the heading says, with the way to all."""
    told = topics.work(office, shown, group, picked)
    if not own:
        if topics.left_out(office, group).left_out or problems(office, group):
            notes.nothing("ครบทุกประเด็นที่อ่านได้ แต่ยังมีแถวที่ยังไม่นับ", title="ไม่มีรายการที่ต้องทำ")
        else:
            notes.thanks(said.thanks(count, reading))
        return
    show.panel(told.heading)
    if picked != EVERYTHING:
        points = len({(row.edition, row.criterion) for row in own})
        label = numerals.digits(f"แสดงทั้งหมด {points} ประเด็น")
        edition = st.query_params.get("edition")
        frame.open_page(label, "evidence", group=group, edition=edition)
    if shown:
        show.html(office, "pages/evidence/work.html", topic=told)
    else:
        notes.nothing("ลองเปลี่ยนตัวกรอง รายการของกลุ่มยังมีอยู่", title="ไม่มีรายการที่ตรงกับตัวกรอง")


def block(judged: Judged, told: Topic) -> None:
    """A list under its heading; nothing where it is empty."""
    if told.entries:
        show.panel(told.heading)
        show.topic(judged, told)


def line_text(at: Standpoint, work: Iterable[Work], count: Count) -> None:
    """The text for LINE of the chosen group, to send along, with what must be made readable."""
    office, group = at.office, at.group
    show.panel("ส่งต่อ")
    if not group:
        show.say(quiet("เลือกกลุ่มเพื่อดูข้อความพร้อมส่ง LINE ของกลุ่มนั้น"))
        return
    name = shorten(words.group_name(office, group), 80)
    show.panel(f"ข้อความพร้อมส่ง LINE ของ{name}", small=True)
    text = evidence.message(office, group, work, count, numerals.digits)
    _, *lost = line(at, [at.tell(unreadable)], numerals.thai_digits_wanted()).split("\n\n")
    text = "\n\n".join(filter(None, (text, *lost)))
    st.code(text, language=None, wrap_lines=True)


def behind(
    edition: Edition,
    shown: Sequence[Work],
    rows: Sequence[Document],
    counts: Sequence[Count],
    group: str,
) -> None:
    """The tables behind the page. shown: the working list; rows: of evidence."""
    office = edition.office
    show.panel("ตารางข้อมูล")
    label = numerals.digits(f"รายการที่ต้องทำ {len(shown)} แถว")
    with frame.fold(label, "table_todo") as is_open:
        if is_open:
            todo_table(office, shown, group)
    label = numerals.digits(f"หลักฐานทุกแถวที่กรอกไว้ {len(rows)} แถว")
    with frame.fold(label, "table_evidence") as is_open:
        if is_open:
            every_row(office, rows)
    label = "ความครบถ้วนของแต่ละกลุ่ม: ประเด็นที่มีหลักฐานชัดเจน ÷ ประเด็นที่รับผิดชอบหลัก"
    with frame.fold(label, "table_completeness") as is_open:
        if is_open:
            shares = completeness_by_group(edition.points, office.rows["groups"])
            table = columns.whole(topics.completeness(edition, shares))
            columns.frame(table, key="completeness", alternative=said.completeness(counts))


def every_row(office: Office, rows: Sequence[Document]) -> None:
    """All evidence as it was typed."""
    if not rows:
        show.say(quiet("ยังไม่มีแถวในแท็บ หลักฐานอ้างอิง"))
        return
    said_of_rows = f"หลักฐานอ้างอิง {len(rows)} แถว"
    kinds = {"key": "evidence_rows", "alternative": said_of_rows, "longest": MOST_ROWS}
    columns.rows(office, rows, "evidence", FIELDS, **kinds)


def todo_table(office: Office, shown: Sequence[Work], group: str) -> None:
    """The whole list as a sortable table with its downloads, which are made when asked for."""
    if not shown:
        show.say(quiet("ไม่มีรายการ"))
        return

    def table(rows: Sequence[Work]) -> object:
        return columns.whole(topics.todo(office, rows, group))

    words_of_it = f"รายการที่ต้องทำ {len(shown)} แถว เรียงตามสิ่งที่ทำให้ระดับขึ้นได้เร็ว"
    columns.frame(table(shown[:MOST_ROWS]), key="todo", alternative=words_of_it, total=len(shown))
    columns.downloads("todo", lambda: table(shown), name="หลักฐานที่ยังขาด")


def paper(
    edition: Edition,
    finding: str,
    work: Sequence[Work],
    counts: Sequence[Count],
    group: str,
    reading: str,
) -> None:
    """The sheet for the wall, of one group or of each."""
    sheets = topics.sheets(work, counts, group)
    office = edition.office
    printing.topics(
        edition.judged,
        "evidence",
        finding,
        (*edition_named(edition), READING_WORDS[reading]),
        lambda: [topics.wall(office, *each, group) for each in sheets],
        words.group_name(office, group) if group else "ทุกกลุ่ม",
        landscape=True,
        apart=True,
        disabled=not sheets,
        more="" if group else " กลุ่มละหน้า",
    )
