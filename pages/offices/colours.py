"""Schools by colour in each region, as the offices published their tables."""

from collections import defaultdict
from collections.abc import Iterator

from esa.rollup.columns import GRADES, HIDDEN, NO_BAND
from esa.rules.vocabulary import ALARMING, COLOUR_WORDS
from esa.telling.drawings import Bar, Bars, Part, Said
from esa.telling.topic import Table, Topic
from pages.offices.seen import Colour, Seen

COLOUR_COLUMNS = ("ภาค", "การทดสอบ", "ชั้น", "ปีการศึกษา", "สี", "โรงเรียน", "สำนักงาน")
KINDS = tuple(COLOUR_WORDS.items())
STATES = {**COLOUR_WORDS, HIDDEN: "ไม่บอกสี", NO_BAND: "ไม่อยู่ในช่วงสี", "not_tested": "ไม่ได้สอบ"}
LETTERS = {letter: thai for thai, letter in GRADES.items()}


def colours(at: Seen) -> Topic:
    """Schools by colour in each region; a test, grade and year is never added to another. Drawn is
    the newest year of each test and grade; all of them stand in the table."""
    tables: dict[tuple, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in at.colours:
        tables[row.academic_year, row.test, row.grade][row.region][row.state] = row.schools
    newest: dict[tuple[str, str], int] = {}
    for year, *of in sorted(tables):
        newest[*of] = year
    parts = tuple(
        Topic(
            "",
            f"{test} {grade_said(grade)} ปีการศึกษา {year}",
            "",
            drawing=Bars(tuple(_bars(regions)), KINDS),
        )
        for (year, test, grade), regions in sorted(tables.items())
        if year == newest[test, grade]
    )
    notes = ["นับเฉพาะโรงเรียนในตารางที่สำนักงานเผยแพร่แล้ว และบอกสีได้"] if parts else []
    if len(tables) > len(parts):
        notes.append("แสดงปีล่าสุดของแต่ละการทดสอบ สำนักงานที่มีเพียงปีก่อนหน้าอยู่ในตารางเท่านั้น")
    return Topic(
        "colours",
        "สีคุณภาพโรงเรียนตามภาค",
        "",
        notes=tuple(notes),
        parts=parts,
        behind=lambda: Table("สีโรงเรียน", COLOUR_COLUMNS, tuple(map(_row, at.colours))),
        empty="" if parts else "ยังไม่มีสำนักงานใดเผยแพร่ผลการทดสอบ",
    )


def _bars(regions: dict[str, dict[str, int]]) -> Iterator[Bar]:
    for region, states in sorted(regions.items()):
        told = {colour: states.get(colour, 0) for colour in COLOUR_WORDS}
        whole = sum(told.values())
        parts = tuple(
            Part(colour, n, n / whole, f"{region} สี{COLOUR_WORDS[colour]} {n:,} โรงเรียน")
            for colour, n in told.items()
            if n
        )
        hidden = sum(n for state, n in states.items() if state not in told)
        alarming = sum(told[colour] for colour in ALARMING)
        said = f"แสดและแดง {alarming:,} จาก {whole:,} · ไม่บอกสี {hidden:,}"
        yield Bar(region, parts, Said(said))


def _row(of: Colour) -> tuple:
    return tuple(of._replace(grade=grade_said(of.grade), state=STATES.get(of.state, "ไม่ทราบ")))


def grade_said(grade: str) -> str:
    """P6 as ป.6; as it stands where it is none."""
    return f"{LETTERS.get(grade[:1], grade[:1])}{grade[1:]}"
