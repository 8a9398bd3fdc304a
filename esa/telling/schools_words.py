"""Sentences about school colours, made by rule: those that board, pack and page share."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from esa.rules.school_results import Choice
from esa.rules.vocabulary import ALARMING, COLOUR_WORDS, NO_COLOUR_WORDS, WITHOUT_COLOUR
from esa.telling.texts import NBSP, one_line, shorten
from esa.telling.topic import strong

SITTINGS = f"คน{NBSP}×{NBSP}วิชา"
AXIS = "ร้อยละที่ไม่ผ่านขีดจำกัดล่าง (ยิ่งน้อยยิ่งดี)"


def stand(value: str | None) -> str:
    """Word of a colour, or of why there is none."""
    return (COLOUR_WORDS | NO_COLOUR_WORDS).get(value or "no_row") or str(value)


def counts(stands: Iterable[str]) -> dict[str, int]:
    """Schools per colour or state, plus tested (with a percent), alarming and schools."""
    found = Counter(map(str, stands))
    all_of_them = sum(found.values())
    without = sum(found.get(state, 0) for state in WITHOUT_COLOUR if state != "no_band")
    alarming = sum(found.get(colour, 0) for colour in ALARMING)
    sums = {"tested": all_of_them - without, "alarming": alarming, "schools": all_of_them}
    return dict(found) | sums


def alarming(colours: Iterable[str], between: str = "และ") -> str:
    """The colours that ask to act, as far as the office's own table has them: แสดและแดง."""
    known = set(colours)
    return between.join(COLOUR_WORDS[colour] for colour in ALARMING if colour in known)


def finding(
    of: Mapping[str, int],
    choice: Choice,
    network: str = "",
    colours: Collection[str] = tuple(COLOUR_WORDS),
) -> str:
    """The sentence on top: how many schools are orange or red, of how many tested. colours: those
    of the office's table."""
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
        count = strong(format(of["alarming"], ","))
        said = f"{alarming(colours)} {count} จาก {tested:,} โรงเรียนที่ทดสอบ"
        red = of.get("red", 0)
        if set(ALARMING) <= set(colours):
            said += f" เป็นแดง {strong(format(red, ','))}" if red else " ไม่มีสีแดง"
    else:
        names = alarming(colours, "หรือ")
        none = f"ไม่มีโรงเรียนสี{names} " if names else ""
        said = f"{none}ทดสอบแล้ว {tested:,} โรงเรียน"
    return start + said + _without_colour(of)


def _without_colour(of: Mapping[str, int]) -> str:
    short = {"not_tested": "ยังไม่ได้ทดสอบ", "no_row": "ไม่มีแถวผล"}
    short |= {"no_band": "ไม่มีช่วงสี", "invalid": "ตัวเลขขัดกัน"}
    return "".join(f" {word}{NBSP}{of[name]:,}" for name, word in short.items() if of.get(name))


def about(choice: Choice, subjects: int, scope: str) -> list[str]:
    """Parts of the context line: what exactly is counted."""
    named = shorten(choice.subject, 60) or f"รวม {subjects} วิชา ({SITTINGS})"
    test = f"{shorten(choice.test, 40)} {shorten(choice.grade, 20)} {named}"
    return [test, f"ปีการศึกษา{NBSP}{choice.academic_year}", *([f"ระดับ{scope}"] if scope else [])]


def network_name(name: object) -> str:
    """Name of a network with the word in front, once."""
    written = one_line(name)
    return written if written.startswith("เครือข่าย") else f"เครือข่าย{written}"
