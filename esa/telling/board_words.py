"""The opening page in words, by rule: its sentence, the shortest paths, what falls due.

Pure: tables of the rule modules go in, Thai sentences come out. Nothing here claims a rise or a
fall; that needs two meetings. Texts are plain unless a function says Markdown.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from esa.plain import records
from esa.rules.follow_ups import FollowUp
from esa.rules.kpis import Round
from esa.rules.spending import Money
from esa.rules.vocabulary import (
    ACTION_WORDS,
    CLOSED_FOLLOW_UPS,
    EVIDENCE,
    FOLLOW_UP_STATE_WORDS,
    GATE,
    KPI_STATE_WORDS,
    REPORT,
    STAGE_UNITS,
    VERIFIED,
)
from esa.telling.texts import (
    JOINER,
    NBSP,
    blank,
    escape,
    listed,
    number,
    one_line,
    short_date,
    shorten,
)

NEXT_DAYS = 14
MOST_GROUPS = 3  # groups named in the sentence
MOST_PARTS = 2  # actions named in one row of the paths
WIDE_SPACE = "\u2002"

_INDICATORS = f"ตัว{JOINER}บ่ง{JOINER}ชี้"  # never broken in the large heading
OPEN_ROWS = "มติที่ยังไม่ปิด"  # the list of resolutions below, by its name
_ROUND_STATES = ("reached", "not_yet", "not_reached")


class Stuck(NamedTuple):
    """A point without clear evidence past its due date; groups: codes of those who lead it.

    In the verified reading a point that is carried out and proved in time, and only waits for its
    check, isn't stuck: nothing presses its group.
    """

    indicator: str
    criterion: str
    groups: tuple[str, ...]
    days: int


class Path(NamedTuple):
    """The least that lifts one indicator: how many actions, and the first of them.

    stage: evidence (to the next level), gate (to any level) or report (data first). parts:
    (criteria, action, groups) in order.
    """

    indicator: str
    stage: str
    need: int
    now: int | None
    to_level: int | None
    parts: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]


class Soon(NamedTuple):
    """Something due within NEXT_DAYS. kind: "points" (codes) or "follow_up" (its text)."""

    due: date
    kind: str
    what: str
    groups: tuple[str, ...]


# --- what is stuck, and the sentence -----------------------------------------------------------


def stuck_points(points: pd.DataFrame, reading: str) -> list[Stuck]:
    """The stuck points in one reading, the longest overdue first. points: see points.points."""
    names = ("indicator", "criterion", "lead_groups", "overdue_days", f"clear_{reading}")
    found = [
        Stuck(indicator or "", criterion or "", tuple(groups or ()), days)
        for _, indicator, criterion, groups, days, clear in records(points, *names)
        if days > 0 and not clear
    ]
    return sorted(found, key=lambda point: -point.days)


def by_group(stuck: Iterable[Stuck]) -> dict[str, int]:
    """Stuck points of each group that leads them, most first; "" where nobody is named.

    A point that two groups lead counts for both.
    """
    counts: dict[str, int] = {}
    for point in stuck:
        for group in point.groups or ("",):
            counts[group] = counts.get(group, 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: -entry[1]))


def with_level(levels: pd.DataFrame, reading: str) -> int:
    """Indicators that have a level now; provisional ones don't count."""
    return int(levels[f"level_{reading}"].notna().sum())


def levels_part(having: int, indicators: int, reading: str, known: bool = True) -> str:
    """Markdown: ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้. known: some group has reported something."""
    if not indicators:
        return f"ยังไม่มี{_INDICATORS}ในชีตสำนักงาน"
    if not known:
        return f"ยังไม่มีข้อมูลจากกลุ่มใด จึงยังสรุประดับไม่ได้ทั้ง{NBSP}{indicators}{NBSP}{_INDICATORS}"
    said = "ตรวจแล้วได้ระดับ" if reading == VERIFIED else "ได้ระดับแล้ว"
    return f"{said}{NBSP}**{having}**{NBSP}จาก{NBSP}{indicators}{NBSP}{_INDICATORS}"


def conditions_part(met: int, stated: int) -> str:
    """Markdown: ผ่านสภาพที่พึงประสงค์ 3 จาก 204 ข้อ."""
    if not stated:
        return "ยังไม่มีสภาพที่พึงประสงค์ในชีต"
    return f"ผ่านสภาพที่พึงประสงค์{NBSP}**{met}**{NBSP}จาก{NBSP}{stated}{NBSP}ข้อ"


def stuck_part(stuck: Sequence[Stuck], points: pd.DataFrame, name: Callable[[str], str]) -> str:
    """Markdown: ค้าง 3 ประเด็น (การเงิน 2, บุคคล 1); says so where no due date is filled in
    at all, and nothing where no group has reported.

    name: short name of a group. Without links: those of Markdown open another tab.
    """
    if not points["known"].any():
        return ""
    if not stuck:
        dated = points["due"].notna().any()
        return "ไม่มีประเด็นค้าง" if dated else "ยังไม่มีประเด็นใดกำหนดวันแล้วเสร็จ"
    counts = by_group(stuck)
    named = [
        f"{_whole(escape(name(group), 22))}{NBSP}{count}"
        for group, count in list(counts.items())[:MOST_GROUPS]
    ]
    if len(counts) > MOST_GROUPS:
        named.append(f"อีก{NBSP}{len(counts) - MOST_GROUPS}{NBSP}กลุ่ม")
    comma = f",{NBSP}" if len(named) < MOST_GROUPS else ", "  # a short bracket stays in one line
    return f"ค้าง{NBSP}:orange[**{len(stuck)}**]{NBSP}ประเด็น ({comma.join(named)})"


def _whole(name: str) -> str:
    """A name that isn't broken between its words, which Thai doesn't part by spaces."""
    return re.sub(r"(?<=[ก-๙])(?=[ก-ฮเแโใไ])", JOINER, name)


def clear_part(points: pd.DataFrame, reading: str) -> str:
    """Markdown: หลักฐานชัดเจน 14 จาก 34 ประเด็น; "" without points."""
    if not len(points):
        return ""
    clear = int(points[f"clear_{reading}"].fillna(False).astype(bool).sum())
    word = "หลักฐานที่ตรวจแล้ว" if reading == VERIFIED else "หลักฐานชัดเจน"
    return f"{word}{NBSP}**{clear}**{NBSP}จาก{NBSP}{len(points)}{NBSP}ประเด็น"


def follow_ups_part(overdue: int, rows: int) -> str:
    """Markdown: มติเกินกำหนด 2 เรื่อง; "" where no resolution is in the sheet."""
    if not rows:
        return ""
    if not overdue:
        return "ไม่มีมติเกินกำหนด"
    return f"มติ{JOINER}เกิน{JOINER}กำหนด{NBSP}:orange[**{overdue}**]{NBSP}เรื่อง"


def joined(*parts: str) -> str:
    """The parts of the sentence that say something, a wide space between: it is the opening
    heading, which wraps, and a dot would hang at the end or the beginning of a line."""
    return WIDE_SPACE.join(part for part in parts if part)


# --- the shortest way up -----------------------------------------------------------------------


def paths(steps: pd.DataFrame, levels: pd.DataFrame, reading: str) -> list[Path]:
    """The first thing to do for each indicator that can rise, cheapest first, no data last.

    steps: see next_steps.next_steps. levels: see rubric.levels.
    """
    now = {code: level for _, code, level in records(levels, "indicator", f"level_{reading}")}
    first: dict[str, list[tuple]] = {}
    names = ("indicator", "stage", "need", "to_level", "criterion", "action", "groups")
    for _, indicator, *step in records(steps, *names):
        own = first.setdefault(indicator or "", [])
        if not own or own[0][0] == step[0]:
            own.append(tuple(step))
    found = []
    for indicator, own in first.items():
        stage, need, to_level, *_ = own[0]
        chosen = own[: need or len(own)]
        level = now.get(indicator)
        found.append(Path(indicator, stage, need or len(own), level, to_level, _parts(chosen)))
    return sorted(found, key=lambda path: (path.stage == REPORT, path.need))


def _parts(steps: Iterable[tuple]) -> tuple:
    same: dict[tuple, list[str]] = {}
    for _, _, _, criterion, action, groups in steps:
        codes = same.setdefault((action, tuple(groups or ())), [])
        if criterion:
            codes.append(criterion)
    return tuple((tuple(codes), action, groups) for (action, groups), codes in same.items())


def path_title(path: Path) -> str:
    """What the numeral counts and what it brings: ประเด็น: 2.4 จากระดับ 3 เป็น 4."""
    aim = {
        EVIDENCE: f"ขึ้นเป็นระดับ {path.to_level}",
        GATE: "จึงให้ระดับได้",
        REPORT: "จึงสรุประดับได้",
    }[path.stage]
    if path.stage == EVIDENCE and path.now:
        aim = f"จากระดับ {path.now} เป็น {path.to_level}"
    elif path.stage == GATE and path.to_level:
        aim += f" (เบื้องต้น ระดับ {path.to_level})"
    return f"{STAGE_UNITS[path.stage]}: {path.indicator} {aim}"


def path_text(path: Path, groups: Callable[[tuple[str, ...]], str]) -> str:
    """What to do and who: 2.4.4 เติมลิงก์หรือที่เก็บ · อำนวยการ."""
    said = []
    for codes, action, who in path.parts[:MOST_PARTS]:
        what = f"{listed(codes, 3)} {ACTION_WORDS.get(action, action)}".strip()
        said.append(f"{what} · {groups(who)}" if who else what)
    text = ", ".join(said)
    if len(path.parts) > MOST_PARTS:
        text += f" และอีก {len(path.parts) - MOST_PARTS} อย่าง"
    return text


# --- follow-ups, soon, the quiet lines ---------------------------------------------------------


def follow_up_place(meeting: object, item: object) -> str:
    """ครั้งที่ 7/2557 ข้อ 1."""
    return f"ครั้งที่ {one_line(meeting) or '–'} ข้อ {'–' if blank(item) else item}"


def open_text(states: Sequence[FollowUp]) -> str:
    """How many resolutions are open: ยังไม่ปิด 12 เรื่อง: เกินกำหนด 4 · ยังไม่ถึงกำหนด 8."""
    if not len(states):
        return ""
    still = sum(row.state not in CLOSED_FOLLOW_UPS for row in states)
    overdue = sum(row.state == "overdue" for row in states)
    undated = sum(row.no_date for row in states)
    if not still:
        return f"ปิดครบแล้วทั้ง {len(states)} เรื่อง"
    parts = [
        f"{word}{NBSP}{count}"
        for word, count in (
            (FOLLOW_UP_STATE_WORDS["overdue"], overdue),
            ("ยังไม่ถึงกำหนด", still - overdue - undated),
            ("ไม่กำหนดวัน", undated),
        )
        if count
    ]
    return f"ยังไม่ปิด {still} จาก {len(states)} เรื่อง: {' · '.join(parts)}"


def due_soon(missing: pd.DataFrame, states: Iterable[FollowUp], today: date) -> list[Soon]:
    """What falls due from today on within NEXT_DAYS, the soonest first.

    missing: see next_steps.missing_evidence; points of one day and the same groups stand together.
    """
    last = today + timedelta(days=NEXT_DAYS)
    codes: dict[tuple, list[str]] = {}
    for _, criterion, due, groups in records(missing, "criterion", "due", "groups"):
        if due and today <= due <= last:
            codes.setdefault((due, tuple(groups or ())), []).append(criterion or "")
    found = [
        Soon(due, "points", f"{listed(sorted(own), 6)} ยังขาดหลักฐาน", groups)
        for (due, groups), own in codes.items()
    ]
    for row in states:
        if row.days_left is not None and 0 <= row.days_left <= NEXT_DAYS:
            place = follow_up_place(row.meeting_no, row.item)
            what = f"{shorten(row.resolution, 90)} (มติ{place})"
            found.append(Soon(row.due, "follow_up", what, row.groups))
    return sorted(found, key=lambda soon: soon.due)


def problems_text(counts: Mapping[str, int]) -> str:
    """ต้องแก้ 23 · ควรตรวจ 11 · เพื่อทราบ 24, by severity; none left says so."""
    if not any(counts.values()):
        return "ไม่พบข้อที่ต้องแก้ในชีต"
    told = {"error": "ต้องแก้", "warning": "ควรตรวจ", "info": "เพื่อทราบ"}
    return " · ".join(f"{word} {counts[severity]}" for severity, word in told.items())


def kpi_text(rounds: Sequence[Round]) -> str:
    """KPIs at their target in each round: ถึงเป้า รอบ 6 เดือน 0 จาก 9 · รอบ 9 เดือน 1 จาก 9."""
    if not len(rounds):
        return "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต"
    said = []
    for months in sorted({row.round for row in rounds}):
        own = [row for row in rounds if row.round == months]
        states = Counter(row.state for row in own)
        compared = sum(states[state] for state in _ROUND_STATES)
        if compared:
            result = f"{states['reached']} จาก {compared}"
            rest = [
                f"{KPI_STATE_WORDS[state]} {states[state]}"
                for state in ("not_reported", "unusable")
                if states[state]
            ]
            result += f" ({', '.join(rest)})" if rest else ""
        elif not any(row.due for row in own):
            result = "ยังไม่สิ้นรอบ"
        else:
            result = "ยังเทียบเป้าไม่ได้"
        said.append(f"รอบ{NBSP}{months}{NBSP}เดือน {result}")
    return f"ถึงเป้า {' · '.join(said)}"


def money_text(money: Money) -> str:
    """Spent of allocated against the target: เบิกจ่ายแล้ว 98.38 % … เป้าหมาย …, left."""
    if not money.rows or money.percent_spent is None:
        return "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้"
    baht = f"{number(money.spent, 2)} จาก {number(money.allocated, 2)} บาท"
    said = [f"เบิกจ่ายแล้ว {money.percent_spent} % ({baht})"]
    if money.target_percent is not None:
        source = {
            "stated": "เป้าหมาย",
            "even_pace": "ยังไม่ได้กรอกเป้าหมาย ถ้าเฉลี่ยเท่ากันทุกวันควรถึง",
        }.get(money.target_from, "เทียบเป้าหมายบางส่วนและค่าเฉลี่ยรายวัน")
        said.append(f"{source} {money.target_percent} %")
    said.append(f"ณ {short_date(money.as_of)}")
    return " · ".join(said)
