"""ตั้งแต่การประชุมครั้งก่อน on screen: what rose, fell, became unknown, is stuck, and the rest."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from esa.changes.compare import Changes
from esa.changes.record import Cell, Change
from esa.changes.stuck import Stuck
from esa.history.meetings import Meeting
from esa.judged import Edition, Judged
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs
from esa.screen import filters, frame, menu, notes, numerals, past
from esa.telling import changes_topics, words
from esa.telling import changes_words as said
from esa.telling.board_words import Stuck as Overdue
from esa.telling.changes_topics import Topic
from esa.telling.changes_words import Line
from esa.telling.texts import NBSP, escape, listed, one_line, short_date, shorten

MOST, MOST_REST, MOST_OF_TOPIC, MOST_STUCK = 4, 40, 12, 5
LONGEST = 220  # letters of a sentence
NAMED_GROUPS = 2


class Told(NamedTuple):
    """What is told since a meeting, of one group or of all. stuck: overdue points; since: criterion
    → since when; still: others that didn't move; titles, cells (to fill in) by criterion. then: the
    office as that meeting saw it."""

    meeting: Meeting
    then: Office
    found: Changes
    rose: list[Line]
    fell: list[Line]
    unknown: list[Line]
    topics: list[Topic]
    stuck: list[Overdue]
    since: dict[str, Stuck]
    still: list[Stuck]
    titles: dict[str, str]
    cells: dict[str, Cell]


def told(
    judged: Judged,
    since: past.Since,
    found: Changes,
    overdue: Sequence[Overdue],
    reading: str,
    group: str = "",
) -> Told:
    """What there is to tell. found: since.changes of the edition in use; overdue: the stuck points
    of the reading; group: code of one group, "" for all."""
    rules = judged.standards
    indicator_of = {point.criterion: point.indicator for point in rules.points}
    titles = {point.criterion: point.title for point in rules.points}
    own = found.of_group(group) if group else found
    stuck = [point for point in overdue if of_group(point.groups, group)]
    still = said.still(past.stuck(judged, unchanged=True), (point.criterion for point in overdue))
    return Told(
        since.meeting,
        past.office(since.meeting.number).office,
        own,
        said.rose(own, reading, indicator_of),
        said.fell(own, reading, indicator_of),
        said.unknown(own, reading),
        changes_topics.topics(own, reading),
        stuck,
        {each.criterion: each for each in past.stuck(judged)},
        [each for each in still if of_group(each.groups, group)],
        titles,
        _cells(rules, reading),
    )


def _cells(rules: Edition, reading: str) -> dict[str, Cell]:
    """Criterion → the first cell to fill in."""
    found: dict[str, Cell] = {}
    for step in rules.missing(reading):
        if step.at:
            found.setdefault(step.criterion, Cell(step.at[0], step.tab, step.at[1], step.field))
    return found


def of_group(codes: Sequence[str], group: str) -> bool:
    return not group or group in codes or words.EVERYONE in codes


def controls(judged: Judged, meeting: Meeting | None) -> str:
    """Which meeting is compared with, which state is looked at, which group; code of the group."""
    office, at = judged.office, past.stamp_number()
    with st.container(key="past_controls", horizontal=True, gap="small", width="content"):
        earlier = [each.number for each in past.earlier(judged)][::-1]
        if meeting and earlier:
            label = numerals.digits(f"เทียบกับครั้งที่{NBSP}{meeting.number}")
            with st.popover(label, key="pick_since", type="tertiary"):
                _pick("เทียบกับครั้งที่", earlier, meeting.number, "choose_since", past.compare_with)
        known = [each.number for each in past.listed().meetings][::-1]
        if known:
            label = numerals.digits(f"ดู ณ ครั้งที่{NBSP}{at}" if at else "ดู ณ ปัจจุบัน")
            with st.popover(label, key="pick_at", type="tertiary"):
                _pick("ดู ณ ครั้งที่", ["", *known], at, "choose_at", past.look_at)
        code = str(st.query_params.get("group", ""))
        named = code in office.groups["group"].tolist()
        chosen = words.group_short(office, code) if named else words.EVERYONE_WORD
        with st.popover(escape(f"กลุ่ม: {shorten(chosen, 24)}"), key="pick_group", type="tertiary"):
            return filters.group(office)


def _pick(
    label: str, numbers: Sequence[str], now: str, key: str, choose: Callable[[str], None]
) -> None:
    st.session_state[key] = now
    labels = {number: numerals.digits(number or "ปัจจุบัน") for number in numbers}

    def chosen() -> None:
        choose(st.session_state[key])

    st.selectbox(
        label,
        numbers,
        key=key,
        format_func=labels.get,
        on_change=chosen,
        filter_mode="contains",
        width=260,
    )


def panel(office: Office, told: Told, group: str) -> None:
    """The whole of it under its heading (which the caller writes, beside the controls)."""
    left, right = st.columns([64, 36], gap="medium")
    with left:
        _moved(office, told, group)
    with right:
        stuck(office, told, group)
    _topics(office, told)


def _moved(office: Office, told: Told, group: str) -> None:
    blocks = (
        ("rose", f":blue[▲ ขึ้น] {len(told.rose)} เรื่อง", told.rose),
        ("fell", f":orange[▼ ลง] {len(told.fell)} เรื่อง", told.fell),
        ("unknown", f":gray[? ไม่ทราบแล้ว] {len(told.unknown)} เรื่อง (ไม่ใช่ลดลง)", told.unknown),
    )
    for name, heading, lines in blocks:
        if lines:
            with st.container(gap="xsmall", key=f"since_{name}"):
                notes.panel(heading, small=True)
                _lines(office, told, lines, name)
    if not told.fell:
        with frame.quiet("nothing_fell"):
            own = f"ของ{escape(words.group_short(office, group))}" if group else ""
            way = "ลดลง" if told.rose or told.unknown else "ขึ้นหรือลดลง"
            notes.say(f"ไม่มีตัวบ่งชี้หรือประเด็นใด{own}{way}")


def _lines(office: Office, told: Told, lines: Sequence[Line], name: str) -> None:
    with frame.rows(f"since_{name}"):
        for number, line in enumerate(lines[:MOST]):
            _line(office, told, line, f"{name}_{number}")
    rest = lines[MOST:]
    if rest:
        with st.expander(numerals.digits(f"และอีก {len(rest)} เรื่อง"), key=f"more_{name}"):
            notes.say(_listed(office, told, rest[:MOST_REST], len(rest)))


def _line(office: Office, told: Told, line: Line, key: str) -> None:
    with frame.row(f"since_{key}", gap=4):
        notes.say(f"{escape(line.text, LONGEST)} :gray[· {escape(who(office, line.groups))}]")
        with _side_by_side(f"group_links_since_{key}"):
            frame.open_page(opens(line), line.page, **dict(line.filters))
            if line.change is not None:
                copy(office, told.then, line.change, key)


def _side_by_side(key: str) -> st.delta_generator.DeltaGenerator:
    return st.container(key=key, horizontal=True, gap="medium", vertical_alignment="center")


def opens(line: Line) -> str:
    """What the link of a sentence says."""
    named = {"indicators": "ดูที่มาของระดับ", "evidence": "ดูหลักฐาน", "board": "ดูมติ"}
    return named.get(line.page, "ดูรายการ")


def who(office: Office, groups: Sequence[str]) -> str:
    names = [words.group_short(office, code) for code in groups]
    return shorten(listed(names, NAMED_GROUPS), 60) if names else "ยังไม่ระบุกลุ่ม"


def copy(office: Office, then: Office, change: Change, key: str) -> None:
    """The cell of a change; of what is gone, where it stood at the meeting."""
    cell = change.cell
    if cell.row is None or cell.tab not in read_tabs() or not cell.column:
        notes.say(f":gray[{escape(place(office, then, change))}]")
        return
    of = then if change.is_gone else office
    notes.copy_cell(of, cell.tab, (cell.workbook, cell.row), cell.column, f"since_{key}")


def place(office: Office, then: Office, change: Change) -> str:
    """The place of a change in words: ช่อง C14 แท็บ หลักฐานอ้างอิง ในชีตนิเทศ. Plain."""
    of, cell = (then if change.is_gone else office), change.cell
    problem = change.side.value
    if isinstance(problem, Problem):
        return one_line(problem.where)
    return cell_words(of, cell)


def cell_words(of: Office, cell: Cell) -> str:
    if cell.tab not in read_tabs():
        return words.workbook(of, cell.workbook)
    tab = f"แท็บ {words.tab_title(cell.tab)} ใน{words.workbook(of, cell.workbook)}"
    if cell.row is None or not cell.column:
        return tab
    return f"ช่อง {of.cell(cell.tab, (cell.workbook, cell.row), cell.column)} {tab}"


def _listed(office: Office, told: Told, lines: Sequence[Line], total: int) -> str:
    """Sentences as one Markdown list, each with its group and cell."""
    rows = []
    for line in lines:
        who_ = f" · {escape(who(office, line.groups))}" if line.groups else ""
        where = _where(office, told.then, line.change) if line.change else ""
        rows.append(f"- {escape(line.text, LONGEST)} :gray[{who_}{' · ' if where else ''}{where}]")
    if total > len(lines):
        rows.append(f"- :gray[และอีก {total - len(lines)} เรื่อง]")
    return "\n".join(rows)


def _where(office: Office, then: Office, change: Change) -> str:
    """Markdown: a link to the cell where it can be opened, else the place in words."""
    cell, of = change.cell, then if change.is_gone else office
    if cell.row is None or cell.tab not in read_tabs() or not cell.column:
        return escape(place(office, then, change))
    return notes.cell(of, cell.tab, (cell.workbook, cell.row), cell.column)


def _topics(office: Office, told: Told) -> None:
    if not told.topics:
        return
    with st.container(gap="xsmall", key="since_others"):
        notes.panel("เรื่องอื่นที่เปลี่ยน", small=True)
        left, right = st.columns(2, gap="small")
        half = (len(told.topics) + 1) // 2  # on a phone the one column follows the other
        for number, topic in enumerate(told.topics):
            place_ = left if number < half else right
            with (
                place_,
                st.expander(numerals.digits(escape(topic.text)), key=f"topic_{topic.name}"),
            ):
                lines = changes_topics.lines(topic, MOST_OF_TOPIC)
                notes.say(_listed(office, told, lines, len(topic.changes)))
                if topic.page != "board":
                    frame.open_page(f"เปิดหน้า {menu.title_of(topic.page)}", topic.page)


# --- what is stuck ------------------------------------------------------------------------------


def stuck(office: Office, told: Told, group: str) -> None:
    """Overdue points without clear evidence, since when and with whom; then what stands still."""
    with st.container(gap="xsmall", key="since_stuck"):
        notes.panel(f"ค้าง {len(told.stuck)} ประเด็น (เกินกำหนดกี่วัน)" if told.stuck else "ค้าง",
                    small=True)  # fmt: skip
        if not told.stuck:
            notes.say(":gray[ไม่มีประเด็นเกินกำหนดที่ยังขาดหลักฐาน]")
        with frame.rows("since_stuck"):
            for number, point in enumerate(told.stuck[:MOST_STUCK]):
                _stuck_row(office, told, point, number)
        rest = len(told.stuck) - MOST_STUCK
        label = f"และอีก {rest} ประเด็น เปิดทั้งหมด" if rest > 0 else "เปิดรายการที่เกินกำหนด"
        if told.stuck:
            frame.open_page(numerals.digits(label), "evidence", group=group, due="overdue")
        if told.still:
            label = f"ไม่เคลื่อนไหวตั้งแต่สองครั้งประชุมขึ้นไป อีก {len(told.still)} ประเด็น"
            with st.expander(numerals.digits(label), key="since_still"):
                notes.say(_still(office, told.still))


def _stuck_row(office: Office, told: Told, point: Overdue, number: int) -> None:
    widest = 9 if numerals.thai_digits_wanted() else 99
    wide = any(each.days > widest for each in told.stuck[:MOST_STUCK])
    days, text = frame.numeral_row(f"{'long_' if wide else ''}stuck_{number}")
    with days:
        st.title(numerals.digits(f":orange[{point.days}]"), anchor=False)
    with text:
        title = shorten(told.titles.get(point.criterion, ""), 60)
        notes.say(f"{escape(f'{point.criterion} {title}'.strip())}")
        since = told.since.get(point.criterion)
        held = f" · {said.held(since)}" if since else ""
        notes.say(f":gray[{escape(who(office, point.groups))}{held}]")
        with _side_by_side(f"group_links_row_{number}"):
            frame.open_page("ดูหลักฐาน", "evidence", criterion=point.criterion)
            cell = told.cells.get(point.criterion) or (since and since.cell)
            if cell:
                at = (cell.workbook, cell.row)
                notes.copy_cell(office, cell.tab, at, cell.column, f"stuck_{number}")


def _still(office: Office, found: Sequence[Stuck]) -> str:
    rows = [
        f"- {escape(said.still_line(each, lambda code: words.group_short(office, code)), LONGEST)}"
        f" :gray[· {escape(cell_words(office, each.cell))}]"
        for each in found[:MOST_REST]
    ]
    if len(found) > MOST_REST:
        rows.append(f"- :gray[และอีก {len(found) - MOST_REST} ประเด็น]")
    return "\n".join(rows)


def heading(meeting: Meeting | None) -> str:
    """The heading of the section: since which meeting, and its day."""
    if meeting is None:
        return "ตั้งแต่การประชุมครั้งก่อน"
    return f"ตั้งแต่ครั้งที่{NBSP}{meeting.number} ({short_date(meeting.meeting_date)})"
