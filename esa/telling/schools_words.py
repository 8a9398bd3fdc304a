"""Sentences about school colours, made by rule: those that board, pack and page share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from esa.rules.bands import MEAN, OWN_LOOKS, SHARE, Band
from esa.rules.open_schools import SchoolColour
from esa.rules.school_results import Choice, Result
from esa.rules.vocabulary import ALARMING, COLOUR_WORDS, NO_COLOUR_WORDS, WITHOUT_COLOUR
from esa.telling.texts import NBSP, number, one_line, shorten
from esa.telling.topic import strong

SITTINGS = f"คน{NBSP}×{NBSP}วิชา"
AXES = {SHARE: "ร้อยละที่ไม่ผ่านขีดจำกัดล่าง (ยิ่งน้อยยิ่งดี)", MEAN: "คะแนนเฉลี่ย (ยิ่งมากยิ่งดี)"}
VALUES = {SHARE: "ร้อยละที่ไม่ผ่าน", MEAN: "คะแนนเฉลี่ย"}


def stand(value: str | None) -> str:
    """Word of a colour, or of why there is none."""
    return (COLOUR_WORDS | NO_COLOUR_WORDS).get(value or "no_row") or str(value)


def alarms(bands: Sequence[Band], shapes: Mapping[str, str]) -> tuple[str, ...]:
    """Words of the colours that alarm, the worst last. Without bands แสด, แดง; none where
    the office's own table has no such colour."""
    if not bands:
        return tuple(map(stand, ALARMING))
    return tuple(stand(band.colour) for band in bands if shapes.get(band.colour) in ALARMING)


def of_colour(word: str) -> str:
    """สีแดง; a name of the office's own is no colour: ระดับปรับปรุง."""
    return f"{'สี' if word.split('หรือ')[0] in COLOUR_WORDS.values() else 'ระดับ'}{word}"


def to_next(row: SchoolColour | Result, of: str) -> str:
    """ต้องผ่านเพิ่มอีก 5 คน จะเป็นสีเหลือง; "" where no better colour can be reached."""
    if row.more_to_pass is None or row.next_better is None:
        return ""
    more = f"ต้องผ่านเพิ่มอีก{NBSP}{number(row.more_to_pass)}{NBSP}{of}"
    return f"{more} จะเป็น{of_colour(stand(row.next_better))}"


def step(row: SchoolColour | Result) -> str | None:
    """The same for a table: 109 → แสด; None where no better colour can be reached."""
    if row.more_to_pass is None or row.next_better is None:
        return None
    return f"{number(row.more_to_pass)} → {stand(row.next_better)}"


def counts(stands: Iterable[str], shapes: Mapping[str, str] = OWN_LOOKS) -> dict[str, int]:
    """Schools per colour or state, plus tested (with a percent), alarming, worst and schools.
    shapes: of the colours, see esa.rules.bands.looks."""
    found = Counter(map(str, stands))
    looks = Counter(shapes.get(name) for name in found.elements())
    all_of_them = sum(found.values())
    without = sum(found.get(state, 0) for state in WITHOUT_COLOUR if state != "no_band")
    alarming, worst = sum(looks[colour] for colour in ALARMING), looks[ALARMING[-1]]
    sums = {"tested": all_of_them - without, "alarming": alarming, "schools": all_of_them}
    sums["worst"] = worst
    return dict(found) | sums


def finding(
    of: Mapping[str, int],
    choice: Choice,
    network: str = "",
    alarming: Sequence[str] = ("แสด", "แดง"),
) -> str:
    """The sentence on top: how many schools are orange or red, of how many tested. alarming: the
    words for these, see alarms."""
    where = [shorten(network_name(network), 60)] if network else []
    where += [shorten(choice.subject, 60)] if choice.subject else []
    start = f"{' '.join(where)}: " if where else ""
    tested = of["tested"]
    if not tested:
        return f"{start}ยังไม่มีโรงเรียนที่มีผลทดสอบชุดนี้"
    if of.get("no_band", 0) == tested:
        year = f"ปีการศึกษา{NBSP}{choice.academic_year}"
        return f"{start}มีผลทดสอบ{NBSP}{tested:,}{NBSP}โรงเรียน แต่ยังไม่มีเกณฑ์สีของ{year}"
    if of["alarming"]:
        bad = "และ".join(alarming)
        said = f"{bad} {strong(format(of['alarming'], ','))} จาก {tested:,} โรงเรียนที่ทดสอบ"
        worst, word = of.get("worst", 0), alarming[-1]
        if len(alarming) > 1:
            said += (
                f" · {of_colour(word)} {strong(format(worst, ','))}"
                if worst
                else f" · ไม่มี{of_colour(word)}"
            )
    else:
        words = of_colour("หรือ".join(alarming)) if alarming else ""
        none = f"ไม่มีโรงเรียน{words} " if words else ""
        said = f"{none}ทดสอบแล้ว {tested:,} โรงเรียน"
    return start + said + _without_colour(of)


def _without_colour(of: Mapping[str, int]) -> str:
    short = {"not_tested": "ยังไม่ได้ทดสอบ", "no_row": "ไม่มีแถวผล"}
    short |= {"no_band": "ไม่มีช่วงสี", "invalid": "ตัวเลขขัดกัน"}
    return "".join(f" · {word}{NBSP}{of[name]:,}" for name, word in short.items() if of.get(name))


def about(choice: Choice, subjects: int, scope: str) -> list[str]:
    """Parts of the context line: what exactly is counted."""
    named = shorten(choice.subject, 60) or f"รวม {subjects} วิชา ({SITTINGS})"
    test = f"{shorten(choice.test, 40)} {shorten(choice.grade, 20)} {named}"
    year = f"ปีการศึกษา{NBSP}{choice.academic_year}"
    round_ = [f"รอบ{NBSP}{shorten(choice.round, 20)}"] if choice.round else []
    return [test, year, *round_, *([f"ระดับ{scope}"] if scope else [])]


def network_name(name: object) -> str:
    """Name of a network with the word in front, once."""
    written = one_line(name)
    return written if written.startswith("เครือข่าย") else f"เครือข่าย{written}"
