"""What the page of many offices claims: never more than the offices that published can say."""

import random
from datetime import date, datetime

import pytest

from esa.reading.office import BANGKOK
from esa.rollup.many import Many
from esa.rollup.register import Listed, Register
from esa.rollup.target import Published, State
from pages.offices import colours as colours_told
from pages.offices import topics
from pages.offices.seen import Colour, Lag, Seen

TODAY = date(2014, 10, 1)
THAI = {"P3": "ป.3", "M6": "ม.6"}
LISTED = tuple(Listed(f"10{n:02}", f"สำนักงาน {n}") for n in range(4))


def seen(sent: int, *, listed: bool = True, **more: object) -> Seen:
    """Four offices, of which so many published today."""
    register = Register({each.office: each for each in LISTED}, is_there=listed)
    now = {each.office: _published(each.office) for each in LISTED[:sent]}
    return Seen(Many(register, now, {}, {}, ()), LISTED, TODAY, "2557", **more)


def _published(office: str) -> Published:
    at = datetime(2014, 10, 1, 9, tzinfo=BANGKOK)
    return Published(State(office, "2557", f"{TODAY}"), at, 1, 1, 0)


@pytest.mark.parametrize("sent", [3, 4])
@pytest.mark.parametrize("maybe", [0, 1])
def test_that_nothing_lags_is_said_of_those_that_published_only(sent, maybe):
    said = topics.finding(seen(sent, lags=(Lag("2557", "2.2", sent, 0, maybe, 0, 0, 0),)))
    assert ("ในสำนักงานที่ส่งแล้ว" in said) == (sent < 4)
    assert ("ยังบอกไม่ได้" in said) == bool(maybe)


@pytest.mark.parametrize(("listed", "who"), [(True, "ทุกสำนักงาน"), (False, "สำนักงานที่เคยส่ง")])
def test_without_a_list_nobody_says_that_every_office_published(listed, who):
    assert topics.silent(seen(4, listed=listed)).finding == f"{who}ส่งข้อมูลเป็นปัจจุบัน"


@pytest.mark.parametrize("seed", range(20))
def test_the_newest_year_of_every_test_is_drawn_and_the_others_are_told_of(seed):
    chance = random.Random(seed)
    rows = {
        (test, grade, year)
        for test in ("O-NET", "NT")
        for grade in ("P3", "M6")
        for year in chance.sample(range(2553, 2558), chance.randrange(4))
    }
    colours = tuple(Colour("ใต้", *each, "red", 1, 1) for each in sorted(rows))
    told = colours_told.colours(seen(4, colours=colours))
    newest = {(t, g): max(y for *k, y in rows if k == [t, g]) for t, g, _ in rows}
    assert {part.heading for part in told.parts} == {
        f"{test} {THAI[grade]} ปีการศึกษา {year}" for (test, grade), year in newest.items()
    }
    assert any("ปีล่าสุด" in note for note in told.notes) == (len(rows) > len(newest))
    table = told.behind().rows
    assert len(table) == len(rows)
    assert {row[2] for row in table} <= set(THAI.values()) and {row[4] for row in table} <= {"แดง"}
