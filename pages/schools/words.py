"""Sentences of the page of school colours, made by rule from rows of the rule modules."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from esa.rules.bands import MEAN, Band, BandFault
from esa.rules.open_schools import SchoolColour
from esa.rules.school_results import Choice, Result
from esa.rules.vocabulary import COLOUR_SIGNS, MOVE_WORDS, WITHOUT_COLOUR
from esa.telling.schools_words import SITTINGS, VALUES, of_colour, stand, to_next
from esa.telling.texts import JOINER, NBSP, number, shorten
from esa.telling.topic import strong, together

PUPILS = "คน"
AGAINST = "ลำดับของเกณฑ์สวนทางกับค่าที่วัด จึงยังไม่ให้สี"
HOW_TO_COUNT = f"{SITTINGS}: นักเรียนหนึ่งคนนับหนึ่งครั้งในทุกวิชาที่เข้าสอบ"
SMALL_MARK = f"ขีดใต้รูป = เข้าสอบน้อยกว่า{NBSP}10{NBSP}คน"
HOW_TO_READ_MOVES = "เส้นลง = ดีขึ้น · เส้นขึ้น = แย่ลง · ยิ่งหนายิ่งหลายโรงเรียน"


class Coloured(Protocol):
    """A row of counts with its colour, or why it has none; None is unknown."""

    not_passed: int | None
    tested: int | None
    hundredths: int | None
    shown: int | None
    stand: str
    small: bool
    measure: str
    look: str


def unit(choice: Choice) -> str:
    """What is counted: pupils of one subject, or sittings where subjects are pooled."""
    return PUPILS if choice.subject else SITTINGS


def percent(hundredths: int | None) -> str:
    """Two decimals, as the colour was decided: 57.14; "" for unknown."""
    return "" if hundredths is None else f"{Decimal(hundredths).scaleb(-2):.2f}"


def counted(row: Coloured, of: str) -> str:
    """ไม่ผ่าน 224 จาก 392 คน × วิชา; of a mean only how many were tested."""
    if row.measure == MEAN:
        return f"เฉลี่ยจาก{NBSP}{number(row.tested)}{NBSP}{of}"
    not_passed = f"ไม่{JOINER}ผ่าน{NBSP}{number(row.not_passed)}"
    return f"{not_passed} จาก{NBSP}{number(row.tested)}{NBSP}{of}"


def of_tested(row: Coloured) -> str:
    """224 จาก 392."""
    failed = "" if row.measure == MEAN else number(row.not_passed)
    return f"{failed or '–'} จาก {number(row.tested) or '–'}"


def sum_of(row: Coloured) -> str:
    """20 ÷ 26 = 76.92%; of a mean the mean alone; "" where there is neither."""
    if row.hundredths is None:
        return ""
    if row.measure == MEAN:
        return percent(row.hundredths)
    return f"{number(row.not_passed)} ÷ {number(row.tested)} = {percent(row.hundredths)}%"


def what_of(rows: Sequence[Coloured], of: str) -> str:
    """What the value of these is."""
    is_mean = any(row.measure == MEAN for row in rows)
    return VALUES[MEAN] if is_mean else f"ไม่ผ่าน ÷ เข้าสอบ ({of})"


def of_mark(name: str, row: Coloured, of: str) -> str:
    """A mark in words: name, colour (or why there is none), and the sum behind it."""
    found = sum_of(row)
    return together([name, stand(row.stand), found and f"{what_of([row], of)} {found}"])


def in_mark(row: Coloured) -> str:
    """The percent that stands in a mark, rounded down; ? where counts clash, "" without a test."""
    return "" if row.stand == "not_tested" else "?" if row.shown is None else str(row.shown)


def colour(name: str, look: str) -> str:
    """The word of a colour with the sign of its shape, for paper; of a state, the word alone."""
    return f"{COLOUR_SIGNS.get(look, '')} {stand(name)}".strip()


def band(of: Band) -> str:
    """แดง ปรับปรุงเร่งด่วน."""
    return f"{stand(of.colour)} {shorten(of.meaning, 40)}".strip()


def edges(of: Band) -> str:
    return f"{of.from_percent:.2f}–{of.to_percent:.2f}"


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


def moved(of: Mapping[str, int], previous: int | None) -> str:
    """How many schools rose, stayed and fell since the year before that has results."""
    if previous is None:
        return "ยังไม่มีผลของปีก่อนหน้าให้เทียบ"
    shown = [f"{MOVE_WORDS[d]} {strong(f'{of[d]:,}')}" for d in ("better", "same", "worse")]
    unknown = f"{MOVE_WORDS['unknown']}{NBSP}{of['unknown']:,}" if of["unknown"] else ""
    return f"เทียบปี {previous}: {together((*shown, unknown))}"


# --- one school -----------------------------------------------------------------------------------


def of_school(row: SchoolColour, choice: Choice) -> str:
    """Its colour, its percent and the pupils to the next colour."""
    name = strong(shorten(row.name, 80))
    subject = f" {shorten(choice.subject, 60)}" if choice.subject else ""
    word = stand(row.stand)
    if row.hundredths is None:
        return f"{name}{subject} {word} ปีการศึกษา{NBSP}{choice.academic_year}"
    said = word if row.stand in WITHOUT_COLOUR else of_colour(word)
    what = "คะแนนเฉลี่ย" if row.measure == MEAN else "ไม่ผ่านร้อยละ"
    said = f"{name}{subject} {said} {what}{NBSP}{strong(percent(row.hundredths))}"
    return f"{said} {to_next(row, unit(choice))}".rstrip()


def how_pooled(sums: tuple[int, int, int], row: SchoolColour, band: Band | None) -> str:
    """How the pooled colour came about: sum of not passing ÷ sum of sittings, and its band."""
    not_passed, sittings, subjects = sums
    if not sittings:
        return "ยังไม่มีวิชาที่มีผลให้รวม"
    mean = f"คะแนนเฉลี่ยถ่วงด้วยผู้เข้าสอบ {subjects}{NBSP}วิชา = {strong(percent(row.hundredths))}"
    said = (
        mean
        if row.measure == MEAN
        else (
            f"ไม่ผ่านรวม {strong(f'{not_passed:,}')} ÷ เข้าสอบรวม {strong(f'{sittings:,}')} "
            f"{SITTINGS} ({subjects}{NBSP}วิชา) × 100 = {strong(percent(row.hundredths))}"
        )
    )
    if band is not None:
        return f"{said} อยู่ในช่วง {edges(band)} จึงเป็น{of_colour(stand(band.colour))}"
    return f"{said} ไม่อยู่ในช่วงสีใดเพียงช่วงเดียว จึงยังไม่มีสี"


def not_pooled(rows: Sequence[Result]) -> str:
    """Which subjects the pooled colour leaves out and why; "" where it has all of them."""
    parts = []
    for state, why in (("not_tested", "ยังไม่ได้ทดสอบ"), ("invalid", "ตัวเลขขัดกัน")):
        names = [shorten(row.subject, 40) for row in rows if row.state == state]
        if names:
            parts.append(f"{', '.join(names[:6])} ({why})")
    return f"ไม่รวม {' และ '.join(parts)}" if parts else ""


def tested_share(row: SchoolColour) -> str:
    """Pupils tested beside all pupils enrolled; says so where one isn't known."""
    if not row.pupils:
        return ""
    small = f" (กลุ่มเล็ก น้อยกว่า{NBSP}10{NBSP}คน สีเปลี่ยนง่าย)" if row.small else ""
    said = f"เข้าสอบ{NBSP}{number(row.pupils)}{NBSP}คน{small}"
    if row.share_tested is None:
        return f"{said} จำนวนนักเรียนทั้งโรงเรียนยังไม่ได้กรอกหรือน้อยกว่าผู้เข้าสอบ"
    share = int(row.share_tested * 100)
    enrolled = f"{number(row.enrolled)}{NBSP}คน"
    return f"{said} จากนักเรียนทุกชั้น{NBSP}{enrolled} (ร้อยละ{NBSP}{share or 'น้อยกว่า 1'})"


def limit(value: Decimal | None) -> str:
    """The lower limit used, as typed; ยังไม่ได้กรอก where the office's tab lacks it."""
    return f"ขีดจำกัดล่าง{NBSP}{'ยังไม่ได้กรอก' if value is None else value}"
