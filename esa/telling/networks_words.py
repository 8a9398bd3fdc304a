"""Sentences of the page เครือข่าย, made by rule from counts. Imports no Streamlit.

Cell text in a sentence is escaped here, because the result is Markdown; `plainly` takes the marks
off again for alternative texts.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from esa.reading.schema import read_tabs
from esa.rules.networks import (
    MAY_FALL_SILENT,
    SIDES,
    SILENT_AFTER_DAYS,
    Coverage,
    Kind,
    Reached,
    Silence,
)
from esa.rules.resources import Total
from esa.rules.vocabulary import SILENCE_WORDS
from esa.telling.texts import JOINER, NBSP, blank, escape, listed, number, one_line, short_date

EVERY_KIND = "all"
UNITS = {
    "school_network": "เครือข่าย",
    "club": "ชมรม",
    "centre": "ศูนย์",
    "team": "ทีม",
    "body": "คณะ",
    "committee": "คณะ",
    "work_network": "เครือข่าย",
    "partner": "หน่วยงาน",
}
NO_VALUE = "ยังไม่กรอกมูลค่า"
UNDATED = "ไม่ทราบวันที่"
UNTOLD = ("never", "undated", "planned")  # of whom it can't be told how long they are silent
_ABOVE = "ัิีึืฺุู็่้๊๋์ํ๎"
_MARKS = re.compile(r":\w+\[|\*\*|\]|\\")


class Counts(NamedTuple):
    """Networks by state of silence; see esa.rules.networks.silence."""

    total: int = 0
    silent: int = 0
    never: int = 0
    undated: int = 0
    planned: int = 0
    active: int = 0


def counts(silence: Sequence[Silence]) -> Counts:
    """How many networks are in each state. silence: of the kinds on view."""
    found = Counter(row.state for row in silence)
    return Counts(len(silence), *(found[state] for state in Counts._fields[1:]))


def kind_label(kind: str) -> str:
    """เครือข่ายโรงเรียน, ชมรมครู …; the three kinds that may fall silent for every kind."""
    if kind == EVERY_KIND:
        return "เครือข่าย ชมรม และศูนย์"
    return read_tabs()["networks"].field("kind").label(kind)


def unit(kind: str) -> str:
    """What one of that kind is counted as."""
    return UNITS.get(kind, "แห่ง")


def finding(found: Counts, kind: str, side: str = "") -> str:
    """The finding about networks that may fall silent. side: the Thai word where one is chosen."""
    name = kind_label(kind)
    start = f"{_side(side)}{name}"
    if not found.total:
        return f"{start}ยังไม่มีในทะเบียน"
    of = f"{found.total:,}{NBSP}{unit(kind)}"
    if found.active == found.total:
        return f"{start}ทั้ง {of} มีกิจกรรมภายใน {SILENT_AFTER_DAYS}{NBSP}วัน"
    if found.never == found.total:
        return f"{start} {of} ยังไม่มีกิจกรรมในชีต"
    mark = f":orange[**{found.silent:,}**]" if found.silent else "**0**"
    each = unit(kind).replace("เครือข่าย", f"เครือ{JOINER}ข่าย")
    of = f"{found.total:,}{_apart(found)}{NBSP}{each}"  # the unit once, of all the counts
    return f"{start}เงียบตั้งแต่ {SILENT_AFTER_DAYS}{NBSP}วัน {mark} จาก {of}"


def _apart(found: Counts) -> str:
    parts = (
        ("ยังไม่มีกิจกรรมเลย", found.never),
        (f"ไม่{JOINER}ทราบ{JOINER}วัน{JOINER}ที่", found.undated),
        ("มีแต่แผน", found.planned),
    )
    return "".join(f" {words}{NBSP}**{count:,}**" for words, count in parts if count)


def finding_of_kind(kinds: Iterable[Kind], kind: str, side: str = "") -> str:
    """The finding about kinds that don't fall silent (teams, bodies, partners …)."""
    name = kind_label(kind)
    row = next((row for row in kinds if row.kind == kind), None)
    if row is None:
        return f"{_side(side)}{name}ยังไม่มีในทะเบียน"
    of = f"{row.networks:,}{NBSP}{unit(kind)}"
    done = f"**{row.activities:,}** กิจกรรม" if row.activities else "ยังไม่มีกิจกรรมในชีต"
    if not row.active:
        return f"{_side(side)}{name} {of} {done}"
    return f"{_side(side)}{name}มีกิจกรรมในปีนี้ **{row.active:,}** จาก {of} รวม {done}"


def finding_of_network(name: object, activities: int, row: Silence | None, side: str = "") -> str:
    """The finding about one network. row: None for kinds that can't fall silent."""
    done = f"ปีนี้มี **{activities:,}** กิจกรรม" if activities else "ปีนี้ยังไม่มีกิจกรรมในชีต"
    said = f"{_side(side)}{escape(name, 80)} "
    state = row.state if row is not None else ""
    if state == "silent":
        return f"{said}เงียบมา :orange[**{row.days:,}**] วัน {done}"
    if state == "undated":
        return f"{said}{done} แต่ไม่ทราบวันที่ทั้งหมด"
    if state == "active":
        return f"{said}{done} ล่าสุด{_ago(row.days)}"
    return f"{said}{done}"


def _ago(days: int) -> str:
    return "วันนี้" if not days else f"เมื่อ **{days:,}** วันก่อน"


def _side(side: str) -> str:
    return f"ด้าน{side}: " if side else ""


def plainly(markdown: str) -> str:
    """A sentence without its Markdown, for alternative texts."""
    return _MARKS.sub("", markdown)


def width_of(text: str) -> int:
    """Letters that take room of their own: Thai vowels and tone marks above and below don't."""
    return sum(letter not in _ABOVE for letter in text)


def middle(name: object, most: int = 24) -> str:
    """A name in one line; a long one keeps its end too, where names of one kind differ."""
    line = one_line(name)
    if width_of(line) <= most:
        return line
    return f"{line[: most - 9].rstrip()}…{line[-8:].lstrip(_ABOVE)}"


def run_words(state: str, days: int | None) -> str:
    """The words at the end of a run of silence in the calendar; "" for none."""
    if state == "silent":
        return f"{SILENCE_WORDS[state]} {'' if days is None else f'{days:,}'} วัน"
    return SILENCE_WORDS[state] if state in UNTOLD else ""


def covered(coverage: Iterable[Coverage]) -> dict[str, tuple[int, int]]:
    """side → (networks that cover it, networks), of the networks on view."""
    total = len({row.network for row in coverage})
    done = Counter(row.side for row in coverage if row.state == "covered")
    return {side: (done[side], total) for side in SIDES}


def sides_sentence(heads: Mapping[str, tuple[int, int]]) -> str:
    """ด้านที่มีกิจกรรมแล้ว: วิชาการ 11 จาก 13 …; heads: of covered."""
    label = read_tabs()["network_activities"].field("side").label
    sides = [f"{label(side)} {done:,} จาก {of:,}" for side, (done, of) in heads.items()]
    return f"ด้านที่มีกิจกรรมแล้ว: {' · '.join(sides)}"


def calendar_alternative(sentence: str, heads: Mapping[str, tuple[int, int]]) -> str:
    """What the calendar shows, for those who can't see it. sentence: the finding."""
    return f"ปฏิทินกิจกรรมของเครือข่ายรายเดือน {plainly(sentence)} {sides_sentence(heads)}"


def legend(states: Collection[str], plans: bool) -> str:
    """What the marks of the calendar mean. states: of coverage on view; plans: rings are drawn."""
    parts = (
        "วงกลม = จำนวนกิจกรรมในเดือน",
        "วงโปร่ง = แผน" if plans else "",
        "สี่เหลี่ยมทึบ = มีกิจกรรมด้านนั้นแล้ว" if "covered" in states else "",
        "โปร่ง = แจ้งไว้แต่ยังไม่มี" if "declared" in states else "",
        "ประ = ไม่ทราบวันที่หรือเป็นแผน" if {"undated", "planned"} & set(states) else "",
        "จุด = ไม่ได้แจ้ง" if "not_declared" in states else "",
    )
    return " · ".join(part for part in parts if part)


def when(starts: date | None, ends: date | None) -> str:
    """29–30 เม.ย. 2557; months and years are said once where they are the same."""
    if blank(starts):
        return UNDATED if blank(ends) else f"ถึง {short_date(ends)} (ไม่ทราบวันเริ่ม)"
    if blank(ends) or ends == starts:
        return short_date(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{short_date(ends)}"
    if starts.year == ends.year:
        return f"{short_date(starts).rsplit(NBSP, 1)[0]} – {short_date(ends)}"
    return f"{short_date(starts)} – {short_date(ends)}"


def who(names: Sequence[str], side: str, participants: object, criterion: object) -> str:
    """The second line of an activity: networks · side · participants · criterion (Markdown)."""
    people = "ยังไม่กรอกจำนวนคน" if blank(participants) else f"{participants:,}{NBSP}คน"
    parts = [
        listed([escape(name, 60) for name in names], most=3) if names else "ไม่ระบุเครือข่าย",
        f"ด้าน{side}" if side else "ไม่ระบุด้าน",
        people,
        "" if blank(criterion) else f"ประเด็น{NBSP}{escape(criterion, 20)}",
    ]
    return " · ".join(part for part in parts if part)


def money(value: Decimal | None) -> str:
    """1,189,260 or 45,500.50; satang only where there are any."""
    if blank(value):
        return ""
    return number(value, 0 if value == value.to_integral_value() else 2)


def cash_heading(total: Total) -> str:
    """The heading over the cash of local government."""
    return f"เงินจากองค์กรปกครองส่วนท้องถิ่น **{money(total.cash)}** บาท"


def other_heading(total: Total, kinds: Iterable[str]) -> str:
    """The heading over what isn't cash: its value where known, and how many rows have none."""
    label = read_tabs()["resources"].field("kind").label
    name = listed([label(kind) for kind in kinds], most=3) or label("in_kind")
    blanks = f"{NO_VALUE} **{total.no_value:,}**" if total.no_value else ""
    known = total.rows - total.no_value
    worth = f"มูลค่า **{money(total.other)}** บาท" if known else ""
    rows = f"{name} {total.rows:,}{NBSP}รายการ"
    return " ".join(part for part in (rows, worth, blanks) if part)


def cash_note(every: Total, local: Total) -> str:
    """What the heading over cash doesn't hold: other partners, amounts nobody filled in."""
    rest, blanks = every.cash - local.cash, every.no_value
    parts = (
        f"แถบสีอ่อน = ภาคีอื่น รวม {money(rest)} บาท" if rest else "",
        f"ยังไม่กรอกจำนวนเงิน {blanks:,} รายการ" if blanks else "",
    )
    return " · ".join(part for part in parts if part)


def partner_sentence(name: object, total: Total) -> str:
    """What one partner gave: cash and value apart, never added, and from how many activities."""
    parts = [
        f"เงิน **{money(total.cash)}** บาท" if total.cash else "",
        f"มูลค่าสิ่งของหรือบริการ **{money(total.other)}** บาท" if total.other else "",
        f"{NO_VALUE} **{total.no_value:,}** รายการ" if total.no_value else "",
    ]
    said = " · ".join(part for part in parts if part) or "ไม่มีรายการที่นับได้"
    return f"{escape(name, 80)} {said} จาก **{total.activities:,}** กิจกรรม"


def activities_heading(shown: int, total: int, label: str, without_network: int = 0) -> str:
    """64 กิจกรรมของเครือข่ายโรงเรียน จากทั้งสำนักงาน 100. label: plain text of what is on view."""
    start = f"**{shown:,}** กิจกรรม{escape(label, 80)}"
    if not shown:
        start = f":gray[ยังไม่มีกิจกรรม{escape(label, 80)}]"
    if shown == total:
        return start
    alone = f" ไม่ระบุเครือข่าย {without_network:,}" if without_network else ""
    return f"{start} :gray[จาก {total:,} ทั้งสำนักงาน{alone}]"


def reached_heading(reached: Sequence[Reached]) -> str:
    """ยังไม่ถึง 14 จาก 117 โรงเรียน."""
    total, missing = len(reached), sum(row.how == "not_reached" for row in reached)
    if not total:
        return "ยังไม่มีโรงเรียนในทะเบียน"
    if not missing:
        return f"กิจกรรมถึงโรงเรียนครบทั้ง :blue[**{total:,}**] โรงเรียน"
    return f"ยังไม่ถึง :orange[**{missing:,}**] จาก {total:,}{NBSP}โรงเรียน"


def why_not_reached(schools: Sequence[Reached]) -> str:
    """Why they aren't: no network in the register, or a network without an activity."""
    alone = sum(row.network is None for row in schools)
    parts = [
        f"ยังไม่กรอกเครือข่ายในทะเบียน {alone:,}" if alone else "",
        f"เครือข่ายยังไม่มีกิจกรรม {len(schools) - alone:,}" if len(schools) > alone else "",
    ]
    return " · ".join(part for part in parts if part)


def orders_heading(register: pd.DataFrame) -> str:
    """มีคำสั่งในชีต 2 จาก 17. register: committees, bodies, teams and networks of work."""
    total, known = len(register), int(register["order_no"].notna().sum())
    if not total:
        return "คณะกรรมการ องค์คณะ และทีมงาน ยังไม่มีในทะเบียน"
    missing = f" ยังไม่กรอก {total - known:,}" if known < total else ""
    return f"คณะและทีมงานที่มีคำสั่งในชีต **{known:,}** จาก {total:,}{missing}"


def order(order_no: object, order_date: object, members: object) -> str:
    """คำสั่งที่ 296/2557 ลงวันที่ 22 ส.ค. 2557 · สมาชิก 18 คน; what is unknown is said."""
    said = f"คำสั่งที่{NBSP}{escape(order_no, 60)}" if not blank(order_no) else "ยังไม่กรอกคำสั่ง"
    if not blank(order_no):
        said += f" ลงวันที่ {short_date(order_date)}" if not blank(order_date) else " ไม่ทราบวันที่"
    people = "ยังไม่กรอกจำนวนสมาชิก" if blank(members) else f"สมาชิก {members:,}{NBSP}คน"
    return f"{said} · {people}"


def silent_kind(kind: str) -> bool:
    """Whether the kind (or every kind) has networks that may fall silent."""
    return kind == EVERY_KIND or kind in MAY_FALL_SILENT
