"""The trend over meetings in words, and the forecast "at this pace", which shows its pace.

Pure: moments of esa.telling.moments go in, plain Thai texts come out. A forecast is given only
over at least three states of one fiscal year that were read whole and never fell; otherwise the
text says why there is none. Source: docs/rules.md, "Forecast".
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from esa.codes import code_key
from esa.telling.moments import Moment
from esa.telling.schools_words import of_colour, stand
from esa.telling.texts import NBSP, short_date
from esa.telling.topic import Table

FEWEST = 3  # states for a pace
FARTHEST = 60  # meetings ahead; farther than that a pace says nothing
NOW = "ปัจจุบัน"


class Pace(NamedTuple):
    """Points gained (of first to last) over so many meetings; ahead: meetings to the goal at this
    pace, None without a forecast; why: then the reason."""

    first: int
    last: int
    meetings: int
    goal: int
    ahead: int | None
    why: str


def pace(counts: Sequence[int], goal: int) -> Pace:
    """counts: clear points state by state, oldest first; goal: points to reach."""
    first, last = (counts[0], counts[-1]) if counts else (0, 0)
    steps = max(len(counts) - 1, 0)
    gained = last - first

    def without(why: str) -> Pace:
        return Pace(first, last, steps, goal, None, why)

    if last >= goal:
        return Pace(first, last, steps, goal, 0, "")
    if len(counts) < FEWEST:
        return without(f"มีข้อมูลเพียง {len(counts)} ครั้ง ต้องมีอย่างน้อย {FEWEST} ครั้ง")
    if any(later < earlier for earlier, later in zip(counts, counts[1:], strict=False)):
        return without("ที่ผ่านมามีทั้งขึ้นและลง อัตราจึงไม่แน่นอน")
    if not gained:
        return without(f"ไม่มีประเด็นใดเพิ่มใน {steps} ครั้งประชุม")
    ahead = -(-(goal - last) * steps // gained)
    if ahead > FARTHEST:
        return without(f"ในอัตรานี้ต้องใช้เกิน {FARTHEST} ครั้งประชุม")
    return Pace(first, last, steps, goal, int(ahead), "")


def comparable(moments: Sequence[Moment]) -> list[Moment]:
    """The last of these states that belong together: of one fiscal year, edition and number of
    points, and read whole."""
    found: list[Moment] = []
    for moment in reversed(moments):
        last = found[-1] if found else moment
        same = (moment.fiscal_year, moment.edition, moment.points) == (
            last.fiscal_year,
            last.edition,
            last.points,
        )
        if not same:
            break
        if not moment.unread:
            found.append(moment)
    return found[::-1]


def _points(number: object) -> str:
    return f"{number}{NBSP}ประเด็น"


def per_meeting(found: Pace) -> str:
    """1 ประเด็นต่อครั้ง; 0.6 with one decimal."""
    rate = Fraction(found.last - found.first, max(found.meetings, 1))
    written = str(rate) if rate.denominator == 1 else f"{float(rate):.1f}"
    return f"{written}{NBSP}ประเด็นต่อครั้ง"


def forecast(found: Pace, goal: str) -> str:
    """หากคืบหน้าในอัตรานี้ …, with the pace; or why not. goal: such as มีหลักฐานครบทุกประเด็น."""
    shown = f"{found.first} → {_points(found.last)} ใน{NBSP}{found.meetings}{NBSP}ครั้งประชุม"
    if found.ahead == 0:
        return f"{goal}แล้ว ({found.last} จาก {_points(found.goal)})"
    if found.ahead is None:
        return f"ยังคาดการณ์ไม่ได้ว่าจะ{goal}เมื่อใด: {found.why}"
    return (
        f"หากคืบหน้าในอัตรานี้ ({shown} คือ {per_meeting(found)}) อีกราว{NBSP}{found.ahead}{NBSP}ครั้งประชุม"
        f"จึงจะ{goal} ({_points(found.goal)})"
    )


def forecasts(moments: Sequence[Moment], reading: str) -> list[str]:
    """Of the whole office, then of each indicator with a target level."""
    own = comparable(moments)
    if not own or not own[-1].points:
        return []
    said = [forecast(pace([m.clear[reading] for m in own], own[-1].points), "มีหลักฐานครบทุกประเด็น")]
    for code in sorted(own[-1].goals, key=code_key):
        counts = [m.of[reading].get(code, 0) for m in own]
        text = forecast(pace(counts, own[-1].goals[code]), "ถึงระดับเป้าหมาย")
        said.append(f"{code}: {text}")
    return said


def label(moment: Moment) -> str:
    """11/2557, or ปัจจุบัน."""
    return moment.meeting or NOW


def with_levels(moments: Sequence[Moment], reading: str) -> list[str]:
    """Indicators that had a level in one of these states, in the order of their codes."""
    codes = {c for m in moments for c, level in m.levels[reading].items() if level is not None}
    return sorted(codes, key=code_key)


def without_level(moments: Sequence[Moment], reading: str) -> list[str]:
    """Indicators of the last state that had no level in any."""
    known = set(with_levels(moments, reading))
    return sorted(set(moments[-1].levels[reading]) - known, key=code_key) if moments else []


def finding(moments: Sequence[Moment], reading: str) -> str:
    """From the first to the last state: ได้ระดับ 1 → 3 ตัวบ่งชี้ · หลักฐานชัดเจน 9 → 14 จาก 34 ประเด็น."""
    if len(moments) < 2:
        return "ต้องมีอย่างน้อยสองครั้งจึงเห็นแนวโน้ม"
    first, last = moments[0], moments[-1]
    of = [sum(level is not None for level in m.levels[reading].values()) for m in (first, last)]
    to = f"ครั้งที่ {last.meeting}" if last.meeting else NOW
    span = f"{label(first)} ถึง{to}"
    said = [f"ตั้งแต่ครั้งที่ {span}"]
    if last.points:
        said.append(f"ได้ระดับ {of[0]} → {of[1]} ตัวบ่งชี้")
        clear = [m.clear[reading] for m in (first, last)]
        unread = " (บางแท็บอ่านไม่ครบ)" if first.unread or last.unread else ""
        said.append(f"หลักฐานชัดเจน {clear[0]} → {clear[1]} จาก {_points(last.points)}{unread}")
    if last.colours and first.test == last.test and first.colours.keys() == last.colours.keys():
        moved = [
            f"{colour_word(c)} {first.colours[c]} → {last.colours[c]}"
            for c in last.colours
            if first.colours[c] != last.colours[c]
        ]
        said.append(f"{last.test}: {' '.join(moved)}" if moved else "สีโรงเรียนเท่าเดิม")
    return " · ".join(said)


def colour_word(colour: str) -> str:
    """สีแดง, or ระดับปรับปรุง where the office has names of its own."""
    return of_colour(stand(colour))


def table(moments: Sequence[Moment], reading: str) -> Table:
    """The table behind: one row a state."""
    codes = sorted({code for m in moments for code in m.levels[reading]}, key=code_key)
    colours = tuple(dict.fromkeys(colour for m in reversed(moments) for colour in m.colours))
    heads = ("ครั้งที่", "วันที่", "หลักฐานชัดเจน (ประเด็น)", "ประเด็นทั้งหมด")
    heads += tuple(f"ระดับ {code}" for code in codes)
    heads += tuple(f"{colour_word(colour)} (โรงเรียน)" for colour in colours)
    rows = tuple(
        (
            *(label(m), short_date(m.day)),
            m.clear[reading] if m.points and not m.unread else None,
            m.points or None,
            *(m.levels[reading].get(code) for code in codes),
            *(m.colours.get(colour) for colour in colours),
        )
        for m in moments
    )
    return Table("แนวโน้ม", heads, rows)
