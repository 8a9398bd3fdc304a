"""Words of meeting mode, by rule: lines of a slide and the questions to decide on.

Pure: values of the rule modules go in, Markdown comes out, cell text escaped. A slide is read from
six metres: short lines, the most pressing first, the rest counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import NamedTuple

import pandas as pd

from esa.changes.stuck import Stuck as Since
from esa.plain import records
from esa.rules.follow_ups import FollowUp
from esa.rules.kpis import Round, count_states
from esa.rules.networks import SILENT_AFTER_DAYS, Silence
from esa.rules.vocabulary import (
    CLOSED_FOLLOW_UPS,
    KPI_STATE_WORDS,
    NO_RUBRIC,
    NO_TOTAL,
    SILENCE_WORDS,
)
from esa.screen.drawings import Drawing
from esa.screen.lines import width
from esa.telling import changes_words
from esa.telling.board_ladder import cut
from esa.telling.board_words import Stuck, follow_up_place
from esa.telling.networks_words import UNTOLD, plainly
from esa.telling.texts import NBSP, blank, escape, listed, one_line, short_date

LETTERS = 72  # of a text that takes about one line of a slide
TWO_LINES = 124
MOST_CODES = 6
Name = Callable[[Iterable[str]], str]  # codes of groups → their short names


class Line(NamedTuple):
    """One entry of a slide, all Markdown: a short lead (number, code, date), its text, and second
    text below."""

    lead: str
    text: str
    below: str = ""


class Slide(NamedTuple):
    """One topic. topic: plain; finding: Markdown, the large line; lines: the most pressing first;
    more: what isn't among them; note: Markdown below; lead: px of the column of leads; hero: the
    finding is what the slide is about; height: px that the drawing takes."""

    topic: str
    finding: str
    lines: tuple[Line, ...] = ()
    more: int = 0
    note: str = ""
    drawing: Drawing | None = None
    alternative: str = ""
    height: int = 0
    lead: int = 110
    hero: bool = False


class Sizes(NamedTuple):
    """How large a slide is set, px of its letters: finding, text of a line, and what is below;
    one_row: that stands behind the text instead."""

    name: str
    finding: int
    text: int
    below: int
    one_row: bool = False


WIDTH, ROOM = 1184, 634  # px of a slide for its content, of 1280 × 720
SIZES = (
    Sizes("large", 46, 38, 30),
    Sizes("usual", 42, 30, 24),
    Sizes("dense", 42, 26, 26, one_row=True),
)
HERO = Sizes("hero", 62, 42, 30)
_LEADING, _ROW, _DENSE_ROW, _TOPIC, _NOTE = 1.42, 17, 8, 36, 48


def short(text: object, letters: int = LETTERS) -> str:
    """Markdown of cell text that fits; marks above and below letters take no room."""
    return escape(cut(one_line(text), letters))


def laid_out(slide: Slide) -> tuple[Slide, Sizes]:
    """The slide with the lines that fit, in the largest letters in which all of them do.

    What doesn't fit in the smallest is counted in `more`. Widths are estimated on the safe side.
    """
    for sizes in (HERO,) if slide.hero else SIZES:
        if _height(slide, sizes) <= ROOM:
            return slide, sizes
    while slide.lines and _height(slide, sizes) > ROOM:
        slide = slide._replace(lines=slide.lines[:-1], more=slide.more + 1)
    return slide, sizes


def _height(slide: Slide, sizes: Sizes) -> float:
    notes = 1 if slide.note or slide.more else 0
    rows = sum(_line_height(line, sizes, WIDTH - slide.lead) for line in slide.lines)
    finding = _rows(slide.finding, sizes.finding, WIDTH) + (70 if slide.hero else 20)
    return _TOPIC + finding + slide.height + rows + notes * _NOTE


def _line_height(line: Line, sizes: Sizes, wide: float) -> float:
    if sizes.one_row:
        return _rows(on_one_row(line), sizes.text, wide) + _DENSE_ROW
    below = _rows(line.below, sizes.below, wide) if line.below else 0
    return _rows(line.text, sizes.text, wide) + below + _ROW


def on_one_row(line: Line) -> str:
    """Markdown: the text and what else stands below it, in one run of text."""
    return " · ".join(part for part in (line.text, line.below) if part)


def _rows(markdown: str, size: int, wide: float) -> float:
    """Px that a text takes, in as many rows as it needs."""
    return ceil(width(plainly(markdown), size) / (wide * 1.05)) * size * _LEADING


# --- changes -----------------------------------------------------------------------------------


def change_lines(
    rose: Iterable[changes_words.Line],
    fell: Iterable[changes_words.Line],
    unknown: Iterable[changes_words.Line],
    name: Name,
) -> list[Line]:
    """What rose, what fell, what isn't known any more: each with its word and its groups.

    Only levels rise and fall; a point that gained evidence or was carried out is progress.
    """
    found = []
    for level, other, lines in (
        (":blue[**ขึ้น**]", ":blue[**คืบหน้า**]", rose),
        (":orange[**ลง**]", ":orange[**ถดถอย**]", fell),
        (":gray[ไม่ทราบ]", ":gray[ไม่ทราบ]", unknown),
    ):
        for line in lines:
            word = level if line.change is None or line.change.subject == "level" else other
            who = f":gray[{escape(name(line.groups))}]" if line.groups else ""
            found.append(Line(word, short(line.text, TWO_LINES), who))
    return found


# --- what is stuck -----------------------------------------------------------------------------


def stuck_lines(
    stuck: Sequence[Stuck], since: Iterable[Since], titles: dict[str, str], name: Name
) -> list[Line]:
    """The stuck points, longest overdue first: code, title; group and since when."""
    held = {each.criterion: each for each in since}
    found = []
    for point in stuck:
        known = held.get(point.criterion)
        when = f":gray[{escape(changes_words.held(known))}] · " if known else ""
        late = f":orange[เกินกำหนด{NBSP}**{point.days}**{NBSP}วัน]"
        below = f"**{escape(name(point.groups))}** · {when}{late}"
        text = short(titles.get(point.criterion)) or ":gray[(ยังไม่ได้กรอกชื่อ)]"
        found.append(Line(f"**{escape(point.criterion)}**", text, below))
    return found


# --- resolutions -------------------------------------------------------------------------------


def overdue_lines(states: Iterable[FollowUp], name: Name) -> list[Line]:
    """Resolutions past their date, the longest first."""
    found = []
    for row in states:
        if row.state == "overdue":
            place = escape(follow_up_place(row.meeting_no, row.item))
            text = short(row.resolution) or ":gray[(ไม่ได้กรอกมติ)]"
            who = f"**{escape(name(row.groups))}** · :gray[{place}]"
            found.append(Line(f":orange[**{row.overdue_days}**]{NBSP}วัน", text, who))
    return found


def soon_lines(found: Iterable, name: Name) -> list[Line]:
    """What falls due, the soonest first. found: of board_words.due_soon."""
    lines = []
    for each in found:
        day = short_date(each.due).rsplit(NBSP, 1)[0]
        lines.append(Line(f"**{day}**", short(each.what), f":gray[{escape(name(each.groups))}]"))
    return lines


# --- networks, KPIs, data ----------------------------------------------------------------------


def silent_lines(silence: Iterable[Silence]) -> list[Line]:
    """Networks that have fallen silent, the longest first."""
    found = []
    for row in silence:
        if row.state == "silent":
            name = short(row.network_name or row.network, 44)
            text = f"{name} :gray[ล่าสุด {short_date(row.last_ended)}]"
            found.append(Line(f":orange[**{row.days}**]{NBSP}วัน", text))
    return found


def silence_note(silence: Iterable[Silence]) -> str:
    """Those of which silence can't be told: never heard of, undated, planned only; plain counts."""
    counts = Counter(row.state for row in silence)
    parts = [f"{SILENCE_WORDS[state]}{NBSP}{counts[state]}" for state in UNTOLD if counts[state]]
    return f":gray[{' · '.join(parts)}]" if parts else ""


def kpi_finding(latest: Sequence[Round]) -> str:
    """ถึงเป้า 1 จาก 9 ตัวชี้วัด, unknown ones beside."""
    counts = count_states(latest)
    said = f"ถึงเป้า **{counts['reached']}** จาก {len(latest)} ตัวชี้วัด ตามผลล่าสุด"
    unsure = [
        f"{KPI_STATE_WORDS[state]}{NBSP}{counts[state]}"
        for state in ("not_reported", "unusable", "no_target", "no_direction")
        if counts[state]
    ]
    return f"{said} :gray[({', '.join(unsure)})]" if unsure else said


# --- what to decide ----------------------------------------------------------------------------


def questions(
    stuck: Sequence[Stuck],
    states: Sequence[FollowUp],
    levels: pd.DataFrame,
    points: pd.DataFrame,
    silence: Iterable[Silence],
    reading: str,
    name: Name,
) -> list[Line]:
    """Open questions for the board, by rule, the most pressing first. Each names what, and who."""
    found = [
        *_stuck_questions(stuck, name),
        *_resolution_questions(states),
        *_level_questions(levels, reading),
        *_unled_questions(points),
    ]
    silent = [row for row in silence if row.state == "silent"]
    if silent:
        names = [cut(one_line(row.network_name), 22) for row in silent[:2]]
        told = escape(listed(names, 2)) + (
            f" และอีก{NBSP}{len(silent) - 2}" if len(silent) > 2 else ""
        )
        found.append(
            (f"{told} เงียบตั้งแต่{NBSP}{SILENT_AFTER_DAYS}{NBSP}วันขึ้นไป", "ให้ใครนัดหมายเครือข่าย และเมื่อใด")
        )
    return [
        Line(f"**{number}**", what, f":gray[{ask}?]")
        for number, (what, ask) in enumerate(found, start=1)
    ]


def _stuck_questions(stuck: Sequence[Stuck], name: Name) -> list[tuple[str, str]]:
    groups: dict[tuple[str, ...], list[Stuck]] = {}
    for point in stuck:
        groups.setdefault(point.groups, []).append(point)
    return [
        (
            f"**{escape(name(codes))}** ค้าง {_codes(each.criterion for each in own)} "
            f"เกินกำหนด{NBSP}:orange[**{max(each.days for each in own)}**]{NBSP}วัน",
            "ขยายวันถึงเมื่อใด หรือมอบใครช่วย",
        )
        for codes, own in groups.items()
    ]


def _resolution_questions(states: Sequence[FollowUp]) -> list[tuple[str, str]]:
    found = []
    late = [row for row in states if row.state == "overdue"]
    if late:
        places = _places(late)
        longest = max(row.overdue_days for row in late)
        text = f"มติเกินกำหนด{NBSP}**{len(late)}** เรื่อง ({places}) นานสุด{NBSP}{longest}{NBSP}วัน"
        found.append((text, "เร่งรัด ขยายวัน หรือยกเลิกมติ"))
    still = [row for row in states if row.state not in CLOSED_FOLLOW_UPS]
    nobody = [row for row in still if not row.groups]
    if nobody:
        found.append((f"มติยังไม่มีผู้รับผิดชอบ ({_places(nobody)})", "มอบกลุ่มใด"))
    undated = [row for row in still if row.no_date]
    if undated:
        found.append((f"มติยังไม่มีกำหนดวัน ({_places(undated)})", "ให้แล้วเสร็จเมื่อใด"))
    return found


def _places(rows: Iterable[FollowUp]) -> str:
    places = [follow_up_place(row.meeting_no, row.item).removeprefix("ครั้งที่ ") for row in rows]
    return escape(listed(places, 3))


def _level_questions(levels: pd.DataFrame, reading: str) -> list[tuple[str, str]]:
    conditions, claims, unruled = [], [], []
    names = ("indicator", f"outcome_{reading}", "condition_open", f"claimed_above_{reading}")
    for _, code, outcome, condition, above in records(levels, *names):
        if outcome == "locked" and condition:
            conditions.append(code)
        if (above or 0) > 0:
            claims.append(code)
        if outcome in (NO_RUBRIC, NO_TOTAL):
            unruled.append(code)
    found = []
    if conditions:
        what = f"{_codes(conditions)} รอยืนยันเงื่อนไขเพิ่มเติม จึงยังให้ระดับไม่ได้"
        found.append((what, "ผ่านเงื่อนไขหรือไม่ ใครยืนยัน"))
    if claims:
        what = f"{_codes(claims)} ประเมินตนเองสูงกว่าหลักฐาน"
        found.append((what, "หาหลักฐานเพิ่ม หรือปรับระดับที่ประเมิน"))
    if unruled:
        what = f"{_codes(unruled)} ยังไม่ได้กรอกเกณฑ์หรือจำนวนประเด็น"
        found.append((what, "ใครกรอก ภายในวันใด"))
    return found


def _unled_questions(points: pd.DataFrame) -> list[tuple[str, str]]:
    codes = [
        code
        for _, code, groups in records(points, "criterion", "lead_groups")
        if code and blank(groups or ())
    ]
    if not codes:
        return []
    return [(f"{_codes(codes)} ยังไม่มีผู้รับผิดชอบหลัก", "มอบกลุ่มใด")]


def _codes(codes: Iterable[str]) -> str:
    return f"**{escape(listed(codes, MOST_CODES))}**"
