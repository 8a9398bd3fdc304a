"""What the page tells below its matrix: what to do, what deserves a look, one document behind many
points; the sheets for the wall and the tables behind."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from esa.judged import Edition
from esa.reading import problems
from esa.reading.office import Office
from esa.rules.evidence import SharedDocument
from esa.rules.evidence_work import Count, Look, Work, due_kind, is_asked
from esa.rules.points import Completeness, Covered
from esa.rules.vocabulary import STATE_WORDS, UNKNOWN
from esa.telling import evidence, words
from esa.telling.places import target
from esa.telling.texts import NBSP, is_web, one_line, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Entry,
    Kept,
    LeftOut,
    Mark,
    Table,
    Topic,
    act,
    first,
    quiet,
    strong,
    together,
)
from pages.evidence import words as said
from pages.evidence.words import EVERYTHING, Picked

MOST_POINTS = 20  # points of the working list on screen; all of them are in the table behind
MOST_OF_A_POINT = 3  # documents of one point
MOST_ENTRIES = 36  # from here on one document of a point
LONGEST = 120  # characters of a title in a list
MOST = 12  # entries of the smaller lists
WORK = (Column("ประเด็น", 18), Column("เอกสารหรือหลักฐาน", 56), Column("สิ่งที่ขาด", 59, "mark"))
WORK += (Column("กำหนดแล้วเสร็จ", 34), Column("จะช่วยให้", 37))
WALL = (Column("ประเด็น", 24), Column("สิ่งที่ขาด"), Column("กำหนด", 48), Column("จะช่วยให้", 46))
WALL += (Column("ช่องที่ต้องกรอก", 60), Column("เสร็จ", 15, "tick"))
TODO = ("รหัสประเด็น", "เอกสารหรือประเด็น", "สถานะ", "สิ่งที่ขาด", "กำหนดแล้วเสร็จ", "เกินกำหนด (วัน)")
TODO += ("จะช่วยให้", "ผู้รับผิดชอบหลัก", "ช่องที่ต้องกรอก")
SHARES = ("กลุ่ม", "ประเด็นที่รับผิดชอบหลัก", "หลักฐานชัดเจน (ตามที่รายงาน)", "ร้อยละ (ตามที่รายงาน)")
SHARES += ("หลักฐานชัดเจน (ตามที่ตรวจแล้ว)", "ร้อยละ (ตามที่ตรวจแล้ว)")


def chosen(work: Iterable[Work], group: str, picked: Picked, today: date) -> list[Work]:
    """The rows of the working list that fit the filters."""
    return [
        row
        for row in evidence.of_group(work, group)
        if picked.indicator in ("", row.indicator)
        and picked.state in ("", row.state)
        and picked.due in ("", due_kind(row.due, row.overdue_days, today))
        and picked.criterion in ("", row.criterion)
    ]


def left_out(office: Office, group: str) -> Topic:
    """Rows that no point can count: of evidence those of the group, or of all."""
    own = (problem for problem in office.problems if group in ("", problem.group))
    found = (
        LeftOut(group, "evidence", problems.left_out(own, "evidence")),
        LeftOut("", "criteria", office.left_out("criteria")),
    )
    return Topic("left_out", "", "", left_out=tuple(each for each in found if each.rows))


# --- the working list -----------------------------------------------------------------------------


def work(office: Office, todo: Sequence[Work], group: str, picked: Picked = EVERYTHING) -> Topic:
    """What is missing, why, by when, what it lifts, which cell; of long lists the first points."""
    points = list(dict.fromkeys(row.criterion for row in todo))
    shown = set(points[:MOST_POINTS])
    rows = [row for row in todo if row.criterion in shown]
    each = MOST_OF_A_POINT if group and len(rows) <= MOST_ENTRIES else 1
    seen: Counter = Counter()
    entries = []
    for row in rows:
        seen[row.criterion] += 1
        if seen[row.criterion] <= each:
            entries.append(_entry(office, row, group, row.more - each + 1))
    left = len(points) - MOST_POINTS
    cut = f"แสดง {MOST_POINTS} จาก {len(points)} ประเด็น ที่เหลืออยู่ในตารางด้านล่าง" if left > 0 else ""
    return Topic(
        "work",
        together((said.todo_heading(todo), said.only(picked)), " "),
        "",
        tuple(entries),
        WORK,
        notes=tuple(filter(None, (said.ORDER if len(todo) > 1 else "", cut))),
    )


def _entry(office: Office, row: Work, group: str, hidden: int) -> Entry:
    """hidden: documents of the point that aren't listed."""
    more = f"หรือแก้เอกสารอื่นของประเด็นนี้ได้อีก{NBSP}{hidden}{NBSP}รายการ" if hidden > 0 else ""
    subject = shorten(evidence.subject(row), LONGEST)
    lacks, lift = evidence.reason(row), said.lift(row)
    lifts = row.first and row.to_level is not None
    about = together((subject, quiet(_who(office, row, group)), quiet(more)), "\n")
    return Entry(
        cell=Cell(row.tab, row.at, row.field) if row.at else None,
        values=(
            strong(one_line(row.criterion)),
            about,
            quiet(lacks) if row.outcome == UNKNOWN else lacks,
            said.due(row, office.today) if row.first else "",
            lift if lifts else quiet(lift),
        ),
        mark=Mark(row.state, STATE_WORDS[row.state]),
        more=None if row.at else _new_row(office, row, group),
    )


def _who(office: Office, row: Work, group: str) -> str:
    """The groups in charge, where the list isn't of one group only or the point is another's."""
    if group and (group in row.lead_groups or words.EVERYONE in row.lead_groups):
        return ""
    return words.groups_short(office, row.lead_groups)


def _new_row(office: Office, row: Work, group: str) -> Topic:
    """How to add the row that is missing, and the tabs that take it: addresses that open them, or
    paths to copy."""
    books = evidence.owners(office, row, group)[:3]
    tabs = [target(office, book.name, "evidence", "") for book in books]
    entries = [
        Entry("", "เปิดแท็บ", link=tab) if is_web(tab) else Entry("", Kept(tab)) for tab in tabs
    ]
    return Topic("new_row", "เพิ่มแถวใหม่", Kept(evidence.where(office, row, group)), tuple(entries))


# --- documents that deserve a look ----------------------------------------------------------------


def looks(office: Office, rows: Iterable[Look], group: str) -> Topic:
    """Documents that count and deserve a look; nothing changes by it, so nothing asks to act."""
    own = [row for row in rows if not group or is_asked(group, row.lead_groups, (row.group or "",))]
    entries = tuple(
        Entry(
            one_line(row.criterion),
            shorten(row.document, LONGEST),
            said.look(row, office.fiscal_year),
            cell=Cell(row.tab, row.at, row.field),
        )
        for row in own
    )
    heading = f"ควรตรวจทาน {len(own)} รายการ (สถานะและระดับไม่เปลี่ยน)"
    return first(Topic("looks", heading, "", entries), MOST, "")


def shared(office: Office, rows: Iterable[SharedDocument], group: str) -> Topic:
    """One document behind many points: which points, and each of its rows."""
    mine = {book.name for book in office.workbooks if book.used and book.group == group}
    own = [
        row for row in rows if not group or any(each.at[0] in mine for each in row.evidence_rows)
    ]
    entries = tuple(
        Entry(
            str(row.points),
            shorten(row.document, LONGEST),
            together((said.shared(row), said.SHARED_WIDELY if row.warning else ""), "\n"),
            more=_rows(office, row),
        )
        for row in own
    )
    heading = f"เอกสารเดียวที่ใช้หลายประเด็น {len(own)} รายการ"
    return first(Topic("shared", heading, "", entries), MOST, "")


def _rows(office: Office, row: SharedDocument) -> Topic:
    places = (
        words.where(office, tab, at, None if tab != "evidence" else "title")
        for at, tab in row.evidence_rows
    )
    told = Topic("rows", "ดูแถว", "", tuple(Entry("", Kept(place)) for place in places))
    return first(told, MOST, "")


# --- for the wall, and behind ---------------------------------------------------------------------


def sheets(
    work: Sequence[Work], counts: Iterable[Count], group: str
) -> list[tuple[Count, Sequence[Work]]]:
    """The groups that have something to do, or the chosen one, each with its list."""
    asked = (count for count in counts if count.group and group in ("", count.group))
    found = ((count, evidence.of_group(work, count.group)) for count in asked)
    return [each for each in found if each[1]]


def wall(office: Office, count: Count, own: Sequence[Work], group: str) -> Topic:
    """The working list of a group as its sheet for the wall. group: chosen on the page."""
    name = words.group_name(office, count.group)
    return Topic(
        f"wall_{count.group}",
        f"หลักฐานที่ยังขาด {shorten(name)}",
        evidence.summary(count),
        tuple(Entry(values=_on_wall(office, row, group)) for row in own),
        WALL,
        left_out=left_out(office, count.group).left_out,
    )


def _on_wall(office: Office, row: Work, group: str) -> tuple:
    day = evidence.due(row.due, row.overdue_days, office.today)
    return (
        strong(one_line(row.criterion)),
        f"{shorten(evidence.subject(row), 200)}\n{evidence.reason(row)}",
        act(day) if row.overdue_days else day,
        said.lift(row),
        Kept(evidence.where(office, row, group)),
        None,
    )


def todo(office: Office, work: Iterable[Work], group: str) -> Table:
    """The whole list in words, for the sortable table and its downloads."""
    rows = [
        (
            *(one_line(row.criterion), shorten(evidence.subject(row)), STATE_WORDS[row.state]),
            *(evidence.reason(row), row.due, row.overdue_days, said.lift(row)),
            *(words.groups_short(office, row.lead_groups), evidence.where(office, row, group)),
        )
        for row in work
    ]
    return Table("หลักฐานที่ยังขาด", TODO, tuple(rows))


def completeness(edition: Edition, shares: Iterable[Completeness]) -> Table:
    """Completeness of each group in both readings; what is least complete first, and last who leads
    nothing."""

    def order(row: Completeness) -> tuple[bool, float]:
        share = row.reported.completeness
        return share is None, share or 0

    def of(covered: Covered) -> tuple[int, float | None]:
        share = covered.completeness
        return covered.clear, None if share is None else round(100 * share, 1)

    office = edition.office
    rows = (
        (words.group_name(office, row.group), row.criteria, *of(row.reported), *of(row.verified))
        for row in sorted(shares, key=order)
    )
    return Table("ความครบถ้วนของหลักฐาน", SHARES, tuple(rows))
