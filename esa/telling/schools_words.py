"""Sentences of the page of school colours, made by rule. Imports no Streamlit.

Results are Markdown with cell text escaped, unless the name says plain.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from esa.rules.bands import Band, BandFault
from esa.rules.colours import SchoolColour
from esa.rules.school_results import Choice, Result
from esa.rules.vocabulary import (
    ALARMING,
    COLOUR_WORDS,
    MOVE_WORDS,
    NO_COLOUR_WORDS,
    WITHOUT_COLOUR,
)
from esa.telling.texts import NBSP, blank, escape, number, plain, shorten

PUPILS = "คน"
SITTINGS = f"คน{NBSP}×{NBSP}วิชา"
AXIS = "ร้อยละที่ไม่ผ่านขีดจำกัดล่าง (ยิ่งน้อยยิ่งดี)"
HOW_TO_COUNT = f"{SITTINGS}: นักเรียนหนึ่งคนนับหนึ่งครั้งในทุกวิชาที่เข้าสอบ"
SMALL_MARK = f"ขีดใต้รูป = เข้าสอบน้อยกว่า{NBSP}10{NBSP}คน"
NOT_FILLED_IN = "ยังไม่ได้กรอก"
HOW_TO_READ_MOVES = "เส้นที่ลงคือดีขึ้น เส้นที่ขึ้นคือแย่ลง ยิ่งหนายิ่งหลายโรงเรียน"


class Counted(Protocol):
    """A row of counts with its percent in hundredths; None where it has none."""

    not_passed: int | None
    tested: int | None
    hundredths: int | None


def stand(value: object) -> str:
    """Plain word of a colour, or of why there is none."""
    if blank(value):
        return NO_COLOUR_WORDS["no_row"]
    return (COLOUR_WORDS | NO_COLOUR_WORDS).get(str(value)) or str(value)


def unit(choice: Choice) -> str:
    """What is counted: pupils of one subject, or sittings where subjects are pooled."""
    return PUPILS if choice.subject else SITTINGS


def counts(stands: Iterable[object]) -> dict[str, int]:
    """Schools per colour or state, plus tested (with a percent), alarming and schools."""
    found = Counter(map(str, stands))
    all_of_them = sum(found.values())
    without = sum(found.get(state, 0) for state in WITHOUT_COLOUR if state != "no_band")
    alarming = sum(found.get(colour, 0) for colour in ALARMING)
    sums = {"tested": all_of_them - without, "alarming": alarming, "schools": all_of_them}
    return dict(found) | sums


def finding(of: Mapping[str, int], choice: Choice, network: str = "") -> str:
    """The sentence on top: how many schools are orange or red, of how many tested."""
    where = [escape(network_name(network), 60)] if network else []
    where += [escape(choice.subject, 60)] if choice.subject else []
    start = f"{' '.join(where)}: " if where else ""
    tested = of["tested"]
    if not tested:
        return f"{start}ยังไม่มีโรงเรียนที่มีผลทดสอบชุดนี้"
    if of.get("no_band", 0) == tested:
        year = f"ปีการศึกษา{NBSP}{choice.academic_year}"
        return f"{start}มีผลทดสอบ{NBSP}{tested:,}{NBSP}โรงเรียน แต่ยังไม่มีเกณฑ์สีของ{year}"
    if of["alarming"]:
        said = f"แสดและแดง **{of['alarming']:,}** จาก {tested:,} โรงเรียนที่ทดสอบ"
        red = of.get("red", 0)
        said += f" เป็นแดง **{red:,}**" if red else " ไม่มีสีแดง"
    else:
        said = f"ไม่มีโรงเรียนสีแสดหรือแดง ทดสอบแล้ว {tested:,} โรงเรียน"
    return start + said + _without_colour(of)


def _without_colour(of: Mapping[str, int]) -> str:
    short = {"not_tested": "ยังไม่ได้ทดสอบ", "no_row": "ไม่มีแถวผล"}
    short |= {"no_band": "ไม่มีช่วงสี", "invalid": "ตัวเลขขัดกัน"}
    return "".join(f" {word}{NBSP}{of[name]:,}" for name, word in short.items() if of.get(name))


def about(choice: Choice, subjects: int, scope: str) -> list[str]:
    """Plain parts of the context line: what exactly is counted."""
    named = shorten(choice.subject, 60) or f"รวม {subjects} วิชา ({SITTINGS})"
    test = f"{shorten(choice.test, 40)} {shorten(choice.grade, 20)} {named}"
    return [test, f"ปีการศึกษา{NBSP}{choice.academic_year}", *([f"ระดับ{scope}"] if scope else [])]


def percent(hundredths: int | None) -> str:
    """Two decimals, as the colour was decided: 57.14."""
    return "" if hundredths is None else f"{Decimal(hundredths).scaleb(-2):.2f}"


def counted(not_passed: object, tested: object, of: str) -> str:
    """Plain: ไม่ผ่าน 224 จาก 392 คน × วิชา."""
    said = f"ไม่ผ่าน{NBSP}{number(not_passed)} จาก{NBSP}{number(tested)}"
    return f"{said}{NBSP}{of}"


def to_next(more: object, colour: object, of: str) -> str:
    """Plain: ต้องผ่านเพิ่มอีก 5 คน จะเป็นสีเหลือง; "" where no better colour can be reached."""
    if blank(more) or blank(colour):
        return ""
    return f"ต้องผ่านเพิ่มอีก{NBSP}{number(more)}{NBSP}{of} จะเป็นสี{stand(colour)}"


def sum_of(row: Counted) -> str:
    """Plain, for tooltips: 20 ÷ 26 = 76.92; "" where there is no percent."""
    if row.hundredths is None:
        return ""
    return f"{number(row.not_passed)} ÷ {number(row.tested)} = {percent(row.hundredths)}%"


def hover(of: str) -> str:
    """Heading of such a sum in a tooltip, with its unit."""
    return f"ไม่ผ่าน ÷ เข้าสอบ ({of})"


def school_finding(row: SchoolColour, choice: Choice) -> str:
    """One school: its colour, its percent and the pupils to the next colour."""
    name = f"**{escape(row.name, 80)}**"
    subject = f" {escape(choice.subject, 60)}" if choice.subject else ""
    if row.hundredths is None:
        return f"{name}{subject} {stand(row.stand)} ปีการศึกษา{NBSP}{choice.academic_year}"
    word = stand(row.stand)
    colour = word if row.stand in WITHOUT_COLOUR else f"สี{word}"
    said = f"{name}{subject} {colour} ไม่ผ่านร้อยละ{NBSP}**{percent(row.hundredths)}**"
    more = to_next(row.more_to_pass, row.next_better, unit(choice))
    return f"{said} {more}".rstrip()


def how_pooled(sums: tuple[int, int, int], row: SchoolColour, band: Band | None) -> str:
    """How the pooled colour came about: sum of not passing ÷ sum of sittings, and its band."""
    not_passed, sittings, subjects = sums
    if not sittings:
        return "ยังไม่มีวิชาที่มีผลให้รวม"
    said = (
        f"ไม่ผ่านรวม **{not_passed:,}** ÷ เข้าสอบรวม **{sittings:,}** "
        f"{SITTINGS} ({subjects}{NBSP}วิชา) "
        f"× 100 = **{percent(row.hundredths)}**"
    )
    if band is not None:
        edges = f"{band.from_percent:.2f}–{band.to_percent:.2f}"
        return f"{said} อยู่ในช่วง {edges} จึงเป็นสี{stand(band.colour)}"
    return f"{said} ไม่อยู่ในช่วงสีใดเพียงช่วงเดียว จึงยังไม่มีสี"


def not_pooled(rows: Sequence[Result]) -> str:
    """Which subjects the pooled colour leaves out and why; "" where it has all of them."""
    parts = []
    for state, why in (("not_tested", "ยังไม่ได้ทดสอบ"), ("invalid", "ตัวเลขขัดกัน")):
        names = [escape(row.subject, 40) for row in rows if row.state == state]
        if names:
            parts.append(f"{', '.join(names[:6])} ({why})")
    return f"ไม่รวม {' และ '.join(parts)}" if parts else ""


def tested_share(row: SchoolColour) -> str:
    """Plain: pupils tested beside all pupils enrolled; says so where one isn't known."""
    if not row.pupils:
        return ""
    small = f" (กลุ่มเล็ก น้อยกว่า{NBSP}10{NBSP}คน สีเปลี่ยนง่าย)" if row.small else ""
    said = f"เข้าสอบ{NBSP}{number(row.pupils)}{NBSP}คน{small}"
    if row.share_tested is None:
        return f"{said} จำนวนนักเรียนทั้งโรงเรียนยังไม่ได้กรอกหรือน้อยกว่าผู้เข้าสอบ"
    share = int(row.share_tested * 100)
    enrolled = f"{number(row.enrolled)}{NBSP}คน"
    return f"{said} จากนักเรียนทุกชั้น{NBSP}{enrolled} (ร้อยละ{NBSP}{share or 'น้อยกว่า 1'})"


def limit(value: object) -> str:
    """Plain: the lower limit used, as typed; ยังไม่ได้กรอก where the office's tab lacks it."""
    return f"ขีดจำกัดล่าง{NBSP}{value if not blank(value) else NOT_FILLED_IN}"


def moved(of: Mapping[str, int], previous: int | None) -> str:
    """How many schools rose, stayed and fell since the year before that has results."""
    if previous is None:
        return "ยังไม่มีผลของปีก่อนหน้าให้เทียบ"
    shown = [f"{MOVE_WORDS[d]} **{of[d]:,}**" for d in ("better", "same", "worse")]
    more = f" {MOVE_WORDS['unknown']}{NBSP}{of['unknown']:,}" if of["unknown"] else ""
    return f"เทียบปี {previous}: {' '.join(shown)}{more}"


def bands_title(since: int | None) -> str:
    """Heading of the thresholds with the year they are from."""
    return f"เกณฑ์สีคุณภาพ (ใช้ตั้งแต่ปี{NBSP}{since})" if since else "เกณฑ์สีคุณภาพ"


def faulty_bands(faults: Sequence[BandFault]) -> str:
    """Where the office's thresholds leave a gap or overlap; "" where they don't."""
    kinds = {"gap": "เว้นว่าง", "overlap": "ซ้อนกัน", "backwards": "เริ่มหลังสิ้นสุด"}
    said = [
        f"{kinds[fault.kind]}ที่ร้อยละ {fault.from_percent:.2f}–{fault.to_percent:.2f}"
        for fault in faults
    ]
    return f"เกณฑ์สี{' และ'.join(said[:3])} ค่าที่ตกในช่วงนั้นจึงไม่มีสี" if said else ""


def network_name(name: object) -> str:
    """Plain name of a network with the word in front, once."""
    written = plain(name)
    return written if written.startswith("เครือข่าย") else f"เครือข่าย{written}"


def network_label(name: object, no_network: str = "ไม่มีเครือข่าย") -> str:
    """Plain name of a network on a chart."""
    return plain(shorten(name, 24)) or no_network


def alternative(of: Mapping[str, int], choice: Choice, networks: Sequence[str]) -> str:
    """Plain text for those who can't see the chart."""
    per_colour = [
        f"{stand(name)} {of[name]}"
        for name in (*reversed(COLOUR_WORDS), "not_tested", "no_row")
        if of.get(name)
    ]
    first = f" เครือข่ายที่มีแสดและแดงมากที่สุดคือ{networks[0]}" if networks and of["alarming"] else ""
    return f"{AXIS} {choice.test} {choice.grade} {' '.join(per_colour)}{first}"
