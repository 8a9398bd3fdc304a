"""The lists of the page หลักฐานที่ยังขาด as they stand on screen: a line above each entry, no cards."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import quote

import pandas as pd
import streamlit as st

from esa.reading.addresses import cell_link
from esa.reading.office import Office
from esa.reading.problems import left_out
from esa.rules.evidence_work import due_kind, is_asked
from esa.rules.rubric import Level
from esa.rules.vocabulary import STATE_WORDS, UNKNOWN
from esa.screen import filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import evidence_words as said
from esa.telling import words
from esa.telling.texts import NBSP, escape, is_web, listed, one_line, shorten
from pages.evidence import charts as evidence_charts

MOST_POINTS = 20  # points of the working list on screen; all of them are in the table behind
MOST_OF_A_POINT = 3  # documents of one point
MOST_ENTRIES = 36  # from here on one document of a point
LONGEST = 120  # characters of a title in a list
MOST_LINKS = 24  # groups that have a link of their own; all are in the filter
MOST = 12  # entries of the smaller lists
WIDTHS = [0.75, 3.1, 2.9, 1.45, 1.85, 1.2]
NO_FILTER = {"indicator": "", "state": "", "due": "", "criterion": ""}


def chosen(items: Iterable[dict], group: str, picked: Mapping[str, str], today: date) -> list[dict]:
    """The rows of the working list that fit the filters. picked: see list_filters."""
    found = []
    for item in items:
        kind = due_kind(item["due"], item["overdue_days"], today)
        if (
            (not group or is_asked(group, item["lead_groups"], item["groups"] or ()))
            and picked["indicator"] in ("", item["indicator"])
            and picked["state"] in ("", item["state"])
            and picked["due"] in ("", kind)
            and picked["criterion"] in ("", item["criterion"])
        ):
            found.append(item)
    return found


def list_filters(indicators: Iterable[Level]) -> dict[str, str]:
    """indicator, state, due: the filters behind one button; criterion: the point that a link to
    this page asks for. "" for all."""
    titles = {row.indicator: one_line(row.title) for row in indicators if row.indicator}
    names = ("indicator", "state", "due")
    active = sum(bool(st.query_params.get(name)) for name in names)
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
    picked = {"indicator": indicator or "", "state": state, "due": due or ""}
    return picked | {"criterion": st.query_params.get("criterion", "")}


def matrix(
    office: Office, tiles: pd.DataFrame, counts: Sequence[dict], count: Mapping, group: str
) -> None:
    """Points by state for each group; the chosen one first, then who lacks most; nobody's last."""
    order = sorted(
        counts,
        key=lambda row: (
            not row["group"],
            row["group"] != group,
            -row["missing"],
            -row["overdue"],
            -row["unknown"],
        ),
    )
    rows = [
        evidence_charts.Row(
            row["group"],
            group_label(office, row["group"]),
            said.share(row),
            bool(group) and row["group"] == group,
            frame.address("evidence", group=row["group"]) if row["group"] else "",
        )
        for row in order
    ]
    once = tiles.drop_duplicates(["edition", "criterion"])
    heads = once["state"].value_counts().to_dict()
    frame.two_sizes(
        drawn(evidence_charts.wide, tiles, heads, rows, numerals.digits),
        drawn(evidence_charts.phone, tiles, heads, rows, numerals.digits),
        "evidence",
        numerals.digits(said.alternative(count, order, lambda code: group_label(office, code))),
    )


def group_label(office: Office, code: str) -> str:
    """Name of a row of the matrix: the group without กลุ่ม in front, shorter where it is long."""
    if not code:
        return "ยังไม่ระบุผู้รับผิดชอบ"
    return words.group_short(office, code)


def group_links(office: Office, counts: Sequence[Mapping], group: str) -> None:
    """One click to the list of each group. Buttons: a link to the same page keeps its address."""
    with st.container(key="group_links", horizontal=True, gap="small"):
        notes.say(":gray[เปิดรายการของ]")
        codes = [""] * bool(group) + [row["group"] for row in counts if row["group"]]
        for code in codes[:MOST_LINKS]:
            if code != group or not code:
                name = words.group_short(office, code) if code else said.OFFICE
                st.button(
                    escape(name, 24),
                    key=f"open_{code}",
                    type="tertiary",
                    on_click=_open_group,
                    args=(code,),
                )


def _open_group(code: str) -> None:
    if code:
        st.query_params["group"] = code
    else:
        st.query_params.pop("group", None)


def not_counted(office: Office, group: str) -> None:
    """Rows that no point can count stand beside the figure, with the way to their reasons."""
    rows = left_out_of(office, group)
    if rows:
        notes.say(notes.left_out_text(rows, "evidence"))
    notes.left_out(office, "criteria")


def left_out_of(office: Office, group: str) -> int:
    """Rows of evidence that no point can count, of one group or of all."""
    return left_out([p for p in office.problems if group in ("", p.group)], "evidence")


def edition_named(office: Office, edition: str) -> list[str]:
    """The edition in the context line, where it isn't the one in use."""
    if edition == office.edition:
        return []
    titles = office.editions.loc[office.editions["edition"] == edition, "title"]
    return [shorten(next(iter(titles), edition), 60)]


def no_points(office: Office, group: str, counts: Sequence[Mapping]) -> None:
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
    own: Sequence[dict],
    shown: Sequence[dict],
    count: Mapping[str, int],
    group: str,
    reading: str,
    picked: Mapping[str, str] = NO_FILTER,
) -> None:
    """The working list, or why it is empty: thanks only where everything is known and clear.

    picked: the filters behind `shown`, which the heading says, with the way to all of the list.
    """
    if not own:
        if left_out(office.problems, "criteria") or left_out_of(office, group):
            notes.nothing("ครบทุกประเด็นที่อ่านได้ แต่ยังมีแถวที่ยังไม่นับ", title="ไม่มีรายการที่ต้องทำ")
            return
        notes.thanks(said.thanks(count, reading))
        return
    only = escape(said.only(picked, STATE_WORDS))
    notes.panel(f"{said.todo_heading(shown) if shown else 'ต้องทำ'} {only}".strip())
    if len(shown) > 1:
        notes.say(f":gray[{said.ORDER}]")
    if only:
        points = len({(item["edition"], item["criterion"]) for item in own})
        label = numerals.digits(f"แสดงทั้งหมด {points} ประเด็น")
        edition = st.query_params.get("edition")
        frame.open_page(label, "evidence", group=group, edition=edition)
    if not shown:
        notes.nothing("ลองเปลี่ยนตัวกรอง รายการของกลุ่มยังมีอยู่", title="ไม่มีรายการที่ตรงกับตัวกรอง")
        return
    work(office, shown, group)


def work(office: Office, todo: Sequence[dict], group: str) -> None:
    """The working list: what is missing, why, by when, what it lifts, which cell."""
    points = list(dict.fromkeys(item["criterion"] for item in todo))
    shown = set(points[:MOST_POINTS])
    entries = sum(item["criterion"] in shown for item in todo)
    each = MOST_OF_A_POINT if group and entries <= MOST_ENTRIES else 1
    of_point: dict[str, int] = {}
    with frame.rows("work"):
        _heads()
        for number, item in enumerate(todo):
            code = item["criterion"]
            of_point[code] = of_point.get(code, 0) + 1
            if code in shown and of_point[code] <= each:
                _entry(office, item, group, number, item["more"] - each + 1)
    if len(points) > MOST_POINTS:
        _quiet("cut", f"แสดง {MOST_POINTS} จาก {len(points)} ประเด็น ที่เหลืออยู่ในตารางด้านล่าง")


def _heads() -> None:
    with st.container(key="work_heads"):
        names = ("ประเด็น", "เอกสารหรือหลักฐาน", "สิ่งที่ขาด", "กำหนดแล้วเสร็จ", "จะช่วยให้", "ช่องที่ต้องกรอก")
        for place, name in zip(st.columns(WIDTHS), names, strict=True):
            place.markdown(f":gray[{name}]")


def _entry(office: Office, item: dict, group: str, number: int, hidden: int) -> None:
    with frame.row(f"w_{number}"):
        code, subject, lacks, due, lift, cell = st.columns(WIDTHS)
    grey = item["outcome"] == UNKNOWN
    with code:
        notes.say(f"**{escape(item['criterion'])}**")
    with subject:
        more = f"  \n:gray[หรือแก้เอกสารอื่นของประเด็นนี้ได้อีก{NBSP}{hidden}{NBSP}รายการ]"
        who = _who(office, item, group)
        notes.say(f"{escape(said.subject(item), LONGEST)}{who}{more if hidden > 0 else ''}")
    with lacks:
        text = f"{words.STATE_ICONS[item['state']]} {escape(said.reason(item))}"
        notes.say(f":gray[{text}]" if grey else text)
    with due:
        day, note = said.due(item, office.today) if item["first"] else ("", "")
        notes.say(f"{day}  \n{note}" if note else day)
    with lift:
        text = escape(said.lift(item))
        lifts = item["first"] and item["to_level"] is not None
        notes.say(text if lifts else f":gray[{text}]")
    with cell:
        _cell(office, item, group, number)


def _who(office: Office, item: dict, group: str) -> str:
    """The groups in charge, where the list isn't of one group only or the point is another's."""
    leads = item["lead_groups"] or ()
    if group and (group in leads or words.EVERYONE in leads):
        return ""
    return f"  \n:gray[{escape(words.groups_short(office, leads))}]"


def _cell(office: Office, item: dict, group: str, number: int) -> None:
    if item["at"]:
        notes.copy_cell(office, item["tab"], item["at"], item["field"], key=f"work_{number}")
        return
    with st.popover("เพิ่มแถวใหม่", type="tertiary", key=f"copy_work_{number}"):
        st.markdown(escape(where(office, item, group)))
        for target in new_row_addresses(office, item, group):
            if is_web(target):
                notes.say(f"[เปิดแท็บ](<{quote(target, safe=':/?&=#%')}>)")
            else:
                st.code(target, language=None, wrap_lines=True)


def owners(office: Office, item: Mapping, group: str) -> list:
    """The workbooks in which a new row may be added: of the chosen group, else of those asked."""
    asked = item["groups"] or ()
    mine = group and is_asked(group, item["lead_groups"], asked)
    wanted = [group] if mine else [code for code in asked if code != words.EVERYONE]
    return [book for book in office.workbooks if book.used and book.group and book.group in wanted]


def where(office: Office, item: Mapping, group: str = "") -> str:
    """The cell of a row in words, or where and how to add a new row. Plain text."""
    if item["at"]:
        return notes.where(office, item["tab"], item["at"], item["field"])
    names = [words.workbook(office, book.name) for book in owners(office, item, group)]
    if words.EVERYONE in (item["groups"] or ()) and not group:
        names = ["สมุดของกลุ่มใดก็ได้"]
    book = listed(names) if names else "สมุดของกลุ่มที่รับผิดชอบ (ยังไม่มีสมุด)"
    tab, code = words.tab_title("evidence"), words.heading("evidence", "criterion")
    return (
        f"{book} › {tab} › เพิ่มแถวใหม่ กรอก {code} {one_line(item['criterion'])} "
        f"{words.heading('evidence', 'title')} และ ลิงก์หรือที่เก็บ"
    )


def new_row_addresses(office: Office, item: Mapping, group: str) -> list[str]:
    """The tabs that take the new row: an address that opens it, or a path to copy."""
    found = []
    for book in owners(office, item, group)[:3]:
        health = next((tab for tab in book.tabs if tab.tab == "evidence"), None)
        if is_web(book.address):
            found.append(cell_link(book.address, health.gid if health else None))
        else:
            found.append(f"{book.address} › {words.tab_title('evidence')}")
    return found


def looks(office: Office, rows: Sequence[dict], group: str) -> None:
    """Documents that count and deserve a look; nothing changes by it, so no brown."""
    if group:
        rows = [row for row in rows if is_asked(group, row["lead_groups"], (row["group"],))]
    if not rows:
        return
    notes.panel(f"ควรดู {len(rows)} รายการ (สถานะและระดับไม่เปลี่ยน)")
    with frame.rows("look"):
        for number, item in enumerate(rows[:MOST]):
            with frame.row(f"w_look_{number}"):
                code, subject, why, cell = st.columns([0.75, 4.1, 5, 1.35])
            with code:
                notes.say(f"**{escape(item['criterion'])}**")
            with subject:
                notes.say(escape(item["document"], LONGEST))
            with why:
                notes.say(escape(said.look(item, office.fiscal_year)))
            with cell:
                at = item["at"]
                notes.copy_cell(office, "evidence", at, item["field"], key=f"look_{number}")
    if len(rows) > MOST:
        _quiet("looks", f"แสดง {MOST} จาก {len(rows)} รายการ")


def shared(office: Office, rows: Sequence[dict], group: str) -> None:
    """One document behind many points: which points, and each of its cells."""
    if group:
        mine = {book.name for book in office.workbooks if book.used and book.group == group}
        rows = [row for row in rows if any(at[0] in mine for at in row["evidence_rows"])]
    if not rows:
        return
    notes.panel(f"เอกสารเดียวที่ใช้หลายประเด็น {len(rows)} รายการ")
    with frame.rows("shared"):
        for number, item in enumerate(rows[:MOST]):
            with frame.row(f"w_shared_{number}"):
                code, subject, used, cell = st.columns([0.75, 4.1, 5, 1.35])
            with code:
                notes.say(f"**{item['points']}**")
            with subject:
                notes.say(escape(item["document"], LONGEST))
            with used:
                warn = f"  \n:gray[{said.SHARED_WIDELY}]" if item["warning"] else ""
                notes.say(f"{escape(said.shared(item))}{warn}")
            with cell, st.popover("ดูแถว", type="tertiary", key=f"copy_shared_{number}"):
                for row in item["evidence_rows"][:MOST]:
                    st.markdown(escape(notes.where(office, "evidence", row, "title")))
    if len(rows) > MOST:
        _quiet("shared_cut", f"แสดง {MOST} จาก {len(rows)} รายการ")


def _quiet(key: str, markdown: str) -> None:
    with frame.quiet(key):
        notes.say(f":gray[{markdown}]")
