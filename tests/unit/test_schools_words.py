"""Sentences about school colours: those that everybody shares, and those of the page."""

import itertools
from decimal import Decimal

import pytest

from esa.rules.bands import OWN_LOOKS, Band, BandFault
from esa.rules.open_schools import SchoolColour
from esa.rules.school_results import Choice, Result
from esa.rules.vocabulary import COLOUR_WORDS
from esa.telling import schools_words as shared
from esa.telling.topic import strong
from pages.schools import words as said

POOLED = Choice("O-NET", "ป.6", 2556, "area")
MATHS = Choice("O-NET", "ป.6", 2556, "area", "คณิตศาสตร์")
TYPED = "<b>**โรงเรียน**</b> :red[แดง] [ลิงก์](javascript:x)"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2060", "")


def counts_of(**stands: int) -> dict[str, int]:
    return shared.counts([stand for stand, number in stands.items() for _ in range(number)])


def school(**more: object) -> SchoolColour:
    known = dict.fromkeys(SchoolColour._fields)
    known |= {"name": "บ้านดอน", "hundredths": 5714, "stand": "orange", "small": False}
    known |= {"tested": 392, "not_passed": 224, "next_better": "yellow", "more_to_pass": 5}
    return SchoolColour(**(known | {"pupils": 49, "enrolled": 400, "share_tested": 0.1225} | more))


def result(subject: str, state: str) -> Result:
    return Result(**(dict.fromkeys(Result._fields) | {"subject": subject, "state": state}))


def test_the_finding_counts_orange_and_red_of_those_tested():
    of = counts_of(red=5, orange=17, yellow=25, green=41, blue=24, not_tested=5)
    expected = f"แสดและแดง {strong(22)} จาก 112 โรงเรียนที่ทดสอบ · สีแดง {strong(5)} · ยังไม่ได้ทดสอบ 5"
    assert plain(shared.finding(of, POOLED)) == expected


def test_a_school_without_a_row_or_with_clashing_counts_is_no_tested_school():
    of = counts_of(red=1, no_row=3, invalid=2, not_tested=4)
    assert of["tested"] == 1 and of["schools"] == 10
    text = plain(shared.finding(of, POOLED))
    assert "จาก 1 โรงเรียน" in text and "ไม่มีแถวผล 3" in text and "ตัวเลขขัดกัน 2" in text


def test_the_finding_names_the_subject_and_the_network_as_they_were_typed():
    of = counts_of(orange=2)
    assert plain(shared.finding(of, MATHS, "บางแก้ว")).startswith("เครือข่ายบางแก้ว คณิตศาสตร์: ")
    assert plain(shared.finding(of, MATHS._replace(subject=TYPED))).startswith(f"{TYPED}: ")
    assert "ไม่มีสีแดง" in shared.finding(of, MATHS)


@pytest.mark.parametrize(
    "colours",
    [some for n in range(1, 6) for some in itertools.combinations(COLOUR_WORDS, n)],
)
@pytest.mark.parametrize("few", [0, 1])
def test_no_colour_is_named_that_the_table_does_not_have(colours, few):
    of = counts_of(**dict.fromkeys(colours, few), not_tested=2)
    bands = [Band(colour, Decimal(0), Decimal(100)) for colour in colours]
    alarming = shared.alarms(bands, OWN_LOOKS)
    told = plain(shared.finding(of | {"tested": 3}, POOLED, alarming=alarming))
    assert not [word for each, word in COLOUR_WORDS.items() if each not in colours and word in told]
    assert ("แดง" in told) == ("red" in colours) and ("แสด" in told) == ("orange" in colours)


def test_a_network_already_called_a_network_is_not_called_so_twice():
    assert shared.network_name("เครือข่ายบางแก้ว") == "เครือข่ายบางแก้ว"
    assert shared.network_name("บางแก้ว") == "เครือข่ายบางแก้ว"


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (counts_of(blue=3), "ไม่มีโรงเรียนสีแสดหรือแดง ทดสอบแล้ว 3 โรงเรียน"),
        (counts_of(not_tested=4), "ยังไม่มีโรงเรียนที่มีผลทดสอบชุดนี้"),
        (counts_of(), "ยังไม่มีโรงเรียนที่มีผลทดสอบชุดนี้"),
        (counts_of(no_band=2), "มีผลทดสอบ 2 โรงเรียน แต่ยังไม่มีเกณฑ์สีของปีการศึกษา 2556"),
    ],
)
def test_nothing_known_is_never_told_as_bad(of, words):
    assert plain(shared.finding(of, POOLED)) == words


def test_pooled_figures_count_sittings_and_one_subject_counts_pupils():
    assert plain(said.unit(POOLED)) == "คน × วิชา"
    assert said.unit(MATHS) == "คน"
    assert "รวม 8 วิชา (คน × วิชา)" in plain(" ".join(shared.about(POOLED, 8, "เขตพื้นที่")))


def test_pupils_to_the_next_colour():
    assert plain(shared.to_next(school(), shared.SITTINGS)) == "ต้องผ่านเพิ่มอีก 5 คน × วิชา จะเป็นสีเหลือง"
    assert shared.step(school(more_to_pass=1234)) == "1,234 → เหลือง"
    best = school(more_to_pass=None, next_better=None)
    assert shared.to_next(best, said.PUPILS) == "" and shared.step(best) is None


def test_a_school_says_its_colour_its_percent_and_what_is_short():
    expected = f"{strong('บ้านดอน')} สีแสด ไม่ผ่านร้อยละ {strong('57.14')}"
    told = plain(said.of_school(school(), POOLED))
    assert told == f"{expected} ต้องผ่านเพิ่มอีก 5 คน × วิชา จะเป็นสีเหลือง"
    blank = said.of_school(school(hundredths=None, stand="not_tested"), POOLED)
    assert plain(blank) == f"{strong('บ้านดอน')} ยังไม่ได้ทดสอบ ปีการศึกษา 2556"


def test_the_pooled_colour_is_a_sum_divided_by_a_sum():
    band = Band("orange", Decimal("56.00"), Decimal("69.99"))
    text = plain(said.how_pooled((224, 392, 8), school(), band))
    sums = f"{strong(224)} ÷ เข้าสอบรวม {strong(392)} คน × วิชา (8 วิชา) × 100 = {strong('57.14')}"
    assert sums in text and text.endswith("อยู่ในช่วง 56.00–69.99 จึงเป็นสีแสด")
    assert "ยังไม่มีสี" in said.how_pooled((224, 392, 8), school(), None)
    assert said.how_pooled((0, 0, 0), school(), None) == "ยังไม่มีวิชาที่มีผลให้รวม"


def test_subjects_that_the_pooled_colour_leaves_out_are_named_with_the_reason():
    states = {"ไทย": "tested", "อังกฤษ": "not_tested", "ศิลปะ": "invalid"}
    rows = [result(subject, state) for subject, state in states.items()]
    assert said.not_pooled(rows) == "ไม่รวม อังกฤษ (ยังไม่ได้ทดสอบ) และ ศิลปะ (ตัวเลขขัดกัน)"
    assert said.not_pooled(rows[:1]) == ""


def test_the_share_tested_needs_the_number_enrolled():
    assert plain(said.tested_share(school())) == "เข้าสอบ 49 คน จากนักเรียนทุกชั้น 400 คน (ร้อยละ 12)"
    assert "ยังไม่ได้กรอก" in said.tested_share(school(share_tested=None))
    assert "น้อยกว่า 1)" in said.tested_share(school(share_tested=0.001))
    assert said.tested_share(school(pupils=None)) == ""
    assert "น้อยกว่า 10 คน" in plain(said.tested_share(school(small=True)))


def test_an_unknown_lower_limit_is_said_and_is_no_zero():
    assert plain(said.limit(Decimal("44.50"))) == "ขีดจำกัดล่าง 44.50"
    assert plain(said.limit(None)) == "ขีดจำกัดล่าง ยังไม่ได้กรอก"


def test_movement_says_what_can_not_be_compared():
    of = {"better": 28, "same": 70, "worse": 14, "unknown": 5}
    expected = f"เทียบปี 2555: ดีขึ้น {strong(28)} · คงเดิม {strong(70)} · แย่ลง {strong(14)} · เทียบไม่ได้ 5"
    assert plain(said.moved(of, 2555)) == expected
    assert said.moved(of, None) == "ยังไม่มีผลของปีก่อนหน้าให้เทียบ"


def test_thresholds_carry_the_year_they_are_from_and_their_faults():
    assert "2554" in said.bands_title(2554)
    fault = BandFault("gap", "blue", "green", Decimal("29.99"), Decimal("31.00"))
    assert "เว้นว่างที่ร้อยละ 29.99–31.00" in said.faulty_bands([fault])
    assert said.faulty_bands([]) == ""


def test_a_percent_has_the_two_decimals_that_decided_its_colour():
    assert [said.percent(n) for n in (2999, 5600, 0, None)] == ["29.99", "56.00", "0.00", ""]
    assert said.sum_of(school()) == "224 ÷ 392 = 57.14%"


@pytest.mark.parametrize(
    ("stand", "shown", "told"),
    [("red", 69, "69"), ("no_band", 0, "0"), ("invalid", None, "?"), ("not_tested", None, "")],
)
def test_a_mark_holds_its_percent_and_an_unknown_one_is_no_zero(stand, shown, told):
    row = school(stand=stand, shown=shown, hundredths=None if shown is None else shown * 100)
    assert said.in_mark(row) == told
    whole = plain(said.of_mark("บ้านดอน", row, "คน"))
    assert whole.startswith(f"บ้านดอน · {shared.stand(stand)}")
    assert ("ไม่ผ่าน ÷ เข้าสอบ (คน) 224 ÷ 392" in whole) == (shown is not None)
