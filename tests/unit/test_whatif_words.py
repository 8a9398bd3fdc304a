"""What a trial says: what it would change, and that it isn't real."""

from itertools import product

import pytest

from esa.rules.what_if import Asked, Candidate
from esa.telling.topic import Rail, plain, quiet, strong
from pages.whatif import words as said
from pages.whatif.words import Outcome
from tests.unit.test_indicators import level, result

EVIL = "<b>x</b> **y** \u202e" + "ก" * 500
KINDS = ("level", "at_least", "locked", "none")


def outcome(before: tuple, after: tuple, why: str = "", changed: bool | None = None) -> Outcome:
    """before, after: kind and level."""
    changed = before != after if changed is None else changed
    return Outcome("2.2", "งาน", *before, *after, why, changed)


def rail(before: tuple, after: tuple) -> Rail:
    return said._rail(outcome(before, after))


def test_what_is_real_stays_what_is_tried_is_told_apart():
    rose = rail(("level", 1), ("level", 3))
    assert (rose.level, rose.tried) == (1, Rail(3))
    assert rose.word == "ระดับ 1 · ลองคำนวณได้ ระดับ 3"
    assert rail(("none", None), ("level", 5)).tried == Rail(5)
    same = rail(("level", 3), ("level", 3))
    assert (same.level, same.tried, same.word) == (3, None, "ระดับ 3")


@pytest.mark.parametrize(("before", "after"), [*product(KINDS, KINDS)])
def test_a_lock_is_never_drawn_or_said_as_a_level(before, after):
    levels = {"none": None}
    found = rail((before, levels.get(before, 2)), (after, levels.get(after, 4)))
    assert found.provisional == (before == "locked" and found.level is not None)
    if found.tried:
        assert found.tried.provisional == (after == "locked")
    locked = found.provisional + bool(found.tried and found.tried.provisional)
    assert found.word.count("เบื้องต้น") == locked
    assert found.word.count("ระดับ") == found.is_drawn + bool(found.level and found.tried)


def test_a_lock_that_opens_on_the_same_level_shows_only_what_is_tried():
    opened = rail(("locked", 2), ("level", 2))
    assert (opened.level, opened.provisional, opened.tried) == (None, False, Rail(2))


def test_the_finding_counts_what_rises_and_a_lock_is_no_rise():
    rose = outcome(("level", 1), ("level", 2))
    found = plain(said.finding([rose, outcome(("locked", 1), ("locked", 4))], 2))
    assert "จะขึ้น 1 ตัวบ่งชี้ (2.2 จากระดับ 1 เป็น 2)" in found.replace("\u2060", "").replace("\xa0", " ")
    assert "ยังเท่าเดิม" in said.finding([outcome(("locked", 1), ("locked", 4))], 2)
    assert "เลือกประเด็น" in said.finding([rose], 0)


def test_what_changes_comes_first_with_why_there_is_no_level():
    now = [
        level("1", result(level=2)),
        level("2", result("no_rubric")),
        level("3", result(level=1)),
    ]
    then = [*now[:2], level("3", result(level=2))]
    found = said.outcomes(now, then, "reported")
    assert [(each.indicator, each.changed) for each in found] == [
        ("3", True),
        ("1", False),
        ("2", False),
    ]
    assert said.status(found[0]) == "จากระดับ 1 เป็น 2" and said.status(found[1]) == "เท่าเดิม"
    assert said.status(found[2]) == "ว่าง: ยังสรุประดับไม่ได้"


def test_a_long_list_says_what_is_not_drawn():
    many = [outcome(("level", 1), ("level", 1))] * (said.MOST_ROWS + 3)
    told = said.levels(many)
    assert len(told.drawing.steps) == said.MOST_ROWS and "ยังมีอีก 3" in told.notes[0]
    assert not said.levels(many[:2]).notes and said.levels([]).drawing is None


def test_a_point_to_tick_says_what_it_lacks_and_cell_text_stays_short():
    point = Candidate("2.2", "2.2.2", "", ("FIN",), False, "add_locator")
    assert said.point_label(point, "การเงิน") == (
        f"{strong('2.2.2')} {quiet('(ยังไม่ได้กรอกชื่อ)')} "
        f"{quiet('ยังดำเนินการไม่เสร็จ · เติมลิงก์หรือที่เก็บ · การเงิน')}"
    )
    evil = said.point_label(point._replace(title=EVIL), "การเงิน")
    assert len(evil) < 200 and "\u202e" not in evil


def test_codes_that_change_nothing_are_told_and_kept_short():
    told = said.told(Asked((), ("9.9", "ก" * 300), ("1.1",)))
    assert told.startswith("ไม่พบรหัสประเด็น 9.9 และ กกก") and "\n1.1 มีหลักฐานชัดเจน" in told
    assert len(told) < 200 and said.told(Asked(("1",), (), ())) == ""
